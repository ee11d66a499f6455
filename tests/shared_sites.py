"""The published sites that several files of tests look at and none changes: each is made once in a run.

The processes that share a run share a folder; who asks first makes the site, and the others wait for it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from generator.disk import held_lock
from generator.project import Project
from tests.county import write_county
from tests.example_copy import copy_example, copy_theme, publish

PATIENCE = 600
"""Seconds; making the larger one takes ten or twenty."""


def example_site(folder: Path) -> Path:
    """Return the published example, made in a run's folder."""
    return _once(folder / "example", copy_example)


def county_site(folder: Path) -> Path:
    """Return the published county that nobody has seen, made in a run's folder."""
    return _once(folder / "county", _write_county)


def _write_county(project: Project) -> None:
    write_county(project.root)
    copy_theme(project)


def _once(root: Path, write: Callable[[Project], None]) -> Path:
    """Write a project and publish it unless a test of this run has; one that failed is made again."""
    project, done = Project(root), root / "published"
    with held_lock(root.with_suffix(".lock"), patience=PATIENCE) as ours:
        assert ours, f"{root.name} was not published in {PATIENCE} seconds"
        if not done.exists():
            shutil.rmtree(root, ignore_errors=True)
            root.mkdir()
            write(project)
            publish(project)
            done.touch()
    return project.site
