"""List what is still missing: gaps that the site shows as 待补 and that stop nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import Any

from generator.model import Showcase, item_keys
from generator.problems import NOTE, Problem, Where, quoted
from generator.schema.kinds import ACTIVITY, BRAND, REGION, REPORT, SCHOOL, SITE, Kind
from generator.schema.parse import Record
from generator.schema.parts import Pillar
from generator.schema.records import Brand, ItemPath
from generator.schema.types import TO_FILL

EXPECTED: Mapping[Kind, tuple[str, ...]] = {
    SITE: ("主办单位", "联系电话", "备案号"),
    SCHOOL: ("省", "市", "县区", "学段", "党组织", "简介"),
    BRAND: ("年份", "含义", "来源"),
    ACTIVITY: ("日期", "来源"),
    REPORT: ("年度", "来源"),
    REGION: ("来源",),
}
"""What readers look for in each kind of record, beyond what the models require."""


def check_completeness(
    records: Iterable[Record],
    showcase: Showcase,
    checked: MutableMapping[Record, tuple[Problem, ...]] | None = None,
) -> list[Problem]:
    """Return a reminder for every gap, at the line where it would be filled.

    `checked` are the gaps of each record by itself, kept by who runs the checks again and again."""
    problems: list[Problem] = []
    checked = {} if checked is None else checked
    slugs = {entry.file: entry.slug for entry in showcase.brands}
    for record in records:
        own = checked.get(record)
        if own is None:
            own = checked[record] = (*_missing_fields(record), *_unexplained(record), *_unlisted(record))
        problems += own
        if record.kind is BRAND:
            problems += _unproven(record, showcase, slugs.get(record.file, ""))
    return problems


def _missing_fields(record: Record) -> Iterator[Problem]:
    entity = record.entity
    attributes = entity.keys()
    gaps = [key for key in EXPECTED.get(record.kind, ()) if not _present(entity, attributes[key])]
    if record.kind is BRAND and not (entity.schools or entity.region or entity.owner):
        gaps.append("学校")
    if gaps:
        name = quoted(entity.name) if record.kind is not SITE else ""
        message = f"{record.kind.title}{name}还没有写：{'、'.join(gaps)}。"
        hint = "查到了再补；不知道就先留着，网页上显示“待补”，不要猜。"
        yield Problem("fields-missing", NOTE, _heading(record), message, hint)


def _present(entity: Any, attribute: str) -> bool:
    # A school year names the year of a report as well, and what is done every week has no one date.
    stand_in = {"year": "school_year", "date": "frequency"}.get(attribute, attribute)
    return bool(getattr(entity, attribute) or entity.get(stand_in))


def _heading(record: Record) -> Where:
    return record.at("标题" if record.kind in {ACTIVITY, REPORT} else "名称")


def _unexplained(record: Record) -> Iterator[Problem]:
    for index, phrase in enumerate(record.entity.get("phrases", ())):
        if not phrase.count:
            message = f"概括语{quoted(phrase.name)}还没有列出条目，网页上先不显示。"
            where = record.at("概括语", index)
            hint = "在它下面加一行“条目:”，再一条一行地写出来，每条前面写“- ”。"
            yield Problem("phrase-unexplained", NOTE, where, message, hint)


def _unlisted(record: Record) -> Iterator[Problem]:
    """Yield what a brand has not listed yet: pillars, their items, their names."""
    if record.kind is not BRAND:
        return
    brand: Brand = record.entity
    schemes = brand.all_schemes
    if not any(scheme.pillars for scheme in schemes):
        hint = "加一行“板块:”，下面按顺序写，每个板块一行“- 名称: 板块的名称”，行首空两格。"
        yield Problem(
            "brand-without-pillars", NOTE, _heading(record), f"品牌{quoted(brand.name)}还没有列出板块。", hint
        )
    for s, scheme in enumerate(schemes):
        for p, pillar in enumerate(scheme.pillars):
            yield from _unfilled(record, (s, p), pillar)
            if not pillar.items:
                where = record.at(*item_keys(brand, (s, p)))
                message = f"板块{quoted(pillar.name)}还没有列出要点，网页上显示“待补”。"
                hint = "在它下面加一行“要点:”，再一条一行地写出来，每条前面写“- ”。"
                yield Problem("pillar-empty", NOTE, where, message, hint)


def _unproven(record: Record, showcase: Showcase, slug: str) -> Iterator[Problem]:
    """Yield the items of a brand that nothing stands behind, in its own file or in another."""
    brand: Brand = record.entity
    for path, item in brand.all_items:
        if item.items or item.measures or item.name == TO_FILL:
            continue
        if not (showcase.evidence_for(slug, path) or showcase.evidence_for(slug, path[:2])):
            where = record.at(*item_keys(brand, path))
            message = f"要点{quoted(item.name)}还没有做法、活动或成果，网页上显示“待补”。"
            hint = "在它下面写“做法”，或在活动、成果、荣誉里写“支撑: " + item.name + "”。"
            yield Problem("item-without-evidence", NOTE, where, message, hint)


def _unfilled(record: Record, path: ItemPath, pillar: Pillar) -> Iterator[Problem]:
    """Yield one reminder for all names that are still 待补 in a pillar."""
    items = sum(item.name == TO_FILL for item in pillar.items)
    gaps = [*(["名称"] if pillar.name == TO_FILL else []), *([f"{items} 条要点"] if items else [])]
    if gaps:
        called = "" if pillar.name == TO_FILL else quoted(pillar.name)
        message = f"第 {path[1] + 1} 个板块{called}还没有写：{'、'.join(gaps)}，网页上显示“{TO_FILL}”。"
        hint = f"把“{TO_FILL}”换成真实内容；不知道就先留着，不要猜。"
        yield Problem("placeholder-left", NOTE, record.at(*item_keys(record.entity, path)), message, hint)
