"""Mechanisms and counted phrases as pages print them, each kind of mechanism with a look of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.markdown import Markdown
from generator.pages.claims import FigureView, figure_view
from generator.pages.parts import Fact, joined, known, term_facts
from generator.pages.sources import Sources
from generator.schema.mechanisms import (
    AnyMechanism,
    Award,
    Base,
    Contest,
    Mechanism,
    Meeting,
    Pairing,
    Posts,
    Route,
    Rule,
    Studio,
    Training,
)
from generator.schema.parts import Citation, Phrase


@dataclass(frozen=True, slots=True)
class MechanismView:
    """A mechanism as a page prints it; `look` is the class by which the theme draws each kind its own way.

    `totals` are the numbers that stand large: a label, a number, its unit."""

    name: str
    anchor: Markdown
    look: Markdown
    kind: str
    totals: tuple[tuple[str, str, str], ...]
    summary: str
    facts: tuple[Fact, ...]
    rules: tuple[str, ...]
    contents: tuple[Fact, ...]
    rest: str
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class PhraseView:
    """A counted phrase with its terms; `groups` is one nameless group where it has none."""

    name: str
    anchor: Markdown
    summary: str
    groups: tuple[tuple[str, tuple[Fact, ...]], ...]
    partial: bool


def mechanism_views(
    sources: Sources, page: str, mechanisms: Sequence[AnyMechanism], citations: Sequence[Citation]
) -> tuple[MechanismView, ...]:
    """Return a record's mechanisms for its page, their own keys as facts."""
    return tuple(
        MechanismView(
            name=mechanism.name,
            anchor=Markdown(f"mechanism-{number}"),
            look=Markdown(LOOKS[type(mechanism)]),
            kind=mechanism.kind,
            totals=tuple((label, str(count), unit) for label, count, unit in _totals(mechanism)),
            summary=mechanism.summary or "",
            facts=known((*_own_facts(mechanism), *_shared_facts(mechanism))),
            rules=mechanism.rules,
            contents=_contents(mechanism),
            rest=_rest(mechanism),
            figures=tuple(figure_view(sources, page, figure, citations) for figure in mechanism.figures),
        )
        for number, mechanism in enumerate(mechanisms, start=1)
    )


LOOKS: Mapping[type[Mechanism], str] = {
    Posts: "posts",
    Studio: "studio",
    Pairing: "pairing",
    Route: "route",
    Award: "award",
    Meeting: "meeting",
    Training: "training",
    Base: "base",
    Contest: "contest",
    Rule: "rule",
}
"""The class by which the theme draws each kind of mechanism."""


def _totals(mechanism: AnyMechanism) -> Iterator[tuple[str, int, str]]:
    counts: tuple[tuple[str, int | None, str], ...] = ()
    match mechanism:
        case Posts():
            counts = (("总数", mechanism.total, "个"),)
        case Studio():
            counts = (("成员", mechanism.members, "名"),)
        case Pairing():
            counts = (
                ("人数", mechanism.people, "人"),
                ("人次", mechanism.times, "人次"),
                ("结对", mechanism.pairs, "对"),
            )
    yield from ((label, count, unit) for label, count, unit in counts if count is not None)


def _shared_facts(mechanism: Mechanism) -> tuple[tuple[str, str | None], ...]:
    return (
        ("频次", mechanism.frequency),
        ("开始年份", f"{mechanism.since}年" if mechanism.since else None),
        ("输出", mechanism.outcome),
        ("状态", mechanism.status),
    )


def _own_facts(mechanism: AnyMechanism) -> tuple[tuple[str, str | None], ...]:
    match mechanism:
        case Studio():
            return (
                ("性质", mechanism.nature),
                ("成员身份", mechanism.member_kind),
                ("领域", "、".join(mechanism.fields)),
                ("领衔人", mechanism.lead),
            )
        case Pairing():
            return (("帮扶方", mechanism.giver), ("受助方", mechanism.receiver))
        case Route():
            return (
                ("路线", f"{mechanism.start}→{mechanism.end}"),
                ("每站分值", f"{mechanism.points} 分"),
                ("总分", f"{mechanism.total} 分"),
                ("站数", f"{stage_count(mechanism)} 站"),
                ("用途", mechanism.use),
            )
        case Award():
            return (
                ("届次", mechanism.session),
                ("依据", "、".join(mechanism.criteria)),
                ("标准", mechanism.standard),
                ("挂钩", mechanism.linked),
            )
        case Training():
            return (("方式", mechanism.method), ("方向", "；".join(mechanism.directions)))
        case Base():
            return (("级别", mechanism.level), ("性质", mechanism.nature))
        case _:
            return ()


def stage_count(route: Route) -> int:
    """Return how many stages the route has: total points over points per stage.

    Both are whole points; a remainder has been rejected by `validate`."""
    return route.total // route.points


def _contents(mechanism: AnyMechanism) -> tuple[Fact, ...]:
    contents = term_facts(mechanism.contents)
    if isinstance(mechanism, Route):
        return contents + term_facts(mechanism.stages)
    if not isinstance(mechanism, Posts):
        return contents
    posts = []
    for post in mechanism.posts:
        number = f"{post.number} 个" if post.number > 1 else None
        posts.append((post.name, joined(post.holder, post.sort, number, post.duty)))
    return contents + tuple(posts)


def _rest(mechanism: AnyMechanism) -> str:
    """Return how many posts are there but not named; no words where all are."""
    if not isinstance(mechanism, Posts) or not mechanism.partial or mechanism.total is None:
        return ""
    missing = mechanism.total - mechanism.listed
    return f"其余 {missing} 个" if missing > 0 else ""


def routes_data(mechanisms: Iterable[AnyMechanism]) -> list[dict[str, Any]]:
    """Return the points routes among a record's mechanisms, for the theme to draw."""
    return [
        {
            "anchor": f"mechanism-{number}",
            "start": mechanism.start,
            "end": mechanism.end,
            "points": mechanism.points,
            "total": mechanism.total,
            "stages": stage_count(mechanism),
            "names": [term.name for term in mechanism.stages],
        }
        for number, mechanism in enumerate(mechanisms, start=1)
        if isinstance(mechanism, Route)
    ]


def phrase_views(phrases: Sequence[Phrase]) -> tuple[PhraseView, ...]:
    """Return the phrases that can be shown: those with their terms named."""
    return tuple(
        _phrase_view(phrase, number) for number, phrase in enumerate(phrases, start=1) if phrase.count
    )


def _phrase_view(phrase: Phrase, number: int) -> PhraseView:
    groups = [("", phrase.terms)] if phrase.terms else []
    groups += [(group.name, group.terms) for group in phrase.groups]
    shown = tuple((name, term_facts(terms)) for name, terms in groups)
    return PhraseView(phrase.name, Markdown(f"phrase-{number}"), phrase.summary or "", shown, phrase.partial)
