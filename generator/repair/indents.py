"""Where a line that is out of line may stand: the nearest columns that other lines have, to the left and to the right.

Suspects only, like `cures`; knows rows and columns, no meaning."""

from __future__ import annotations

from generator.repair.sheet import Edit, difference
from generator.source.diagnosis import last_below, literal_rows, shifted, with_spaces
from generator.source.slips import ODD_INDENT, Slip, is_structural, parts_of

_NEIGHBOURS = 40


def indent_readings(rows: tuple[str, ...], row: int, _slip: Slip) -> list[Edit | None]:
    """Return the moves of a line, and of a line with all that hangs on it, to the columns in use next to its own."""
    indent = parts_of(rows[row]).indent
    if rows[row][:indent].strip(" "):
        return []
    last = last_below(rows, row, indent)
    edits: list[Edit | None] = []
    columns = _columns(rows, row)
    left = max((column for column in columns if column < indent), default=indent)
    right = min((column for column in columns if column > indent), default=indent)
    for width in sorted({left, right} - {indent}):
        edits.append({row: shifted_to(rows[row], width)})
        if last > row:
            edits.append(
                {i: shifted(rows[i], width - indent) for i in range(row, last + 1) if rows[i].strip()}
            )
    return edits


def shifted_to(text: str, width: int) -> str:
    """Return the line with its indentation made so many spaces wide."""
    return " " * width + text[parts_of(text).indent :]


def _columns(rows: tuple[str, ...], row: int) -> set[int]:
    near = [*rows[max(0, row - _NEIGHBOURS) : row], *rows[row + 1 : row + _NEIGHBOURS]]
    parts = [parts_of(text) for text in near if text.strip() and is_structural(text)]
    return {0} | {column for part in parts for column in (part.indent, part.body)}


def tab_readings(rows: tuple[str, ...], first: tuple[int, ...]) -> list[Edit | None]:
    """Return the indentation of all rows that have tabs in spaces, for each usual width of a tab."""
    literal = literal_rows(rows)
    odd = sorted({row for row in first if row not in literal} | _odd_rows(rows, literal))
    return [difference(rows, with_spaces(rows, odd, tab)) for tab in (2, 4, 8)]


def _odd_rows(rows: tuple[str, ...], literal: frozenset[int]) -> set[int]:
    return {
        row
        for row, text in enumerate(rows)
        if row not in literal and ODD_INDENT.match(text) and (not text.strip() or is_structural(text))
    }
