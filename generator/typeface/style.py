"""Read from a site's CSS which places are set in the display face, and in which of its two tokens.

Takes CSS text, gives Places; knows nothing of pages. It may take a place for wider than it is, never for narrower."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

DISPLAY, SERIF = "display", "serif"
"""The tokens: numerals, codes and names; headings. A rule of headings is a token of its own: `serif h1, h2`."""

SIGNS = "signs"
SIGN_RULE = ".mark__sign,.mark__code,.stamp__sign,.stamp__code,.num,[data-sign]::before"
"""The numerals and codes among what `--display` sets: what keeps the face when names are too many."""

DIGITS_RULE = ".mark__sign:not(.mark__sign--han),.stamp__sign:not(.stamp__sign--han)"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_FACE = re.compile(rf"(?:^|;)\s*font(?:-family)?\s*:[^;]*?var\(--({DISPLAY}|{SERIF})\s*[,)]")
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
class Compound:
    """What one step of a selector asks of an element; a tag that is empty asks for none."""

    tag: str
    classes: frozenset[str]
    attributes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Place:
    """Elements whose text is set in one token, on pages that link `sheet`.

    `steps` lead from the element outwards: the sign that joins each to the one before, and what it asks.
    `shown` is the attribute whose value is drawn, None where it is the element's own text."""

    token: str
    sheet: str
    asked: Compound
    steps: tuple[tuple[str, Compound], ...]
    shown: str | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """The places of a site's CSS, and the words that the CSS itself puts into each token."""

    places: tuple[Place, ...]
    words: tuple[tuple[str, str], ...]


def read_style(css: str, sheet: str = "") -> Style:
    """Return what a style sheet sets in the display face; `sheet` is its file name, empty where all pages have it."""
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
            places |= dict.fromkeys(_places((token, sheet), selector, _ATTRIBUTE.findall(content)))
    for selector in split_list(SIGN_RULE):
        places |= dict.fromkeys(_places((SIGNS, ""), selector, _HAS.findall(selector)))
    return Style(tuple(places), tuple(words))


def joined(styles: Iterable[Style]) -> Style:
    """Return several styles as one."""
    known = tuple(styles)
    places = (place for style in known for place in style.places)
    return Style(tuple(dict.fromkeys(places)), tuple(word for style in known for word in style.words))


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


def _places(whose: tuple[str, str], selector: str, shown: list[str]) -> Iterator[Place]:
    for plain in _alternatives(selector):
        asked, *steps = _steps(plain)
        for attribute in shown:
            yield Place(*whose, asked[1], tuple(steps), attribute)
        if "::" not in selector:
            yield Place(*whose, asked[1], tuple(steps))


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


def _steps(selector: str) -> list[tuple[str, Compound]]:
    """Return the compounds from the last to the first, each with the sign that joins it to the one after it."""
    parts = _STEP.split(selector.strip())
    signs = [*(sign or " " for sign in parts[1::2]), ""]
    return [(sign, _compound(part)) for part, sign in zip(parts[::2], signs, strict=True)][::-1]


def _compound(text: str) -> Compound:
    tag = _TAG.match(text)
    return Compound(
        tag[0].lower() if tag else "", frozenset(_CLASS.findall(text)), frozenset(_HAS.findall(text))
    )
