"""Carry a takedown out so that all of it is done or none: originals first, a journal, then each file.

The only part that writes. A run that was cut short is undone by the next, from the journal."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from generator.disk import ENVIRONMENT, clear_temps, held_lock, patiently, refusal, write_whole
from generator.problems import ERROR, Problem, Where
from generator.project import Project
from generator.takedown.needle import Needle
from generator.takedown.planning import FOLDER, Plan, Rewrite

LOCK = "takedown.lock"
_UNFINISHED = "unfinished-"
_JOURNAL = "journal.json"
_BEFORE = "before"
_WRITABLE = 0o222
INDEX = "cache/photos/index.json"


@dataclass(frozen=True, slots=True)
class Carried:
    """What was done: the folder of the originals as people are told it, empty where none is kept."""

    folder: str = ""
    problems: tuple[Problem, ...] = ()
    """With any of them that is no reminder, nothing was changed."""


def carry_out(project: Project, plan: Plan, now: datetime, *, keep: bool = True) -> Carried:
    """Do all that the plan says, or nothing; `keep` leaves the originals in a folder of this moment's name."""
    recover(project)
    folder: Path | None = None
    try:
        if problems := list(_unfit(project, plan)):
            return Carried(problems=tuple(problems))
        folder = _new_folder(project, now)
        _store(folder, project, plan)
        _change(folder, project, plan)
        done = _commit(folder)
    except OSError as error:
        _undo_all(project, folder)
        if error.errno not in ENVIRONMENT | {errno.ENOENT, errno.ENAMETOOLONG} and not hasattr(
            error, "winerror"
        ):
            raise
        return Carried(problems=(refusal(error, _named(project, error)),))
    except BaseException:
        _undo_all(project, folder)
        raise
    if not keep:
        shutil.rmtree(done, ignore_errors=True)
    return Carried(project.relative(done) if keep else "")


def delete_kept(project: Project, plan: Plan, needle: Needle, mask: str) -> tuple[Problem, ...]:
    """Delete the copies that we kept; of the memory of photos only the names in it."""
    problems = []
    for path in plan.kept:
        try:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        except OSError as error:
            problems.append(refusal(error, project.relative(path)))
    index = project.state / INDEX
    with suppress(OSError):
        text = index.read_text(encoding="utf-8")
        if needle.is_in(text):
            spans = reversed(needle.find(text))
            for start, end in spans:
                text = text[:start] + mask + text[end:]
            write_whole(index, text.encode())
    return tuple(problems)


def recover(project: Project) -> bool:
    """Undo what a killed takedown left half done; tell whether there was any."""
    folders = sorted((project.state / FOLDER).glob(f"{_UNFINISHED}*"))
    for folder in folders:
        _undo(project, folder)
    return bool(folders)


def recover_if_idle(project: Project) -> bool:
    """Undo what a killed takedown left, before any other command, unless one is at work just now."""
    with held_lock(project.state / LOCK) as held:
        return held and recover(project)


def _undo_all(project: Project, folder: Path | None) -> None:
    if folder is not None and folder.exists():
        _undo(project, folder)


def _unfit(project: Project, plan: Plan) -> Iterator[Problem]:
    """Yield why a file cannot be changed: it lies elsewhere, it is not ours to write, or it is not what was shown."""
    root = project.root.resolve()
    for file in (*(one.file for one in plan.rewrites), *plan.renames, *plan.withdrawn):
        path = project.root / file
        if not path.resolve().is_relative_to(root):
            message = "这个文件其实在项目文件夹外面（快捷方式），所以什么都没有动。"
            yield Problem("file-outside", ERROR, Where(file), message, "把真正的文件放进项目里，再运行一次。")
        elif path.exists() and not path.stat().st_mode & _WRITABLE:
            yield refusal(PermissionError(errno.EACCES, file), file)
    for one in plan.rewrites:
        path = project.root / one.file
        if one.before != (path.read_bytes() if path.exists() else b""):
            message = "这个文件在列出以后又被改过，所以什么都没有动。"
            yield Problem(
                "file-changed", ERROR, Where(one.file), message, "保存好正在编辑的内容，再运行一次。"
            )


def _new_folder(project: Project, now: datetime) -> Path:
    parent = project.state / FOLDER
    parent.mkdir(parents=True, exist_ok=True)
    stamp = now.strftime("%Y%m%d-%H%M%S")
    for number in count(1):
        name = stamp if number == 1 else f"{stamp}-{number}"
        if not (parent / name).exists():
            with suppress(FileExistsError):
                folder = parent / f"{_UNFINISHED}{name}"
                folder.mkdir()
                return folder
    raise AssertionError


def _store(folder: Path, project: Project, plan: Plan) -> None:
    """Keep the texts as they are, then write down what is about to happen."""
    for one in plan.rewrites:
        if (project.root / one.file).exists():
            _put(folder / _BEFORE / one.file, one.before)
    journal = {
        "texts": [one.file for one in plan.rewrites if (project.root / one.file).exists()],
        "made": [one.new_file for one in plan.rewrites if not (project.root / one.new_file).exists()],
        "moved": [[old, new] for old, new in plan.renames.items()],
        "withdrawn": list(plan.withdrawn),
    }
    write_whole(folder / _JOURNAL, json.dumps(journal, ensure_ascii=False).encode(), durable=True)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data, durable=True)


def _change(folder: Path, project: Project, plan: Plan) -> None:
    for one in plan.rewrites:
        _rewrite(project, one)
    for old, new in plan.renames.items():
        _move(project.root / old, project.root / new)
    for file in plan.withdrawn:
        if (project.root / file).exists():
            _move(project.root / file, folder / _BEFORE / file)
    gone = [one.file for one in plan.rewrites if one.file != one.new_file]
    _remove_empty(project, (*gone, *plan.renames, *plan.withdrawn))


def _rewrite(project: Project, one: Rewrite) -> None:
    path = project.root / one.file
    mode = path.stat().st_mode if path.exists() else None
    _put(project.root / one.new_file, one.after)
    if mode is not None:
        with suppress(OSError):
            (project.root / one.new_file).chmod(mode & 0o7777)
    if one.new_file != one.file:
        path.unlink()


def _move(old: Path, new: Path) -> None:
    new.parent.mkdir(parents=True, exist_ok=True)
    patiently(os.replace, old, new)


def _remove_empty(project: Project, files: Iterable[str]) -> None:
    for file in files:
        folder = (project.root / file).parent
        while folder not in (project.data, project.data / "media", project.content, project.root):
            with suppress(OSError):
                folder.rmdir()
            folder = folder.parent


def _commit(folder: Path) -> Path:
    """Make the change last: from here on nothing is undone."""
    done = folder.with_name(folder.name.removeprefix(_UNFINISHED))
    patiently(os.rename, folder, done)
    (done / _JOURNAL).unlink(missing_ok=True)
    return done


def _undo(project: Project, folder: Path) -> None:
    """Put everything back that a journal tells of; without one nothing had been touched yet."""
    try:
        journal: dict[str, Any] = json.loads((folder / _JOURNAL).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        journal = {}
    for file in journal.get("withdrawn", ()):
        if (folder / _BEFORE / file).exists():
            _move(folder / _BEFORE / file, project.root / file)
    for old, new in journal.get("moved", ()):
        if (project.root / new).exists() and not (project.root / old).exists():
            _move(project.root / new, project.root / old)
    for file in journal.get("texts", ()):
        data = (folder / _BEFORE / file).read_bytes()
        path = project.root / file
        if not path.exists() or path.read_bytes() != data:
            _put(path, data)
    for file in journal.get("made", ()):
        (project.root / file).unlink(missing_ok=True)
    for folder_of in {
        (project.root / file).parent for key in ("texts", "made") for file in journal.get(key, ())
    }:
        clear_temps(folder_of)
    _remove_empty(project, journal.get("made", ()))
    shutil.rmtree(folder, ignore_errors=True)


def _named(project: Project, error: OSError) -> str:
    """Return the file that the system refused, as people know it."""
    name = Path(os.fsdecode(error.filename2 or error.filename or project.root))
    return project.relative(name) if name.is_relative_to(project.root) else os.fspath(name)
