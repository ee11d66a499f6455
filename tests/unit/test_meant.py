"""What a hint may offer as the right value: only what is certain."""

from __future__ import annotations

import pytest

from generator.schema.meant import Number, month_meant, number_meant, slug_meant, year_meant


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("二〇二〇年", "2020"),
        ("二○二一", "2021"),
        ("２０２０年度", "2020"),
        ("公元2018年", "2018"),
        ("2019-2021", ""),
        ("20年", ""),
        ("1020", ""),
        ("去年", ""),
    ],
)
def test_year_is_offered_only_where_one_is_named(text: str, year: str) -> None:
    assert year_meant(text) == year


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("560余", Number("560", ("余",))),
        ("约 1,200 人次", Number("1200", ("约",), "人次")),
        ("3万余元", Number("3", ("余",), "万元")),
        ("98.5％", Number("98.5", (), "%")),
        ("12万套(件)", Number("12", (), "万套（件）")),
        ("十二", Number("12")),
        ("第3名", None),
        ("3-5", None),
        ("许多", None),
    ],
)
def test_number_is_taken_apart_where_each_word_has_its_place(text: str, number: Number | None) -> None:
    assert number_meant(text) == number


def test_only_a_latin_name_becomes_an_address() -> None:
    assert slug_meant("Dang Jian_２３４５") == "dang-jian-2345"
    assert slug_meant("我的品牌") == ""


def test_month_of_an_impossible_day_is_offered_where_it_is_one() -> None:
    assert month_meant("2024-2-30") == "2024-02"
    assert month_meant("20240431") == "2024-04"
    assert month_meant("2024-13-1") == ""
    assert month_meant("3024-2-30") == ""
