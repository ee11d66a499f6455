"""The display face's source: one weight of Noto Serif SC, kept beside this file with its licence.

Knows where it lies and what it holds; `typeface` cuts it for the site, `pictures` draws with it."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

SOURCE = Path(__file__).with_name("NotoSerifSC-Bold.woff2")
FEATURES = ("ccmp", "chws", "halt", "kern", "mark", "palt", "vchw", "vert", "vhal")
"""Upright forms for vertical lines, narrow forms of full-width punctuation, kerning; no stylistic sets."""


@cache
def source_digest() -> str:
    """Return the digest of the source font, the part of a cache's key that changes with it."""
    return sha256(SOURCE.read_bytes()).hexdigest()


@cache
def source_characters() -> frozenset[str]:
    """Return every character that the source font can draw."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - heavy, and seldom needed

    with TTFont(SOURCE, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))
