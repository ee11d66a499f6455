"""Serve a preview: hear of changed files at once, answer with pages that are up to date, and lay the panel over them.

Takes the place of MkDocs' own server in `mkdocs serve`. MkDocs 1.6.1 is its last version, so its private
attributes that are used here will stay as they are."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mkdocs.livereload import LiveReloadServer
from watchdog.events import (
    EVENT_TYPE_CLOSED_NO_WRITE,
    EVENT_TYPE_OPENED,
    FileSystemEvent,
    FileSystemEventHandler,
)

from generator.engine.hosts import is_ours
from generator.engine.panel import PATH, Panel
from generator.engine.watcher import Watcher

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

QUIET = 0.03
"""Seconds without a change after which an edit counts as done; an editor writes a file in one go or two."""
STRANGER = "预览只回答这台电脑上的浏览器：请用启动时显示的预览地址打开。要让别的电脑看，启动时加 --address 这台电脑的地址:端口。"
READING = frozenset({EVENT_TYPE_OPENED, EVENT_TYPE_CLOSED_NO_WRITE})
"""Events of files that are looked at only, which is what a rebuild does."""

Freshen = Callable[[str], object]
Differs = Callable[[Collection[str]], bool]

log = logging.getLogger("mkdocs.livereload")


class PreviewServer(LiveReloadServer):
    """MkDocs' server, woken by the system itself.

    Its builder brings the site up to date and tells whether browsers must load it anew; `differs` tells whether
    any of some files is not as it was when the site was made; `freshen` builds a page that is about to be sent."""

    builder: Callable[[], bool]  # type: ignore[assignment] # MkDocs' own returns nothing

    def __init__(self, other: LiveReloadServer, panel: Panel, differs: Differs, freshen: Freshen) -> None:
        host, port = other.server_address[:2]
        super().__init__(other.builder, str(host), int(port), other.root, other.mount_path)
        self.bound = frozenset({str(host).lower(), urlsplit(other.url).hostname or ""})
        self.panel, self.differs, self.freshen = panel, differs, freshen
        self.observer: Any = Watcher()
        self.touched: set[str] = set()
        for path in other._watched_paths:  # noqa: SLF001 - see the module's docstring
            self.watch(path)
        other.server_close()

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:
        """Watch a file, or a folder with all that is in it."""
        del func
        path = os.path.abspath(path)  # noqa: PTH100 - keeps links as MkDocs does
        self._watched_paths[path] = self._watched_paths.get(path, 0) + 1
        if self._watched_paths[path] == 1:
            handler = FileSystemEventHandler()
            handler.on_any_event = self._hear  # type: ignore[method-assign] # as MkDocs does
            self._watch_refs[path] = self.observer.schedule(handler, path, recursive=recursive)

    def serve_request(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a browser: with the panel's news, or with a page that is up to date; a stranger not at all."""
        if not is_ours(environ.get("HTTP_HOST", ""), self.bound):
            start_response("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
            return [STRANGER.encode()]
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path.startswith(PATH):
            number = path.removeprefix(PATH)
            state = self.panel.state_after(int(number) if number.isdecimal() else 0)
            start_response("200 OK", [("Content-Type", "application/json"), ("Cache-Control", "no-store")])
            return [state]
        if not path.startswith("/livereload/"):
            self._freshen(path)
        answer: Iterable[bytes] = super().serve_request(environ, start_response)
        return answer

    def shutdown(self, wait: bool = False) -> None:
        """Stop serving."""
        self.panel.close()
        super().shutdown(wait)

    def wait_for_build(self) -> None:
        """Wait until the site is not being brought up to date."""
        with self._epoch_cond:
            self._epoch_cond.wait_for(lambda: self._visible_epoch == self._wanted_epoch)

    def over(self, page: bytes) -> bytes:
        """Return a page with what lets it follow each edit."""
        return self._inject_js_into_html(page, self._visible_epoch)

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        page: bytes = super()._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call] # MkDocs' own
        return self.panel.over(page)

    def _freshen(self, path: str) -> None:
        if (path + "/").startswith(self.mount_path):
            target = path[len(self.mount_path) :]
            self.wait_for_build()
            self.freshen(f"{target}index.html" if not target or target.endswith("/") else target)

    def _hear(self, event: FileSystemEvent) -> None:
        if event.event_type in READING or (event.is_directory and event.event_type == "modified"):
            return
        with self._rebuild_cond:
            self.touched |= {os.fsdecode(path) for path in (event.src_path, event.dest_path) if path}
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def _build_loop(self) -> None:
        while (touched := self._wait_for_changes()) is not None:
            if self.differs(touched):
                self._build()

    def _wait_for_changes(self) -> set[str] | None:
        """Return what was touched once nothing is for a moment; None when the server shuts down."""
        with self._rebuild_cond:
            # In short waits: on Windows nothing else lets Ctrl-C through.
            while not self._rebuild_cond.wait_for(
                lambda: self._want_rebuild or self._shutdown, timeout=self.shutdown_delay
            ):
                pass
            if self._shutdown:
                return None
            while self._rebuild_cond.wait(timeout=QUIET):
                pass
            touched, self.touched = self.touched, set()
            self._want_rebuild = False
            return touched

    def _build(self) -> None:
        with self._epoch_cond:
            # Browsers' questions wait from here on, so that none gets a page of before the edit.
            self._wanted_epoch = max(round(time.monotonic() * 1000), self._visible_epoch + 1)
        fresh = False
        try:
            fresh = self.builder()
        finally:
            with self._epoch_cond:
                if fresh:
                    log.debug("Reloading browsers")
                    self._visible_epoch = self._wanted_epoch
                else:
                    self._wanted_epoch = self._visible_epoch
                self._epoch_cond.notify_all()
