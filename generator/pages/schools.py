"""The school's page and the schools' index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.markdown import attribute_text
from generator.model import Belongings, Entry, Link, Showcase
from generator.pages.activities import ActivityCard, activity_card
from generator.pages.brand import BrandCard, brand_card, brand_data
from generator.pages.claims import FigureView, HonorView, figure_data, figure_views, honor_views
from generator.pages.linked_data import content_source, school_thing
from generator.pages.mechanisms import MechanismView, PhraseView, mechanism_views, phrase_views, routes_data
from generator.pages.parts import (
    GAP,
    Fact,
    Ref,
    crumbs,
    description,
    known,
    place_text,
    ref,
    refs,
    term_facts,
)
from generator.pages.photos import PhotoData, photo_data, photos_title
from generator.pages.reports import RowsView, RowView
from generator.pages.sources import Sources, SourceView, source_views
from generator.render import FrontMatter, Recipe
from generator.schema.records import Organisation, School

INDEX = Link("学校", "schools/index.md")


@dataclass(frozen=True, slots=True)
class SchoolView:
    """Everything on a school's page."""

    uri: str
    source: str
    school: School
    facts: tuple[Fact, ...]
    traditions: tuple[Fact, ...]
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
    template: str = "school.md.j2"

    def front_matter(self) -> FrontMatter:
        """Return the school's brands and figures beside what every page has."""
        school = self.school
        return {
            "title": attribute_text(school.name),
            "description": description(school.summary, f"{school.name}的党建品牌、荣誉和活动。"),
            "template": "school.html",
            "kind": "学校",
            "photos": self.photos,
            "units": [school.name],
            "thing": school_thing(school),
            "content_source": content_source(self.sources),
            "crumbs": crumbs(INDEX),
            "brands": self.brand_data,
            "figures": [figure_data(figure) for figure in school.figures if not figure.is_goal],
            "routes": routes_data(school.mechanisms),
        }


def school_pages(showcase: Showcase) -> Iterator[Recipe]:
    """Yield the page of every school."""
    for entry in showcase.schools:
        yield Recipe(entry.uri, _school_view, (showcase.sources, entry, showcase.belongings_of(entry.link)))


def _school_view(sources: Sources, entry: Entry[School], belongings: Belongings) -> SchoolView:
    school, page = entry.entity, entry.uri
    honors, honor_goals = honor_views(sources, page, belongings.honors)
    results, goals = figure_views(sources, page, school.figures, school.citations)
    return SchoolView(
        uri=page,
        source=entry.file,
        school=school,
        facts=_facts(school),
        traditions=term_facts(school.traditions),
        brands=tuple(brand_card(page, brand) for brand in belongings.brands),
        brand_data=tuple(brand_data(brand) for brand in belongings.brands),
        phrases=phrase_views(school.phrases),
        mechanisms=mechanism_views(sources, page, school.mechanisms, school.citations),
        results=results,
        goals=goals,
        honors=honors,
        honor_goals=honor_goals,
        activities=tuple(activity_card(page, activity) for activity in belongings.activities),
        reports=refs(page, (report.link for report in belongings.reports)),
        sources=source_views(sources, school.citations),
        photos=tuple(photo_data(entry.photos)),
        photos_title=photos_title(entry.photos, None),
    )


def organisation_text(organisation: Organisation | None) -> str:
    """Return the Party organisation with its numbers."""
    if organisation is None:
        return GAP
    numbers = (
        (organisation.branches, "个支部"),
        (organisation.committee, "名委员"),
        (organisation.members, "名党员"),
    )
    shown = [f"{number} {unit}" for number, unit in numbers if number is not None]
    name = organisation.name or organisation.form
    return f"{name}（{'，'.join(shown)}）" if shown else name


def _facts(school: School) -> tuple[Fact, ...]:
    return known(
        (
            ("简称", school.short_name),
            ("类别", school.sort if school.sort != "学校" else None),
            ("学段", "、".join(school.stages) or GAP),
            ("党组织", organisation_text(school.organisation)),
            ("所在地", place_text(school) or GAP),
        )
    )


def school_index_page(showcase: Showcase) -> Recipe:
    """Return the page that lists all schools."""
    brands = tuple(
        tuple(brand.link for brand in showcase.belongings_of(entry.link).brands) for entry in showcase.schools
    )
    return Recipe(INDEX.uri, _index_view, (showcase.schools, brands))


def _index_view(schools: Sequence[Entry[School]], brands: Sequence[Sequence[Link]]) -> RowsView:
    rows = tuple(_row(*pair) for pair in zip(schools, brands, strict=True))
    return RowsView(INDEX.uri, INDEX.name, "所学校和它们的党建品牌", rows)


def _row(entry: Entry[School], brands: Sequence[Link]) -> RowView:
    school = entry.entity
    facts = known(
        (
            ("学段", "、".join(school.stages)),
            ("党组织", school.organisation.form if school.organisation else None),
            ("所在地", place_text(school) or GAP),
        )
    )
    return RowView(ref(INDEX.uri, entry.link), facts, refs(INDEX.uri, brands))
