"""Collect the characters that a built page shows in the display face.

Takes a page's HTML and the Style of the site, gives characters by token; touches no files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.typeface.style import Place, Style

Characters = dict[str, str]
"""The characters by the token that they are set in, each once and sorted."""

Index = Mapping[str, tuple[Place, ...]]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads pages with one style; a place is found by a class, an attribute or the tag that it asks for."""

    by_class: Index
    by_attribute: Index
    by_tag: Index

    def read(self, html: bytes) -> Characters:
        """Return a page's characters; what is not HTML has none."""
        from lxml import etree  # noqa: PLC0415 - heavy, and seldom needed

        parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
        document = etree.HTML(html, parser) if html.strip() else None
        found: dict[str, set[str]] = {}
        for element in document.iter(etree.Element) if document is not None else ():
            for place in self._candidates(element):
                if _fits(place, element):
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
        if place.classes:
            indexes[0].setdefault(min(place.classes), []).append(place)
        elif place.attributes:
            indexes[1].setdefault(min(place.attributes), []).append(place)
        else:
            # A rule for everything is a rule for all of the body.
            indexes[2].setdefault(place.tag or "body", []).append(place)
    return Reader(*({key: tuple(places) for key, places in index.items()} for index in indexes))


def gathered(parts: Iterable[Characters]) -> Characters:
    """Return the characters of several pages together."""
    sets: dict[str, set[str]] = {}
    for part in parts:
        for token, characters in part.items():
            sets.setdefault(token, set()).update(characters)
    return {token: "".join(sorted(characters)) for token, characters in sorted(sets.items())}


def _fits(place: Place, element: Any) -> bool:
    if place.tag and place.tag != element.tag:
        return False
    if not all(name in element.attrib for name in place.attributes):
        return False
    if len(place.classes) > 1 and not place.classes <= _classes(element):
        return False
    return not place.within or _is_within(place.within, element)


def _is_within(wanted: frozenset[str], element: Any) -> bool:
    missing = set(wanted)
    for ancestor in element.iterancestors():
        missing -= _classes(ancestor)
        if not missing:
            return True
    return False


def _classes(element: Any) -> set[str]:
    return set(element.get("class", "").split())


def _shown(place: Place, element: Any) -> Iterable[str]:
    """Return the characters that a place draws of an element."""
    return element.get(place.shown, "") if place.shown else "".join(element.itertext())
