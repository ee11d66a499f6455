"""Put the traceback of a bug of ours into a log, and tell staff where it is."""

from __future__ import annotations

import traceback
from contextlib import suppress

from generator.problems import ERROR, Problem, Where
from generator.project import Project


def record_bug(project: Project, error: Exception) -> Problem:
    """Write the traceback of a bug of ours to a log, and return what staff read of it."""
    log = project.state / "error-preview.log"
    with suppress(OSError):
        project.state.mkdir(exist_ok=True)
        log.write_text("".join(traceback.format_exception(error)), encoding="utf-8", newline="\n")
    cure = "刚改的内容可以先改回去，预览会接着更新；请把这个日志文件交给维护的人。"
    return Problem("preview-bug", ERROR, Where(project.relative(log)), "程序出错了，不是您的问题。", cure)
