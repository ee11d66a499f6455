"""Whether mending has changed anything that could be read before, apart from what was wrong.

Two values in, the paths where they differ out; knows nothing of rows but what a Document tells it."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator

from generator.repair.look import Look
from generator.schema.parse import Path
from generator.source import Document, Value
from generator.source.diagnosis import literal_rows
from generator.source.slips import key_in, parts_of


def only_faults_changed(before: Document, after: Value, faulty: Collection[int]) -> bool:
    """Tell whether each value that differs fills one of the faulty rows (0-based) of the file before."""
    rows = sorted(faulty)
    for path in differences(before.value, after):
        if not path:
            # One entry that was to be a list of it, or the other way round: all of it must be there still.
            return after == [before.value] or before.value == [after]
        first, last = before.span(*path)
        first = min(first, before.at_key(*path).line or first)
        if bisect_left(rows, first - 1) == bisect_right(rows, last - 1):
            return False
    return True


def swallows_keys(look: Look, keys: frozenset[str]) -> bool:
    """Tell whether lines that look like known keys are text in a value: two open quotes may close each other."""
    if any(problem.code == "key-duplicate" for problem in look.found):
        return False
    literal = literal_rows(look.rows)
    written = sum(
        row not in literal and (parts := parts_of(text)).has_key and key_in(parts) in keys
        for row, text in enumerate(look.rows)
    )
    return written > _count_keys(look.value)


def _count_keys(value: Value | None) -> int:
    if isinstance(value, dict):
        return len(value) + sum(map(_count_keys, value.values()))
    return sum(map(_count_keys, value)) if isinstance(value, list) else 0


def differences(before: Value, after: Value, path: Path = ()) -> Iterator[Path]:
    """Yield the paths of what was there before and is not there any more, each as deep as it can be told."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key, value in before.items():
            if key in after:
                yield from differences(value, after[key], (*path, key))
            else:
                yield (*path, key)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _list_differences(before, after, path)
    elif before != after:
        yield path


def _list_differences(before: list[Value], after: list[Value], path: Path) -> Iterator[Path]:
    same = next((i for i, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), None)
    if same is None:
        yield from ((*path, i) for i in range(len(after), len(before)))
        return
    if len(before) == len(after):
        for i in range(same, len(before)):
            yield from differences(before[i], after[i], (*path, i))
        return
    # Entries that the line above had swallowed stand now between the others, in the order of before.
    kept = {json.dumps(value, ensure_ascii=False) for value in after[same:]}
    for i in range(same, len(before)):
        if json.dumps(before[i], ensure_ascii=False) not in kept:
            yield (*path, i)
