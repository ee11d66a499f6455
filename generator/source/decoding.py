"""Bytes to text: UTF-8 is what we ask for; what Chinese Windows programs save is recognised and read too.

Gives the text whenever it can be told, and the Problem that says how to save it right."""

from __future__ import annotations

import codecs
import re

from generator.problems import ERROR, Problem, Where
from generator.source.characters import has_unreadable

_NOTEPAD = "用记事本打开，点“文件 → 另存为”，把右下角的“编码”选成“UTF-8”再保存"
_UTF8_HINT = (
    f"运行 showcase fix 自动改好；也可以{_NOTEPAD}。或用 VS Code 打开，点右下角的编码名称，先选“通过编码重新打开”里的“{{name}}”，"
    "再点一次，选“通过编码保存”里的“UTF-8”。"
)


def decode(data: bytes, file: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Return the bytes as text (None when they are no text), and what is wrong with how they were saved."""
    if (text := _utf16(data)) is not None:
        return text, (_saved_as("encoding-utf16", "UTF-16 ", "UTF-16 LE", file),)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    if (text := _gbk(data)) is not None:
        return text, (_saved_as("encoding-gbk", "GBK（ANSI）", "Chinese Simplified (GBK)", file),)
    if (text := _damaged_utf8(data)) is not None:
        return text, ()
    problem = Problem(
        "encoding-unknown",
        ERROR,
        Where(file),
        "认不出这个文件的文字编码，它可能不是文字文件。",
        f"如果它是图片、Word 或压缩包，请移出这个文件夹；如果是文字，{_NOTEPAD}。",
    )
    return None, (problem,)


def _saved_as(code: str, spoken: str, menu: str, file: str) -> Problem:
    message = f"文件是用 {spoken}编码保存的，这里要用 UTF-8。"
    return Problem(code, ERROR, Where(file), message, _UTF8_HINT.format(name=menu))


def _utf16(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(data, "utf-16")
    if 0 not in data:
        return None
    # Without a BOM: line breaks, colons and spaces have their zero byte always on the same side.
    readings = (_strict(data, name) for name in ("utf-16-le", "utf-16-be"))
    return next((text for text in readings if text and "\n" in text and _reads_well(text)), None)


def _gbk(data: bytes) -> str | None:
    text = _strict(data, "gb18030")
    return text if text and _reads_well(text) else None


def _damaged_utf8(data: bytes) -> str | None:
    """Return the text when only a few bytes are lost; each stands there as U+FFFD, to be reported by place."""
    text = data.decode("utf-8", "replace")
    lost, wide = text.count("\ufffd"), sum(char > "\x7f" for char in text)
    return text if wide >= 4 * lost and not has_unreadable(text) else None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _reads_well(text: str) -> bool:
    """Tell whether this looks like Chinese: no control codes, and hardly a rare character."""
    wide = re.sub(r"[\x00-\x7f]", "", text)
    common = len(wide.encode("gb2312", "ignore")) // 2
    return not has_unreadable(text) and common >= 0.8 * len(wide)
