"""Resolve what records call each other, and join them into the Showcase."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher, get_close_matches
from typing import Any

from generator.model import Belongings, Entry, Evidence, HonorEntry, Link, Proof, Showcase, item_anchor
from generator.photos import Album
from generator.problems import ERROR, NOTE, Problem, Where, quoted
from generator.schema.kinds import (
    ACTIVITY,
    BRAND,
    HONOR,
    REGION,
    REPORT,
    SCHOOL,
    SITE,
    SOURCE,
    Kind,
)
from generator.schema.mechanisms import Mechanism
from generator.schema.parse import Path, Record
from generator.schema.parts import Figure, Phrase
from generator.schema.records import LEVELS, Activity, Honor, ItemPath, Site
from generator.schema.types import bare_name
from generator.source.lines import cite
from generator.validate.media import certificate_shot, mark_shot, photo_shots

_FAR = 10_000
"""Later than any year, so that what has no date comes last."""


def link_records(
    records: Sequence[Record], slugs: Mapping[Record, str], album: Album, unread: Collection[Kind] = ()
) -> tuple[Showcase | None, list[Problem]]:
    """Return the Showcase of the records, None where there is no site record, and the broken references."""
    linker = _Linker(records, slugs, album, unread)
    sites = [record.entity for record in records if record.kind is SITE]
    linker.link()
    if not sites:
        return None, linker.problems
    entries = linker.entries
    return _join(sites[0], linker, entries), linker.problems


def _join(site: Site, linker: _Linker, entries: Mapping[Kind, Sequence[Entry[Any]]]) -> Showcase:
    honors = tuple(
        replace(entry, number=number)
        for number, entry in enumerate(sorted(linker.honors, key=honor_order), start=1)
    )
    showcase = Showcase(
        site=site,
        sources={record.entity.number: record.entity for record in linker.of(SOURCE)},
        schools=tuple(sorted(entries[SCHOOL], key=lambda entry: entry.slug)),
        brands=tuple(sorted(entries[BRAND], key=lambda entry: entry.slug)),
        honors=honors,
        activities=tuple(sorted(entries[ACTIVITY], key=_activity_order)),
        reports=tuple(sorted(entries[REPORT], key=lambda e: (-(e.entity.year or 0), e.slug))),
        regions=tuple(sorted(entries[REGION], key=lambda entry: entry.slug)),
        evidence=linker.evidence(honors),
    )
    return replace(showcase, belongings=_belongings(showcase))


def _belongings(showcase: Showcase) -> dict[Link, Belongings]:
    """Return what belongs to each school, region and brand, found in one pass."""
    groups: dict[Link, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for name in ("brands", "honors", "activities", "reports"):
        for entry in getattr(showcase, name):
            for owner in (*entry.owners, *((entry.brand,) if entry.brand else ())):
                groups[owner][name].append(entry)
    return {
        owner: Belongings(**{name: tuple(entries) for name, entries in group.items()})
        for owner, group in groups.items()
    }


def honor_order(entry: HonorEntry) -> tuple[int, int, str, str]:
    """Return the place of an honour on the wall: highest level first, then the latest."""
    honor = entry.entity
    level = LEVELS.index(honor.level) if honor.level else len(LEVELS)
    return (level, _FAR - (honor.when or 0), honor.name, entry.file)


def _activity_order(entry: Entry[Any]) -> tuple[int, int, int, str]:
    date = entry.entity.date
    if date is None:
        # What is done again and again comes before what has no date at all.
        return (0, 0 if entry.entity.frequency else 1, 0, entry.slug)
    return (-date.year, -date.month, -date.day, entry.slug)


@dataclass
class _Linker:
    """The work of one linking: names on one side, what is found on the other."""

    records: Sequence[Record]
    slugs: Mapping[Record, str]
    album: Album
    unread: Collection[Kind] = ()
    problems: list[Problem] = field(default_factory=list)
    honors: list[HonorEntry] = field(default_factory=list)
    entries: dict[Kind, list[Entry[Any]]] = field(default_factory=lambda: defaultdict(list))
    names: dict[Kind, dict[str, list[Record]]] = field(default_factory=dict)
    owned: dict[Record, list[Record]] = field(default_factory=dict)
    found: dict[str, dict[ItemPath, list[tuple[str, Any]]]] = field(default_factory=lambda: defaultdict(dict))

    def of(self, kind: Kind) -> list[Record]:
        """Return the records of one kind, in the order of their files."""
        return [record for record in self.records if record.kind is kind]

    def link(self) -> None:
        """Resolve every reference of every record."""
        for kind in (SCHOOL, REGION, BRAND):
            self.names[kind] = self._index(kind)
        self.owned = self._owned()
        self._check_names()
        sources = {record.entity.number: record for record in self.of(SOURCE)}
        for record in self.records:
            self._check_citations(record, sources)
            if record.kind is HONOR or record in self.slugs:
                self._link_record(record)
            elif record.kind is SITE:
                for name in record.entity.home.brands:
                    self._resolve(record, BRAND, ("首页", "品牌"), name, record.entity.home.brands)

    def _index(self, kind: Kind) -> dict[str, list[Record]]:
        """Return the records of a kind by all that others may call them."""
        index: dict[str, list[Record]] = defaultdict(list)
        for record in self.of(kind):
            entity = record.entity
            for name in {entity.name, entity.short_name, self.slugs.get(record)} - {None}:
                index[bare_name(str(name))].append(record)
        return index

    def _check_names(self) -> None:
        for kind in (SCHOOL, REGION):
            seen: dict[str, Record] = {}
            for record in self.of(kind):
                name = bare_name(record.entity.name)
                if first := seen.get(name):
                    self._name_twice(record, first)
                seen.setdefault(name, record)
        numbers: dict[str, Record] = {}
        for record in self.of(SOURCE):
            if first := numbers.get(record.entity.number):
                self._name_twice(record, first, "编号")
            numbers.setdefault(record.entity.number, record)

    def _name_twice(self, record: Record, first: Record, key: str = "名称") -> None:
        line = first.at(key).line
        message = f"{record.kind.title}的{key}和 {first.file} 第 {line} 行重复，别处引用时分不清是哪一个。"
        hint = "是同一个就删掉一份；不是就改得不一样，例如加上地名。"
        self.problems.append(Problem("name-duplicate", ERROR, record.at(key), message, hint))

    def _link_record(self, record: Record) -> None:
        entity = record.entity
        names = entity.get("schools", ())
        schools = [self._resolve(record, SCHOOL, ("学校",), name, names) for name in names]
        region = self._resolve_one(record, REGION, "区域", entity.get("region"))
        brand = self._resolve_one(record, BRAND, "品牌", entity.get("brand"))
        owners = [school for school in schools if school] + ([region] if region else [])
        # What belonged to a brand that is gone speaks of no other brand's items.
        named = brand or entity.get("brand")
        brands = ([brand] if brand else []) if named else self._brands_of(record, owners)
        targets = self._support(record, ("支撑",), entity.get("supports", ()), brands, entity)
        if record.is_draft:
            self._support_parts(record, brands)
            return
        links: dict[str, Any] = {
            "schools": tuple(self.link_of(school) for school in schools if school),
            "region": self.link_of(region) if region else None,
            "brand": self.link_of(brand) if brand else None,
            "targets": targets,
        }
        if record.kind is HONOR:
            certificate = certificate_shot(entity, self.album)
            self.honors.append(HonorEntry(entity, record.file, **links, certificate=certificate))
        else:
            links |= {"photos": photo_shots(entity, self.album), "mark": mark_shot(entity, self.album)}
            entry = Entry(entity, self.slugs[record], self.link_of(record), record.file, **links)
            self.entries[record.kind].append(entry)
        self._support_parts(record, brands)

    def link_of(self, record: Record) -> Link:
        """Return the link to a record's page."""
        return Link(record.entity.name, f"{record.kind.section}/{self.slugs.get(record, '')}.md")

    def _brands_of(self, record: Record, owners: Sequence[Record]) -> list[Record]:
        """Return the brands that a record's 支撑 may speak of: itself, or those of its owners."""
        if record.kind is BRAND:
            return [record]
        owners = [record, *owners] if record.kind in {SCHOOL, REGION} else owners
        return list(dict.fromkeys(brand for owner in owners for brand in self.owned[owner]))

    def _owned(self) -> dict[Record, list[Record]]:
        """Return the brands of each school and region."""
        owned: dict[Record, list[Record]] = defaultdict(list)
        for brand in self.of(BRAND):
            entity = brand.entity
            called = [(SCHOOL, name) for name in entity.schools] + [(REGION, entity.region or "")]
            for kind, name in called:
                for owner in self.names[kind].get(bare_name(name), ()):
                    owned[owner].append(brand)
        return owned

    def _resolve_one(self, record: Record, kind: Kind, key: str, name: str | None) -> Record | None:
        return None if name is None else self._resolve(record, kind, (key,), name, (name,))

    def _resolve(
        self, record: Record, kind: Kind, path: Path, name: str, names: Sequence[str]
    ) -> Record | None:
        called = self.names[kind].get(bare_name(name), [])
        found = [other for other in called if not other.is_draft] or called
        if called and not self._seen_by(record, found):
            where = record.at(*path, names.index(name))
            self.problems.append(_still_draft(where, kind.title, name, called[0].file))
            return None
        if len(found) == 1:
            return found[0]
        # A single text may stand without a list; then the list's index leads nowhere and is passed over.
        where = record.at(*path, names.index(name))
        if found:
            files = "、".join(sorted(other.file for other in found))
            message = f"有几个{kind.title}都叫{quoted(name)}：{files}。"
            hint = f"改写成其中一个的文件名（不带 .yml），例如“{self.slugs.get(found[0], '')}”。"
            self.problems.append(Problem("reference-ambiguous", ERROR, where, message, hint))
            return None
        if kind in self.unread:
            return None
        known = sorted({other.entity.name for group in self.names[kind].values() for other in group})
        self.problems.append(_unknown(where, kind.title, name, known, kind.place, lasting=kind is not BRAND))
        return None

    @staticmethod
    def _seen_by(record: Record, others: Sequence[Record]) -> Sequence[Record]:
        """Return what a record may lead to: a draft is there for drafts only."""
        return others if record.is_draft else [other for other in others if not other.is_draft]

    def _support(
        self, record: Record, path: Path, names: Sequence[str], brands: Sequence[Record], proof: Any
    ) -> tuple[Link, ...]:
        """Note the proof for the items that 支撑 names, and return the way to those that are there."""
        if not names:
            return ()
        targets = []
        seen = self._seen_by(record, brands)
        for index, name in enumerate(names):
            hits = _hits(seen, name)
            if hidden := [] if hits else _hits(brands, name):
                where = record.at(*path, index)
                self.problems.append(_still_draft(where, "要点", name, hidden[0][0].file))
            elif len(hits) == 1:
                brand, item = hits[0]
                targets.append(Link(name, self.link_of(brand).uri, item_anchor(brand.entity, item)))
                self._prove(record, path, hits[0], proof)
            else:
                self.problems += self._support_problems(record, (*path, index), name, seen, len(hits))
        return tuple(targets)

    def _support_problems(
        self, record: Record, path: Path, name: str, brands: Sequence[Record], hits: int
    ) -> Iterator[Problem]:
        where = record.at(*path)
        if hits:
            message = f"有 {hits} 个要点都叫{quoted(name)}，分不清支撑哪一个。"
            hint = "写成“板块名/要点名”，例如“五帮/关爱留守儿童”。"
            yield Problem("reference-ambiguous", ERROR, where, message, hint)
        elif BRAND in self.unread:
            return
        elif brands:
            known = [item.name for brand in brands for _, item in brand.entity.all_items]
            yield _unknown(where, "要点", name, known, "", lasting=record in brands)
        elif not record.entity.get("brand"):
            hint = "加一行“品牌: 品牌的名称”，或者去掉“支撑”。"
            message = f"写了支撑{quoted(name)}，却看不出是哪个品牌的要点。"
            yield Problem("reference-lost", NOTE, where, message, hint)

    def _support_parts(self, record: Record, brands: Sequence[Record]) -> None:
        entity = record.entity
        for key, attribute in (("机制", "mechanisms"), ("成果", "figures"), ("概括语", "phrases")):
            for index, part in enumerate(entity.get(attribute, ())):
                self._support(record, (key, index, "支撑"), part.supports, brands, part)
                for inner, figure in enumerate(part.get("figures", ())):
                    path = (key, index, "成果", inner, "支撑")
                    self._support(record, path, figure.supports, brands, figure)

    def _prove(self, record: Record, path: Path, target: tuple[Record, ItemPath], proof: Any) -> None:
        brand, item = target
        if record.is_draft or (isinstance(proof, Activity) and proof.is_goal):
            return
        if slug := self.slugs.get(brand):
            kind = next(kind for model, kind in _PROOFS if isinstance(proof, model))
            page = self.link_of(record)
            value = page if kind == "activities" else Proof(proof, replace(page, anchor=part_anchor(path)))
            self.found[slug].setdefault(item, []).append((kind, value))

    def evidence(self, honors: Iterable[HonorEntry]) -> dict[str, dict[ItemPath, Evidence]]:
        """Return what was found for every item, by the brand's slug; `honors` know their place on the wall."""
        places = {id(entry.entity): entry.link for entry in honors}
        return {
            slug: {path: _gather(proofs, places) for path, proofs in items.items()}
            for slug, items in self.found.items()
        }

    def _check_citations(self, record: Record, sources: Mapping[str, Record]) -> None:
        for path, citation in _citations(record.entity):
            number = citation.number
            if number is None or number in sources or SOURCE in self.unread:
                continue
            message = f"data/sources.yml 里没有编号是“{number}”的来源。"
            hint = _nearest(number, sorted(sources), "来源", "sources.yml")
            where = record.at(*path, "编号")
            self.problems.append(Problem("source-unknown", ERROR, where, message, hint))


_PROOFS: tuple[tuple[type, str], ...] = (
    (Activity, "activities"),
    (Figure, "figures"),
    (Honor, "honors"),
    (Mechanism, "mechanisms"),
    (Phrase, "phrases"),
)
"""Under which name of Evidence each kind of proof is gathered."""


def part_anchor(path: Path) -> str:
    """Return the anchor of a part of a record on its page, by the keys that lead to it: figure-1, mechanism-2."""
    names = {"成果": "figure", "机制": "mechanism", "概括语": "phrase"}
    return f"{names[str(path[0])]}-{int(path[1]) + 1}" if path[0] in names else ""


def _hits(brands: Iterable[Record], name: str) -> list[tuple[Record, ItemPath]]:
    """Return the items of the brands that answer to a name."""
    return [(brand, path) for brand in brands for path in brand.entity.item_names.get(bare_name(name), [])]


def _gather(proofs: Iterable[tuple[str, Any]], places: Mapping[int, Link]) -> Evidence:
    groups: dict[str, list[Any]] = defaultdict(list)
    for kind, proof in proofs:
        groups[kind].append(replace(proof, link=places[id(proof.entity)]) if kind == "honors" else proof)
    return replace(Evidence(), **{kind: tuple(group) for kind, group in groups.items()})


def _citations(entity: Any) -> Iterator[tuple[Path, Any]]:
    for index, citation in enumerate(entity.get("citations", ())):
        yield ("来源", index), citation
    for f, figure in enumerate(entity.get("figures", ())):
        for index, citation in enumerate(figure.citations):
            yield ("成果", f, "来源", index), citation
    for m, mechanism in enumerate(entity.get("mechanisms", ())):
        for path, citation in _citations(mechanism):
            yield ("机制", m, *path), citation


def _unknown(
    where: Where, title: str, name: str, known: Sequence[str], place: str, *, lasting: bool
) -> Problem:
    """Return an 错误 for a slip of the pen, a 提醒 where what was meant may have been taken off the site.

    Deleting a brand must not break the records that mention it, so only `lasting` things must be there."""
    if lasting or any(_is_slip(bare_name(name), bare_name(other)) for other in known):
        hint = _nearest(name, known, title, place)
        return Problem("reference-unknown", ERROR, where, f"找不到{title}{quoted(name)}。", hint)
    message = f"{title}{quoted(name)}已经不在资料里，指向它的链接不再显示。"
    close = get_close_matches(name, known, n=1, cutoff=0.75)
    meant = f"（是不是{cite(close[0])}？）" if close else ""
    hint = f"是有意删掉的，就把这一行也删掉；不是，就改正名称{meant}。"
    return Problem("reference-lost", NOTE, where, message, hint)


def _still_draft(where: Where, title: str, name: str, file: str) -> Problem:
    message = f"{title}{quoted(name)}还在草稿里（{file}），指向它的链接先不显示。"
    hint = "看过那份草稿、删掉它的“草稿: 是”以后，链接会自己出现；不打算发布它，就把这一行去掉。"
    return Problem("reference-draft", NOTE, where, message, hint)


_COUNTING = re.compile("[0-9零〇一二两双三四五六七八九十]")


def _is_slip(written: str, known: str) -> bool:
    """Tell whether two names differ by one sign or by two that changed places.

    A number is no slip: “2345”党建品牌 and “343”党建品牌 are two brands, however alike."""
    if len(known) < 3 or written == known:
        return False
    if sorted(written) == sorted(known):
        return sum(one != other for one, other in zip(written, known, strict=True)) == 2
    steps = SequenceMatcher(None, written, known, autojunk=False).get_opcodes()
    odd = [(written[a:b], known[c:d]) for step, a, b, c, d in steps if step != "equal"]
    return len(odd) == 1 and max(map(len, odd[0])) == 1 and not _COUNTING.search("".join(odd[0]))


def _nearest(name: str, known: Sequence[str], title: str, place: str) -> str:
    names = [bare_name(part) for part in re.split("[、，,；;]", name)]
    if title == "学校" and len(names) > 1 and {*names} <= {bare_name(other) for other in known}:
        return "几所学校要分开写：每所一行，前面加“- ”。"
    if close := get_close_matches(name, known, n=1, cutoff=0.4):
        return f"是不是{cite(close[0])}？是就把{cite(name)}改成{cite(close[0])}，要一字不差。"
    if known and len(known) <= 12:
        add = f"，或者先在 data/{place} 里加上它" if place else ""
        return f"改成现有的一个{add}。现有的{title}：{'、'.join(known)}。"
    return (
        f"先在 data/{place} 里加上它，或者改正名称。" if place else "改正名称，或者先在品牌里加上这个要点。"
    )
