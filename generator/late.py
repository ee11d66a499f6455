"""Patterns that are compiled when they are first used: there are many, and most texts need none of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Late:
    """A regular expression with the methods that are asked for here."""

    pattern: str
    flags: int = 0

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """Return the pattern, compiled once."""
        return re.compile(self.pattern, self.flags)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match anywhere."""
        return self.compiled.search(text)

    def match(self, text: str, place: int = 0) -> re.Match[str] | None:
        """Return the match that begins at a place."""
        return self.compiled.match(text, place)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the match of the whole text."""
        return self.compiled.fullmatch(text)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Yield all matches between two places."""
        return self.compiled.finditer(text, start, len(text) if end is None else end)

    def sub(self, left: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Return the text with every match replaced."""
        return self.compiled.sub(left, text)

    def split(self, text: str) -> list[str]:
        """Return what stands between the matches."""
        return self.compiled.split(text)
