"""The Showcase: every record, sorted, with its links to the others resolved; frozen.

Made by `validate`, read by `pages`; holds no text that was not in the data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from generator.photos import Developed
from generator.schema.mechanisms import Mechanism
from generator.schema.parts import Citation, Figure, Phrase
from generator.schema.records import (
    Activity,
    Brand,
    Honor,
    ItemPath,
    Region,
    Report,
    School,
    Site,
    SourceRecord,
)
from generator.schema.types import PartialDate

T = TypeVar("T", bound=Any)


@dataclass(frozen=True, slots=True)
class Link:
    """A record as others name it: `uri` is its Markdown page under content/, `anchor` a place on it."""

    name: str
    uri: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture as a page shows it: its files, the words for whoever cannot see it, and those below it."""

    files: Developed
    alt: str = ""
    caption: str = ""
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """A record that has a page, with the links that the record names; `file` is its data file.

    `targets` lead to the items that it supports, those left out that are not there; `mark` is a brand's own sign."""

    entity: T
    slug: str
    link: Link
    file: str
    schools: tuple[Link, ...] = ()
    region: Link | None = None
    brand: Link | None = None
    targets: tuple[Link, ...] = ()
    photos: tuple[Shot, ...] = ()
    mark: Shot | None = None

    @property
    def uri(self) -> str:
        """Return this record's page under content/."""
        return self.link.uri

    @property
    def owners(self) -> tuple[Link, ...]:
        """Return the schools and the region that this record belongs to."""
        return (*self.schools, self.region) if self.region else self.schools


@dataclass(frozen=True, slots=True)
class HonorEntry:
    """An honour with its links; it stands on the wall, not on a page of its own.

    `number` is its place on the wall, from 1."""

    entity: Honor
    file: str
    number: int = 0
    schools: tuple[Link, ...] = ()
    region: Link | None = None
    brand: Link | None = None
    targets: tuple[Link, ...] = ()
    certificate: Shot | None = None

    @property
    def link(self) -> Link:
        """Return the way to its place on the wall."""
        return Link(self.entity.name, "honors/index.md", f"honor-{self.number}")

    @property
    def owners(self) -> tuple[Link, ...]:
        """Return the schools and the region that this honour belongs to."""
        return (*self.schools, self.region) if self.region else self.schools


@dataclass(frozen=True, slots=True)
class OwnedFigure:
    """A figure and the record that it stands in."""

    entity: Figure
    owner: Link
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof(Generic[T]):
    """A figure, honour, mechanism or phrase that stands behind an item, and the place that shows its source."""

    entity: T
    link: Link


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind one item of a brand."""

    activities: tuple[Link, ...] = ()
    figures: tuple[Proof[Figure], ...] = ()
    honors: tuple[Proof[Honor], ...] = ()
    mechanisms: tuple[Proof[Mechanism], ...] = ()
    phrases: tuple[Proof[Phrase], ...] = ()

    def __bool__(self) -> bool:
        """Tell whether any of it has come true; what is only aimed at proves nothing."""
        proofs: tuple[Proof[Any], ...] = (*self.figures, *self.honors, *self.mechanisms)
        return bool(self.activities or self.phrases) or not all(proof.entity.is_goal for proof in proofs)


@dataclass(frozen=True, slots=True)
class Belongings:
    """What belongs to one school, region or brand, in the order of the Showcase."""

    brands: tuple[Entry[Brand], ...] = ()
    honors: tuple[HonorEntry, ...] = ()
    activities: tuple[Entry[Activity], ...] = ()
    reports: tuple[Entry[Report], ...] = ()


@dataclass(frozen=True, slots=True)
class Showcase:
    """All that is shown, each kind in the order in which it is shown."""

    site: Site
    sources: Mapping[str, SourceRecord] = field(default_factory=dict)
    schools: tuple[Entry[School], ...] = ()
    brands: tuple[Entry[Brand], ...] = ()
    honors: tuple[HonorEntry, ...] = ()
    activities: tuple[Entry[Activity], ...] = ()
    reports: tuple[Entry[Report], ...] = ()
    regions: tuple[Entry[Region], ...] = ()
    evidence: Mapping[str, Mapping[ItemPath, Evidence]] = field(default_factory=dict)
    """By a brand's slug, then by item."""
    belongings: Mapping[Link, Belongings] = field(default_factory=dict)
    """By the school, region or brand that they belong to."""

    def belongings_of(self, owner: Link) -> Belongings:
        """Return what belongs to a school, a region or a brand."""
        return self.belongings.get(owner, Belongings())

    def evidence_for(self, slug: str, path: ItemPath) -> Evidence:
        """Return what stands behind one item; nothing is an empty Evidence."""
        return self.evidence.get(slug, {}).get(path, Evidence())

    def shots(self) -> Iterator[Shot]:
        """Yield every picture that a page shows."""
        for entries in (self.schools, self.brands, self.activities, self.reports, self.regions):
            for entry in entries:
                yield from entry.photos
                if entry.mark:
                    yield entry.mark
        for honor in self.honors:
            if honor.certificate:
                yield honor.certificate

    def figures(self) -> Iterator[OwnedFigure]:
        """Yield every figure of every record, results and goals alike."""
        for entries in (self.brands, self.schools, self.reports, self.regions, self.activities):
            for entry in entries:
                for figure in entity_figures(entry.entity):
                    yield OwnedFigure(figure, entry.link, figure.citations or entry.entity.citations)


def entity_figures(entity: Any) -> Iterator[Figure]:
    """Yield the figures of a record and of its mechanisms."""
    yield from entity.figures
    for mechanism in entity.get("mechanisms", ()):
        yield from mechanism.figures


def item_anchor(brand: Brand, path: ItemPath) -> str:
    """Return the anchor of a pillar (pillar-3) or an item (item-3-1) on its brand's page.

    Pillars are counted through all schemes from 1; what lies inside an item shares the item's anchor."""
    pillar = sum(len(scheme.pillars) for scheme in brand.all_schemes[: path[0]]) + path[1] + 1
    return f"item-{pillar}-{path[2] + 1}" if len(path) > 2 else f"pillar-{pillar}"


def item_keys(brand: Brand, path: ItemPath) -> tuple[str | int, ...]:
    """Return the Chinese keys that lead to an item in the brand's file, for pointing at it."""
    scheme, pillar, *rest = path
    keys: list[str | int] = ["体系", scheme] if brand.schemes else []
    keys += ["板块", pillar]
    for index in rest:
        keys += ["要点", index]
    return tuple(keys)
