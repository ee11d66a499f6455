"""Where the lists of honours are on a sheet, and what each row is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.workbook.headings import Role
from generator.workbook.opening import workbook_of
from generator.workbook.tables import Table, find_tables, title_of_sheet
from tests.workbooks import book_of

HEAD = ["序号", "荣誉名称", "级别", "获奖时间", "颁奖单位"]


def tables(rows: Sequence[Any], merge: Sequence[str] = ()) -> list[Table]:
    """Return the tables of a sheet with these rows."""
    return find_tables(workbook_of(book_of(rows, merge=merge), "荣誉.xlsx").sheets[0])


def roles(table: Table) -> dict[str, Role]:
    """Return what each column is, by its letters."""
    return {column.name: column.role for column in table.columns}


def names(table: Table) -> list[str]:
    """Return the honours' names in a table."""
    (column,) = table.of(Role.NAME, Role.ITEM)
    return [line.cells[column.number].text for line in table.lines if column.number in line.cells]


def test_title_rows_above_the_headings_are_no_honours_and_tell_the_year() -> None:
    (table,) = tables(
        [["示例学校2021年荣誉"], ["填报单位：示例学校"], HEAD, [1, "文明校园", "省级"]], ["A1:E1"]
    )

    assert (table.first, table.last) == (3, 3)
    assert table.title.year == 2021
    assert names(table) == ["文明校园"]


def test_headings_of_two_rows_are_read_as_one() -> None:
    rows = [
        ["序号", "荣誉名称", "获奖情况", None, None, "备注"],
        [None, None, "级别", "时间", "颁奖单位", None],
        [1, "文明校园", "省级", "2021", "省文明办", None],
    ]
    (table,) = tables(rows, ["A1:A2", "B1:B2", "C1:E1", "F1:F2"])

    assert (table.first, table.last) == (1, 2)
    assert list(roles(table).values()) == [
        Role.NUMBER,
        Role.NAME,
        Role.LEVEL,
        Role.WHEN,
        Role.ISSUER,
        Role.NOTE,
    ]
    assert names(table) == ["文明校园"]


def test_a_row_of_remarks_in_brackets_belongs_to_the_headings() -> None:
    (table,) = tables([HEAD, [None, "（全称）", "（国家、省、市）", "（年月）"], [1, "文明校园", "省级"]])

    assert table.last == 2
    assert names(table) == ["文明校园"]


def test_columns_of_ticks_tell_the_level() -> None:
    rows = [["荣誉名称", "级别", None, None], [None, "国家级", "省级", "市级"], ["文明校园", None, "√", None]]
    (table,) = tables(rows, ["A1:A2", "B1:D1"])

    assert [(column.role, column.level) for column in table.columns[1:]] == [
        (Role.MARK, "国家级"),
        (Role.MARK, "省级"),
        (Role.MARK, "市级"),
    ]


def test_columns_may_stand_in_any_order() -> None:
    (table,) = tables([["发证机关", "年度", "层次", "奖项名称"], ["省文明办", 2021, "省", "文明校园"]])

    assert list(roles(table).values()) == [Role.ISSUER, Role.WHEN, Role.LEVEL, Role.NAME]


def test_repeated_headings_are_passed_over() -> None:
    (table,) = tables([HEAD, [1, "文明校园", "省级"], HEAD, [2, "平安校园", "市级"]])

    assert names(table) == ["文明校园", "平安校园"]
    assert table.repeats == [3]


def test_two_tables_below_each_other_keep_their_own_columns() -> None:
    rows = [
        HEAD,
        [1, "文明校园", "省级"],
        [],
        ["二、比赛获奖"],
        ["比赛名称", "奖项", "时间"],
        ["合唱比赛", "一等奖", "2021"],
    ]
    first, second = tables(rows)

    assert names(first) == ["文明校园"]
    assert names(second) == ["合唱比赛"]
    assert roles(second) == {"A": Role.ITEM, "B": Role.PRIZE, "C": Role.WHEN}


def test_two_tables_beside_each_other_are_parted() -> None:
    head = ["荣誉名称", "级别", "时间"]
    left, right = tables(
        [
            [*head, None, *head],
            ["甲", "省级", "2021", None, "乙", "市级", "2020"],
            [*[None] * 4, "丙", "市级"],
        ]
    )

    assert names(left) == ["甲"]
    assert names(right) == ["乙", "丙"]


def test_headings_of_groups_tell_the_level_of_the_rows_below() -> None:
    (table,) = tables(
        [HEAD, ["一、省级荣誉"], [1, "文明校园"], ["二、市级荣誉（1项）"], [2, "平安校园"]],
        ["A2:E2", "A4:E4"],
    )

    assert [line.above.level for line in table.lines] == ["省级", "市级"]


def test_footers_and_numbers_without_words_are_no_honours() -> None:
    rows = [
        HEAD,
        [1, "文明校园", "省级"],
        [2],
        ["合计", "1项"],
        ["填表人：李四", None, "审核：王五", "日期：2021年7月"],
        ["备注：以上均为集体荣誉。"],
        ["示例学校（盖章）"],
    ]
    (table,) = tables(rows)

    assert names(table) == ["文明校园"]
    assert [(skipped.row, skipped.reason) for skipped in table.skipped][:4] == [
        (3, "只有序号"),
        (4, "合计"),
        (5, "表尾"),
        (6, "表尾"),
    ]


def test_a_list_of_people_or_of_numbers_is_no_list_of_honours() -> None:
    assert tables([["姓名", "性别", "职务"], ["张三", "男", "教师"]]) == []
    assert tables([["级别", "数量"], ["省级", 3]]) == []
    assert tables([["活动名称", "时间", "地点"], ["主题党日", "2021", "礼堂"]]) == []


def test_a_second_table_takes_the_year_from_the_sheets_title() -> None:
    rows = [["2021年荣誉"], HEAD, [1, "文明校园"], [], ["比赛名称", "奖项"], ["合唱", "一等奖"]]

    assert [title_of_sheet(table).year for table in tables(rows)] == [2021, 2021]


def test_a_title_of_several_years_tells_none() -> None:
    (table,) = tables([["2019年至2021年荣誉"], HEAD, [1, "文明校园"]])

    assert title_of_sheet(table, "Sheet1").year is None
    assert title_of_sheet(table, "2020年").year == 2020


def test_names_of_people_before_the_second_tables_headings_belong_to_it() -> None:
    for gap in ([None], []):
        rows = [
            ["集体荣誉", None, *gap, "个人荣誉"],
            ["荣誉名称", "级别", *gap, "姓名", "荣誉名称", "级别"],
            ["文明单位", "县级", *gap, "张三", "优秀教师", "县级"],
        ]
        left, right = tables(rows, ["A1:B1", "D1:F1" if gap else "C1:E1"])

        assert [column.role for column in left.columns] == [Role.NAME, Role.LEVEL]
        assert [column.role for column in right.columns] == [Role.PERSON, Role.NAME, Role.LEVEL]


def test_a_heading_over_two_columns_is_one_column() -> None:
    (table,) = tables([["荣誉名称", "级别", "备注", None], ["甲", "省级", "一", "二"]], ["C1:D1"])

    assert roles(table) == {"A": Role.NAME, "B": Role.LEVEL, "C": Role.NOTE, "D": Role.OTHER}
