"""`showcase menu`: a number or a typed line becomes a command, and nothing it is told makes it fail."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator import cli
from generator.commands import menu
from generator.commands.menu import file_of, split
from generator.project import Project
from generator.report import cell_width


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    (tmp_path / "mkdocs.yml").write_text("site_name: 示例\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return Project(tmp_path)


def run_menu(monkeypatch: pytest.MonkeyPatch, *answers: str, files: Sequence[str] = ()) -> list[list[str]]:
    """Sit down before the menu, give these answers, and return the commands that were run."""
    left, ran = list(answers), []

    def answer() -> str:
        if not left:
            raise EOFError
        return left.pop(0)

    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr(menu, "run_command", lambda _, words: ran.append(list(words)))
    assert cli.run(["menu", *files]) == 0
    assert not left
    return ran


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("answers", "command"),
    [
        (["1"], ["preview"]),
        (["2", "2"], ["new", "品牌"]),
        (["2", "活动"], ["new", "活动"]),
        (["3", '"D:/荣誉 2026.xlsx"'], ["import", "D:/荣誉 2026.xlsx"]),
        (["4"], ["check"]),
        (["5"], ["fix"]),
        (["6"], ["export", "荣誉台账.xlsx"]),
        (["7"], ["build"]),
        (["8"], ["report"]),
        (["showcase new 品牌 --代号 2345"], ["new", "品牌", "--代号", "2345"]),
        (["check --全部"], ["check", "--全部"]),
        (["make check"], ["check"]),
        (["make site"], ["build"]),
        (['new 学校 --名称 "示例 学校"'], ["new", "学校", "--名称", "示例 学校"]),
    ],
)
def test_an_answer_runs_a_command(
    monkeypatch: pytest.MonkeyPatch, answers: list[str], command: list[str]
) -> None:
    assert run_menu(monkeypatch, *answers, "0") == [command]


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("answers", [[""], ["2", ""], ["2", "9"], ["3", ""], ["make"], ["new '半个引号"], []])
def test_nothing_runs_where_nothing_was_chosen(monkeypatch: pytest.MonkeyPatch, answers: list[str]) -> None:
    assert run_menu(monkeypatch, *answers) == []


@pytest.mark.usefixtures("project")
def test_files_that_were_dropped_on_it_are_imported_first(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run_menu(monkeypatch, "4", "0", files=["荣誉.xlsx", "材料.docx"])

    assert ran == [["import", "荣誉.xlsx"], ["import", "材料.docx"], ["check"]]


@pytest.mark.usefixtures("project")
def test_the_list_stands_in_columns(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run_menu(monkeypatch, "0")
    lines = capsys.readouterr().out.splitlines()[: len(menu.CHOICES)]
    starts = {
        cell_width(line[: line.index(meaning)])
        for line, (_, _, meaning) in zip(lines, menu.CHOICES, strict=True)
        if meaning
    }

    assert len(starts) == 1
    assert max(map(cell_width, lines)) < 80


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (r'import "D:\荣誉 表\荣誉.xlsx"', ["import", r"D:\荣誉 表\荣誉.xlsx"]),
        (r"import D:\荣誉.xlsx", ["import", r"D:\荣誉.xlsx"]),
    ],
)
def test_a_backslash_parts_folders_on_windows(line: str, words: list[str]) -> None:
    assert split(line, windows=True) == words


@pytest.mark.parametrize(
    ("dropped", "windows", "path"),
    [
        (r'"D:\荣誉 表.xlsx"', True, r"D:\荣誉 表.xlsx"),
        (r"& 'D:\荣誉 表.xlsx'", True, r"D:\荣誉 表.xlsx"),
        (r"D:\荣誉.xlsx", True, r"D:\荣誉.xlsx"),
        (r"/home/a/荣誉\ 表.xlsx ", False, "/home/a/荣誉 表.xlsx"),
        ("'/home/a/荣誉 表.xlsx'", False, "/home/a/荣誉 表.xlsx"),
        ("/home/a/it's.xlsx", False, "/home/a/it's.xlsx"),
    ],
)
def test_a_dropped_file_is_found_however_the_terminal_writes_it(
    dropped: str, windows: bool, path: str
) -> None:
    assert file_of(dropped, windows=windows) == path


def test_a_command_really_runs_in_the_project(project: Project, capfd: pytest.CaptureFixture[str]) -> None:
    assert menu.run_command(project, ["check"]) == 1
    assert os.fspath("data") in capfd.readouterr().out
