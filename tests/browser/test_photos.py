"""Photos as a visitor meets them: light, upright, nameless, and large at a touch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.project import Project
from tests.browser.conftest import OpenPage
from tests.browser.looks import settle
from tests.browser.serving import served
from tests.example_copy import copy_example, publish
from tests.photographs import TRACE, phone_photo

PHONE = {"width": 390, "height": 844}
VIEWER = "dialog.viewer"
PICTURE = f"{VIEWER} img"
ACTIVITY = """\
标题: 校门口的值岗
日期: 2024-6-3
类型: 志愿服务
品牌: 2345
来源: 一号材料
照片:
  - 文件: 张三/IMG_1.jpg
    替代文本: 老师站在校门口
    说明: 清晨的值岗 <b>&“第一天”
    拍摄日期: 2024-6-3
  - 文件: 张三/IMG_2.jpg
    替代文本: 雨天的校门
  - 文件: 张三/长图.jpg
    替代文本: 一张很长的截图
"""


@pytest.fixture(scope="module")
def photo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the example with an activity that has photos, a brand with a mark, an honour with a certificate."""
    project = Project(tmp_path_factory.mktemp("photos"))
    copy_example(project)
    media = project.data / "media" / "张三"
    media.mkdir(parents=True)
    for name, size, orientation in (
        ("IMG_1", (2000, 1500), 1),
        ("IMG_2", (2000, 1500), 6),
        ("长图", (400, 2400), 1),
    ):
        (media / f"{name}.jpg").write_bytes(phone_photo(*size, seed=len(name), orientation=orientation))
    (project.data / "activities" / "gate.yml").write_text(ACTIVITY, encoding="utf-8", newline="\n")
    brand = project.data / "brands" / "343.yml"
    brand.write_text(
        f"{brand.read_text(encoding='utf-8')}标识: 张三/IMG_2.jpg\n", encoding="utf-8", newline="\n"
    )
    honors = next(iter(sorted((project.data / "honors").glob("*.yml"))))
    text = honors.read_text(encoding="utf-8")
    honors.write_text(
        re.sub(r"(?m)^(- 名称: .*)$", r"\1\n  证书: 张三/IMG_1.jpg", text, count=1),
        encoding="utf-8",
        newline="\n",
    )
    return publish(project)


@pytest.fixture(scope="module")
def photo_url(photo_site: Path) -> Iterator[str]:
    """Serve that site and return its address."""
    with served(photo_site) as address:
        yield address


def test_no_original_and_no_word_of_the_phone_reaches_the_site(photo_site: Path) -> None:
    pictures = [path for path in photo_site.rglob("*") if path.suffix.lower() in {".jpg", ".jpeg", ".webp"}]
    names = "\n".join(path.relative_to(photo_site).as_posix() for path in photo_site.rglob("*"))

    assert {path.parent.name for path in pictures} == {"photos"}
    assert len(pictures) == 6 + 6 + 2
    assert "张三" not in names
    assert "IMG_" not in names
    assert not any(
        word in path.read_bytes()
        for path in photo_site.rglob("*")
        if path.is_file()
        for word in (TRACE.encode(), "张三".encode(), b"IMG_1")
    )


def test_browser_takes_the_width_that_it_needs(open_page: OpenPage, photo_url: str) -> None:
    taken = {}
    for width, ratio in ((390, 1), (390, 2), (1440, 1)):
        page = open_page(viewport={"width": width, "height": 900}, device_scale_factor=ratio)
        page.goto(f"{photo_url}activities/gate/")
        settle(page)
        photo = page.locator(".photo img").first
        photo.scroll_into_view_if_needed()
        expect(photo).to_have_js_property("complete", value=True)
        taken[width, ratio] = photo.evaluate("photo => photo.currentSrc.match(/-(\\d+)\\.(\\w+)$/).slice(1)")

    assert taken == {(390, 1): ["480", "webp"], (390, 2): ["960", "webp"], (1440, 1): ["480", "webp"]}


def test_photos_wait_until_they_are_near_and_keep_their_place(open_page: OpenPage, photo_url: str) -> None:
    page = open_page(viewport={"width": 390, "height": 500})
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{photo_url}activities/gate/")
    settle(page)
    boxes = page.locator(".photo img").evaluate_all(
        "all => all.map(photo => photo.getBoundingClientRect()).map(({ width, height }) => width / height)"
    )

    assert page.locator(".photo img").evaluate_all("all => all.map(photo => photo.loading)") == ["lazy"] * 3
    assert boxes == pytest.approx([4 / 3, 3 / 4, 1 / 6], rel=0.01)
    assert not any("-1600." in url for url in fetched)


def test_words_for_and_below_a_photo_are_there_and_are_only_words(page: Page, photo_url: str) -> None:
    page.goto(f"{photo_url}activities/gate/")
    figure = page.locator(".photo").first

    expect(figure.get_by_role("img", name="老师站在校门口")).to_be_visible()
    expect(figure.locator("figcaption")).to_have_text("清晨的值岗 <b>&“第一天”2024年6月3日")
    expect(figure.locator("b")).to_have_count(0)


def test_viewer_goes_by_keyboard_and_gives_the_focus_back(page: Page, photo_url: str) -> None:
    page.goto(f"{photo_url}activities/gate/")
    links = page.locator("a[data-photo]")
    links.first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(PICTURE)).to_have_attribute("alt", "老师站在校门口")
    expect(page.locator(f"{VIEWER} p")).to_have_text("清晨的值岗 <b>&“第一天”　2024年6月3日1 / 3")
    page.keyboard.press("ArrowRight")
    expect(page.locator(PICTURE)).to_have_attribute("alt", "雨天的校门")
    page.keyboard.press("End")
    expect(page.locator(PICTURE)).to_have_attribute("alt", "一张很长的截图")
    page.keyboard.press("ArrowRight")
    expect(page.locator(PICTURE)).to_have_attribute("alt", "老师站在校门口")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    expect(page.locator(VIEWER)).to_be_hidden()
    expect(links.nth(2)).to_be_focused()


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1440, "height": 900}])
def test_viewer_shows_the_whole_picture_and_turns_by_button(
    open_page: OpenPage, photo_url: str, viewport: dict[str, int]
) -> None:
    page = open_page(viewport=viewport)
    page.goto(f"{photo_url}activities/gate/")
    page.locator("a[data-photo]").first.click()
    for _ in range(2):
        expect(page.locator(PICTURE)).to_have_js_property("complete", value=True)
        assert page.locator(PICTURE).evaluate(
            """picture => {
              const { left, right, top, bottom, width, height } = picture.getBoundingClientRect();
              const words = document.querySelector(".viewer p").getBoundingClientRect();
              return left >= 0 && top >= 0 && right <= innerWidth && bottom <= words.top + 1
                && Math.abs(width / height - picture.naturalWidth / picture.naturalHeight) < 0.01;
            }"""
        )
        page.get_by_role("button", name="下一张").click()
    expect(page.locator(f"{PICTURE}.tall")).to_be_visible()
    page.get_by_role("button", name="关闭").click()
    expect(page.locator(VIEWER)).to_be_hidden()


def test_viewer_turns_by_a_finger(open_page: OpenPage, photo_url: str) -> None:
    page = open_page(viewport=PHONE, has_touch=True)
    page.goto(f"{photo_url}activities/gate/")
    page.locator("a[data-photo]").first.tap()
    stage = page.locator(".viewer__picture")
    for name, x in (("touchstart", 300), ("touchend", 100)):
        stage.evaluate(
            """(stage, [name, clientX]) => {
              const touch = new Touch({ identifier: 1, target: stage, clientX, clientY: 300 });
              const touches = name === "touchstart" ? [touch] : [];
              stage.dispatchEvent(new TouchEvent(name, { touches, changedTouches: [touch] }));
            }""",
            [name, x],
        )

    expect(page.locator(PICTURE)).to_have_attribute("alt", "雨天的校门")


def test_certificate_opens_over_the_wall_with_its_name(page: Page, photo_url: str) -> None:
    page.goto(f"{photo_url}honors/")
    link = page.get_by_role("link", name="证书").first
    link.click()

    expect(page.locator(PICTURE)).to_be_visible()
    assert page.locator(PICTURE).get_attribute("alt").endswith("：证书")  # type: ignore[union-attr]
    expect(page.get_by_role("button", name="下一张")).to_be_hidden()


def test_mark_stands_on_the_brands_page(page: Page, photo_url: str) -> None:
    page.goto(f"{photo_url}brands/343/")

    expect(page.get_by_role("heading", name="标识", exact=True)).to_be_visible()
    expect(page.locator(".photo--mark img")).to_have_attribute("alt", re.compile("的品牌标识$"))


def test_list_of_activities_shows_a_photo_beside_its_line(page: Page, photo_url: str) -> None:
    page.goto(f"{photo_url}activities/")
    settle(page)
    line = page.locator("li", has=page.get_by_role("link", name="校门口的值岗"))
    thumb = line.locator("img.thumb")

    expect(thumb).to_have_js_property("complete", value=True)
    assert thumb.evaluate("thumb => thumb.naturalWidth") == 480
    words = line.get_by_role("link").first.bounding_box()
    picture = thumb.bounding_box()
    assert words is not None
    assert picture is not None
    assert words["x"] + words["width"] <= picture["x"]


def test_without_script_a_photo_leads_to_its_picture(open_page: OpenPage, photo_url: str) -> None:
    page = open_page(javascript=False)
    page.goto(f"{photo_url}activities/gate/")
    page.locator("a[data-photo]").first.click()

    expect(page).to_have_url(re.compile(r"/photos/[0-9a-f]{16}-1600\.jpg$"))


def test_activity_is_shared_with_its_own_photo(photo_site: Path) -> None:
    text = (photo_site / "activities" / "gate" / "index.html").read_text(encoding="utf-8")
    found = re.search(r'property="og:image" content="([^"]+)"', text)
    assert found is not None

    assert re.fullmatch(r"(?:\.\./)*photos/[0-9a-f]{16}-1600\.jpg", found[1])
    assert '<meta property="og:image:height" content="1200">' in text
