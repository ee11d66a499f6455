"""Every number with its period and source; results and goals apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model import Link, OwnedFigure, Showcase
from generator.pages.parts import (
    SITE_FILE,
    FigureView,
    Sources,
    SourceView,
    crumbs,
    figure_data,
    owned_figure_view,
    source_views,
)
from generator.render import FrontMatter, Recipe

INDEX = Link("成果", "achievements/index.md")


@dataclass(frozen=True, slots=True)
class AchievementsView:
    """The figures of all records."""

    results: tuple[FigureView, ...]
    goals: tuple[FigureView, ...]
    data: tuple[dict[str, str], ...]
    sources: tuple[SourceView, ...]
    uri: str = INDEX.uri
    source: str = SITE_FILE
    template: str = "achievements.md.j2"

    def front_matter(self) -> FrontMatter:
        """Return the results as numbers and units."""
        return {
            "title": "成果",
            "description": f"{len(self.results)} 个有出处的数字；目标单独列出，不算成果。",
            "template": "achievements.html",
            "kind": "栏目",
            "crumbs": crumbs(),
            "figures": self.data,
        }


def achievements_page(showcase: Showcase) -> Recipe:
    """Return the page of all figures."""
    return Recipe(INDEX.uri, _achievements_view, (showcase.sources, tuple(showcase.figures())))


def _achievements_view(sources: Sources, figures: Sequence[OwnedFigure]) -> AchievementsView:
    results = [owned for owned in figures if not owned.entity.is_goal]
    goals = [owned for owned in figures if owned.entity.is_goal]
    return AchievementsView(
        results=tuple(owned_figure_view(sources, INDEX.uri, owned) for owned in results),
        goals=tuple(owned_figure_view(sources, INDEX.uri, owned) for owned in goals),
        data=tuple(figure_data(owned.entity) | {"owner": owned.owner.name} for owned in results),
        sources=source_views(sources, (citation for owned in figures for citation in owned.citations)),
    )
