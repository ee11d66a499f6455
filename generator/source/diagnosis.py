"""Why a file does not parse: suspects slips near the parser's stumble, and proves each by mending it.

A slip is believed when the parser gets further without it. So one run finds every slip of a file, and what
merely looks like one is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.problems import ERROR, Problem
from generator.source.inspection import inspect, slip_problem
from generator.source.lines import Lines, original_column
from generator.source.parsing import Stumble, compose, first_stumble, is_slow, read_value
from generator.source.refusals import refusal_problem
from generator.source.slips import (
    ODD_INDENT,
    Slip,
    bracket_slip,
    escape_slip,
    indent_slip,
    indent_width,
    is_structural,
    loose_slip,
    parts_of,
    slips_in,
    uneven_slip,
)

_BUDGET = 4_000_000
"""So many characters may be parsed in trials for one file: about half a second at worst."""
_SLOWLY = 4
"""How much more it costs to parse what has to be watched."""
_MAX_SLIPS = 100
_VAGUE = frozenset({"indent-uneven", "line-loose"})
_BLOCK = re.compile(r"[|>][-+0-9]*[ \t]*(?:#.*)?$")
_LOOK_BACK = 60
_NEIGHBOURS = 6

_Rows = tuple[str, ...]
_END = (1 << 60, 0)


@dataclass(slots=True)
class _Trial:
    """Parses mended versions of one file, until the budget is spent."""

    left: float = _BUDGET

    def stumble(self, rows: _Rows) -> Stumble | None:
        text = "\n".join(rows)
        stumble = first_stumble(text)
        # The parser stops where it stumbles; what lies behind costs only its copying.
        done = stumble.row / len(rows) if stumble else 1
        cost = 200 + len(text) * (0.1 + done)
        self.left -= cost * _SLOWLY if is_slow(text) else cost
        return stumble

    def reach(self, rows: _Rows) -> tuple[int, int]:
        """Return how far the parser gets; nowhere when the budget is spent."""
        if self.left <= 0:
            return -1, 0
        stumble = self.stumble(rows)
        return stumble.anchor if stumble else _END


@dataclass(frozen=True, slots=True)
class _Found:
    """A slip, the row that it stands on, and that row's text when it was found."""

    row: int
    slip: Slip
    before: str


@dataclass(frozen=True, slots=True)
class _Cure:
    """What explains a stumble, and all rows with that mended."""

    found: tuple[_Found, ...]
    rows: _Rows


@dataclass(frozen=True, slots=True)
class _Case:
    """One stumble and all that is known about it."""

    rows: _Rows
    stumble: Stumble
    keys: frozenset[str]
    trial: _Trial
    literal: frozenset[int]
    moved: frozenset[int]

    def helps(self, rows: _Rows) -> bool:
        """Tell whether the parser gets past the stumble with these rows."""
        return self.trial.reach(rows) > self.stumble.anchor

    def first_row(self) -> int:
        """Return the row where a search backwards starts: the stumble's, or the last one of the file."""
        return min(self.stumble.anchor[0], len(self.rows) - 1)

    def rows_back(self, limit: int) -> Iterator[int]:
        """Yield up to `limit` rows that hold YAML (not a block's text), from the stumble backwards."""
        seen = 0
        for row in range(self.first_row(), -1, -1):
            if self.rows[row].strip() and row not in self.literal:
                yield row
                seen += 1
                if seen == limit:
                    return


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was mended to get past a stumble: the slips by their rows, and all rows before and after."""

    slips: tuple[tuple[int, Slip], ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All that is wrong with a file that does not parse, and the way of mending that led through it.

    `rows` is the file with all of that mended. Not `whole`: there were more slips than are looked for."""

    problems: list[Problem]
    steps: tuple[Step, ...]
    rows: tuple[str, ...]
    whole: bool


def diagnose(lines: Lines, keys: frozenset[str]) -> list[Problem]:
    """Return all slips of a file that does not parse, with a yaml-syntax problem for what they leave unexplained."""
    found = find_way(lines, keys)
    told = {(row, slip.code) for step in found.steps for row, slip in step.slips}
    rest = _inspect_mended(Lines(lines.file, found.rows), lines, keys)
    return [
        *found.problems,
        *(problem for problem in rest if (problem.where.line - 1, problem.code) not in told),
    ]


def find_way(lines: Lines, keys: frozenset[str]) -> Diagnosis:
    """Return the slips of a file that does not parse, in the order in which the parser stumbles over them."""
    trial = _Trial()
    rows = lines.rows
    literal = literal_rows(rows)
    problems: list[Problem] = []
    steps: list[Step] = []
    told: set[tuple[int, str]] = set()
    unexplained = False
    untold = 0
    while (stumble := trial.stumble(rows)) and len(problems) < _MAX_SLIPS and untold < _MAX_SLIPS:
        case = _Case(
            rows,
            stumble,
            keys,
            trial,
            literal,
            frozenset(row for row, code in told if code == "indent-uneven"),
        )
        cure = _find_cure(case)
        # One slip told twice of one line is no cure: mending it has only moved the trouble.
        if cure is None or {(found.row, found.slip.code) for found in cure.found} <= told:
            if not unexplained and (trial.left > 0 or not problems):
                problems.append(_unexplained(stumble, lines))
            if unexplained or trial.left <= 0:
                break
            unexplained = True
            rows = _without(rows, case.first_row())
            continue
        # What follows an unexplained line may be its mere consequence: then only what is plain by itself counts.
        plain = [
            slip_problem(found.slip, found.row, lines, found.before)
            for found in cure.found
            if not (unexplained and found.slip.code in _VAGUE)
        ]
        problems += plain
        untold += not plain
        told |= {(found.row, found.slip.code) for found in cure.found}
        steps.append(Step(tuple((found.row, found.slip) for found in cure.found), rows, cure.rows))
        rows = cure.rows
    return Diagnosis(problems, tuple(steps), rows, whole=stumble is None)


def _find_cure(case: _Case) -> _Cure | None:
    attempts = (_all_indents, _on_the_spot, _open_quote, _open_bracket, _further_back, _loose_line, _uneven)
    cures = (attempt(case) for attempt in attempts)
    return next((cure for cure in cures if cure), None)


def _all_indents(case: _Case) -> _Cure | None:
    """Mend every indentation that is not made of spaces, with the width of a tab that carries furthest."""
    odd = [i for i, text in enumerate(case.rows) if i not in case.literal and _has_odd_indent(text)]
    best, furthest = 0, case.stumble.anchor
    for tab in (2, 4, 8) if odd else ():
        reach = case.trial.reach(with_spaces(case.rows, odd, tab))
        if reach > furthest:
            best, furthest = tab, reach
    if not best:
        return None
    rows = with_spaces(case.rows, odd, best)
    slips = ((row, indent_slip(case.rows[row], parts_of(rows[row]).indent)) for row in odd[:_MAX_SLIPS])
    return _Cure(tuple(_Found(row, slip, case.rows[row]) for row, slip in slips if slip), rows)


def _has_odd_indent(text: str) -> bool:
    return bool(ODD_INDENT.match(text)) and (not text.strip() or is_structural(text))


def with_spaces(rows: tuple[str, ...], odd: list[int], tab: int) -> tuple[str, ...]:
    """Return the rows with the indentation of the odd ones in spaces, a tab as wide as `tab` of them."""
    mended = list(rows)
    for row in odd:
        body = rows[row].lstrip()
        mended[row] = " " * indent_width(rows[row][: len(rows[row]) - len(body)], tab) + body if body else ""
    return tuple(mended)


def _on_the_spot(case: _Case) -> _Cure | None:
    """Try each slip of the line where the parser stumbled, then each with a second one on that line."""
    stumble = case.stumble
    last = len(case.rows) - 1
    for row in dict.fromkeys((case.first_row(), min(stumble.row, last), min(stumble.start_row, last))):
        if row in case.literal:
            continue
        escapes = row == stumble.row and "escape" in stumble.complaint
        escape = escape_slip(case.rows[row], stumble.column) if escapes else None
        slips = [escape] if escape else _suspects(case, row)
        alone = [_mend(_Cure((), case.rows), row, slip) for slip in slips]
        pairs = (_mend(cure, row, slip) for cure in alone for slip in slips_in(cure.rows[row], case.keys))
        if cure := _furthest(case, alone) or _furthest(case, pairs):
            return cure
    return None


def _furthest(case: _Case, cures: Iterable[_Cure]) -> _Cure | None:
    """Return the cure that carries the parser furthest, the first of equals, None when none gets past the stumble."""
    best, furthest = None, case.stumble.anchor
    for cure in cures:
        reach = case.trial.reach(cure.rows)
        if reach > furthest:
            best, furthest = cure, reach
        if reach == _END:
            break
    return best


def _suspects(case: _Case, row: int) -> Iterator[Slip]:
    """Yield the line's slips, but no open quotation mark where the text within goes on below."""
    unclosed = case.stumble.context.endswith("quoted scalar") and case.stumble.start_row == row
    for slip in slips_in(case.rows[row], case.keys):
        if slip.code != "quote-unclosed" or unclosed or _is_left_alone(case.rows, row):
            yield slip


def _open_quote(case: _Case) -> _Cure | None:
    """Find the quotation mark that swallowed the lines up to here."""
    nothing = _Cure((), case.rows)
    for row in case.rows_back(_LOOK_BACK * 4):
        slips = [slip for slip in slips_in(case.rows[row], case.keys) if slip.code == "quote-unclosed"]
        if not slips or not _is_left_alone(case.rows, row):
            continue
        reach, _, cure = max(
            (case.trial.reach(cure.rows), -i, cure)
            for i, cure in enumerate(_mend(nothing, row, slip) for slip in slips)
        )
        # What the quotation mark had swallowed may stumble earlier than before, but behind it.
        if reach[0] > row and reach != case.stumble.anchor:
            return cure
    return None


def _is_left_alone(rows: _Rows, row: int) -> bool:
    """Tell whether a quotation mark that opens in this line is closed in none of the lines that continue it."""
    parts = parts_of(rows[row])
    mark = parts.text[parts.value]
    for text in rows[row + 1 :]:
        if text.strip() and parts_of(text).indent <= parts.body:
            return is_structural(text)
        if mark in text:
            return False
    return False


def _open_bracket(case: _Case) -> _Cure | None:
    """Close a list in brackets that goes on over several lines, before the line that it cannot hold."""
    stumble = case.stumble
    if not stumble.context.endswith(("flow sequence", "flow mapping")):
        return None
    text = case.rows[stumble.start_row]
    last = next(
        (i for i in range(stumble.row - 1, stumble.start_row, -1) if case.rows[i].strip()), stumble.start_row
    )
    closer = "]" if text[stumble.start_column] == "[" else "}"
    rows = (*case.rows[:last], case.rows[last].rstrip() + closer, *case.rows[last + 1 :])
    if not case.helps(rows):
        return None
    place = "在末尾" if last == stumble.start_row else f"在第 {last + 1} 行末尾"
    slip = bracket_slip(text, stumble.start_column, rows[last], place)
    return _Cure((_Found(stumble.start_row, slip, text),), rows)


def _further_back(case: _Case) -> _Cure | None:
    """Try the lines before the stumble, each alone and all together: a slip may be noticed only lines later."""
    nothing = _Cure((), case.rows)
    level = parts_of(case.rows[case.first_row()]).indent
    # What lies deeper than the stumble may be text that goes on below, and no slip: so first without it.
    runs = {"level": nothing, "all": nothing}
    for row in case.rows_back(_LOOK_BACK):
        fully = _mend_fully(nothing, row, case.keys)
        if not fully.found:
            continue
        alone = [_mend(nothing, row, slip) for slip in _suspects(case, row)]
        if cure := _furthest(case, [*alone, fully]):
            return cure
        for name, run in runs.items():
            if name == "all" or parts_of(case.rows[row]).indent == level:
                runs[name] = _mend_fully(run, row, case.keys)
                if run.found and case.helps(runs[name].rows):
                    return _only_needed(runs[name], case)
    return None


def _mend_fully(cure: _Cure, row: int, keys: frozenset[str]) -> _Cure:
    """Return the cure with the likeliest slips of one line mended, one after the other."""
    for _ in range(3):
        slip = next(iter(slips_in(cure.rows[row], keys)), None)
        if slip is None:
            break
        cure = _mend(cure, row, slip)
    return cure


def _only_needed(cure: _Cure, case: _Case) -> _Cure:
    """Return the cure without the lines that it works without."""
    for row in dict.fromkeys(found.row for found in cure.found):
        smaller = _Cure((), case.rows)
        for found in cure.found:
            if found.row != row:
                smaller = _mend(smaller, found.row, found.slip)
        if smaller.found and case.helps(smaller.rows):
            return _only_needed(smaller, case)
    return cure


def _loose_line(case: _Case) -> _Cure | None:
    """Take a line of bare text as the continuation of the line above."""
    row = case.first_row()
    text = case.rows[row]
    above = next((i for i in range(row - 1, -1, -1) if case.rows[i].strip()), -1)
    if not text.strip() or is_structural(text) or above < 0:
        return None
    if above not in case.literal and not case.stumble.context.endswith("simple key"):
        return None
    if above in case.literal:
        slip = uneven_slip(text, parts_of(case.rows[above]).indent)
    else:
        slip = loose_slip(text, case.rows[above])
    cure = _mend(_Cure((), case.rows), row, slip)
    return cure if case.helps(cure.rows) else _Cure(cure.found, _without(case.rows, row))


def _uneven(case: _Case) -> _Cure | None:
    """Move a line, or a line with all that hangs on it, to where others stand, whichever carries furthest."""
    shaped = [row for row in case.rows_back(_LOOK_BACK) if is_structural(case.rows[row])]
    behind = [row for row in shaped if row not in case.moved][:_NEIGHBOURS]
    if not behind:
        return None
    ahead = range(case.first_row() + 1, min(case.first_row() + 1 + _NEIGHBOURS, len(case.rows)))
    parts = {row: parts_of(case.rows[row]) for row in (*shaped, *ahead)}
    columns = {0} | {column for part in parts.values() for column in (part.indent, part.body)}
    target = parts[behind[0]].indent
    moves = (
        (abs(width - parts[row].indent), width % 2, order, width, row)
        for order, row in enumerate(behind)
        # To another line's column, or so that what follows this line's dash stands in line with the stumble.
        for width in columns | {max(0, target - parts[row].body + parts[row].indent)}
        if width != parts[row].indent and not _joins_block(case, row, width)
    )
    cures = (
        _move(case.rows, row, width, block=block)
        for *_, width, row in sorted(moves)
        for block in (False, True)
    )
    return _furthest(case, (cure for cure in cures if cure))


def _joins_block(case: _Case, row: int, width: int) -> bool:
    """Tell whether the line would become part of the text of a block above it."""
    above = next((i for i in range(row - 1, -1, -1) if case.rows[i].strip()), row)
    return above in case.literal and width >= parts_of(case.rows[above]).indent


def _move(rows: _Rows, row: int, width: int, *, block: bool) -> _Cure | None:
    text = rows[row]
    indent = parts_of(text).indent
    if text[:indent].strip(" "):
        return None
    last = last_below(rows, row, indent) if block else row
    if block and last == row:
        return None
    moved = tuple(shifted(rows[i], width - indent) for i in range(row, last + 1))
    slip = uneven_slip(text, width)
    if last > row:
        slip = replace(slip, hint=f"{slip.hint}下面属于它的 {last - row} 行也跟着移动。")
    return _Cure((_Found(row, slip, text),), (*rows[:row], *moved, *rows[last + 1 :]))


def mended_rows(rows: tuple[str, ...], row: int, slip: Slip) -> tuple[str, ...]:
    """Return all rows with one slip mended, and the lines moved that stand under its item's text."""
    return _mend(_Cure((), rows), row, slip).rows


def _mend(cure: _Cure, row: int, slip: Slip) -> _Cure:
    """Return the cure with one more slip mended, and the lines moved that stand under its item's text."""
    rows = list(cure.rows)
    before = rows[row]
    rows[row] = slip.mended
    below = next((i for i in range(row + 1, len(rows)) if rows[i].strip()), row)
    if slip.shift and below > row and parts_of(rows[below]).indent == slip.column + 2 - slip.shift:
        last = last_below(cure.rows, row, slip.column)
        rows[row + 1 : last + 1] = [shifted(text, slip.shift) for text in rows[row + 1 : last + 1]]
        slip = replace(slip, hint=f"{slip.hint}下面属于它的 {last - row} 行也各多空一格。")
    return _Cure((*cure.found, _Found(row, slip, before)), tuple(rows))


def last_below(rows: tuple[str, ...], row: int, indent: int) -> int:
    """Return the last row that hangs on this one: all that follow and are deeper than `indent`."""
    last = row
    for i in range(row + 1, len(rows)):
        if not rows[i].strip():
            continue
        if parts_of(rows[i]).indent <= indent:
            break
        last = i
    return last


def shifted(text: str, by: int) -> str:
    """Return the line moved to the right, or to the left as far as it has blanks."""
    return " " * by + text if by > 0 else text[min(-by, parts_of(text).indent) :]


def literal_rows(rows: tuple[str, ...]) -> frozenset[int]:
    """Return the rows that are the text of a block (`|` or `>`): they may look like anything."""
    literal: set[int] = set()
    least = -1
    opened = False
    for row, text in enumerate(rows):
        depth = len(text) - len(text.lstrip(" "))
        if opened and text.strip() and depth >= least:
            least, opened = depth, False
        if least >= 0 and (depth >= least or not text.strip()):
            literal.add(row)
            continue
        least = _block_base(text) + 1 if "|" in text or ">" in text else -1
        least, opened = (least, True) if least > 0 else (-1, False)
    return frozenset(literal)


def _block_base(text: str) -> int:
    """Return the column that a block's text must lie behind, when this line opens a block; else -1."""
    parts = parts_of(text)
    if parts.value == parts.indent or not _BLOCK.match(text, parts.value):
        return -1
    return parts.body if parts.has_key else text.rindex("-", 0, parts.value)


def _without(rows: _Rows, row: int) -> _Rows:
    return (*rows[:row], "", *rows[row + 1 :])


def _inspect_mended(mended: Lines, lines: Lines, keys: frozenset[str]) -> Iterator[Problem]:
    """Yield what the file would be told if only the slips found so far were mended."""
    text = "\n".join(mended.rows)
    reading = read_value(text)
    problems = [refusal_problem(refusal, mended) for refusal in reading.refusals]
    if not reading.refusals and not reading.stumble and reading.value is not None:
        problems += inspect(compose(text), mended, keys, likely=False)
    for problem in problems:
        where = problem.where
        row = where.line - 1
        column = original_column(lines.rows[row], mended.rows[row], where.column - 1)
        yield replace(problem, where=lines.where(row, column, where.length))


def _unexplained(stumble: Stumble, lines: Lines) -> Problem:
    return Problem(
        "yaml-syntax",
        ERROR,
        lines.where(*stumble.anchor),
        "程序读到这里读不下去了，这一行或它前面一行的写法不对。",
        "对照同级的其他行检查：冒号是不是半角、后面有没有空一格，引号和括号是不是成对，行首的空格是不是一样多。",
    )
