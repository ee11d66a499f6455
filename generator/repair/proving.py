"""Which reading of a fault is the one: try each, and believe it only when it is the only one that reads well.

Proposals in, edits out; what several readings would mend in different ways is left to a person."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from generator.repair.cures import Proposal
from generator.repair.keys import meant_key
from generator.repair.look import UNPARSED, Look, Reader
from generator.repair.sheet import Edit, overlaid
from generator.schema.parse import keys_at

_SHAPE = frozenset(
    {
        "indent-uneven",
        "key-duplicate",
        "key-missing",
        "key-nameless",
        "key-not-text",
        "key-unknown",
        "keys-expected",
        "list-expected",
        "special-start",
        "text-expected",
        "value-cut",
    }
)
"""Codes that a line gets from a cure that was the wrong one for it."""
_VALUE = frozenset(
    {
        "choice-wrong",
        "date-wrong",
        "flag-wrong",
        "number-wrong",
        "path-wrong",
        "slug-wrong",
        "url-wrong",
        "year-wrong",
    }
)
"""Codes that a value gets which was no text to be quoted, or none of this key's."""


def choose(
    rows: tuple[str, ...], proposals: Sequence[Proposal], reader: Reader, before: Look
) -> list[tuple[Edit, str]]:
    """Return the edits that are sure, with their reasons. Readings are tried in `rows`, with all others assumed."""
    # A fault at the very end of a file may have no reading at all.
    proposals = _apart([proposal for proposal in proposals if proposal.options])
    picks = {i: proposal.options[0] for i, proposal in enumerate(proposals)}
    doubtful = {
        i for i, proposal in enumerate(proposals) if len(proposal.options) > 1 and not proposal.ranked
    }
    # A second time: what was decided the first time may be what kept the others from being read.
    for _ in range(2):
        for i in sorted(doubtful):
            if (sure := _only_reading(rows, proposals, picks, i, reader)) is not None:
                picks[i] = sure
                doubtful.discard(i)
    for i in doubtful:
        del picks[i]
    refused = _refused(rows, proposals, picks, reader, before)
    second = {
        i: proposals[i].options[1] for i in refused if len(proposals[i].options) > 1 and proposals[i].ranked
    }
    if second:
        picks |= second
        refused = _refused(rows, proposals, picks, reader, before)
    return [(edit, proposals[i].why(edit)) for i, edit in sorted(picks.items()) if i not in refused]


def _apart(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Return the proposals that touch no row of an earlier one; the others have their turn in the next round."""
    taken: set[int] = set()
    chosen: list[Proposal] = []
    for proposal in proposals:
        if not taken & proposal.rows:
            taken |= proposal.rows
            chosen.append(proposal)
    return chosen


def _with(rows: tuple[str, ...], proposals: Sequence[Proposal], picks: Mapping[int, Edit]) -> tuple[str, ...]:
    return overlaid(rows, (edit for i, edit in picks.items() if not proposals[i].assumed))


def _only_reading(
    rows: tuple[str, ...],
    proposals: Sequence[Proposal],
    picks: Mapping[int, Edit],
    which: int,
    reader: Reader,
) -> Edit | None:
    """Return the reading that is the only one to read best, None when there is none, or no allowance to find it."""
    proposal = proposals[which]
    start, stop = _entry(rows, proposal.rows) if reader.kind.many else (0, len(rows))
    near = {i: edit for i, edit in picks.items() if any(start <= row < stop for row in edit)}
    looks: list[tuple[Edit, Look]] = []
    for option in proposal.options:
        if reader.spent:
            return None
        look = reader.look(_with(rows, proposals, {**near, which: option})[start:stop])
        if look.level > UNPARSED:
            looks.append((option, look))
    if not looks:
        return None
    best = min(look.score for _, look in looks)
    winners = [(option, look) for option, look in looks if look.score == best]
    meanings = {json.dumps(look.value, ensure_ascii=False) for _, look in winners}
    return winners[0][0] if len(meanings) == 1 else None


def _entry(rows: tuple[str, ...], touched: frozenset[int]) -> tuple[int, int]:
    """Return the rows of the list's entries that these rows stand in, so that a long list need not be read for each."""
    start = next((i for i in range(min(touched), -1, -1) if rows[i].startswith("- ")), 0)
    stop = next((i for i in range(max(touched) + 1, len(rows)) if rows[i].startswith("- ")), len(rows))
    return start, stop


def _refused(
    rows: tuple[str, ...],
    proposals: Sequence[Proposal],
    picks: Mapping[int, Edit],
    reader: Reader,
    before: Look,
) -> set[int]:
    """Return the picks that give one of their rows a fault which it did not have before."""
    found = reader.look(_with(rows, proposals, picks))
    if found.level == UNPARSED:
        return set(picks)
    faults: dict[int, set[str]] = {}
    for row, code in _new_faults(found, before, reader):
        faults.setdefault(row, set()).add(code)
    return {
        i
        for i, edit in picks.items()
        if any(faults.get(row, set()) & (_SHAPE if proposals[i].plain else _SHAPE | _VALUE) for row in edit)
    }


def _new_faults(found: Look, before: Look, reader: Reader) -> Iterator[tuple[int, str]]:
    """Yield the row and code of each fault that is new, where it is not mended in the next round."""
    if not found.count:
        return
    # Readings may have made two rows of one: what counts is the row that both came from.
    origin = [i for i, text in enumerate(found.rows) for _ in range(text.count("\n") + 1)]
    for problem, path in (*((problem, ()) for problem in found.found), *found.told):
        row = problem.where.line - 1
        row = origin[row] if 0 <= row < len(origin) else row
        if (row, problem.code) in before.fault_rows:
            continue
        misspelt = problem.code in ("key-unknown", "key-english") and path
        if not (misspelt and meant_key(str(path[-1]), keys_at(reader.kind, path[:-1]))):
            yield row, problem.code
