"""Finish a served site while it is being looked at, one job at a time.

Takes the work and the folder to do it in; no edit waits for it, and it ends with the preview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event, Thread

from generator.engine.bugs import record_bug
from generator.problems import Problem
from generator.project import Project

Work = Callable[[Path, Callable[[], bool]], Sequence[Problem]]
"""Does something to a folder, asking on the way whether it is no longer wanted; gives the Problems it met."""


First = Callable[[Callable[[], bool]], None]
"""Does what comes before all other work, asking on the way whether it is no longer wanted."""

PAUSE = 0.3
"""Seconds between an edit's last page and the work on the whole site."""


class Background:
    """Runs `work` on the folder that is served.

    `carry` takes what it made in one folder over into the next; `show` is given Problems, the same ones once."""

    def __init__(
        self,
        project: Project,
        work: Work,
        carry: Callable[[Path, Path], None],
        show: Callable[[Sequence[Problem]], None],
    ) -> None:
        self.project, self.work, self.carry, self.show = project, work, carry, show
        self.cancelled = Event()
        self.thread: Thread | None = None
        self.shown: tuple[Problem, ...] = ()

    def start(self, folder: Path, first: First = lambda _: None) -> None:
        """Begin to work on a folder, with what comes `first` and is done at once; what was begun before is over."""
        self.cancel()
        self.cancelled = Event()
        arguments = (folder, self.cancelled, first, self.thread)
        self.thread = Thread(target=self._run, args=arguments, name="finish")
        self.thread.start()

    def cancel(self) -> None:
        """Let the work end soon, without waiting for that."""
        self.cancelled.set()

    def move(self, old: Path, new: Path) -> None:
        """Let what stands in the folder that was served stand in the one that will be."""
        self.close()
        if old != new:
            self.carry(old, new)

    def close(self) -> None:
        """End the work, and wait until it has ended."""
        self.cancel()
        if self.thread:
            self.thread.join()
            self.thread = None

    def _run(
        self,
        folder: Path,
        cancelled: Event,
        first: First,
        before: Thread | None,
    ) -> None:
        # Here and not in `start`, so that no edit waits for what the last one began.
        if before:
            before.join()
        try:
            first(cancelled.is_set)
            # The page that somebody looks at comes first of all.
            if cancelled.wait(PAUSE):
                return
            problems = tuple(self.work(folder, cancelled.is_set))
        except Exception as error:  # noqa: BLE001 - the traceback of a bug goes to a log
            problems = (record_bug(self.project, error),)
        if cancelled.is_set():
            return
        if problems and problems != self.shown:
            self.show(problems)
        self.shown = problems
