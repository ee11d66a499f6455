"""Terms, and what is remembered between two looks: lists, quotations, times, pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build import Generator
from generator.project import Project
from generator.schema import Record
from generator.wording import Wordings
from tests.in_memory import read_text

LIST = """\
名称: 词表
日期: 2024-06-03
词条:
  - 规范: 法治教育
    误写: 法制教育
    起: 2014-10
  - 规范: 精准帮扶
    误写: 精准扶贫
    止: 2020-12
  - 规范: 反映情况
    误写: 反应情况
    例外语境: 反应情况良好
  - 规范: 下一步工作
    误写: [下布, 下布工作]
"""


def records_of(path: str, text: str) -> tuple[Record, ...]:
    records, problems = read_text(path, text)
    assert problems == ()
    return records


def told(text: str, date: str = "2024-06-03", terms: str = LIST) -> list[str]:
    """Return what is said of an activity's text."""
    activity = records_of("activities/a.yml", f"标题: 活动\n日期: {date}\n正文: {text}\n")
    found = Wordings().check([*records_of("terms/a.yml", terms), *activity])
    return [problem.message for problem in found]


def test_the_longest_form_is_the_one_that_is_told() -> None:
    assert told("下布工作安排") == ["“下布工作”应当写成“下一步工作”（用词）。"]


@pytest.mark.parametrize("text", ["学习《法制教育读本》", "题为“法制教育”的讲座", "“青少年‘法制教育’月”"])
def test_what_is_quoted_is_somebody_elses(text: str) -> None:
    assert told(text) == []


def test_a_context_excuses_a_form_and_nothing_beside_it() -> None:
    assert told("学生反应情况良好") == []
    assert len(told("学生反应情况良好，家长反应情况")) == 1


@pytest.mark.parametrize(("date", "count"), [("2012-05", 0), ("2014", 0), ("2014-10", 1), ("2024-06-03", 1)])
def test_a_text_of_before_a_rule_is_right(date: str, count: int) -> None:
    assert len(told("开展法制教育", date)) == count


@pytest.mark.parametrize(("date", "count"), [("2018", 1), ("2020-12-31", 1), ("2021-01-01", 0)])
def test_a_rule_that_has_ended_holds_for_its_time(date: str, count: int) -> None:
    assert len(told("开展精准扶贫", date)) == count


def test_titles_of_sources_and_names_of_honours_stay_as_they_are_printed() -> None:
    records = [
        *records_of("terms/a.yml", LIST),
        *records_of("sources.yml", "- 编号: 一\n  标题: 法制教育,总结\n"),
        *records_of("honors/a.yml", "- 名称: 法制教育基地\n  说明: 法制教育\n"),
    ]

    (problem,) = Wordings().check(records)

    assert (problem.where.file, problem.where.line) == ("data/honors/a.yml", 2)


def test_a_changed_list_is_held_against_everything_again() -> None:
    activity = records_of("activities/a.yml", "标题: 活动\n正文: 开展法制教育\n")
    wordings = Wordings()
    assert wordings.check(activity) == []

    assert len(wordings.check([*records_of("terms/a.yml", LIST), *activity])) == 1
    assert wordings.check(activity) == []


def test_many_slips_of_a_file_are_not_all_listed() -> None:
    lines = "".join(f"  党员,第 {number} 句。\n" for number in range(25))
    activity = records_of("activities/a.yml", f"标题: 活动\n正文: |\n{lines}")

    found = Wordings().check(activity)

    assert [problem.where.line for problem in found] == list(range(3, 13))
    assert found[-1].hint.endswith("\n这个文件里还有，先改好这些，再检查一次。")


PAGE = """\
---
title: 法制教育,说明
---
# 法制教育

`党员,教师` 和 [党员,教师](a,b.md) <b title="好,的">好</b>

```
党员,教师
```
"""


def test_code_addresses_and_settings_of_a_page_are_no_sentences() -> None:
    wordings = Wordings()
    wordings.check(records_of("terms/a.yml", LIST))

    found = wordings.check_pages([(Path("p.md"), "content/about/p.md", PAGE)])

    assert [(p.code, p.where.line, p.where.column) for p in found] == [
        ("wording-term", 4, 3),
        ("punctuation-halfwidth", 6, 14),
    ]


@pytest.mark.parametrize(("date", "count"), [("2012-05-01", 0), ("2020", 1), ('"2016-6-3"', 1)])
def test_a_page_with_a_date_is_of_its_time(date: str, count: int) -> None:
    wordings = Wordings()
    wordings.check(records_of("terms/a.yml", LIST))
    page = f"---\ntitle: 页\ndate: {date}\n---\n开展法制教育\n"

    assert len(wordings.check_pages([(Path("p.md"), "content/about/p.md", page)])) == count


def test_the_check_looks_at_pages_that_people_wrote(tmp_path: Path) -> None:
    (tmp_path / "content/about").mkdir(parents=True)
    (tmp_path / "content/about/index.md").write_text("# 关于\n\n党员,教师\n", encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data/site.yml").write_text("名称: 网站\n", encoding="utf-8")

    problems = Generator(Project(tmp_path)).check()[1]

    assert ("punctuation-halfwidth", "content/about/index.md", 3) in {
        (p.code, p.where.file, p.where.line) for p in problems
    }


def test_a_value_that_the_file_writes_otherwise_is_told_at_its_key() -> None:
    activity = records_of("activities/a.yml", '标题: 活动\n正文: "党员\\u002c教师"\n')

    (problem,) = Wordings().check(activity)

    assert (problem.where.line, problem.where.column) == (2, 5)


def test_a_rule_that_ends_before_it_begins_is_told_at_its_end() -> None:
    text = "名称: 词表\n日期: 2024\n词条:\n  - 规范: 甲乙\n    误写: 乙甲\n    起: 2020\n    止: 2019\n"

    (problem,) = read_text("terms/a.yml", text)[1]

    assert (problem.code, problem.where.line, problem.message) == ("date-order", 7, "“止”比“起”还早。")


def test_equal_lines_are_told_apart() -> None:
    text = "标题: 活动\n正文: |\n  党员,教师\n  党员,教师\n主题: 党员,教师\n"

    found = Wordings().check(records_of("activities/a.yml", text))

    assert [(p.where.line, p.where.column) for p in found] == [(3, 5), (4, 5), (5, 7)]


SHIPPED = Path(__file__).parents[2] / "data/terms/common.yml"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("开展法制教育活动", "法治教育"),
        ("聘请法制副校长", "法治副校长"),
        ("遇事如实反应", "如实反映"),
        ("据家长反应，路口太窄", "据家长反映"),
        ("下布工作安排", "下步工作"),
        ("下一布怎么走", "下一步"),
        ("落实双带双培", "双培双带"),
        ("观察化学反映", "化学反应"),
    ],
)
def test_the_shipped_list_knows_the_slips_of_real_material(text: str, right: str) -> None:
    (message,) = told(text, terms=SHIPPED.read_text(encoding="utf-8"))

    assert f"“{right}”" in message


@pytest.mark.parametrize(
    "text",
    [
        "法治教育进校园",
        "健全法制，依法治校",
        "家长反应热烈",
        "家长反应不一",
        "化学反应实验",
        "学生反应很快",
        "反映家长的意见",
        "下一布局已经定好",
        "天下布武",
        "双培双带",
        "“双带双培”一词",
    ],
)
def test_the_shipped_list_says_nothing_of_innocent_words(text: str) -> None:
    assert told(text, terms=SHIPPED.read_text(encoding="utf-8")) == []


def test_every_rule_that_is_shipped_says_what_it_rests_on() -> None:
    (record,) = records_of("terms/common.yml", SHIPPED.read_text(encoding="utf-8"))

    assert [rule.right for rule in record.entity.rules if not (rule.basis or record.entity.basis)] == []
    assert Wordings().check([record]) == []
