"""Which texts of a record, or of a page that a person wrote, are sentences, and where in the file a word of them stands.

Codes, names of files, addresses and what refers to other records are no sentences of whoever writes here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from generator.problems import Where
from generator.schema.kinds import HONOR, SOURCE, TAKEDOWN, TERM, WAIVER
from generator.schema.parse import Path, Record, value_at
from generator.source import Document, Value
from generator.source.lines import split_rows

NO_SENTENCES = frozenset(
    [
        "文件",
        "标识",
        "证书",
        "网址",
        "编辑地址",
        "网址名",
        "编号",
        "代码",
        "代号",
        "代号分段",
        "代号读法",
        "日期",
        "结束日期",
        "时间",
        "年份",
        "年度",
        "数值",
        "邮箱",
        "地址",
        "联系电话",
        "备案号",
        "公安备案号",
        "监护人同意",
        "拍摄日期",
        "截止",
        "开始年份",
        "来源",
        "支撑",
        "品牌",
        "学校",
        "区域",
        "学段",
        "级别",
        "类型",
        "草稿",
    ]
)
"""Keys of what is looked up, not read: what stands below them is written elsewhere, or is no text."""
_QUOTED_TITLES = frozenset({(SOURCE, "标题"), (SOURCE, "出处"), (HONOR, "名称"), (HONOR, "授予单位")})
"""Words of others, to be kept as they stand on the certificate or on the title page."""
_OTHERS = frozenset({TERM, TAKEDOWN, WAIVER})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: a value of a record, or a line of a page (`line`)."""

    record: Record | None = None
    path: Path = ()
    line: Where = field(default_factory=lambda: Where(""))

    def at(self, text: str, start: int, end: int) -> Where:
        """Return the place of a part of the text."""
        if self.record is None:
            return replace(self.line, column=start + 1, length=max(1, end - start))
        return _place_in(self.record, self.path, text, start, end)


def texts_of(record: Record) -> Iterator[tuple[Place, str]]:
    """Yield every text of a record that is made of words, with its place."""
    if record.kind in _OTHERS:
        return
    pending: list[tuple[Path, Value]] = [((), value_at(record.document.value, record.base))]
    while pending:
        path, value = pending.pop()
        if isinstance(value, dict):
            inside = [((*path, key), item) for key, item in value.items() if _is_read(record, path, key)]
            pending += reversed(inside)
        elif isinstance(value, list):
            pending += reversed([((*path, i), item) for i, item in enumerate(value)])
        elif value:
            yield Place(record, path), value


def _is_read(record: Record, path: Path, key: str) -> bool:
    if not path and (record.kind, key) in _QUOTED_TITLES:
        return False
    return key not in NO_SENTENCES


def _place_in(record: Record, path: Path, text: str, start: int, end: int) -> Where:
    """Return the place of a part of a value; where the file writes it in another way, the value's own."""
    document, whole = record.document, (*record.base, *path)
    if found := _place_of_line(document, text, start, end):
        return found
    last, own = document.span(*whole)[1], document.at(*whole)
    part = text[start:end]
    left = text[:start].count(part)
    for number, row in enumerate(split_rows(document.text)[own.line - 1 : last], own.line):
        at = row.find(part, own.column - 1 if number == own.line else 0)
        while at >= 0 and left:
            left -= 1
            at = row.find(part, at + 1)
        if at >= 0 and part:
            return Where(document.file, number, at + 1, max(1, len(part)), row)
    return own


def _place_of_line(document: Document, text: str, start: int, end: int) -> Where | None:
    """Return the place by the text's own line, where that stands once in the file: without composing the file's nodes."""
    head = text.rfind("\n", 0, start) + 1
    line = text[head:].partition("\n")[0]
    whole = document.text
    at = whole.find(line)
    if at < 0 or whole.find(line, at + 1) >= 0 or "\r" in whole:
        return None
    row = whole.rfind("\n", 0, at) + 1
    excerpt = whole[row:].partition("\n")[0]
    return Where(
        document.file, whole.count("\n", 0, at) + 1, at - row + start - head + 1, max(1, end - start), excerpt
    )


_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FENCE = re.compile(r"^(?P<mark>```+|~~~+).*?(?:^(?P=mark)[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]+`")
_HTML = re.compile(r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)>|</?[a-zA-Z][^<>]*>", re.DOTALL)
_TARGET = re.compile(r"(?<=\])\([^()\n]*\)|(?<=\])\[[^\]\n]*\]|^\[[^\]\n]+\]:.*$|\{[^{}\n]*\}", re.MULTILINE)
_SYNTAX = re.compile(r"^[ \t]*(?:!!!|\?\?\?\+?|===|--8<--|:::|\|[ :|-]+\|).*$", re.MULTILINE)
HIDDEN = "\ue000"
"""Stands for each character that is no sentence, so that all others keep their places."""


def without_code(text: str) -> str:
    """Return a Markdown page with its front matter and its code hidden, each character of them by one sign."""
    return _hidden(text, (_FRONT, _FENCE, _CODE))


def _hidden(text: str, patterns: tuple[re.Pattern[str], ...]) -> str:
    for pattern in patterns:
        text = pattern.sub(lambda found: re.sub(r"[^\n]", HIDDEN, found[0]), text)
    return text


def page_lines(file: str, text: str) -> Iterator[tuple[Place, str]]:
    """Yield the lines of a Markdown page that hold sentences; code, addresses and marks are hidden in them."""
    plain = _hidden(without_code(text), (_HTML, _TARGET, _SYNTAX))
    rows = split_rows(text)
    for number, line in enumerate(split_rows(plain)):
        if line.strip(f" \t{HIDDEN}"):
            yield Place(line=Where(file, number + 1, 1, 1, rows[number])), line
