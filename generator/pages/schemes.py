"""Sets of pillars as pages show them: the hero's digits, and what a scheme says of itself."""

from __future__ import annotations

from typing import Any

from generator.codes import Reading, parse_code, read_code
from generator.schema.parts import Scheme


def scheme_facts(scheme: Scheme | None, title: str) -> tuple[tuple[str, str | None], ...]:
    """Return what a framework or a programme says of itself, beside its pillars."""
    if scheme is None:
        return ()
    called = "，".join(part for part in (scheme.code, scheme.name) if part)
    return ((title, called), (f"{title}说明", scheme.summary))


def hero_parts(scheme: Scheme, first_anchor: int, *, items: bool = False) -> list[dict[str, Any]]:
    """Return a scheme's pillars as the hero shows them: the sign, the name, how many items, where.

    With `items` each carries its items' names too, in the order of their anchors item-1-1, item-1-2.
    The sign is the code's part where parts belong to pillars by position, else the pillar's count."""
    parts = parse_code(scheme.code or "", scheme.code_parts)
    by_position = read_code(parts, len(scheme.pillars), scheme.reading) is Reading.ITEMS
    aligned = by_position and len(parts) == len(scheme.pillars)
    shown = []
    for index, pillar in enumerate(scheme.pillars):
        part = parts[index] if aligned else None
        shown.append(
            {
                "sign": part.text if part else "",
                "noun": part.noun if part else "",
                "open": bool(part and part.is_open),
                "name": pillar.name,
                "count": len(pillar.items),
                "anchor": f"pillar-{first_anchor + index}",
            }
            | ({"contents": [item.name for item in pillar.items]} if items else {})
        )
    return shown
