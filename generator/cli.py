"""The command `showcase`: read the options, call one stage, show what came back, set the exit code.

Exit codes: 0 done (提醒 allowed), 1 problems, 2 wrong usage, 130 interrupted."""

from __future__ import annotations

import gc
import os
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

import click

from generator import report
from generator.build import Generator, Outcome
from generator.commands.recovery import recover
from generator.problems import NOTE, Problem, stops_publishing
from generator.progress import track_photos
from generator.project import Project

USAGE = 2
INTERRUPTED = 130

Format = click.Choice(["text", "json", "github"])

COMMANDS = {
    "explain": "explain:explain_code",
    "export": "exports:export_honors",
    "fix": "fix:fix_files",
    "import": "imports:import_file",
    "menu": "menu:show_menu",
    "new": "creating:new_record",
    "report": "reporting:write_report",
    "rollback": "rollback:roll_back",
    "takedown": "takedowns:take_down",
    "verify": "verify:verify_site",
}
"""Where a command stands in `generator.commands`: loaded when it is called, so that none waits for the others."""


class ChineseFormatter(click.HelpFormatter):
    """Writes click's help under Chinese headings."""

    HEADINGS: ClassVar = {"Options": "选项", "Commands": "命令"}

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Begin the usage line in Chinese."""
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        """Write a heading in Chinese."""
        self.write(f"{self.HEADINGS.get(heading, heading)}：\n")


class ChineseContext(click.Context):
    """A context that writes help with Chinese headings."""

    formatter_class = ChineseFormatter


class ChineseGroup(click.Group):
    """A group whose usage faults are told in Chinese."""

    context_class = ChineseContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Explain --help in Chinese."""
        return _chinese_help(super().get_help_option(ctx))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name all commands, those that are not loaded too."""
        return sorted({*super().list_commands(ctx), *COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, loading it where needed."""
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            module, _, function = COMMANDS[cmd_name].partition(":")
            self.command(cmd_name)(getattr(import_module(f"generator.commands.{module}"), function))
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Answer an unknown command with the list of those there are."""
        name = args[0] if args else ""
        if self.get_command(ctx, name) is None:
            commands = "、".join(self.list_commands(ctx))
            raise click.UsageError(f"没有“{name}”这个命令。可以用：{commands}。")
        return super().resolve_command(ctx, args)


class ChineseCommand(click.Command):
    """A command whose --help is explained in Chinese."""

    context_class = ChineseContext

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Name the options in Chinese."""
        return [piece.replace("[OPTIONS]", "[选项]") for piece in super().collect_usage_pieces(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Explain --help in Chinese."""
        return _chinese_help(super().get_help_option(ctx))


def _chinese_help(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示这段说明。"
    return option


ChineseGroup.command_class = ChineseCommand


@click.group(
    cls=ChineseGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[选项]",
    subcommand_metavar="命令 [选项]",
)
@click.option(
    "--project",
    "root",
    type=click.Path(path_type=Path),
    default=None,
    metavar="文件夹",
    help="项目所在的文件夹；不写就从当前文件夹往上找。",
)
@click.pass_context
def showcase(ctx: click.Context, root: Path | None) -> None:
    """检查 data/ 里的资料，生成并发布党建品牌展示网站。"""
    ctx.obj = find_project(root)
    _show(recover(ctx.obj))


@showcase.command()
@click.option("--format", "form", type=Format, default="text", help="报告的格式：text、json 或 github。")
@click.option("--全部", "--all", "every", is_flag=True, help="有错误时也列出提醒；平时先列要改的，免得看漏。")
@click.pass_obj
def check(project: Project, form: str, *, every: bool) -> int:
    """检查资料，列出全部问题，不动网页。"""
    _, problems = Generator(project, track_photos, today=datetime.now().astimezone().date()).check()
    if form != "text":
        report.show(problems, form=form)
        return _exit_code(problems)
    pressing = [problem for problem in problems if every or problem.severity is not NOTE] or problems
    report.show(pressing)
    if waiting := len(problems) - len(pressing):
        click.echo(f"另有 {waiting} 条提醒，改好上面的再看；要现在看，运行 showcase check --全部。")
    if problems:
        _offer_fix(project, problems)
        _offer_explanation(problems)
    return _exit_code(problems)


def _offer_explanation(problems: Sequence[Problem]) -> None:
    """Say where more is told, once, to a person who cannot go on without mending something."""
    grave = next((problem.code for problem in problems if problem.severity is not NOTE), "")
    if grave and sys.stdout.isatty():
        click.echo(f"看不懂哪一条，就看看它的解释：运行 showcase explain {grave}")


def _offer_fix(project: Project, problems: Sequence[Problem]) -> None:
    from generator.repair.counting import count_mendable  # noqa: PLC0415 - only when something is wrong

    if count := count_mendable(project, problems):
        click.echo(f"有 {count} 处可以自动修好：运行 showcase fix")


@showcase.command()
@click.pass_obj
def generate(project: Project) -> int:
    """检查资料，把网页写进 content/。"""
    outcome = Generator(project, track_photos).generate()
    _show(outcome.problems)
    if not outcome.stopped:
        click.echo(_done(outcome))
    return _exit_code(outcome.problems)


@showcase.command()
@click.option(
    "--手册", "--handbook", "handbook", is_flag=True, help="连同给工作人员看的工作手册一起放进网站。"
)
@click.pass_obj
def build(project: Project, *, handbook: bool) -> int:
    """检查、生成，并把完整的网站放进 site/。"""
    from generator import editions  # noqa: PLC0415 - only needed here
    from generator.publish import publish  # noqa: PLC0415 - loads MkDocs

    started = time.monotonic()
    outcome = publish(project, track_photos, handbook=handbook)
    _show(outcome.problems)
    if outcome.published:
        seconds = time.monotonic() - started
        site = editions.current(project)
        pages = site.pages if site else outcome.pages
        click.echo(f"网站已生成在 site/，共 {pages} 页，用时 {seconds:.1f} 秒。")
        return 0
    click.echo("没有发布：改好上面的问题再运行一次。原来的 site/ 没有动。", err=True)
    return 1


@showcase.command()
@click.option("--address", default="127.0.0.1:8000", metavar="主机:端口", help="预览的地址和端口。")
@click.option("--open/--no-open", "opens", default=True, help="要不要自动打开浏览器。")
@click.pass_obj
def preview(project: Project, address: str, opens: bool) -> int:
    """在浏览器里预览，改了资料自动更新。"""
    from generator.engine import serve_site  # noqa: PLC0415 - loads MkDocs

    def show(problems: Sequence[Problem]) -> None:
        report.show(tuple(problems))

    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise click.UsageError("地址要写成 127.0.0.1:8000 这样：主机、冒号、端口。")
    problems = serve_site(project, say=click.echo, show=show, open_browser=opens, address=address)
    if problems:
        show(problems)
    return _exit_code(problems)


@showcase.command()
@click.pass_obj
def schema(project: Project) -> int:
    """把各类资料的填写规则写进 data/schema/，供 VS Code 提示用。"""
    from generator.schema.export import write_schemas  # noqa: PLC0415 - only needed here

    changed, problems = write_schemas(project)
    for file, what in changed.items():
        click.echo(f"已{what} {file}")
    if not (changed or problems):
        click.echo("data/schema/ 里的规则都是最新的，没有改动。")
    _show(problems)
    return _exit_code(problems)


@showcase.command()
@click.pass_obj
def clean(project: Project) -> int:
    """删除生成的网页；人写的、改过的网页不动。"""
    from generator.output import remove_generated  # noqa: PLC0415 - only needed here

    removed, problems = remove_generated(project)
    _show(problems)
    click.echo(f"删除了 {len(removed.removed)} 个生成的网页。")
    return _exit_code(problems)


def find_project(root: Path | None) -> Project:
    """Return the project at `root`, or the nearest one from the current folder upwards."""
    start = (root or Path.cwd()).absolute()
    candidates = [start] if root else [start, *start.parents]
    for folder in candidates:
        if (folder / "mkdocs.yml").is_file():
            return Project(folder)
    raise click.UsageError(f"在 {start} 找不到项目（没有 mkdocs.yml）。先进入项目的文件夹，再运行命令。")


def _show(problems: Sequence[Problem]) -> None:
    """Show what must be mended; reminders about the data are many and wait for `check`."""
    shown = [problem for problem in problems if not _waits(problem)]
    if shown:
        report.show(shown)
    if reminders := len(problems) - len(shown):
        click.echo(f"资料里还有 {reminders} 条提醒，运行 make check 查看。", err=True)


def _waits(problem: Problem) -> bool:
    return problem.severity is NOTE and problem.where.file.startswith("data/")


def _done(outcome: Outcome) -> str:
    if not (outcome.written or outcome.removed):
        return f"共 {outcome.pages} 页，都没有变化。"
    return f"共 {outcome.pages} 页：写了 {len(outcome.written)} 页，删了 {len(outcome.removed)} 页。"


def _exit_code(problems: Sequence[Problem]) -> int:
    return 1 if stops_publishing(problems) else 0


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; the only place where anything unexpected is caught."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    _speak_utf8()
    spare_the_collector()
    words = None if arguments is None else list(arguments)
    try:
        return int(showcase.main(words, prog_name="showcase", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.message, err=True)
        return USAGE
    except click.UsageError as error:
        click.echo(f"用法不对：{_chinese_usage(error)}", err=True)
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo("\n已停止，没有写完的都会在下次运行时接着做。", err=True)
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - a bug of ours: the traceback goes to a log, not to staff
        click.echo(_record_bug(error), err=True)
        return 1


def spare_the_collector() -> None:
    """Collect garbage seldom: records live to the end of a command, and looking through them costs a tenth of it."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    gc.enable()


def _speak_utf8() -> None:
    """Let Chinese through where the console's own encoding has no sign for it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., Any] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _chinese_usage(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            return f"没有“{error.option_name}”这个选项。加 --help 看可以用什么。"
        case click.BadParameter():
            name = error.param.opts[0] if error.param and error.param.opts else "选项"
            choices = getattr(error.param.type, "choices", ()) if error.param else ()
            allowed = f"可以写：{'、'.join(map(str, choices))}。" if choices else "加 --help 看怎么写。"
            return f"“{name}”的值不对。{allowed}"
        case click.BadOptionUsage():
            return f"“{error.option_name}”后面少了内容。加 --help 看怎么写。"
        case _:
            return error.message if _is_chinese(error.message) else "命令写得不对。加 --help 看怎么写。"


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def _record_bug(error: Exception) -> str:
    """Write the traceback to a log and return the one line that staff read."""
    stamp = datetime.now(tz=UTC).strftime("%Y%m%d-%H%M%S")
    folder = Path.cwd() / ".showcase"
    log = folder / f"error-{stamp}-{os.getpid()}.log"
    try:
        folder.mkdir(exist_ok=True)
        log.write_text("".join(traceback.format_exception(error)), encoding="utf-8", newline="\n")
    except OSError:
        return f"程序出错了（{type(error).__name__}），日志也没有写成。请检查磁盘空间和权限后再试。"
    return f"程序出错了，不是您的问题。请把日志 {log} 交给维护的人；原来的网站没有动。"


if __name__ == "__main__":
    main()
