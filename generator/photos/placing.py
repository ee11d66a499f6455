"""Put developed photos into content/photos, where every engine finds them, and take away those of no record.

A name there begins with the digest of its photo, so what is ours shows by its name."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from generator import disk
from generator.photos.album import KEPT
from generator.photos.results import Developed
from generator.problems import Problem
from generator.project import Project

FOLDER = "photos"
"""Below content/, and below the published site."""

OURS = re.compile(r"[0-9a-f]{16}-[0-9]{1,4}\.(?:webp|jpg)")


def place_photos(project: Project, photos: Iterable[Developed]) -> list[Problem]:
    """Make content/photos hold the files of exactly these photos, beside whatever a person put there."""
    kept, folder = project.state / KEPT, project.content / FOLDER
    wanted = {name for photo in photos for name in photo.names}
    path = folder
    try:
        there = _ours(folder)
        for name in sorted(wanted):
            path = folder / name
            if there.get(name) != (kept / name).stat().st_size:
                folder.mkdir(parents=True, exist_ok=True)
                _put(kept / name, path)
        for name in sorted(there.keys() - wanted):
            path = folder / name
            path.unlink(missing_ok=True)
        disk.clear_temps(folder)
        _leave(folder)
    except OSError as error:
        return [disk.refusal(error, project.relative(path))]
    return []


def placed_photos(project: Project) -> set[str]:
    """Return the uris below content/ of the photos that are ours."""
    return {f"{FOLDER}/{name}" for name in _ours(project.content / FOLDER)}


def _ours(folder: Path) -> dict[str, int]:
    """Return the size of each file in a folder that is ours by its name."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name: entry.stat().st_size for entry in entries if OURS.fullmatch(entry.name)}
    except FileNotFoundError:
        return {}


def _put(source: Path, target: Path) -> None:
    """Give a kept file a second name; a copy of it where the disk knows no second names."""
    with suppress(OSError):
        target.unlink(missing_ok=True)
        os.link(source, target)
        return
    disk.write_whole(target, source.read_bytes())


def _leave(folder: Path) -> None:
    """Remove the folder when nothing is left in it."""
    with suppress(OSError):
        folder.rmdir()
