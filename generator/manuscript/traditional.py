"""Make a manuscript's characters simplified ones, and note each change."""

from __future__ import annotations

from generator.gate.traditional import KEPT, simplified
from generator.manuscript.cleaned import Cleaned

KIND = "繁体字"
_AROUND = 6


def simplify(text: str) -> tuple[str, list[Cleaned]]:
    """Return the text in simplified characters, and each change with a few characters around it."""
    simple = simplified(text)
    places = [place for place, (old, new) in enumerate(zip(text, simple, strict=True)) if old != new]
    found = []
    end = 0
    for place in places:
        if place >= end:
            start, end = max(0, place - _AROUND), place + _AROUND
            found.append(Cleaned(KIND, text[start:end].strip(), simple[start:end].strip()))
    return simple, found


def kept_letters(text: str) -> tuple[str, ...]:
    """Return the characters that were left as they are although they look traditional."""
    return tuple(dict.fromkeys(letter for letter in text if letter in KEPT))
