"""Tell what has not moved for a long time. The day is given, never asked for, so that equal data gives equal words."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from generator.model import Showcase
from generator.problems import NOTE, Problem, Where
from generator.schema.types import PartialDate

HOME_DAYS = 14
"""After so many days without anything new a home page looks forgotten."""
SECTION_DAYS = 183
YEARLY_DAYS = 549
"""Reports come once a year: half a year after the next was due."""


def check_freshness(showcase: Showcase, today: date) -> Iterator[Problem]:
    """Yield what is old on a day, and which sections are empty; a showcase that has only begun has nothing to be told."""
    if not (showcase.brands or showcase.activities or showcase.honors or showcase.reports):
        return
    activities = [entry.entity.end or entry.entity.date for entry in showcase.activities]
    photos = [shot.date for entry in showcase.activities for shot in entry.photos]
    honors = [_of_year(entry.entity.date, entry.entity.year) for entry in showcase.honors]
    reports = [_of_year(None, entry.entity.year) for entry in showcase.reports]
    yield from _empty(showcase)
    yield from _home([*activities, *photos, *honors], today)
    yield from _section("活动", "data/activities", activities, today, SECTION_DAYS)
    yield from _section("荣誉", "data/honors", honors, today, 2 * SECTION_DAYS)
    yield from _section("总结", "data/reports", reports, today, YEARLY_DAYS)


def _empty(showcase: Showcase) -> Iterator[Problem]:
    sections = {
        "品牌": showcase.brands,
        "活动": showcase.activities,
        "荣誉": showcase.honors,
        "总结": showcase.reports,
    }
    empty = [name for name, entries in sections.items() if not entries]
    if empty:
        message = f"这些栏目还是空的：{'、'.join(empty)}。"
        hint = f"运行 showcase new {empty[0]} 可以新建一份；暂时没有内容就先放着，不要凑数。"
        yield Problem("section-empty", NOTE, Where("data"), message, hint)


def _home(days: Iterable[PartialDate | None], today: date) -> Iterator[Problem]:
    newest = _newest(days)
    if newest and today - _latest(newest) > timedelta(days=HOME_DAYS):
        message = f"首页最新的内容是 {newest}的，已经超过两周没有更新。"
        hint = "把最近办的活动写进 data/activities/；日期没有写的补上。"
        yield Problem("home-stale", NOTE, Where("data"), message, hint)


def _section(
    name: str, folder: str, days: Iterable[PartialDate | None], today: date, most: int
) -> Iterator[Problem]:
    newest = _newest(days)
    if newest and today - _latest(newest) > timedelta(days=most):
        how = {SECTION_DAYS: "半年", 2 * SECTION_DAYS: "一年", YEARLY_DAYS: "一年半"}[most]
        message = f"“{name}”里最新的是 {newest}的，已经超过{how}没有更新。"
        yield Problem(
            "section-stale", NOTE, Where(folder), message, f"有新的{name}就补上；没有就不用管这条提醒。"
        )


def _newest(days: Iterable[PartialDate | None]) -> PartialDate | None:
    """Return the last of the days; what is planned for a later day makes a section fresh as well."""
    return max((day for day in days if day), key=_latest, default=None)


def _of_year(when: PartialDate | None, year: int | None) -> PartialDate | None:
    return when or (PartialDate(year) if year else None)


def _latest(when: PartialDate) -> date:
    """Return the last day that a date may mean."""
    month = when.month or 12
    return date(when.year, month, when.day or monthrange(when.year, month)[1])
