"""Honours as a workbook that people like to open, and the empty one to fill in."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl

from generator.project import Project
from generator.schema.records import LEVELS, Honor
from generator.workbook.exporting import LONGEST, export_workbook, template_workbook
from generator.workbook.headings import is_literal
from generator.workbook.importing import Answers, plan_import
from generator.workbook.opening import workbook_of
from generator.workbook.tables import find_tables
from tests.unit.test_workbook_importing import project, write

__all__ = ["project"]


def honor(**values: Any) -> Honor:
    """Return an honour by its Chinese keys."""
    return Honor.model_validate({"名称": "文明校园", **values})


def sheet_of(data: bytes) -> Any:
    """Return the first sheet of a workbook, as openpyxl reads it."""
    return openpyxl.load_workbook(BytesIO(data)).worksheets[0]


def exported(*honors: Honor) -> bytes:
    """Return the export of honours, which nothing keeps from being made."""
    data, problems = export_workbook(honors, ["示例学校"])
    assert problems == ()
    return data


def test_the_headings_are_the_models_keys_bold_frozen_and_filtered() -> None:
    sheet = sheet_of(exported(honor(), honor(级别="省级")))

    assert [cell.value for cell in sheet[1]] == list(Honor.keys())
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet.auto_filter.ref.endswith("3")
    assert sheet.column_dimensions["A"].width > 30


def test_dates_and_years_sort_and_show_what_is_known() -> None:
    sheet = sheet_of(
        exported(honor(日期="2021-07-15"), honor(日期="2021-07"), honor(日期="2021", 年份="2020"))
    )
    keys = list(Honor.keys())
    dates = [sheet.cell(row, keys.index("日期") + 1) for row in (2, 3, 4)]

    assert [cell.number_format for cell in dates[:2]] == ['yyyy"年"m"月"d"日"', 'yyyy"年"m"月"']
    assert all(cell.is_date for cell in dates[:2])
    assert dates[2].value == "2021年"
    assert sheet.cell(4, keys.index("年份") + 1).value == 2020


def test_levels_and_schools_are_chosen_from_lists() -> None:
    data = exported(honor())
    rules = sheet_of(data).data_validations.dataValidation
    choices = openpyxl.load_workbook(BytesIO(data))["选项"]

    assert {rule.type for rule in rules} == {"list"}
    assert choices.sheet_state == "hidden"
    columns = {tuple(cell.value for cell in column if cell.value) for column in choices.iter_cols()}
    assert tuple(LEVELS) in columns
    assert ("示例学校",) in columns


def test_what_begins_like_a_formula_is_written_as_text_for_good() -> None:
    texts = ("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A1", "#N/A")
    data = exported(*(honor(说明=text) for text in texts))
    sheet = sheet_of(data)
    cells = [sheet.cell(row, list(Honor.keys()).index("说明") + 1) for row in range(2, 8)]

    with ZipFile(BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert [cell.value for cell in cells] == list(texts)
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.number_format == "@" for cell in cells)
    assert all(cell.quotePrefix for cell in cells[:5])


def test_what_no_cell_can_hold_is_a_problem_and_not_cut() -> None:
    _, (problem,) = export_workbook([honor(说明="长" * (LONGEST + 1))], [])

    assert problem.code == "export-too-long"
    assert "文明校园" in problem.message


def test_an_export_is_recognised_and_read_literally() -> None:
    sheet = workbook_of(exported(honor(说明="无", 等级="—", 类别="N/A")), "出.xlsx").sheets[0]
    (table,) = find_tables(sheet)

    assert table.literal
    assert not is_literal(["名称", "级别", "说明"])


def test_an_export_without_a_school_stays_without_one(project: Project, tmp_path: Path) -> None:
    write(project, "schools/second.yml", "名称: 第二学校\n来源: 校内材料\n")
    path = tmp_path / "出.xlsx"
    path.write_bytes(exported(honor(名称="县教育局先进单位", 级别="县区级", 年份="2021")))

    plan = plan_import(project, path, Answers())

    assert [row.values for row in plan.new] == [
        {"名称": "县教育局先进单位", "级别": "县区级", "年份": "2021"}
    ]


def test_a_value_that_the_model_refuses_is_named_by_its_row(project: Project, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(exported(honor(), honor(名称="平安校园"))))
    keys = list(Honor.keys())
    book.worksheets[0].cell(3, keys.index("级别") + 1).value = "省部级"
    book.worksheets[0].cell(2, keys.index("来源") + 1).value = "没有登记的"
    path = tmp_path / "出.xlsx"
    book.save(path)

    plan = plan_import(project, path, Answers())

    assert [(p.where.file, p.code) for p in plan.problems] == [
        ("出.xlsx!荣誉!A3", "choice-wrong"),
        ("出.xlsx!荣誉!A2", "source-unknown"),
    ]
    assert plan.new == ()


def test_the_template_has_lists_a_page_of_instructions_and_an_example_that_is_not_taken(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "荣誉模板.xlsx"
    path.write_bytes(template_workbook(["示例学校"]))
    book = openpyxl.load_workbook(path)

    assert book.sheetnames == ["荣誉", "填写说明", "选项"]
    assert len(book["荣誉"].data_validations.dataValidation) == 2
    assert "怎么填" in str(book["填写说明"]["A1"].value)
    plan = plan_import(project, path, Answers())
    assert (plan.new, plan.problems) == ((), ())


def test_a_filled_template_is_imported_whole(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "荣誉模板.xlsx"
    path.write_bytes(template_workbook(["示例学校"]))
    book = openpyxl.load_workbook(path)
    row: tuple[Any, ...] = (
        1,
        "文明校园",
        "省级",
        "2021.10",
        "第三届",
        "首批",
        "一等奖",
        "省文明办、省教育厅",
        "示例学校",
        "党支部",
        "复查通过",
    )
    for column, value in enumerate(row, 1):
        book["荣誉"].cell(3, column).value = value
    book.save(path)

    (found,) = plan_import(project, path, Answers()).new

    assert found.values == {
        "名称": "文明校园", "级别": "省级", "日期": "2021-10", "届次": "第三届", "批次": "首批", "等级": "一等奖",
        "授予单位": ["省文明办", "省教育厅"], "学校": ["示例学校"], "获奖主体": "党支部", "说明": "复查通过",
    }  # fmt: skip
