"""`showcase import`: find out what a file is, and hand it to the package that reads such files.

A table holds honours; whatever else a person gives is a text that becomes a draft."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import report
from generator.commands.asking import ask
from generator.commands.manuscripts import KINDS, Wishes, import_manuscript
from generator.problems import stops_publishing
from generator.project import Project

if TYPE_CHECKING:
    from generator.workbook.importing import Answers, Plan


@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option("--学校", "school", metavar="校名", help="材料是哪所学校的；表里的荣誉都不属于学校写“无”。")
@click.option("--类型", "kind", type=click.Choice(list(KINDS)), help="文字材料写成哪一类；不写由程序看。")
@click.option("--品牌", "brand", metavar="名称", help="文字材料讲的品牌；活动写它属于哪个品牌。")
@click.option("--文件名", "slug", metavar="名字", help="草稿的文件名：小写英文字母、数字和连字符。")
@click.option("--取图片", "pictures", is_flag=True, help="把文档里的照片取出来放进 data/media/。")
@click.option("--文件", "target", metavar="文件", help="写到 data/honors/ 的哪个文件；不写就由程序选。")
@click.option("--来源", "source", metavar="编号", help="来源的编号，默认“校内台账”；没有就登记好。")
@click.option("--工作表", "sheets", metavar="名称", multiple=True, help="只读这张工作表；可以写几次。")
@click.option(
    "--对应",
    "also",
    metavar="表里的=资料里的",
    multiple=True,
    help="表里的校名是哪一所学校；可以写几次。",
)
@click.option("--含个人", "people", is_flag=True, help="像是个人的荣誉也导入；学生的不要导入。")
@click.option("--采纳级别", "levels", is_flag=True, help="没有写级别的，用从颁奖单位看出的级别。")
@click.option("--yes", "--是", "agreed", is_flag=True, help="不再询问，直接写入。")
@click.option("--dry-run", "--只看", "look", is_flag=True, help="只说看懂了什么，不写任何文件。")
@click.pass_obj
def import_file(  # noqa: PLR0917, PLR0913 - a command has as many options as its users need
    project: Project,
    file: Path,
    school: str | None,
    kind: str | None,
    brand: str | None,
    slug: str | None,
    pictures: bool,
    target: str | None,
    source: str | None,
    sheets: tuple[str, ...],
    also: tuple[str, ...],
    people: bool,
    levels: bool,
    agreed: bool,
    look: bool,
) -> int:
    """导入荣誉表（.xlsx、.xls、.csv），或把材料（.docx、.txt、.md）变成草稿。

    文件写 - 就读粘贴进来的文字。"""
    from generator.workbook.importing import DEFAULT_SOURCE, Answers  # noqa: PLC0415 - loads the readers
    from generator.workbook.opening import holds_table  # noqa: PLC0415

    if str(file) == "-" or not (holds_table(file) or sheets or target):
        wishes = Wishes(kind or "", school or "", brand or "", slug or "", pictures, look)
        return import_manuscript(project, str(file), wishes)
    if kind or brand or slug or pictures:
        raise click.UsageError("“--类型”“--品牌”“--文件名”“--取图片”只用于文字材料，这是一张表。")
    answers = Answers(
        school=school,
        file=target,
        source=source or DEFAULT_SOURCE,
        sheets=sheets,
        also=_pairs(also),
        people=people,
        levels=levels,
    )
    return import_workbook(project, file, answers, agreed=agreed, look=look)


def import_workbook(project: Project, file: Path, answers: Answers, *, agreed: bool, look: bool) -> int:
    """Show what a workbook holds, ask what only a person knows, write what is new, and return the exit code."""
    from generator.workbook.importing import plan_import  # noqa: PLC0415

    plan = plan_import(project, file, answers)
    _show(plan)
    asks = _has_terminal() and not (agreed or look)
    if asks and (answered := _questions(plan, answers)) != answers:
        plan = plan_import(project, file, answered)
        _show(plan)
    return _finish(project, plan, agreed=agreed, look=look, asks=asks)


def _finish(project: Project, plan: Plan, *, agreed: bool, look: bool, asks: bool) -> int:
    from generator.workbook.saving import write_all  # noqa: PLC0415

    code = 1 if plan.waiting or stops_publishing(plan.problems) else 0
    if not plan.writes:
        click.echo("没有新的荣誉要写，资料没有动。")
        return code
    where = f"{plan.target}（接在后面）" if plan.appended else f"{plan.target}（新文件）"
    if look:
        click.echo(f"只是看看，没有写入。要写的是 {len(plan.new)} 条，写到 {where}。")
        return code
    if not agreed and not (asks and ask(f"把这 {len(plan.new)} 条写到 {where}吗？")):
        reason = "" if asks else "这里没有终端可以问，确认无误就加 --是。"
        click.echo(f"没有写入，资料没有动。{reason}", err=True)
        return 1
    if problems := write_all(project, plan.writes):
        report.show(problems)
        click.echo("没有写入，资料没有动。", err=True)
        return 1
    click.echo(
        f"写好了：{len(plan.new)} 条荣誉，在 {'、'.join(w.file for w in plan.writes if 'honors' in w.file)}。"
    )
    if plan.source_added:
        click.echo(f"来源“{plan.source_added}”已登记在 data/sources.yml，可以打开补上出处和日期。")
    click.echo("接着运行 showcase check 看看还缺什么，运行 make preview 看看网页。")
    return code


def _show(plan: Plan) -> None:
    from generator.workbook.telling import lines_of, preview  # noqa: PLC0415

    for line in lines_of(plan):
        click.echo(line)
    if plan.new:
        click.echo("\n新荣誉：")
        for line in preview(plan.new):
            click.echo(line)
    if plan.problems:
        click.echo("")
        report.show(plan.problems)


def _questions(plan: Plan, answers: Answers) -> Answers:
    """Return the answers with what a person at the terminal adds to them."""
    also = dict(answers.also)
    also |= {name: near for name, near in plan.nearest.items() if ask(f"“{name}”是不是“{near}”？")}
    levels = bool(plan.levels) and ask(f"上面 {len(plan.levels)} 条级别的建议都对吗？")
    people = bool(plan.people) and ask(
        f"上面 {len(plan.people)} 条像是个人的荣誉要导入吗？（学生的不要；教师的要本人同意）"
    )
    return replace(answers, also=also, levels=answers.levels or levels, people=answers.people or people)


def _pairs(texts: tuple[str, ...]) -> Mapping[str, str]:
    pairs = {}
    for text in texts:
        name, sign, meant = text.replace("＝", "=").partition("=")
        if not (sign and name.strip() and meant.strip()):
            raise click.UsageError(f"“--对应 {text}”要写成 --对应 表里的校名=资料里的校名。")
        pairs[name.strip()] = meant.strip()
    return pairs


def _has_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()
