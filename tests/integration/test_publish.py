"""`showcase build`: the whole site or the old one, whatever happens on the way."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator import disk, publish, staging
from generator.problems import ERROR
from generator.project import Project
from tests.children import unmeasured
from tests.integration.small_project import (
    CONFIG,
    announce_plugin,
    announce_plugin_here,
    break_data,
    edit,
    environment,
    make_project,
    overstate,
    put,
)

PAGE = "brands/2345/index.html"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    announce_plugin_here(monkeypatch)
    (tmp_path / "project").mkdir()
    return make_project(tmp_path / "project")


def html(project: Project, page: str = PAGE) -> str:
    return (project.site / page).read_text(encoding="utf-8")


def pages(site: Path) -> dict[str, bytes]:
    """Return the HTML of a site by path."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.html")}


def leftovers(project: Project) -> list[str]:
    return sorted(path.name for path in project.state.glob("*-*"))


def codes(publication: publish.Publication) -> list[str]:
    return [problem.code for problem in publication.problems if problem.severity.value != "提醒"]


def test_a_site_is_published_whole(project: Project) -> None:
    publication = publish.publish(project)
    assert publication.published
    assert codes(publication) == []
    assert publication.pages == len(list(project.content.rglob("*.md")))
    assert "原来的含义" in html(project)
    assert "测试学校" in html(project)
    assert '<link rel="canonical" href="https://data.example/show/">' in html(project, "index.html")
    assert leftovers(project) == []


def test_a_second_publication_replaces_the_first(project: Project) -> None:
    publish.publish(project)
    edit(project, "新的含义")
    assert publish.publish(project).published
    assert "新的含义" in html(project)


def test_the_same_data_gives_the_same_bytes(project: Project) -> None:
    publish.publish(project)
    first = pages(project.site)
    publish.publish(project)
    assert pages(project.site) == first


def test_mkdocs_by_hand_gives_the_same_pages(project: Project, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--site-dir",
        os.fspath(tmp_path / "by-hand"),
    ]
    variables = environment(announce_plugin(tmp_path / "plugins"))
    subprocess.run(command, cwd=project.root, env=variables, capture_output=True, timeout=120, check=True)
    publish.publish(project)
    assert pages(tmp_path / "by-hand") == pages(project.site)


def test_broken_data_leaves_the_old_site(project: Project) -> None:
    publish.publish(project)
    break_data(project)
    publication = publish.publish(project)
    assert not publication.published
    assert "data/brands/2345.yml" in {problem.where.file for problem in publication.problems}
    assert "原来的含义" in html(project)


def test_what_is_blocked_is_not_published(project: Project) -> None:
    publish.publish(project)
    overstate(project)
    publication = publish.publish(project)
    assert (publication.published, codes(publication)) == (False, ["goal-as-result"])
    assert "原来的含义" in html(project)


def test_a_warning_of_mkdocs_is_not_published(project: Project) -> None:
    publish.publish(project)
    put(project.content / "about.md", "# 关于\n\n[坏](gone.md)\n")
    publication = publish.publish(project)
    assert (publication.published, codes(publication)) == (False, ["mkdocs-warning"])
    assert not (project.site / "about").exists()
    assert leftovers(project) == []


def test_a_broken_mkdocs_yml_is_not_published(project: Project) -> None:
    put(project.config, f"nav: [\n{CONFIG}")
    publication = publish.publish(project)
    assert (publication.published, codes(publication)) == (False, ["mkdocs-config"])
    assert not project.site.exists()


def test_a_folder_of_somebody_else_is_refused_before_the_long_work(project: Project) -> None:
    project.site.mkdir()
    put(project.site / "homework.txt", "mine")
    publication = publish.publish(project)
    assert (publication.published, codes(publication)) == (False, ["site-not-ours"])
    assert [path.name for path in project.content.iterdir()] == []
    assert [path.name for path in project.site.iterdir()] == ["homework.txt"]


def test_a_disk_full_while_building_leaves_the_old_site(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish.publish(project)
    edit(project, "新的含义")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full", os.fspath(project.state / "staging-x" / "index.html"))

    monkeypatch.setattr("mkdocs.utils.write_file", full)
    publication = publish.publish(project)
    assert (publication.published, codes(publication)) == (False, ["disk-full"])
    assert "原来的含义" in html(project)
    assert leftovers(project) == []


def test_a_disk_full_before_building_is_a_problem(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(folder: Path) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(staging, "mark", full)
    assert codes(publish.publish(project)) == ["disk-full"]
    assert leftovers(project) == []


def test_a_bug_while_building_is_raised_and_leaves_the_old_site(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish.publish(project)

    def broken(folder: Path) -> None:
        raise FileNotFoundError(errno.ENOENT, "bug")

    monkeypatch.setattr(staging, "mark", broken)
    with pytest.raises(FileNotFoundError):
        publish.publish(project)
    assert "原来的含义" in html(project)
    assert leftovers(project) == []


def test_a_second_build_at_the_same_time_is_told_to_wait(project: Project) -> None:
    with disk.held_lock(project.state / "build.lock"):
        publication = publish.publish(project)
    assert not publication.published
    [problem] = publication.problems
    assert (problem.code, problem.severity) == ("build-running", ERROR)
    assert not project.site.exists()


def test_what_a_running_build_works_on_is_left_alone(project: Project) -> None:
    (project.state / "staging-1").mkdir(parents=True)
    with disk.held_lock(project.state / "build.lock"):
        assert staging.recover_if_idle(project) == []
        assert leftovers(project) == ["staging-1"]
    assert staging.recover_if_idle(project) == []
    assert leftovers(project) == []


def test_a_site_without_an_address_has_no_empty_sitemap(project: Project) -> None:
    publish.publish(project)
    assert "<loc>https://data.example/show/</loc>" in (project.site / "sitemap.xml").read_text(
        encoding="utf-8"
    )
    site, config = project.data / "site.yml", project.config
    put(site, "名称: 测试学校\n")
    put(config, config.read_text(encoding="utf-8").replace("site_url: https://config.example/\n", ""))
    publish.publish(project)
    assert sorted(path.name for path in project.site.glob("sitemap.xml*")) == []


def test_recovery_by_itself_completes_a_swap(project: Project) -> None:
    publish.publish(project)
    project.site.rename(project.state / "old-1")
    assert staging.recover_if_idle(project) == []
    assert "原来的含义" in html(project)
    assert leftovers(project) == []


def test_a_recovery_that_fails_is_a_problem(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    (project.state / "ready-1").mkdir(parents=True)

    def refuse(path: Path, target: Path) -> Path:
        raise OSError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "rename", refuse)
    assert codes(publish.publish(project)) == ["folder-readonly"]


PUBLISHER = """
import sys
from pathlib import Path
from generator.project import Project
from generator.publish import publish
print("ready", flush=True)
assert publish(Project(Path(sys.argv[1]))).published
"""


@pytest.mark.untraced
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a signal of POSIX")
def test_killed_at_any_stage_the_old_site_stands_and_the_next_build_succeeds(
    project: Project, tmp_path: Path
) -> None:
    publish.publish(project)
    variables = environment(announce_plugin(tmp_path / "plugins"), unmeasured())
    for round_number in range(6):
        edit(project, f"第{round_number}版")
        before = pages(project.site)
        command = [sys.executable, "-c", PUBLISHER, os.fspath(project.root)]
        process = subprocess.Popen(command, env=variables, stdout=subprocess.PIPE)
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        try:
            process.wait(0.05 + 0.1 * round_number)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.communicate()
        assert pages(project.site) == before or f"第{round_number}版" in html(project)
        assert publish.publish(project).published
        assert f"第{round_number}版" in html(project)
        assert leftovers(project) == []


# Prints its second line when it has the lock, and then hangs.
HANGING = """
import time
from generator import staging
staging.check_site = lambda project: (print("held", flush=True), time.sleep(600))
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a signal of POSIX")
def test_the_lock_of_a_killed_build_is_taken_over(project: Project, tmp_path: Path) -> None:
    command = [sys.executable, "-c", HANGING + PUBLISHER, os.fspath(project.root)]
    variables = environment(announce_plugin(tmp_path / "plugins"))
    with subprocess.Popen(command, env=variables, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert [process.stdout.readline() for _ in range(2)] == [b"ready\n", b"held\n"]
        assert codes(publish.publish(project)) == ["build-running"]
        process.kill()
    assert publish.publish(project).published


LEAK = "{% extends 'base.html' %}{% block footer %}<p>值班 <b>138</b> 1234 5678</p>{% endblock %}\n"
WAIVER = "- 代码: private-phone\n  文件: {file}\n  内容: '5678'\n  理由: 公开的值班电话\n  批准人: 书记\n  日期: 2024-6-3\n"


def test_what_only_the_theme_says_is_stopped_in_the_finished_site(project: Project) -> None:
    publish.publish(project)
    put(project.overrides / "main.html", LEAK)
    publication = publish.publish(project)
    (problem,) = (problem for problem in publication.problems if problem.severity.value != "提醒")
    assert (publication.published, problem.code) == (False, "private-phone")
    assert problem.where.file.startswith("site/")
    assert "5678" not in html(project)
    put(project.data / "waivers.yml", WAIVER.format(file=problem.where.file))
    assert publish.publish(project).published


def test_what_is_waived_in_the_data_is_not_asked_for_again_in_the_site(project: Project) -> None:
    edit(project, "值班电话 138 1234 5678")
    assert codes(publish.publish(project)) == ["private-phone"]
    put(project.data / "waivers.yml", WAIVER.format(file="data/brands/2345.yml"))
    publication = publish.publish(project)
    assert (publication.published, codes(publication)) == (True, [])
    assert "5678" in html(project)


def test_waiver_for_a_built_page_that_is_not_needed_is_told_after_the_build(project: Project) -> None:
    put(project.data / "waivers.yml", WAIVER.format(file="site/index.html"))
    publication = publish.publish(project)
    assert publication.published
    assert "waiver-idle" in {problem.code for problem in publication.problems}
