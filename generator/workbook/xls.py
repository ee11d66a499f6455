"""Read .xls, the workbooks of Excel 97—2003, through xlrd."""

from __future__ import annotations

from io import StringIO
from typing import Any

from generator.workbook.forms import Form, refuse
from generator.workbook.grid import MOST_CELLS, WIDEST, Cell, Fault, Sheet, Workbook, damaged, too_large
from generator.workbook.xlsx import number_cell

LARGEST = 10 << 20
"""Bytes; xlrd keeps every formatted cell in memory, blank or not."""


def read_xls(data: bytes, file: str) -> Workbook:
    """Return the workbook in the bytes of an .xls; what cannot be read is Unreadable."""
    import xlrd  # noqa: PLC0415 - only old files need it

    if len(data) > LARGEST:
        raise too_large(f"文件有 {len(data) >> 20} MB，老格式的 .xls 最大只能读 {LARGEST >> 20} MB")
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=StringIO())
        sheets = tuple(_sheet(book, sheet) for sheet in book.sheets())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise refuse(Form.ENCRYPTED) from error
        raise damaged("老格式的 .xls 文件坏了，读不下去") from error
    except Exception as error:
        # xlrd trusts what the file says of itself, and stumbles in any way when that is wrong.
        if type(error).__module__.startswith("generator"):
            raise
        raise damaged("老格式的 .xls 文件坏了，读不下去") from error
    return Workbook(file, sheets)


def _sheet(book: Any, sheet: Any) -> Sheet:
    rows: dict[int, dict[int, Cell]] = {}
    count = cut = 0
    for index in range(sheet.nrows):
        row = {}
        for column in range(sheet.row_len(index)):
            cell = _cell(book, sheet, index, column)
            if cell and column >= WIDEST:
                cut += 1
            elif cell:
                row[column + 1] = cell
        count += len(row)
        if count > MOST_CELLS:
            raise too_large(f"有字的单元格超过 {MOST_CELLS} 个，不像一份荣誉表")
        if row:
            rows[index + 1] = row
    merges = tuple((top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells)
    hidden = frozenset(index + 1 for index, info in sheet.rowinfo_map.items() if info.hidden)
    return Sheet(sheet.name, rows, merges, bool(sheet.visibility), hidden, cut)


def _cell(book: Any, sheet: Any, row: int, column: int) -> Cell | None:
    import xlrd  # noqa: PLC0415 - loaded by read_xls

    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind == xlrd.XL_CELL_ERROR:
        text = xlrd.error_text_from_code.get(value, "#")
        return Cell(row + 1, column + 1, text, fault=Fault.ERROR)
    if kind in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}:
        style = book.xf_list[sheet.cell_xf_index(row, column)]
        form = book.format_map[style.format_key].format_str
        return number_cell(row + 1, column + 1, repr(value), form, since_1904=bool(book.datemode))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return Cell(row + 1, column + 1, "TRUE" if value else "FALSE")
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return Cell(row + 1, column + 1, text) if kind == xlrd.XL_CELL_TEXT and text.strip() else None
