"""`showcase report` as staff use it: where it writes, and over what it never writes."""

from __future__ import annotations

import io
import json
import shutil
import sys
from pathlib import Path

import pytest

from generator import cli
from generator.project import Project
from tests.case_files import MINIMAL


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a project with the minimal data, and with the current folder in it."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    (tmp_path / "mkdocs.yml").write_text("site_name: 示例\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    return Project(tmp_path)


def test_the_report_lies_where_people_find_it(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["report"]) == 0
    assert cli.run(["report"]) == 0

    assert "体检报告写好了" in capsys.readouterr().out
    assert "示例党建品牌展示" in (project.root / "体检报告.html").read_text(encoding="utf-8")
    assert json.loads((project.root / "体检报告.json").read_text(encoding="utf-8"))["publishable"] is True


def test_rules_are_called_as_in_the_catalogue(project: Project) -> None:
    (project.data / "site.yml").write_text("名称: 网站\n备案号: 待办\n", encoding="utf-8")

    cli.run(["report"])

    rules = json.loads((project.root / "体检报告.json").read_text(encoding="utf-8"))["rules"]
    assert "ICP 备案号不像备案号" in {rule["title"] for rule in rules}


def test_broken_data_is_reported_all_the_same(project: Project) -> None:
    (project.data / "brands").mkdir(exist_ok=True)
    (project.data / "brands/a.yml").write_text("名称：甲\n", encoding="utf-8")

    assert cli.run(["report", "-o", "out/r.html"]) == 0

    assert json.loads((project.root / "out/r.json").read_text(encoding="utf-8"))["counts"]["错误"] == 1


@pytest.mark.parametrize("place", ["site/r.html", "content/r.html", "data/r.html", "r.txt", "r"])
def test_a_report_is_never_put_where_it_would_be_published(
    project: Project, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["report", "-o", place]) == cli.USAGE
    assert not (project.root / place).exists()


@pytest.mark.parametrize("name", ["r.html", "r.json"])
def test_a_file_that_is_no_report_is_left_alone(project: Project, name: str) -> None:
    path = project.root / name
    path.write_text("<p>别的东西", encoding="utf-8")

    assert cli.run(["report", "-o", "r.html"]) == cli.USAGE

    assert path.read_text(encoding="utf-8") == "<p>别的东西"


def test_a_folder_that_cannot_be_written_is_told(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    (project.root / "out").write_text("", encoding="utf-8")

    assert cli.run(["report", "-o", "out/r.html"]) == 1
    assert "[write-failed]" in capsys.readouterr().out
