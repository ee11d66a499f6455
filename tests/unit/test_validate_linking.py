"""What records call each other, and what is left when one of them goes."""

from __future__ import annotations

import re

import pytest

from generator.problems import ERROR, NOTE
from tests.in_memory import Read, read_texts

BRAND = """\
名称: “2345”党建品牌
简称: 二三四五
学校: 示例学校
年份: 2020
含义: 示例。
来源: 校内材料
板块:
  - 名称: 双岗
    要点:
      - 名称: 教书育人岗
        做法: [做]
      - 名称: 党员示范岗
        做法: [做]
  - 名称: 三比
    要点:
      - 名称: 比学习
        做法: [做]
      - 名称: 党员示范岗
        做法: [做]
"""
OTHER = BRAND.replace("2345", "343").replace("二三四五", "三四三").replace("比学习", "比奉献")
ACTIVITY = "标题: 走进社区\n日期: 2024-6-3\n学校: 示例学校\n来源: 校内材料\n"


def read(activity: str, **brands: str | None) -> Read:
    """Read an activity whose own lines start on line 5, with the brand 2345 unless it is taken away."""
    files = {f"brands/{slug}.yml": text for slug, text in ({"b2345": BRAND} | brands).items()}
    return read_texts({**files, "activities/a.yml": ACTIVITY + activity})


@pytest.mark.parametrize(
    "name", ["“2345”党建品牌", "2345党建品牌", "“2345” 党建品牌", '"2345党建品牌"', "二三四五", "b2345"]
)
def test_brand_answers_to_name_short_name_and_file_name(name: str) -> None:
    page = read(f"品牌: {name}\n").pages["activities/a.md"].text

    assert "[“2345”党建品牌](../brands/b2345.md)" in page


def test_region_and_school_answer_to_their_short_names() -> None:
    texts = {
        "regions/county.yml": "名称: 示例县\n简称: 县里\n来源: 校内材料\n",
        "schools/example.yml": "名称: 示例学校\n简称: 示校\n",
        "activities/a.yml": ACTIVITY.replace("示例学校", "示校") + "区域: 县里\n",
    }

    page = read_texts(texts).pages["activities/a.md"].text
    assert "[示例学校](../schools/example.md)、[示例县](../regions/county.md)" in page


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        (
            "学校: 示列学校",
            "找不到学校“示列学校”。",
            "是不是“示例学校”？是就把“示列学校”改成“示例学校”，要一字不差。",
        ),
        ("区域: 某县", "找不到区域“某县”。", "先在 data/regions 里加上它，或者改正名称。"),
        (
            "品牌: “2345”党健品牌",
            "找不到品牌“‘2345’党健品牌”。",
            "是不是「“2345”党建品牌」？是就把「“2345”党健品牌」改成「“2345”党建品牌」，要一字不差。",
        ),
        ("品牌: “2345”品牌党建", None, None),
    ],
)
def test_name_that_nobody_has_is_pointed_at_with_the_nearest(
    line: str, message: str | None, hint: str | None
) -> None:
    text = ACTIVITY.replace("学校: 示例学校\n", "") + f"{line}\n"
    problem = read_texts({"brands/b2345.yml": BRAND, "activities/a.yml": text}).problems[0]

    assert (problem.where.line, problem.where.column) == (4, 5)
    if message is None:
        assert (problem.code, problem.severity) == ("reference-lost", NOTE)
    else:
        assert (problem.code, problem.severity) == ("reference-unknown", ERROR)
        assert (problem.message, problem.hint) == (message, hint)


def test_schools_written_on_one_line_are_told_to_take_a_line_each() -> None:
    text = ACTIVITY.replace("学校: 示例学校", "学校: 示例学校、示例二中")
    schools = {"schools/two.yml": "名称: 示例二中\n省: 甲\n市: 乙\n县区: 丙\n来源: 校内材料\n"}
    problem = read_texts({"activities/a.yml": text, **schools}).only("reference-unknown")

    assert problem.hint == "几所学校要分开写：每所一行，前面加“- ”。"


def test_second_of_several_schools_is_pointed_at_in_its_list() -> None:
    text = ACTIVITY.replace("学校: 示例学校", "学校:\n  - 示例学校\n  - 某某中学")
    problem = read_texts({"activities/a.yml": text}).only("reference-unknown")

    assert (problem.where.line, problem.where.column, problem.where.length) == (5, 5, 4)


@pytest.mark.parametrize("gone", ["“2345”党建品牌", "二三四五", "b2345"])
def test_deleted_brand_is_a_note_and_no_page_links_to_it(gone: str) -> None:
    honor = f"- 名称: 先进\n  级别: 市级\n  年份: 2020\n  授予单位: 市委\n  学校: 示例学校\n  品牌: {gone}\n  来源: 校内材料\n"
    texts: dict[str, str | None] = {
        "brands/b2345.yml": BRAND,
        "brands/b343.yml": OTHER,
        "activities/a.yml": f"{ACTIVITY}品牌: {gone}\n支撑: 比学习\n",
        "honors/all.yml": honor,
        "site.yml": f"名称: 站\n主办单位: 校\n联系电话: 0\n备案号: 0\n首页:\n  品牌: [b343, {gone}]\n",
    }
    whole = read_texts(texts)
    left = read_texts({**texts, "brands/b2345.yml": None})

    assert whole.problems == ()
    assert [(p.code, p.severity) for p in left.problems] == [("reference-lost", NOTE)] * 3
    assert whole.pages.keys() - left.pages.keys() == {"brands/b2345.md"}
    assert any("b2345.md" in page.text for page in whole.pages.values())
    assert not any(re.search(r"b2345(\.md|/)|比学习", page.text) for page in left.pages.values())


@pytest.mark.parametrize("other", ["2346", "345", "23456", "五"])
def test_brand_with_another_number_is_no_slip_for_the_one_that_is_gone(other: str) -> None:
    left = read(
        "品牌: “2345”党建品牌\n", b2345=None, other=BRAND.replace("2345", other).replace("二三四五", "另一个")
    )

    assert [(problem.code, problem.severity) for problem in left.problems] == [("reference-lost", NOTE)]


def test_item_of_a_deleted_brand_is_not_sought_in_another() -> None:
    read_left = read("品牌: 红烛\n支撑: 比奉献\n", b2345=None, b343=OTHER)

    assert read_left.codes == ["reference-lost"]
    assert "比奉献" not in read_left.pages["activities/a.md"].text


def test_deleted_school_or_region_is_an_error_because_it_lasts() -> None:
    left = read_texts({"schools/example.yml": None, "activities/a.yml": ACTIVITY})

    assert left.codes == ["reference-unknown"]


def test_name_that_several_brands_have_asks_for_the_file_name() -> None:
    problem = read(
        "品牌: 红烛\n", a=BRAND.replace("“2345”党建品牌", "红烛"), b=OTHER.replace("“343”党建品牌", "红烛")
    ).only("reference-ambiguous")

    assert (problem.where.line, problem.where.column) == (5, 5)
    assert problem.message == "有几个品牌都叫“红烛”：data/brands/a.yml、data/brands/b.yml。"
    assert problem.hint == "改写成其中一个的文件名（不带 .yml），例如“a”。"


def test_school_named_as_another_is_told_at_its_name() -> None:
    problem = read_texts({"schools/other.yml": "# 又一份\n名称: 示例学校\n"}).only("name-duplicate")

    assert (problem.where.file, problem.where.line, problem.where.column) == ("data/schools/other.yml", 2, 5)


def test_source_number_used_twice_is_told_at_the_number() -> None:
    problem = read_texts(
        {"sources.yml": "- 编号: 甲\n  标题: 甲\n- 标题: 乙\n  编号: 甲\n", "schools/example.yml": None}
    ).only("name-duplicate")

    assert (problem.where.line, problem.where.column) == (4, 7)


def test_supported_item_gets_the_activity_on_the_brands_page() -> None:
    result = read("品牌: b2345\n支撑: 比学习\n")

    assert result.problems == ()
    assert "**活动**：[走进社区](../activities/a.md)" in result.pages["brands/b2345.md"].text
    assert "- **支撑**：[比学习](../brands/b2345.md#item-2-1)" in result.pages["activities/a.md"].text


def test_item_named_in_two_pillars_wants_its_pillar() -> None:
    problem = read("品牌: b2345\n支撑: 党员示范岗\n").only("reference-ambiguous")

    assert (problem.where.line, problem.where.column) == (6, 5)
    assert problem.hint == "写成“板块名/要点名”，例如“五帮/关爱留守儿童”。"
    assert read("品牌: b2345\n支撑: 三比/党员示范岗\n").problems == ()


def test_item_that_is_gone_is_a_note_and_is_not_shown() -> None:
    result = read("品牌: b2345\n支撑:\n  - 比学习\n  - 常态化家访\n")

    assert (result.only("reference-lost").where.line, result.only("reference-lost").where.column) == (8, 5)
    assert "比学习" in result.pages["activities/a.md"].text
    assert "家访" not in result.pages["activities/a.md"].text


def test_item_with_a_slip_in_its_name_is_an_error() -> None:
    assert (
        read("品牌: b2345\n支撑: 教书育入岗\n").only("reference-unknown").hint
        == "是不是“教书育人岗”？是就把“教书育入岗”改成“教书育人岗”，要一字不差。"
    )


def test_brands_own_support_must_be_there() -> None:
    brand = BRAND + "概括语:\n  - 名称: 先锋\n    条目: [甲]\n    支撑:\n      - 完全不同\n"
    problem = read("", b2345=brand).only("reference-unknown")

    assert (problem.where.line, problem.where.column) == (24, 9)


def test_support_without_any_brand_is_told() -> None:
    result = read("支撑: 比学习\n", b2345=None)

    assert result.only("reference-lost").hint == "加一行“品牌: 品牌的名称”，或者去掉“支撑”。"


def test_only_brand_of_a_school_needs_no_naming() -> None:
    assert (
        "支撑**：[比学习](../brands/b2345.md#item-2-1)"
        in read("支撑: 比学习\n").pages["activities/a.md"].text
    )


@pytest.mark.parametrize(
    ("lines", "column"),
    [
        ("来源: 校外材料\n", 5),
        ("来源:\n  - 编号: 校外材料\n", 9),
        ("成果:\n  - 名称: 甲\n    数值: 1\n    来源: [校内材料, 校外材料]\n", 16),
    ],
)
def test_source_that_is_not_registered_is_pointed_at(lines: str, column: int) -> None:
    text = ACTIVITY.replace("来源: 校内材料\n", "") + lines
    problem = read_texts({"activities/a.yml": text}).only("source-unknown")

    assert (problem.where.line, problem.where.column) == (3 + lines.count("\n"), column)
    assert problem.hint == "是不是“校内材料”？是就把“校外材料”改成“校内材料”，要一字不差。"


def test_source_of_a_mechanisms_figure_is_looked_for() -> None:
    brand = (
        BRAND + "机制:\n  - 类型: 制度\n    名称: 例会\n    成果:\n      - {名称: 甲, 数值: 1, 来源: 没有}\n"
    )

    assert read("", b2345=brand).codes == ["source-unknown"]


def test_no_reference_is_missed_to_a_kind_of_which_a_file_could_not_be_read() -> None:
    result = read("品牌: 红烛先锋\n支撑: 甲\n", b2345=None, broken="名称: 红烛先锋\n年分: 2020\n")

    assert result.codes == ["key-unknown"]


def test_missing_site_file_is_an_error() -> None:
    problem = read_texts({"site.yml": None}).only("site-missing")

    assert (problem.where.file, problem.where.line, problem.severity) == ("data/site.yml", 0, ERROR)


def test_site_file_that_could_not_be_read_is_not_missing() -> None:
    assert read_texts({"site.yml": "名字: 站\n"}).codes == ["key-missing", "key-unknown"]
