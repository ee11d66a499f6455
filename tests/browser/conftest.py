"""One browser and the two sites for all tests of this folder; a page of its own for each test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import MISSING, find_browser, started
from tests.browser.serving import served
from tests.browser.watching import watch
from tests.shared_sites import county_site, example_site

FOLDER = Path(__file__).parent
OpenPage = Callable[..., Page]


# Of the folder, not of the session: the tests that follow run without a browser beside them.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start Chromium; without one the tests are left out, but never on CI."""
    program = find_browser()
    if program is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    with started(program) as running:
        yield running


# Not fixtures themselves: those of a session would be made before it is known whether there is a browser.
@pytest.fixture(scope="package")
def site_folder(browser: Browser, run_folder: Path) -> Path:
    """Publish the example and return its folder."""
    return example_site(run_folder)


@pytest.fixture(scope="package")
def site_url(site_folder: Path) -> Iterator[str]:
    """Serve the example and return its address, which ends with a slash."""
    with served(site_folder) as address:
        yield address


@pytest.fixture(scope="package")
def bulk_folder(browser: Browser, run_folder: Path) -> Path:
    """Publish the county that nobody has seen and return its folder."""
    return county_site(run_folder)


@pytest.fixture(scope="package")
def bulk_url(bulk_folder: Path) -> Iterator[str]:
    """Serve the county and return its address."""
    with served(bulk_folder) as address:
        yield address


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Return what opens a fresh visitor's page, with any option of `new_context`; all of them are watched."""
    opened: list[tuple[Page, list[str]]] = []

    def open_fresh(*, javascript: bool = True, **options: Any) -> Page:
        context = browser.new_context(**{"locale": "zh-CN", "java_script_enabled": javascript, **options})
        page = context.new_page()
        opened.append((page, watch(page)))
        return page

    yield open_fresh
    for page, _ in opened:
        page.context.close()
    assert [fault for _, faults in opened for fault in faults] == []


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """Return a fresh visitor's page; a console error, or a request to another host, fails the test."""
    return open_page()
