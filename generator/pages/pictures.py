"""The pictures that stand for the brands' pages, and for every other page, where an address is shared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.model import Entry, Showcase
from generator.pages.brand import hero, owner_text
from generator.pictures import Picture, Row, Sign
from generator.schema.records import Brand

SITE_PICTURE = "og/site.png"


def showcase_pictures(showcase: Showcase) -> Iterator[Picture]:
    """Yield the picture of every brand, and the one of the site."""
    site = showcase.site
    title = site.home.headline or site.name
    organiser = site.organiser or (site.summary if title == site.name else None) or ""
    yield Picture(SITE_PICTURE, (), title, organiser, site.name)
    for entry in showcase.brands:
        yield brand_picture(entry, site.name)


def brand_picture(entry: Entry[Brand], site: str) -> Picture:
    """Return what the picture of a brand shows."""
    rows = tuple(_row(scheme) for scheme in hero(entry.entity))
    return Picture(picture_uri(entry.uri), rows, entry.entity.name, owner_text(entry), site)


def picture_uri(page: str) -> str:
    """Return the place of a brand page's picture below the site's root: og/brands/2345.png."""
    return f"og/{page.removesuffix('.md')}.png"


def _row(scheme: Mapping[str, Any]) -> Row:
    signs = (
        Sign(part["sign"], part["noun"], part["name"], part["count"], part["open"])
        for part in scheme["parts"]
    )
    return Row(scheme["name"] or "", scheme["code"] or "", tuple(signs))
