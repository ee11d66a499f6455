"""`showcase report`: write the health report, to be read, printed and handed in."""

from __future__ import annotations

import webbrowser
from datetime import datetime
from pathlib import Path

import click

from generator import report
from generator.build import Generator
from generator.disk import refusal, write_whole
from generator.problems import Problem
from generator.progress import track_photos
from generator.project import Project

NAME = "体检报告.html"
"""In the project's folder, where people find it; not in site/, since it is nobody's business outside."""
_PEEK = 4096


@click.option(
    "-o", "--output", "--写到", "output", metavar="文件", help=f"写到哪里；不写就是项目里的 {NAME}。"
)
@click.option("--open", "--打开", "opens", is_flag=True, help="写好以后在浏览器里打开。")
@click.pass_obj
def write_report(project: Project, output: str | None, opens: bool) -> int:
    """写一份体检报告：每个问题在哪里、依据、办法，谁放行了什么，哪些还没写全。

    一份网页，可以打印；旁边一份同名的 .json 给程序读。只在内部用，不放进网站。
    """
    from generator.health.report import examine, report_html, report_json  # noqa: PLC0415 - loads the templates

    path = _place(project, output)
    # The local day: a report says how old things are to whoever reads it today.
    day = datetime.now().astimezone().date()
    generator = Generator(project, track_photos, today=day)
    showcase, problems = generator.check()
    health = examine(showcase, problems, generator.records(), day, _explain)
    texts = {path: report_html(health), path.with_suffix(".json"): report_json(health)}
    for target, text in texts.items():
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, text.encode())
        except OSError as error:
            report.show([refusal(error, str(target))])
            return 1
    click.echo(f"体检报告写好了：{path}（同名的 .json 给程序读）。")
    click.echo(report.summary(problems))
    if opens:
        webbrowser.open(path.as_uri())
    return 0


def _explain(problem: Problem) -> tuple[str, str]:
    """Return what the catalogue calls a rule, and why it matters."""
    from generator.catalogue import entry_of  # noqa: PLC0415 - only this report needs all of it
    from generator.health.report import explain_plainly  # noqa: PLC0415

    entry = entry_of(problem.code)
    return (entry.title, entry.why) if entry else explain_plainly(problem)


def _place(project: Project, output: str | None) -> Path:
    """Return where to write, once it is sure that nothing of a person's or of visitors' lies there."""
    from generator.health.report import MARK  # noqa: PLC0415

    path = (Path(output) if output else project.root / NAME).absolute()
    if path.suffix.lower() != ".html":
        raise click.UsageError("体检报告是网页，文件名要以 .html 结尾。")
    resolved = path.resolve()
    for folder, name in ((project.site, "site"), (project.content, "content"), (project.data, "data")):
        if resolved.is_relative_to(folder.resolve()):
            raise click.UsageError(f"体检报告只在内部用，不能写进 {name}/。换一个地方。")
    for target in (path, path.with_suffix(".json")):
        if target.is_dir() or (target.exists() and MARK not in _start_of(target)):
            raise click.UsageError(f"{target} 不是体检报告，没有盖掉它。换一个文件名。")
    return path


def _start_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_PEEK).decode("utf-8", "replace")
    except OSError as error:
        raise click.UsageError(f"{path} 打不开，没有盖掉它。换一个文件名。") from error
