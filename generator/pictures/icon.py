"""Draw the icon that a phone puts on its home screen from the mark in favicon.svg; for maintainers, not run in a build.

python -m generator.pictures.icon overrides/assets"""

from __future__ import annotations

import re
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

MARK, ICON = "favicon.svg", "apple-touch-icon.png"
SIZE = 180
_FINE = 8
_GRID = 64
"""The mark is drawn on a square of so many units."""


def touch_icon(mark: str) -> bytes:
    """Return the mark as a PNG of 180 px, its ground up to the corners: the phone rounds them itself."""
    ground, ink = re.findall(r"(?:fill|stroke)=\"(#[0-9a-f]{6})\"", mark)
    found = re.search(r"stroke-width=\"(\d+)\"", mark)
    dots = re.findall(r"M(\d+) (\d+)h0", mark)
    if found is None or not dots:
        raise ValueError("The mark is not dots any more.")
    scale, radius = SIZE * _FINE / _GRID, int(found[1]) / 2
    large = Image.new("RGB", (SIZE * _FINE, SIZE * _FINE), ground)
    pen = ImageDraw.Draw(large)
    for x, y in ((int(x), int(y)) for x, y in dots):
        box = ((x - radius) * scale, (y - radius) * scale, (x + radius) * scale, (y + radius) * scale)
        pen.ellipse(box, fill=ink)
    small = large.resize((SIZE, SIZE), Image.Resampling.BOX)
    made = BytesIO()
    small.quantize(16, dither=Image.Dither.NONE).save(made, "PNG", compress_level=9)
    return made.getvalue()


def main(assets: str) -> None:
    """Write the icon beside the mark."""
    folder = Path(assets)
    (folder / ICON).write_bytes(touch_icon((folder / MARK).read_text(encoding="utf-8")))


if __name__ == "__main__":
    main(sys.argv[1])
