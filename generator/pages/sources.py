"""Sources as pages cite them: in full at a page's end, by title in a table's row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.markdown import Markdown, link_target
from generator.pages.parts import Fact, known
from generator.schema.parts import Citation
from generator.schema.records import SourceRecord

Sources = Mapping[str, SourceRecord]
"""The registered sources by their 编号."""


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as a page cites it."""

    title: str
    facts: tuple[Fact, ...]
    url: Markdown | None = None


def cited_views(sources: Sources, citations: Sequence[Citation]) -> tuple[SourceView, ...]:
    """Return what is cited as a table's row names it: the titles, and what only these citations say."""
    views = (
        replace(
            source_view(sources, citation),
            facts=known(
                (
                    ("出处", citation.publisher),
                    ("日期", str(citation.date) if citation.date else None),
                    ("位置", citation.place),
                )
            ),
        )
        for citation in citations
    )
    return tuple(dict.fromkeys(views))


def source_view(sources: Sources, citation: Citation) -> SourceView:
    """Return a source in full, as a record cites it."""
    source = sources.get(citation.number or "")
    date = citation.date or (source.date if source else None)
    facts = (
        ("出处", citation.publisher or (source.publisher if source else None)),
        ("日期", str(date) if date else None),
        ("位置", citation.place),
        ("可靠性", source.reliability if source else None),
        ("说明", source.note if source else None),
    )
    url = citation.url or (source.url if source else None)
    title = citation.title or (source.title if source else citation.number or "")
    return SourceView(title, known(facts), link_target(url) if url else None)


def source_views(sources: Sources, citations: Iterable[Citation]) -> tuple[SourceView, ...]:
    """Return the sources of a record, or of all that a page gathers, each once."""
    return tuple(dict.fromkeys(source_view(sources, citation) for citation in citations))
