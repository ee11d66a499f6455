"""What must not be published is found in any field of a record, at its own characters, and can be waived."""

from __future__ import annotations

import pytest

from generator.gate.records import check_record
from generator.problems import BLOCK, NOTE, Problem
from generator.report import report_text
from tests.in_memory import Read, read_text, read_texts, yaml_text

HEAD = "标题: 走进社区\n日期: 2024-6-3\n学校: 示例学校\n来源: 校内材料\n"
A = "activities/a.yml"


def read(text: str, **others: str) -> Read:
    """Read an activity with more lines than its head."""
    return read_texts({A: HEAD + text, **{f"{name}.yml": body for name, body in others.items()}})


def only(text: str, code: str) -> Problem:
    """Return the one problem with a code in an activity."""
    return read(text).only(code)


def marked(problem: Problem) -> str:
    """Return the characters that a problem points at."""
    where = problem.where
    return where.excerpt[where.column - 1 : where.column - 1 + where.length]


@pytest.mark.parametrize(
    "written",
    [
        "正文: 请打 138 1234 5678 报名。\n",
        '正文: "请打 138 1234 5678 报名。"\n',
        "正文: '请打 138 1234 5678 报名，这是''真的''。'\n",
        "正文: |\n  第一段。\n\n  请打 138 1234 5678 报名。\n",
        "正文: >\n  第一段写得很长很长，\n  请打 138 1234 5678 报名。\n",
        "正文: 第一段写得很长很长，\n  请打 138 1234 5678 报名。\n",
        "内容:\n  - 名称: 报名\n    说明: 请打 138 1234 5678 报名。\n",
        "内容: [甲, 请打 138 1234 5678 报名。]\n",
    ],
)
def test_problem_points_at_the_characters_however_the_text_is_written(written: str) -> None:
    problem = only(written, "private-phone")

    assert problem.severity is BLOCK
    assert marked(problem) == "138 1234 5678"


def test_escape_leaves_the_whole_value_as_the_place() -> None:
    assert marked(only('正文: "\\u8bf7\\u6253 138 1234 5678"\n', "private-phone")).startswith('"\\u8bf7')


def test_number_across_lines_points_at_its_first_line() -> None:
    assert marked(only("正文: |\n  请打 138\n  1234 5678\n", "private-phone")) == "138"


def test_report_and_json_never_hold_the_number_or_the_name() -> None:
    problems = read("正文: 学生张小明患病，电话 138 1234 5678。\n").problems
    told = report_text(problems) + "".join(str(problem.as_json()) for problem in problems)

    assert {problem.code for problem in problems} == {"minor-named", "private-phone"}
    assert "张××" in told
    assert "138****5678" in told
    assert "小明" not in told
    assert "1234 5678" not in told


@pytest.mark.parametrize("key", ["联系电话", "邮箱", "地址"])
def test_contact_of_the_site_may_stand_anywhere(key: str) -> None:
    value = {"联系电话": "（0731）81234567", "邮箱": "school@example.com", "地址": "幸福小区3栋2单元501室"}[
        key
    ]
    site = f"名称: 示例\n主办单位: 示例学校\n备案号: 示例\n联系电话: 0000\n{key}: {value}\n".replace(
        "联系电话: 0000\n联系电话", "联系电话"
    )
    said = value.replace("（0731）", "0731-")

    assert read(f"正文: 有事请找{said}。\n").grave
    assert read(f"正文: 有事请找{said}。\n", site=site).grave == []


def test_another_number_is_not_allowed_by_the_contact() -> None:
    site = "名称: 示例\n主办单位: 示例学校\n备案号: 示例\n联系电话: 0731-81234567\n"

    assert read("正文: 请打 0731-81234568。\n", site=site).grave == ["private-phone"]


WAIVER = "- 代码: {code}\n  文件: {file}\n{content}  理由: 已公开\n  批准人: 党支部书记\n  日期: 2024-6-3\n"


def test_lines_that_the_hint_gives_waive_the_problem_and_no_other() -> None:
    text = "正文: 值班电话 0731-81234567，另一部 0731-81234599。\n"
    first, second = read(text).problems
    lines = first.hint.split("\n", 2)[2]
    filled = (
        lines.replace("理由:", "理由: 已公开")
        .replace("批准人:", "批准人: 书记")
        .replace("日期:", "日期: 2024-6-3")
    )
    left = read(text.replace("，", "。\n  ").replace("正文: ", "正文: |\n  "), waivers=f"{filled}\n")

    assert "4567" in lines
    assert [problem.hint for problem in left.problems] == [second.hint]


def test_waivers_are_not_read_themselves() -> None:
    waivers = WAIVER.format(
        code="private-phone", file="data/activities/a.yml", content="  内容: 13812345678\n"
    )

    assert read("正文: 请打 13812345678。\n", waivers=waivers).problems == ()


def test_draft_is_told_as_a_note() -> None:
    problem = only("草稿: 是\n正文: 请打 13812345678。\n", "private-phone")

    assert problem.severity is NOTE
    assert problem.message.startswith("（草稿，发布前一定要改）")


REPORT = "标题: 总结\n年度: 2023\n学校: 示例学校\n来源: 校内材料\n概述: 一年的工作。\n"


def test_remedy_is_looked_at_only_when_it_is_public() -> None:
    hidden = f"{REPORT}问题整改:\n  - 问题: 电话13812345678没人接\n"

    assert read_texts({"reports/r.yml": hidden}).grave == []
    assert read_texts({"reports/r.yml": f"{hidden}    公开: 是\n"}).grave == ["private-phone"]


def test_problem_that_is_marked_public_is_meant_to_be_told() -> None:
    text = f"{REPORT}问题整改:\n  - 问题: 个别党员宗旨意识不强\n    公开: 是\n"

    assert read_texts({"reports/r.yml": text}).grave == []


def test_chapter_of_problems_is_stopped_and_a_point_of_a_list_is_not() -> None:
    chapter = f"{REPORT}章节:\n  - 名称: 存在的问题\n    正文: 无。\n"
    point = f"{REPORT}机制:\n  - 名称: 三张清单\n    类型: 制度\n    内容: [责任清单, 问题清单]\n"

    assert read_texts({"reports/r.yml": chapter}).grave == ["report-internal"]
    assert read_texts({"reports/r.yml": point}).grave == []


def test_marks_of_one_field_are_no_pair_with_those_of_another() -> None:
    assert read("地点: 捐款**元\n主题: 又是**元\n").grave == ["placeholder-text"] * 2


FIGURE = "成果:\n  - 名称: 服务居民\n    数值: 560\n    单位: 人次\n"
UNSOURCED = HEAD.replace("来源: 校内材料\n", "")


def test_figure_needs_a_source_of_its_own_or_of_its_record() -> None:
    assert read_texts({A: UNSOURCED + FIGURE}).grave == ["figure-unsourced"]
    assert read_texts({A: UNSOURCED + FIGURE + "    来源: 校内材料\n"}).grave == []
    assert read_texts({A: HEAD + FIGURE}).grave == []


def test_goal_in_numbers_needs_no_source() -> None:
    assert read_texts({A: UNSOURCED + FIGURE + "    状态: 目标\n"}).grave == []


PAIRING = "机制:\n  - 名称: 结对\n    类型: 结对帮扶\n    受助方: {who}\n    内容: [{what}]\n"


@pytest.mark.parametrize(
    ("who", "what", "named"),
    [
        ("王小明、李红", "辅导", True),
        ("张某某", "辅导", True),
        ("留守儿童", "王小明", True),
        ("困难学生", "辅导", False),
    ],
)
def test_helped_are_groups_and_no_names(who: str, what: str, *, named: bool) -> None:
    text = f"名称: 示例学校\n省: 甲\n市: 乙\n县区: 丙\n学段: 小学\n党组织: 党支部\n简介: 甲。\n来源: 校内材料\n{PAIRING}"
    found = read_texts({"schools/example.yml": text.format(who=who, what=what)}).grave

    assert set(found) == ({"minor-named"} if named else set())


PHOTO = "照片:\n  - 文件: {file}\n    说明: {caption}\n    替代文本: 几个人在看书\n    含未成年人: {minors}\n"


def photo_codes(file: str, caption: str = "读书", minors: str = "否") -> list[str]:
    """Return what stops a photo with this name and caption."""
    text = PHOTO.format(file=file, caption=caption, minors=minors)
    return read_texts({A: HEAD + text}, [file]).grave


def test_caption_of_a_photo_of_pupils_names_nobody() -> None:
    assert photo_codes("a.jpg", "左起：王小明、李红", "是") == ["minor-named", "minor-named"]
    assert photo_codes("a.jpg", "左起：王小明、李红", "否") == []


def test_name_of_a_photo_is_told_at_the_photo() -> None:
    text = PHOTO.format(file="张小明.jpg", caption="读书", minors="否")
    problem = read_texts({A: HEAD + text}, ["张小明.jpg"]).only("minor-photo-name")

    assert problem.where.file == "data/media/张小明.jpg"
    assert "张××" in problem.message


def test_name_of_a_photo_can_be_waived_at_the_photo() -> None:
    text = PHOTO.format(file="张小明.jpg", caption="读书", minors="否")
    waiver = WAIVER.format(code="minor-photo-name", file="data/media/张小明.jpg", content="")

    assert read_texts({A: HEAD + text, "waivers.yml": waiver}, ["张小明.jpg"]).grave == []


def test_photo_of_people_with_the_flag_is_no_mark() -> None:
    assert photo_codes("面向党旗宣誓.jpg") == []
    assert photo_codes("党徽.png") == ["emblem-as-mark"]


def test_map_needs_an_approval_number() -> None:
    assert photo_codes("全县行政区划图.jpg") == ["map-unapproved"]
    assert photo_codes("分布.jpg", "全县地图") == ["map-unapproved"]
    assert photo_codes("分布.jpg", "全县地图，审图号：GS（2024）0650 号") == []
    assert photo_codes("思维地图.jpg", "校园地图") == []


FACTS = [
    "党内评优评先依据之一",
    "教学评估在全区初中领先",
    "高考成绩全市前列",
    "帮扶对象考入某大学",
    "思想政治工作薄弱",
    "漠视群众利益",
    "纪律规矩意识淡薄",
    "排查学生异常体质",
    "学生王小明因患白血病住院",
    "帮扶贫困生王小明、李红",
]
FIELDS = ["简介", "概括语", "机制", "精神来源", "成果"]


@pytest.mark.parametrize("fact", FACTS)
@pytest.mark.parametrize("field", FIELDS)
def test_what_the_facts_hold_back_stops_the_build_in_any_field(fact: str, field: str) -> None:
    values: dict[str, object] = {
        "简介": fact,
        "概括语": [{"名称": "三新", "未列全": "是", "说明": fact}],
        "机制": [{"名称": "例会", "类型": "制度", "规则": [fact]}],
        "精神来源": [{"名称": "甲", "说明": fact}],
        "成果": [{"名称": "人数", "数值": "3", "口径": fact, "来源": "校内材料"}],
    }
    school = {"名称": "示例学校", "来源": "校内材料", field: values[field]}
    text = yaml_text(school)
    found = [p for p in read_texts({"schools/example.yml": text}).problems if p.severity is BLOCK]

    assert found
    assert {problem.where.excerpt.strip().partition('"')[2].count(fact[:3]) for problem in found} == {1}


def test_record_without_anything_to_hide_costs_no_findings() -> None:
    records, _ = read_text(A, HEAD + "正文: 党员教师到社区打扫卫生。\n")

    assert [check_record(record) for record in records] == [()]


@pytest.mark.parametrize(
    "fields",
    [
        "地点: 存在\n主题: 形式主义的害处讲座\n",
        "地点: 联系电话\n主题: '：81234567'\n",
        "地点: 高考\n主题: 第一名\n",
        "地点: 困难学生\n主题: 王建国主讲\n",
        "地点: 138\n主题: '12345678'\n",
        "地点: 荣获\n主题: 争创\n",
    ],
)
def test_words_of_two_fields_are_not_read_together(fields: str) -> None:
    assert read(fields).grave == []
