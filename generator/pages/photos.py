"""Photos as pages show them: for the theme to lay out, and as links and thumbnails in the text itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from generator.markdown import Markdown
from generator.model import Shot
from generator.pages.parts import href
from generator.photos import FOLDER

PhotoData = dict[str, Any]
"""What the theme draws a photo from: where its files begin, their widths, and the words that go with it."""


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A photo beside a line of a list; `href` is the narrowest file's way from the page."""

    href: Markdown
    width: int
    height: int


def photo_data(
    shots: Iterable[Shot], mark: Shot | None = None, meaning: str | None = None
) -> list[PhotoData]:
    """Return a record's photos for the theme, a brand's mark with its `meaning` before them."""
    drawn = [replace(mark, caption=f"品牌标识：{meaning}" if meaning else mark.caption)] if mark else []
    return [{**_photo(shot), "mark": True} for shot in drawn] + [_photo(shot) for shot in shots]


def photos_title(shots: Iterable[Shot], mark: Shot | None) -> str:
    """Return what the part of a page that shows its photos is called; empty where there is none."""
    return "与".join(name for name, there in (("标识", mark), ("照片", any(True for _ in shots))) if there)


def _photo(shot: Shot) -> PhotoData:
    files = shot.files
    return {
        "src": f"{FOLDER}/{files.stem}",
        "widths": list(files.widths),
        "width": files.size[0],
        "height": files.size[1],
        "colour": files.colour,
        "alt": shot.alt,
        "caption": shot.caption,
        "date": str(shot.date) if shot.date else "",
    }


def thumbnail(page: str, shots: Iterable[Shot]) -> Thumbnail | None:
    """Return the first photo of a record for a list on a page."""
    first = next(iter(shots), None)
    if first is None:
        return None
    files = first.files
    width = files.widths[0]
    return Thumbnail(
        href(page, f"{FOLDER}/{files.names[0]}"), width, round(files.size[1] * width / files.size[0])
    )


def full_picture(page: str, shot: Shot | None) -> Markdown | None:
    """Return the way from a page to a picture's widest file."""
    return href(page, f"{FOLDER}/{shot.files.names[-1]}") if shot else None
