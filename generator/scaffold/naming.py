"""Give a new record's file its name: the address of its page, in pinyin, never one that is taken."""

from __future__ import annotations

from collections.abc import Collection

from generator.schema import Kind
from generator.schema.types import slug_fault
from generator.validate.slugs import slug_of

LONGEST = 60


def slug_for(kind: Kind, name: str, taken: Collection[str]) -> str:
    """Return an address made of a name: short, sound, and followed by -2, -3 where others have it."""
    slug = _cut(slug_of(name)) or kind.section or kind.place
    if slug_fault(slug):
        slug = f"{kind.place}-{slug}"
    number, free = 2, slug
    while free in taken:
        free = f"{slug}-{number}"
        number += 1
    return free


def _cut(slug: str) -> str:
    """Return the address without what is beyond its length, cut between two syllables where there are two."""
    if len(slug) <= LONGEST:
        return slug
    whole, hyphen, _ = slug[: LONGEST + 1].rpartition("-")
    return whole if hyphen else slug[:LONGEST]
