"""Quoted names in headings stay on one line where they fit, at any width."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.looks import LARGE, NORMAL, set_text, settle

# The quoted names of headings that are parted though their line has room for them, and marks that begin a line.
PARTED = """() => [...document.querySelectorAll("h1:has(.whole)")].flatMap((heading) => {
  const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const faults = [];
  let bottom = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const lines = new Set();
    [...node.data].forEach((sign, at) => {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = range.getBoundingClientRect();
      if (bottom && box.bottom > bottom + box.height / 2 && "”’），。".includes(sign)) faults.push(`begins with ${sign}`);
      bottom = box.bottom;
      lines.add(Math.round(bottom));
    });
    const size = parseFloat(getComputedStyle(heading).fontSize);
    const fits = (node.data.length + 0.5) * size < heading.getBoundingClientRect().width;
    if (node.parentElement.matches(".whole") && lines.size > 1 && fits) faults.push(node.data);
  }
  return faults;
})"""
WIDTHS = range(320, 900, 29)


@pytest.mark.parametrize(("path", "names"), [("brands/made-00/", 2), ("brands/made-04/", 1)])
def test_no_quoted_name_is_parted_that_fits(page: Page, bulk_url: str, path: str, names: int) -> None:
    page.goto(bulk_url + path)
    assert page.locator("h1 .whole").count() == names
    parted = {}
    for text in (NORMAL, LARGE):
        set_text(page, text)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            settle(page)
            parted[f"{width} {text}"] = page.evaluate(PARTED)

    assert {look: names for look, names in parted.items() if names} == {}
