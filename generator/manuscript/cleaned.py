"""What was cleaned away or changed: a kind, and the words before and after, so that a person can look."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

HANZI = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
_AROUND = 6


@dataclass(frozen=True, slots=True)
class Cleaned:
    """One change. `after` is empty where something was taken away; `whole` tells that words of it are gone."""

    kind: str
    before: str
    after: str = ""
    whole: bool = False


def changed(
    kind: str,
    pattern: re.Pattern[str],
    text: str,
    replacement: str | Callable[[re.Match[str]], str],
    *,
    whole: bool = False,
) -> tuple[str, list[Cleaned]]:
    """Return the text with every match replaced, and each change with a few characters around it.

    Where words are gone, the change holds just these."""
    found: list[Cleaned] = []

    def replaced(match: re.Match[str]) -> str:
        new = match.expand(replacement) if isinstance(replacement, str) else replacement(match)
        if new != match[0]:
            before = text[max(0, match.start() - _AROUND) : match.start()]
            behind = text[match.end() : match.end() + _AROUND]
            old = match[0] if whole else f"{before}{match[0]}{behind}"
            found.append(Cleaned(kind, old.strip(), "" if whole else f"{before}{new}{behind}".strip(), whole))
        return new

    return pattern.sub(replaced, text), found
