"""Which of the mistakes under tests/cases/invalid are mended, and that mending makes none of them worse."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.build import Generator
from generator.load import data_files
from generator.problems import ERROR, Problem
from generator.project import Project
from generator.repair import Repair, remaining, repair
from generator.repair.comparing import differences
from generator.schema import Kind, known_keys
from generator.source import Value, parse_document
from generator.source.decoding import decode
from tests.case_files import MINIMAL, case_folders

KEYS = known_keys()

MENDED = {
    "anchor-refused",
    "bracket-unclosed",
    "colon-fullwidth",
    "colon-in-value",
    "colon-missing",
    "colon-no-space",
    "control-character",
    "dash-fullwidth",
    "dash-no-space",
    "encoding-gbk",
    "encoding-utf16",
    "escape-unknown",
    "indent-fullwidth",
    "indent-tab",
    "indent-uneven",
    "invisible-character",
    "key-english",
    "key-unknown",
    "list-expected",
    "list-inline",
    "quote-start",
    "quote-unclosed",
    "special-start",
    "tag-refused",
    "value-cut",
}
"""The codes whose cure is certain in their case; all others are a person's to decide."""

ASKS_STILL = {"value-cut"}
"""Cases with a second problem of the same code, a 提醒 that only a person can answer."""


@pytest.fixture(params=case_folders("invalid"), ids=lambda case: case.name)
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a project of one case's data laid over the minimal data, named by its code."""
    source: Path = request.param
    root = tmp_path / source.name
    shutil.copytree(MINIMAL / "data", root / "data")
    shutil.copytree(source / "data", root / "data", dirs_exist_ok=True)
    return root


def repairs_of(project: Project) -> list[tuple[Path, Kind, Repair]]:
    return [
        (path, kind, repair(path.read_bytes(), project.relative(path), kind, KEYS))
        for path, kind in data_files(project)
    ]


def read_value(data: bytes, file: str) -> tuple[Value | None, set[int]]:
    """Return a file's value, None where it has none, and the lines that a problem names."""
    text, _ = decode(data, file)
    document, problems = parse_document(text or "", file, KEYS)
    return (document.value if document else None), {problem.where.line for problem in problems}


def errors(problems: tuple[Problem, ...]) -> set[tuple[str, str, int]]:
    return {(p.code, p.where.file, p.where.line) for p in problems if p.severity is ERROR}


def test_case_is_mended_exactly_when_its_cure_is_certain(case: Path) -> None:
    project = Project(case)
    before = {problem.code for problem in Generator(project).check()[1]}
    for path, _, mended in repairs_of(project):
        path.write_bytes(mended.after)

    after = {problem.code for problem in Generator(project).check()[1]}

    assert case.name in before
    assert (case.name not in after) == (case.name in MENDED - ASKS_STILL)


def test_error_of_a_mended_case_is_gone_where_a_reminder_stays(case: Path) -> None:
    project = Project(case)
    for path, _, mended in repairs_of(project):
        path.write_bytes(mended.after)

    if case.name in MENDED:
        assert errors(Generator(project).check()[1]) == set()


def test_mending_brings_no_new_error(case: Path) -> None:
    project = Project(case)
    before = errors(Generator(project).check()[1])
    for path, _, mended in repairs_of(project):
        path.write_bytes(mended.after)

    assert errors(Generator(project).check()[1]) <= before


def test_values_that_could_be_read_are_read_the_same(case: Path) -> None:
    for path, kind, mended in repairs_of(Project(case)):
        before, faulty = read_value(mended.before, mended.file)
        after, _ = read_value(mended.after, mended.file)
        if before is None:
            continue
        assert after is not None
        told = {problem.where.line for problem in remaining(mended.before, mended.file, kind, KEYS)} | faulty
        text, _ = decode(mended.before, mended.file)
        document, _ = parse_document(text or "", mended.file, KEYS)
        assert document is not None
        for place in differences(before, after):
            assert document.at_key(*place).line in told, (path, place)


def test_second_run_changes_nothing(case: Path) -> None:
    for _, kind, mended in repairs_of(Project(case)):
        assert repair(mended.after, mended.file, kind, KEYS).changes == ()


def test_case_that_is_not_mended_keeps_its_bytes(case: Path) -> None:
    for _, _, mended in repairs_of(Project(case)):
        assert (mended.after != mended.before) == bool(mended.changes)
        assert bool(mended.changes) <= (case.name in MENDED)
