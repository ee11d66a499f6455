"""Make the numbers that Word counts by itself, which stand nowhere in a paragraph's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

_DIGITS = "零一二三四五六七八九"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "ideographDigital",
    }
)
_CIRCLED = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})
_DEEPEST = 9


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace: the strict dialect has others than the usual one."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element | None, name: str) -> str:
    """Return an attribute by its bare name; empty where there is none."""
    items = element.items() if element is not None else ()
    return next((str(value) for key, value in items if str(key).rpartition("}")[2] == name), "")


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """Yield the children that have a bare name."""
    for child in element if element is not None else ():
        if isinstance(child.tag, str) and local(child) == name:
            yield child


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """Return the first element down a path of bare names."""
    for name in names:
        element = next(children(element, name), None)
    return element


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: 第%1章 in Chinese numerals, from 1."""

    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has been counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    families: dict[str, str] = field(default_factory=dict)

    def label(self, number: str, depth: int) -> tuple[str, bool]:
        """Return the next label of a list at a depth from 0, and whether it is a mere bullet."""
        levels = self.levels.get(number, {})
        level = levels.get(depth)
        if level is None:
            return "", False
        if level.form in {"bullet", "none"}:
            return "", level.form == "bullet"
        # Lists of one family count on where the other stopped.
        counts = self.counts.setdefault(self.families.get(number, number), {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]

        def written(found: re.Match[str]) -> str:
            other = int(found[1]) - 1
            shown = levels.get(other, Level())
            return numeral(counts.get(other, shown.start), shown.form)

        return re.sub("%([1-9])", written, level.text), False


def read_numbering(root: etree._Element | None) -> Numbering:
    """Return the lists that numbering.xml declares."""
    abstract = {
        attribute(element, "abstractNumId"): dict(_levels(element))
        for element in children(root, "abstractNum")
    }
    numbering = Numbering()
    for element in children(root, "num"):
        number = attribute(element, "numId")
        family = attribute(child(element, "abstractNumId"), "val")
        levels = dict(abstract.get(family, {}))
        overridden = False
        for override in children(element, "lvlOverride"):
            depth = _whole(attribute(override, "ilvl"))
            start = attribute(child(override, "startOverride"), "val")
            levels |= dict(_levels(override))
            if start and depth in levels:
                levels[depth] = Level(levels[depth].form, levels[depth].text, _whole(start))
                overridden = True
        numbering.levels[number] = levels
        numbering.families[number] = number if overridden else f"family {family}"
    return numbering


def _levels(owner: etree._Element) -> Iterator[tuple[int, Level]]:
    for element in children(owner, "lvl"):
        depth = _whole(attribute(element, "ilvl"))
        if 0 <= depth < _DEEPEST:
            form = attribute(child(element, "numFmt"), "val") or "decimal"
            text = attribute(child(element, "lvlText"), "val")
            yield depth, Level(form, text, _whole(attribute(child(element, "start"), "val") or "1"))


def _whole(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,6}", text) else 0


def numeral(number: int, form: str) -> str:
    """Return a number as a form of numbering writes it."""
    if form in _CHINESE and 0 < number < 100:
        return _chinese(number)
    if form in _CIRCLED and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if form in {"lowerLetter", "upperLetter"} and 0 < number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"} and 0 < number < 40:
        roman = _roman(number)
        return roman if form == "lowerRoman" else roman.upper()
    return str(number)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        while number >= value:
            text += sign
            number -= value
    return text
