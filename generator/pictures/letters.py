"""Give the source font at any size, and text that it can draw.

Takes text, gives fonts and drawable text; the one place that knows how the drawing library reads a font."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import ImageFont

from generator import cache
from generator.fonts import SOURCE, source_characters, source_digest

STAND_IN = "〓"
"""What compositors set for a character that their case does not hold."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The display face for drawing; each size is made once."""

    font: bytes
    sizes: dict[int, ImageFont.FreeTypeFont] = field(default_factory=dict)

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """Return the face at a size in pixels."""
        if size not in self.sizes:
            # The plain layout is the same wherever the library runs; the other needs what some systems lack.
            self.sizes[size] = ImageFont.truetype(
                BytesIO(self.font), size, layout_engine=ImageFont.Layout.BASIC
            )
        return self.sizes[size]

    def width(self, text: str, size: int) -> float:
        """Return how wide a line of text is at a size, in pixels."""
        return self.at(size).getlength(text)


def letters(folder: Path) -> Letters:
    """Return the source font, unpacked once and kept in `folder`: a woff2 would be unpacked for each size."""
    return Letters(cache.kept(folder, key(), _unpacked))


def key() -> str:
    """Return the key under which the unpacked font is kept."""
    return cache.key_of("unpacked", source_digest())


def _unpacked() -> bytes:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - heavy, and seldom needed

    made = BytesIO()
    with TTFont(SOURCE, recalcTimestamp=False, lazy=True) as font:
        font.flavor = None
        font.save(made)
    return made.getvalue()


def drawable(text: str) -> str:
    """Return the text in characters of the source font: kin for what is not there, else a stand-in.

    Emoji, marks that combine and signs that are not seen are left out."""
    shown = "".join(_drawable(sign) for sign in unicodedata.normalize("NFC", text))
    # Two dashes side by side are one stroke; a browser's layout knows that, the plain one does not.
    return " ".join(shown.replace("——", "⸺").split())


def _drawable(sign: str) -> str:
    known = source_characters()
    if sign.isspace():
        return " "
    kind = unicodedata.category(sign)[0]
    if sign in known and kind != "C":
        return sign
    kin = unicodedata.normalize("NFKC", sign)
    if kin != sign and set(kin) <= known:
        return kin
    return STAND_IN if kind in "LN" else ""
