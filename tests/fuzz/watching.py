"""Start the processes that try inputs, end those that hang or take too much, and start others in their place."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import IO

import psutil

from tests.fuzz.trying import MOST_BYTES_OF_MEMORY, Slot, keep

ROOT = Path(__file__).parents[2]
LONGEST = 1.0
"""Seconds of a processor that one input may take: a busy machine does not make an input slow."""
LOOK = 0.1
START = 120.0
"""Seconds in which a process must have begun its first input."""


@dataclass(slots=True)
class Tried:
    """What became of one target: how many inputs, and what was found, by the name it was kept under."""

    inputs: int = 0
    found: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Watched:
    """A process that tries inputs, and how long it has been at the one it is trying."""

    process: subprocess.Popen[str]
    slot: Slot
    lines: SimpleQueue[str]
    listener: Thread
    begun: int = 0
    since: float = 0.0


def watch(target: str, seed: str, seconds: float, inputs: int, folder: Path) -> Tried:
    """Try inputs of a target until the time is over or so many were tried, whatever they do to a process."""
    tried, until, number = Tried(), time.monotonic() + seconds, 0
    while time.monotonic() < until and tried.inputs < inputs:
        number += 1
        slot = folder / f"{target}-{number}"
        watched = _start(target, f"{seed}-{number}", slot, inputs - tried.inputs)
        try:
            verdict = _look_after(watched, until)
        finally:
            watched.process.kill()
            watched.process.wait()
            watched.listener.join()
        begun, done, name, data = watched.slot.read()
        tried.inputs += done
        while not watched.lines.empty():
            kept, _, complaint = watched.lines.get().rstrip("\n").partition("\t")
            tried.found.setdefault(complaint, kept)
        if verdict and begun:
            tried.inputs += 1
            tried.found.setdefault(f"{verdict} ({name})", keep(target, name, data).name)
        elif verdict:
            tried.found[verdict] = ""
            break
    return tried


def _start(target: str, seed: str, slot: Path, inputs: int) -> Watched:
    made = Slot(slot)
    command = [sys.executable, *command_of(target, seed, slot, inputs)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=_environment()
    )
    lines: SimpleQueue[str] = SimpleQueue()
    assert process.stdout
    listener = Thread(target=_listen, args=(process.stdout, lines), daemon=True)
    listener.start()
    return Watched(process, made, lines, listener)


def command_of(target: str, seed: str, slot: Path, inputs: int) -> list[str]:
    """Return what Python runs to try inputs."""
    return ["-m", "tests.fuzz.trying", target, seed, os.fspath(slot), str(inputs)]


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONUTF8": "1", "PYTHONHASHSEED": "0"}


def _listen(stream: IO[str], lines: SimpleQueue[str]) -> None:
    with stream:
        for line in stream:
            lines.put(line)


def _look_after(watched: Watched, until: float) -> str:
    """Wait for a process; return why it had to be ended or how it died, empty where it came to its own end."""
    started = time.monotonic()
    busy = psutil.Process(watched.process.pid)
    while time.monotonic() < until:
        with suppress(subprocess.TimeoutExpired):
            code = watched.process.wait(LOOK)
            return "" if code == 0 else f"died of {code}"
        begun, done, _, _ = watched.slot.read()
        with suppress(psutil.Error):
            times, memory = busy.cpu_times(), busy.memory_info().rss
            spent = times.user + times.system
            if begun != watched.begun or done == begun:
                watched.begun, watched.since = begun, spent
            elif spent - watched.since > LONGEST:
                return f"took over {LONGEST:.0f} s"
            if memory > MOST_BYTES_OF_MEMORY:
                return f"took over {MOST_BYTES_OF_MEMORY // 1_000_000} MB"
        if not begun and time.monotonic() - started > START:
            return "did not start"
    return ""
