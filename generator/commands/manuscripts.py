"""`showcase import 材料.docx`: make a draft of a document or a pasted text, and say what a person must decide."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from generator import report
from generator.load import FileCache, load_data
from generator.problems import Problem, quoted
from generator.project import Project
from generator.schema import Record
from generator.schema.kinds import ACTIVITY, BRAND, REPORT, SCHOOL, Kind
from generator.schema.types import bare_name

if TYPE_CHECKING:
    from generator.manuscript.drafting import Draft, Request
    from generator.manuscript.paragraphs import Manuscript
    from generator.undo import Changes

KINDS = {kind.title: kind for kind in (BRAND, ACTIVITY, REPORT, SCHOOL)}
_SHOWN, _MOST_TOLD = 12, 60


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person asked for beside the material."""

    kind: str = ""
    school: str = ""
    brand: str = ""
    slug: str = ""
    pictures: bool = False
    look: bool = False
    """Only show the draft; write nothing."""


def import_manuscript(project: Project, source: str, wishes: Wishes) -> int:
    """Make a draft of the material at `source` (`-` is standard input), tell what it holds, and return the exit code."""
    from generator.manuscript.drafting import make_draft  # noqa: PLC0415 - loads what reads documents

    records = load_data(project, FileCache()).records
    request = _request(source, wishes, records)
    manuscript, problems = _read(source)
    if manuscript is None:
        return _refused(problems)
    draft, problems = make_draft(manuscript, request, records)
    if draft is None:
        return _refused(problems)
    if wishes.look:
        click.echo(draft.text)
    else:
        pictures = Path(source) if wishes.pictures and manuscript.pictures else None
        draft, problems = _save(project, pictures, manuscript, request, draft, records)
        if problems:
            return _refused(problems)
    for line in told(draft, manuscript, written=not wishes.look):
        click.echo(line)
    return 0


def _read(source: str) -> tuple[Manuscript | None, tuple[Problem, ...]]:
    from generator.manuscript.reading import read_file, read_pasted  # noqa: PLC0415

    if source != "-":
        return read_file(Path(source))
    if sys.stdin.isatty():
        click.echo("把文字粘贴进来，粘贴完另起一行：Windows 按 Ctrl+Z 再回车，其他系统按 Ctrl+D。", err=True)
    return read_pasted(sys.stdin.buffer)


def _save(
    project: Project,
    pictures: Path | None,
    manuscript: Manuscript,
    request: Request,
    draft: Draft,
    records: Sequence[Record],
) -> tuple[Draft, tuple[Problem, ...]]:
    """Write the draft, and the pictures of the document at `pictures`: all or nothing. Return what was written."""
    from generator.manuscript.saving import save_draft  # noqa: PLC0415
    from generator.undo import all_or_none  # noqa: PLC0415

    written = draft

    def work(changes: Changes) -> tuple[Problem, ...]:
        nonlocal written
        problems: tuple[Problem, ...] = ()
        if pictures is not None:
            written, problems = _with_pictures(changes, pictures, manuscript, request, draft, records)
        return problems or save_draft(changes, written)

    problems = all_or_none(project, work)
    return written, problems


def _request(source: str, wishes: Wishes, records: Sequence[Record]) -> Request:
    from generator.manuscript.drafting import Request  # noqa: PLC0415

    kind: Kind | None = KINDS.get(wishes.kind)
    if wishes.school and kind is not SCHOOL:
        _need(wishes.school, SCHOOL, records)
    if wishes.brand and kind in {None, ACTIVITY}:
        known = _named(wishes.brand, BRAND, records)
        if known is None and kind is ACTIVITY:
            _need(wishes.brand, BRAND, records)
        # A brand that is not there yet is what the material is to become.
        kind = kind or (None if known else BRAND)
    stem = "" if source == "-" else PurePosixPath(Path(source).name).stem
    return Request(stem, kind, wishes.school, wishes.brand, wishes.slug)


def _named(name: str, kind: Kind, records: Iterable[Record]) -> Record | None:
    for record in records:
        names = (record.entity.name, record.entity.short_name) if record.kind is kind else ()
        stem = PurePosixPath(record.file).stem if record.kind is kind else None
        if bare_name(name) in {bare_name(str(other)) for other in (*names, stem) if other}:
            return record
    return None


def _need(name: str, kind: Kind, records: Sequence[Record]) -> None:
    if _named(name, kind, records) is None:
        known = "、".join(record.entity.name for record in records if record.kind is kind) or "还没有"
        raise click.UsageError(
            f"资料里没有叫“{name}”的{kind.title}。现有的：{known}。先加上它，或者不写 --{kind.title}。"
        )


def _with_pictures(
    changes: Changes,
    path: Path,
    manuscript: Manuscript,
    request: Request,
    draft: Draft,
    records: Sequence[Record],
) -> tuple[Draft, tuple[Problem, ...]]:
    """Take the document's pictures out and return the draft that names them."""
    from generator.manuscript.drafting import make_draft, with_photos  # noqa: PLC0415
    from generator.manuscript.saving import take_pictures  # noqa: PLC0415

    folder = PurePosixPath(draft.file).stem
    with path.open("rb") as file:
        names, left, problems = take_pictures(changes, file, manuscript.pictures, folder)
    for line in left:
        click.echo(line, err=True)
    if problems or not names:
        return draft, problems
    again, problems = make_draft(manuscript, with_photos(request, names), records)
    return again or draft, problems


def _refused(problems: Sequence[Problem]) -> int:
    report.show(problems)
    click.echo("没有写任何文件。", err=True)
    return 1


def told(draft: Draft, manuscript: Manuscript, *, written: bool = True) -> Iterable[str]:
    """Yield what a person is told about a draft."""
    letters = sum(len(paragraph.text) for paragraph in manuscript.paragraphs)
    yield f"读了 {len(manuscript.paragraphs)} 段、{letters} 个字，写成{draft.kind.title}{quoted(draft.title)}的草稿："
    yield f"  {draft.file}"
    if draft.guessed:
        others = "、".join(title for title in KINDS if title != draft.kind.title)
        yield f"程序看它像是一份{draft.kind.title}；不对就删掉这个文件，加 --类型（{others}）再导入一次。"
    if draft.cleaned or draft.remarks:
        yield ""
        yield "清理和略去的（全部列在草稿末尾）："
        yield from (f"  · {_cut(line)}" for line in (*draft.cleaned, *draft.remarks))
    if draft.decisions:
        yield ""
        yield f"请您决定 {len(draft.decisions)} 件事（草稿里标着“待定”）："
        yield from _decisions(draft)
    yield ""
    if not written:
        yield "只是看看，没有写任何文件。"
        return
    yield "接下来："
    yield f"  1. 用记事本或 VS Code 打开 {draft.file}，对照原稿看一遍，处理每一处“待定”。"
    yield "  2. 运行 make check，看看还缺什么。"
    yield "  3. 都好了，删掉“草稿: 是”这一行；删掉以前它不会上网。"


def _decisions(draft: Draft) -> Iterable[str]:
    for decision in draft.decisions[:_MOST_TOLD]:
        first, *rest = decision.text.split("\n")
        yield f"  {decision.number}. 第 {decision.line} 行：{_cut(first)}"
        yield from (f"     {_cut(line.strip())}" for line in rest[:_SHOWN])
        if len(rest) > _SHOWN:
            yield f"     还有 {len(rest) - _SHOWN} 句，见草稿。"
    if (more := len(draft.decisions) - _MOST_TOLD) > 0:
        yield f"  还有 {more} 件，见草稿。"


def _cut(text: str) -> str:
    return text if len(text) <= 160 else f"{text[:160]}……"
