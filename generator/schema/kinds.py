"""Which folder or file under data/ holds which kind of record."""

from __future__ import annotations

from dataclasses import dataclass

from generator.schema.base import Entity
from generator.schema.records import (
    Activity,
    Brand,
    Honor,
    Region,
    Report,
    School,
    Site,
    SourceRecord,
    Takedown,
    TermList,
    Waiver,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record.

    `place` is a folder (`brands`) or a file (`site.yml`) under data/; `section` is the site's folder
    for its pages and empty where a record has none; `many` tells that a file is a list of records."""

    title: str
    place: str
    model: type[Entity]
    section: str = ""
    many: bool = False

    @property
    def is_file(self) -> bool:
        """Tell whether all of this kind stands in one fixed file."""
        return self.place.endswith(".yml")


SITE = Kind("站点", "site.yml", Site)
SOURCE = Kind("来源", "sources.yml", SourceRecord, many=True)
WAIVER = Kind("放行", "waivers.yml", Waiver, many=True)
TAKEDOWN = Kind("撤下", "takedowns.yml", Takedown, many=True)
TERM = Kind("用语", "terms", TermList)
SCHOOL = Kind("学校", "schools", School, "schools")
BRAND = Kind("品牌", "brands", Brand, "brands")
HONOR = Kind("荣誉", "honors", Honor, many=True)
ACTIVITY = Kind("活动", "activities", Activity, "activities")
REPORT = Kind("总结", "reports", Report, "reports")
REGION = Kind("区域", "regions", Region, "regions")

KINDS: tuple[Kind, ...] = (
    SITE,
    SOURCE,
    WAIVER,
    TAKEDOWN,
    TERM,
    SCHOOL,
    BRAND,
    HONOR,
    ACTIVITY,
    REPORT,
    REGION,
)


def known_keys() -> frozenset[str]:
    """Return every key that any model knows."""
    pending: list[type[Entity]] = [Entity]
    keys: set[str] = set()
    while pending:
        model = pending.pop()
        keys.update(field.alias or name for name, field in model.model_fields.items())
        pending.extend(model.__subclasses__())
    return frozenset(keys)
