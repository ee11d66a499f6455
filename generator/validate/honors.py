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
    seen: dict[tuple[str, ...], list[Record]] = defaultdict(list)
    for record in honors:
        problems += _check_scope(record)
        problems += _check_gaps(record)
        for first in seen[_same(record)]:
            problems += _compare(record, first)
        seen[_same(record)].append(record)
    return problems


def _same(record: Record) -> tuple[str, ...]:
    """Return what makes two honours the same claim: the bare name and who won it."""
    honor = record.entity
    bare = re.sub(r"[\s“”‘’\"'（）()·、]", "", _SCOPE.sub("", honor.name))
    return (bare, *(honor.schools or (honor.brand or honor.region or honor.winner or "",)))


def _compare(record: Record, first: Record) -> Iterator[Problem]:
    one, other = record.entity, first.entity
    place = f"{first.file} 第 {first.at('名称').line} 行"
    if one.level != other.level:
        message = (
            f"{quoted(one.name)}在这里是{one.level or '没写级别'}，在 {place}是{other.level or '没写级别'}。"
        )
        hint = "对照证书确认；确实得过两个级别的，在“说明”里各写一句。"
        yield Problem("honor-level-differs", NOTE, record.at("名称"), message, hint)
        return
    details = ("when", "session", "batch", "school_year", "grade", "winner")
    if all(getattr(one, name) == getattr(other, name) for name in details):
        message = f"{quoted(one.name)}和 {place}重复。"
        yield Problem(
            "honor-repeated", NOTE, record.at("名称"), message, "删掉一条，或补上年份、届次把它们区别开。"
        )


def _check_scope(record: Record) -> Iterator[Problem]:
    honor = record.entity
    found = _SCOPE.match(honor.name)
    level = _LEVEL_WORDS[found[0]] if found else None
    if level and honor.level and honor.level != level:
        message = f"名称里写的是“{found[0] if found else ''}”，级别却写了“{honor.level}”。"
        hint = f"对照证书确认；多半应是“级别: {level}”。"
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
