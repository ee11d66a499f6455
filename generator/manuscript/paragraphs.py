"""What a document holds once its format is forgotten: paragraphs, and what was left beside them.

Made by `word` and `plain`, read by `cleaning` and `outline`."""

from __future__ import annotations

from dataclasses import dataclass

MOST_LETTERS = 150_000
"""So long may a manuscript be: some three hundred pages, and what a data file of 1 MB can hold with remarks."""
MOST_PARAGRAPHS = 20_000


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `number` counts from 1 through the document, `level` is that of a heading's style.

    `label` is the number that Word makes by itself, `lead` how many characters at the start are bold.
    `table` is the number of the table whose row this is; `aside` says that it stands beside the text (脚注 1)."""

    text: str
    number: int = 0
    level: int = 0
    label: str = ""
    lead: int = 0
    bullet: bool = False
    title: bool = False
    table: int = 0
    aside: str = ""

    @property
    def bold(self) -> bool:
        """Tell whether all of it is bold."""
        return 0 < len(self.text.strip()) <= self.lead

    @property
    def place(self) -> str:
        """Return how a person finds it."""
        if self.aside:
            return self.aside
        return f"表格 {self.table}" if self.table else f"第 {self.number} 段"


@dataclass(frozen=True, slots=True)
class Embedded:
    """A picture inside a document: the part of the archive that holds it."""

    part: str
    size: int


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A document as it was read. `remarks` say in Chinese what was left out, with the words that were."""

    paragraphs: tuple[Paragraph, ...]
    remarks: tuple[str, ...] = ()
    pictures: tuple[Embedded, ...] = ()
