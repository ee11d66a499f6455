"""Every refusal of the models in Chinese, at its line and column, with a cure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.problems import ERROR, Problem
from generator.schema import KINDS, parse
from tests.in_memory import read_text

SCHEMA = Path(parse.__file__).parent


def problems(path: str, text: str) -> tuple[Problem, ...]:
    """Return the problems of one file."""
    return read_text(path, text)[1]


def brand(lines: str) -> Problem:
    """Return the only problem of a brand whose own lines start on line 2."""
    (problem,) = problems("brands/a.yml", f"名称: 示例\n{lines}")
    return problem


@pytest.mark.parametrize(
    ("lines", "code", "line", "column", "message", "hint"),
    [
        (
            "年分: 2020\n",
            "key-unknown",
            2,
            1,
            "不认识的项目“年分”。",
            "是不是想写“年份”？是就把“年分:”改成“年份:”。",
        ),
        (
            "year: 2020\n",
            "key-english",
            2,
            1,
            "项目名要写中文，“year”应写成“年份”。",
            "把“year:”改成“年份:”。",
        ),
        (
            "Founded: 2020\n",
            "key-english",
            2,
            1,
            "项目名要写中文，“Founded”应写成“年份”。",
            "把“Founded:”改成“年份:”。",
        ),
        ("年份: 二〇二〇\n", "year-wrong", 2, 5, "“年份”要写四位数的年份，“二〇二〇”不行。", None),
        ("口号:\n  - 甲\n", "text-expected", 2, 1, "“口号”要写一段文字，这里却分成了几项。", None),
        ("口号: [甲] 乙\n", "special-start", 2, 5, None, None),
        ("口号: [甲]\n", "special-start", 2, 1, None, None),
        ("板块: 双岗\n", "list-expected", 2, 5, "“板块”要一条一行地列出来，这里写成了一段。", None),
        (
            "板块:\n  名称: 双岗\n",
            "list-expected",
            2,
            1,
            "“板块”要一条一行地列出来，这里写成了一段别的内容。",
            None,
        ),
        ("板块:\n  - 说明: 甲\n", "key-missing", 3, 5, "这里缺少必填的“名称”。", None),
        ("板块:\n  - 名称:\n", "value-empty", 3, 5, "“名称”后面是空的，这一项必须填写。", None),
        ("板块:\n  - [甲]\n", "keys-expected", 3, 6, None, None),
        ("板块:\n  - 名称：双岗\n", "colon-fullwidth", 3, 7, None, None),
        ("板块:\n  - 名称:双岗\n", "colon-no-space", 3, 7, None, None),
        (
            "代号读法: 逐段\n",
            "choice-wrong",
            2,
            7,
            "“代号读法”不能写“逐段”。",
            "是不是“逐位”？是就改成“代号读法: 逐位”。可以写：逐位、板块数、板块数乘要点数、不计数。",
        ),
        ("机制:\n  - 名称: 甲\n    类型: 积分\n", "choice-wrong", 4, 9, "“类型”不能写“积分”。", None),
        ("机制:\n  - 名称: 甲\n    类型: [制度]\n", "choice-wrong", 4, 5, "“类型”只能选一项来写。", None),
        ("机制:\n  - 名称: 甲\n", "key-missing", 3, 5, "这里缺少必填的“类型”。", None),
        ("机制:\n  - 名称: 甲\n    类型:\n", "value-empty", 4, 5, "“类型”后面是空的，这一项必须填写。", None),
        (
            "机制:\n  - 甲\n",
            "keys-expected",
            3,
            5,
            None,
            "分成两行写：“- 类型: 制度”和“  名称: 甲”，类型不是制度的换成真正的类型；可以写的项目有：类型、名称、说明、频次、规则、内容 等。",
        ),
        (
            "机制:\n  - 类型: 制度\n    名称: 甲\n    总分: 9\n",
            "key-unknown",
            5,
            5,
            "不认识的项目“总分”。",
            None,
        ),
        (
            "机制:\n  - 类型: 积分路线\n    名称: 甲\n    起点: 甲\n    终点: 乙\n    每站分值: 0\n    总分: 9\n",
            "number-small",
            7,
            11,
            "“每站分值”至少是 1。",
            None,
        ),
        (
            "成果:\n  - 名称: 甲\n    数值: 560余\n",
            "number-wrong",
            4,
            9,
            "“数值”只能写数字，“560余”不行。",
            "改成“数值: 560”，再加一行“修饰: 余”。",
        ),
        (
            "成果:\n  - 名称: 甲\n    数值: 近3万人次以上\n",
            "number-wrong",
            4,
            9,
            None,
            "改成“数值: 3”，再加一行“修饰: [近, 以上]”、一行“单位: 万人次”。",
        ),
        (
            "成果:\n  - 名称: 甲\n    数值: 560余，后来更多\n",
            "number-wrong",
            4,
            9,
            None,
            "只留阿拉伯数字；“余”“约”写到“修饰”里，“人次”“万元”写到“单位”里。",
        ),
        (
            "成果:\n  - 名称: 甲\n    数值: 98.5%\n",
            "number-wrong",
            4,
            9,
            None,
            "改成“数值: 98.5”，再加一行“单位: '%'”。",
        ),
        (
            "成果:\n  - 名称: 甲\n    数值: 第3名\n",
            "number-wrong",
            4,
            9,
            None,
            "只留阿拉伯数字；是名次就再加一行“类别: 排名”。",
        ),
        (
            "板块:\n  - 名称: 甲\n    数: 约3\n",
            "number-wrong",
            4,
            8,
            "“数”只能写数字，“约3”不行。",
            "只留阿拉伯数字。",
        ),
        (
            "照片:\n  - a.jpg\n",
            "keys-expected",
            3,
            5,
            None,
            "改成“- 文件: a.jpg”；可以写的项目有：文件、说明、替代文本、拍摄日期、含未成年人、可识别 等。",
        ),
        (
            "成果:\n  - 名称: 甲\n    数值: 5\n    修饰: [余, 大约]\n",
            "choice-wrong",
            5,
            13,
            "“修饰”不能写“大约”。",
            None,
        ),
        (
            "成果:\n  - 名称: 甲\n    数值: 5\n    截止: 2024-2-30\n",
            "date-impossible",
            5,
            9,
            "“截止”里的“2024-2-30”没有这一天。",
            None,
        ),
        (
            "成果:\n  - 名称: 甲\n    数值: 5\n    截止: 年底\n",
            "date-wrong",
            5,
            9,
            "“截止”看不懂：“年底”。",
            None,
        ),
        (
            "概括语:\n  - 名称: 甲\n    未列全: 可能\n",
            "flag-wrong",
            4,
            10,
            "“未列全”只能写“是”或“否”，“可能”不行。",
            None,
        ),
        ("来源:\n  - 出处: 甲\n", "citation-empty", 3, 5, "来源里没有编号，也没有标题。", None),
        (
            "来源:\n  - 标题: 甲\n    网址: example.org\n",
            "url-wrong",
            4,
            9,
            "“网址”不是完整的网址：“example.org”。",
            None,
        ),
        (
            "标识: ../甲.png\n",
            "path-wrong",
            2,
            5,
            None,
            "把图片放进 data/media/，再写成“标识: 甲.png”。",
        ),
        ("网址名: index\n", "slug-wrong", 2, 6, "“网址名”不能写“index”：“index”是系统保留的名字。", None),
        ("学校: [甲, '']\n", "value-empty", 2, 9, "“学校”里有一条是空的。", None),
        ('口号: "甲\\u202e乙"\n', "control-character", 2, 5, "“口号”里有看不见的控制字符（U+202E）。", None),
        ("板块: [甲]\n体系:\n  - 名称: 理念\n", "scheme-twice", 3, 1, None, None),
    ],
)
def test_refusal_stands_at_its_place_with_its_cure(
    lines: str, code: str, line: int, column: int, message: str | None, hint: str | None
) -> None:
    problem = brand(lines)

    assert (problem.code, problem.where.line, problem.where.column) == (code, line, column)
    assert problem.severity is ERROR
    assert message in (None, problem.message)
    assert hint in (None, problem.hint)


def test_error_deep_in_lists_after_chinese_text_stands_at_its_line_and_column() -> None:
    text = (
        "板块:\n  - 名称: “双岗”\n    要点:\n      - 名称: 党员示范岗\n        做法:\n"
        "          - 内容: 亮身份，亮职责\n            状态: 进行\n"
    )

    assert (brand(text).where.line, brand(text).where.column, brand(text).where.length) == (8, 17, 2)


def test_error_in_a_flow_list_stands_at_its_column() -> None:
    problem = brand("板块: [{名称: 甲, 要点: [{名称: 乙, 开始年份: 去年}]}]\n")

    assert (problem.where.line, problem.where.column, problem.where.length) == (2, 33, 2)


def test_end_before_the_start_is_pointed_at_the_end() -> None:
    (problem,) = problems("activities/a.yml", "标题: 甲\n结束日期: 2024-6-1\n日期: 2024-6-3\n")

    assert (problem.code, problem.where.line, problem.where.column) == ("date-order", 2, 7)


def test_list_file_points_into_the_entry_that_is_wrong() -> None:
    found = problems("honors/a.yml", "- 名称: 甲\n- 名称: 乙\n  级别: 省\n- 级别: 市级\n")

    assert [(p.code, p.where.line, p.where.column) for p in found] == [
        ("choice-wrong", 3, 7),
        ("key-missing", 4, 3),
    ]


def test_sound_entries_of_a_list_are_kept_beside_wrong_ones() -> None:
    records, found = read_text("honors/a.yml", "- 名称: 甲\n- 级别: 市级\n- 名称: 丙\n")

    assert [record.entity.name for record in records] == ["甲", "丙"]
    assert [record.at("名称").line for record in records] == [1, 3]
    assert [problem.code for problem in found] == ["key-missing"]


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("honors/a.yml", "名称: 甲\n", "list-expected"),
        ("brands/a.yml", "- 名称: 甲\n", "keys-expected"),
        ("brands/a.yml", "甲\n", "keys-expected"),
        ("honors/a.yml", "甲\n", "list-expected"),
    ],
)
def test_file_of_the_wrong_shape_is_told_in_one_problem(path: str, text: str, code: str) -> None:
    assert [problem.code for problem in problems(path, text)] == [code]


def test_slip_of_the_pen_is_told_in_place_of_what_it_caused() -> None:
    assert [
        p.code for p in problems("brands/a.yml", "名称: 甲\n板块:\n  - 名称：双岗\n    要点: [甲]\n")
    ] == ["colon-fullwidth"]


def test_everything_wrong_in_a_file_is_told_at_once() -> None:
    text = "名称: 甲\n年分: 1\n年份: 甲\n成果:\n  - 数值: 甲\n"

    assert sorted(p.code for p in problems("brands/a.yml", text)) == [
        "key-missing",
        "key-unknown",
        "number-wrong",
        "year-wrong",
    ]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.place)
def test_english_name_of_every_key_leads_to_the_chinese_one(kind: Any) -> None:
    for key, attribute in kind.model.keys().items():
        (problem,) = (p for p in _with_key(kind, attribute) if p.code.startswith("key-e"))

        assert (problem.code, problem.hint) == ("key-english", f"把“{attribute}:”改成“{key}:”。")


def _with_key(kind: Any, key: str) -> tuple[Problem, ...]:
    path = kind.place if kind.is_file else f"{kind.place}/a.yml"
    return problems(path, f"{'- ' if kind.many else ''}{key}: 甲\n")


@pytest.mark.parametrize("text", ["", "~", "null"])
def test_empty_value_of_an_optional_key_is_a_missing_one(text: str) -> None:
    records, found = read_text("brands/a.yml", f"名称: 甲\n年份: {text}\n")

    assert found == ()
    assert records[0].entity.year is None


def test_text_stands_for_the_whole_where_a_model_has_a_short_form() -> None:
    records, _ = read_text(
        "brands/a.yml", "名称: 甲\n来源: 材料\n板块:\n  - 双岗\n  - 名称: 三比\n    要点: [比学习]\n"
    )
    brand = records[0].entity

    assert brand.citations[0].number == "材料"
    assert [pillar.name for pillar in brand.pillars] == ["双岗", "三比"]
    assert brand.pillars[1].items[0].name == "比学习"


def test_every_refusal_of_our_own_has_its_chinese() -> None:
    written = {code for path in SCHEMA.glob("*.py") for code in _codes(path.read_text(encoding="utf-8"))}

    assert written - {"code"} <= parse._TRANSLATIONS.keys()
    assert len(written) > 10


def _codes(text: str) -> Iterator[str]:
    yield from re.findall(r'PydanticCustomError\("([\w-]+)"', text)
    yield from ("colon-fullwidth", "colon-no-space")


# What pydantic can say of each kind of schema that our models are made of.
REFUSALS: dict[str, set[str]] = {
    "model": {"model_type"},
    "model-fields": {"missing", "extra_forbidden", "model_attributes_type"},
    "tuple": {"tuple_type"},
    "literal": {"literal_error"},
    "tagged-union": {"union_tag_invalid", "union_tag_not_found", "model_attributes_type"},
    "int": {"greater_than_equal"},
    "str": set(),
    "bool": set(),
    "dataclass": set(),
    "is-instance": set(),
    "function-before": set(),
    "function-after": set(),
    "nullable": set(),
    "default": set(),
    "definitions": set(),
    "definition-ref": set(),
    "model-field": set(),
    "dataclass-args": set(),
    "dataclass-field": set(),
}
"""A str, an int, a bool and a date are made by our own readers before pydantic sees them."""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.place)
def test_every_refusal_of_pydantic_has_its_chinese(kind: Any) -> None:
    types = set(_schema_types(kind.model.__pydantic_core_schema__))

    assert types <= REFUSALS.keys()
    assert {refusal for name in types for refusal in REFUSALS[name]} <= parse._TRANSLATIONS.keys()


def _schema_types(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("type"), str):
            yield schema["type"]
        for key, value in schema.items():
            if key not in {"metadata", "serialization", "default", "config", "function"}:
                yield from _schema_types(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _schema_types(value)


def test_refusal_without_chinese_is_a_bug_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(parse._TRANSLATIONS, "missing")

    with pytest.raises(AssertionError, match="no Chinese for missing"):
        problems("brands/a.yml", "年份: 2020\n")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2024-2-30", "2024 年 2 月只有 29 天，"),
        ("２０２３年２月２９日", "2023 年 2 月只有 28 天，"),
        ("20240431", "2024 年 4 月只有 30 天，"),
        ("2024-13-1", "月份只有 1 到 12，"),
        ("2024-0", "月份只有 1 到 12，"),
        ("1024-1-1", "年份要在 1900 到 2100 之间，"),
        ("0024", "年份要在 1900 到 2100 之间，"),
    ],
)
def test_a_day_that_is_not_is_told_what_the_calendar_has(written: str, told: str) -> None:
    (problem,) = read_text("activities/a.yml", f"标题: 甲\n日期: {written}\n")[1]

    assert problem.code == "date-impossible"
    assert problem.hint.partition("；")[0].rstrip("。") == f"{told}对照日历改正"


@pytest.mark.parametrize(
    ("written", "likely"),
    [
        ("www.example.org/a", "多半要改成“网址: https://www.example.org/a”。"),
        ("见 官网", ""),
        ("ftp://a.b", ""),
    ],
)
def test_an_address_without_its_beginning_is_given_one(written: str, likely: str) -> None:
    (problem,) = read_text("site.yml", f"名称: 甲\n网址: {written}\n")[1]

    assert problem.code == "url-wrong"
    assert problem.hint.startswith(f"{likely}从浏览器的地址栏里整个复制")
