"""See that no sentence of a manuscript is lost: what no value holds goes into the remarks at the end of the draft."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.manuscript.outline import Outline, Section
from generator.manuscript.sentences import clauses, words_of
from generator.manuscript.sketch import Sketch


@dataclass(frozen=True, slots=True)
class Leftover:
    """What the values do not hold: sentences that were split up, those that fit nowhere, headings that only sorted."""

    split: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


def leftover(whole: Outline, sketch: Sketch) -> Leftover:
    """Return every sentence of the manuscript that stands in no value of the draft as it was written."""
    kept = "|".join(words_of(text) for text in _texts(sketch.values))
    unplaced = [line for section in sketch.left for line in _section_lines(section)]
    placed = {words_of(line) for line in unplaced}
    split: list[str] = []
    texts = (whole.title, *whole.subtitles, *whole.root.lines_below(), *(line.text for line in whole.notes))
    for sentence in _missing(texts, kept, placed):
        pieces = [words_of(piece) for piece in _PIECES.split(_COUNTED.sub("", sentence))]
        (split if all(piece in kept for piece in pieces) else unplaced).append(sentence)
    headings = [
        f"{section.label}{section.title}"
        for section in whole.root.walk()
        if words_of(section.title) not in kept and words_of(f"{section.label}{section.title}") not in placed
    ]
    if whole.dateline:
        unplaced.append(f"落款或日期：{whole.dateline}")
    return Leftover(tuple(split), tuple(unplaced), tuple(headings))


_PIECES = re.compile("[，。；：:、！？]")
_COUNTED = re.compile(
    "(?:^|(?<=[，。；：]))(?:第?[一二三四五六七八九十]{1,2}(?:是|要|，|、)|首先|其次|再次|最后|[\u2460-\u2473]|[（(][0-9一二三四五六七八九十]{1,2}[）)])"
)


def _missing(texts: Iterable[str], kept: str, placed: Collection[str]) -> Iterator[str]:
    """Yield the sentences whose words stand nowhere in one piece."""
    for text in texts:
        if (words := words_of(text)) in kept or words in placed:
            continue
        for sentence in clauses(text):
            words = words_of(sentence)
            if words not in kept and words not in placed:
                yield sentence.strip()


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a value, in its order."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _texts(inner)


def _section_lines(section: Section) -> Iterable[str]:
    yield f"【{section.label}{section.title}】"
    for line in section.lines:
        yield line.text
    for inner in section.sections:
        yield from _section_lines(inner)
