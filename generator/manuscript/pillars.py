"""Find the pillars that a code or the headings of a manuscript count, and the items of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.codes import Part, chinese_number
from generator.manuscript.enumerations import enumerated, leading_terms, named_point, terms_after
from generator.manuscript.outline import Outline, Section
from generator.manuscript.sentences import sentences, trimmed
from generator.manuscript.sketch import Path, Sketch

METHOD = re.compile("做法|举措|措施|路径|实践|内容|体系|实施|框架|板块|打造|过程")
_NUMBER_NAME = r"(?:(?:[双两二三四五六七八九十]|[2-9])个?|一个)[\u4e00-\u9fff]{1,6}"
_SHORT_NAME = re.compile(rf"[“‘]({_NUMBER_NAME})[”’]|^({_NUMBER_NAME})(?=$|[，、：:——\s“])")
_STARTS_WITH_NUMBER = re.compile("[“‘]?([双两一二三四五六七八九十]{1,2}|[0-9])")


@dataclass(frozen=True, slots=True)
class Pillars:
    """The sections that are the pillars, and how many items the code promises for each."""

    sections: tuple[Section, ...]
    numbers: tuple[int | None, ...]


def counting_headings(root: Section) -> Pillars | None:
    """Return the sections of any manuscript whose headings count: 三个建设, 两个作用, 一个意识."""
    for run in map(_longest_run, _groups(root)):
        if len(run) > 1:
            return Pillars(tuple(run), tuple(_number_of(section.title) for section in run))
    return None


def _groups(root: Section) -> list[list[Section]]:
    return [section.sections for section in root.walk() if len(section.sections) > 1]


def pillars_for(root: Section, parts: Sequence[Part]) -> Pillars | None:
    """Return the sections that a code counts, or else those that count by themselves or tell what is done."""
    groups = _groups(root)
    numbers = tuple(part.number for part in parts)
    if len(parts) > 1:
        for group in groups:
            for start in range(len(group) - len(parts) + 1):
                run = group[start : start + len(parts)]
                if all(n is None or _number_of(s.title) == n for s, n in zip(run, numbers, strict=True)):
                    return Pillars(tuple(run), numbers)
    if len(parts) == 1 and (exact := next((group for group in groups if len(group) == numbers[0]), None)):
        return Pillars(tuple(exact), (None,) * len(exact))
    if counted := counting_headings(root):
        return counted
    inner = next((s.sections for s in root.walk() if METHOD.search(s.title) and len(s.sections) > 1), [])
    return Pillars(tuple(inner), (None,) * len(inner)) if inner else None


def listed_names(whole: Outline, parts: Sequence[Part]) -> tuple[str, ...]:
    """Return what the text itself calls the pillars where it lists them: 双岗、三比、四创、五帮."""
    if len(parts) < 2:
        return ()
    numbers = [part.number for part in parts]
    between = "[、·・，和及与“”]{1,3}"
    pattern = re.compile(between.join(f"({_NUMBER_NAME}?)" for _ in parts) + "(?![\u4e00-\u9fff])")
    for text in (whole.title, *whole.subtitles, *whole.root.texts()):
        for found in pattern.finditer(text):
            names = found.groups()
            if all(n is None or _number_of(name) == n for name, n in zip(names, numbers, strict=True)):
                return names
    return ()


def _longest_run(group: Sequence[Section]) -> list[Section]:
    """Return the longest run of neighbours whose titles have a number-name."""
    best: list[Section] = []
    run: list[Section] = []
    for section in group:
        run = [*run, section] if _SHORT_NAME.search(section.title) else []
        best = max(best, run, key=len)
    return best


def _number_of(title: str) -> int | None:
    """Return the number that a pillar's heading names: of “双岗”引领 it is 2."""
    short = _SHORT_NAME.search(title)
    text = (short[1] or short[2]) if short else title
    found = _STARTS_WITH_NUMBER.match(text)
    if not found:
        return None
    return int(found[1]) if found[1].isdigit() else chinese_number(found[1])


def _pillar_name(title: str, names: Sequence[str]) -> str:
    """Return what a pillar is called: as the text lists it, as its heading quotes it, or its whole heading."""
    listed = next((name for name in names if name in title), "")
    short = _SHORT_NAME.search(title)
    return listed or ((short[1] or short[2]) if short else title)


def pillar_values(
    sketch: Sketch, whole: Outline, found: Pillars, names: Sequence[str], base: Path
) -> list[dict[str, Any]]:
    """Return the sections as 板块, with questions where items are missing; `base` are the keys that lead there."""
    text = "\n".join(whole.root.texts())
    values = []
    for index, (section, number) in enumerate(zip(found.sections, found.numbers, strict=True)):
        name = _pillar_name(section.title, names)
        items, rest = _items(section, name, number, text)
        summary = rest if name == section.title else [section.title, *rest]
        values.append(_pillar(name, items, summary))
        _ask_for_rest(sketch, values[-1], number, (*base, index))
    return values


def listed_pillars(
    sketch: Sketch, whole: Outline, names: Sequence[str], parts: Sequence[Part]
) -> list[dict[str, Any]]:
    """Return as 板块 the pillars that a text only lists, with the items that it lists for each."""
    text = "\n".join(whole.root.texts())
    values = []
    for index, (name, part) in enumerate(zip(names, parts, strict=True)):
        terms = _terms(text, name, part.number)
        values.append(_pillar(name, list(terms), []))
        _ask_for_rest(sketch, values[-1], part.number, ("板块", index))
    return values


def _pillar(name: str, items: list[Any], summary: Sequence[str]) -> dict[str, Any]:
    pillar: dict[str, Any] = {"名称": name}
    if summary:
        pillar["说明"] = "".join(text if text[-1] in "。！？；" else f"{text}。" for text in summary)
    if items:
        pillar["要点"] = items
    return pillar


def _ask_for_rest(sketch: Sketch, pillar: dict[str, Any], number: int | None, path: Path) -> None:
    """Ask for the items that a pillar's number promises and the text does not list."""
    name, listed = pillar["名称"], len(pillar.get("要点", ()))
    if not number or number < 2 or listed >= number:
        return
    if listed:
        pillar["未列全"] = True
        sketch.ask(f"“{name}”应有 {number} 条，材料里只找到 {listed} 条：补上缺的，再删掉“未列全”。", *path)
    else:
        sketch.ask(f"“{name}”应有 {number} 条，材料里没有分条写，请在“要点”下面列出来。", *path)


def _terms(text: str, name: str, number: int | None) -> tuple[str, ...]:
    return terms_after(text, name, number) if number and number > 1 else ()


def _items(section: Section, name: str, number: int | None, whole: str) -> tuple[list[Any], list[str]]:
    """Return a pillar's items, and its sentences that belong to none."""
    if section.sections:
        return [_item(inner) for inner in section.sections], [line.text for line in section.lines]
    listed = [line.text for line in section.lines if line.item]
    if len(listed) > 1:
        return [_point(text) for text in listed], [line.text for line in section.lines if not line.item]
    rest: list[str] = []
    found: list[str] = []
    for line in section.lines:
        counted = enumerated(line.text) if not found else None
        if counted is None:
            rest.append(line.text)
        else:
            found = list(counted.points)
            rest += [part for part in (counted.lead, counted.tail) if part]
    if found:
        return [_point(text) for text in found], rest
    terms = _terms(whole, name, number)
    if not terms and number:
        return list(next((terms for text in rest if (terms := leading_terms(text, number))), ())), rest
    return [_matched(term, rest) for term in terms], rest


def _matched(term: str, rest: list[str]) -> Any:
    """Return an item with the paragraphs that begin with its name, which are taken out of the rest."""
    mine = [text for text in rest if trimmed(text).strip("“").startswith(term)]
    for text in mine:
        rest.remove(text)
    measures = [sentence for text in mine for sentence in sentences(text)]
    return {"名称": term, "做法": measures} if measures else term


def _item(section: Section) -> Any:
    item: dict[str, Any] = {"名称": section.title}
    if section.sections:
        item["要点"] = [_item(inner) for inner in section.sections]
        if section.lines:
            item["说明"] = " ".join(line.text for line in section.lines)
        return item
    if measures := [measure for line in section.lines for measure in measures_of(line.text)]:
        item["做法"] = measures
    return item if len(item) > 1 else section.title


def measures_of(text: str) -> list[str]:
    """Return what is done as single measures: what a text counts, or its sentences."""
    counted = enumerated(text)
    if counted is None:
        return sentences(text)
    return [part for part in (counted.lead, *counted.points, counted.tail) if part]


def _point(text: str) -> Any:
    name, rest = named_point(text)
    return {"名称": name, "做法": sentences(rest)} if rest else name
