"""Every problem code has a case, and each case gives exactly the report that stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.case_files import case_folders, problems_of, report_of


@pytest.mark.parametrize("case", case_folders("invalid"), ids=lambda case: case.name)
def test_invalid_case_gives_its_report(case: Path, tmp_path: Path) -> None:
    expected = (case / "expected.txt").read_bytes().decode()

    assert report_of(case, tmp_path) == expected


@pytest.mark.parametrize("case", case_folders("invalid"), ids=lambda case: case.name)
def test_invalid_case_shows_the_code_it_is_named_for(case: Path, tmp_path: Path) -> None:
    assert case.name in {problem.code for problem in problems_of(case, tmp_path)}


@pytest.mark.parametrize("case", case_folders("valid"), ids=lambda case: case.name)
def test_valid_case_has_no_problem(case: Path, tmp_path: Path) -> None:
    assert problems_of(case, tmp_path) == ()
