"""Tell of files among the pages whose words no rule can read: a person has to."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from zipfile import is_zipfile

from generator.gate.attachments import READABLE, UNREADABLE
from generator.gate.pages import files_of_people
from generator.problems import NOTE, Problem, Where, quoted
from generator.project import Project

_NAMED = 3


def check_attachments(project: Project, ours: Collection[str]) -> Iterator[Problem]:
    """Yield one reminder for all attachments below content/, not `ours`, whose words only a person can read."""
    unread = [path for path in files_of_people(project.content, ours) if _is_closed(path)]
    if unread:
        names = "、".join(quoted(path.name) for path in unread[:_NAMED])
        several = f"等 {len(unread)} 个附件" if len(unread) > _NAMED else ""
        yield Problem(
            "attachment-unread",
            NOTE,
            Where(project.relative(unread[0])),
            f"{names}{several}里的字程序读不到，没有检查。",
            "发布前请人逐个打开看：没有学生姓名、证件号、手机号和家庭住址。能写成网页的，尽量写成网页。",
        )


def _is_closed(path: Path) -> bool:
    """Tell whether a file is of a kind that is not read, or of one that is, but damaged or with a password."""
    suffix = path.suffix.lower()
    return suffix in UNREADABLE or (suffix in READABLE and not is_zipfile(path))
