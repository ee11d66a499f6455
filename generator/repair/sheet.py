"""A file's rows while they are being mended, each with the line that it came from and what was done to it.

Pure text by position: what no edit names, comments and order among it, stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Edit = Mapping[int, str]
"""A row's text as it should be, by the row's index; a line break in it makes two rows of one."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line as it was and as it becomes. `line` is 1-based; 0 means the whole file, which shows no text.

    `mends` tells a fault that the check complains of from mere tidying; `after` may hold a line break."""

    line: int
    before: str
    after: str
    reasons: tuple[str, ...]
    mends: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """`origins` names for each row the row of the file that it came from; `reasons` are by that row."""

    rows: tuple[str, ...]
    origins: tuple[int, ...]
    reasons: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Return the rows as one text."""
        return "\n".join(self.rows)

    def edited(self, edits: Iterable[tuple[Edit, str]]) -> Sheet:
        """Return the sheet with edits of different rows done, each noted with its reason."""
        rows: dict[int, str] = {}
        reasons = dict(self.reasons)
        for edit, reason in edits:
            for row, text in edit.items():
                if text == self.rows[row]:
                    continue
                rows[row] = text
                told = reasons.get(self.origins[row], ())
                reasons[self.origins[row]] = told if reason in told else (*told, reason)
        if not any("\n" in text for text in rows.values()):
            return Sheet(overlaid(self.rows, [rows]), self.origins, reasons)
        parts = [(rows.get(i, text).split("\n"), self.origins[i]) for i, text in enumerate(self.rows)]
        return Sheet(
            tuple(text for texts, _ in parts for text in texts),
            tuple(origin for texts, origin in parts for _ in texts),
            reasons,
        )

    def by_origin(self) -> dict[int, str]:
        """Return what became of each row of the file."""
        texts: dict[int, list[str]] = {}
        for text, origin in zip(self.rows, self.origins, strict=True):
            texts.setdefault(origin, []).append(text)
        return {origin: "\n".join(found) for origin, found in texts.items()}


def overlaid(rows: tuple[str, ...], edits: Iterable[Edit]) -> tuple[str, ...]:
    """Return the rows with edits done, several rows in one where an edit makes more of it."""
    result = list(rows)
    for edit in edits:
        for row, text in edit.items():
            result[row] = text
    return tuple(result)


def difference(before: tuple[str, ...], after: tuple[str, ...]) -> dict[int, str]:
    """Return the edit that turns one set of rows into another of the same number."""
    return {i: new for i, (old, new) in enumerate(zip(before, after, strict=True)) if old != new}
