"""Keep what is read and written inside of the project, and names to what every system can store.

Asks the disk where links lead; reads and writes nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from generator.problems import ERROR, Problem, Where

_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\..*)?", re.IGNORECASE | re.DOTALL
)
_UNSTORABLE = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
LONGEST_NAME = 255
"""Bytes that Linux allows a name, and signs that Windows does."""


def name_fault(name: str) -> str:
    """Return why a file cannot have a name on every system, in Chinese; empty when it can."""
    if _RESERVED.fullmatch(name):
        return f"“{name}”是 Windows 保留的名字"
    if found := _UNSTORABLE.search(name):
        sign = found[0] if found[0].isprintable() else f"U+{ord(found[0]):04X}"
        return f"文件名里不能有“{sign}”"
    if name != name.strip() or name.endswith("."):
        return "文件名的两头不能有空格，末尾不能是点"
    return "文件名太长" if len(name.encode(errors="replace")) > LONGEST_NAME else ""


def leads_out(path: Path, root: Path) -> bool:
    """Tell whether a path, or the nearest folder above it that exists, is really somewhere outside of the project."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def _named(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def refused_outside(path: Path, root: Path) -> Problem | None:
    """Return the Problem of a place that leads out of the project; None for one that may be written to."""
    return outside(_named(path, root)) if leads_out(path, root) else None


def links_out(top: Path, root: Path) -> Iterator[Problem]:
    """Yield a Problem for every link at or below a folder that leads out of the project."""
    if top.exists() and leads_out(top, root):
        yield outside(_named(top, root))
        return
    yield from _links_below(os.fspath(top), root)


def _links_below(folder: str, root: Path) -> Iterator[Problem]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in found:
        is_folder = entry.is_dir()
        # Windows has links between folders that it does not call so, and few folders hold many files.
        if (is_folder or entry.is_symlink()) and _is_there(entry) and leads_out(Path(entry.path), root):
            yield outside(_named(Path(entry.path), root))
        elif is_folder and not entry.is_symlink():
            yield from _links_below(entry.path, root)


def _is_there(entry: os.DirEntry[str]) -> bool:
    """Tell whether a link leads to anything; where nobody may look, to nothing."""
    try:
        entry.stat()
    except OSError:
        return False
    return True


def outside(file: str) -> Problem:
    """Return the Problem of something in the project that is really elsewhere."""
    message = "这里其实在项目文件夹外面（快捷方式），没有读，也没有写。"
    hint = "把真正的文件或文件夹拷进来，换掉这个快捷方式，再运行一次。"
    return Problem("file-outside", ERROR, Where(file), message, hint)
