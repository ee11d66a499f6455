"""Which pictures a record names, and where in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def media_of(entity: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the Chinese keys that lead to each picture's name in a record's file, and the name."""
    for index, photo in enumerate(getattr(entity, "photos", ())):
        yield ("照片", index, "文件"), photo.file
    for key, name in (("标识", "mark_image"), ("证书", "certificate")):
        if picture := getattr(entity, name, None):
            yield (key,), picture
