"""One address for each record."""

from __future__ import annotations

import pytest

from generator.problems import ERROR
from generator.validate.slugs import slug_of
from tests.in_memory import Read, read_texts

ACTIVITY = "标题: {}\n日期: 2024-6-3\n学校: 示例学校\n来源: 校内材料\n"


def activities(*paths: str, more: str = "") -> Read:
    """Read an activity at each path below data/activities."""
    return read_texts({f"activities/{path}.yml": ACTIVITY.format(path) + more for path in paths})


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("2345", "2345"),
        ("Dong_Xiang 2", "dong-xiang-2"),
        ("红色领航", "hong-se-ling-hang"),
        ("2024年主题党日", "2024-nian-zhu-ti-dang-ri"),
        ("ＡＢ１", "ab1"),
        ("a.b", "a-b"),
        ("“三红”品牌", "san-hong-pin-pai"),
        ("--x--", "x"),
    ],
)
def test_file_name_becomes_an_address(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_chinese_file_name_gets_a_page_at_its_pinyin() -> None:
    assert "activities/zou-jin-she-qu.md" in activities("走进社区").pages


def test_same_name_in_two_folders_is_one_address_too_many() -> None:
    problem = activities("甲校/a", "乙校/a").only("slug-duplicate")

    assert (problem.severity, problem.where.file, problem.where.line) == (
        ERROR,
        "data/activities/甲校/a.yml",
        0,
    )
    assert problem.message == "这份活动和 data/activities/乙校/a.yml 的网址都是 activities/a/。"


def test_names_that_differ_in_case_only_collide() -> None:
    assert activities("x/A", "y/a").codes == ["slug-duplicate"]


def test_names_with_the_same_pinyin_collide() -> None:
    assert activities("示例", "事例").codes == ["slug-duplicate"]


def test_own_address_that_another_file_has_is_pointed_at() -> None:
    read = read_texts(
        {"activities/a.yml": ACTIVITY.format("甲"), "activities/b.yml": ACTIVITY.format("乙") + "网址名: a\n"}
    )

    assert (read.problems[0].where.line, read.problems[0].where.column) == (5, 6)


def test_support_of_a_brand_whose_address_is_taken_is_no_second_problem() -> None:
    brand = "名称: {}\n学校: 示例学校\n年份: 2020\n含义: 甲。\n来源: 校内材料\n板块: [{{名称: 甲, 要点: [{{名称: 乙, 做法: [做]}}]}}]\n"
    texts = {"brands/a.yml": brand.format("红"), "brands/A.yml": brand.format("蓝")}
    activities = {
        f"activities/{name}.yml": ACTIVITY.format(name) + f"品牌: {name}\n支撑: 乙\n" for name in "红蓝"
    }

    assert read_texts({**texts, **activities}).codes == ["slug-duplicate"]


def test_same_name_in_two_sections_is_no_collision() -> None:
    assert activities("example").problems == ()


@pytest.mark.parametrize("name", ["index", "con", "NUL", "com1", "LPT9", "！！", "x" * 81])
def test_file_name_that_can_be_no_address_is_told(name: str) -> None:
    problem = activities(name).only("slug-wrong")

    assert (problem.severity, problem.where.line) == (ERROR, 0)
    assert f"{name}.yml" in problem.message


def test_own_address_helps_a_file_name_that_can_be_none() -> None:
    assert "activities/welcome.md" in activities("index", more="网址名: welcome\n").pages
