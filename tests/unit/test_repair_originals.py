"""Putting mended files in place: the original is kept, nothing is ever half written, and every refusal is told."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator import disk
from generator.project import Project
from generator.repair import Originals, Repair, put_in_place, repair
from generator.schema import known_keys
from tests.in_memory import kind_of

BROKEN = "名称：甲\n代号: 23\n学校: 示例学校\n".encode()
MENDED = BROKEN.replace("：".encode(), b": ")
NOON = datetime(2026, 5, 4, 12, 0, 0, tzinfo=UTC)
FOLDER = ".showcase/originals/20260504-120000"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project with two brands that have a slip."""
    for name in ("a", "b"):
        path = tmp_path / f"data/brands/{name}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(BROKEN)
    return Project(tmp_path)


def repair_of(project: Project, name: str) -> Repair:
    file = f"data/brands/{name}.yml"
    return repair((project.root / file).read_bytes(), file, kind_of("brands/a.yml"), known_keys())


def put(project: Project, *names: str) -> Originals:
    return put_in_place(project, [repair_of(project, name) for name in names], NOON)


def test_mended_files_are_written_and_their_originals_kept(project: Project) -> None:
    done = put(project, "a", "b")

    assert done == Originals(("data/brands/a.yml", "data/brands/b.yml"), FOLDER, ())
    for name in ("a", "b"):
        assert (project.data / f"brands/{name}.yml").read_bytes() == MENDED
        assert (project.root / FOLDER / f"data/brands/{name}.yml").read_bytes() == BROKEN


def test_clock_that_was_set_back_overwrites_no_older_original(project: Project) -> None:
    put(project, "a")
    later = BROKEN + "含义：乙\n".encode()
    (project.data / "brands/a.yml").write_bytes(later)

    done = put(project, "a")

    assert done.folder == f"{FOLDER}-2"
    assert (project.root / FOLDER / "data/brands/a.yml").read_bytes() == BROKEN
    assert (project.root / done.folder / "data/brands/a.yml").read_bytes() == later


def test_file_that_changed_in_the_meantime_is_told_and_left(project: Project) -> None:
    repairs = [repair_of(project, name) for name in ("a", "b")]
    (project.data / "brands/a.yml").write_bytes(b"saved by an editor\n")

    done = put_in_place(project, repairs, NOON)

    assert [(p.code, p.where.file) for p in done.problems] == [("file-changed", "data/brands/a.yml")]
    assert done.files == ("data/brands/b.yml",)
    assert (project.data / "brands/a.yml").read_bytes() == b"saved by an editor\n"
    assert not (project.root / FOLDER / "data/brands/a.yml").exists()


def test_file_that_is_gone_is_told(project: Project) -> None:
    repairs = [repair_of(project, "a")]
    (project.data / "brands/a.yml").unlink()

    done = put_in_place(project, repairs, NOON)

    assert done.files == ()
    assert len(done.problems) == 1
    assert not (project.root / FOLDER).exists()


def test_read_only_file_is_told_and_left(project: Project) -> None:
    (project.data / "brands/a.yml").chmod(0o444)

    done = put(project, "a")

    assert [p.code for p in done.problems] == ["folder-readonly"]
    assert (project.data / "brands/a.yml").read_bytes() == BROKEN
    assert not (project.root / FOLDER).exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_permissions_of_the_file_stay(project: Project) -> None:
    (project.data / "brands/a.yml").chmod(0o640)

    put(project, "a")

    assert (project.data / "brands/a.yml").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "disk-full"), (errno.EROFS, "folder-readonly"), (errno.EIO, "write-failed")],
)
@pytest.mark.parametrize("spared", [0, 1])
def test_failing_write_is_told_and_leaves_the_original(
    project: Project, monkeypatch: pytest.MonkeyPatch, number: int, code: str, spared: int
) -> None:
    replace, calls = os.replace, iter(range(9))

    def refuse(source: Path, target: Path) -> None:
        if next(calls) < spared:
            return replace(source, target)
        raise OSError(number, "no")

    monkeypatch.setattr(os, "replace", refuse)
    done = put(project, "a")

    assert (done.files, [p.code for p in done.problems]) == ((), [code])
    assert (project.data / "brands/a.yml").read_bytes() == BROKEN
    assert [path.name for path in (project.data / "brands").iterdir() if path.name.startswith(".")] == []


def test_folder_for_originals_that_cannot_be_made_stops_everything(project: Project) -> None:
    (project.root / ".showcase").write_bytes(b"a file in the way")

    done = put(project, "a")

    assert (done.files, len(done.problems)) == ((), 1)
    assert (project.data / "brands/a.yml").read_bytes() == BROKEN


def test_locked_file_is_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole = disk.write_whole

    def locked(path: Path, data: bytes, *, durable: bool = False) -> None:
        if path.is_relative_to(project.data):
            error = PermissionError(errno.EACCES, "in use")
            error.winerror = 32  # type: ignore[attr-defined] # Windows has it
            raise error
        write_whole(path, data, durable=durable)

    monkeypatch.setattr(disk, "write_whole", locked)

    assert [p.code for p in put(project, "a").problems] == ["file-locked"]
    assert list((project.state / "originals").rglob("*")) == []


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_link_out_of_the_project_is_told_and_what_it_leads_to_left(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "b.yml"
    outside.write_bytes(BROKEN)
    (project.data / "brands/b.yml").unlink()
    (project.data / "brands/b.yml").symlink_to(outside)

    done = put(project, "b")

    assert [p.code for p in done.problems] == ["file-outside"]
    assert outside.read_bytes() == BROKEN


def keep(project: Project, moments: Sequence[datetime], name: str = "a") -> list[str]:
    """Put copies of a brand's file where earlier runs would have kept them, and return their folders' names."""
    folders = [moment.strftime("%Y%m%d-%H%M%S") for moment in moments]
    for folder in folders:
        path = project.state / "originals" / folder / f"data/brands/{name}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(BROKEN)
    return folders


def kept(project: Project, name: str = "a") -> list[str]:
    """Return the folders that hold a copy of a brand's file."""
    return sorted(path.parents[2].name for path in (project.state / "originals").rglob(f"{name}.yml"))


def test_old_originals_go_when_twenty_later_ones_are_there(project: Project) -> None:
    days = keep(project, [NOON - timedelta(days=200 - number) for number in range(25)])
    keep(project, [NOON - timedelta(days=200)], "b")

    put(project, "a")

    assert kept(project) == [*days[-19:], Path(FOLDER).name]
    assert kept(project, "b") == days[:1]
    assert sorted(path.name for path in (project.state / "originals").iterdir()) == [
        days[0],
        *kept(project),
    ]


def test_originals_of_the_last_ninety_days_stay_however_many(project: Project) -> None:
    days = keep(project, [NOON - timedelta(days=90, hours=-number) for number in range(25)])

    put(project, "a")

    assert kept(project) == [*days, Path(FOLDER).name]


def test_originals_of_one_second_go_by_the_number_behind_it(project: Project) -> None:
    (old,) = keep(project, [NOON - timedelta(days=100)])
    for number in range(2, 23):
        shutil.copytree(project.state / "originals" / old, project.state / "originals" / f"{old}-{number}")

    put(project, "a")

    assert set(kept(project)) == {Path(FOLDER).name, *(f"{old}-{number}" for number in range(4, 23))}


def test_folders_that_a_person_made_beside_the_originals_stay(project: Project) -> None:
    days = keep(project, [NOON - timedelta(days=200 - number) for number in range(25)])
    own = [f"{days[0]} - 副本", "留着", "20250230-120000"]
    for name in own:
        shutil.copytree(project.state / "originals" / days[0], project.state / "originals" / name)

    put(project, "a")

    assert set(own) <= set(kept(project))
    assert days[0] not in kept(project)


def test_old_original_that_cannot_be_deleted_is_no_fault(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = keep(project, [NOON - timedelta(days=200 - number) for number in range(25)])

    unlink = Path.unlink

    def locked(path: Path, *, missing_ok: bool = False) -> None:
        if path.is_relative_to(project.state / "originals"):
            raise PermissionError(errno.EACCES, "in use", str(path))
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", locked)
    done = put(project, "a")

    assert (done.files, done.problems) == (("data/brands/a.yml",), ())
    assert kept(project) == [*days, Path(FOLDER).name]


KILLED = """
import sys
from datetime import datetime
from pathlib import Path
from generator.disk import write_whole
from generator.project import Project
from generator.repair import put_in_place, repair
from generator.schema import known_keys
from generator.schema.kinds import BRAND
project = Project(Path(sys.argv[1]))
path = project.data / "brands/a.yml"
print("ready", flush=True)
while True:
    data = path.read_bytes()
    mended = repair(data, "data/brands/a.yml", BRAND, known_keys())
    put_in_place(project, [mended], datetime.now().astimezone())
    write_whole(path, data)
"""


def test_killed_at_any_moment_the_file_is_old_or_new(project: Project) -> None:
    path = project.data / "brands/a.yml"
    for pause in (0.0, 0.013, 0.029):
        with subprocess.Popen(
            [sys.executable, "-c", KILLED, str(project.root)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        ) as process:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
            time.sleep(pause)
            process.kill()
        assert path.read_bytes() in (BROKEN, MENDED)
