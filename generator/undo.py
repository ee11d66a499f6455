"""Change several files of a person's or none of them: what they held is kept until all of them are written.

What a killed run began is undone by the next command. The edge below `import`, `new` and `fix`."""

from __future__ import annotations

import errno
import json
import os
import secrets
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator import disk
from generator.problems import ERROR, Problem, Where
from generator.project import Project

PREFIX = "undo-"
LOCK = "data.lock"
NOTES = "changes.jsonl"
PATIENCE = 10.0
"""Seconds. Writing takes well under this; a longer wait means a program that hangs."""

EMPTY = sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Note:
    """A change as it is noted before it is made: which file, where its old bytes are, what the new ones are."""

    file: str
    before: str | None
    """The name of the copy beside the notes; None where there was no file."""
    after: str
    """SHA-256 of what is to be written."""


@dataclass(slots=True)
class Changes:
    """The changes of one run; each is noted on the disk before it is made."""

    project: Project
    folder: Path
    notes: list[Note] = field(default_factory=list)

    def put(self, file: str, before: bytes | None, after: bytes) -> None:
        """Write a file of the project whole, where `before` stands now: None where nothing may stand.

        Raises FileExistsError for a new file whose name is taken."""
        path = self.project.root / file
        if before is None and os.path.lexists(path):
            # Before it is noted: what stands there is not ours to take away, even where it says the same.
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), file)
        copy = None if before is None else f"{len(self.notes)}.before"
        self.folder.mkdir(parents=True, exist_ok=True)
        if copy is not None and before is not None:
            disk.write_whole(self.folder / copy, before, durable=True)
        self._note(Note(file, copy, sha256(after).hexdigest()))
        path.parent.mkdir(parents=True, exist_ok=True)
        if before is None:
            self._write_new(path, after)
            return
        mode = path.stat().st_mode
        disk.write_whole(path, after, durable=True)
        with suppress(OSError):
            path.chmod(mode & 0o7777)

    def _write_new(self, path: Path, data: bytes) -> None:
        try:
            disk.write_new(path, data)
        except FileExistsError:
            self.notes.pop()
            raise

    def forget(self, file: str) -> None:
        """Take a file away again that was put where nothing stood."""
        path = self.project.root / file
        path.unlink(missing_ok=True)
        _leave_empty(self.project, path.parent)

    def undo(self) -> int:
        """Take back all that was changed so far; return how many files are again what they were.

        What the system does not let us take back now waits for the next command."""
        notes, self.notes = self.notes, []
        with suppress(OSError):
            return _take_back(self.project, self.folder, notes)
        return 0

    def close(self) -> None:
        """Let what was changed stand."""
        for folder in {(self.project.root / note.file).parent for note in self.notes}:
            with suppress(OSError):
                disk.clear_temps(folder)
        _close(self.folder)

    def _note(self, note: Note) -> None:
        line = json.dumps({"file": note.file, "before": note.before, "after": note.after}, ensure_ascii=False)
        with open(self.folder / NOTES, "ab") as file:  # noqa: PTH123 - one name for tests to break
            file.write(f"{line}\n".encode())
            file.flush()
            os.fsync(file.fileno())
        disk.settle_names(self.folder, self.folder.parent)
        self.notes.append(note)


Work = Callable[[Changes], Sequence[Problem]]


def all_or_none(project: Project, work: Work) -> tuple[Problem, ...]:
    """Do work that changes files, and return its problems; where there are any, or it is cut short, all is as it was."""
    with disk.held_lock(project.state / LOCK, patience=PATIENCE) as held:
        if not held:
            return (_busy(project),)
        changes = Changes(project, project.state / f"{PREFIX}{secrets.token_hex(4)}")
        try:
            problems = tuple(work(changes))
            if changes.notes and not problems:
                changes.close()
        except OSError as error:
            changes.undo()
            return (disk.refusal(error, project.relative(project.state)),)
        except BaseException:
            changes.undo()
            raise
        if problems:
            changes.undo()
        return problems


def undo_cut_short(project: Project) -> tuple[int, list[Problem]]:
    """Undo what killed runs began, unless one is at work just now; return how many files are again what they were."""
    if not any(project.state.glob(f"{PREFIX}*")):
        return 0, []
    count, problems = 0, list[Problem]()
    with disk.held_lock(project.state / LOCK) as held:
        for folder in sorted(project.state.glob(f"{PREFIX}*")) if held else ():
            try:
                count += _take_back(project, folder, _read_notes(folder))
            except OSError as error:
                problems.append(disk.refusal(error, project.relative(folder)))
    return count, problems


def _busy(project: Project) -> Problem:
    return Problem(
        "data-busy",
        ERROR,
        Where(project.relative(project.data)),
        "另一个窗口里的命令正在改 data/ 里的资料，等了一会儿还没改完。",
        "等它结束或关掉那个窗口，再运行一次。",
    )


def _read_notes(folder: Path) -> list[Note]:
    """Return the notes of a killed run; the last may be cut short, and then nothing was done about it."""
    try:
        rows = (folder / NOTES).read_bytes().split(b"\n")
    except FileNotFoundError:
        return []
    notes = []
    for row in rows:
        with suppress(ValueError, TypeError, KeyError):
            notes.append(_parse_note(json.loads(row)))
    return notes


def _parse_note(raw: Any) -> Note:
    file, before, after = raw["file"], raw["before"], raw["after"]
    inside = isinstance(file, str) and not Path(file).is_absolute() and ".." not in Path(file).parts
    if not inside or not isinstance(after, str) or not (before is None or isinstance(before, str)):
        raise ValueError("not a note of ours")
    return Note(file, before, after)


def _take_back(project: Project, folder: Path, notes: list[Note]) -> int:
    count = sum(_restore(project, folder, note) for note in reversed(notes))
    _close(folder)
    return count


def _restore(project: Project, folder: Path, note: Note) -> bool:
    """Put back what a file held, unless it never changed or somebody changed it since; tell whether it was put back."""
    path = project.root / note.file
    disk.clear_temps(path.parent)
    try:
        found = sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        found = ""
    if note.before is None:
        # Where a disk cannot make a file and its name at once, an empty one is what a kill leaves.
        if ours := found in {note.after, EMPTY}:
            path.unlink()
        _leave_empty(project, path.parent)
        return ours
    copy = folder / note.before
    if found != note.after or not copy.is_file():
        return False
    mode = path.stat().st_mode
    # A move, since it needs no room on a disk that may be full.
    disk.patiently(os.replace, copy, path)
    with suppress(OSError):
        path.chmod(mode & 0o7777)
    return True


def _leave_empty(project: Project, folder: Path) -> None:
    """Remove folders in which nothing is left, from the inside out."""
    with suppress(OSError):
        while folder not in {project.root, project.data, project.state}:
            folder.rmdir()
            folder = folder.parent


def _close(folder: Path) -> None:
    """Delete the notes first: without them the rest is nothing that anybody would undo."""
    notes = folder / NOTES
    disk.patiently(lambda path, _: path.unlink(missing_ok=True), notes, notes)
    disk.settle_names(folder)
    shutil.rmtree(folder, ignore_errors=True)
