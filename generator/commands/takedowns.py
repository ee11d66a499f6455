"""`showcase takedown`: take a name, a word or a picture off the site: show every place, ask, change all, prove it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from generator import report
from generator.commands.asking import ask
from generator.disk import held_lock, refusal
from generator.gate.images import SUFFIXES
from generator.problems import Problem
from generator.progress import track_photos
from generator.project import Project

if TYPE_CHECKING:
    from generator.repair import Repair
    from generator.takedown.planning import Plan, Rewrite, Target
    from generator.takedown.surveying import Survey

_MOST_LISTED = 30
_UNFIT = re.compile(r"[\n\r\t#:\"'\\{}\[\]&*!|>%@`<]")
"""What means something to YAML or to Markdown somewhere in a text."""
_PICTURE = tuple(SUFFIXES)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How it is to be done, as the options say."""

    yes: bool
    dry: bool
    mask: str | None
    spared: tuple[str, ...]
    pinyin: bool
    purge: bool
    lazy: bool
    reason: str | None
    person: str | None


@click.argument("what", metavar="姓名|词|图片")
@click.option("--yes", "--是", "-y", "yes", is_flag=True, help="不问，列出以后直接撤下。")
@click.option("--dry-run", "--只看", "dry", is_flag=True, help="只列出在哪里，不动。")
@click.option("--mask", "--换成", "mask", metavar="文字", help="用什么代替它；不写就是“（已隐去）”。")
@click.option(
    "--except", "--不算", "spared", multiple=True, metavar="文字", help="含有它但不是它的文字，可以写几次。"
)
@click.option("--pinyin", "--拼音", "pinyin", is_flag=True, help="文件名、网址名里的拼音也改。")
@click.option("--purge", "--不留", "purge", is_flag=True, help="原件一份也不留；不写就留在 .showcase/ 里。")
@click.option("--no-build", "--不重建", "lazy", is_flag=True, help="先不重新生成网站。")
@click.option("--reason", "--理由", "reason", metavar="文字", help="为什么撤下，记进 data/takedowns.yml。")
@click.option("--by", "--经办人", "person", metavar="职务", help="谁办的，记进 data/takedowns.yml。")
@click.pass_obj
def take_down(project: Project, /, what: str, **options: Any) -> int:
    """把一个姓名、一个词或一张图片从资料和网站里撤下来。

    先列出每一处，问过再改；改完重新生成网站，查一遍还有没有。
    """
    from generator.takedown.carrying import LOCK  # noqa: PLC0415 - only this command

    with held_lock(project.state / LOCK) as held:
        if not held:
            raise click.UsageError("另一个窗口里正在撤下别的内容，等它完成再运行。")
        try:
            return _take_down(project, what, Wishes(**options))
        except OSError as error:
            report.show([refusal(error, str(error.filename or "data"))])
            return 1


def _take_down(project: Project, what: str, wishes: Wishes) -> int:
    from generator.takedown.planning import plan_takedown  # noqa: PLC0415
    from generator.takedown.proving import prove  # noqa: PLC0415
    from generator.takedown.surveying import survey  # noqa: PLC0415

    found = survey(project)
    target = _target(project, found, what, wishes)
    _tell_earlier(found, target)
    plan = plan_takedown(project, found, target, purge=wishes.purge)
    built = [file for file in prove(project, target).left if file not in found.files]
    if not plan.places and not built:
        click.echo(f"没有找到“{what}”：资料、图片、手写的网页和网站里都没有。")
        _tell_more(project, plan)
        return 0
    report.show_lines(lambda width: _listing(plan, target, built, width))
    if plan.problems:
        click.echo("没有动：这样改以后，资料会通不过检查。先由人改好下面的地方，再运行一次。", err=True)
        report.show(plan.problems)
        return 1
    if not _agreed(plan, wishes):
        return 1
    return _carry(project, found, plan, target, wishes)


def _target(project: Project, found: Survey, what: str, wishes: Wishes) -> Target:
    from generator.takedown.needle import MASK, Needle, plain_word  # noqa: PLC0415
    from generator.takedown.planning import Target  # noqa: PLC0415

    mask = MASK if wishes.mask is None else wishes.mask.strip()
    word = plain_word(what)
    needle = Needle(word, wishes.spared, wishes.pinyin)
    if pictures := _pictures(project, found, what):
        return Target(needle, mask, pictures, frozenset(_digests(project, pictures)))
    if what.lower().endswith(_PICTURE):
        raise click.UsageError(f"data/media/ 和 content/ 里都没有图片“{what}”。要写完整的文件名。")
    if len(word) < 2 or not any(char.isalnum() for char in word):
        raise click.UsageError("要撤下的词至少写两个字；只有一个字，会把别处的字也改掉。")
    if not mask or _UNFIT.search(mask) or needle.is_in(mask):
        raise click.UsageError("“--换成”的文字不能是空的，不能含有要撤下的词，也不能有英文标点和换行。")
    if not all(Needle(word).is_in(text) for text in wishes.spared):
        raise click.UsageError("“--不算”的文字里要有要撤下的词，如“一张三年级的照片”。")
    return Target(needle, mask)


def _pictures(project: Project, found: Survey, what: str) -> tuple[str, ...]:
    """Return the files that a picture's name means: it, and every other file with the same bytes."""
    from generator.takedown.surveying import same_name  # noqa: PLC0415

    asked = what.replace("\\", "/").removeprefix("./")
    files = [file for file in found.files if file.lower().endswith(_PICTURE)]
    ways = (
        [file for file in files if same_name(file, asked) or same_name(file, f"data/media/{asked}")],
        [file for file in files if same_name(file.rpartition("/")[2], asked)],
    )
    meant = next((way for way in ways if way), [])
    if not meant:
        return ()
    data = {(project.root / file).read_bytes() for file in meant}
    if len(data) > 1:
        raise click.UsageError(f"有几张图片叫“{what}”，写清楚是哪一张：{'、'.join(meant)}。")
    (one,) = data
    return tuple(file for file in files if _has(project, file, one))


def _has(project: Project, file: str, data: bytes) -> bool:
    path = project.root / file
    return path.stat().st_size == len(data) and path.read_bytes() == data


def _digests(project: Project, pictures: Sequence[str]) -> Iterator[str]:
    from generator.takedown.surveying import developed_digest  # noqa: PLC0415

    return (developed_digest((project.root / file).read_bytes()) for file in pictures)


def _tell_earlier(found: Survey, target: Target) -> None:
    from generator.takedown.ledger import FILE, earlier  # noqa: PLC0415

    text = next((text.text for text in found.texts if text.file == FILE), "")
    if text and not target.pictures:
        for line in earlier(text, target.needle.word):
            click.echo(line)


def _listing(plan: Plan, target: Target, built: Sequence[str], width: int | None) -> Iterator[report.Line]:
    from generator.repair.showing import change_lines  # noqa: PLC0415

    shown = [_shown(one) for one in plan.rewrites if one.after != one.before]
    if shown:
        yield from change_lines(shown, width)
    renamed = {one.file: one.new_file for one in plan.rewrites if one.file != one.new_file}
    moves = [f"{old} 改名为 {new}" for old, new in {**renamed, **plan.renames}.items()]
    yield from _group("文件名里有它，改名，提到这些文件的地方跟着改", moves, width)
    yield from _group("从 data/media/ 和 content/ 移走的图片", plan.withdrawn, width)
    yield from _group("程序留下的副本里有，整份删除", [_relative(path) for path in plan.kept], width)
    yield from _group("已经生成的网页里有，重新生成以后就没有", built, width)
    yield from _group("名字的拼音像它，没有算进来（要改就加 --pinyin）", plan.alike, width)
    pictures = [name for name in plan.renames if name.lower().endswith(_PICTURE)]
    if pictures and not target.pictures:
        yield [(f"有 {len(pictures)} 张图片只改文件名。图里就是本人的话，再用图片的文件名运行一次。", "bold")]
    yield [(f"要改 {plan.places} 处。", "bold")]


def _shown(one: Rewrite) -> Repair:
    """Return a rewritten text as changed lines, which `fix` shows in the same way."""
    from generator.repair import Change, Repair  # noqa: PLC0415

    changes = tuple(
        Change(row, old, new, ("隐去或改名。" if new else "整行去掉。",)) for row, old, new in one.rows
    )
    return Repair(one.file, one.before, one.after, changes)


def _relative(path: object) -> str:
    text = str(path).replace("\\", "/")
    return text[text.rfind(".showcase/") :]


def _group(title: str, names: Sequence[str], width: int | None) -> Iterator[report.Line]:
    if not names:
        return
    yield [(f"{title}（{len(names)} 个）：", "bold")]
    for name in names[:_MOST_LISTED]:
        yield from report.wrapped([(report.visible(name), "")], width, indent=2, hanging=4)
    if len(names) > _MOST_LISTED:
        yield [(f"  ……还有 {len(names) - _MOST_LISTED} 个，没有列出。", "dim")]
    yield []


def _tell_more(project: Project, plan: Plan) -> None:
    from generator.takedown.planning import FOLDER  # noqa: PLC0415

    if plan.alike:
        click.echo(f"名字的拼音像它的文件有：{'、'.join(plan.alike)}。要改就加 --pinyin。")
    if any((project.state / FOLDER).glob("*/")):
        click.echo(
            f"以前撤下时留的原件还在 .showcase/{FOLDER}/ 里，没有查；要连它们一起查、一起删，就加 --purge。"
        )


def _agreed(plan: Plan, wishes: Wishes) -> bool:
    if wishes.dry or not (wishes.yes or sys.stdin.isatty()):
        how = "只看，没有动。" if wishes.dry else "没有动：这里没有人可以回答。"
        click.echo(f"{how}要撤下就加 --yes 再运行一次。", err=True)
        return False
    if wishes.yes or ask("都撤下吗？" if plan.places else "重新生成网站吗？"):
        return True
    click.echo("没有动。", err=True)
    return False


def _carry(project: Project, found: Survey, plan: Plan, target: Target, wishes: Wishes) -> int:
    from generator.takedown.carrying import carry_out, delete_kept  # noqa: PLC0415

    # The local time: a record is for people, who ask on which day it was.
    now = datetime.now().astimezone()
    if plan.places:
        whole = _with_record(project, found, plan, target, wishes, now)
        done = carry_out(project, whole, now, keep=not wishes.purge)
        if done.problems:
            report.show(done.problems)
            click.echo("没有撤下，资料还是原来的样子。", err=True)
            return 1
        left = delete_kept(project, plan, target.needle, target.mask)
        report.show(left) if left else None
        kept = f"原件留在 {done.folder}/ 里，确认没有改错就删掉它。" if done.folder else "原件没有留。"
        click.echo(f"改了 {plan.places} 处，记进了 data/takedowns.yml。{kept}")
        if left:
            return 1
    return _prove(project, target, wishes)


def _with_record(
    project: Project, found: Survey, plan: Plan, target: Target, wishes: Wishes, now: datetime
) -> Plan:
    """Return the plan with one more entry in data/takedowns.yml, so that both happen or neither."""
    from generator.takedown.editing import masked  # noqa: PLC0415
    from generator.takedown.ledger import FILE, digest_of, entry, picture_digest, with_entry  # noqa: PLC0415
    from generator.takedown.planning import Rewrite  # noqa: PLC0415

    known = next((one for one in plan.rewrites if one.file == FILE), None)
    data = next((text.data for text in found.texts if text.file == FILE), b"")
    text = (known.after if known else data).decode("utf-8-sig", "replace")
    words = {"理由": wishes.reason, "经办人": wishes.person}
    words = {key: masked(text, target.needle, target.mask) if text else None for key, text in words.items()}
    if target.pictures:
        digest = picture_digest((project.root / target.pictures[0]).read_bytes())
    else:
        digest = digest_of(target.needle.word)
    sort = "图片" if target.pictures else "词"
    after = with_entry(text, entry(sort, digest, plan.places, now.date(), words)).encode()
    record = Rewrite(FILE, FILE, data, after)
    return replace(plan, rewrites=(*(one for one in plan.rewrites if one is not known), record))


def _prove(project: Project, target: Target, wishes: Wishes) -> int:
    from generator.takedown.planning import left_in  # noqa: PLC0415
    from generator.takedown.proving import prove  # noqa: PLC0415
    from generator.takedown.surveying import survey  # noqa: PLC0415

    problems: tuple[Problem, ...] = ()
    if not wishes.lazy:
        from generator.publish import publish  # noqa: PLC0415 - loads MkDocs

        problems = publish(project, track_photos).problems
        grave = [problem for problem in problems if problem.severity.rank < 2]
        if grave:
            report.show(grave)
    proof = prove(project, target)
    if in_data := left_in(survey(project), target):
        report.show_lines(lambda width: _group("这些地方程序没能改，要由人改", in_data, width))
        return 1
    if (project.root / ".git").exists():
        click.echo("Git 的历史里还有原来的文字：仓库是公开的，就请技术人员一并清理。", err=True)
    if proof.left:
        report.show_lines(lambda width: _group("这些生成的文件里还有", proof.left, width))
        click.echo(
            "资料已经改好，但网站还没有换新：改好上面的问题，再运行 showcase build；等不及就先把这几页从服务器上删掉。",
            err=True,
        )
        return 1
    click.echo(
        f"查过网站和网页的 {proof.looked} 个文件，一处也没有了。把新的 site/ 传上服务器，撤下才算完成。"
    )
    return 0
