"""YAML as we write it for people: what they see, to the letter."""

from __future__ import annotations

from decimal import Decimal
from pathlib import PurePosixPath

import pytest

from generator.schema import KINDS
from generator.schema.kinds import ACTIVITY, BRAND, HONOR, SITE
from generator.schema.shape import key_order
from generator.schema.types import PartialDate
from generator.writing import Path, Writable, file_text, modeline, record_text


def test_keys_stand_in_the_order_of_the_model_with_the_name_first_and_lists_last() -> None:
    values: dict[str, Writable] = {
        "板块": ["双岗"],
        "来源": "一号材料",
        "省": "江西省",
        "代号": 2345,
        "名称": "“2345”党建品牌",
    }

    assert record_text(BRAND, values) == (
        "名称: “2345”党建品牌\n代号: 2345\n省: 江西省\n来源: 一号材料\n板块:\n  - 双岗\n"
    )


def test_the_kind_of_a_mechanism_stands_behind_its_name_and_orders_the_rest() -> None:
    route: dict[str, Writable] = {
        "总分": 96,
        "起点": "瑞金",
        "类型": "积分路线",
        "说明": "路线",
        "名称": "长征",
    }

    assert record_text(BRAND, {"机制": [route]}) == (
        "机制:\n  - 名称: 长征\n    类型: 积分路线\n    说明: 路线\n    起点: 瑞金\n    总分: 96\n"
    )


def test_unknown_keys_come_last_as_they_came() -> None:
    assert record_text(BRAND, {"乙": "2", "甲": "1", "名称": "丙"}) == "名称: 丙\n乙: 2\n甲: 1\n"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.place)
def test_every_key_of_a_model_has_one_place_in_its_order(kind: object) -> None:
    model = next(each for each in KINDS if each is kind).model

    assert sorted(key_order(model)) == sorted(model.keys())


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("0731-1234", "0731-1234"),
        ("2345", "2345"),
        ("3+N", "3+N"),
        ("“读”：一行", "“读”：一行"),
        ("甲: 乙", '"甲: 乙"'),
        ("甲 # 乙", '"甲 # 乙"'),
        ("C#", "C#"),
        ("甲\t乙", r'"甲\t乙"'),
        ('他说 "好": 行', "'他说 \"好\": 行'"),
        ("党建\\品牌", "党建\\品牌"),
        ("- 甲", '"- 甲"'),
        ("", ""),
        (True, "是"),
        (False, "否"),
        (Decimal("7.70"), "7.70"),
        (PartialDate(2024, 6), "2024-06"),
        ("一\n二", "|-\n  一\n  二"),
        ("一\n\n二\n", "|\n  一\n\n  二"),
        ("\x00甲\u202e", "甲"),
        ("甲\u2028乙", "甲 乙"),
    ],
)
def test_quotes_stand_only_where_they_are_needed(value: Writable, written: str) -> None:
    assert record_text(BRAND, {"名称": value}) == f"名称: {written}".rstrip(" ") + "\n"


def test_a_long_text_that_would_need_quotes_becomes_a_block() -> None:
    text = "一段很长的话：" + "字" * 60 + " # 还有"

    assert record_text(BRAND, {"含义": text}) == f"含义: |-\n  {text}\n"


def test_remarks_stand_above_their_keys_and_where_a_missing_key_would() -> None:
    comments: dict[Path, str] = {
        (): "品牌：一个\n两行的开头",
        ("年份",): "年份: 2024",
        ("板块", 0): "第一个板块",
        ("板块", 0, "要点"): "写两条",
    }
    values: dict[str, Writable] = {"名称": "甲", "含义": "乙", "板块": [{"名称": "双岗", "要点": ["甲"]}]}

    assert record_text(BRAND, values, comments) == (
        "# 品牌：一个\n# 两行的开头\n名称: 甲\n# 年份: 2024\n含义: 乙\n\n板块:\n"
        "  # 第一个板块\n  - 名称: 双岗\n    # 写两条\n    要点:\n      - 甲\n"
    )


def test_records_of_a_list_stand_apart() -> None:
    honors: list[Writable] = [{"级别": "省级", "名称": "甲"}, {"名称": "乙", "授予单位": ["丙", "丁"]}]

    assert record_text(HONOR, honors) == (
        "- 名称: 甲\n  级别: 省级\n\n- 名称: 乙\n  授予单位:\n    - 丙\n    - 丁\n"
    )


def test_the_modeline_leads_from_any_depth_to_the_schema() -> None:
    assert modeline(BRAND, "data/brands/2345.yml") == "# yaml-language-server: $schema=../schema/brands.json"
    for kind, file in ((ACTIVITY, "data/activities/a/b/c.yml"), (SITE, "data/site.yml")):
        link = modeline(kind, file).partition("=")[2]
        parts: list[str] = []
        for part in (PurePosixPath(file).parent / link).parts:
            parts = parts[:-1] if part == ".." else [*parts, part]
        assert "/".join(parts) == f"data/schema/{kind.place.removesuffix('.yml')}.json"


def test_a_new_file_begins_with_its_modeline() -> None:
    text = file_text(BRAND, "data/brands/x.yml", {"名称": "甲"}, {(): "品牌"})

    assert text == "# yaml-language-server: $schema=../schema/brands.json\n# 品牌\n名称: 甲\n"
