"""Number a page's sources, so that the rows of a long table say [2] where each would repeat a title.

Two taps lead to the evidence: the number to the list at the page's end, the title there to the material."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.markdown import Markdown
from generator.pages.sources import Sources, SourceView, source_view
from generator.schema.parts import Citation

Numbers = Mapping[SourceView, int]
"""A page's sources in the order of its list, each with its number from 1."""


@dataclass(frozen=True, slots=True)
class Note:
    """One source of a row: its number, and the place in it that only this row cites."""

    number: int
    place: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What a row carries beside its facts: its notes, and an anchor where it has one."""

    notes: tuple[Note, ...]
    anchor: Markdown | None = None


def number_sources(sources: Sources, citations: Iterable[Citation]) -> Numbers:
    """Return every material cited, once, however many places in it are named."""
    views = dict.fromkeys(_material(sources, citation) for citation in citations)
    return {view: number for number, view in enumerate(views, start=1)}


def notes(sources: Sources, numbers: Numbers, citations: Iterable[Citation]) -> tuple[Note, ...]:
    """Return the notes of a row; `numbers` are those of its page."""
    found = (Note(numbers[_material(sources, cited)], cited.place or "") for cited in citations)
    return tuple(dict.fromkeys(found))


def _material(sources: Sources, citation: Citation) -> SourceView:
    return source_view(sources, citation.model_copy(update={"place": None}))
