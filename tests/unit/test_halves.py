"""Half of the work is done in a copy of the process, and nobody can tell from the results."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from generator import halves
from generator.halves import WORTH_IT, map_in_halves

MANY = list(range(WORTH_IT * 2 + 1))


@pytest.fixture
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(os, "fork"):
        pytest.skip("no fork on this system")
    monkeypatch.setattr(halves, "can_fork", lambda: True)


def test_results_come_in_the_order_of_the_items(two_processors: None) -> None:
    assert map_in_halves(lambda number: number * 2, MANY) == [number * 2 for number in MANY]


def test_every_other_item_is_done_by_another_process(two_processors: None) -> None:
    workers = map_in_halves(lambda _: os.getpid(), MANY)

    assert set(workers[::2]) == {os.getpid()}
    assert len(set(workers[1::2]) - {os.getpid()}) == 1
    assert len(set(workers)) == 2


def test_few_items_are_all_done_here(two_processors: None) -> None:
    assert set(map_in_halves(lambda _: os.getpid(), MANY[: WORTH_IT - 1])) == {os.getpid()}


def test_without_fork_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork", raising=False)

    assert set(map_in_halves(lambda _: os.getpid(), MANY)) == {os.getpid()}


# In a process of its own, which certainly has no other thread before.
THREADS = """
import os, threading
from generator.halves import can_fork
os.cpu_count = lambda: 2
done = threading.Event()
thread = threading.Thread(target=done.wait)
before = can_fork()
thread.start()
beside = can_fork()
done.set()
print(before, beside)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked elsewhere")
def test_beside_another_thread_nothing_is_forked() -> None:
    command = [sys.executable, "-c", THREADS]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "True False\n"


def test_what_a_copy_that_died_was_to_do_is_done_here(two_processors: None) -> None:
    parent = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != parent and number > MANY[-5]:
            os._exit(9)
        return number

    assert map_in_halves(work, MANY) == MANY


def test_a_bug_in_the_first_half_comes_out_and_no_copy_is_left(two_processors: None) -> None:
    def work(number: int) -> bytes:
        if number == 3:
            raise RuntimeError("a bug of ours")
        return bytes(10_000)

    with pytest.raises(RuntimeError, match="a bug of ours"):
        map_in_halves(work, MANY)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_bug_in_the_second_half_comes_out_too(two_processors: None) -> None:
    def work(number: int) -> int:
        if number == MANY[-1]:
            raise RuntimeError("a bug of ours")
        return number

    with pytest.raises(RuntimeError, match="a bug of ours"):
        map_in_halves(work, MANY)
