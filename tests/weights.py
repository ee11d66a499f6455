"""How many bytes of style and script a published site asks of a visitor, before any compression.

A page's styles are all of ours that it links, those for print too; search.css and viewer.css come with their dialogs.
Its scripts are those that it links and the heavier one of the two dialogs', which come when they are asked for.
What Material and libraries brought counts as theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import html

STYLES, SCRIPTS = 25_600, 15_360
"""The budgets, in bytes as the browser gets them."""


DIALOGS = ("search.js", "viewer.js")


def page_scripts(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield every page of a site with the bytes of our scripts that it may load."""
    dialog = max((folder / "assets" / name).stat().st_size for name in DIALOGS)
    for page, size in _linked(folder, "//script/@src", "js"):
        yield page, size + dialog


def page_styles(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield every page of a site with the bytes of our styles that it links."""
    yield from _linked(folder, "//link[@rel='stylesheet']/@href", "css")


def _linked(folder: Path, where: str, ending: str) -> Iterator[tuple[str, int]]:
    sizes = {path.name: path.stat().st_size for path in folder.glob(f"assets/*.{ending}")}
    for page in sorted(folder.rglob("*.html")):
        ways = [way.rpartition("/") for way in html.document_fromstring(page.read_bytes()).xpath(where)]
        ours = [name for place, _, name in ways if place.endswith("assets")]
        yield page.relative_to(folder).as_posix(), sum(sizes[name] for name in ours)
