"""Keep drafts off the site, and tell what is wrong with one as a note: nobody sees it yet.

A draft is checked as any record is; only an 错误 of it stops anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.problems import BLOCK, ERROR, NOTE, Problem, quoted
from generator.schema.parse import Record

_WAITING = "draft-waiting"
_WHOLE_FILE = (0, 1 << 30)
_Spans = Mapping[str, list[tuple[int, int]]]


def drafts_last(records: Iterable[Record]) -> tuple[Record, ...]:
    """Return the records with the drafts behind all others, so that what clashes is laid to the draft."""
    return tuple(sorted(records, key=lambda record: record.is_draft))


def waiting_drafts(records: Iterable[Record]) -> Iterator[Problem]:
    """Yield a reminder for every draft."""
    for record in records:
        if record.is_draft:
            message = (
                f"{record.kind.title}{quoted(record.entity.name)}还是草稿：哪一页都不显示它，也不算进任何数。"
            )
            hint = "从头看一遍、改好以后，删掉“草稿: 是”这一行，它就会上网。"
            yield Problem(_WAITING, NOTE, record.at("草稿"), message, hint)


def told_of_drafts(problems: Iterable[Problem], records: Iterable[Record]) -> list[Problem]:
    """Return the problems with those of drafts told as notes, their 错误 left as they are."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for record in records:
        if record.is_draft:
            span = record.document.span(*record.base) if record.base else _WHOLE_FILE
            spans.setdefault(record.file, []).append(span)
    return [_as_note(problem) if _inside(problem, spans) else problem for problem in problems]


def _inside(problem: Problem, spans: _Spans) -> bool:
    found = spans.get(problem.where.file, ())
    return any(first <= problem.where.line <= last for first, last in found)


def _as_note(problem: Problem) -> Problem:
    if problem.severity is ERROR or problem.code == _WAITING:
        return problem
    when = "（草稿，发布前一定要改）" if problem.severity is BLOCK else "（草稿）"
    return replace(problem, severity=NOTE, message=when + problem.message)
