"""How the tests themselves are run: shared among processes, some of them not traced, on sites made once."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import FrameType, SimpleNamespace
from typing import Any

import pytest

from generator.project import Project
from tests import conftest, shared_sites


@pytest.mark.parametrize(("processors", "workers"), [(None, 0), (1, 0), (2, 2), (64, conftest.MOST_WORKERS)])
def test_each_processor_has_a_worker_and_one_alone_has_none(
    processors: int | None, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: processors)

    assert conftest.pytest_xdist_auto_num_workers() == workers


@pytest.mark.parametrize("marked", [True, False])
def test_a_tracer_rests_while_a_marked_test_runs(marked: bool) -> None:
    def tracer(frame: FrameType, event: str, arg: object) -> None:
        """Trace nothing."""

    item: Any = SimpleNamespace(get_closest_marker={"untraced": marked or None}.get)
    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        running = conftest.pytest_runtest_call(item)
        next(running)
        during = sys.gettrace()
        with pytest.raises(StopIteration):
            next(running)
        after = sys.gettrace()
    finally:
        sys.settrace(before)

    assert during is (None if marked else tracer)
    assert after is tracer


def test_a_site_is_made_once_for_all_who_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Project] = []
    monkeypatch.setattr(shared_sites, "copy_example", made.append)
    monkeypatch.setattr(shared_sites, "publish", lambda project: project.site.mkdir())
    with ThreadPoolExecutor(8) as asking:
        sites = list(asking.map(shared_sites.example_site, [tmp_path] * 8))

    assert sites == [made[0].site] * 8
    assert len(made) == 1


def test_a_site_that_was_not_made_whole_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(project: Project) -> None:
        (project.root / "half").touch()
        raise RuntimeError

    monkeypatch.setattr(shared_sites, "copy_example", fail)
    with pytest.raises(RuntimeError):
        shared_sites.example_site(tmp_path)
    monkeypatch.setattr(shared_sites, "copy_example", lambda project: None)
    monkeypatch.setattr(shared_sites, "publish", lambda project: project.site.mkdir())
    site = shared_sites.example_site(tmp_path)

    assert [path.name for path in site.parent.iterdir() if path.name == "half"] == []
    assert site.is_dir()
