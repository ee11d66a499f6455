"""What each page says and what it must not."""

from __future__ import annotations

import os
import posixpath
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.model import Link, item_anchor
from generator.pages import site_map_page
from generator.render import render_page
from generator.schema.records import Brand
from tests.html_pages import listed_counts, split, tree_of
from tests.in_memory import Read, read_brand, read_texts, templates
from tests.unit.test_validate_counting import HEAD

GOALS = {
    "brands/a.yml": f"{HEAD}成果:\n  - 名称: 结对\n    数值: 20\n  - 名称: 新建书屋\n    数值: 3\n    状态: 筹备\n"
    "机制:\n  - 类型: 制度\n    名称: 例会\n    成果:\n      - 名称: 满意率\n        数值: 99\n        状态: 力争\n",
    "regions/county.yml": "名称: 示例县\n示范校:\n  - {级别: 县区级, 数量: 5, 状态: 创建中}\n"
    "成果:\n  - {名称: 示范校, 数值: 5, 状态: 创建中}\n",
    "honors/all.yml": "- 名称: 先进\n  级别: 市级\n  年份: 2020\n  学校: 示例学校\n  区域: 示例县\n  品牌: 示例品牌\n"
    "- 名称: 示范校\n  级别: 省级\n  年份: 2021\n  学校: 示例学校\n  区域: 示例县\n  品牌: 示例品牌\n  阶段: 培育创建\n",
    "reports/r.yml": "标题: 总结\n实事:\n  - 修路\n  - 名称: 建书屋\n    状态: 筹备\n目标: [更上层楼]\n",
}


@pytest.fixture(scope="module")
def goals() -> Read:
    """Read data in which results and goals stand side by side."""
    return read_texts(GOALS)


def front(read: Read, uri: str, key: str) -> Any:
    """Return one value of a page's front matter."""
    return split(read.pages[uri].text)[1][key]


def test_achievements_show_goals_apart_and_count_results_only(goals: Read) -> None:
    results, _, rest = goals.pages["achievements/index.md"].text.partition("## 目标")

    assert "结对" in results
    assert not any(goal in results for goal in ("新建书屋", "满意率", "示范校"))
    assert all(goal in rest for goal in ("新建书屋", "满意率", "示范校"))
    assert (
        front(goals, "achievements/index.md", "description") == "1 个有出处的数字；目标单独列出，不算成果。"
    )
    assert front(goals, "achievements/index.md", "figures") == [{"before": "", "value": "20", "after": ""}]


def test_home_counts_results_and_honours_without_goals(goals: Read) -> None:
    counts = listed_counts(goals.pages["index.md"].text, "全部内容")

    assert counts == {"品牌": 1, "学校": 1, "荣誉": 1, "成果": 1, "大事记": 2, "总结": 1, "区域": 1}
    assert "新建书屋" not in goals.pages["index.md"].text
    assert "示范校" not in goals.pages["index.md"].text


def test_wall_counts_no_honour_that_is_still_being_created(goals: Read) -> None:
    text = goals.pages["honors/index.md"].text

    assert "共 **1** 项。" in text
    assert front(goals, "honors/index.md", "levels") == [{"name": "市级", "count": 1, "anchor": "level-3"}]
    years = front(goals, "honors/index.md", "years")
    assert [(year["name"], year["count"]) for year in years] == [("2020年", 1)]
    assert text.index("## 创建中") < text.index("示范校")


@pytest.mark.parametrize("uri", ["brands/a.md", "schools/example.md", "regions/county.md"])
def test_owner_shows_an_honour_being_created_apart(goals: Read, uri: str) -> None:
    honors, _, goals_part = goals.pages[uri].text.partition("## 创建中")

    assert "| 市级 | 先进 |" in honors
    assert "| 省级 | 示范校：培育创建 |" not in honors
    assert "| 省级 | 示范校：培育创建 |" in goals_part


def test_figures_of_a_page_for_the_theme_hold_no_goal(goals: Read) -> None:
    assert front(goals, "brands/a.md", "figures") == [{"before": "", "value": "20", "after": ""}]
    assert "figures" not in split(goals.pages["regions/county.md"].text)[1]


def test_report_keeps_planned_deeds_and_aims_apart(goals: Read) -> None:
    text = goals.pages["reports/r.md"].text

    assert text.index("修路") < text.index("以下还在筹备，不计入成果。") < text.index("建书屋")
    assert text.index("以下是目标，不计入成果。") < text.index("更上层楼")


def test_model_schools_being_created_say_so(goals: Read) -> None:
    assert (
        "| 县区级 | **5**{.num} 所 | *创建中*{.state} | 名单*待补* |" in goals.pages["regions/county.md"].text
    )


@pytest.mark.parametrize(
    ("states", "line"),
    [
        (["已认定", "已建成"], "共 10 所。"),
        (["创建中", "已建成"], "共 10 所，其中 5 所还没有建成。"),
        (["创建中", "目标"], "共 10 所，都还没有建成。"),
    ],
)
def test_number_of_model_schools_tells_those_being_created_apart(states: list[str], line: str) -> None:
    rows = "".join(f"  - {{级别: 市级, 数量: 5, 状态: {state}}}\n" for state in states)
    region = read_texts({"regions/county.yml": f"名称: 示例县\n来源: 校内材料\n示范校:\n{rows}"})

    assert f"\n{line}\n" in region.pages["regions/county.md"].text


def test_remedy_is_public_only_where_it_says_so() -> None:
    text = (
        "标题: 总结\n问题整改:\n"
        "  - {问题: 内部问题, 表现: 内部表现, 措施: 内部措施, 责任人职务: 内部岗位}\n"
        "  - {问题: 不公开的, 公开: 否}\n"
        "  - {问题: 记录不全, 措施: 补齐记录, 时限: 2024-12, 状态: 销号, 公开: 是}\n"
    )
    pages = read_texts({"reports/r.yml": text}).pages
    everything = "".join(page.text for page in pages.values())

    assert "- 补齐记录（问题：记录不全；时限：2024年12月；状态：销号）" in pages["reports/r.md"].text
    assert "内部" not in everything
    assert "不公开的" not in everything


def test_report_without_public_remedies_has_no_part_for_them() -> None:
    text = "标题: 总结\n问题整改:\n  - {问题: 内部问题}\n"

    assert "整改" not in read_texts({"reports/r.yml": text}).pages["reports/r.md"].text


def test_route_without_named_stages_shows_their_number_only() -> None:
    lines = "机制:\n  - {类型: 积分路线, 名称: 新长征, 起点: 瑞金, 终点: 延安, 每站分值: 8, 总分: 96}\n"
    page = read_brand(HEAD + lines).pages["brands/example.md"]

    assert "**站数**：12 站" in page.text
    assert split(page.text)[1]["routes"] == [
        {
            "anchor": "mechanism-1",
            "start": "瑞金",
            "end": "延安",
            "points": 8,
            "total": 96,
            "stages": 12,
            "names": [],
        }
    ]


def test_hero_gives_each_pillar_the_sign_at_its_place() -> None:
    pillars = "代号: 1331\n板块:\n  - {名称: 心, 要点: [a]}\n  - {名称: 队, 要点: [a, b, c]}\n  - {名称: 垒, 要点: [a, b, c]}\n  - {名称: 网, 要点: [a]}\n"
    (hero,) = front(read_brand(HEAD + pillars), "brands/example.md", "hero")

    assert [(part["sign"], part["name"], part["count"]) for part in hero["parts"]] == [
        ("1", "心", 1), ("3", "队", 3), ("3", "垒", 3), ("1", "网", 1),
    ]  # fmt: skip


def test_hero_gives_no_signs_where_the_code_counts_pillars() -> None:
    pillars = "代号: 三红\n板块: [红心, 红烛, 红旗]\n"
    (hero,) = front(read_brand(HEAD + pillars), "brands/example.md", "hero")

    assert [part["sign"] for part in hero["parts"]] == ["", "", ""]


def test_anchors_of_the_hero_stand_on_the_page() -> None:
    schemes = "体系:\n  - {名称: 理念, 板块: [甲, 乙]}\n  - {名称: 工作法, 板块: [丙]}\n"
    page = read_brand(HEAD + schemes).pages["brands/example.md"].text
    ids = {element.get("id") for element in tree_of(page).iter()}
    anchors = {part["anchor"] for hero in split(page)[1]["hero"] for part in hero["parts"]}

    assert anchors == {"pillar-1", "pillar-2", "pillar-3"} & ids


def test_only_scheme_of_a_brand_says_what_it_is() -> None:
    scheme = "体系:\n  - {代号: 三心, 说明: 先立心, 板块: [甲, 乙, 丙]}\n"
    page = read_brand(HEAD + scheme).pages["brands/example.md"].text

    assert "先立心" in page
    assert "三心" in page.split("---")[2]


def test_home_features_the_brands_it_names_in_their_order() -> None:
    brands = {f"brands/{slug}.yml": HEAD.replace("示例品牌", f"“{slug}”品牌") for slug in ("a", "b", "c")}
    site = "名称: 站\n首页:\n  品牌: [“c” 品牌, a]\n"
    page = read_texts({**brands, "site.yml": site}).pages["index.md"].text

    assert page.index("brands/c.md") < page.index("brands/a.md")
    assert "brands/b.md" not in page
    assert "[全部品牌](brands/index.md)" in page


def test_home_shows_all_brands_where_none_that_it_names_is_left() -> None:
    read = read_texts({"brands/a.yml": HEAD, "site.yml": "名称: 站\n首页:\n  品牌: 没有的\n"})

    assert "reference-lost" in read.codes
    assert "brands/a.md" in read.pages["index.md"].text


def test_empty_site_says_what_to_do() -> None:
    page = read_texts({"schools/example.yml": None}).pages["index.md"].text

    assert "资料还没有录入。" in page


def test_sections_have_a_page_even_where_they_are_empty() -> None:
    pages = read_texts({"schools/example.yml": None}).pages

    assert set(pages) == {"index.md", "sitemap.md"} | {
        f"{section}/index.md"
        for section in (
            "brands",
            "schools",
            "honors",
            "achievements",
            "activities",
            "timeline",
            "reports",
            "regions",
        )
    }


def test_every_link_between_generated_pages_leads_to_one() -> None:
    texts = {
        **GOALS,
        "activities/x.yml": "标题: 甲\n日期: 2024-6\n学校: 示例学校\n区域: 示例县\n品牌: 示例品牌\n",
    }
    pages = read_texts(texts).pages

    for uri, page in pages.items():
        for link in tree_of(page.text).iter("a"):
            target, _, anchor = (link.get("href") or "").partition("#")
            path = posixpath.normpath(posixpath.join(posixpath.dirname(uri), target)) if target else uri
            assert path in pages
            assert not anchor or tree_of(pages[path].text).find(f".//*[@id='{anchor}']") is not None


def test_site_map_leads_to_every_page_whatever_a_person_called_it() -> None:
    showcase = read_texts(GOALS).showcase
    assert showcase is not None
    recipe = site_map_page(showcase, (Link("怪 [名](x)", "guides/a (1) [b]#c.md"),))
    page = render_page(recipe.make(*recipe.inputs), templates())
    links = {link.text: link.get("href") for link in tree_of(page.text).iter("a")}

    assert links["怪 [名](x)"] == "guides/a%20%281%29%20%5Bb%5D%23c.md"
    assert "brands/a.md" in links.values()


def test_activities_stand_by_month_the_latest_first_and_the_undated_last() -> None:
    dates = {
        "a": "日期: 2024-6-3\n",
        "b": "日期: 2024-11\n",
        "c": "频次: 每周\n",
        "d": "",
        "e": "日期: 2023\n",
    }
    texts = {f"activities/{slug}.yml": f"标题: {slug}\n{line}" for slug, line in dates.items()}
    page = read_texts(texts).pages["activities/index.md"].text

    assert [line.partition(" {")[0] for line in page.splitlines() if line.startswith("## ")] == [
        "## 2024年11月", "## 2024年6月", "## 2023年", "## 经常开展", "## 日期待补",
    ]  # fmt: skip


def test_neighbours_of_a_brand_are_the_ones_beside_it() -> None:
    brands = {f"brands/{slug}.yml": HEAD.replace("示例品牌", slug) for slug in ("a", "b", "c")}
    pages = read_texts(brands).pages

    assert "上一个品牌：[a](a.md)\n\n下一个品牌：[c](c.md)" in pages["brands/b.md"].text
    assert "上一个品牌" not in pages["brands/a.md"].text


def test_page_cites_a_source_once_and_leads_to_its_address() -> None:
    sources = "- {编号: 校内材料, 标题: 通报, 网址: 'https://example.org/a?b=1&c=2', 日期: 2024-6}\n"
    figures = "成果:\n  - {名称: 甲, 数值: 1}\n  - {名称: 乙, 数值: 2}\n"
    page = (
        read_texts({"sources.yml": sources, "brands/a.yml": HEAD + figures})
        .pages["achievements/index.md"]
        .text
    )

    assert page.count("[通报](<https://example.org/a?b=1&amp;c=2>)（日期：2024年6月）") == 1
    assert page.count("[通报](<https://example.org/a?b=1&amp;c=2>)") == 1
    assert page.count("| [\\[1\\]](#source-1) |") == 2


def test_description_is_the_first_paragraph_in_plain_words() -> None:
    first = "**重点**见[通知](https://example.org)。" + "长" * 200
    text = HEAD.replace("含义: 示例。", f"含义: |\n  {first}\n  第二段")
    description = front(read_brand(text), "brands/example.md", "description")

    assert isinstance(description, str)
    assert description.startswith("重点见通知。长")
    assert len(description) == 120

    brief = HEAD.replace("含义: 示例。", "含义: |\n  第一段\n  第二段")
    assert front(read_brand(brief), "brands/example.md", "description") == "第一段"


def test_same_data_gives_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    program = (
        "from tests.in_memory import read_texts\nfrom tests.unit.test_pages import GOALS\nimport sys\n"
        "sys.stdout.buffer.write(''.join(p.uri + p.text for p in read_texts(GOALS).pages.values()).encode())"
    )
    root = Path(__file__).parents[2]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.fspath(root)},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(outputs) == 1
    assert b"brands/a.md" in outputs.pop()


def test_item_anchors_count_pillars_through_all_schemes() -> None:
    brand = Brand.model_validate(
        {
            "名称": "同心",
            "体系": [
                {"名称": "理念", "板块": [{"名称": "甲", "要点": ["一", "二"]}]},
                {"名称": "工作法", "板块": ["乙", {"名称": "丙", "要点": [{"名称": "三", "要点": ["四"]}]}]},
            ],
        }
    )
    anchors = {item.name: item_anchor(brand, path) for path, item in brand.all_items}

    assert anchors == {"一": "item-1-1", "二": "item-1-2", "三": "item-3-1", "四": "item-3-1"}
    assert item_anchor(brand, (1, 0)) == "pillar-2"


PLANNED = {
    "activities/done.yml": "标题: 办过的活动\n日期: 2024-5\n学校: 示例学校\n类型: 主题党日\n",
    "activities/planned.yml": "标题: 筹备的活动\n日期: 2030-5\n学校: 示例学校\n类型: 主题党日\n状态: 筹备\n",
}


def test_planned_activity_says_so_in_lists_and_counts_nowhere() -> None:
    planned = read_texts(PLANNED)
    activities = planned.pages["activities/index.md"].text
    counts = listed_counts(planned.pages["index.md"].text, "全部内容")

    assert "共 **1** 项，其中主题党日 1 项。另有 1 项还没有开展。" in activities
    assert "[筹备的活动](planned.md) *筹备*{.state}（*主题党日*{.kind}）" in activities
    assert "*筹备*{.state}" in planned.pages["schools/example.md"].text
    assert "筹备的活动" not in planned.pages["index.md"].text
    assert counts["活动"] == 1


def test_home_shows_what_is_dated_and_says_no_gap() -> None:
    texts = PLANNED | {
        "activities/undated.yml": "标题: 没有日期的活动\n学校: 示例学校\n",
        "brands/a.yml": "名称: 只有名字\n学校: 示例学校\n",
        "brands/b.yml": HEAD.replace("示例品牌", "有板块的品牌")
        + "板块: [{名称: 心, 要点: [甲]}]\n成果: [{名称: 结对, 数值: 20}]\n",
    }
    home = split(read_texts(texts).pages["index.md"].text)[0]

    assert "- 2024年5月　[办过的活动](activities/done.md)" in home
    assert "没有日期的活动" not in home
    assert home.index("有板块的品牌") < home.index("只有名字")
    assert "| 结对 | **20** |  |" in home


def test_home_shows_activities_without_dates_where_there_are_no_others() -> None:
    home = (
        read_texts({"activities/undated.yml": "标题: 没有日期的活动\n学校: 示例学校\n"})
        .pages["index.md"]
        .text
    )

    assert "\n- [没有日期的活动](activities/undated.md)，[示例学校]" in home


def activity_index(rows: list[str]) -> Read:
    texts = {f"activities/a{n}.yml": f"标题: 活动{n}\n来源: 校内材料\n{row}" for n, row in enumerate(rows)}
    return read_texts(texts | {"schools/b.yml": "名称: 第二学校\n来源: 校内材料\n"})


def test_many_activities_can_be_chosen_from_by_kind_and_unit_where_there_are_several() -> None:
    one = "学校: 示例学校\n类型: 党课\n"
    many = activity_index([one] * 6 + ["学校: 第二学校\n类型: 志愿服务\n", "学校: 第二学校\n"])
    same = activity_index([one] * 8)
    few = activity_index([one, "学校: 第二学校\n类型: 志愿服务\n"])

    meta = split(many.pages["activities/index.md"].text)[1]
    assert (meta["kinds"], meta["owners"]) == (["党课", "志愿服务"], ["示例学校", "第二学校"])
    for read in (same, few):
        assert not {"kinds", "owners"} & split(read.pages["activities/index.md"].text)[1].keys()


def test_every_month_stands_once_with_an_anchor_that_stays() -> None:
    dates = ("日期: 2024-5-6", "日期: 2024", "频次: 每月", "主题: 无", "日期: 2024-5")
    read = activity_index([f"学校: 示例学校\n{date}\n" for date in dates])
    headings = [(h.text, h.get("id")) for h in tree_of(read.pages["activities/index.md"].text).iter("h2")]

    assert sorted(headings) == [
        ("2024年", "month-2024"),
        ("2024年5月", "month-2024-05"),
        ("日期待补", "month-unknown"),
        ("经常开展", "month-often"),
    ]


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2024-7-1", "2024-7-15", "2024年7月1日至15日"),
        ("2024-7-1", "2024-8-2", "2024年7月1日至8月2日"),
        ("2024-12-30", "2025-1-2", "2024年12月30日至2025年1月2日"),
        ("2024-7-1", "2024-7-1", "2024年7月1日"),
        ("2024-7", "2024-9", "2024年7月至9月"),
    ],
)
def test_span_of_an_activity_says_nothing_twice(start: str, end: str, text: str) -> None:
    read = activity_index([f"学校: 示例学校\n日期: {start}\n结束日期: {end}\n"])

    assert f"- {text}　" in read.pages["activities/index.md"].text
    assert f"**日期**：{text}\n" in read.pages["activities/a0.md"].text


def test_no_gap_stands_without_saying_what_is_missing() -> None:
    read = read_texts(
        {
            "brands/a.yml": "名称: 只有名字\n学校: 示例学校\n来源: 校内材料\n",
            "activities/a.yml": "标题: 活动\n学校: 示例学校\n来源: 校内材料\n",
        }
    )

    assert "- 日期*待补*　[活动]" in read.pages["schools/example.md"].text
    assert "## 日期待补 {#month-unknown}\n\n- [活动](a.md)" in read.pages["activities/index.md"].text
    assert "- [只有名字](a.md)（示例学校）\n" in read.pages["brands/index.md"].text
