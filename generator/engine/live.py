"""Rebuild a served site once per edit, and keep the last good one when a build fails.

Takes MkDocs' live-reload server and a way to write the pages; takes the place of the server's builder.
MkDocs 1.6.1 is its last version, so its private attributes that are used here will stay as they are."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Hashable, Iterable, Sequence
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from generator.engine.background import Background
from generator.engine.bugs import record_bug
from generator.engine.listening import Collector, listening
from generator.engine.words import explain
from generator.problems import Problem
from generator.project import Project

Snapshot = dict[str, tuple[int, int, int]]


class Rebuild:
    """What the server runs when a watched file changes.

    `prepare` writes the pages and returns what else the site depends on, or None to leave the site as it is;
    `show` is given the Problems of a build that failed; `background` finishes a new site once it is served."""

    def __init__(
        self,
        project: Project,
        server: LiveReloadServer,
        prepare: Callable[[], Hashable | None],
        show: Callable[[Sequence[Problem]], None],
        background: Background,
        *,
        in_place: bool = False,
    ) -> None:
        self.project, self.server, self.prepare, self.show = project, server, prepare, show
        self.background, self.build = background, server.builder
        self.made = tempfile.mkdtemp(prefix="mkdocs_")
        # A `--dirty` build brings one folder up to date, so it has no second one to fall back on.
        self.spare = server.root if in_place else self.made
        self.kept = False
        self.built: object = None
        server.error_handler = self._error_page
        logging.getLogger("mkdocs.livereload").addFilter(self._is_true)

    def accept(self, state: Hashable) -> None:
        """Take the site as it stands for one made from `state` and from the files as they are now."""
        self.built = (state, self._inputs())
        self.background.start(Path(self.server.root))

    def __call__(self) -> None:
        """Write the pages, then build where anything that the site is made of has changed.

        Nothing is raised: MkDocs would print a traceback and let every request wait for the next edit."""
        self.kept, collector = True, Collector()
        with listening(collector, alone=False):
            try:
                self.kept = not self._refresh()
            except Exception as error:  # noqa: BLE001 - the traceback of a bug goes to a log
                problems = explain(self.project, collector.records, error)
                self.show(problems or [record_bug(self.project, error)])
        if self.kept:
            self._keep()

    def close(self) -> None:
        """End what runs in the background, and delete the folder that this object made."""
        self.background.close()
        logging.getLogger("mkdocs.livereload").removeFilter(self._is_true)
        shutil.rmtree(self.made, ignore_errors=True)

    def _refresh(self) -> bool:
        """Return whether there is a new site to show."""
        state = self.prepare()
        if state is None:
            return False
        # Our own writes below content/ wake the server a second time; by then nothing differs any more.
        now = (state, self._inputs())
        if now == self.built:
            return False
        self.built = None
        # The plugin sends MkDocs to the spare folder, so that a build that fails leaves the last site whole.
        self.background.cancel()
        try:
            self.build()
            self.background.move(Path(self.server.root), Path(self.spare))
            self.server.root, self.spare = self.spare, self.server.root
        finally:
            self.background.start(Path(self.server.root))
        self.built = now
        return True

    def _keep(self) -> None:
        """Let the server take the site for current: requests do not wait, browsers do not reload."""
        server = self.server
        with server._epoch_cond:  # noqa: SLF001 - the module's docstring says why
            server._wanted_epoch = server._visible_epoch  # noqa: SLF001
            server._epoch_cond.notify_all()  # noqa: SLF001

    def _is_true(self, record: logging.LogRecord) -> bool:
        return not (self.kept and "Reloading browsers" in record.getMessage())

    def _error_page(self, code: int) -> bytes | None:
        page = Path(self.server.root, f"{code}.html")
        return page.read_bytes() if page.is_file() else None

    def _inputs(self) -> Snapshot:
        """Return the state of all watched files except data/, which reaches the site as pages only."""
        watched = (Path(path) for path in self.server._watched_paths)  # noqa: SLF001
        return snapshot(path for path in watched if path != self.project.data)


def snapshot(paths: Iterable[Path]) -> Snapshot:
    """Return when each file at or below the paths was last changed, with its size; hidden ones are left out."""
    seen: Snapshot = {}
    for path in paths:
        _look_at(path, seen)
    return seen


def _look_at(path: Path, seen: Snapshot) -> None:
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir():
                    _look_at(Path(entry.path), seen)
                else:
                    seen[entry.path] = _stamp(entry.stat())
    except NotADirectoryError:
        seen[os.fspath(path)] = _stamp(path.stat())
    except FileNotFoundError:
        # Deleted while we looked: the next event brings us back.
        return


def _stamp(stat: os.stat_result) -> tuple[int, int, int]:
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
