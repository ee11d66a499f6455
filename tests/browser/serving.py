"""Serve a finished site on this machine as a web server does: compressed, and with its own 404 page."""

from __future__ import annotations

import gzip
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import BinaryIO

TEXT = ("text/", "application/javascript", "application/json", "application/xml", "image/svg")


class SiteHandler(SimpleHTTPRequestHandler):
    """Answers for the files of one folder."""

    protocol_version = "HTTP/1.1"
    root = "/"
    """Where the folder stands on the server."""
    # Named here, because the system's own table may know them by other names.
    extensions_map = {  # noqa: RUF012 - the library's own shape
        **SimpleHTTPRequestHandler.extensions_map,
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".svg": "image/svg+xml",
        ".wasm": "application/wasm",
        ".woff2": "font/woff2",
    }

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Send the headers, and text compressed, to whoever can read that."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.partition("?")[0].endswith("/") else path
        kind = self.guess_type(os.fspath(path))
        if not path.is_file() or not kind.startswith(TEXT) or "gzip" not in self.headers["Accept-Encoding"]:
            return super().send_head()
        body = gzip.compress(path.read_bytes(), mtime=0)
        self._begin(HTTPStatus.OK, kind, len(body), "gzip")
        return io.BytesIO(body)

    def translate_path(self, path: str) -> str:
        """Return the file of an address; outside of the folder's place there is none."""
        if not path.startswith(self.root):
            return os.fspath(Path(self.directory) / "no such file")
        return super().translate_path(f"/{path.removeprefix(self.root)}")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer an address that does not exist with the site's own page."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self._begin(HTTPStatus.NOT_FOUND, "text/html; charset=utf-8", len(body))
        self.wfile.write(body)

    def _begin(self, status: HTTPStatus, kind: str, length: int, encoding: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has in the library
        """Say nothing: the tests tell what is wrong."""


class SiteServer(ThreadingHTTPServer):
    """Answers many at a time; a browser that goes away in the middle is no fault."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: whoever asked will notice."""


@contextmanager
def served(folder: Path, root: str = "/") -> Iterator[str]:
    """Serve a folder on a free port, at `root`, and yield its address, which ends with a slash."""
    handler = type("Handler", (SiteHandler,), {"root": root})
    with SiteServer(("127.0.0.1", 0), partial(handler, directory=os.fspath(folder))) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{root}"
        finally:
            server.shutdown()
            thread.join()
