"""Look through what people put into content/ by hand: the text of pages, pictures on them, names of files.

Reads files, gives Findings with lines; what is generated, and the photos made from data/media, are left out."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from generator.gate.attachments import READABLE, inspect_attachment
from generator.gate.found import Found, Rule
from generator.gate.images import SUFFIXES, is_approved, is_emblem, is_map, speaks_of_map
from generator.gate.location import PHOTO_LOCATION, has_location
from generator.gate.reading import Reading
from generator.gate.rules import (
    ABOUT_PEOPLE,
    EMBLEM_AS_MARK,
    FIGURE_UNSOURCED,
    MAP_UNAPPROVED,
    in_filename,
    inspect,
)
from generator.gate.telling import Finding, Placed, tell
from generator.late import Late
from generator.problems import Where
from generator.project import PROBLEM_LIST, Project, is_handbook
from generator.source.lines import Lines, split_rows

TEXTS = frozenset(
    {".md", ".markdown", ".html", ".htm", ".txt", ".csv", ".json", ".xml", ".yml", ".yaml", ".svg"}
)
_LARGEST = 2_000_000
"""Bytes. No page that a person wrote is longer; what is, is data and not read as a text."""
_Stamp = tuple[int, int]


@dataclass(slots=True)
class PageCache:
    """What was found in each file when it was last read, by path and stamp."""

    known: dict[Path, tuple[_Stamp, tuple[Finding, ...]]] = field(default_factory=dict)


def check_pages(project: Project, ours: Collection[str], cache: PageCache) -> list[Finding]:
    """Return what must not be published in the files below content/ that are not `ours`, by uri."""
    known: dict[Path, tuple[_Stamp, tuple[Finding, ...]]] = {}
    for path in files_of_people(project.content, ours):
        try:
            status = path.stat()
            stamp = (status.st_mtime_ns, status.st_size)
            cached = cache.known.get(path)
            known[path] = cached if cached and cached[0] == stamp else (stamp, _check_file(project, path))
        except OSError:
            # Who builds the site from it says what is wrong with the file.
            continue
    cache.known = known
    return [finding for _, found in known.values() for finding in found]


def read_pages(project: Project, ours: Collection[str]) -> Iterator[str]:
    """Yield the texts of the files below content/ that are not `ours`."""
    for path in files_of_people(project.content, ours):
        if path.suffix.lower() in TEXTS:
            try:
                yield path.read_bytes()[:_LARGEST].decode("utf-8-sig", errors="replace")
            except OSError:
                continue


def files_of_people(content: Path, ours: Collection[str]) -> Iterator[Path]:
    """Yield the files below content/ that are not `ours`, by uri."""
    for folder, _, names in sorted(os.walk(content)):
        below = Path(folder).relative_to(content).as_posix()
        for name in sorted(names):
            uri = name if below == "." else f"{below}/{name}"
            if uri not in ours and uri != f"{PROBLEM_LIST}.md" and not name.startswith("."):
                yield Path(folder, name)


def _check_file(project: Project, path: Path) -> tuple[Finding, ...]:
    file = project.relative(path)
    suffix = path.suffix.lower()
    placed = list(in_name(path.relative_to(project.content).as_posix(), file))
    if suffix in TEXTS and path.stat().st_size <= _LARGEST:
        # What is not UTF-8 cannot be built, and who builds it says so.
        with suppress(UnicodeDecodeError):
            placed += check_text(file, path.read_bytes().decode("utf-8-sig"))
    elif suffix in READABLE:
        for rule, found in inspect_attachment(path):
            placed.append(Placed(rule, found, [Where(file, excerpt=path.name)]))
    elif suffix in SUFFIXES and has_location(path):
        placed.append(_at(PHOTO_LOCATION, Where(file, excerpt=path.name), "带着拍摄地点的照片", path.name))
    return tuple(tell(placed))


def in_name(uri: str, file: str) -> Iterator[Placed]:
    """Yield what a file's own name gives away; `uri` is what a visitor sees of it."""
    for rule, what, shown, key in in_filename(PurePosixPath(uri).name):
        yield Placed(rule, Found(0, 0, what, shown, key), [Where(file, excerpt=PurePosixPath(uri).name)])


def check_text(file: str, text: str) -> Iterator[Placed]:
    """Yield what must not be published in a page's text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    places = _Places(Lines(file, split_rows(text)))
    internal = is_handbook(file.removeprefix("content/"))
    for base, part in _parts(text):
        for rule, found in inspect(Reading(part)):
            if internal and rule not in ABOUT_PEOPLE:
                continue
            # In a page an entity is a sign like any other.
            if not (rule.code == "text-garbled" and found.key.startswith("&")):
                secret = places.of(base + found.secret[0], base + found.secret[1]) if found.secret else ()
                yield Placed(rule, found, places.of(base + found.start, base + found.end), secret)
    for rule, found in () if internal else (*_pictures(text), *_unsourced(text)):
        yield Placed(rule, found, places.of(found.start, found.end))


class _Places:
    """Turns places in a text into places in its lines."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.starts = [0]
        for row in lines.rows:
            self.starts.append(self.starts[-1] + len(row) + 1)

    def of(self, start: int, end: int) -> list[Where]:
        """Return a place for each line that characters from `start` to `end` are on."""
        found = []
        first, last = (bisect_right(self.starts, at) - 1 for at in (start, max(start, end - 1)))
        for row in range(first, min(last, len(self.lines.rows) - 1) + 1):
            column = max(0, start - self.starts[row])
            length = min(end, self.starts[row + 1] - 1) - self.starts[row] - column
            if length > 0 or first == last:
                found.append(self.lines.where(row, column, max(1, length)))
        return found or [self.lines.where(first, 0)]


_ATTRIBUTE = Late(
    r"""\s(?:alt|title|content|aria-label|placeholder|value|summary|data-[a-z-]+|href)\s*=\s*(?:"([^"]*)"|'([^']*)')"""
)


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the text, and each attribute of raw HTML in it that people read, with where it begins."""
    yield 0, text
    if "<" in text:
        for found in _ATTRIBUTE.finditer(text):
            group = 1 if found[1] is not None else 2
            yield found.start(group), found[group]


_PICTURE = Late(
    r"""!\[(?P<alt>[^\]]{0,300})\]\(\s*<?(?P<src>[^)\s>"]{1,500})>?(?:\s+["'(](?P<title>[^"'\n]{0,300})["')])?\s*\)"""
    r"""|<img\b(?P<tag>[^>]{0,2000})>""",
    re.IGNORECASE,
)
_SOURCE = Late(r"""\bsrc\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_NEAR = 120


def _pictures(text: str) -> Iterator[tuple[Rule, Found]]:
    """Yield emblems and unapproved maps among the pictures of a page."""
    for found in _PICTURE.finditer(text) if "![" in text or "<img" in text.lower() else ():
        tag = found["tag"] or ""
        inside = _SOURCE.search(tag)
        name = unquote(found["src"] or (inside[1] if inside else ""))
        said = " ".join(
            filter(
                None,
                (
                    found["alt"],
                    found["title"],
                    " ".join(m[1] or m[2] or "" for m in _ATTRIBUTE.finditer(tag)),
                ),
            )
        )
        for rule, what in judge_picture(
            name, said, text[found.end() : found.end() + _NEAR].partition("\n\n\n")[0]
        ):
            yield rule, Found(*found.span(), what, PurePosixPath(name).name, PurePosixPath(name).name)


def judge_picture(name: str, said: str, below: str = "") -> Iterator[tuple[Rule, str]]:
    """Yield what is wrong with a picture by its name, its words, and the text right below it."""
    if is_emblem(name):
        yield EMBLEM_AS_MARK, "党徽或党旗的图案"
    if (is_map(name) or speaks_of_map(said)) and not is_approved(f"{said} {below}"):
        yield MAP_UNAPPROVED, "没有审图号的地图"


_RESULTS = Late(r"^#{1,6}[^\n]{0,30}(?:成果|成效|数据|数说|数字|实绩)[^\n]{0,20}$", re.MULTILINE)
_HEADING = Late(r"^#{1,6}\s", re.MULTILINE)
_FIGURE = Late(
    r"(?<![0-9A-Za-z《“第.])[0-9][0-9,，.]{0,12}\s?(?:\*\*)?\s?[余多]?\s?(?:万|千|百)?(?:人次|万元|元|名|人|个|项|场|篇|次|家|户|所|册|节|%|％|小时|对)"
)
_CITED = Late("来源|出处|数据截至|统计口径|据[^。\n]{1,20}(?:统计|材料|报告|通报)|摘自|引自|材料|年报|公报")


def _unsourced(text: str) -> Iterator[tuple[Rule, Found]]:
    """Yield the first figure below each heading that promises results, on a page that names no source at all."""
    if _CITED.search(text):
        return
    for heading in _RESULTS.finditer(text):
        following = next(_HEADING.finditer(text, heading.end()), None)
        figure = next(
            _FIGURE.finditer(text, heading.end(), following.start() if following else len(text)), None
        )
        if figure:
            yield FIGURE_UNSOURCED, Found(*figure.span(), "没有来源的数", figure[0], figure[0])


def _at(rule: Rule, where: Where, what: str, shown: str) -> Placed:
    return Placed(rule, Found(0, 0, what, shown, shown), [where])
