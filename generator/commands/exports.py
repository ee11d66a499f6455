"""`showcase export`: the honours as a workbook, or an empty one to fill in."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from generator import disk, report
from generator.commands.asking import ask
from generator.inside import name_fault
from generator.load import FileCache, load_data
from generator.problems import ERROR, Problem
from generator.project import Project
from generator.schema.kinds import HONOR, SCHOOL


@click.argument("file", metavar="荣誉.xlsx", type=click.Path(path_type=Path))
@click.option("--年份", "years", type=int, multiple=True, metavar="年份", help="只导出这一年的；可以写几次。")
@click.option(
    "--模板", "template", is_flag=True, help="不导出荣誉，给一份可以填写的空表，带下拉选项和填写说明。"
)
@click.option("--覆盖", "--force", "overwrite", is_flag=True, help="已有同名的文件时，直接换掉它。")
@click.pass_obj
def export_honors(
    project: Project, file: Path, years: tuple[int, ...], template: bool, overwrite: bool
) -> int:
    """把全部荣誉导出成 Excel 表，改完可以再导入；或者给一份模板。"""
    from generator.workbook.exporting import export_workbook, template_workbook  # noqa: PLC0415 - loads openpyxl

    path = file if file.suffix.lower() == ".xlsx" else file.with_name(f"{file.name}.xlsx")
    if fault := name_fault(path.name):
        raise click.UsageError(f"不能导出到“{path.name}”：{fault}。换一个名字。")
    if path.exists() and not overwrite and not _may_replace(path):
        click.echo(f"没有导出：已经有 {path.name} 了。换一个名字，或者加 --覆盖。", err=True)
        return 1
    loaded = load_data(project, FileCache())
    schools = sorted(record.entity.name for record in loaded.records if record.kind is SCHOOL)
    if template:
        return _write(
            path, template_workbook(schools), f"模板已写到 {path}，填好以后运行 showcase import {path.name}。"
        )
    if HONOR in loaded.unread or not project.data.is_dir():
        return _refused(tuple(problem for problem in loaded.problems if problem.severity is ERROR))
    honors = [record.entity for record in loaded.records if record.kind is HONOR]
    wanted = [honor for honor in honors if not years or honor.when in years]
    data, problems = export_workbook(wanted, schools)
    if problems:
        return _refused(problems)
    left = f"（另有 {len(honors) - len(wanted)} 条不是这一年的）" if len(wanted) < len(honors) else ""
    return _write(path, data, f"导出了 {len(wanted)} 条荣誉{left}，写到 {path}。")


def _may_replace(path: Path) -> bool:
    return sys.stdin.isatty() and ask(f"已经有 {path.name} 了，换掉它吗？")


def _refused(problems: Sequence[Problem]) -> int:
    report.show(problems)
    click.echo("没有导出：先改好上面的问题。", err=True)
    return 1


def _write(path: Path, data: bytes, done: str) -> int:
    try:
        disk.clear_temps(path.parent)
        disk.write_whole(path, data, durable=True)
    except OSError as error:
        return _refused((disk.refusal(error, path.name),))
    click.echo(done)
    return 0
