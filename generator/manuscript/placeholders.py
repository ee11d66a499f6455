"""Find what stands for something that nobody has filled in yet: X个, XX市, 20__年, 某某, ____.

X+N and 3+N are codes and no placeholders. Nothing is ever filled in here."""

from __future__ import annotations

from generator.gate.leftovers import ANONYMISED

_SHOWN = 20


def placeholders(text: str) -> tuple[str, ...]:
    """Return what is still to be filled in, each with the word behind it, once each."""
    found = (
        text[match.start() : match.end() + (1 if match.end() < len(text) else 0)].strip("，。；、：）) ")
        for match in ANONYMISED.finditer(text)
    )
    return tuple(dict.fromkeys(text[:_SHOWN] for text in found))
