"""How a visitor goes about: by keyboard, without JavaScript, on paper, with little motion, and coming back."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pypdf import PdfReader

from tests.browser.conftest import OpenPage
from tests.browser.kinds import example_kinds
from tests.browser.looks import LARGE, NORMAL, set_text, settle
from tests.browser.probing import probe, wait_until
from tests.browser.serving import served
from tests.county import ADDRESS, HONORS

PHONE = {"width": 390, "height": 844}
BRAND = "brands/2345/"
RADICALS = str.maketrans({"\N{CJK RADICAL C-SIMPLIFIED LONG}": "长", "\N{CJK RADICAL CIVILIAN}": "民"})
SEARCH = "dialog.search input"
TEXTS = """() => [...document.querySelectorAll('main :is(h1, h2, h3, h4, p, li, th, td, dt, dd)')]
  .filter(block => block.checkVisibility({ checkVisibilityCSS: true }) && !block.closest('.sift, .with-script'))
  .filter(block => !block.querySelector('p, li, h2, h3, h4, td, button'))
  .map(block => block.innerText.replace(/\\s/g, ''))"""
"""Every block of words that is seen on a page, without blanks; what only script can work is left out."""


def test_keyboard_reaches_everything_in_order_and_sees_where_it_is(
    open_page: OpenPage, site_url: str
) -> None:
    page = open_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page.goto(site_url + BRAND)
    settle(page)
    number = probe(page, "focusable")
    stops = []
    for _ in range(number):
        page.keyboard.press("Tab")
        stops.append(probe(page, "focus"))
    places = [stop["place"] for stop in stops if stop]

    assert "md-skip" in stops[0]["name"]
    # Each stop once, in the order of the page: no trap, and nothing is jumped over.
    assert places == sorted(set(places))
    assert len(places) == number
    assert [stop["name"] for stop in stops if not (stop["marked"] and stop["inView"])] == []


def test_skip_link_leads_past_the_masthead(page: Page, site_url: str) -> None:
    page.goto(site_url + BRAND)
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate(
        "!document.activeElement.closest('.masthead') && !!document.activeElement.closest('main')"
    )


def test_menu_opens_and_closes_by_keyboard_and_gives_the_focus_back(
    open_page: OpenPage, site_url: str
) -> None:
    page = open_page(viewport=PHONE)
    page.goto(site_url + BRAND)
    menu = page.locator(".menu")
    summary = menu.locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(menu.get_by_role("link", name="品牌", exact=True)).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('.menu nav')")
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(menu.locator("nav")).to_be_hidden()

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: address != site_url + BRAND)


def test_sharing_opens_by_keyboard_and_gives_the_focus_back(page: Page, site_url: str) -> None:
    page.goto(site_url + BRAND)
    button = page.locator("[data-share]:visible").first
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog.share")).to_be_visible()
    expect(page.locator("dialog.share [data-code] svg")).to_be_visible()
    expect(page.locator("dialog.share [data-address]")).to_have_text(site_url + BRAND)
    page.keyboard.press("Escape")

    expect(page.locator("dialog.share")).to_be_hidden()
    expect(button).to_be_focused()


def test_search_opens_by_its_keys_and_gives_the_focus_back(page: Page, site_url: str) -> None:
    page.goto(site_url)
    if not page.locator("[data-search]").count():
        pytest.skip("这台机器没有 Pagefind，网站没有搜索。")
    trigger = page.locator("[data-search]")
    trigger.focus()
    for key in ("/", "Control+k", "Enter"):
        page.keyboard.press(key)
        expect(page.locator(SEARCH)).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("dialog.search")).to_be_hidden()
        expect(trigger).to_be_focused()


def test_every_text_is_there_without_javascript(open_page: OpenPage, site_url: str) -> None:
    plain = open_page(javascript=False)
    full = open_page()
    for kind in example_kinds():
        full.goto(site_url + kind)
        plain.goto(site_url + kind)
        seen = "".join(plain.locator("main").inner_text().split())
        blocks = full.evaluate(TEXTS)
        assert len(blocks) > 2, kind
        assert [block for block in blocks if block not in seen] == [], kind


def test_honours_and_the_way_to_all_pages_are_there_without_javascript(
    open_page: OpenPage, site_url: str
) -> None:
    page = open_page(javascript=False)
    page.goto(site_url + "honors/")
    rows = page.locator("[id^=honor-]")
    assert rows.count() == 10
    assert all(row.is_visible() for row in rows.all())
    assert page.locator(":is(button, input, select):visible").count() == 0
    page.locator("a.masthead__search").click()
    page.wait_for_url("**/sitemap/")
    expect(page.locator("main").get_by_role("link", name="“2345”党建品牌")).to_be_visible()


def test_menu_works_without_javascript(open_page: OpenPage, site_url: str) -> None:
    page = open_page(javascript=False, viewport=PHONE)
    page.goto(site_url + BRAND)
    page.locator(".menu summary").click()
    page.locator(".menu").get_by_role("link", name="荣誉", exact=True).click()
    page.wait_for_url("**/honors/")


HEIGHT = """() => Math.max(...[...document.querySelectorAll(".route__place, .route__no")]
  .filter(word => word.checkVisibility()).map(word => word.getBoundingClientRect().height))"""


@pytest.mark.parametrize("width", [390, 1024, 1200, 1366, 1440, 1920])
def test_words_of_a_route_grow_with_large_text(page: Page, site_url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site_url + BRAND)
    heights = []
    for text in (NORMAL, LARGE):
        set_text(page, text)
        settle(page)
        heights.append(page.evaluate(HEIGHT))

    assert heights[1] > heights[0] * 1.1


def test_no_figure_of_a_phone_stands_on_three_lines(page: Page, bulk_url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    lines = """() => [...document.querySelectorAll(".sheet--figures .num")].map((number) => [
      number.textContent, number.getBoundingClientRect().height / parseFloat(getComputedStyle(number).lineHeight)
    ])"""
    for address in ("", "achievements/", "reports/report/"):
        page.goto(bulk_url + address)
        for text, most in ((NORMAL, 1), (LARGE, 2)):
            set_text(page, text)
            settle(page)
            found = page.evaluate(lines)
            assert found
            # A number that is longer than the page is wide has no choice.
            high = [number for number, height in found if height > most + 0.5 and len(number) < 14]
            assert (address, text, high) == (address, text, [])


@pytest.mark.parametrize("section", ["", BRAND, "honors/", "reports/", "schools/"])
def test_paper_has_the_text_and_its_address_and_no_way_around_the_site(
    page: Page, site_url: str, section: str
) -> None:
    # A record of the section where there is one, else the page itself.
    address = max(kind for kind in example_kinds() if kind.startswith(section)) if section else ""
    page.goto(site_url + address)
    settle(page)
    page.emulate_media(media="print")
    assert (
        page.locator(":is(.masthead, .crumbs, .foot__switches, .turn, .jumps, dialog):visible").count() == 0
    )
    assert page.locator("main h1").is_visible()
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = plain("".join(sheet.extract_text() for sheet in paper.pages))

    assert (site_url + address).rstrip("/") in text
    width, height = (round(float(side)) for side in paper.pages[0].mediabox[2:])
    assert (width, height) in {(595, 842), (596, 842), (594, 841)}


def test_no_row_of_a_table_is_cut_where_a_sheet_ends(page: Page, bulk_url: str) -> None:
    page.goto(bulk_url + "honors/")
    settle(page)
    page.emulate_media(media="print")
    # On so narrow a sheet rows are high: one that may be cut, will be.
    paper = PdfReader(io.BytesIO(page.pdf(width="105mm", height="148mm")))
    sheets = [plain(sheet.extract_text()) for sheet in paper.pages]
    rows = page.locator("[id^=honor-]").evaluate_all(
        "names => names.map(name => [...name.closest('tr').cells]"
        ".filter(cell => cell.checkVisibility()).map(cell => cell.innerText))"
    )

    assert len(rows) == HONORS
    assert len(sheets) > 5
    cut = [row for row in rows if not any(all(plain(cell) in sheet for cell in row) for sheet in sheets)]
    assert cut == []


@pytest.mark.parametrize("text", [NORMAL, LARGE])
def test_a_brand_is_handed_out_on_five_sheets_whatever_the_screen_shows(
    page: Page, site_url: str, text: str
) -> None:
    page.goto(site_url + BRAND)
    set_text(page, text)
    settle(page)
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    sheets = [plain(sheet.extract_text()) for sheet in paper.pages]

    assert len(sheets) <= 5
    # The sign of a pillar stands on the sheet of its name.
    for pillar in ("2双岗", "3三比", "4四创", "5五帮"):
        assert any(pillar in sheet for sheet in sheets), pillar


def plain(text: str) -> str:
    """Return the words without blanks; a PDF calls some characters by their forms as radicals."""
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(RADICALS)


def test_nothing_moves_for_those_who_want_it_still(open_page: OpenPage, site_url: str) -> None:
    page = open_page(reduced_motion="reduce")
    moving = """() => {
      const seconds = text => Math.max(...text.split(',').map(parseFloat));
      return [...document.querySelectorAll('*')].filter(element => {
        const style = getComputedStyle(element);
        return seconds(style.transitionDuration) > 0.01 || seconds(style.animationDuration) > 0.01
          || style.scrollBehavior === 'smooth';
      }).map(element => element.localName + '.' + element.className);
    }"""
    for kind in ("", BRAND, "honors/", "guides/"):
        page.goto(site_url + kind)
        assert page.evaluate(moving) == [], kind


def test_switches_are_remembered_over_pages(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(site_url)
    page.locator("[data-switch=text]").click()
    page.locator("[data-switch=scheme][data-value=dark]").click()
    small = page.evaluate("getComputedStyle(document.documentElement).fontSize")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.goto(site_url + BRAND)

    expect(page.locator("[data-switch=text]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-switch=scheme][data-value=dark]")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == small
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    page.locator("[data-switch=text]").click()
    page.locator("[data-switch=scheme][data-value='']").click()
    page.reload()
    assert page.evaluate("Object.keys(localStorage)") == []
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") != small
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark


def test_page_that_does_not_exist_leads_back(page: Page, site_url: str) -> None:
    answer = page.goto(site_url + "brands/no/such/page/")
    assert answer is not None
    assert answer.status == 404
    page.locator("main a").first.click()
    expect(page.locator(".masthead")).to_be_visible()


def test_missing_page_below_a_path_has_its_looks_its_search_and_its_way_back(
    page: Page, bulk_folder: Path
) -> None:
    path = urlsplit(ADDRESS).path
    with served(bulk_folder, path) as address:
        answer = page.goto(f"{address}brands/no/such/page/")
        assert answer is not None
        assert answer.status == 404
        settle(page)

        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 248, 242)"
        links = page.locator("a").evaluate_all("links => links.map(link => link.href)")
        inside = {link for link in links if link.startswith(address[: -len(path)])}
        assert len(inside) > 10
        assert [link for link in inside if not link.startswith(address)] == []
        for link in inside:
            assert page.request.get(link).ok, link
        page.keyboard.press("/")
        page.get_by_role("searchbox").fill("第1项荣誉")
        expect(page.locator("dialog.search a").first).to_have_attribute(
            "href", re.compile(f"^{path}|^{address}")
        )
        page.keyboard.press("Escape")
        page.get_by_role("link", name="回到首页").click()
        page.wait_for_url(address)


def test_code_is_that_of_the_address_that_is_shared(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}honors/")
    page.wait_for_selector(".share svg", state="attached")
    before = page.inner_html("dialog.share [data-code]")
    page.select_option("[name=级别]", "省级")
    page.get_by_role("button", name="分享", exact=True).click()

    expect(page.locator("dialog.share [data-address]")).to_contain_text("级别=省级")
    wait_until(
        page, "before => document.querySelector('dialog.share [data-code]').innerHTML !== before", before
    )


def test_site_can_be_read_from_a_disk(browser: Browser, site_folder: Path) -> None:
    page = browser.new_page(viewport=ViewportSize(width=390, height=844))
    page.goto((site_folder / "brands/2345/index.html").as_uri())
    page.get_by_text("菜单").click()
    page.get_by_role("navigation", name="栏目菜单").get_by_role("link", name="学校").click()

    expect(page.locator("h1")).to_have_text("学校")
    expect(page.locator(".masthead__search")).to_have_text("网站地图")
    expect(page.locator("[data-share]")).to_be_hidden()
    page.close()


def test_what_a_system_colours_itself_stays_to_be_seen(open_page: OpenPage, site_url: str) -> None:
    page = open_page(forced_colors="active")
    page.goto(f"{site_url}?")
    page.keyboard.press("/")
    page.fill(SEARCH, "长征")
    mark = page.locator("dialog.search mark").first
    expect(mark).to_be_visible()
    colours = mark.evaluate(
        "mark => { const { color, backgroundColor } = getComputedStyle(mark); return [color, backgroundColor] }"
    )

    assert colours[0] != colours[1]
    assert colours[1] != "rgba(0, 0, 0, 0)"
