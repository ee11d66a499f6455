"""Nothing that anybody writes anywhere becomes script: every field, every page, whatever is imported.

What can be told from the files is told from them; then a real browser walks the pages, touches everything and looks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import etree
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page

from generator.project import Project
from tests.attacked import (
    LISTING,
    WORDS,
    active_parts,
    attack,
    attacked_pages,
    imported_attacks,
    let_pass,
    make_attacked,
    page_texts,
    publish_all_the_same,
)
from tests.browser.serving import served
from tests.children import unmeasured
from tests.integration.small_project import announce_plugin, environment
from tests.integration.theme_project import pages
from tests.payloads import PAYLOADS

ROOT = "/show/"
"""Where the attacked site says that it stands."""
WATCH = """
window.hits = [];
window.ran = (...found) => window.hits.push(String(found));
window.alert = window.ran;
"""
TOUCH = """async () => {
  for (const element of document.querySelectorAll('body, body *')) {
    for (const name of ['pointerover', 'mouseover', 'mouseenter', 'mousemove', 'focusin', 'touchstart', 'pointerdown']) {
      element.dispatchEvent(new Event(name, { bubbles: true }));
    }
    element.focus?.({ preventScroll: true });
    element.blur?.();
    if (element.tagName === 'DETAILS') element.open = true;
  }
  for (const link of document.querySelectorAll('a')) {
    const scheme = link.protocol.toLowerCase();
    if (!['http:', 'https:', 'mailto:', 'tel:', ':', ''].includes(scheme)) window.ran('link', link.href);
  }
  await new Promise((done) => setTimeout(done, 30));
  return window.hits;
}"""
"""What a hand, a finger and a keyboard do to every element, and where each link would lead."""


def test_the_attacks_are_many_and_each_begins_some_field() -> None:
    begun = {attack(number).split()[0] for number in range(300)}

    assert len(PAYLOADS) > 130
    assert begun == {text.split()[0] for text in WORDS}


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Publish a project whose every field is an attack, with what a workbook and a document brought in."""
    project = make_attacked(tmp_path_factory.mktemp("attacked"))
    imported_attacks(project)
    publish_all_the_same(project)
    return project


@pytest.fixture(scope="module")
def misled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, str]:
    """Build, by plain MkDocs, a project whose hand-written pages are attacks; return it with what was said."""
    project = make_attacked(tmp_path_factory.mktemp("misled"))
    attacked_pages(project)
    let_pass(project)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=project.root,
        env=environment(announce_plugin(tmp_path_factory.mktemp("plugin")), unmeasured()),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=280,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    return project, done.stderr


def test_no_word_in_any_field_becomes_script(attacked: Project) -> None:
    found = {name: parts for name, page in pages(attacked.site).items() if (parts := active_parts(page))}

    assert found == {}
    assert "ran()" in (attacked.site / "brands/brand/index.html").read_text(encoding="utf-8")


def test_what_was_imported_is_there_and_is_words(attacked: Project) -> None:
    walls = (attacked.site / "honors/index.html").read_text(encoding="utf-8")

    assert "导入30" in walls
    assert "ran()" in walls
    assert (attacked.site / "activities/imported/index.html").is_file()


def test_feeds_site_map_and_drawings_hold_words_only(attacked: Project) -> None:
    files = [path for end in ("xml", "svg") for path in attacked.site.rglob(f"*.{end}")]
    tags = {
        str(etree.QName(element).localname)
        for path in files
        for element in etree.parse(path).iter()
        if isinstance(element.tag, str)
    }

    assert {"rss", "urlset", "svg"} <= tags
    assert not tags & {"script", "img", "a", "foreignObject", "iframe", "input"}


def test_hand_written_pages_are_cleaned(misled: tuple[Project, str]) -> None:
    project, said = misled
    built = pages(project.site)
    found = {name: parts for name, page in built.items() if (parts := active_parts(page))}

    assert found == {}
    assert sum(name.startswith("guides/attack-") for name in built) == len(page_texts())
    assert os.name != "posix" or sum("onerror=ran()" in name for name in built) == 1, LISTING
    # And the person is told of each.
    assert said.count("里有不能放上网的 HTML") > 60


@pytest.fixture
def visit(browser: Browser) -> Iterator[BrowserContext]:
    """Return a visitor whose browser notes what runs, and is not held back by the site's policy."""
    with browser.new_context(locale="zh-CN", bypass_csp=True) as context:
        context.add_init_script(WATCH)
        yield context


@pytest.fixture
def guarded(browser: Browser) -> Iterator[BrowserContext]:
    """Return a visitor whose browser holds the site to its policy, and says what that forbids."""
    with browser.new_context(locale="zh-CN") as context:
        context.add_init_script(WATCH)
        yield context


def walk(context: BrowserContext, site: Path, address: str) -> dict[str, list[str]]:
    """Open every page of a site, touch all that is on it, and return what ran and what the browser forbade."""
    page = context.new_page()
    faults: list[str] = []

    def on_dialog(dialog: Dialog) -> None:
        faults.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def on_console(said: ConsoleMessage) -> None:
        if "Content Security Policy" in said.text:
            faults.append(said.text)

    page.on("dialog", on_dialog)
    page.on("console", on_console)
    page.on("pageerror", lambda error: faults.append(f"error {error}"))
    page.on("popup", lambda other: faults.append(f"popup {other.url}"))
    found: dict[str, list[str]] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        page.goto(address + quote(name.removesuffix("index.html")), wait_until="load")
        hits = page.evaluate(TOUCH)
        if hits or faults:
            found[name] = [*hits, *faults]
            faults.clear()
    return found


def test_nothing_runs_on_any_page_of_attacked_data(attacked: Project, visit: BrowserContext) -> None:
    with served(attacked.site, ROOT) as address:
        assert walk(visit, attacked.site, address) == {}


def test_nothing_runs_on_hand_written_pages(misled: tuple[Project, str], visit: BrowserContext) -> None:
    project, _ = misled
    with served(project.site, ROOT) as address:
        assert walk(visit, project.site, address) == {}


def test_the_policy_has_nothing_to_forbid(attacked: Project, guarded: BrowserContext) -> None:
    with served(attacked.site, ROOT) as address:
        assert walk(guarded, attacked.site, address) == {}


def test_nothing_runs_in_feeds_and_drawings(attacked: Project, visit: BrowserContext) -> None:
    page = visit.new_page()
    with served(attacked.site, ROOT) as address:
        for name in ("activities/feed.xml", "honors/feed.xml", "assets/favicon.svg"):
            page.goto(address + name)
            assert page.evaluate("window.hits ?? []") == []


@pytest.mark.usefixtures("pagefind")
def test_nothing_runs_among_search_results(attacked: Project, visit: BrowserContext) -> None:
    page = visit.new_page()
    with served(attacked.site, ROOT) as address:
        for words in ("ran", "script", "onerror", "<script>ran()", "甲"):
            page.goto(address)
            assert look_for(page, words), words
            assert page.evaluate(TOUCH) == []


def look_for(page: Page, words: str) -> int:
    """Search as a visitor does, and return how many results are shown."""
    page.keyboard.press("/")
    page.locator("dialog.search input").fill(words)
    page.locator("dialog.search [role=status]").filter(has_text="条").wait_for()
    return page.locator("dialog.search ol li").count()
