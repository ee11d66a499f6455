"""What became of a photo: the files that are published of it, or why there are none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

RECIPE = "1"
"""Goes into the name of what is developed: to be counted up when a step or a number of `developing` changes."""

MOST_BYTES = 100_000_000
"""More than any phone or camera writes; nothing larger is read into memory."""

SUFFIXES = {
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "MPO": (".jpg", ".jpeg", ".mpo"),
    "PNG": (".png",),
    "WEBP": (".webp",),
    "HEIF": (".heic", ".heif", ".hif"),
    "AVIF": (".avif",),
}
"""What phones and cameras write, and how its names end."""


@dataclass(frozen=True, slots=True)
class Developed:
    """A photo as it is published: `stem` begins the name of each file, `size` is the widest one's in pixels.

    `colour` (#rrggbb) is the one that most of it has; `form` is what the original really is, such as HEIF."""

    stem: str
    widths: tuple[int, ...]
    size: tuple[int, int]
    colour: str
    form: str

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the files, the narrowest first."""
        return tuple(f"{self.stem}-{width}.{end}" for width in self.widths for end in ("webp", "jpg"))


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a photo cannot be shown: `broken`, `huge`, `foreign` (no photo, or of a kind that is not read)."""

    sort: Literal["broken", "huge", "foreign"]
    detail: str = ""
