"""The successor engine builds the same site from the same tree: same pages, same words."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml.etree import _Element

from generator.project import Project
from tests.integration.theme_project import build_with_mkdocs, build_with_zensical, make_project, pages

# Taken from the article before it is compared: the anchor that Zensical's own skip link leads to.
OWN = "__skip"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the same project built by MkDocs and, from a copy, by Zensical."""
    project = make_project(tmp_path_factory.mktemp("mkdocs"))
    copy = Project(tmp_path_factory.mktemp("zensical") / "project")
    shutil.copytree(project.root, copy.root)
    build_with_mkdocs(project, project.site)
    build_with_zensical(copy)
    return project.site, copy.site


def words(page: _Element) -> str:
    """Return the text of a page's article, blanks folded."""
    (article,) = page.iterfind(".//article")
    return " ".join("".join(article.itertext()).split())


def marks(page: _Element) -> list[tuple[str, str, str]]:
    """Return the article's elements in order: tag, class and, where it has one, anchor."""
    (article,) = page.iterfind(".//article")
    elements = [element for element in article.iter() if isinstance(element.tag, str)]
    found = [(str(e.tag), e.get("class", ""), e.get("id", "")) for e in elements]
    return [mark for mark in found if mark[2] != OWN]


def links(name: str, page: _Element, path: str) -> list[str]:
    """Return where links lead, from the root of the server."""
    base = f"https://show.example/site/{name.removesuffix('index.html')}"
    return [urljoin(base, str(link.get("href"))) for link in page.iterfind(path)]


def test_both_engines_make_the_same_pages(sites: tuple[Path, Path]) -> None:
    ours, theirs = (set(pages(site)) for site in sites)

    assert ours == theirs
    assert len(ours) > 30


def test_both_engines_say_the_same(sites: tuple[Path, Path]) -> None:
    ours, theirs = (pages(site) for site in sites)

    assert {name: words(page) for name, page in ours.items()} == {
        name: words(page) for name, page in theirs.items()
    }


def test_both_engines_lay_it_out_the_same(sites: tuple[Path, Path]) -> None:
    ours, theirs = (pages(site) for site in sites)

    for name, page in ours.items():
        assert marks(page) == marks(theirs[name]), name


@pytest.mark.parametrize(
    "part", [".//article//a[@href]", ".//header//a", ".//footer//a", ".//div[@class='crumbs']//a"]
)
def test_links_lead_to_the_same_places(sites: tuple[Path, Path], part: str) -> None:
    ours, theirs = (pages(site) for site in sites)

    for name, page in ours.items():
        assert links(name, page, part) == links(name, theirs[name], part), name


def test_zensical_publishes_our_style_and_icon_unchanged(sites: tuple[Path, Path]) -> None:
    ours, theirs = sites

    for name in ("assets/showcase.css", "assets/favicon.svg"):
        assert (theirs / name).read_bytes() == (ours / name).read_bytes()
    assert not list(theirs.rglob("parts.html"))
