"""Build the site once, strictly, into a folder of our choosing."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator.engine.listening import Collector, listening
from generator.engine.words import explain
from generator.problems import Problem
from generator.project import Project

PLUGIN = "showcase"


def build_site(
    project: Project,
    folder: Path,
    *,
    site_name: str | None = None,
    site_url: str | None = None,
    handbook: bool = False,
) -> list[Problem]:
    """Build the pages that stand in content/ into `folder`; any warning of MkDocs is a Problem.

    `site_name` and `site_url`, where given, take the place of what mkdocs.yml says;
    `handbook` builds the pages, too, that mkdocs.yml keeps for previews."""
    kept_back = {"draft_docs": ""} if handbook else {}
    quiet_material()
    collector, error = Collector(), None
    with listening(collector, alone=True):
        try:
            config = load_config(
                str(project.config),
                site_dir=str(folder),
                strict=True,
                site_name=site_name,
                site_url=site_url,
                **kept_back,
            )
            _build(config)
        except Exception as caught:  # noqa: BLE001 - a bug is raised again below
            error = caught
    problems = explain(project, collector.records, error)
    if error is not None and not problems:
        raise error
    return problems


def quiet_material() -> None:
    """Keep Material's English notice about MkDocs 2 off the terminal; it is read at Material's first import."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


def _build(config: MkDocsConfig) -> None:
    if PLUGIN in config.plugins:
        # The option is read anew with every mkdocs.yml, so this holds for this one build.
        config.plugins[PLUGIN].config["generate"] = False
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
