"""Tell of files among the pages whose words no rule can read: a person has to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from zipfile import is_zipfile

from generator.gate.attachments import READABLE, UNREADABLE
from generator.problems import NOTE, Problem, Where, quoted
from generator.project import Project

_NAMED = 3


def check_attachments(project: Project) -> Iterator[Problem]:
    """Yield one reminder for all attachments below content/ that hold words nobody but a person can read."""
    unread = list(_closed_files(project.content))
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


def _closed_files(content: Path) -> Iterator[Path]:
    """Yield the files of a kind that is not read, and those of one that is, but damaged or with a password."""
    for folder, _, names in sorted(os.walk(content)):
        for name in sorted(names):
            suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122 - of every page
            path = Path(folder, name) if suffix in UNREADABLE | READABLE else None
            if path and not name.startswith(".") and (suffix in UNREADABLE or not is_zipfile(path)):
                yield path
