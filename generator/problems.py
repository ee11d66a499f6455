"""Faults as values: what went wrong, how badly, where exactly, and how to mend it.

Every other module makes Problems; only the edges (`cli`, `plugin`, `report`) show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How far a fault reaches; the value is the word that staff read."""

    ERROR = "错误"
    BLOCK = "拦截"
    NOTE = "提醒"

    @property
    def rank(self) -> int:
        """Return 0 for the gravest severity, counting up."""
        return list(Severity).index(self)


ERROR, BLOCK, NOTE = Severity


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file: 1-based line and column, both in characters; 0 means the whole file.

    `length` is how many characters to underline, `excerpt` the line's text without its line break;
    `shown` is the excerpt as it may be printed, where some of it must stand in no log."""

    file: str
    line: int = 0
    column: int = 0
    length: int = 1
    excerpt: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in what a person wrote. `code` is kebab-case and never changes once released."""

    code: str
    severity: Severity
    where: Where
    message: str
    hint: str

    def as_json(self) -> dict[str, str | int]:
        """Return the published JSON shape: code, severity, file, line, column, message, hint."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "file": self.where.file,
            "line": self.where.line,
            "column": self.where.column,
            "message": self.message,
            "hint": self.hint,
        }


def quoted(text: str) -> str:
    """Return text between Chinese quotation marks, those inside it turned into inner ones (GB/T 15834)."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems once each, by file, then by place in it, then by severity and code."""
    return tuple(
        sorted(
            set(problems),
            key=lambda p: (
                p.where.file,
                p.where.line,
                p.where.column,
                p.severity.rank,
                p.code,
                p.message,
            ),
        )
    )


def stops_building(problems: Iterable[Problem]) -> bool:
    """Tell whether anything here is an 错误, which stops every command."""
    return any(problem.severity is ERROR for problem in problems)


def stops_publishing(problems: Iterable[Problem]) -> bool:
    """Tell whether anything here is an 错误 or a 拦截, which keep a site from being published."""
    return any(problem.severity is not NOTE for problem in problems)
