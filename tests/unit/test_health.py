"""What looks forgotten on a day, what leads nowhere, what says nothing: told once, at its place, on no other day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.build import Generator
from generator.health.footer import ICP, POLICE
from generator.health.freshness import check_freshness
from generator.health.links import check_pictures
from generator.project import Project
from tests.in_memory import read_texts

ACTIVITY = "标题: 活动\n日期: {}\n学校: 示例学校\n"
HONOR = "- 名称: 先进\n  年份: {}\n"


def told(today: str, **texts: str) -> list[str]:
    """Return what is told of an activity, an honour and a report on a day."""
    files = {
        "activities/a.yml": texts.get("activity"),
        "honors/a.yml": texts.get("honor"),
        "reports/a.yml": texts.get("report"),
    }
    read = read_texts({path: text for path, text in files.items() if text})
    assert read.showcase is not None
    return [problem.message for problem in check_freshness(read.showcase, date.fromisoformat(today))]


def test_a_showcase_that_has_only_begun_is_left_in_peace() -> None:
    assert told("2030-01-01") == []


@pytest.mark.parametrize(("today", "stale"), [("2024-06-17", False), ("2024-06-18", True)])
def test_a_home_page_is_stale_after_two_weeks(today: str, *, stale: bool) -> None:
    found = told(today, activity=ACTIVITY.format("2024-06-03"))

    assert ("首页最新的内容是 2024年6月3日的，已经超过两周没有更新。" in found) == stale


def test_what_is_planned_is_fresh() -> None:
    assert not any("首页" in line for line in told("2024-06-01", activity=ACTIVITY.format("2024-12-01")))


@pytest.mark.parametrize(("today", "stale"), [("2024-12-03", False), ("2024-12-04", True)])
def test_a_section_is_stale_after_half_a_year(today: str, *, stale: bool) -> None:
    found = told(today, activity=ACTIVITY.format("2024-06-03"))

    assert ("“活动”里最新的是 2024年6月3日的，已经超过半年没有更新。" in found) == stale


def test_a_year_alone_reaches_to_its_end() -> None:
    assert not any("荣誉" in line for line in told("2025-12-30", honor=HONOR.format(2024))[1:])
    assert any("“荣誉”里最新的是 2024年的" in line for line in told("2026-01-02", honor=HONOR.format(2024)))


def test_empty_sections_are_told_together() -> None:
    assert "这些栏目还是空的：品牌、荣誉、总结。" in told(
        "2024-06-03", activity=ACTIVITY.format("2024-06-03")
    )


def test_without_a_day_the_check_says_the_same_on_every_day(tmp_path: Path) -> None:
    (tmp_path / "data/activities").mkdir(parents=True)
    (tmp_path / "data/site.yml").write_text("名称: 网站\n", encoding="utf-8")
    (tmp_path / "data/activities/a.yml").write_text("标题: 活动\n日期: 2001-01-01\n", encoding="utf-8")
    project = Project(tmp_path)

    timeless = {problem.code for problem in Generator(project).check()[1]}
    dated = {problem.code for problem in Generator(project, today=date(2026, 1, 1)).check()[1]}

    assert dated - timeless == {"home-stale", "section-empty", "section-stale"}


@pytest.mark.parametrize(
    "text",
    [
        "京ICP备12345678号",
        "京ICP备12345678号-1",
        "赣ICP备2024000001号-12",
        "粤 ICP 备 05000001 号",
        "沪ICP备B2-20050001号",
    ],
)
def test_a_number_of_the_registry_is_one(text: str) -> None:
    assert ICP.fullmatch(text)


@pytest.mark.parametrize("text", ["ICP备12345678号", "京ICP12345678", "京备12345678号", "京ICP备X号", "待办"])
def test_what_no_registry_gives_out_is_odd(text: str) -> None:
    assert not ICP.fullmatch(text)


def test_a_police_number_has_fourteen_digits() -> None:
    assert POLICE.fullmatch("京公网安备11010102000001号")
    assert POLICE.fullmatch("京公网安备 11010102000001 号")
    assert not POLICE.fullmatch("京公网安备1101010200000号")


PAGE = """\
# 页

![有字](a.jpg) ![](b.jpg) ![ ](c.jpg)
`![](d.jpg)` <img src="e.jpg"> <img alt="有" src="f.jpg"> <img alt="" src="g.jpg">

```
![](h.jpg)
```
"""


def test_pictures_without_words_are_found_in_pages_and_not_in_code() -> None:
    found = list(check_pictures([(Path("p.md"), "content/about/p.md", PAGE)]))

    assert [(p.code, p.where.line, p.where.column) for p in found] == [
        ("page-alt-missing", 3, 14),
        ("page-alt-missing", 3, 25),
        ("page-alt-missing", 4, 14),
        ("page-alt-missing", 4, 58),
    ]
