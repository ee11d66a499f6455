"""The health report: all that was found, who let what pass, what is complete, how old the lists of terms are.

Takes what a check gave, gives HTML and JSON as text; the sheet stands alone and asks no other host for anything."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.health.completeness import TITLES, Sheet, completeness
from generator.model import Showcase
from generator.problems import Problem, Severity, Where, sort_problems, stops_publishing
from generator.report import visible
from generator.schema.kinds import SITE, TAKEDOWN, TERM, WAIVER
from generator.schema.parse import Record

MARK = "party-showcase report"
"""Tells a report of ours from any other file of its name."""
_AROUND = 60

Explain = Callable[[Problem], tuple[str, str]]
"""What a rule is called, and why it matters, in a sentence."""


def explain_plainly(problem: Problem) -> tuple[str, str]:
    """Return a rule's code, and what breaking it means for publishing."""
    why = {
        Severity.ERROR: "不改，网页就生成不了。",
        Severity.BLOCK: "不改，或者没有人负责放行，网站就不能发布。",
        Severity.NOTE: "不影响发布，改了更好。",
    }
    return problem.code, why[problem.severity]


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem and its line in three parts, the middle one at fault."""

    problem: Problem
    excerpt: tuple[str, str, str]

    @property
    def place(self) -> str:
        """Return where in its file it is."""
        where = self.problem.where
        if where.line:
            return f"第 {where.line} 行，第 {where.column} 个字"
        return "整个文件" if "." in where.file else "整个文件夹"


@dataclass(frozen=True, slots=True)
class Rule:
    """How often a rule was broken, and in how many files."""

    code: str
    severity: Severity
    title: str
    why: str
    count: int
    files: int


@dataclass(frozen=True, slots=True)
class Health:
    """All that the report says."""

    site: str
    day: date
    findings: tuple[Finding, ...]
    rules: tuple[Rule, ...]
    waivers: tuple[Record, ...]
    sheets: tuple[Sheet, ...]
    terms: tuple[Record, ...]
    takedowns: tuple[Record, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many findings there are of each severity."""
        found = Counter(finding.problem.severity for finding in self.findings)
        return {severity.value: found[severity] for severity in Severity}

    @property
    def fit(self) -> bool:
        """Tell whether nothing stands against publishing."""
        return not stops_publishing(finding.problem for finding in self.findings)


def examine(
    showcase: Showcase | None,
    problems: Iterable[Problem],
    records: Sequence[Record],
    day: date,
    explain: Explain = explain_plainly,
) -> Health:
    """Return the report of a check; without a Showcase, which an 错误 keeps from being made, nobody knows what is complete."""
    ordered = sorted(sort_problems(problems), key=lambda problem: problem.severity.rank)
    return Health(
        site=next((record.entity.name for record in records if record.kind is SITE), ""),
        day=day,
        findings=tuple(Finding(problem, _excerpt(problem.where)) for problem in ordered),
        rules=tuple(_rules(ordered, explain)),
        waivers=tuple(record for record in records if record.kind is WAIVER),
        sheets=tuple(completeness(showcase)) if showcase else (),
        terms=tuple(record for record in records if record.kind is TERM),
        takedowns=tuple(record for record in records if record.kind is TAKEDOWN),
    )


def _rules(problems: Sequence[Problem], explain: Explain) -> list[Rule]:
    groups: dict[tuple[Severity, str], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.severity, problem.code), []).append(problem)
    rules = [
        Rule(code, severity, *explain(found[0]), len(found), len({problem.where.file for problem in found}))
        for (severity, code), found in groups.items()
    ]
    return sorted(rules, key=lambda rule: (rule.severity.rank, -rule.count, rule.code))


def _excerpt(where: Where) -> tuple[str, str, str]:
    """Return a line in three parts, cut to what stands around the fault."""
    start, stop = where.column - 1, where.column - 1 + where.length
    before, marked, after = where.excerpt[:start], where.excerpt[start:stop], where.excerpt[stop:]
    if len(before) > _AROUND:
        before = f"…{before[-_AROUND:]}"
    if len(marked) > 2 * _AROUND:
        marked = f"{marked[: 2 * _AROUND]}…"
    if len(after) > _AROUND:
        after = f"{after[:_AROUND]}…"
    return visible(before.lstrip()), visible(marked), visible(after)


def report_html(health: Health) -> str:
    """Return the report as a page that needs nothing else."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - only for this page

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("report.html.j2")
    groups = [
        (severity.value, [one for one in health.findings if one.problem.severity is severity])
        for severity in Severity
    ]
    return template.render(health=health, groups=groups, titles=TITLES, mark=MARK)


def report_json(health: Health) -> str:
    """Return the report for machines, with the same facts."""
    shape = {
        "kind": MARK,
        "site": health.site,
        "date": health.day.isoformat(),
        "publishable": health.fit,
        "counts": health.counts,
        "rules": [
            {
                "code": rule.code,
                "severity": rule.severity.value,
                "title": rule.title,
                "why": rule.why,
                "count": rule.count,
                "files": rule.files,
            }
            for rule in health.rules
        ],
        "findings": [
            {**one.problem.as_json(), "excerpt": one.problem.where.excerpt} for one in health.findings
        ],
        "waivers": [_waiver(record) for record in health.waivers],
        "completeness": [
            {
                "kind": sheet.kind,
                "name": sheet.name,
                "file": sheet.file,
                "aspects": {aspect.title: aspect.words or None for aspect in sheet.aspects},
            }
            for sheet in health.sheets
        ],
        "terms": [
            {
                "name": record.entity.name,
                "date": record.entity.date.iso(),
                "rules": len(record.entity.rules),
                "file": record.file,
            }
            for record in health.terms
        ],
        "takedowns": [
            {
                "date": record.entity.date.iso(),
                "sort": record.entity.sort,
                "places": record.entity.places,
                "reason": record.entity.reason,
            }
            for record in health.takedowns
        ],
    }
    return json.dumps(shape, ensure_ascii=False, indent=1) + "\n"


def _waiver(record: Record) -> dict[str, Any]:
    waiver = record.entity
    return {
        "code": waiver.code,
        "file": waiver.file,
        "content": waiver.content,
        "reason": waiver.reason,
        "approver": waiver.approver,
        "date": waiver.date.iso(),
    }
