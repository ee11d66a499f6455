"""Publish: pages, a strict build in a staging folder, what finishes it, and the swap into site/.

Takes a Project, gives what was done or the Problems that stopped it; until the last step site/ is untouched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator import disk, staging
from generator.build import Generator, Outcome
from generator.engine import build_site
from generator.finish import finish
from generator.gate.site import check_site
from generator.photos import Track
from generator.problems import Problem, stops_publishing
from generator.project import Project
from generator.shield import write_server_rules
from generator.validate import apply_site_waivers

Step = Callable[[Project, Path], list[Problem]]


@dataclass(frozen=True, slots=True)
class Publication:
    """What a publishing run did: its Problems, how many pages were generated, and whether site/ is new."""

    problems: tuple[Problem, ...]
    pages: int = 0
    published: bool = False


def publish(project: Project, track: Track | None = None, *, handbook: bool = False) -> Publication:
    """Build the whole site and put it in the place of site/; on any 错误 or 拦截 the old site stands.

    `track` shows how far the developing of photos is; `handbook` publishes the staff's pages, too."""
    with disk.held_lock(project.state / staging.BUILD_LOCK) as held:
        if not held:
            return Publication((staging.busy(project),))
        problems = [*staging.recover(project), *staging.check_site(project)]
        if problems:
            return Publication(tuple(problems))
        outcome = Generator(project, track, handbook).generate()
        if outcome.unfit:
            return Publication(outcome.problems, outcome.pages)
        return _build_and_swap(project, outcome, handbook=handbook)


def _build_and_swap(project: Project, outcome: Outcome, *, handbook: bool) -> Publication:
    steps: tuple[Step, ...] = (
        partial(build_site, site_name=outcome.site_name, site_url=outcome.site_url, handbook=handbook),
        partial(finish, pictures=outcome.pictures),
        partial(_read_through, outcome),
        partial(write_server_rules, site_url=outcome.site_url),
        staging.swap,
    )
    problems = list(outcome.problems)
    try:
        with staging.staged(project) as folder:
            for step in steps:
                problems += step(project, folder)
                if stops_publishing(problems):
                    return Publication(tuple(problems), outcome.pages)
    except OSError as error:
        if error.errno not in disk.ENVIRONMENT:
            raise
        return Publication((*problems, disk.refusal(error, project.relative(project.site))), outcome.pages)
    return Publication(tuple(problems), outcome.pages, published=True)


def _read_through(outcome: Outcome, _: Project, folder: Path) -> list[Problem]:
    """Return what must not be published in the finished site and is not waived."""
    found = [finding.problem for finding in check_site(folder, outcome.known)]
    return apply_site_waivers(outcome.waivers, found)
