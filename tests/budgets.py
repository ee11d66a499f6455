"""What a first visit costs a phone, against the budgets: `make bench` prints it after the generator's own figures.

Both are judged: the bytes of compressed transfer, and those of the files as the browser gets them. Lighthouse is asked too where it is
installed (on the path, or named by LIGHTHOUSE)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from generator.project import Project
from tests.browser.chromium import MISSING, find_browser, started
from tests.browser.serving import served
from tests.example_copy import copy_example, publish
from tests.weights import SCRIPTS, STYLES, page_scripts

PAGES = (("首页", ""), ("品牌", "brands/2345/"), ("荣誉", "honors/"))
BUDGETS = {"全部": 200_000, "网页": 40_000, "自己的样式": 25_000, "自己的脚本": 15_000}
RAW_BUDGETS = {"自己的样式": STYLES, "自己的脚本": SCRIPTS}
LCP, CLS, SCORE = 2.5, 0.1, 95
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True}
# Lighthouse's slow 4G: bytes a second, and milliseconds.
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 204_800, "uploadThroughput": 96_000}
SLOWER = 4  # times, for a phone's processor
OBSERVE = """
window.seen = { lcp: 0, cls: 0 };
new PerformanceObserver(list => { for (const entry of list.getEntries()) seen.lcp = entry.startTime / 1000; })
  .observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver(list => { for (const entry of list.getEntries()) seen.cls += entry.value; })
  .observe({ type: "layout-shift", buffered: true });
"""
WITHOUT_LIGHTHOUSE = (
    "没有找到 Lighthouse，这一项没有量：装好以后放在 PATH 里，或者用环境变量 LIGHTHOUSE 写明。"
)


@dataclass(frozen=True)
class Part:
    """A file that a first visit fetches: its path, the bytes of its transfer and its own."""

    path: str
    kind: str
    sent: int
    raw: int


@dataclass(frozen=True)
class Visit:
    """A first visit to one page by a slow phone."""

    parts: tuple[Part, ...]
    lcp: float
    cls: float

    def weights(self) -> dict[str, tuple[int, int]]:
        """Return for each budget the bytes of transfer and the files' own."""
        groups = {
            "全部": self.parts,
            "网页": [part for part in self.parts if part.kind == "Document"],
            "自己的样式": [part for part in self.parts if part.kind == "Stylesheet" and is_ours(part.path)],
            "自己的脚本": [part for part in self.parts if part.kind == "Script" and is_ours(part.path)],
            "字体": [part for part in self.parts if part.kind == "Font"],
        }
        return {
            name: (sum(part.sent for part in group), sum(part.raw for part in group))
            for name, group in groups.items()
        }


def is_ours(path: str) -> bool:
    """Tell whether a file is neither the base theme's nor a library's."""
    return not path.startswith(("assets/stylesheets/", "assets/javascripts/", "assets/vendor/"))


def visit(browser: Browser, address: str, page_path: str, folder: Path) -> Visit:
    """Visit a page for the first time with a slow phone and return what that cost."""
    with browser.new_context(**PHONE) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.add_init_script(OBSERVE)
        devtools = context.new_cdp_session(page)
        asked: dict[str, dict[str, Any]] = {}
        sent: dict[str, int] = {}
        devtools.on("Network.responseReceived", lambda event: asked.update({event["requestId"]: event}))
        devtools.on(
            "Network.loadingFinished",
            lambda event: sent.update({event["requestId"]: int(event["encodedDataLength"])}),
        )
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", NETWORK)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(address + page_path, wait_until="networkidle")
        # The largest paint is known when the page is used or left alone for a while.
        page.wait_for_timeout(1000)
        seen = page.evaluate("window.seen")
    return Visit(tuple(_parts(asked, sent, folder)), seen["lcp"], seen["cls"])


def _parts(asked: dict[str, dict[str, Any]], sent: dict[str, int], folder: Path) -> Iterator[Part]:
    for request, event in asked.items():
        path = urlsplit(event["response"]["url"]).path.lstrip("/")
        file = folder / path / "index.html" if event["type"] == "Document" else folder / path
        raw = file.stat().st_size if file.is_file() else 0
        yield Part(path, event["type"], sent.get(request, 0), raw)


def report(name: str, found: Visit) -> Iterator[tuple[bool, str]]:
    """Yield the lines of one page, and whether each keeps to its budget."""
    for what, (sent, raw) in found.weights().items():
        limits = BUDGETS.get(what), RAW_BUDGETS.get(what)
        told = [
            f"{way} {size / 1000:.1f} KB" + (f"（预算 {most / 1000:.1f} KB）" if most else "")
            for way, size, most in zip(("传输", "原文"), (sent, raw), limits, strict=True)
        ]
        fits = all(most is None or size <= most for size, most in zip((sent, raw), limits, strict=True))
        yield fits, f"{name}：{what}{'，'.join(told)}"
    yield found.lcp <= LCP, f"{name}：最大内容 {found.lcp:.2f} 秒出现（预算 {LCP} 秒）"
    yield found.cls <= CLS, f"{name}：版面移动 {found.cls:.3f}（预算 {CLS}）"


def find_lighthouse() -> str | None:
    """Return Lighthouse's program."""
    return shutil.which(os.environ.get("LIGHTHOUSE") or "lighthouse")


def lighthouse(program: str, browser: str, address: str) -> dict[str, int]:
    """Return Lighthouse's score of a page in each category."""
    flags = "--headless=new --no-sandbox --disable-background-networking --disable-component-update"
    asked = [
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={flags}",
    ]
    done = subprocess.run(
        [program, address, *asked],
        env={**os.environ, "CHROME_PATH": browser},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"Lighthouse 没有量完：{done.stderr[-500:]}")
    categories = json.loads(done.stdout)["categories"]
    return {name: round(100 * (categories[name]["score"] or 0)) for name in CATEGORIES}


def measure_site() -> Iterator[tuple[bool, str]]:
    """Yield every line of the example's visits and scores, and whether it keeps to its budget."""
    program = find_browser()
    if program is None:
        yield True, f"网页没有量。{MISSING}"
        return
    judge = find_lighthouse()
    with TemporaryDirectory() as root:
        project = Project(Path(root))
        copy_example(project)
        folder = publish(project)
        most = max(size for _, size in page_scripts(folder))
        told = f"一页自己的脚本连同一个对话框最多 {most / 1000:.1f} KB（预算 {SCRIPTS / 1000:.1f} KB）"
        yield most <= SCRIPTS, told
        with served(folder) as address:
            with started(program) as browser:
                visits = [(name, visit(browser, address, path, folder)) for name, path in PAGES]
            for name, found in visits:
                yield from report(name, found)
            for name, path in PAGES if judge else ():
                scores = lighthouse(judge or "", program, address + path)
                told = "，".join(f"{category} {score}" for category, score in scores.items())
                yield min(scores.values()) >= SCORE, f"{name}：Lighthouse {told}（各项至少 {SCORE}）"
    if not judge:
        yield True, WITHOUT_LIGHTHOUSE


def keeps_budgets() -> bool:
    """Print all lines, those over their budget marked, and tell whether there is none."""
    kept = True
    print("第一次打开示例的网页（手机，网络和处理器放慢）")
    for fits, line in measure_site():
        kept = kept and fits
        print(f"  {'　　' if fits else '超出'}  {line}", flush=True)
    return kept
