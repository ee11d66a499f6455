"""The parts that pages share: links, figures, honours, mechanisms and sources, ready to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from urllib.parse import quote

from generator.codes import Reading, parse_code, read_code
from generator.markdown import Markdown, attribute_text, link_target, plain
from generator.model import HonorEntry, Link, OwnedFigure
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
from generator.schema.parts import Citation, Figure, Phrase, Place, Scheme, Term
from generator.schema.records import SourceRecord

GAP = "待补"

NO_ANCHOR = Markdown()

HOME = "index.md"
SECTIONS: tuple[tuple[str, str], ...] = (
    ("品牌", "brands/index.md"),
    ("学校", "schools/index.md"),
    ("荣誉", "honors/index.md"),
    ("成果", "achievements/index.md"),
    ("活动", "activities/index.md"),
    ("总结", "reports/index.md"),
    ("区域", "regions/index.md"),
)
"""The sections of the site: title and index page, in the order of the navigation."""

SITE_MAP = "sitemap.md"
SITE_FILE = "data/site.yml"

Fact = tuple[str, str]
"""A label and its value."""

Shown = TypeVar("Shown")

Sources = Mapping[str, SourceRecord]
"""The registered sources by their 编号."""

_BEFORE = frozenset({"约", "近", "超", "超过", "累计", "不少于", "至少", "达"})
_AFTER_NUMBER = frozenset({"余", "多"})


@dataclass(frozen=True, slots=True)
class Ref:
    """A link as a page prints it: `href` is relative to that page and made by us."""

    name: str
    href: Markdown


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as a page cites it."""

    title: str
    facts: tuple[Fact, ...]
    url: Markdown | None = None


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


def site_url(uri: str) -> str:
    """Return a page's address from the site's root: brands/2345.md becomes brands/2345/."""
    path = uri.removesuffix(".md")
    if path == "index":
        return ""
    return path.removesuffix("index") if path.endswith("/index") else f"{path}/"


def ref(page: str, link: Link) -> Ref:
    """Return a link for use on a page, relative to it."""
    way = href(page, link.uri)
    return Ref(link.name, Markdown(f"{way}#{link.anchor}") if link.anchor else way)


def href(page: str, target: str) -> Markdown:
    """Return the way from one page to another, both uris below content/.

    A page that a person wrote may be called anything; its blanks and brackets would end the link."""
    folder, _, _ = page.rpartition("/")
    target = quote(target)
    if folder and target.startswith(f"{folder}/"):
        return Markdown(target[len(folder) + 1 :])
    return Markdown("../" * page.count("/") + target)


def refs(page: str, links: Iterable[Link]) -> tuple[Ref, ...]:
    """Return several links for use on a page."""
    return tuple(ref(page, link) for link in links)


def crumbs(*links: Link) -> list[dict[str, str]]:
    """Return the way from the home page down to a page's parent, for the theme."""
    way = (Link("首页", HOME), *links)
    return [{"title": link.name, "url": site_url(link.uri)} for link in way]


def figure_value(figure: Figure) -> str:
    """Return the number with its qualifiers and without its unit: 累计560余."""
    number = figure.value
    before = "".join(word for word in figure.qualifiers if word in _BEFORE)
    after = "".join(word for word in figure.qualifiers if word in _AFTER_NUMBER)
    if figure.sort == "排名":
        before += "第"
    return f"{before}{number}{after}"


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
    """Return a figure for the theme: number and unit apart."""
    return {"name": figure.name, "value": figure_value(figure), "unit": figure_unit(figure)}


def known(facts: Iterable[tuple[str, str | None]]) -> tuple[Fact, ...]:
    """Return the facts that have a value."""
    return tuple((label, value) for label, value in facts if value)


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
    )


def honor_views(
    sources: Sources, page: str, honors: Iterable[HonorEntry]
) -> tuple[tuple[HonorView, ...], tuple[HonorView, ...]]:
    """Return honours for a page: those that were given, and apart from them those still worked for."""
    return _parted((entry.entity.is_goal, honor_view(sources, page, entry)) for entry in honors)


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


def mechanism_views(
    sources: Sources, page: str, mechanisms: Sequence[AnyMechanism], citations: Sequence[Citation]
) -> tuple[MechanismView, ...]:
    """Return a record's mechanisms for its page, their own keys as facts."""
    return tuple(
        MechanismView(
            name=mechanism.name,
            anchor=Markdown(f"mechanism-{number}"),
            look=Markdown(_LOOKS[type(mechanism)]),
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


_LOOKS: Mapping[type[Mechanism], str] = {
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


def place_text(place: Place) -> str | None:
    """Return province, city and county in one, None where none is known."""
    return "".join(part for part in (place.province, place.city, place.county) if part) or None


def scheme_facts(scheme: Scheme | None, title: str) -> tuple[tuple[str, str | None], ...]:
    """Return what a framework or a programme says of itself, beside its pillars."""
    if scheme is None:
        return ()
    called = "，".join(part for part in (scheme.code, scheme.name) if part)
    return ((title, called), (f"{title}说明", scheme.summary))


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
        posts.append((post.name, _joined(post.holder, post.sort, number, post.duty)))
    return contents + tuple(posts)


def _rest(mechanism: AnyMechanism) -> str:
    """Return how many posts are there but not named; no words where all are."""
    if not isinstance(mechanism, Posts) or not mechanism.partial or mechanism.total is None:
        return ""
    missing = mechanism.total - mechanism.listed
    return f"其余 {missing} 个" if missing > 0 else ""


def term_facts(terms: Sequence[Term]) -> tuple[Fact, ...]:
    """Return terms with what is said of them."""
    return tuple((term.name, _joined(term.frequency, term.summary)) for term in terms)


def _joined(*parts: str | None) -> str:
    return "；".join(part for part in parts if part)


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


def hero_parts(scheme: Scheme, first_anchor: int, *, items: bool = False) -> list[dict[str, Any]]:
    """Return a scheme's pillars as the hero shows them: the sign, the name, how many items, where.

    With `items` each carries its items' names too, in the order of their anchors item-1-1, item-1-2.
    The sign is the code's part where parts belong to pillars by position, else the pillar's count."""
    parts = parse_code(scheme.code or "", scheme.code_parts)
    by_position = read_code(parts, len(scheme.pillars), scheme.reading) is Reading.ITEMS
    aligned = by_position and len(parts) == len(scheme.pillars)
    shown = []
    for index, pillar in enumerate(scheme.pillars):
        part = parts[index] if aligned else None
        shown.append(
            {
                "sign": part.text if part else "",
                "noun": part.noun if part else "",
                "open": bool(part and part.is_open),
                "name": pillar.name,
                "count": len(pillar.items),
                "anchor": f"pillar-{first_anchor + index}",
            }
            | ({"contents": [item.name for item in pillar.items]} if items else {})
        )
    return shown


def description(*texts: str | None) -> str:
    """Return the first paragraph of the first text that is there, at most 120 characters of it."""
    # The rest is not looked at: it would cost a tenth of all rendering.
    text = next((attribute_text(plain(text.strip().partition("\n")[0][:400])) for text in texts if text), "")
    return text if len(text) <= 120 else f"{text[:119]}…"
