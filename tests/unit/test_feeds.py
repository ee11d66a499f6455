"""The feeds: valid RSS 2.0, whatever stands in the data, and the same name for the same thing for ever."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml.etree import _Element

from generator.build import Generator
from generator.output import MANIFEST
from generator.project import Project
from generator.render import xml_text
from tests.hostile_texts import TEXTS
from tests.html_pages import folded
from tests.in_memory import MINIMAL_TEXTS, Read, read_texts, yaml_text

ROOT = "https://show.example/党建/站"
QUOTED = "https://show.example/%E5%85%9A%E5%BB%BA/%E7%AB%99/"
SITE = f"名称: 示例站\n网址: {ROOT}/\n"
FEEDS = ACTIVITIES, HONORS = ("activities/feed.xml", "honors/feed.xml")
ATOM = "{http://www.w3.org/2005/Atom}link"


def activity(title: str, more: str = "") -> str:
    return f"标题: {title}\n{more}学校: 示例学校\n来源: 校内材料\n"


def honor(name: str, more: str = "") -> str:
    return f"- {{名称: {name}, 学校: 示例学校, 来源: 校内材料{more}}}\n"


def feeds_of(texts: dict[str, str]) -> Read:
    return read_texts({"site.yml": SITE, **texts})


def channel(read: Read, uri: str) -> _Element:
    """Return a feed's channel after holding it to the rules of https://www.rssboard.org/rss-specification."""
    root = etree.fromstring(read.pages[uri].text.encode())
    assert (root.tag, root.get("version"), len(root)) == ("rss", "2.0", 1)
    found = root[0]
    head = [child.tag for child in found if child.tag != "item"]
    assert head == ["title", "link", "description", "language", ATOM]
    own = found.find(ATOM)
    assert own is not None
    assert dict(own.attrib) == {"href": QUOTED + uri, "rel": "self", "type": "application/rss+xml"}
    for item in found.iter("item"):
        tags = [child.tag for child in item if child.tag != "category"]
        assert [tag for tag in tags if tag != "pubDate"] == ["title", "link", "guid", "description"]
        assert said(item, "link").startswith(QUOTED)
        assert said(item, "link").isascii()
        for date in item.findall("pubDate"):
            assert str(parsedate_to_datetime(date.text or "").tzinfo) == "UTC+08:00"
    guids = [said(item, "guid") for item in found.iter("item")]
    assert len(guids) == len(set(guids))
    assert {guid.get("isPermaLink") for guid in found.iter("guid")} <= {"false"}
    return found


def said(item: _Element, tag: str) -> str:
    return str(item.findtext(tag))


def titles(read: Read, uri: str) -> list[str]:
    return [said(item, "title") for item in channel(read, uri).iter("item")]


def only(read: Read, uri: str) -> _Element:
    (item,) = channel(read, uri).iter("item")
    return item


def test_there_are_feeds_only_where_the_address_is_known() -> None:
    assert set(feeds_of({}).pages) - set(read_texts({}).pages) == set(FEEDS)
    for uri in FEEDS:
        assert titles(feeds_of({}), uri) == []


def test_an_activity_is_told_with_its_day_its_kind_its_unit_and_its_text() -> None:
    text = "日期: 2024-6-3\n类型: 主题党日\n正文: |\n  **一**段 [字](https://a.example/)\n  - 二\n"
    item = only(feeds_of({"activities/a.yml": activity("甲 & 乙", text)}), ACTIVITIES)

    assert {child.tag: child.text for child in item} == {
        "title": "甲 & 乙",
        "link": f"{QUOTED}activities/a/",
        "guid": "activities/a",
        "pubDate": "Mon, 03 Jun 2024 00:00:00 +0800",
        "category": "主题党日",
        "description": "<p>2024年6月3日，主题党日，示例学校</p><p>一段 字 二</p>",
    }


def test_an_honour_leads_to_its_row() -> None:
    more = ", 级别: 省级, 等级: 二等奖, 日期: 2023-1-9, 授予单位: [甲局, 乙局]"
    item = only(feeds_of({"honors/all.yml": honor("先进", more)}), HONORS)

    assert said(item, "title") == "先进（二等奖）"
    assert said(item, "link") == f"{QUOTED}honors/#honor-1"
    assert said(item, "pubDate") == "Mon, 09 Jan 2023 00:00:00 +0800"
    assert said(item, "description") == "<p>2023年1月9日，省级，示例学校</p><p>授予单位：甲局，乙局</p>"


@pytest.mark.parametrize("when", ["", "日期: 2024\n", "日期: 2024-6\n", "频次: 每周\n"])
def test_part_of_a_date_is_no_date_of_publication(when: str) -> None:
    item = only(feeds_of({"activities/a.yml": activity("甲", when)}), ACTIVITIES)

    assert item.find("pubDate") is None
    assert "待补" not in said(item, "description")


def test_what_is_only_planned_is_not_told() -> None:
    read = feeds_of(
        {
            "activities/a.yml": activity("甲", "状态: 筹备\n"),
            "activities/b.yml": activity("乙"),
            "honors/all.yml": honor("丙", ", 阶段: 创建中") + honor("丁"),
        }
    )

    assert titles(read, ACTIVITIES) == ["乙"]
    assert titles(read, HONORS) == ["丁"]


def test_the_latest_fifty_are_told_the_latest_first() -> None:
    many = {
        f"activities/a{n:02}.yml": activity(f"活动{n}", f"日期: 2024-{n % 12 + 1}-{n % 28 + 1}\n")
        for n in range(60)
    }
    rows = "".join(
        honor(f"荣誉{n}", f", 级别: {'省级' if n % 2 else '校级'}, 年份: {1950 + n}") for n in range(60)
    )
    read = feeds_of({**many, "honors/all.yml": rows + honor("无年", ", 级别: 国家级")})
    dates = [parsedate_to_datetime(said(i, "pubDate")) for i in channel(read, ACTIVITIES).iter("item")]

    assert len(dates) == 50
    assert dates == sorted(dates, reverse=True)
    assert titles(read, HONORS) == [f"荣誉{n}" for n in range(59, 9, -1)]


def guids(read: Read) -> dict[str, str]:
    return {said(item, "title"): said(item, "guid") for item in channel(read, HONORS).iter("item")}


def test_an_honour_keeps_its_name_when_others_come_before_it() -> None:
    old = honor("甲", ", 年份: 2020, 级别: 市级") + honor("甲", ", 年份: 2021, 级别: 市级, 等级: 三等奖")
    before = guids(feeds_of({"honors/all.yml": old}))
    new = honor("新", ", 年份: 2024, 级别: 国家级") + old + honor("别", ", 年份: 2020, 级别: 省级")
    after = guids(feeds_of({"honors/all.yml": new}))

    assert len(set(after.values())) == 4
    assert before.items() <= after.items()


def test_two_honours_of_one_name_and_year_are_two() -> None:
    rows = "".join(honor("甲", f", 年份: 2020, 级别: 市级, 等级: {grade}") for grade in ("一等奖", "二等奖"))

    assert len(guids(feeds_of({"honors/all.yml": rows}))) == 2


def test_a_long_text_is_cut() -> None:
    item = only(feeds_of({"activities/a.yml": activity("甲", f"正文: {'字' * 500}\n")}), ACTIVITIES)

    assert f"{'字' * 199}…</p>" in said(item, "description")


def hold(text: str) -> None:
    """Assert that a text is only words in both feeds, wherever a person wrote it."""
    shared = {"学校": ["示例学校"], "来源": ["校内材料"]}
    read = feeds_of(
        {
            "site.yml": yaml_text({"名称": text, "网址": f"{ROOT}/"}),
            "activities/a.yml": yaml_text({"标题": text, "类型": text, "正文": text, **shared}),
            "honors/all.yml": yaml_text([{"名称": text, "授予单位": [text], "年份": 2020, **shared}]),
        }
    )
    for uri in FEEDS:
        assert folded(said(channel(read, uri), "title")).startswith(folded(text))
        item = only(read, uri)
        assert folded(said(item, "title")) == folded(text)
        shown = lxml.html.fragment_fromstring(said(item, "description"), create_parent="main")
        assert {str(element.tag) for element in shown.iter()} <= {"main", "p"}
    assert folded(text) in folded("".join(shown.itertext()))


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_hostile_words_stay_words(text: str) -> None:
    hold(text)


MARKS = st.sampled_from(
    [*"<>&\"']]>-!?/#;=\t ，“”党建\u2028\u0300\U00020000", "]]>", "<!--", "&#x1;", "&lt;"]
)


@pytest.mark.untraced
@settings(max_examples=60, deadline=None)
@given(st.lists(MARKS, min_size=1, max_size=20).map("".join).filter(str.strip).map(str.strip))
def test_any_words_stay_words(text: str) -> None:
    hold(text)


@settings(deadline=None)
@given(st.text())
def test_any_value_is_words_in_xml(text: str) -> None:
    found = etree.fromstring(f'<a b="{xml_text(text)}">{xml_text(text)}</a>'.encode())
    # XML folds line ends, and tabs in attributes; nothing else may be lost but what it cannot hold.
    kept = "".join(c for c in text if c in "\t\n\r" or (c.isprintable() or ord(c) > 0x9F))

    assert xml_text("\x00\x0b\x1f\x7f\x85\ud800\ufffe\uffff甲") == "甲"
    assert "".join((found.text or "").split()) == "".join(
        c for c in kept if not 0xD800 <= ord(c) < 0xE000 and c not in "\ufffe\uffff"
    ).translate({ord(c): None for c in kept if c.isspace()})


def write_project(root: Path, site: str) -> Project:
    for path, text in {**MINIMAL_TEXTS, "site.yml": site, "activities/a.yml": activity("甲")}.items():
        file = root / "data" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return Project(root)


def test_a_feed_is_no_page_and_goes_with_the_address(tmp_path: Path) -> None:
    project = write_project(tmp_path, SITE)
    with_feeds = Generator(project).generate()
    assert all((project.content / uri).is_file() for uri in FEEDS)
    write_project(tmp_path, "名称: 示例站\n")
    without = Generator(project).generate()

    assert set(FEEDS) <= set(with_feeds.written)
    assert without.removed == FEEDS
    assert with_feeds.pages == without.pages == len(list(project.content.rglob("*.md")))


@pytest.mark.parametrize(("trusted", "code"), [(True, "page-edited"), (False, "manifest-lost")])
def test_a_feed_that_a_person_changed_is_left_alone(tmp_path: Path, trusted: bool, code: str) -> None:
    project = write_project(tmp_path, SITE)
    Generator(project).generate()
    path = project.content / HONORS
    path.write_text(
        path.read_text(encoding="utf-8").replace("示例站", "改过"), encoding="utf-8", newline="\n"
    )
    if not trusted:
        (project.content / MANIFEST).unlink()
    outcome = Generator(project).generate()

    assert [(p.code, p.where.file) for p in outcome.problems if p.code == code] == [
        (code, f"content/{HONORS}")
    ]
    assert "改过" in path.read_text(encoding="utf-8")
