"""The wall of honours: by level, counted by year and level for a table and for the chart beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from generator.markdown import Markdown
from generator.model import HonorEntry, Link, Showcase
from generator.pages.claims import HonorView, honor_view
from generator.pages.notes import Mark, Numbers, notes, number_sources
from generator.pages.parts import GAP, SITE_FILE, Ref, crumbs, ref
from generator.pages.sources import Sources, SourceView
from generator.render import FrontMatter, Recipe
from generator.schema.records import LEVELS, Level

INDEX = Link("荣誉", "honors/index.md")
NO_YEAR = f"年份{GAP}"
LONGEST_GAP = 3
"""So many years without an honour are drawn one by one; more become one mark."""
LABELS_NARROW, LABELS_WIDE = 9, 14
"""How many years can be written under the chart's bars, on a phone and on a desk."""
DIGITS_NARROW, DIGITS_WIDE = 42, 60
"""How many digits can be written above them."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of the wall's table: the honours, and beside each its anchor and notes."""

    honors: tuple[HonorView, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class LevelView:
    """The honours of one level."""

    name: str
    anchor: Markdown
    rows: Rows


@dataclass(frozen=True, slots=True)
class YearView:
    """How many honours a year has: in all, and of each level that the wall has."""

    name: str
    total: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HonorWallView:
    """Every honour; what is still being created stands apart and is not counted."""

    levels: tuple[LevelView, ...]
    years: tuple[YearView, ...]
    bars: tuple[dict[str, Any], ...]
    goals: Rows
    owners: tuple[tuple[Ref, int], ...]
    shared: bool
    sources: tuple[SourceView, ...]
    uri: str = INDEX.uri
    source: str = SITE_FILE
    template: str = "honors.md.j2"

    @property
    def total(self) -> int:
        """Return how many honours there are, goals left out."""
        return sum(len(level.rows.honors) for level in self.levels)

    def front_matter(self) -> FrontMatter:
        """Return the counts by level, the chart's bars, and the owners to choose from."""
        return {
            "title": "荣誉",
            "description": f"共 {self.total} 项荣誉，按级别列出，附各年份、各学校的项数。",
            "template": "honors.html",
            "kind": "栏目",
            "crumbs": crumbs(),
            "levels": [
                {"name": level.name, "count": len(level.rows.honors), "anchor": level.anchor}
                for level in self.levels
            ],
            "years": self.bars,
            "owners": [" ".join(owner.name.split()) for owner, _ in self.owners],
        }


def honor_wall_page(showcase: Showcase) -> Recipe:
    """Return the page of all honours."""
    return Recipe(INDEX.uri, _wall_view, (showcase.sources, showcase.honors))


def honor_anchor(position: int) -> str:
    """Return the anchor of an honour on the wall; `position` is its place in the Showcase, from 1."""
    return f"honor-{position}"


def _wall_view(sources: Sources, honors: Sequence[HonorEntry]) -> HonorWallView:
    numbers = number_sources(sources, (cited for entry in honors for cited in entry.entity.citations))
    placed = tuple(enumerate(honors, start=1))
    results = [(place, entry) for place, entry in placed if not entry.entity.is_goal]
    held = {entry.entity.level for _, entry in results}
    levels = [(f"level-{n}", level) for n, level in enumerate((*LEVELS, None), start=1) if level in held]
    years = _years([entry for _, entry in results], [level for _, level in levels])
    counts = Counter(link for _, entry in results for link in entry.owners)
    return HonorWallView(
        levels=tuple(
            LevelView(
                level or f"级别{GAP}",
                Markdown(anchor),
                _rows(sources, numbers, (pair for pair in results if pair[1].entity.level == level)),
            )
            for anchor, level in levels
        ),
        years=tuple(view for _, view in years),
        bars=_bars(years),
        goals=_rows(sources, numbers, (pair for pair in placed if pair[1].entity.is_goal)),
        owners=tuple((ref(INDEX.uri, link), counts[link]) for link in sorted(counts, key=_by_uri)),
        shared=any(len(entry.owners) > 1 for _, entry in results),
        sources=tuple(numbers),
    )


def _rows(sources: Sources, numbers: Numbers, placed: Iterable[tuple[int, HonorEntry]]) -> Rows:
    """Return honours as rows of the wall, each with its place in the Showcase."""
    placed = tuple(placed)
    return Rows(
        tuple(honor_view(sources, INDEX.uri, entry) for _, entry in placed),
        tuple(
            Mark(notes(sources, numbers, entry.entity.citations), _row_anchor(place, entry))
            for place, entry in placed
        ),
    )


def _row_anchor(position: int, entry: HonorEntry) -> Markdown:
    """Return a row's anchor with the year that it is filtered and sorted by, which its words may not say."""
    year = f" data-year={entry.entity.when}" if entry.entity.when else ""
    return Markdown(f"{{: #{honor_anchor(position)}{year} }}")


def _by_uri(link: Link) -> str:
    return link.uri


def _years(
    entries: Sequence[HonorEntry], levels: Sequence[Level | None]
) -> list[tuple[int | None, YearView]]:
    """Return the counts of each year, the latest first, those without a year last."""
    counts = Counter((entry.entity.when, entry.entity.level) for entry in entries)
    found = sorted({when for when, _ in counts if when}, reverse=True)
    years: list[int | None] = [*found, *([None] if any(when is None for when, _ in counts) else [])]
    shown = []
    for year in years:
        row = tuple(counts[year, level] for level in levels)
        shown.append((year, YearView(f"{year}年" if year else NO_YEAR, sum(row), row)))
    return shown


def _bars(years: Sequence[tuple[int | None, YearView]]) -> tuple[dict[str, Any], ...]:
    """Return the chart's places from left to right: years, those between them without any, no year apart."""
    bars: list[dict[str, Any]] = []
    before = None
    for year, view in reversed([found for found in years if found[0]]):
        empty = range((before or year or 0) + 1, year or 0)
        short = len(empty) <= LONGEST_GAP
        bars += [_bar(YearView(f"{gap}年", 0, ())) for gap in empty] if short else [{"skipped": len(empty)}]
        bars.append(_bar(view))
        before = year
    undated = [_apart(view) for year, view in years if year is None]
    between = [{"skipped": 0}] if bars and undated else []
    return (*_labelled(bars), *between, *undated)


def _bar(view: YearView) -> dict[str, Any]:
    return {"name": view.name, "count": view.total, "levels": view.counts}


def _apart(view: YearView) -> dict[str, Any]:
    return {**_bar(view), "label": 2, "number": 2}


def _labelled(bars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Say of each bar whether its year and its number are written: 2 always, 1 where there is room, 0 never.

    Years are written from the latest back; those on a phone are some of those on a desk."""
    digits = len(bars) * max((len(str(bar.get("count", ""))) for bar in bars), default=0)
    number = (digits <= DIGITS_NARROW) + (digits <= DIGITS_WIDE)
    wide = -(-len(bars) // LABELS_WIDE) or 1
    narrow = (wide * -(-len(bars) // (LABELS_NARROW * wide))) or 1
    # Where a phone leaves years out, it leaves out those at the end, which would run into what stands apart.
    first = narrow // wide // 2 * wide
    shown = []
    for place, bar in enumerate(reversed(bars)):
        label = (place % wide == 0) + (place % narrow == first)
        shown.append(
            {**bar, "label": label, "number": number if bar["count"] else 0} if "count" in bar else bar
        )
    return shown[::-1]
