"""Read what a takedown has to look through: data, hand-written pages, settings, pictures' names, kept copies.

Gives texts and names; changes nothing."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

from generator.gate.images import SUFFIXES
from generator.load import data_files
from generator.output import load_manifest
from generator.photos.placing import OURS
from generator.photos.results import RECIPE
from generator.project import Project
from generator.schema.kinds import Kind
from generator.source.decoding import decode

MOST_TEXT = 4 << 20
"""Bytes. No text of a person is longer; what is, is no text."""
MOST_UNPACKED = 64 << 20
_NEVER = frozenset({".git", ".venv", "node_modules", "__pycache__"})
_PICTURES = tuple(SUFFIXES - {".svg"})
"""Pictures whose bytes are no text."""

Holds = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text that people wrote: `text` is without its BOM, `kind` that of a data file of ours."""

    file: str
    data: bytes
    text: str
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """All of a project that a person wrote or put there, by "/"-paths from its root."""

    texts: tuple[TextFile, ...]
    files: tuple[str, ...]
    """Of everything in data/, and of what people put into content/."""

    @property
    def media(self) -> tuple[str, ...]:
        """Return the files that are no text: pictures, and whatever else lies there."""
        known = {text.file for text in self.texts}
        return tuple(file for file in self.files if file not in known)


def survey(project: Project) -> Survey:
    """Return what a project holds; a file that cannot be opened raises OSError, since nobody knows what is in it."""
    kinds = {project.relative(path): kind for path, kind in data_files(project)}
    generated = load_manifest(project).pages
    files = [f"data/{name}" for name in below(project.data)]
    files += [
        f"content/{name}" for name in below(project.content) if name not in generated and not _is_ours(name)
    ]
    files = [file for file in files if not file.startswith("data/schema/")]
    readable = [file for file in files if _may_be_text(file)]
    if project.config.is_file():
        readable.append(project.relative(project.config))
    templates = (f"overrides/{name}" for name in below(project.overrides) if name.endswith(".html"))
    readable += [file for file in templates if not file.startswith("overrides/generated/")]
    texts = (_read(project, file, kinds.get(file)) for file in readable)
    return Survey(tuple(text for text in texts if text), tuple(files))


def _is_ours(name: str) -> bool:
    return name.startswith(("photos/", ".")) and bool(
        OURS.fullmatch(name.partition("/")[2]) or name[0] == "."
    )


def _may_be_text(file: str) -> bool:
    return not (file.startswith("data/media/") or file.lower().endswith(_PICTURES))


def _read(project: Project, file: str, kind: Kind | None) -> TextFile | None:
    path = project.root / file
    if not path.is_file() or path.stat().st_size > MOST_TEXT:
        return None
    data = path.read_bytes()
    text = decode(data, file)[0]
    return None if text is None else TextFile(file, data, text.removeprefix("\ufeff"), kind)


def below(top: Path) -> Iterator[str]:
    """Yield the files below a folder as "/"-paths, in a fixed order; folders of tools are passed over."""
    for folder, inner, names in os.walk(top):
        inner[:] = sorted(name for name in inner if name not in _NEVER)
        place = Path(folder).relative_to(top).as_posix()
        yield from (name if place == "." else f"{place}/{name}" for name in sorted(names))


def kept_copies(project: Project, in_name: Holds, in_text: Holds, digests: frozenset[str]) -> list[Path]:
    """Return the files and folders under .showcase that hold a word or a picture.

    A kept site is whole or nothing, so all of it goes."""
    found: dict[Path, None] = {}
    for name in below(project.state):
        path = project.state / name
        if path.suffix == ".lock" or (name.startswith("cache/photos/") and not OURS.fullmatch(path.name)):
            continue
        if in_name(name) or holds(path, in_text, digests):
            found[_whole(project.state, path)] = None
    return list(found)


def _whole(state: Path, path: Path) -> Path:
    """Return the site that a file is part of; a file of no site is itself."""
    folders = [folder for folder in reversed(path.parents) if state in folder.parents]
    return next((folder for folder in folders if (folder / "index.html").is_file()), path)


def holds(path: Path, in_text: Holds, digests: frozenset[str]) -> bool:
    """Tell whether a file, packed or not, holds a word, or is one of these pictures or made of one."""
    if OURS.fullmatch(path.name):
        return path.name[:16] in digests
    is_picture = path.suffix.lower() in _PICTURES
    if is_picture and not digests:
        return False
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return False
    return (
        developed_digest(data) in digests
        if is_picture
        else in_text(unpacked(data).decode("utf-8", "replace"))
    )


def unpacked(data: bytes) -> bytes:
    """Return packed bytes as they were, up to a bound; others as they are."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, MOST_UNPACKED)
    except zlib.error:
        return data


def developed_digest(data: bytes) -> str:
    """Return what the names of a photo begin with when it has been developed (`photos.album`)."""
    return sha256(RECIPE.encode() + data).hexdigest()[:16]


def same_name(one: str, other: str) -> bool:
    """Tell whether two paths are one to people: letters taken apart or whole, either slash."""
    return normalize("NFC", one.replace("\\", "/")) == normalize("NFC", other.replace("\\", "/"))
