"""Values as staff write them, read from the text that stands in the file."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.schema.records import Activity
from generator.schema.types import (
    Count,
    Date,
    Flag,
    MediaPath,
    Number,
    PartialDate,
    PositiveCount,
    Slug,
    Text,
    Texts,
    Url,
    Year,
    bare_name,
    slug_fault,
)
from tests.in_memory import read_texts


def read(kind: Any, text: Any) -> Any:
    """Return a value of a kind, or the code of its refusal."""
    try:
        return TypeAdapter(kind).validate_python(text)
    except ValidationError as error:
        return error.errors()[0]["type"]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Text, " 党建 ", "党建"),
        (Text, "0731", "0731"),
        (Text, "on", "on"),
        (Text, "1.10", "1.10"),
        (Text, "9:30", "9:30"),
        (Text, "一\n二\t三", "一\n二\t三"),
        (Text, "👩‍🏫\u200f", "👩‍🏫\u200f"),
        (Text, " \u3000", "value-empty"),
        (Text, "甲\x07乙", "control-character"),
        (Text, "甲\u202e乙", "control-character"),
        (Text, "\ud800", "control-character"),
        (Text, ["甲"], "text-expected"),
        (Text, {"甲": "乙"}, "text-expected"),
        (Count, "18", 18),
        (Count, "１８", 18),
        (Count, "1,200", 1200),
        (Count, "12,345,678", 12345678),
        (Count, "0", 0),
        (Count, "007", 7),
        (Count, "5,6", "number-wrong"),
        (Count, "5²", "number-wrong"),
        (Count, "-1", "number-wrong"),
        (Count, "1.0", "number-wrong"),
        (Count, "十八", "number-wrong"),
        (Count, "18个", "number-wrong"),
        (Count, "", "number-wrong"),
        (Count, "9" * 13, "number-wrong"),
        (Count, ["1"], "text-expected"),
        (PositiveCount, "0", "greater_than_equal"),
        (Number, "7.7", "7.7"),
        (Number, "7.70", "7.70"),
        (Number, "－3．5", "-3.5"),
        (Number, "1,234.5", "1234.5"),
        (Number, "0560", "560"),
        (Number, "0.0000001", "0.0000001"),
        (Number, "1.2.3", "number-wrong"),
        (Number, ".5", "number-wrong"),
        (Number, "50%", "number-wrong"),
        (Number, "560余", "number-wrong"),
        (Number, "1e9", "number-wrong"),
        (Number, "nan", "number-wrong"),
        (Year, "2018", 2018),
        (Year, "2018年", 2018),
        (Year, "18", "year-wrong"),
        (Year, "1899", "year-wrong"),
        (Year, "二〇一八", "year-wrong"),
        (Date, "2024-06-03", PartialDate(2024, 6, 3)),
        (Date, "2024-6-3", PartialDate(2024, 6, 3)),
        (Date, "2024/6/3", PartialDate(2024, 6, 3)),
        (Date, "2024.6.3", PartialDate(2024, 6, 3)),
        (Date, "2024年6月3日", PartialDate(2024, 6, 3)),
        (Date, "2024年6月3号", PartialDate(2024, 6, 3)),
        (Date, "２０２４－６－３", PartialDate(2024, 6, 3)),
        (Date, "2024—6—3", PartialDate(2024, 6, 3)),
        (Date, "2024-06", PartialDate(2024, 6)),
        (Date, "2024年6月", PartialDate(2024, 6)),
        (Date, "2024", PartialDate(2024)),
        (Date, "2024年", PartialDate(2024)),
        (Date, "2024-2-29", PartialDate(2024, 2, 29)),
        (Date, "2023-2-29", "date-impossible"),
        (Date, "2024-13", "date-impossible"),
        (Date, "2024-0-3", "date-impossible"),
        (Date, "0001-1-1", "date-impossible"),
        (Date, "6月3日", "date-wrong"),
        (Date, "2024-6-3 9:30", "date-wrong"),
        (Flag, "是", True),
        (Flag, "True", True),
        (Flag, "否", False),
        (Flag, "off", False),
        (Flag, "可能", "flag-wrong"),
        (Url, "https://example.org/a?b", "https://example.org/a?b"),
        (Url, "example.org", "url-wrong"),
        (Url, "ftp://example.org", "url-wrong"),
        (Url, "javascript:alert(1)", "url-wrong"),
        (Url, "https://", "url-wrong"),
        (Url, "https://a b", "url-wrong"),
        (Url, 'https://a"b', "url-wrong"),
        (Url, "https://[a", "url-wrong"),
        (MediaPath, "活动\\a.jpg", "活动/a.jpg"),
        (MediaPath, "../a.jpg", "path-wrong"),
        (MediaPath, "/a.jpg", "path-wrong"),
        (MediaPath, "C:\\a.jpg", "path-wrong"),
        (MediaPath, "a//b.jpg", "path-wrong"),
        (Slug, "dang-jian-2345", "dang-jian-2345"),
        (Slug, "Dang", "slug-wrong"),
        (Slug, "a--b", "slug-wrong"),
        (Slug, "index", "slug-wrong"),
        (Texts, "甲", ("甲",)),
        (Texts, ["甲", "乙"], ("甲", "乙")),
        (Texts, ["甲", ""], "value-empty"),
    ],
)
def test_value_is_what_it_looks_like_or_is_refused(kind: Any, text: Any, value: Any) -> None:
    assert read(kind, text) == value


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_date_reads_back_from_both_of_its_forms(day: date) -> None:
    whole = PartialDate(day.year, day.month, day.day)

    assert read(Date, whole.iso()) == whole
    assert read(Date, str(whole)) == whole
    assert whole.iso() == day.isoformat()


@pytest.mark.parametrize(
    ("known", "text", "iso"),
    [(PartialDate(2024), "2024年", "2024"), (PartialDate(2024, 6), "2024年6月", "2024-06")],
)
def test_date_is_told_as_precisely_as_it_is_known(known: PartialDate, text: str, iso: str) -> None:
    assert (str(known), known.iso()) == (text, iso)


def test_equal_decimals_written_differently_are_different_numbers() -> None:
    assert read(Number, "7.70") != read(Number, "7.7")


@pytest.mark.parametrize(
    ("slug", "fault"),
    [
        ("nul", "“nul”是系统保留的名字"),
        ("a" * 81, "它超过了 80 个字符"),
        ("红", "只能用小写英文字母、数字和中间的连字符 -"),
        ("", "只能用小写英文字母、数字和中间的连字符 -"),
        ("a1", ""),
    ],
)
def test_address_that_cannot_be_says_why(slug: str, fault: str) -> None:
    assert slug_fault(slug) == fault


def test_bare_name_has_no_blanks_or_quotation_marks() -> None:
    assert bare_name("“2345” 党建'品'\"牌‘　’") == "2345党建品牌"


@pytest.mark.parametrize(
    "written", ["2024年6月7日（星期五）", "2024-6-7 周五", "20240607", "2024年6月7号", "2024.6.7(星期五)"]
)
def test_a_date_is_read_as_people_write_it(written: str) -> None:
    assert Activity.model_validate({"标题": "活动", "日期": written}).date == PartialDate(2024, 6, 7)


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("2024年7月8日-12日", "结束日期"),
        ("2024年7月8日至10日", "结束日期"),
        ("2024-7-8至2024-7-12", "结束日期"),
        ("2024年6月3日 14:00", "时间"),
        ("2024年6月3日下午3点", "时间"),
    ],
)
def test_more_than_a_day_is_told_where_to_stand(written: str, place: str) -> None:
    problem = read_texts({"activities/a.yml": f"标题: 活动\n日期: '{written}'\n来源: 校内材料\n"}).only(
        "date-wrong"
    )

    assert f"“{place}”" in problem.hint
