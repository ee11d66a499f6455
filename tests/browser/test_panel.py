"""The panel over a preview: it comes and goes while a page is open, and says what, where, why and how to mend."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.project import HANDBOOK, Project
from tests.browser.conftest import OpenPage
from tests.example_copy import copy_example
from tests.handbook import PAGES
from tests.previewing import previewed

BRAND = "brands/2345/"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a copy of the example that is previewed."""
    project = Project(tmp_path_factory.mktemp("preview"))
    copy_example(project)
    shutil.copytree(PAGES, project.content / HANDBOOK)
    return project


@pytest.fixture(scope="module")
def preview(project: Project) -> Iterator[str]:
    """Start `showcase preview` and return its address."""
    with previewed(project.root) as url:
        yield url


@pytest.fixture
def data(project: Project) -> Iterator[Path]:
    """Return the data, which is as it was again afterwards."""
    kept = project.root / "kept"
    shutil.copytree(project.data, kept)
    yield project.data
    for path in kept.rglob("*.yml"):
        there = project.data / path.relative_to(kept)
        if not there.exists() or there.read_bytes() != path.read_bytes():
            shutil.copy(path, there)
    shutil.rmtree(kept)


def replace(path: Path, old: str, new: str) -> None:
    """Change some words of a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def test_broken_file_shows_what_where_and_how_and_goes_by_itself(
    page: Page, preview: str, project: Project, data: Path
) -> None:
    page.goto(preview + BRAND)
    page.evaluate("window.same = true")
    replace(data / "brands/2345.yml", "名称: 五帮", "名称：五帮 <b>")
    panel = page.get_by_role("alert")
    expect(panel).to_contain_text("1 处错误")
    first = panel.locator("li").first

    expect(first.locator("i")).to_have_text("错误")
    expect(first.locator("pre mark")).to_have_text("：")
    expect(first.locator("pre")).to_contain_text("五帮 <b>")
    expect(first.locator(".cure")).to_contain_text("- 名称: 五帮")
    link = first.get_by_role("link").first
    expect(link).to_contain_text("data/brands/2345.yml 第 ")
    place = (data / "brands/2345.yml").as_posix().lstrip("/")
    assert str(link.get_attribute("href")).startswith(f"vscode://file/{place}:")
    # The page itself stays, and was not even loaded again.
    expect(page.get_by_role("heading", level=1)).to_contain_text("2345")
    assert page.evaluate("window.same")

    replace(data / "brands/2345.yml", "名称：五帮 <b>", "名称: 五帮")
    expect(panel).to_be_hidden()


def test_what_may_be_previewed_is_a_quiet_count_that_opens(page: Page, preview: str, data: Path) -> None:
    page.goto(preview)
    panel = page.get_by_role("status", name="资料里的问题")
    expect(panel).to_contain_text("条提醒")
    expect(panel.locator("li").first).to_be_hidden()
    panel.get_by_role("button", name="查看").click()
    expect(panel.locator("li").first).to_be_visible()
    page.goto(preview + BRAND)
    expect(panel.locator("li").first).to_be_visible()
    panel.get_by_role("button", name="收起").click()

    replace(data / "brands/2345.yml", "名称: 五帮\n", "名称: 五帮\n    状态: 已建成目标\n")
    expect(page.get_by_role("alert")).to_contain_text("处错误")


def test_an_edit_is_on_the_page_that_is_open(page: Page, preview: str, data: Path) -> None:
    page.goto(preview + BRAND)
    replace(data / "brands/2345.yml", "含义: ", "含义: 刚刚改过的意思。")

    expect(page.locator("main")).to_contain_text("刚刚改过的意思。")


def test_a_page_that_is_new_takes_the_place_of_the_missing_one(
    open_page: OpenPage, preview: str, data: Path
) -> None:
    page = open_page(service_workers="block")
    page.route("**/favicon.ico", lambda route: route.abort())
    address = f"{preview}activities/soon/"
    response = page.request.get(address)
    assert response.status == 404
    (data / "activities/soon.yml").write_text(
        "标题: 就要来的活动\n日期: 2025-1-2\n来源: 一号材料\n", encoding="utf-8", newline="\n"
    )
    for _ in range(200):
        if page.request.get(address).status == 200:
            break
        page.wait_for_timeout(50)
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("就要来的活动")
    (data / "activities/soon.yml").unlink()


def test_panel_is_not_printed_and_not_published(page: Page, preview: str, site_folder: Path) -> None:
    page.goto(preview)
    page.emulate_media(media="print")

    expect(page.get_by_role("status", name="资料里的问题")).to_be_hidden()
    assert not [path for path in site_folder.rglob("*.html") if b"showcase-panel" in path.read_bytes()]


def test_a_problem_leads_to_its_explanation(page: Page, preview: str, data: Path) -> None:
    replace(data / "brands/2345.yml", "代号: 2345", "代号: 2346")
    page.goto(preview + BRAND)

    page.get_by_role("link", name="这是什么意思").first.click()

    expect(page.locator("h3#pillar-count")).to_be_visible()
