"""`showcase menu`: what is done most often behind a number, and any command of `showcase` behind a line.

Each choice runs as a command of its own, so that stopping one leads back to the list."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click

from generator.project import Project

CHOICES = (
    ("1", "打开预览", "改了资料，网页自己跟着变"),
    ("2", "新建一份资料", "学校、品牌、荣誉、活动、总结、区域"),
    ("3", "导入", "荣誉表（Excel），或者 Word、文字材料"),
    ("4", "检查", "列出全部问题，说明怎么改"),
    ("5", "改小错", "标点、空格、编码，改之前先给您看"),
    ("6", "导出荣誉表", "写成 荣誉台账.xlsx"),
    ("7", "发布", "检查一遍，把完整的网站放进 site 文件夹"),
    ("8", "体检报告", "列出哪里还能改进，写成可以打印的网页"),
    ("0", "结束", ""),
)
PLAIN = {"1": "preview", "4": "check", "5": "fix", "7": "build", "8": "report"}
END = frozenset({"0", "q", "quit", "exit", "结束", "退出"})
KINDS = ("学校", "品牌", "荣誉", "活动", "总结", "区域")
MAKE = {"site": "build", "preview": "preview", "check": "check"}
"""What `make` calls otherwise than `showcase` does."""
LEDGER = "荣誉台账.xlsx"
START = "from generator.start import main; main()"


@click.argument("files", nargs=-1, metavar="[文件…]")
@click.pass_obj
def show_menu(project: Project, files: tuple[str, ...]) -> int:
    """列出常做的事，选一个数字就做；后面写了文件就导入它们。"""
    for file in files:
        run_command(project, ["import", file])
    show_choices()
    while (line := read_line("选一个数字，或者打一条命令，按回车：")) is not None and line.lower() not in END:
        if words := words_of(line):
            run_command(project, words)
        click.echo()
        show_choices()
    return 0


def show_choices() -> None:
    """Print what there is to choose from."""
    for number, name, meaning in CHOICES:
        # A Chinese character takes two columns.
        click.echo(f"  {number}  {name}{'　' * (7 - len(name))}{meaning}".rstrip())


def words_of(line: str) -> list[str]:
    """Return the arguments of `showcase` that a line stands for; empty where a question was left unanswered."""
    if line in PLAIN:
        return [PLAIN[line]]
    match line:
        case "":
            return []
        case "2":
            return _new_record()
        case "3":
            file = file_of(read_line("把文件拖进这个窗口，再按回车：") or "")
            return ["import", file] if file else []
        case "6":
            return ["export", LEDGER]
        case _:
            return _typed(line)


def _new_record() -> list[str]:
    click.echo("　".join(f"{number} {kind}" for number, kind in enumerate(KINDS, 1)))
    answer = read_line("新建哪一种？") or ""
    if answer.isdecimal() and 0 < int(answer) <= len(KINDS):
        return ["new", KINDS[int(answer) - 1]]
    if answer in KINDS:
        return ["new", answer]
    click.echo("没有这一种。")
    return []


def _typed(line: str) -> list[str]:
    """Return the words of a command line, without the name of the program in front."""
    try:
        first, *others = words = split(line)
    except ValueError:
        click.echo("引号没有成对，请再打一遍。")
        return []
    if first == "make":
        return [MAKE.get(others[0], others[0]), *others[1:]] if others else []
    return others if first.lower() in {"showcase", "./showcase", ".\\showcase"} else words


def split(line: str, *, windows: bool = os.name == "nt") -> list[str]:
    """Return a line's words; on Windows a backslash parts folders, elsewhere it keeps a blank in a word."""
    if windows:
        return [word.strip('"') for word in shlex.split(line, posix=False)]
    return shlex.split(line)


def file_of(dropped: str, *, windows: bool = os.name == "nt") -> str:
    """Return the path that a terminal writes for a file dropped into it: quoted, or its blanks behind a backslash."""
    path = dropped.removeprefix("& ").strip()
    if len(path) > 1 and path[0] == path[-1] and path[0] in "\"'":
        return path[1:-1]
    if windows or Path(path).exists():
        return path
    try:
        return " ".join(shlex.split(path))
    except ValueError:
        return path


def read_line(question: str) -> str | None:
    """Return what a person answers, None at the end of the input."""
    click.echo(question, nl=False)
    try:
        return input().strip()
    except EOFError:
        click.echo()
        return None


def run_command(project: Project, words: Sequence[str]) -> int:
    """Run one command of `showcase`; Ctrl-C is its to answer, and ends it alone."""
    command = [sys.executable, "-c", START, "--project", os.fspath(project.root), *words]
    with subprocess.Popen(command) as process:  # noqa: S603 - what the person asked for
        while True:
            with suppress(KeyboardInterrupt):
                return process.wait()
