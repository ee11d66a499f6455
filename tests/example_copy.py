"""The example in a project of its own, so that a test can build it and leave the checkout as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from generator.project import Project
from tests.children import unmeasured

ROOT = Path(__file__).parents[1]
HAND_WRITTEN = ("guides", "about")
"""The folders below content/ that people write."""


def copy_theme(project: Project) -> None:
    """Copy what is the same for every showcase: the theme, its settings and the pages that people wrote."""
    for name in HAND_WRITTEN:
        shutil.copytree(ROOT / "content" / name, project.content / name)
    shutil.copytree(ROOT / "overrides", project.overrides, ignore=shutil.ignore_patterns("generated"))
    shutil.copy(ROOT / "mkdocs.yml", project.config)


def copy_example(project: Project) -> None:
    """Copy the example: its data and all that it is shown with."""
    shutil.copytree(ROOT / "data", project.data)
    copy_theme(project)


def publish(project: Project) -> Path:
    """Run `showcase build` as a person does, and return the finished site's folder."""
    command = [sys.executable, "-c", "from generator.start import main; main()"]
    done = subprocess.run(
        [*command, "--project", os.fspath(project.root), "build"],
        cwd=ROOT,
        env={**unmeasured(), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return project.site
