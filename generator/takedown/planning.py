"""Decide the whole of a takedown before anything is touched: every text as it will be, every file's new name.

Tries the ways to take it out, the cleanest first, and keeps the first that leaves the data as sound as it was."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from posixpath import join, normpath
from unicodedata import normalize
from urllib.parse import unquote

from generator.photos import Album
from generator.problems import NOTE, Problem
from generator.project import Project
from generator.schema import Kind, known_keys, parse_records
from generator.schema.parse import Record
from generator.source import Document, parse_document
from generator.source.decoding import decode
from generator.takedown.editing import (
    Edit,
    apply_edits,
    changed_rows,
    page_picture_edits,
    picture_edits,
    renaming_edits,
    without_overlaps,
    word_edits,
)
from generator.takedown.needle import Needle
from generator.takedown.surveying import Survey, TextFile, kept_copies, same_name
from generator.validate import told_of_drafts, validate
from generator.validate.slugs import slug_of

MEDIA = "data/media/"
FOLDER = "takedowns"
"""Under .showcase: what was taken down, as it was, for a word that was the wrong one."""
_GAPS = re.compile(r"([-_ .、，])[-_ .、，]+")
_EDGES = "-_ .、，·的和与"


@dataclass(frozen=True, slots=True)
class Target:
    """What is taken down: a word, or a picture with all files that are it; `mask` stands where a word stood."""

    needle: Needle
    mask: str
    pictures: tuple[str, ...] = ()
    digests: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A text file as it is and as it will be, which may be under another name."""

    file: str
    new_file: str
    before: bytes
    after: bytes
    rows: tuple[tuple[int, str, str], ...] = ()
    """The lines that change: number, text, and text as it will be."""
    places: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a takedown does: texts rewritten, files renamed, pictures put away, kept copies deleted.

    `alike` are files whose names only sound like the word, which nobody asked to touch."""

    rewrites: tuple[Rewrite, ...] = ()
    renames: Mapping[str, str] = field(default_factory=dict)
    withdrawn: tuple[str, ...] = ()
    kept: tuple[Path, ...] = ()
    alike: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What would be wrong with the data afterwards and is not now; nothing is done then."""

    @property
    def places(self) -> int:
        """Return how many places are changed."""
        renamed = len(self.renames) + sum(one.file != one.new_file for one in self.rewrites)
        return sum(one.places for one in self.rewrites) + renamed + len(self.withdrawn) + len(self.kept)


def plan_takedown(project: Project, found: Survey, target: Target, *, purge: bool = False) -> Plan:
    """Return what is to be done; where no way leaves the data sound, the problems of the best.

    `purge` asks for the originals that earlier takedowns have left as well."""
    renamed = _new_names(found, target)
    references = dict(_references(found, renamed))
    faults = _faults(found, {text.file: text.text for text in found.texts}, {})
    plans = []
    for drop in (True, False):
        rewrites = tuple(_rewrites(found, target, renamed, references, drop=drop))
        left = tuple(_worse(found, rewrites, renamed, target, faults))
        plans.append(Plan(rewrites, problems=left))
        if not left:
            break
    best = min(plans, key=lambda plan: len(plan.problems))
    texts = {text.file for text in found.texts}
    return Plan(
        best.rewrites,
        {old: new for old, new in renamed.items() if old not in texts},
        target.pictures,
        tuple(_kept(project, target, purge=purge, changed=bool(best.rewrites or renamed))),
        tuple(_alike(found, target)),
        best.problems,
    )


def left_in(found: Survey, target: Target) -> tuple[str, ...]:
    """Return the files of a person that still hold what was to be taken down, or are called so."""
    if target.pictures:
        return tuple(file for file in found.files if file in target.pictures)
    texts = [text.file for text in found.texts if _still_holds(text, target)]
    names = [file for file in found.files if target.needle.is_in_name(file)]
    return tuple(dict.fromkeys([*texts, *names]))


def _still_holds(text: TextFile, target: Target) -> bool:
    if _edits(text, target, {}, drop=False):
        return True
    return target.needle.is_in(text.text) and _document(text) is None


def _kept(project: Project, target: Target, *, purge: bool, changed: bool) -> list[Path]:
    needle = target.needle
    found = kept_copies(project, needle.is_in_name, needle.is_in_page, target.digests)
    if not purge:
        found = [path for path in found if project.state / FOLDER not in path.parents]
    pictures = project.state / "cache" / "pictures"
    if (changed or found) and not target.pictures and pictures.is_dir():
        # Words are painted into them, where no search finds them; they are made again.
        found = [path for path in found if pictures not in path.parents]
        found.append(pictures)
    return found


def _alike(found: Survey, target: Target) -> Iterator[str]:
    latin = target.needle.in_latin
    if latin is not None and not target.needle.with_latin and not target.pictures:
        yield from (file for file in found.files if latin.search(file.rpartition("/")[2]))


def _new_names(found: Survey, target: Target) -> dict[str, str]:
    """Return the new path of every file whose path carries the word; nothing else is renamed."""
    if target.pictures:
        return {}
    renamed: dict[str, str] = {}
    taken: _Taken | None = None
    for file in found.files:
        parts = file.split("/")
        fixed = 2 if parts[0] == "data" else 1
        fresh = [*parts[:fixed], *(_clean_name(part, target.needle) for part in parts[fixed:])]
        if fresh != parts:
            taken = taken or _Taken.of(found)
            renamed[file] = taken.free("/".join(fresh), taken.sections.get(file, ""))
    return renamed


_SLUG = re.compile(r"^网址名:[ \t]*[\"']?([a-z0-9-]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Taken:
    """Which paths and which addresses of pages are in use, and the site's section of each data file."""

    files: set[str]
    slugs: set[str]
    sections: Mapping[str, str]

    @classmethod
    def of(cls, found: Survey) -> _Taken:
        """Return what a project uses."""
        sections = {text.file: text.kind.section for text in found.texts if text.kind and text.kind.section}
        slugs = {f"{section}/{slug_of(PurePosixPath(file).stem)}" for file, section in sections.items()}
        for text in found.texts:
            if text.file in sections:
                slugs |= {f"{sections[text.file]}/{slug}" for slug in _SLUG.findall(text.text)}
        return cls({file.casefold() for file in found.files}, slugs, sections)

    def free(self, file: str, section: str) -> str:
        """Return the path, or one like it with a number, that clashes with no other; it is in use from now on."""
        path, number, new = PurePosixPath(file), 1, file
        while new.casefold() in self.files or (section and self._slug(new, section) in self.slugs):
            number += 1
            new = path.with_name(f"{path.stem}-{number}{path.suffix}").as_posix()
        self.files.add(new.casefold())
        if section:
            self.slugs.add(self._slug(new, section))
        return new

    @staticmethod
    def _slug(file: str, section: str) -> str:
        return f"{section}/{slug_of(PurePosixPath(file).stem)}"


def _clean_name(name: str, needle: Needle) -> str:
    """Return a file's or folder's name without the word, and without the marks that parted it from the rest."""
    if not needle.is_in_name(name):
        return name
    path = PurePosixPath(normalize("NFC", name))
    stem, suffix = (path.stem, path.suffix) if path.stem else (path.name, "")
    for span in reversed(needle.find(stem)):
        stem = f"{stem[: span[0]]}-{stem[span[1] :]}"
    if needle.with_latin and needle.in_latin:
        stem = needle.in_latin.sub("-", stem)
    return (_GAPS.sub(r"\1", stem).strip(_EDGES) or "item") + suffix


def _references(found: Survey, renamed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield every way in which texts name a renamed file: its path, its name, the address of its page."""
    kinds = {text.file: text.kind for text in found.texts}
    for old, new in renamed.items():
        yield old, new
        yield old.rpartition("/")[2], new.rpartition("/")[2]
        for top in (MEDIA, "content/"):
            if old.startswith(top):
                yield old.removeprefix(top), new.removeprefix(top)
        kind = kinds.get(old)
        if kind is not None and kind.section:
            before, after = (slug_of(PurePosixPath(file).stem) for file in (old, new))
            yield f"{kind.section}/{before}", f"{kind.section}/{after}"


def _rewrites(
    found: Survey, target: Target, renamed: Mapping[str, str], references: Mapping[str, str], *, drop: bool
) -> Iterator[Rewrite]:
    for text in found.texts:
        edits = _edits(text, target, references, drop=drop)
        new_file = renamed.get(text.file, text.file)
        if edits or new_file != text.file:
            after = apply_edits(text.text, edits).encode()
            rows = tuple(changed_rows(text.text, edits))
            yield Rewrite(text.file, new_file, text.data, after if edits else text.data, rows, len(edits))


def _edits(text: TextFile, target: Target, references: Mapping[str, str], *, drop: bool) -> list[Edit]:
    if target.pictures:
        return _picture_edits(text, target)
    edits = renaming_edits(text.text, references)
    if not _may_hold(text.text, target.needle):
        return edits
    document = _document(text)
    return without_overlaps([*edits, *word_edits(text.text, target.needle, target.mask, document, drop=drop)])


def _may_hold(text: str, needle: Needle) -> bool:
    """Tell at once that a file does not hold the word; where there are escapes, only its values can tell."""
    return needle.is_in(text) or "\\" in text or needle.is_in_name(text)


def _picture_edits(text: TextFile, target: Target) -> list[Edit]:
    names = [file.removeprefix(MEDIA) for file in target.pictures]
    plain = normalize("NFC", unquote(text.text))
    if "\\" not in plain and not any(normalize("NFC", PurePosixPath(name).name) in plain for name in names):
        return []
    document = _document(text)
    if document is not None:
        return picture_edits(text.text, document, lambda value: any(same_name(value, name) for name in names))
    if not text.file.endswith((".md", ".html")):
        return []
    folder = text.file.rpartition("/")[0]

    def is_meant(address: str) -> bool:
        whole = normpath(join(folder, address.partition("?")[0].partition("#")[0]))
        return any(same_name(whole, file) for file in target.pictures)

    return page_picture_edits(text.text, is_meant)


def _document(text: TextFile) -> Document | None:
    return parse_document(text.text, text.file, known_keys())[0] if text.kind else None


def _worse(
    found: Survey,
    rewrites: Sequence[Rewrite],
    renamed: Mapping[str, str],
    target: Target,
    before: Mapping[tuple[str, str], int],
) -> Iterator[Problem]:
    """Yield what stops publishing afterwards and did not before."""
    texts = {text.file: text.text for text in found.texts}
    texts |= {one.file: one.after.decode("utf-8", "replace") for one in rewrites if one.after != one.before}
    gone = dict.fromkeys(target.pictures, "")
    problems = _problems(found, texts, {**renamed, **gone})
    counts = Counter((problem.code, problem.where.file) for problem in problems)
    for problem in problems:
        known = before.get((problem.code, problem.where.file), 0)
        if counts[problem.code, problem.where.file] > known:
            yield problem


def _faults(found: Survey, texts: Mapping[str, str], renamed: Mapping[str, str]) -> Counter[tuple[str, str]]:
    return Counter((problem.code, problem.where.file) for problem in _problems(found, texts, renamed))


def _problems(found: Survey, texts: Mapping[str, str], renamed: Mapping[str, str]) -> list[Problem]:
    """Return all that would stop publishing in such data, each with its file's old name; photos are not opened."""
    keys = known_keys()
    records: list[Record] = []
    problems: list[Problem] = []
    unread: set[Kind] = set()
    for text in found.texts:
        if text.kind is None:
            continue
        body, saved = (texts[text.file], ()) if texts[text.file] != text.text else _as_saved(text)
        document, faults = parse_document(body, text.file, keys)
        kept, refused = parse_records(document, text.kind) if document else ((), ())
        records += _renamed(kept, renamed)
        stops = [fault for fault in (*saved, *faults, *refused) if fault.severity is not NOTE]
        problems += stops
        unread |= {text.kind} if stops else set()
    media = {file.removeprefix(MEDIA) for file in _after(found.files, renamed) if file.startswith(MEDIA)}
    album = Album(frozenset(normalize("NFC", name) for name in media))
    old = {new: old for old, new in renamed.items() if new}
    return [
        _of(fault, old)
        for fault in [*problems, *_between(records, album, unread)]
        if fault.severity is not NOTE
    ]


def _of(fault: Problem, old: Mapping[str, str]) -> Problem:
    return replace(fault, where=replace(fault.where, file=old.get(fault.where.file, fault.where.file)))


def _between(records: Sequence[Record], album: Album, unread: Iterable[Kind]) -> list[Problem]:
    return told_of_drafts(validate(records, album, frozenset(unread))[1], records)


def _as_saved(text: TextFile) -> tuple[str, tuple[Problem, ...]]:
    return text.text, decode(text.data, text.file)[1]


def _after(files: Iterable[str], renamed: Mapping[str, str]) -> Iterator[str]:
    return (new for file in files if (new := renamed.get(file, file)))


def _renamed(records: Iterable[Record], renamed: Mapping[str, str]) -> Iterator[Record]:
    """Yield the records as they are under the new names of their files, from which their addresses come."""
    for record in records:
        new = renamed.get(record.file)
        if new:
            document = Document(new, record.document.text, record.document.value)
            yield Record(record.kind, record.entity, document, record.base)
        else:
            yield record
