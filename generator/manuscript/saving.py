"""Write a draft, and the pictures of its document, where nothing stands yet; all of it or nothing.

The edge to data/: whatever the disk refuses comes back as a Problem in Chinese."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import IO
from zipfile import ZipFile

from generator import disk
from generator.inside import refused_outside
from generator.manuscript.archive import Unreadable, open_archive, read_part
from generator.manuscript.drafting import Draft
from generator.manuscript.paragraphs import Embedded
from generator.photos import Camera
from generator.problems import ERROR, Problem, Where
from generator.project import Project

MOST_PICTURES = 200
MOST_PICTURE_BYTES = 64 << 20
_FORMS = ((b"\xff\xd8\xff", ".jpg"), (b"\x89PNG\r\n", ".png"))


def save_draft(project: Project, draft: Draft) -> tuple[Problem, ...]:
    """Write the draft's file; a file that stands there already is never touched."""
    path = project.root / draft.file
    if problem := refused_outside(path, project.root):
        return (problem,)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_new(path, draft.text.encode("utf-8"))
    except FileExistsError:
        hint = "加 --文件名 换一个名字，例如 --文件名 dangjian-2345。"
        return (Problem("draft-name", ERROR, Where(draft.file), "这个文件已经有了，没有动它。", hint),)
    except OSError as error:
        return (disk.refusal(error, draft.file),)
    return ()


def write_new(path: Path, data: bytes) -> None:
    """Put a whole file where there is none; raises FileExistsError where there is."""
    # Claimed first, so that two runs at once do not both find the name free.
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644))
    try:
        disk.write_whole(path, data)
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def take_pictures(
    project: Project, file: IO[bytes], pictures: tuple[Embedded, ...], folder: str
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Problem, ...]]:
    """Copy the pictures of a document to data/media/<folder>; return their names, and what was left in Chinese.

    Only whole photographs of a form that sites can show are kept."""
    left: list[str] = []
    names: list[str] = []
    place = project.data / "media" / folder
    if problem := refused_outside(place, project.root):
        return (), (), (problem,)
    try:
        archive = open_archive(file)
        place.mkdir(parents=True, exist_ok=True)
        for picture in pictures[:MOST_PICTURES]:
            data = _picture(archive_part(archive, picture))
            if data is None:
                left.append(f"{picture.part} 不是照片（JPEG、PNG），没有取出来")
                continue
            names.append(_placed(place, folder, data))
    except Unreadable as error:
        return tuple(names), (*left, error.reason), ()
    except OSError as error:
        forget_pictures(project, tuple(names))
        return (), (), (disk.refusal(error, project.relative(place)),)
    if len(pictures) > MOST_PICTURES:
        left.append(f"图片超过 {MOST_PICTURES} 张，后面的没有取")
    good = _fit(project, names)
    bad = tuple(name for name in names if name not in good)
    forget_pictures(project, bad)
    left += [f"{name} 是坏的或者太大，没有取出来" for name in bad]
    return tuple(good), tuple(left), ()


def archive_part(archive: ZipFile, picture: Embedded) -> bytes:
    """Return the bytes of a picture, none where it is longer than a photograph is."""
    if picture.size > MOST_PICTURE_BYTES:
        return b""
    return read_part(archive, picture.part, MOST_PICTURE_BYTES) or b""


def _picture(data: bytes) -> tuple[str, bytes] | None:
    return next(((suffix, data) for mark, suffix in _FORMS if data.startswith(mark)), None)


def _placed(place: Path, folder: str, picture: tuple[str, bytes]) -> str:
    suffix, data = picture
    number = 1
    while True:
        path = place / f"图{number}{suffix}"
        try:
            write_new(path, data)
        except FileExistsError:
            number += 1
        else:
            return f"{folder}/{path.name}"


def _fit(project: Project, names: list[str]) -> list[str]:
    """Return the pictures that can be developed."""
    media = {name: project.data / "media" / name for name in names}
    album = Camera(project).album(media, names)
    return [name for name in names if name in album.developed]


def forget_pictures(project: Project, names: tuple[str, ...]) -> None:
    """Delete pictures that were taken out a moment ago, and their folder where nothing is left in it."""
    for name in names:
        with suppress(OSError):
            (project.data / "media" / name).unlink()
            (project.data / "media" / name).parent.rmdir()
