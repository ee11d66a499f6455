"""Run the cases under tests/cases: a folder of data laid over the minimal one, and its whole report."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.build import Generator
from generator.problems import Problem
from generator.project import Project
from generator.report import report_text

CASES = Path(__file__).parent / "cases"
MINIMAL = CASES / "valid" / "minimal"


def case_folders(group: str) -> list[Path]:
    """Return the cases of `valid` or `invalid`, by name."""
    return sorted(path for path in (CASES / group).iterdir() if path.is_dir())


def problems_of(case: Path, root: Path) -> tuple[Problem, ...]:
    """Check a case's data laid over the minimal data, in a project at `root`."""
    shutil.copytree(MINIMAL / "data", root / "data")
    shutil.copytree(case / "data", root / "data", dirs_exist_ok=True)
    return Generator(Project(root)).check()[1]


def report_of(case: Path, root: Path) -> str:
    """Return the plain text report of a case."""
    return report_text(problems_of(case, root))
