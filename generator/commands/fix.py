"""`showcase fix`: mend in data files what is certain, show it first, and write it only when asked to."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import report
from generator.commands.asking import ask
from generator.disk import refusal
from generator.load import data_files
from generator.problems import NOTE, Problem, stops_publishing
from generator.project import Project
from generator.schema.kinds import Kind, known_keys
from generator.source.reading import MAX_BYTES, read_document

if TYPE_CHECKING:
    from generator.repair import Repair


@click.argument("names", nargs=-1, metavar="[文件…]")
@click.option("--yes", "--是", "-y", "yes", is_flag=True, help="不问，显示以后直接改。")
@click.option("--dry-run", "--只看", "dry", is_flag=True, help="只显示要改什么，不改。")
@click.pass_obj
def fix_files(project: Project, names: tuple[str, ...], yes: bool, dry: bool) -> int:
    """自动改好 data/ 里拿得准的笔误：全角标点、空格、制表符、编码等。

    不写文件名就检查全部资料。先显示改动，问过再写；原来的文件留在 .showcase/originals/ 里。
    拿不准的不改，列出来由人决定。
    """
    if not project.data.is_dir():
        raise click.UsageError("找不到放资料的文件夹 data。在项目的文件夹里运行命令。")
    repairs, problems = _look_at(project, list(_wanted(project, names)))
    if not repairs:
        return _nothing_to_do(problems)
    report.show_lines(lambda width: _changes(repairs, width))
    if dry or not (yes or sys.stdin.isatty()):
        _tell(problems)
        how = "只看，没有改。" if dry else "没有改：这里没有人可以回答。"
        click.echo(f"{how}要改就运行 showcase fix --yes。", err=True)
        return 1
    if not yes and not ask("要改吗？"):
        click.echo("没有改。", err=True)
        return 1
    return _write(project, repairs, problems)


def _changes(repairs: Sequence[Repair], width: int | None) -> Iterator[report.Line]:
    from generator.repair.showing import change_lines  # noqa: PLC0415 - only when there is something to show

    return change_lines(repairs, width)


def _wanted(project: Project, names: Iterable[str]) -> Iterator[tuple[Path, Kind]]:
    """Yield the data files that were named, or that lie in a folder that was; all where none was."""
    known = data_files(project)
    if not names:
        yield from known
        return
    seen: set[Path] = set()
    for name in names:
        place = _place(project, name)
        found = [(path, kind) for path, kind in known if place in (path.resolve(), *path.resolve().parents)]
        if not found:
            raise click.UsageError(f"“{name}”不是 data/ 里的资料文件。")
        yield from ((path, kind) for path, kind in found if path not in seen)
        seen |= {path for path, _ in found}


def _place(project: Project, name: str) -> Path:
    places = [folder / name for folder in (Path.cwd(), project.root, project.data)]
    found = next((place for place in places if place.exists()), None)
    if found is None:
        raise click.UsageError(f"找不到“{name}”。")
    return found.resolve()


def _look_at(project: Project, files: Sequence[tuple[Path, Kind]]) -> tuple[list[Repair], list[Problem]]:
    """Return the files that can be mended, and what is wrong in the others or will be left in these."""
    from generator.repair import remaining, repair  # noqa: PLC0415 - only this command mends

    keys = known_keys()
    repairs: list[Repair] = []
    problems: list[Problem] = []
    for path, kind in files:
        file = project.relative(path)
        try:
            data = path.read_bytes() if path.is_file() and path.stat().st_size <= MAX_BYTES else None
        except OSError as error:
            problems.append(refusal(error, file))
            continue
        if data is None:
            # Not a file, or far too large: told as the check tells it, without looking inside.
            problems += read_document(path, file, keys)[1]
            continue
        mended = repair(data, file, kind, keys)
        if mended.changes:
            repairs.append(mended)
        problems += remaining(mended.after, file, kind, keys)
    return repairs, [problem for problem in problems if problem.severity is not NOTE]


def _nothing_to_do(problems: Sequence[Problem]) -> int:
    if not problems:
        click.echo("没有要改的。")
        return 0
    _tell(problems)
    click.echo("没有能自动改好的。", err=True)
    return 1


def _tell(problems: Sequence[Problem]) -> None:
    """Show what only a person can decide, as the check does."""
    if problems:
        click.echo("这些拿不准，要由人来改：")
        report.show(problems)


def _write(project: Project, repairs: Sequence[Repair], problems: Sequence[Problem]) -> int:
    from generator.repair import put_in_place  # noqa: PLC0415 - only this command mends

    # The local time: a folder's name is for people who look for yesterday's file.
    done = put_in_place(project, repairs, datetime.now().astimezone())
    if done.files:
        click.echo(f"改好了 {len(done.files)} 个文件。原来的留在 {done.folder}/ 里。")
    if done.problems:
        report.show(done.problems)
    _tell(problems)
    return 1 if done.problems or stops_publishing(problems) else 0
