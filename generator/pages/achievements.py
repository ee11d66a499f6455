"""Every number with its period and source, by unit where there are many; results and goals apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.markdown import Markdown
from generator.model import Link, OwnedFigure, Showcase
from generator.pages.claims import FigureView, figure_data, figure_unit, figure_value, owned_figure_view
from generator.pages.notes import Mark, Numbers, notes, number_sources
from generator.pages.parts import SITE_FILE, crumbs
from generator.pages.sources import Sources, SourceView
from generator.render import FrontMatter, Recipe
from generator.schema.parts import Figure

INDEX = Link("成果", "achievements/index.md")
MANY = 12
"""With more results than this the page parts them by unit."""
SHORTEST_SERIES = 3
"""Two numbers are told as easily as drawn."""
LONGEST_SPAN = 30
"""Years from the first number of a series to its last; more would leave nothing of a bar."""
BOUNDS = frozenset({"累计", "超", "超过", "不少于", "至少", "以上", "以内", "以下"})
"""Words that change what a number is; 约, 余 and the like only tell how exact it is."""
LABELS = 6
"""How many years of a series can be written under its bars on a phone."""

Units = Mapping[Link, tuple[Link, ...]]
"""The schools and regions that a record with figures belongs to; itself where it belongs to none."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table: the figures, and beside each its notes."""

    figures: tuple[FigureView, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class UnitView:
    """The results of one unit, or of several that share them."""

    name: str
    anchor: Markdown
    rows: Rows


@dataclass(frozen=True, slots=True)
class SeriesView:
    """One number over several periods, the earliest first."""

    name: str
    owner: str
    anchor: Markdown
    points: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AchievementsView:
    """The figures of all records."""

    results: Rows
    units: tuple[UnitView, ...]
    series: tuple[SeriesView, ...]
    goals: Rows
    data: tuple[dict[str, str], ...]
    charts: tuple[dict[str, Any], ...]
    sources: tuple[SourceView, ...]
    uri: str = INDEX.uri
    source: str = SITE_FILE
    template: str = "achievements.md.j2"

    def front_matter(self) -> FrontMatter:
        """Return the results as numbers and units, the units to choose from, and the charts of what can be compared."""
        return {
            "title": "成果",
            "description": f"{len(self.results.figures)} 个有出处的数字；目标单独列出，不算成果。",
            "template": "achievements.html",
            "kind": "栏目",
            "crumbs": crumbs(),
            "figures": self.data,
            "owners": [" ".join(unit.name.split()) for unit in self.units],
            "series": self.charts,
        }


def achievements_page(showcase: Showcase) -> Recipe:
    """Return the page of all figures."""
    figures = tuple(showcase.figures())
    return Recipe(INDEX.uri, _achievements_view, (showcase.sources, figures, _units(showcase, figures)))


def _units(showcase: Showcase, figures: Sequence[OwnedFigure]) -> Units:
    owners = {owned.owner for owned in figures}
    units: dict[Link, tuple[Link, ...]] = {owner: (owner,) for owner in owners}
    for entries in (showcase.brands, showcase.reports, showcase.activities):
        for entry in entries:
            if entry.link in owners:
                units[entry.link] = entry.owners or (entry.link,)
    return units


def _achievements_view(sources: Sources, figures: Sequence[OwnedFigure], units: Units) -> AchievementsView:
    numbers = number_sources(sources, (citation for owned in figures for citation in owned.citations))
    results = [owned for owned in figures if not owned.entity.is_goal]
    series = _series(results)
    return AchievementsView(
        results=_rows(sources, numbers, results),
        units=_unit_views(sources, numbers, results, units),
        series=tuple(_series_view(place, found) for place, found in enumerate(series, start=1)),
        goals=_rows(sources, numbers, (owned for owned in figures if owned.entity.is_goal)),
        data=tuple(figure_data(owned.entity) for owned in results),
        charts=tuple(_chart(place, found) for place, found in enumerate(series, start=1)),
        sources=tuple(numbers),
    )


def _rows(sources: Sources, numbers: Numbers, figures: Iterable[OwnedFigure]) -> Rows:
    figures = tuple(figures)
    return Rows(
        tuple(owned_figure_view(sources, INDEX.uri, owned) for owned in figures),
        tuple(Mark(notes(sources, numbers, owned.citations)) for owned in figures),
    )


def _unit_views(
    sources: Sources, numbers: Numbers, results: Sequence[OwnedFigure], units: Units
) -> tuple[UnitView, ...]:
    """Return the results by unit; none where they are few or all of one."""
    groups: dict[tuple[Link, ...], list[OwnedFigure]] = {}
    for owned in results:
        groups.setdefault(units[owned.owner], []).append(owned)
    if len(results) <= MANY or len(groups) < 2:
        return ()
    placed = sorted(groups.items(), key=lambda group: [link.uri for link in group[0]])
    return tuple(
        UnitView(
            "、".join(link.name for link in found),
            Markdown(f"unit-{place}"),
            _rows(sources, numbers, owned),
        )
        for place, (found, owned) in enumerate(placed, start=1)
    )


_YEAR = re.compile(r"([12][0-9]{3})\s*年?度?")
_SCHOOL_YEAR = re.compile(r"([12][0-9]{3})\s*[-—–~～至]+\s*(?:[12][0-9])?[0-9]{2}\s*学年度?")

Period = tuple[str, int]
"""What kind of period it is, and the year in which it begins."""


def _period(figure: Figure) -> Period | None:
    """Return the one year or school year that a figure is of; None where it is of anything else."""
    for kind, form in (("年", _YEAR), ("学年", _SCHOOL_YEAR)):
        if found := form.fullmatch(figure.period or ""):
            return kind, int(found[1])
    return None


def _series(results: Iterable[OwnedFigure]) -> list[list[OwnedFigure]]:
    """Return the numbers that can be compared: of one owner, name, unit and basis, a period each.

    A rank is left out, because the smaller is the better and a taller bar would say the contrary."""
    found: dict[tuple[Any, ...], dict[int, list[OwnedFigure]]] = {}
    for owned in results:
        figure, period = owned.entity, _period(owned.entity)
        if period is None or figure.sort == "排名" or figure.value.startswith("-"):
            continue
        kind = (figure.sort, figure.basis, period[0], BOUNDS.intersection(figure.qualifiers))
        key = (owned.owner, figure.name, figure.unit, *kind)
        found.setdefault(key, {}).setdefault(period[1], []).append(owned)
    return [
        [of_year[0] for _, of_year in sorted(years.items())] for years in found.values() if _drawable(years)
    ]


def _drawable(years: Mapping[int, Sequence[OwnedFigure]]) -> bool:
    """Tell whether there is enough to draw; two numbers for one year contradict, and none may be chosen."""
    enough = len(years) >= SHORTEST_SERIES and max(years) - min(years) < LONGEST_SPAN
    return enough and all(len(of_year) == 1 for of_year in years.values())


def _series_view(place: int, series: Sequence[OwnedFigure]) -> SeriesView:
    first = series[0]
    points = ((owned.entity.period or "", _text(owned.entity)) for owned in series)
    return SeriesView(first.entity.name, first.owner.name, Markdown(f"series-{place}"), tuple(points))


def _chart(place: int, series: Sequence[OwnedFigure]) -> dict[str, Any]:
    """Return a series for the theme to draw: each number at its year, years without one left open."""
    periods = [_period(owned.entity) or ("", 0) for owned in series]
    first, last = periods[0][1], periods[-1][1]
    apart = -(-(last - first + 1) // LABELS)
    points = [
        {
            "at": year - first,
            "value": float(owned.entity.value),
            "name": str(year) if kind == "年" else f"{year}—{(year + 1) % 100:02}",
            "text": figure_value(owned.entity),
            "label": (last - year) % apart == 0,
        }
        for owned, (kind, year) in zip(series, periods, strict=True)
    ]
    return {"anchor": f"series-{place}", "slots": last - first + 1, "points": points}


def _text(figure: Figure) -> str:
    return figure_value(figure) + figure_unit(figure)
