"""Numbers that a name declares against what is listed under it."""

from __future__ import annotations

import pytest

from generator.problems import ERROR, Problem
from tests.in_memory import Read, read_brand, read_texts

HEAD = "名称: 示例品牌\n学校: 示例学校\n年份: 2020\n含义: 示例。\n来源: 校内材料\n"


def brand(code: str, *pillars: tuple[str, int], before: str = "", after: str = "") -> str:
    """Return a brand with a code on line 6 and pillars of so many items; `before` are lines between them."""
    blocks = []
    for name, count in pillars:
        items = "".join(f"      - 名称: {name}之{n}\n        做法:\n          - 做\n" for n in range(count))
        blocks.append(f"  - 名称: {name}\n" + (f"    要点:\n{items}" if items else ""))
    return f"{HEAD}代号: {code}\n{before}板块:\n{''.join(blocks)}{after}"


def scheme(code: str, *pillars: tuple[str, int]) -> str:
    """Return a brand with the same as the second of two schemes."""
    whole = brand(code, *pillars).removeprefix(HEAD)
    inner = "\n".join(f"    {line}" for line in whole.splitlines())
    return f"{HEAD}体系:\n  - 名称: 理念\n  - 名称: 工作法\n{inner}\n"


def place(problem: Problem) -> tuple[int, int, int]:
    """Return line, column and length of a problem."""
    return problem.where.line, problem.where.column, problem.where.length


FOUR = (("双岗", 2), ("三比", 3), ("四创", 4), ("五帮", 5))


@pytest.mark.parametrize(
    ("written", "column"),
    [
        ("2346", 8),
        ("'2346'", 9),
        ('"2346"', 9),
        ("２３４６", 8),
        (" 2346", 9),
        ("“2346”", 9),
        ("2·3·4·6", 11),
    ],
)
def test_wrong_digit_is_pointed_at_in_the_code_itself(written: str, column: int) -> None:
    problem = read_brand(brand(written, *FOUR)).only("pillar-count")

    assert place(problem) == (6, column, 1)
    assert (
        problem.message
        == f"代号 {written.strip(chr(32) + chr(34) + chr(39))} 的第 4 位是 6，而“五帮”列了 5 条。"
    )


def test_wrong_digit_in_a_code_with_escapes_is_pointed_at_as_a_whole() -> None:
    problem = read_brand(brand('"\\u0032346"', *FOUR)).only("pillar-count")

    assert place(problem) == (6, 5, 11)


def test_wrong_digit_is_answered_with_the_mended_code_and_the_pillars_line() -> None:
    problem = read_brand(brand("2346", *FOUR)).only("pillar-count")

    assert problem.severity is ERROR
    assert (
        problem.hint
        == "“五帮”没有错，就改成“代号: 2345”；代号没有错，就到第 41 行把“五帮”补到 6 条（还缺 1 条）。"
    )


def test_wrong_digit_in_a_scheme_is_pointed_at_there() -> None:
    problem = read_brand(scheme("2346", *FOUR)).only("pillar-count")

    assert place(problem) == (9, 12, 1)


def test_item_missing_from_a_pillar_is_pointed_at_the_pillar() -> None:
    problem = read_brand(brand("2345", *FOUR[:3], ("五帮", 4))).only("pillar-count")

    assert place(problem) == (41, 9, 2)
    assert problem.message == "代号 2345 的第 4 位是 5，而“五帮”列了 4 条。"
    assert problem.hint == (
        "把要点补到 5 条（还缺 1 条）；代号写错了，就把那一行写成“代号: 2344”；"
        "原材料没有列全，就在板块里加一行“未列全: 是”。"
    )


def test_item_too_many_is_pointed_at_the_pillar() -> None:
    problem = read_brand(brand("2345", *FOUR[:3], ("五帮", 6))).only("pillar-count")

    assert problem.hint.startswith("把要点减到 5 条（多了 1 条）；代号写错了，就把那一行写成“代号: 2346”；")


def test_every_wrong_digit_is_told() -> None:
    problems = read_brand(brand("3456", *FOUR)).problems

    assert [place(problem) for problem in problems] == [(6, 5, 1), (6, 6, 1), (6, 7, 1), (6, 8, 1)]


def test_same_digit_twice_is_told_apart_by_its_place() -> None:
    read = read_brand(brand("1331", ("一心", 1), ("三队", 3), ("三堡垒", 2), ("一网", 1)))

    assert read.only("pillar-count").message == "代号 1331 的第 3 位是 3，而“三堡垒”列了 2 条。"


def test_same_segment_twice_is_told_apart_by_its_place() -> None:
    segments = "代号分段:\n  - 1主线\n  - 3队\n  - 3队\n"
    problem = read_brand(brand("1主线3队3队", ("线", 1), ("甲", 3), ("乙", 2), before=segments)).only(
        "pillar-count"
    )

    assert place(problem) == (10, 5, 2)


def test_chinese_numeral_is_pointed_at_in_the_code() -> None:
    problem = read_brand(brand("一核四驱三带", ("核心", 1), ("驱动", 4), ("带动", 2))).only("pillar-count")

    assert place(problem) == (6, 9, 1)
    assert problem.message == "代号 一核四驱三带 的第 3 段是“三带”，而“带动”列了 2 条。"
    assert problem.hint == "改正代号，或到第 27 行把“带动”补到 3 条（还缺 1 条）。"


def test_empty_pillar_is_a_gap_and_no_miscount() -> None:
    read = read_brand(brand("2345", *FOUR[:3], ("五帮", 0)))

    assert read.codes == ["pillar-empty"]
    assert read.problems[0].where.line == 41


def test_pillar_that_the_source_named_only_in_part_may_have_fewer() -> None:
    text = brand("2345", *FOUR[:3], ("五帮", 2)).replace(
        "  - 名称: 五帮\n", "  - 名称: 五帮\n    未列全: 是\n"
    )

    assert read_brand(text).problems == ()


def test_pillar_named_in_part_may_not_have_more() -> None:
    text = brand("2345", *FOUR[:3], ("五帮", 6)).replace(
        "  - 名称: 五帮\n", "  - 名称: 五帮\n    未列全: 是\n"
    )

    assert read_brand(text).codes == ["pillar-count"]


@pytest.mark.parametrize(
    ("code", "pillars", "message"),
    [
        ("2345", FOUR[:3], "代号“2345”说的是 4 个板块，而下面列了 3 个。"),
        ("五联", FOUR, "代号“五联”说的是 5 个板块，而下面列了 4 个。"),
        ("七彩", (*FOUR, *FOUR), "代号“七彩”说的是 7 个板块，而下面列了 8 个。"),
        ("四个三", (("三学", 3),) * 3, "代号“四个三”说的是 4 个板块，而下面列了 3 个。"),
        ("3+N", (("三动作", 3),), "代号“3+N”说的是 2 个板块，而下面列了 1 个。"),
        (
            "三驱动·四融合",
            (("驱动", 3), ("融合", 4), ("多的", 1)),
            "代号“三驱动·四融合”说的是 2 个板块，而下面列了 3 个。",
        ),
    ],
)
def test_pillar_too_few_or_too_many_is_pointed_at_the_code(
    code: str, pillars: tuple[tuple[str, int], ...], message: str
) -> None:
    problem = read_brand(brand(code, *pillars)).only("code-length")

    assert (problem.where.line, problem.where.column) == (6, 5)
    assert problem.message == message


def test_each_pillar_of_a_product_has_as_many_items_as_its_second_number() -> None:
    problem = read_brand(brand("四个三", ("学", 3), ("亮", 3), ("比", 2), ("评", 3))).only("pillar-count")

    assert place(problem) == (30, 9, 1)
    assert problem.message == "代号“四个三”说每个板块 3 条，而“比”列了 2 条。"


def test_items_are_not_counted_where_each_pillar_is_one_thing() -> None:
    assert read_brand(brand("两个一", ("一个好班子", 2), ("一套好制度", 1))).problems == ()
    assert read_brand(brand("两个一", ("一个好班子", 2))).codes == ["code-length"]


@pytest.mark.parametrize("code", ["党建+", "一心向党", "1+2+N"])
def test_open_code_counts_nothing_that_it_leaves_open(code: str) -> None:
    pillars = (("甲", 1), ("乙", 2), ("丙", 7))

    assert read_brand(brand(code, *pillars)).problems == ()


def test_code_without_a_number_is_told_once() -> None:
    problem = read_brand(brand("同心圆", ("甲", 1))).only("code-unread")

    assert place(problem) == (6, 5, 3)


def test_code_without_a_number_is_fine_where_a_person_says_so() -> None:
    assert read_brand(brand("同心圆", ("甲", 1), before="代号读法: 不计数\n")).problems == ()


THIRD_LEVEL = """\
  - 名称: 队伍
    要点:
      - 名称: 双培养
        数: 2
        要点:
          - {名称: 甲, 做法: [做]}
"""
FOURTH_LEVEL = """\
  - 名称: 队伍
    要点:
      - 名称: 双培养
        要点:
          - 名称: 骨干
            数: 3
            要点:
              - {名称: 甲, 做法: [做]}
"""


@pytest.mark.parametrize(
    ("lines", "line", "column"),
    [
        ("  - 名称: 三支队伍\n    数: 3\n    要点:\n      - {名称: 甲, 做法: [做]}\n", 8, 8),
        (THIRD_LEVEL, 10, 12),
        (FOURTH_LEVEL, 12, 16),
    ],
    ids=["pillar", "item", "item in an item"],
)
def test_number_that_a_part_declares_itself_holds_at_every_depth(lines: str, line: int, column: int) -> None:
    problem = read_brand(f"{HEAD}板块:\n{lines}").only("pillar-count")

    assert place(problem) == (line, column, 1)


def test_framework_and_programme_are_counted_as_brands_are() -> None:
    body = "  代号: 三项\n  板块:\n    - 甲\n    - 乙\n"
    read = read_texts(
        {
            "reports/r.yml": f"标题: 总结\n年度: 2021\n来源: 校内材料\n框架:\n{body}",
            "regions/r.yml": f"名称: 示例县\n来源: 校内材料\n措施:\n{body}",
        }
    )

    assert [(p.code, p.where.file, p.where.line, p.where.column) for p in read.problems] == [
        ("code-length", "data/regions/r.yml", 4, 7),
        ("code-length", "data/reports/r.yml", 5, 7),
    ]


def phrase(name: str, *terms: str, more: str = "") -> Read:
    """Read a brand whose only phrase has these terms; the phrase starts on line 8, column 5."""
    listed = "    条目:\n" + "".join(f"      - {term}\n" for term in terms) if terms else ""
    return read_brand(
        f"{HEAD}板块: [{{名称: 甲, 要点: [{{名称: 乙, 做法: [做]}}]}}]\n概括语:\n  - 名称: {name}\n{more}{listed}"
    )


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("六子", 6),
        ("五个一", 5),
        ("三必三有", 6),
        ("四有", 4),
        ("两学一做", 3),
        ("三严三实", 6),
        ("十不准", 10),
        ("四个三", 12),
        ("2024年十件实事", 10),
        ("三年行动六项任务", 6),
        ("党员承诺12条", 12),
        ("第2期五项学习", 5),
    ],
)
def test_phrase_holds_as_many_terms_as_its_name_says(name: str, count: int) -> None:
    assert phrase(name, *"甲乙丙丁戊己庚辛壬癸子丑"[:count]).problems == ()
    assert phrase(name, *"甲乙丙丁戊己庚辛壬癸子丑"[: count - 1]).codes == ["phrase-count"]


def test_phrase_of_too_few_terms_is_pointed_at() -> None:
    problem = phrase("六子", *"甲乙丙丁戊").only("phrase-count")

    assert (problem.where.line, problem.where.column) == (8, 5)
    assert problem.message == "概括语“六子”说的是 6 条，而下面列了 5 条。"


def test_number_written_for_a_phrase_stands_over_its_name() -> None:
    assert phrase("一岗双责", "甲", "乙", more="    数: 2\n").problems == ()
    assert phrase("一岗双责", "甲", "乙").codes == ["phrase-count"]


@pytest.mark.parametrize("name", ["一心向党", "党建+", "3+N", "先锋", "第三课堂", "三年行动", "24小时书屋"])
def test_name_that_promises_no_number_is_not_held_to_one(name: str) -> None:
    assert phrase(name, "甲", "乙").problems == ()


def test_phrase_named_in_part_may_have_fewer_terms_and_not_more() -> None:
    assert phrase("六子", "甲", more="    未列全: 是\n").problems == ()
    assert phrase("六子", *"甲乙丙丁戊己庚", more="    未列全: 是\n").codes == ["phrase-count"]


def test_group_of_a_phrase_is_counted_by_its_own_name() -> None:
    groups = "    分组:\n      - 名称: 三必\n        条目: [甲, 乙]\n      - 名称: 三有\n        条目: [丙, 丁, 戊, 己]\n"
    problems = phrase("三必三有", more=groups).problems

    assert [(p.code, p.where.line) for p in problems] == [("phrase-count", 10), ("phrase-count", 12)]


def test_phrase_without_terms_is_a_gap() -> None:
    assert phrase("三新").codes == ["phrase-unexplained"]


def mechanism(lines: str) -> Read:
    """Read a brand whose only mechanism starts on line 8."""
    return read_brand(f"{HEAD}板块: [{{名称: 甲, 要点: [{{名称: 乙, 做法: [做]}}]}}]\n机制:\n{lines}")


ROUTE = "  - 名称: 新长征\n    类型: 积分路线\n    起点: 瑞金\n    终点: 延安\n    每站分值: 8\n    总分: {total}\n{stages}"


def stages(count: int) -> str:
    """Return so many stages."""
    return "    站点:\n" + "".join(f"      - 站{number}\n" for number in range(count))


def test_route_may_leave_its_stages_unnamed() -> None:
    assert mechanism(ROUTE.format(total=96, stages="")).problems == ()


def test_route_with_every_stage_named_is_whole() -> None:
    assert mechanism(ROUTE.format(total=96, stages=stages(12))).problems == ()


@pytest.mark.parametrize("count", [11, 13])
def test_route_with_some_stages_named_is_told_how_many_there_are(count: int) -> None:
    problem = mechanism(ROUTE.format(total=96, stages=stages(count))).only("route-stages")

    assert place(problem) == (14, 5, 2)
    assert problem.message == f"“新长征”总分 96、每站 8 分，应有 12 站，而站点列了 {count} 个。"


def test_route_whose_total_leaves_a_remainder_is_pointed_at_its_total() -> None:
    problem = mechanism(ROUTE.format(total=98, stages="")).only("route-remainder")

    assert place(problem) == (13, 9, 2)
    assert problem.hint == "改正总分或每站分值，让它除得尽，例如“总分: 96”正好 12 站。"


POSTS = "  - 名称: 示范岗\n    类型: 设岗定责\n    总数: 18\n    岗位:\n      - 文明岗\n      - 名称: 护学岗\n        数量: {number}\n"


def test_posts_are_counted_by_their_number() -> None:
    assert mechanism(POSTS.format(number=17)).problems == ()
    assert place(mechanism(POSTS.format(number=4)).only("posts-count")) == (10, 9, 2)


def test_posts_named_in_part_may_be_fewer_and_not_more() -> None:
    assert mechanism(POSTS.format(number=4) + "    未列全: 是\n").problems == ()
    assert mechanism(POSTS.format(number=18) + "    未列全: 是\n").codes == ["posts-count"]


def test_posts_without_a_list_or_without_a_total_are_fine() -> None:
    assert mechanism("  - 名称: 岗\n    类型: 设岗定责\n    总数: 18\n").problems == ()
    assert mechanism("  - 名称: 岗\n    类型: 设岗定责\n    岗位: [文明岗]\n").problems == ()


def region(lines: str) -> Read:
    """Read a region whose lines start on line 3."""
    return read_texts({"regions/r.yml": f"名称: 示例县\n来源: 校内材料\n{lines}"})


INDICATORS = "指标体系:\n  名称: 双创\n  维度数: {d}\n  指标数: {n}\n  维度:\n    - 名称: 组织\n      指标数: 2\n      指标: [甲, 乙]\n    - 名称: 队伍\n"


@pytest.mark.parametrize(
    ("d", "n", "last", "places"),
    [
        (2, 47, "", []),
        (2, 5, "      指标数: 3\n", []),
        (3, 47, "", [(5, 8)]),
        (2, 6, "      指标数: 3\n", [(6, 8)]),
        (2, 1, "", [(6, 8)]),
        (2, 5, "      指标数: 3\n      指标: [丙]\n", [(12, 12)]),
    ],
    ids=[
        "one dimension unknown",
        "sum fits",
        "a dimension missing",
        "sum differs",
        "known ones too many",
        "a list short",
    ],
)
def test_indicators_agree_with_their_dimensions(
    d: int, n: int, last: str, places: list[tuple[int, int]]
) -> None:
    problems = region(INDICATORS.format(d=d, n=n) + last).problems

    assert [(p.where.line, p.where.column) for p in problems] == places
    assert {p.code for p in problems} <= {"indicator-count"}


def test_model_schools_named_may_be_fewer_than_their_number_and_not_more() -> None:
    group = "示范校:\n  - 级别: 县区级\n    数量: 2\n    状态: 创建中\n    名单: [{names}]\n"

    assert region(group.format(names="甲校")).problems == ()
    assert place(region(group.format(names="甲校, 乙校, 丙校")).only("names-count")) == (5, 9, 1)
