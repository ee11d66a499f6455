"""How well each rule of the gate does on its corpus, and what reading a built site costs: part of `make bench`."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.gate.site import Known, check_site
from tests.bulk import SENTENCE
from tests.gate_corpus import scores

PAGES = 1000
_PAGE = '<!doctype html><html lang="zh"><head><title>示例{0}</title></head><body><nav>{1}</nav><main>{2}</main></body></html>'


def measure_gate() -> Iterator[tuple[bool, str]]:
    """Yield each rule's recall and precision, then the time for a site; what is personal must all be found."""
    for score in scores():
        must = score.code.startswith(("private-", "minor-"))
        told = (
            f"召回 {score.recall:6.1%}  准确 {score.precision:6.1%}  {score.code}，"
            f"{score.wanted} 条该找到，{score.innocent} 条不该拦"
        )
        yield score.recall == 1.0 or not must, told
    yield True, f"{_site_seconds():7.3f} 秒  读完发布前的 {PAGES} 个网页"


def _site_seconds() -> float:
    """Time the last reading of a site whose pages are as long as ours."""
    links = "".join(f'<a href="{number}.html">栏目{number}</a>' for number in range(40))
    with TemporaryDirectory() as folder:
        for number in range(PAGES):
            body = "".join(f"<p>第{number}页第{row}段：{SENTENCE}</p>" for row in range(40))
            Path(folder, f"{number}.html").write_text(_PAGE.format(number, links, body), encoding="utf-8")
        started = time.perf_counter()
        check_site(Path(folder), Known())
        return time.perf_counter() - started
