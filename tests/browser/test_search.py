"""The search as a visitor uses it: by pointer, keyboard, input method and phone, and where it cannot be had."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.probing import wait_until

pytestmark = pytest.mark.usefixtures("pagefind")

OpenPage = Callable[..., Page]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
FIELD = "dialog.search input"
HITS = "dialog.search ol > li"
NOTHING_ASKED = "写几个字就能找。"
CHOSEN = "dialog.search [role=group] [aria-pressed=true]"
STATUS = "dialog.search [role=status]"


def open_search(page: Page, address: str) -> None:
    """Open the search as the header offers it."""
    page.goto(address)
    page.get_by_role("button", name="搜索", exact=True).click()
    expect(page.locator(FIELD)).to_be_focused()


def look_for(page: Page, words: str) -> None:
    """Type words and wait for what is said of them."""
    page.fill(FIELD, "")
    expect(page.locator(STATUS)).to_have_text(NOTHING_ASKED)
    page.fill(FIELD, words)
    expect(page.locator(STATUS)).not_to_have_text(NOTHING_ASKED)


def marks(page: Page) -> set[str]:
    """Return what is marked in the results."""
    return set(page.locator(f"{HITS} mark").all_inner_texts())


def urls(page: Page, address: str) -> list[str]:
    """Return where the results lead, from the root of the site, without the words at which a page opens."""
    links = page.locator(f"{HITS} a").evaluate_all("links => links.map(link => link.href)")
    return [unquote(link).removeprefix(address).partition("#:~:")[0] for link in links]


@pytest.mark.parametrize(
    ("words", "url"),
    [
        ("三会一课", "brands/343/"),
        ("长征", "brands/2345/"),
        ("微心愿", "brands/2345/"),
        ("2345", "brands/2345/"),
        ("双岗", "brands/2345/"),
        ("员新长", "brands/2345/"),
        ("岗", "brands/2345/"),
        ("34", "brands/2345/"),
    ],
)
def test_words_and_parts_of_words_are_found_and_marked(
    page: Page, site_url: str, words: str, url: str
) -> None:
    open_search(page, site_url)
    look_for(page, words)
    assert url in urls(page, site_url)
    assert words in marks(page)


def test_full_width_digits_blanks_and_punctuation_make_no_difference(page: Page, site_url: str) -> None:
    open_search(page, site_url)
    found = {}
    for words in ("2345 帮扶", "帮扶　２３４５", "2345"):
        look_for(page, words)
        found[words] = page.locator(STATUS).inner_text(), set(urls(page, site_url))
    assert found["2345 帮扶"] == found["帮扶　２３４５"] != found["2345"]
    assert "brands/2345/" in found["2345 帮扶"][1]


def test_words_that_stand_apart_are_found_and_that_is_said(page: Page, site_url: str) -> None:
    open_search(page, site_url)
    look_for(page, "党员教师帮助学生")
    expect(page.locator(STATUS)).to_contain_text("没有连在一起的“党员教师帮助学生”")
    assert marks(page) & {"党员", "教师", "帮助", "学生"}


def test_an_honour_leads_to_its_own_place_on_the_wall(page: Page, site_url: str) -> None:
    open_search(page, site_url)
    look_for(page, "禁毒基地")
    row = page.locator(HITS).filter(has_text="荣誉").first
    expect(row).to_contain_text("东乡区第二中学")
    row.locator("a").click()
    page.wait_for_url("**/honors/#honor-*")
    expect(page.locator(":target")).to_contain_text("禁毒基地")


def test_a_result_on_the_same_page_closes_the_search(page: Page, site_url: str) -> None:
    open_search(page, f"{site_url}honors/")
    look_for(page, "禁毒基地")
    page.locator(HITS).filter(has_text="荣誉").first.locator("a").click()
    expect(page.locator("dialog.search")).to_be_hidden()


def test_the_keyboard_does_it_all(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}guides/")
    for key in ("/", "Control+k"):
        page.keyboard.press(key)
        expect(page.locator(FIELD)).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("dialog.search")).to_be_hidden()
    trigger = page.get_by_role("button", name="搜索", exact=True)
    trigger.focus()
    page.keyboard.press("Enter")
    look_for(page, "2345")
    links = page.locator(f"{HITS} a")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("Escape")
    expect(trigger).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator(FIELD)).to_have_value("2345")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/brands/2345/(#|$)"))


def test_enter_opens_the_first_result_of_what_was_just_typed(page: Page, site_url: str) -> None:
    open_search(page, site_url)
    look_for(page, "石泉")
    page.fill(FIELD, "微心愿")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/brands/2345/(#|$)"))


def test_the_focus_stays_in_the_dialog(page: Page, site_url: str) -> None:
    open_search(page, site_url)
    look_for(page, "2345")
    inside = "document.activeElement === document.body || !!document.activeElement.closest('dialog.search')"
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(inside)


def test_kinds_and_units_narrow_the_results_and_say_how_many(page: Page, site_url: str) -> None:
    open_search(page, site_url)
    look_for(page, "2345")
    everything = urls(page, site_url)
    chip = page.get_by_role("button", name="荣誉 ")
    number = int(chip.inner_text().split()[1])
    chip.click()
    expect(page.locator(STATUS)).to_have_text(f"找到 {number} 条。")
    expect(page.locator(CHOSEN)).to_have_text(f"荣誉 {number}")
    expect(page.locator(CHOSEN)).to_be_focused()
    assert {url.partition("#")[0] for url in urls(page, site_url)} == {"honors/"}
    page.locator("dialog.search select").select_option("东乡区第二中学")
    expect(page.locator(f"{HITS} .unit").first).to_have_text("东乡区第二中学")
    look_for(page, "长征")
    expect(page.locator(STATUS)).to_contain_text("所选范围里没有“长征”。")
    page.get_by_role("button", name="去掉筛选").click()
    expect(page.locator(STATUS)).to_contain_text("找到")
    assert "brands/2345/" in urls(page, site_url)
    look_for(page, "2345")
    assert urls(page, site_url) == everything


def test_what_is_not_there_is_said_plainly_with_a_way_on(page: Page, site_url: str) -> None:
    open_search(page, site_url)
    look_for(page, "量子纠缠")
    expect(page.locator(STATUS)).to_contain_text("没有找到“量子纠缠”")
    expect(page.locator(HITS)).to_have_count(0)
    expect(page.locator("dialog.search section")).to_be_hidden()
    page.locator(STATUS).get_by_role("link", name="网站地图").click()
    page.wait_for_url("**/sitemap/")


@pytest.mark.parametrize(
    "words", ["<img src=x onerror=alert(1)>", '"&<>\\', "”，。", ".*+?^${}()|[]\\", "𠮷"]
)
def test_signs_with_a_meaning_elsewhere_have_none_here(page: Page, site_url: str, words: str) -> None:
    open_search(page, site_url)
    page.fill(FIELD, words)
    page.keyboard.press("Enter")
    look_for(page, "微心愿")
    assert marks(page) == {"微心愿"}
    expect(page.locator("dialog.search img")).to_have_count(0)


def test_nothing_is_searched_while_an_input_method_composes(page: Page, site_url: str) -> None:
    open_search(page, site_url)
    look_for(page, "量子纠缠")
    devtools = page.context.new_cdp_session(page)
    page.locator(FIELD).select_text()
    for letters in ("w", "wei", "weixinyuan"):
        devtools.send(
            "Input.imeSetComposition", {"text": letters, "selectionStart": 0, "selectionEnd": len(letters)}
        )
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    expect(page.locator(STATUS)).to_contain_text("量子纠缠")
    assert page.url == site_url
    devtools.send("Input.insertText", {"text": "微心愿"})
    expect(page.locator(STATUS)).to_have_text("找到 1 条。")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_it_fills_the_screen_and_every_target_can_be_hit(
    open_page: OpenPage, site_url: str, scheme: str
) -> None:
    page = open_page(**PHONE, color_scheme=scheme)
    open_search(page, site_url)
    look_for(page, "2345")
    box = page.locator("dialog.search").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    targets = page.locator("dialog.search :is(input, button, select, a)").filter(visible=True)
    small = [
        target.inner_text()
        for target in targets.all()
        if (size := target.bounding_box()) and min(size["height"], size["width"]) < 44
    ]
    assert small == []


def test_a_keyboard_on_the_screen_does_not_cover_the_results(open_page: OpenPage, site_url: str) -> None:
    page = open_page(**PHONE)
    open_search(page, site_url)
    page.evaluate(
        "Object.defineProperty(visualViewport, 'height', {value: 400});"
        " visualViewport.dispatchEvent(new Event('resize'))"
    )
    assert page.locator("dialog.search").evaluate("dialog => dialog.offsetHeight") == 400


def test_many_results_come_in_steps(page: Page, site_url: str) -> None:
    open_search(page, site_url)
    look_for(page, "党")
    expect(page.locator(HITS)).to_have_count(10)
    page.get_by_role("button", name="再看一些").click()
    expect(page.locator(HITS)).to_have_count(20)
    expect(page.locator(f"{HITS} a").nth(10)).to_be_focused()
    assert len(set(urls(page, site_url))) == 20


def test_neither_masthead_nor_footer_nor_site_map_is_found(page: Page, site_url: str) -> None:
    open_search(page, site_url)
    for words in ("数据文件", "主办单位"):
        look_for(page, words)
        assert not {"sitemap/", "404.html"} & set(urls(page, site_url))
        assert "brands/2345/" not in urls(page, site_url)


def test_a_page_below_finds_the_same_and_a_first_search_is_small(open_page: OpenPage, site_url: str) -> None:
    page = open_page()
    page.goto(f"{site_url}brands/343/")
    page.wait_for_load_state("networkidle")
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    loaded: list[float] = []
    devtools.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    page.keyboard.press("/")
    look_for(page, "三会一课")
    assert "guides/wording/" in urls(page, site_url)
    page.wait_for_load_state("networkidle")
    assert 50_000 < sum(loaded) < 160_000


@pytest.mark.parametrize("lost", ["pagefind.js", "catalogue.json", "pagefind-entry.json"])
def test_without_its_index_the_search_leads_to_the_site_map(
    browser: Browser, site_url: str, lost: str
) -> None:
    # Not a watched page: the browser itself complains of what is lost.
    with browser.new_context() as context:
        page = context.new_page()
        page.route(f"**/pagefind/{lost}*", lambda route: route.abort())
        page.goto(site_url)
        page.get_by_role("button", name="搜索", exact=True).click()
        page.wait_for_url("**/sitemap/")


def test_without_javascript_the_header_leads_to_the_site_map(open_page: OpenPage, site_url: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(site_url)
    page.locator("a.masthead__search").click()
    page.wait_for_url("**/sitemap/")


def test_a_result_opens_the_page_at_its_words(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}?")
    page.keyboard.press("/")
    look_for(page, "微心愿")
    page.locator(f"{HITS} a").first.click()
    page.wait_for_url(re.compile(r"/brands/2345/(#|$)"))
    wait_until(page, "scrollY > 1000")
