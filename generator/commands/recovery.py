"""What any command does first: put right what one that was killed has left half done."""

from __future__ import annotations

import click

from generator import staging
from generator.problems import Problem
from generator.project import Project
from generator.undo import undo_cut_short


def recover(project: Project) -> list[Problem]:
    """Put back site, data and takedowns that were cut short, say so, and return what could not be; costs nothing where there is none."""
    # Whatever the command, a visitor gets back the site that a killed build was about to put in place.
    problems = staging.recover_if_idle(project)
    count, more = undo_cut_short(project)
    if count:
        click.echo(f"上次的写入没有做完就断了，已经撤回：{count} 个文件恢复成原来的样子。", err=True)
    if any((project.state / "takedowns").glob("unfinished-*")):
        from generator.takedown.carrying import recover_if_idle  # noqa: PLC0415 - seldom

        if recover_if_idle(project):
            click.echo("上一次撤下没有做完，已经恢复成原来的样子；还要撤下就再运行一次。", err=True)
    return problems + more
