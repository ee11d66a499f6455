"""From a workbook and a project to a plan, and to files that the check lets pass."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from generator import disk
from generator.build import Generator
from generator.load import FileCache, load_data
from generator.problems import NOTE
from generator.project import Project
from generator.report import cell_width
from generator.schema.kinds import HONOR
from generator.workbook.importing import Answers, Plan, plan_import
from generator.workbook.literal import values_of
from generator.workbook.saving import write_all
from generator.workbook.telling import lines_of, preview
from tests.case_files import MINIMAL
from tests.workbooks import OLD_WORKBOOK, book_of, fill, saved

HEAD = ["荣誉名称", "级别", "时间", "颁奖单位", "获奖单位", "备注"]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project with one school and no honours."""
    shutil.copytree(MINIMAL / "data", tmp_path / "p" / "data")
    return Project(tmp_path / "p")


def write(project: Project, file: str, text: str) -> None:
    """Write a data file."""
    path = project.data / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def plan_of(project: Project, rows: Sequence[Any], answers: Answers | None = None, **more: Any) -> Plan:
    """Plan the import of a workbook with these rows."""
    path = project.root.parent / "荣誉.xlsx"
    path.write_bytes(book_of(rows, **more))
    return plan_import(project, path, answers or Answers())


def taken(plan: Plan) -> list[dict[str, Any]]:
    """Return the values of the new honours, without the school and the source that all have."""
    return [{k: v for k, v in row.values.items() if k not in {"学校", "来源"}} for row in plan.new]


def in_data(project: Project) -> list[dict[str, Any]]:
    """Return the values of all honours in the data."""
    records = load_data(project, FileCache()).records
    return [dict(values_of(record.entity)) for record in records if record.kind is HONOR]


def codes(plan: Plan) -> list[str]:
    """Return the codes of a plan's problems."""
    return [problem.code for problem in plan.problems]


def test_a_sheet_becomes_honours_that_the_check_lets_pass(project: Project) -> None:
    rows = [
        ["示例学校2021年度荣誉统计表"],
        HEAD,
        ["全省文明\n校园", "全省", 2021.7, "省委、省政府", "本校", "无"],
        ["中小学合唱比赛一等奖", "市（地）级", date(2021, 7, 15), "市教育局", "校合唱团", None],
        ["示范基地", None, "首批", None, "党支部", "闽教〔2021〕3号"],
    ]
    plan = plan_of(project, rows)

    assert write_all(project, plan.writes) == ()
    assert in_data(project) == [
        {"名称": "全省文明校园", "级别": "省级", "授予单位": ["省委", "省政府"], "日期": "2021-07", "学校": ["示例学校"], "来源": ["校内台账"]},
        {
            "名称": "中小学合唱比赛", "级别": "市级", "授予单位": ["市教育局"], "日期": "2021-07-15", "等级": "一等奖",
            "获奖主体": "校合唱团", "学校": ["示例学校"], "来源": ["校内台账"],
        },
        {
            "名称": "示范基地", "年份": "2021", "批次": "首批", "获奖主体": "党支部", "学校": ["示例学校"],
            "说明": "闽教〔2021〕3号", "来源": ["校内台账"],
        },
    ]  # fmt: skip
    assert [problem for problem in Generator(project).check()[1] if problem.severity is not NOTE] == []


def test_a_second_import_adds_nothing(project: Project) -> None:
    rows = [HEAD, ["文明校园", "省级", "2021.7"], ["平安校园", "市级", "2021"]]
    write_all(project, plan_of(project, rows).writes)

    again = plan_of(project, rows)

    assert (len(again.new), len(again.known), again.writes) == (0, 2, ())
    assert again.known[0].first == "data/honors/荣誉.yml 第 3 行"


def test_the_same_honour_written_differently_is_known(project: Project) -> None:
    rows = [
        HEAD,
        ["“书香校园”先进单位", "省级", "2021.7", None, "示例学校"],
        ["全省书香校园 先进单位", "省", "2021", "省教育厅", "本校"],
        ["书香校园先进单位", "市级", "2021"],
        ["书香校园先进单位", "省级", "2020"],
        ["书香校园先进单位", "省级", "2021", None, "团委"],
    ]
    plan = plan_of(project, rows)

    assert [known.found.row for known in plan.known] == [3]
    assert plan.known[0].first == "荣誉.xlsx!Sheet1!A2"
    assert plan.known[0].differs == ("授予单位",)
    assert [row.row for row in plan.new] == [2, 4, 5, 6]


def test_a_missing_level_does_not_make_another_honour_but_a_missing_year_may(project: Project) -> None:
    write(
        project,
        "honors/a.yml",
        "- 名称: 文明校园\n  年份: 2021\n  级别: 省级\n  学校: 示例学校\n- 名称: 平安校园\n  级别: 市级\n  学校: 示例学校\n",
    )
    plan = plan_of(project, [HEAD, ["文明校园", None, "2021"], ["平安校园", "市级", "2020"]])

    assert [known.found.name for known in plan.known] == ["文明校园"]
    assert [row.name for row in plan.new] == ["平安校园"]
    assert codes(plan) == ["honor-similar"]


def test_each_cell_that_cannot_be_read_is_named_with_its_text(project: Project) -> None:
    rows = [
        HEAD,
        ["甲奖励称号", "省部级", "去年夏天", "XX市教育局"],
        ["乙奖励称号", "省级", date(1905, 7, 13), "省教育厅", None, "学生：张小明"],
    ]
    plan = plan_of(project, rows, title="表1")

    places = {(problem.where.file, problem.code) for problem in plan.problems}
    assert places == {
        ("荣誉.xlsx!表1!B2", "cell-level"),
        ("荣誉.xlsx!表1!C2", "cell-date"),
        ("荣誉.xlsx!表1!D2", "cell-placeholder"),
        ("荣誉.xlsx!表1!C3", "cell-date"),
        ("荣誉.xlsx!表1!F3", "cell-private"),
    }
    assert all("“" in problem.message and problem.hint for problem in plan.problems)
    assert taken(plan) == [
        {"名称": "甲奖励称号"},
        {"名称": "乙奖励称号", "级别": "省级", "授予单位": ["省教育厅"]},
    ]


def test_what_could_not_be_read_stands_as_a_remark_above_the_honour(project: Project) -> None:
    plan = plan_of(project, [HEAD, ["甲奖励称号", "省部级"]])
    write_all(project, plan.writes)

    text = (project.data / "honors" / "荣誉.yml").read_text(encoding="utf-8")
    assert "# Sheet1!A2：级别写的是“省部级”，待核实。\n- 名称: 甲奖励称号\n" in text


def test_rows_without_a_name_and_with_a_broken_one_are_not_taken(project: Project) -> None:
    plan = plan_of(
        project,
        [HEAD, [None, "省级", "2021"], ["#REF!", "省级", "2021"], ["甲" * 200, "省级"], ["待定", "省级"]],
    )

    assert plan.new == ()
    assert [problem.code for problem in plan.problems].count("honor-unnamed") == 2
    assert "cell-unreadable" in codes(plan)


def test_an_error_value_is_told_of(project: Project) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["荣誉名称", "级别", "时间"])
    sheet.append(["文明校园", "省级", "#N/A"])
    path = project.root.parent / "荣誉.xlsx"
    path.write_bytes(saved(book))

    plan = plan_import(project, path, Answers())

    (problem,) = plan.problems
    assert (problem.code, problem.where.file) == ("cell-unreadable", "荣誉.xlsx!Sheet!C2")
    assert "#N/A" in problem.message
    assert len(plan.new) == 1


def test_levels_are_suggested_and_taken_only_when_asked(project: Project) -> None:
    rows = [HEAD, ["先进单位", None, "2021", "福建省教育厅"], ["全市文明单位", None, "2021"]]

    plan = plan_of(project, rows)
    assert [(row.level, "级别" in row.values) for row in plan.new] == [("省级", False), ("市级", False)]
    assert [row["级别"] for row in taken(plan_of(project, rows, Answers(levels=True)))] == ["省级", "市级"]


def test_a_level_of_an_autonomous_regions_is_not_guessed(project: Project) -> None:
    path = project.data / "schools" / "example.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("省: 示例省", "省: 广西壮族自治区"), encoding="utf-8"
    )
    plan = plan_of(project, [HEAD, ["先进单位", "区级"], ["文明单位", "县区级"], ["平安单位", "自治区级"]])

    assert [row.get("级别") for row in taken(plan)] == [None, "县区级", "省级"]
    assert codes(plan) == ["cell-level"]


def test_people_and_classes_wait_for_a_decision(project: Project) -> None:
    rows = [
        ["荣誉名称", "级别", "姓名", "班级", "指导教师"],
        ["优秀少先队员", "市级", "王小明", "三（1）班", "李四"],
        ["先进集体", "市级", None, None, None],
    ]
    plan = plan_of(project, rows)

    assert [row.name for row in plan.people] == ["优秀少先队员"]
    assert [row.name for row in plan.new] == ["先进集体"]
    with_people = plan_of(project, rows, Answers(people=True))
    assert taken(with_people)[0] == {"名称": "优秀少先队员", "级别": "市级", "获奖主体": "王小明"}
    assert "李四" not in b"".join(w.after for w in with_people.writes).decode()


def two_schools(project: Project) -> None:
    """Add a second school with a short name."""
    write(project, "schools/second.yml", "名称: 东山区第二中学\n简称: 东二中\n学段: 初中\n来源: 校内材料\n")


def test_schools_are_known_by_all_their_names_and_unknown_ones_are_listed(project: Project) -> None:
    two_schools(project)
    rows = [
        ["荣誉名称", "级别", "学校"],
        ["甲称号", "省级", "示例学校"],
        ["乙称号", "省级", "东二中"],
        ["丙称号", "省级", "东山二中"],
        ["丁称号", "省级", "西山小学"],
        ["戊称号", "省级", None],
        ["己称号", "省级", "示例学校、东二中"],
    ]
    plan = plan_of(project, rows)

    assert [row.values["学校"] for row in plan.new] == [
        ["示例学校"], ["东山区第二中学"], ["示例学校", "东山区第二中学"],
    ]  # fmt: skip
    assert set(plan.unknown) == {"东山二中", "西山小学"}
    assert plan.nearest == {"东山二中": "东山区第二中学"}
    assert [row.name for row in plan.homeless] == ["戊称号"]
    settled = plan_of(project, rows, Answers(also={"东山二中": "东山区第二中学"}, school="示例学校"))
    assert set(settled.unknown) == {"西山小学"}
    assert [row.name for row in settled.new] == ["甲称号", "乙称号", "丙称号", "戊称号", "己称号"]


@pytest.mark.parametrize("where", ["title", "sheet", "group"])
def test_a_school_is_known_from_what_stands_above(project: Project, where: str) -> None:
    two_schools(project)
    title = "东山区第二中学荣誉" if where == "title" else "荣誉表"
    group = "东山区第二中学" if where == "group" else None
    rows = [[title], ["荣誉名称", "级别", "时间"], [group], ["甲称号", "省级", "2021"]]
    plan = plan_of(project, rows, title="东山区第二中学" if where == "sheet" else "Sheet1", merge=["A3:C3"])

    assert [row.values["学校"] for row in plan.new] == [["东山区第二中学"]]


def test_a_wrong_school_or_sheet_is_answered_with_those_there_are(project: Project) -> None:
    rows = [HEAD, ["甲称号", "省级"]]
    for answers, code in (
        (Answers(school="示例学小"), "import-school"),
        (Answers(sheets=("没有",)), "import-sheet"),
    ):
        plan = plan_of(project, rows, answers)

        assert codes(plan) == [code]
        assert plan.problems[0].hint


def test_sheets_that_are_not_read_are_named_with_the_reason(project: Project) -> None:
    book = openpyxl.Workbook()
    fill(book.worksheets[0], [HEAD, ["甲称号", "省级"]])
    book.create_sheet("空表")
    fill(book.create_sheet("名册"), [["姓名", "性别"], ["张三", "男"]])
    hidden = book.create_sheet("旧的")
    fill(hidden, [HEAD, ["乙称号", "省级"]])
    hidden.sheet_state = "veryHidden"
    path = project.root.parent / "荣誉.xlsx"
    path.write_bytes(saved(book))

    text = "\n".join(lines_of(plan_import(project, path, Answers())))

    assert "工作表“空表”是空的" in text
    assert "工作表“名册”里面没有荣誉表" in text
    assert "工作表“旧的”是隐藏的" in text
    assert [row.name for row in plan_import(project, path, Answers(sheets=("旧的",))).new] == ["乙称号"]


def test_a_workbook_without_honours_says_what_it_looked_for(project: Project) -> None:
    plan = plan_of(project, [["姓名", "性别"], ["张三", "男"]])

    assert codes(plan) == ["import-nothing"]
    assert "荣誉名称" in plan.problems[0].hint


def test_ticks_ditto_marks_and_months_of_their_own_are_understood(project: Project) -> None:
    rows = [
        ["荣誉名称", "国家级", "省级", "年", "月", "颁奖单位"],
        ["甲称号", None, "√", 2021, 7, "省教育厅"],
        ["乙称号", "√", None, "同上", 8, "〃"],
    ]

    assert taken(plan_of(project, rows)) == [
        {"名称": "甲称号", "级别": "省级", "日期": "2021-07", "授予单位": ["省教育厅"]},
        {"名称": "乙称号", "级别": "国家级", "日期": "2021-08", "授予单位": ["省教育厅"]},
    ]


def test_merged_cells_hold_for_every_row_that_they_cover(project: Project) -> None:
    rows = [
        ["级别", "荣誉名称", "时间"],
        ["省级", "甲称号", "2021"],
        [None, "乙称号", None],
        [None, "丙称号", "2020"],
    ]

    assert taken(plan_of(project, rows, merge=["A2:A4", "C2:C3"])) == [
        {"名称": "甲称号", "级别": "省级", "年份": "2021"},
        {"名称": "乙称号", "级别": "省级", "年份": "2021"},
        {"名称": "丙称号", "级别": "省级", "年份": "2020"},
    ]


def test_prizes_complete_the_name_of_what_they_were_won_in(project: Project) -> None:
    rows = [["比赛名称", "奖项", "等级"], ["合唱比赛", "一等奖", "市级"], ["科技节", "优秀组织奖", "省"]]

    assert taken(plan_of(project, rows)) == [
        {"名称": "合唱比赛", "级别": "市级", "等级": "一等奖"},
        {"名称": "科技节优秀组织奖", "级别": "省级"},
    ]


def test_an_award_year_and_another_date_are_both_kept(project: Project) -> None:
    rows = [["荣誉名称", "年度", "发证时间", "届次", "学年"], ["甲称号", 2020, "2021.3", "3", "2020-2021"]]

    assert taken(plan_of(project, rows)) == [
        {"名称": "甲称号", "年份": "2020", "日期": "2021-03", "届次": "第3届", "学年": "2020—2021 学年"}
    ]


def test_an_old_workbook_and_a_text_table_are_imported_too(project: Project) -> None:
    plan = plan_import(project, OLD_WORKBOOK, Answers())
    assert [(row.values["级别"], row.values["日期"]) for row in plan.new] == [
        ("省级", "2021-07"), ("市级", "2021-07-15"), ("市级", "2021-07"),
    ]  # fmt: skip
    path = project.root.parent / "荣誉.csv"
    path.write_bytes("荣誉名称,级别\n甲称号,省级\n".encode("gbk"))
    plan = plan_import(project, path, Answers())
    assert [row.place for row in plan.new] == ["荣誉.csv!A2"]


def test_honours_go_after_those_of_the_same_school_and_no_byte_before_changes(project: Project) -> None:
    old = "# 备注\r\n  - 名称: 文明学校   # 证书在柜子里\r\n    学校: 示例学校\r\n"
    path = project.data / "honors" / "all.yml"
    path.parent.mkdir()
    path.write_bytes(old.encode())

    plan = plan_of(project, [HEAD, ["甲称号", "省级"]])
    write_all(project, plan.writes)

    new = path.read_bytes().decode()
    assert plan.target == "data/honors/all.yml"
    assert new.startswith(old)
    assert "\n\r\n  - 名称: 甲称号\r\n    级别: 省级\r\n" in new
    assert "\n" not in new.replace("\r\n", "")


@pytest.mark.parametrize("text", ["[{名称: 甲, 学校: 示例学校}]\n", "- 名称: 甲\n  学校: 示例学校\n...\n"])
def test_a_list_that_cannot_be_continued_is_left_alone(project: Project, text: str) -> None:
    write(project, "honors/all.yml", text)
    plan = plan_of(project, [HEAD, ["甲称号", "省级"]])

    assert codes(plan) == ["import-target"]
    assert plan.writes == ()


@pytest.mark.parametrize("name", ["../外面.yml", "data/schools/a.yml", "/x.yml", "data/honors"])
def test_honours_are_written_only_where_honours_belong(project: Project, name: str) -> None:
    if name == "data/honors":
        (project.data / "honors.yml").mkdir()
    plan = plan_of(project, [HEAD, ["甲称号", "省级"]], Answers(file=name))

    assert codes(plan) == ["import-target"]
    assert plan.writes == ()


def test_a_named_file_and_source_are_used(project: Project) -> None:
    plan = plan_of(project, [HEAD, ["甲称号", "省级"]], Answers(file="二〇二一", source="校内材料"))

    assert plan.target == "data/honors/二〇二一.yml"
    assert [write.file for write in plan.writes] == ["data/honors/二〇二一.yml"]
    assert plan.source_added == ""


def test_a_new_source_is_registered_below_the_others(project: Project) -> None:
    path = project.data / "sources.yml"
    old = path.read_text(encoding="utf-8") + "# 末尾的备注\n"
    path.write_text(old, encoding="utf-8")
    write_all(project, plan_of(project, [HEAD, ["甲称号", "省级"]]).writes)

    assert path.read_text(encoding="utf-8") == old + "\n- 编号: 校内台账\n  标题: 学校荣誉台账（荣誉.xlsx）\n"


def test_broken_data_stops_the_import_and_is_shown(project: Project) -> None:
    write(project, "honors/all.yml", "- 名称：甲\n")
    plan = plan_of(project, [HEAD, ["甲称号", "省级"]])

    assert codes(plan)[-1] == "import-blocked"
    assert any(problem.where.file == "data/honors/all.yml" for problem in plan.problems)
    assert plan.writes == ()


@pytest.mark.untraced
def test_thousands_of_honours_go_into_files_that_can_be_read(project: Project) -> None:
    rows = [
        HEAD,
        *(
            [f"教育教学先进单位称号{i}" * 8, "省级", "2021", "示例省教育厅", f"第{i}党支部"]
            for i in range(3000)
        ),
    ]
    plan = plan_of(project, rows)

    assert len(plan.new) == 3000
    files = [write for write in plan.writes if "honors" in write.file]
    assert [write.file for write in files] == ["data/honors/荣誉.yml", "data/honors/荣誉-2.yml"]
    assert all(len(write.after) < 1 << 20 for write in files)


def test_more_honours_than_any_county_has_are_refused(project: Project) -> None:
    plan = plan_of(project, [HEAD, *(["先进单位", "省级"] for _ in range(5001))])

    assert codes(plan) == ["workbook-too-large"]


def test_a_full_disk_leaves_every_file_as_it_was(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_of(project, [HEAD, ["甲称号", "省级"]])
    before = (project.data / "sources.yml").read_bytes()

    def full(path: Path, data: bytes) -> None:
        assert path.parent.name == "honors"
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(disk, "write_new", full)

    assert [problem.code for problem in write_all(project, plan.writes)] == ["disk-full"]
    assert (project.data / "sources.yml").read_bytes() == before
    assert in_data(project) == []


def test_a_file_that_changed_meanwhile_is_not_written_over(project: Project) -> None:
    plan = plan_of(project, [HEAD, ["甲称号", "省级"]])
    write(project, "honors/荣誉.yml", "- 名称: 刚写的\n")

    assert [problem.code for problem in write_all(project, plan.writes)] == ["import-changed"]
    assert [honor["名称"] for honor in in_data(project)] == ["刚写的"]


def test_what_is_told_fits_eighty_columns(project: Project) -> None:
    rows = [
        HEAD,
        *(
            [f"{'很长的荣誉名称' * 6}{i}", "省级", "2021", "示例省教育厅", "王小明" if i % 2 else "党支部"]
            for i in range(40)
        ),
        ["没有级别的先进单位", None, "2021", "示例省" + "教育" * 20 + "厅"],
    ]
    plan = plan_of(project, rows)
    lines = [*lines_of(plan), *preview(plan.new)]

    assert max(cell_width(line) for line in lines) <= 80
    assert any("A  荣誉名称" in line and "→ 名称" in line for line in lines)
    assert len(lines) < 60


def test_hidden_rows_are_read_and_pictures_left_out_and_both_are_told(project: Project) -> None:
    book = openpyxl.Workbook()
    fill(book.worksheets[0], [HEAD, ["甲称号", "省级"], ["乙称号", "省级"]])
    book.worksheets[0].row_dimensions[3].hidden = True
    path = project.root.parent / "荣誉.xlsx"
    path.write_bytes(saved(book))
    with ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.png", b"x")

    plan = plan_import(project, path, Answers())

    text = "\n".join(lines_of(plan))
    assert len(plan.new) == 2
    assert "其中 1 行在表里是隐藏的" in text
    assert "嵌了 1 张图片" in text


def test_brands_regions_and_sorts_are_taken_as_they_are(project: Project) -> None:
    write(project, "brands/b.yml", "名称: “23”党建品牌\n代号: 23\n学校: 示例学校\n来源: 校内材料\n")
    write(project, "regions/r.yml", "名称: 示例县\n来源: 校内材料\n")
    rows = [
        ["荣誉名称", "品牌", "类别", "阶段", "获奖单位"],
        ["甲称号", "23党建品牌", "表彰", "创建中", "示例县"],
        ["乙称号", "“32”党建牌子", "课程", "快了", "全体教师"],
    ]
    plan = plan_of(project, rows)

    assert [row.values for row in plan.new] == [
        {"名称": "甲称号", "品牌": "“23”党建品牌", "类别": "表彰", "阶段": "创建中", "区域": "示例县"},
        {
            "名称": "乙称号",
            "品牌": "“32”党建牌子",
            "类别": "课程",
            "获奖主体": "全体教师",
            "学校": ["示例学校"],
        },
    ]
    assert codes(plan) == ["cell-choice"]


def test_a_body_of_a_known_school_belongs_to_that_school(project: Project) -> None:
    two_schools(project)
    rows = [["荣誉名称", "级别", "单位"], ["甲称号", "省级", "东二中党总支"], ["乙称号", "省级", "示例学校"]]

    assert [(row.values["学校"], row.values.get("获奖主体")) for row in plan_of(project, rows).new] == [
        (["东山区第二中学"], "东二中党总支"),
        (["示例学校"], None),
    ]


def test_what_has_no_key_of_its_own_goes_into_the_note(project: Project) -> None:
    rows = [
        ["荣誉名称", "奖项", "项目名称", "文号", "备注"],
        ["甲称号", "先进", "合唱", "示教〔2021〕3号", "复评"],
        ["荣获乙称号活动", "一等奖", None, None, None],
    ]

    assert taken(plan_of(project, rows)) == [
        {"名称": "甲称号", "说明": "项目名称：合唱；奖项：先进；文号：示教〔2021〕3号；复评"},
        {"名称": "乙称号活动", "等级": "一等奖"},
    ]


def test_blanks_of_a_form_and_days_that_are_none_are_told_of(project: Project) -> None:
    rows = [
        ["荣誉名称", "年份", "月", "获奖单位"],
        ["XX学校先进", "2021", "7"],
        ["乙称号", "2021", "13", "某某支部"],
    ]
    plan = plan_of(project, rows)

    assert {(problem.where.file[-2:], problem.code, problem.severity.value) for problem in plan.problems} == {
        ("A2", "cell-placeholder", "拦截"),
        ("C3", "cell-date", "提醒"),
        ("D3", "cell-placeholder", "提醒"),
    }
    assert taken(plan) == [{"名称": "乙称号", "年份": "2021"}]


def test_grades_and_levels_in_one_column_are_told_apart(project: Project) -> None:
    rows = [
        ["荣誉名称", "等级"],
        ["甲称号", "省级"],
        ["乙称号", "二等"],
        ["丙称号", "市级三等奖"],
        ["丁称号", "示范"],
    ]

    assert taken(plan_of(project, rows)) == [
        {"名称": "甲称号", "级别": "省级"},
        {"名称": "乙称号", "等级": "二等奖"},
        {"名称": "丙称号", "级别": "市级", "等级": "三等奖"},
        {"名称": "丁称号", "等级": "示范"},
    ]


def test_winners_that_are_schools_become_the_schools(project: Project) -> None:
    two_schools(project)
    rows = [
        ["荣誉名称", "学校", "获奖单位"],
        ["甲称号", "示例学校", "示例学校"],
        ["乙称号", None, "示例学校、东二中"],
        ["丙称号", "本校", "西山小学"],
        ["丁称号", None, "西山小学"],
    ]
    plan = plan_of(project, rows, Answers(school="示例学校"))

    assert [(row.values["学校"], row.values.get("获奖主体")) for row in plan.new] == [
        (["示例学校"], None),
        (["示例学校", "东山区第二中学"], None),
        (["示例学校"], "西山小学"),
        (["示例学校"], "西山小学"),
    ]
    assert set(plan_of(project, rows[:1] + rows[4:]).unknown) == {"西山小学"}


def test_titles_tell_the_year_of_rows_that_tell_none_and_that_is_told(project: Project) -> None:
    for title, key, value in (
        ("2021年荣誉", "年份", "2021"),
        ("2021—2022学年荣誉", "学年", "2021—2022 学年"),
    ):
        plan = plan_of(project, [[title], ["荣誉名称", "时间"], ["甲称号", None], ["乙称号", "2020"]])

        assert [row.get(key) for row in taken(plan)] == [value, "2020" if key == "年份" else None]
        assert f"1 条没有写时间，按表题、小标题或工作表的名称记作 {value}。" in "\n".join(lines_of(plan))


def test_honours_of_no_school_are_taken_when_that_is_said(project: Project) -> None:
    two_schools(project)
    rows = [["荣誉名称", "级别"], ["甲称号", "县级"]]

    assert [row.name for row in plan_of(project, rows).homeless] == ["甲称号"]
    assert taken(plan_of(project, rows, Answers(school="无"))) == [{"名称": "甲称号", "级别": "县区级"}]


def test_reports_on_many_tables_and_names_stay_short(project: Project) -> None:
    two_schools(project)
    rows: list[Any] = []
    for number in range(20):
        head = ["荣誉名称", "学校"] if number % 2 else ["学校", "荣誉名称"]
        name, school = f"第{number}称号", f"西山第{number}小学"
        rows += [head, [name, school] if number % 2 else [school, name]]
    lines = list(lines_of(plan_of(project, rows)))

    assert any("还有 15 张表" in line for line in lines)
    assert any("还有 8 个资料里没有的校名" in line for line in lines)
    assert len(lines) < 60
