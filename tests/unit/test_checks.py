"""Gaps that the site shows as 待补 are listed, each at the line where it would be filled."""

from __future__ import annotations

import pytest

from generator.problems import NOTE
from tests.in_memory import MINIMAL_TEXTS, read_brand, read_texts
from tests.unit.test_validate_counting import HEAD


@pytest.mark.parametrize(
    ("path", "text", "line", "column", "message"),
    [
        ("site.yml", "名称: 站\n", 1, 5, "站点还没有写：主办单位、联系电话、备案号。"),
        (
            "schools/b.yml",
            "# 备注\n名称: 乙校\n学段: 小学\n",
            2,
            5,
            "学校“乙校”还没有写：省、市、县区、党组织、简介。",
        ),
        (
            "brands/b.yml",
            "代号: 甲\n名称: 乙\n代号读法: 不计数\n板块: [{名称: 甲, 要点: [{名称: 乙, 做法: [做]}]}]\n",
            2,
            5,
            "品牌“乙”还没有写：年份、含义、来源、学校。",
        ),
        ("activities/b.yml", "标题: 丙\n", 1, 5, "活动“丙”还没有写：日期、来源。"),
        ("reports/b.yml", "标题: 丁\n", 1, 5, "总结“丁”还没有写：年度、来源。"),
        ("regions/b.yml", "名称: 戊\n", 1, 5, "区域“戊”还没有写：来源。"),
    ],
)
def test_missing_fields_are_told_in_one_note_at_the_name(
    path: str, text: str, line: int, column: int, message: str
) -> None:
    problem = read_texts({path: text}).only("fields-missing")

    assert problem.severity is NOTE
    assert (problem.where.line, problem.where.column, problem.message) == (line, column, message)


@pytest.mark.parametrize("owner", ["学校: 示例学校", "主体: 退休支部", "区域: 示例县"])
def test_any_owner_of_a_brand_will_do(owner: str) -> None:
    text = HEAD.replace("学校: 示例学校", owner) + "板块: [{名称: 甲, 要点: [{名称: 乙, 做法: [做]}]}]\n"

    assert (
        read_texts({"regions/r.yml": "名称: 示例县\n来源: 校内材料\n", "brands/a.yml": text}).problems == ()
    )


def test_school_year_stands_for_the_year_of_a_report() -> None:
    assert read_texts({"reports/r.yml": "标题: 甲\n学年: 2023—2024 学年\n来源: 校内材料\n"}).problems == ()


def test_frequency_stands_for_the_date_of_an_activity() -> None:
    assert read_texts({"activities/a.yml": "标题: 甲\n频次: 每周\n来源: 校内材料\n"}).problems == ()


def test_brand_without_pillars_is_told() -> None:
    problem = read_brand(HEAD).only("brand-without-pillars")

    assert (problem.where.line, problem.where.column) == (1, 5)


def test_brand_whose_schemes_are_empty_is_told() -> None:
    assert read_brand(f"{HEAD}体系:\n  - 名称: 理念\n").codes == ["brand-without-pillars"]


def test_item_with_nothing_behind_it_is_pointed_at() -> None:
    text = f"{HEAD}板块:\n  - 名称: 四创\n    要点:\n      - 名称: 书香校园\n        做法: [读书]\n      - 名称: 消防教育基地\n"
    problem = read_brand(text).only("item-without-evidence")

    assert (problem.where.line, problem.where.column) == (11, 9)
    assert problem.message == "要点“消防教育基地”还没有做法、活动或成果，网页上显示“待补”。"


@pytest.mark.parametrize(
    "behind",
    [
        "机制:\n  - {类型: 制度, 名称: 例会, 支撑: 比学习}\n",
        "成果:\n  - {名称: 人次, 数值: 5, 支撑: 比学习}\n",
        "概括语:\n  - {名称: 三学, 条目: [甲, 乙, 丙], 支撑: 比学习}\n",
        "机制:\n  - {类型: 制度, 名称: 例会, 成果: [{名称: 人次, 数值: 5, 支撑: 比学习}]}\n",
    ],
)
def test_anything_that_supports_an_item_stands_behind_it(behind: str) -> None:
    assert read_brand(f"{HEAD}板块: [{{名称: 三比, 要点: [比学习]}}]\n{behind}").problems == ()


@pytest.mark.parametrize(
    "behind",
    [
        "机制:\n  - {类型: 制度, 名称: 例会, 状态: 筹备, 支撑: 比学习}\n",
        "成果:\n  - {名称: 人次, 数值: 5, 状态: 目标, 支撑: 比学习}\n",
    ],
)
def test_goal_stands_behind_nothing(behind: str) -> None:
    assert read_brand(f"{HEAD}板块: [{{名称: 三比, 要点: [比学习]}}]\n{behind}").codes == [
        "item-without-evidence"
    ]


def test_activity_being_prepared_stands_behind_nothing_and_is_not_shown_there() -> None:
    brand = f"{HEAD}板块: [{{名称: 三比, 要点: [比学习]}}]\n"
    activity = "标题: 读书会\n日期: 2024-6-3\n来源: 校内材料\n品牌: 示例品牌\n支撑: 比学习\n状态: 筹备\n"
    read = read_texts({"brands/a.yml": brand, "activities/a.yml": activity})

    assert read.codes == ["item-without-evidence"]
    assert "**活动**" not in read.pages["brands/a.md"].text


def test_activity_or_honour_stands_behind_an_item() -> None:
    brand = f"{HEAD}板块: [{{名称: 三比, 要点: [比学习, 比业绩]}}]\n"
    activity = "标题: 甲\n日期: 2024-6-3\n来源: 校内材料\n品牌: 示例品牌\n支撑: 比学习\n"
    honor = "- 名称: 甲\n  级别: 市级\n  年份: 2020\n  授予单位: 市委\n  来源: 校内材料\n  品牌: 示例品牌\n  支撑: 比业绩\n"

    assert (
        read_texts({"brands/a.yml": brand, "activities/a.yml": activity, "honors/a.yml": honor}).problems
        == ()
    )


def test_minimal_data_has_no_gap() -> None:
    assert read_texts(MINIMAL_TEXTS).problems == ()
