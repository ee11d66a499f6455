"""Read .csv and tables pasted as text, in UTF-8, GBK or UTF-16, separated by commas, tabs or semicolons."""

from __future__ import annotations

import csv
import re

from generator.source.decoding import decode
from generator.workbook.grid import MOST_CELLS, WIDEST, Cell, Fault, Sheet, Workbook, damaged, too_large

_LONGEST = 32_767
# Where a column keeps 2021.10, its 2021.1 is January; elsewhere it may be what a sheet left of October.
_KEEPS_ZEROS = re.compile(r"(?<![0-9.])(?:19|20)[0-9]{2}\.10(?![0-9.])")
_NUMBER = re.compile(r"\s*[0-9]{1,15}(\.[0-9]+)?\s*")


def read_separated(data: bytes, file: str) -> Workbook:
    """Return the one sheet in the bytes of a .csv; what cannot be read is Unreadable."""
    text, _ = decode(data, file)
    if text is None:
        raise damaged("认不出文字的编码，它可能不是表格")
    text = text.lstrip("\ufeff")
    numbers = not _KEEPS_ZEROS.search(text)
    rows: dict[int, dict[int, Cell]] = {}
    count = cut = 0
    try:
        for number, values in enumerate(csv.reader(text.splitlines(keepends=True), _dialect(text)), 1):
            cut += sum(1 for value in values[WIDEST:] if value.strip())
            row = {
                column: _cell(number, column, value, numbers)
                for column, value in enumerate(values[:WIDEST], 1)
                if value.strip()
            }
            count += len(row)
            if count > MOST_CELLS:
                raise too_large(f"有字的格子超过 {MOST_CELLS} 个，不像一份荣誉表")
            if row:
                rows[number] = row
    except csv.Error as error:
        raise damaged("引号或换行对不上，分不出行和列") from error
    return Workbook(file, (Sheet("", rows, cut_columns=cut),))


def _cell(row: int, column: int, value: str, numbers: bool) -> Cell:
    if len(value) > _LONGEST:
        return Cell(row, column, value[:_LONGEST], fault=Fault.LONG)
    # What a spreadsheet wrote so that no formula comes of it: ="0731".
    if found := re.fullmatch(r'="(.*)"', value):
        value = found[1]
    return Cell(row, column, value, is_number=numbers and bool(_NUMBER.fullmatch(value)))


def _dialect(text: str) -> type[csv.excel]:
    """Return how the values are parted: by the sign that the first lines have most of."""
    head = "\n".join(text.split("\n", 20)[:20])
    mark = max(",\t;|", key=head.count)

    class Separated(csv.excel):
        delimiter = mark

    return Separated
