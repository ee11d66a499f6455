"""Commands that are killed, refused or held up at any change to the disk: old or new, never between, and all is cleaned."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import editions
from generator.project import Project
from tests.faults import DENIED, FULL, HELD, ROOT, Runner, runner
from tests.survival import ORDEALS, course, fresh, leftovers, survives

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system with fork and SIGKILL")

QUICK = [name for name in ORDEALS if name != "build"]
TRIES = 9
"""So many of a command's changes are tried here, spread from the first to the last; `make fuzz` tries all."""


@pytest.fixture(scope="module")
def hurt() -> Iterator[Runner]:
    with runner() as made:
        yield made


def places(count: int, tries: int = TRIES) -> list[int]:
    """Return which changes are tried: the first, the last two, the end, and some between."""
    step = max(1, count // tries)
    return sorted({*range(1, count + 1, step), count - 1, count, count + 1} - {0})


@pytest.mark.parametrize("name", QUICK)
def test_killed_before_a_change(name: str, hurt: Runner) -> None:
    path = course(name, hurt)
    runs = [survives(path, hurt, at) for at in places(path.count)]
    assert [run.killed for run in runs] == [True] * (len(runs) - 1) + [False]


@pytest.mark.parametrize("name", QUICK)
def test_a_disk_that_is_full_from_a_change_on(name: str, hurt: Runner) -> None:
    path = course(name, hurt)
    runs = [survives(path, hurt, at, fault=FULL) for at in places(path.count, 5)]
    assert runs[0].code == (1 if name != "rollback" else 0)
    assert all("[disk-full]" in run.said for run in runs if run.code == 1)


@pytest.mark.parametrize("name", QUICK)
def test_one_change_that_is_refused(name: str, hurt: Runner) -> None:
    path = course(name, hurt)
    runs = [survives(path, hurt, at, fault=DENIED) for at in places(path.count, 5)]
    assert all("[folder-readonly]" in run.said for run in runs if run.code == 1)


def test_a_build_killed_before_a_change(hurt: Runner) -> None:
    path = course("build", hurt)
    # All that matters to a visitor is at the end: the new site's name, the old one's, what is kept and deleted.
    for at in (3, path.count // 2, *range(path.count - 4, path.count + 2)):
        survives(path, hurt, at)


def test_a_build_killed_between_two_renames(hurt: Runner) -> None:
    path = course("build", hurt)
    for at in range(path.count - 2, path.count + 3):
        survives(path, hurt, at, two_renames=True)


def test_a_rollback_killed_between_two_renames(hurt: Runner) -> None:
    path = course("rollback", hurt)
    at = 1
    while survives(path, hurt, at, two_renames=True).killed:
        at += 1
    assert at > 3


@pytest.mark.parametrize("fault", [FULL, DENIED])
def test_a_build_that_is_refused_a_change(hurt: Runner, fault: str) -> None:
    path = course("build", hurt)
    for at in (3, path.count // 3, path.count - 3):
        run = survives(path, hurt, at, fault=fault)
        assert run.code == 0 or "[disk-full]" in run.said or "[folder-readonly]" in run.said


@pytest.mark.parametrize(
    ("name", "folder", "code"),
    [
        ("fix", "/data/", "file-locked"),
        ("table", "/data/", "file-locked"),
        ("new", "/data/", "file-locked"),
        ("generate", "/content/", "file-locked"),
        ("build", "/content/", "file-locked"),
        ("build", "/.showcase/staging-", ""),
        ("rollback", "/site", "site-in-use"),
    ],
)
def test_what_another_program_has_open_stays_and_is_named(
    hurt: Runner, name: str, folder: str, code: str
) -> None:
    path = course(name, hurt)
    project = fresh(path.template)
    before = path.ordeal.looks(project)
    run = hurt.run(project.root, path.ordeal.args, fault=HELD, place=folder, two_renames=True)
    assert run.count
    assert run.code == 1, run.said
    assert f"[{code}]" in run.said or not code
    assert "程序出错了" not in run.said, run.said
    assert path.ordeal.looks(project) == before
    assert hurt.run(project.root, path.ordeal.args).code == 0
    assert path.ordeal.looks(project) == path.new
    assert leftovers(project) == []


def test_a_clock_that_was_set_back_hides_no_change(hurt: Runner) -> None:
    path = course("generate", hurt)
    project = fresh(path.template)
    brand = project.data / "brands" / "2345.yml"
    for year in (1980, 2090, 1980):
        text = f"名称: “2345”党建品牌\n含义: 第{year}年的含义\n"
        brand.write_text(text, encoding="utf-8")
        moment = (year - 1970) * 31_556_952
        for file in project.root.rglob("*"):
            os.utime(file, (moment, moment))
        assert hurt.run(project.root, ["generate"]).code == 0
        assert f"第{year}年的含义" in (project.content / "brands" / "2345.md").read_text(encoding="utf-8")


def test_two_builds_at_once_leave_one_whole_site(hurt: Runner) -> None:
    path = course("build", hurt)
    project = fresh(path.template)
    script = (
        "from importlib.metadata import EntryPoint; from mkdocs.config.defaults import MkDocsConfig as C\n"
        "C.plugins.installed_plugins['showcase'] = "
        "EntryPoint('showcase', 'generator.plugin:ShowcasePlugin', 'mkdocs.plugins')\n"
        "import sys; from generator import cli; sys.exit(cli.run(['build']))"
    )
    environment = {**os.environ, "PYTHONPATH": os.fspath(ROOT), "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
    both = [
        subprocess.Popen(
            [sys.executable, "-c", script],
            cwd=project.root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        for _ in range(2)
    ]
    said = [process.communicate(timeout=120)[0] for process in both]
    codes = sorted(process.returncode for process in both)
    assert codes in ([0, 0], [0, 1]), said
    assert codes == [0, 0] or any("[build-running]" in each for each in said)
    assert path.ordeal.looks(project) == path.new
    assert leftovers(project) == []


def test_a_project_that_was_moved_takes_its_former_sites_along(hurt: Runner, tmp_path: Path) -> None:
    project = fresh(course("rollback", hurt).template)
    moved = Project(tmp_path / "elsewhere")
    project.root.rename(moved.root)
    assert hurt.run(moved.root, ["rollback", "--yes"]).code == 0
    assert len(editions.kept(moved)) == 3
