"""Every slip of the pen is answered with its own code, where it stands, with the line as it was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from generator.problems import ERROR, NOTE, Problem
from generator.source import find_slips, parse_document

FILE = "data/brands/a.yml"
KEYS = frozenset(
    {
        "名称",
        "代号",
        "学校",
        "年份",
        "含义",
        "板块",
        "要点",
        "做法",
        "口号",
        "来源",
        "说明",
        "机制",
        "频次",
        "内容",
        "标题",
        "网址",
        "时间",
        "单位",
    }
)


def slips_of(text: str) -> tuple[Problem, ...]:
    return parse_document(text, FILE, KEYS)[1]


def summed_up(problems: tuple[Problem, ...]) -> list[tuple[str, int, int, str]]:
    return [
        (p.code, p.where.line, p.where.column, p.where.excerpt[p.where.column - 1 :][: p.where.length])
        for p in problems
    ]


CASES = [
    # The colon.
    ("名称：甲\n代号: 乙\n", "colon-fullwidth", 1, 3, "：", "“名称: 甲”"),
    ("名称: 甲\n代号：乙\n学校: 丙\n", "colon-fullwidth", 2, 3, "：", "“代号: 乙”"),
    ("名称: 甲\n代号：\n学校: 丙\n", "colon-fullwidth", 2, 3, "：", "“代号:”"),
    ("板块：\n  - 名称: 甲\n", "colon-fullwidth", 1, 3, "：", "“板块:”"),
    ("板块:\n  - 名称：甲\n    要点: 乙\n", "colon-fullwidth", 2, 7, "：", "“- 名称: 甲”"),
    ("名称： 甲\n代号: 乙\n", "colon-fullwidth", 1, 3, "：", "“名称: 甲”"),
    ("名称: 甲\n  代号：乙\n学校: 丙\n", "colon-fullwidth", 2, 5, "：", "“代号: 乙”"),
    ("名称：“三联”\n代号: 乙\n", "colon-fullwidth", 1, 3, "：", "「名称: “三联”」"),
    ("名称:甲\n代号: 乙\n", "colon-no-space", 1, 3, ":", "“名称: 甲”"),
    ("名称:\u3000甲\n代号: 乙\n", "colon-no-space", 1, 3, ":\u3000", "“名称: 甲”"),
    ("网址:http://a.cn\n代号: 乙\n", "colon-no-space", 1, 3, ":", "“网址: http://a.cn”"),
    ("标题: 主题: 副题\n", "colon-in-value", 1, 7, ":", "“标题: 主题：副题”"),
    ("标题: 主题: 甲: 乙\n", "colon-in-value", 1, 7, ":", "“标题: 主题：甲：乙”"),
    ("要点:\n  - 学习: 要求:\n", "colon-in-value", 2, 11, ":", "“- 学习: 要求：”"),
    ("代号 三联\n名称: 甲\n", "colon-missing", 1, 1, "代号", "“代号: 三联”"),
    ("名称: 甲\n板块\n  - 名称: 乙\n", "colon-missing", 2, 1, "板块", "“板块:”"),
    (": 甲\n名称: 乙\n", "key-nameless", 1, 1, ":", "名称: 内容"),
    # The dash.
    ("要点:\n- 甲\n-乙\n- 丙\n", "dash-no-space", 3, 1, "-", "“- 乙”"),
    ("要点:\n- 甲\n-\u3000乙\n- 丙\n", "dash-no-space", 3, 1, "-\u3000", "“- 乙”"),
    ("要点:\n- 甲\n－乙\n- 丙\n", "dash-fullwidth", 3, 1, "－", "“- 乙”"),
    ("要点:\n- 甲\n— 乙\n- 丙\n", "dash-fullwidth", 3, 1, "—", "“- 乙”"),
    ("要点:\n- 甲\n·乙\n- 丙\n", "dash-fullwidth", 3, 1, "·", "“- 乙”"),
    ("要点:\n-\t甲\n", "dash-no-space", 2, 1, "-\t", "“- 甲”"),
    ("要点:\n- \t甲\n", "indent-tab", 2, 3, "\t", "“- 甲”"),
    ("要点: - 甲\n名称: 乙\n", "list-inline", 1, 5, "-", "先写“要点:”，下一行写“  - 甲”"),
    # Indentation.
    ("板块:\n\t- 名称: 甲\n", "indent-tab", 2, 1, "\t", "“  - 名称: 甲”"),
    ("名称: 甲\n\t\n代号: 乙\n", "indent-tab", 2, 1, "\t", "删去这一行的空白"),
    ("\u3000名称: 甲\n代号: 乙\n", "indent-fullwidth", 1, 1, "\u3000", "“  名称: 甲”"),
    ("要点:\n\xa0\xa0- 甲\n", "indent-fullwidth", 2, 1, "\xa0\xa0", "“  - 甲”"),
    ("要点:\n  - 名称: 甲\n  \u3000内容: 乙\n", "indent-fullwidth", 3, 3, "\u3000", "“    内容: 乙”"),
    ("含义: |\n\u3000\u3000第一段\n代号: 乙\n", "indent-fullwidth", 2, 1, "\u3000\u3000", "“    第一段”"),
    ("名称: 甲\n  代号: 乙\n学校: 丙\n", "indent-uneven", 2, 3, "代号: 乙", "“代号: 乙”"),
    ("  名称: 甲\n代号: 乙\n学校: 丙\n", "indent-uneven", 1, 3, "名称: 甲", "“名称: 甲”"),
    ("板块:\n  - 名称: 甲\n   要点: 乙\n", "indent-uneven", 3, 4, "要点: 乙", "“    要点: 乙”"),
    ("要点:\n  - 甲\n - 乙\n  - 丙\n", "indent-uneven", 3, 2, "- 乙", "“  - 乙”"),
    ("要点:\n  - 甲\n    - 乙\n", "indent-uneven", 3, 5, "- 乙", "“  - 乙”"),
    ("要点:\n - 甲\n  - 乙\n  - 丙\n", "indent-uneven", 2, 2, "- 甲", "“  - 甲”"),
    ("要点: 甲\n  - 乙\n", "indent-uneven", 2, 3, "-", "上一行的冒号后面不要写内容"),
    ("含义: |\n    第一段\n  第二段\n代号: 乙\n", "indent-uneven", 3, 3, "第二段", "“    第二段”"),
    ("板块:\n  - 名称: 甲\n - 名称: 乙\n   要点: 丙\n", "indent-uneven", 3, 2, "- 名称: 乙", "属于它的 1 行"),
    ("含义: 第一段\n第二段\n代号: 乙\n", "line-loose", 2, 1, "第二段", "“  第二段”"),
    # Quotation marks and other signs.
    ('名称: "甲\n代号: 乙\n', "quote-unclosed", 1, 5, '"甲', '“名称: "甲"”'),
    ('名称: "甲\n代号: 乙\n口号: "丙"\n', "quote-unclosed", 1, 5, '"甲', '“名称: "甲"”'),
    ("名称: '甲\n代号: 乙\n", "quote-unclosed", 1, 5, "'甲", "“名称: '甲'”"),
    ('名称: "三联”品牌\n代号: 乙\n', "quote-unclosed", 1, 5, '"三联”品牌', "「名称: “三联”品牌」"),
    ("名称: '三联’品牌\n代号: 乙\n", "quote-unclosed", 1, 5, "'三联’品牌", "“名称: ‘三联’品牌”"),
    ('名称: "2345"党建\n', "quote-start", 1, 5, '"2345"', "「名称: “2345”党建」"),
    ('要点:\n  - "甲"和"乙"\n', "quote-start", 2, 5, '"甲"', "「- “甲”和“乙”」"),
    ("名称: '甲'乙\n", "quote-start", 1, 5, "'甲'", "“名称: ‘甲’乙”"),
    ('路径: "C:\\图"\n', "escape-unknown", 1, 8, "\\图", "'C:\\图'"),
    ("标题: [三会一课]主题党日\n", "special-start", 1, 5, "[三会一课]主题党日", '"[三会一课]主题党日"'),
    ("要点:\n  - [甲]'乙\n", "special-start", 2, 5, "[甲]'乙", '"[甲]\'乙"'),
    ("标题: {甲}乙\n", "special-start", 1, 5, "{甲}乙", '"{甲}乙"'),
    ("标题: *重要*\n", "special-start", 1, 5, "*重要*", '"*重要*"'),
    ("标题: @所有人\n", "special-start", 1, 5, "@所有人", '"@所有人"'),
    ("标题: %50\n", "special-start", 1, 5, "%50", '"%50"'),
    ("标题: &甲\n", "special-start", 1, 5, "&甲", '"&甲"'),
    ("标题: !重要 甲\n", "special-start", 1, 5, "!重要 甲", '"!重要 甲"'),
    ("标题: |甲\n", "special-start", 1, 5, "|甲", '"|甲"'),
    ("标题: >50人\n", "special-start", 1, 5, ">50人", '">50人"'),
    ("标题: `甲`\n", "special-start", 1, 5, "`甲`", '"`甲`"'),
    ("标题: ,甲\n", "special-start", 1, 5, ",甲", '",甲"'),
    ("标题: ]甲\n", "special-start", 1, 5, "]甲", '"]甲"'),
    ("标题: ? 甲\n", "special-start", 1, 5, "? 甲", '"? 甲"'),
    ('标题: @"甲"\n', "special-start", 1, 5, '@"甲"', "'@\"甲\"'"),
    ("标题: @甲\n  接着写\n代号: 乙\n", "special-start", 1, 5, "@甲", '"@甲"'),
    ("要点:\n  - @所有人: 请看\n", "special-start", 2, 5, "@所有人", '- "@所有人": 请看'),
    ("要点: [甲, 乙\n代号: 丙\n", "bracket-unclosed", 1, 5, "[", "“要点: [甲, 乙]”"),
    ("要点: [甲, 乙】\n代号: 丙\n", "bracket-unclosed", 1, 5, "[", "“要点: [甲, 乙]”"),
    ("要点: [甲, ['乙', \"丙\"]\n代号: 丁\n", "bracket-unclosed", 1, 5, "[", "末尾补上“]”"),
    ("要点: {甲: 乙\n代号: 丙\n", "bracket-unclosed", 1, 5, "{", "“要点: {甲: 乙}”"),
    ("要点: [\n  甲,\n  乙\n\n代号: 丙\n", "bracket-unclosed", 1, 5, "[", "在第 3 行末尾补上“]”：改成“乙]”"),
    # The number sign.
    ("名称: 甲 #七一\n", "value-cut", 1, 7, "#七一", '"甲 #七一"'),
    ("名称: 甲  #七一\n", "value-cut", 1, 8, "#七一", '"甲  #七一"'),
    ("口号: #七一\n名称: 甲\n", "value-cut", 1, 5, "#七一", '口号: "#七一"'),
    ("要点:\n  - #七一\n", "value-cut", 2, 5, "#七一", '- "#七一"'),
    ("含义: 第一行\n  第二行 #1\n", "value-cut", 2, 7, "#1", '"第二行 #1"'),
    ("含义: 第一行 #1\n  第二行\n代号: 乙\n", "value-cut", 1, 9, "#1", '"第一行 #1"'),
    ("要点: [甲 #1, 乙]\n代号: 丙\n", "value-cut", 1, 8, "#1, 乙]", "#1, 乙"),
    # The rest.
    ("名称: 甲\n%&\n代号: 乙\n", "yaml-syntax", 2, 2, "&", "对照同级的其他行"),
]


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "underlined", "cure"), CASES, ids=[c[0] for c in CASES]
)
def test_slip_is_reported_alone_at_its_place_with_its_cure(
    text: str, code: str, line: int, column: int, underlined: str, cure: str
) -> None:
    document, problems = parse_document(text, FILE, KEYS)
    assert summed_up(problems) == [(code, line, column, underlined)]
    assert cure in problems[0].hint
    assert problems[0].severity is ERROR
    assert (document is None) == (code != "value-cut" or (line == 1 and "\n  第" in text) or "[" in text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("名称：甲\n代号：乙\n学校：丙\n", [("colon-fullwidth", n, 3, "：") for n in (1, 2, 3)]),
        ("甲：一\n乙：二\n丙: 三\n", [("colon-fullwidth", n, 2, "：") for n in (1, 2)]),
        ("甲：一\n  戊：己\n乙：二\n丙: 三\n", [("colon-fullwidth", n, 2, "：") for n in (1, 3)]),
        ("甲：一\n乙：\n- 时间：周三\n丙: 三\n", [("colon-fullwidth", n, 2, "：") for n in (1, 2)]),
        (
            "板块:\n\u3000\u3000- 名称：联学\n\u3000\u3000\u3000要点:\n\u3000\u3000\u3000\u3000- 甲\n",
            [
                ("indent-fullwidth", 2, 1, "\u3000\u3000"),
                ("colon-fullwidth", 2, 7, "："),
                ("indent-fullwidth", 3, 1, "\u3000\u3000\u3000"),
                ("indent-fullwidth", 4, 1, "\u3000\u3000\u3000\u3000"),
            ],
        ),
        (
            "板块:\n  －名称：联学\n\u3000\u3000要点：甲\n",
            [
                ("dash-fullwidth", 2, 3, "－"),
                ("colon-fullwidth", 2, 6, "："),
                ("indent-fullwidth", 3, 1, "\u3000\u3000"),
                ("colon-fullwidth", 3, 5, "："),
            ],
        ),
        (
            "板块:\n  -名称: 联学\n   要点: 甲\n  -名称: 联建\n   要点: 乙\n",
            [("dash-no-space", 2, 3, "-"), ("dash-no-space", 4, 3, "-")],
        ),
        ("名称：[甲]乙\n代号: 丙\n", [("colon-fullwidth", 1, 3, "："), ("special-start", 1, 4, "[甲]乙")]),
        (
            '名称: "甲\n代号：乙\n口号: "丙"\n学校: @丁\n时间: 9:30 #a\n',
            [
                ("quote-unclosed", 1, 5, '"甲'),
                ("colon-fullwidth", 2, 3, "："),
                ("special-start", 4, 5, "@丁"),
                ("value-cut", 5, 10, "#a"),
            ],
        ),
        (
            "名称: &x 甲\n代号：乙\n名称: *x\n学校: 丙\n",
            [
                ("anchor-refused", 1, 5, "&x"),
                ("colon-fullwidth", 2, 3, "："),
                ("anchor-refused", 3, 5, "*x"),
            ],
        ),
        (
            "名称：甲\n代号: 乙\n含义: " + "[" * 300,
            [("colon-fullwidth", 1, 3, "："), ("nesting-too-deep", 3, 36, "[")],
        ),
        (
            "名称: 甲\n%&\n代号：乙\n学校: 丙\n",
            [("yaml-syntax", 2, 2, "&"), ("colon-fullwidth", 3, 3, "：")],
        ),
    ],
)
def test_all_slips_of_a_file_are_reported_at_once(text: str, place: list[tuple[str, int, int, str]]) -> None:
    assert summed_up(slips_of(text)) == place


def test_a_single_space_before_a_remark_is_a_note() -> None:
    (problem,) = slips_of("名称: 甲 # 备注\n")
    assert (problem.code, problem.severity, problem.where.column) == ("value-cut", NOTE, 7)


VALID = """\
# 三联党建品牌（备注）
名称: “三联”党建品牌  # 备注
代号: 三联
学校: 示例学校
年份: 2019
口号: "联学, 联建: 联心"
网址: http://example.com/a#b?x=1&y=2
时间: 9:30
含义: |
  　　联学：同学一本书。
  　　联建: 共建一块地 #1。

  - 联心
说明: >
  折叠的文字，
  接着写。
板块: # 下面是两个板块
  - 名称: 联学
    要点:
      - 每周一次: 集中学习
      - 《论语》：选读
      - 甲：乙
      - 师生共读
    做法: [读书, 讨论, '写 "心得"']
  # 中间的备注
  - 名称: 联建
    要点:
      - 名称: 结对共建
        频次: 每学期  # 备注
        内容: 与社区结对，
          每学期两次
      - 名称: 双向服务
    做法: []
机制:
- 名称: 例会
  频次: 每月
- 名称: 述职
来源:
  标题: "第一行
    第二行"
  单位: '示例: 单位'
备注:
"""


def test_valid_file_has_no_slip() -> None:
    document, problems = parse_document(VALID, FILE, KEYS)
    assert document is not None
    assert problems == ()
    assert find_slips(VALID, FILE, KEYS) == ()


def one_slip_files() -> Iterator[tuple[str, int, str]]:
    """Yield the valid file with one slip on one line: its code, its row, and that line."""
    for row, text in enumerate(VALID.split("\n")):
        indent = len(text) - len(text.lstrip())
        if not text.strip() or text.lstrip().startswith("#") or 8 < row < 13 or row in (14, 15, 38, 39):
            continue
        yield "indent-uneven", row, " " + text
        if indent:
            yield "indent-uneven", row, text[1:]
            yield "indent-tab", row, "\t" * (indent // 2) + text.lstrip()
            yield "indent-fullwidth", row, "\u3000" * (indent // 2) + text.lstrip()
        if text.lstrip().startswith("- "):
            yield "dash-no-space", row, text.replace("- ", "-", 1)
            yield "dash-fullwidth", row, text.replace("- ", "－", 1)
        if (pair := re.match(r"( *(?:- )*)(\w+): ?(.*)", text)) and "#" not in text:
            yield from ((code, row, line) for code, line in bad_pairs(*pair.groups()))


def bad_pairs(head: str, key: str, value: str) -> Iterator[tuple[str, str]]:
    yield "colon-fullwidth", f"{head}{key}：{value}"
    if value:
        yield "colon-no-space", f"{head}{key}:{value}"
    if value and value[0] not in "\"'[|>":
        yield "colon-in-value", f"{head}{key}: 甲: {value}"
        yield "quote-start", f'{head}{key}: "甲"{value}'
        yield "quote-unclosed", f'{head}{key}: "{value}'
        yield "special-start", f"{head}{key}: [甲]{value}"
        yield "special-start", f"{head}{key}: @{value}"
        yield "list-inline", f"{head}{key}: - {value}"
        yield "bracket-unclosed", f"{head}{key}: [甲, {value}"
        yield "value-cut", f"{head}{key}: {value} #一"


# These change the meaning, and what they say is valid: a text instead of a pair, a text indented otherwise.
STILL_VALID = {
    "      - 每周一次：集中学习",
    "      - 每周一次:集中学习",
    "      - 名称：双向服务",
    "      - 名称:双向服务",
    "- 名称：述职",
    "- 名称:述职",
    "         每学期两次",
    "           每学期两次",
}


@pytest.mark.parametrize(("code", "row", "line"), [f for f in one_slip_files() if f[2] not in STILL_VALID])
def test_one_slip_in_a_valid_file_is_found_there_and_nowhere_else(code: str, row: int, line: str) -> None:
    rows = VALID.split("\n")
    rows[row] = line
    assert [(p.code, p.where.line) for p in slips_of("\n".join(rows))] == [(code, row + 1)]


@pytest.mark.parametrize("line", sorted(line for line in STILL_VALID if re.search("名称[:：]", line)))
def test_text_that_starts_with_a_key_is_a_slip_only_when_the_value_is_wrong(line: str) -> None:
    text = f"要点:\n{line}\n"
    assert slips_of(text) == ()
    (slip,) = find_slips(text, FILE, KEYS)
    assert slip.where.line == 2
    assert slip.code in {"colon-fullwidth", "colon-no-space"}
    assert find_slips(text, FILE, frozenset()) == ()


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("只有：文字\n", "colon-fullwidth", 1),
        ("要点:\n  -5\n", "dash-no-space", 2),
        ("板块:\n  -名字: 甲\n", "dash-no-space", 2),
        ("名称：甲: 乙\n", "colon-fullwidth", 1),
        ("名称: 甲 #乙\n", "value-cut", 1),
        ("名称: *甲\n", "special-start", 1),
    ],
)
def test_find_slips_also_names_what_only_a_wrong_value_proves(text: str, code: str, line: int) -> None:
    assert [(p.code, p.where.line) for p in find_slips(text, FILE, KEYS)] == [(code, line)]


def test_find_slips_leaves_out_what_does_not_change_a_value() -> None:
    assert find_slips("名称: 甲 # 备注\n名称: 乙\n", FILE, KEYS) == ()


@pytest.mark.parametrize("text", ["", "# 备注\n"])
def test_find_slips_takes_an_empty_text(text: str) -> None:
    assert [p.code for p in find_slips(text, FILE, KEYS)] == ["file-empty"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("要点:\n  -甲\n", [("dash-no-space", 2, 3, "-")]),
        ("要点:\n  · 甲\n  · 乙\n", [("dash-fullwidth", 2, 3, "·"), ("dash-fullwidth", 3, 3, "·")]),
        ("要点:\n  -名称：甲\n", [("dash-no-space", 2, 3, "-"), ("colon-fullwidth", 2, 6, "：")]),
    ],
)
def test_value_under_its_key_that_starts_with_a_dash_is_a_list(
    text: str, place: list[tuple[str, int, int, str]]
) -> None:
    assert summed_up(slips_of(text)) == place


@pytest.mark.parametrize(
    "text",
    [
        "要点:\n  - 内容：联系班级，\n    并做好记录\n",
        "要点:\n  -5\n",
        "要点: -甲\n",
        "含义:\n  ——引自章程\n",
        "含义:\n  联学：读书，\n  联建：服务\n",
        "含义: 联学 -\n  联建\n",
    ],
)
def test_text_that_only_looks_like_a_slip_is_left_alone(text: str) -> None:
    document, problems = parse_document(text, FILE, KEYS)
    assert document is not None
    assert problems == ()


def test_line_is_not_moved_into_the_text_of_a_block_above_it() -> None:
    text = VALID.replace("\n    要点:\n      - 每周", "\n       要点:\n      - 每周")
    assert [(p.code, p.where.line) for p in slips_of(text)] == [("indent-uneven", 19)]


def test_time_and_address_at_the_start_of_a_line_are_no_slips() -> None:
    assert find_slips("9:30 开会\nhttp://example.com\n", FILE, frozenset()) == ()


def test_known_key_in_a_dash_slip_is_certain() -> None:
    assert summed_up(slips_of("板块:\n  -名称: 甲\n  要点: 乙\n")) == [("dash-no-space", 2, 3, "-")]


def test_long_line_is_cut_around_the_slip_in_the_hint() -> None:
    (problem,) = slips_of("含义: " + "甲" * 300 + "主题: 乙" + "丙" * 300 + "\n")
    assert "甲主题：乙丙" in problem.hint
    assert len(problem.hint) < 90


def test_position_counts_characters_after_an_emoji_with_crlf() -> None:
    (problem,) = slips_of("名称: 甲\r\n标题: 😀👍: 乙\r\n")
    assert (problem.where.line, problem.where.column, problem.where.excerpt) == (2, 7, "标题: 😀👍: 乙")


def test_hopeless_text_is_not_told_the_same_of_a_line_twice() -> None:
    problems = slips_of("习\n- \n- \n-]\n :")
    assert len(problems) == len({(p.code, p.where.line) for p in problems}) > 0


def test_many_slips_end_after_two_pages() -> None:
    problems = slips_of("".join(f"键{i}: 甲\n键{i}甲：乙\n" for i in range(300)))
    assert {p.code for p in problems} == {"colon-fullwidth"}
    assert 100 <= len(problems) <= 101
