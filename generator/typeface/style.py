"""Read from a site's CSS which places are set in the display face, and in which of its two tokens.

Takes CSS text, gives Places; knows nothing of pages. It may take a place for wider than it is, never for narrower."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

DISPLAY, SERIF = "display", "serif"
"""The tokens: numerals, codes and names; headings. A rule of headings is a token of its own: `serif h1, h2`."""

SIGNS = "signs"
SIGN_RULE = ".mark__sign,.mark__code,.stamp__sign,.stamp__code,.num,[data-sign]::before"
"""The numerals and codes among what `--display` sets: what keeps the face when names are too many."""

DIGITS_RULE = ".mark__sign:not(.mark__sign--han),.stamp__sign:not(.stamp__sign--han)"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_FACE = re.compile(rf"(?:^|;)\s*font(?:-family)?\s*:[^;]*var\(--({DISPLAY}|{SERIF})\s*[,)]")
_CONTENT = re.compile(r"(?:^|;)\s*content\s*:([^;]*)")
_STRING = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_ATTRIBUTE = re.compile(r"attr\(\s*([\w-]+)\s*\)")
_EITHER = re.compile(r":(?:is|where)\(([^()]*)\)")
_CONDITION = re.compile(r":[\w-]+\([^()]*\)")
_PSEUDO = re.compile(r"::?[\w-]+")
_STEP = re.compile(r"\s*([>+~])\s*|\s+")
_TAG = re.compile(r"^[A-Za-z][\w-]*")
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_HAS = re.compile(r"\[\s*([\w-]+)[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Place:
    """Elements whose text is set in one token: a tag, classes and attributes, inside elements with other classes.

    `shown` is the attribute whose value is drawn, None where it is the element's own text."""

    token: str
    tag: str
    classes: frozenset[str]
    attributes: frozenset[str]
    within: frozenset[str]
    shown: str | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """The places of a site's CSS, and the words that the CSS itself puts into each token."""

    places: tuple[Place, ...]
    words: tuple[tuple[str, str], ...]


def read_style(css: str) -> Style:
    """Return what a style sheet sets in the display face."""
    places: dict[Place, None] = {}
    words: dict[tuple[str, str], None] = {}
    for selectors, body in _RULE.findall(_COMMENT.sub("", css)):
        face = _FACE.search(body)
        if not face:
            continue
        token = DISPLAY if face[1] == DISPLAY else f"{SERIF} {' '.join(selectors.split())}"
        content = " ".join(_CONTENT.findall(body))
        words |= {(token, "".join(found)): None for found in _STRING.findall(content) if any(found)}
        for selector in split_list(selectors):
            places |= dict.fromkeys(_places(token, selector, _ATTRIBUTE.findall(content)))
    for selector in split_list(SIGN_RULE):
        places |= dict.fromkeys(_places(SIGNS, selector, _HAS.findall(selector)))
    return Style(tuple(places), tuple(words))


def is_heading(token: str) -> bool:
    """Tell whether a token is a rule of headings."""
    return token.startswith(f"{SERIF} ")


def selectors_of(token: str) -> str:
    """Return the selectors of a rule of headings."""
    return token.removeprefix(f"{SERIF} ")


def split_list(selectors: str) -> Iterator[str]:
    """Yield the selectors of a list; a comma inside brackets does not divide."""
    depth, start = 0, 0
    for index, sign in enumerate(selectors):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            yield selectors[start:index].strip()
            start = index + 1
    yield selectors[start:].strip()


def _places(token: str, selector: str, shown: list[str]) -> Iterator[Place]:
    for plain in _alternatives(selector):
        compounds, within = _compounds(plain)
        tag = _TAG.match(compounds)
        place = Place(
            token,
            tag[0].lower() if tag else "",
            frozenset(_CLASS.findall(compounds)),
            frozenset(_HAS.findall(compounds)),
            frozenset(within),
        )
        for attribute in shown:
            yield Place(
                token, place.tag, place.classes, place.attributes | {attribute}, place.within, attribute
            )
        if "::" not in selector:
            yield place


def _alternatives(selector: str) -> Iterator[str]:
    """Yield the selector once for each choice of an `:is()`, without conditions such as `:not()`."""
    found = _EITHER.search(selector)
    if found:
        for choice in split_list(found[1]):
            yield from _alternatives(selector[: found.start()] + choice + selector[found.end() :])
        return
    plain = _CONDITION.sub("", selector)
    if plain != selector:
        yield from _alternatives(plain)
    else:
        yield _PSEUDO.sub("", selector)


def _compounds(selector: str) -> tuple[str, set[str]]:
    """Return the last compound, and the classes of those that it stands inside of."""
    steps = _STEP.split(f"{selector.strip()} ")
    within: set[str] = set()
    last = ""
    for compound, sign in zip(steps[::2], steps[1::2], strict=False):
        if compound:
            last = compound
        # What stands beside an element does not stand around it.
        if sign not in {"+", "~"} and compound:
            within |= set(_CLASS.findall(compound))
    return last, within - set(_CLASS.findall(last))
