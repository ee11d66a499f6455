"""A draft is checked and stands nowhere on the site; what leads to it is told, not broken."""

from __future__ import annotations

import pytest

from generator.model import Showcase
from generator.pages import showcase_pictures
from generator.photos import Album, Developed
from generator.problems import BLOCK, ERROR, NOTE
from tests.in_memory import Read, read_texts

MARKER = "夜航船"
"""Stands in every draft here, and in nothing else."""

PUBLISHED = {
    "regions/county.yml": "名称: 示例县\n来源: 校内材料\n",
    "brands/seen.yml": (
        "名称: “2”党建品牌\n代号: '2'\n学校: 示例学校\n年份: 2020\n含义: 双岗\n来源: 校内材料\n"
        "板块:\n  - 名称: 双岗\n    要点: [教书岗, 示范岗]\n"
    ),
}

DRAFTS = {
    "schools/draft.yml": (
        f"名称: {MARKER}学校\n学段: 小学\n简介: {MARKER}的简介。\n成果:\n  - 名称: {MARKER}岗\n    数值: 7311\n"
        "草稿: 是\n"
    ),
    "brands/draft.yml": (
        f"名称: {MARKER}品牌\n代号: 一心\n学校: 示例学校\n年份: 2021\n含义: {MARKER}的含义。\n来源: 校内材料\n"
        f"板块:\n  - 名称: {MARKER}板块\n    要点:\n      - 名称: {MARKER}要点\n        做法: [{MARKER}做法]\n"
        f"概括语:\n  - 名称: {MARKER}三亮\n    条目: [亮甲, 亮乙, 亮丙]\n草稿: 是\n"
    ),
    "honors/draft.yml": (
        f"- 名称: {MARKER}奖\n  级别: 市级\n  年份: 2021\n  授予单位: {MARKER}局\n  学校: 示例学校\n"
        "  支撑: 教书岗\n  草稿: 是\n"
    ),
    "activities/draft.yml": (
        f"标题: {MARKER}活动\n日期: 2024-06-03\n学校: 示例学校\n支撑: 示范岗\n来源: 校内材料\n"
        f"正文: {MARKER}的经过。\n草稿: 是\n"
    ),
    "reports/draft.yml": (
        f"标题: {MARKER}总结\n年度: 2022\n学校: 示例学校\n来源: 校内材料\n概述: {MARKER}的概述。\n"
        f"成果:\n  - 名称: {MARKER}人次\n    数值: 7312\n    支撑: 示范岗\n草稿: 是\n"
    ),
    "regions/draft.yml": f"名称: {MARKER}县\n来源: 校内材料\n简介: {MARKER}的简介。\n草稿: 是\n",
}

REFERENCES = {
    "学校": {"brands/other.yml": "名称: 另一品牌\n学校: {name}\n"},
    "品牌": {"activities/walk.yml": "标题: 走进社区\n日期: 2024-5\n品牌: {name}\n来源: 校内材料\n"},
    "区域": {"reports/year.yml": "标题: 年度总结\n年度: 2023\n区域: {name}\n来源: 校内材料\n"},
}
NAMES = {"学校": "schools/draft.yml", "品牌": "brands/draft.yml", "区域": "regions/draft.yml"}


def texts_of(read: Read) -> dict[str, str]:
    """Return all that a run writes, by uri: front matter, text, feeds."""
    return {uri: str(page) for uri, page in read.pages.items()}


@pytest.mark.parametrize("path", DRAFTS)
def test_site_with_draft_equals_site_without_it(path: str) -> None:
    without = read_texts(PUBLISHED)
    with_draft = read_texts({**PUBLISHED, path: DRAFTS[path]})

    assert texts_of(with_draft) == texts_of(without)
    assert with_draft.showcase == without.showcase


def test_photo_of_a_draft_is_developed_and_not_shown() -> None:
    photo = Developed("f00d", (640,), (4000, 3000), "#aa0000", "JPEG")
    album = Album(frozenset({"a.jpg"}), {"a.jpg": photo})
    photos = "照片:\n  - 文件: a.jpg\n    替代文本: 会场\n"
    texts = {path: text + photos for path, text in DRAFTS.items() if not path.startswith("honors/")}
    honor = DRAFTS["honors/draft.yml"] + "  证书: a.jpg\n"
    read = read_texts({**PUBLISHED, **texts, "honors/draft.yml": honor}, album)

    assert read.showcase is not None
    assert list(read.showcase.shots()) == []
    assert list(showcase_pictures(read.showcase)) == list(showcase_pictures(_showcase_without_drafts()))


def _showcase_without_drafts() -> Showcase:
    showcase = read_texts(PUBLISHED).showcase
    assert showcase is not None
    return showcase


@pytest.mark.parametrize("path", DRAFTS)
def test_record_is_on_the_site_once_its_line_is_gone(path: str) -> None:
    text = DRAFTS[path].replace("  草稿: 是\n", "").replace("草稿: 是\n", "")

    assert any(MARKER in page for page in texts_of(read_texts({**PUBLISHED, path: text})).values())


def test_no_word_of_any_draft_is_written() -> None:
    read = read_texts({**PUBLISHED, **DRAFTS})

    assert [uri for uri, text in texts_of(read).items() if MARKER in text or "731" in text] == []


def test_no_link_is_made_to_the_page_of_a_draft() -> None:
    named = {path: text.format(name="draft") for group in REFERENCES.values() for path, text in group.items()}
    read = read_texts(
        {**PUBLISHED, **DRAFTS, **named, "site.yml": "名称: 示例站点\n首页:\n  品牌: [draft]\n"}
    )

    assert read.grave == []
    assert read.codes.count("reference-draft") == 4
    assert [uri for uri in read.pages if "draft" in uri] == []
    assert [uri for uri, text in texts_of(read).items() if "/draft" in text or MARKER in text] == []


@pytest.mark.parametrize("path", DRAFTS)
def test_each_draft_is_told_once(path: str) -> None:
    problem = read_texts({**PUBLISHED, path: DRAFTS[path]}).only("draft-waiting")

    assert problem.severity is NOTE
    assert problem.where.file == f"data/{path}"
    assert problem.where.excerpt.strip() == "草稿: 是"


@pytest.mark.parametrize("title", REFERENCES)
def test_reference_to_a_draft_is_a_note_that_names_its_file(title: str) -> None:
    ((path, text),) = REFERENCES[title].items()
    draft = NAMES[title]
    name = DRAFTS[draft].partition("\n")[0].removeprefix("名称: ")
    problem = read_texts({**PUBLISHED, draft: DRAFTS[draft], path: text.format(name=name)}).only(
        "reference-draft"
    )

    assert problem.severity is NOTE
    assert problem.where.file == f"data/{path}"
    assert f"data/{draft}" in problem.message


def test_support_of_an_item_that_only_a_draft_has_is_a_note() -> None:
    activity = f"标题: 走进社区\n日期: 2024-5\n学校: 示例学校\n支撑: {MARKER}要点\n来源: 校内材料\n"
    read = read_texts(
        {**PUBLISHED, "brands/draft.yml": DRAFTS["brands/draft.yml"], "activities/w.yml": activity}
    )

    assert read.only("reference-draft").where.excerpt == f"支撑: {MARKER}要点"
    assert read.grave == []


def test_draft_brand_does_not_make_a_published_one_ambiguous() -> None:
    twin = PUBLISHED["brands/seen.yml"] + "草稿: 是\n"
    activity = "标题: 走进社区\n日期: 2024-5\n品牌: “2”党建品牌\n支撑: 教书岗\n来源: 校内材料\n"
    read = read_texts({**PUBLISHED, "brands/a-twin.yml": twin, "activities/w.yml": activity})

    assert read.grave == []
    assert "reference-draft" not in read.codes
    assert "brands/seen" in read.pages["activities/w.md"].text


def test_draft_may_name_another_draft() -> None:
    text = DRAFTS["activities/draft.yml"].replace("支撑: 示范岗", f"品牌: {MARKER}品牌\n支撑: {MARKER}要点")
    read = read_texts({**PUBLISHED, **DRAFTS, "activities/draft.yml": text})

    assert read.grave == []
    assert "reference-draft" not in read.codes


def test_error_of_a_draft_still_stops() -> None:
    text = DRAFTS["brands/draft.yml"].replace("代号: 一心", "代号: 三心")
    problem = read_texts({**PUBLISHED, "brands/draft.yml": text}).only("pillar-count")

    assert problem.severity is ERROR


def test_block_of_a_draft_is_told_as_a_note() -> None:
    text = DRAFTS["reports/draft.yml"].replace(f"名称: {MARKER}人次", "名称: 争创示范岗")
    draft = read_texts({**PUBLISHED, "reports/draft.yml": text}).only("goal-as-result")
    seen = read_texts({**PUBLISHED, "reports/draft.yml": text.replace("草稿: 是\n", "")}).only(
        "goal-as-result"
    )

    assert (draft.severity, seen.severity) == (NOTE, BLOCK)
    assert draft.message == "（草稿，发布前一定要改）" + seen.message


def test_only_the_draft_of_a_list_is_told_as_one() -> None:
    honors = "- 名称: 争创文明校园\n  学校: 示例学校\n" + DRAFTS["honors/draft.yml"]
    read = read_texts({**PUBLISHED, "honors/all.yml": honors})

    assert read.only("goal-as-result").severity is BLOCK


def test_clash_of_addresses_is_laid_to_the_draft() -> None:
    texts = {"brands/a.yml": DRAFTS["brands/draft.yml"] + "网址名: seen\n"}

    assert read_texts({**PUBLISHED, **texts}).only("slug-duplicate").where.file == "data/brands/a.yml"
