"""What a value may have been meant as that parses but does not fit: its key, its brackets, its marks.

Suspects only, like `cures`; starts from what the models refused and from what YAML has that we do not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.problems import Problem
from generator.repair.cures import Proposal
from generator.repair.keys import meant_key
from generator.repair.quoting import quote_line, quote_value
from generator.repair.sheet import Edit
from generator.schema.kinds import Kind
from generator.schema.parse import Path, keys_at, value_at
from generator.source import Document, Value
from generator.source.lines import quoted
from generator.source.slips import parts_of, without_remark

Rows = tuple[str, ...]
_Mark = tuple[str, str, int, int]

_SEVERAL = re.compile(r"[、，,；;|｜/\n]|[①-⑳]|(?:^|\D)[1-9][.．、)）]")
"""What may part the entries of a list that was written in one line: then nobody but a person can tell."""
_WIDE_LIST = re.compile(r"[［【\[](?P<inside>[^［］【】\[\]]*)[］】\]]\s*$")
_WIDE_PAIRS = re.compile(r"[｛{](?P<inside>[^｛｝{}]*)[｝}]\s*$")
_STANDARD_TAG = re.compile(r"!!(?:str|int|float|bool|null|timestamp)(?:[ \t]+|$)")


def fitting(document: Document, kind: Kind, problem: Problem, path: Path, rows: Rows) -> Proposal | None:
    """Return the readings of a value that the models refused, None where there is nothing to try."""
    row = problem.where.line - 1
    match problem.code:
        case "key-english" | "key-unknown":
            return _renamed(document, kind, problem, path, rows)
        case "list-expected" if not path:
            return _proposal([_as_entry(document.value, rows)], "整份内容写成列表的一条，前面加“- ”。")
        case "keys-expected" if not path:
            return _proposal([_as_mapping(document.value, rows)], "这类文件只写一份，去掉最前面的“- ”。")
        case "list-expected":
            value = value_at(document.value, path)
            return _proposal(_as_list(rows, row, value), "这里要一条一行，写成列表。")
        case "keys-expected":
            value = value_at(document.value, path)
            return _proposal([_narrow_pairs(rows, row, value)], "括号、冒号和逗号改成半角。")
        case "special-start" | "text-expected":
            return _proposal([_as_text(document, path, rows)], "以特殊记号开头的内容加上引号。")
    return None


def refused_marks(marks: list[_Mark], rows: Rows) -> Iterator[Proposal]:
    """Yield the readings of anchors, aliases and tags, which YAML has and we do not."""
    anchors = [mark for mark in marks if mark[0] == "anchor"]
    aliases = [mark for mark in marks if mark[0] == "alias"]
    paired = {name for _, name, _, _ in anchors} & {name for _, name, _, _ in aliases}
    for _, name, row, column in anchors:
        if name in paired:
            uses = [(there, at) for _, other, there, at in aliases if other == name]
            several = [other for _, other, _, _ in anchors].count(name) > 1
            if not several and (edit := _written_out(rows, name, row, column, uses)):
                yield Proposal((edit,), "引用记号换成它引用的内容。")
    for what, name, row, column in marks:
        if what in ("anchor", "alias") and name not in paired:
            yield from _listed(_proposal([_quoted_from(rows, row, column)], "以特殊记号开头的内容加上引号。"))
        elif what == "tag" and (found := _STANDARD_TAG.match(rows[row], column)):
            edit = {row: rows[row][:column] + rows[row][found.end() :]}
            yield Proposal((edit,), "去掉用不着的类型记号。")
        elif what == "tag":
            yield from _listed(_proposal([_quoted_from(rows, row, column)], "以特殊记号开头的内容加上引号。"))


def _proposal(options: list[Edit | None], reason: str) -> Proposal | None:
    found = tuple(option for option in options if option)
    return Proposal(found, reason) if found else None


def _listed(proposal: Proposal | None) -> list[Proposal]:
    return [proposal] if proposal else []


def _renamed(document: Document, kind: Kind, problem: Problem, path: Path, rows: Rows) -> Proposal | None:
    written, owner = str(path[-1]), value_at(document.value, path[:-1])
    row, at = problem.where.line - 1, problem.where.column - 1
    key = meant_key(written, keys_at(kind, path[:-1]))
    if key and isinstance(owner, dict) and key not in owner:
        text = rows[row]
        renamed = f"{text[:at]}{key}{text[at + problem.where.length :]}"
        return Proposal(({row: renamed},), f"名称“{written}”改成“{key}”。")
    if not key and isinstance(owner, dict) and len(owner) == 1 and _is_entry(rows[row], at):
        return _proposal(
            [_narrow_pairs(rows, row, None), quote_line(rows, row)], "内容里有半角冒号，整段加上引号。"
        )
    return _proposal([_narrow_pairs(rows, row, None)], "括号、冒号和逗号改成半角。")


def _is_entry(text: str, at: int) -> bool:
    """Tell whether a key is the first thing behind a list's dash."""
    parts = parts_of(text)
    return parts.body > parts.indent and parts.body == at and parts.has_key


def _as_list(rows: Rows, row: int, value: Value) -> list[Edit | None]:
    if not isinstance(value, str) or "\n" in value:
        return []
    text, parts = rows[row], parts_of(rows[row])
    written, remark = without_remark(text[parts.value :])
    if not parts.has_key or written.strip("\"'") != value:
        return []
    if found := _WIDE_LIST.match(written):
        entries = [entry.strip() for entry in re.split(r"[，,]", found["inside"])]
        if all(entries) and not _odd_in_flow("".join(entries)):
            return [{row: f"{text[: parts.value]}[{', '.join(entries)}]{remark}"}]
        return []
    if _SEVERAL.search(value):
        return []
    width = " " * (parts.body + 2)
    return [{row: f"{text[: parts.value].rstrip()}\n{width}- {written}{remark}"}]


def _odd_in_flow(text: str) -> bool:
    return bool(re.search(r"[\[\]{}#&*!|>%@`\"':]", text))


def _narrow_pairs(rows: Rows, row: int, _value: Value | None) -> Edit | None:
    """Return a mapping in brackets with the marks of YAML in place of the full-width ones."""
    text, parts = rows[row], parts_of(rows[row])
    start = parts.value if parts.has_key else parts.body
    found = _WIDE_PAIRS.match(text, start)
    if not found or not re.search("[｛｝：，]", text[start:]):
        return None
    pairs = [re.split("[:：]", pair, maxsplit=1) for pair in re.split("[，,]", found["inside"])]
    if not all(len(pair) == 2 and all(part.strip() for part in pair) for pair in pairs):
        return None
    if _odd_in_flow("".join(part for pair in pairs for part in pair)):
        return None
    inside = ", ".join(f"{key.strip()}: {value.strip()}" for key, value in pairs)
    return {row: f"{text[:start]}{{{inside}}}"}


def _as_text(document: Document, path: Path, rows: Rows) -> Edit | None:
    """Return what stands in brackets as the text that was meant, where it is all of the line."""
    node = document.node(*path)
    row, at, end = node.start_mark.line, node.start_mark.column, node.end_mark.column
    if row != node.end_mark.line or rows[row][at : at + 1] not in ("[", "{") or not isinstance(path[-1], str):
        return None
    return {row: f"{rows[row][:at]}{quoted(rows[row][at:end])}{rows[row][end:]}"}


def _as_entry(value: Value, rows: Rows) -> Edit | None:
    """Return a whole file that is one entry as a list of that entry."""
    first = next((i for i, text in enumerate(rows) if text.strip() and not text.startswith("#")), None)
    if (
        not isinstance(value, dict)
        or first is None
        or any(text.startswith(("---", "...", "%")) for text in rows)
    ):
        return None
    moved = {i: f"  {text}" for i, text in enumerate(rows) if text.strip() and not text.startswith("#")}
    return {**moved, first: f"- {rows[first]}"}


def _as_mapping(value: Value, rows: Rows) -> Edit | None:
    """Return a whole file that is a list of one entry as that entry."""
    filled = [i for i, text in enumerate(rows) if text.strip() and not text.lstrip().startswith("#")]
    if not isinstance(value, list) or len(value) != 1 or not filled:
        return None
    first, *others = filled
    if not rows[first].startswith("- ") or any(not rows[i].startswith("  ") for i in others):
        return None
    width = parts_of(rows[first]).body
    if any(not rows[i].startswith(" " * width) for i in others):
        return None
    return {i: rows[i][width:] for i in filled}


def _written_out(rows: Rows, name: str, row: int, column: int, uses: list[tuple[int, int]]) -> Edit | None:
    """Return an anchor's row without it, and its one-line text in place of each alias."""
    sign = f"&{name} "
    text = rows[row]
    value, _ = without_remark(text[column + len(sign) :])
    if not text.startswith(sign, column) or not value or value[0] in "[{|>&*!" or _spills(rows, row):
        return None
    edit = {row: text[:column] + text[column + len(sign) :]}
    for there, at in uses:
        if there in edit or rows[there][at:].split(" ")[0] != f"*{name}":
            return None
        edit[there] = rows[there][:at] + value + rows[there][at + 1 + len(name) :]
    return edit


def _spills(rows: Rows, row: int) -> bool:
    """Tell whether the next line lies deeper, and so may belong to the value of this one."""
    below = next((text for text in rows[row + 1 :] if text.strip()), "")
    parts = parts_of(rows[row])
    return bool(below) and parts_of(below).indent > parts.body


def _quoted_from(rows: Rows, row: int, column: int) -> Edit | None:
    return quote_value(rows, row) if column == parts_of(rows[row]).value else None
