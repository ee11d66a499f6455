"""What the words in cells mean, and what they do not."""

from __future__ import annotations

import pytest

from generator.workbook.grid import Cell
from generator.workbook.headings import Role, role_of
from generator.workbook.people import is_private, names_class, names_person, names_pupil
from generator.workbook.values import (
    is_empty,
    level_of_heading,
    likely_level,
    part_grade,
    plain,
    read_grade,
    read_level,
    read_when,
    school_year_in,
    split_issuers,
    years_in,
)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        *((text, "国家级") for text in ("国家", "国家级", "全国", "国 家 级")),
        *((text, "省级") for text in ("省", "省级", "全省", "省级荣誉", "自治区级", "（省级）")),
        *((text, "市级") for text in ("市", "市（地）级", "地市级", "市级奖项", "州级", "市/地级")),
        *((text, "县区级") for text in ("县", "区", "区级", "全县", "县（市、区）级", "县区级", "县（区）")),
        *((text, "乡镇级") for text in ("乡镇", "镇级", "乡镇（街道）")),
        *((text, "校级") for text in ("校", "校级", "学校", "校内")),
        *((text, None) for text in ("省部级", "国家级/省级", "一等奖", "", "片区", "集团")),
    ],
)
def test_a_level_is_read_however_it_is_written(text: str, level: str | None) -> None:
    assert read_level(text) == level


def when(text: str, known: int | None = None, *, number: bool = False) -> str:
    """Return what a cell says of the time, on one line."""
    found = read_when(Cell(1, 1, text, is_number=number), known)
    date = found.date.iso() if found.date else ""
    parts = (
        date,
        str(found.year or ""),
        found.session,
        found.batch,
        found.school_year,
        "?" if found.doubt else "",
    )
    return "|".join(part for part in parts if part)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("2021.7", "2021-07"),
        ("2021.10", "2021-10"),
        ("2021年7月", "2021-07"),
        ("2021 年 7 月", "2021-07"),
        ("２０２１年７月", "2021-07"),
        ("2021-07-15", "2021-07-15"),
        ("2021/7/15", "2021-07-15"),
        ("2021.07.15", "2021-07-15"),
        ("2021年7月15日", "2021-07-15"),
        ("2021-07-15 00:00:00", "2021-07-15"),
        ("20210715", "2021-07-15"),
        ("202107", "2021-07"),
        ("44392", "2021-07-15"),
        ("2021", "2021"),
        ("2021年", "2021"),
        ("2021年度", "2021"),
        ("二〇二一年十月", "2021-10"),
        ("二○二一年七月二十五日", "2021-07-25"),
        ("2021—2022学年", "2021—2022 学年"),
        ("2021-2022学年度第一学期", "2021—2022 学年第一学期"),
        ("2021-22学年", "2021—2022 学年"),
        ("2021学年", "2021 学年"),
        ("第三届", "第三届"),
        ("第一、二届", "第一、二届"),
        ("连续5届", "连续5届"),
        ("首批", "首批"),
        ("第二批次", "第二批次"),
        ("2021年（第三届）", "2021|第三届"),
        ("2021.7 首批", "2021-07|首批"),
        ("2021年上半年", "2021|?"),
        ("2021.3.1-2021.5.1", "2021|?"),
        ("2021.13", "?"),
        ("2021-02-30", "?"),
        ("去年", "?"),
        ("7月", "?"),
        ("2019-2021", "?"),
        ("21年7月", "?"),
    ],
)
def test_a_time_is_read_as_far_as_it_is_certain(text: str, meaning: str) -> None:
    assert when(text) == meaning


def test_the_sheets_year_completes_a_month_and_a_short_year() -> None:
    assert when("7月15日", 2021) == "2021-07-15"
    assert when("21年7月", 2021) == "2021-07"
    assert when("20年7月", 2021) == "?"


def test_a_number_2021_1_may_be_october() -> None:
    assert when("2021.1", number=True) == "2021|?"
    assert when("2021.1") == "2021-01"
    assert when("2021.2", number=True) == "2021-02"


def test_a_year_that_slipped_into_a_date_cell_is_not_believed() -> None:
    from generator.schema.types import PartialDate

    cell = Cell(1, 1, "1905年7月13日", date=PartialDate(1905, 7, 13))

    assert "只想写年份" in read_when(cell).doubt


@pytest.mark.parametrize(
    "text", ["", "  ", "无", "—", "——", "-", "/", "N/A", "n/a", "待定", "暂无", "（无）", "待核实", "\u3000"]
)
def test_words_for_nothing_are_nothing(text: str) -> None:
    assert is_empty(text)


def test_a_name_loses_line_breaks_and_wide_digits_only() -> None:
    assert plain("全省\n文明　校园（２０２１）") == "全省文明校园（2021）"
    assert plain("Young\nPioneers  第 3 届") == "Young Pioneers 第 3 届"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("中小学合唱比赛一等奖", ("中小学合唱比赛", "一等奖")),
        ("“红心向党”演讲比赛 三等奖", ("“红心向党”演讲比赛", "三等奖")),
        ("中小学合唱比赛（二等奖）", ("中小学合唱比赛", "二等奖")),
        ("科技节荣获团体第一名", ("科技节荣获团体第一名", "")),
        ("青少年科技节荣获优秀奖", ("青少年科技节", "优秀奖")),
        ("优秀组织奖", ("优秀组织奖", "")),
        ("一等奖", ("一等奖", "")),
        ("先进基层党组织", ("先进基层党组织", "")),
    ],
)
def test_a_grade_at_the_end_of_a_name_is_parted(name: str, parts: tuple[str, str]) -> None:
    assert part_grade(name) == parts


def test_grades_alone_are_grades() -> None:
    assert [read_grade(text) for text in ("一等", "三等奖", "优秀奖", "第一名", "省级", "先进")] == [
        "一等奖", "三等奖", "优秀奖", "第一名", None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "issuers"),
    [
        ("市委组织部、市教育局、市人社局", ["市委组织部", "市教育局", "市人社局"]),
        ("省教育厅\n省文明办", ["省教育厅", "省文明办"]),
        ("中共福建省委教育\n工作委员会", ["中共福建省委教育工作委员会"]),
        ("省教育厅（思政处、体卫艺处）", ["省教育厅（思政处、体卫艺处）"]),
        ("团省委，省少工委", ["团省委", "省少工委"]),
        ("江西省地震局 江西省教育厅", ["江西省地震局", "江西省教育厅"]),
        ("中共 福建 省委", ["中共福建省委"]),
    ],
)
def test_issuers_are_parted_where_they_end(text: str, issuers: list[str]) -> None:
    assert split_issuers(text) == issuers


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("中华全国总工会", "国家级"),
        ("福建省教育厅", "省级"),
        ("中共三明市委", "市级"),
        ("宁化县教育局", "县区级"),
        ("教育学会", None),
    ],
)
def test_an_issuer_suggests_a_level(text: str, level: str | None) -> None:
    assert likely_level(text) == level


def test_headings_of_groups_and_titles_tell_levels_and_years() -> None:
    assert [level_of_heading(text) for text in ("一、省级荣誉（3项）", "（二）市级", "2021年荣誉", "学校荣誉一览表")] == [
        "省级", "市级", None, None,
    ]  # fmt: skip
    assert years_in("2021年荣誉（二〇二一年）") == {2021}
    assert school_year_in("2021—2022学年荣誉表") == "2021—2022 学年"


@pytest.mark.parametrize(
    "text", ["王小明", "张三、李四", "欧阳娜娜", "李某", "王小明同学", "张三等5人", "买买提·艾力", "张 三"]
)
def test_people_are_recognised(text: str) -> None:
    assert names_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "党总支",
        "校合唱团",
        "语文组",
        "高一年级",
        "团委",
        "红烛",
        "全体教师",
        "东乡区第二中学",
        "第一党支部",
        "田径队",
        "工会",
    ],
)
def test_bodies_are_no_people(text: str) -> None:
    assert not names_person(text)


def test_any_short_name_is_a_person_where_the_heading_says_so() -> None:
    assert names_person("妙可", in_person_column=True)
    assert not names_person("妙可")


@pytest.mark.parametrize("text", ["高一（3）班", "初二3班", "七年级（2）班", "三（1）班", "八(4)班"])
def test_classes_are_recognised(text: str) -> None:
    assert names_class(text)


def test_names_in_an_honour_and_in_remarks_are_recognised() -> None:
    assert names_pupil("王小明同学获优秀少先队员")
    assert not names_pupil("优秀学生会")
    assert is_private("指导教师：李四")
    assert is_private("电话13800138000")
    assert not is_private("闽教〔2021〕3号")


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        *(
            (text, Role.NAME)
            for text in ("荣誉名称", "获奖名称", "表彰名称", "荣誉\n称号", "荣誉名称（全称）", "*荣誉名称：")
        ),
        *((text, Role.LEVEL) for text in ("级别", "层次", "荣誉级别（国家、省、市）", "获奖级别")),
        *((text, Role.RANK) for text in ("等级", "获奖等级")),
        *((text, Role.WHEN) for text in ("时间", "日期", "获奖时间", "年度", "年　份", "颁发年月")),
        *(
            (text, Role.ISSUER)
            for text in ("颁奖单位", "授予单位", "发证机关", "表彰单位", "颁奖（发证）单位")
        ),
        *((text, Role.WINNER) for text in ("获奖者", "获奖单位", "集体", "获奖单位/个人")),
        *((text, Role.PERSON) for text in ("获奖人", "姓名", "学生姓名")),
        *((text, Role.PRIVATE) for text in ("班级", "身份证号码", "联系电话", "指导教师")),
        ("届次", Role.SESSION),
        ("单位", Role.UNIT),
        ("备 注", Role.NOTE),
        ("序号", Role.NUMBER),
        ("文明校园", None),
    ],
)
def test_a_column_is_known_by_any_of_its_names(heading: str, role: Role | None) -> None:
    assert role_of(heading) == role
