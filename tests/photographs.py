"""Photographs that nobody took: shapes and colours, with all that a phone writes into a file."""

from __future__ import annotations

import random
from io import BytesIO

from PIL import Image, ImageCms, ImageDraw, ImageFilter

ORIENTATION, GPS, CAMERA = 0x0112, 0x8825, 0x010F
TRACE = "TRACE-OF-AN-OWNER"
"""Written into every place in a file that can hold words."""


def photograph(width: int, height: int, seed: int = 0) -> Image.Image:
    """Return a picture with the softness, edges and grain of a photo."""
    chance = random.Random(seed)  # noqa: S311 - the same picture each time
    small = Image.new("RGB", (64, 48), tuple(chance.randrange(120, 220) for _ in range(3)))
    draw = ImageDraw.Draw(small)
    for _ in range(14):
        x, y, size = chance.randrange(64), chance.randrange(48), chance.randrange(4, 22)
        colour = tuple(chance.randrange(40, 230) for _ in range(3))
        draw.ellipse((x - size, y - size // 2, x + size, y + size // 2), fill=colour)
    picture = small.filter(ImageFilter.GaussianBlur(1.5)).resize((width, height), Image.Resampling.BICUBIC)
    grain = Image.effect_noise((min(width, 512), min(height, 512)), 24).resize((width, height)).convert("RGB")
    return Image.blend(picture, grain, 0.08)


def phone_photo(width: int, height: int, seed: int = 0, *, form: str = "JPEG", orientation: int = 1) -> bytes:
    """Return a photo as a phone writes it: place, owner and camera in its metadata, a profile of its own."""
    picture = photograph(width, height, seed)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[CAMERA] = TRACE
    exif.get_ifd(GPS).update({1: "N", 2: (39.0, 54.0, 15.5), 3: "E", 4: (116.0, 23.0, 29.25)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = BytesIO()
    picture.save(data, form, exif=exif, icc_profile=profile, comment=TRACE.encode(), quality=90)
    return data.getvalue()
