"""The timeline: everything that has a date, by year, the latest first; what has none is counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from generator.markdown import Markdown
from generator.model import Entry, HonorEntry, Link, Showcase
from generator.pages.achievements import INDEX as FIGURES
from generator.pages.activities import INDEX as ACTIVITIES
from generator.pages.brand import INDEX as BRANDS
from generator.pages.claims import figure_unit, figure_value
from generator.pages.honors import INDEX as HONORS
from generator.pages.parts import SITE_FILE, Ref, crumbs, ref, refs, span_text
from generator.pages.reports import INDEX as REPORTS
from generator.render import FrontMatter, Recipe
from generator.schema.parts import Figure
from generator.schema.records import Activity
from generator.schema.types import PartialDate

INDEX = Link("大事记", "timeline/index.md")
FEW_YEARS = 3
"""So many years are seen at a glance; with more there is a list to jump from."""

_TAG, _GOLD = Markdown("tag"), Markdown("tag--honor")


@dataclass(frozen=True, slots=True)
class Sort:
    """A kind of thing: what its tag says, the section that lists all of it, what it lacks where it has no date."""

    tag: str
    section: Link
    lack: str
    look: Markdown = _TAG


ACTIVITY = Sort("活动", ACTIVITIES, "没有注明日期的")
HONOR = Sort("荣誉", HONORS, "没有注明年份的", _GOLD)
REPORT = Sort("总结", REPORTS, "没有注明年度的")
BRAND = Sort("品牌创建", BRANDS, "没有创建年份的")
FIGURE = Sort("成果", FIGURES, "没有截止日期的")


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing and when it was; `date` is None where nobody wrote that down, `end` where it took one day."""

    sort: Sort
    link: Link
    date: PartialDate | None
    end: PartialDate | None = None
    note: str = ""
    owners: tuple[Link, ...] = ()
    school_year: str = ""
    """In whose words it is dated where no year of its own is known; `date` is then the year in which that ends."""


@dataclass(frozen=True, slots=True)
class MomentView:
    """A thing as a line under its year; `look` is the class that gives its dot the colour."""

    when: str
    kind: str
    look: Markdown
    link: Ref
    note: str
    owners: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class YearView:
    """A year and what is known of it."""

    year: int
    anchor: Markdown
    entries: tuple[MomentView, ...]


@dataclass(frozen=True, slots=True)
class MissingView:
    """How many things of a kind are not on the timeline, why, and where they are."""

    why: str
    link: Ref
    count: int


@dataclass(frozen=True, slots=True)
class TimelineView:
    """All years, the latest first."""

    years: tuple[YearView, ...]
    undated: tuple[MissingView, ...]
    uri: str = INDEX.uri
    source: str = SITE_FILE
    template: str = "timeline.md.j2"

    @property
    def count(self) -> int:
        """Return how many things are on the timeline."""
        return sum(len(year.entries) for year in self.years)

    @property
    def undated_count(self) -> int:
        """Return how many things are not, for want of a date."""
        return sum(missing.count for missing in self.undated)

    @property
    def jumps(self) -> bool:
        """Tell whether there are so many years that a list of them helps."""
        return len(self.years) > FEW_YEARS

    @property
    def span(self) -> str:
        """Return from which year to which; nothing where it is one."""
        return f"，{self.years[-1].year}年至{self.years[0].year}年" if len(self.years) > 1 else ""

    def front_matter(self) -> FrontMatter:
        """Return what every page has."""
        return {
            "title": INDEX.name,
            "description": f"{self.count} 件有日期的事，按年份查看：活动、荣誉、总结、品牌的创建和成果。",
            "template": "timeline.html",
            "kind": "栏目",
            "crumbs": crumbs(),
        }


def timeline_page(showcase: Showcase) -> Recipe:
    """Return the timeline; it is made again only when something that it says changes."""
    return Recipe(INDEX.uri, _timeline_view, (tuple(_moments(showcase)),))


def dated_count(showcase: Showcase) -> int:
    """Return how many things the timeline has."""
    return sum(moment.date is not None for moment in _moments(showcase))


def _moments(showcase: Showcase) -> Iterator[Moment]:
    """Yield all that came true, dated or not; goals are no events."""
    yield from (_activity(entry) for entry in showcase.activities if not entry.entity.is_goal)
    yield from (_honor(entry) for entry in showcase.honors if not entry.entity.is_goal)
    for report in showcase.reports:
        date, school_year = _dated(_year(report.entity.year), report.entity.school_year)
        yield Moment(REPORT, report.link, date, owners=report.owners, school_year=school_year)
    for brand in showcase.brands:
        yield Moment(BRAND, brand.link, _year(brand.entity.year), owners=brand.owners)
    for entries in (
        showcase.brands,
        showcase.schools,
        showcase.reports,
        showcase.regions,
        showcase.activities,
    ):
        for entry in entries:
            yield from _figures(entry)


def _year(year: int | None) -> PartialDate | None:
    return PartialDate(year) if year else None


_SCHOOL_YEARS = re.compile(r"((?:19|20)[0-9]{2})\s*年?\s*[-—–－~～至]+\s*((?:19|20)?[0-9]{2})\s*(?=学?年|$)")
LONGEST = 6
"""So many years a school year of several may take; more is a slip."""


def _dated(date: PartialDate | None, school_year: str | None) -> tuple[PartialDate | None, str]:
    """Return the date, or else the year in which a school year ends with its words: 2022—2023 学年.

    Of one that names no end nobody can tell which year was meant."""
    found = _SCHOOL_YEARS.match(school_year or "")
    if date or not school_year or not found:
        return date, ""
    start = int(found[1])
    end = int(found[2]) if len(found[2]) == 4 else start // 100 * 100 + int(found[2])
    if not start < end <= start + LONGEST:
        return None, ""
    return PartialDate(end), school_year if "学年" in school_year else f"{school_year}学年"


def _activity(entry: Entry[Activity]) -> Moment:
    activity = entry.entity
    end = activity.end if activity.end != activity.date else None
    return Moment(ACTIVITY, entry.link, activity.date, end, activity.kind or "", entry.owners)


def _honor(entry: HonorEntry) -> Moment:
    honor = entry.entity
    # The wall counts an honour in its 年份; a certificate of another year does not move it.
    date = honor.date if honor.date and honor.date.year == honor.when else _year(honor.when)
    date, school_year = _dated(date, honor.school_year)
    note = "，".join(part for part in (honor.level, honor.grade, honor.winner) if part)
    return Moment(HONOR, entry.link, date, note=note, owners=entry.owners, school_year=school_year)


def _figures(entry: Entry[Any]) -> Iterator[Moment]:
    """Yield a record's figures, each leading to its row; a mechanism's stand under the mechanism."""
    for number, figure in enumerate(entry.entity.figures, start=1):
        if not figure.is_goal:
            yield _figure(entry, figure, f"figure-{number}")
    for number, mechanism in enumerate(entry.entity.get("mechanisms", ()), start=1):
        for figure in mechanism.figures:
            if not figure.is_goal:
                yield _figure(entry, figure, f"mechanism-{number}")


def _figure(entry: Entry[Any], figure: Figure, anchor: str) -> Moment:
    link = Link(figure.name, entry.uri, anchor)
    note = figure_value(figure) + figure_unit(figure)
    return Moment(FIGURE, link, figure.until, note=note, owners=(entry.link,))


def _timeline_view(moments: Sequence[Moment]) -> TimelineView:
    dated = sorted(((m.date, m) for m in moments if m.date), key=lambda pair: _latest_first(pair[0]))
    missing = Counter(moment.sort for moment in moments if moment.date is None)
    return TimelineView(
        years=tuple(
            YearView(year, Markdown(f"year-{year}"), tuple(_moment_view(date, m) for date, m in pairs))
            for year, pairs in groupby(dated, key=lambda pair: pair[0].year)
        ),
        undated=tuple(
            MissingView(sort.lack, ref(INDEX.uri, sort.section), count) for sort, count in missing.items()
        ),
    )


def _latest_first(date: PartialDate) -> tuple[int, int, int]:
    """Return the place of a date; one that is known by its year alone comes last in it."""
    return (-date.year, -date.month, -date.day)


def _moment_view(date: PartialDate, moment: Moment) -> MomentView:
    return MomentView(
        when=moment.school_year or when_text(date, moment.end),
        kind=moment.sort.tag,
        look=moment.sort.look,
        link=ref(INDEX.uri, moment.link),
        note=moment.note,
        owners=refs(INDEX.uri, moment.owners),
    )


def when_text(start: PartialDate, end: PartialDate | None) -> str:
    """Return a date or a span as it stands under its year: 6月3日至5日; nothing where no more than it is known."""
    text = span_text(start, end)
    return text.removeprefix(f"{start.year}年") if start.month or text == str(start) else text
