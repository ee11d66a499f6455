"""Which addresses stand for the kinds of page: of the example, and of the county that nobody has seen."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from generator.build import Generator
from generator.pages import showcase_pages
from generator.project import Project
from tests.county import BARE_SCHOOL
from tests.example_copy import HAND_WRITTEN, ROOT

HOME = ""
EVERY = frozenset({"brands", "about"})
"""The sections whose pages are all looked at; of the others, one."""


@cache
def example_kinds() -> tuple[str, ...]:
    """Return an address of the example for every kind of page, read from its data: a new kind is never left out."""
    showcase, problems = Generator(Project(ROOT)).check()
    assert showcase is not None, problems
    pages = [recipe.uri for recipe in showcase_pages(showcase)]
    content = ROOT / "content"
    pages += [
        path.relative_to(content).as_posix()
        for name in HAND_WRITTEN
        for path in (content / name).glob("*.md")
    ]
    return (*_one_of_each(map(address, pages)), "sitemap/", "404.html")


def _one_of_each(addresses: Iterable[str]) -> list[str]:
    chosen: dict[str, str] = {}
    for found in sorted(addresses):
        section, _, slug = found.partition("/")
        chosen.setdefault(found if section in EVERY or not slug else f"{section}/*", found)
    return list(chosen.values())


def address(uri: str) -> str:
    """Return where the page of a Markdown file is found, from the root of the site."""
    return uri.removesuffix(".md").removesuffix("index").rstrip("/") + "/" if uri != "index.md" else HOME


def county_kinds() -> tuple[str, ...]:
    """Return the addresses of the county that try the theme hardest: many rows, odd marks, almost nothing."""
    sections = ("", "brands/", "schools/", "honors/", "achievements/", "activities/", "sitemap/")
    pages = ("schools/school-00/", f"schools/{BARE_SCHOOL}/", "regions/county/", "regions/bare/")
    reports = ("reports/report/", "reports/bare/", "activities/activity-000/")
    return (*sections, *pages, *reports, *(f"brands/{name}/" for name in (*MADE, *ODD)))


MADE = tuple(f"made-{number:02}" for number in range(7))
"""The brands that the county makes up: long names, seven digits, nothing but a name, long routes."""
ODD = ("code-hidden", "code-1-2-n", "code-nouns", "code-product", "three-levels", "two-schemes", "owner-park")
"""Of the forms that a code can have, those whose marks differ most."""
