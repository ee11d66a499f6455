"""Give a built site what is made from its own pages: its display face, its pictures, its search index;
take from it what no visitor needs; and see that nothing in it runs but its own scripts.

Takes a project whose site stands in a folder, changes that folder, gives Problems; knows nothing of MkDocs."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from generator import search
from generator.pictures import Picture, draw_pictures
from generator.problems import Problem
from generator.project import Project
from generator.shield import protect
from generator.typeface import keep_type, set_type
from generator.weight import lighten


def finish(project: Project, folder: Path, pictures: tuple[Picture, ...] = ()) -> list[Problem]:
    """Finish a site that is about to be published; `pictures` are what its pages are shared with."""
    return [
        *set_type(project, folder),
        *draw_pictures(project, folder, pictures),
        *search.index_site(project, folder),
        # What came before writes CSS, and reads it as it was written.
        *lighten(project, folder),
        # Last: it looks at the pages as they are published.
        *protect(project, folder),
    ]


def finish_preview(project: Project, folder: Path, cancelled: search.Cancelled) -> list[Problem]:
    """Finish a site that is served while it is edited; `cancelled` tells when the next build has made this idle.

    Nobody shares a preview, so it has no pictures; who looks into its files finds them as they were written."""
    return [*set_type(project, folder), *search.index_site(project, folder, cancelled)]


def carry_over(old: Path, new: Path) -> None:
    """Move what finished one built site into the next, where it serves until that one is finished itself."""
    with suppress(OSError):
        keep_type(old, new)
    with suppress(OSError):
        (old / search.INDEX).rename(new / search.INDEX)
