"""See that every picture that a record names is there and can be shown, and turn it into a Shot."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Any

from generator.model import Shot
from generator.photos import SUFFIXES, Album, Developed, Fault
from generator.problems import BLOCK, ERROR, NOTE, Problem, quoted
from generator.schema.media import media_of, pictured
from generator.schema.parse import Path, Record
from generator.schema.parts import Photo

BLURRED = 600
"""Pixels. A photo that is less wide is blurred when it fills a column on a desk."""


def check_media(record: Record, album: Album) -> Iterator[Problem]:
    """Yield the problems of each picture that a record names, and of what is said of it."""
    for path, name in media_of(record.entity):
        if name not in album.names:
            yield _missing(record, path, name, album.names)
        elif fault := album.faults.get(name):
            yield _unfit(record, path, name, fault)
        elif developed := album.developed.get(name):
            yield from _doubts(record, path, name, developed)
    for index, photo in enumerate(_photos(record.entity)):
        yield from _words(record, ("照片", index), photo)


def photo_shots(entity: Any, album: Album) -> tuple[Shot, ...]:
    """Return the photos of a record that can be shown, in its order."""
    photos = ((photo, album.developed.get(photo.file)) for photo in _photos(entity))
    return tuple(
        Shot(files, photo.alt or photo.caption or "", photo.caption or "", photo.taken)
        for photo, files in photos
        if files
    )


def mark_shot(entity: Any, album: Album) -> Shot | None:
    """Return a brand's mark as it is shown."""
    files = album.developed.get(
        (entity.mark_image or "") if "mark_image" in pictured(entity.__class__) else ""
    )
    return Shot(files, f"{quoted(entity.name)}的品牌标识", "品牌标识") if files else None


def certificate_shot(entity: Any, album: Album) -> Shot | None:
    """Return an honour's certificate as it is shown."""
    files = album.developed.get(entity.certificate or "")
    return Shot(files, f"{quoted(entity.name)}的证书") if files else None


def _photos(entity: Any) -> tuple[Photo, ...]:
    photos: tuple[Photo, ...] = entity.photos if "photos" in pictured(entity.__class__) else ()
    return photos


def _missing(record: Record, path: Path, name: str, names: Collection[str]) -> Problem:
    close = get_close_matches(name, list(names), n=1)
    hint = (
        f"是不是“{close[0]}”？是就把“{name}”改成“{close[0]}”。"
        if close
        else "把图片放进 data/media/，文件名（连同 .jpg 这样的结尾）要一致。"
    )
    message = f"在 data/media/ 里找不到图片{quoted(name)}。"
    return Problem("image-missing", ERROR, record.at(*path), message, hint)


def _unfit(record: Record, path: Path, name: str, fault: Fault) -> Problem:
    if fault.sort == "huge":
        message = f"图片{quoted(name)}太大（{fault.detail}），处理不了。"
        hint = "用手机或电脑自带的看图程序另存一份，宽度 4000 像素就够用，换上它。"
        return Problem("photo-huge", ERROR, record.at(*path), message, hint)
    if fault.sort == "foreign":
        message = f"{quoted(name)}不是能用的照片。"
        hint = "照片要是 JPEG、PNG、HEIC 或 WebP。用看图程序打开它，另存为 JPEG，再换上；光改文件名的结尾没有用。"
        return Problem("photo-foreign", ERROR, record.at(*path), message, hint)
    message = f"图片{quoted(name)}是坏的，只有一部分，或者读不出来。"
    hint = "多半是没有传完。从手机或相机里重新拷一份，能打开再换上。"
    return Problem("photo-broken", ERROR, record.at(*path), message, hint)


def _doubts(record: Record, path: Path, name: str, developed: Developed) -> Iterator[Problem]:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in SUFFIXES[developed.form]:
        message = f"图片{quoted(name)}其实是 {developed.form} 格式，和文件名的结尾对不上。"
        better = PurePosixPath(name).with_suffix(SUFFIXES[developed.form][0])
        hint = f"网站上会正常显示；最好把文件改名为“{better.name}”，这里也跟着写“{better}”。"
        yield Problem("photo-misnamed", NOTE, record.at(*path), message, hint)
    if path[0] == "照片" and developed.size[0] < BLURRED:
        message = f"照片{quoted(name)}只有 {developed.size[0]} 像素宽，放大了会模糊。"
        hint = "多半是聊天软件压缩过的。让拍照的人发“原图”，再换上。"
        yield Problem("photo-small", NOTE, record.at(*path), message, hint)


def _words(record: Record, path: Path, photo: Photo) -> Iterator[Problem]:
    if not photo.alt:
        message = f"照片{quoted(photo.file)}没有替代文本，看不见图的人不知道拍的是什么。"
        hint = "加一行“替代文本: ……”，用一句话说图里有什么，不写学生姓名。"
        yield Problem("photo-alt-missing", BLOCK, record.at(*path), message, hint)
    if photo.shows_minors and photo.recognisable and not photo.consent:
        message = f"照片{quoted(photo.file)}能认出未成年学生，却没有写监护人同意书的编号。"
        hint = "拿到同意书后加一行“监护人同意: 编号”；没有同意书，就换一张认不出学生的照片。"
        yield Problem("photo-consent", BLOCK, record.at(*path), message, hint)
