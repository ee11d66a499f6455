"""Put mended files in place: keep each original first, never over one that was kept before, and never half a file.

The only part of `repair` that writes; what the system refuses comes back as Problems."""

from __future__ import annotations

import errno
import os
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from generator.disk import clear_temps, refusal
from generator.problems import ERROR, Problem, Where
from generator.project import Project
from generator.repair.mending import Repair
from generator.undo import Changes, all_or_none

_WRITABLE = 0o222

KEPT_COPIES = 20
KEPT_DAYS = 90

_STAMP = "%Y%m%d-%H%M%S"
_OURS = re.compile(r"([0-9]{8}-[0-9]{6})(?:-([0-9]{1,9}))?")


@dataclass(frozen=True, slots=True)
class Originals:
    """What was written, and the folder in which the originals are kept, as people are told them."""

    files: tuple[str, ...]
    folder: str
    problems: tuple[Problem, ...]


def put_in_place(project: Project, repairs: Sequence[Repair], now: datetime) -> Originals:
    """Write each mended file over its original, which is kept under a folder of this moment's name.

    Then originals are let go of which are older than 90 days, when 20 later ones of the same file are there."""
    kept = _Kept(now)
    problems = all_or_none(project, lambda changes: kept.replace_all(changes, repairs))
    if problems:
        return Originals((), "", problems)
    _let_go(kept.folder.parent, now)
    return Originals(tuple(kept.written), project.relative(kept.folder), tuple(kept.problems))


@dataclass(slots=True)
class _Kept:
    """What is written so far, and what of it the system refused: one file that it refuses keeps no other waiting."""

    now: datetime
    folder: Path = field(default_factory=Path)
    written: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def replace_all(self, changes: Changes, repairs: Sequence[Repair]) -> tuple[Problem, ...]:
        """Replace each file; only where no original can be kept at all is that a problem of the whole."""
        try:
            self.folder = _new_folder(changes.project.state / "originals", self.now)
        except OSError as error:
            return (refusal(error, ".showcase/originals"),)
        try:
            for repair in repairs:
                problem = _replace(changes, repair, self.folder / Path(repair.file))
                if problem is None:
                    self.written.append(repair.file)
                else:
                    self.problems.append(problem)
        finally:
            _remove_empty(self.folder)
        return ()


def _new_folder(parent: Path, now: datetime) -> Path:
    """Make a folder that was not there: a clock that was set back leads to a name with a number behind it."""
    stamp = now.strftime(_STAMP)
    parent.mkdir(parents=True, exist_ok=True)
    for number in count(1):
        folder = parent / (stamp if number == 1 else f"{stamp}-{number}")
        with suppress(FileExistsError):
            folder.mkdir()
            return folder
    raise AssertionError


def _replace(changes: Changes, repair: Repair, copy: Path) -> Problem | None:
    """Put one mended file in the place of its original; None when that is done."""
    project = changes.project
    try:
        path = (project.root / Path(repair.file)).resolve()
        if not path.is_relative_to(project.root.resolve()):
            return _outside(repair.file)
        status = path.stat()
        if not status.st_mode & _WRITABLE:
            # Elsewhere than on Windows the folder's permission would be enough; the file's is what a person set.
            return refusal(PermissionError(errno.EACCES, repair.file), repair.file)
        changes.put(project.relative(copy), None, repair.before)
        if path.read_bytes() != repair.before:
            copy.unlink()
            return _changed(repair.file)
        clear_temps(path.parent)
        changes.put(repair.file, repair.before, repair.after)
    except OSError as error:
        with suppress(OSError):
            copy.unlink(missing_ok=True)
        return refusal(error, repair.file)
    return None


def _changed(file: str) -> Problem:
    message = "这个文件在显示改动之后又被改过，没有动它。"
    return Problem(
        "file-changed", ERROR, Where(file), message, "先把正在编辑的内容保存好，再运行一次 showcase fix。"
    )


def _outside(file: str) -> Problem:
    message = "这个文件其实在项目文件夹外面（快捷方式），没有动它。"
    return Problem(
        "file-outside", ERROR, Where(file), message, "把真正的文件放进 data/，再运行一次 showcase fix。"
    )


def _let_go(parent: Path, now: datetime) -> None:
    """Delete what is both old and one of many, by the moment in the folder's name; a copied folder has new dates.

    A folder of any other name is a person's and is not looked into. What cannot be deleted only takes room."""
    copies: dict[str, list[tuple[datetime, int, Path]]] = defaultdict(list)
    for moment, number, folder in _kept_folders(parent):
        for path in _files_of(folder):
            copies[path.relative_to(folder).as_posix()].append((moment, number, path))
    eldest = now.replace(tzinfo=None) - timedelta(days=KEPT_DAYS)
    for found in copies.values():
        for moment, _, path in sorted(found, reverse=True)[KEPT_COPIES:]:
            if moment < eldest:
                with suppress(OSError):
                    path.unlink()
    for moment, _, folder in _kept_folders(parent):
        if moment < eldest:
            _remove_empty(folder)


def _kept_folders(parent: Path) -> Iterator[tuple[datetime, int, Path]]:
    """Yield the folders of earlier moments, with the moment and the number behind it."""
    try:
        with os.scandir(parent) as entries:
            names = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return
    for name in names:
        if found := _OURS.fullmatch(name):
            # Eight digits may still be no day.
            with suppress(ValueError):
                yield datetime.strptime(found[1], _STAMP), int(found[2] or 1), parent / name  # noqa: DTZ007 - local time


def _files_of(folder: Path) -> Iterator[Path]:
    for below, _, names in os.walk(folder):
        yield from (Path(below, name) for name in names)


def _remove_empty(folder: Path) -> None:
    """Remove the folders that hold nothing, this one too if it is left with none."""
    for below, _, _ in os.walk(folder, topdown=False):
        with suppress(OSError):
            Path(below).rmdir()
