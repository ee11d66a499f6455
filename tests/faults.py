"""Run commands of ours in a process that dies, or is refused, at its nth change to the project's files.

Python itself tells of every file that is opened for writing, moved, linked or deleted, whoever does it (sys.addaudithook):
so each change is found, in the same order each time, and none has to be known beforehand. Needs fork and SIGKILL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.children import unmeasured

ROOT = Path(__file__).parents[1]

KILL = "kill"
FULL = "full"
"""The disk is full from this change on."""
DENIED = "denied"
"""One change is refused: the folder may not be written."""
HELD = "held"
"""Files whose path contains `place` are open in another program, as on Windows."""

TIMER = "timer"
"""It dies so many microseconds after its start, whatever it is doing."""

NEVER = 10**9

SERVER = """
import errno, json, os, signal, sys, time
from contextlib import redirect_stderr, redirect_stdout, suppress
from io import StringIO

import generator.cli, generator.publish, generator.repair, generator.scaffold, generator.workbook.importing  # noqa
import generator.manuscript.drafting, generator.photos.developing, generator.workbook.saving  # noqa
from generator import cli, disk
from mkdocs.config.defaults import MkDocsConfig
from importlib.metadata import EntryPoint

option = MkDocsConfig.plugins
option.installed_plugins["showcase"] = EntryPoint("showcase", "generator.plugin:ShowcasePlugin", "mkdocs.plugins")

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
MOVES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate"}
GROWS = {"open", "os.mkdir", "os.link"}
count = 0


def paths_of(event, args, root):
    if event == "ctypes.dlsym":
        return [root + "/site"] if args[1] in {"renameat2", "syncfs"} else []
    if event == "open" and not (isinstance(args[2], int) and args[2] & WRITING):
        return []
    if event != "open" and event not in MOVES:
        return []
    found = []
    for arg in args[:2]:
        with suppress(TypeError, ValueError):
            if not isinstance(arg, int):
                # Below a folder that is open already only the name is told: rmtree does so.
                found.append(os.path.join(os.getcwd(), os.fsdecode(arg)))
    inside = [path for path in found if path.startswith(root + "/")]
    return [path for path in inside if not path.endswith(".lock")]


def refused(number, words, path, winerror=None):
    error = (PermissionError if number == errno.EACCES else OSError)(number, words, path)
    if winerror:
        error.winerror = winerror
    return error


def child(wish):
    root, fault, at, place = wish["root"], wish["fault"], wish["at"], wish["place"]
    me = os.getpid()
    os.chdir(root)

    def hook(event, args):
        global count
        if event not in MOVES and event not in {"open", "ctypes.dlsym"}:
            return
        paths = paths_of(event, args, root)
        if not paths or os.getpid() != me:
            return
        if fault == "held":
            if event != "os.mkdir" and any(place in path for path in paths):
                count += 1
                raise refused(errno.EACCES, "in use", paths[0], 32)
            return
        if place and not any(place in path for path in paths):
            return
        count += 1
        if fault == "kill" and count == at:
            os.kill(me, signal.SIGKILL)
        if fault == "full" and count >= at and event in GROWS:
            raise refused(errno.ENOSPC, "full", paths[0])
        if fault == "denied" and count == at and event != "ctypes.dlsym":
            raise refused(errno.EACCES, "denied", paths[0])

    disk.PAUSES = (0, 0)
    if wish["two_renames"]:
        from generator import staging
        staging.exchange = lambda one, other: False
    out = StringIO()
    sys.stdin = open(os.devnull)
    sys.addaudithook(hook)
    code = -1
    try:
        with redirect_stdout(out), redirect_stderr(out):
            code = cli.run(wish["args"])
    finally:
        os.write(wish["answer"], json.dumps({"code": code, "count": count, "said": out.getvalue()}).encode())
        os._exit(0)


print("ready", flush=True)
for line in sys.stdin:
    wish = json.loads(line)
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        child({**wish, "answer": writer})
    os.close(writer)
    if wish["fault"] == "timer":
        time.sleep(wish["at"] / 1e6)
        os.kill(pid, signal.SIGKILL)
    with os.fdopen(reader, "rb") as stream:
        answer = stream.read()
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    print(answer.decode() if answer else json.dumps({"code": status, "count": 0, "said": ""}), flush=True)
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What became of a command: its exit code (negative for a signal), how many changes it made, what it said."""

    code: int
    count: int
    said: str

    @property
    def killed(self) -> bool:
        """Tell whether it died on the way."""
        return self.code < 0


class Runner:
    """The process that runs commands, each in a child of its own that has everything loaded already."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        """Where projects to hurt are made."""
        environment = {
            **unmeasured(),
            "PYTHONPATH": os.fspath(ROOT),
            "PYTHONUTF8": "1",
            "NO_MKDOCS_2_WARNING": "1",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVER],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert self._answer() == "ready"

    def run(
        self,
        root: Path,
        args: Sequence[str],
        *,
        fault: str = KILL,
        at: int = NEVER,
        place: str = "",
        two_renames: bool = False,
    ) -> Run:
        """Run a command in a project; `place` is what a path must contain to count as a change."""
        wish: dict[str, Any] = {
            "root": os.fspath(root.resolve()),
            "args": list(args),
            "fault": fault,
            "at": at,
        }
        assert self.process.stdin
        self.process.stdin.write(json.dumps({**wish, "place": place, "two_renames": two_renames}) + "\n")
        self.process.stdin.flush()
        return Run(**json.loads(self._answer()))

    def _answer(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def close(self) -> None:
        """End the process."""
        self.process.communicate()


@contextmanager
def runner() -> Iterator[Runner]:
    """Give a Runner, and end it."""
    with TemporaryDirectory(prefix="showcase_faults_", ignore_cleanup_errors=True) as folder:
        made = Runner(Path(folder))
        try:
            yield made
        finally:
            made.close()
