"""The words in the Office files that people put among the pages: who downloads one reads them as on a page.

Takes a file's path, gives its text; only what the format lays open (.docx, .xlsx, .pptx) can be read."""

from __future__ import annotations

import html
import lzma
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from generator.gate.found import Found, Rule
from generator.gate.reading import EDGE, Reading
from generator.gate.rules import ABOUT_PEOPLE, inspect
from generator.late import Late

READABLE = frozenset({".docx", ".docm", ".xlsx", ".xlsm", ".pptx", ".pptm"})
UNREADABLE = frozenset(
    {".pdf", ".doc", ".xls", ".ppt", ".wps", ".et", ".dps", ".ofd", ".odt", ".ods", ".odp", ".rtf"}
    | {".zip", ".rar", ".7z", ".tar", ".gz"}
)
"""What holds words that no rule has read."""
_MOST_PARTS = 2_000
_MOST_BYTES = 16 << 20
"""So much of one file is read, unpacked."""
_LONGEST = 2_000_000
"""Characters of its words that are looked at."""
BROKEN = (BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, OSError, ValueError)
"""What a damaged archive raises when it is read."""
_SHARED = "xl/sharedStrings.xml"
_PART = re.compile(
    r"(?:word/(?:document|header|footer|footnotes|endnotes|comments)[^/]*|(?:ppt/(?:slides|notesSlides|comments)|xl/worksheets)/[^/]+)\.xml|xl/sharedStrings\.xml"
)
# Formulas, fields, what was crossed out, and how a word is read aloud.
_LEFT_OUT = Late(r"<(w:instrText|w:delText|f)\b[^<>]*>[^<]*</\1>|<rPh\b[^<>]*><t\b[^<>]*>[^<]*</t></rPh>")
_BREAKS = (
    (Late(r"</(?:w:tc|a:tc|c)>"), "|"),
    (Late(r"</(?:w:tr|a:tr|row|w:p|a:p)>|<(?:w|a):br\b[^>]*>"), "\n"),
    (Late(r"</(?:w:tbl|sheetData|a:tbl)>"), EDGE),
    (Late("<[^<>]*>"), ""),
)
_CELL = Late(r"(<c\b[^<>]*\bt=[\"']s[\"'][^<>]*>)\s*<v>([0-9]{1,7})</v>")


def words_in(path: Path) -> str | None:
    """Return the text of an Office file, a paragraph or a row of a table a line; None where it cannot be read."""
    try:
        with ZipFile(path) as archive:
            return EDGE.join(_texts(archive))
    except (*BROKEN, RuntimeError):
        # The last is what one with a password raises.
        return None


def _texts(archive: ZipFile) -> Iterator[str]:
    left = _MOST_BYTES
    names = archive.namelist()[:_MOST_PARTS]
    shared: list[str] = []
    # What cells share comes first: they only say the number of their text.
    for name in sorted(filter(_PART.fullmatch, names), key=lambda name: name != _SHARED):
        with archive.open(name) as part:
            raw = part.read(max(0, left))
        left -= len(raw)
        xml = _LEFT_OUT.sub("", raw.decode("utf-8", errors="replace"))
        if name == _SHARED:
            shared = [text.rpartition("<si>")[2] for text in xml.split("</si>")]
        else:
            yield _words(_with_shared(xml, shared))


def _with_shared(xml: str, shared: list[str]) -> str:
    """Return a sheet with the text of each cell in it; a cell may point at none."""

    def text(found: re.Match[str]) -> str:
        number = int(found[2])
        return found[1] + (shared[number] if number < len(shared) else "")

    return _CELL.sub(text, xml)


def _words(xml: str) -> str:
    """Return what a person sees of a part, without the paragraphs inside a cell."""
    for pattern, left in _BREAKS:
        xml = pattern.sub(left, xml)
    return html.unescape(re.sub(r"(?<!\s)\s*\n\s*", "\n", xml))


def inspect_attachment(path: Path) -> Iterator[tuple[Rule, Found]]:
    """Yield what an Office file tells of people, the first of each rule with how many there are."""
    text = (words_in(path) or "")[:_LONGEST]
    found: dict[str, list[tuple[Rule, Found]]] = {}
    for rule, one in inspect(Reading(text)):
        if rule in ABOUT_PEOPLE:
            found.setdefault(rule.code, []).append((rule, one))
    for several in found.values():
        rule, first = several[0]
        more = f"等 {len(several)} 处" if len(several) > 1 else ""
        yield rule, Found(0, 0, f"附件里的{first.what}", f"{first.shown}{more}", first.key)
