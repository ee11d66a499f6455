"""The sites of former builds: which there are, which one came before, and how they are kept without costing a second disk.

Takes a Project; the folders below `.showcase/sites/` are whole sites, each with a marker that tells its place in the row."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from generator import disk, sums
from generator.project import Project

# A web server does not show a name that begins with a dot, and MkDocs leaves it alone when it cleans a folder.
MARKER = ".showcase-site.json"
NOTE = "本文件夹由 showcase build 生成，每次生成都会整个换掉。不要在这里放文件或改文件。"
SHELF = "sites"
MOST = 3
"""So many former sites are kept."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A whole site: its number in the row of those that were published, when it was made, how many pages it has."""

    folder: Path
    number: int
    made: datetime | None
    pages: int


def mark(folder: Path, number: int = 0, made: datetime | None = None) -> None:
    """Mark a folder as made by us, so that a later build may replace it, and give it its place in the row."""
    when = {} if made is None else {"made": made.astimezone(UTC).isoformat(timespec="seconds")}
    shape = {"version": 1, "number": number, **when, "note": NOTE}
    disk.write_whole(folder / MARKER, f"{json.dumps(shape, ensure_ascii=False)}\n".encode(), durable=True)


def edition_at(folder: Path) -> Edition:
    """Return the site in a folder; what its marker does not tell is 0 or None."""
    number, made = _read_marker(folder)
    return Edition(folder, number, made, _count_pages(folder))


def _read_marker(folder: Path) -> tuple[int, datetime | None]:
    try:
        shape = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        number = shape.get("number", 0)
        made = shape.get("made")
        when = datetime.fromisoformat(made) if isinstance(made, str) else None
        return (number if isinstance(number, int) and number > 0 else 0), when
    except (OSError, ValueError, AttributeError, RecursionError):
        return 0, None


def _count_pages(folder: Path) -> int:
    try:
        names: Iterator[str] = iter(sums.read_sums(folder))
    except (OSError, sums.DamagedError):
        names = (path.name for path in folder.rglob("*.html"))
    return sum(name.endswith(".html") for name in names)


def current(project: Project) -> Edition | None:
    """Return the site that stands; None where there is none of ours."""
    return edition_at(project.site) if (project.site / MARKER).is_file() else None


def kept(project: Project) -> tuple[Edition, ...]:
    """Return the former sites that can be brought back, the latest first."""
    folders = (path for path in _shelf(project).glob("*") if (path / MARKER).is_file())
    return tuple(
        sorted(map(edition_at, folders), key=lambda each: (each.number, each.folder.name), reverse=True)
    )


def before(standing: Edition | None, former: tuple[Edition, ...]) -> Edition | None:
    """Return the site that came before the standing one; where none stands, the latest."""
    return next((each for each in former if standing is None or each.number < standing.number), None)


def next_number(project: Project) -> int:
    """Return the number of a site that is about to be published; one lower is free for the site that it replaces."""
    standing = _read_marker(project.site)[0]
    if not (project.site / MARKER).is_file() and not any(_shelf(project).glob("*")):
        return 1
    highest = max((_read_marker(path)[0] for path in _shelf(project).glob("*")), default=0)
    return standing + 1 if standing > highest else highest + 2


def shelve(project: Project, folder: Path, number: int) -> bool:
    """Keep a site that was replaced; return False where it is no other than the one that stands."""
    if _same_files(project.site, folder):
        return False
    own, made = _read_marker(folder)
    if number and own != number:
        mark(folder, number, made)
    disk.clear_temps(folder)
    _share(folder, project.site)
    _shelf(project).mkdir(parents=True, exist_ok=True)
    disk.patiently(os.rename, folder, _shelf(project) / f"{number or own:04}-{secrets.token_hex(3)}")
    return True


def surplus(project: Project) -> tuple[Path, ...]:
    """Return the folders of former sites that are too many."""
    return tuple(each.folder for each in kept(project)[MOST:])


def _shelf(project: Project) -> Path:
    return project.state / SHELF


def _same_files(standing: Path, former: Path) -> bool:
    """Tell whether two sites are one and the same, and nobody has changed the former by hand since it was published."""
    with suppress(OSError, sums.DamagedError):
        told = (former / sums.NAME).read_bytes()
        if told == (standing / sums.NAME).read_bytes():
            return not sums.compare(former, sums.parse_sums(told), {MARKER}).count
    return False


def _share(former: Path, standing: Path) -> None:
    """Give files that both sites have one place on the disk, if the disk can.

    Not what a text editor opens: who changes a published page by hand must not change the kept one with it."""
    with suppress(OSError, sums.DamagedError):
        by_digest = {digest: uri for uri, digest in sums.read_sums(standing).items()}
        for uri, digest in sums.read_sums(former).items():
            twin = by_digest.get(digest)
            if twin and Path(uri).suffix.lower() not in sums.TEXT:
                _link(standing / twin, former / uri)


def _link(source: Path, target: Path) -> None:
    here, there = source.stat(), target.stat()
    if here.st_size != there.st_size or os.path.samestat(here, there):
        return
    temp = disk.temp_beside(target)
    try:
        os.link(source, temp)
        disk.patiently(os.replace, temp, target)
    finally:
        temp.unlink(missing_ok=True)
