"""`showcase preview` as a person starts it, for the tests that look at a preview."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.children import unmeasured
from tests.example_copy import ROOT

CODE = "from generator.start import main; main()"


@contextmanager
def previewed(root: Path) -> Iterator[str]:
    """Preview the project at `root` while the block runs, and give the address, which ends with "/"."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-c", CODE, "--project", os.fspath(root), "preview"]
    process = subprocess.Popen(
        [*command, "--no-open", "--address", address],
        cwd=ROOT,
        env={**unmeasured(), "PYTHONUTF8": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://{address}/", process)
        yield f"http://{address}/"
    finally:
        process.kill()
        process.wait()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Return when a server answers."""
    for _ in range(600):
        assert process.poll() is None
        try:
            with urllib.request.urlopen(address, timeout=10):  # noqa: S310 - our own
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("no answer in a minute")
