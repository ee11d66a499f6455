"""What is wrong with a file before it is YAML: its encoding, its line breaks, characters that nobody sees.

Bytes to a Sheet of clean rows; knows nothing of keys and values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.repair.sheet import Edit, Sheet
from generator.source.characters import unify_breaks
from generator.source.decoding import decode
from generator.source.lines import split_rows

# What no key types and no letter was lost in. The C1 controls and the escape character are ruins of something else.
_NEEDLESS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff\u200b\u2060\ufeff]+"
)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_BREAKS = re.compile(r"\r\n|\r|\n")
_SAVED_AS = {"encoding-gbk": "GBK（ANSI）", "encoding-utf16": "UTF-16"}
_MOSTLY = 0.1
"""Above this share of needless characters a file is no text with a few of them, but something else."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file's rows as they were decoded, and as they are clean; `notes` tell what was done to the whole file.

    Each note says too whether it is of a fault that the check complains of."""

    shown: tuple[str, ...]
    sheet: Sheet
    notes: tuple[tuple[str, bool], ...]


def clean(data: bytes, file: str) -> Cleaned | None:
    """Return the bytes as clean rows; None when they are no text."""
    text, saved = decode(data, file)
    if text is None:
        return None
    notes = [
        (f"文件原来用 {_SAVED_AS[problem.code]}编码保存，改存为 UTF-8。".replace("16编", "16 编"), True)
        for problem in saved
    ]
    if text.startswith("\ufeff"):
        notes.append(("去掉文件开头看不见的记号（BOM）。", False))
    if note := _breaks_note(text):
        notes.append((note, False))
    text = text.lstrip("\ufeff")
    shown = split_rows(text)
    needless = sum(len(found) for found in _NEEDLESS.findall(text))
    few = needless <= max(50, len(text) * _MOSTLY)
    edits = list(_character_edits(shown, split_rows(unify_breaks(text)), needless=few))
    return Cleaned(shown, Sheet(shown, tuple(range(len(shown)))).edited(edits), tuple(notes))


def _breaks_note(text: str) -> str:
    breaks = _BREAKS.findall(text)
    windows, old = breaks.count("\r\n"), breaks.count("\r")
    names = [name for name, count in (("CRLF", windows), ("CR", old)) if count]
    return f"换行符由 {'、'.join(names)} 统一成 LF（{windows + old} 行）。" if names else ""


def _character_edits(
    shown: tuple[str, ...], unified: tuple[str, ...], *, needless: bool
) -> Iterator[tuple[Edit, str]]:
    for row, (raw, text) in enumerate(zip(shown, unified, strict=True)):
        clean_text = _NEEDLESS.sub(_gap, text) if needless else text
        if clean_text != text:
            what = "控制" if _FORBIDDEN.search(text) else "零宽"
            yield {row: clean_text}, f"删去看不见的{what}字符。"
        elif raw != text:
            yield {row: clean_text}, "把从网页带来的换行记号换成空格。"


def _gap(found: re.Match[str]) -> str:
    """Return what keeps two words apart that only a line break of a word processor had parted."""
    text = found.string
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    parted = bool(set(found[0]) & {"\x0b", "\x0c"}) and before.isascii() and after.isascii()
    return " " if parted and before.isalnum() and after.isalnum() else ""


def strip_ends(sheet: Sheet, kept: frozenset[int]) -> Sheet:
    """Return the sheet without blanks at the ends of lines, except in the rows of texts that keep them."""
    edits: list[tuple[Edit, str]] = [
        ({row: stripped}, TRAILING)
        for row, text in enumerate(sheet.rows)
        if row not in kept and (stripped := text.rstrip(" \t")) != text
    ]
    return sheet.edited(edits) if edits else sheet


TRAILING = "去掉行末的空白。"
"""The one reason of changes that nobody can see, so that they are told of together."""
