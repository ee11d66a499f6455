"""Build the site once, strictly, into a folder of our choosing."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator.engine.words import explain
from generator.problems import Problem
from generator.project import Project

PLUGIN = "showcase"


def build_site(
    project: Project, folder: Path, *, site_name: str | None = None, site_url: str | None = None
) -> list[Problem]:
    """Build the pages that stand in content/ into `folder`; any warning of MkDocs is a Problem.

    `site_name` and `site_url`, where given, take the place of what mkdocs.yml says."""
    quiet_material()
    error: Exception | None = None
    with heard("mkdocs") as records:
        try:
            config = load_config(
                str(project.config), site_dir=str(folder), strict=True, site_name=site_name, site_url=site_url
            )
            _build(config)
        except Exception as caught:  # noqa: BLE001 - a bug is raised again below
            error = caught
    problems = explain(project, records, error)
    if error is not None and not problems:
        raise error
    return problems


def quiet_material() -> None:
    """Keep Material's English notice about MkDocs 2 off the terminal; it is read at Material's first import."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


@contextmanager
def heard(name: str) -> Iterator[list[logging.LogRecord]]:
    """Collect what a logger says from WARNING up while the block runs, instead of printing it."""
    records: list[logging.LogRecord] = []
    logger, handler = logging.getLogger(name), _Collector(records)
    before = logger.propagate, logger.handlers[:]
    logger.propagate, logger.handlers[:] = False, [handler]
    try:
        yield records
    finally:
        logger.propagate, logger.handlers[:] = before


class _Collector(logging.Handler):
    def __init__(self, records: list[logging.LogRecord]) -> None:
        super().__init__(logging.WARNING)
        self.records = records

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def _build(config: MkDocsConfig) -> None:
    if PLUGIN in config.plugins:
        # The option is read anew with every mkdocs.yml, so this holds for this one build.
        config.plugins[PLUGIN].config["generate"] = False
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
