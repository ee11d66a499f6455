"""The lines of a file as an editor counts them, and the places in it that Problems point at.

Rows and columns are 0-based here, as the parser gives them; a `Where` is 1-based."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from operator import eq

from generator.problems import Where

_BREAK = re.compile(r"\r\n|\r|\n")
_SHOWN = 56
"""So many characters of a line are repeated in a hint; the excerpt shows the rest."""


def split_rows(text: str) -> tuple[str, ...]:
    """Return the text's lines without their breaks, cut where editors and YAML both cut."""
    return tuple(_BREAK.split(text))


@dataclass(frozen=True, slots=True)
class Lines:
    """One file's name and its lines."""

    file: str
    rows: tuple[str, ...]

    def text(self, row: int) -> str:
        """Return the row's text; the parser's marks may lie one row behind the last."""
        return self.rows[row] if row < len(self.rows) else ""

    def where(self, row: int, column: int, length: int = 1) -> Where:
        """Return the place that starts at `row`, `column`, moved inside the file if it lies past its end."""
        if row >= len(self.rows) or (row == len(self.rows) - 1 > 0 and not self.rows[row]):
            row, column = self._last_row(), len(self.rows[self._last_row()])
        text = self.rows[row]
        column = max(0, min(column, len(text)))
        length = max(1, min(length, len(text) - column))
        return Where(self.file, row + 1, column + 1, length, text)

    def _last_row(self) -> int:
        filled = (row for row in range(len(self.rows) - 1, -1, -1) if self.rows[row].strip())
        return next(filled, 0)


def cite(text: str, focus: int = 0) -> str:
    """Return the text in quotation marks, cut to the part around `focus` when it is long.

    Text that holds “ or ” goes into 「」, so that nobody copies the wrong marks."""
    body = text.rstrip()
    if len(body) > _SHOWN:
        start = max(0, min(focus - _SHOWN // 2, len(body) - _SHOWN))
        cut = body[start : start + _SHOWN]
        body = ("…" if start else "") + cut + ("…" if start + _SHOWN < len(body) else "")
    return f"「{body}」" if set(body) & set("“”") else f"“{body}”"


def quoted(text: str) -> str:
    """Return the text as a quoted YAML value: double quotes where it needs no escaping, else single."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def original_column(original: str, mended: str, column: int) -> int:
    """Return where a column of a line that has been mended stands in the line as it was written."""
    same = _alike(original, mended)
    tail = len(mended) - column
    if column <= same:
        return column
    return len(original) - tail if tail <= _alike(original[::-1], mended[::-1]) else same


def _alike(one: str, other: str) -> int:
    return sum(takewhile(bool, map(eq, one, other)))
