"""The home page, and the site map that leads to everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.markdown import attribute_text
from generator.model import Entry, HonorEntry, Link, OwnedFigure, Showcase
from generator.pages.activities import ActivityCard, activity_card
from generator.pages.brand import BrandCard, brand_card, brand_data
from generator.pages.claims import FigureView, HonorView, figure_data, honor_view, owned_figure_view
from generator.pages.parts import (
    HOME,
    SECTIONS,
    SITE_FILE,
    SITE_MAP,
    Ref,
    crumbs,
    description,
    ref,
    refs,
)
from generator.pages.sources import Sources
from generator.pages.timeline import dated_count
from generator.render import FrontMatter, Recipe
from generator.schema.records import Activity, Brand, Site
from generator.schema.types import bare_name

LATEST = 6
FIGURES = 8


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page; a part that is empty does not appear."""

    site: Site
    brands: tuple[BrandCard, ...]
    brand_data: tuple[dict[str, Any], ...]
    more_brands: Ref | None
    figures: tuple[FigureView, ...]
    figure_data: tuple[dict[str, str], ...]
    honors: tuple[HonorView, ...]
    activities: tuple[ActivityCard, ...]
    counts: tuple[tuple[Ref, int], ...]
    uri: str = HOME
    source: str = SITE_FILE
    template: str = "home.md.j2"

    def front_matter(self) -> FrontMatter:
        """Return the brands' digits and the figures."""
        return {
            "title": attribute_text(self.site.name),
            "description": description(self.site.summary, self.site.home.headline, self.site.name),
            "template": "home.html",
            "kind": "首页",
            "brands": self.brand_data,
            "figures": self.figure_data,
        }


def home_page(showcase: Showcase) -> Recipe:
    """Return the home page."""
    brands = tuple(_featured(showcase))
    results = [owned for owned in showcase.figures() if not owned.entity.is_goal]
    inputs = (
        showcase.site,
        showcase.sources,
        brands,
        tuple(results[:FIGURES]),
        tuple(_latest_honors(showcase)),
        tuple(_latest_activities(showcase)),
        tuple(_counts(showcase, len(results))),
    )
    return Recipe(HOME, _home_view, inputs)


def _home_view(
    site: Site,
    sources: Sources,
    brands: Sequence[Entry[Brand]],
    figures: Sequence[OwnedFigure],
    honors: Sequence[HonorEntry],
    activities: Sequence[Entry[Activity]],
    counts: Sequence[tuple[str, str, int]],
) -> HomeView:
    total = next((count for title, _, count in counts if title == "品牌"), 0)
    return HomeView(
        site=site,
        brands=tuple(brand_card(HOME, entry) for entry in brands),
        brand_data=tuple(brand_data(entry) for entry in brands),
        more_brands=ref(HOME, Link("全部品牌", "brands/index.md")) if total > len(brands) else None,
        figures=tuple(owned_figure_view(sources, HOME, owned) for owned in figures),
        figure_data=tuple(figure_data(owned.entity) for owned in figures),
        honors=tuple(honor_view(sources, HOME, entry) for entry in honors),
        activities=tuple(activity_card(HOME, entry) for entry in activities),
        counts=tuple((ref(HOME, Link(title, uri)), count) for title, uri, count in counts),
    )


def _featured(showcase: Showcase) -> Sequence[Entry[Brand]]:
    """Return the brands that data/site.yml names, in its order; all where it names none that is there."""
    by_name = {bare_name(entry.entity.name): entry for entry in showcase.brands}
    by_name |= {entry.slug: entry for entry in showcase.brands}
    named = [by_name[bare_name(name)] for name in showcase.site.home.brands if bare_name(name) in by_name]
    # A brand with nothing listed yet is no way to begin.
    return named or sorted(showcase.brands, key=lambda entry: not entry.entity.all_items)[: LATEST * 2]


def _latest_activities(showcase: Showcase) -> Sequence[Entry[Activity]]:
    """Return the latest activities, or those of no known date where there is none with one; nothing planned."""
    held = [entry for entry in showcase.activities if not entry.entity.is_goal]
    dated = [entry for entry in held if entry.entity.date or entry.entity.frequency]
    return (dated or held)[:LATEST]


def _latest_honors(showcase: Showcase) -> Sequence[HonorEntry]:
    """Return the latest honours; those without a year come after, the higher level first."""
    results = [entry for entry in showcase.honors if not entry.entity.is_goal]
    return sorted(results, key=lambda entry: -(entry.entity.when or 0))[:LATEST]


def _counts(showcase: Showcase, results: int) -> Iterator[tuple[str, str, int]]:
    """Yield each section that holds something, with how much."""
    numbers = {
        "品牌": len(showcase.brands),
        "学校": len(showcase.schools),
        "荣誉": sum(not entry.entity.is_goal for entry in showcase.honors),
        "成果": results,
        "活动": sum(not entry.entity.is_goal for entry in showcase.activities),
        "大事记": dated_count(showcase),
        "总结": len(showcase.reports),
        "区域": len(showcase.regions),
    }
    for title, uri in SECTIONS:
        if numbers[title]:
            yield title, uri, numbers[title]


@dataclass(frozen=True, slots=True)
class SiteMapView:
    """Every page of the site, by section."""

    sections: tuple[tuple[Ref, tuple[Ref, ...]], ...]
    handwritten: tuple[Ref, ...]
    uri: str = SITE_MAP
    source: str = SITE_FILE
    template: str = "sitemap.md.j2"

    def front_matter(self) -> FrontMatter:
        """Return what every page has."""
        return {
            "title": "网站地图",
            "description": "本站全部页面，按栏目列出。",
            "template": "section.html",
            "kind": "栏目",
            "crumbs": crumbs(),
        }


def site_map_page(showcase: Showcase, handwritten: Sequence[Link]) -> Recipe:
    """Return the site map; `handwritten` are the pages that people wrote in content/."""
    groups: dict[str, Sequence[Entry[Any]]] = {
        "品牌": showcase.brands,
        "学校": showcase.schools,
        "活动": showcase.activities,
        "总结": showcase.reports,
        "区域": showcase.regions,
    }
    sections = tuple(
        (Link(title, uri), tuple(entry.link for entry in groups.get(title, ()))) for title, uri in SECTIONS
    )
    return Recipe(SITE_MAP, _site_map_view, (sections, tuple(handwritten)))


def _site_map_view(
    sections: Sequence[tuple[Link, Sequence[Link]]], handwritten: Sequence[Link]
) -> SiteMapView:
    shown = tuple((ref(SITE_MAP, section), refs(SITE_MAP, links)) for section, links in sections)
    return SiteMapView(shown, refs(SITE_MAP, handwritten))
