"""Values are the text that stands in the file; places are those that an editor shows."""

from __future__ import annotations

import pytest
import yaml

from generator.problems import Problem, Where
from generator.source import Document, Value, parse_document, parsing
from generator.source.lines import Lines

FILE = "data/a.yml"


def document_of(text: str) -> Document:
    document, problems = parse_document(text, FILE)
    assert problems == ()
    assert document is not None
    return document


def marked(where: Where) -> tuple[int, int, str]:
    start = where.column - 1
    return where.line, where.column, where.excerpt[start : start + where.length]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0731", "0731"),
        ("1.10", "1.10"),
        ("9:30", "9:30"),
        ("on", "on"),
        ("2024-6-3", "2024-6-3"),
        ("~", "~"),
        ("null", "null"),
        ("", ""),
        ("''", ""),
        ("'0731'", "0731"),
        ("'它''的'", "它'的"),
        ('"甲\\n乙"', "甲\n乙"),
        ("http://example.com/a#b", "http://example.com/a#b"),
        ("《论语》：选读", "《论语》：选读"),
        ("[甲, 乙]", ["甲", "乙"]),
        ("{甲: 乙}", {"甲": "乙"}),
        ("[]", []),
        ("-5", "-5"),
        ("甲 & 乙", "甲 & 乙"),
        ("C#", "C#"),
    ],
)
def test_scalar_is_the_text_that_stands_there(written: str, value: Value) -> None:
    assert document_of(f"键: {written}\n").value == {"键": value}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("含义: 第一行，\n  第二行\n", "第一行，第二行"),
        ("含义: 第一行，\n\n  第二行\n", "第一行，\n第二行"),
        ("含义: 党建 work\n  第二行\n", "党建 work 第二行"),
        ("含义: 第一行\n  second\n", "第一行 second"),
        ("含义: 有 空格，\n  第二 行\n", "有 空格，第二 行"),
        ("含义: >\n  第一行，\n  第二行\n\n  新段\n", "第一行，第二行\n新段\n"),
        ("含义: >-\n  甲\n    乙\n  丙\n", "甲\n  乙\n丙"),
        ("含义: |\n  　　甲\n  乙：丙\n", "　　甲\n乙：丙\n"),
        ("含义: '第一行，\n  第''二行'\n", "第一行，第'二行"),
        ('含义: "第一行，\n  第二行"\n', "第一行，第二行"),
        ('含义: "第一行，\n  第\\u4e8c行"\n', "第一行， 第二行"),
        ("含义: '\n  甲\n  '\n", " 甲 "),
        ("含义: [甲\n  乙, 丙]\n", ["甲乙", "丙"]),
    ],
)
def test_folding_leaves_no_space_between_chinese_characters(text: str, value: Value) -> None:
    assert document_of(text).value == {"含义": value}


def test_the_pure_python_parser_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    good = "名称: “三联”\n板块:\n  - 名称: 甲\n    要点: [一, 二]\n含义: 第一行，\n  第二行\n"
    bad = "名称：甲\n代号: 乙\n学校: [丙\n"
    expected = document_of(good).value
    slips = parse_document(bad, FILE)[1]
    monkeypatch.setattr(parsing, "Loader", yaml.BaseLoader)
    assert document_of(good).value == expected
    assert parse_document(bad, FILE)[1] == slips
    # It lets Python's own errors out for such an escape.
    assert problem_of('路径: "\\U00110000"\n').code == "yaml-syntax"


NESTED = """\
# 备注
名称: “三联”😀品牌
学校:
含义: |

  第一段。
  第二段。

说明: 第一行，
  第二行  # 备注
板块:
  - 名称: 联学
    要点:
      - 读书 会
      - [甲, 乙]
      - {时间: 晚上}
      -
      - {}
      - []
  -
    名称: '联"建'
来源: >-
空表: []
2024: 年份
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("名称",), (2, 5, "“三联”😀品牌")),
        (("学校",), (3, 1, "学校")),
        (("含义",), (6, 3, "第一段。")),
        (("说明",), (9, 5, "第一行，")),
        (("板块",), (11, 1, "板块")),
        (("板块", 0), (12, 5, "名称")),
        (("板块", 0, "名称"), (12, 9, "联学")),
        (("板块", 0, "要点"), (13, 5, "要点")),
        (("板块", 0, "要点", 0), (14, 9, "读书 会")),
        (("板块", 0, "要点", 1), (15, 10, "甲")),
        (("板块", 0, "要点", 1, 1), (15, 13, "乙")),
        (("板块", 0, "要点", 2), (16, 10, "时间")),
        (("板块", 0, "要点", 2, "时间"), (16, 14, "晚上")),
        (("板块", 0, "要点", 3), (17, 7, "-")),
        (("板块", 0, "要点", 4), (18, 9, "{}")),
        (("板块", 0, "要点", 5), (19, 9, "[]")),
        (("板块", 1), (21, 5, "名称")),
        (("板块", 1, "名称"), (21, 9, "'联\"建'")),
        (("来源",), (22, 5, ">-")),
        (("空表",), (23, 1, "空表")),
        ((2024,), (24, 7, "年份")),
        (("板块", "tag", 0, "tag", "名称"), (12, 9, "联学")),
        (("板块", 0, "做法"), (12, 5, "名称")),
        (("板块", 9), (11, 1, "板块")),
        (("名称", "深", 3), (2, 5, "“三联”😀品牌")),
    ],
)
def test_place_of_a_value(path: tuple[str | int, ...], place: tuple[int, int, str]) -> None:
    assert marked(document_of(NESTED).at(*path)) == place


def test_places_are_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    document = document_of(NESTED)
    first = document.at("名称")
    monkeypatch.setattr("generator.source.document.compose", None)
    assert document.at("名称") == first


def test_root_mapping_is_the_whole_file() -> None:
    document = document_of(NESTED)
    assert document.at() == Where(FILE)
    assert document.at("没有") == Where(FILE)
    assert document.at_key("没有") == Where(FILE)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("- 甲\n- 乙\n", (1, 3, "甲")),
        ("- 名称: 甲\n", (1, 3, "名称")),
        ("只有文字\n", (1, 1, "只有文字")),
        ("[]\n", (1, 1, "[]")),
        ("-\n", (1, 1, "-")),
        ("- [\n  ]\n", (1, 3, "[")),
        ("- - 甲\n", (1, 5, "甲")),
    ],
)
def test_root_that_is_no_mapping_has_a_place(text: str, place: tuple[int, int, str]) -> None:
    assert marked(document_of(text).at()) == place


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("名称",), (2, 1, "名称")),
        (("板块", 0, "要点"), (13, 5, "要点")),
        (("板块", 0), (12, 5, "名称")),
        (("板块", 0, "要点", 0), (14, 9, "读书 会")),
    ],
)
def test_place_of_a_key(path: tuple[str | int, ...], place: tuple[int, int, str]) -> None:
    assert marked(document_of(NESTED).at_key(*path)) == place


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ((), (1, 25)),
        (("名称",), (2, 2)),
        (("学校",), (3, 3)),
        (("含义",), (4, 7)),
        (("说明",), (9, 10)),
        (("板块",), (12, 21)),
        (("板块", 0), (12, 19)),
        (("板块", 0, "要点"), (14, 19)),
        (("板块", 1), (21, 21)),
        (("来源",), (22, 22)),
    ],
)
def test_span_of_a_value(path: tuple[str | int, ...], lines: tuple[int, int]) -> None:
    assert document_of(NESTED).span(*path) == lines


@pytest.mark.parametrize(
    "text", ["含义: |\n  甲\n  乙", "含义: |\n  甲\n  乙\n\n\n# 备注\n", "含义: |\n  甲\n  乙\n   "]
)
def test_block_at_the_end_of_a_file_ends_with_its_text(text: str) -> None:
    assert document_of(text).span("含义") == (1, 3)


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_every_line_break_counts_once(line_break: str) -> None:
    document = document_of(line_break.join(["甲: 一", "乙:", "  - 丙: 二", ""]))
    assert marked(document.at("乙", 0, "丙")) == (3, 8, "二")


def test_tab_counts_as_one_column() -> None:
    assert marked(document_of("甲:\t一\n").at("甲")) == (1, 4, "一")


def problem_of(text: str) -> Problem:
    _, (problem,) = parse_document(text, FILE)
    return problem


def test_second_key_names_the_first_ones_line_and_loses() -> None:
    document, (problem,) = parse_document("名称: 甲\n代号: 乙\n名称:\n  - 丙\n", FILE)
    assert document is not None
    assert document.value == {"名称": "甲", "代号": "乙"}
    assert (problem.code, marked(problem.where)) == ("key-duplicate", (3, 1, "名称"))
    assert "第 1 行" in problem.message


def test_duplicates_are_listed_two_pages_at_most() -> None:
    assert len(parse_document("甲: 乙\n" * 1000, FILE)[1]) == 100


@pytest.mark.parametrize("text", ["[甲]: 乙\n", "? - 甲\n: 乙\n", "{甲: 乙}: 丙\n"])
def test_key_that_is_no_text_is_refused(text: str) -> None:
    document, (problem,) = parse_document(text, FILE)
    assert document is None
    assert (problem.code, problem.where.line) == ("key-not-text", 1)


def test_empty_key_is_reported() -> None:
    assert problem_of('"": 甲\n').code == "key-nameless"


def test_long_key_in_yamls_explicit_form_is_text() -> None:
    assert document_of("? 很长的名称\n: 甲\n").value == {"很长的名称": "甲"}


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("甲: &名 乙\n", "special-start", (1, 4, "&名 乙")),
        ("甲: &x 乙\n", "anchor-refused", (1, 4, "&x")),
        ("甲: [&x 乙]\n", "anchor-refused", (1, 5, "&x")),
        ("甲: &x\n  乙: 丙\n", "anchor-refused", (1, 4, "&x")),
        ("甲: *x\n", "anchor-refused", (1, 4, "*x")),
        ("甲: !x 乙\n", "tag-refused", (1, 4, "!x")),
        ("甲: !!str 乙\n", "tag-refused", (1, 4, "!!str")),
        ("甲: ! 乙\n", "tag-refused", (1, 4, "!")),
        ("甲: !x\n  - 乙\n", "tag-refused", (1, 4, "!x")),
        ("甲: 乙\n---\n丙: 丁\n", "many-documents", (2, 1, "---")),
        ("---\n---\n丙: 丁\n", "many-documents", (2, 1, "---")),
    ],
)
def test_what_yaml_allows_and_we_do_not(text: str, code: str, place: tuple[int, int, str]) -> None:
    document, (problem,) = parse_document(text, FILE)
    assert document is None
    assert (problem.code, marked(problem.where)) == (code, place)


def test_one_document_may_have_its_marks() -> None:
    assert document_of("---\n甲: 乙\n...\n").value == {"甲": "乙"}


def test_thirty_two_levels_are_read_and_one_more_is_not() -> None:
    deepest = "[" * 32 + "]" * 32
    assert document_of(deepest).value
    assert problem_of(f"[{deepest}]").code == "nesting-too-deep"


@pytest.mark.parametrize(
    ("rows", "row", "place"),
    [
        (("甲: 乙", "", ""), 2, (1, 5)),
        (("甲: 乙", "丙"), 7, (2, 2)),
        (("",), 0, (1, 1)),
        (("", ""), 1, (1, 1)),
        (("甲: 乙",), 0, (1, 4)),
    ],
)
def test_place_behind_the_end_of_a_file_is_moved_to_its_last_text(
    rows: tuple[str, ...], row: int, place: tuple[int, int]
) -> None:
    where = Lines(FILE, rows).where(row, 3, 9)
    assert (where.line, where.column) == place
    assert where.excerpt == rows[where.line - 1]
    assert where.column - 1 + where.length <= max(len(where.excerpt), where.column)
