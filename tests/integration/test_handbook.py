"""The staff's handbook, done word for word on a fresh copy of the project while a preview runs beside it."""

from __future__ import annotations

import re
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from lxml.etree import _Element

from generator.engine import build_site
from generator.load import load_handwritten
from generator.project import HANDBOOK, Project
from tests.handbook import (
    ORDER,
    PAGES,
    Result,
    Step,
    copy_checkout,
    read_page,
    shows,
    steps_of,
    type_command,
    walk,
)
from tests.handbook_materials import HONORS, lay_out
from tests.integration.theme_project import read
from tests.previewing import previewed

BRAND = "data/brands/23.yml"


class Walked:
    """What a walk through the handbook met, page by page."""

    def __init__(self, root: Path) -> None:
        self.project = Project(root)
        self.screens: dict[str, list[tuple[Step, Result]]] = {}
        self.previews: dict[str, str] = {}
        """What the preview showed after a page was done."""
        self.complaints: list[str] = []
        """The codes that the preview's panel showed while something was wrong."""


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """Return the project after all ten tasks were done in it."""
    root = tmp_path_factory.mktemp("handbook") / "党建 网站"
    root.mkdir()
    copy_checkout(root)
    lay_out(root)
    found = Walked(root)
    with previewed(root) as url:
        for name in ORDER:
            found.screens[name] = list(follow(found, name, url))
            found.previews[name] = look(url, name, partial(is_well, VIEWS[name][1]))
    return found


VIEWS = {
    "first-look": ("", "看得见的党建，天天在做的育人"),
    "school": ("schools/shi-li-xue-xiao/", "这里写学校的介绍，一段写一个意思。"),
    "brand": ("brands/23/", "两带头、三个一：党员先做到，再带着大家做。"),
    "items": ("brands/23/", "带头学习"),
    "honors": ("honors/", "省平安办"),
    "activity": ("activities/2026-07-01-qi-yue-zhu-ti-dang-ri/", "会议室里，党员围坐在长桌边读书"),
    "manuscript": ("activities/zhi-yuan-fu-wu/", "希望这样的活动能常来"),
    "figures": ("brands/23/", "2025—2026 学年"),
    "mistakes": ("brands/23/", "三个一"),
    "publish": ("", "看得见的党建，天天在做的育人"),
}
"""The address that a person looks at while doing a task, and what is to be read there in the end."""
PATIENCE = 30
"""Seconds that a slow machine may take to show an edit."""
MISTAKE = re.compile('"code": "([a-z-]+)", "severity": "错误"')


def follow(found: Walked, name: str, url: str) -> Iterator[tuple[Step, Result]]:
    """Do one page; where a command reports a mistake, look at what the preview says of it."""
    for step, result in walk(found.project.root, name):
        assert result is not None, f"{name}: a screen without a command"
        if step.kind == "type" and result.code:
            (code,) = set(re.findall(r"错误 \[([a-z-]+)\]", result.screen))
            found.complaints += MISTAKE.findall(look(url, name, partial(complains, code)))
        yield step, result


def look(url: str, name: str, enough: Callable[[str], bool]) -> str:
    """Return a page as the preview serves it, once it shows enough, or as it is when that takes too long."""
    shown, end = "", time.monotonic() + PATIENCE
    while not enough(shown) and time.monotonic() < end:
        try:
            with urllib.request.urlopen(url + VIEWS[name][0], timeout=60) as answer:  # noqa: S310 - our own
                shown = str(answer.read().decode())
        except urllib.error.HTTPError:
            shown = ""
        time.sleep(0.1)
    return shown


def complains(code: str, page: str) -> bool:
    """Tell whether a page's panel shows a mistake of that code."""
    return code in MISTAKE.findall(page)


def is_well(text: str, page: str) -> bool:
    """Tell whether a page shows a text and no mistake."""
    return text in page and not MISTAKE.search(page)


def page(walked: Walked, address: str) -> _Element:
    """Return a published page."""
    return read(walked.project.site / address / "index.html")


def words(element: _Element) -> str:
    """Return an element's text, blanks folded."""
    return " ".join("".join(element.itertext()).split())


def test_every_page_is_one_of_the_ten_tasks_or_leads_to_them() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {*ORDER, "index", "problems"}
    assert [int(re.findall(r"(?m)^task: (\d+)$", read_page(name))[0]) for name in ORDER] == list(range(1, 11))


@pytest.mark.parametrize("name", ORDER)
def test_a_task_shows_what_to_change_and_a_picture(name: str) -> None:
    kinds = {step.kind for step in steps_of(read_page(name))}
    pictures = re.findall(r"!\[.{6,}\]\((pictures/[a-z-]+\.webp)\)", read_page(name))

    assert {"before", "after"} <= kinds or name == "publish" or {"type", "before", "after"} <= kinds
    assert [picture for picture in pictures if (PAGES / picture).is_file()] == pictures != []


@pytest.mark.parametrize("name", ORDER)
def test_the_screen_shows_what_the_page_says(walked: Walked, name: str) -> None:
    for step, result in walked.screens[name]:
        if step.kind == "screen":
            assert shows(result.screen, step.text), f"{result.command}\n{result.screen}"


def test_only_the_deliberate_mistakes_are_refused(walked: Walked) -> None:
    typed = [result for name in ORDER for step, result in walked.screens[name] if step.kind == "type"]
    refused = [result for result in typed if result.code]

    assert [result.command for result in refused] == ["showcase check", "showcase check"]
    assert "[pillar-count]" in refused[0].screen
    assert "[colon-fullwidth]" in refused[1].screen


def test_the_preview_follows_each_task(walked: Walked) -> None:
    assert [name for name, (_, text) in VIEWS.items() if not is_well(text, walked.previews[name])] == []


def test_the_preview_answers_both_mistakes_and_falls_silent(walked: Walked) -> None:
    assert walked.complaints == ["pillar-count", "colon-fullwidth"]
    assert not MISTAKE.search(walked.previews["mistakes"])


def test_the_published_site_shows_the_new_school(walked: Walked) -> None:
    text = words(page(walked, "schools/shi-li-xue-xiao"))

    assert "示例学校" in text
    assert "空一行，就是另起一段。" in text
    assert "“23”党建品牌" in text


def test_the_published_site_shows_the_brand_made_from_a_code(walked: Walked) -> None:
    brand = page(walked, "brands/23")
    text = words(brand)

    for name in (
        "两带头",
        "带头学习",
        "党员轮流主讲，留时间讨论",
        "三个一",
        "每年一次总结",
        "党员示范课",
        "50",
    ):
        assert name in text
    assert "目标" in text


def test_the_published_site_shows_all_thirty_honours(walked: Walked) -> None:
    text = words(page(walked, "honors"))

    assert len(HONORS) == 30
    assert [name for name, *_ in HONORS if name not in text] == []


def test_the_published_site_shows_the_four_photos_and_no_original(walked: Walked) -> None:
    activity = page(walked, VIEWS["activity"][0])
    alts = [
        str(image.get("alt")) for image in activity.iter("img") if image.get("srcset") or image.get("width")
    ]
    published = [path.name for path in walked.project.site.rglob("*") if path.is_file()]

    assert [alt for alt in alts if alt] == [
        "会议室里，党员围坐在长桌边读书",
        "两位老师站在走廊里交谈，手里拿着本子",
        "黑板上写着三条记下来的意见",
        "老师们在校门口合影",
    ]
    assert not [name for name in published if name.startswith("IMG_")]


def test_the_published_site_keeps_the_handbook_back(walked: Walked) -> None:
    site = walked.project.site

    assert (site / "index.html").is_file()
    assert not (site / HANDBOOK).exists()
    assert [path for path in site.rglob("*.html") if "工作手册" in path.read_text(encoding="utf-8")] == []


def test_the_handbook_is_published_when_asked_for(walked: Walked, tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    shutil.copytree(walked.project.root, project.root, ignore=shutil.ignore_patterns("site", ".showcase"))

    done = type_command(project.root, "showcase build --手册")

    assert done.code == 0, done.screen
    assert {path.parent.name for path in (project.site / HANDBOOK).rglob("index.html")} == {
        HANDBOOK,
        "problems",
        *ORDER,
    }
    assert "handbook/school/" in (project.site / "sitemap" / "index.html").read_text(encoding="utf-8")


def test_the_site_map_knows_the_handbook_only_when_told(walked: Walked) -> None:
    def found(*, handbook: bool) -> set[str]:
        return {link.uri for link in load_handwritten(walked.project, set(), handbook=handbook)}

    assert found(handbook=True) - found(handbook=False) == {
        f"{HANDBOOK}/{path.name}" for path in PAGES.glob("*.md")
    }


def test_a_strict_build_finds_every_link_of_the_handbook_good(walked: Walked, tmp_path: Path) -> None:
    assert build_site(walked.project, tmp_path / "site", handbook=True) == []
