"""The parts that pages share: links, crumbs, facts and descriptions, ready to print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from generator.markdown import Markdown, attribute_text, plain
from generator.model import Link
from generator.schema.parts import Place, Term
from generator.schema.types import TO_FILL, PartialDate

GAP = TO_FILL

NO_ANCHOR = Markdown()

HOME = "index.md"

SECTIONS: tuple[tuple[str, str], ...] = (
    ("品牌", "brands/index.md"),
    ("学校", "schools/index.md"),
    ("荣誉", "honors/index.md"),
    ("成果", "achievements/index.md"),
    ("活动", "activities/index.md"),
    ("大事记", "timeline/index.md"),
    ("总结", "reports/index.md"),
    ("区域", "regions/index.md"),
)
"""The sections of the site: title and index page, in the order of the navigation."""

SITE_MAP = "sitemap.md"

SITE_FILE = "data/site.yml"

Fact = tuple[str, str]
"""A label and its value."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A link as a page prints it: `href` is relative to that page and made by us."""

    name: str
    href: Markdown


def site_url(uri: str) -> str:
    """Return a page's address from the site's root: brands/2345.md becomes brands/2345/."""
    path = uri.removesuffix(".md")
    if path == "index":
        return ""
    return path.removesuffix("index") if path.endswith("/index") else f"{path}/"


@lru_cache(maxsize=65536)
def _way(folder: str, depth: int, target: str) -> Markdown:
    target = quote(target)
    if folder and target.startswith(f"{folder}/"):
        return Markdown(target[len(folder) + 1 :])
    return Markdown("../" * depth + target)


def ref(page: str, link: Link) -> Ref:
    """Return a link for use on a page, relative to it; a place on the page itself is its anchor alone."""
    if link.anchor and link.uri == page:
        return Ref(link.name, Markdown(f"#{link.anchor}"))
    way = href(page, link.uri)
    return Ref(link.name, Markdown(f"{way}#{link.anchor}") if link.anchor else way)


def href(page: str, target: str) -> Markdown:
    """Return the way from one page to another, both uris below content/.

    A page that a person wrote may be called anything; its blanks and brackets would end the link."""
    return _way(page.rpartition("/")[0], page.count("/"), target)


def refs(page: str, links: Iterable[Link]) -> tuple[Ref, ...]:
    """Return several links for use on a page."""
    return tuple(ref(page, link) for link in links)


def crumbs(*links: Link) -> list[dict[str, str]]:
    """Return the way from the home page down to a page's parent, for the theme."""
    way = (Link("首页", HOME), *links)
    return [{"title": link.name, "url": site_url(link.uri)} for link in way]


def known(facts: Iterable[tuple[str, str | None]]) -> tuple[Fact, ...]:
    """Return the facts that have a value."""
    return tuple((label, value) for label, value in facts if value)


def place_text(place: Place) -> str | None:
    """Return province, city and county in one, None where none is known."""
    return "".join(part for part in (place.province, place.city, place.county) if part) or None


def term_facts(terms: Sequence[Term]) -> tuple[Fact, ...]:
    """Return terms with what is said of them."""
    return tuple((term.name, joined(term.frequency, term.summary)) for term in terms)


def span_text(start: PartialDate, end: PartialDate | None) -> str:
    """Return a date or a span, nothing said twice: 2024年7月1日至15日."""
    if end is None or end == start:
        return str(start)
    if end.year != start.year or not end.month:
        return f"{start}至{end}"
    if end.month == start.month and start.day and end.day:
        return f"{start}至{end.day}日"
    return f"{start}至{str(end).removeprefix(f'{end.year}年')}"


def joined(*parts: str | None) -> str:
    return "；".join(part for part in parts if part)


def description(*texts: str | None) -> str:
    """Return the first paragraph of the first text that is there, at most 120 characters of it."""
    # The rest is not looked at: it would cost a tenth of all rendering.
    text = next((attribute_text(plain(text.strip().partition("\n")[0][:400])) for text in texts if text), "")
    return text if len(text) <= 120 else f"{text[:119]}…"
