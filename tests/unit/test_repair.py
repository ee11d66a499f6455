"""What is mended, how it looks afterwards, and what is left to a person because it could be meant in two ways."""

from __future__ import annotations

import time

import pytest

from generator.problems import ERROR
from generator.repair import Repair, remaining, repair
from generator.repair.cures import REASONS
from generator.repair.keys import meant_key
from generator.repair.showing import change_lines
from generator.repair.sounds import sound_alike
from generator.report import cell_width
from generator.schema import known_keys
from tests.in_memory import kind_of

KEYS = known_keys()
BRAND = "brands/a.yml"
HONORS = "honors/a.yml"
START = "名称: 甲\n代号: 23\n学校: 示例学校\n"


def mend(text: str | bytes, path: str = BRAND) -> Repair:
    data = text if isinstance(text, bytes) else text.encode()
    return repair(data, f"data/{path}", kind_of(path), KEYS)


def mended(text: str | bytes, path: str = BRAND) -> str:
    return mend(text, path).after.decode()


def plain(found: Repair, width: int | None = None) -> list[str]:
    return ["".join(part for part, _ in line).rstrip() for line in change_lines([found], width)]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("含义：双带", "含义: 双带"),
        ("含义 ： 双带", "含义: 双带"),
        ("年份:2020", "年份: 2020"),
        ("年份:\u30002020", "年份: 2020"),
        ("年份:\xa02020", "年份: 2020"),
        ("年份 2020", "年份: 2020"),
        ("含义: 双带: 三联", '含义: "双带: 三联"'),
        ("含义: 双带 #七一", '含义: "双带 #七一"'),
        ("含义: 双带\t#七一", '含义: "双带\t#七一"'),
        ("含义: [双带", '含义: "[双带"'),
        ("含义: @全体", '含义: "@全体"'),
        ("含义: `双带`", '含义: "`双带`"'),
        ("含义: %50", '含义: "%50"'),
        ("含义: *双带", '含义: "*双带"'),
        ("含义: &双带 三联", '含义: "&双带 三联"'),
        ("含义: !双带 三联", '含义: "!双带 三联"'),
        ("含义: [双带]三联", '含义: "[双带]三联"'),
        ("含义: {双带}", '含义: "{双带}"'),
        ("含义: [双带]", '含义: "[双带]"'),
        ("含义: - 双带", '含义: "- 双带"'),
        ("含义: ? 双带", '含义: "? 双带"'),
        ('含义: "双带"三联', "含义: “双带”三联"),
        ('含义: "双带', '含义: "双带"'),
        ("含义: '双带", "含义: '双带'"),
        (r'含义: "D:\三联"', r"含义: 'D:\三联'"),
        (r'含义: "三\联\"甲\""', r'含义: "三\\联\"甲\""'),
        ("meaning: 双带", "含义: 双带"),
        ("含以: 双带", "含义: 双带"),
        ("义含: 双带", "含义: 双带"),
        ("含含义: 双带", "含义: 双带"),
        ("“含义”: 双带", "含义: 双带"),
        ("年份: !!int 2020", "年份: 2020"),
        ("年份: 2020\t", "年份: 2020"),
        ("＃ 备注", "# 备注"),
    ],
)
def test_slip_on_a_line_is_mended(wrong: str, right: str) -> None:
    assert mended(f"{START}{wrong}\n口号: 乙\n") == f"{START}{right}\n口号: 乙\n"


@pytest.mark.parametrize(
    "line",
    [
        # Which of the words is the key?
        "含义双带",
        # 团员数 is no slip of 党员数, nor 实施 of 实事; 主体 is a key of its own.
        "团员数: 300",
        "实施: 三联",
        # Text or list? The field takes either.
        '含义: "双带”',
        # One source or two?
        "来源: [甲，乙",
        # `\\n` breaks the line, or is a folder's name.
        r'含义: "D:\三联\new"',
        # Not a number, not a date: what was meant nobody can know.
        "年份: 二〇二〇年",
        "三联，就是联家长。",
        ": 2020",
    ],
)
def test_line_that_could_be_meant_in_two_ways_is_left_alone(line: str) -> None:
    text = f"{START}{line}\n口号: 乙\n"

    assert mend(text).changes == ()


def test_dash_in_front_of_a_list_s_text_is_no_mark_of_the_text() -> None:
    text = f"{START}板块:\n  - 名称: 双带\n    要点:\n      －带班级\n      ·带教研\n"

    assert mended(text) == f"{START}板块:\n  - 名称: 双带\n    要点:\n      - 带班级\n      - 带教研\n"


def test_full_width_marks_inside_words_stay() -> None:
    text = "名称：“23”党建品牌：甲，乙（丙）－丁　戊\n代号: 23\n学校: 示例学校\n"

    assert mended(text).startswith("名称: “23”党建品牌：甲，乙（丙）－丁　戊\n")


def test_comments_order_and_blank_lines_stay() -> None:
    text = "# 抬头：甲\n学校：示例学校  # 备注：乙\n\n代号: 23\n# 尾巴\n名称: 甲\n"

    assert mended(text) == text.replace("学校：", "学校: ")


def test_value_over_several_lines_is_quoted_to_its_end() -> None:
    text = f"{START}含义: 双带: 带班级，\n  带教研。\n口号: 乙\n"

    assert mended(text) == f'{START}含义: "双带: 带班级，\n  带教研。"\n口号: 乙\n'


def test_blanks_at_the_end_of_a_block_s_lines_stay() -> None:
    text = f"{START}背景: |\n  第一段  \n  第二段\n口号: 乙  \n"

    assert mended(text) == f"{START}背景: |\n  第一段  \n  第二段\n口号: 乙\n"


def test_text_of_a_block_is_never_mended() -> None:
    text = f"{START}背景: |\n  年份：2020\n  －甲\n  \t乙\n口号：乙\n"

    assert mended(text) == f"{START}背景: |\n  年份：2020\n  －甲\n  \t乙\n口号: 乙\n"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-be", "utf-8-sig"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_file_of_another_program_becomes_plain_utf8(encoding: str, ending: str) -> None:
    text = START * 1 + "含义: 党建品牌，支部结对帮扶。\n"
    data = text.replace("\n", ending).encode(encoding)
    if encoding == "utf-16-be" and ending == "\r":
        # Without a BOM and without a line feed nothing tells that this is text.
        assert mend(data).changes == ()
        return

    assert mend(data).after == text.encode()


def test_slips_in_a_file_of_another_encoding_are_mended_too() -> None:
    text = "名称：甲乙丙丁\r\n代号:23\r\n学校：示例学校\r\n".encode("gb18030")

    assert mended(text) == "名称: 甲乙丙丁\n代号: 23\n学校: 示例学校\n"


def test_invisible_characters_go_and_words_stay_apart() -> None:
    text = f"{START}含义: 双\u200b带\x0b三联 Party\x0bbuilding\x00\n"

    assert mended(text) == f"{START}含义: 双带三联 Party building\n"


def test_file_of_nothing_but_zero_bytes_is_left_alone() -> None:
    assert mend(b"\0" * 4096).changes == ()


def test_anchor_that_nothing_refers_to_is_text() -> None:
    assert '"&双带 三联"' in mended(f"{START}含义: &双带 三联\n口号: 乙\n")


def test_alias_is_replaced_by_what_it_refers_to() -> None:
    text = f"{START}含义: &a 双带: # 乙\n"
    assert mended(f"{START}含义: &a 双带\n口号: *a\n") == f"{START}含义: 双带\n口号: 双带\n"
    assert "&a" in mended(text)


def test_one_text_becomes_a_list_of_it_and_several_do_not() -> None:
    text = f"{START}板块:\n  - 名称: 双带\n    要点:\n      - 名称: 带班级\n        做法: {{}}\n"

    assert mended(text.format("定期家访")).endswith("        做法:\n          - 定期家访\n")
    assert mended(text.format("［家访，座谈］")).endswith("        做法: [家访, 座谈]\n")
    assert mend(text.format("家访、座谈")).changes == ()


def test_inline_list_goes_to_the_column_of_what_follows() -> None:
    text = f"{START}板块:\n  - 名称: 双带\n    要点: - 带班级\n        - 带教研\n"

    assert mended(text) == f"{START}板块:\n  - 名称: 双带\n    要点:\n        - 带班级\n        - 带教研\n"


def test_entry_without_its_dash_becomes_a_list() -> None:
    assert mended("# 备注\n名称: 甲\n级别: 省级\n", HONORS) == "# 备注\n- 名称: 甲\n  级别: 省级\n"


def test_file_of_one_record_loses_a_needless_dash() -> None:
    assert mended("- 名称: 甲\n  代号: 23\n  学校: 示例学校\n") == START


def test_tabs_are_as_wide_as_only_one_reading_allows() -> None:
    text = "- 名称: 甲\n\t级别: 省级\n- 名称: 乙\n\t级别: 市级\n"

    assert mended(text, HONORS) == text.replace("\t", "  ")


def test_line_between_two_columns_goes_where_it_fits() -> None:
    text = f"{START}板块:\n  - 名称: 双带\n     说明: 丙\n    要点:\n      - 丁\n"

    assert mended(text) == text.replace("     说明", "    说明")


def test_line_that_fits_two_columns_is_left_alone() -> None:
    # 说明 may be the item's or the pillar's.
    text = f"{START}板块:\n  - 名称: 双带\n    要点:\n      - 名称: 丁\n        责任: 戊\n      说明: 丙\n"

    assert mend(text).changes == ()


def test_what_is_sure_is_mended_beside_what_is_not() -> None:
    text = "名称：甲\n代号: 23\n学校：示例学校\n三联，就是联家长。\n"
    found = mend(text)

    assert found.after.decode() == text.replace("：", ": ", 2)
    assert [p.code for p in remaining(found.after, BRAND, kind_of(BRAND), KEYS)] == ["line-loose"]


def test_cure_that_would_not_fit_the_field_is_not_tried_on_it() -> None:
    # Quoted, it is no year; set off as a remark, it is.
    assert mended(f"{START}年份: 2020 #秋季\n") == f"{START}年份: 2020  # 秋季\n"


def test_key_that_is_there_already_is_not_written_twice() -> None:
    assert mend(f"{START}title: 乙\nname: 丙\n").changes == ()


def test_file_with_more_slips_than_are_looked_for_is_mended_whole() -> None:
    text = "".join(f"- 名称：荣誉{i}\n  级别：省级\n" for i in range(400))
    broken = text.replace("级别：", "级别: ")

    assert mended(text, HONORS) == text.replace("：", ": ")
    assert mended(broken, HONORS) == text.replace("：", ": ")


def test_change_tells_line_text_and_reason() -> None:
    (change,) = mend(f"{START}年份：2020\n").changes

    assert (change.line, change.before, change.after) == (4, "年份：2020", "年份: 2020")
    assert change.reasons == (REASONS["colon-fullwidth"],)
    assert change.mends


def test_line_ends_are_tidied_but_are_no_fault() -> None:
    found = mend(START.replace("\n", "\r\n"))

    assert found.mended == 0
    assert [change.line for change in found.changes] == [0]


def test_shown_lines_fit_80_columns_and_keep_the_difference_in_sight() -> None:
    # An odd mark far behind: 60 characters lie before it.
    text = START + "含义: " + "党" * 60 + "\u200b" + "建" * 60 + "\n"
    lines = plain(mend(text))

    assert all(cell_width(line) <= 80 for line in lines)
    assert any("党党�建" in line for line in lines)


def test_shown_trailing_blanks_are_told_together() -> None:
    lines = plain(mend("".join(f"{line}  \n" for line in START.splitlines())))

    assert lines[1] == "  · 第 1、2、3 行：去掉行末的空白。"


def test_many_changes_are_cut_short_with_their_number() -> None:
    text = "".join(f"- 名称：荣誉{i}\n" for i in range(150))

    assert "  ……还有 50 行同样的改动，没有列出。" in plain(mend(text, HONORS))


def test_sounds_follow_the_order_of_gb2312() -> None:
    assert sound_alike("份", "分")
    assert sound_alike("略", "掠")
    assert not sound_alike("女", "奴")
    assert not sound_alike("级", "級")
    assert not sound_alike("党", "党")


def test_every_known_key_is_told_from_every_other() -> None:
    for key in KEYS:
        assert meant_key(key, dict.fromkeys(KEYS - {key}, "")) is None


ENTRY = "- 名称: 先进基层党组织荣誉\n  级别: 市级\n  年份: 2020\n  授予单位: 中共某市委教育工委\n"
LARGE = ENTRY * (1_000_000 // len(ENTRY.encode()))


@pytest.mark.parametrize(
    "data",
    [
        LARGE.replace("名称: ", "名称：", 20),
        LARGE.replace("年份: ", "year: ", 20),
        LARGE.replace("荣誉", "荣誉 #1", 20),
        LARGE.replace("\n  ", "\n\t"),
        LARGE.replace("名称: 先", "名称: [先", 50),
        LARGE.encode("gb18030"),
        "名称: " + "甲: " * 200_000,
        "甲：乙\n" * 90_000,
        "".join(f"键{i}: 1\n" for i in range(60_000)),
        "".join(f"a{i}: &x{i} 1\nb{i}: *x{i}\n" for i in range(20_000)),
        "[" * 1_000_000,
        "- " * 500_000,
        "\n" * 1_000_000,
        bytes(range(256)) * 4_000,
    ],
    ids=range(14),
)
@pytest.mark.untraced
def test_a_megabyte_of_anything_is_answered_soon(data: str | bytes) -> None:
    raw = data if isinstance(data, bytes) else data.encode()
    started = time.process_time()

    mend(raw[: 1 << 20], HONORS)

    # A second on a machine that is not busy; the limit is for one that is.
    assert time.process_time() - started < 4


def test_no_error_is_left_in_what_is_called_mended() -> None:
    found = mend("名称：甲\n代号:23\nschool: 示例学校\n含义: @乙\n")

    assert found.mended == 4
    assert [p for p in remaining(found.after, BRAND, kind_of(BRAND), KEYS) if p.severity is ERROR] == []
