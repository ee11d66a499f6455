"""`showcase verify`: tell what of a site was changed, lost or added since it was published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from generator import disk, editions, report, sums
from generator.problems import ERROR, Problem, Where
from generator.project import Project
from generator.sums import DamagedError, Differences, Sums

_SHOWN = 20
_GROUPS = (
    ("changed", "改动", "内容和发布时不一样"),
    ("rewrapped", "换行变了", "只有换行符不同：用 FTP 上传时选“二进制”，不要选“文本”"),
    ("lost", "缺少", "发布时有，现在没有"),
    ("added", "多出", "不是发布时放的：问清来历再删，尤其是 .php、.asp、.jsp"),
    ("unread", "读不了", "没有权限，或正被别的程序打开着"),
)


@dataclass(frozen=True, slots=True)
class Standard:
    """What a copy is compared with, and in words which site that is."""

    sums: Sums
    words: str
    cure: str = "改动和缺少的，把 site/ 里的同名文件重新上传。"
    is_own: bool = False
    """The copy's own list: whoever changed the copy may have changed that as well."""


@click.argument("folder", metavar="[文件夹]", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def verify_site(project: Project, folder: Path | None) -> int:
    """核对网站：和发布时相比，哪些文件被改动、缺少、多出。

    不写文件夹就核对 site/；写上从服务器下载回来的那一份，就核对那一份。
    """
    place = project.site if folder is None else folder
    if folder is not None and not folder.is_dir():
        raise click.UsageError(f"找不到文件夹“{folder}”。先把网站从服务器下载到一个文件夹里。")
    try:
        standard = _standard(project, folder)
        if isinstance(standard, Problem):
            report.show([standard])
            return 1
        found = sums.compare(place, standard.sums, {editions.MARKER})
        if folder is not None and not (folder / sums.NAME).is_file():
            found = _without_list(found)
    except OSError as error:
        report.show([disk.refusal(error, str(place))])
        return 1
    for line in _lines(standard, found):
        click.echo(line)
    return 1 if found.count else 0


def _standard(project: Project, folder: Path | None) -> Standard | Problem:
    """Return what to compare with: for a copy, the site of ours whose list is most like the one that it carries."""
    ours = list(_ours(project)) if folder is not None else []
    if folder is None or not (ours or (folder / sums.NAME).is_file()):
        return _own(project.site, project.relative(project.site), is_own=False)
    carried = _carried(folder)
    if not ours:
        return _own(folder, folder.name, is_own=True)
    return min(ours, key=lambda each: len(each.sums.items() ^ carried.items())) if carried else ours[0]


def _ours(project: Project) -> Iterator[Standard]:
    """Yield the sites that this project knows: the one that stands first."""
    standing = editions.current(project)
    for edition in (*((standing,) if standing else ()), *editions.kept(project)):
        try:
            made = f"{edition.made.astimezone():%Y-%m-%d %H:%M} 做好的" if edition.made else ""
            kind = "site/" if edition is standing else f"编号 {edition.number}"
            yield Standard(sums.read_sums(edition.folder), f"{made}网站（{kind}）")
        except (OSError, DamagedError):
            continue


def _carried(folder: Path) -> Sums:
    """Return the list that a copy carries; none where it has none or a broken one."""
    try:
        return sums.read_sums(folder)
    except (OSError, DamagedError):
        return {}


def _own(folder: Path, name: str, *, is_own: bool) -> Standard | Problem:
    where = Where(f"{name}/{sums.NAME}")
    try:
        words, cure = (
            ("它自己带的清单", "请从可靠的地方重新取得这些文件。")
            if is_own
            else ("发布时的清单", "运行 showcase build 重新生成，或者 showcase rollback 换回前一份。")
        )
        return Standard(sums.read_sums(folder), words, cure, is_own)
    except FileNotFoundError:
        return _missing(where, name)
    except DamagedError:
        return _damaged(where)


def _missing(where: Where, name: str) -> Problem:
    message = f"{name} 里没有校验清单 {sums.NAME}，没法核对。"
    hint = "运行一次 showcase build：以后生成的网站都带着它。"
    return Problem("sums-missing", ERROR, where, message, hint)


def _damaged(where: Where) -> Problem:
    message = f"校验清单 {sums.NAME} 被改过或者坏了，没法用它核对。"
    hint = "用备份里的那一份换上；没有备份，就运行一次 showcase build 重新生成网站。"
    return Problem("sums-damaged", ERROR, where, message, hint)


def _without_list(found: Differences) -> Differences:
    return Differences(
        found.changed, found.rewrapped, tuple(sorted((*found.lost, sums.NAME))), found.added, found.unread
    )


def _lines(standard: Standard, found: Differences) -> Iterator[str]:
    yield f"对照{standard.words}，共 {len(standard.sums)} 个文件。"
    if standard.is_own:
        yield "本机没有发布过的网站可以对照，清单要是也被换过，就看不出来。"
    told = []
    for name, title, words in _GROUPS:
        uris: tuple[str, ...] = getattr(found, name)
        if not uris:
            continue
        told.append(f"{title} {len(uris)}")
        yield f"{title} {len(uris)} 个（{words}）："
        yield from (f"  {report.visible(uri)}" for uri in uris[:_SHOWN])
        if len(uris) > _SHOWN:
            yield f"  还有 {len(uris) - _SHOWN} 个"
    if told:
        yield f"和发布时不一样：{'，'.join(told)}。{standard.cure}"
    else:
        yield "都和发布时一样，没有改动、缺少、多出的文件。"
