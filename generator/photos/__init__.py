"""Make of each photo under data/media what visitors are sent: three widths, upright, without a word of metadata.

Takes names of photos, gives what became of each; what was developed once is kept, and content/ gets links to it."""

from __future__ import annotations

from generator.photos.album import Album, Camera, Track
from generator.photos.placing import FOLDER, place_photos, placed_photos
from generator.photos.results import SUFFIXES, Developed, Fault

__all__ = [
    "FOLDER",
    "SUFFIXES",
    "Album",
    "Camera",
    "Developed",
    "Fault",
    "Track",
    "place_photos",
    "placed_photos",
]
