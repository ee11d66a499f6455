"""The timeline: what stands on it, in which order and words, and what is only counted."""

from __future__ import annotations

import posixpath

import pytest
from lxml.etree import _Element

from generator.pages.timeline import when_text
from generator.schema.types import PartialDate
from tests.hostile_texts import TEXTS
from tests.html_pages import folded, listed_counts, tree_of, visible
from tests.in_memory import Read, read_texts, yaml_text
from tests.specimens import specimen_records

PAGE = "timeline/index.md"
SCHOOL = "学校: 示例学校\n来源: 校内材料\n"


def activity(title: str, more: str = "") -> str:
    return f"标题: {title}\n{more}{SCHOOL}"


def honors(*rows: str) -> str:
    return "".join(f"- {{{row}, 学校: 示例学校, 来源: 校内材料}}\n" for row in rows)


def lines(read: Read) -> dict[str, list[str]]:
    """Return the words of each entry by the heading it stands under."""
    years: dict[str, list[str]] = {}
    for heading in tree_of(read.pages[PAGE].text).iter("h2"):
        beside = heading.getnext()
        assert beside is not None
        years[visible(heading)] = [visible(item) for item in beside.iter("li")]
    return years


def opening(read: Read) -> list[str]:
    return [visible(paragraph) for paragraph in tree_of(read.pages[PAGE].text).iter("p")]


@pytest.fixture(scope="module")
def mixed() -> Read:
    """Read one thing of every kind, and dates of every precision."""
    figures = (
        "成果:\n  - {名称: 结对, 数值: 560, 修饰: [累计, 余], 单位: 人次, 截止: 2022-12}\n"
        "  - {名称: 服务, 数值: 3}\n  - {名称: 书屋, 数值: 9, 状态: 目标, 截止: 2030}\n"
        "机制:\n  - 类型: 制度\n    名称: 例会\n    成果: [{名称: 到会率, 数值: 99, 截止: 2022-12-31}]\n"
    )
    return read_texts(
        {
            "brands/a.yml": f"名称: 示例品牌\n年份: 2021\n{SCHOOL}{figures}",
            "brands/b.yml": f"名称: 另一品牌\n{SCHOOL}",
            "activities/day.yml": activity("某日", "日期: 2022-6-3\n类型: 主题党日\n"),
            "activities/month.yml": activity("某月", "日期: 2022-6\n"),
            "activities/year.yml": activity("某年", "日期: 2022\n"),
            "activities/often.yml": activity("每周", "频次: 每周\n"),
            "activities/planned.yml": activity("打算", "日期: 2029\n状态: 筹备\n"),
            "honors/all.yml": honors(
                "名称: 先进, 级别: 市级, 等级: 一等奖, 日期: 2022-7-1",
                "名称: 早年, 年份: 2019, 日期: 2022-7-1",
                "名称: 无年, 批次: 首批",
                "名称: 争先, 年份: 2028, 阶段: 争创",
            ),
            "reports/a.yml": "标题: 某年总结\n年度: 2022\n学校: 示例学校\n",
            "reports/b.yml": "标题: 学年总结\n学年: 本学年\n学校: 示例学校\n",
        }
    )


def test_entries_stand_by_year_latest_first_and_those_without_a_month_last(mixed: Read) -> None:
    assert lines(mixed) == {
        "2022年": [
            "12月31日 成果 到会率 99，示例品牌",
            "12月 成果 结对 累计560余人次，示例品牌",
            "7月1日 荣誉 先进 市级，一等奖，示例学校",
            "6月3日 活动 某日 主题党日，示例学校",
            "6月 活动 某月 示例学校",
            "活动 某年 示例学校",
            "总结 某年总结 示例学校",
        ],
        "2021年": ["品牌创建 示例品牌 示例学校"],
        "2019年": ["荣誉 早年 示例学校"],
    }


def test_what_has_no_date_is_counted_with_the_way_to_it_and_goals_are_not(mixed: Read) -> None:
    rest = "、".join(
        f"{why} 1 项"
        for why in (
            "没有注明日期的活动", "没有注明年份的荣誉", "没有注明年度的总结", "没有创建年份的品牌", "没有截止日期的成果"
        )
    )  # fmt: skip

    assert opening(mixed) == [
        "共 9 件，2019年至2022年，最近的在前。",
        f"另有 5 项没有列入：{rest}。",
    ]
    text = mixed.pages[PAGE].text
    assert not any(goal in text for goal in ("打算", "争先", "书屋"))
    assert "[荣誉](../honors/index.md) 1 项" in text


def test_home_counts_what_is_on_the_timeline(mixed: Read) -> None:
    counts = listed_counts(mixed.pages["index.md"].text, "全部内容")

    assert list(counts) == ["品牌", "学校", "荣誉", "成果", "活动", "大事记", "总结"]
    assert counts["大事记"] == 9
    assert "[大事记](timeline/index.md)" in mixed.pages["sitemap.md"].text


def lead_somewhere(read: Read, links: list[_Element]) -> bool:
    """Tell whether every link with an anchor finds it; each page is made into a tree once."""
    anchors: dict[str, set[str]] = {}
    for link in links:
        target, _, anchor = str(link.get("href")).partition("#")
        if anchor:
            anchors.setdefault(
                posixpath.normpath(posixpath.join("timeline", target)) if target else PAGE, set()
            ).add(anchor)
    return all(
        wanted <= {str(element.get("id")) for element in tree_of(read.pages[uri].text).iter()}
        for uri, wanted in anchors.items()
    )


def test_every_title_leads_to_its_place(mixed: Read) -> None:
    files, leaves = specimen_records()
    texts: dict[str, str | None] = {path: yaml_text(value) for path, value in files.items()}
    whole = read_texts(
        {**texts, "schools/example.yml": None}, [leaf.text for leaf in leaves if leaf.sort == "picture"]
    )
    for read in (mixed, whole):
        links = list(tree_of(read.pages[PAGE].text).iter("a"))

        assert len(links) > 8
        assert lead_somewhere(read, links)
    kinds = {visible(tag) for tag in tree_of(whole.pages[PAGE].text).iter("em")}
    assert kinds == {"活动", "荣誉", "总结", "品牌创建", "成果"}
    hrefs = {link.text: link.get("href") for link in tree_of(mixed.pages[PAGE].text).iter("a")}
    assert hrefs["结对"] == "../brands/a.md#figure-1"
    assert hrefs["到会率"] == "../brands/a.md#mechanism-1"
    assert str(hrefs["先进"]).startswith("../honors/index.md#honor-")


def test_nothing_dated_is_said_and_still_counted() -> None:
    read = read_texts({"activities/a.yml": activity("甲")})

    assert opening(read) == ["还没有注明日期的事。", "另有 1 项没有列入：没有注明日期的活动 1 项。"]
    assert lines(read) == {}
    assert opening(read_texts({"schools/example.yml": None})) == ["还没有注明日期的事。"]


def of_years(*years: int) -> Read:
    return read_texts({f"activities/a{year}.yml": activity(f"甲{year}", f"日期: {year}\n") for year in years})


def test_one_year_is_no_span_and_few_years_need_no_list() -> None:
    assert opening(of_years(2021)) == ["共 1 件，最近的在前。"]
    assert "#year-" not in of_years(2019, 2020, 2021).pages[PAGE].text.replace("{#year-", "")


def test_many_years_can_be_jumped_to() -> None:
    tree = tree_of(of_years(1999, 2019, 2020, 2021).pages[PAGE].text)
    (first, *_) = tree.iter("ul")
    ways = [(link.text, link.get("href")) for link in first.iter("a")]

    assert ways == [(str(year), f"#year-{year}") for year in (2021, 2020, 2019, 1999)]
    assert [heading.get("id") for heading in tree.iter("h2")] == [way[1:] for _, way in ways if way]


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ((2024, 6, 3), None, "6月3日"),
        ((2024, 6, 0), None, "6月"),
        ((2024, 0, 0), None, ""),
        ((2024, 6, 3), (2024, 6, 5), "6月3日至5日"),
        ((2024, 6, 3), (2024, 7, 5), "6月3日至7月5日"),
        ((2024, 6, 0), (2024, 6, 5), "6月至6月5日"),
        ((2024, 3, 0), (2024, 5, 0), "3月至5月"),
        ((2024, 0, 0), (2024, 5, 0), "2024年至5月"),
        ((2024, 0, 0), (2025, 0, 0), "2024年至2025年"),
        ((2023, 12, 28), (2024, 1, 3), "12月28日至2024年1月3日"),
    ],
)
def test_dates_are_told_as_far_as_they_are_known(
    start: tuple[int, int, int], end: tuple[int, int, int] | None, text: str
) -> None:
    assert when_text(PartialDate(*start), PartialDate(*end) if end else None) == text


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("2022—2023 学年", {"2023年": ["2022—2023 学年 总结 甲 示例学校"]}),
        ("2022-23学年第一学期", {"2023年": ["2022-23学年第一学期 总结 甲 示例学校"]}),
        ("2020至2023", {"2023年": ["2020至2023学年 总结 甲 示例学校"]}),
        ("2023学年", {}),
        ("2023—2022学年", {}),
        ("1922—2023学年", {}),
        ("本学年", {}),
    ],
)
def test_what_has_only_a_school_year_stands_where_that_ends(words: str, shown: dict[str, list[str]]) -> None:
    assert lines(read_texts({"reports/a.yml": f"标题: 甲\n学年: {words}\n{SCHOOL}"})) == shown


def test_a_year_of_its_own_goes_before_a_school_year() -> None:
    read = read_texts(
        {
            "reports/a.yml": f"标题: 甲\n年度: 2022\n学年: 2022—2023 学年\n{SCHOOL}",
            "honors/all.yml": honors(
                "名称: 乙, 学年: 2021—2022 学年", "名称: 丙, 年份: 2020, 学年: 2020—2021"
            ),
        }
    )

    assert lines(read) == {
        "2022年": ["2021—2022 学年 荣誉 乙 示例学校", "总结 甲 示例学校"],
        "2020年": ["荣誉 丙 示例学校"],
    }


def test_a_day_that_ends_on_itself_is_one_day() -> None:
    read = read_texts({"activities/a.yml": activity("甲", "日期: 2024-6-3\n结束日期: 2024-6-3\n")})

    assert lines(read) == {"2024年": ["6月3日 活动 甲 示例学校"]}


def test_words_of_a_person_stay_words() -> None:
    rows = [{"名称": text, "年份": 2020, "学校": "示例学校", "来源": "校内材料"} for text in TEXTS]
    read = read_texts({"honors/all.yml": yaml_text(rows)})
    tree = tree_of(read.pages[PAGE].text)
    found = {visible(link) for item in tree.iter("li") for link in item.iter("a")}

    assert {folded(text) for text in TEXTS} <= found
    assert {element.tag for element in tree.iter()} <= {
        "main",
        "h1",
        "h2",
        "p",
        "ul",
        "li",
        "a",
        "em",
        "strong",
    }
    assert len(list(tree.iter("li"))) == len(TEXTS)


def test_text_that_the_timeline_does_not_say_makes_no_new_page() -> None:
    first, second, third = (
        next(recipe for recipe in read_texts({"activities/a.yml": text}).recipes if recipe.uri == PAGE)
        for text in (
            activity("甲", "日期: 2024\n正文: 一\n"),
            activity("甲", "日期: 2024\n正文: 二\n"),
            activity("甲", "日期: 2023\n正文: 二\n"),
        )
    )

    assert first == second
    assert first != third
