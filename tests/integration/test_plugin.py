"""Plain `mkdocs build` by any user: pages first, faults in Chinese, and nothing published that is wrong."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from generator import editions, engine, plugin, staging
from generator.build import Generator
from generator.project import Project
from tests.integration.small_project import (
    CONFIG,
    announce_plugin,
    announce_plugin_here,
    brand_file,
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


def mkdocs_build(project: Project) -> None:
    """Do what the command `mkdocs build` does."""
    config = load_config(str(project.config))
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


def run_mkdocs(project: Project, tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "mkdocs", *arguments]
    variables = environment(announce_plugin(tmp_path / "plugins"))
    return subprocess.run(
        command, cwd=project.root, env=variables, capture_output=True, timeout=120, check=False
    )


def html(project: Project, page: str = PAGE) -> str:
    return (project.site / page).read_text(encoding="utf-8")


def test_the_command_itself_builds_the_data_strictly(project: Project, tmp_path: Path) -> None:
    done = run_mkdocs(project, tmp_path, "build", "--strict")
    assert done.returncode == 0, done.stderr.decode()
    assert "原来的含义" in html(project)


def test_the_command_itself_stops_at_broken_data_without_a_traceback(
    project: Project, tmp_path: Path
) -> None:
    break_data(project)
    done = run_mkdocs(project, tmp_path, "build")
    said = done.stderr.decode() + done.stdout.decode()
    assert done.returncode == 1
    assert "data/brands/2345.yml" in said
    assert plugin.STOPPED in said
    assert "Traceback" not in said
    assert not project.site.exists()


def test_pages_are_written_before_mkdocs_collects_them(project: Project) -> None:
    mkdocs_build(project)
    assert "原来的含义" in html(project)


def test_one_process_builds_two_projects(project: Project, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = make_project(tmp_path / "other")
    edit(other, "另一个含义")
    mkdocs_build(project)
    mkdocs_build(other)
    assert "原来的含义" in html(project)
    assert "另一个含义" in html(other)


def test_a_record_that_is_gone_takes_its_page_along(project: Project) -> None:
    put(project.data / "brands" / "343.yml", "名称: “343”党建品牌\n")
    mkdocs_build(project)
    assert (project.site / "brands" / "343" / "index.html").is_file()
    (project.data / "brands" / "343.yml").unlink()
    mkdocs_build(project)
    assert not (project.site / "brands" / "343").exists()


def test_name_and_address_come_from_the_data(project: Project) -> None:
    mkdocs_build(project)
    assert "测试学校" in html(project)
    assert "配置里的名字" not in html(project)
    assert '<link rel="canonical" href="https://data.example/show/brands/2345/">' in html(project)


def test_without_an_address_in_the_data_that_of_mkdocs_yml_holds(project: Project) -> None:
    put(project.data / "site.yml", "名称: 测试学校\n")
    mkdocs_build(project)
    assert '<link rel="canonical" href="https://config.example/brands/2345/">' in html(project)


def test_broken_data_stops_the_build_and_leaves_the_last_site(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    mkdocs_build(project)
    break_data(project)
    with pytest.raises(Abort, match=plugin.STOPPED):
        mkdocs_build(project)
    assert "data/brands/2345.yml" in capsys.readouterr().err
    assert "原来的含义" in html(project)


def test_what_may_not_be_published_stops_the_build(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    overstate(project)
    with pytest.raises(Abort):
        mkdocs_build(project)
    assert "拦截" in capsys.readouterr().err
    assert not project.site.exists()


def test_reminders_are_counted_and_stop_nothing(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    mkdocs_build(project)
    said = capsys.readouterr().err
    assert re.search(r"还有 \d+ 条提醒", said)
    assert "[fields-missing]" not in said


def test_a_site_of_mkdocs_may_be_replaced_by_a_published_one(project: Project) -> None:
    mkdocs_build(project)
    assert staging.check_site(project) == []


def test_another_output_folder_is_not_marked(project: Project, tmp_path: Path) -> None:
    put(project.config, f"{CONFIG}site_dir: {tmp_path.as_posix()}/elsewhere\n")
    mkdocs_build(project)
    assert (tmp_path / "elsewhere" / PAGE).is_file()
    assert not (tmp_path / "elsewhere" / editions.MARKER).exists()


def test_generation_can_be_turned_off_in_mkdocs_yml(project: Project) -> None:
    put(project.config, CONFIG.replace("- showcase", "- showcase:\n      generate: false"))
    put(project.content / "index.md", "# 手写的首页\n")
    mkdocs_build(project)
    assert "手写的首页" in html(project, "index.html")
    assert not (project.site / PAGE).exists()


def test_the_engine_builds_what_was_generated_and_does_not_generate_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = Generator(project).generate()
    assert not outcome.stopped
    brand_file(project).unlink()
    assert engine.build_site(project, project.site, site_name=outcome.site_name) == []
    assert "原来的含义" in html(project)
    assert "测试学校" in html(project)


def test_a_build_without_the_startup_event_works_too(project: Project) -> None:
    build(load_config(str(project.config)))
    assert "原来的含义" in html(project)


def test_a_persons_own_styles_and_scripts_stay_and_what_nobody_loads_does_not(project: Project) -> None:
    own = ("assets/javascripts/own.js", "assets/stylesheets/own.css", "extra/own.js", "extra/unasked.js")
    for name in own:
        (project.content / name).parent.mkdir(parents=True, exist_ok=True)
        put(project.content / name, "let  own = 1\n" if name.endswith("js") else "p  { color: red }\n")
    config = project.config.read_text(encoding="utf-8")
    put(project.config, f"{config}extra_javascript: [{own[0]}, {own[2]}]\nextra_css: [{own[1]}]\n")

    mkdocs_build(project)

    assert [name for name in own if not (project.site / name).is_file()] == []
    page = html(project)
    assert all(name in page for name in own[:3])
    shipped = {path.name for path in (project.site / "assets/stylesheets").glob("*.css")} - {"own.css"}
    assert shipped
    assert all(name in page for name in shipped)
    assert not list(project.site.rglob("*.map"))
