"""Whose an honour is, and whether it is known already: names of schools and regions, and what makes two honours one. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from generator.schema.kinds import BRAND, REGION, SCHOOL
from generator.schema.parse import Record
from generator.schema.records import Honor
from generator.schema.types import bare_name

_OWN = frozenset({"本校", "我校", "学校", "校", "全校", "本园", "我园", "本单位", "我单位", "校本部"})
_SCHOOL_END = re.compile(
    "(学校|中学|小学|幼儿园|学院|大学|高中|初中|职高|职校|中专|职中|附中|附小|[一二三四五六七八九十]中|[一二三四五六七八九十]小"
    "|[一二三四五六七八九十]幼|实小|中心校|校区|教学点)$"
)


@dataclass(frozen=True, slots=True)
class Owners:
    """The schools, regions and brands in the data, by all that they may be called."""

    schools: Mapping[str, str] = field(default_factory=dict)
    regions: Mapping[str, str] = field(default_factory=dict)
    brands: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    """What a person said that a name in the workbook means."""
    autonomous: bool = False
    """Whether 区 may mean an autonomous region, which is a province's equal."""

    @property
    def school_names(self) -> list[str]:
        """Return the schools by their full names, sorted."""
        return sorted(set(self.schools.values()))

    def school(self, name: str) -> str | None:
        """Return the full name of the school that a name means, None where it is unknown."""
        meant = self.also.get(bare_name(name), name)
        return self.schools.get(bare_name(meant))

    def region(self, name: str) -> str | None:
        """Return the name of the region that a name means, None where it is unknown."""
        return self.regions.get(bare_name(self.also.get(bare_name(name), name)))

    def school_in(self, texts: Iterable[str]) -> str | None:
        """Return the one school that titles name, None where they name none or several."""
        joined = bare_name(" ".join(texts))
        found = {full for name, full in self.schools.items() if len(name) > 2 and name in joined}
        # 东乡区第二中学 is no other school than 第二中学, where both are known by parts of one name.
        longest = {full for full in found if not any(full != other and full in other for other in found)}
        return longest.pop() if len(longest) == 1 else None

    def school_before(self, text: str) -> str | None:
        """Return the school whose name a winner's begins with: 东乡区第二中学党总支."""
        bare = bare_name(text)
        found = [full for name, full in self.schools.items() if len(name) > 2 and bare.startswith(name)]
        return max(found, key=len, default=None)

    def nearest(self, name: str) -> str | None:
        """Return the school that was probably meant; a suggestion, which a person has to confirm."""
        bare = bare_name(name)
        shortened = {full for known, full in self.schools.items() if _is_shortened(bare, known)}
        if len(shortened) == 1:
            return shortened.pop()
        close = get_close_matches(bare, sorted(self.schools), n=1, cutoff=0.6)
        return self.schools[close[0]] if close else None


def owners_of(records: Sequence[Record], also: Mapping[str, str] | None = None) -> Owners:
    """Return the owners that the data names; a name that several have means none of them."""
    named = {bare_name(name): meant for name, meant in (also or {}).items()}
    provinces = [getattr(r.entity, "province", None) or "" for r in records if r.kind in {SCHOOL, REGION}]
    return Owners(
        schools=_index(record for record in records if record.kind is SCHOOL),
        regions=_index(record for record in records if record.kind is REGION),
        brands=_index(record for record in records if record.kind is BRAND),
        also=named,
        autonomous=any(re.search("自治区|^(内蒙古|广西|西藏|宁夏|新疆)", province) for province in provinces),
    )


def _index(records: Iterable[Record]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for record in records:
        slug = record.file.rpartition("/")[2].rpartition(".")[0]
        for name in (record.entity.name, record.entity.short_name, record.entity.slug or slug):
            if name:
                found.setdefault(bare_name(name), set()).add(record.entity.name)
    return {name: full.pop() for name, full in found.items() if len(full) == 1}


def _is_shortened(short: str, full: str) -> bool:
    """Tell whether a name is another with signs left out: 东乡二中 is 东乡区第二中学."""
    if not 2 <= len(short) < len(full):
        return False
    signs = iter(full)
    return all(sign in signs for sign in short)


def is_own(name: str) -> bool:
    """Tell whether a name only says "our school"."""
    return bare_name(name) in _OWN


def looks_like_school(name: str) -> bool:
    """Tell whether a name is a school's, known or not."""
    return bool(_SCHOOL_END.search(re.sub("[（(].*?[）)]", "", name).strip()))


_SCOPE = re.compile("^(全国|国家级|全省|省级|全市|市级|全县|全区|县级|区级|县区级|校级)")
_HALF = {code + 0xFEE0: code for code in range(0x21, 0x7F)}
_MARKS = re.compile(r"[\s“”‘’\"'()·、,，.。:：;；《》<>\-—–_/!?]")
_NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")

Key = tuple[object, ...]


def same_key(honor: Honor) -> Key:
    """Return what makes two honours the same: name, level, year and winner, and what tells rounds apart.

    Written differently they still are: full-width signs, quotation marks, blanks, 全省 before the name."""
    return (
        _bare(_SCOPE.sub("", honor.name)),
        honor.level,
        honor.when,
        _bare(honor.session),
        _bare(honor.batch),
        _bare(honor.school_year).replace("学年", ""),
        _bare(honor.grade),
        tuple(sorted(_bare(name) for name in honor.schools)),
        _bare(honor.region),
        _winner(honor),
    )


def _bare(text: str | None) -> str:
    bare = _MARKS.sub("", (text or "").translate(_HALF)).lower()
    return re.sub("[〇零一二三四五六七八九]+", lambda found: found[0].translate(_NUMERALS), bare)


def _winner(honor: Honor) -> str:
    winner = _bare(honor.winner)
    for school in honor.schools:
        winner = winner.removeprefix(_bare(school))
    return "" if winner in _OWN else winner


def differing(one: Honor, other: Honor) -> tuple[str, ...]:
    """Return the keys under which an honour says something that the other does not say."""
    return tuple(
        key
        for key, name in Honor.keys().items()
        if key not in {"名称", "来源"}
        and getattr(one, name) not in (None, (), getattr(other, name))
        and not (key in {"年份", "日期"} and one.when == other.when and one.date in (None, other.date))
    )


@dataclass(slots=True)
class Past:
    """Honours that are known, each with the place where it stands."""

    exact: dict[Key, tuple[Honor, str]] = field(default_factory=dict)
    loose: dict[Key, list[tuple[Honor, str]]] = field(default_factory=dict)

    def add(self, honor: Honor, place: str) -> None:
        """Remember an honour; of equal ones the first."""
        self.exact.setdefault(same_key(honor), (honor, place))
        self.loose.setdefault(_loose_key(honor), []).append((honor, place))

    def find(self, honor: Honor) -> tuple[Honor, str] | None:
        """Return the honour that this one is; where either tells no level, that is no difference."""
        if found := self.exact.get(same_key(honor)):
            return found
        alike = self.loose.get(_loose_key(honor), ())
        return next((a for a in alike if a[0].when == honor.when and None in {a[0].level, honor.level}), None)

    def find_without_year(self, honor: Honor) -> tuple[Honor, str] | None:
        """Return an honour that may be this one, where only one of them tells the year."""
        alike = self.loose.get(_loose_key(honor), ())
        return next(
            (a for a in alike if a[0].level == honor.level and (a[0].when is None) != (honor.when is None)),
            None,
        )


def _loose_key(honor: Honor) -> Key:
    return same_key(honor.model_copy(update={"level": None, "year": None, "date": None}))
