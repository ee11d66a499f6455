"""Remember between runs which characters each page shows, by the digest of its HTML.

Takes the pages of a built site and a Reader; reads only those that it has not seen with the same style."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from hashlib import blake2b
from pathlib import Path

from generator import cache
from generator.halves import map_in_halves
from generator.typeface.reading import Characters, Reader, gathered

Seen = dict[str, Characters]
"""A page's characters by the digest of its bytes."""

_RECIPE = "1"
"""Counted up when the same page shall be read otherwise."""


def read_pages(pages: Sequence[Path], reader: Reader, style: str, store: Path) -> Characters:
    """Return what the pages show together; `style` is the CSS that the reader was made from."""
    key = cache.key_of(_RECIPE, style)
    kept = cache.recall(store, key)
    seen: Seen = json.loads(kept) if kept else {}
    found = dict(map_in_halves(partial(_read_page, reader, seen), pages))
    if found != seen:
        cache.keep(store, key, json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode())
    cache.forget_others(store, {key})
    return gathered(found.values())


def _read_page(reader: Reader, seen: Seen, page: Path) -> tuple[str, Characters]:
    html = page.read_bytes()
    digest = blake2b(html, digest_size=12).hexdigest()
    known = seen.get(digest)
    return digest, reader.read(html) if known is None else known
