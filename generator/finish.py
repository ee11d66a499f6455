"""Give a built site what is made from its own pages: so far the search index.

Takes a project whose site stands in a folder, changes that folder, gives Problems; knows nothing of MkDocs."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from generator import search
from generator.problems import Problem
from generator.project import Project


def finish(project: Project, folder: Path) -> list[Problem]:
    """Finish a site that is about to be published."""
    return search.index_site(project, folder)


def finish_preview(project: Project, folder: Path, cancelled: search.Cancelled) -> list[Problem]:
    """Finish a site that is served while it is edited; `cancelled` tells when the next build has made this idle."""
    return search.index_site(project, folder, cancelled)


def carry_over(old: Path, new: Path) -> None:
    """Move what finished one built site into the next, where it serves until that one is finished itself."""
    with suppress(OSError):
        (old / search.INDEX).rename(new / search.INDEX)
