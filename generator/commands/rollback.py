"""`showcase rollback`: put a former site back in the place of site/, and keep the one that stood there."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import click

from generator import disk, editions, report, staging, sums
from generator.commands.asking import ask
from generator.editions import Edition
from generator.problems import ERROR, Problem, Where
from generator.project import Project

_NAMED = 5


@click.option("--编号", "--number", "number", type=int, metavar="编号", help="换回哪一份；不写就是前一份。")
@click.option("--只看", "--list", "look", is_flag=True, help="只列出留着的网站，不换。")
@click.option("--yes", "--是", "-y", "agreed", is_flag=True, help="不问，直接换。")
@click.pass_obj
def roll_back(project: Project, number: int | None, look: bool, agreed: bool) -> int:
    """把 site/ 换回以前发布的一份；换下来的那一份也留着。

    每次 showcase build 都留下换下来的网站，最多 3 份，在 .showcase/sites/ 里。资料 data/ 不动。
    """
    former, standing = editions.kept(project), editions.current(project)
    if not former:
        click.echo("没有留着以前的网站：以后每次 showcase build，都会留下换下来的那一份。", err=True)
        return 1
    chosen = _chosen(former, standing, number)
    for line in _listed(former, standing, chosen):
        click.echo(line)
    if look:
        return 0
    if chosen is None:
        last = former[0].number
        click.echo(
            f"现在的已经是最早的一份了。要换成别的，写上编号：showcase rollback --编号 {last}", err=True
        )
        return 1
    if not agreed and not (sys.stdin.isatty() and ask(f"把网站换成编号 {chosen.number} 的这一份吗？")):
        how = "" if sys.stdin.isatty() else "这里没有人可以回答。要换就运行 showcase rollback --yes。"
        click.echo(f"没有换。{how}", err=True)
        return 1
    return _bring_back(project, chosen)


def _chosen(former: Sequence[Edition], standing: Edition | None, number: int | None) -> Edition | None:
    if number is None:
        return editions.before(standing, tuple(former))
    chosen = next((each for each in former if each.number == number), None)
    if chosen is None:
        known = "、".join(str(each.number) for each in former)
        raise click.UsageError(f"没有编号 {number} 的网站。留着的是：{known}。")
    return chosen


def _listed(former: Sequence[Edition], standing: Edition | None, chosen: Edition | None) -> Iterator[str]:
    if standing is not None:
        yield f"现在的网站：{_told(standing)}"
    yield "留着的网站："
    for each in former:
        yield f"  编号 {each.number}：{_told(each)}{'  ← 换回这一份' if each is chosen else ''}"


def _told(edition: Edition) -> str:
    # The local time: a person looks for what stood there yesterday.
    made = f"{edition.made.astimezone():%Y-%m-%d %H:%M} 做好" if edition.made else "不知道什么时候做好"
    return f"{made}，{edition.pages} 页"


def _bring_back(project: Project, chosen: Edition) -> int:
    with disk.held_lock(project.state / staging.BUILD_LOCK) as held:
        if not held:
            return _refused([staging.busy(project)])
        standing = editions.current(project)
        if problems := [*staging.recover(project), *_faults(project, chosen)]:
            return _refused(problems)
        if problems := staging.bring_back(project, chosen):
            return _refused(problems)
    click.echo(f"网站已换成编号 {chosen.number} 的这一份（{_told(chosen)}）。")
    if standing is not None:
        back = f"showcase rollback --编号 {standing.number}"
        click.echo(f"换下来的编号 {standing.number} 也留着，要换回去：{back}")
    click.echo(
        "资料没有动：下次 showcase build，网站会按 data/ 重新生成。上传到服务器的，记得重新上传 site/。"
    )
    return 0


def _faults(project: Project, chosen: Edition) -> list[Problem]:
    """Return why a kept site cannot be put back: it is gone, or not what it was when it was published."""
    where = Where(project.relative(chosen.folder))
    if editions.edition_at(chosen.folder).number != chosen.number:
        return [_gone(where, chosen.number)]
    try:
        found = sums.compare(chosen.folder, sums.read_sums(chosen.folder), {editions.MARKER})
    except FileNotFoundError:
        # Published before sites carried a list.
        return []
    except sums.DamagedError:
        found = sums.Differences(changed=(sums.NAME,))
    bad = (*found.changed, *found.rewrapped, *found.lost, *found.added, *found.unread)
    return [_damaged(where, chosen.number, bad)] if bad else []


def _gone(where: Where, number: int) -> Problem:
    message = f"编号 {number} 的网站刚刚被别的命令换过。"
    return Problem("edition-gone", ERROR, where, message, "再运行一次，看看现在留着哪些。")


def _damaged(where: Where, number: int, bad: Sequence[str]) -> Problem:
    names = "、".join(map(report.visible, bad[:_NAMED])) + ("等" if len(bad) > _NAMED else "")
    message = f"编号 {number} 的网站在留着的时候被动过：{len(bad)} 个文件和发布时不一样（{names}）。"
    hint = "换一份：showcase rollback --只看 列出留着的；或者改好资料，运行 showcase build 重新生成。"
    return Problem("edition-damaged", ERROR, where, message, hint)


def _refused(problems: Sequence[Problem]) -> int:
    report.show(problems)
    click.echo("没有换，原来的 site/ 没有动。", err=True)
    return 1
