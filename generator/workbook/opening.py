"""From a path to a Workbook: the edge that reads the file, finds out what it is, and says why not."""

from __future__ import annotations

import stat
from pathlib import Path

from generator import disk
from generator.problems import ERROR, Problem, Where
from generator.workbook.forms import Form, form_of, refuse
from generator.workbook.grid import Unreadable, Workbook, too_large

LARGEST = 50 << 20
"""Bytes of the file; with pictures of certificates in it a workbook of honours may well have ten million."""


def read_workbook(path: Path) -> tuple[Workbook | None, tuple[Problem, ...]]:
    """Return the workbook at a path, or the one Problem that says why it cannot be read."""
    file = path.name
    try:
        return workbook_of(read_bytes(path), file), ()
    except Unreadable as fault:
        return None, (problem_of(fault, file),)
    except OSError as error:
        return None, (unopened(error, file),)


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes; what is no file or too large is Unreadable."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        hint = "写上文件的名字，例如 荣誉.xlsx。"
        raise Unreadable("import-missing", "这不是一个文件", hint)
    if status.st_size > LARGEST:
        raise too_large(f"文件有 {status.st_size >> 20} MB，最大只能读 {LARGEST >> 20} MB")
    return path.read_bytes()


TABLES = frozenset(
    {".xlsx", ".xlsm", ".xltx", ".xls", ".xlt", ".et", ".csv", ".tsv", ".xlsb", ".ods", ".numbers"}
)
"""How names of tables end."""


def holds_table(path: Path) -> bool:
    """Tell whether a file is a table, by what stands in it; where that is text, or cannot be told, by its name."""
    try:
        form = form_of(read_bytes(path))
    except (OSError, Unreadable):
        form = Form.EMPTY
    if form in {Form.XLSX, Form.XLS, Form.XLSB, Form.ODS, Form.NUMBERS}:
        return True
    return form not in {Form.DOCX, Form.DOC} and path.suffix.lower() in TABLES


def workbook_of(data: bytes, file: str) -> Workbook:
    """Return the workbook in a file's bytes, whatever its name says that it is."""
    form = form_of(data)
    if form is Form.XLSX:
        from generator.workbook.xlsx import read_xlsx  # noqa: PLC0415 - each reader only where it is needed

        return read_xlsx(data, file)
    if form is Form.XLS:
        from generator.workbook.xls import read_xls  # noqa: PLC0415

        return read_xls(data, file)
    if form is Form.TEXT:
        from generator.workbook.separated import read_separated  # noqa: PLC0415

        return read_separated(data, file)
    raise refuse(form)


def problem_of(fault: Unreadable, file: str) -> Problem:
    """Return what a person reads of a file that cannot be read."""
    return Problem(fault.code, ERROR, Where(file), f"读不了 {file}：{fault.reason}。", fault.hint)


def unopened(error: OSError, file: str) -> Problem:
    """Return what a person reads of a file that the system does not give."""
    if isinstance(error, FileNotFoundError):
        hint = "看看名字和文件夹有没有写错；可以把文件拖进命令行窗口，路径会自己填上。"
        return Problem("import-missing", ERROR, Where(file), f"找不到 {file}。", hint)
    if isinstance(error, PermissionError):
        hint = "它可能正在 Excel 或 WPS 里打开着：先关掉，再运行一次。"
        return Problem("import-missing", ERROR, Where(file), f"打不开 {file}。", hint)
    return disk.refusal(error, file)
