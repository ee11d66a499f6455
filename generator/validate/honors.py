"""Hold the honours against each other: repeated, or told at different levels."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from generator.problems import NOTE, Problem, quoted
from generator.schema.kinds import HONOR
from generator.schema.parse import Record

_SCOPE = re.compile("^(全国|国家级|全省|省级|全市|市级|全县|全区|县级|区级|县区级)")
_LEVEL_WORDS = {
    "全国": "国家级", "国家级": "国家级", "全省": "省级", "省级": "省级", "全市": "市级", "市级": "市级",
    "全县": "县区级", "全区": "县区级", "县级": "县区级", "区级": "县区级", "县区级": "县区级",
}  # fmt: skip


def check_honors(records: Sequence[Record]) -> list[Problem]:
    """Return reminders on honours that are told twice, at odd levels, or with too little."""
    honors = [record for record in records if record.kind is HONOR]
    problems: list[Problem] = []
    # The first of each kind stands for all: a thousand honours of one name give no million pairs.
    by_level: dict[tuple[str, ...], dict[str | None, Record]] = defaultdict(dict)
    alike: dict[tuple[object, ...], Record] = {}
    for record in honors:
        problems += _check_scope(record)
        problems += _check_gaps(record)
        level = record.entity.level
        levels, same = by_level[_same(record)], (*_same(record), level, *_details(record))
        problems += [_level_differs(record, other) for name, other in levels.items() if name != level]
        if first := alike.get(same):
            problems.append(_repeated(record, first))
        levels.setdefault(level, record)
        alike.setdefault(same, record)
    return problems


_DETAILS = ("when", "session", "batch", "school_year", "grade", "winner")


def _details(record: Record) -> tuple[object, ...]:
    return tuple(getattr(record.entity, name) for name in _DETAILS)


def _same(record: Record) -> tuple[str, ...]:
    """Return what makes two honours the same claim: the bare name and who won it."""
    honor = record.entity
    bare = re.sub(r"[\s“”‘’\"'（）()·、]", "", _SCOPE.sub("", honor.name))
    return (bare, *(honor.schools or (honor.brand or honor.region or honor.winner or "",)))


def _level_differs(record: Record, first: Record) -> Problem:
    one, other = record.entity, first.entity
    message = f"{quoted(one.name)}在这里是{one.level or '没写级别'}，在 {_place(first)}是{other.level or '没写级别'}。"
    hint = "对照证书确认；确实得过两个级别的，在“说明”里各写一句。"
    return Problem("honor-level-differs", NOTE, record.at("名称"), message, hint)


def _repeated(record: Record, first: Record) -> Problem:
    message = f"{quoted(record.entity.name)}和 {_place(first)}重复。"
    return Problem(
        "honor-repeated", NOTE, record.at("名称"), message, "删掉一条，或补上年份、届次把它们区别开。"
    )


def _place(record: Record) -> str:
    return f"{record.file} 第 {record.at('名称').line} 行"


def _check_scope(record: Record) -> Iterator[Problem]:
    honor = record.entity
    found = _SCOPE.match(honor.name)
    level = _LEVEL_WORDS[found[0]] if found else None
    if level and honor.level and honor.level != level:
        message = f"名称里写的是“{found[0] if found else ''}”，级别却写了“{honor.level}”。"
        hint = f"对照证书：级别写错了就改成“级别: {level}”；证书上就是{honor.level}，可以不管它。"
        yield Problem("honor-level-odd", NOTE, record.at("级别"), message, hint)


def _check_gaps(record: Record) -> Iterator[Problem]:
    honor = record.entity
    gaps = [] if honor.level else ["级别"]
    if not (honor.when or honor.session or honor.batch or honor.school_year):
        gaps.append("年份")
    if not honor.issuers:
        gaps.append("授予单位")
    if gaps:
        message = f"荣誉{quoted(honor.name)}还没有写{'、'.join(gaps)}，网页上显示“待补”。"
        hint = "查到证书后补上；查不到就先留着，不要猜。"
        yield Problem("honor-gaps", NOTE, record.at("名称"), message, hint)
