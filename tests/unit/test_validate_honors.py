"""Honours that are told twice, at odd levels or with too little."""

from __future__ import annotations

import pytest

from generator.problems import NOTE
from tests.in_memory import Read, read_texts


def honor(name: str, level: str = "市级", more: str = "  年份: 2020\n") -> str:
    """Return an honour of five lines and more."""
    return f"- 名称: {name}\n  级别: {level}\n  授予单位: 市委\n  学校: 示例学校\n  来源: 校内材料\n{more}"


def read(*honors: str) -> Read:
    """Read the honours of one file."""
    return read_texts({"honors/all.yml": "".join(honors)})


def test_honour_told_at_two_levels_names_both_places() -> None:
    problem = read(honor("法治基地"), honor("“法治基地”", "省级")).only("honor-level-differs")

    assert problem.severity is NOTE
    assert (problem.where.line, problem.where.column) == (7, 7)
    assert problem.message == "“‘法治基地’”在这里是省级，在 data/honors/all.yml 第 1 行是市级。"


def test_scope_in_front_of_a_name_makes_no_other_honour() -> None:
    codes = read(honor("全省法治基地", "省级"), honor("全区法治基地", "县区级")).codes

    assert codes == ["honor-level-differs"]


def test_honour_told_twice_is_a_repetition() -> None:
    assert read(honor("法治基地"), honor("法治基地")).codes == ["honor-repeated"]


@pytest.mark.parametrize(
    "more", ["  年份: 2021\n", "  年份: 2020\n  等级: 一等奖\n", "  届次: 第二届\n", "  学年: 2020 学年\n"]
)
def test_honour_of_another_time_or_grade_is_another_one(more: str) -> None:
    assert read(honor("法治基地"), honor("法治基地", more=more)).problems == ()


def test_same_honour_of_another_school_is_another_one() -> None:
    school = (
        "名称: 乙校\n省: 省\n市: 市\n县区: 县\n学段: 小学\n党组织: 党支部\n简介: 介绍。\n来源: 校内材料\n"
    )
    other = honor("法治基地").replace("示例学校", "乙校")

    assert read_texts({"schools/b.yml": school, "honors/all.yml": honor("法治基地") + other}).problems == ()


@pytest.mark.parametrize(
    ("name", "level", "right"),
    [("全国文明校园", "省级", "国家级"), ("省级示范校", "校级", "省级"), ("区级先进", "市级", "县区级")],
)
def test_name_that_tells_another_level_is_pointed_at(name: str, level: str, right: str) -> None:
    problem = read(honor(name, level)).only("honor-level-odd")

    assert (problem.where.line, problem.where.column) == (2, 7)
    assert f"“级别: {right}”" in problem.hint


@pytest.mark.parametrize(
    "time", ["  届次: 第一届\n", "  批次: 首批\n", "  学年: 2022—2024 学年\n", "  日期: 2024-06\n"]
)
def test_any_way_to_tell_the_time_fills_the_year(time: str) -> None:
    assert read(honor("文明校园", more=time)).problems == ()


def test_gaps_of_an_honour_are_told_at_once() -> None:
    problem = read("- 名称: 文明校园\n  学校: 示例学校\n  来源: 校内材料\n").only("honor-gaps")

    assert problem.message == "荣誉“文明校园”还没有写级别、年份、授予单位，网页上显示“待补”。"


def test_many_honours_of_one_name_are_told_of_once_each() -> None:
    honors = [
        f"- 名称: 先进集体\n  级别: {'省级' if i % 2 else '市级'}\n  年份: 2021\n  学校: 示例学校\n"
        for i in range(200)
    ]
    read = read_texts({"honors/a.yml": "".join(honors)})

    assert read.codes.count("honor-repeated") == 198
    assert read.codes.count("honor-level-differs") == 199
