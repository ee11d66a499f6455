"""The list of a county's hundred activities in a browser: filtered by kind, unit and words, and whole without script."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.county import ACTIVITIES

OpenPage = Callable[..., Page]
LIST = "activities/"
LINES = "[id^=month-] + .body > ul > li:visible"


def test_activities_are_filtered_by_kind_and_unit_and_empty_months_go(page: Page, bulk_url: str) -> None:
    page.goto(bulk_url + LIST)
    months = page.locator("[id^=month-]:visible").count()
    status = page.locator(".sift [role=status]")
    expect(status).to_have_text(f"显示 {ACTIVITIES} 项，共 {ACTIVITIES} 项。")

    page.get_by_label("类型").select_option("志愿服务")
    kinds = page.locator(f"{LINES} .kind").all_inner_texts()
    assert set(kinds) == {"志愿服务"}
    assert 0 < len(kinds) == page.locator(LINES).count() < ACTIVITIES
    expect(status).to_have_text(f"显示 {len(kinds)} 项，共 {ACTIVITIES} 项（类型：志愿服务）。")

    unit = page.locator(f"{LINES} > a:nth-of-type(2)").first.inner_text()
    page.get_by_label("单位").select_option(unit)
    lines = page.locator(LINES)
    assert all(unit in line for line in lines.all_inner_texts())
    assert 0 < lines.count() < len(kinds)
    assert 0 < page.locator("[id^=month-]:visible").count() < months
    assert parse_qs(urlsplit(page.url).query) == {"类型": ["志愿服务"], "单位": [unit]}


def test_a_link_to_a_month_shows_it_whatever_was_chosen(page: Page, bulk_url: str) -> None:
    page.goto(f"{bulk_url}{LIST}?词语=没有这样的活动")
    expect(page.locator("[id^=month-]:visible")).to_have_count(0)
    month = page.locator("[id^=month-]").last.get_attribute("id")

    page.goto(f"{bulk_url}{LIST}?词语=没有这样的活动#{month}")
    expect(page.locator(f"#{month}")).to_be_in_viewport()


def test_activities_are_all_there_without_script(open_page: OpenPage, bulk_url: str) -> None:
    page = open_page(javascript=False)
    page.goto(bulk_url + LIST)

    expect(page.locator(".sift")).to_be_hidden()
    expect(page.locator(LINES)).to_have_count(ACTIVITIES)
