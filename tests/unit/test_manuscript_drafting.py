"""A document becomes a draft that stands the check, holds what the document says and nothing that it does not."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest

from generator.manuscript.drafting import Draft, Request, make_draft
from generator.manuscript.paragraphs import Manuscript
from generator.manuscript.reading import read_pasted
from generator.problems import Problem
from generator.schema import Record, known_keys
from generator.schema.kinds import ACTIVITY, BRAND, REPORT, SCHOOL, Kind
from generator.source import parse_document
from tests.in_memory import MINIMAL_TEXTS, read_text, read_texts
from tests.manuscripts import brand_document, brand_text, data_of

RECORDS = tuple(record for path, text in MINIMAL_TEXTS.items() for record in read_text(path, text)[0])

ACTIVITY_TEXT = """示例学校开展“学党史 践初心”主题党日活动
来源：示例教育网  编辑：李老师  阅读 1024 次
2024年6月3日上午9:30，示例学校党总支在学校报告厅举行主题党日活动，全校45名党员参加。

活动分三个环节：
1.重温入党誓词，大家面向党旗庄严承诺，声音洪亮，表达了坚定的信念和为学生服务的决心。
2.观看专题片，回顾党走过的道路，体会今天的生活来之不易，要更加珍惜和努力地工作下去。
联系人电话：13812345678
"""
REPORT_TEXT = """示例学校2021年党建工作总结

2021年，学校党总支推进三个建设、发挥两个作用、增强一个意识。

一、三个建设强根基
（一）党组织建设标准化。全年召开党委会X次。
（二）组织生活规范化。落实“三必三有”，即必签到、必佩戴党徽、必带学习小书包，有声、有影、有文字。
（三）阵地建设特色化。建好党建长廊。
二、两个作用树标杆
1、党员先进作用常态化
设岗定责，人人有岗。
2、党组织作用堡垒化
推进双培双带。
三、一个意识暖人心
服务意识深入人心。
四、存在的问题
一是理论学习不够深入。二是活动形式单一。
五、下一步打算
1.落实学习制度。
2.争创市级课程基地。
"""
SCHOOL_TEXT = """光明小学简介
光明小学创办于1958年，现有教师60人。学校设党支部，有党员21名。
学校坚持立德树人，注重阅读。
"""


def manuscript(text: str | bytes) -> Manuscript:
    data = text.encode() if isinstance(text, str) else text
    found, problems = read_pasted(io.BytesIO(data))
    assert found is not None, problems
    return found


def draft(text: str | bytes, request: Request | None = None, records: Sequence[Record] = RECORDS) -> Draft:
    made, problems = make_draft(manuscript(text), request or Request("材料"), records)
    assert made is not None, problems
    return made


def refusal(text: str, request: Request, records: Sequence[Record] = RECORDS) -> Problem:
    made, problems = make_draft(manuscript(text), request, records)
    assert made is None
    (problem,) = problems
    return problem


def values(made: Draft) -> Any:
    document, problems = parse_document(made.text, made.file, known_keys())
    assert document is not None, problems
    return document.value


def remarks(made: Draft) -> str:
    return "\n".join(line for line in made.text.split("\n") if line.lstrip().startswith("#"))


def without_remarks(made: Draft) -> str:
    return "\n".join(line for line in made.text.split("\n") if not line.lstrip().startswith("#"))


@pytest.mark.parametrize("text", [brand_text(), data_of(brand_document())], ids=["text", "word"])
def test_brand_has_its_code_its_pillars_and_what_is_done(text: str | bytes) -> None:
    found = values(draft(text))

    assert (found["名称"], found["代号"], found["学校"], found["草稿"]) == (
        "“2345”党建品牌",
        "2345",
        ["示例学校"],
        "是",
    )
    assert [pillar["名称"] for pillar in found["板块"]] == ["双岗", "三比", "四创", "五帮"]
    assert [len(pillar["要点"]) for pillar in found["板块"]] == [2, 3, 4, 5]
    assert found["板块"][0]["要点"][0] == {
        "名称": "教书育人岗",
        "做法": ["引导党员教师站稳讲台，每学期上一堂示范课"],
    }
    assert found["启示"] == ["抓实支部建设", "抓住教师主体", "抓好制度落实"]
    assert found["背景"].startswith("学校地处城乡结合部")


def test_certain_figures_are_written_with_their_source_and_the_others_are_asked_about() -> None:
    made = draft(brand_text())

    assert [(f["名称"], f["数值"], f["单位"]) for f in values(made)["成果"]] == [
        ("党员示范岗", "18", "个"),
        ("筹集善款", "7.7", "万元"),
    ]
    assert all("经验材料" in figure["来源"][0]["标题"] for figure in values(made)["成果"])
    assert any("2026年力争建成" in decision.text for decision in made.decisions)


def test_personal_data_are_in_no_value_and_masked_in_the_remarks() -> None:
    made = draft(brand_text())

    assert "张小明" not in made.text
    assert "张××" in remarks(made)
    assert "白血病" not in without_remarks(made)
    assert any("学生的姓名" in decision.text for decision in made.decisions)


def test_placeholders_stay_as_they_are_in_the_remarks_only() -> None:
    made = draft(brand_text())

    assert "党总支被评为XX市先进基层党组织。" in remarks(made)
    assert "XX" not in without_remarks(made)


def test_every_decision_names_its_line() -> None:
    made = draft(brand_text())
    rows = made.text.split("\n")

    assert [decision.number for decision in made.decisions] == list(range(1, len(made.decisions) + 1))
    assert all(f"待定 {d.number}：{d.text.splitlines()[0]}" in rows[d.line - 1] for d in made.decisions)


def test_activity_has_its_date_place_and_people() -> None:
    made = draft(ACTIVITY_TEXT)
    found = values(made)

    assert made.kind is ACTIVITY
    assert made.file.startswith("data/activities/example/")
    assert found["标题"] == "示例学校开展“学党史 践初心”主题党日活动"
    assert (found["日期"], found["时间"], found["地点"], found["参加人数"]) == (
        "2024-06-03",
        "9:30",
        "学校报告厅",
        "45",
    )
    assert found["类型"] == "主题党日"
    assert found["来源"] == [{"标题": found["标题"], "出处": "示例教育网"}]
    assert "\n- 重温入党誓词" in found["正文"]


def test_phone_number_is_nowhere_in_the_draft() -> None:
    made = draft(ACTIVITY_TEXT)

    assert "13812345678" not in made.text
    assert any("手机号" in decision.text for decision in made.decisions)


def test_report_has_its_framework_its_problems_and_its_goals() -> None:
    found = values(draft(REPORT_TEXT))

    assert (found["年度"], found["学校"]) == ("2021", ["示例学校"])
    assert [pillar["名称"] for pillar in found["框架"]["板块"]] == [
        "三个建设强根基",
        "两个作用树标杆",
        "一个意识暖人心",
    ]
    assert [item["问题"] for item in found["问题整改"]] == ["理论学习不够深入", "活动形式单一"]
    assert found["目标"] == ["落实学习制度。", "争创市级课程基地。"]
    assert found["概括语"][0]["名称"] == "三必三有"
    assert len(found["概括语"][0]["条目"]) == 6


def test_school_has_its_name_its_stage_and_its_introduction() -> None:
    made = draft(SCHOOL_TEXT)
    found = values(made)

    assert made.kind is SCHOOL
    assert (found["名称"], found["学段"], found["党组织"]) == ("光明小学", ["小学"], {"形式": "党支部"})
    assert "省" not in found
    assert any("省" in decision.text for decision in made.decisions)


@pytest.mark.parametrize(
    ("text", "kind"),
    [(brand_text(), BRAND), (ACTIVITY_TEXT, ACTIVITY), (REPORT_TEXT, REPORT), (SCHOOL_TEXT, SCHOOL)],
)
@pytest.mark.parametrize("wish", [None, BRAND, ACTIVITY, REPORT, SCHOOL])
def test_draft_of_any_kind_stands_the_check_and_is_on_no_page(
    text: str, kind: Kind, wish: Kind | None
) -> None:
    made = draft(text, Request("材料", wish, school="明德学校" if wish is SCHOOL else ""))
    with_draft = read_texts({made.file.removeprefix("data/"): made.text})

    assert made.kind is (wish or kind)
    assert with_draft.grave == []
    assert "draft-waiting" in with_draft.codes
    assert with_draft.showcase == read_texts({}).showcase


def test_code_that_the_items_contradict_is_asked_about() -> None:
    text = (
        brand_text()
        .replace("三要抓好制度落实", "三要抓好制度")
        .replace("学习、技能、业绩", "学习、技能、业绩")
    )
    text = text.replace("4.消防教育基地", "4.消防教育基地\n5.国防教育基地")
    made = draft(text)

    assert values(made)["代号读法"] == "不计数"
    assert any("不计数" in decision.text for decision in made.decisions)


def test_pillar_with_too_few_items_says_so() -> None:
    made = draft(brand_text().replace("4.消防教育基地\n", ""))

    assert values(made)["板块"][2]["未列全"] == "是"
    assert any("只找到 3 条" in decision.text for decision in made.decisions)


def test_pillars_that_a_text_only_lists_are_found() -> None:
    text = "示例学校“23”党建品牌介绍\n“23”党建品牌即双岗、三比。双岗指教书育人岗、党员示范岗；三比指学习、技能、业绩。\n"

    assert values(draft(text))["板块"] == [
        {"名称": "双岗", "要点": ["教书育人岗", "党员示范岗"]},
        {"名称": "三比", "要点": ["学习", "技能", "业绩"]},
    ]


def test_name_of_a_brand_is_not_made_up() -> None:
    found = values(draft("党建引领促发展\n学校办学有品牌意识。\n", Request("材料", BRAND)))

    assert found["名称"] == "党建引领促发展"
    assert "代号" not in found


def test_title_with_a_placeholder_is_to_be_written() -> None:
    made = draft("XX市第一中学2021年工作总结\n学校工作很好。\n")

    assert values(made)["标题"] == "待补"
    assert "XX市第一中学2021年工作总结" in remarks(made)


def test_file_is_named_by_wish_by_code_or_by_title() -> None:
    assert draft(brand_text()).file == "data/brands/2345.yml"
    assert draft(brand_text(), Request("材料", slug="shuang-gang")).file == "data/brands/shuang-gang.yml"
    assert draft(SCHOOL_TEXT).file == "data/schools/guang-ming-xiao-xue-jian-jie.yml"


def test_name_that_is_taken_is_passed_over_and_a_wish_for_it_refused() -> None:
    taken = read_text("brands/2345.yml", "名称: 旧品牌\n")[0]

    assert draft(brand_text(), records=(*RECORDS, *taken)).file == "data/brands/2345-2.yml"
    assert refusal(brand_text(), Request("材料", slug="2345"), (*RECORDS, *taken)).code == "draft-name"
    assert refusal(brand_text(), Request("材料", slug="双岗")).code == "draft-name"


def test_school_that_is_there_already_is_told() -> None:
    assert refusal("示例学校简介\n示例学校是一所好学校。\n", Request("材料")).code == "name-duplicate"


def test_material_of_two_schools_is_asked_about() -> None:
    other = read_text("schools/guang-ming.yml", "名称: 光明小学\n")[0]
    made = draft("两校结对\n示例学校和光明小学结对，效果很好，大家都说好。\n", records=(*RECORDS, *other))

    assert "学校" not in values(made)
    assert any("哪所学校" in decision.text for decision in made.decisions)


def test_what_was_cleaned_is_listed_with_examples() -> None:
    made = draft("党(dǎng)建(jiàn)总结\n- 5 -\n工作很好,成绩很大.\n")

    assert any(line.startswith("拼音注音 2 处") for line in made.cleaned)
    assert "- 5 -" in remarks(made)
    assert "半角标点 2 处" in remarks(made)


def test_what_fits_nowhere_is_kept_as_a_remark() -> None:
    text = brand_text() + "五、附录\n本材料由办公室整理，存档备查。\n"

    assert "本材料由办公室整理，存档备查。" in remarks(draft(text))


def test_results_of_examinations_are_asked_about() -> None:
    made = draft("示例学校工作总结\n今年高考上线率全市第一。大家很高兴。\n")

    assert any("升学" in decision.text for decision in made.decisions)


MECHANISM_TEXT = """深化“343”党建工作机制 推动学校高质量发展
——示例学校党总支

示例学校党总支2018年创建“343”党建工作机制。
一、弘扬“三特”精神，锤炼过硬队伍
学校大力弘扬特别能吃苦、特别能奉献、特别讲大局的精神。
二、落实“四条措施”，强化支部功能
（一）上好一堂党课。学期初定计划，校级领导带头讲。
（二）建好一支队伍。年段建党小组。
（三）抓好一个学科。党员骨干挂钩学科。
（四）带好一名教师。每学年初签协议。
三、做到“三个帮好”，彰显先锋本色
1.帮好一个团支部。党员上团课。
2.帮好每名贫困生。每学期交流、辅导、资助。
3.帮好每名特殊生。心理辅导，家访。
四、保障机制
（一）落实三会一课制度。每月组织一次。
（二）建立谈心谈话制度。
五、经验启示
（一）支部是堡垒。抓住支部就抓住了根本。
（二）党员是旗帜。
六、品牌标识
标识由党徽红和书本组成。
"""


def test_mechanisms_experience_and_mark_have_their_places() -> None:
    found = values(draft(MECHANISM_TEXT))

    assert (found["名称"], found["代号"]) == ("“343”党建工作机制", "343")
    assert [pillar["名称"] for pillar in found["板块"]] == ["三特", "四条措施", "三个帮好"]
    assert found["板块"][0]["要点"] == ["特别能吃苦", "特别能奉献", "特别讲大局"]
    assert found["板块"][1]["要点"][0] == {"名称": "上好一堂党课", "做法": ["学期初定计划，校级领导带头讲。"]}
    assert found["机制"] == [
        {"名称": "落实三会一课制度", "类型": "制度", "规则": ["每月组织一次。"]},
        {"名称": "建立谈心谈话制度", "类型": "制度"},
    ]
    assert found["启示"] == [{"名称": "支部是堡垒", "说明": "抓住支部就抓住了根本。"}, "党员是旗帜"]
    assert found["标识释义"] == "标识由党徽红和书本组成。"


def test_code_without_any_pillar_is_asked_about() -> None:
    made = draft("示例学校“2345”党建品牌\n学校做了很多工作，效果很好，大家满意。\n")

    assert "板块" not in values(made)
    assert any("对得上的板块" in decision.text for decision in made.decisions)
