"""How much of what the check found can be mended, told at the end of its report; costs next to nothing."""

from __future__ import annotations

from collections.abc import Iterable

from generator.load import data_files
from generator.problems import Problem
from generator.project import Project
from generator.repair.cures import REASONS
from generator.repair.mending import repair
from generator.schema.kinds import known_keys
from generator.source.reading import MAX_BYTES

_CURABLE = frozenset(REASONS) | {
    "anchor-refused",
    "encoding-gbk",
    "encoding-utf16",
    "invisible-character",
    "key-english",
    "key-unknown",
    "keys-expected",
    "list-expected",
    "tag-refused",
    "text-expected",
}
_ALLOWANCE = 300_000
"""So many bytes are tried: a tenth of a second or two, when all of them are broken."""


def count_mendable(project: Project, problems: Iterable[Problem]) -> int:
    """Return how many places in the files that these problems are of can be mended; at least, if they are large."""
    files = {problem.where.file for problem in problems if problem.code in _CURABLE}
    if not files:
        return 0
    left, count, keys = _ALLOWANCE, 0, known_keys()
    for path, kind in data_files(project):
        file = project.relative(path)
        if file not in files:
            continue
        try:
            data = path.read_bytes() if path.stat().st_size <= min(left, MAX_BYTES) else b""
        except OSError:
            continue
        left -= len(data)
        count += repair(data, file, kind, keys).mended
    return count
