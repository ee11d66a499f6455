"""A second look at a file that parses: what YAML accepts in silence although nobody meant it.

Runs only when the first pass found something odd, or when a slip is being searched for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import islice

import yaml

from generator.problems import ERROR, NOTE, Problem
from generator.source.characters import LIMIT, has_unreadable
from generator.source.lines import Lines, cite, original_column
from generator.source.slips import (
    WIDE_DASHES,
    Parts,
    Slip,
    colon_slip,
    cut_slip,
    dash_slip,
    indent_slip,
    key_of,
    parts_of,
    uneven_slip,
)

_SUSPICIOUS = re.compile(rf"[:：]|[-{WIDE_DASHES}]")
_WRONG_DASH = re.compile(rf"[-{WIDE_DASHES}][^\d\s]|[{WIDE_DASHES}]\s")
_ITEM = re.compile(r" *- ")
_REMARK = re.compile(r"([ \t]+)#(.?)")
HARMLESS = frozenset({"value-cut", "key-duplicate"})
"""Codes after which the value still has the shape that was meant, so that the schema can go on."""


def inspect(
    root: yaml.Node, lines: Lines, keys: frozenset[str], *, likely: bool, most: int = 2 * LIMIT
) -> list[Problem]:
    """Return the problems of a composed file, two pages of them at most.

    With `likely`, also those that are only a slip if the value turns out to have the wrong type."""
    return list(islice(_walk(root, lines, keys, likely), most))


def slip_problem(slip: Slip, row: int, lines: Lines, before: str | None = None) -> Problem:
    """Return the slip as a problem of this row; it was found in `before`, where that is not the row as written."""
    column = slip.column if before is None else original_column(lines.text(row), before, slip.column)
    return Problem(slip.code, ERROR, lines.where(row, column, slip.length), slip.message, slip.hint)


def _walk(node: yaml.Node, lines: Lines, keys: frozenset[str], likely: bool) -> Iterator[Problem]:
    if isinstance(node, yaml.MappingNode):
        yield from _mapping(node, lines, keys, likely)
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _walk(child, lines, keys, likely)
    elif isinstance(node, yaml.ScalarNode):
        yield from _scalar(node, lines, keys, likely)


def _mapping(node: yaml.MappingNode, lines: Lines, keys: frozenset[str], likely: bool) -> Iterator[Problem]:
    first: dict[str, yaml.ScalarNode] = {}
    for key, value in node.value:
        yield from _key(key, lines, keys, likely)
        if isinstance(key, yaml.ScalarNode) and key.value:
            original = first.setdefault(key.value, key)
            if original is not key and not _is_blank(key.value[0]):
                yield _duplicate(key, original, lines)
        yield from _walk(value, lines, keys, likely)


def _key(key: yaml.Node, lines: Lines, keys: frozenset[str], likely: bool) -> Iterator[Problem]:
    mark = key.start_mark
    row = lines.text(mark.line)
    if not isinstance(key, yaml.ScalarNode):
        where = lines.where(mark.line, mark.column, key.end_mark.column - mark.column)
        yield Problem(
            "key-not-text",
            ERROR,
            where,
            "冒号前面的名称只能是文字，不能是列表。",
            "去掉方括号或花括号；如果括号是文字的一部分，给名称加上半角引号。",
        )
    elif not key.value:
        yield Problem(
            "key-nameless",
            ERROR,
            lines.where(mark.line, mark.column),
            "冒号前面缺少名称。",
            "在冒号前面写上这一项的名称，例如“名称: 内容”；不要的话整行删去。",
        )
    elif not key.style and _is_blank(key.value[0]):
        if slip := indent_slip(row):
            yield slip_problem(slip, mark.line, lines)
    elif not key.style and (slip := _key_slip(key, row, keys, likely=likely)):
        yield slip_problem(slip, mark.line, lines)


def _key_slip(key: yaml.ScalarNode, row: str, keys: frozenset[str], *, likely: bool) -> Slip | None:
    """Return the slip that made a wrong dash or a wrong colon part of the key."""
    column, name = key.start_mark.column, key.value
    if (name[0] == "-" or name[0] in WIDE_DASHES) and (likely or name[1:].strip(" \u3000") in keys):
        return dash_slip(row)
    if ":" not in name and "：" not in name:
        return None
    return colon_slip(row, keys) if key_of(row) in keys and parts_of(row).body == column else None


def _duplicate(key: yaml.ScalarNode, original: yaml.ScalarNode, lines: Lines) -> Problem:
    mark = key.start_mark
    where = lines.where(mark.line, mark.column, key.end_mark.column - mark.column)
    message = f"{cite(key.value)}重复了：第 {original.start_mark.line + 1} 行已经写过。"
    return Problem(
        "key-duplicate",
        ERROR,
        where,
        message,
        "两处只留一处；如果是并列的两项，请分别写成以“- ”开头的列表项。",
    )


def _scalar(node: yaml.ScalarNode, lines: Lines, keys: frozenset[str], likely: bool) -> Iterator[Problem]:
    if node.style:
        if node.style == '"' and has_unreadable(node.value):
            mark = node.start_mark
            hint = "删去引号里以“\\”开头的记号；如果“\\”是文字，把两边的双引号换成半角单引号。"
            yield Problem(
                "control-character",
                ERROR,
                lines.where(mark.line, mark.column),
                "这段内容里有看不见的控制字符。",
                hint,
            )
        return
    yield from _cut_off(node, lines)
    yield from _swallowed(node, lines, keys, likely)


def _cut_off(node: yaml.ScalarNode, lines: Lines) -> Iterator[Problem]:
    """Yield the remark that follows a plain value, when it may have been meant as part of it."""
    end = node.end_mark
    text = lines.text(end.line)
    remark = _REMARK.match(text, end.column)
    if not remark:
        return
    at = remark.end(1)
    deliberate = not remark[2].strip()
    if not deliberate:
        start = (
            node.start_mark.column
            if node.start_mark.line == end.line and node.value
            else parts_of(text).value
        )
        yield slip_problem(cut_slip(text, min(start, at), at), end.line, lines)
    elif node.value and remark[1] == " ":
        where = lines.where(end.line, at, len(text.rstrip()) - at)
        message = f"{cite(text[at:].strip())}会被当成备注，不出现在网页上。"
        noted = f"{text[:at].rstrip()}  {text[at:].strip()}"
        hint = f"如果它确实是备注，在“#”前面空两格：改成{cite(noted.strip())}；如果它是内容，给整段内容加上半角引号。"
        yield Problem("value-cut", NOTE, where, message, hint)


def _swallowed(node: yaml.ScalarNode, lines: Lines, keys: frozenset[str], likely: bool) -> Iterator[Problem]:
    """Yield the lines of a plain text that were meant as keys or items of their own."""
    start, end = node.start_mark, node.end_mark
    if not _SUSPICIOUS.search(node.value):
        return
    # No indentation is that wide; cutting a very long line for each of its values would take for ever.
    before = lines.text(start.line)[: start.column] if start.column < 200 else "…"
    # A value on a line of its own under its key that starts with a dash and no number is a list.
    is_list = bool(before) and not before.strip() and bool(_WRONG_DASH.match(node.value))
    is_root = start.line == start.column == 0
    look = partial(_row_slips, lines=lines, keys=keys, any_dash=likely or is_list, any_key=likely and is_root)
    rows = range(start.line + 1, end.line + 1)
    slips = [slip for row in rows for slip in look(row)]
    # Its first line may well be text like “内容：……”; it is not when others follow that are no text.
    if not before.strip(" -") and (likely or is_list or slips):
        slips = [*look(start.line), *slips]
    yield from slips
    taken = {slip.where.line - 1 for slip in slips}
    items = [row for row in rows if row not in taken and _ITEM.match(lines.rows[row])]
    if items:
        yield from _swallowed_items(items, lines, start.line, start.column)


def _row_slips(
    row: int, lines: Lines, keys: frozenset[str], *, any_dash: bool, any_key: bool
) -> Iterator[Problem]:
    """Yield the wrong dash and the wrong colon of a line in a text, where they are no mere text."""
    text = lines.text(row)
    if not _SUSPICIOUS.search(text):
        return
    dash = dash_slip(text)
    line = dash.mended if dash else text
    colon = colon_slip(line, keys) if any_key or key_of(line) in keys else None
    if dash and (any_dash or colon):
        yield slip_problem(dash, row, lines)
    if colon:
        yield slip_problem(colon, row, lines, line)


def _swallowed_items(items: list[int], lines: Lines, row: int, column: int) -> Iterator[Problem]:
    """Yield the items that the text of the line above swallows, or that line when it is the one out of line."""
    above = parts_of(lines.text(row))
    depths = {parts_of(lines.text(item)).indent for item in items}
    siblings = above.body > above.indent and (above.body == column or max(depths) <= above.body)
    if siblings and len(items) > 1 and len(depths) == 1:
        yield slip_problem(uneven_slip(above.text, depths.pop()), row, lines)
        return
    for item in items[:LIMIT]:
        yield slip_problem(_swallowed_item(lines.text(item), above if siblings else None), item, lines)


def _swallowed_item(text: str, sibling: Parts | None) -> Slip:
    """Return the slip of a list's item that the line above swallows; `sibling` is that line if it is an item too."""
    at = parts_of(text).indent
    what = "这个列表项的行首比上一行空得多，会被接到上一行的文字后面。"
    if sibling:
        return uneven_slip(text, sibling.text.rindex("-", 0, sibling.body), what)
    hint = "如果它是列表的一项，上一行的冒号后面不要写内容；如果它是文字，把“-”改成“—”。"
    return Slip("indent-uneven", at, 1, what, hint, text)


def _is_blank(char: str) -> bool:
    return char in "\u3000\xa0"
