"""Every page kind on every width and in every look: nothing wrong, nothing cut, nothing from elsewhere.

A page is opened once and asked everything: opening costs more than asking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.kinds import county_kinds, example_kinds
from tests.browser.looks import LARGE, NORMAL, set_text, settle
from tests.browser.probing import axe_violations, probe
from tests.browser.watching import watch

WIDTHS = (320, 360, 390, 768, 1024, 1440, 1920)
COLLIDE = frozenset({320, 768, 1440})
"""The widths at which texts are looked at in pairs: a phone's, a tablet's and a desk's layout."""
PHONE = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1440, height=900)


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """Open the one page that goes to all addresses, with the faults that it tells of: a fresh one for each is slow."""
    with browser.new_context(locale="zh-CN", reduced_motion="reduce") as context:
        page = context.new_page()
        yield page, watch(page)


@pytest.fixture
def page(tab: tuple[Page, list[str]]) -> Iterator[Page]:
    """Return that page as it is on a phone; a fault that it tells of fails the test."""
    page, faults = tab
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    yield page
    told = faults.copy()
    faults.clear()
    assert told == []


def visit(page: Page, address: str) -> None:
    """Open a page and wait until nothing more comes."""
    page.goto(address, wait_until="load")
    settle(page)


def overflows(page: Page, text: str, widths: Iterable[int] = WIDTHS) -> dict[str, list[str]]:
    """Return what runs over, and what lies on something else, at each width."""
    set_text(page, text)
    found = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        settle(page)
        faults = probe(page, "overflow")
        faults += probe(page, "collisions") if width in COLLIDE else []
        found[f"{width} {text}"] = faults
    return found


def looks(page: Page) -> dict[str, list[str]]:
    """Return what axe-core finds: on a phone in light, then large, and on a wide dark screen."""
    found = {"light": axe_violations(page)}
    set_text(page, LARGE)
    found["large"] = axe_violations(page)
    set_text(page, NORMAL)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(DESK)
    settle(page)
    found["dark desk"] = axe_violations(page)
    page.emulate_media(color_scheme="light")
    return found


@pytest.mark.parametrize("kind", example_kinds())
def test_example_has_no_fault_in_any_look_at_any_width(page: Page, site_url: str, kind: str) -> None:
    visit(page, site_url + kind)
    found = {"headings": probe(page, "headings"), "targets": probe(page, "targets", 44)}
    found |= looks(page) | overflows(page, NORMAL) | overflows(page, LARGE)

    assert {look: faults for look, faults in found.items() if faults} == {}


@pytest.mark.parametrize("kind", county_kinds())
def test_county_has_no_fault_at_any_width(page: Page, bulk_url: str, kind: str) -> None:
    visit(page, bulk_url + kind)
    found = {"headings": probe(page, "headings"), "targets": probe(page, "targets", 44)}
    found["axe"] = axe_violations(page)
    found |= overflows(page, NORMAL) | overflows(page, LARGE, sorted(COLLIDE))

    assert {look: faults for look, faults in found.items() if faults} == {}
