"""Draw the pictures that stand for a page where its address is shared.

Takes Pictures, which `pages` decides, and a built site's folder; drawing is pure and its results are kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator import cache, disk
from generator.halves import map_in_halves
from generator.problems import Problem
from generator.project import Project

__all__ = ["Picture", "Row", "Sign", "draw_pictures"]

CACHE = "cache/pictures"


@dataclass(frozen=True, slots=True)
class Sign:
    """One part of a brand's code with the pillar it belongs to; `text` is empty where the code gives it none."""

    text: str
    noun: str
    name: str
    count: int = 0
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One scheme of a brand as its hero shows it; `title` is its name among others."""

    title: str
    code: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """What one picture shows; `uri` is its place below the site's root, such as og/brands/2345.png."""

    uri: str
    signs: tuple[Row, ...]
    title: str
    owner: str
    site: str


def draw_pictures(project: Project, folder: Path, pictures: tuple[Picture, ...]) -> list[Problem]:
    """Put the pictures into the built site in `folder`; those drawn before are taken from the cache."""
    if not pictures:
        return []
    from generator.pictures.drawing import Painter  # noqa: PLC0415 - loads the drawing library
    from generator.pictures.letters import key  # noqa: PLC0415 - loads it too

    painter = Painter(project.state / CACHE)
    try:
        for picture, data in zip(pictures, map_in_halves(painter.paint, pictures), strict=True):
            path = folder / picture.uri
            path.parent.mkdir(parents=True, exist_ok=True)
            disk.write_whole(path, data)
    except OSError as error:
        return [disk.refusal(error, project.relative(project.site))]
    cache.forget_others(painter.store, {key(), *map(painter.key_for, pictures)})
    return []
