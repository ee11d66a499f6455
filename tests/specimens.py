"""Records with every field filled, made from the models themselves: a new field is in every test that uses them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from generator.schema import types
from generator.schema.base import Entity
from generator.schema.mechanisms import Post, Posts, Route
from generator.schema.parts import Citation, Item, Phrase, Pillar, Scheme, TermGroup
from generator.schema.records import (
    Activity,
    Brand,
    Dimension,
    Home,
    Honor,
    Indicators,
    ModelSchools,
    Region,
    Report,
    School,
    Site,
    SourceRecord,
)

Value = str | list["Value"] | dict[str, "Value"]

_READERS: Mapping[Any, str] = {
    types._read_text: "text",
    types._read_count: "count",
    types._read_number: "number",
    types._read_year: "year",
    types._read_date: "date",
    types._read_flag: "flag",
    types._read_slug: "slug",
    types._read_url: "url",
    types._read_media_path: "picture",
}

ITEM = "样本要点"
"""The item that every 支撑 speaks of."""
SOURCE = "样本材料"

# What a field must hold so that records agree with each other and within themselves.
_AGREED: Mapping[tuple[type[Entity], str], Value] = {
    (SourceRecord, "编号"): SOURCE,
    (Citation, "编号"): SOURCE,
    (Item, "数"): "1",
    (Pillar, "数"): "2",
    (Brand, "代号读法"): "不计数",
    (Scheme, "代号读法"): "不计数",
    (Phrase, "数"): "2",
    (TermGroup, "数"): "1",
    (Posts, "总数"): "3",
    (Post, "数量"): "3",
    (Route, "每站分值"): "1",
    (Route, "总分"): "1",
    (Indicators, "维度数"): "1",
    (Indicators, "指标数"): "1",
    (Dimension, "指标数"): "1",
    (ModelSchools, "数量"): "1",
    (Home, "品牌"): ["brand"],
    (Activity, "结束日期"): "2099-12-31",
}
_REFERENCES: Mapping[str, Value] = {"学校": ["school"], "区域": "region", "品牌": "brand", "支撑": [ITEM]}
_DEEPEST = 2
_ONE_FORM = frozenset({"板块", "代号分段", "代号读法"})
_TOLD = frozenset({"网址名", "概括语", "机制", "成果"})
"""What the second brand, the one with schemes, leaves to the first."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One scalar of a specimen: the model and the key it stands under, its sort and its text."""

    model: type[Entity]
    key: str
    sort: str
    text: str


@dataclass(slots=True)
class Maker:
    """Makes specimens. `words` gives the text for a leaf of sort text or prose; all leaves are kept."""

    words: Callable[[type[Entity], str, int], str]
    leaves: list[Leaf]

    def entity(self, model: type[Entity], depth: int = 0, without: Collection[str] = ()) -> dict[str, Value]:
        """Return a value for a model with all of its keys."""
        made: dict[str, Value] = {}
        for name, field in model.model_fields.items():
            key = field.alias or name
            if key in without:
                continue
            value = self._agreed(model, key, depth)
            if value is None:
                value = self.value(model, key, Annotated[field.annotation, *field.metadata, key], depth)
            if value:
                made[key] = value
        return made

    def _agreed(self, model: type[Entity], key: str, depth: int) -> Value | None:
        if key == "草稿":
            # A draft is on no page, and these are made to be seen.
            return "否"
        if (model, key) in _AGREED:
            return _AGREED[model, key]
        if key in _REFERENCES and model not in {School, Region, SourceRecord}:
            return _REFERENCES[key]
        return None

    def value(self, model: type[Entity], key: str, annotation: Any, depth: int) -> Value:
        """Return a value for one annotation."""
        for place in members(annotation):
            if get_origin(place) is tuple:
                inner = [m for m in members(get_args(place)[0]) if not _ends(m, model, depth)]
                return [self.value(model, key, member, depth) for member in inner]
            if get_origin(place) is Literal:
                return self._keep(model, key, "choice", _choice(get_args(place)))
            if isinstance(place, type) and issubclass(place, Entity):
                return self.entity(place, depth + (place is model))
            return self._keep(model, key, sort := sort_of(place), self._scalar(model, key, sort))
        raise AssertionError(annotation)

    def _keep(self, model: type[Entity], key: str, sort: str, text: str) -> str:
        self.leaves.append(Leaf(model, key, sort, text))
        return text

    def _scalar(self, model: type[Entity], key: str, sort: str) -> str:
        number = len(self.leaves) + 1
        match sort:
            case "text" | "prose":
                return self.words(model, key, number)
            case "count" | "number":
                return str(3000 + number)
            case "year":
                return str(1900 + number % 200)
            case "date":
                return f"{1900 + number % 150}-{number % 12 + 1}-{number % 28 + 1}"
            case "url":
                return f"https://example.org/{number}"
            case "slug":
                return model.__name__.lower()
            case "picture":
                return f"{number}.jpg"
            case _:
                return "是"


def members(annotation: Any) -> list[Any]:
    """Return the types that an annotation allows, None left out; a scalar stays Annotated."""
    origin = get_origin(annotation)
    if origin in {Union, UnionType}:
        return [member for arg in get_args(annotation) for member in members(arg)]
    if origin is Annotated and sort_of(annotation) == "other":
        return members(get_args(annotation)[0])
    return [] if annotation is type(None) else [annotation]


def sort_of(annotation: Any) -> str:
    """Return which of our kinds of scalar an annotation is; "other" for lists, models and choices."""
    sort = "other"
    for mark in get_args(annotation)[1:] if get_origin(annotation) is Annotated else ():
        sort = _READERS.get(getattr(mark, "func", None), sort)
        if sort == "text" and getattr(mark, "json_schema", None) is types.RULES["prose"]:
            sort = "prose"
    return sort


def _choice(choices: tuple[Any, ...]) -> str:
    return next((str(choice) for choice in choices if choice not in types.GOAL_STATES), str(choices[0]))


def _ends(place: Any, model: type[Entity], depth: int) -> bool:
    return place is model and depth + 1 >= _DEEPEST


def token(model: type[Entity], key: str, number: int) -> str:
    """Return words that no other leaf has, and that count nothing."""
    return f"{model.__name__}甲{number}乙"


def specimen_records(
    words: Callable[[type[Entity], str, int], str] = token,
) -> tuple[dict[str, Value], list[Leaf]]:
    """Return one file of each kind by its path below data/, every field filled, and their leaves."""
    maker = Maker(words, [])
    files: dict[str, Any] = {
        "site.yml": maker.entity(Site),
        "sources.yml": [maker.entity(SourceRecord)],
        "schools/school.yml": maker.entity(School, without={"来源"}),
        "regions/region.yml": maker.entity(Region),
        "brands/brand.yml": maker.entity(Brand, without={"体系"}),
        "brands/schemes.yml": maker.entity(Brand, without=_ONE_FORM | _TOLD),
        "honors/all.yml": [maker.entity(Honor)],
        "activities/a/activity.yml": maker.entity(Activity),
        "reports/report.yml": maker.entity(Report),
    }
    files["brands/brand.yml"]["板块"][0]["要点"].append({"名称": ITEM})
    # Cited by its number alone, so that the register's own words are shown somewhere.
    files["schools/school.yml"]["来源"] = [SOURCE]
    return files, maker.leaves
