"""Write honours into list files of the data: whole files or none, what stands there kept byte for byte."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import disk
from generator.inside import refused_outside
from generator.problems import ERROR, Problem, Where
from generator.project import Project
from generator.schema import known_keys
from generator.schema.kinds import HONOR
from generator.source import parse_document
from generator.source.characters import without_bad
from generator.undo import Changes, all_or_none
from generator.writing import modeline

LARGEST = 900_000
"""Bytes of one data file; at 1 MB it would no longer be read."""


@dataclass(frozen=True, slots=True)
class Write:
    """A whole file to be written; `before` is what stands there, None where nothing does."""

    file: str
    before: bytes | None
    after: bytes


def bytes_at(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def list_writes(project: Project, target: str, entries: Sequence[str], book: str) -> list[Write] | Problem:
    """Return the files that hold the entries: the target, and numbered ones after it where it grows too large."""
    writes: list[Write] = []
    waiting = list(entries)
    number = 1
    while waiting:
        file = target if number == 1 else f"{target.rpartition('.')[0]}-{number}.yml"
        before = bytes_at(project.root / file)
        name = " ".join(without_bad(book).split())
        head = f"{modeline(HONOR, file)}\n# 荣誉：从 {name} 导入。\n"
        start = head.encode() if before is None else before
        room = LARGEST - len(start)
        taken = 0
        while taken < len(waiting) and room > len(waiting[taken].encode()):
            room -= len(waiting[taken].encode()) + 1
            taken += 1
        number += 1
        if not taken:
            continue
        after = appended(start, waiting[:taken], file)
        if after is None:
            message = f"{file} 不是一条一段的写法，没法在后面接着写。"
            hint = "换一个文件：加 --文件 data/honors/荣誉.yml；或者把这个文件改成每条以“- ”开头的写法。"
            return Problem("import-target", ERROR, Where(file), message, hint)
        writes.append(Write(file, before, after))
        waiting = waiting[taken:]
    return writes


def appended(before: bytes, entries: Sequence[str], file: str) -> bytes | None:
    """Return a list file with entries after what stands in it, every byte of which stays; None where that cannot be."""
    text = before.decode("utf-8")
    first = re.search(r"^( *)- ", text, re.MULTILINE)
    indent = first[1] if first else ""
    added = "\n".join(
        "".join(indent + row if row.strip() else row for row in e.splitlines(True)) for e in entries
    )
    if first:
        added = ("" if text.endswith("\n") else "\n") + ("" if text.endswith("\n\n") else "\n") + added
    whole = text + (added.replace("\n", "\r\n") if "\r\n" in text else added)
    old = parse_document(text, file, known_keys())[0]
    new = parse_document(whole, file, known_keys())[0]
    wanted = parse_document("\n".join(entries), file, known_keys())[0]
    values = old.value if old else []
    if not (new and wanted and isinstance(values, list) and isinstance(wanted.value, list)):
        return None
    return whole.encode() if new.value == values + wanted.value else None


def write_all(project: Project, writes: Sequence[Write]) -> tuple[Problem, ...]:
    """Write the files, all or none; on a fault what was written is put back, and its problem returned."""
    return all_or_none(project, lambda changes: _written(changes, writes))


def _written(changes: Changes, writes: Sequence[Write]) -> tuple[Problem, ...]:
    """Write the files until one is not any more what it was when the import was planned, or the system refuses."""
    for write in writes:
        if problem := refused_outside(changes.project.root / write.file, changes.project.root):
            return (problem,)
        try:
            if bytes_at(changes.project.root / write.file) != write.before:
                return (_changed(write.file),)
            changes.put(write.file, write.before, write.after)
        except FileExistsError:
            return (_changed(write.file),)
        except OSError as error:
            return (disk.refusal(error, write.file),)
    return ()


def _changed(file: str) -> Problem:
    message = f"{file} 刚刚被别的程序改过，没有写进去。"
    return Problem("import-changed", ERROR, Where(file), message, "保存并关掉正在编辑它的程序，再导入一次。")
