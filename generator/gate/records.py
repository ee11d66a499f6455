"""Look through the text values of one record, and at what its pictures and figures say of themselves.

Takes a Record, gives Findings at the characters themselves; what is not published is not looked at."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate

from generator.gate.found import Found, Rule
from generator.gate.images import holds_emblem, is_approved, is_emblem, is_map, mark_has_emblem, speaks_of_map
from generator.gate.internal import TITLE
from generator.gate.minors import is_name_list
from generator.gate.names import looks_like_name
from generator.gate.reading import EDGE, Reading
from generator.gate.rules import (
    EMBLEM_AS_MARK,
    FIGURE_UNSOURCED,
    MAP_UNAPPROVED,
    MINOR_NAMED,
    PERSONAL,
    in_filename,
    inspect,
)
from generator.gate.telling import Finding, Placed, tell
from generator.gate.triggers import may_hold
from generator.late import Late
from generator.problems import Where, quoted
from generator.schema.kinds import SITE, WAIVER
from generator.schema.media import media_of
from generator.schema.parse import Path, Record, value_at
from generator.schema.parts import Figure
from generator.source import Spread, Value

_NO_WORDS = frozenset({"网址", "编辑地址", "网址名", "文件", "标识", "证书", "草稿"})
"""Keys whose values are addresses or names of files."""
_OWN = frozenset({"联系电话", "邮箱", "地址", "备案号", "公安备案号"})
"""Keys of what the site tells of itself: numbers and an address, which are nobody's private ones."""
_REMEDIES = "问题整改"
_HELPED = frozenset({"受助方", "对象"})
_Text = tuple[Path, str]


def check_record(record: Record) -> tuple[Finding, ...]:
    """Return what must not be published in a record; waivers are not published themselves."""
    if record.kind is WAIVER:
        return ()
    value = value_at(record.document.value, record.base)
    named = list(_names_alone(record, value))
    placed = [
        *_but_for_names(_in_texts(record, value), named),
        *named,
        *_in_pictures(record),
        *_unsourced(record),
    ]
    return tuple(tell(placed)) if placed else ()


def _but_for_names(placed: Iterable[Placed], named: Sequence[Placed]) -> Iterator[Placed]:
    """Yield what was found but for blanks that are masked names: 张某某."""
    spans = [one.lines[0] for one in named]
    for one in placed:
        where = one.lines[0]
        is_blank_or_name = one.rule.code in {"placeholder-text", MINOR_NAMED.code}
        if not (is_blank_or_name and any(_inside(where, other) for other in spans)):
            yield one


def _inside(where: Where, other: Where) -> bool:
    return other.line == where.line and other.column <= where.column < other.column + other.length


def public_texts(record: Record) -> Iterator[str]:
    """Yield the texts of a record that were read; those of a draft are not on the site."""
    if record.kind is not WAIVER and not record.is_draft:
        value = value_at(record.document.value, record.base)
        yield from (text for _, text in _public_texts(value, (), _hidden_paths(record)))


def contacts(records: Iterable[Record]) -> frozenset[str]:
    """Return the keys of what the site itself gives as its contact."""
    site = next((record.entity for record in records if record.kind is SITE), None)
    if site is None:
        return frozenset()
    given = (site.phone, site.email, site.address)
    reading = Reading("；".join(text for text in given if text))
    # A landline without its area code is one only where it is called one.
    called = Reading(f"电话：{site.phone or ''}")
    return frozenset(
        [one.key for rule in PERSONAL for each in (reading, called) for one in rule.find(each)]
        + ([site.address] if site.address else [])
    )


def _hidden_paths(record: Record) -> frozenset[Path]:
    """Return the paths of what stays in the file: remedies that are not marked public."""
    remedies = getattr(record.entity, "remedies", ())
    return frozenset((_REMEDIES, index) for index, remedy in enumerate(remedies) if not remedy.public)


def _public_texts(value: Value, path: Path, hidden: Collection[Path]) -> Iterator[_Text]:
    if isinstance(value, str):
        if value:
            yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in _NO_WORDS:
                yield from _public_texts(inner, (*path, key), hidden)
    elif path not in hidden:
        for index, inner in enumerate(value):
            if (*path, index) not in hidden:
                yield from _public_texts(inner, (*path, index), hidden)


def _in_texts(record: Record, value: Value) -> Iterator[Placed]:
    """Yield what the rules find; all texts of a record are read as one, which costs a tenth of reading each."""
    if not may_hold(Reading(EDGE.join(_strings(value))).words):
        return
    texts = list(_public_texts(value, (), _hidden_paths(record)))
    ends = list(accumulate(len(text) + 1 for _, text in texts))
    spreads: dict[Path, Spread] = {}
    for rule, found in inspect(Reading(EDGE.join(text for _, text in texts))):
        index = bisect_right(ends, found.start)
        path, text = texts[index]
        if rule in PERSONAL and len(path) == 1 and path[0] in _OWN and record.kind is SITE:
            continue
        lost = rule.code == "text-garbled" and text[found.start - ends[index] + len(text) + 1] == "\ufffd"
        # A lost letter is an error of the file, and what is marked public is meant to be told.
        if not lost and not (rule.code == "report-internal" and _is_meant(path, found)):
            if path not in spreads:
                spreads[path] = record.document.spread(*record.base, *path)
            yield _placed(spreads[path], rule, found, ends[index] - len(text) - 1)


def _is_meant(path: Path, found: Found) -> bool:
    """Tell whether words on problems are no confession: remedies marked public, or a list's point such as 问题清单."""
    if found.what != TITLE:
        return path[0] == _REMEDIES
    return not (path[-1] in _PROSE or (path[0] in _CHAPTERS and path[-1] in {"名称", "标题"}))


_CHAPTERS = frozenset({"章节", "框架", "标题"})
_PROSE = frozenset({"正文", "简介", "概述", "背景", "含义"})


def _strings(value: Value) -> list[str]:
    """Return every text of a value, in any order."""
    strings: list[str] = []
    waiting = [value]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, str):
            strings.append(inner)
        else:
            waiting += inner.values() if isinstance(inner, dict) else inner
    return strings


def _placed(spread: Spread, rule: Rule, found: Found, base: int = 0) -> Placed:
    lines = spread.pieces(found.start - base, found.end - base)
    secret = spread.pieces(found.secret[0] - base, found.secret[1] - base) if found.secret else ()
    return Placed(rule, found, lines, secret)


_NAMED_ALONE = Late("受助方|对象|结对帮扶|监护人同意|含未成年人")


def _names_alone(record: Record, value: Value) -> Iterator[Placed]:
    """Yield names that are a whole value where only groups may stand, and those in words on photos of pupils."""
    if not _NAMED_ALONE.search(record.document.text):
        return
    for path, text in _public_texts(value, (), _hidden_paths(record)):
        if path[-1] in _HELPED or _is_content_of_help(value, path):
            names = is_name_list(text)
        elif path[-1] == "监护人同意":
            names = [piece for piece in re.split(r"[^\u4e00-\u9fff]+", text) if looks_like_name(piece)]
        elif path[0] == "照片" and path[-1] in {"说明", "替代文本"} and _shows_minors(record, path):
            names = [piece for piece in _WORDS_ON_PHOTOS.split(text) if looks_like_name(piece)]
        else:
            continue
        for name in names:
            start = text.index(name)
            found = Found(
                start,
                start + len(name),
                "学生的姓名",
                f"{name[0]}{'×' * (len(name) - 1)}",
                name,
                (start + 1, start + len(name)),
            )
            yield _placed(record.document.spread(*record.base, *path), MINOR_NAMED, found)


_WORDS_ON_PHOTOS = Late(
    r"[^\u4e00-\u9fff]+|左起|右起|左[一二三四五]|右[一二三四五]|中间|为|在|和|与|同学|获|领|正"
)


def _is_content_of_help(value: Value, path: Path) -> bool:
    owner = value_at(value, path[:2])
    return (
        path[0] == "机制"
        and len(path) > 3
        and path[2] == "内容"
        and isinstance(owner, dict)
        and owner.get("类型") == "结对帮扶"
    )


def _shows_minors(record: Record, path: Path) -> bool:
    return bool(record.entity.photos[path[1]].shows_minors)


def _in_pictures(record: Record) -> Iterator[Placed]:
    """Yield emblems used as a mark, maps without a number, and names of persons in the names of files."""
    for path, name in media_of(record.entity):
        where, words = record.at(*path), _said_of(record, path)
        said = " ".join(words)
        marked = path[0] == "标识" and (mark_has_emblem(name) or holds_emblem(said))
        if marked or is_emblem(name):
            yield _at(EMBLEM_AS_MARK, where, "党徽或党旗的图案", name)
        if not is_approved(said) and (is_map(name) or (path[0] == "照片" and any(map(speaks_of_map, words)))):
            yield _at(MAP_UNAPPROVED, where, "没有审图号的地图", name)
        for rule, what, shown, key in () if record.is_draft else in_filename(name):
            yield _at(rule, Where(f"data/media/{name}", excerpt=name), what, shown, key)


def _said_of(record: Record, path: Path) -> tuple[str, ...]:
    """Return the words that stand with a picture: on a photo, or on what a mark means."""
    if path[0] == "照片":
        photo = record.entity.photos[path[1]]
        return tuple(filter(None, (photo.caption, photo.alt)))
    return tuple(filter(None, (getattr(record.entity, "mark", None),))) if path[0] == "标识" else ()


def _at(rule: Rule, where: Where, what: str, shown: str, key: str = "") -> Placed:
    return Placed(rule, Found(0, 0, what, shown, key or shown), [where])


def _unsourced(record: Record) -> Iterator[Placed]:
    """Yield figures that say nowhere where they come from: neither themselves nor the record they stand in."""
    entity = record.entity
    if not hasattr(entity, "figures") or entity.citations:
        return
    groups: list[tuple[Path, tuple[Figure, ...]]] = [(("成果",), entity.figures)]
    groups += [(("机制", m, "成果"), one.figures) for m, one in enumerate(getattr(entity, "mechanisms", ()))]
    for base, figures in groups:
        for index, figure in enumerate(figures):
            if not (figure.citations or figure.is_goal):
                what = f"没有来源的数：{quoted(figure.name)}"
                where = record.at(*base, index, "名称")
                yield _at(FIGURE_UNSOURCED, where, what, f"{figure.value}{figure.unit or ''}", figure.name)
