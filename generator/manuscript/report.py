"""Make a report of a manuscript: its framework where the headings count, its chapters, its problems and goals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from generator.manuscript.facts import year_in
from generator.manuscript.outline import Outline, Section
from generator.manuscript.pillars import counting_headings, pillar_values
from generator.manuscript.sieve import MISSING
from generator.manuscript.sketch import Context, Sketch, add_facts, points, prose, whole_prose
from generator.schema.kinds import REPORT

_PROBLEMS = re.compile("问题|不足|短板|差距|困难")
_REMEDIES = re.compile("整改")
_GOALS = re.compile("下一步|下步|今后|明年|打算|努力方向|工作计划|工作思路|展望")
_SCHOOL_YEAR = re.compile(r"((?:20)[0-9]{2}\s?[—–-]{1,2}\s?(?:20)?[0-9]{2})\s?学年")


def sketch_report(whole: Outline, context: Context) -> Sketch:
    """Return the report that a manuscript is."""
    sketch = Sketch(REPORT)
    sketch.values["标题"] = whole.title or MISSING
    school_year = _SCHOOL_YEAR.search(whole.title)
    year = year_in(whole.title)
    if school_year:
        sketch.set("学年", school_year[1])
    elif year:
        sketch.set("年度", year)
    else:
        sketch.ask("标题里没有年份，写一行“年度: 2024”。", "年度")
    sketch.set("学校", [context.school] if context.school else None)
    sketch.set("概述", prose(whole.root.lines))
    found = counting_headings(whole.root)
    taken = found.sections if found else ()
    pillars = pillar_values(sketch, whole, found, (), ("框架", "板块")) if found else []
    if pillars:
        sketch.values["框架"] = {"板块": pillars}
    for section in whole.root.sections:
        _chapter(sketch, section, taken)
    known = [str(pillar["名称"]) for pillar in pillars]
    add_facts(sketch, whole, context, known)
    return sketch


def _chapter(sketch: Sketch, section: Section, taken: Sequence[Section]) -> None:
    """Put a section into the record, but for those that the framework has taken."""
    if any(section is other for other in taken):
        return
    holds = any(inner is other for inner in section.walk() for other in taken)
    if holds:
        if section.lines:
            _add(sketch, "章节", {"名称": section.title, "正文": prose(section.lines)})
        for inner in section.sections:
            _chapter(sketch, inner, taken)
    elif _PROBLEMS.search(section.title) and not _REMEDIES.search(section.title):
        for text in _points_with_text(section):
            _add(sketch, "问题整改", {"问题": text})
        sketch.ask("问题整改默认不上网；确实要公开的那一条才写“公开: 是”。", "问题整改")
    elif _GOALS.search(section.title):
        for text in _points_with_text(section):
            _add(sketch, "目标", text)
    else:
        _add(sketch, "章节", _section_value(section))


def _section_value(section: Section) -> dict[str, Any]:
    value: dict[str, Any] = {"名称": section.title}
    if text := whole_prose(section):
        value["正文"] = text
    return value


def _points_with_text(section: Section) -> list[str]:
    """Return the points of a section, each with all that is said of it."""
    if not section.sections:
        return points(section)
    lead = [line.text for line in section.lines]
    return lead + [
        "：".join((inner.title, *([" ".join(inner.texts())] if inner.lines or inner.sections else [])))
        for inner in section.sections
    ]


def _add(sketch: Sketch, key: str, value: Any) -> None:
    sketch.values.setdefault(key, []).append(value)
