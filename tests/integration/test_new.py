"""`showcase new` as staff use it: by options, by answering questions, and by changing their mind."""

from __future__ import annotations

import io
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from generator import cli
from generator.build import Generator
from generator.problems import NOTE
from generator.project import Project
from tests.case_files import MINIMAL
from tests.integration.small_project import wait_until


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a project that holds the minimal data, with the current folder in it and nobody at the keyboard."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    (tmp_path / "mkdocs.yml").write_text("site_name: 示例\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    return Project(tmp_path)


class Keyboard(io.StringIO):
    """A terminal at which somebody types these lines."""

    def isatty(self) -> bool:
        """Say that there is somebody to ask."""
        return True


def types(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Let somebody type these lines; the end of them is as Ctrl-D."""
    monkeypatch.setattr(sys, "stdin", Keyboard("".join(f"{line}\n" for line in lines)))


def files(project: Project) -> set[str]:
    """Return the data files, those of the minimal data left out."""
    known = {path.relative_to(MINIMAL).as_posix() for path in MINIMAL.rglob("*") if path.is_file()}
    return {project.relative(path) for path in project.data.rglob("*") if path.is_file()} - known


def grave(project: Project) -> list[str]:
    """Return the codes of what stops a site."""
    return [problem.code for problem in Generator(project).check()[1] if problem.severity is not NOTE]


def test_a_code_alone_makes_a_brand_of_the_only_school(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["new", "品牌", "--代号", "2345"]) == 0

    text = (project.data / "brands/2345.yml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schema/brands.json\n# 品牌：“2345”党建品牌\n")
    assert "学校: 示例学校\n" in text
    assert text.count("待补\n") == 4 + 14
    assert grave(project) == []
    assert capsys.readouterr().out == (
        "已新建 data/brands/2345.yml\n"
        "接下来：\n"
        "  1. 用 VS Code 或记事本打开 data/brands/2345.yml，第 7—45 行等着填；不知道的先留着。\n"
        "  2. 运行 make preview，在浏览器里看效果；以后每次保存，网页会跟着变。\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        ["学校", "--名称", "第二小学", "--学段", "小学", "--党组织", "党支部", "--省", "示例省"],
        ["品牌", "--名称", "甲", "--代号", "一核四驱三带", "--年份", "2018", "--来源", "校内材料"],
        ["荣誉", "--名称", "先进基层党组织", "--级别", "省级", "--授予单位", "甲"],
        ["活动", "--标题", "甲", "--日期", "2024-6-3", "--类型", "主题党日"],
        ["总结", "--年度", "2024"],
        ["区域", "--名称", "石泉县", "--层级", "县教育系统"],
        ["brand", "--name", "甲", "--code", "3+N", "--school", "无", "--owner", "某支部"],
        ["活动", "--名称", "甲", "my-activity"],
        ["品牌", "--名称", "甲: “乙” # '丙'", "--文件名", "我的品牌"],
    ],
    ids=" ".join,
)
def test_options_alone_make_a_record_that_passes_the_check(project: Project, words: list[str]) -> None:
    assert cli.run(["new", *words]) == 0
    assert len(files(project)) == 1
    assert grave(project) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["学校"], "没有写学校的全称：加上 --名称 内容。"),
        (["品牌"], "没有写品牌的名称：加上 --名称 内容。"),
        (["活动"], "没有写活动的标题：加上 --标题 内容。"),
        (["学校", "--名称", "  "], "没有写学校的全称：加上 --名称 内容。"),
        (["党员"], "不能新建“党员”。可以新建：学校、品牌、荣誉、活动、总结、区域。"),
        ([], "要写清楚新建什么"),
        (["学校", "--名称", "甲", "--代号", "2345"], "学校没有“--代号”这一项。可以写：--名称、--简称"),
        (["品牌", "--名称", "甲", "--年份", "二〇一八"], "“--年份”不行：“年份”要写四位数的年份"),
        (["荣誉", "--名称", "甲", "--级别", "省"], "是不是“省级”？"),
        (["品牌", "--名称", "甲", "--学校", "没有的学校"], "找不到学校“没有的学校”。已有的是：示例学校。"),
        (
            ["活动", "--标题", "甲", "--品牌", "没有的"],
            "资料里还没有品牌。要是还没有建，先运行 showcase new 品牌",
        ),
        (["品牌", "--名称", "甲", "--文件名", "con"], "文件名不能用“con”"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_missing_or_wrong_is_told_and_nothing_is_written(
    project: Project, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    assert cli.run(["new", *words]) == 2

    assert told in capsys.readouterr().err
    assert files(project) == set()


def test_with_several_schools_one_must_be_named(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["new", "学校", "--名称", "第二小学"])

    assert cli.run(["new", "品牌", "--代号", "343"]) == 2
    assert "加上 --学校 名称，如 第二小学、示例学校；都不是就写 --学校 无。" in capsys.readouterr().err
    assert cli.run(["new", "品牌", "--代号", "343", "--学校", "第二小学"]) == 0
    assert cli.run(["new", "品牌", "--代号", "五联", "--学校", "无"]) == 0
    assert grave(project) == []


def test_a_name_that_is_taken_counts_up_and_says_so(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.run(["new", "品牌", "--代号", "2345"])
    first = (project.data / "brands/2345.yml").read_bytes()

    assert cli.run(["new", "品牌", "--代号", "2345", "--名称", "另一个"]) == 0

    assert "已经有 2345 了，所以这一份叫 2345-2。" in capsys.readouterr().out
    assert (project.data / "brands/2345.yml").read_bytes() == first
    assert grave(project) == []


def test_an_honour_joins_the_others(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["new", "荣誉", "--名称", "甲"])
    assert cli.run(["new", "荣誉", "--名称", "乙"]) == 0

    assert "的末尾（第 13 行起）加了一条荣誉，原来的内容没有动。" in capsys.readouterr().out
    rows = (project.data / "honors/example.yml").read_text(encoding="utf-8").splitlines()
    assert rows[12] == "- 名称: 乙"
    assert grave(project) == []


def test_questions_make_a_brand(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    types(monkeypatch, "2345", "", "1", "去年", "2018")

    assert cli.run(["new", "品牌"]) == 0

    out = capsys.readouterr().out
    assert "直接回车就是 “2345”党建品牌" in out
    assert "  1  示例学校" in out
    assert "“年份”要写四位数的年份" in out
    text = (project.data / "brands/2345.yml").read_text(encoding="utf-8")
    assert "\n名称: “2345”党建品牌\n" in text
    assert "\n年份: 2018\n" in text
    assert grave(project) == []


def test_what_must_be_answered_is_asked_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    types(monkeypatch, "", "无", "第二小学", "", "", "", "", "2", "党支部")

    assert cli.run(["new", "学校"]) == 0

    # “无” is a name that nobody has, but not an answer that is missing.
    text = next(project.data.glob("schools/wu.yml")).read_text(encoding="utf-8")
    assert "名称: 无\n" in text


def test_an_empty_project_is_offered_its_school_first(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(project.data)
    types(monkeypatch, "343", "", "是", "第一中学", "一中", "", "", "", "高中", "", "2018")

    assert cli.run(["new", "品牌"]) == 0

    assert {project.relative(path) for path in project.data.rglob("*.yml")} == {
        "data/site.yml",
        "data/schools/di-yi-zhong-xue.yml",
        "data/brands/343.yml",
    }
    assert "学校: 第一中学\n" in (project.data / "brands/343.yml").read_text(encoding="utf-8")
    assert grave(project) == []


def test_an_empty_project_takes_a_brand_without_a_school(project: Project) -> None:
    shutil.rmtree(project.data)

    assert cli.run(["new", "品牌", "--代号", "343"]) == 0
    assert grave(project) == []


def test_a_school_that_is_not_there_can_be_made_on_the_way(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    types(monkeypatch, "343", "", "第二小学", "", "是", *[""] * 6)

    assert cli.run(["new", "品牌"]) == 0
    assert files(project) == {"data/schools/di-er-xiao-xue.yml", "data/brands/343.yml"}
    assert grave(project) == []


def test_the_end_of_the_input_in_the_middle_writes_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    types(monkeypatch, "343", "")

    assert cli.run(["new", "品牌"]) == 130
    assert "已取消，没有写任何文件。" in capsys.readouterr().err
    assert files(project) == set()


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of its own is made as Unix makes it")
def test_ctrl_c_in_the_middle_writes_nothing(project: Project) -> None:
    import pty

    ours, theirs = pty.openpty()
    # A shell starts what it runs in the background deaf to Ctrl-C, and its children inherit that.
    code = "import signal as s; s.signal(s.SIGINT, s.default_int_handler); from generator.start import main; main()"
    command = [sys.executable, "-c", code, "new", "品牌"]
    environment = os.environ | {"PYTHONPATH": str(Path(cli.__file__).parents[1])}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as process:
        try:
            _read_until(ours, "代号")
            os.write(ours, b"2345\n")
            _read_until(ours, "品牌的名称")
            # Before it waits for the answer, the signal would be noted and the answer waited for all the same.
            waiting = psutil.Process(process.pid)
            wait_until(lambda: waiting.status() == psutil.STATUS_SLEEPING, "the answer is waited for")
            process.send_signal(signal.SIGINT)
            seen = _read_until(ours, "没有写任何文件")
            assert process.wait(20) == 130
        finally:
            process.kill()
            os.close(theirs)
            os.close(ours)
    assert "Traceback" not in seen
    assert files(project) == set()


def _read_until(terminal: int, words: str) -> str:
    """Return what a terminal shows until these words do, for half a minute at most."""
    seen, deadline = b"", time.monotonic() + 30
    while words not in seen.decode("utf-8", "ignore"):
        ready, _, _ = select.select([terminal], [], [], max(0.0, deadline - time.monotonic()))
        assert ready, seen.decode("utf-8", "ignore")
        seen += os.read(terminal, 4096)
    return seen.decode("utf-8", "ignore")


def test_help_is_chinese_and_names_every_kind(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["new", "--help"]) == 0

    out = capsys.readouterr().out
    assert "学校|品牌|荣誉|活动|总结|区域" in out
    assert not re.search("[A-Za-z]{3,}", re.sub(r"--[a-z-]+|showcase|VS Code|data/sources\.yml|new", "", out))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    (project.data / "schools").chmod(0o500)

    assert cli.run(["new", "学校", "--名称", "甲"]) == 1
    assert "folder-readonly" in capsys.readouterr().out
