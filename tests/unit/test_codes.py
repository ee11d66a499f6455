"""Codes of brands, in every form that they have in the field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.codes import Reading, chinese_number, parse_code, pillar_total, read_code

NOTHING: list[tuple[str, int | None, str]] = []


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("2345", [("2", 2, ""), ("3", 3, ""), ("4", 4, ""), ("5", 5, "")]),
        ("1331", [("1", 1, ""), ("3", 3, ""), ("3", 3, ""), ("1", 1, "")]),
        ("3+N", [("3", 3, ""), ("N", None, "")]),
        ("3+n", [("3", 3, ""), ("N", None, "")]),
        ("1+2+N", [("1", 1, ""), ("2", 2, ""), ("N", None, "")]),
        ("党建+", [("+", None, "")]),
        ("党建＋", [("+", None, "")]),
        ("“党建+”", [("+", None, "")]),
        ("一核四驱三带", [("一", 1, "核"), ("四", 4, "驱"), ("三", 3, "带")]),
        ("三驱动·四融合", [("三", 3, "驱动"), ("四", 4, "融合")]),
        ("五联", [("五", 5, "联")]),
        ("三红", [("三", 3, "红")]),
        ("四个三", [("四", 4, "个"), ("三", 3, "")]),
        ("七彩", [("七", 7, "彩")]),
        ("十二时辰", [("十二", 12, "时辰")]),
        ("二十条", [("二十", 20, "条")]),
        ("双岗两带", [("双", 2, "岗"), ("两", 2, "带")]),
        ("二三四", [("二", 2, ""), ("三", 3, ""), ("四", 4, "")]),
        ("２３", [("2", 2, ""), ("3", 3, "")]),
        ("1个核心、2条主线", [("1", 1, "个核心"), ("2", 2, "条主线")]),
        ("同心圆", NOTHING),
        ("Next", NOTHING),
        ("", NOTHING),
    ],
)
def test_code_is_read_into_its_parts_in_order(code: str, parts: list[tuple[str, int | None, str]]) -> None:
    assert [(part.text, part.number, part.noun) for part in parse_code(code)] == parts


def test_parts_that_a_person_split_are_taken_as_they_are() -> None:
    parts = parse_code("1主线12融合N", ("1主线", "12融合", "N 行动", "五项"))

    assert [(part.text, part.number) for part in parts] == [
        ("1主线", 1),
        ("12融合", 12),
        ("N 行动", None),
        ("五项", 5),
    ]


@given(st.text())
def test_every_part_stands_in_the_code_where_it_says(code: str) -> None:
    for part in parse_code(code):
        written = code[part.start : part.start + part.length]

        assert len(written) == part.length
        assert part.is_open or chinese_number(written) == part.number or int(written) == part.number


@pytest.mark.parametrize(
    ("text", "number"),
    [("零", 0), ("两", 2), ("九", 9), ("十", 10), ("十一", 11), ("三十", 30), ("九十九", 99)],
)
def test_chinese_numeral_has_its_value(text: str, number: int) -> None:
    assert chinese_number(text) == number


@pytest.mark.parametrize("text", ["", "百", "一一", "十十", "一百零一", "3"])
def test_what_is_no_numeral_up_to_ninety_nine_has_no_value(text: str) -> None:
    assert chinese_number(text) is None


@pytest.mark.parametrize(
    ("code", "pillars", "reading"),
    [
        ("2345", 4, Reading.ITEMS),
        ("2345", 3, Reading.ITEMS),
        ("1331", 4, Reading.ITEMS),
        ("3+N", 2, Reading.ITEMS),
        ("3+N", 5, Reading.PILLARS),
        ("1+2+N", 3, Reading.ITEMS),
        ("1+2+N", 7, Reading.PILLARS),
        ("党建+", 3, Reading.NOTHING),
        ("一核四驱三带", 3, Reading.ITEMS),
        ("五联", 5, Reading.PILLARS),
        ("五联", 4, Reading.PILLARS),
        ("五联", 1, Reading.ITEMS),
        ("四个三", 4, Reading.PRODUCT),
        ("四个三", 3, Reading.PRODUCT),
        ("12", 12, Reading.PILLARS),
        ("双融双促", 4, Reading.PILLARS),
        ("双融双促", 2, Reading.ITEMS),
        ("双融双促", 3, Reading.ITEMS),
        ("3+4", 7, Reading.PILLARS),
        ("2345", 14, Reading.ITEMS),
        ("一心向党", 3, Reading.NOTHING),
        ("同心圆", 3, Reading.NOTHING),
    ],
)
def test_numbers_of_a_code_count_what_fits_its_form(code: str, pillars: int, reading: Reading) -> None:
    assert read_code(parse_code(code), pillars) is reading


def test_word_of_a_person_decides_over_the_form() -> None:
    assert read_code(parse_code("2345"), 4, "不计数") is Reading.NOTHING


@pytest.mark.parametrize(
    ("code", "pillars", "total"),
    [("五联", 4, 5), ("12", 12, 12), ("3+N", 9, None), ("三驱动·四融合", 5, 7)],
)
def test_code_that_counts_pillars_promises_so_many(code: str, pillars: int, total: int | None) -> None:
    assert pillar_total(parse_code(code), pillars) == total
