"""Photograph what each task of the handbook shows in the end: the pictures in content/handbook/pictures/."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.chromium import started
from tests.browser.looks import settle
from tests.handbook import ORDER, PAGES, Step, copy_checkout, walk
from tests.handbook_materials import lay_out
from tests.previewing import previewed

PICTURES = PAGES / "pictures"
WIDTH, QUALITY = 1000, 82


@dataclass(frozen=True, slots=True)
class View:
    """What a picture shows: an address, what must be on the page, and where the picture begins and ends."""

    path: str
    text: str
    start: str = ""
    """The selector of what stands at the upper edge; empty for the page's top."""
    height: int = 640
    width: int = WIDTH
    panel: bool = False


VIEWS = {
    "first-look": View("", "天天在做的育人", height=520),
    "school": View("schools/shi-li-xue-xiao/", "另起一段"),
    "brand": View("brands/23/", "23", height=760),
    "items": View("brands/23/", "党员轮流主讲", "#p1, .part--pillar", 700),
    "honors": View("honors/", "文明校园", height=760),
    "activity": View("activities/2026-07-01-qi-yue-zhu-ti-dang-ri/", "散会以前", "#photos", 760),
    "manuscript": View("activities/zhi-yuan-fu-wu/", "希望这样的活动能常来", height=620),
    "figures": View("brands/23/", "党员示范课", "#figures", 620),
    "mistakes": View("brands/23/", "两带头", height=620, panel=True),
    "publish": View("", "天天在做的育人", height=844, width=390),
}


def shoot_handbook(program: str) -> int:
    """Do the ten tasks in a copy of the project, photograph the end of each, and return how many there are."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, started(program) as browser:
        root = Path(folder)
        copy_checkout(root)
        lay_out(root)
        with previewed(root) as url:
            for name in ORDER:
                _follow(browser, root, name, url)
    return len(ORDER)


def _follow(browser: Browser, root: Path, name: str, url: str) -> None:
    """Do one task and photograph what its view shows: the first mistake where it has one, else the end."""
    view, done = VIEWS[name], False
    for step, result in walk(root, name):
        if view.panel and not done and result is not None and _mistaken(step, result.code):
            _shoot(browser, name, view, url)
            done = True
    if not done:
        _shoot(browser, name, view, url)


def _mistaken(step: Step, code: int) -> bool:
    return step.kind == "type" and code != 0


def _shoot(browser: Browser, name: str, view: View, url: str) -> None:
    with browser.new_context(
        viewport={"width": view.width, "height": view.height},
        device_scale_factor=1.5,
        color_scheme="light",
        locale="zh-CN",
        reduced_motion="reduce",
    ) as context:
        page = context.new_page()
        _wait_for(page, url + view.path, view)
        if view.start:
            page.locator(view.start).first.evaluate(
                "part => window.scrollTo(0, part.getBoundingClientRect().top + scrollY - 80)"
            )
        settle(page)
        if not view.panel:
            page.add_style_tag(content="showcase-panel { display: none }")
        picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").save(PICTURES / f"{name}.webp", quality=QUALITY, method=6)


def _wait_for(page: Page, address: str, view: View) -> None:
    """Open a page again and again until the preview shows the edit, and the panel where it is wanted."""
    for _ in range(100):
        page.goto(address)
        if view.text in page.inner_text("main") and (
            not view.panel or page.locator("showcase-panel").count()
        ):
            return
        page.wait_for_timeout(200)
    raise RuntimeError(f"{address}: {view.text}")
