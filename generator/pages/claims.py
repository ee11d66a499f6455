"""What pages claim, each with its sources: figures and honours, results apart from goals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from generator.markdown import Markdown
from generator.model import HonorEntry, Link, OwnedFigure
from generator.pages.parts import GAP, NO_ANCHOR, Fact, Ref, known, ref, refs
from generator.pages.photos import full_picture
from generator.pages.sources import Sources, SourceView, cited_views
from generator.schema.parts import Citation, Figure

Shown = TypeVar("Shown")

_BEFORE = frozenset({"约", "近", "超", "超过", "累计", "不少于", "至少", "达"})

_AFTER_NUMBER = frozenset({"余", "多"})


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure as a page prints it; `text` is number and unit with their qualifiers.

    `anchor` is empty where the figure is shown on a page that is not its record's own."""

    name: str
    text: str
    facts: tuple[Fact, ...]
    sources: tuple[SourceView, ...]
    owner: Ref | None = None
    anchor: Markdown = NO_ANCHOR

    @property
    def known(self) -> tuple[Fact, ...]:
        """Return the facts without those that are still missing."""
        return tuple(fact for fact in self.facts if fact[1] != GAP)


@dataclass(frozen=True, slots=True)
class HonorView:
    """An honour as a page prints it; what is not known is GAP. `place` is its row on the wall."""

    name: str
    level: str
    when: str
    issuers: str
    winner: str
    note: str
    owners: tuple[Ref, ...]
    sources: tuple[SourceView, ...]
    place: Ref
    certificate: Markdown | None = None
    """The way to the picture of its certificate."""


def figure_value(figure: Figure) -> str:
    """Return the number with its qualifiers and without its unit: 累计560余."""
    before, after = _around(figure)
    return f"{before}{figure.value}{after}"


def _around(figure: Figure) -> tuple[str, str]:
    """Return the words before a number and those between it and its unit."""
    before = "".join(word for word in figure.qualifiers if word in _BEFORE)
    after = "".join(word for word in figure.qualifiers if word in _AFTER_NUMBER)
    return f"{before}第" if figure.sort == "排名" else before, after


def figure_unit(figure: Figure) -> str:
    """Return the unit with the qualifiers that follow it: 个以上."""
    words = [word for word in figure.qualifiers if word not in _BEFORE | _AFTER_NUMBER]
    unit = figure.unit or ("名" if figure.sort == "排名" else "")
    return unit + "".join(words)


def figure_view(
    sources: Sources, page: str, figure: Figure, citations: Sequence[Citation], owner: Link | None = None
) -> FigureView:
    """Return a figure for a page; `citations` are its record's where it names none of its own."""
    facts = (
        ("期间", figure.period or (None if figure.until or figure.is_goal else GAP)),
        ("截止", str(figure.until) if figure.until else None),
        ("口径", figure.basis),
        ("状态", figure.status),
    )
    return FigureView(
        name=figure.name,
        text=figure_value(figure) + figure_unit(figure),
        facts=known(facts),
        sources=cited_views(sources, figure.citations or citations),
        owner=ref(page, owner) if owner else None,
    )


def figure_views(
    sources: Sources, page: str, figures: Iterable[Figure], citations: Sequence[Citation]
) -> tuple[tuple[FigureView, ...], tuple[FigureView, ...]]:
    """Return a record's figures for its page: results, and apart from them goals."""
    views = (
        (figure.is_goal, replace(view, anchor=Markdown(f"figure-{number}")))
        for number, figure in enumerate(figures, start=1)
        for view in [figure_view(sources, page, figure, citations)]
    )
    return _parted(views)


def _parted(views: Iterable[tuple[bool, Shown]]) -> tuple[tuple[Shown, ...], tuple[Shown, ...]]:
    """Return what is no goal, and apart from it what is one."""
    views = tuple(views)
    return tuple(view for goal, view in views if not goal), tuple(view for goal, view in views if goal)


def owned_figure_view(sources: Sources, page: str, owned: OwnedFigure) -> FigureView:
    """Return a figure for a page that gathers the figures of many records."""
    return figure_view(sources, page, owned.entity, owned.citations, owned.owner)


def figure_data(figure: Figure) -> dict[str, str]:
    """Return a figure for the theme: the number, and the words before and after it."""
    before, after = _around(figure)
    return {"before": before, "value": figure.value, "after": after + figure_unit(figure)}


def honor_when(entry: HonorEntry) -> str:
    """Return when an honour was given, as precisely as it is known."""
    honor = entry.entity
    year = str(honor.date) if honor.date else (f"{honor.year}年" if honor.year else None)
    parts = [part for part in (year, honor.school_year, honor.session, honor.batch) if part]
    return "，".join(parts) or GAP


def honor_view(sources: Sources, page: str, entry: HonorEntry) -> HonorView:
    """Return an honour for a page."""
    honor = entry.entity
    owners = [link for link in (*entry.schools, entry.region, entry.brand) if link]
    title = f"{honor.name}（{honor.grade}）" if honor.grade else honor.name
    return HonorView(
        name=title,
        level=honor.level or GAP,
        when=honor_when(entry),
        issuers="，".join(honor.issuers) or GAP,
        winner=honor.winner or "",
        note="；".join(part for part in (honor.sort, honor.status, honor.note) if part),
        owners=refs(page, owners),
        sources=cited_views(sources, honor.citations),
        place=replace(ref(page, entry.link), name=title),
        certificate=full_picture(page, entry.certificate),
    )


def honor_views(
    sources: Sources, page: str, honors: Iterable[HonorEntry]
) -> tuple[tuple[HonorView, ...], tuple[HonorView, ...]]:
    """Return honours for a page: those that were given, and apart from them those still worked for."""
    return _parted((entry.entity.is_goal, honor_view(sources, page, entry)) for entry in honors)
