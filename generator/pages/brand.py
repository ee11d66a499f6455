"""The brand's page and the brands' index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.markdown import Markdown, attribute_text
from generator.model import Belongings, Entry, Evidence, Link, Showcase, item_anchor
from generator.pages.activities import ActivityCard, activity_card
from generator.pages.claims import (
    FigureView,
    HonorView,
    figure_data,
    figure_unit,
    figure_value,
    figure_views,
    honor_views,
)
from generator.pages.linked_data import Thing, brand_thing, content_source
from generator.pages.mechanisms import MechanismView, PhraseView, mechanism_views, phrase_views, routes_data
from generator.pages.parts import (
    GAP,
    SITE_FILE,
    Fact,
    Ref,
    crumbs,
    description,
    known,
    place_text,
    ref,
    refs,
    site_url,
    term_facts,
)
from generator.pages.photos import PhotoData, photo_data, photos_title
from generator.pages.schemes import hero_parts
from generator.pages.sources import Sources, SourceView, source_views
from generator.render import FrontMatter, Recipe
from generator.schema.parts import Item, Measure, Pillar, Scheme
from generator.schema.records import Brand, ItemPath

INDEX = Link("品牌", "brands/index.md")

EvidenceMap = Mapping[ItemPath, Evidence]

ProofLine = tuple[str, tuple[Ref, ...]]
"""A kind of evidence and the places where it and its source are shown."""


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item with what is done for it and what stands behind it; `items` are inside it."""

    name: str
    anchor: Markdown
    summary: str
    facts: tuple[Fact, ...]
    measures: tuple[Fact, ...]
    proofs: tuple[ProofLine, ...]
    activities: tuple[Ref, ...]
    items: tuple[ItemView, ...]
    gap: bool


@dataclass(frozen=True, slots=True)
class PillarView:
    """A pillar under its own heading; `marks` are the heading's signs."""

    name: str
    marks: Markdown
    anchor: Markdown
    summary: str
    facts: tuple[Fact, ...]
    proofs: tuple[ProofLine, ...]
    activities: tuple[Ref, ...]
    items: tuple[ItemView, ...]
    partial: bool


@dataclass(frozen=True, slots=True)
class SchemeView:
    """A set of pillars; `name` is empty where it is the only one."""

    name: str
    facts: tuple[Fact, ...]
    summary: str
    pillars: tuple[PillarView, ...]


@dataclass(frozen=True, slots=True)
class BrandView:
    """Everything on a brand's page."""

    uri: str
    source: str
    brand: Brand
    hero: tuple[dict[str, Any], ...]
    facts: tuple[Fact, ...]
    owners: tuple[Ref, ...]
    owner_text: str
    schemes: tuple[SchemeView, ...]
    traditions: tuple[Fact, ...]
    experience: tuple[Fact, ...]
    phrases: tuple[PhraseView, ...]
    mechanisms: tuple[MechanismView, ...]
    results: tuple[FigureView, ...]
    goals: tuple[FigureView, ...]
    honors: tuple[HonorView, ...]
    honor_goals: tuple[HonorView, ...]
    activities: tuple[ActivityCard, ...]
    sources: tuple[SourceView, ...]
    siblings: tuple[Ref, ...]
    previous: Ref | None
    following: Ref | None
    thing: Thing
    photos: tuple[PhotoData, ...]
    photos_title: str
    template: str = "brand.md.j2"

    def front_matter(self) -> FrontMatter:
        """Return the hero, the figures and the routes beside what every page has."""
        brand = self.brand
        return {
            "title": attribute_text(brand.name),
            "description": description(brand.meaning, brand.slogan, brand.name),
            "template": "brand.html",
            "kind": "品牌",
            "photos": self.photos,
            "units": [owner.name for owner in self.owners],
            "thing": self.thing,
            "content_source": content_source(self.sources),
            "crumbs": crumbs(INDEX),
            "owner": self.owner_text,
            "hero": self.hero,
            "figures": [figure_data(figure) for figure in brand.figures if not figure.is_goal],
            "routes": routes_data(brand.mechanisms),
        }


def brand_pages(showcase: Showcase) -> Iterator[Recipe]:
    """Yield the page of every brand, each knowing the one before and the one after."""
    entries = showcase.brands
    for index, entry in enumerate(entries):
        before = entries[index - 1].link if index else None
        after = entries[index + 1].link if index + 1 < len(entries) else None
        evidence = showcase.evidence.get(entry.slug, {})
        inputs = (showcase.sources, entry, evidence, showcase.belongings_of(entry.link))
        yield Recipe(entry.uri, _brand_view, (*inputs, _siblings(showcase, entry), before, after))


def _brand_view(
    sources: Sources,
    entry: Entry[Brand],
    evidence: EvidenceMap,
    belongings: Belongings,
    siblings: tuple[Link, ...],
    before: Link | None,
    after: Link | None,
) -> BrandView:
    brand, page = entry.entity, entry.uri
    honors, honor_goals = honor_views(sources, page, belongings.honors)
    results, goals = figure_views(sources, page, brand.figures, brand.citations)
    return BrandView(
        thing=brand_thing(entry),
        uri=page,
        source=entry.file,
        brand=brand,
        hero=shown_hero(brand, items=True),
        facts=_facts(brand),
        owners=refs(page, entry.owners),
        owner_text=owner_text(entry),
        schemes=tuple(_scheme_views(entry, evidence)),
        traditions=term_facts(brand.traditions),
        experience=term_facts(brand.experience),
        phrases=phrase_views(brand.phrases),
        mechanisms=mechanism_views(sources, page, brand.mechanisms, brand.citations),
        results=results,
        goals=goals,
        honors=honors,
        honor_goals=honor_goals,
        activities=tuple(activity_card(page, activity) for activity in belongings.activities),
        sources=source_views(sources, brand.citations),
        photos=tuple(photo_data(entry.photos, entry.mark, brand.mark)),
        photos_title=photos_title(entry.photos, entry.mark),
        siblings=refs(page, siblings),
        previous=ref(page, before) if before else None,
        following=ref(page, after) if after else None,
    )


def owner_text(entry: Entry[Brand]) -> str:
    """Return who owns a brand, in words."""
    names = [link.name for link in entry.owners]
    return "、".join([*names, *([entry.entity.owner] if entry.entity.owner else [])])


def hero(brand: Brand, *, items: bool = False) -> Iterator[dict[str, Any]]:
    """Yield each scheme of a brand as the hero shows it; with `items`, the pillars' items too."""
    anchor = 1
    for scheme in brand.all_schemes:
        yield {"name": scheme.name, "code": scheme.code, "parts": hero_parts(scheme, anchor, items=items)}
        anchor += len(scheme.pillars)


def shown_hero(brand: Brand, *, items: bool = False) -> tuple[dict[str, Any], ...]:
    """Return a brand's hero for the theme; of a brand with nothing listed yet its name, where a code would stand."""
    named: dict[str, Any] = {"name": None, "code": brand.name.strip("“”\"'‘’"), "parts": []}
    return tuple(hero(brand, items=items)) or (named,)


def _facts(brand: Brand) -> tuple[Fact, ...]:
    return known(
        (
            ("代号", brand.code),
            ("构成", _composition(brand)),
            ("简称", brand.short_name),
            ("主体", brand.owner),
            ("所在地", place_text(brand)),
            ("创建年份", f"{brand.year}年" if brand.year else GAP),
            ("口号", brand.slogan),
            ("负责人", brand.lead),
            ("标识释义", brand.mark),
        )
    )


def _composition(brand: Brand) -> str | None:
    """Return how many pillars and items a brand has; None where nothing is listed yet."""
    pillars = [pillar for scheme in brand.all_schemes for pillar in scheme.pillars]
    names = [item.name for pillar in pillars for item in pillar.items]
    filled = sum(name != GAP for name in names)
    rest = f"，另有 {len(names) - filled} 项{GAP}" if filled < len(names) else ""
    return f"{len(pillars)} 个板块，{filled} 项要点{rest}" if filled else None


def _siblings(showcase: Showcase, entry: Entry[Brand]) -> tuple[Link, ...]:
    """Return the other brands of the same owners."""
    others = (brand.link for owner in entry.owners for brand in showcase.belongings_of(owner).brands)
    return tuple(link for link in dict.fromkeys(others) if link != entry.link)


def _scheme_views(entry: Entry[Brand], evidence: EvidenceMap) -> Iterator[SchemeView]:
    schemes = entry.entity.all_schemes
    for s, scheme in enumerate(schemes):
        named = len(schemes) > 1 or scheme.name is not None
        pillars = tuple(
            _pillar_view(entry, evidence, pillar, (s, p), nested=named)
            for p, pillar in enumerate(scheme.pillars)
        )
        title = scheme_title(scheme) if named else ""
        code = scheme.code if scheme.code not in {title, entry.entity.code} else None
        yield SchemeView(title, known((("代号", code),)), scheme.summary or "", pillars)


def scheme_title(scheme: Scheme) -> str:
    """Return what a scheme is called among others."""
    return scheme.name or scheme.code or "板块"


def _pillar_view(
    entry: Entry[Brand], evidence: EvidenceMap, pillar: Pillar, path: ItemPath, *, nested: bool
) -> PillarView:
    own = evidence.get(path, Evidence())
    items = (_item_view(entry, evidence, item, (*path, i)) for i, item in enumerate(pillar.items))
    return PillarView(
        name=pillar.name,
        marks=Markdown("###" if nested else "##"),
        anchor=Markdown(item_anchor(entry.entity, path)),
        summary=pillar.summary or "",
        facts=known((("对象", pillar.audience), ("状态", pillar.status))),
        proofs=_proofs(entry.uri, own),
        activities=refs(entry.uri, own.activities),
        items=tuple(items),
        partial=pillar.partial,
    )


def _item_view(entry: Entry[Brand], known_evidence: EvidenceMap, item: Item, path: ItemPath) -> ItemView:
    evidence = known_evidence.get(path, Evidence())
    inner = (_item_view(entry, known_evidence, sub, (*path, i)) for i, sub in enumerate(item.items))
    return ItemView(
        name=item.name,
        anchor=Markdown(item_anchor(entry.entity, path)),
        summary=item.summary or "",
        facts=item_facts(item),
        measures=tuple((measure.text, measure_note(measure)) for measure in item.measures),
        proofs=_proofs(entry.uri, evidence),
        activities=refs(entry.uri, evidence.activities),
        items=tuple(inner),
        gap=item.name != GAP
        and not (item.items or item.measures or evidence or known_evidence.get(path[:2])),
    )


def item_facts(item: Item) -> tuple[Fact, ...]:
    """Return what is known of an item beside its name."""
    return known(
        (
            ("对象", item.audience),
            ("频次", item.frequency),
            ("责任", item.owner),
            ("开始年份", f"{item.since}年" if item.since else None),
            ("状态", item.status),
        )
    )


def measure_note(measure: Measure) -> str:
    """Return what is known of a measure beside its text."""
    since = f"{measure.since}年起" if measure.since else None
    parts = (measure.frequency, measure.audience, measure.owner, since, measure.status)
    return "；".join(part for part in parts if part)


def _proofs(page: str, evidence: Evidence) -> tuple[ProofLine, ...]:
    """Return the evidence by its kind, several of a kind in one line; goals under a name of their own."""
    groups: dict[str, list[Ref]] = {}
    for label, text, link in _proof_texts(evidence):
        groups.setdefault(label, []).append(ref(page, replace(link, name=text)))
    return tuple((label, tuple(found)) for label, found in groups.items())


def _proof_texts(evidence: Evidence) -> Iterator[tuple[str, str, Link]]:
    for figure in evidence.figures:
        entity = figure.entity
        text = f"{entity.name} {figure_value(entity)}{figure_unit(entity)}"
        yield ("目标" if entity.is_goal else "成果"), text, figure.link
    for honor in evidence.honors:
        level = f"（{honor.entity.level}）" if honor.entity.level else ""
        yield ("创建中" if honor.entity.is_goal else "荣誉"), f"{honor.entity.name}{level}", honor.link
    for mechanism in evidence.mechanisms:
        yield ("筹备中" if mechanism.entity.is_goal else "机制"), mechanism.entity.name, mechanism.link
    for phrase in evidence.phrases:
        yield "概括语", phrase.entity.name, phrase.link


@dataclass(frozen=True, slots=True)
class BrandCard:
    """A brand in a list."""

    link: Ref
    owner: str
    line: str


@dataclass(frozen=True, slots=True)
class BrandIndexView:
    """The list of all brands."""

    cards: tuple[BrandCard, ...]
    data: tuple[dict[str, Any], ...]
    uri: str = INDEX.uri
    source: str = SITE_FILE
    template: str = "brands.md.j2"

    def front_matter(self) -> FrontMatter:
        """Return the brands with their digits."""
        return {
            "title": "品牌",
            "description": f"全部 {len(self.cards)} 个党建品牌，看代号、板块和所属学校。",
            "template": "brands.html",
            "kind": "栏目",
            "crumbs": crumbs(),
            "brands": self.data,
        }


def brand_index_page(showcase: Showcase) -> Recipe:
    """Return the page that lists all brands."""
    return Recipe(INDEX.uri, _index_view, (showcase.brands,))


def _index_view(brands: Sequence[Entry[Brand]]) -> BrandIndexView:
    cards = tuple(brand_card(INDEX.uri, entry) for entry in brands)
    return BrandIndexView(cards, tuple(brand_data(entry) for entry in brands))


def brand_card(page: str, entry: Entry[Brand]) -> BrandCard:
    """Return a brand as an entry of a list on a page."""
    pillars = [pillar.name for scheme in entry.entity.all_schemes for pillar in scheme.pillars]
    line = "、".join(name for name in pillars if name != GAP) or entry.entity.slogan or ""
    return BrandCard(ref(page, entry.link), owner_text(entry), line)


def brand_data(entry: Entry[Brand]) -> dict[str, Any]:
    """Return a brand for the theme: address and digits."""
    return {"url": site_url(entry.uri), "hero": shown_hero(entry.entity)}
