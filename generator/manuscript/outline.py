"""Find the shape of a manuscript: its title, its headings by style, number or bold, and what stands below each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.manuscript.labels import BOLD_RANK, ITEM_RANK, bullet_of, label_of
from generator.manuscript.paragraphs import Paragraph
from generator.manuscript.sentences import sentences, trimmed

LONGEST_HEADING = 40
MOST_HEADINGS = 400
"""Behind so many nothing is a heading any more: what has that many is a table or a list."""
_LONGEST_TITLE = 60
_ENDS = re.compile(r"[。；！？!?;]$")
_SUBTITLE = re.compile(r"\s*(?:—{1,3}|-{2,3})")
_DATE = r"[0-9〇○零一二三四五六七八九]{4}\s?[年./-]\s?[0-9〇一二三四五六七八九十]{1,3}(?:\s?[月./-]\s?(?:[0-9〇一二三四五六七八九十]{1,3}\s?日?)?)?"
_DATELINE = re.compile(
    rf"\s*[（(]?\s*(?:(?:日期|时间)\s*[：:]\s*)?({_DATE})(?:\s+[0-9]{{1,2}}:[0-9]{{2}})?\s*[）)]?\s*"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph below a heading; `item` tells that it is one of a list, `label` how it was numbered."""

    text: str
    place: str
    item: bool = False
    label: str = ""
    table: bool = False


@dataclass(slots=True)
class Section:
    """A heading and what stands below it; the root has neither heading nor rank."""

    title: str = ""
    place: str = ""
    rank: int = 0
    label: str = ""
    lines: list[Line] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    def walk(self) -> Iterator[Section]:
        """Yield this section and all below it, in the order of the text."""
        yield self
        for section in self.sections:
            yield from section.walk()

    def lines_below(self) -> Iterator[str]:
        """Yield every paragraph below this section, headings left out."""
        for section in self.walk():
            yield from (line.text for line in section.lines)

    def texts(self) -> Iterator[str]:
        """Yield every heading and every paragraph below this section, in the order of the text."""
        for section in self.walk():
            if section.title and section is not self:
                yield section.title
            for line in section.lines:
                yield line.text


@dataclass(frozen=True, slots=True)
class Outline:
    """A manuscript's title and subtitles, its dateline, its notes, and the tree of its sections."""

    title: str
    root: Section
    subtitles: tuple[str, ...] = ()
    dateline: str = ""
    notes: tuple[Line, ...] = ()


def outline(paragraphs: Sequence[Paragraph]) -> Outline:
    """Return the shape of a cleaned manuscript."""
    notes = tuple(Line(p.text.strip(), p.place) for p in paragraphs if p.aside)
    body = [paragraph for paragraph in paragraphs if not paragraph.aside and paragraph.text.strip()]
    title, subtitles, body = _titles(body)
    dateline = ""
    rest = []
    for index, paragraph in enumerate(body):
        found = _DATELINE.fullmatch(paragraph.text)
        if found and not dateline and (index < 2 or index >= len(body) - 2):
            dateline = found[1]
        else:
            rest.append(paragraph)
    return Outline(title, _tree(rest), subtitles, dateline, notes)


def _titles(body: list[Paragraph]) -> tuple[str, tuple[str, ...], list[Paragraph]]:
    """Take the title and the lines below it that belong to it off the start."""
    if not body or not _is_title(body):
        return "", (), body
    count = 1
    while count < min(4, len(body)) and (body[count].title or _SUBTITLE.match(body[count].text)):
        count += 1
    subtitles = tuple(_SUBTITLE.sub("", paragraph.text).strip() for paragraph in body[1:count])
    return trimmed(body[0].text), subtitles, body[count:]


def _is_title(body: Sequence[Paragraph]) -> bool:
    first = body[0]
    if first.title:
        return True
    text = first.text.strip()
    if len(text) > _LONGEST_TITLE or _ENDS.search(text) or first.table or first.bullet:
        return False
    if label_of(text) or first.label:
        return False
    # A heading's style on the first line is the title's where no other stands as high.
    return not first.level or not any(other.level == first.level for other in body[1:])


def _tree(body: Sequence[Paragraph]) -> Section:
    root = Section()
    open_sections = [root]
    found = 0
    for index, paragraph in enumerate(body):
        following = body[index + 1] if index + 1 < len(body) else None
        heading = _heading(paragraph, following) if found < MOST_HEADINGS else None
        if heading is None:
            open_sections[-1].lines.append(_line(paragraph))
            continue
        section, rest = heading
        found += 1
        while len(open_sections) > 1 and open_sections[-1].rank >= section.rank:
            open_sections.pop()
        open_sections[-1].sections.append(section)
        open_sections.append(section)
        if rest:
            section.lines.append(Line(rest, paragraph.place))
    return root


def _line(paragraph: Paragraph) -> Line:
    text = paragraph.text.strip()
    label = label_of(f"{paragraph.label}{text}" if paragraph.label else text)
    bullet = bullet_of(text)
    if label is not None:
        return Line(label.rest, paragraph.place, item=True, label=label.written)
    listed = paragraph.bullet or bullet is not None or bool(paragraph.label)
    return Line(bullet if bullet is not None else text, paragraph.place, listed, table=bool(paragraph.table))


def _heading(paragraph: Paragraph, following: Paragraph | None) -> tuple[Section, str] | None:
    """Return the section that a paragraph opens, and the words of it that are its first text."""
    if paragraph.table or paragraph.bullet:
        return None
    text = paragraph.text.strip()
    label = label_of(f"{paragraph.label}{text}" if paragraph.label else text)
    if paragraph.level:
        rank = label.rank if label else paragraph.level
        return _section(paragraph, rank, label.written if label else "", label.rest if label else text), ""
    if label is None:
        alone = paragraph.bold and len(text) <= LONGEST_HEADING and not _ENDS.search(text) and following
        return (_section(paragraph, BOLD_RANK, "", text), "") if alone else None
    head, rest = _run_in(label.rest, _bold_part(paragraph, label.rest))
    if len(head) > LONGEST_HEADING or (label.rank > ITEM_RANK + 1):
        return None
    if label.rank >= ITEM_RANK and not rest and _ENDS.search(head):
        return None
    return _section(paragraph, label.rank, label.written, head), rest


def _bold_part(paragraph: Paragraph, text: str) -> int:
    """Return how many characters at the start of the text behind the number are bold, where not all are."""
    if paragraph.bold or not paragraph.lead:
        return 0
    return max(0, paragraph.lead - (len(paragraph.text) - len(text)))


def _run_in(text: str, bold: int) -> tuple[str, str]:
    """Part a heading from the text that goes on behind it on the same line."""
    if 1 < bold <= LONGEST_HEADING and (head := trimmed(text[:bold])):
        return head, text[bold:].lstrip("。：:，, ")
    parts = sentences(text)
    if len(parts) > 1 and len(parts[0]) <= LONGEST_HEADING and "，" not in parts[0][:-1].replace("，", "", 1):
        return parts[0], text[text.index(parts[0]) + len(parts[0]) :].strip()
    return text, ""


def _section(paragraph: Paragraph, rank: int, label: str, title: str) -> Section:
    return Section(title.strip().rstrip("。：:"), paragraph.place, rank, label)
