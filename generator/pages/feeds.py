"""The latest activities and honours as feeds of RSS 2.0 (https://www.rssboard.org/rss-specification).

A reader is told of each once, by a name that stays; a feed names whole addresses, so it needs the site's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from urllib.parse import quote

from generator.markdown import plain
from generator.model import Entry, HonorEntry, Link, Showcase
from generator.pages.activities import INDEX as ACTIVITIES
from generator.pages.activities import date_text
from generator.pages.claims import honor_when
from generator.pages.honors import INDEX as HONORS
from generator.pages.parts import GAP, SITE_FILE, site_url
from generator.render import FrontMatter, Recipe
from generator.schema.records import Activity, Site
from generator.schema.types import PartialDate

LATEST = 50
LONGEST = 200
"""So many characters of an activity's text stand in the feed; the rest is on its page."""

_CHINA = timezone(timedelta(hours=8))
_IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]~"


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item; `html` is what a reader shows under the title, as RSS has it: HTML as text."""

    title: str
    link: str
    guid: str
    published: str
    categories: tuple[str, ...]
    html: str


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed; `address` is its own, `link` that of the page which shows the same."""

    title: str
    link: str
    address: str
    summary: str
    entries: tuple[FeedItem, ...]
    uri: str
    source: str = SITE_FILE
    template: str = "feed.xml.j2"

    def front_matter(self) -> FrontMatter:
        """Return nothing: a feed is no page of the theme's."""
        return {}


def feeds(showcase: Showcase) -> Iterator[Recipe]:
    """Yield the feeds; none where data/site.yml does not say what the site's address is."""
    if showcase.site.url:
        activities = [entry for entry in showcase.activities if not entry.entity.is_goal]
        yield Recipe(_feed_uri(ACTIVITIES), _activity_feed, (showcase.site, tuple(activities[:LATEST])))
        yield Recipe(_feed_uri(HONORS), _honor_feed, (showcase.site, _latest_honors(showcase.honors)))


def _feed_uri(index: Link) -> str:
    return f"{index.uri.rpartition('/')[0]}/feed.xml"


def _latest_honors(honors: Sequence[HonorEntry]) -> tuple[tuple[str, HonorEntry], ...]:
    """Return the latest honours, each with the name by which a reader knows it again.

    The place on the wall is no such name, since every new honour moves others."""
    seen: Counter[str] = Counter()
    named = []
    for entry in honors:
        key = "\n".join((entry.file, entry.entity.name, str(entry.entity.when or "")))
        seen[key] += 1
        # Two of one file with one name and year, such as a first and a second prize.
        own = key if seen[key] == 1 else f"{key}\n{seen[key]}"
        if not entry.entity.is_goal:
            named.append((f"honor-{sha256(own.encode()).hexdigest()[:24]}", entry))
    return tuple(sorted(named, key=lambda pair: _latest_first(pair[1]))[:LATEST])


def _latest_first(entry: HonorEntry) -> tuple[int, int, int]:
    date = entry.entity.date or PartialDate(entry.entity.when or 0)
    return (-date.year, -date.month, -date.day)


def _activity_feed(site: Site, entries: Sequence[Entry[Activity]]) -> FeedView:
    return _feed(site, ACTIVITIES, "活动", tuple(_activity_item(site, entry) for entry in entries))


def _honor_feed(site: Site, named: Sequence[tuple[str, HonorEntry]]) -> FeedView:
    return _feed(site, HONORS, "荣誉", tuple(_honor_item(site, guid, entry) for guid, entry in named))


def _feed(site: Site, index: Link, what: str, items: tuple[FeedItem, ...]) -> FeedView:
    uri = _feed_uri(index)
    return FeedView(
        title=f"{site.name}：{what}",
        link=_address(site, index),
        address=_whole(site, uri),
        summary=f"{site.name}最近的{what}，最多 {LATEST} 项。",
        entries=items,
        uri=uri,
    )


def _activity_item(site: Site, entry: Entry[Activity]) -> FeedItem:
    activity = entry.entity
    when = date_text(activity)
    facts = (when if when != GAP else "", activity.kind or "", *(link.name for link in entry.owners))
    text = plain(activity.body or activity.theme or "")
    return FeedItem(
        title=activity.name,
        link=_address(site, entry.link),
        guid=entry.uri.removesuffix(".md"),
        published=_published(activity.date),
        categories=(activity.kind,) if activity.kind else (),
        html=_html(facts, text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"),
    )


def _honor_item(site: Site, guid: str, entry: HonorEntry) -> FeedItem:
    honor = entry.entity
    when = honor_when(entry)
    facts = (when if when != GAP else "", honor.level or "", *(link.name for link in entry.owners))
    given = f"授予单位：{'，'.join(honor.issuers)}" if honor.issuers else ""
    return FeedItem(
        title=f"{honor.name}（{honor.grade}）" if honor.grade else honor.name,
        link=_address(site, entry.link),
        guid=guid,
        published=_published(honor.date),
        categories=(honor.level,) if honor.level else (),
        html=_html(facts, given),
    )


def _html(facts: Sequence[str], text: str) -> str:
    """Return a line of facts and one of text; readers take a description for HTML."""
    lines = ("，".join(filter(None, facts)), text)
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line)


def _published(date: PartialDate | None) -> str:
    """Return a whole date as RFC 822 writes it, in any language of the system; nothing for a part of one."""
    if date is None or not date.day:
        return ""
    return format_datetime(datetime(date.year, date.month, date.day, tzinfo=_CHINA))


def _address(site: Site, link: Link) -> str:
    """Return the whole address of a page or of a place on it."""
    return _whole(site, site_url(link.uri)) + (f"#{link.anchor}" if link.anchor else "")


def _whole(site: Site, path: str) -> str:
    return quote(f"{(site.url or '').rstrip('/')}/{path}", safe=_IN_ADDRESSES)
