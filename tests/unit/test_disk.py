"""Whole writes, locks between processes, and the system's refusals in Chinese."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator import disk
from generator.problems import ERROR


def test_write_whole_leaves_only_the_file(tmp_path: Path) -> None:
    disk.write_whole(tmp_path / "a.md", b"one")
    disk.write_whole(tmp_path / "a.md", b"two\n", durable=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.md": b"two\n"}


def test_a_failing_write_keeps_the_old_bytes_and_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk.write_whole(tmp_path / "a.md", b"old")

    def full(source: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError, match="full"):
        disk.write_whole(tmp_path / "a.md", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.md": b"old"}


def test_clear_temps_deletes_what_a_killed_write_left_and_nothing_else(tmp_path: Path) -> None:
    for name in (".showcase-77.tmp", ".showcase-manifest.json", "page.tmp"):
        (tmp_path / name).write_bytes(b"x")
    disk.clear_temps(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".showcase-manifest.json", "page.tmp"]
    disk.clear_temps(tmp_path / "nowhere")


def windows_error(winerror: int) -> PermissionError:
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = winerror  # type: ignore[attr-defined] # Windows has it
    return error


def test_patiently_outlasts_a_virus_scanner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "PAUSES", (0, 0, 0))
    tries: list[Path] = []

    def move(source: Path, target: Path) -> None:
        tries.append(target)
        if len(tries) < 4:
            raise windows_error(5)

    disk.patiently(move, Path("a"), Path("b"))
    assert tries == [Path("b")] * 4


def test_patiently_gives_up_on_a_file_that_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "PAUSES", (0,))

    def move(source: Path, target: Path) -> None:
        raise windows_error(32)

    with pytest.raises(PermissionError):
        disk.patiently(move, Path("a"), Path("b"))


def test_patiently_does_not_wait_for_a_missing_permission(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "PAUSES", (60,))

    def move(source: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "no")

    with pytest.raises(PermissionError):
        disk.patiently(move, Path("a"), Path("b"))


def test_a_lock_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "new" / "build.lock"
    with disk.held_lock(path) as first:
        with disk.held_lock(path) as second:
            assert (first, second) == (True, False)
        with disk.held_lock(path, patience=0.1) as third:
            assert third is False
    with disk.held_lock(path) as again:
        assert again is True


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    path = tmp_path / "build.lock"
    script = (
        "import sys, time; from pathlib import Path; from generator import disk\n"
        "with disk.held_lock(Path(sys.argv[1])) as held: print(held, flush=True); time.sleep(600)"
    )
    environment = {**os.environ, "PYTHONPATH": os.fspath(Path(disk.__file__).parents[1])}
    command = [sys.executable, "-c", script, os.fspath(path)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    try:
        assert process.stdout
        assert process.stdout.readline().strip() == b"True"
        with disk.held_lock(path) as held:
            assert held is False
    finally:
        process.kill()
        process.communicate()
    with disk.held_lock(path) as held:
        assert held is True


def test_a_lock_that_is_let_go_in_time_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([False, False, True])
    monkeypatch.setattr(disk, "_try_lock", lambda _: next(answers))
    with disk.held_lock(tmp_path / "lock", patience=60) as held:
        assert held is True


def test_where_no_lock_can_be_had_the_work_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    with disk.held_lock(tmp_path / "file" / "lock") as held:
        assert held is True

    def unsupported(descriptor: int) -> None:
        raise OSError(errno.ENOTSUP, "no locks on this drive")

    monkeypatch.setattr(disk, "_lock", unsupported)
    with disk.held_lock(tmp_path / "lock") as held:
        assert held is True


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        (errno.ENOSPC, "disk-full", "磁盘已满"),
        (errno.EROFS, "folder-readonly", "没有读写它的权限"),
        (errno.EACCES, "folder-readonly", "没有读写它的权限"),
        (errno.ENAMETOOLONG, "write-failed", "名字或路径太长"),
        (errno.EISDIR, "write-failed", "这里是一个文件夹，不是文件"),
        (errno.EPIPE, "write-failed", f"系统错误 {errno.EPIPE}"),
    ],
)
def test_a_refusal_says_why_in_chinese(number: int, code: str, words: str) -> None:
    problem = disk.refusal(OSError(number, "English"), "content/a.md")
    assert (problem.code, problem.severity, problem.where.file) == (code, ERROR, "content/a.md")
    assert problem.message == f"content/a.md 处理不了：{words}。"
    assert "English" not in problem.hint


def test_a_file_open_elsewhere_on_windows_is_locked() -> None:
    assert disk.refusal(windows_error(32), "content/a.md").code == "file-locked"


def test_pauses_add_up_to_what_is_promised() -> None:
    assert sum(disk.PAUSES) == pytest.approx(2)
