"""Part a text into sentences and clauses, and know a sentence again wherever it went."""

from __future__ import annotations

import re

from generator.manuscript.cleaned import HANZI

_SENTENCE = re.compile(r"[^。！？；!?…\n]*[。！？；!?…]+[”’」』）)》】]*|[^。！？；!?…\n]+")
_STOPS = re.compile(r"[^。！？!?…\n]*[。！？!?…]+[”’」』）)》】]*|[^。！？!?…\n]+")
_NO_WORD = re.compile(rf"[^{HANZI}0-9A-Za-z]+")
_CLOSING = "，。；：、,;: \u3000"


def clauses(text: str) -> list[str]:
    """Return the sentences of a text, those set apart by semicolons too, each with the mark that ends it."""
    return [part for part in _SENTENCE.findall(text) if part.strip()]


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each with the mark that ends it."""
    return [part.strip() for part in _STOPS.findall(text) if part.strip()]


def words_of(text: str) -> str:
    """Return the characters, letters and digits of a text: what stays the same wherever it is put."""
    return _NO_WORD.sub("", text)


def trimmed(text: str) -> str:
    """Return a text without the marks that part it from what stands beside it."""
    return text.strip().strip(_CLOSING).strip()
