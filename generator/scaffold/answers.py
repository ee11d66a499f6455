"""Judge one answer as the models would judge it in a file."""

from __future__ import annotations

from generator.schema import Kind, known_keys, parse_records
from generator.source import parse_document
from generator.writing import Writable, record_text


def answer_fault(kind: Kind, key: str, text: str) -> str:
    """Return in Chinese what is wrong with an answer and what would be right; empty where nothing is."""
    name = next(each for each in ("标题", "名称") if each in kind.model.keys())  # noqa: SIM118 - a method of ours
    values: dict[str, Writable] = {name: "甲", key: text}
    whole = record_text(kind, [values] if kind.many else values)
    document, problems = parse_document(whole, "", known_keys())
    found = (*problems, *(parse_records(document, kind)[1] if document else ()))
    return next((f"{problem.message}{problem.hint}" for problem in found), "")
