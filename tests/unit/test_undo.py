"""All of several writes or none: what is put back, what is left alone, and in which order the disk learns of it."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from generator import disk, undo
from generator.problems import ERROR, Problem, Where
from generator.project import Project
from generator.undo import Changes, all_or_none, undo_cut_short

FAULT = Problem("data-busy", ERROR, Where("data"), "出了问题。", "再试。")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    project.data.mkdir()
    (project.data / "a.yml").write_bytes(b"old a")
    (project.data / "b.yml").write_bytes(b"old b")
    (project.data / "a.yml").chmod(0o640)
    return project


OLD = {"a.yml": b"old a", "b.yml": b"old b"}
NEW = {"a.yml": b"new a", "b.yml": b"new b", "c/d.yml": b"new d"}


def tree(project: Project) -> dict[str, bytes]:
    files = (path for path in project.data.rglob("*") if path.is_file())
    return {path.relative_to(project.data).as_posix(): path.read_bytes() for path in files}


def change(changes: Changes) -> Sequence[Problem]:
    for name, data in NEW.items():
        changes.put(f"data/{name}", OLD.get(name), data)
    return ()


def journals(project: Project) -> list[Path]:
    return list(project.state.glob("undo-*"))


def die(project: Project, work: Callable[[Changes], object]) -> None:
    """Do work and leave what a killed process would: neither undone nor closed."""
    work(Changes(project, project.state / "undo-1"))


def test_what_comes_to_its_end_stands(project: Project) -> None:
    assert all_or_none(project, change) == ()
    assert tree(project) == NEW
    assert journals(project) == []
    assert undo_cut_short(project) == (0, [])
    assert tree(project) == NEW
    if os.name != "nt":
        assert (project.data / "a.yml").stat().st_mode & 0o777 == 0o640


def test_where_nothing_is_changed_nothing_is_written(project: Project) -> None:
    assert all_or_none(project, lambda _: ()) == ()
    assert journals(project) == []


def test_a_problem_takes_everything_back(project: Project) -> None:
    assert all_or_none(project, lambda changes: [*change(changes), FAULT]) == (FAULT,)
    assert tree(project) == OLD
    assert not (project.data / "c").exists()
    assert journals(project) == []


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), ValueError("bug")])
def test_whatever_is_raised_takes_everything_back(project: Project, fault: BaseException) -> None:
    def work(changes: Changes) -> Sequence[Problem]:
        change(changes)
        raise fault

    with pytest.raises(type(fault)):
        all_or_none(project, work)
    assert tree(project) == OLD
    assert journals(project) == []


def test_what_the_system_refuses_takes_everything_back(project: Project) -> None:
    def work(changes: Changes) -> Sequence[Problem]:
        change(changes)
        raise OSError(errno.ENOSPC, "full")

    assert [problem.code for problem in all_or_none(project, work)] == ["disk-full"]
    assert tree(project) == OLD


def test_notes_that_cannot_be_closed_take_everything_back(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.name == undo.NOTES:
            raise PermissionError(errno.EACCES, "no")
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        assert [problem.code for problem in all_or_none(project, change)] == ["folder-readonly"]
    assert tree(project) == OLD
    assert undo_cut_short(project) == (0, [])
    assert journals(project) == []


def test_the_next_command_undoes_what_a_killed_one_began(project: Project) -> None:
    die(project, change)
    assert tree(project) == NEW
    assert undo_cut_short(project) == (3, [])
    assert tree(project) == OLD
    assert not (project.data / "c").exists()
    assert journals(project) == []
    if os.name != "nt":
        assert (project.data / "a.yml").stat().st_mode & 0o777 == 0o640


def test_what_a_person_wrote_since_is_left_alone(project: Project) -> None:
    die(project, change)
    (project.data / "a.yml").write_bytes(b"mine")
    (project.data / "c" / "d.yml").write_bytes(b"mine too")
    assert undo_cut_short(project) == (1, [])
    assert tree(project) == {"a.yml": b"mine", "b.yml": b"old b", "c/d.yml": b"mine too"}


def test_a_file_that_was_only_claimed_goes(project: Project) -> None:
    die(project, change)
    (project.data / "c" / "d.yml").write_bytes(b"")
    undo_cut_short(project)
    assert tree(project) == OLD


def test_a_note_that_is_cut_short_is_of_a_change_that_was_never_made(project: Project) -> None:
    die(project, change)
    notes = project.state / "undo-1" / undo.NOTES
    rows = notes.read_bytes().split(b"\n")
    notes.write_bytes(b"\n".join(rows[:2]) + b"\n" + rows[2][:20])
    assert undo_cut_short(project) == (2, [])
    assert tree(project) == {**OLD, "c/d.yml": b"new d"}


@pytest.mark.parametrize("file", ["../a.yml", "/etc/passwd", 7])
def test_a_note_that_leads_out_of_the_project_is_none_of_ours(project: Project, file: object) -> None:
    die(project, change)
    outside = project.root.parent / "a.yml"
    outside.write_bytes(b"new a")
    note = {"file": file, "before": None, "after": sha256(b"new a").hexdigest()}
    (project.state / "undo-1" / undo.NOTES).write_text(json.dumps(note), encoding="utf-8")
    assert undo_cut_short(project) == (0, [])
    assert outside.exists()


def test_temporary_files_of_a_killed_run_go(project: Project) -> None:
    die(project, change)
    left = project.data / f"{disk.TEMP_PREFIX}1{disk.TEMP_SUFFIX}"
    left.write_bytes(b"x")
    undo_cut_short(project)
    assert not left.exists()


def test_what_cannot_be_put_back_now_waits_for_the_next_command(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    die(project, change)

    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, "broken")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        count, [problem] = undo_cut_short(project)
    assert (count, problem.code) == (0, "write-failed")
    assert undo_cut_short(project)[1] == []
    assert tree(project) == OLD


def test_a_run_at_work_is_not_undone(project: Project) -> None:
    def work(changes: Changes) -> Sequence[Problem]:
        change(changes)
        assert undo_cut_short(project) == (0, [])
        assert tree(project) == NEW
        return ()

    assert all_or_none(project, work) == ()


def test_a_second_writer_is_told_to_wait(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo, "PATIENCE", 0.05)
    with disk.held_lock(project.state / undo.LOCK):
        assert [problem.code for problem in all_or_none(project, change)] == ["data-busy"]
    assert tree(project) == OLD


@pytest.mark.parametrize("data", [b"other", b"old a"])
@pytest.mark.parametrize("at_once", [False, True])
def test_a_new_file_neither_replaces_nor_takes_away_one_that_is_there(
    project: Project, monkeypatch: pytest.MonkeyPatch, data: bytes, at_once: bool
) -> None:
    def work(changes: Changes) -> Sequence[Problem]:
        changes.put("data/b.yml", b"old b", b"new b")
        with pytest.raises(FileExistsError):
            changes.put("data/a.yml", None, data)
        return (FAULT,)

    if at_once:
        # Somebody makes it between the look and the writing.
        monkeypatch.setattr("os.path.lexists", lambda _: False)
    assert all_or_none(project, work) == (FAULT,)
    assert tree(project) == OLD


def test_the_copy_and_its_note_are_on_the_disk_before_the_file_is_changed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    replace, sync, unlink = os.replace, os.fsync, Path.unlink

    def named(descriptor: int) -> str:
        place = Path(f"/proc/self/fd/{descriptor}").readlink()
        return place.parent.name + "/" + place.name if place.name.startswith(".showcase") else place.name

    def record_sync(descriptor: int) -> None:
        done.append(f"sync {named(descriptor)}")
        sync(descriptor)

    def record_move(source: Path, target: Path) -> None:
        done.append(f"move {target.name}")
        replace(source, target)

    def record_unlink(path: Path, missing_ok: bool = False) -> None:
        done.append(f"delete {path.name}")
        unlink(path, missing_ok=missing_ok)

    if not Path("/proc/self/fd").exists():
        pytest.skip("the system does not tell what is behind a descriptor")
    monkeypatch.setattr(os, "fsync", record_sync)
    monkeypatch.setattr(os, "replace", record_move)
    monkeypatch.setattr(Path, "unlink", record_unlink)

    all_or_none(project, lambda changes: changes.put("data/a.yml", b"old a", b"new a") or ())  # type: ignore[func-returns-value]

    steps = [step for step in done if ".showcase-" not in step or step.startswith("sync")]
    copied, noted = steps.index("move 0.before"), steps.index(f"sync {undo.NOTES}")
    changed, closed = steps.index("move a.yml"), steps.index(f"delete {undo.NOTES}")
    assert copied < noted < changed < closed
    # The bytes of each before its name, and the name of each before what comes after it.
    for name, step in (("undo-", copied), ("data", changed)):
        assert steps[step - 1].startswith("sync ")
        assert steps[step + 1].startswith(f"sync {name}")
    assert "sync data" in steps[changed:closed]


def test_where_a_disk_knows_no_second_names_a_new_file_is_whole_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    disk.write_new(tmp_path / "a", b"one")
    with pytest.raises(FileExistsError):
        disk.write_new(tmp_path / "a", b"two")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"one"}

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="no links"):
        disk.write_new(tmp_path / "b", b"one")
    assert not (tmp_path / "b").exists()


def test_on_windows_a_new_file_gets_its_name_by_a_move_that_replaces_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moves: list[tuple[str, str]] = []
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(os, "rename", lambda source, target: moves.append((source.name, target.name)))
    disk.write_new(tmp_path / "a", b"one")
    assert [target for _, target in moves] == ["a"]


def test_a_folder_is_settled_file_by_file_where_the_system_has_no_call_for_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a").write_bytes(b"x")
    synced: list[Path] = []
    monkeypatch.setattr(disk, "_sync", synced.append)
    disk.settle(tmp_path)
    calls_for_all = len(synced)
    monkeypatch.setattr(disk, "_sync_all", lambda _: False)
    disk.settle(tmp_path)
    assert synced[calls_for_all:] == [tmp_path, tmp_path / "sub" / "a", tmp_path / "sub"]


@pytest.mark.parametrize("platform", ["darwin", "linux"])
def test_without_the_call_for_all_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr("ctypes.CDLL", lambda *_, **__: object())
    assert disk._sync_all(tmp_path) is False


def test_a_folder_that_is_gone_needs_no_settling(tmp_path: Path) -> None:
    shutil.rmtree(tmp_path)
    disk.settle(tmp_path)
    disk.settle_names(tmp_path)
