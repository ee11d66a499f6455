"""Which pictures a record names, and where in it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from generator.schema.base import Entity

KEYS = {"photos": "照片", "mark_image": "标识", "certificate": "证书"}
"""The attributes that hold pictures, by their Chinese keys."""


def media_of(entity: Entity) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the Chinese keys that lead to each picture's name in a record's file, and the name."""
    for name in pictured(type(entity)):
        value = getattr(entity, name)
        if name == "photos":
            for index, photo in enumerate(value):
                yield (KEYS[name], index, "文件"), photo.file
        elif value:
            yield (KEYS[name],), value


@cache
def pictured(model: type[Entity]) -> tuple[str, ...]:
    """Return the attributes of a model that hold pictures; asking an entity for one that it lacks is slow."""
    return tuple(name for name in KEYS if name in model.model_fields)
