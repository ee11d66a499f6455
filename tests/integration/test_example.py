"""The example data that comes with the project: sound, complete, and with nothing in it that must stay private."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from generator.build import Generator
from generator.model import Entry, HonorEntry, Showcase
from generator.pages import showcase_pages
from generator.pages.mechanisms import stage_count
from generator.problems import NOTE
from generator.project import PROBLEM_LIST, Project
from generator.render import Renderer
from generator.schema.mechanisms import Route

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def example() -> Showcase:
    showcase, problems = Generator(Project(ROOT)).check()
    assert [problem for problem in problems if problem.severity is not NOTE] == []
    assert showcase is not None
    return showcase


@pytest.fixture(scope="module")
def texts(example: Showcase) -> dict[str, str]:
    """Return the data, the pages made from it, and the pages that people wrote."""
    paths = [*(ROOT / "data").rglob("*.yml"), *(ROOT / "content").rglob("*.md")]
    read = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    pages = Renderer().render(list(showcase_pages(example)))
    return read | {f"content/{page.uri}": page.text for page in pages}


def test_points_route_has_12_unnamed_stages(example: Showcase) -> None:
    brand = next(entry.entity for entry in example.brands if entry.slug == "2345")
    route = next(mechanism for mechanism in brand.mechanisms if isinstance(mechanism, Route))

    assert (route.start, route.end, stage_count(route), route.stages) == ("瑞金", "延安", 12, ())


def test_both_brands_have_as_many_items_as_their_digits(example: Showcase) -> None:
    shown = {
        entry.entity.code: [len(pillar.items) for pillar in entry.entity.all_schemes[0].pillars]
        for entry in example.brands
    }

    assert shown == {"2345": [2, 3, 4, 5], "343": [3, 4, 3]}


def test_model_schools_are_being_created_and_count_nowhere_as_results(example: Showcase) -> None:
    region = example.regions[0].entity

    assert [(group.level, group.number) for group in region.model_schools] == [
        ("省级", 1),
        ("市级", 4),
        ("县区级", 5),
    ]
    assert all(group.is_goal for group in region.model_schools)
    assert "示范校" not in " ".join(
        owned.entity.name for owned in example.figures() if not owned.entity.is_goal
    )


def test_every_record_cites_a_source(example: Showcase) -> None:
    entries: list[Entry[Any] | HonorEntry] = [*example.schools, *example.brands, *example.honors]
    entries += [*example.activities, *example.reports, *example.regions]

    assert [entry.file for entry in entries if not entry.entity.citations] == []


def test_fire_safety_base_is_listed_as_a_gap() -> None:
    problems = Generator(Project(ROOT)).check()[1]

    gaps = [problem.message for problem in problems if problem.code == "item-without-evidence"]
    assert any("消防教育基地" in gap for gap in gaps)


def test_nothing_internal_and_no_exam_result_is_told(texts: dict[str, str]) -> None:
    internal = "漠视群众利益|纪律规矩意识淡薄|思想政治工作薄弱|异常体质"
    exams = "高考成绩|升学率|上线率|状元|考入|名列前茅|全市前列|全区初中领先|奥赛"

    # The list of problems shows what is stopped.
    told = {name: text for name, text in texts.items() if name != f"content/{PROBLEM_LIST}.md"}
    found = [name for name, text in told.items() if re.search(f"{internal}|{exams}", text)]
    assert found == []


def test_no_placeholder_stands_in_for_a_fact(texts: dict[str, str]) -> None:
    placeholder = re.compile(r"X{2,}|x{2,}市|20__|近X万|(?<![\w+])X[个名万]")

    # The guides and the handbook name placeholders to warn of them.
    told = {
        name: text
        for name, text in texts.items()
        if not name.startswith(("content/guides/", "content/handbook/"))
    }
    assert [name for name, text in told.items() if placeholder.search(text)] == []
