"""Let atheris, where it is installed, look for inputs by what of the program they reach.

A process of its own: what it looks into has to be loaded by it, and it ends the process that it runs in."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from tests.fuzz.watching import LONGEST, ROOT, Tried

PARTS = ("yaml", "table", "manuscript")
UNITS = re.compile(r"stat::number_of_executed_units: (\d+)")
HANGS = 20
"""Seconds after which an input hangs: it counts real time, and what is looked into so closely is ten times slower."""


def is_there() -> bool:
    """Tell whether atheris is installed; it is locked nowhere, since not every system has it."""
    return importlib.util.find_spec("atheris") is not None


def guide(seconds: float, seed: str, folder: Path) -> Tried:
    """Look for inputs of each part in turn, and return what was found."""
    tried = Tried()
    for part in PARTS if is_there() else ():
        place = folder / f"guided-{part}"
        place.mkdir()
        command = [
            sys.executable,
            "-m",
            "tests.fuzz.guided",
            part,
            seed,
            os.fspath(place),
            str(int(seconds / len(PARTS))),
        ]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONUTF8": "1"},
            capture_output=True,
            check=False,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        counts = UNITS.findall(done.stderr)
        tried.inputs += int(counts[-1]) if counts else 0
        for line in done.stdout.splitlines():
            kept, tab, complaint = line.partition("\t")
            if tab:
                tried.found.setdefault(complaint, f"{part}/{kept}")
        if done.returncode:
            tried.found.setdefault(f"atheris: {done.stderr.strip()[-300:]}", part)
    return tried


def _look(part: str, seed: str, folder: Path, seconds: int) -> None:
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["generator"], enable_loader_override=False):
        trying = import_module("tests.fuzz.trying")
        targets = import_module("tests.fuzz.targets")
    target = targets.TARGETS[part]
    seeds = target.seeds()
    names = sorted(seeds)
    for number, name in enumerate(names):
        for index, data in enumerate(seeds[name]):
            # The first byte says which name: a fuzzer knows one string of bytes and no more.
            (folder / f"{number}-{index}").write_bytes(bytes((number,)) + data)
    told: set[str] = set()

    def try_one(data: bytes) -> None:
        name = names[data[0] % len(names)] if data else names[0]
        complaint, _ = trying.complaint_of(target, name, data[1:])
        if complaint and complaint not in told:
            told.add(complaint)
            short = trying.shortened(target, name, data[1:], complaint)
            print(trying.keep(part, name, short).name, complaint, sep="\t", flush=True)

    options = [
        f"-max_total_time={seconds}",
        f"-seed={int(seed, 36) % 2**31 if seed.isalnum() else 1}",
        "-max_len=20000",
        f"-timeout={int(LONGEST * HANGS)}",
        "-rss_limit_mb=1000",
        "-print_final_stats=1",
        "-verbosity=0",
        f"-artifact_prefix={folder}/found-",
    ]
    atheris.Setup(["fuzz", *options, os.fspath(folder)], try_one)
    atheris.Fuzz()


if __name__ == "__main__":
    _look(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
