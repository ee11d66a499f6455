"""What the README shows is what the project does: its excerpt, its report and its commands."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.build import Generator
from generator.problems import NOTE
from generator.project import Project
from generator.report import report_text

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BRAND = "data/brands/2345.yml"


def blocks() -> list[str]:
    """Return the README's code blocks in order."""
    return re.findall(r"^```\w*\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a copy of the example data."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return Project(tmp_path)


def test_excerpt_of_the_brand_stands_in_its_file() -> None:
    (excerpt,) = (block for block in blocks() if block.startswith(f"# {BRAND}"))
    lines = iter((ROOT / BRAND).read_text(encoding="utf-8").splitlines())

    assert [line for line in excerpt.splitlines()[1:] if line not in lines] == []


def test_2346_in_the_example_is_answered_as_the_readme_says(project: Project) -> None:
    (shown,) = (block for block in blocks() if "[pillar-count]" in block)
    brand = project.root / BRAND
    text = brand.read_text(encoding="utf-8")
    brand.write_text(text.replace("代号: 2345\n", "代号: 2346\n"), encoding="utf-8", newline="\n")

    problems = Generator(project).check()[1]

    grave = [problem for problem in problems if problem.severity is not NOTE]
    assert report_text(grave).startswith(shown)
    assert len(grave) == 1


def test_ci_runs_the_two_commands_and_the_linters() -> None:
    told = re.findall(r"^(make \w+)", blocks()[0], re.MULTILINE)
    run = (ROOT / ".ci/run").read_text(encoding="utf-8")

    assert re.findall(r"^make \w+$", run, re.MULTILINE) == [*told, "make lint"]
