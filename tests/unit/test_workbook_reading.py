"""Files to sheets: what is read of each format, and what is refused in one line of Chinese, soon."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from generator.schema.types import PartialDate
from generator.workbook.grid import Fault, Unreadable, Workbook, cell_place, column_name, filled
from generator.workbook.opening import holds_table, read_workbook, workbook_of
from tests.workbooks import MAIN, OLD_WORKBOOK, book_of, raw_book, saved, sheet_xml, text_row

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(data: bytes) -> Workbook:
    """Read a workbook's bytes."""
    return workbook_of(data, "荣誉.xlsx")


def refused(data: bytes) -> Unreadable:
    """Return why the bytes cannot be read; that is known within the promised time of the processor."""
    started = time.process_time()
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert time.process_time() - started < 10
    return caught.value


def texts(book: Workbook) -> list[list[str]]:
    """Return the texts of the first sheet's cells by rows."""
    return [[cell.text for cell in row.values()] for row in book.sheets[0].rows.values()]


@pytest.mark.parametrize(("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (16384, "XFD")])
def test_a_column_has_the_letters_that_excel_gives_it(number: int, name: str) -> None:
    assert column_name(number) == name
    assert cell_place(f"{name}7") == (7, number)


def test_a_place_beyond_the_sheet_is_none() -> None:
    assert cell_place("XFE1") is None
    assert cell_place("A1048577") is None


@pytest.mark.parametrize(
    ("form", "date", "text"),
    [
        ("yyyy-mm-dd", PartialDate(2021, 7, 15), "2021年7月15日"),
        ('yyyy"年"m"月"', PartialDate(2021, 7), "2021年7月"),
        ("yyyy\\年m\\月d\\日;@", PartialDate(2021, 7, 15), "2021年7月15日"),
        ("[$-804]yyyy/m/d", PartialDate(2021, 7, 15), "2021年7月15日"),
        ("yyyy", PartialDate(2021), "2021年"),
        ("mmm-yy", PartialDate(2021, 7), "2021年7月"),
        ("General", None, "44392"),
        ("0.00", None, "44392.00"),
        ('"第"0"届"', None, "第44392届"),
    ],
)
def test_a_number_says_what_its_format_shows(form: str, date: PartialDate | None, text: str) -> None:
    book = openpyxl.Workbook()
    cell = book.worksheets[0].cell(1, 1)
    cell.value = 44392
    cell.number_format = form

    found = read(saved(book)).sheets[0].rows[1][1]

    assert (found.date, found.text) == (date, text)


def test_a_workbook_that_counts_from_1904_gives_the_same_dates() -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    cell = book.worksheets[0].cell(1, 1)
    cell.value = 42930
    cell.number_format = "yyyy-mm-dd"

    assert read(saved(book)).sheets[0].rows[1][1].date == PartialDate(2021, 7, 15)


def test_rich_text_is_whole_and_says_no_pronunciation() -> None:
    strings = (
        f'<sst xmlns="{MAIN}"><si><r><t>文明</t></r><r><t xml:space="preserve">校园 </t></r>'
        "<rPh><t>wénmíng</t></rPh></si></sst>"
    )
    data = raw_book(sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), strings=strings)

    assert texts(read(data)) == [["文明校园 "]]


def test_prefixed_names_and_cells_without_places_are_read() -> None:
    xml = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c t="str"><x:v>甲</x:v></x:c>'
        '<x:c t="str"><x:v>乙</x:v></x:c></x:row><x:row><x:c><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )

    assert texts(read(raw_book(xml))) == [["甲", "乙"], ["3"]]


def test_errors_and_formulas_without_a_result_are_faults() -> None:
    rows = '<row r="1"><c r="A1" t="e"><f>B1</f><v>#REF!</v></c><c r="B1"><f>A1+1</f></c><c r="C1"><f>1+1</f><v>2</v></c></row>'
    row = read(raw_book(sheet_xml(rows))).sheets[0].rows[1]

    assert [(cell.text, cell.fault) for cell in row.values()] == [
        ("#REF!", Fault.ERROR),
        ("=A1+1", Fault.FORMULA),
        ("2", None),
    ]


def test_a_picture_in_a_cell_is_no_text() -> None:
    rows = '<row r="1"><c r="A1" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c></row>'

    assert texts(read(raw_book(sheet_xml(rows)))) == []


def test_a_merged_area_is_filled_by_its_first_cell_which_knows_its_place() -> None:
    book = read(book_of([["省级", "甲"], [None, "乙"], [None, "丙"]], merge=["A1:A3"]))
    rows = filled(book.sheets[0])

    assert [rows[number][1].name for number in (1, 2, 3)] == ["A1", "A1", "A1"]


@pytest.mark.untraced
def test_a_million_rows_of_borders_are_passed_over_soon() -> None:
    def pieces() -> Iterator[bytes]:
        yield f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
        yield (text_row(1, ["荣誉名称", "级别"]) + text_row(2, ["文明校园", "省级"])).encode()
        for start in range(3, 1_048_577, 1000):
            rows = range(start, min(start + 1000, 1_048_577))
            yield "".join(
                f'<row r="{row}" spans="1:3"><c r="A{row}" s="1"/><c r="B{row}" s="1"/></row>' for row in rows
            ).encode()
        yield b'</sheetData><mergeCells><mergeCell ref="A3:B1048576"/></mergeCells></worksheet>'

    data = raw_book(pieces, level=1)
    started = time.process_time()

    assert texts(read(data)) == [["荣誉名称", "级别"], ["文明校园", "省级"]]
    assert time.process_time() - started < 10


def test_what_stands_below_many_bordered_rows_is_found() -> None:
    blank = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(2, 40_000))
    data = raw_book(sheet_xml(text_row(1, ["荣誉名称"]) + blank + text_row(40_000, ["文明校园"])))

    assert {number: row[1].text for number, row in read(data).sheets[0].rows.items()} == {
        1: "荣誉名称",
        40_000: "文明校园",
    }


def test_cells_far_to_the_right_are_counted_and_not_read() -> None:
    sheet = read(book_of([["荣誉名称", *[None] * 299, "远"]])).sheets[0]

    assert sheet.cut_columns == 1
    assert list(sheet.rows[1]) == [1]


def big(piece: bytes, times: int) -> bytes:
    """Return a workbook whose sheet is one piece of XML again and again."""

    def pieces() -> Iterable[bytes]:
        yield f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
        for _ in range(times):
            yield piece
        yield b"</sheetData></worksheet>"

    return raw_book(pieces, level=1)


ENTITIES = (
    '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">'
    + "".join(f'<!ENTITY b{n} "{f"&b{n - 1 or str()};" * 10}">' for n in range(1, 9))
    + "]>"
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(lambda: big(b" " * (1 << 20), 1000), "workbook-too-large", id="zip bomb"),
        pytest.param(
            lambda: big(b"<row r='1'><c><v>1</v></c></row>" * (1 << 12), 200),
            "workbook-too-large",
            id="cells",
            marks=pytest.mark.untraced,
        ),
        pytest.param(
            lambda: big(b"<x/>" * (1 << 18), 20),
            "workbook-too-large",
            id="elements",
            marks=pytest.mark.untraced,
        ),
        pytest.param(
            lambda: big(b"<a>" * (1 << 16), 50), "workbook-too-large", id="depth", marks=pytest.mark.untraced
        ),
        pytest.param(
            lambda: big(b"<row r='1'><c><v>" + b"1" * (1 << 20), 1), "workbook-too-large", id="one cell"
        ),
        pytest.param(lambda: raw_book("<a>&b8;</a>", head=ENTITIES), "workbook-damaged", id="entities"),
        pytest.param(lambda: raw_book("<a>&x;</a>", head=OUTSIDE), "workbook-damaged", id="outside entity"),
        pytest.param(lambda: raw_book("<worksheet><sheetData>"), "workbook-damaged", id="unfinished"),
        pytest.param(lambda: book_of([["荣誉名称"]])[:-300], "workbook-damaged", id="truncated"),
        pytest.param(lambda: b"PK\x03\x04" + b"\0" * 999, "workbook-damaged", id="not a zip"),
        pytest.param(
            lambda: OLE + b"\0" * 999 + "EncryptedPackage".encode("utf-16-le"),
            "workbook-encrypted",
            id="password",
        ),
        pytest.param(
            lambda: OLE + b"\0" * 999 + "Workbook".encode("utf-16-le"), "workbook-damaged", id="broken xls"
        ),
        pytest.param(
            lambda: OLE + b"\0" * 999 + "WordDocument".encode("utf-16-le"), "workbook-format", id="doc"
        ),
        pytest.param(
            lambda: b"<html><table><tr><td>1</td></tr></table></html>", "workbook-format", id="html"
        ),
        pytest.param(lambda: b"%PDF-1.7\n", "workbook-format", id="pdf"),
        pytest.param(lambda: b"", "workbook-format", id="empty"),
        pytest.param(lambda: b"\x00\x01\x02\xff" * 999, "workbook-damaged", id="noise"),
        pytest.param(lambda: b'"' * 300_000, "workbook-damaged", id="quotes"),
    ],
)
def test_what_cannot_be_read_is_refused_in_chinese(data: object, code: str) -> None:
    assert callable(data)
    fault = refused(data())

    assert fault.code == code
    assert fault.reason.isprintable()
    assert fault.hint


def test_merged_areas_over_the_whole_sheet_end_at_its_text() -> None:
    after = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    rows = filled(read(raw_book(sheet_xml(text_row(1, ["甲", "乙"]), after))).sheets[0])

    assert {number: list(row) for number, row in rows.items()} == {1: [1, 2]}


def test_links_to_other_workbooks_are_not_followed() -> None:
    link = b'<Relationships><Relationship Id="r" Type="x/worksheet" Target="http://example.org/" TargetMode="External"/></Relationships>'
    data = raw_book(
        sheet_xml(text_row(1, ["甲"])), more={"xl/externalLinks/_rels/externalLink1.xml.rels": link}
    )

    assert texts(read(data)) == [["甲"]]


def test_broken_styles_cost_only_the_formats() -> None:
    with ZipFile(BytesIO(book_of([["荣誉名称"], ["甲"]]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/styles.xml"] = b"<styleSheet><fonts"
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)

    assert texts(read(out.getvalue())) == [["荣誉名称"], ["甲"]]


def test_an_old_workbook_is_read_with_its_dates_merged_areas_and_hidden_sheets() -> None:
    book = read(OLD_WORKBOOK.read_bytes())
    rows = filled(book.sheets[0])

    assert [sheet.hidden for sheet in book.sheets] == [False, True]
    assert [rows[number][3].text for number in (3, 4, 5)] == ["省级", "市级", "市级"]
    assert [rows[number][4].date for number in (3, 4, 5)] == [
        PartialDate(2021, 7),
        PartialDate(2021, 7, 15),
        None,
    ]


def test_a_damaged_old_workbook_is_refused_however_it_is_damaged() -> None:
    whole = OLD_WORKBOOK.read_bytes()
    for place in range(512, len(whole) - 8, 97):
        damaged = whole[:place] + b"\xff\x00\xff\x7f\x00\xff\x01\x09" + whole[place + 8 :]
        try:
            read(damaged)
        except Unreadable as fault:
            assert fault.code in {"workbook-damaged", "workbook-format", "workbook-too-large"}  # noqa: PT017


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_table_in_a_text_file_is_read_in_each_encoding(encoding: str, mark: str) -> None:
    lines = [["荣誉名称", "级别", "时间"], ["文明校园，第一批", "省级", "2021.7"], ["多\n行", "", ""]]
    text = "".join(mark.join(f'"{cell}"' for cell in line) + "\r\n" for line in lines)

    assert texts(read(text.encode(encoding)))[:2] == lines[:2]


def test_a_csv_file_that_keeps_2021_10_means_january_by_2021_1() -> None:
    sheet = read("荣誉名称,时间\n甲,2021.1\n乙,2021.10\n".encode()).sheets[0]

    assert not sheet.rows[2][2].is_number
    assert read("荣誉名称,时间\n甲,2021.1\n".encode()).sheets[0].rows[2][2].is_number


def test_a_workbook_renamed_to_csv_is_still_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "荣誉.csv"
    path.write_bytes(book_of([["荣誉名称"]]))

    book, problems = read_workbook(path)

    assert problems == ()
    assert book is not None
    assert texts(book) == [["荣誉名称"]]


def test_a_missing_file_and_a_folder_are_told_of(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.xlsx", tmp_path):
        book, (problem,) = read_workbook(path)

        assert book is None
        assert problem.code == "import-missing"


def test_a_file_of_more_than_fifty_megabytes_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "荣誉.xlsx"
    with path.open("wb") as file:
        file.truncate((50 << 20) + 1)

    _, (problem,) = read_workbook(path)

    assert problem.code == "workbook-too-large"


def test_a_table_is_told_from_a_document_by_what_stands_in_it(tmp_path: Path) -> None:
    document = BytesIO()
    with ZipFile(document, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    files = {
        "荣誉.docx": (book_of([["荣誉名称"]]), True),
        "材料.xlsx": (document.getvalue(), False),
        "荣誉.csv": (b"a,b", True),
        "材料.txt": (b"a,b", False),
        "坏的.xlsx": (b"PK\x03\x04", True),
        "坏的.docx": (b"PK\x03\x04", False),
        "旧的": (OLD_WORKBOOK.read_bytes(), True),
    }
    for name, (data, table) in files.items():
        (tmp_path / name).write_bytes(data)
        assert holds_table(tmp_path / name) is table, name
    assert holds_table(tmp_path / "没有.xlsx")
