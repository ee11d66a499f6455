"""The activity's page and the activities by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.markdown import Markdown, attribute_text
from generator.model import Entry, Link, Showcase
from generator.pages.claims import FigureView, figure_data, figure_views
from generator.pages.linked_data import Thing, activity_thing, content_source
from generator.pages.parts import (
    GAP,
    SITE_FILE,
    Fact,
    Ref,
    crumbs,
    description,
    known,
    place_text,
    ref,
    refs,
    span_text,
    term_facts,
)
from generator.pages.photos import PhotoData, Thumbnail, photo_data, photos_title, thumbnail
from generator.pages.sources import Sources, SourceView, source_views
from generator.render import FrontMatter, Recipe
from generator.schema.records import Activity

INDEX = Link("活动", "activities/index.md")
FEW = 7
"""So many activities are seen at a glance; more can be filtered."""


@dataclass(frozen=True, slots=True)
class ActivityView:
    """Everything on an activity's page."""

    uri: str
    source: str
    activity: Activity
    facts: tuple[Fact, ...]
    contents: tuple[Fact, ...]
    owners: tuple[Ref, ...]
    brand: Ref | None
    targets: tuple[Ref, ...]
    results: tuple[FigureView, ...]
    goals: tuple[FigureView, ...]
    sources: tuple[SourceView, ...]
    previous: Ref | None
    following: Ref | None
    thing: Thing
    photos: tuple[PhotoData, ...]
    photos_title: str
    template: str = "activity.md.j2"

    def front_matter(self) -> FrontMatter:
        """Return the date and the place beside what every page has."""
        activity = self.activity
        return {
            "title": attribute_text(activity.name),
            "description": description(activity.body, activity.theme, activity.name),
            "template": "activity.html",
            "kind": "活动",
            "photos": self.photos,
            "units": [owner.name for owner in self.owners],
            "thing": self.thing,
            "content_source": content_source(self.sources),
            "crumbs": crumbs(INDEX),
            "date": activity.date.iso() if activity.date else None,
            "sort": activity.kind,
            "figures": [figure_data(figure) for figure in activity.figures if not figure.is_goal],
        }


def activity_pages(showcase: Showcase) -> Iterator[Recipe]:
    """Yield the page of every activity, each knowing the one before and the one after."""
    entries = showcase.activities
    for index, entry in enumerate(entries):
        newer = entries[index - 1].link if index else None
        older = entries[index + 1].link if index + 1 < len(entries) else None
        yield Recipe(entry.uri, _activity_view, (showcase.sources, entry, newer, older))


def _activity_view(
    sources: Sources, entry: Entry[Activity], newer: Link | None, older: Link | None
) -> ActivityView:
    activity, page = entry.entity, entry.uri
    results, goals = figure_views(sources, page, activity.figures, activity.citations)
    return ActivityView(
        thing=activity_thing(entry),
        uri=page,
        source=entry.file,
        activity=activity,
        facts=_facts(activity),
        contents=term_facts(activity.contents),
        owners=refs(page, entry.owners),
        brand=ref(page, entry.brand) if entry.brand else None,
        targets=refs(page, entry.targets),
        results=results,
        goals=goals,
        sources=source_views(sources, activity.citations),
        photos=tuple(photo_data(entry.photos)),
        photos_title=photos_title(entry.photos, None),
        previous=ref(page, newer) if newer else None,
        following=ref(page, older) if older else None,
    )


def date_text(activity: Activity) -> str:
    """Return when an activity was, or how often it is; GAP where neither is known."""
    if activity.date is None:
        return activity.frequency or GAP
    return span_text(activity.date, activity.end)


def _facts(activity: Activity) -> tuple[Fact, ...]:
    signed = activity.sign_off
    return known(
        (
            ("日期", date_text(activity) if activity.date or not activity.frequency else None),
            ("时间", activity.time),
            ("地点", activity.place),
            ("所在地", place_text(activity)),
            ("类型", activity.kind),
            ("频次", activity.frequency),
            ("主题", activity.theme),
            ("党组织", activity.organisation),
            ("参加人数", f"{activity.attendance} 人" if activity.attendance is not None else None),
            ("状态", activity.status),
            ("审核", f"{signed.post}{f'，{signed.date}' if signed.date else ''}" if signed else None),
        )
    )


@dataclass(frozen=True, slots=True)
class ActivityCard:
    """An activity in a list."""

    link: Ref
    when: str
    sort: str
    owners: tuple[Ref, ...]
    planned: str
    """How far it is where it has not taken place yet; empty for all else."""
    thumbnail: Thumbnail | None = None


@dataclass(frozen=True, slots=True)
class MonthView:
    """The activities of a month, or of no month."""

    name: str
    anchor: Markdown
    cards: tuple[ActivityCard, ...]


@dataclass(frozen=True, slots=True)
class ActivityIndexView:
    """All activities, by month, the latest first; those without a date last.

    `kind_choices` and `owner_choices` are what one may choose from where there are many; one alone is no choice."""

    months: tuple[MonthView, ...]
    count: int
    planned: int
    kinds: tuple[tuple[str, int], ...]
    kind_choices: tuple[str, ...]
    owner_choices: tuple[str, ...]
    uri: str = INDEX.uri
    source: str = SITE_FILE
    template: str = "activities.md.j2"

    def front_matter(self) -> FrontMatter:
        """Return what the list can be filtered by beside what every page has."""
        return {
            "title": "活动",
            "description": f"{self.count} 项活动，按月份查看。",
            "template": "activities.html",
            "kind": "栏目",
            "crumbs": crumbs(),
            "kinds": self.kind_choices,
            "owners": self.owner_choices,
        }


def activity_index_page(showcase: Showcase) -> Recipe:
    """Return the page that lists the activities by month."""
    return Recipe(INDEX.uri, _index_view, (showcase.activities,))


def _index_view(activities: Sequence[Entry[Activity]]) -> ActivityIndexView:
    months: dict[tuple[str, str], list[ActivityCard]] = {}
    for entry in activities:
        months.setdefault(_month(entry.entity), []).append(activity_card(INDEX.uri, entry))
    held = [entry.entity for entry in activities if not entry.entity.is_goal]
    kinds = Counter(activity.kind for activity in held if activity.kind)
    return ActivityIndexView(
        months=tuple(MonthView(name, Markdown(key), tuple(cards)) for (name, key), cards in months.items()),
        count=len(held),
        planned=len(activities) - len(held),
        kinds=tuple(kinds.most_common()),
        kind_choices=_choices(activities, (entry.entity.kind or "" for entry in activities)),
        owner_choices=_choices(
            activities, sorted(link.name for entry in activities for link in entry.owners)
        ),
    )


def _choices(activities: Sequence[Entry[Activity]], names: Iterable[str]) -> tuple[str, ...]:
    """Return each name once; none where few activities are seen at a glance, or where there is but one."""
    found = tuple(dict.fromkeys(" ".join(name.split()) for name in names if name))
    return found if len(activities) > FEW and len(found) > 1 else ()


def _month(activity: Activity) -> tuple[str, str]:
    """Return the month under which an activity is listed, and its anchor, which stays when others come."""
    date = activity.date
    if date is None:
        return ("经常开展", "month-often") if activity.frequency else (f"日期{GAP}", "month-unknown")
    month = f"{date.month}月" if date.month else ""
    return f"{date.year}年{month}", f"month-{date.iso()[:7]}"


def activity_card(page: str, entry: Entry[Activity]) -> ActivityCard:
    """Return an activity as an entry of a list on a page."""
    owners = refs(page, entry.owners)
    activity = entry.entity
    planned = activity.status or "" if activity.is_goal else ""
    return ActivityCard(
        ref(page, entry.link),
        date_text(activity),
        activity.kind or "",
        owners,
        planned,
        thumbnail(page, entry.photos),
    )
