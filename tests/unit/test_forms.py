"""Every form that brands, codes, owners, honours and figures have in the field: shown whole, and held to its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.case_files import case_folders
from tests.html_pages import folded, tree_of, visible
from tests.in_memory import MINIMAL_TEXTS, Read, read_texts, yaml_text
from tests.specimens import Leaf, specimen_records

FORMS = {case.name: case for case in case_folders("valid")}


def texts_of(form: str) -> dict[str, str | None]:
    """Return a form's files by their paths below data/."""
    data = FORMS[form] / "data"
    return {
        path.relative_to(data).as_posix(): path.read_text(encoding="utf-8") for path in data.rglob("*.yml")
    }


def words_of(read: Read) -> str:
    """Return all that a visitor can read on any page."""
    return " ".join(visible(tree_of(page.text)) for page in read.markdown.values())


# What is read but not shown: it steers, or it is for the footer.
_UNSHOWN = frozenset(
    {"网址名", "编号", "代号读法", "代号分段", "主办单位", "联系电话", "备案号", "公安备案号", "未列全", "数"}
)
_SHOWN_ELSEWHERE = {
    "校内材料": "示例学校党支部工作材料",
    "二校": "第二示例学校",
    "先锋/示范岗": "示范岗",
    "比例": "98.50%",
    "排名": "第2名",
}


def leaves(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every scalar with the key that it stands under."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, key)
    else:
        yield key, value


def shown(text: str) -> str:
    """Return a scalar as a page shows it."""
    if re.fullmatch(r"\d{4}-\d{1,2}(-\d{1,2})?", text):
        year, month, *day = text.split("-")
        return f"{year}年{int(month)}月" + "".join(f"{int(d)}日" for d in day)
    if re.fullmatch(r"\d{1,3}(,\d{3})+", text):
        return text.replace(",", "")
    return _SHOWN_ELSEWHERE.get(text, text)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_that_a_form_says_is_lost_on_the_pages(form: str) -> None:
    read = read_texts(texts_of(form))
    words = words_of(read)
    links = {link.get("href") for page in read.markdown.values() for link in tree_of(page.text).iter("a")}

    for text in {**MINIMAL_TEXTS, **texts_of(form)}.values():
        for key, scalar in leaves(yaml.load(str(text), yaml.BaseLoader)):  # noqa: S506 - texts of our own
            assert key in _UNSHOWN or folded(shown(scalar)) in words or scalar in links, (key, scalar)


def _leaf_shown(leaf: Leaf) -> str:
    return shown(leaf.text) if leaf.sort == "date" else leaf.text


# Read and not shown on a generated page, and why.
_EXCEPT = {
    ("Site", "主办单位"), ("Site", "联系电话"), ("Site", "邮箱"), ("Site", "地址"), ("Site", "备案号"),
    ("Site", "公安备案号"), ("Site", "网址"), ("Site", "编辑地址"),  # the theme's: footer and edit links
    ("Brand", "代号分段"), ("Scheme", "代号分段"),  # they steer
    ("Photo", "文件"), ("Photo", "说明"), ("Photo", "替代文本"), ("Photo", "拍摄日期"), ("Photo", "监护人同意"),
    ("Brand", "标识"), ("Honor", "证书"),  # pictures come with their derivatives
}  # fmt: skip


def test_every_field_of_every_model_is_shown_somewhere() -> None:
    files, all_leaves = specimen_records()
    texts: dict[str, str | None] = {path: yaml_text(value) for path, value in files.items()}
    media = [leaf.text for leaf in all_leaves if leaf.sort == "picture"]
    read = read_texts({**texts, "schools/example.yml": None}, media)
    words = words_of(read)
    links = {link.get("href") for page in read.markdown.values() for link in tree_of(page.text).iter("a")}

    lost = {
        (leaf.model.__name__, leaf.key)
        for leaf in all_leaves
        if leaf.sort not in {"flag", "slug"} and _leaf_shown(leaf) not in words and leaf.text not in links
    }
    assert lost == _EXCEPT


def edited(form: str, old: str, new: str) -> dict[str, str | None]:
    """Return a form's files with one place of its brand changed."""
    text = texts_of(form)["brands/example.yml"] or ""
    assert text.count(old) == 1, old
    return {**texts_of(form), "brands/example.yml": text.replace(old, new)}


def without(form: str, name: str) -> dict[str, str | None]:
    """Return a form's files without one of its items and all that stands under it."""
    lines = (texts_of(form)["brands/example.yml"] or "").splitlines(keepends=True)
    depths = [len(line) - len(line.lstrip()) for line in lines]
    (start,) = (i for i, line in enumerate(lines) if line.strip() == f"- 名称: {name}")
    end = next((i for i in range(start + 1, len(lines)) if depths[i] <= depths[start]), len(lines))
    return {**texts_of(form), "brands/example.yml": "".join(lines[:start] + lines[end:])}


def marked(texts: dict[str, str | None], code: str) -> str:
    """Return the line that a problem of these files points at, with [ and ] around the place."""
    where = next(problem for problem in read_texts(texts).problems if problem.code == code).where
    line = (texts["brands/example.yml"] or "").splitlines()[where.line - 1]
    start, end = where.column - 1, where.column - 1 + where.length
    return f"{line[:start]}[{line[start:end]}]{line[end:]}".strip()


@pytest.mark.parametrize(
    ("form", "old", "new", "code", "place"),
    [
        ("code-2345", "代号: 2345", "代号: 2346", "pillar-count", "代号: 234[6]"),
        ("code-1331", "代号: 1331", "代号: 1321", "pillar-count", "代号: 13[2]1"),
        ("code-3-n", "代号: 3+N", "代号: 4+N", "pillar-count", "代号: [4]+N"),
        ("code-1-2-n", "代号: 1+2+N", "代号: 1+3+N", "pillar-count", "代号: 1+[3]+N"),
        ("code-nouns", "代号: 一核四驱三带", "代号: 一核五驱三带", "pillar-count", "代号: 一核[五]驱三带"),
        (
            "code-two-nouns",
            "代号: 三驱动·四融合",
            "代号: 三驱动·五融合",
            "pillar-count",
            "代号: 三驱动·[五]融合",
        ),
        ("code-one-number", "代号: 五联", "代号: 六联", "code-length", "代号: [六联]"),
        ("code-shared-character", "代号: 三红", "代号: 四红", "code-length", "代号: [四红]"),
        ("code-product", "代号: 四个三", "代号: 四个四", "pillar-count", "- 名称: [三学]"),
        ("code-product", "代号: 四个三", "代号: 五个三", "code-length", "代号: [五个三]"),
        ("code-hidden", "代号: 七彩", "代号: 六彩", "code-length", "代号: [六彩]"),
        ("code-parts", "  - 5融合", "  - 6融合", "pillar-count", "- [6融合]"),
        ("two-schemes", "代号: 三心", "代号: 二心", "code-length", "代号: [二心]"),
        ("two-schemes", "代号: 22", "代号: 23", "pillar-count", "代号: 2[3]"),
        ("three-levels", "数: 2", "数: 4", "pillar-count", "数: [4]"),
        ("three-levels", "            数: 3", "            数: 2", "pillar-count", "数: [2]"),
        ("parallel-sets", "代号: 三项行动", "代号: 四项行动", "code-length", "代号: [四项行动]"),
        ("pillar-audience", "代号: 22", "代号: 21", "pillar-count", "代号: 2[1]"),
        ("long-name", "代号: “三色·四维”", "代号: “三色·五维”", "pillar-count", "代号: “三色·[五]维”"),
        ("item-with-comma", "代号: 2", "代号: 4", "pillar-count", "代号: [4]"),
        ("partial", "代号: 56", "代号: 16", "pillar-count", "代号: [1]6"),
        ("mechanisms", "总分: 96", "总分: 98", "route-remainder", "总分: [98]"),
        ("mechanisms", "总数: 18", "总数: 3", "posts-count", "总数: [3]"),
        ("mechanisms", "    数: 2", "    数: 3", "phrase-count", "- [名称]: 一岗双责"),
    ],
)
def test_one_wrong_digit_is_answered_at_its_place(
    form: str, old: str, new: str, code: str, place: str
) -> None:
    assert marked(edited(form, old, new), code) == place


@pytest.mark.parametrize(
    ("form", "name", "code", "place"),
    [
        ("code-2345", "帮薄弱学校", "pillar-count", "- 名称: [五帮]"),
        ("code-1331", "党务队伍", "pillar-count", "- 名称: [三支队伍]"),
        ("code-3-n", "集中学习", "pillar-count", "- 名称: [三个规定动作]"),
        ("code-1-2-n", "网络阵地", "pillar-count", "- 名称: [两个阵地]"),
        ("code-nouns", "文化驱动", "pillar-count", "- 名称: [四轮驱动]"),
        ("code-two-nouns", "与教学融合", "pillar-count", "- 名称: [四融合]"),
        ("code-one-number", "活动联办", "code-length", "代号: [五联]"),
        ("code-shared-character", "红烛育人", "code-length", "代号: [三红]"),
        ("code-product", "比技能", "pillar-count", "- 名称: [三比]"),
        ("code-hidden", "绿色生态", "code-length", "代号: [七彩]"),
        ("code-parts", "融入网络", "pillar-count", "- 名称: [五个融合]"),
        ("two-schemes", "恒心", "code-length", "代号: [三心]"),
        ("two-schemes", "改方法", "pillar-count", "- 名称: [双改]"),
        ("three-levels", "做课题", "pillar-count", "数: [3]"),
        ("three-levels", "服务队", "pillar-count", "- 名称: [三支队伍]"),
        ("parallel-sets", "班级层面", "code-length", "代号: [三个层面]"),
        ("pillar-audience", "学业务", "pillar-count", "- 名称: [双学]"),
        ("long-name", "网络维度", "pillar-count", "- 名称: [四维]"),
        ("item-with-comma", "资源、需求清单", "pillar-count", "- 名称: [两张清单]"),
    ],
)
def test_one_missing_item_is_answered_at_its_place(form: str, name: str, code: str, place: str) -> None:
    assert marked(without(form, name), code) == place


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("code-3-n", "志愿服务"), ("code-1-2-n", "护苗行动"), ("code-plus", "青蓝结对"), ("no-number", "青年成长"),
        ("way-of-speaking", "上党课"), ("partial", "有阵地"), ("code-reading", "劳动教育"),
    ],
)  # fmt: skip
def test_item_missing_where_nothing_counts_it_is_no_fault(form: str, name: str) -> None:
    assert read_texts(without(form, name)).grave == []


def test_figures_are_shown_with_unit_and_qualifiers_where_they_belong() -> None:
    page = read_texts(texts_of("figures")).pages["achievements/index.md"].text

    shown_figures = re.findall(r"\*\*(.+?)\*\*", page)
    assert shown_figures == [
        "累计1200万套（件）", "560余人次", "300多小时", "近98.50%", "20对以上", "第2名", "累计超过1000户", "3个",
    ]  # fmt: skip


def test_honour_in_every_form_is_shown_and_counted_as_what_it_is() -> None:
    page = read_texts(texts_of("honors")).pages["honors/index.md"].text
    wall, _, goals = page.partition("## 创建中")

    assert "共 **5** 项。" in wall
    assert "| 年份待补 | 3 |" in wall
    assert re.search(r"文明校园 \{: #honor-\d \} \| 第一、二届 \|", wall)
    assert re.search(r"法治文化示范基地 \{.*?\} \| 首批 \| 示例省司法厅，示例省教育厅 \|", wall)
    assert re.search(r"优秀党建案例（三等奖）（党总支书记） \*征集评选\* \{.*?\} \| 2022—2024 学年 \|", wall)
    assert re.search(r"党建品牌 \*验收通过；以通报为准。\* \{.*? data-year=2024 \} \| 2024年6月3日 \|", wall)
    assert "党建示范校" not in wall
    assert re.search(r"党建示范校 \*培育创建\* \{.*?\} \| 2023年 \|", goals)
