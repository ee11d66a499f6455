"""Punctuation and numerals: what is wrong is put right, and innocent texts are left in peace."""

from __future__ import annotations

import pytest

from generator.wording.punctuation import find_slips, may_slip, mended

WRONG = {
    "punctuation-halfwidth": [
        ("党员,教师,学生一起参加", "党员，教师，学生一起参加"),
        ("学校党总支带领党员开展活动.", "学校党总支带领党员开展活动。"),
        ("主要做法:一是学;二是做", "主要做法：一是学；二是做"),
        ("你准备好了吗?", "你准备好了吗？"),
        ("加油!同学们", "加油！同学们"),
        ("党员(教师)参加了活动", "党员（教师）参加了活动"),
        ("党员(21名)参加", "党员（21名）参加"),
        ('开展"双带头"培育', "开展“双带头”培育"),
        ("人均3.5元,共7.7万元,已经到账", "人均3.5元，共7.7万元，已经到账"),
        ("他坚持学习...从不间断", "他坚持学习……从不间断"),
        ("他坚持学习。。。从不间断", "他坚持学习……从不间断"),
        ("他说了很多…", "他说了很多……"),
        ("品牌--育人的抓手", "品牌——育人的抓手"),
        ("“五帮”,是五种帮扶", "“五帮”，是五种帮扶"),
        ("学习《党章》;参观基地", "学习《党章》；参观基地"),
    ],
    "punctuation-enumeration": [
        ("“双岗”、“三比”、“四创”", "“双岗”“三比”“四创”"),
        ("学习《党章》、《准则》", "学习《党章》《准则》"),
    ],
    "punctuation-repeated": [
        ("学校党总支，，带领党员", "学校党总支，带领党员"),
        ("活动结束了。。", "活动结束了。"),
        ("教师、学生、。", "教师、学生。"),
        ("活动结束了。，大家离开", "活动结束了。大家离开"),
        ("一是学；，二是做", "一是学；二是做"),
    ],
    "numeral-mixed": [
        ("共有１２３人参加", "共有123人参加"),
        ("二O二四年", "二〇二四年"),
        ("二0二四年三月", "二〇二四年三月"),
        ("2024年三月", "2024年3月"),
        ("2024年十一月", "2024年11月"),
        ("走了三、五天", "走了三五天"),
    ],
    "numeral-year": [
        ("’98年建校", "1998年建校"),
        ("08年3月5日成立", "2008年3月5日成立"),
    ],
    "unit-odd": [
        ("建成 120 平米的阅览室", "建成 120 平方米的阅览室"),
        ("高60公分", "高60厘米"),
        ("捐赠旧书 200KG", "捐赠旧书 200kg"),
        ("步行 5 Km", "步行 5 km"),
    ],
    "range-mark": [
        ("2018-2022年", "2018—2022年"),
        ("2023-2024学年", "2023—2024学年"),
        ("每组3-5人", "每组3～5人"),
        ("增长20-30%", "增长20%～30%"),
        ("三至四周，即3-4周", "三至四周，即3～4周"),
    ],
}
INNOCENT = [
    "2345",
    "3+N",
    "1,234,567 元",
    "上午 9:30 开始，14:00—16:00 结束",
    "比例是 3:1",
    "教政法〔2016〕13 号",
    "赣ICP备2024000001号-1",
    "电话 0794-1234567、0794-123-4567",
    "https://example.org/a-b,c?d=1;e",
    "联系邮箱 a.b@example.org",
    "2024-06-03",
    "2024 年 6 月 3 日",
    "二〇二四年三月",
    "10 年初心不改，10年来",
    "用了10年3个月",
    "GB/T 15834—2011",
    "第一、二届",
    "一、二等奖各 3 名",
    "三、四年级",
    "一、二三四五",
    "高一(3)班",
    "Python 3.11",
    "C++、Java",
    "WPS(Office) 文档",
    "真的吗？！",
    "太好了！！！",
    "“双岗”和“三比”，以及“四创”",
    "“红色引擎”（党建）、“绿色校园”（生态）",
    "《心语》（校刊）、《晨曦》",
    "北京—上海",
    "党建——育人的灯",
    "他说：“好。”",
    "等等……",
    "A、B、C 三组",
    "7.7 万元",
    "120 平方米、60 厘米、5 km、2 kg、3 公里、4 公斤",
    "平米折算、公分多少",
    "2 个 MP4，3 KB",
    "万套（件）",
    "比分 3-2",
    "5-3 号楼",
    "2-1 班",
    "党建＋教学",
    "照片 IMG_2024-1.jpg，见附件.docx",
    "**要点**：学、做、比",
    "- 第一条\n- 第二条",
    "见[名单](../a,b.md)，共 3 页",
    "三·八妇女节",
    "阿依古丽·买买提",
    "1.坚持学习",
    "（一）总体要求",
    "①学；②做",
    "二、三产业",
    "五、六年级学生",
    "2024年三八节",
    "今年三月、四月",
    "5.12 防灾减灾日",
    "八五普法规划（2021—2025 年）",
    "每周 1～2 次",
    "",
]


@pytest.mark.parametrize(
    ("code", "text", "right"), [(code, *pair) for code, pairs in WRONG.items() for pair in pairs]
)
def test_a_slip_is_found_and_put_right(code: str, text: str, right: str) -> None:
    slips = find_slips(text)

    assert mended(text, slips) == right
    assert {slip.code for slip in slips} == {code}
    assert may_slip(text)


@pytest.mark.parametrize("text", INNOCENT)
def test_an_innocent_text_is_left_alone(text: str) -> None:
    assert [slip for line in text.split("\n") for slip in find_slips(line)] == []


def test_what_is_put_right_has_no_slip_left() -> None:
    assert [right for pairs in WRONG.values() for _, right in pairs if find_slips(right)] == []


@pytest.mark.parametrize("part", ["好,", '"', "(好", "一、二", "2-", "。，", "０．", "年一"])
def test_a_hostile_line_is_read_in_no_time(part: str) -> None:
    find_slips(part * 2000)
    may_slip(part * 200_000)
