"""Write a draft, and the pictures of its document, where nothing stands yet; all of it or nothing.

The edge to data/: whatever the disk refuses comes back as a Problem in Chinese."""

from __future__ import annotations

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
from generator.undo import Changes

MOST_PICTURES = 200
MOST_PICTURE_BYTES = 64 << 20
_FORMS = ((b"\xff\xd8\xff", ".jpg"), (b"\x89PNG\r\n", ".png"))


def save_draft(changes: Changes, draft: Draft) -> tuple[Problem, ...]:
    """Write the draft's file; a file that stands there already is never touched."""
    if problem := refused_outside(changes.project.root / draft.file, changes.project.root):
        return (problem,)
    try:
        changes.put(draft.file, None, draft.text.encode("utf-8"))
    except FileExistsError:
        hint = "加 --文件名 换一个名字，例如 --文件名 dangjian-2345。"
        return (Problem("draft-name", ERROR, Where(draft.file), "这个文件已经有了，没有动它。", hint),)
    except OSError as error:
        return (disk.refusal(error, draft.file),)
    return ()


def take_pictures(
    changes: Changes, file: IO[bytes], pictures: tuple[Embedded, ...], folder: str
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Problem, ...]]:
    """Copy the pictures of a document to data/media/<folder>; return their names, and what was left in Chinese.

    Only whole photographs of a form that sites can show are kept."""
    left: list[str] = []
    names: list[str] = []
    place = f"data/media/{folder}"
    if problem := refused_outside(changes.project.root / place, changes.project.root):
        return (), (), (problem,)
    try:
        archive = open_archive(file)
        for picture in pictures[:MOST_PICTURES]:
            data = _picture(archive_part(archive, picture))
            if data is None:
                left.append(f"{picture.part} 不是照片（JPEG、PNG），没有取出来")
                continue
            names.append(_placed(changes, place, data))
    except Unreadable as error:
        return tuple(names), (*left, error.reason), ()
    except OSError as error:
        return (), (), (disk.refusal(error, place),)
    if len(pictures) > MOST_PICTURES:
        left.append(f"图片超过 {MOST_PICTURES} 张，后面的没有取")
    good, problems = _fit(changes.project, names)
    if problems:
        return (), (), problems
    bad = tuple(name for name in names if name not in good)
    for name in bad:
        changes.forget(f"data/media/{name}")
    left += [f"{name} 是坏的或者太大，没有取出来" for name in bad]
    return tuple(good), tuple(left), ()


def archive_part(archive: ZipFile, picture: Embedded) -> bytes:
    """Return the bytes of a picture, none where it is longer than a photograph is."""
    if picture.size > MOST_PICTURE_BYTES:
        return b""
    return read_part(archive, picture.part, MOST_PICTURE_BYTES) or b""


def _picture(data: bytes) -> tuple[str, bytes] | None:
    return next(((suffix, data) for mark, suffix in _FORMS if data.startswith(mark)), None)


def _placed(changes: Changes, place: str, picture: tuple[str, bytes]) -> str:
    suffix, data = picture
    number = 1
    while (changes.project.root / place / f"图{number}{suffix}").exists():
        number += 1
    file = f"{place}/图{number}{suffix}"
    changes.put(file, None, data)
    return file.removeprefix("data/media/")


def _fit(project: Project, names: list[str]) -> tuple[list[str], tuple[Problem, ...]]:
    """Return the pictures that can be developed, or what kept that from being found out."""
    media = {name: project.data / "media" / name for name in names}
    album = Camera(project).album(media, names)
    return [name for name in names if name in album.developed], album.problems
