"""How hypothesis runs: never against the clock, and the same way each time unless one goes searching.

And how a whole run is shared among processes, and what becomes of the tests that need what a machine may lack."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from generator.pagefind import find_program

settings.register_profile("gate", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))

# Hundreds of commands of ours are started: what the first has compiled is kept for the others.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

MOST_WORKERS = 6
"""With more, the longest file is what all others wait for."""
NO_PAGEFIND = "没有装 Pagefind：连上网络，过一小时再运行 make test，会自动补装。"


@pytest.fixture
def pagefind() -> None:
    """Leave the test out, saying so, where the search index cannot be made; never on CI."""
    if find_program() is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(NO_PAGEFIND)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Give each processor a worker; where there is only one, this process runs the tests itself."""
    processors = os.cpu_count() or 1
    return min(processors, MOST_WORKERS) if processors > 1 else 0


# pytest-cov's own mark, no_cover, does not reach the measuring in a worker.
@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Let a test that is marked so run without the coverage's tracer: measured, it would take twice as long or more."""
    if item.get_closest_marker("untraced") is None:
        return (yield)
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """Return a folder of this run that its processes have in common."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if hasattr(pytestconfig, "workerinput") else own) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


# Around all others: what is said last is what is read. Here, for the process that says it collects no tests itself
# when workers run them, and so knows of no other conftest.
@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Say at the end, in Chinese, which tests were left out for want of a browser."""
    yield
    left_out = terminalreporter.stats.get("skipped", ())
    if not left_out:
        return
    from tests.browser.chromium import MISSING

    skipped = [report for report in left_out if MISSING in str(report.longrepr)]
    if not skipped:
        return
    files = sorted({report.nodeid.partition("::")[0] for report in skipped})
    terminalreporter.section("没有运行的测试")
    terminalreporter.write_line(f"浏览器测试 {len(skipped)} 项没有运行：{MISSING}")
    for name in files:
        terminalreporter.write_line(f"  {name}")
