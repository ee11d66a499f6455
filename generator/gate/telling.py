"""What was found, told: as a Problem with a reason, a cure and the lines of a waiver, in words that a log may hold."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from generator.gate.found import Found, Rule
from generator.problems import BLOCK, Problem, Where, quoted
from generator.source.lines import quoted as yaml_quoted


@dataclass(frozen=True, slots=True)
class Finding:
    """A Problem, and what knows the same thing again wherever else it stands."""

    problem: Problem
    key: str

    @property
    def identity(self) -> tuple[str, str]:
        """Return the code and the key."""
        return self.problem.code, self.key


OF_CONTACT = frozenset({"private-phone", "private-email", "private-address"})
"""The codes of what a site may tell of itself; whatever else stands beside its address is nobody's contact."""


def is_allowed(finding: Finding, allowed: Collection[str]) -> bool:
    """Tell whether what was found is one of the site's own contact: the same number, perhaps without its area code, or the
    same address, perhaps with a word more."""
    key = finding.key
    if finding.problem.code not in OF_CONTACT:
        return False
    if key.isdigit():
        return any(own == key or (len(key) > _SHORT and own.endswith(key)) for own in allowed)
    return any(own in key or key in own for own in allowed if not own.isdigit() and len(own) >= _SHORT)


_SHORT = 6


@dataclass(frozen=True, slots=True)
class Placed:
    """What a rule found and where in a file: its own lines, and those of what no log may hold."""

    rule: Rule
    found: Found
    lines: Sequence[Where]
    secret: Sequence[Where] = ()


_Span = tuple[int, int]


def tell(placed: Iterable[Placed]) -> list[Finding]:
    """Return what was found in one file as Findings; no line is shown with another's secret in it."""
    every = list(placed)
    hidden: dict[tuple[int, str], list[_Span]] = {}
    for one in every:
        for where in one.secret:
            span = (where.column - 1, where.column - 1 + where.length)
            hidden.setdefault((where.line, where.excerpt), []).append(span)
    shown = {line: _masked(line[1], spans) for line, spans in hidden.items()}
    ends = {line: sorted(end for _, end in spans) for line, spans in hidden.items()}
    found = []
    for one in every:
        line = (one.lines[0].line, one.lines[0].excerpt)
        found.append(_finding(one, shown.get(line, ""), ends.get(line, [])))
    return found


def _finding(one: Placed, shown: str, ends: Sequence[int]) -> Finding:
    """Return a Finding; `shown` is its line as it may be printed, `ends` where secrets of it end."""
    where = replace(one.lines[0], shown=shown) if shown else one.lines[0]
    message = f"这里像是{one.found.what}（{one.found.shown}）。{one.rule.why}{_context(where)}"
    snippet = _snippet(where, ends, one)
    hint = f"{one.rule.cure}\n{waiver_lines(one.rule.code, where.file, snippet)}"
    return Finding(Problem(one.rule.code, BLOCK, where, message, hint), one.found.key)


def _context(where: Where) -> str:
    """Return the words around a place that has no line: that of a built page."""
    if where.line or not where.column:
        return ""
    start = max(0, where.column - 1 - _AROUND)
    words = (where.shown or where.excerpt)[start : where.column - 1 + where.length + _AROUND].strip()
    return f"原文：{quoted(words)}。"


_AROUND = 12


def waiver_lines(code: str, file: str, snippet: str = "") -> str:
    """Return how to let something through, as the lines to write."""
    lines = [
        "确认可以公开的，在 data/waivers.yml 里加上这几行，填好后三项：",
        f"- 代码: {code}",
        f"  文件: {yaml_quoted(file) if ': ' in file else file}",
    ]
    if snippet:
        lines.append(f"  内容: {yaml_quoted(snippet)}")
    return "\n".join([*lines, "  理由:", "  批准人:", "  日期:"])


def _masked(text: str, hidden: Iterable[tuple[int, int]]) -> str:
    signs = list(text)
    for start, end in hidden:
        for place in range(max(0, start), min(end, len(signs))):
            if not signs[place].isspace():
                signs[place] = "＊" if unicodedata.east_asian_width(signs[place]) in "WF" else "*"
    return "".join(signs)


_LONGEST = 16
_CONTEXT = 4
_TAIL = 4


def _snippet(where: Where, ends: Sequence[int], one: Placed) -> str:
    """Return words of the line by which a waiver knows this place and no other, none of them secret.

    Of a number they are its last digits, of a name the family's with what stands before it."""
    start = where.column - 1
    end = start + where.length
    if not one.secret:
        words = (
            one.found.shown
            if one.found.shown in where.excerpt
            else where.excerpt[max(0, start) : max(0, end)]
        )
        return words[:_LONGEST].strip()
    if one.found.secret and one.found.secret[0] == one.found.start:
        return where.excerpt[max(start, end - _TAIL) : end].strip()
    secret = one.secret[0]
    stop = secret.column - 1 if secret.line == where.line else end
    before = bisect_right(ends, start)
    first = max(0, start - _CONTEXT, ends[before - 1] if before else 0)
    return where.excerpt[first:stop].strip()
