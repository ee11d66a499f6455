"""Put a whole value between quotation marks, also one that goes on over several lines.

Takes rows, gives an Edit; what stands in the value stays as it is, letter by letter."""

from __future__ import annotations

from generator.repair.sheet import Edit
from generator.source.lines import quoted
from generator.source.slips import is_structural, parts_of, without_remark

_LONGEST = 50
"""So many lines one plain value may fill; more is no value with a slip in it."""


def quote_value(rows: tuple[str, ...], row: int, *, whole: bool = False) -> Edit | None:
    """Return how the value that this row belongs to is put into quotation marks; None where its ends are unsure.

    A remark set off as one stays a remark, unless the `whole` rest of the line is meant."""
    first, last = _extent(rows, row)
    if first < 0:
        return None
    at = parts_of(rows[first]).value
    if first == last:
        return _on_one_line(rows[first], first, at, whole=whole)
    pieces = [rows[first][at:], *rows[first + 1 : last + 1]]
    if not pieces[0].strip() or pieces[0][0] in "\"'|>":
        return None
    pieces[-1], remark = (pieces[-1].rstrip(), "") if whole else without_remark(pieces[-1])
    mark = "'" if any(sign in piece for piece in pieces for sign in '"\\') else '"'
    if mark == "'":
        pieces = [piece.replace("'", "''") for piece in pieces]
    pieces[0] = f"{rows[first][:at]}{mark}{pieces[0]}"
    pieces[-1] = f"{pieces[-1]}{mark}{remark}"
    return dict(zip(range(first, last + 1), pieces, strict=True))


def quote_line(rows: tuple[str, ...], row: int) -> Edit | None:
    """Return how all that stands behind the row's dash is put into quotation marks."""
    parts = parts_of(rows[row])
    if _extent(rows, row) != (row, row) or rows[row][parts.body : parts.body + 1] in tuple("\"'"):
        return None
    return _on_one_line(rows[row], row, parts.body, whole=False)


def _on_one_line(text: str, row: int, at: int, *, whole: bool) -> Edit | None:
    value, remark = (text[at:].rstrip(), "") if whole else without_remark(text[at:])
    if not value.strip() or value[0] in "\"'":
        # With a quotation mark in front it is a matter of where that one ends.
        return None
    head = text[:at] if text[:at].endswith(" ") or not text[:at] else f"{text[:at].rstrip()} "
    return {row: f"{head}{quoted(value)}{remark}"}


def _extent(rows: tuple[str, ...], row: int) -> tuple[int, int]:
    """Return the first and last row of the value that this row belongs to; -1 where no key or dash begins it."""
    first = next((i for i in range(row, max(-1, row - _LONGEST), -1) if is_structural(rows[i])), -1)
    if first < 0:
        return -1, -1
    parts = parts_of(rows[first])
    least = parts.body if parts.has_key else parts.indent
    last = first
    for i in range(first + 1, min(len(rows), first + _LONGEST)):
        if not rows[i].strip():
            continue
        if parts_of(rows[i]).indent <= least or is_structural(rows[i]) or rows[i].lstrip().startswith("#"):
            break
        last = i
    return (first, last) if row <= last else (-1, -1)
