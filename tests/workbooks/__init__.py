"""Workbooks for the tests: as offices keep them, made with openpyxl; and as nobody should send them, made by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

OLD_WORKBOOK = Path(__file__).parent / "honors.xls"
"""Made by xlwt: a title, merged levels and issuers, dates that show year and month, a hidden sheet."""

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def book_of(
    rows: Iterable[Sequence[Any]],
    *,
    merge: Sequence[str] = (),
    title: str = "Sheet1",
    more: Mapping[str, Any] | None = None,
) -> bytes:
    """Return a workbook whose first sheet has these rows; `more` are further sheets by name."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    fill(sheet, rows, merge)
    for name, others in (more or {}).items():
        fill(book.create_sheet(name), others)
    return saved(book)


def fill(sheet: Worksheet, rows: Iterable[Sequence[Any]], merge: Sequence[str] = ()) -> None:
    """Write rows into a sheet; None leaves a cell blank."""
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                cell = sheet.cell(number, column)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"
    for area in merge:
        sheet.merge_cells(area)


def saved(book: openpyxl.Workbook) -> bytes:
    """Return a workbook's bytes."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def raw_book(
    sheet: str | Callable[[], Iterable[bytes]],
    *,
    strings: str = "",
    head: str = '<?xml version="1.0" encoding="UTF-8"?>',
    more: Mapping[str, bytes] | None = None,
    level: int = 6,
) -> bytes:
    """Return a workbook of one sheet whose XML is given, or made piece by piece where it is huge."""
    parts: dict[str, bytes] = {
        "_rels/.rels": _relations({"rId1": (f"{OFFICE}/officeDocument", "xl/workbook.xml")}),
        "xl/_rels/workbook.xml.rels": _relations(
            {
                "rId1": (f"{OFFICE}/worksheet", "worksheets/sheet1.xml"),
                "rId2": (f"{OFFICE}/sharedStrings", "sharedStrings.xml"),
            }
        ),
        "xl/workbook.xml": (
            f'{head}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ).encode(),
        "xl/sharedStrings.xml": (strings or f'{head}<sst xmlns="{MAIN}"/>').encode(),
        **(more or {}),
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            pieces = [f"{head}{sheet}".encode()] if isinstance(sheet, str) else sheet()
            for piece in pieces:
                part.write(piece)
    return out.getvalue()


def sheet_xml(rows: str, after: str = "") -> str:
    """Return a sheet's XML around its rows."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def text_row(number: int, texts: Sequence[str]) -> str:
    """Return a row's XML with its texts in the cells themselves."""
    cells = "".join(
        f'<c r="{chr(65 + index)}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for index, text in enumerate(texts)
    )
    return f'<row r="{number}">{cells}</row>'


def _relations(targets: Mapping[str, tuple[str, str]]) -> bytes:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{inner}</Relationships>'.encode()
