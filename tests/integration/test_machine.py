"""What machines read of a built page: its address, its card, its JSON-LD, the names of government sites."""

from __future__ import annotations

import json
from typing import Any, cast

import pytest
from lxml.etree import _Element

from generator.build import Generator
from generator.project import Project
from tests.hostile_texts import TEXTS
from tests.integration.theme_project import build_with_both, make_project, pages

LOST = "404.html"
ADDRESS = "https://show.example/site/"
HOSTILE = "</script><script>x</script>'\"&{{ 1 }}" + "\U0001f6a9"


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Project]:
    """Return the same project built by MkDocs and by Zensical."""
    project = make_project(tmp_path_factory.mktemp("machine"))
    record = {
        "标题": HOSTILE, "日期": "2024-06-03", "时间": "9:30", "地点": HOSTILE, "学校": "示例学校",
        "正文": HOSTILE, "来源": "示例材料",
    }  # fmt: skip
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in record.items()]
    path = project.data / "activities" / "hostile.yml"
    path.write_text("\n".join(lines).replace('来源: "示例材料"', "来源: {标题: 校内材料}"), encoding="utf-8")
    for number, text in enumerate(TEXTS):
        path = project.data / "activities" / f"text-{number}.yml"
        date = "" if number % 3 == 0 else "日期: 2024-06\n"
        path.write_text(f"标题: {json.dumps(text, ensure_ascii=False)}\n{date}", encoding="utf-8")
    copy = Project(tmp_path_factory.mktemp("zensical") / "project")
    build_with_both(project, copy)
    return project, copy


@pytest.fixture(scope="module")
def built(projects: tuple[Project, Project]) -> Project:
    return projects[0]


@pytest.fixture(scope="module")
def site(built: Project) -> dict[str, _Element]:
    return pages(built.site)


def scripts(page: _Element) -> list[_Element]:
    return cast("list[_Element]", page.xpath("//script[@type='application/ld+json']"))


def graph(page: _Element) -> dict[str, dict[str, Any]]:
    """Return the nodes of a page's JSON-LD by their type."""
    (script,) = scripts(page)
    data = json.loads(script.text or "")
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


def said(page: _Element, name: str) -> list[str]:
    """Return what a page's meta elements of one name or property say."""
    found = cast("list[str]", page.xpath(f"//meta[@name='{name}' or @property='{name}']/@content"))
    return [str(value) for value in found]


def test_every_page_has_one_address_and_one_card(site: dict[str, _Element]) -> None:
    for name, page in site.items():
        if name == LOST:
            continue
        (address,) = cast("list[str]", page.xpath("//link[@rel='canonical']/@href"))
        assert address == ADDRESS + name.removesuffix("index.html")
        assert said(page, "og:url") == [address]
        assert len(said(page, "og:title")) == len(said(page, "og:description")) == 1
        (image,) = said(page, "og:image")
        assert image.startswith(f"{ADDRESS}og/")
        assert image.endswith(".png")


def test_brand_is_shared_with_its_own_picture_and_all_else_with_the_sites(
    built: Project, site: dict[str, _Element]
) -> None:
    outcome = Generator(built).generate()
    drawn = {f"{ADDRESS}{picture.uri}" for picture in outcome.pictures}

    assert said(site["brands/2345/index.html"], "og:image") == [f"{ADDRESS}og/brands/2345.png"]
    assert said(site["schools/example/index.html"], "og:image") == [f"{ADDRESS}og/site.png"]
    assert {image for page in site.values() for image in said(page, "og:image")} == drawn


@pytest.mark.parametrize(
    ("name", "types"),
    [
        ("index.html", {"WebSite"}),
        ("brands/index.html", {"CollectionPage", "BreadcrumbList"}),
        ("brands/2345/index.html", {"WebPage", "BreadcrumbList", "Brand"}),
        ("schools/example/index.html", {"WebPage", "BreadcrumbList", "EducationalOrganization"}),
        ("activities/hostile/index.html", {"WebPage", "BreadcrumbList", "Event"}),
        ("activities/dongxiang-reading/index.html", {"WebPage", "BreadcrumbList", "Article"}),
        ("reports/mou-shi-yi-zhong-2021/index.html", {"WebPage", "BreadcrumbList", "Report"}),
        ("regions/shiquan/index.html", {"WebPage", "BreadcrumbList", "AdministrativeArea"}),
        ("about/index.html", {"WebPage", "BreadcrumbList"}),
    ],
)
def test_each_kind_of_page_says_what_it_is(site: dict[str, _Element], name: str, types: set[str]) -> None:
    assert set(graph(site[name])) == types


def test_breadcrumbs_are_told_in_full_addresses(site: dict[str, _Element]) -> None:
    items = graph(site["brands/2345/index.html"])["BreadcrumbList"]["itemListElement"]

    assert [(item["position"], item["name"], item.get("item")) for item in items] == [
        (1, "首页", ADDRESS),
        (2, "品牌", f"{ADDRESS}brands/"),
        (3, "“2345”党建品牌", None),
    ]


def test_nothing_in_the_data_ends_the_script_or_an_attribute(site: dict[str, _Element]) -> None:
    page = site["activities/hostile/index.html"]
    event = graph(page)["Event"]

    assert event["name"] == event["location"]["name"] == HOSTILE
    assert event["startDate"] == "2024-06-03T09:30:00+08:00"
    assert event["organizer"] == [{"@type": "Organization", "name": "示例学校"}]
    assert len(cast("list[_Element]", page.xpath("//head/script"))) == 3
    assert said(page, "PubDate") == ["2024-06-03"]
    assert said(page, "ContentSource") == ["校内材料"]


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_a_title_is_the_same_words_to_machines(site: dict[str, _Element], number: int) -> None:
    page = site[f"activities/text-{number}/index.html"]
    things = graph(page)

    assert (things.get("Event") or things["Article"])["name"].split() == TEXTS[number].split()
    assert things["WebPage"]["name"].split() == TEXTS[number].split()
    assert [title.split() for title in said(page, "og:title")] == [TEXTS[number].split()]
    assert [title.split() for title in said(page, "ArticleTitle")] == [TEXTS[number].split()]
    assert said(page, "PubDate") == []


def test_names_of_government_sites_say_site_column_and_article(site: dict[str, _Element]) -> None:
    page = site["brands/2345/index.html"]

    assert said(page, "SiteName") == ["学校党建品牌展示"]
    assert said(page, "SiteDomain") == ["show.example"]
    assert said(page, "ColumnName") == said(page, "ColumnType") == ["品牌"]
    assert said(page, "ArticleTitle") == ["“2345”党建品牌"]
    assert said(site["brands/index.html"], "ArticleTitle") == []
    assert said(site["guides/wording/index.html"], "ColumnName") == ["指南"]


def everything(page: _Element) -> set[tuple[str, str]]:
    """Return all that a page's meta elements say, but for how the engine calls itself."""
    found = cast("list[_Element]", page.xpath("//meta[@name or @property]"))
    named = {(str(e.get("name") or e.get("property")), str(e.get("content"))) for e in found}
    return {pair for pair in named if pair[0] != "generator"}


def test_zensical_tells_machines_the_same(
    projects: tuple[Project, Project], site: dict[str, _Element]
) -> None:
    theirs = pages(projects[1].site)

    assert set(theirs) == set(site)
    for name, page in site.items():
        assert everything(theirs[name]) == everything(page), name
        if name != LOST:
            assert graph(theirs[name]) == graph(page), name


def test_no_name_is_given_twice_in_any_letters(site: dict[str, _Element]) -> None:
    for name, page in site.items():
        names = [said_name.lower() for said_name in cast("list[str]", page.xpath("//meta/@name"))]
        assert len(set(names) - {"theme-color"}) == len([n for n in names if n != "theme-color"]), name


def test_a_page_a_person_wrote_has_the_breadcrumbs_it_shows(site: dict[str, _Element]) -> None:
    for name, page in site.items():
        if name == LOST:
            continue
        items = graph(page).get("BreadcrumbList", {"itemListElement": []})["itemListElement"]
        shown = cast("list[_Element]", page.xpath("//nav[@aria-label='面包屑']//li"))
        assert len(items) == len(shown), name
        if name.startswith(("guides/", "about/")):
            words = ["".join("".join(item.itertext()).split()) for item in shown]
            assert ["".join(item["name"].split()) for item in items] == words, name


def test_a_page_that_is_not_there_has_no_address_and_is_not_listed(projects: tuple[Project, Project]) -> None:
    for project in projects:
        built = pages(project.site)
        assert not cast("list[str]", built[LOST].xpath("//link[@rel='canonical']/@href"))
        assert said(built[LOST], "og:url") == []
        assert scripts(built[LOST]) == []
        assert said(built[LOST], "robots") == ["noindex"]
        assert {name for name, page in built.items() if said(page, "robots")} == {LOST}


def test_the_site_says_where_it_is_and_who_runs_it(site: dict[str, _Element]) -> None:
    about = graph(site["index.html"])["WebSite"]

    assert about["url"] == ADDRESS
    assert about["publisher"] == {
        "@type": "Organization",
        "name": "示例县教育局",
        "address": "示例县学府路 1 号",
        "telephone": "0000-123 4567",
        "email": "show@example.org",
    }
    brand = graph(site["brands/2345/index.html"])
    assert brand["WebPage"]["isPartOf"] == about
    assert brand["Brand"]["mainEntityOfPage"] == {"@id": brand["WebPage"]["@id"]}


def test_keywords_are_the_kind_and_the_units(site: dict[str, _Element]) -> None:
    assert said(site["activities/hostile/index.html"], "Keywords") == ["活动,示例学校"]
    assert said(site["brands/index.html"], "Keywords") == []
