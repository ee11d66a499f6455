"""Office files among the pages: what they tell of people is found, what they are made of is not mistaken for it."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from openpyxl import Workbook

from generator.gate.attachments import inspect_attachment, words_in
from generator.gate.pages import PageCache, check_pages
from generator.health.attachments import check_attachments
from generator.project import Project

PHONE = "13812345678"


def document(path: Path, *paragraphs: str, table: list[list[str]] | None = None) -> Path:
    """Write a Word file of paragraphs, then a table."""
    made = Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    for row in table or []:
        cells = made.add_table(rows=1, cols=len(row)).rows[0].cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    made.save(str(path))
    return path


def workbook(path: Path, *rows: list[object]) -> Path:
    """Write a workbook of one sheet."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    made.save(path)
    return path


def slides(path: Path, *texts: str) -> Path:
    """Write what of a presentation is read: the text of its slides."""
    with ZipFile(path, "w") as archive:
        for number, text in enumerate(texts, 1):
            body = f"<p:sld><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>"
            archive.writestr(f"ppt/slides/slide{number}.xml", body)
    return path


def codes(path: Path) -> list[str]:
    """Return the codes of what is found in a file."""
    return [rule.code for rule, _ in inspect_attachment(path)]


@pytest.mark.parametrize(
    "make",
    [
        lambda folder: document(folder / "a.docx", "通知", f"家长电话：{PHONE}"),
        lambda folder: document(folder / "a.docx", table=[["姓名", "电话"], ["王小明", PHONE]]),
        lambda folder: workbook(folder / "a.xlsx", ["姓名", "电话"], ["王小明", PHONE]),
        lambda folder: workbook(folder / "a.xlsx", ["姓名", "电话"], ["王小明", int(PHONE)]),
        lambda folder: slides(folder / "a.pptx", f"联系 {PHONE}"),
    ],
)
def test_a_number_in_an_office_file_is_found(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    assert codes(make(tmp_path)) == ["private-phone"]


def test_a_table_is_read_by_rows(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["姓名", "帮扶原因"], ["王小明", "单亲、贫困"], ["李红", "留守"])

    assert words_in(path) == "姓名|帮扶原因|\n王小明|单亲、贫困|\n李红|留守|\n\x01"
    assert "minor-named" in codes(path)


def test_numbers_of_shared_texts_and_formulas_are_no_words(tmp_path: Path) -> None:
    rows = [[f"第{row}项", row, f"=SUM(A{row}:B{row})"] for row in range(1, 400)]

    assert codes(workbook(tmp_path / "a.xlsx", *rows)) == []


def test_a_form_that_is_to_be_filled_in_is_no_fault(tmp_path: Path) -> None:
    assert (
        codes(document(tmp_path / "申请表.docx", "姓名：____  日期：20__年__月", "（初稿）存在的问题："))
        == []
    )


def test_several_of_a_sort_are_told_once_with_their_number(tmp_path: Path) -> None:
    rows: list[list[object]] = [[f"老师{n}", f"1381234567{n}"] for n in range(5)]
    path = workbook(tmp_path / "a.xlsx", *rows)
    ((_, found),) = inspect_attachment(path)

    assert (found.what, found.shown) == ("附件里的手机号", "138****5670等 5 处")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a zip", b"\xd0\xcf\x11\xe0" * 100])
def test_what_cannot_be_read_holds_no_words(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)

    assert words_in(path) is None
    assert codes(path) == []


@pytest.mark.parametrize(
    "piece", ["<w:p>", "<f>", "<c t='s'><v>1", "<si>", "<", "<rPh><t>", "</si>", "13 8 "]
)
def test_a_bomb_takes_little_time(tmp_path: Path, piece: str) -> None:
    path = tmp_path / "a.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", piece * (3_000_000 // len(piece)))
        archive.writestr("xl/worksheets/sheet1.xml", piece * (30_000_000 // len(piece)))
    started = time.process_time()
    list(inspect_attachment(path))

    assert time.process_time() - started < 30


def test_it_stops_the_site_under_the_name_of_the_file(tmp_path: Path) -> None:
    content = tmp_path / "content" / "files"
    content.mkdir(parents=True)
    document(content / "名单.docx", f"家长电话：{PHONE}")
    (finding,) = check_pages(Project(tmp_path), set(), PageCache())

    assert finding.problem.code == "private-phone"
    assert finding.problem.where.file == "content/files/名单.docx"
    assert "附件里的手机号（138****5678）" in finding.problem.message
    assert PHONE not in finding.problem.message + finding.problem.hint


def test_what_nobody_read_is_told_once(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    assert list(check_attachments(Project(tmp_path), ())) == []
    for name in ("a.pdf", "b.DOC", "c.zip", "d.xlsx"):
        (content / name).write_bytes(b"?")
    document(content / "e.docx", "通知")
    (problem,) = check_attachments(Project(tmp_path), ())

    assert (problem.code, problem.where.file) == ("attachment-unread", "content/a.pdf")
    assert problem.message == "“a.pdf”、“b.DOC”、“c.zip”等 4 个附件里的字程序读不到，没有检查。"


def test_a_workbook_in_memory_is_no_special_case(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    made = Workbook()
    made.save(buffer)
    path = tmp_path / "空.xlsx"
    path.write_bytes(buffer.getvalue())

    assert codes(path) == []
