"""Say what a record is in the words of schema.org, for search engines; the theme adds the page around it.

Source of the types: https://schema.org (EducationalOrganization, Event, Brand, Report). Only what is known is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from generator.model import Entry
from generator.pages.parts import place_text
from generator.pages.sources import SourceView
from generator.schema.parts import Place
from generator.schema.records import Activity, Brand, Region, Report, School

Thing = dict[str, Any]
"""A node of JSON-LD without its context."""

_PAGE = {"@id": "#page"}
"""What the theme calls the page on which a record stands."""

_CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})")


def school_thing(school: School) -> Thing:
    """Return a school, or another unit that owns brands."""
    kind = "EducationalOrganization" if school.sort == "学校" else "Organization"
    return _main(kind, school.name, alternateName=school.short_name, address=_address(school))


def brand_thing(entry: Entry[Brand]) -> Thing:
    """Return a brand, told apart from others by its code."""
    brand = entry.entity
    names = [name for name in (brand.code, brand.short_name) if name and name != brand.name]
    return _main("Brand", brand.name, alternateName=names, slogan=brand.slogan)


def activity_thing(entry: Entry[Activity]) -> Thing:
    """Return an activity as an Event; without a date, which every Event must have, as an article on it."""
    activity = entry.entity
    held_by = [link.name for link in entry.owners] or [activity.organisation or ""]
    holders = [{"@type": "Organization", "name": name} for name in held_by if name]
    if activity.date is None:
        return _main("Article", activity.name, about=holders)
    return _main(
        "Event",
        activity.name,
        startDate=_start(activity),
        endDate=activity.end.iso() if activity.end else None,
        eventStatus="https://schema.org/EventScheduled" if activity.is_goal else None,
        location=_location(activity),
        organizer=holders,
    )


def report_thing(entry: Entry[Report]) -> Thing:
    """Return a year's report."""
    report = entry.entity
    authors = [{"@type": "Organization", "name": link.name} for link in entry.owners]
    covered = str(report.year) if report.year else report.school_year
    return _main("Report", report.name, temporalCoverage=covered, author=authors)


def region_thing(region: Region) -> Thing:
    """Return a county or another region."""
    return _main("AdministrativeArea", region.name, alternateName=region.short_name, address=_address(region))


def content_source(views: Sequence[SourceView]) -> str:
    """Return where a page's facts come from, as 国办's standard for government sites names it."""
    return "；".join(view.title for view in views[:3])


def _main(kind: str, name: str, **values: Any) -> Thing:
    """Return what a page is about."""
    return _thing(kind, name, **values, mainEntityOfPage=_PAGE)


def _thing(kind: str, name: str, **values: Any) -> Thing:
    return {"@type": kind, "name": name} | {key: value for key, value in values.items() if value}


def _start(activity: Activity) -> str:
    date = activity.date.iso() if activity.date else ""
    clock = _CLOCK.fullmatch(activity.time or "")
    if clock and len(date) == len("2024-06-03"):
        return f"{date}T{int(clock[1]):02}:{clock[2]}:00+08:00"
    return date


def _location(activity: Activity) -> Thing | None:
    name = _joined((activity.place,)) or place_text(activity)
    return _thing("Place", name, address=_address(activity)) if name else None


def _address(place: Place) -> Thing | None:
    town = _joined((place.city, place.county))
    if not (town or place.province):
        return None
    known = {"addressRegion": place.province, "addressLocality": town}
    return {"@type": "PostalAddress", "addressCountry": "CN"} | {k: v for k, v in known.items() if v}


def _joined(parts: Iterable[str | None]) -> str:
    return "".join(part for part in parts if part)
