"""A workbook as a person sees it: sheets, cells with their text and place, merged areas. Pure.

Made by the readers of each format, read by `tables`; knows nothing of honours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from generator.schema.types import PartialDate

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
WIDEST = 256
"""No list of honours has more columns; what stands to the right of them is counted and not read."""

MOST_CELLS = 150_000
"""With text, in one workbook; some 15,000 honours."""

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; 1-based, all within."""


class Fault(Enum):
    """Why a cell's text says nothing; the value is the reason that staff read."""

    ERROR = "公式出错了，算不出结果"
    FORMULA = "公式还没有算过，文件里没有结果"
    LONG = "文字太长，不像这一项的内容"


class Unreadable(Exception):  # noqa: N818 - named for what it says of the file
    """A workbook that cannot be read. `code`, reason and cure become one Problem where the file was opened."""

    def __init__(self, code: str, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.code, self.reason, self.hint = code, reason, hint


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not blank, 1-based. `text` is what the sheet shows.

    `date` is what a real date shows of itself: a cell that shows year and month has no day.
    `is_number` tells that the sheet holds a number, so that a last 0 of its decimals may be lost."""

    row: int
    column: int
    text: str
    date: PartialDate | None = None
    is_number: bool = False
    fault: Fault | None = None

    @property
    def name(self) -> str:
        """Return the cell's name, such as D7."""
        return f"{column_name(self.column)}{self.row}"


Row = Mapping[int, Cell]
"""The cells of one row by their columns."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `rows` hold only cells that are not blank, by row and column."""

    name: str
    rows: Mapping[int, Row] = field(default_factory=dict)
    merges: tuple[Area, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    cut_columns: int = 0
    """So many cells stand too far to the right to have been read."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets of a file; `file` is its name as problems call it, `pictures` how many are embedded in it."""

    file: str
    sheets: tuple[Sheet, ...]
    pictures: int = 0


def column_name(column: int) -> str:
    """Return a column's letters: 1 is A, 28 is AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


_CELL_NAME = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


def cell_place(name: str) -> tuple[int, int] | None:
    """Return row and column of a cell's name; None where there is no such cell."""
    found = _CELL_NAME.fullmatch(name)
    if not found:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    return (row, column) if 1 <= row <= LAST_ROW and column <= LAST_COLUMN else None


def area_of(name: str) -> Area | None:
    """Return the area that a name such as A1:C3 means."""
    first, _, last = name.partition(":")
    one, other = cell_place(first), cell_place(last or first)
    return (*one, *other) if one and other else None


def filled(sheet: Sheet) -> dict[int, dict[int, Cell]]:
    """Return the rows with every merged area filled by its first cell, as far as the sheet holds any text.

    What fills an area is the first cell itself, so it still knows its own place."""
    rows = {number: dict(row) for number, row in sorted(sheet.rows.items())}
    last_row = max(rows, default=0)
    last_column = max((max(row, default=0) for row in rows.values()), default=0)
    budget = MOST_CELLS
    for top, left, bottom, right in sheet.merges:
        cell = sheet.rows.get(top, {}).get(left)
        if cell is None:
            continue
        # Reaching past all text means nothing: somebody merged whole columns or rows.
        bottom, right = min(bottom, last_row), min(right, last_column)  # noqa: PLW2901
        budget -= (bottom - top + 1) * (right - left + 1)
        if budget < 0:
            raise too_large("合并的单元格太多")
        for number in range(top, bottom + 1):
            row = rows.setdefault(number, {})
            for column in range(left, right + 1):
                row[column] = cell
    return dict(sorted(rows.items()))


def too_large(reason: str) -> Unreadable:
    """Return the refusal of a workbook that holds more than any list of honours."""
    hint = "把荣誉那一张表的内容单独复制到一个新的工作簿里（只粘贴有字的行），存成 .xlsx 再导入。"
    return Unreadable("workbook-too-large", reason, hint)


def damaged(reason: str) -> Unreadable:
    """Return the refusal of a workbook that is not whole."""
    hint = "用 Excel 或 WPS 打开它，另存为一份新的 .xlsx 再导入；打不开就向发文件的人再要一份。"
    return Unreadable("workbook-damaged", reason, hint)
