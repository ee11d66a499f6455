"""Measure a preview: from the moment a file is written to the moment its page is served anew.

Beside ours stands MkDocs' own server with the same pages and theme, without our plugin: `make bench` prints both."""

from __future__ import annotations

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.build import Generator
from generator.project import Project
from tests.bulk import write_bulk
from tests.example_copy import copy_theme

LIMITS = {50: 0.5, 1000: 1.0}
"""Seconds by number of records."""
EDITS = 5
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
OURS = [sys.executable, "-c", "from generator.start import main; main()"]
STOCK = [sys.executable, "-m", "mkdocs", "serve", "--quiet"]


def measure_previews() -> Iterator[tuple[bool, str]]:
    """Yield a line for each size and each kind of edit, and whether it keeps to its limit."""
    for records, limit in LIMITS.items():
        with TemporaryDirectory() as folder:
            project = Project(Path(folder))
            write_bulk(project.root, records)
            copy_theme(project)
            assert not Generator(project).generate().stopped
            stock = _stock(project)
            for name, seconds in _ours(project).items():
                told = f"预览 {records} 份资料，改{name}到网页换新：{seconds:.2f} 秒（预算 {limit:.1f} 秒）"
                yield seconds <= limit, f"{told}，是原样 mkdocs serve 的 {seconds / stock:.3f} 倍"


def _ours(project: Project) -> dict[str, float]:
    record = next(iter(sorted((project.data / "schools").glob("*.yml"))))
    page = project.content / "guides" / "index.md"
    template = project.overrides / "showcase" / "footer.html"
    school = f"schools/{record.stem}/"
    with _served(
        [*OURS, "--project", os.fspath(project.root), "preview", "--no-open", "--address"]
    ) as address:
        return {
            "资料": _median(address + school, record, r"(?m)^简介: \|$", "简介: |\n  {}"),
            "文章": _median(f"{address}guides/", page, r"\Z", "\n\n{}\n"),
            "模板": _median(address + school, template, r"(?=</footer>)", "<p>{}</p>"),
        }


def _stock(project: Project) -> float:
    """Return what MkDocs' own server needs for one page."""
    copy = project.root / "stock"
    for name in ("content", "overrides"):
        shutil.copytree(project.root / name, copy / name)
    config = project.config.read_text(encoding="utf-8").replace("plugins:\n  - showcase\n", "plugins: []\n")
    (copy / "mkdocs.yml").write_text(config, encoding="utf-8", newline="\n")
    page = copy / "content" / "guides" / "index.md"
    with _served([*STOCK, "--config-file", os.fspath(copy / "mkdocs.yml"), "--dev-addr"]) as address:
        seconds = _median(f"{address}guides/", page, r"\Z", "\n\n{}\n", edits=2)
    shutil.rmtree(copy)
    return seconds


@contextmanager
def _served(command: list[str]) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{probe.getsockname()[1]}"
    process = subprocess.Popen(
        [*command, host], env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _until(lambda: bool(_fetch(f"http://{host}/")))
        # The work on the whole site that follows a start is not what an edit waits for.
        time.sleep(10)
        yield f"http://{host}/"
    finally:
        process.kill()
        process.wait()


def _median(address: str, path: Path, pattern: str, words: str, *, edits: int = EDITS) -> float:
    """Return how long an edit takes to show, in seconds; each is made after the last has come to rest."""
    text, found = path.read_text(encoding="utf-8"), []
    assert re.search(pattern, text), (path, pattern)
    for number in range(edits):
        sign = f"改动{time.time_ns()}次{number}"
        started = time.perf_counter()
        path.write_text(re.sub(pattern, words.format(sign), text, count=1), encoding="utf-8", newline="\n")
        _until(lambda sign=sign: sign in _fetch(address))  # type: ignore[misc] # bound to this round's
        found.append(time.perf_counter() - started)
        time.sleep(1)
    return statistics.median(found)


def _until(ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not ready():
        if time.monotonic() > deadline:
            raise SystemExit("预览没有在两分钟里更新。")
        time.sleep(0.005)


def _fetch(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - our own
            return str(answer.read().decode("utf-8"))
    except OSError:
        return ""
