"""How changes look: what was done and why, and each line before and after, with what differs set off.

Changes to lines of styled text; `report` prints them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.repair.cleaning import TRAILING
from generator.repair.mending import Repair
from generator.repair.sheet import Change
from generator.report import Line, cell_width, visible, wrapped

_MOST = 100
"""So many changed lines are shown of a file; what follows is more of the same."""
_LEAD = 12
_GUTTER = 10
_PLAIN_WIDTH = 80


def change_lines(repairs: Sequence[Repair], width: int | None) -> Iterator[Line]:
    """Yield the lines that tell of all changes; `width` is in terminal cells."""
    width = width or _PLAIN_WIDTH
    for repair in repairs:
        yield from wrapped(
            [(visible(repair.file), "bold"), (f"：{_total(repair)}", "")], width, indent=0, hanging=2
        )
        yield from _file_lines(repair, width)
        yield []
    count = sum(len(repair.changes) for repair in repairs)
    yield [(f"共 {len(repairs)} 个文件，{count} 处改动。", "bold")]


def _total(repair: Repair) -> str:
    return f"{len(repair.changes)} 处改动"


def _file_lines(repair: Repair, width: int) -> Iterator[Line]:
    whole = [change for change in repair.changes if not change.line]
    blanks = [change for change in repair.changes if change.reasons == (TRAILING,)]
    lines = [change for change in repair.changes if change.line and change.reasons != (TRAILING,)]
    for change in whole:
        yield from _reason(change.reasons, width)
    if blanks:
        yield from _reason((f"{_places(blanks)}：{TRAILING}",), width)
    for reasons, changes in groupby(lines[:_MOST], key=lambda change: change.reasons):
        yield from _reason(reasons, width)
        for change in changes:
            yield from _pair(change, width)
    if len(lines) > _MOST:
        yield [(f"  ……还有 {len(lines) - _MOST} 行同样的改动，没有列出。", "dim")]


def _places(changes: Sequence[Change]) -> str:
    named = "、".join(str(change.line) for change in changes[:8])
    return f"第 {named} 行" if len(changes) <= 8 else f"第 {named} 等 {len(changes)} 行"


def _reason(reasons: Sequence[str], width: int) -> Iterator[Line]:
    yield from wrapped([("· ", "cyan"), ("".join(reasons), "")], width, indent=2, hanging=4)


def _pair(change: Change, width: int) -> Iterator[Line]:
    """Yield a line before and after, cut to where they differ when they are too long to be seen whole."""
    before, (after, *more) = change.before, change.after.split("\n")
    same = _alike(before, after)
    tail = 0 if more else _alike(before[same:][::-1], after[same:][::-1])
    room = width - _GUTTER - 1
    start = _start(before, after, same, room)
    yield [(f"{change.line:>6} ", "dim"), ("- ", "red"), *_cut(before, start, same, tail, room, "red")]
    yield [(" " * 7, ""), ("+ ", "green"), *_cut(after, start, same, tail, room, "green")]
    for text in more:
        yield [(" " * 7, ""), ("+ ", "green"), *_cut(text, 0, 0, 0, room, "green")]


def _alike(one: str, other: str) -> int:
    length = 0
    for here, there in zip(one, other, strict=False):
        if here != there:
            break
        length += 1
    return length


def _start(before: str, after: str, same: int, room: int) -> int:
    """Return from where on both texts are shown: their beginning, when what differs is in sight then."""
    if max(cell_width(visible(before)), cell_width(visible(after))) <= room:
        return 0
    return max(0, same - _LEAD) if cell_width(visible(before[: same + _LEAD])) > room else 0


def _cut(text: str, start: int, same: int, tail: int, room: int, style: str) -> Iterator[tuple[str, str]]:
    """Yield the text from `start` in its styles, as much of it as there is room for."""
    end = len(text) - tail
    left = room - 2 * bool(start)
    if start:
        yield "… ", "dim"
    for part, look in ((text[start:same], ""), (text[same:end], f"bold {style}"), (text[end:], "")):
        shown = visible(part)
        if cell_width(shown) > left:
            yield _clipped(shown, left - 1), look
            yield "…", "dim"
            return
        yield shown, look
        left -= cell_width(shown)


def _clipped(text: str, room: int) -> str:
    text = text[: max(0, room)]
    while text and cell_width(text) > room:
        text = text[: -max(1, (cell_width(text) - room) // 2)]
    return text
