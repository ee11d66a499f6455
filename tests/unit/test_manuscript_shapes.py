"""Headings, enumerations, figures and phrases are found where a text has them, and only there."""

from __future__ import annotations

import pytest

from generator.manuscript.enumerations import enumerated, leading_terms, named_point, terms_after
from generator.manuscript.facts import (
    attendance_in,
    dates_in,
    exam_boasts_in,
    figures_in,
    honours_in,
    place_in,
    theme_in,
    time_in,
    year_in,
)
from generator.manuscript.outline import Section, outline
from generator.manuscript.paragraphs import Paragraph
from generator.manuscript.phrases import phrases_in
from generator.manuscript.plain import text_paragraphs


def tree(section: Section) -> list[object]:
    """Return titles with what stands below each."""
    return [[inner.title, [line.text for line in inner.lines], *tree(inner)] for inner in section.sections]


def shape(*lines: str) -> list[object]:
    return tree(outline(text_paragraphs("\n".join(("标题在这里", *lines)))).root)


def test_numbers_make_levels() -> None:
    assert shape("一、做法", "（一）双岗", "1.教书岗", "讲好课。", "（二）三比", "二、成效") == [
        ["做法", [], ["双岗", [], ["教书岗", ["讲好课。"]]], ["三比", []]],
        ["成效", []],
    ]


def test_heading_may_run_into_its_text() -> None:
    assert shape("（一）抓学习，强本领。全校每周学习。人人都学。") == [
        ["抓学习，强本领", ["全校每周学习。人人都学。"]]
    ]


def test_bold_lines_are_headings_below_numbers() -> None:
    assert shape("一、做法", "**双岗引领**", "讲好课。") == [["做法", [], ["双岗引领", ["讲好课。"]]]]


def test_long_numbered_paragraph_is_an_item() -> None:
    long = (
        "建立党员联系制度，党员教师每人联系几名青年教师，从备课、上课到批改作业，一项一项地带，一学期一总结。"
    )
    (line,) = outline(text_paragraphs(f"标题在这里\n1.{long}")).root.lines

    assert (line.text, line.item, line.label) == (long, True, "1.")


def test_word_s_own_number_counts_like_a_typed_one() -> None:
    found = outline(
        (Paragraph("标题", title=True), Paragraph("做法", label="一、"), Paragraph("讲好课。"))
    ).root

    assert tree(found) == [["做法", ["讲好课。"]]]


def test_title_subtitle_and_dateline_are_told_apart() -> None:
    found = outline(text_paragraphs("党建引领促发展\n——示例学校工作总结\n（2021年12月30日）\n\n正文说完了。"))

    assert (found.title, found.subtitles, found.dateline) == (
        "党建引领促发展",
        ("示例学校工作总结",),
        "2021年12月30日",
    )
    assert [line.text for line in found.root.lines] == ["正文说完了。"]


def test_text_without_a_title_has_none() -> None:
    assert outline(text_paragraphs("学校开展了活动，大家都参加了。")).title == ""


@pytest.mark.parametrize(
    "text",
    [
        "一是抓学习；二是抓作风；三是抓服务。",
        "一要抓学习，二要抓作风，三要抓服务。",
        "第一，抓学习。第二，抓作风。第三，抓服务。",
        "首先，抓学习；其次，抓作风；最后，抓服务。",
        "①抓学习；②抓作风；③抓服务。",
        "（1）抓学习；（2）抓作风；（3）抓服务。",
        "1、抓学习；2、抓作风；3、抓服务。",
    ],
)
def test_enumerations_are_points(text: str) -> None:
    found = enumerated(text)

    assert found is not None
    assert found.points == ("抓学习", "抓作风", "抓服务")


def test_words_around_an_enumeration_are_kept() -> None:
    found = enumerated("从两方面做起：一是抓学习。二是抓作风。效果很好。")

    assert found is not None
    assert (found.lead, found.tail) == ("从两方面做起：", "效果很好。")


@pytest.mark.parametrize(
    "text", ["学校是一个整体。", "一是抓学习。", "二是抓作风；三是抓服务。", "首先要学。"]
)
def test_what_counts_nothing_is_no_enumeration(text: str) -> None:
    assert enumerated(text) is None


def test_terms_behind_a_name_need_the_right_number() -> None:
    text = "“五帮”是指：帮教后进生、关爱留守儿童、帮助困难户、帮扶挂点村（结对社区）和帮扶农村薄弱学校。"

    assert terms_after(text, "五帮", 5)[3:] == ("帮扶挂点村（结对社区）", "帮扶农村薄弱学校")
    assert terms_after(text, "五帮", 3) == ()
    assert leading_terms("学习、技能、业绩，样样都比。", 3) == ("学习", "技能", "业绩")


def test_terms_are_freed_of_the_sentence_around_them() -> None:
    spirit = "学校大力弘扬特别能吃苦、特别能奉献、特别讲大局的精神。"

    assert leading_terms(spirit, 3) == ("特别能吃苦", "特别能奉献", "特别讲大局")
    assert leading_terms("学校党总支多年来始终坚持学习、技能、业绩。", 3) == ()


def test_point_is_parted_into_name_and_what_is_done() -> None:
    assert named_point("教书育人岗：上好示范课。人人参与。") == ("教书育人岗", "上好示范课。人人参与")
    assert named_point("党员示范岗，在服务中亮身份") == ("党员示范岗", "在服务中亮身份")
    assert named_point("抓学习，强本领") == ("抓学习，强本领", "")


def test_certain_figures_are_taken_with_their_words() -> None:
    certain, unsure = figures_in("近三年发展党员43名，累计帮扶学生560余人次。学校设立党员示范岗18个。")

    assert [(f.name, f.value, f.unit, f.qualifiers, f.period) for f in certain] == [
        ("发展党员", "43", "名", (), "近三年"),
        ("帮扶学生", "560", "人次", ("累计", "余"), ""),
        ("党员示范岗", "18", "个", (), ""),
    ]
    assert unsure == []


@pytest.mark.parametrize(
    "text",
    [
        "2026年力争建成基地3个。",
        "每月开展活动1次。",
        "计划发展党员5名。",
        "其中女党员21名。",
        "成绩提高了12个百分点，惠及300人。",
    ],
)
def test_goals_and_doubtful_numbers_are_only_hints(text: str) -> None:
    certain, unsure = figures_in(text)

    assert certain == []
    assert unsure == [text]


def test_years_are_no_figures() -> None:
    assert figures_in("2021年，第3届活动举行。") == ([], [])


def test_dates_are_read_and_impossible_ones_are_not() -> None:
    assert list(dates_in("2024年6月3日，二〇二一年十二月三十日，2023-2-30，2022年5月")) == [
        "2024-06-03",
        "2022-05",
        "2021-12-30",
    ]
    assert year_in("2021年工作总结") == "2021"


def test_where_when_and_how_many() -> None:
    text = "2024年6月3日上午9:30，在学校报告厅举行活动，以“学党史”为主题，45名党员参加。"

    assert (time_in(text), place_in(text), theme_in(text), attendance_in(text)) == (
        "9:30",
        "学校报告厅",
        "学党史",
        "45",
    )
    assert attendance_in("40余名党员参加。") == ""


def test_honours_and_boasts_are_found() -> None:
    assert honours_in(["学校获评市级文明校园。学校很大。"]) == ["学校获评市级文明校园。"]
    assert exam_boasts_in(["高考升学率全市第一。活动很好。"]) == ["高考升学率全市第一。"]


def test_phrases_have_their_members_or_none() -> None:
    text = "落实“三必三有”，即必签到、必佩戴党徽、必带学习小书包，有声、有影、有文字。开展“三亮”活动（亮身份、亮职责、亮承诺）和“五个一”，坚持“三会一课”。"

    assert [(p.name, p.number, len(p.terms)) for p in phrases_in([text])] == [
        ("三必三有", 6, 6),
        ("三亮", 3, 3),
        ("五个一", 5, 0),
    ]
