"""Honours as a workbook that people like to open, and an empty one to fill in. Gives bytes; reads and writes no file.

Every text is written as text: what begins with = + - @ is no formula, and stays none when it is edited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, get_args

from generator.problems import ERROR, Problem, Where, quoted
from generator.schema.records import LEVELS, Honor
from generator.workbook.literal import cell_text, values_of

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 32_767
WIDTHS = {
    "序号": 7, "名称": 42, "荣誉名称": 42, "级别": 10, "类别": 12, "授予单位": 28, "颁奖单位": 28, "年份": 8, "日期": 16,
    "获奖时间": 16, "等级": 10, "阶段": 12, "获奖主体": 20, "学校": 24, "品牌": 22, "支撑": 24, "证书": 20, "说明": 36,
    "备注": 36, "来源": 18,
}  # fmt: skip
_WIDTH = 14
_LIST = "荣誉"
_CHOICES = "选项"
_ROWS_TO_FILL = 500
"""How far down the drop-downs of the template reach."""

_TEMPLATE = (
    "序号",
    "荣誉名称",
    "级别",
    "获奖时间",
    "届次",
    "批次",
    "等级",
    "颁奖单位",
    "学校",
    "获奖主体",
    "备注",
)
_EXAMPLE = (
    "示例", "先进基层党组织", "县区级", "2021年7月", "", "", "", "中共示例县委教育工作委员会", "", "党支部", "这一行导入时会跳过",
)  # fmt: skip
_GUIDE = (
    "荣誉模板怎么填",
    "1. 在“荣誉”表里一行写一条荣誉，从第 3 行写起；第 2 行是示例，留着或删掉都行，不会导入。",
    "2. “荣誉名称”必填，照证书写；其余查不到就空着，不要猜，网页上会显示“待补”。",
    "3. “级别”点单元格右边的小箭头选：国家级、省级、市级、县区级、乡镇级、校级。",
    "4. “获奖时间”知道多少写多少：2021、2021年7月、2021-07-15 都行；学年写 2021—2022学年。",
    "5. 没有年份、只有届次或批次的，写在“届次”“批次”里，如 第三届、首批。",
    "6. “等级”写一等奖、优秀奖等；颁奖单位有几家时用顿号或换行隔开。",
    "7. “学校”从小箭头里选；几所学校共有的，一行写一所。只有一所学校时可以空着。",
    "8. “获奖主体”是学校自己时空着；是党支部、教研组、课程等才写。不写学生姓名和班级。",
    "9. 行的先后、多出来的空行、加上去的标题行都不要紧，程序会认。",
    "填好以后保存，在项目的文件夹里运行：showcase import 荣誉模板.xlsx",
    "程序会先说它看懂了什么、哪些格子看不懂，同意以后才写进资料。",
)


def export_workbook(honors: Sequence[Honor], schools: Sequence[str]) -> tuple[bytes, tuple[Problem, ...]]:
    """Return a workbook with every field of the honours, and what no cell can hold."""
    from openpyxl import Workbook  # noqa: PLC0415 - takes a quarter of a second to load

    keys = list(Honor.keys())
    problems = []
    book = Workbook()
    sheet = _first_sheet(book, _LIST)
    _headings(sheet, keys)
    for row, honor in enumerate(honors, 2):
        for column, (key, value) in enumerate(_cells(honor, keys), 1):
            if len(value) > LONGEST:
                problems.append(_too_long(honor, key))
            _fill(sheet.cell(row, column), key, value[:LONGEST])
    last = max(2, len(honors) + 1)
    _dress(sheet, keys, last)
    _choices(book, sheet, keys, schools, max(last + 100, _ROWS_TO_FILL))
    return _saved(book), tuple(problems)


def template_workbook(schools: Sequence[str]) -> bytes:
    """Return an empty workbook to fill in: drop-downs, a row as an example, a page that says how."""
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415

    book = Workbook()
    sheet = _first_sheet(book, _LIST)
    _headings(sheet, _TEMPLATE)
    example = dict(zip(_TEMPLATE, _EXAMPLE, strict=True)) | {"学校": schools[0] if schools else ""}
    for column, key in enumerate(_TEMPLATE, 1):
        _text(sheet.cell(2, column), example[key])
        sheet.cell(2, column).font = Font(italic=True, color="808080")
    # Text, so that 2021.10 stays what it is; Excel would make 2021.1 of it.
    for row in sheet.iter_rows(min_row=3, max_row=_ROWS_TO_FILL, max_col=len(_TEMPLATE)):
        for cell in row:
            cell.number_format = "@"
    _dress(sheet, _TEMPLATE, _ROWS_TO_FILL)
    _guide(book)
    _choices(book, sheet, _TEMPLATE, schools, _ROWS_TO_FILL)
    return _saved(book)


def _first_sheet(book: Workbook, title: str) -> Worksheet:
    sheet = book.worksheets[0]
    sheet.title = title
    return sheet


def _cells(honor: Honor, keys: Iterable[str]) -> Iterable[tuple[str, str]]:
    values = values_of(honor)
    return ((key, cell_text(values.get(key, ""))) for key in keys)


def _too_long(honor: Honor, key: str) -> Problem:
    message = f"荣誉{quoted(honor.name[:40])}的“{key}”超过 {LONGEST} 个字，Excel 的一格放不下。"
    return Problem("export-too-long", ERROR, Where("data/honors"), message, "把这一项改短，再导出。")


def _fill(cell: Cell | MergedCell, key: str, value: str) -> None:
    """Write a value: dates and years as such, so that they sort; everything else as text."""
    found = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", value) if key == "日期" else None
    if found:
        day = date(int(found[1]), int(found[2]), int(found[3] or 1))
        if day.year > 1900:
            cell.value = day
            cell.number_format = 'yyyy"年"m"月"d"日"' if found[3] else 'yyyy"年"m"月"'
            return
    if key == "年份" and value:
        cell.value = int(value)
        cell.number_format = "0"
    elif value:
        _text(cell, f"{value}年" if key == "日期" and len(value) == 4 else value)


_READ_AS_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def _text(cell: Cell | MergedCell, text: str) -> None:
    """Write a text that stays one, whatever it begins with."""
    cell.value = _READ_AS_ESCAPE.sub("_x005F_", text)
    # openpyxl takes =… for a formula and #N/A for an error.
    cell.data_type = "s"
    cell.number_format = "@"
    if text.startswith(("=", "+", "-", "@", "\t", "'")):
        cell.quotePrefix = True


def _headings(sheet: Worksheet, keys: Iterable[str]) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415

    line = Side(style="thin", color="B0B0B0")
    for column, key in enumerate(keys, 1):
        cell = sheet.cell(1, column)
        cell.value = key
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="F3E9E6")
        cell.border = Border(bottom=line)
        cell.alignment = Alignment(vertical="center", wrap_text=True)


def _dress(sheet: Worksheet, keys: Sequence[str], last: int) -> None:
    from openpyxl.styles import Alignment  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    name = next((index for index, key in enumerate(keys, 1) if key in {"名称", "荣誉名称"}), 1)
    sheet.freeze_panes = f"{get_column_letter(name + 1)}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(keys))}{last}"
    for number, key in enumerate(keys, 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(key, _WIDTH)
    for cells in sheet.iter_rows(min_row=2, max_row=last, max_col=len(keys)):
        for cell in cells:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.row_dimensions[1].height = 24
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]


def _choices(
    book: Workbook, sheet: Worksheet, keys: Sequence[str], schools: Sequence[str], last: int
) -> None:
    """Add drop-downs; the choices stand on a hidden sheet, for a list within the rule has 255 signs at most."""
    states = get_args(get_args(Honor.model_fields["status"].annotation)[0])
    lists: dict[str, Sequence[str]] = {"级别": LEVELS, "阶段": states, "学校": schools, "草稿": ("是",)}
    hidden = book.create_sheet(_CHOICES)
    hidden.sheet_state = "hidden"
    for place, (key, options) in enumerate(lists.items(), 1):
        if key not in keys or not options:
            continue
        for row, option in enumerate(options, 1):
            _text(hidden.cell(row, place), option)
        _drop_down(sheet, keys.index(key) + 1, last, place, len(options), key)


def _drop_down(sheet: Worksheet, column: int, last: int, place: int, count: int, key: str) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    listed = get_column_letter(place)
    rule = DataValidation(
        type="list",
        formula1=f"'{_CHOICES}'!${listed}$1:${listed}${count}",
        allow_blank=True,
        # Several schools stand in one cell, a line each, so what is not in the list is only asked about.
        errorStyle="warning" if key == "学校" else "stop",
        errorTitle="请从列表里选",
        error="学校要用资料里的全称；几所学校时一行写一所。"
        if key == "学校"
        else f"“{key}”请从列表里选一项。",
        showErrorMessage=True,
    )
    letter = get_column_letter(column)
    rule.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(rule)


def _guide(book: Workbook) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    sheet = book.create_sheet("填写说明")
    sheet.column_dimensions["A"].width = 90
    for row, text in enumerate(_GUIDE, 1):
        cell = sheet.cell(row, 1)
        _text(cell, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.cell(1, 1).font = Font(bold=True, size=14)


def _saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
