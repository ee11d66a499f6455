"""Collect the characters that a built page shows in the display face.

Takes a page's HTML and the Style of the site, gives characters by token; touches no files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from generator.typeface.style import Compound, Place, Style

Characters = dict[str, str]
"""The characters by the token that they are set in, each once and sorted."""

Index = Mapping[str, tuple[Place, ...]]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads pages with one style; a place is found by a class, an attribute or the tag that it asks for."""

    by_class: Index
    by_attribute: Index
    by_tag: Index
    sheets: frozenset[str]

    def read(self, html: bytes) -> Characters:
        """Return a page's characters; what is not HTML has none."""
        from lxml import etree  # noqa: PLC0415 - heavy, and seldom needed

        parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
        document = etree.HTML(html, parser) if html.strip() else None
        found: dict[str, set[str]] = {}
        linked = {sheet for sheet in self.sheets if sheet.encode() in html}
        for element in document.iter(etree.Element) if document is not None else ():
            for place in self._candidates(element):
                if place.sheet in linked and _fits(place, element):
                    found.setdefault(place.token, set()).update(_shown(place, element))
        return gathered([{token: "".join(characters)} for token, characters in found.items()])

    def _candidates(self, element: Any) -> Iterator[Place]:
        yield from self.by_tag.get(element.tag, ())
        for name, value in element.attrib.iteritems():
            if name == "class":
                for word in value.split():
                    yield from self.by_class.get(word, ())
            yield from self.by_attribute.get(name, ())


def reader_of(style: Style) -> Reader:
    """Return a reader for the places of a style."""
    indexes: tuple[dict[str, list[Place]], ...] = ({}, {}, {})
    for place in style.places:
        asked = place.asked
        if asked.classes:
            indexes[0].setdefault(min(asked.classes), []).append(place)
        elif asked.attributes:
            indexes[1].setdefault(min(asked.attributes), []).append(place)
        else:
            # A rule for everything is a rule for all of the body.
            indexes[2].setdefault(asked.tag or "body", []).append(place)
    classes, attributes, tags = ({key: tuple(places) for key, places in index.items()} for index in indexes)
    return Reader(classes, attributes, tags, frozenset(place.sheet for place in style.places))


def gathered(parts: Iterable[Characters]) -> Characters:
    """Return the characters of several pages together."""
    sets: dict[str, set[str]] = {}
    for part in parts:
        for token, characters in part.items():
            sets.setdefault(token, set()).update(characters)
    return {token: "".join(sorted(characters)) for token, characters in sorted(sets.items())}


def _fits(place: Place, element: Any) -> bool:
    return _meets(place.asked, element) and _led_to(place.steps, element)


def _led_to(steps: tuple[tuple[str, Compound], ...], element: Any) -> bool:
    """Tell whether the steps of a selector lead to an element."""
    if not steps:
        return True
    (sign, asked), *rest = steps
    return any(_meets(asked, other) and _led_to(tuple(rest), other) for other in _reached(sign, element))


def _reached(sign: str, element: Any) -> Iterator[Any]:
    """Yield the elements from which a sign leads to this one."""
    if sign == " ":
        yield from element.iterancestors()
    elif sign == ">":
        yield from filter(lambda parent: parent is not None, [element.getparent()])
    else:
        beside = element.itersiblings(preceding=True)
        yield from islice(beside, 1) if sign == "+" else beside


def _meets(asked: Compound, element: Any) -> bool:
    if asked.tag and asked.tag != element.tag:
        return False
    if not all(name in element.attrib for name in asked.attributes):
        return False
    return not asked.classes or asked.classes <= set(element.get("class", "").split())


def _shown(place: Place, element: Any) -> Iterable[str]:
    """Return the characters that a place draws of an element."""
    return element.get(place.shown, "") if place.shown else "".join(element.itertext())
