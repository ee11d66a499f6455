"""See that every picture that a record names is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import Any

from generator.problems import ERROR, Problem, quoted
from generator.schema.parse import Path, Record


def check_media(record: Record, media: Collection[str]) -> list[Problem]:
    """Return a problem for each picture that is not among `media`, with the nearest name there is."""
    return [
        _missing(record, path, name, media) for path, name in _pictures(record.entity) if name not in media
    ]


def _pictures(entity: Any) -> Iterator[tuple[Path, str]]:
    for index, photo in enumerate(getattr(entity, "photos", ())):
        yield ("照片", index, "文件"), photo.file
    for key, name in (("标识", "mark_image"), ("证书", "certificate")):
        if picture := getattr(entity, name, None):
            yield (key,), picture


def _missing(record: Record, path: Path, name: str, media: Collection[str]) -> Problem:
    close = get_close_matches(name, list(media), n=1)
    hint = (
        f"是不是“{close[0]}”？" if close else "把图片放进 data/media/，文件名（连同 .jpg 这样的结尾）要一致。"
    )
    message = f"在 data/media/ 里找不到图片{quoted(name)}。"
    return Problem("image-missing", ERROR, record.at(*path), message, hint)
