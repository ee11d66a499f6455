"""The command line as staff use it: words, exit codes, and nothing English when something goes wrong."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import click
import pytest

from generator import cli
from generator.build import Generator
from generator.problems import ERROR, Problem, Where
from generator.project import Project
from tests.case_files import MINIMAL
from tests.golden_pages import GOLDEN
from tests.integration.small_project import announce_plugin_here, break_data, make_project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a project that holds the golden data, with the current folder in it."""
    shutil.copytree(GOLDEN / "data", tmp_path / "data")
    (tmp_path / "mkdocs.yml").write_text("site_name: 示例\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return Project(tmp_path)


def break_brand(project: Project) -> None:
    """Make the golden brand's code disagree with its pillars."""
    path = project.data / "brands/twothree.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("代号: 23", "代号: 24"), encoding="utf-8")


def every_command() -> list[str]:
    """Return the names of all commands."""
    return cli.showcase.list_commands(click.Context(cli.showcase))


def english_words(text: str) -> list[str]:
    """Return the words of a report that are neither Chinese, codes in brackets, nor paths and options."""
    plain = re.sub(
        r"\[[a-z-]+\]|[\w./-]+\.(yml|md|log|html)\b|--[a-z-]+|showcase|site/|data/|content/", "", text
    )
    return re.findall(r"[A-Za-z]{3,}", plain)


def test_check_of_sound_data_exits_0(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check"]) == 0
    assert "错误" not in capsys.readouterr().out


def test_check_of_broken_data_exits_1_and_names_the_line(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    break_brand(project)

    assert cli.run(["check"]) == 1
    assert "data/brands/twothree.yml:2:6 错误 [pillar-count]" in capsys.readouterr().out


def test_check_as_json_prints_one_object_per_problem(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    break_brand(project)
    cli.run(["check", "--format", "json"])

    problems = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    found = next(problem for problem in problems if problem["code"] == "pillar-count")
    assert list(found) == ["code", "severity", "file", "line", "column", "message", "hint"]
    assert (found["severity"], found["line"], found["column"]) == ("错误", 2, 6)


def test_check_for_github_prints_annotations(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    break_brand(project)
    cli.run(["check", "--format", "github"])

    assert "::error file=data/brands/twothree.yml,line=2,col=6" in capsys.readouterr().out


def test_generate_writes_the_pages_and_counts_them(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["generate"]) == 0
    assert re.search(r"共 \d+ 页：写了 \d+ 页，删了 0 页。", capsys.readouterr().out)
    assert (project.content / "brands/twothree.md").is_file()

    assert cli.run(["generate"]) == 0
    assert "都没有变化" in capsys.readouterr().out


def test_generate_writes_nothing_when_the_data_is_broken(project: Project) -> None:
    break_brand(project)

    assert cli.run(["generate"]) == 1
    assert not project.content.exists()


def test_deleting_a_brand_removes_its_page_and_every_link(project: Project) -> None:
    cli.run(["generate"])
    (project.data / "brands/twothree.yml").unlink()

    assert cli.run(["generate"]) == 0
    assert not (project.content / "brands/twothree.md").exists()
    pages = {path: path.read_text(encoding="utf-8") for path in project.content.rglob("*.md")}
    assert [path for path, text in pages.items() if "twothree" in text] == []


def test_clean_removes_what_was_generated_and_nothing_else(project: Project) -> None:
    cli.run(["generate"])
    note = project.content / "guides" / "index.md"
    note.parent.mkdir()
    note.write_text("# 手写\n", encoding="utf-8")

    assert cli.run(["clean"]) == 0
    assert [path for path in project.content.rglob("*") if path.is_file()] == [note]


def test_a_handwritten_page_stands_in_the_site_map(project: Project) -> None:
    page = project.content / "guides" / "index.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\ntitle: 手写的指南\n---\n\n# 别的标题\n", encoding="utf-8")
    cli.run(["generate"])

    text = (project.content / "sitemap.md").read_text(encoding="utf-8")
    assert "[手写的指南](guides/index.md)" in text


def test_schema_writes_a_file_for_every_kind(project: Project) -> None:
    assert cli.run(["schema"]) == 0

    names = {path.name for path in (project.data / "schema").iterdir()}
    assert {"brands.json", "site.json", "honors.json"} <= names


def test_commands_work_from_a_folder_inside_the_project(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.data / "brands")

    assert cli.run(["check"]) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["publishh"],
        ["check", "--format", "xml"],
        ["check", "--colour"],
        ["--project"],
        ["check", "extra"],
        ["preview", "--address", "nonsense", "--no-open"],
    ],
)
def test_wrong_usage_exits_2_in_chinese(
    project: Project, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert cli.run(arguments) == cli.USAGE

    said = capsys.readouterr().err
    assert said.startswith("用法不对：")
    assert set(english_words(said)) <= {
        *arguments,
        "text",
        "json",
        "github",
        "publishh",
        *every_command(),
    }


def test_no_command_at_all_lists_the_commands(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([]) == cli.USAGE

    said = capsys.readouterr().err
    assert said.startswith("用法：")
    assert all(f"  {name} " in said for name in every_command())


def test_a_folder_that_is_no_project_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert cli.run(["check"]) == cli.USAGE
    assert f"在 {tmp_path} 找不到项目" in capsys.readouterr().err


def test_help_is_chinese(capsys: pytest.CaptureFixture[str], project: Project) -> None:
    assert cli.run(["--help"]) == 0

    said = capsys.readouterr().out
    assert "检查资料" in said
    assert "Show this message" not in said
    assert "Usage" not in said
    assert "Commands" not in said


def test_a_bug_becomes_one_chinese_line_and_a_log(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(self: Generator) -> None:
        raise RuntimeError("a bug of ours")

    monkeypatch.setattr(Generator, "check", fail)

    assert cli.run(["check"]) == 1
    said = capsys.readouterr().err
    assert "Traceback" not in said
    logs = list((project.root / ".showcase").glob("error-*.log"))
    assert "a bug of ours" in logs[0].read_text(encoding="utf-8")
    assert logs[0].name in said


def test_ctrl_c_says_so_in_chinese_and_exits_130(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(self: Generator) -> tuple[None, tuple[Problem, ...]]:
        raise KeyboardInterrupt

    monkeypatch.setattr(Generator, "check", interrupt)

    assert cli.run(["check"]) == cli.INTERRUPTED
    assert "已停止" in capsys.readouterr().err


def test_an_empty_data_folder_gives_a_site_file_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mkdocs.yml").touch()
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)

    assert cli.run(["check"]) == 1
    assert "[site-missing]" in capsys.readouterr().out


def test_a_missing_data_folder_is_one_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mkdocs.yml").touch()
    monkeypatch.chdir(tmp_path)

    assert cli.run(["check"]) == 1
    assert "[data-missing]" in capsys.readouterr().out


def test_only_a_site_file_is_enough_for_a_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mkdocs.yml").touch()
    (tmp_path / "data").mkdir()
    shutil.copy(MINIMAL / "data/site.yml", tmp_path / "data/site.yml")
    monkeypatch.chdir(tmp_path)

    assert cli.run(["generate"]) == 0
    assert "还没有品牌" in (tmp_path / "content/brands/index.md").read_text(encoding="utf-8")
    assert "资料还没有录入" in (tmp_path / "content/index.md").read_text(encoding="utf-8")


def test_one_broken_file_is_not_blamed_on_the_files_that_name_it(tmp_path: Path) -> None:
    shutil.copytree(GOLDEN / "data", tmp_path / "data")
    school = tmp_path / "data/schools/example.yml"
    school.write_text(school.read_text(encoding="utf-8").replace("学段:", "年级:"), encoding="utf-8")

    problems = Generator(Project(tmp_path)).check()[1]
    assert {problem.where.file for problem in problems if problem.severity.value == "错误"} == {
        "data/schools/example.yml"
    }


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a project that MkDocs can build, with the current folder in it."""
    announce_plugin_here(monkeypatch)
    monkeypatch.chdir(tmp_path)
    return make_project(tmp_path)


def test_build_puts_the_site_in_place_and_says_so(small: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["build"]) == 0
    assert (small.site / "index.html").is_file()
    assert re.search(r"网站已生成在 site/，共 \d+ 页，用时 [\d.]+ 秒。", capsys.readouterr().out)


def test_a_build_of_broken_data_leaves_the_old_site(
    small: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.run(["build"])
    old = (small.site / "index.html").read_bytes()
    break_data(small)

    assert cli.run(["build"]) == 1
    assert (small.site / "index.html").read_bytes() == old
    assert "没有发布" in capsys.readouterr().err


def test_any_command_puts_a_lost_site_back(small: Project) -> None:
    cli.run(["build"])
    small.site.rename(small.state / "old-1")

    assert cli.run(["check"]) == 0
    assert (small.site / "index.html").is_file()


def test_preview_serves_the_address_that_was_asked_for(
    small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, object] = {}

    def serve(project: Project, **options: object) -> list[Problem]:
        asked.update(options, project=project)
        return []

    monkeypatch.setattr("generator.engine.serve_site", serve)

    assert cli.run(["preview", "--no-open", "--address", "127.0.0.1:8123"]) == 0
    assert (asked["project"], asked["address"], asked["open_browser"]) == (small, "127.0.0.1:8123", False)


def test_preview_shows_what_kept_it_from_starting(
    small: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    problem = Problem("mkdocs-config", ERROR, Where("mkdocs.yml", 3, 1), "设置写错了。", "改正它。")
    monkeypatch.setattr("generator.engine.serve_site", lambda *_, **__: [problem])

    assert cli.run(["preview", "--no-open"]) == 1
    assert "mkdocs.yml:3:1 错误 [mkdocs-config]" in capsys.readouterr().out


def test_a_bug_on_a_full_disk_still_gets_a_chinese_line(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Generator, "check", fail)
    monkeypatch.setattr(Path, "write_text", fail)

    assert cli.run(["check"]) == 1
    assert "日志也没有写成" in capsys.readouterr().err


def test_facts_that_cannot_be_written_are_a_problem(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.run(["generate"])
    site = project.data / "site.yml"
    site.write_text(site.read_text(encoding="utf-8").replace("0000-", "1111-"), encoding="utf-8")

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generator.facts.disk.write_whole", fail)
    outcome = Generator(project).generate()

    assert [problem.code for problem in outcome.problems if problem.severity is ERROR] == ["disk-full"]
