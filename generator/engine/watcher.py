"""Hear of changed files from the system itself, and look for them where the system cannot tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from watchdog.events import FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

POLL = 0.5
"""Seconds between two looks at all files, where the system has no more room for our watches."""


class Watcher:
    """Watches files and folders from `start` to `stop`, in the way of watchdog's own observers."""

    def __init__(self, make: Callable[[], Any] = Observer) -> None:
        self.make = make
        self.wanted: dict[object, tuple[FileSystemEventHandler, str, bool]] = {}
        self.observer: Any = None

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = True) -> object:
        """Watch a path; what is returned ends that again."""
        reference = object()
        self.wanted[reference] = (handler, path, recursive)
        if self.observer is not None:
            self.observer.schedule(handler, path, recursive=recursive)
        return reference

    def unschedule(self, reference: object) -> None:
        """Forget a path; what is heard of it already still comes."""
        self.wanted.pop(reference, None)

    def start(self) -> None:
        """Begin to watch."""
        try:
            self.observer = self._started(self.make())
        except OSError:
            # Each system can watch so many folders only, and some network drives none.
            self.observer = self._started(PollingObserver(timeout=POLL))

    def stop(self) -> None:
        """End watching."""
        if self.observer is not None:
            self.observer.stop()

    def join(self) -> None:
        """Wait until watching has ended."""
        if self.observer is not None:
            self.observer.join()

    def _started(self, observer: Any) -> Any:
        for handler, path, recursive in self.wanted.values():
            observer.schedule(handler, path, recursive=recursive)
        try:
            observer.start()
        except OSError:
            observer.stop()
            raise
        return observer
