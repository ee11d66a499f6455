"""Take a manuscript's residue away, kind by kind, and keep the list of what was taken.

The order matters: what hides words comes first, what looks at whole lines next, punctuation last."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from generator.manuscript.cleaned import Cleaned
from generator.manuscript.mojibake import LOST, mend_encoding
from generator.manuscript.paragraphs import Paragraph
from generator.manuscript.punctuation import clean_punctuation, clean_spaces
from generator.manuscript.residue import (
    FURNITURE,
    PAGES,
    SEVERAL,
    clean_counters,
    clean_html,
    clean_page_of,
    clean_pinyin,
    clean_trackers,
    clean_unseen,
    clean_wide,
    count_pinyin,
    is_bare_number,
    is_furniture,
    is_page_line,
    run_in_numbers,
    source_of,
)
from generator.manuscript.traditional import kept_letters, simplify
from generator.manuscript.wrapping import drop_repeated, join_wraps

_Step = Callable[[str], tuple[str, list[Cleaned]]]
_PAGE_NUMBERS = 3
"""So many lines of a bare number, counting up, are pages."""
_MOST_PAGES = 500
"""No manuscript has more pages: so many numbers between characters are the author's own."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that looks wrong and that only a person can tell: where it stands, and what it is."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Clean:
    """A manuscript without its residue. `publisher` and `date` are what a web page told of its source."""

    paragraphs: tuple[Paragraph, ...]
    cleaned: tuple[Cleaned, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    publisher: str = ""
    date: str = ""


@dataclass(slots=True)
class _Work:
    cleaned: list[Cleaned] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def each(self, paragraphs: Iterable[Paragraph], *steps: _Step) -> list[Paragraph]:
        """Return the paragraphs with every step done to each."""
        return [self.one(paragraph, steps) for paragraph in paragraphs]

    def one(self, paragraph: Paragraph, steps: Sequence[_Step]) -> Paragraph:
        text = paragraph.text
        for step in steps:
            text, found = step(text)
            self.cleaned += found
        if text == paragraph.text:
            return paragraph
        return replace(paragraph, text=text, lead=len(text) if paragraph.bold else 0)

    def drop(
        self, paragraphs: Iterable[Paragraph], kind: str, wrong: Callable[[Paragraph], bool]
    ) -> list[Paragraph]:
        """Return the paragraphs but for those that are nothing but residue."""
        kept = []
        for paragraph in paragraphs:
            if wrong(paragraph):
                self.cleaned.append(Cleaned(kind, paragraph.text.strip(), whole=True))
            else:
                kept.append(paragraph)
        return kept


def clean(paragraphs: Sequence[Paragraph]) -> Clean:
    """Return the paragraphs without residue, what was cleaned, and what only a person can tell."""
    work = _Work()
    lines = _split(work.each(paragraphs, _squeezed, clean_html))
    lines = work.each(lines, mend_encoding, clean_unseen, clean_wide)
    bare = sum(count_pinyin(line.text) for line in lines) >= SEVERAL
    lines = work.each(lines, lambda text: clean_pinyin(text, bare=bare), simplify, clean_trackers)
    publisher, date = _source(lines)
    lines = work.drop(lines, FURNITURE, lambda line: is_furniture(line.text))
    lines = work.each(lines, clean_counters, clean_page_of)
    lines = _without_pages(lines, work)
    lines, wraps = join_wraps(lines)
    lines = work.each(lines, clean_punctuation, clean_spaces)
    lines, repeated = drop_repeated(lines)
    work.cleaned += [*wraps, *repeated]
    lines = _without_run_in(lines, work)
    for line in lines:
        work.doubts += _doubts(line)
    kept = tuple(line for line in lines if line.text.strip())
    return Clean(kept, tuple(work.cleaned), tuple(work.doubts), publisher, date)


_RUN_OF_BLANKS = re.compile("[ \t\xa0\u3000]{3,}")


def _squeezed(text: str) -> tuple[str, list[Cleaned]]:
    """Shorten runs of blanks, which say no more than two do and cost every later pattern its time."""
    return _RUN_OF_BLANKS.sub("  ", text), []


def _split(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs with each soft break as a paragraph's end; only the first has the number."""
    lines = []
    for paragraph in paragraphs:
        first, *rest = paragraph.text.split("\n")
        if not rest:
            lines.append(paragraph)
            continue
        bold = paragraph.bold
        for index, text in enumerate((first, *rest)):
            label = "" if index else paragraph.label
            lead = len(text) if bold else 0
            lines.append(
                replace(paragraph, text=text, label=label, lead=lead, bullet=paragraph.bullet and not index)
            )
    return lines


def _source(lines: Iterable[Paragraph]) -> tuple[str, str]:
    found = [source_of(line.text) for line in lines if is_furniture(line.text)]
    publisher = next((name for name, _ in found if name), "")
    return publisher, next((date for _, date in found if date), "")


def _without_pages(lines: Sequence[Paragraph], work: _Work) -> list[Paragraph]:
    numbers = [int(line.text) for line in lines if is_bare_number(line.text) and not line.table]
    counting = len(numbers) >= _PAGE_NUMBERS and numbers == sorted(set(numbers))

    def is_page(line: Paragraph) -> bool:
        return not line.table and (is_page_line(line.text) or (counting and is_bare_number(line.text)))

    return work.drop(lines, PAGES, is_page)


def _without_run_in(lines: Sequence[Paragraph], work: _Work) -> list[Paragraph]:
    """Take a page's number out of a text where it is certain: the words stand elsewhere without it, or pages count up."""
    whole = "\n".join(line.text for line in lines)
    numbers = [int(found[1]) for line in lines for found in run_in_numbers(line.text)]
    if len(numbers) > _MOST_PAGES:
        return list(lines)
    counting = (
        len(numbers) >= _PAGE_NUMBERS
        and numbers == sorted(set(numbers))
        and numbers[-1] - numbers[0] <= 2 * len(numbers)
    )
    done = []
    for line in lines:
        text = line.text
        for found in reversed(list(run_in_numbers(text))):
            before, behind = (
                text[max(0, found.start() - 4) : found.start()],
                text[found.end() : found.end() + 4],
            )
            if counting or before[-4:] + behind[:2] in whole:
                text = text[: found.start()] + text[found.end() :]
                work.cleaned.append(Cleaned(PAGES, f"{before}{found[1]}{behind}", f"{before}{behind}"))
            else:
                what = f"“{before}{found[1]}{behind}”里的 {found[1]} 像是混进来的页码；是页码就删掉，不是就不用管。"
                work.doubts.append(Doubt(line.place, what))
        done.append(line if text == line.text else replace(line, text=text))
    return done


def _doubts(line: Paragraph) -> Iterable[Doubt]:
    if letters := kept_letters(line.text):
        yield Doubt(line.place, f"“{'、'.join(letters)}”像是人名里的字，照原样留着；不是人名就改成简体。")
    for found in re.finditer(rf".{{0,6}}{LOST}+.{{0,6}}", line.text):
        yield Doubt(line.place, f"“{found[0]}”里有认不出的字（□），对照原稿补上。")
