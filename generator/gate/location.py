"""Tell whether a picture says where it was taken: a photo of a pupil's home leads to its door.

Reads a file's head; only what the web server hands out as it is has to be asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.gate.found import Found, Rule
from generator.gate.reading import Reading

_HEAD = 1_000_000
"""Bytes. What cameras and editors write of a picture stands before it."""
_GPS = 0x8825
_MARKS = (
    b"exif:GPSLatitude",
    b"exif:GPSLongitude",
    b"GPSLatitude=",
    b"<exif:GPS",
    b"photoshop:City",
    b"Iptc4xmpCore:Location",
)


def _nothing(_: Reading) -> Iterator[Found]:
    yield from ()


PHOTO_LOCATION = Rule(
    "photo-location",
    "照片里藏着拍摄地点的经纬度，下载的人能查到学生或老师的家。",
    "把原图放进 data/media/，在资料的“照片”里写它的文件名：网站会去掉这些信息。一定要放在 content/ 里的，先用看图软件另存一份去掉位置。",
    _nothing,
    lambda _: None,
)


def has_location(path: Path) -> bool:
    """Tell whether a picture's metadata hold a place; what is no picture has none."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return any(mark in head for mark in _MARKS) or (
        (
            b"Exif" in head
            or b"eXIf" in head
            or b"EXIF" in head
            or b"II*\0" in head[:8]
            or b"ftyp" in head[:16]
        )
        and _has_coordinates(path)
    )


def _has_coordinates(path: Path) -> bool:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - only for pictures that were put there by hand

    try:
        if path.suffix.lower() in {".heic", ".heif", ".avif"}:
            from pi_heif import register_heif_opener  # noqa: PLC0415 - as above

            register_heif_opener()
        with Image.open(path) as image:
            return any(tag in image.getexif().get_ifd(_GPS) for tag in (2, 4))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
