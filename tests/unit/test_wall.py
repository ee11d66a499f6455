"""The wall of honours and the page of figures: what is counted, numbered, drawn and parted."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from lxml.etree import _Element

from tests.html_pages import split, tree_of, visible
from tests.in_memory import Read, read_texts
from tests.unit.test_validate_counting import HEAD

WALL = "honors/index.md"
FIGURES = "achievements/index.md"
LEVELS = ("国家级", "省级", "市级", "县区级", "乡镇级", "校级")
HOSTILE = "“<b>&amp;”|{: #honor-1 } *x* [y](z) `q` # {.c}"


def honor(name: str = "先进", more: str = "") -> str:
    """Return an honour of the example school; `more` is further keys, such as `, 年份: 2020`."""
    return f"- {{名称: '{name}', 学校: 示例学校, 来源: 校内材料{more}}}\n"


def wall(*honors: str) -> Read:
    return read_texts({"honors/all.yml": "".join(honors)})


def of_years(*years: int) -> Read:
    return wall(*(honor(f"先进{place}", f", 级别: 市级, 年份: {year}") for place, year in enumerate(years)))


def meta(read: Read, uri: str, key: str) -> Any:
    return split(read.pages[uri].text)[1].get(key)


def places(read: Read) -> list[str | int]:
    """Return the chart's places: each bar's name, and how many years are left out."""
    return [bar["name"] if "name" in bar else bar["skipped"] for bar in meta(read, WALL, "years")]


def table(read: Read, uri: str, anchor: str) -> list[list[str]]:
    """Return the words of the first table below a heading, its head first."""
    heading = tree_of(read.pages[uri].text).find(f".//*[@id='{anchor}']")
    assert heading is not None
    found = next(element for element in heading.itersiblings() if element.tag == "table")
    return [[visible(cell) for cell in row] for row in found.iter("tr")]


def ids(tree: _Element) -> list[str]:
    return [str(element.get("id")) for element in tree.iter("td") if element.get("id")]


def test_every_honour_has_the_anchor_of_its_place_goals_too() -> None:
    read = wall(
        *(honor(f"甲{n}", f", 级别: {level}") for n, level in enumerate(LEVELS)), honor("乙", ", 阶段: 争创")
    )
    assert read.showcase is not None
    tree = tree_of(read.pages[WALL].text)

    for place, entry in enumerate(read.showcase.honors, start=1):
        (cell,) = tree.iterfind(f".//td[@id='honor-{place}']")
        assert visible(cell).startswith(entry.entity.name)
    assert sorted(ids(tree)) == [f"honor-{place}" for place in range(1, 8)]


def test_a_row_carries_the_year_it_counts_for_and_no_other() -> None:
    read = wall(
        honor("甲", ", 级别: 市级, 日期: 2021-6-3"), honor("乙", ", 级别: 市级, 学年: 2022—2024 学年")
    )
    years = {
        visible(cell): cell.get("data-year")
        for cell in tree_of(read.pages[WALL].text).iter("td")
        if cell.get("id")
    }

    assert years == {"甲": "2021", "乙": None}


def test_a_name_of_any_signs_stays_words_and_keeps_its_anchor() -> None:
    tree = tree_of(wall(honor(HOSTILE, f", 级别: 市级, 年份: 2020, 说明: '{HOSTILE}'")).pages[WALL].text)
    (cell,) = tree.iterfind(".//td[@id='honor-1']")

    assert visible(cell) == f"{HOSTILE} {HOSTILE}"
    assert [element.tag for element in cell.iter()] == ["td", "em"]


def test_table_of_years_adds_up_by_level_and_in_all() -> None:
    read = wall(
        honor("甲", ", 级别: 省级, 年份: 2021"),
        honor("乙", ", 级别: 市级, 年份: 2021"),
        honor("丙", ", 级别: 市级, 年份: 2019"),
        honor("丁", ", 级别: 省级"),
        honor("戊"),
        honor("己", ", 级别: 省级, 年份: 2021, 阶段: 创建中"),
    )

    assert table(read, WALL, "years") == [
        ["年份", "合计", "省级", "市级", "级别待补"],
        ["2021年", "2", "1", "1", "0"],
        ["2019年", "1", "0", "1", "0"],
        ["年份待补", "2", "1", "0", "1"],
        ["合计", "5", "2", "2", "1"],
    ]


def test_bars_say_what_the_table_says() -> None:
    read = of_years(2003, 2003, 2004, 2011, 2012)
    drawn = [
        [bar["name"], str(bar["count"]), *map(str, bar["levels"])]
        for bar in meta(read, WALL, "years")
        if bar.get("count")
    ]

    assert drawn[::-1] == table(read, WALL, "years")[1:-1]


def test_years_without_an_honour_are_left_open_and_many_of_them_become_one_mark() -> None:
    assert places(of_years(2001, 2005)) == ["2001年", "2002年", "2003年", "2004年", "2005年"]
    assert places(of_years(2001, 2006)) == ["2001年", 4, "2006年"]


def test_what_has_no_year_stands_last_and_apart() -> None:
    read = wall(honor("甲", ", 级别: 市级, 年份: 2020"), honor("乙", ", 级别: 市级"))

    assert places(read) == ["2020年", 0, "年份待补"]
    assert places(wall(honor("乙", ", 级别: 市级"))) == ["年份待补"]


@pytest.mark.parametrize("years", [1, 5, 9, 10, 14, 15, 30, 60])
def test_years_written_under_the_bars_never_run_together(years: int) -> None:
    bars = meta(of_years(*range(1960, 1960 + years)), WALL, "years")
    phone = [place for place, bar in enumerate(bars) if bar["label"] == 2]
    desk = [place for place, bar in enumerate(bars) if bar["label"]]

    assert 1 <= len(phone) <= 9
    assert len(phone) <= len(desk) <= 14
    assert set(phone) <= set(desk)
    assert len({after - before for before, after in pairwise(desk)}) <= 1


def test_numbers_above_the_bars_are_left_out_where_they_would_run_together() -> None:
    assert {bar["number"] for bar in meta(of_years(*range(1990, 2020)), WALL, "years")} == {2}
    many = [year for year in range(1990, 2020) for _ in range(10)]
    assert {bar["number"] for bar in meta(of_years(*many), WALL, "years")} == {1}
    assert {bar["number"] for bar in meta(of_years(*range(1950, 2020)), WALL, "years")} == {0}


def test_a_wall_without_honours_says_so_and_counts_nothing() -> None:
    read = wall(honor("甲", ", 级别: 市级, 年份: 2020, 阶段: 创建中"))
    text = read.pages[WALL].text

    assert "还没有荣誉。" in text
    assert "各年项数" not in text
    assert meta(read, WALL, "years") is None
    assert "以下还在创建，不计入荣誉。" in text


def test_an_honour_of_two_schools_counts_for_each_and_the_page_says_so() -> None:
    school = "名称: 乙校\n学段: 小学\n党组织: 党支部\n来源: 校内材料\n"
    both = "- {名称: 甲, 级别: 市级, 学校: [示例学校, 乙校], 来源: 校内材料}\n"
    read = read_texts({"schools/b.yml": school, "honors/all.yml": both})

    assert "几个单位共有的荣誉，每个单位各计一次。" in read.pages[WALL].text
    assert sorted(table(read, WALL, "units")[1:]) == [["乙校", "1"], ["示例学校", "1"]]
    assert "各计一次" not in wall(honor("甲", ", 级别: 市级")).pages[WALL].text


SOURCES = "- {编号: 校内材料, 标题: 材料}\n- {编号: 通报, 标题: 一份通报, 网址: 'https://example.org/a'}\n- {编号: 决定, 标题: 一份决定}\n"


def test_rows_name_their_sources_by_number_and_the_place_in_them() -> None:
    cited = (
        "来源: [{编号: 通报, 位置: 第 3 页}, 决定]", "来源: [{编号: 通报, 位置: 第 9 页}]", "来源: []",
    )  # fmt: skip
    rows = "".join(f"- {{名称: 甲{n}, 级别: 市级, 学校: 示例学校, {how}}}\n" for n, how in enumerate(cited))
    read = read_texts({"sources.yml": SOURCES, "honors/all.yml": rows})
    tree = tree_of(read.pages[WALL].text)

    assert [row[-1] for row in table(read, WALL, "level-3")[1:]] == ["[1] 第 3 页 [2]", "[1] 第 9 页", "待补"]
    assert [visible(entry) for entry in tree.iterfind(".//ol/li")] == ["一份通报", "一份决定"]
    assert {str(a.get("href")) for a in tree.iter("a")} >= {"#source-1", "#source-2"}
    assert [entry.get("id") for entry in tree.iterfind(".//ol/li")] == ["source-1", "source-2"]


def figures(count: int, name: str = "甲") -> str:
    return "成果:\n" + "".join(f"  - {{名称: {name}{n}, 数值: {n + 1}}}\n" for n in range(count))


def test_many_figures_stand_by_unit_each_once() -> None:
    school = "名称: 乙校\n学段: 小学\n党组织: 党支部\n来源: 校内材料\n"
    read = read_texts({"brands/a.yml": HEAD + figures(7), "schools/b.yml": school + figures(6, "乙")})
    text = read.pages[FIGURES].text

    assert meta(read, FIGURES, "owners") == ["乙校", "示例学校"]
    assert [row[0] for row in table(read, FIGURES, "unit-1")[1:]] == [f"乙{n}" for n in range(6)]
    assert [row[0] for row in table(read, FIGURES, "unit-2")[1:]] == [f"甲{n}" for n in range(7)]
    assert text.count("| 甲0 |") == 1
    assert "**7** 个数字" in text


@pytest.mark.parametrize("count", [12, 13])
def test_few_figures_or_those_of_one_unit_stand_together(count: int) -> None:
    read = read_texts({"brands/a.yml": HEAD + figures(count)})

    assert meta(read, FIGURES, "owners") is None
    assert len(list(tree_of(read.pages[FIGURES].text).iter("table"))) == 1


def series(*rows: str) -> Read:
    return read_texts(
        {"brands/a.yml": HEAD + "成果:\n" + "".join(f"  - {{名称: 服务, {row}}}\n" for row in rows)}
    )


def test_one_number_over_three_years_is_drawn_in_their_order_with_its_table() -> None:
    read = series(
        "数值: 30, 单位: 人次, 期间: 2023年", "数值: 10, 单位: 人次, 修饰: 余, 期间: 2020 年",
        "数值: 20, 单位: 人次, 期间: 2021年度",
    )  # fmt: skip
    (chart,) = meta(read, FIGURES, "series")

    assert chart["slots"] == 4
    assert [(p["at"], p["value"], p["text"], p["name"]) for p in chart["points"]] == [
        (0, 10.0, "10余", "2020"), (1, 20.0, "20", "2021"), (3, 30.0, "30", "2023"),
    ]  # fmt: skip
    assert table(read, FIGURES, "series-1") == [
        ["期间", "数值"], ["2020 年", "10余人次"], ["2021年度", "20人次"], ["2023年", "30人次"],
    ]  # fmt: skip


def test_school_years_are_told_as_such() -> None:
    (chart,) = meta(
        series(*(f"数值: {n}, 期间: {n}—{n + 1} 学年" for n in (2021, 2022, 2023))), FIGURES, "series"
    )

    assert [point["name"] for point in chart["points"]] == ["2021—22", "2022—23", "2023—24"]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([f"数值: {n}, 期间: {n}年" for n in (2021, 2022)], id="two"),
        pytest.param([f"数值: {n}, 期间: {n}年, 类别: 排名" for n in (2021, 2022, 2023)], id="ranks"),
        pytest.param([f"数值: {n}, 期间: {n}年, 单位: 人{n}" for n in (2021, 2022, 2023)], id="units"),
        pytest.param([f"数值: {n}, 期间: {n}年, 口径: 按{n}" for n in (2021, 2022, 2023)], id="basis"),
        pytest.param([f"数值: {n}, 期间: {n}年" for n in (2021, 2022, 2023, 2023)], id="contradiction"),
        pytest.param(
            [f"数值: {n}, 期间: {n}年" + (", 修饰: 累计" if n == 2022 else "") for n in (2021, 2022, 2023)],
            id="running-total",
        ),
        pytest.param([f"数值: {n}, 期间: {n}年, 状态: 目标" for n in (2021, 2022, 2023)], id="goals"),
        pytest.param([f"数值: {n}, 期间: {n}年以来" for n in (2021, 2022, 2023)], id="spans"),
        pytest.param([f"数值: {n}, 期间: {n}年" for n in (1950, 1990, 2023)], id="far"),
    ],
)
def test_what_cannot_be_compared_is_not_drawn(rows: list[str]) -> None:
    read = series(*rows)

    assert meta(read, FIGURES, "series") is None
    assert "历年变化" not in read.pages[FIGURES].text


def test_a_rank_is_told_as_a_rank() -> None:
    read = series("数值: 2, 类别: 排名, 期间: 2023 年")

    assert "| 服务 | **第2名** |" in read.pages[FIGURES].text
