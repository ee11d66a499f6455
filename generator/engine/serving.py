"""Serve a preview that rebuilds itself, with a few Chinese lines where MkDocs would log in English."""

from __future__ import annotations

import logging
import os
import re
import socket
from collections.abc import Callable, Sequence
from contextlib import closing

from mkdocs.commands.serve import serve

from generator.engine.building import quiet_material
from generator.engine.listening import listening
from generator.engine.words import explain
from generator.problems import ERROR, Problem, Where
from generator.project import Project

PORTS_TO_TRY = 10

Say = Callable[[str], None]
Show = Callable[[Sequence[Problem]], None]


def serve_site(
    project: Project, *, say: Say, show: Show, open_browser: bool = False, address: str = "127.0.0.1:8000"
) -> list[Problem]:
    """Serve the preview until Ctrl+C; return the Problems that kept it from starting.

    `say` prints a line and `show` prints Problems, both may be called from the thread that serves.
    `address` is host and port; a port in use gives way to one of the next."""
    quiet_material()
    host, _, wanted = address.rpartition(":")
    port = free_port(host.strip("[]"), int(wanted))
    if port is None:
        return [_no_port(address)]
    if port != int(wanted):
        say(f"端口 {wanted} 已被占用，改用 {port}。")
    voice, error = Voice(project, say, show), None
    with listening(voice, alone=True):
        try:
            serve(str(project.config), open_in_browser=open_browser, dev_addr=f"{host}:{port}")
        except KeyboardInterrupt:
            say("预览已结束。")
        except Exception as caught:  # noqa: BLE001 - a bug is raised again below
            error = caught
    problems = explain(project, voice.records, error)
    if error is not None and not problems:
        raise error
    return problems


def free_port(host: str, wanted: int) -> int | None:
    """Return the first port from `wanted` on that nobody listens at, None where there is none."""
    for port in range(wanted, min(wanted + PORTS_TO_TRY, 65536)):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with closing(socket.socket(family)) as probe:
            if os.name == "posix":
                # As the server will: a port that was closed a moment ago is free. On Windows it would share one.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    return None


def _no_port(address: str) -> Problem:
    message = "预览用不了这个地址：它后面的端口都被占用了，或者它不是这台电脑的地址。"
    return Problem(
        "preview-address",
        ERROR,
        Where(address),
        message,
        "先关掉别的预览窗口；还不行就换一个：showcase preview --address 127.0.0.1:8100",
    )


class Voice(logging.Handler):
    """Say in Chinese the few things of MkDocs' log that matter to a person at a preview."""

    def __init__(self, project: Project, say: Say, show: Show) -> None:
        super().__init__(logging.INFO)
        self.project, self.say, self.show = project, say, show
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Say a line of progress; keep a warning until its build is over."""
        if record.levelno >= logging.WARNING:
            self.records.append(record)
            return
        for pattern, words in LINES:
            if match := pattern.search(record.getMessage()):
                self._show_warnings(words)
                self.say(words.format(*match.groups()))

    def _show_warnings(self, words: str) -> None:
        if words is BUILT and (problems := explain(self.project, self.records, None)):
            self.show(problems)
        if words in {BUILDING, BUILT}:
            self.records.clear()


BUILDING = "正在生成网页……"
BUILT = "网页已更新（{0} 秒）。"
LINES = (
    (re.compile(r"Building documentation\.\.\.\Z"), BUILDING),
    (re.compile(r"Documentation built in (\S+) seconds"), BUILT),
    (re.compile(r"Serving on (\S+)"), "预览地址：{0}\n改了资料会自动更新；按 Ctrl+C 结束。"),
    (re.compile(r"Shutting down\.\.\."), "预览已结束。"),
)
