"""Put together what was parted by the edge of a page: hard-wrapped lines, and lines that every page repeats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from generator.manuscript.cleaned import HANZI, Cleaned
from generator.manuscript.labels import has_label
from generator.manuscript.paragraphs import Paragraph

_ENDED = re.compile(r"[。！？；：…!?;:.][”’」』）)》】]*\s*$")
_GOES_ON = re.compile(r"[，、,]\s*$")
_CLINGS = re.compile(r"\s*[，。、；：！？”’）》」』】,;:!?)]")
_INDENTED = re.compile("(?:\u3000| {2,}|\t)")
_LATIN_ENDS = re.compile(r"[A-Za-z0-9,.]$")
_LATIN_STARTS = re.compile(r"[A-Za-z0-9]")
_NARROW, _WIDE = 15, 80
"""Lines of a wrapped text have so many characters; one that is longer shows that the text is not wrapped."""
_FULL = 0.8
LONG = 10
"""A line of so many characters that comes twice is a page's header, not a way of speaking."""
_OFTEN = 3


def join_wraps(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Cleaned]]:
    """Return the paragraphs with the lines of one sentence joined; blank paragraphs have done their work and go."""
    width = _width(paragraphs)
    joined: list[Paragraph] = []
    cleaned: list[Cleaned] = []
    apart = True
    for paragraph in paragraphs:
        if not paragraph.text.strip():
            apart = True
            continue
        if not apart and joined and _belongs(joined[-1], paragraph, width):
            last = joined[-1]
            whole = _glued(last.text, paragraph.text)
            cleaned.append(Cleaned("断开的行", f"{last.text[-8:]}⏎{paragraph.text.strip()[:8]}", ""))
            joined[-1] = replace(last, text=whole, lead=len(whole) if last.bold and paragraph.bold else 0)
        else:
            joined.append(paragraph)
        apart = False
    return joined, cleaned


def _width(paragraphs: Sequence[Paragraph]) -> int:
    """Return how wide the lines of a wrapped text are; 0 where it is none."""
    lengths = [len(p.text.strip()) for p in paragraphs if not p.table]
    longest = max(lengths, default=0)
    at_edge = sum(length >= _FULL * longest for length in lengths)
    return longest if _NARROW <= longest <= _WIDE and at_edge >= _OFTEN else 0


def _belongs(first: Paragraph, second: Paragraph, width: int) -> bool:
    """Tell whether the second line goes on with the sentence of the first."""
    if any(p.level or p.table or p.title or p.label or p.bullet or p.aside for p in (first, second)):
        return False
    if _CLINGS.match(second.text) and not has_label(second.text):
        return True
    if _ENDED.search(first.text) or has_label(second.text) or first.bold != second.bold:
        return False
    if _GOES_ON.search(first.text):
        return True
    # The last line in the list may be several already: only its own end was at the edge.
    full = width and (len(first.text.strip()) > _WIDE or len(first.text.strip()) >= _FULL * width)
    return bool(full) and not _INDENTED.match(second.text)


def _glued(first: str, second: str) -> str:
    first, second = first.rstrip(), second.strip()
    latin = _LATIN_ENDS.search(first) and _LATIN_STARTS.match(second)
    return f"{first} {second}" if latin else first + second


def drop_repeated(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Cleaned]]:
    """Return the paragraphs with each line that comes again left out after its first time."""
    keys = [_key(paragraph) for paragraph in paragraphs]
    counts = Counter(keys)
    seen: set[str] = set()
    kept: list[Paragraph] = []
    cleaned: list[Cleaned] = []
    for key, paragraph in zip(keys, paragraphs, strict=True):
        repeated = len(key) >= LONG or (counts[key] >= _OFTEN and not has_label(paragraph.text))
        if key and key in seen and repeated and not (paragraph.table or paragraph.bullet or paragraph.label):
            cleaned.append(Cleaned("重复的行", paragraph.text.strip(), whole=True))
        else:
            kept.append(paragraph)
        seen.add(key)
    return kept, cleaned


def _key(paragraph: Paragraph) -> str:
    return re.sub(rf"[^{HANZI}0-9A-Za-z]", "", paragraph.text)
