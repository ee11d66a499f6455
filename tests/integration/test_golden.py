"""The golden data gives the golden pages, and every kind of page is among them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.build import Generator
from generator.problems import Problem
from generator.project import Project
from generator.render import TEMPLATES
from generator.schema import Record
from generator.validate.counting import check_counts
from tests.example_copy import ROOT
from tests.golden_pages import GOLDEN, generated_pages, read_pages
from tests.html_pages import split


def test_golden_data_gives_the_golden_pages(tmp_path: Path) -> None:
    assert generated_pages(tmp_path) == read_pages(GOLDEN / "content")


def test_every_template_has_a_golden_page() -> None:
    kinds = {path.name.partition(".")[0] for path in TEMPLATES.glob("[!_]*.j2")}
    folders = {"brands", "activities"}
    shown = {"home", "rows", "honors", "achievements", "sitemap", "report", "region", "timeline", "feed"}
    shown |= folders | {"brand", "school", "activity"}

    assert kinds == shown
    for folder in (*folders, "schools", "reports", "regions"):
        pages = {path.name for path in (GOLDEN / "content" / folder).iterdir()}
        assert "index.md" in pages
        assert len(pages) > 1


def test_the_theme_reads_every_value_of_the_front_matter() -> None:
    theme = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "overrides").rglob("*.html"))
    read = {"template", *re.findall(r"meta\.(\w+)", theme)}
    pages = {path: path.read_text(encoding="utf-8") for path in (GOLDEN / "content").rglob("*.md")}

    assert {str(path): split(text)[1].keys() - read for path, text in pages.items()} == {
        key: set() for key in map(str, pages)
    }


def test_a_second_run_writes_nothing(tmp_path: Path) -> None:
    generated_pages(tmp_path)
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "content").rglob("*")}
    outcome = Generator(Project(tmp_path)).generate()

    assert (outcome.written, outcome.removed) == ((), ())
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "content").rglob("*")} == times


def test_an_unchanged_record_is_checked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generated_pages(tmp_path)
    generator = Generator(Project(tmp_path))
    generator.check()
    counted: list[str] = []

    def count(record: Record) -> list[Problem]:
        counted.append(record.file)
        return check_counts(record)

    monkeypatch.setattr("generator.validate.check_counts", count)
    brand = tmp_path / "data/brands/twothree.yml"
    brand.write_text(brand.read_text(encoding="utf-8").replace("代号: 23", "代号: 24"), encoding="utf-8")

    assert "pillar-count" in {problem.code for problem in generator.check()[1]}
    assert counted == ["data/brands/twothree.yml"]
