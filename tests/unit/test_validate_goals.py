"""What is still aimed at stays out of the results."""

from __future__ import annotations

import pytest

from generator.problems import BLOCK
from tests.in_memory import read_brand, read_texts
from tests.unit.test_validate_counting import HEAD

PILLARS = "板块: [{名称: 甲, 要点: [{名称: 乙, 做法: [做]}]}]\n"


@pytest.mark.parametrize("word", ["目标", "争创", "力争", "筹备", "拟建", "推进中", "创建中"])
def test_figure_that_speaks_of_a_goal_keeps_the_site_from_being_published(word: str) -> None:
    problem = read_brand(f"{HEAD}{PILLARS}成果:\n  - 名称: {word}示范岗\n    数值: 3\n").only(
        "goal-as-result"
    )

    assert problem.severity is BLOCK
    assert (problem.where.line, problem.where.column) == (8, 9)
    assert f"“{word}”" in problem.message


def test_figure_marked_as_a_goal_is_fine() -> None:
    text = f"{HEAD}{PILLARS}成果:\n  - 名称: 争创示范岗\n    数值: 3\n    状态: 争创\n"

    assert read_brand(text).problems == ()


def test_figure_of_a_mechanism_is_looked_at_as_well() -> None:
    text = f"{HEAD}{PILLARS}机制:\n  - 类型: 制度\n    名称: 例会\n    成果:\n      - 名称: 力争满意率\n        数值: 99\n"
    problem = read_brand(text).only("goal-as-result")

    assert (problem.where.line, problem.where.column) == (11, 13)


HONOR = "- 名称: 争创文明校园\n  级别: 省级\n  年份: 2020\n  授予单位: 省文明委\n  学校: 示例学校\n  来源: 校内材料\n"


def test_honour_that_speaks_of_a_goal_keeps_the_site_from_being_published() -> None:
    problem = read_texts({"honors/all.yml": HONOR}).only("goal-as-result")

    assert (problem.where.line, problem.where.column) == (1, 7)
    assert problem.hint == "还是目标就加一行“阶段: 创建中”；确已实现就加一行“阶段: 已认定”。"


@pytest.mark.parametrize("name", ["目标责任制考核一等奖", "目标管理先进单位", "年度目标考核优秀"])
def test_honour_for_meeting_a_target_is_no_goal(name: str) -> None:
    assert read_texts({"honors/all.yml": HONOR.replace("争创文明校园", name)}).problems == ()


@pytest.mark.parametrize("stage", ["创建中", "培育创建", "验收通过", "已认定"])
def test_honour_with_a_stage_has_said_what_it_is(stage: str) -> None:
    assert read_texts({"honors/all.yml": f"{HONOR}  阶段: {stage}\n"}).problems == ()
