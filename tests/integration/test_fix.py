"""`showcase fix` as staff use it: what it shows, asks, writes and keeps, with and without a terminal."""

from __future__ import annotations

import builtins
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator import cli
from generator.project import Project
from generator.report import cell_width
from tests.case_files import MINIMAL
from tests.integration.test_cli import english_words

BROKEN = "名称：甲\r\n代号: 23\r\n学校: 示例学校\r\n含义: 双带: 三联  # 备注\r\n".encode()
MENDED = '名称: 甲\n代号: 23\n学校: 示例学校\n含义: "双带: 三联"  # 备注\n'.encode()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a project with the minimal data, and with the current folder in it."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    (tmp_path / "mkdocs.yml").write_text("site_name: 示例\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    return Project(tmp_path)


@pytest.fixture
def broken(project: Project) -> Path:
    """Return a brand's file with slips in it."""
    path = project.data / "brands/broken.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(BROKEN)
    return path


class Person(io.StringIO):
    """A terminal at which somebody answers."""

    def isatty(self) -> bool:
        return True


def answer(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", Person(text))


def originals(project: Project) -> list[Path]:
    return sorted(path for path in (project.state / "originals").rglob("*") if path.is_file())


def test_sound_data_needs_nothing(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["fix"]) == 0
    assert capsys.readouterr().out == "没有要改的。\n"
    assert not (project.state / "originals").exists()


def test_changes_are_shown_by_line_with_their_reason(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["fix", "--只看"]) == 1
    assert capsys.readouterr().out == (
        "data/brands/broken.yml：3 处改动\n"
        "  · 换行符由 CRLF 统一成 LF（4 行）。\n"
        "  · 名称后面的冒号改成半角，后面空一格。\n"
        "     1 - 名称：甲\n"
        "       + 名称: 甲\n"
        "  · 内容里有半角冒号，整段加上引号。\n"
        "     4 - 含义: 双带: 三联  # 备注\n"
        '       + 含义: "双带: 三联"  # 备注\n'
        "\n"
        "共 1 个文件，3 处改动。\n"
    )
    assert broken.read_bytes() == BROKEN


@pytest.mark.parametrize("words", [["--yes"], ["--是"], ["-y"]])
def test_yes_writes_and_says_where_the_original_is(
    project: Project, broken: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert cli.run(["fix", *words]) == 0

    assert broken.read_bytes() == MENDED
    (kept,) = originals(project)
    assert kept.read_bytes() == BROKEN
    assert kept.relative_to(project.root).as_posix().endswith("/data/brands/broken.yml")
    assert (
        f"原来的留在 {kept.parents[2].relative_to(project.root).as_posix()}/ 里。" in capsys.readouterr().out
    )


def test_nothing_is_written_without_an_answer(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["fix"]) == 1
    assert broken.read_bytes() == BROKEN
    assert "要改就运行 showcase fix --yes。" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "code", "after"), [("是\n", 0, MENDED), ("\n", 1, BROKEN), ("否\n", 1, BROKEN), ("", 1, BROKEN)]
)
def test_answer_decides_and_none_is_a_no(
    broken: Path, monkeypatch: pytest.MonkeyPatch, typed: str, code: int, after: bytes
) -> None:
    answer(monkeypatch, typed)

    assert cli.run(["fix"]) == code
    assert broken.read_bytes() == after


def test_interrupt_at_the_question_writes_nothing(
    project: Project, broken: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(monkeypatch, "")

    def interrupt() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(builtins, "input", interrupt)

    assert cli.run(["fix"]) == cli.INTERRUPTED
    assert broken.read_bytes() == BROKEN
    assert "已停止" in capsys.readouterr().err


def test_only_the_named_files_are_mended(project: Project, broken: Path) -> None:
    other = broken.with_name("other.yml")
    other.write_bytes(BROKEN.replace("甲".encode(), "乙".encode()))

    for name in ("data/brands/broken.yml", "brands/broken.yml", str(broken)):
        broken.write_bytes(BROKEN)
        assert cli.run(["fix", "--yes", name]) == 0
        assert broken.read_bytes() == MENDED
    assert b"\r\n" in other.read_bytes()
    assert cli.run(["fix", "--yes", "data/brands"]) == 0
    assert b"\r\n" not in other.read_bytes()


@pytest.mark.parametrize(
    ("name", "told"), [("没有.yml", "找不到“没有.yml”"), ("mkdocs.yml", "不是 data/ 里的资料文件")]
)
def test_wrong_name_is_a_wrong_usage(
    project: Project, capsys: pytest.CaptureFixture[str], name: str, told: str
) -> None:
    assert cli.run(["fix", name]) == cli.USAGE
    assert told in capsys.readouterr().err


def test_project_without_data_is_told(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(project.data)

    assert cli.run(["fix"]) == cli.USAGE
    assert "找不到放资料的文件夹 data" in capsys.readouterr().err


def test_what_only_a_person_can_decide_is_shown_as_the_check_does(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken.write_bytes(MENDED + "年份: 二〇二〇年\n".encode())
    assert cli.run(["fix"]) == 1
    told = capsys.readouterr()
    assert "data/brands/broken.yml:5:5 错误 [year-wrong]" in told.out
    assert told.err == "没有能自动改好的。\n"

    broken.write_bytes(BROKEN + "年份: 二〇二〇年\r\n".encode())
    assert cli.run(["fix", "--yes"]) == 1
    assert "这些拿不准，要由人来改：\ndata/brands/broken.yml:5:5 错误 [year-wrong]" in capsys.readouterr().out


def test_unreadable_and_huge_files_are_told(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (project.data / "brands/folder.yml").mkdir(parents=True)
    (project.data / "brands/huge.yml").write_bytes(b"#" * (1 << 21))

    assert cli.run(["fix", "--yes"]) == 1
    told = capsys.readouterr().out
    assert "[file-not-regular]" in told
    assert "[file-too-large]" in told


def test_check_offers_to_mend_what_can_be(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check"]) == 1
    assert capsys.readouterr().out.endswith("\n有 2 处可以自动修好：运行 showcase fix\n")

    assert cli.run(["check", "--format", "json"]) == 1
    assert "自动修好" not in capsys.readouterr().out

    broken.write_bytes(MENDED + "年份: 二〇二〇年\n".encode())
    assert cli.run(["check"]) == 1
    assert "自动修好" not in capsys.readouterr().out


def test_check_of_sound_data_loads_nothing_that_mends(project: Project) -> None:
    for name in [name for name in sys.modules if name.startswith("generator.repair")]:
        del sys.modules[name]

    cli.run(["check"])

    assert [name for name in sys.modules if name.startswith("generator.repair")] == []


def test_everything_said_is_chinese(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["fix"])
    told = capsys.readouterr()
    assert set(english_words(told.out + told.err)) <= {"CRLF", "fix"}
    cli.run(["fix", "--help"])
    assert set(english_words(capsys.readouterr().out)) <= {"fix", "originals"}


@pytest.mark.skipif(os.name == "nt", reason="needs a terminal of Unix")
def test_on_a_terminal_it_fits_80_columns_in_colour(broken: Path) -> None:
    import pty

    broken.write_bytes(BROKEN + ("背景：" + "党建品牌" * 40 + "\r\n").encode())
    leader, follower = pty.openpty()
    environment = {**os.environ, "COLUMNS": "80", "TERM": "xterm", "PYTHONUTF8": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "generator.cli", "fix"],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        cwd=broken.parents[2],
        env={**environment, "PYTHONPATH": str(Path(cli.__file__).parents[1])},
    )
    os.close(follower)
    os.write(leader, "是\n".encode())
    said = b""
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:
            break
        if not part:
            break
        said += part
    assert process.wait(timeout=60) == 0
    os.close(leader)
    text = said.decode()
    assert "\x1b[31m- " in text
    plain = [line for line in re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines() if "要改吗" not in line]
    assert max(cell_width(line) for line in plain) <= 80
    assert broken.read_bytes().startswith(MENDED)
