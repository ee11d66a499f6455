"""Placeholders and personal data are found; what only looks like them is not."""

from __future__ import annotations

import pytest

from generator.gate.minors import pupil_names
from generator.manuscript.placeholders import placeholders
from generator.manuscript.privacy import masked, mentions, personal_data


@pytest.mark.parametrize(
    "text",
    [
        "支部X个",
        "党员×名",
        "XX市",
        "xx镇",
        "20__年",
        "20XX年",
        "近X万元",
        "____",
        "×××同志",
        "某某学校",
        "某市",
        "（此处填写人数）",
        "捐款**元",
    ],
)
def test_placeholder_is_found(text: str) -> None:
    assert placeholders(f"在{text}。")


@pytest.mark.parametrize(
    "text", ["X+N主题党日", "3+N模式", "1+2+N", "某些同学", "X光", "iPhoneX", "长×宽为3×4米", "5*5"]
)
def test_what_is_no_placeholder_is_not(text: str) -> None:
    assert placeholders(text) == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("学生张小明因患白血病住院。", "学生张××因患白血病住院。"),
        ("为患病的李红捐款。", "为患病的李×捐款。"),
        ("七（2）班王强同学获奖。", "七（2）班王×同学获奖。"),
        ("帮教后进生陈明，成绩进步。", "帮教后进生陈×，成绩进步。"),
        ("留守儿童欧阳小红的父母在外。", "留守儿童欧×××的父母在外。"),
        ("学生代表刘思源发言。", "学生代表刘××发言。"),
        ("学生张小明学校里的好榜样。", "学生张××学校里的好榜样。"),
        ("姓名：高小明，初三学生。", "姓名：高××，初三学生。"),
        ("电话13812345678。", "电话［手机号］。"),
        ("证号110101200801011234。", "证号［身份证号］。"),
        ("电话0794-1234567。", "电话［固定电话］。"),
        ("卡号6222020200012345678。", "卡号［银行卡号］。"),
    ],
)
def test_personal_data_are_found_and_masked(text: str, shown: str) -> None:
    assert personal_data(text)
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "关爱留守儿童，帮助困难户，帮教后进生。",
        "学生高度重视学习，成绩明显提高。",
        "党总支书记王建国同志带头捐款，困难家庭得到帮助。",
        "困难学生和家长满意，孩子们健康成长。",
        "对贫困生、特殊生进行家访。",
        "学校邮编331800，共13812人次。",
        "2021年1月1日至2022年12月31日。",
        "组织学生张贴标语，带领孩子李子树下读书。",
        "向困难学生送温暖，为留守儿童过集体生日。",
        "团员周末志愿服务，少先队员何时何地都守纪律。",
    ],
)
def test_what_names_nobody_is_not_taken_for_personal(text: str) -> None:
    assert personal_data(text) == ()


def test_name_known_from_one_sentence_is_known_in_all() -> None:
    names = pupil_names("学生张小明因病住院。")

    assert mentions("张小明家在农村。", names)
    assert masked("张小明家在农村。", names) == "张××家在农村。"
