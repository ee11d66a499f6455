"""The region's page and the regions' index: measures, indicators, model schools with their status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.markdown import attribute_text
from generator.model import Belongings, Entry, Link, Showcase
from generator.pages.activities import ActivityCard, activity_card
from generator.pages.brand import BrandCard, brand_card, brand_data
from generator.pages.claims import FigureView, HonorView, figure_data, figure_views, honor_views
from generator.pages.linked_data import content_source, region_thing
from generator.pages.mechanisms import MechanismView, PhraseView, mechanism_views, phrase_views, routes_data
from generator.pages.parts import Fact, Ref, crumbs, description, known, place_text, ref, refs, term_facts
from generator.pages.photos import PhotoData, photo_data, photos_title
from generator.pages.reports import ChapterView, RowsView, RowView, chapter_views, scheme_hero
from generator.pages.schemes import scheme_facts
from generator.pages.sources import Sources, SourceView, source_views
from generator.render import FrontMatter, Recipe
from generator.schema.records import Indicators, ModelSchools, Region

INDEX = Link("区域", "regions/index.md")


@dataclass(frozen=True, slots=True)
class DimensionView:
    """One dimension of the indicators; `number` is None where it is not known."""

    name: str
    number: int | None
    summary: str
    indicators: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class RegionView:
    """Everything on a region's page."""

    uri: str
    source: str
    region: Region
    facts: tuple[Fact, ...]
    hero: tuple[dict[str, Any], ...]
    programme: tuple[ChapterView, ...]
    indicator_counts: tuple[tuple[str, int, str], ...]
    indicator_facts: tuple[Fact, ...]
    dimensions: tuple[DimensionView, ...]
    model_schools: tuple[ModelSchools, ...]
    model_total: str
    brands: tuple[BrandCard, ...]
    brand_data: tuple[dict[str, Any], ...]
    phrases: tuple[PhraseView, ...]
    mechanisms: tuple[MechanismView, ...]
    results: tuple[FigureView, ...]
    goals: tuple[FigureView, ...]
    honors: tuple[HonorView, ...]
    honor_goals: tuple[HonorView, ...]
    activities: tuple[ActivityCard, ...]
    reports: tuple[Ref, ...]
    sources: tuple[SourceView, ...]
    photos: tuple[PhotoData, ...]
    photos_title: str
    template: str = "region.md.j2"

    def front_matter(self) -> FrontMatter:
        """Return the measures, the brands, the figures and the routes for the theme to draw."""
        region = self.region
        return {
            "title": attribute_text(region.name),
            "description": description(region.summary, region.headline, region.name),
            "template": "region.html",
            "kind": "区域",
            "photos": self.photos,
            "units": [region.name],
            "thing": region_thing(region),
            "content_source": content_source(self.sources),
            "crumbs": crumbs(INDEX),
            "hero": self.hero,
            "brands": self.brand_data,
            "figures": [figure_data(figure) for figure in region.figures if not figure.is_goal],
            "routes": routes_data(region.mechanisms),
        }


def region_pages(showcase: Showcase) -> Iterator[Recipe]:
    """Yield the page of every region."""
    for entry in showcase.regions:
        yield Recipe(entry.uri, _region_view, (showcase.sources, entry, showcase.belongings_of(entry.link)))


def _region_view(sources: Sources, entry: Entry[Region], belongings: Belongings) -> RegionView:
    region, page = entry.entity, entry.uri
    honors, honor_goals = honor_views(sources, page, belongings.honors)
    results, goals = figure_views(sources, page, region.figures, region.citations)
    return RegionView(
        uri=page,
        source=entry.file,
        region=region,
        facts=_facts(region),
        hero=scheme_hero(region.programme),
        programme=chapter_views(region.programme),
        indicator_counts=_indicator_counts(region.indicators),
        indicator_facts=_indicator_facts(region.indicators),
        dimensions=_dimensions(region),
        model_schools=region.model_schools,
        model_total=_model_total(region.model_schools),
        brands=tuple(brand_card(page, brand) for brand in belongings.brands),
        brand_data=tuple(brand_data(brand) for brand in belongings.brands),
        phrases=phrase_views(region.phrases),
        mechanisms=mechanism_views(sources, page, region.mechanisms, region.citations),
        results=results,
        goals=goals,
        honors=honors,
        honor_goals=honor_goals,
        activities=tuple(activity_card(page, activity) for activity in belongings.activities),
        reports=refs(page, (report.link for report in belongings.reports)),
        sources=source_views(sources, region.citations),
        photos=tuple(photo_data(entry.photos)),
        photos_title=photos_title(entry.photos, None),
    )


def _facts(region: Region) -> tuple[Fact, ...]:
    return known(
        (
            ("简称", region.short_name),
            ("所在地", place_text(region)),
            ("层级", region.tier),
            ("主题", region.headline),
            *scheme_facts(region.programme, "措施"),
        )
    )


def _indicator_counts(indicators: Indicators | None) -> tuple[tuple[str, int, str], ...]:
    """Return how many dimensions and indicators there are, as far as it is known."""
    if indicators is None:
        return ()
    counts = (
        ("维度", indicators.dimension_count or len(indicators.dimensions), "个"),
        ("指标", indicators.indicator_count, "项"),
    )
    return tuple((label, count, unit) for label, count, unit in counts if count)


def _indicator_facts(indicators: Indicators | None) -> tuple[Fact, ...]:
    if indicators is None:
        return ()
    return known((("指南", indicators.guide), ("原则", "；".join(indicators.principles))))


def _dimensions(region: Region) -> tuple[DimensionView, ...]:
    return tuple(
        DimensionView(
            name=dimension.name,
            number=dimension.number or len(dimension.indicators) or None,
            summary=dimension.summary or "",
            indicators=term_facts(dimension.indicators),
        )
        for dimension in (region.indicators.dimensions if region.indicators else ())
    )


def _model_total(groups: Sequence[ModelSchools]) -> str:
    """Return how many model schools there are; those still being created are told apart."""
    total = sum(group.number for group in groups)
    aimed = sum(group.number for group in groups if group.is_goal)
    if not aimed:
        return f"共 {total} 所"
    return f"共 {total} 所，" + ("都还没有建成" if aimed == total else f"其中 {aimed} 所还没有建成")


def region_index_page(showcase: Showcase) -> Recipe:
    """Return the page that lists all regions."""
    return Recipe(INDEX.uri, _index_view, (showcase.regions,))


def _index_view(regions: Sequence[Entry[Region]]) -> RowsView:
    rows = (
        RowView(
            ref(INDEX.uri, entry.link),
            known((("层级", entry.entity.tier), ("主题", entry.entity.headline))),
        )
        for entry in regions
    )
    return RowsView(INDEX.uri, INDEX.name, "个区域", tuple(rows))
