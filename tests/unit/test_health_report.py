"""The health report: every finding with its place and cure, once, and nothing that asks another host."""

from __future__ import annotations

import json
from datetime import date

import pytest
from lxml import html

from generator.health.completeness import completeness
from generator.health.report import MARK, Health, examine, report_html, report_json
from generator.problems import BLOCK, ERROR, NOTE, Problem, Where
from generator.schema import Record
from tests.in_memory import MINIMAL_TEXTS, read_text, read_texts

DAY = date(2024, 6, 3)
PROBLEMS = (
    Problem(
        "note-code",
        NOTE,
        Where("data/b.yml", 2, 5, 2, "名称: 甲<乙"),
        "改一改<b>。",
        "换成“丙”。\n依据：词典。",
    ),
    Problem("error-code", ERROR, Where("data/a.yml"), "打不开。", ""),
    Problem("note-code", NOTE, Where("data/b.yml", 9, 1, 1, "a" * 500), "再改一改。", "办法。"),
    Problem("block-code", BLOCK, Where("data", 0), "拦下了。", "放行。"),
)
WAIVERS = """\
- 代码: goal-as-result
  文件: data/brands/a.yml
  理由: 已经实现<script>
  批准人: 党支部书记
  日期: 2024-6-3
"""
TERMS = "名称: 词表\n日期: 2024-05\n词条:\n  - 规范: 甲\n    误写: 乙\n"
BRAND = """\
名称: “23”党建品牌
代号: 2
学校: 示例学校
含义: 双带。
板块:
  - 名称: 双带
    要点:
      - 名称: 带班级
        做法: [联系班级]
      - 带教研
成果:
  - 名称: 结对
    数值: 3
  - 名称: 示范校
    数值: 1
    状态: 目标
"""


def records_of(**texts: str) -> list[Record]:
    """Return the records of files, by the stem of their name."""
    files = {"waivers": "waivers.yml", "terms": "terms/a.yml", "site": "site.yml"}
    return [record for name, text in texts.items() for record in read_text(files[name], text)[0]]


@pytest.fixture(scope="module")
def health() -> Health:
    read = read_texts({"brands/a.yml": BRAND})
    records = records_of(waivers=WAIVERS, terms=TERMS, site=MINIMAL_TEXTS["site.yml"])
    return examine(read.showcase, PROBLEMS, records, DAY)


def words(health: Health, selector: str) -> list[str]:
    page = html.fromstring(report_html(health))
    return [" ".join(found.text_content().split()) for found in page.cssselect(selector)]


def test_the_numbers_stand_first(health: Health) -> None:
    assert words(health, ".panel li") == ["1错误", "1拦截", "2提醒", "1放行"]
    assert "还不能发布" in words(health, "header")[0]


def test_the_gravest_come_first_each_with_place_and_cure(health: Health) -> None:
    assert words(health, "h2")[1:4] == ["错误（1 处）", "拦截（1 处）", "提醒（2 处）"]
    assert words(health, ".findings li")[2] == (
        "第 2 行，第 5 个字 · note-code 改一改<b>。 名称: 甲<乙 换成“丙”。 依据：词典。"
    )
    assert words(health, ".findings .place") == [
        "整个文件 · error-code",
        "整个文件夹 · block-code",
        "第 2 行，第 5 个字 · note-code",
        "第 9 行，第 1 个字 · note-code",
    ]


def test_the_part_at_fault_is_marked_and_a_long_line_is_cut(health: Health) -> None:
    assert words(health, "mark") == ["甲<", "a"]
    assert max(map(len, words(health, ".line"))) < 100


def test_each_rule_is_counted_with_why_it_matters(health: Health) -> None:
    assert words(health, "#rules tbody tr") == [
        "error-code 不改，网页就生成不了。错误11",
        "block-code 不改，或者没有人负责放行，网站就不能发布。拦截11",
        "note-code 不影响发布，改了更好。提醒21",
    ]


def test_why_a_rule_matters_can_be_told_by_another() -> None:
    told = examine(None, PROBLEMS[:1], [], DAY, lambda problem: ("名字", f"因为 {problem.code}。"))

    assert words(told, "#rules tbody th") == ["名字 note-code因为 note-code。"]


def test_waivers_are_shown_with_reason_and_person(health: Health) -> None:
    assert words(health, "#waivers tbody tr") == [
        "data/brands/a.ymlgoal-as-result已经实现<script>党支部书记2024年6月3日"
    ]


def test_lists_of_terms_are_shown_with_their_date(health: Health) -> None:
    assert words(health, "#terms tbody tr") == ["词表2024年5月1 条data/terms/a.yml"]


def test_brands_and_schools_are_listed_in_order_and_gaps_are_named(health: Health) -> None:
    assert words(health, "#complete tbody tr") == [
        "“23”党建品牌代号 2含义2 条要点、1 条做法1 项数据",
        "示例学校2简介1 个品牌待补",
    ]


def test_what_is_only_aimed_at_is_no_effect() -> None:
    text = BRAND.replace("  - 名称: 结对\n    数值: 3\n", "")
    showcase = read_texts({"brands/a.yml": text}).showcase
    assert showcase is not None

    (brand, _) = completeness(showcase)

    assert [aspect.title for aspect in brand.aspects if not aspect.words] == ["成效"]


def test_the_page_asks_nobody_for_anything(health: Health) -> None:
    text = report_html(health)
    page = html.fromstring(text)

    assert page.cssselect("script, link, img, iframe, object, [src]") == []
    assert [link for link in page.cssselect("a") if not str(link.get("href")).startswith("#")] == []
    assert "url(" not in text
    assert "default-src 'none'" in str(page.cssselect("[http-equiv]")[0].get("content"))


def test_equal_findings_make_equal_bytes(health: Health) -> None:
    read = read_texts({"brands/a.yml": BRAND})
    records = records_of(waivers=WAIVERS, terms=TERMS, site=MINIMAL_TEXTS["site.yml"])
    again = examine(read.showcase, PROBLEMS[::-1], records, DAY)

    assert report_html(again) == report_html(health)
    assert report_json(again) == report_json(health)


def test_machines_read_the_same_facts(health: Health) -> None:
    shape = json.loads(report_json(health))

    assert shape["kind"] == MARK
    assert (shape["site"], shape["date"], shape["publishable"]) == ("示例党建品牌展示", "2024-06-03", False)
    assert shape["counts"] == {"错误": 1, "拦截": 1, "提醒": 2}
    assert [finding["code"] for finding in shape["findings"]] == [
        "error-code",
        "block-code",
        "note-code",
        "note-code",
    ]
    assert shape["waivers"][0]["approver"] == "党支部书记"
    assert shape["completeness"][1]["aspects"]["成效"] is None
    assert shape["terms"] == [{"name": "词表", "date": "2024-05", "rules": 1, "file": "data/terms/a.yml"}]


def test_without_findings_the_report_says_so() -> None:
    clean = examine(None, [], [], DAY)

    assert words(clean, "#rules p") == ["没有发现问题。"]
    assert "可以发布" in words(clean, "header")[0]
    assert words(clean, "#terms p") == ["data/terms/ 里没有词表，没有查用语。"]
