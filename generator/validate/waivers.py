"""Let a person answer for what a rule would stop (data/waivers.yml)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.problems import BLOCK, NOTE, Problem
from generator.schema.kinds import WAIVER
from generator.schema.parse import Record
from generator.schema.records import Waiver

SITE = "site/"
"""How the places of a built site begin: only who has built it can tell whether a waiver for one is needed."""


def apply_waivers(records: Iterable[Record], problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems without the 拦截 that are waived, and with the waivers that match nothing."""
    waivers = [record for record in records if record.kind is WAIVER]
    left = [problem for problem in problems if not any(_covers(w.entity, problem) for w in waivers)]
    here = [record for record in waivers if not record.entity.file.startswith(SITE)]
    idle = [w for w in here if not any(_covers(w.entity, problem) for problem in problems)]
    return left + [_idle(record) for record in idle]


def apply_site_waivers(records: Iterable[Record], problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems of a built site without those that are waived, and its waivers that match nothing."""
    waivers = [record for record in records if record.entity.file.startswith(SITE)]
    left = [problem for problem in problems if not any(_covers(w.entity, problem) for w in waivers)]
    return left + [
        _idle(record)
        for record in waivers
        if not any(_covers(record.entity, problem) for problem in problems)
    ]


def _covers(waiver: Waiver, problem: Problem) -> bool:
    if problem.severity is not BLOCK or (waiver.code, waiver.file) != (problem.code, problem.where.file):
        return False
    return waiver.content is None or waiver.content in problem.where.excerpt


def _idle(record: Record) -> Problem:
    waiver = record.entity
    where = record.at("代码")
    message = f"这条放行（{waiver.code}，{waiver.file}）现在没有对应的问题。"
    return Problem(
        "waiver-idle", NOTE, where, message, "问题已经改掉的话，删掉这条放行；写错了就改正代码、文件或内容。"
    )
