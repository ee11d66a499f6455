"""Ask a page what tests want to know: what runs over, how large its targets are, where the focus is."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

FOLDER = Path(__file__).parent


@functools.cache
def script(name: str) -> str:
    """Return the text of a script that is put into pages."""
    return (FOLDER / name).read_text(encoding="utf-8")


def probe(page: Page, question: str, *arguments: object) -> Any:
    """Return the answer of one of the questions in probes.js."""
    if not page.evaluate("'probes' in window"):
        page.evaluate(script("probes.js"))
    return page.evaluate(
        "([question, given]) => window.probes[question](...given)", [question, list(arguments)]
    )


def wait_until(page: Page, question: str, *arguments: object) -> None:
    """Return as soon as a question's answer is true.

    The library's own way of waiting runs a text as script, which the policy of the site forbids."""
    for _ in range(300):
        if page.evaluate(question, *arguments):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"waited in vain: {question}")


AXE = "vendor/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe_violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong, a line for each element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(script(AXE))
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})",
        RULES,
    )
    return [
        f"{violation['id']}: {node['target']} {node['html'][:120]} {node.get('failureSummary', '')[:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
