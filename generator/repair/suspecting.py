"""Everything in some rows that may be a slip with a cure, and the rows in which cures are to be tried.

A Look to Proposals: by the diagnosis when the rows do not parse, else by what the check found in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import takewhile

from generator.problems import ERROR, Problem
from generator.repair.cures import PLAIN, REASONS, Proposal, assumed, plain_reading, readings
from generator.repair.indents import tab_readings
from generator.repair.keys import meant_key
from generator.repair.look import MISSHAPEN, MOST, UNPARSED, Look, Reader
from generator.repair.shapes import fitting, refused_marks
from generator.repair.sheet import difference, overlaid
from generator.schema.parse import Path
from generator.source import Document
from generator.source.diagnosis import Diagnosis, Step
from generator.source.inspection import inspect
from generator.source.lines import Lines
from generator.source.slips import Slip, colon_slip, dash_slip, indent_slip, key_of, parts_of

Rows = tuple[str, ...]
_TABS = "indent-tab"


def suspects(look: Look, reader: Reader) -> tuple[Rows, list[Proposal]]:
    """Return the rows in which to try cures, and the proposals, each row of the file in the first that names it."""
    if look.level == UNPARSED:
        diagnosis = reader.diagnose(look.rows)
        if diagnosis.whole:
            return diagnosis.rows, list(_of_steps(diagnosis, look.rows, reader))
        return _all_at_once(look.rows, reader)
    if look.level == MISSHAPEN and (marks := reader.marks(look.rows)):
        return look.rows, list(refused_marks(marks, look.rows))
    return look.rows, _of_faults(look, reader)


def _of_steps(diagnosis: Diagnosis, rows: Rows, reader: Reader) -> Iterator[Proposal]:
    for steps in _grouped(diagnosis.steps):
        touched = sorted({row for step in steps for row in difference(step.before, step.after)})
        first = steps[0]
        codes = [slip.code for _, slip in first.slips]
        if len(steps) == 1 and _TABS in codes:
            options = tuple(edit for edit in tab_readings(rows, tuple(row for row, _ in first.slips)) if edit)
            wide = any("\u3000" in rows[row][: parts_of(rows[row]).indent] for row in touched)
            yield Proposal(options, f"行首的制表符{'和全角空格' if wide else ''}改成半角空格。", plain=True)
            continue
        if len(steps) == 1 and len(first.slips) == 1 and codes[0] not in PLAIN:
            row, slip = first.slips[0]
            if proposal := readings(rows, row, slip):
                yield proposal
            continue
        plain = _plain_beginning(steps, reader)
        if plain:
            after = plain[-1].after
            edit = {row: after[row] for row in touched if after[row] != rows[row]}
            if edit:
                yield assumed(edit, [slip.code for step in plain for _, slip in step.slips])
        elif _is_plain(first.slips[0][1], reader) and len(first.slips) > 1:
            row, slip = first.slips[0]
            if not slip.shift:
                yield assumed({row: slip.mended}, [slip.code])


def _grouped(steps: Sequence[Step]) -> list[list[Step]]:
    """Return the steps in groups that touch no row of one another, each in its order."""
    groups: list[tuple[set[int], list[Step]]] = []
    for step in steps:
        rows = set(difference(step.before, step.after))
        joined = [group for group in groups if group[0] & rows]
        merged = [earlier for _, group in joined for earlier in group]
        groups = [group for group in groups if not group[0] & rows]
        groups.append((rows.union(*(group[0] for group in joined)), [*merged, step]))
    return [group for _, group in groups]


def _plain_beginning(steps: Sequence[Step], reader: Reader) -> list[Step]:
    return list(takewhile(lambda step: all(_is_plain(slip, reader) for _, slip in step.slips), steps))


def _is_plain(slip: Slip, reader: Reader) -> bool:
    """Tell whether a slip has one cure; a colon has it only behind a key, for it may well be part of a text."""
    if slip.code in ("colon-fullwidth", "colon-no-space"):
        key = key_of(slip.mended)
        return key in reader.keys or key.isascii() or bool(meant_key(key, dict.fromkeys(reader.keys, "")))
    return slip.code in PLAIN or slip.code == _TABS


def _all_at_once(rows: Rows, reader: Reader) -> tuple[Rows, list[Proposal]]:
    """Mend every line that has a plain slip: a file with more of them than are looked for one by one."""
    edits: dict[int, str] = {}
    for row, text in enumerate(rows):
        mended = text
        for find in (indent_slip, dash_slip, partial(colon_slip, keys=reader.keys)):
            slip = find(mended)
            if slip and slip.code in PLAIN and not slip.shift:
                mended = slip.mended
        if mended != text:
            edits[row] = mended
    return rows, [
        Proposal(({row: text},), "冒号、减号和空格改成半角。", plain=True) for row, text in edits.items()
    ]


def _of_faults(look: Look, reader: Reader) -> list[Proposal]:
    """Return the proposals for what the check found in rows that parse; a slip comes before what it caused."""
    found = list(look.found)
    proposals: list[Proposal] = []
    if look.document is not None and look.level > MISSHAPEN and look.refused:
        slips = _likely_slips(look.document, [path for _, path in look.told], reader)
        lines = [slip.where.line for slip in slips]
        for problem, path in look.told:
            first, last = look.document.span(*path) if path else (1, len(look.rows))
            causes = slips[bisect_left(lines, first) : bisect_right(lines, last)]
            found += causes
            if problem.code.startswith("colon-") and not causes:
                found.append(problem)
            elif not causes and (proposal := fitting(look.document, reader.kind, problem, path, look.rows)):
                proposals.append(proposal)
    return [*_of_problems(dict.fromkeys(found), look.rows, reader.keys), *proposals]


def _likely_slips(document: Document, paths: Iterable[Path], reader: Reader) -> list[Problem]:
    """Return the slips in the entries that were refused, by line: a long list has many others that are sound."""
    lines = Lines(document.file, tuple(document.text.split("\n")))
    nodes = [document.node()]
    if reader.kind.many and isinstance(document.value, list):
        nodes = [document.node(i) for i in sorted({int(path[0]) for path in paths if path})]
    problems = [p for node in nodes for p in inspect(node, lines, reader.keys, likely=True, most=MOST)]
    return sorted(
        (p for p in problems if p.severity is ERROR and p.code != "key-duplicate"), key=lambda p: p.where.line
    )


def _of_problems(problems: Iterable[Problem], rows: Rows, keys: frozenset[str]) -> Iterator[Proposal]:
    """Yield the proposals for slips in rows that parse, those of one row together."""
    by_row: dict[int, list[Problem]] = {}
    for problem in problems:
        by_row.setdefault(problem.where.line - 1, []).append(problem)
    for row, found in sorted(by_row.items()):
        plain = [problem.code for problem in found if problem.code in PLAIN]
        if plain:
            yield from _plain_ones(rows, row, plain, keys)
        elif proposal := readings(rows, row, _slip_of(found[0])):
            yield proposal


def _plain_ones(rows: Rows, row: int, codes: Sequence[str], keys: frozenset[str]) -> Iterator[Proposal]:
    if len(codes) == 1:
        edit = plain_reading(rows, row, codes[0], keys)
        if edit:
            yield Proposal((edit,), REASONS[codes[0]], plain=True)
        return
    mended, done = rows, []
    for code in codes:
        if edit := plain_reading(mended, row, code, keys):
            mended = overlaid(mended, [edit])
            done.append(code)
    if done:
        yield Proposal((difference(rows, mended),), "".join(REASONS[code] for code in done), plain=True)


def _slip_of(problem: Problem) -> Slip:
    """Return a problem of the check as the slip that it was made from, as far as readings need it."""
    where = problem.where
    return Slip(problem.code, where.column - 1, where.length, problem.message, problem.hint, where.excerpt)
