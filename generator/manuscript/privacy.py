"""Find what must not be published of a person in one sentence of a manuscript, and mask it.

What to look for is the gate's to say; here it is told in few words, and made unreadable."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.gate.minors import pupil_names, tells_of_hardship
from generator.gate.reading import Reading
from generator.gate.rules import PERSONAL

_LENGTHS = (4, 3, 2)


def personal_data(text: str) -> tuple[str, ...]:
    """Return what kinds of personal data a sentence holds, in Chinese; empty where it holds none."""
    reading = Reading(text)
    kinds = [found.what for rule in PERSONAL for found in rule.find(reading)]
    if pupil_names(text):
        kinds.append("像是学生的姓名和家庭、健康或成绩" if tells_of_hardship(text) else "像是学生的姓名")
    return tuple(dict.fromkeys(kinds))


def mentions(text: str, names: Collection[str]) -> bool:
    """Tell whether one of the names stands in a text."""
    return next(_places(text, names), None) is not None


def masked(text: str, names: Collection[str] = ()) -> str:
    """Return a text in which no number can be read, and of the names only the family's."""
    text = _without_numbers(text)
    pieces = []
    end = 0
    found = sorted(
        {*_places(text, names), *_places(text, pupil_names(text))}, key=lambda one: (one[0], -len(one[1]))
    )
    for place, name in found:
        if place >= end:
            pieces += [text[end : place + 1], "×" * (len(name) - 1)]
            end = place + len(name)
    return "".join((*pieces, text[end:]))


def _without_numbers(text: str) -> str:
    reading = Reading(text)
    pieces = []
    end = 0
    for one in sorted(
        (found for rule in PERSONAL for found in rule.find(reading)), key=lambda found: found.start
    ):
        if one.start >= end:
            pieces += [text[end : one.start], f"［{one.what}］"]
            end = one.end
    return "".join((*pieces, text[end:]))


def _places(text: str, names: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield where names stand in a text, the longest first at each place; its time does not grow with the names."""
    for place in range(len(text) - 1 if names else 0):
        yield from ((place, name) for n in _LENGTHS if (name := text[place : place + n]) in names)
