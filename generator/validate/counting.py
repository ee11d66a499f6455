"""Hold every number that a name declares against what is listed under it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from generator.codes import Part, Reading, chinese_number, parse_code, pillar_total, read_code, whole_number
from generator.problems import ERROR, NOTE, Problem, Where, quoted
from generator.schema.mechanisms import Posts, Route
from generator.schema.parse import Path, Record
from generator.schema.parts import Item, Phrase, Pillar, Scheme
from generator.schema.records import Brand, Indicators


def check_counts(record: Record) -> list[Problem]:
    """Return the disagreements between numbers and lists inside one record."""
    entity = record.entity
    problems: list[Problem] = []
    for base, scheme in _schemes(entity):
        problems += _check_scheme(record, base, scheme)
    for index, phrase in enumerate(entity.get("phrases", ())):
        problems += _check_phrase(record, ("概括语", index), phrase)
    for index, mechanism in enumerate(entity.get("mechanisms", ())):
        if isinstance(mechanism, Route):
            problems += _check_route(record, ("机制", index), mechanism)
        elif isinstance(mechanism, Posts):
            problems += _check_posts(record, ("机制", index), mechanism)
    if indicators := entity.get("indicators"):
        problems += _check_indicators(record, indicators)
    for index, group in enumerate(entity.get("model_schools", ())):
        if len(group.names) > group.number:
            message = f"{group.level}示范校写了 {group.number} 所，名单里却有 {len(group.names)} 所。"
            where = record.at("示范校", index, "数量")
            hint = f"名单没有错，就改成“数量: {len(group.names)}”；有多写的，就从名单里去掉。"
            problems.append(Problem("names-count", ERROR, where, message, hint))
    return problems


def _schemes(entity: Any) -> Iterator[tuple[Path, Scheme]]:
    if isinstance(entity, Brand):
        for index, scheme in enumerate(entity.all_schemes):
            yield (("体系", index) if entity.schemes else ()), scheme
    for key, name in (("框架", "framework"), ("措施", "programme")):
        whole: Scheme | None = entity.get(name)
        if whole is not None:
            yield (key,), whole


def _check_scheme(record: Record, base: Path, scheme: Scheme) -> Iterator[Problem]:
    for index, pillar in enumerate(scheme.pillars):
        yield from _check_own_number(record, (*base, "板块", index), pillar)
    parts = parse_code(scheme.code or "", scheme.code_parts)
    if not scheme.code and not parts:
        return
    if not parts and scheme.reading != Reading.NOTHING.value:
        where = record.at(*base, "代号")
        hint = "代号里确实没有数，就加一行“代号读法: 不计数”；有数就自己按顺序分开写，如“代号分段: [一核, 四驱]”。"
        message = f"代号“{scheme.code}”里看不出数，没有和板块核对。"
        yield Problem("code-unread", NOTE, where, message, hint)
    if not scheme.pillars or not parts:
        return
    match read_code(parts, len(scheme.pillars), scheme.reading):
        case Reading.ITEMS:
            yield from _check_positions(record, base, scheme, parts)
        case Reading.PILLARS:
            yield from _check_pillar_total(record, base, scheme, parts)
        case Reading.PRODUCT:
            yield from _check_product(record, base, scheme, parts)


def _check_own_number(record: Record, path: Path, owner: Pillar | Item) -> Iterator[Problem]:
    """Check the 数 that a pillar or an item declares itself, at every depth."""
    if owner.number is not None and owner.items and not _agrees(owner, owner.number):
        message = f"{quoted(owner.name)}写的数是 {owner.number}，而下面列了 {len(owner.items)} 条。"
        hint = (
            f"条目没有错，就改成“数: {len(owner.items)}”；有缺的就补上，原材料没有列全就加一行“未列全: 是”。"
        )
        yield Problem("pillar-count", ERROR, record.at(*path, "数"), message, hint)
    for index, item in enumerate(owner.items):
        yield from _check_own_number(record, (*path, "要点", index), item)


def _agrees(owner: Pillar | Item, number: int) -> bool:
    """Tell whether the items fit the number: exactly, or not beyond it where the source named only some."""
    listed = len(owner.items)
    return listed <= number if owner.partial else listed == number


def _check_positions(
    record: Record, base: Path, scheme: Scheme, parts: tuple[Part, ...]
) -> Iterator[Problem]:
    if len(parts) != len(scheme.pillars):
        yield _length_problem(record, base, scheme, len(parts))
        return
    for index, (part, pillar) in enumerate(zip(parts, scheme.pillars, strict=True)):
        # A pillar without items is a gap, not a miscount: it is listed as 待补.
        if part.number is None or not pillar.items or _agrees(pillar, part.number):
            continue
        yield _digit_problem(record, base, scheme, index, part)


def _digit_problem(record: Record, base: Path, scheme: Scheme, index: int, part: Part) -> Problem:
    """Blame the pillar where its own name agrees with the code, the code otherwise."""
    pillar = scheme.pillars[index]
    listed = len(pillar.items)
    rest = (
        f"第 {index + 1} 位是 {part.number}"
        if part.text.isdigit()
        else f"第 {index + 1} 段是“{part.text}{part.noun}”"
    )
    message = f"代号 {scheme.code} 的{rest}，而{quoted(pillar.name)}列了 {listed} 条。"
    pillar_path = (*base, "板块", index)
    line = record.at(*pillar_path).line
    mended = _with_number(scheme, part, listed)
    if _named_number(pillar.name) == part.number:
        hint = f"把要点{_fill_up(listed, part.number or 0, '条')}；" + (
            f"代号写错了，就把那一行写成“代号: {mended}”；" if mended else ""
        )
        hint += "原材料没有列全，就在板块里加一行“未列全: 是”。"
        return Problem("pillar-count", ERROR, record.at(*pillar_path, "名称"), message, hint)
    where = _inside_code(record, base, scheme, index, part)
    cure = (
        f"{quoted(pillar.name)}没有错，就改成“代号: {mended}”；代号没有错，就" if mended else "改正代号，或"
    )
    hint = f"{cure}到第 {line} 行把{quoted(pillar.name)}{_fill_up(listed, part.number or 0, '条')}。"
    return Problem("pillar-count", ERROR, where, message, hint)


def _fill_up(listed: int, wanted: int, measure: str) -> str:
    """Say how a list comes to the number that is wanted of it, such as 补到 4 条（还缺 1 条）."""
    missing = wanted - listed
    return (
        f"补到 {wanted} {measure}（还缺 {missing} {measure}）"
        if missing > 0
        else f"减到 {wanted} {measure}（多了 {-missing} {measure}）"
    )


def _with_number(scheme: Scheme, part: Part, number: int) -> str:
    """Return the code with one digit mended; empty where it is not a matter of one digit."""
    code = scheme.code or ""
    if scheme.code_parts or not (part.text.isdigit() and number < 10):
        return ""
    return code[: part.start] + str(number) + code[part.start + part.length :]


def _inside_code(record: Record, base: Path, scheme: Scheme, index: int, part: Part) -> Where:
    """Return where one part of the code stands; the whole value where it is not written plainly."""
    if scheme.code_parts:
        return record.at(*base, "代号分段", index)
    where = record.at(*base, "代号")
    shown = where.excerpt[where.column - 1 :]
    skipped = 1 if shown[:1] in {"'", '"'} else 0
    if shown[skipped : skipped + len(scheme.code or "")] != scheme.code:
        return where
    return replace(where, column=where.column + skipped + part.start, length=part.length)


def _named_number(name: str) -> int | None:
    """Return the number that a pillar's own name begins with: 五 of 五帮, 3 of 3个帮好."""
    parts = parse_code(name)
    starts = bool(parts) and parts[0].start == 0
    return parts[0].number if starts else chinese_number(name[:1])


def _length_problem(record: Record, base: Path, scheme: Scheme, promised: int) -> Problem:
    message = f"代号“{scheme.code}”说的是 {promised} 个板块，而下面列了 {len(scheme.pillars)} 个。"
    cure = _fill_up(len(scheme.pillars), promised, "个")
    hint = f"把板块{cure}，或改正代号；代号里的数不是这个意思，就加一行“代号读法: 不计数”。"
    return Problem("code-length", ERROR, record.at(*base, "代号"), message, hint)


def _check_pillar_total(
    record: Record, base: Path, scheme: Scheme, parts: tuple[Part, ...]
) -> Iterator[Problem]:
    total = pillar_total(parts, len(scheme.pillars))
    if total is not None and total != len(scheme.pillars):
        yield _length_problem(record, base, scheme, total)


def _check_product(record: Record, base: Path, scheme: Scheme, parts: tuple[Part, ...]) -> Iterator[Problem]:
    pillars, items = parts[0].number, parts[-1].number
    if pillars is not None and pillars != len(scheme.pillars):
        yield _length_problem(record, base, scheme, pillars)
        return
    # 五个一 are five things; what is said of each one is not counted.
    if items == 1:
        return
    for index, pillar in enumerate(scheme.pillars):
        if items is not None and pillar.items and not _agrees(pillar, items):
            message = f"代号“{scheme.code}”说每个板块 {items} 条，而{quoted(pillar.name)}列了 {len(pillar.items)} 条。"
            hint = (
                f"把要点{_fill_up(len(pillar.items), items, '条')}，或改正代号；"
                "原材料没有列全，就在板块里加一行“未列全: 是”。"
            )
            yield Problem("pillar-count", ERROR, record.at(*base, "板块", index, "名称"), message, hint)


_ORDINAL_OR_TIME = re.compile(
    r"第\s*(?:[0-9]+|[零〇一二两三四五六七八九十]+)"
    r"|(?:[0-9]+|[零〇一二两三四五六七八九十]+)\s*(?:周年|年|月|日|小时|学时|分钟)"
)


def _uncounted(name: str) -> str:
    """Return the name without the numbers that count no terms: 第二课堂, 2024 年十件实事, 三年行动."""
    return _ORDINAL_OR_TIME.sub(" ", name)


def promised_terms(phrase: Phrase) -> int | None:
    """Return how many terms a phrase promises: its own 数, or what its name says (六子 6, 三必三有 6)."""
    if phrase.number is not None:
        return phrase.number
    parts = parse_code(_uncounted(phrase.name))
    numbers = [part.number for part in parts]
    if not numbers or None in numbers or numbers == [1]:
        return None
    if len(parts) == 2 and parts[0].noun == "个":
        return (numbers[0] or 0) * (numbers[1] or 0)
    if (whole := whole_number(parts)) == phrase.count:
        return whole
    return sum(number or 0 for number in numbers)


def _check_phrase(record: Record, path: Path, phrase: Phrase) -> Iterator[Problem]:
    for index, group in enumerate(phrase.groups):
        number = group.number if group.number is not None else _named_number(group.name)
        if number and group.terms and number != len(group.terms) and not phrase.partial:
            message = f"{quoted(group.name)}说的是 {number} 条，而下面列了 {len(group.terms)} 条。"
            hint = f"把这一组{_fill_up(len(group.terms), number, '条')}；名称里的数不是条数，就在这一组里加一行“数: {len(group.terms)}”。"
            yield Problem("phrase-count", ERROR, record.at(*path, "分组", index), message, hint)
    promised = promised_terms(phrase)
    fits = promised is None or phrase.count == promised or (phrase.partial and phrase.count < promised)
    if phrase.count and not fits:
        message = f"概括语{quoted(phrase.name)}说的是 {promised} 条，而下面列了 {phrase.count} 条。"
        hint = (
            f"把条目{_fill_up(phrase.count, promised or 0, '条')}；原材料没有列全就加一行“未列全: 是”，"
            f"名称里的数不是条数就加一行“数: {phrase.count}”。"
        )
        yield Problem("phrase-count", ERROR, record.at(*path), message, hint)


def _check_route(record: Record, path: Path, route: Route) -> Iterator[Problem]:
    stages, left = divmod(route.total, route.points)
    if left:
        message = f"总分 {route.total} 不能被每站 {route.points} 分除尽，算不出有几站。"
        whole = stages or 1
        hint = f"改正总分或每站分值，让它除得尽，例如“总分: {whole * route.points}”正好 {whole} 站。"
        yield Problem("route-remainder", ERROR, record.at(*path, "总分"), message, hint)
    elif route.stages and len(route.stages) != stages:
        message = f"{quoted(route.name)}总分 {route.total}、每站 {route.points} 分，应有 {stages} 站，而站点列了 {len(route.stages)} 个。"
        cure = _fill_up(len(route.stages), stages, "个")
        hint = f"把站点{cure}；不知道站名就把“站点”整段去掉，网页上只显示站数。"
        yield Problem("route-stages", ERROR, record.at(*path, "站点"), message, hint)


def _check_posts(record: Record, path: Path, posts: Posts) -> Iterator[Problem]:
    if posts.total is None or not posts.posts:
        return
    fits = posts.listed <= posts.total if posts.partial else posts.listed == posts.total
    if not fits:
        message = f"{quoted(posts.name)}总数写的是 {posts.total} 个，而下面列的岗位合计 {posts.listed} 个。"
        hint = f"只列举了一部分，就加一行“未列全: 是”；岗位都列出来了，就把总数写成 {posts.listed}。"
        yield Problem("posts-count", ERROR, record.at(*path, "总数"), message, hint)


def _check_indicators(record: Record, indicators: Indicators) -> Iterator[Problem]:
    path = ("指标体系",)
    dimensions = indicators.dimensions
    if (
        indicators.dimension_count is not None
        and dimensions
        and indicators.dimension_count != len(dimensions)
    ):
        message = f"指标体系写的是 {indicators.dimension_count} 个维度，而下面列了 {len(dimensions)} 个。"
        where = record.at(*path, "维度数")
        hint = f"维度没有错，就改成“维度数: {len(dimensions)}”；有缺的就补上。"
        yield Problem("indicator-count", ERROR, where, message, hint)
    for index, dimension in enumerate(dimensions):
        listed = len(dimension.indicators)
        if dimension.number is not None and listed and listed != dimension.number:
            message = f"{quoted(dimension.name)}写的是 {dimension.number} 项指标，而下面列了 {listed} 项。"
            where = record.at(*path, "维度", index, "指标数")
            hint = f"指标没有错，就改成“指标数: {listed}”；有缺的就补上。"
            yield Problem("indicator-count", ERROR, where, message, hint)
    counts = [dimension.number or len(dimension.indicators) for dimension in dimensions]
    total = indicators.indicator_count
    fits = total is None or not counts or (sum(counts) == total if all(counts) else sum(counts) <= total)
    if not fits:
        message = f"指标体系写的是 {total} 项指标，而各维度合计 {sum(counts)} 项。"
        where = record.at(*path, "指标数")
        hint = f"各维度没有错，就改成“指标数: {sum(counts)}”；总数没有错，就改正各维度的指标数。"
        yield Problem("indicator-count", ERROR, where, message, hint)
