"""The site as a school's own server gives it out: real nginx, the rules that the build wrote, every header, every page."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.project import Project
from tests.browser.conftest import OpenPage
from tests.browser.webserver import MISSING, answer, find_nginx, nginx_serving
from tests.example_copy import copy_example, publish
from tests.photographs import phone_photo

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
PLACE = "/dangjian/"
"""Where data/site.yml says that the site stands."""
ACTIVITY = """\
标题: 校门口的值岗
日期: 2024-6-3
类型: 志愿服务
品牌: 2345
来源: 一号材料
照片:
  - 文件: a.jpg
    替代文本: 老师站在校门口
  - 文件: b.jpg
    替代文本: 雨天的校门
"""
ARTICLE = """\
# 表格和折叠

| 左 | 中 |
| :-- | :-: |
| 甲 | 乙 |

<details><summary>展开</summary>里面的话</details>
"""


@pytest.fixture(scope="module")
def nginx() -> str:
    """Return nginx' program; without one the tests are left out, but never on CI."""
    program = find_nginx()
    if program is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    return program


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Publish the example with photos and a hand-written page of tables, at a place below a domain."""
    project = Project(tmp_path_factory.mktemp("served"))
    copy_example(project)
    media = project.data / "media"
    media.mkdir(exist_ok=True)
    for seed, name in enumerate(("a.jpg", "b.jpg")):
        (media / name).write_bytes(phone_photo(1700, 1200, seed))
    (project.data / "activities/gate.yml").write_text(ACTIVITY, encoding="utf-8", newline="\n")
    (project.content / "guides/table.md").write_text(ARTICLE, encoding="utf-8", newline="\n")
    site = project.data / "site.yml"
    site.write_text(
        f"{site.read_text(encoding='utf-8').rstrip()}\n网址: https://党建.example{PLACE}\n",
        encoding="utf-8",
        newline="\n",
    )
    publish(project)
    return project


@pytest.fixture(scope="module")
def server(nginx: str, project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve it by nginx and return the address, without a slash at its end."""
    rules = project.root / "deploy/nginx.conf"
    with nginx_serving(nginx, rules, project.site, tmp_path_factory.mktemp("nginx")) as address:
        yield address


@pytest.mark.parametrize(
    ("path", "status"),
    [("", 200), ("brands/2345/", 200), ("no/such/page/", 404), (".showcase-site.json", 404)],
)
def test_every_answer_has_every_header(server: str, path: str, status: int) -> None:
    found, headers, body = answer(server + PLACE + path)

    assert found == status
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers
    assert headers["Content-Type"].lower() == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-cache"
    assert re.fullmatch(r"nginx", headers["Server"])
    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'self'"
    assert policy["script-src"].count("'sha256-") == 2
    assert "unsafe-inline" not in str(policy)
    assert "http" not in str(policy)
    assert status == 200 or "找不到这一页" in body.decode()


def test_the_page_says_what_the_header_says_but_for_frames(server: str) -> None:
    _, headers, body = answer(server + PLACE)
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', body.decode())

    assert found
    assert headers["Content-Security-Policy"] == f"{found[1]}; frame-ancestors 'self'"
    assert body.index(b"http-equiv") < body.index(b"<script")


def test_what_is_named_by_its_digest_is_kept_and_text_is_compressed(server: str, project: Project) -> None:
    def headers_of(pattern: str) -> dict[str, str]:
        path = next(iter(sorted(project.site.glob(pattern))))
        name = path.relative_to(project.site).as_posix()
        status, headers, _ = answer(server + PLACE + name, **{"Accept-Encoding": "gzip"})
        assert status == 200
        return headers

    for pattern in (
        "photos/*.webp",
        "assets/fonts/*.woff2",
        "pagefind/fragment/*",
        "assets/stylesheets/main.*.css",
    ):
        assert "immutable" in headers_of(pattern)["Cache-Control"], pattern
    for pattern in (
        "assets/showcase.css",
        "assets/showcase.js",
        "pagefind/catalogue.json",
        "pagefind/pagefind.js",
    ):
        headers = headers_of(pattern)
        assert headers["Cache-Control"] == "no-cache", pattern
        assert headers["Content-Encoding"] == "gzip", pattern
        assert "charset=utf-8" in headers["Content-Type"], pattern


def test_the_name_and_the_place_come_from_the_data(project: Project) -> None:
    rules = (project.root / "deploy/nginx.conf").read_text(encoding="utf-8")

    assert f"server_name {'党建.example'.encode('idna').decode()};" in rules
    assert f"location {PLACE} {{" in rules
    assert "@" not in rules


def test_every_page_works(server: str, project: Project, open_page: OpenPage) -> None:
    page = open_page()
    for path in sorted(project.site.rglob("*.html")):
        name = path.relative_to(project.site).as_posix().removesuffix("index.html")
        answered = page.goto(server + PLACE + name, wait_until="load")
        assert answered
        assert answered.status == 200
        # What the two scripts of the page do, and what the script from a file does.
        assert page.evaluate("document.documentElement.classList.contains('js')"), name
        expect(page.locator("[data-switch=text]").first).to_have_attribute("aria-pressed", "false")
        assert page.evaluate("document.fonts.ready.then(fonts => fonts.status)") == "loaded"


def test_a_folder_without_its_slash_leads_to_the_page(page: Page, server: str) -> None:
    page.goto(f"{server}{PLACE}brands/2345")

    assert urlsplit(page.url).path == f"{PLACE}brands/2345/"
    assert page.url.startswith(server)


def test_photos_sharing_and_tables_work(page: Page, server: str) -> None:
    page.goto(f"{server}{PLACE}activities/gate/")
    page.locator("a[data-photo]").first.click()
    expect(page.locator("dialog.viewer img")).to_have_js_property("complete", value=True)
    assert page.locator("dialog.viewer img").evaluate("image => image.naturalWidth") > 1000
    page.keyboard.press("Escape")
    page.locator("[data-share]").click()
    expect(page.locator("dialog.share svg")).to_be_visible()
    page.get_by_role("button", name="关闭").last.click()
    page.goto(f"{server}{PLACE}guides/table/")
    assert page.locator("td").nth(1).evaluate("cell => getComputedStyle(cell).textAlign").endswith("center")
    page.locator("summary", has_text="展开").click()
    expect(page.get_by_text("里面的话")).to_be_visible()


@pytest.mark.usefixtures("pagefind")
def test_search_works(page: Page, server: str) -> None:
    page.goto(server + PLACE)
    page.keyboard.press("/")
    page.locator("dialog.search input").fill("微心愿")
    page.locator("dialog.search ol a").first.click()
    page.wait_for_url("**/brands/2345/**")


def test_honours_are_filtered_and_sorted(page: Page, server: str) -> None:
    page.goto(f"{server}{PLACE}honors/")
    page.locator(".sift input").fill("没有这样的荣誉")
    expect(page.locator(".sift [role=status]")).to_contain_text("没有符合的")
    page.locator(".sift button[type=reset]").click()
    page.locator("th button:visible").first.click()
    expect(
        page.locator("th[aria-sort=descending]:visible, th[aria-sort=ascending]:visible").first
    ).to_be_visible()


def test_the_policy_stops_a_script_that_got_in(browser: Browser, server: str) -> None:
    """Without this, all of the above would hold for a site with no policy at all."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(server + PLACE)
        page.evaluate(
            "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hit = 1\">')"
            ";document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.hit = 2'}))"
        )
        page.wait_for_timeout(200)
        assert page.evaluate("window.hit ?? 0") == 0
