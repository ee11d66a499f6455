"""Characters that no one meant to write: control codes, marks that turn text around, ruins of a lost encoding.

Runs over the decoded text before the YAML parser sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from generator.problems import ERROR, NOTE, Problem
from generator.source.lines import Lines, split_rows

LIMIT = 50
"""So many faults are listed for a file by each look at it; more would only bury the first."""

_BREAKS_UNSEEN = re.compile("[\x85\u2028\u2029]")
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TURNING = "\u202a-\u202e\u2066-\u2069"
_CONTROL = _UNREADABLE.pattern[:-1] + _TURNING
_SUSPECT = re.compile(f"(?P<control>{_CONTROL}])|(?P<lost>\ufffd)|(?P<unseen>[\u200b\u2060\ufeff])")
# The same as one class: a plain file, which is nearly every one, is passed fifteen times faster.
_ANY_SUSPECT = re.compile(f"{_CONTROL}\ufffd\u200b\u2060\ufeff]")

_RETYPE = "删掉这个字符重新打一遍；看不见它时，把它前后的几个字一起删掉重打。"


def unify_breaks(text: str) -> str:
    """Return the text without a BOM, and with a space for each break that YAML sees but editors do not."""
    return _BREAKS_UNSEEN.sub(" ", text.lstrip("\ufeff"))


def blank_unreadable(text: str) -> tuple[str, frozenset[int]]:
    """Return the text with a space for each character that YAML forbids, and the rows where these stood."""
    if not _UNREADABLE.search(text):
        return text, frozenset()
    rows = split_rows(text)
    return _UNREADABLE.sub(" ", text), frozenset(i for i, row in enumerate(rows) if _UNREADABLE.search(row))


def has_unreadable(text: str) -> bool:
    """Tell whether the text holds a character that neither YAML nor a web page may hold."""
    return bool(_UNREADABLE.search(text))


def without_bad(text: str) -> str:
    """Return the text with □ for each character that a data file must not hold."""
    return _ANY_SUSPECT.sub("□", unify_breaks(text))


def find_bad_characters(text: str, file: str) -> Iterator[Problem]:
    """Yield the first bad character of each kind on each line, a page of them at most."""
    if not _ANY_SUSPECT.search(text):
        return
    lines = Lines(file, split_rows(_UNREADABLE.sub(" ", text)))
    bad_rows = (
        (row, content) for row, content in enumerate(split_rows(text)) if _ANY_SUSPECT.search(content)
    )
    for row, content in islice(bad_rows, LIMIT):
        kinds = {str(found.lastgroup): found for found in reversed(list(_SUSPECT.finditer(content)))}
        for kind, found in kinds.items():
            yield _problem(kind, found, lines, row)


def _problem(kind: str, found: re.Match[str], shown: Lines, row: int) -> Problem:
    where = shown.where(row, found.start())
    name = f"U+{ord(found[0]):04X}"
    if kind == "control":
        return Problem("control-character", ERROR, where, f"这里有一个看不见的控制字符（{name}）。", _RETYPE)
    if kind == "lost":
        return Problem(
            "replacement-character",
            ERROR,
            where,
            "这里的字已经损坏，变成了“\ufffd”。",
            "对照原稿重新打这几个字；如果整个文件都这样，请找一份没有乱码的备份。",
        )
    return Problem(
        "invisible-character",
        NOTE,
        where,
        f"这里有一个看不见的零宽字符（{name}），多半是从网页上带来的。",
        _RETYPE,
    )
