"""Cut the source font to some characters, within a budget of bytes.

Takes characters by token, gives a Cut: the font, and which tokens it carries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from generator import cache
from generator.fonts import FEATURES, SOURCE, source_characters, source_digest
from generator.typeface.reading import Characters
from generator.typeface.style import DISPLAY, SIGNS, is_heading, selectors_of

BUDGET = 60_000
"""How many bytes a visitor may have to fetch for the display face."""

ALWAYS = "0123456789一二三四五六七八九十%+-.…—·×NX、，。：；！？“”‘’（）《》〈〉"
"""What counters and style sheets draw by themselves, and the punctuation that any heading may need."""

LEAST = 100
"""Bytes that a character takes at the very least, on average: a set too large by this needs no trial."""

_RECIPE = "1"
"""Counted up when the same characters shall give another font."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A font of few characters; `tokens` are those that all of their places can be set in."""

    font: bytes
    characters: str
    tokens: tuple[str, ...]


def cut_to_budget(characters: Characters, folder: Path, budget: int = BUDGET) -> Cut:
    """Return the largest cut within the budget: all; fewer rules of headings; names; codes; digits.

    A token is carried whole or not at all, so that no line mixes two faces for want of bytes."""
    keys: set[str] = set()
    each = float(LEAST)
    for tokens in _choices(characters):
        wanted = _wanted(characters, tokens)
        if len(wanted) * each <= budget or not tokens:
            key = cache.key_of(_RECIPE, source_digest(), wanted)
            keys.add(key)
            font = cache.kept(folder, key, _cutter(wanted))
            if len(font) <= budget or not tokens:
                break
            # What this one took tells which of the next are worth a trial.
            each = max(each, len(font) / len(wanted) * 0.97)
    cache.forget_others(folder, keys)
    return Cut(font, wanted, tokens)


def _choices(characters: Characters) -> Iterator[tuple[str, ...]]:
    """Yield sets of tokens, the largest first: the rule of headings that asks for most is given up first."""
    rules = sorted(
        filter(is_heading, characters), key=lambda token: (_rank(token), len(characters[token]), token)
    )
    for count in range(len(rules), -1, -1):
        yield (DISPLAY, *rules[:count])
    yield (SIGNS,)
    yield ()


def _rank(token: str) -> int:
    """Return 0 for the rule that sets the headings proper, which is given up last."""
    return 0 if re.search(r"(^|[\s,>])h1\b", selectors_of(token)) else 1


def _wanted(characters: Characters, tokens: tuple[str, ...]) -> str:
    asked = {*ALWAYS, *"".join(characters.get(token, "") for token in tokens)}
    return "".join(sorted(asked & source_characters()))


def _cutter(characters: str) -> Callable[[], bytes]:
    return lambda: cut(characters)


def cut(characters: str) -> bytes:
    """Return a woff2 font with these characters of the source; the same characters give the same bytes."""
    from fontTools import subset  # noqa: PLC0415 - heavy, and seldom needed
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - heavy, and seldom needed

    options = subset.Options()
    options.layout_features = list(FEATURES)
    options.name_IDs = [0, 13, 14]
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.recalc_timestamp = False
    with TTFont(SOURCE, recalcTimestamp=False, lazy=True) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(text=characters)
        cutter.subset(font)
        font.flavor, font.flavorData = "woff2", None
        made = BytesIO()
        font.save(made)
    return made.getvalue()
