"""The report's page and the reports' index. Remedies appear only where they are marked public."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.markdown import Markdown, attribute_text
from generator.model import Entry, Link, Showcase
from generator.pages.brand import item_facts, measure_note
from generator.pages.claims import FigureView, figure_data, figure_views
from generator.pages.linked_data import Thing, content_source, report_thing
from generator.pages.mechanisms import MechanismView, PhraseView, mechanism_views, phrase_views, routes_data
from generator.pages.parts import (
    GAP,
    NO_ANCHOR,
    SITE_FILE,
    Fact,
    Ref,
    crumbs,
    description,
    known,
    place_text,
    ref,
    refs,
)
from generator.pages.photos import PhotoData, photo_data, photos_title
from generator.pages.schemes import hero_parts, scheme_facts
from generator.pages.sources import Sources, SourceView, source_views
from generator.render import FrontMatter, Recipe
from generator.schema.parts import Item, Scheme
from generator.schema.records import Remedy, Report, Section

INDEX = Link("总结", "reports/index.md")


@dataclass(frozen=True, slots=True)
class EntryView:
    """An item in a report or a programme: words, not evidence. Only a pillar's items have an anchor."""

    name: str
    summary: str
    facts: tuple[Fact, ...]
    measures: tuple[Fact, ...]
    items: tuple[EntryView, ...]
    anchor: Markdown = NO_ANCHOR


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A pillar of a framework, or a chapter of its own."""

    name: str
    anchor: Markdown
    summary: str
    facts: tuple[Fact, ...]
    items: tuple[EntryView, ...]
    gap: bool


@dataclass(frozen=True, slots=True)
class ReportView:
    """Everything public on a report's page."""

    uri: str
    source: str
    report: Report
    facts: tuple[Fact, ...]
    owners: tuple[Ref, ...]
    hero: tuple[dict[str, Any], ...]
    framework: tuple[ChapterView, ...]
    sections: tuple[Section, ...]
    section_items: tuple[tuple[EntryView, ...], ...]
    phrases: tuple[PhraseView, ...]
    mechanisms: tuple[MechanismView, ...]
    results: tuple[FigureView, ...]
    goals: tuple[FigureView, ...]
    deeds: tuple[EntryView, ...]
    planned_deeds: tuple[EntryView, ...]
    aims: tuple[EntryView, ...]
    remedies: tuple[tuple[str, tuple[Fact, ...]], ...]
    sources: tuple[SourceView, ...]
    thing: Thing
    photos: tuple[PhotoData, ...]
    photos_title: str
    template: str = "report.md.j2"

    def front_matter(self) -> FrontMatter:
        """Return the framework as a hero beside what every page has."""
        report = self.report
        return {
            "title": attribute_text(report.name),
            "description": description(report.summary, report.name),
            "template": "report.html",
            "kind": "总结",
            "photos": self.photos,
            "units": [owner.name for owner in self.owners],
            "thing": self.thing,
            "content_source": content_source(self.sources),
            "crumbs": crumbs(INDEX),
            "hero": self.hero,
            "figures": [figure_data(figure) for figure in report.figures if not figure.is_goal],
            "routes": routes_data(report.mechanisms),
        }


def report_pages(showcase: Showcase) -> Iterator[Recipe]:
    """Yield the page of every report."""
    for entry in showcase.reports:
        yield Recipe(entry.uri, _report_view, (showcase.sources, entry))


def _report_view(sources: Sources, entry: Entry[Report]) -> ReportView:
    report, page = entry.entity, entry.uri
    results, goals = figure_views(sources, page, report.figures, report.citations)
    return ReportView(
        thing=report_thing(entry),
        uri=page,
        source=entry.file,
        report=report,
        facts=known(
            (*_facts(report), *scheme_facts(report.framework, "框架")[1:], ("所在地", place_text(report)))
        ),
        owners=refs(page, entry.owners),
        hero=scheme_hero(report.framework),
        framework=chapter_views(report.framework),
        sections=report.sections,
        section_items=tuple(entry_views(section.items) for section in report.sections),
        phrases=phrase_views(report.phrases),
        mechanisms=mechanism_views(sources, page, report.mechanisms, report.citations),
        results=results,
        goals=goals,
        deeds=entry_views(tuple(item for item in report.deeds if not item.is_goal)),
        planned_deeds=entry_views(tuple(item for item in report.deeds if item.is_goal)),
        aims=entry_views(report.goals),
        remedies=tuple(_remedy(remedy) for remedy in report.remedies if remedy.public),
        sources=source_views(sources, report.citations),
        photos=tuple(photo_data(entry.photos)),
        photos_title=photos_title(entry.photos, None),
    )


def _facts(report: Report) -> tuple[Fact, ...]:
    year = f"{report.year}年" if report.year else None
    when = "，".join(part for part in (year, report.school_year) if part)
    return known((("年度", when or GAP), *scheme_facts(report.framework, "框架")[:1]))


def _remedy(remedy: Remedy) -> tuple[str, tuple[Fact, ...]]:
    facts = (
        ("问题", remedy.problem if remedy.measure else None),
        ("表现", remedy.sign),
        ("责任人", remedy.owner),
        ("时限", str(remedy.due) if remedy.due else None),
        ("状态", remedy.state),
    )
    return remedy.measure or remedy.problem or GAP, known(facts)


def scheme_hero(scheme: Scheme | None) -> tuple[dict[str, Any], ...]:
    """Return a framework or a programme as the hero shows it."""
    if scheme is None:
        return ()
    return ({"name": scheme.name, "code": scheme.code, "parts": hero_parts(scheme, 1, items=True)},)


def chapter_views(scheme: Scheme | None) -> tuple[ChapterView, ...]:
    """Return the pillars of a framework or a programme, each under its own heading."""
    return tuple(
        ChapterView(
            name=pillar.name,
            anchor=Markdown(f"pillar-{number}"),
            summary=pillar.summary or "",
            facts=known((("对象", pillar.audience), ("状态", pillar.status))),
            items=tuple(
                replace(item, anchor=Markdown(f"item-{number}-{place}"))
                for place, item in enumerate(entry_views(pillar.items), start=1)
            ),
            gap=not pillar.items,
        )
        for number, pillar in enumerate(scheme.pillars if scheme else (), start=1)
    )


def entry_views(items: tuple[Item, ...]) -> tuple[EntryView, ...]:
    """Return items with all that is inside them."""
    return tuple(
        EntryView(
            name=item.name,
            summary=item.summary or "",
            facts=item_facts(item),
            measures=tuple((measure.text, measure_note(measure)) for measure in item.measures),
            items=entry_views(item.items),
        )
        for item in items
    )


@dataclass(frozen=True, slots=True)
class RowView:
    """A record in a plain list: its link, a line of facts, the brands that it has."""

    link: Ref
    facts: tuple[Fact, ...]
    brands: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class RowsView:
    """A plain list of records of one kind."""

    uri: str
    title: str
    unit: str
    rows: tuple[RowView, ...]
    source: str = SITE_FILE
    template: str = "rows.md.j2"

    def front_matter(self) -> FrontMatter:
        """Return what every page has."""
        return {
            "title": self.title,
            "description": f"全部 {len(self.rows)} {self.unit}。",
            "template": "rows.html",
            "kind": "栏目",
            "crumbs": crumbs(),
        }


def report_index_page(showcase: Showcase) -> Recipe:
    """Return the page that lists all reports."""
    return Recipe(INDEX.uri, _index_view, (showcase.reports,))


def _index_view(reports: Sequence[Entry[Report]]) -> RowsView:
    rows = []
    for entry in reports:
        owners = "、".join(link.name for link in entry.owners)
        rows.append(RowView(ref(INDEX.uri, entry.link), (*_facts(entry.entity), *known((("单位", owners),)))))
    return RowsView(INDEX.uri, INDEX.name, "份总结", tuple(rows))
