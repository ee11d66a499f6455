"""Each kind of residue goes and is counted; what only looks like it stays."""

from __future__ import annotations

import pytest

from generator.manuscript.cleaning import Clean, clean
from generator.manuscript.plain import text_paragraphs


def cleaned(text: str) -> Clean:
    return clean(text_paragraphs(text))


def after(text: str) -> str:
    """Return the cleaned paragraphs, a line each."""
    return "\n".join(paragraph.text for paragraph in cleaned(text).paragraphs)


def kinds(text: str) -> list[str]:
    return [change.kind for change in cleaned(text).cleaned]


@pytest.mark.parametrize(
    ("before", "expected", "kind"),
    [
        ("党(dǎng)建(jiàn)引领。", "党建引领。", "拼音注音"),
        ("党建（dǎng jiàn）引领。", "党建引领。", "拼音注音"),
        ("党(dang3)建。", "党建。", "拼音注音"),
        ("党(dang)建(jian)工(gong)作(zuo)好(hao)。", "党建工作好。", "拼音注音"),
        ("開展黨建工作，著力解決難題。", "开展党建工作，着力解决难题。", "繁体字"),
        ("陜西省石泉縣。", "陕西省石泉县。", "繁体字"),
        ("学校党建工作".encode().decode("latin-1"), "学校党建工作", "乱码"),
        ("瀛︽牎鍏氬缓宸ヤ綔鏈哄埗鍒涙柊", "学校党建工作机制创新", "乱码"),
        ("&ldquo;双岗&rdquo;引领&#12290;", "“双岗”引领。", "网页代码"),
        ('<p class="a">双岗引领。</p>', "双岗引领。", "网页代码"),
        ("双\u200b岗\u00ad引\ufeff领。", "双岗引领。", "看不见的字符"),
        ("实行３＋Ｎ模式，占８０％。", "实行3+N模式，占80%。", "全角的数字和字母"),
        ("抓学习,强本领.", "抓学习，强本领。", "半角标点"),
        ("时间:9:30,地点:礼堂!", "时间：9:30，地点：礼堂！", "半角标点"),
        ('开展"主题党日"活动(第一期)。', "开展“主题党日”活动（第一期）。", "半角标点"),
        ("共有20人,12个岗;达到80%.", "共有20人，12个岗；达到80%。", "半角标点"),
        ("党 建 引 领，立 德 树 人。", "党建引领，立德树人。", "汉字之间的空格"),
        ("坚持 立德树人 根本任务。", "坚持立德树人根本任务。", "汉字之间的空格"),
        ("党建工作第3页共8页机制。", "党建工作机制。", "页码"),
        ("好事多多。（阅读 1,234 次）", "好事多多。", "网页上的附属文字"),
        (
            "见 https://a.cn/x?id=3&utm_source=wx&from=timeline",
            "见 https://a.cn/x?id=3",
            "网址里的跟踪参数",
        ),
    ],
)
def test_residue_goes_and_is_counted(before: str, expected: str, kind: str) -> None:
    assert after(before) == expected
    assert kind in kinds(before)


@pytest.mark.parametrize(
    "text",
    [
        "下载App(安卓版)。".replace("(", "（").replace(")", "）"),
        "打造“3+N”品牌，落实X+N主题党日。",
        "2021,2022年各办1次，共1,234人。",
        "时间9:30，比分3:2，版本1.10。",
        "See https://example.cn/a,b?c=1 for more, please.",
        "毕昇中学的甯老师喜读《著作》，慰藉人心。",
        "搭台子 树梯子 找路子 压担子",
        "以“学党史 践初心”为主题。",
        "开展阅读 20 次。",
        "示例学校2345党建品牌有12个岗。",
        "近12年来，第3期培训班共40人，2所学校参加。",
        "来源于群众，服务于群众。",
    ],
)
def test_what_is_meant_stays(text: str) -> None:
    assert after(text) == text


@pytest.mark.parametrize(
    "line",
    [
        "- 5 -",
        "— 12 —",
        "第 3 页",
        "3/8",
        "Page 3 of 8",
        "来源：示例教育网  编辑：李老师  阅读 1234 次",
        "发布时间：2024-03-26 10:20 来源：示例教育网",
        "【字号：大 中 小】 打印本页 关闭窗口",
        "上一篇：学校召开会议",
        "扫一扫关注公众号",
        "点赞 20 在看 3 分享",
    ],
)
def test_lines_of_residue_go_whole_and_are_kept_on_the_list(line: str) -> None:
    found = cleaned(f"第一段话说完了。\n{line}\n第二段话也说完了。")

    assert [one.text for one in found.paragraphs] == ["第一段话说完了。", "第二段话也说完了。"]
    assert line.split(maxsplit=1)[0] in "".join(change.before for change in found.cleaned if change.whole)


def test_source_of_a_web_page_is_told() -> None:
    found = cleaned("党建工作好。\n来源：示例教育网 发布时间：2024-03-26 编辑：甲")

    assert (found.publisher, found.date) == ("示例教育网", "2024-03-26")


def test_page_number_goes_where_the_words_stand_elsewhere_without_it() -> None:
    found = cleaned("完善党建工作12机制建设。\n党建工作机制是根本。")

    assert next(one.text for one in found.paragraphs) == "完善党建工作机制建设。"
    assert found.doubts == ()


def test_page_numbers_that_count_up_go() -> None:
    text = "抓好党建11引领工作。\n建强教师12队伍建设。\n涵养校风13优良传统。"

    assert after(text) == "抓好党建引领工作。\n建强教师队伍建设。\n涵养校风优良传统。"


def test_single_number_between_characters_is_a_question() -> None:
    found = cleaned("完善党建工作12机制建设。")

    assert [one.text for one in found.paragraphs] == ["完善党建工作12机制建设。"]
    assert "12" in found.doubts[0].text


def test_bare_numbers_that_count_up_are_pages() -> None:
    assert after("甲说完了。\n1\n乙说完了。\n2\n丙说完了。\n3") == "甲说完了。\n乙说完了。\n丙说完了。"
    assert after("甲说完了。\n5\n乙说完了。") == "甲说完了。\n5\n乙说完了。"


def test_hard_wrapped_lines_are_joined() -> None:
    text = (
        "学校党总支围绕立德树人的根本任务，把党的建设和\n教育教学结合起来，探索形成了自己的工作品牌，带\n"
        "动全体教师一起向前走，收到了很好的效果。\n第二段从这里开始，党员教师在各自的岗位上亮出身\n份，做出样子。"
    )

    first, second = cleaned(text).paragraphs
    assert first.text.startswith("学校党总支")
    assert "把党的建设和教育教学结合" in first.text
    assert second.text.endswith("亮出身份，做出样子。")


def test_line_that_ends_with_a_comma_goes_on() -> None:
    assert after("抓好学习，\n强化本领。") == "抓好学习，强化本领。"


def test_title_and_headings_are_not_joined() -> None:
    text = "示例学校党建工作\n一、创建背景\n二、主要做法"

    assert after(text) == text


def test_line_that_every_page_repeats_stays_once() -> None:
    found = cleaned("示例学校党建工作经验材料汇编\n甲说完了。\n示例学校党建工作经验材料汇编\n乙说完了。")

    assert [one.text for one in found.paragraphs][1:] == ["甲说完了。", "乙说完了。"]
    assert "重复的行" in [change.kind for change in found.cleaned]


def test_lost_letters_are_marked_and_asked_about() -> None:
    found = cleaned("学校党\ufffd建工作锟斤拷。")

    assert found.paragraphs[0].text == "学校党□建工作□。"
    assert "□" in found.doubts[0].text


def test_letters_kept_in_names_are_asked_about() -> None:
    assert "昇" in cleaned("毕昇中学。").doubts[0].text


def test_saved_web_page_loses_its_code() -> None:
    from generator.manuscript.plain import read_plain

    found = read_plain("<html><style>p{}</style><p>学校。</p><script>\nlet a;\n</script></html>".encode())

    assert [one.text for one in clean(found.paragraphs).paragraphs] == ["学校。"]
    assert "2 段" in found.remarks[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_of_any_encoding_is_read(encoding: str) -> None:
    from generator.manuscript.plain import read_plain

    data = "学校党建工作总结\n本学期的党建工作开展得很好。\n".encode(encoding)

    assert [one.text for one in read_plain(data).paragraphs][:2] == [
        "学校党建工作总结",
        "本学期的党建工作开展得很好。",
    ]


def test_markdown_marks_are_understood() -> None:
    heading, bold, item = text_paragraphs("## 主要做法\n**双岗**引领\n- 学习")

    assert (heading.text, heading.level) == ("主要做法", 2)
    assert (bold.text, bold.lead) == ("双岗引领", 2)
    assert (item.text, item.bullet) == ("学习", True)
