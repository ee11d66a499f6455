"""How many bytes of style and script a published site asks of a visitor, before any compression.

A page's styles are all of ours that it links, those for print too; search.css comes with the search dialog. Scripts are
all of ours together, whatever a page loads. What Material and libraries brought counts as theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import html

STYLES, SCRIPTS = 25_600, 15_360
"""The budgets, in bytes as the browser gets them."""


def our_scripts(folder: Path) -> dict[str, int]:
    """Return the size of each script of ours by its name."""
    return {path.name: path.stat().st_size for path in folder.glob("assets/*.js")}


def page_styles(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield every page of a site with the bytes of our styles that it links."""
    sizes = {path.name: path.stat().st_size for path in folder.glob("assets/*.css")}
    for page in sorted(folder.rglob("*.html")):
        document = html.document_fromstring(page.read_bytes())
        ways = [way.rpartition("/") for way in document.xpath("//link[@rel='stylesheet']/@href")]
        ours = [name for where, _, name in ways if where.endswith("assets")]
        yield page.relative_to(folder).as_posix(), sum(sizes[name] for name in ours)
