"""The wall of honours: by level, counted by level and by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from generator.markdown import Markdown
from generator.model import HonorEntry, Link, Showcase
from generator.pages.parts import (
    GAP,
    SITE_FILE,
    HonorView,
    Ref,
    Sources,
    SourceView,
    crumbs,
    honor_view,
    ref,
    site_url,
    source_views,
)
from generator.render import FrontMatter, Recipe
from generator.schema.records import LEVELS

INDEX = Link("荣誉", "honors/index.md")


@dataclass(frozen=True, slots=True)
class LevelView:
    """The honours of one level."""

    name: str
    anchor: Markdown
    honors: tuple[HonorView, ...]


@dataclass(frozen=True, slots=True)
class HonorWallView:
    """Every honour; what is still being created stands apart and is not counted."""

    levels: tuple[LevelView, ...]
    years: tuple[tuple[str, int], ...]
    goals: tuple[HonorView, ...]
    owners: tuple[tuple[Ref, int], ...]
    schools: tuple[dict[str, str], ...]
    sources: tuple[SourceView, ...]
    uri: str = INDEX.uri
    source: str = SITE_FILE
    template: str = "honors.md.j2"

    @property
    def total(self) -> int:
        """Return how many honours there are, goals left out."""
        return sum(len(level.honors) for level in self.levels)

    def front_matter(self) -> FrontMatter:
        """Return the counts by level and by year, and the schools to choose from."""
        return {
            "title": "荣誉",
            "description": f"共 {self.total} 项荣誉，按级别列出，附各年份、各学校的项数。",
            "template": "honors.html",
            "kind": "栏目",
            "crumbs": crumbs(),
            "levels": [
                {"name": level.name, "count": len(level.honors), "anchor": level.anchor}
                for level in self.levels
            ],
            "years": [{"name": name, "count": count} for name, count in self.years],
            "schools": self.schools,
        }


def honor_wall_page(showcase: Showcase) -> Recipe:
    """Return the page of all honours."""
    return Recipe(INDEX.uri, _wall_view, (showcase.sources, showcase.honors))


def _wall_view(sources: Sources, honors: Sequence[HonorEntry]) -> HonorWallView:
    results = [entry for entry in honors if not entry.entity.is_goal]
    goals = [entry for entry in honors if entry.entity.is_goal]
    levels = []
    for index, level in enumerate((*LEVELS, None), start=1):
        views = tuple(honor_view(sources, INDEX.uri, e) for e in results if e.entity.level == level)
        if views:
            levels.append(LevelView(level or f"级别{GAP}", Markdown(f"level-{index}"), views))
    owners = {link for entry in honors for link in entry.schools}
    counts = Counter(link for entry in results for link in entry.owners)
    return HonorWallView(
        levels=tuple(levels),
        years=_years([entry.entity.when for entry in results]),
        goals=tuple(honor_view(sources, INDEX.uri, entry) for entry in goals),
        owners=tuple((ref(INDEX.uri, link), counts[link]) for link in sorted(counts, key=_by_uri)),
        schools=tuple({"name": link.name, "url": site_url(link.uri)} for link in sorted(owners, key=_by_uri)),
        sources=source_views(sources, (citation for entry in honors for citation in entry.entity.citations)),
    )


def _by_uri(link: Link) -> str:
    return link.uri


def _years(years: list[int | None]) -> tuple[tuple[str, int], ...]:
    """Return how many there are of each year, the latest first, those without a year last."""
    counts = Counter(years)
    missing = counts.pop(None, 0)
    shown = [(f"{year}年", count) for year, count in sorted(counts.items(), reverse=True)]
    return (*shown, *([(f"年份{GAP}", missing)] if missing else []))
