"""Break Chinese text into lines of a width, as a compositor would.

Takes text and a way to measure it, gives lines; knows nothing of fonts or pictures."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from generator.quotes import CLOSING, OPENING, short_quotes

Measure = Callable[[str], float]

_UNIT = re.compile(rf"[{re.escape(OPENING)}]*(?:[0-9A-Za-z+#&@/_-]+|.)[{re.escape(CLOSING)}]*")


def break_lines(text: str, width: float, most: int, measure: Measure) -> list[str] | None:
    """Return the text in as few lines as it needs, all about as long; None if it needs more than `most`.

    No line begins with a closing mark or ends with an opening one, and no number or Latin word is parted.
    A short quoted name is parted only where the text would not fit otherwise."""
    for units in (units_of(text), units_of(text, quotes=True)):
        lines = _fill(units, width, most, measure)
        if lines is not None:
            return _balanced(units, width, lines, measure)
    return None


def units_of(text: str, *, quotes: bool = False) -> list[str]:
    """Return the parts of a text between which a line may end; with `quotes` within short quoted names too."""
    text = " ".join(text.split())
    whole = [] if quotes else short_quotes(text)
    units: list[str] = []
    for found in _UNIT.finditer(text):
        # One that begins within a quoted name belongs to what came before.
        if units and any(start < found.start() < stop for start, stop in whole):
            units[-1] += found[0]
        else:
            units.append(found[0])
    return units


def shortened(text: str, width: float, measure: Measure) -> str:
    """Return the text, cut with an ellipsis where it is wider than `width`."""
    text = " ".join(text.split())
    if measure(text) <= width:
        return text
    # Halving, so that a name of ten thousand signs costs no more than one of a hundred.
    most = bisect_right(range(1, len(text)), width, key=lambda count: measure(f"{text[:count]}…"))
    return f"{text[:most].rstrip(OPENING + CLOSING)}…"


def _fill(units: list[str], width: float, most: int, measure: Measure) -> list[str] | None:
    """Return lines as full as they can be; None where one unit alone is too wide, or they are more than `most`."""
    lines: list[str] = []
    line = ""
    for unit in units:
        if measure(unit.strip()) > width:
            return None
        if line and measure((line + unit).rstrip()) > width:
            lines.append(line.strip())
            line = ""
            if len(lines) >= most:
                return None
        line += unit
    return [*lines, line.strip()] if line.strip() else lines


def _balanced(units: list[str], width: float, best: list[str], measure: Measure) -> list[str]:
    """Return as many lines as the `best` so far, at the smallest width that still gives so many."""
    count = max(1, len(best))
    low, high = width / count / 2, width
    while high - low > 1:
        middle = (low + high) / 2
        lines = _fill(units, middle, count, measure)
        if lines is not None:
            best, high = lines, middle
        else:
            low = middle
    return best
