"""Find Chromium on this machine and start it so that it reaches this machine only."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

VARIABLE = "SHOWCASE_BROWSER"
"""Names the browser's program where it is not on the path."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    # Whatever asks for another host gets no answer, wherever the tests run.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
MISSING = (
    "没有找到浏览器。请安装 Chromium 和中文字体（Debian：sudo apt install chromium fonts-noto-cjk），"
    f"或者用环境变量 {VARIABLE} 写明浏览器程序在哪里，再运行一次。"
)


def find_browser() -> str | None:
    """Return the program of a Chromium on this machine."""
    named = os.environ.get(VARIABLE)
    return next(filter(None, map(shutil.which, [named] if named else NAMES)), None)


@contextmanager
def started(program: str) -> Iterator[Browser]:
    """Start a browser without a window, and end it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()
