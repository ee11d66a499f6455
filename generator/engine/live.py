"""Bring a served site up to date once per edit, and keep the last good one when that fails.

Takes a way to write the pages and what MkDocs held when it built them; the server asks it before each page."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from pathlib import Path
from threading import RLock

from mkdocs.livereload import LiveReloadServer

from generator.engine.background import Background
from generator.engine.bugs import record_bug
from generator.engine.lazy import Held, LazySite, changes_between
from generator.engine.listening import Collector, listening
from generator.engine.panel import Panel
from generator.engine.server import PreviewServer
from generator.engine.words import explain
from generator.problems import Problem
from generator.project import Project

Snapshot = dict[str, tuple[int, int, int]]

log = logging.getLogger("mkdocs.preview")


class Rebuild:
    """What a preview does about changed files and about a page that is asked for.

    `prepare` writes the pages and returns what else the site depends on, or None to leave the site as it is;
    `held` returns what MkDocs held at its last whole build, None where others than we had a part in it;
    `show` is given the Problems of a build that failed; `background` finishes a site once it is served."""

    def __init__(
        self,
        project: Project,
        server: LiveReloadServer,
        prepare: Callable[[], Hashable | None],
        held: Callable[[], Held | None],
        show: Callable[[Sequence[Problem]], None],
        background: Background,
        *,
        in_place: bool = False,
    ) -> None:
        self.project, self.prepare, self.held, self.show = project, prepare, held, show
        self.panel = Panel(project)
        self.build: Callable[[], object] = server.builder
        self.server = PreviewServer(server, self.panel, self.differs, self.freshen)
        self.server.builder = self
        self.server.error_handler = self._error_page
        self.background = background
        self.made = tempfile.mkdtemp(prefix="mkdocs_")
        # A `--dirty` build brings one folder up to date, so it has no second one to fall back on.
        self.spare = server.root if in_place else self.made
        self.site: LazySite | None = None
        self.built: tuple[Hashable, Snapshot] | None = None
        self.data: Snapshot = {}
        self.lock = RLock()
        self.whole = False
        self.faults: tuple[Problem, ...] = ()

    def accept(self, state: Hashable, problems: Sequence[Problem] = ()) -> None:
        """Take the site as it stands for one made from `state` and from the files as they are now."""
        self.data = snapshot([self.project.data])
        self.built = (state, self._inputs())
        self._note(problems)
        self._hold()

    def differs(self, touched: Collection[str]) -> bool:
        """Tell whether any of these files is not as it was when the site was made.

        What we write below content/ wakes the server once more; by then nothing differs."""
        touched = [path for path in touched if f"{os.sep}." not in path.removeprefix(str(self.project.root))]
        if self.built is None or not touched:
            return bool(touched)
        known = {**self.built[1], **self.data}
        now = snapshot(map(Path, touched))
        gone = (path for path in touched if path not in now)
        return any(known.get(path) != stamp for path, stamp in now.items()) or any(
            _is_known(known, path) for path in gone
        )

    def __call__(self) -> bool:
        """Write the pages, then bring the site up to date; tell whether there is anything new to see.

        Nothing is raised: a preview goes on whatever happens."""
        self.data = snapshot([self.project.data])
        with self.lock:
            self.whole = False
            result, problems = self._attempt(self._refresh)
            kept = () if self.whole else self._page_faults()
            self._note([*kept, *problems])
        return bool(result)

    def freshen(self, target: str) -> None:
        """Build the page that is about to be sent, where it is older than what it is made of."""
        with self.lock:
            site = self.site
            if site is None or not site.is_stale(target):
                return
            about = site.files_of(target)
            _, problems = self._attempt(lambda: site.build(target))
            about |= site.files_of(target)
            kept = (fault for fault in self.faults if fault.where.file not in about)
            self._note([*kept, *problems])

    def close(self) -> None:
        """End what runs in the background, and delete the folder that this object made."""
        self.background.close()
        shutil.rmtree(self.made, ignore_errors=True)

    def _refresh(self) -> bool:
        """Return whether there is a new site to show."""
        state = self.prepare()
        if state is None:
            return False
        now = (state, self._inputs())
        if now == self.built:
            return False
        before, self.built = self.built, None
        self.background.cancel()
        started = time.monotonic()
        if not self._update(before, now):
            self._build_anew()
        else:
            log.info("Building documentation...")
            log.info("Documentation built in %.2f seconds", time.monotonic() - started)
        self.built = now
        return True

    def _update(self, before: tuple[Hashable, Snapshot] | None, now: tuple[Hashable, Snapshot]) -> bool:
        """Tell the site what changed; return False where it takes a whole build."""
        if self.site is None or before is None or before[0] != now[0]:
            return False
        changes = changes_between(before[1], now[1], self.project.content, self.project.overrides)
        if not self.site.take(changes):
            return False
        self.background.start(Path(self.server.root), self._finish_pages)
        return True

    def _build_anew(self) -> None:
        # The plugin sends MkDocs to the spare folder, so that a build that fails leaves the last site whole.
        self.site, self.whole = None, True
        try:
            self.build()
            self.background.move(Path(self.server.root), Path(self.spare))
            self.server.root, self.spare = self.spare, self.server.root
        finally:
            self._hold()

    def _hold(self) -> None:
        """Begin to answer from the site as MkDocs has just built it whole."""
        held = self.held()
        self.site = LazySite(held, Path(self.server.root)) if held else None
        self.background.start(Path(self.server.root), self._finish_pages)

    def _finish_pages(self, cancelled: Callable[[], bool]) -> None:
        """Build in quiet what no browser has asked for yet, giving way to whoever does."""
        while self.site and not cancelled() and (target := self.site.next_stale()):
            if self.lock.acquire(timeout=0.05):
                try:
                    self.freshen(target)
                finally:
                    self.lock.release()

    def _attempt(self, work: Callable[[], object]) -> tuple[object, list[Problem]]:
        """Do some building, and return what came of it with what went wrong; a bug of ours goes to a log."""
        collector, error, result = Collector(), None, None
        with listening(collector, alone=False):
            try:
                result = work()
            except Exception as caught:  # noqa: BLE001 - the traceback of a bug goes to a log
                error = caught
        problems = explain(self.project, collector.records, error)
        if error is not None and not problems:
            problems = [record_bug(self.project, error)]
        return result, problems

    def _page_faults(self) -> list[Problem]:
        """Return the faults of pages that are still there; what was wrong besides is found again if it still is."""
        kept = (fault for fault in self.faults if fault.where.file.startswith(("content/", "data/")))
        return [fault for fault in kept if (self.project.root / fault.where.file).exists()]

    def _note(self, faults: Sequence[Problem]) -> None:
        fresh = [fault for fault in faults if fault not in self.faults]
        self.faults = tuple(dict.fromkeys(faults))
        if fresh:
            self.show(fresh)
        self.panel.show("pages", self.faults)

    def _error_page(self, code: int) -> bytes | None:
        page = Path(self.server.root, f"{code}.html")
        return self.server.over(page.read_bytes()) if page.is_file() else None

    def _inputs(self) -> Snapshot:
        """Return the state of all watched files except data/, which reaches the site as pages only."""
        watched = (Path(path) for path in self.server._watched_paths)  # noqa: SLF001 - see server.py
        return snapshot(path for path in watched if path != self.project.data)


def _is_known(known: Snapshot, path: str) -> bool:
    """Tell whether a path was a file, or a folder with files."""
    return path in known or any(other.startswith(f"{path}{os.sep}") for other in known)


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
