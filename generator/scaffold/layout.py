"""Lay out a brand's pillars from its code: how many, what the code itself calls them, how many items in each.

Pure; what a code's numbers count is decided by `codes`, here only places are made for it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.codes import Part, Reading, parse_code, read_code

MOST = 20
"""More pillars, or items in one, than any brand has: such a code is no code."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a pillar: its name where the code says it, how many items belong there (None: any number)."""

    name: str
    items: int | None
    part: str = ""


def pillar_slots(code: str) -> tuple[Slot, ...]:
    """Return the places for the pillars that a code promises; none where it promises too many or nothing."""
    parts = parse_code(code)
    slots = _slots(parts)
    if len(slots) > MOST or any((slot.items or 0) > MOST for slot in slots):
        return ()
    return slots


def _slots(parts: tuple[Part, ...]) -> tuple[Slot, ...]:
    match read_code(parts, len(parts)):
        case Reading.NOTHING:
            return ()
        case Reading.PRODUCT:
            pillars, items = parts[0].number or 0, parts[-1].number
            # 五个一 are five things, each of which is one.
            return (Slot("", None if items == 1 else items),) * pillars
        case _ if len(parts) == 1:
            return _single(parts[0])
        case _:
            return tuple(Slot(_called(part), part.number, part.text) for part in parts)


def _single(part: Part) -> tuple[Slot, ...]:
    """Return the pillars that a lone number counts, such as those of 五联; a lone 1 counts nothing."""
    return () if part.number == 1 else (Slot("", None),) * (part.number or 0)


def _called(part: Part) -> str:
    """Return what the code calls a part: 四驱 of 一核四驱三带; a bare digit has no name."""
    return part.text + part.noun if part.noun else ""
