"""The wall of honours in a browser: filter, sort, what the address keeps, and no script at all."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.county import HONORS

OpenPage = Callable[..., Page]
WALL = "honors/"
ALL = "显示 10 项，共 10 项。"
PROVINCE = "显示 4 项，共 10 项（级别：省级）。"


@pytest.fixture
def wall(page: Page, site_url: str) -> Page:
    """Open the example's wall: ten honours of four levels and two schools."""
    page.goto(site_url + WALL)
    return page


def field(page: Page, name: str) -> Locator:
    return page.get_by_label(name, exact=True)


def said(page: Page) -> Locator:
    return page.locator(".sift [role=status]")


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def names(page: Page) -> list[str]:
    """Return the names of the honours that are seen, in their order, goals left out."""
    rows = page.locator("[id^=level-] + .body tbody tr:visible td:nth-child(2)")
    return [name.partition("\n")[0] for name in rows.all_inner_texts()]


def headings(page: Page) -> list[str]:
    return page.locator("[id^=level-]:visible").all_inner_texts()


def sorts(page: Page) -> list[str | None]:
    cells = page.locator("table:has([aria-sort]):visible").first.locator("th")
    return [cell.get_attribute("aria-sort") for cell in cells.all()[:3]]


def test_wall_is_filtered_by_keyboard_alone(wall: Page) -> None:
    field(wall, "级别").focus()
    wall.keyboard.press("ArrowDown")
    wall.keyboard.press("ArrowDown")

    expect(said(wall)).to_have_text(PROVINCE)
    assert headings(wall) == ["省级"]
    assert len(names(wall)) == 4

    for _ in range(3):
        wall.keyboard.press("Tab")
    expect(field(wall, "词语")).to_be_focused()
    wall.keyboard.type("文明 学校")
    expect(said(wall)).to_have_text("显示 1 项，共 10 项（级别：省级；词语：文明 学校）。")
    assert names(wall) == ["文明学校"]

    wall.keyboard.press("Tab")
    wall.keyboard.press("Tab")
    wall.keyboard.press("Enter")
    expect(said(wall)).to_have_text(ALL)
    expect(wall.get_by_role("button", name="清除")).to_be_focused()


def test_every_choice_says_how_many_it_would_leave(wall: Page) -> None:
    field(wall, "单位").select_option("宁化一中")

    assert field(wall, "级别").locator("option").all_inner_texts() == [
        "全部（5）", "国家级（1）", "省级（3）", "市级（1）", "县区级（0）",
    ]  # fmt: skip
    expect(field(wall, "级别").locator("option").last).to_be_disabled()
    assert field(wall, "单位").locator("option").all_inner_texts()[0] == "全部（10）"
    assert wall.locator("#level-2 + .body p strong").inner_text() == "3"


def test_filtered_wall_can_be_sent_on_and_gone_back_from(wall: Page, open_page: OpenPage) -> None:
    field(wall, "级别").select_option("省级")
    field(wall, "单位").select_option("宁化一中")
    assert asked(wall) == {"级别": ["省级"], "单位": ["宁化一中"]}
    shared = open_page()
    shared.goto(wall.url)
    expect(said(shared)).to_have_text("显示 3 项，共 10 项（级别：省级；单位：宁化一中）。")
    expect(field(shared, "单位")).to_have_value("宁化一中")

    wall.go_back()
    expect(said(wall)).to_have_text(PROVINCE)
    wall.go_back()
    expect(said(wall)).to_have_text(ALL)
    wall.go_forward()
    expect(field(wall, "级别")).to_have_value("省级")


def test_typing_leaves_one_step_to_go_back_not_one_a_letter(wall: Page) -> None:
    field(wall, "级别").select_option("省级")
    field(wall, "词语").press_sequentially("文明")
    expect(said(wall)).to_have_text("显示 2 项，共 10 项（级别：省级；词语：文明）。")

    wall.go_back()
    expect(said(wall)).to_have_text(ALL)


def test_address_that_asks_for_what_is_not_there_shows_everything(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{WALL}?{quote('级别')}={quote('宇宙级')}&{quote('排序')}=x&other=1")

    expect(said(page)).to_have_text(ALL)
    assert headings(page) == ["国家级", "省级", "市级", "县区级"]


def test_nothing_found_is_said_and_can_be_cleared(wall: Page) -> None:
    field(wall, "词语").fill("没有这一项")

    expect(said(wall)).to_have_text("没有符合的，请换个条件，或按“清除”（词语：没有这一项）。")
    assert names(wall) == []
    wall.get_by_role("button", name="清除").click()
    expect(said(wall)).to_have_text(ALL)
    assert asked(wall) == {}


def test_words_are_found_in_any_width_and_case_and_not_in_sources(wall: Page) -> None:
    field(wall, "词语").fill("５　届")
    assert names(wall) == ["文明学校"]
    field(wall, "词语").fill("[1]")
    assert names(wall) == []


def test_headers_sort_the_wall_and_say_how(wall: Page) -> None:
    first = names(wall)
    wall.locator("th button:visible", has_text="时间").nth(1).press("Enter")

    assert headings(wall) == ["全部荣誉"]
    assert names(wall)[:2] == ["先进基层党组织（党总支）", "联合嘉奖"]
    assert sorts(wall) == ["none", "none", "descending"]
    assert wall.locator(".level--1:visible").count() == 2
    expect(wall.locator("th button:focus")).to_have_text("时间")

    wall.keyboard.press("Enter")
    assert names(wall)[:2] == ["联合嘉奖", "先进基层党组织（党总支）"]
    assert sorts(wall) == ["none", "none", "ascending"]
    assert asked(wall) == {"排序": ["旧"]}

    wall.locator("th button:visible", has_text="荣誉").click()
    assert names(wall)[0] == "党建案例入选"
    assert names(wall)[-1] == "先进基层党组织（党总支）"
    assert sorts(wall) == ["none", "ascending", "none"]

    wall.locator("th button:visible", has_text="级别").click()
    assert names(wall) == first
    assert headings(wall) == ["国家级", "省级", "市级", "县区级"]


def test_choice_of_order_sorts_on_a_phone(open_page: OpenPage, site_url: str) -> None:
    phone = open_page(viewport={"width": 390, "height": 800})
    phone.goto(site_url + WALL)
    field(phone, "排序").select_option("年份从远到近")

    assert names(phone)[0] == "联合嘉奖"
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_link_to_one_honour_shows_it_whatever_was_chosen(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{WALL}?{quote('级别')}={quote('国家级')}#honor-10")

    expect(page.locator("#honor-10")).to_be_visible()
    expect(page.locator("#honor-10")).to_be_in_viewport()
    expect(said(page)).to_have_text(ALL)


def test_print_says_which_filter_is_on_and_leaves_the_controls_out(wall: Page) -> None:
    field(wall, "级别").select_option("省级")
    wall.emulate_media(media="print")

    expect(said(wall)).to_be_visible()
    expect(said(wall)).to_have_text(PROVINCE)
    assert wall.locator(".sift :is(select, input, button):visible").count() == 0
    assert len(names(wall)) == 4


def test_wall_is_whole_without_script(open_page: OpenPage, site_url: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(site_url + WALL)

    assert len(names(page)) == 10
    expect(page.locator(".sift")).to_be_hidden()
    page.locator(".part--lead a", has_text="县区级").click()
    expect(page.locator("#level-4")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_nothing_sticks_out_at_any_width(open_page: OpenPage, site_url: str, width: int, scheme: str) -> None:
    page = open_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    for name in (WALL, "achievements/"):
        page.goto(site_url + name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("javascript", [True, False])
def test_a_phone_has_a_way_through_hundreds_of_honours(
    open_page: OpenPage, bulk_url: str, javascript: bool
) -> None:
    page = open_page(javascript=javascript, viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page.goto(bulk_url + WALL)
    # A line for its name, one or two for the rest.
    assert page.locator("main").evaluate("main => main.scrollHeight") < HONORS * 130

    page.locator("#honor-200").scroll_into_view_if_needed()
    ways = page.get_by_role("navigation", name="各级荣誉")
    expect(ways).to_be_in_viewport(ratio=1)
    below = ways.evaluate("nav => nav.offsetHeight")
    assert below < 60
    ways.get_by_role("link", name="校级", exact=False).last.click()
    heading = page.locator("[id^=level-]").last
    expect(heading).to_be_in_viewport()
    assert heading.evaluate("heading => heading.getBoundingClientRect().top") >= below


def test_the_way_through_counts_what_is_shown(open_page: OpenPage, bulk_url: str) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto(bulk_url + WALL)
    ways = page.get_by_role("navigation", name="各级荣誉").get_by_role("link")
    before = ways.all_inner_texts()
    field(page, "级别").select_option("省级")
    assert ways.all_inner_texts() == [text for text in before if text.startswith("省级")]
    field(page, "单位").select_option(index=2)
    (way,) = ways.all_text_contents()
    assert way == f"省级\N{NO-BREAK SPACE}{page.locator('[id^=level-] + .body tbody tr:visible').count()}"

    field(page, "排序").select_option("名称")
    expect(ways).to_have_count(0)
