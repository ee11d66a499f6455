"""The search index on its way into a site: published, built by plain MkDocs, previewed, or not to be had."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from generator import finish, publish, search
from generator.engine import Background
from generator.problems import ERROR, NOTE, Problem, Where
from generator.project import Project
from tests.integration.small_project import (
    CONFIG,
    announce_plugin,
    announce_plugin_here,
    edit,
    environment,
    indexed,
    make_project,
    put,
    wait_until,
)

HONOURS = """\
- 名称: 文明学校
  级别: 省级
  年份: 2020
  学校: 测试一中
- 名称: 先进支部
  级别: 市级
  年份: 2021
  学校: 测试一中
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    announce_plugin_here(monkeypatch)
    (tmp_path / "project").mkdir()
    project = make_project(tmp_path / "project")
    for folder in ("schools", "honors"):
        (project.data / folder).mkdir()
    put(project.config, f"{CONFIG}markdown_extensions:\n  - attr_list\n  - tables\n")
    put(project.data / "schools" / "yi.yml", "名称: 测试一中\n")
    put(project.data / "honors" / "all.yml", HONOURS)
    return project


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.usefixtures("pagefind")
def test_a_published_site_has_every_page_and_every_honour_in_its_index(project: Project) -> None:
    publication = publish.publish(project)
    assert publication.published
    assert [problem for problem in publication.problems if problem.code.startswith("search")] == []
    index = indexed(project.site)
    pages = {path.relative_to(project.site).as_posix() for path in project.site.rglob("index.html")}
    expected = {page.removesuffix("index.html") for page in pages} - {"sitemap/"}
    assert set(index) == expected | {"honors/#honor-1", "honors/#honor-2"}
    honours = {found["title"]: (found["kind"], found["unit"]) for url, found in index.items() if "#" in url}
    assert honours == {"文明学校": ("荣誉", "测试一中"), "先进支部": ("荣誉", "测试一中")}
    assert "原来的含义" in index["brands/2345/"]["text"]
    assert (index["schools/yi/"]["kind"], index["honors/"]["kind"]) == ("学校", "栏目")


@pytest.mark.usefixtures("pagefind")
def test_the_same_site_has_the_same_index(project: Project) -> None:
    publish.publish(project)
    first = files(project.site / "pagefind")
    publish.publish(project)
    assert files(project.site / "pagefind") == first
    assert "wasm.unknown.pagefind" in first


@pytest.mark.usefixtures("pagefind")
def test_plain_mkdocs_build_makes_the_index_too(project: Project, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=project.root,
        env=environment(announce_plugin(tmp_path / "plugins")),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "brands/2345/" in indexed(project.site)


def test_without_pagefind_the_site_is_whole_and_the_command_says_what_is_missing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "find_program", lambda: None)
    publication = publish.publish(project)
    assert publication.published
    assert [problem.code for problem in publication.problems if problem.where.file == "site"] == [
        "search-missing"
    ]
    assert (project.site / "brands" / "2345" / "index.html").is_file()
    assert not (project.site / "pagefind").exists()


def test_an_index_that_cannot_be_written_leaves_the_old_site(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish.publish(project)
    before = files(project.site)
    full = Problem("disk-full", ERROR, Where("site"), "磁盘已满。", "清理。")
    monkeypatch.setattr(search, "index_site", lambda *_: [full])
    edit(project, "新的含义")
    publication = publish.publish(project)
    assert not publication.published
    assert full in publication.problems
    assert files(project.site) == before


class Bench:
    """A Background whose work waits until it is let go."""

    def __init__(self, project: Project) -> None:
        self.begun: list[Path] = []
        self.ended: list[Path] = []
        self.shown: list[Problem] = []
        self.go = threading.Event()
        self.problems: Sequence[Problem] = ()
        self.background = Background(project, self._work, finish.carry_over, self.shown.extend)

    def _work(self, folder: Path, cancelled: Callable[[], bool]) -> Sequence[Problem]:
        self.begun.append(folder)
        wait_until(lambda: self.go.is_set() or cancelled(), "a word")
        if not cancelled():
            self.ended.append(folder)
        return self.problems

    def waits_for_work(self, number: int) -> None:
        wait_until(lambda: len(self.begun) == number, f"work number {number}")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(Project(tmp_path))


def test_a_new_job_ends_the_one_before(bench: Bench, tmp_path: Path) -> None:
    bench.background.start(tmp_path / "one")
    bench.waits_for_work(1)
    bench.background.start(tmp_path / "two")
    bench.waits_for_work(2)
    bench.go.set()
    wait_until(lambda: bench.ended, "an end")
    bench.background.close()
    assert bench.ended == [tmp_path / "two"]


def test_closing_ends_the_work_and_its_thread(bench: Bench, tmp_path: Path) -> None:
    bench.background.start(tmp_path)
    bench.waits_for_work(1)
    bench.background.close()
    assert bench.ended == []
    assert "finish" not in {thread.name for thread in threading.enumerate()}


def test_the_index_moves_on_into_the_next_site(bench: Bench, tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    (old / "pagefind").mkdir(parents=True)
    new.mkdir()
    bench.background.move(old, new)
    bench.background.move(new, new)
    assert [path.name for path in new.iterdir()] == ["pagefind"]
    bench.background.move(old, new)
    assert (new / "pagefind").is_dir()


def test_what_the_work_met_is_shown_once(bench: Bench, tmp_path: Path) -> None:
    bench.problems = [Problem("search-missing", NOTE, Where("site"), "没有。", "装上。")]
    bench.go.set()
    for number in (1, 2):
        bench.background.start(tmp_path)
        bench.waits_for_work(number)
        wait_until(lambda: not any(t.name == "finish" for t in threading.enumerate()), "an end")
    assert [problem.code for problem in bench.shown] == ["search-missing"]


def test_a_bug_in_the_background_goes_to_a_log(tmp_path: Path) -> None:
    shown: list[Problem] = []

    def broken(*_: object) -> list[Problem]:
        raise ZeroDivisionError

    background = Background(Project(tmp_path), broken, finish.carry_over, shown.extend)
    background.start(tmp_path)
    wait_until(lambda: shown, "a word")
    background.close()
    assert [problem.code for problem in shown] == ["preview-bug"]
    assert "ZeroDivisionError" in (tmp_path / ".showcase" / "error-preview.log").read_text(encoding="utf-8")
