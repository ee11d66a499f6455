"""Make a brand of a manuscript: its code, the pillars that the code counts, their items and what is done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from generator.codes import parse_code
from generator.manuscript.outline import Outline, Section
from generator.manuscript.pillars import (
    METHOD,
    listed_names,
    listed_pillars,
    measures_of,
    pillar_values,
    pillars_for,
)
from generator.manuscript.sieve import MISSING
from generator.manuscript.sketch import Context, Sketch, add_facts, points, whole_prose
from generator.schema.kinds import BRAND

_QUOTED = re.compile(
    r"[“‘「]([^“”‘’「」]{2,16})[”’」](?=[^，。；]{0,8}(?:品牌|模式|机制|工作法|党建|体系|工程|行动))"
)
_DIGITS = re.compile(
    r"(?<![0-9.第])([2-9][1-9]{1,4}|[1-9][2-9][1-9]{0,3})(?=(?:党建|工作法|品牌|模式|机制|工程))"
)
_OPEN = re.compile(r"(?<![0-9A-Za-z])([0-9](?:\+[0-9]){0,3}\+[NnXx])(?![0-9A-Za-z]|主题党日)")
BACKGROUND = re.compile("背景|缘起|缘由|由来|基本情况|现状|动因")
MEANING = re.compile("内涵|含义|释义|寓意|理念|定位|简介|概述|概况|品牌名称|品牌解读")
EXPERIENCE = re.compile("启示|经验|体会|思考|反思")
MECHANISM = re.compile("机制|制度|保障")
_MARK = re.compile("标识|LOGO|logo|Logo|徽标")


def looks_like_brand(whole: Outline) -> bool:
    """Tell whether a manuscript speaks of one brand."""
    opening = " ".join((whole.title, *whole.subtitles, *(line.text for line in whole.root.lines[:3])))
    return bool(code_of(whole)) or bool(re.search("品牌|工作法|经验材料|典型案例", opening))


def code_of(whole: Outline) -> str:
    """Return the code that the title or else the opening names, empty where there is none."""
    opening = [line.text for line in whole.root.lines[:4]]
    opening += [line.text for section in whole.root.sections[:2] for line in section.lines[:2]]
    return next((code for text in (whole.title, *whole.subtitles, *opening) for code in _codes(text)), "")


def _codes(text: str) -> Iterator[str]:
    for found in _QUOTED.finditer(text):
        parts = parse_code(found[1])
        plain = re.fullmatch("[0-9+NXnx]+", found[1])
        if len(parts) > 1 and (plain or all(part.number is not None and part.noun for part in parts)):
            yield found[1]
    yield from (found[1] for found in _DIGITS.finditer(text) if not found[1].startswith(("19", "20")))
    yield from (found[1] for found in _OPEN.finditer(text))


def sketch_brand(whole: Outline, context: Context) -> Sketch:
    """Return the brand that a manuscript tells of."""
    sketch = Sketch(BRAND)
    code = code_of(whole)
    sketch.values["名称"] = context.brand or _name(whole, code)
    if not context.brand:
        sketch.ask("名称是照材料定的，核对一遍。", "名称")
    sketch.set("代号", code)
    sketch.set("学校", [context.school] if context.school else None)
    parts = parse_code(code) if code else ()
    found = pillars_for(whole.root, parts)
    names = listed_names(whole, parts)
    if found:
        sketch.values["板块"] = pillar_values(sketch, whole, found, names, ("板块",))
    elif names:
        sketch.values["板块"] = listed_pillars(sketch, whole, names, parts)
    elif code:
        sketch.ask(f"没有找到和代号 {code} 对得上的板块，请在“板块”下面按顺序写。", "板块")
    _place(sketch, whole, found.sections if found else ())
    called = [pillar["名称"] for pillar in sketch.values.get("板块", ())]
    add_facts(sketch, whole, context, [*called, code])
    return sketch


def _name(whole: Outline, code: str) -> str:
    if not code:
        return _short_title(whole.title)
    named = re.search(
        rf"[“‘「]{re.escape(code)}[”’」]((?:党建)?(?:工作)?(?:品牌|模式|机制|工作法|体系|工程|行动))",
        "\n".join(_opening(whole)),
    )
    return f"“{code}”{named[1] if named else ''}"


def _short_title(title: str) -> str:
    """Return the quoted name in a title, else the title itself."""
    quoted = re.search("[“「]([^“”「」]{2,20})[”」]", title)
    return quoted[1] if quoted else title or MISSING


def _opening(whole: Outline) -> list[str]:
    return [
        whole.title,
        *whole.subtitles,
        *(line.text for line in whole.root.lines[:4]),
        *list(whole.root.texts())[:20],
    ]


def _place(sketch: Sketch, whole: Outline, pillars: Sequence[Section]) -> None:
    """Put the other sections where the model has a place for them; leave the rest."""
    prose: dict[str, list[str]] = {"背景": [], "含义": []}
    if whole.root.lines:
        prose["含义"].append(whole_prose(Section(lines=whole.root.lines)))
    for section in _outside(whole.root, pillars):
        if BACKGROUND.search(section.title):
            prose["背景"].append(whole_prose(section))
        elif EXPERIENCE.search(section.title) and points(section):
            sketch.values.setdefault("启示", []).extend(_experience(section))
        elif MECHANISM.search(section.title):
            sketch.values.setdefault("机制", []).extend(_mechanisms(section))
        elif MEANING.search(section.title) or (
            METHOD.search(section.title) and section.lines and not section.sections
        ):
            prose["含义"].append(whole_prose(section))
        elif _MARK.search(section.title) and (text := whole_prose(section)):
            sketch.values["标识释义"] = text
        else:
            sketch.left.append(section)
    for key, texts in prose.items():
        sketch.set(key, "\n".join(text for text in texts if text))


def _outside(root: Section, pillars: Sequence[Section]) -> Iterator[Section]:
    """Yield the sections that hold no pillar; of one that does, what stands beside them."""
    for section in root.sections:
        if any(section is pillar for pillar in pillars):
            continue
        if any(inner is pillar for inner in section.walk() for pillar in pillars):
            if section.lines:
                yield Section(section.title, section.place, section.rank, section.label, section.lines)
            yield from _outside(section, pillars)
        else:
            yield section


def _experience(section: Section) -> list[Any]:
    if not section.sections:
        return points(section)
    return [
        {"名称": inner.title, "说明": text} if (text := whole_prose(inner)) else inner.title
        for inner in section.sections
    ]


def _mechanisms(section: Section) -> list[dict[str, Any]]:
    inner = section.sections or [section]
    made = []
    for one in inner:
        mechanism: dict[str, Any] = {"名称": one.title, "类型": "制度"}
        if rules := [measure for text in _below(one) for measure in measures_of(text)]:
            mechanism["规则"] = rules
        made.append(mechanism)
    return made


def _below(section: Section) -> list[str]:
    return list(section.texts())
