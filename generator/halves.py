"""Do a long row of equal work on two processors: half of it in a forked copy of this process.

Where there is no fork (Windows), no second processor or another thread, all of it is done here."""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH_IT = 200
"""With fewer items the copy costs as much as it saves."""


def map_in_halves(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """Return the result for each item, in order; `work` must be pure and its results picklable."""
    if len(items) < WORTH_IT or not can_fork():
        return [work(item) for item in items]
    # Every other one: what is alike stands side by side, and one kind may cost more than another.
    mine, others = items[::2], items[1::2]
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _serve_half(work, others, reader, writer)
    os.close(writer)
    try:
        # Closed first of all if anything goes wrong here, so that the copy does not wait for a reader.
        with os.fdopen(reader, "rb") as pipe:
            first = [work(item) for item in mine]
            told = pipe.read()
    finally:
        os.waitpid(child, 0)
    second: list[Result] | None = _received(told)
    # A copy that died, of whatever cause, has told nothing; then the work is done again and any fault shows here.
    if second is None:
        second = [work(item) for item in others]
    both = [*first, *second]
    both[::2], both[1::2] = first, second
    return both


def can_fork() -> bool:
    """Tell whether a copy of this process is to be had, and a processor for it.

    A copy of a process with several threads may hang, and one on macOS may not use system libraries."""
    alone = threading.active_count() == 1
    return hasattr(os, "fork") and sys.platform == "linux" and alone and (os.cpu_count() or 1) > 1


def _serve_half(work: Callable[[Item], Result], items: Sequence[Item], reader: int, writer: int) -> None:
    """In the copy: do the work, tell the results, and end without anything that belongs to the original."""
    try:
        os.close(reader)
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump([work(item) for item in items], pipe, protocol=pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)


def _received(told: bytes) -> list[Result] | None:
    try:
        results: list[Result] = pickle.loads(told)  # noqa: S301 - our own words, through our own pipe
    except (pickle.UnpicklingError, EOFError):
        return None
    return results
