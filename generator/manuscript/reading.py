"""From a file or from what was pasted to a Manuscript; what cannot be read is a Problem in Chinese.

The edge: it looks at the first bytes, since a name says little about what is inside."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import IO, TypeVar

from generator import disk
from generator.manuscript.archive import Unreadable, broken, too_long
from generator.manuscript.paragraphs import Manuscript
from generator.manuscript.plain import read_plain
from generator.manuscript.word import read_word
from generator.problems import ERROR, Problem, Where

MOST_WORD_BYTES = 200 << 20
MOST_TEXT_BYTES = 2 << 20
_AS_DOCX = "用 Word 或 WPS 打开它，点“文件 → 另存为”，类型选“Word 文档（*.docx）”，再导入新文件。"
_FORMS: tuple[tuple[bytes, str, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0",
        "这是旧的 .doc 或 .wps 文件，或者加了密码，读不了。",
        f"{_AS_DOCX}有密码就先去掉。",
    ),
    (
        b"%PDF",
        "这是 PDF，读不了里面的文字。",
        f"有原稿就用原稿；没有，就把文字复制下来贴进记事本。{_AS_DOCX}",
    ),
    (b"{\\rtf", "这是 RTF 文件，读不了。", _AS_DOCX),
    (
        b"\xff\xd8\xff",
        "这是一张图片。",
        "照片放进 data/media/；要里面的文字，就用手机的“提取文字”再贴进记事本。",
    ),
    (b"\x89PNG", "这是一张图片。", "照片放进 data/media/；要里面的文字，就用手机的“提取文字”再贴进记事本。"),
)
_T = TypeVar("_T")


def read_file(path: Path) -> tuple[Manuscript | None, tuple[Problem, ...]]:
    """Return what the file holds, or why it cannot be read."""
    try:
        with path.open("rb") as file:
            return _told(path.name, lambda: _read(file))
    except IsADirectoryError:
        hint = "写上文件夹里那一份文件的名字，一次导入一份。"
        return None, (
            Problem("manuscript-foreign", ERROR, Where(path.name), "这是一个文件夹，不是文件。", hint),
        )
    except OSError as error:
        return None, (disk.refusal(error, path.name),)


def read_pasted(stream: IO[bytes]) -> tuple[Manuscript | None, tuple[Problem, ...]]:
    """Return what was pasted on standard input, or why it cannot be read."""
    return _told("粘贴的文字", lambda: _read(io.BytesIO(_bounded(stream, MOST_TEXT_BYTES))))


def _told(name: str, read: Callable[[], _T]) -> tuple[_T | None, tuple[Problem, ...]]:
    try:
        try:
            return read(), ()
        except RecursionError as error:
            raise broken("里面一层套一层，套得太深。") from error
    except Unreadable as error:
        return None, (Problem(error.code, ERROR, Where(name), error.reason, error.cure),)


def _read(file: IO[bytes]) -> Manuscript:
    start = file.read(512)
    file.seek(0)
    for mark, reason, cure in _FORMS:
        if start.startswith(mark):
            raise Unreadable("manuscript-foreign", reason, cure)
    if start.startswith(b"PK"):
        if (size := file.seek(0, io.SEEK_END)) > MOST_WORD_BYTES:
            raise too_long(f"文件有 {size >> 20} MB")
        return read_word(file)
    data = _bounded(file, MOST_TEXT_BYTES)
    if not data.strip():
        raise Unreadable("manuscript-empty", "这份材料是空的。", "看看是不是选错了文件，或者没有粘贴上。")
    return read_plain(data)


def _bounded(stream: IO[bytes], most: int) -> bytes:
    data = stream.read(most + 1)
    if len(data) > most:
        raise too_long(f"文字超过 {most >> 20} MB")
    return data
