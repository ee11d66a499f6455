"""The numbers that stand before headings and list items: 一、（一）1. （1）①, and how deep each is."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_LABELS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"第\s?(?:{_NUMERAL}|[0-9]{{1,2}})\s?[章节部篇](?:分)?[：:、\s]*")),
    (2, re.compile(rf"{_NUMERAL}[、．.]\s*")),
    (3, re.compile(rf"[（(]\s?{_NUMERAL}\s?[）)][、.．]?\s*")),
    (4, re.compile(r"[0-9]{1,2}\s?(?:[．、](?![0-9])|\.(?![0-9]))\s*")),
    (5, re.compile(r"[（(]\s?[0-9]{1,2}\s?[）)]\s*|[0-9]{1,2}[）)]\s*")),
    (6, re.compile("[\u2460-\u2473]\\s*")),
)
BOLD_RANK = 7
"""A line that is only bold stands below every number."""
ITEM_RANK = 4
"""From here down a number may be that of a list item as well as a heading's."""
_BULLET = re.compile(r"[•●◆■▪▲★☆◇○·➢✓✔]\s*|[-–—]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Label:
    """A number before a text: its rank (1 stands above all), and the text behind it."""

    rank: int
    written: str
    rest: str


def label_of(text: str) -> Label | None:
    """Return the number that a paragraph begins with, None where it begins with words."""
    text = text.lstrip()
    for rank, pattern in _LABELS:
        if (found := pattern.match(text)) and text[found.end() :].strip():
            return Label(rank, found[0].strip(), text[found.end() :].strip())
    return None


def bullet_of(text: str) -> str | None:
    """Return the text behind a bullet that was typed, None where there is none."""
    found = _BULLET.match(text.lstrip())
    return text.lstrip()[found.end() :] if found else None


def has_label(text: str) -> bool:
    """Tell whether a paragraph begins with a number or a bullet."""
    return label_of(text) is not None or bullet_of(text) is not None
