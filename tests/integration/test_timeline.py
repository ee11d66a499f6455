"""The timeline and the feeds as they are published, by both engines."""

from __future__ import annotations

import pytest
from lxml import etree
from lxml.etree import _Element

from generator.project import Project
from tests.bulk import write
from tests.integration.test_theme import one, select, text, texts
from tests.integration.test_zensical import links, marks, words
from tests.integration.theme_project import (
    build_with_both,
    make_project,
    pages,
)

PAGE = "timeline/index.html"
FEEDS = ("activities/feed.xml", "honors/feed.xml")
HOSTILE = "“<b>甲</b>”年</h2>&amp;{{ 1 }}' *x*"


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Project]:
    project = make_project(tmp_path_factory.mktemp("timeline"))
    title = HOSTILE.replace("'", "''")
    write(
        project.data / "activities" / "hostile.yml",
        f"标题: '{title}'\n日期: 2024-6-3\n结束日期: 2024-6-5\n学校: 示例学校\n来源: 一号材料\n正文: '{title}'\n",
    )
    write(project.data / "honors" / "more.yml", "- {名称: 乙, 级别: 市级, 日期: 2024-7-1, 学校: 示例学校}\n")
    copy = Project(tmp_path_factory.mktemp("zensical") / "project")
    build_with_both(project, copy)
    return project, copy


@pytest.fixture(scope="module")
def site(projects: tuple[Project, Project]) -> dict[str, _Element]:
    return pages(projects[0].site)


def test_each_year_is_a_part_with_its_events(site: dict[str, _Element]) -> None:
    years = select(site[PAGE], "//section[{part}]/div/h2[starts-with(@id, 'year-')]")
    latest = one(years[0], "following-sibling::div[1]/ul")

    assert [year.get("id") for year in years] == [f"year-{year}" for year in (2024, 2021, 2020, 2019, 2018)]
    assert {text(one(year, "small")) for year in years} == {"年"}
    assert texts(latest, "li/em") == ["荣誉", "活动"]
    assert [tag.get("class") for tag in select(latest, "li/em")] == ["tag--honor", "tag"]
    assert text(select(latest, "li/em/following-sibling::a[1]")[1]) == HOSTILE.replace(" ", "")


def test_the_list_of_years_leads_to_them(site: dict[str, _Element]) -> None:
    jumps = [link.get("href") for link in select(site[PAGE], "//section[{part--lead}]//li/a")]

    assert jumps == [f"#{year.get('id')}" for year in select(site[PAGE], "//article//h2[@id]")]


def test_the_timeline_alone_loads_its_style(site: dict[str, _Element]) -> None:
    loading = {name for name, page in site.items() if select(page, "//link[contains(@href, 'timeline.css')]")}

    assert loading == {PAGE}


def test_the_masthead_leads_to_it_after_the_activities(site: dict[str, _Element]) -> None:
    names = texts(site[PAGE], "//nav[{masthead__nav}]//a")

    assert names[names.index("活动") + 1] == "大事记"
    assert text(one(site[PAGE], "//nav[{masthead__nav}]//a[@aria-current='page']")) == "大事记"


def test_both_engines_publish_the_same_timeline(projects: tuple[Project, Project]) -> None:
    ours, theirs = (pages(project.site)[PAGE] for project in projects)

    assert words(ours) == words(theirs)
    assert marks(ours) == marks(theirs)
    for path in (".//article//a[@href]", ".//head/link[@href='../assets/timeline.css']"):
        assert links(PAGE, ours, path) == links(PAGE, theirs, path)
        assert links(PAGE, ours, path)


def test_both_engines_publish_the_feeds_as_they_are(projects: tuple[Project, Project]) -> None:
    for project in projects:
        for uri in FEEDS:
            made = (project.content / uri).read_bytes()
            assert (project.site / uri).read_bytes() == made
            assert etree.fromstring(made).tag == "rss"


def place_of(address: str, built: dict[str, _Element]) -> list[_Element]:
    """Return what an address of the feed leads to in the built site."""
    path, _, anchor = address.removeprefix("https://show.example/site/").partition("#")
    page = built[f"{path}index.html"]
    return select(page, f"//*[@id='{anchor}']" if anchor else "//article")


def test_every_address_of_a_feed_is_there(
    projects: tuple[Project, Project], site: dict[str, _Element]
) -> None:
    for uri in FEEDS:
        feed = etree.fromstring((projects[0].site / uri).read_bytes())
        addresses = [str(link.text) for link in feed.iter("link")]

        assert len(addresses) > 5
        for address in addresses:
            assert len(place_of(address, site)) == 1, address


def test_every_page_names_feeds_that_are_there(
    projects: tuple[Project, Project], site: dict[str, _Element]
) -> None:
    found = select(site[PAGE], "//head/link[@rel='alternate'][@type='application/rss+xml']")

    assert [link.get("href") for link in found] == [f"../{uri}" for uri in FEEDS]
    assert all((projects[0].site / "timeline" / str(link.get("href"))).resolve().is_file() for link in found)
