"""From a path to a Document: what is refused unread, what is decoded, what is parsed, what is diagnosed.

The only part that touches the disk; everything else works on text."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from generator.problems import ERROR, Problem, Where, sort_problems
from generator.source.characters import LIMIT, blank_unreadable, find_bad_characters, unify_breaks
from generator.source.decoding import decode
from generator.source.diagnosis import diagnose
from generator.source.document import Document
from generator.source.inspection import HARMLESS, inspect
from generator.source.lines import Lines, split_rows
from generator.source.parsing import Value, compose, read_value
from generator.source.refusals import refusal_problem

MAX_BYTES = 1 << 20
_Result = tuple[Document | None, tuple[Problem, ...]]
# A line with something before “ #”.
_REMARK = re.compile(r"(?m)^[ \t]*[^\s#].*?[ \t]#")


def read_document(path: Path, file: str, keys: frozenset[str] = frozenset()) -> _Result:
    """Read the file at `path`; `file` is what problems call it, `keys` are all keys that the schema knows.

    Gives no Document when the value cannot have the shape that was meant."""
    data, problem = _read_bytes(path, file)
    if data is None:
        return None, (problem,) if problem else ()
    text, saved = decode(data, file)
    if text is None:
        return None, saved
    document, problems = parse_document(text, file, keys)
    return document, (*saved, *problems)


def parse_document(
    text: str, file: str, keys: frozenset[str] = frozenset(), *, most: int = 2 * LIMIT
) -> _Result:
    """Parse decoded text as `read_document` does a file; of what YAML accepts in silence, tell so many at most."""
    text = unify_breaks(text)
    bad = tuple(find_bad_characters(text, file))
    text, blanked = blank_unreadable(text)
    value, problems = _parse(text, Lines(file, split_rows(text)), keys, most)
    if blanked:
        # The space that stands for such a character may itself break a line: no complaint about those.
        value = None
        problems = tuple(p for p in problems if p.where.line - 1 not in blanked and p.code != "yaml-syntax")
    return (None if value is None else Document(file, text, value)), sort_problems((*bad, *problems))


def find_slips(text: str, file: str, keys: frozenset[str]) -> tuple[Problem, ...]:
    """Return the slips in a text whose value turned out wrong, also those that are wrong only because of that.

    Meant to explain complaints about the value: what leaves the value's shape alone is not among them,
    except a value cut off by “#”."""
    text, _ = blank_unreadable(unify_breaks(text))
    lines = Lines(file, split_rows(text))
    reading = read_value(text)
    if reading.refusals or reading.value is None or reading.stumble:
        return sort_problems(_parse(text, lines, keys, 2 * LIMIT)[1])
    problems = inspect(compose(text), lines, keys, likely=True)
    return sort_problems(p for p in problems if p.severity is ERROR and p.code != "key-duplicate")


def _parse(
    text: str, lines: Lines, keys: frozenset[str], most: int
) -> tuple[Value | None, tuple[Problem, ...]]:
    if not text.strip():
        return None, (_empty(text, lines.file),)
    reading = read_value(text)
    if any(refusal.what == "depth" for refusal in reading.refusals):
        return None, tuple(refusal_problem(r, lines) for r in reading.refusals if r.what == "depth")
    if reading.stumble:
        return None, tuple(diagnose(lines, keys))
    if reading.refusals:
        return None, tuple(refusal_problem(refusal, lines) for refusal in reading.refusals)
    if reading.value is None or (isinstance(reading.value, str) and not reading.value.strip()):
        return None, (_empty(text, lines.file),)
    problems: list[Problem] = []
    if reading.odd or ((" #" in text or "\t#" in text) and _REMARK.search(text)):
        problems = inspect(compose(text), lines, keys, likely=False, most=most)
    broken = any(problem.severity is ERROR and problem.code not in HARMLESS for problem in problems)
    return (None if broken else reading.value), tuple(problems)


def _read_bytes(path: Path, file: str) -> tuple[bytes | None, Problem | None]:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return None, _not_a_file(file, is_folder=stat.S_ISDIR(status.st_mode))
        if status.st_size > MAX_BYTES:
            return None, _too_large(file, status.st_size)
        return path.read_bytes(), None
    except OSError as error:
        return None, _unreadable(file, error)


def _not_a_file(file: str, *, is_folder: bool) -> Problem:
    what = "这是一个文件夹" if is_folder else "这不是一个普通文件"
    hint = (
        "给文件夹改名，去掉末尾的“.yml”，或者把它移出去。"
        if is_folder
        else "把它移出这个文件夹，换成一个普通的文本文件。"
    )
    return Problem("file-not-regular", ERROR, Where(file), f"{what}，不能当资料文件来读。", hint)


def _too_large(file: str, size: int) -> Problem:
    message = f"文件有 {size / MAX_BYTES:.1f} MB，资料文件最大只能有 1 MB。"
    hint = "资料文件只放文字：如果里面贴了图片或整份文档，请把图片放进 data/media/，文字只留要展示的部分。"
    return Problem("file-too-large", ERROR, Where(file), message, hint)


def _unreadable(file: str, error: OSError) -> Problem:
    if isinstance(error, PermissionError):
        message, hint = (
            "没有读取这个文件的权限。",
            "如果它正在别的程序里打开，请先关闭；否则在文件的“属性 → 安全”里允许读取。",
        )
    elif isinstance(error, FileNotFoundError):
        message, hint = (
            "找不到这个文件。",
            "它可能刚被移走或改了名，也可能是失效的快捷方式：找回文件，或把它删去。",
        )
    else:
        message, hint = (
            f"读取这个文件时出错（错误号 {error.errno}）。",
            "把文件复制到本机硬盘再试；如果打不开，请找一份备份。",
        )
    return Problem("file-unreadable", ERROR, Where(file), message, hint)


def _empty(text: str, file: str) -> Problem:
    only_remarks = any(row.lstrip().startswith("#") for row in split_rows(text))
    message = "文件里只有备注，没有内容。" if only_remarks else "文件是空的。"
    hint = "写上内容（一行一项，如“名称: 内容”）再保存；不要这个文件就把它删去。"
    return Problem("file-empty", ERROR, Where(file), message, hint)
