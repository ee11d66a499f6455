"""Lay the problems of the data over the pages of a preview, and change them while a page is open.

Takes Problems, gives the script that shows them; nothing of it is ever published."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Condition
from urllib.parse import quote

from generator.problems import Problem, sort_problems
from generator.project import HANDBOOK, Project

PATH = "/showcase-panel/"
PATIENCE = 25.0
"""Seconds that a browser's question waits for news; it asks again after that."""


class Panel:
    """What is wrong just now, from each of those who look: the data, the pages, what finishes a site."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.found: dict[str, tuple[Problem, ...]] = {}
        self.number = 1
        self.news = Condition()

    def show(self, finder: str, problems: Sequence[Problem]) -> None:
        """Put what one of them found in the place of what it found before."""
        with self.news:
            if self.found.get(finder, ()) == tuple(problems):
                return
            self.found[finder] = tuple(problems)
            self.number += 1
            self.news.notify_all()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return all problems, the gravest first."""
        every = sort_problems(problem for problems in self.found.values() for problem in problems)
        return tuple(sorted(every, key=lambda problem: problem.severity.rank))

    def state(self) -> bytes:
        """Return the problems as JSON that can stand in a script."""
        with self.news:
            shape = {
                "number": self.number,
                "handbook": f"/{HANDBOOK}/" if (self.project.content / HANDBOOK).is_dir() else "",
                "problems": [self._shape(problem) for problem in self.problems],
            }
        return json.dumps(shape, ensure_ascii=False).replace("<", "\\u003c").encode("utf-8")

    def state_after(self, number: int) -> bytes:
        """Return the problems as soon as they differ from what a browser has; as they are, if that takes long."""
        with self.news:
            self.news.wait_for(lambda: self.number != number, timeout=PATIENCE)
        return self.state()

    def close(self) -> None:
        """Let no browser wait any longer."""
        with self.news:
            self.number += 1
            self.news.notify_all()

    def over(self, page: bytes) -> bytes:
        """Return a page with the panel in it."""
        script = b"<script>(%b\n)(%b)</script>" % (_script(), self.state())
        before, end, after = page.rpartition(b"</body>")
        return before + script + end + after if end else page + script

    def _shape(self, problem: Problem) -> dict[str, str | int]:
        where = problem.where
        return {
            **problem.as_json(),
            "excerpt": where.shown or where.excerpt,
            "length": where.length,
            "link": self._link(problem),
        }

    def _link(self, problem: Problem) -> str:
        """Return what opens the place in VS Code; empty where there is no such file."""
        where = problem.where
        path = self.project.root / where.file
        if not where.file or not path.is_file():
            return ""
        place = f":{where.line}:{max(where.column, 1)}" if where.line else ""
        return f"vscode://file/{quote(path.as_posix().lstrip('/'), safe='/:')}{place}"


@cache
def _script() -> bytes:
    return Path(__file__).with_name("panel.js").read_bytes().strip().rstrip(b";")
