"""What an inspector looks for in each brand and school, and whether it is there: a list, in the site's order, no ranking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.model import Belongings, Entry, Showcase
from generator.schema.records import Brand, School

TITLES = ("名称", "标识", "内涵", "载体", "成效")


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing that is looked for: `words` are what there is of it, empty where it is missing."""

    title: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A brand or a school with the five aspects in the order of TITLES; `file` is its data file."""

    kind: str
    name: str
    file: str
    aspects: tuple[Aspect, ...]


def completeness(showcase: Showcase) -> Iterator[Sheet]:
    """Yield a sheet for every brand, then for every school."""
    for brand in showcase.brands:
        yield Sheet("品牌", brand.entity.name, brand.file, _aspects(_of_brand(brand, showcase)))
    for school in showcase.schools:
        yield Sheet("学校", school.entity.name, school.file, _aspects(_of_school(school, showcase)))


def _aspects(words: Iterable[str]) -> tuple[Aspect, ...]:
    return tuple(Aspect(title, text) for title, text in zip(TITLES, words, strict=True))


def _of_brand(entry: Entry[Brand], showcase: Showcase) -> Iterator[str]:
    brand, own = entry.entity, showcase.belongings_of(entry.link)
    yield brand.short_name or brand.name
    yield _joined(brand.mark_image and "图片", brand.mark and "释义", brand.code and f"代号 {brand.code}")
    yield _joined(brand.meaning and "含义", brand.background and "背景", brand.traditions and "精神来源")
    measures = sum(len(item.measures) for _, item in brand.all_items)
    yield _joined(
        _count("条要点", len(brand.all_items)),
        _count("条做法", measures),
        _count("项机制", len(brand.mechanisms)),
        _count("次活动", len(_real(own.activities))),
    )
    yield _effects(brand, own)


def _of_school(entry: Entry[School], showcase: Showcase) -> Iterator[str]:
    school, own = entry.entity, showcase.belongings_of(entry.link)
    yield school.short_name or school.name
    yield _joined(*(brand.entity.code or brand.entity.name for brand in own.brands))
    yield _joined(school.summary and "简介", school.traditions and "精神来源")
    yield _joined(
        _count("个品牌", len(own.brands)),
        _count("项机制", len(school.mechanisms)),
        _count("次活动", len(_real(own.activities))),
        _count("份总结", len(own.reports)),
    )
    yield _effects(school, own)


def _effects(entity: Any, own: Belongings) -> str:
    figures = sum(not figure.is_goal for figure in entity.figures)
    return _joined(_count("项数据", figures), _count("项荣誉", len(_real(own.honors))))


def _real(entries: Iterable[Any]) -> list[Any]:
    """Return what has come true; what is only aimed at is no carrier and no effect."""
    return [entry for entry in entries if not entry.entity.is_goal]


def _count(unit: str, number: int) -> str:
    return f"{number} {unit}" if number else ""


def _joined(*parts: str | bool | tuple[Any, ...] | None) -> str:
    return "、".join(part for part in parts if isinstance(part, str) and part)
