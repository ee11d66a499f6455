"""A published site is as light as it should be: the example, and the county that nobody has seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.shared_sites import county_site, example_site
from tests.weights import SCRIPTS, STYLES, page_scripts, page_styles


@pytest.fixture(scope="module", params=[example_site, county_site], ids=["example", "county"])
def site(request: pytest.FixtureRequest, run_folder: Path) -> Path:
    """Return a published site."""
    published: Callable[[Path], Path] = request.param
    return published(run_folder)


def test_no_page_links_more_style_than_its_budget(site: Path) -> None:
    pages = dict(page_styles(site))

    assert {page: size for page, size in pages.items() if size > STYLES} == {}
    assert min(pages.values()) > 0


def test_no_page_loads_more_script_than_its_budget(site: Path) -> None:
    pages = dict(page_scripts(site))

    assert {page: size for page, size in pages.items() if size > SCRIPTS} == {}
    assert pages["honors/index.html"] > pages["index.html"] > 0


def test_styles_and_scripts_of_ours_are_minified(site: Path) -> None:
    written = {
        path.name: text
        for path in site.glob("assets/*.[cj]s*")
        if (text := path.read_text(encoding="utf-8")) and re.search(r"/\*[^!]|^\s+", text, re.MULTILINE)
    }

    # A line inside a template is kept to the letter.
    assert written.keys() <= {"search.js"}


def test_nothing_of_the_base_theme_is_there_that_no_page_loads(site: Path) -> None:
    linked = "".join(page.read_text(encoding="utf-8") for page in site.rglob("*.html"))
    shipped = [path for name in ("javascripts", "stylesheets") for path in site.glob(f"assets/{name}/**/*.*")]

    assert [path.name for path in shipped if path.name not in linked] == []
    assert shipped
