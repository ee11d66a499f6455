"""`showcase import` and `showcase export` as staff use them: words, exit codes, questions, files."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from generator import cli, disk
from generator.commands import imports
from generator.project import Project
from generator.report import cell_width
from tests.case_files import MINIMAL
from tests.workbooks import OLD_WORKBOOK, book_of

ROWS: Sequence[Any] = (
    ["荣誉名称", "级别", "时间", "颁奖单位", "获奖者"],
    ["文明校园", "省级", "2021.7", "省文明办", None],
    ["平安校园", None, "2021", "福建省教育厅", "本校"],
    ["优秀少先队员", "市级", "2021", None, "王小明"],
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a project with one school, the current folder in it and a workbook beside the data."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    (tmp_path / "mkdocs.yml").write_text("site_name: 示例\n", encoding="utf-8")
    (tmp_path / "荣誉.xlsx").write_bytes(book_of(ROWS))
    monkeypatch.chdir(tmp_path)
    return Project(tmp_path)


def answer(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Pretend that a person sits at a terminal and gives these answers; return those not asked for yet."""
    left = list(answers)
    monkeypatch.setattr(imports, "_has_terminal", lambda: True)
    monkeypatch.setattr("builtins.input", lambda: left.pop(0))
    return left


def honors(project: Project) -> str:
    """Return the text of all honours in the data."""
    return "".join(
        path.read_text(encoding="utf-8") for path in sorted((project.data / "honors").glob("*.yml"))
    )


def test_an_import_without_a_terminal_shows_and_writes_nothing_until_told(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["import", "荣誉.xlsx"]) == 1
    shown = capsys.readouterr()
    assert "B  级别     → 级别" in shown.out
    assert "加 --是" in shown.err
    assert honors(project) == ""

    assert cli.run(["import", "荣誉.xlsx", "--是"]) == 0
    assert "- 名称: 文明校园\n  级别: 省级\n" in honors(project)
    assert "王小明" not in honors(project)
    assert cli.run(["check"]) == 0


def test_a_look_writes_nothing_and_is_no_fault(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["import", "荣誉.xlsx", "--只看"]) == 0
    assert "data/honors/荣誉.yml（新文件）" in capsys.readouterr().out
    assert not (project.data / "honors").exists()


def test_a_person_at_a_terminal_is_asked_what_only_a_person_knows(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = answer(monkeypatch, "是", "也许", "否", "是")

    assert cli.run(["import", "荣誉.xlsx"]) == 0
    assert left == []
    assert "名称: 平安校园\n  级别: 省级" in honors(project)
    assert "王小明" not in honors(project)


def test_a_no_and_the_end_of_the_input_write_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended() -> str:
        raise EOFError

    answer(monkeypatch)
    monkeypatch.setattr("builtins.input", ended)

    assert cli.run(["import", "荣誉.xlsx"]) == 1
    assert honors(project) == ""


def test_an_interrupt_at_a_question_leaves_everything(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted() -> str:
        raise KeyboardInterrupt

    answer(monkeypatch)
    monkeypatch.setattr("builtins.input", interrupted)

    assert cli.run(["import", "荣誉.xlsx"]) == cli.INTERRUPTED
    assert honors(project) == ""


def test_rows_that_wait_for_a_decision_make_the_exit_code_1_and_the_others_are_written(
    project: Project,
) -> None:
    (project.data / "schools" / "b.yml").write_text(
        "名称: 东山区第二中学\n来源: 校内材料\n", encoding="utf-8"
    )
    rows = [["荣誉名称", "学校"], ["甲称号", "示例学校"], ["乙称号", "东山二中"]]
    (project.root / "荣誉.xlsx").write_bytes(book_of(rows))

    assert cli.run(["import", "荣誉.xlsx", "--是"]) == 1
    assert "乙称号" not in honors(project)
    assert cli.run(["import", "荣誉.xlsx", "--是", "--对应", "东山二中=东山区第二中学"]) == 0
    assert "乙称号" in honors(project)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "workbook-format"), (b"PK\x03\x04", "workbook-damaged"), (b"%PDF-1.4", "workbook-format")],
)
def test_a_file_that_cannot_be_read_is_one_problem(
    project: Project, capsys: pytest.CaptureFixture[str], data: bytes, code: str
) -> None:
    (project.root / "荣誉.xlsx").write_bytes(data)

    assert cli.run(["import", "荣誉.xlsx", "--是"]) == 1
    out = capsys.readouterr().out
    assert out.count(f"[{code}]") == 1
    assert "共 1 处" in out


def test_a_wrong_pair_is_wrong_usage(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["import", "荣誉.xlsx", "--对应", "东山二中"]) == cli.USAGE
    assert "--对应 表里的校名=资料里的校名" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["import", "export"])
def test_help_is_chinese(command: str, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([command, "--help"]) == 0
    out = capsys.readouterr().out
    assert "用法：showcase" in out
    assert "Options" not in out
    assert max(map(cell_width, out.splitlines())) <= 80


def test_a_read_only_folder_is_told_of_and_nothing_is_written(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(disk, "write_whole", refuse)

    assert cli.run(["import", "荣誉.xlsx", "--是"]) == 1
    assert "[folder-readonly]" in capsys.readouterr().out
    assert cli.run(["export", "出.xlsx"]) == 1
    assert not (project.root / "出.xlsx").exists()


def test_an_export_comes_back_whole(project: Project) -> None:
    cli.run(["import", "荣誉.xlsx", "--是"])
    before = honors(project)
    assert cli.run(["export", "出"]) == 0
    shutil.rmtree(project.data / "honors")

    assert cli.run(["import", "出.xlsx", "--是"]) == 0
    assert [line for line in honors(project).splitlines() if not line.startswith("#")] == [
        line for line in before.splitlines() if not line.startswith("#")
    ]


def test_an_export_replaces_no_file_unasked(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    whole = (project.root / "荣誉.xlsx").read_bytes()

    assert cli.run(["export", "荣誉.xlsx"]) == 1
    assert "--覆盖" in capsys.readouterr().err
    assert (project.root / "荣誉.xlsx").read_bytes() == whole
    assert cli.run(["export", "荣誉.xlsx", "--覆盖"]) == 0
    assert (project.root / "荣誉.xlsx").read_bytes() != whole


def test_an_export_of_one_year_says_how_many_are_left_out(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.run(["import", "荣誉.xlsx", "--是"])
    cli.run(["import", str(OLD_WORKBOOK), "--是", "--文件", "old.yml"])

    assert cli.run(["export", "出.xlsx", "--年份", "2020"]) == 0
    assert "导出了 0 条荣誉（另有 3 条不是这一年的）" in capsys.readouterr().out
    assert cli.run(["export", "出.xlsx", "--年份", "去年"]) == cli.USAGE


def test_broken_honours_are_not_exported(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (project.data / "honors").mkdir()
    (project.data / "honors" / "a.yml").write_text("- 名称：甲\n", encoding="utf-8")

    assert cli.run(["export", "出.xlsx"]) == 1
    assert "data/honors/a.yml" in capsys.readouterr().out
    assert not (project.root / "出.xlsx").exists()


def test_the_template_is_made_and_its_example_is_not_imported(project: Project) -> None:
    assert cli.run(["export", "--模板", "荣誉模板.xlsx"]) == 0
    assert cli.run(["import", "荣誉模板.xlsx", "--是"]) == 0
    assert honors(project) == ""


def test_a_check_loads_nothing_that_reads_workbooks() -> None:
    code = "import sys, generator.cli; print(*sorted({m.split('.')[0] for m in sys.modules} & {'openpyxl', 'xlrd'}))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == ""
