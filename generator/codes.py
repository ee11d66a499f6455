"""Read the code of a brand, such as 2345, 3+N or 一核四驱三带, into its parts.

Pure text in, parts out; what the parts must agree with is decided by `read_code` from the pillar count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import pairwise

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "双": 2, "三": 3, "四": 4, "五": 5}
_DIGITS |= {"六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_TOKEN = re.compile(
    r"(?P<number>[0-9]+)|(?P<numeral>[零〇一二两双三四五六七八九十]+)"
    r"|(?P<open>(?<![A-Za-z])[NnXx](?![A-Za-z]))|(?P<plus>\+)|(?P<mark>[\s·・、，,/\-—–“”‘’\"'《》]+)|(?P<noun>.)"
)

_HALF_WIDTH = {0xFEE0 + code: code for code in range(0x21, 0x7F)}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a code: `number` is None where the part is open (N, X or a closing +).

    `start` and `length` say where the part's number stands in the code, in characters."""

    text: str
    number: int | None
    noun: str = ""
    start: int = 0
    length: int = 1

    @property
    def is_open(self) -> bool:
        """Tell whether any number of things fits here."""
        return self.number is None


class Reading(Enum):
    """What the numbers of a code count."""

    ITEMS = "逐位"
    PILLARS = "板块数"
    PRODUCT = "板块数乘要点数"
    NOTHING = "不计数"


@lru_cache(maxsize=4096)
def parse_code(text: str, segments: tuple[str, ...] = ()) -> tuple[Part, ...]:
    """Return the parts of a code in order; `segments` are its parts as a person split them.

    A code is read again on every page that shows its brand."""
    if segments:
        return tuple(_segment_part(segment) for segment in segments)
    return tuple(_parts(_plain(text)))


def chinese_number(text: str) -> int | None:
    """Return the value of a Chinese numeral from 零 to 九十九, None for anything else."""
    if len(text) == 1:
        return _DIGITS.get(text)
    found = re.fullmatch(r"([二三四五六七八九]?)十([一二三四五六七八九]?)", text)
    if not found:
        return None
    return _DIGITS.get(found[1], 1) * 10 + _DIGITS.get(found[2], 0)


def read_code(parts: tuple[Part, ...], pillars: int, wish: str | None = None) -> Reading:
    """Return what the parts count in a scheme of so many pillars; `wish` is a person's own word."""
    if wish:
        return Reading(wish)
    if not parts or all(part.is_open for part in parts):
        return Reading.NOTHING
    if len(parts) == 2 and parts[0].noun == "个" and not parts[1].is_open:
        return Reading.PRODUCT
    if len(parts) == 1:
        return _read_single(parts[0], pillars)
    if len(parts) == pillars:
        return Reading.ITEMS
    return Reading.PILLARS if _counts_pillars(parts, pillars) else Reading.ITEMS


def _counts_pillars(parts: tuple[Part, ...], pillars: int) -> bool:
    total = sum(part.number or 0 for part in parts)
    if any(part.is_open for part in parts):
        return total <= pillars
    # Digits side by side keep to their places: the 14 pillars of a 2345 would be its items.
    whole = whole_number(parts)
    return pillars == (total if whole is None else whole)


def pillar_total(parts: tuple[Part, ...], pillars: int) -> int | None:
    """Return how many pillars a code promises that counts pillars; None where it leaves that open."""
    if whole_number(parts) == pillars:
        return pillars
    if any(part.is_open for part in parts):
        return None
    return sum(part.number or 0 for part in parts)


def _read_single(part: Part, pillars: int) -> Reading:
    # 一心向党 is a way of speaking: a lone 1 counts nothing.
    if part.number == 1:
        return Reading.NOTHING
    return Reading.ITEMS if pillars == 1 else Reading.PILLARS


def whole_number(parts: tuple[Part, ...]) -> int | None:
    """Return the number that plain digits side by side make together: 1 and 2 make 12."""
    adjacent = all(b.start == a.start + a.length for a, b in pairwise(parts))
    if not adjacent or not all(part.text.isascii() and part.text.isdigit() for part in parts):
        return None
    return int("".join(part.text for part in parts))


def _plain(text: str) -> str:
    """Return the text with full-width signs made plain; every character keeps its place."""
    return text.translate(_HALF_WIDTH)


def _segment_part(segment: str) -> Part:
    found = next(iter(_parts(_plain(segment))), None)
    number = found.number if found else None
    whole = re.match(r"[0-9]+", _plain(segment))
    if whole:
        number = int(whole[0])
    return Part(segment, number, "", 0, len(segment))


def _parts(text: str) -> Iterator[Part]:
    """Yield the parts; what follows a number up to the next one is its noun."""
    tokens = [(str(match.lastgroup), match[0], match.start()) for match in _TOKEN.finditer(text)]
    index = 0
    while index < len(tokens):
        group, value, start = tokens[index]
        index += 1
        if group not in {"number", "numeral", "open", "plus"}:
            continue
        noun = ""
        while group != "plus" and index < len(tokens) and tokens[index][0] == "noun":
            noun += tokens[index][1]
            index += 1
        if group == "plus":
            if all(kind == "mark" for kind, _, _ in tokens[index:]):
                yield Part("+", None, "", start)
        else:
            yield from _number_parts(group, value, start, noun)


def _number_parts(group: str, value: str, start: int, noun: str) -> Iterator[Part]:
    if group == "open":
        yield Part(value.upper(), None, noun, start)
    elif group == "numeral" and (number := chinese_number(value)) is not None:
        yield Part(value, number, noun, start, len(value))
    else:
        for offset, digit in enumerate(value):
            last = offset == len(value) - 1
            number = int(digit) if digit.isdigit() else _DIGITS[digit]
            yield Part(digit, number, noun if last else "", start + offset)
