"""The SHA-256 of every file of a site: written into it before it is published, compared with a copy later.

In the form of `sha256sum`, so that a server's own tool can check it too. Takes folders, gives Sums and Differences."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from generator import disk

NAME = "SHA256SUMS"
LARGEST = 64 << 20
"""Bytes of a list; half a million files have as many."""
LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What a system leaves in any folder that somebody looked into."""
TEXT = frozenset({".html", ".css", ".js", ".json", ".xml", ".txt", ".svg", ".webmanifest", ".map"})
"""Endings of files whose line ends some ways of uploading change."""

_LINE = re.compile(r"(?P<escaped>\\?)(?P<digest>[0-9a-f]{64}) [ *](?P<uri>.+)")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_CRLF = re.compile(rb"\r\n")

Sums = Mapping[str, str]
"""Each file's digest by its path below the site, with "/" and whole letters (NFC)."""


class DamagedError(Exception):
    """A list of sums is not what we wrote."""


@dataclass(frozen=True, slots=True)
class Differences:
    """What is not as it was published, each a sorted list of paths below the site.

    `rewrapped` are files in which only the line ends are others."""

    changed: tuple[str, ...] = ()
    rewrapped: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Return how many files differ."""
        return sum(map(len, (self.changed, self.rewrapped, self.lost, self.added, self.unread)))


def write_sums(folder: Path, but: Collection[str] = ()) -> None:
    """Write the list of a site's files into it; `but` are names at its root that are no part of it."""
    lines = (_line(uri, _digest(path)) for uri, path in _files(folder, {NAME, *but}))
    disk.write_whole(folder / NAME, "".join(lines).encode())


def read_sums(folder: Path) -> Sums:
    """Return the list that a site carries. Raises FileNotFoundError where it has none, DamagedError where it is broken."""
    path = folder / NAME
    if not path.is_file():
        raise FileNotFoundError(path)
    if path.stat().st_size > LARGEST:
        raise DamagedError
    return parse_sums(path.read_bytes())


def parse_sums(data: bytes) -> Sums:
    """Return a list's sums; one line that is no sum of a file below the site makes all of it worthless."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DamagedError from error
    sums = {}
    # A copy may have come over a way that changes line ends.
    for row in text.replace("\r\n", "\n").removesuffix("\n").split("\n"):
        found = _LINE.fullmatch(row)
        uri = found["uri"] if found else ""
        if found and found["escaped"]:
            uri = re.sub(r"\\(.)", lambda each: {"n": "\n", "r": "\r"}.get(each[1], each[1]), uri)
        if not found or not _is_inside(uri):
            raise DamagedError
        sums[normalize("NFC", uri)] = found["digest"]
    return sums


def compare(folder: Path, sums: Sums, but: Collection[str] = ()) -> Differences:
    """Return how the files of a folder differ from what the sums say."""
    there = dict(_files(folder, {NAME, *but}))
    found: dict[str, list[str]] = {"changed": [], "rewrapped": [], "unread": []}
    for uri in sorted(sums.keys() & there.keys()):
        if kind := _judge(there[uri], sums[uri]):
            found[kind].append(uri)
    return Differences(
        changed=tuple(found["changed"]),
        rewrapped=tuple(found["rewrapped"]),
        lost=tuple(sorted(sums.keys() - there.keys())),
        added=tuple(
            sorted(uri for uri in there.keys() - sums.keys() if uri.rpartition("/")[2] not in LITTER)
        ),
        unread=tuple(found["unread"]),
    )


def _judge(path: Path, digest: str) -> str:
    """Return how a file differs, empty where it does not."""
    try:
        # A link or a device in the place of a file is never opened.
        if not stat.S_ISREG(path.lstat().st_mode):
            return "changed"
        if _digest(path) == digest:
            return ""
        return "rewrapped" if _is_rewrapped(path, digest) else "changed"
    except OSError:
        return "unread"


def _is_rewrapped(path: Path, digest: str) -> bool:
    if path.suffix.lower() not in TEXT or path.stat().st_size > LARGEST:
        return False
    return hashlib.sha256(_CRLF.sub(b"\n", path.read_bytes())).hexdigest() == digest


def _files(folder: Path, but: Collection[str]) -> Iterator[tuple[str, Path]]:
    """Yield what is no folder below a folder, by path; links are not followed."""
    found = {}
    for place, folders, names in os.walk(folder):
        below = Path(place).relative_to(folder)
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        for name in (*names, *links):
            uri = normalize("NFC", (below / name).as_posix())
            if uri not in but:
                found[uri] = Path(place) / name
    # By the letters themselves: the same order on every system, whatever its language.
    yield from sorted(found.items())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _line(uri: str, digest: str) -> str:
    escaped = re.sub(r"[\\\n\r]", lambda sign: _ESCAPES[sign[0]], uri)
    return f"{'' if escaped == uri else chr(92)}{digest}  {escaped}\n"


def _is_inside(uri: str) -> bool:
    return not re.search(r"[\x00]", uri) and not any(part in {"", ".", ".."} for part in uri.split("/"))
