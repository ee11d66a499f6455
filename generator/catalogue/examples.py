"""What each code looks like when it comes up: real Problems, kept beside the code as JSON by `make golden`.

`change_in` takes the line as it should be from the hint that a Problem brings."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.problems import Problem, Severity, Where

EXAMPLES_FILE = Path(__file__).with_name("examples.json")

Examples = Mapping[str, tuple[Problem, ...]]


def read_examples() -> dict[str, tuple[Problem, ...]]:
    """Return the examples by code; a code may have none."""
    kept = json.loads(EXAMPLES_FILE.read_text(encoding="utf-8"))
    return {code: tuple(_problem(code, entry) for entry in entries) for code, entries in kept.items()}


def as_text(examples: Examples) -> str:
    """Return the examples as `EXAMPLES_FILE` holds them."""
    kept = {code: [_entry(problem) for problem in examples[code]] for code in sorted(examples)}
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def change_in(problem: Problem) -> tuple[str, str] | None:
    """Return the line before and after the cure, where the hint holds the line as it should be.

    After it may be several lines. A hint that leaves a choice between lines holds none."""
    before = problem.where.excerpt
    if found := _WORD.search(problem.hint):
        word, better = found["word"] or found["plain"], found["better"] or found["good"]
        return (before, before.replace(word, better, 1)) if word in before else None
    if not before or not (found := _WHOLE.search(problem.hint)):
        return None
    after = found["line"] or found["plain"]
    if "…" in after:
        return None
    lead = "" if after.startswith(" ") else _lead(before, after)
    more = _MORE.search(problem.hint)
    added = re.findall("“([^”]+)”", more[0]) if more else []
    return before, "\n".join([lead + after, *(" " * len(lead) + line for line in added)])


_WHOLE = re.compile("改成(?:「(?P<line>[^」]+)」|“(?P<plain>[^“”]+)”)(?!或)")
_MORE = re.compile("再加一行“[^”]+”(?:、一行“[^”]+”)*")
_WORD = re.compile(
    "把(?:「(?P<word>[^」]+)」|“(?P<plain>[^“”]+)”)改成(?:「(?P<better>[^」]+)」|“(?P<good>[^“”]+)”)"
)


def _lead(before: str, after: str) -> str:
    """Return what stands before the part that is written anew: the indentation, and dashes that the cure leaves out."""
    indent = re.match(r"[ \t\u3000\xa0]*", before)
    start = indent[0] if indent else ""
    dashes = re.match("(?:- +)+", before[len(start) :])
    return start + dashes[0] if dashes and not after.startswith("- ") else start


def _problem(code: str, entry: Mapping[str, Any]) -> Problem:
    where = Where(*(entry[key] for key in ("file", "line", "column", "length", "excerpt")))
    return Problem(code, Severity(entry["severity"]), where, entry["message"], entry["hint"])


def _entry(problem: Problem) -> dict[str, str | int]:
    where = problem.where
    return {
        "severity": problem.severity.value,
        "file": where.file,
        "line": where.line,
        "column": where.column,
        "length": where.length,
        "excerpt": where.excerpt,
        "message": problem.message,
        "hint": problem.hint,
    }


def first_of_each(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the first problem of each severity, the gravest first: one shows what the others are like."""
    firsts = {problem.severity: problem for problem in reversed(problems)}
    return tuple(sorted(firsts.values(), key=lambda problem: problem.severity.rank))
