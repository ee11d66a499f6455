"""Keep goals out of results: what is aimed at must say so in its 状态."""

from __future__ import annotations

import re
from typing import Any

from generator.problems import BLOCK, Problem, quoted
from generator.schema.parse import Path, Record
from generator.schema.parts import Figure
from generator.schema.records import Honor

GOAL_WORDS = re.compile("目标(?!责任|管理|考核)|争创|力争|筹备|拟建|计划建|推进中|创建中")


def check_goals(record: Record) -> list[Problem]:
    """Return a 拦截 for every figure or honour that speaks of a goal and is not marked as one."""
    entity = record.entity
    problems = []
    if isinstance(entity, Honor) and not entity.is_goal and entity.status is None:
        problems += _goal_problem(record, ("名称",), entity.name, "阶段: 创建中", "荣誉")
    for path, figure in _placed_figures(entity):
        if not figure.is_goal:
            problems += _goal_problem(record, (*path, "名称"), figure.name, "状态: 目标", "成果")
    return problems


def _placed_figures(entity: Any) -> list[tuple[Path, Figure]]:
    if not hasattr(entity, "figures"):
        return []
    placed: list[tuple[Path, Figure]] = [(("成果", i), figure) for i, figure in enumerate(entity.figures)]
    for m, mechanism in enumerate(entity.get("mechanisms", ())):
        placed += [(("机制", m, "成果", i), figure) for i, figure in enumerate(mechanism.figures)]
    return placed


def _goal_problem(record: Record, path: Path, name: str, cure: str, kind: str) -> list[Problem]:
    if not (found := GOAL_WORDS.search(name)):
        return []
    message = f"{quoted(name)}里有“{found[0]}”，像是还没有实现的目标，不能算作{kind}。"
    # The name of an honour is that of the certificate, which nobody may change.
    reached = "加一行“阶段: 已认定”" if kind == "荣誉" else f"改掉名称里的“{found[0]}”"
    hint = f"还是目标就加一行“{cure}”；确已实现就{reached}。"
    return [Problem("goal-as-result", BLOCK, record.at(*path), message, hint)]
