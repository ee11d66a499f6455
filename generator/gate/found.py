"""What a rule is, and what it gives: places in a text, each with the words that may be shown of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.gate.reading import Reading


@dataclass(frozen=True, slots=True)
class Found:
    """One place in the raw text. `what` it is, in Chinese; `shown` is what may stand in a message.

    `key` knows it again in another text; `secret` is the part of it that no log may hold, by its raw places."""

    start: int
    end: int
    what: str
    shown: str
    key: str
    secret: tuple[int, int] | None = None


Finder = Callable[[Reading], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that must not be published: its code, why, and what to do instead.

    `trigger` is true of the words of every text that breaks the rule, and of few others: most are not looked at closer."""

    code: str
    why: str
    cure: str
    find: Finder
    trigger: Callable[[str], object]
