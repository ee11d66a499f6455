"""The whole way from YAML texts to pages without a disk: what most tests of the middle need."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from jinja2 import Environment

from generator.checks import check_completeness
from generator.model import Showcase
from generator.pages import showcase_pages, site_map_page
from generator.photos import Album
from generator.problems import ERROR, NOTE, Problem, sort_problems
from generator.render import Page, Recipe, Renderer, make_environment
from generator.schema import KINDS, Kind, Record, known_keys, parse_records
from generator.source import parse_document
from generator.validate import told_of_drafts, validate
from tests.case_files import MINIMAL

SCHOOL_FILE = "schools/example.yml"
MINIMAL_TEXTS: Mapping[str, str] = {
    path.relative_to(MINIMAL / "data").as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((MINIMAL / "data").rglob("*.yml"))
}
"""The smallest data without a problem, by the path below data/."""


@cache
def templates() -> Environment:
    """Return the templates' environment, made once: compiling it takes longer than all the rest."""
    return make_environment()


@dataclass(frozen=True)
class Read:
    """What some data gave: every problem, and the Showcase where nothing stopped it."""

    showcase: Showcase | None
    problems: tuple[Problem, ...]

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Return all generated pages and feeds by their uri."""
        return {page.uri: page for page in Renderer(templates()).render(self.recipes)}

    @property
    def markdown(self) -> dict[str, Page]:
        """Return the pages that a visitor reads, feeds left out."""
        return {uri: page for uri, page in self.pages.items() if uri.endswith(".md")}

    @property
    def recipes(self) -> list[Recipe]:
        """Return how to make each page."""
        assert self.showcase is not None, self.problems
        return [*showcase_pages(self.showcase), site_map_page(self.showcase, ())]

    @property
    def codes(self) -> list[str]:
        """Return the codes of the problems in the order of the report."""
        return [problem.code for problem in self.problems]

    @property
    def grave(self) -> list[str]:
        """Return the codes of all that is more than a 提醒."""
        return [problem.code for problem in self.problems if problem.severity is not NOTE]

    def only(self, code: str) -> Problem:
        """Return the one problem with this code."""
        (problem,) = (problem for problem in self.problems if problem.code == code)
        return problem


def kind_of(path: str) -> Kind:
    """Return the kind of record that a path below data/ holds."""
    place = path.partition("/")[0]
    return next(kind for kind in KINDS if kind.place == place)


def read_text(path: str, text: str) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """Return the records and the problems of one file's text."""
    document, problems = parse_document(text, f"data/{path}", known_keys())
    if document is None:
        return (), problems
    records, found = parse_records(document, kind_of(path))
    return records, (*problems, *found)


def read_texts(texts: Mapping[str, str | None], media: Collection[str] | Album = ()) -> Read:
    """Read texts laid over the minimal data; None takes a file of it away.

    `media` are the names of pictures, or what became of them."""
    records: list[Record] = []
    problems: list[Problem] = []
    for path, text in sorted({**MINIMAL_TEXTS, **texts}.items()):
        if text is not None:
            found, faults = read_text(path, text)
            records += found
            problems += faults
    return judge(records, problems, media)


def judge(records: list[Record], problems: list[Problem], media: Collection[str] | Album = ()) -> Read:
    """Return what `generator.build` makes of records and of the problems found before."""
    unread = {kind_of(p.where.file.removeprefix("data/")) for p in problems if p.severity is ERROR}
    showcase, found = validate(
        records, media if isinstance(media, Album) else Album(frozenset(media)), unread
    )
    problems = [*problems, *found]
    if showcase is not None:
        problems += check_completeness(records, showcase)
    problems = told_of_drafts(problems, records)
    stopped = any(problem.severity is ERROR for problem in problems)
    return Read(None if stopped else showcase, sort_problems(problems))


def yaml_text(value: object) -> str:
    """Return a value as YAML: JSON is YAML, and needs no quoting rules of ours."""
    return json.dumps(value, ensure_ascii=False, indent=1)


def read_brand(text: str) -> Read:
    """Read one brand's text over the minimal data."""
    return read_texts({"brands/example.yml": text})
