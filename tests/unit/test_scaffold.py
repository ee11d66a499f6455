"""New records: what a code lays out, where files go and under which name, what their gaps look like."""

from __future__ import annotations

import errno
from collections import Counter
from pathlib import Path

import pytest

from generator import disk
from generator.build import Generator
from generator.problems import NOTE
from generator.project import Project
from generator.scaffold import Draft, plan_files, read_known, write_plan
from generator.scaffold.answers import answer_fault
from generator.scaffold.drafting import WAITING, draft_text
from generator.scaffold.layout import MOST, pillar_slots
from generator.scaffold.making import Plan
from generator.scaffold.naming import LONGEST, slug_for
from generator.scaffold.questions import QUESTIONS
from generator.schema import Kind
from generator.schema.kinds import ACTIVITY, BRAND, HONOR, REGION, REPORT, SCHOOL
from tests.in_memory import MINIMAL_TEXTS, read_text, read_texts
from tests.schema_checks import as_editors_read, complaints

ANY: None = None


@pytest.mark.parametrize(
    ("code", "slots"),
    [
        ("2345", [("", 2), ("", 3), ("", 4), ("", 5)]),
        ("343", [("", 3), ("", 4), ("", 3)]),
        ("1331", [("", 1), ("", 3), ("", 3), ("", 1)]),
        ("3+N", [("", 3), ("", ANY)]),
        ("1+2+N", [("", 1), ("", 2), ("", ANY)]),
        ("一核四驱三带", [("一核", 1), ("四驱", 4), ("三带", 3)]),
        ("三驱动·四融合", [("三驱动", 3), ("四融合", 4)]),
        ("四个三", [("", 3)] * 4),
        ("五个一", [("", ANY)] * 5),
        ("五联", [("", ANY)] * 5),
        ("三红", [("", ANY)] * 3),
        ("七彩", [("", ANY)] * 7),
        ("党建+", []),
        ("同心圆", []),
        ("一心向党", []),
        ("", []),
        ("九十九条", []),
        ("9" * (MOST + 1), []),
    ],
)
def test_a_code_lays_out_its_pillars(code: str, slots: list[tuple[str, int | None]]) -> None:
    assert [(slot.name, slot.items) for slot in pillar_slots(code)] == slots


@pytest.mark.parametrize(
    "code",
    [
        "2345", "343", "1331", "3+N", "1+2+N", "党建+", "一核四驱三带", "三驱动·四融合", "五联", "三红", "四个三",
        "七彩", "同心圆", "五个一", "九十九条", "0", "20", "9" * 30, "N", "3＋Ｎ", "“2345”", "1个核心、2条主线", "# : - '",
    ],
)  # fmt: skip
def test_a_brand_of_any_code_passes_the_check(code: str) -> None:
    text = draft_text(BRAND, {"名称": "甲", "代号": code, "学校": "示例学校"})

    read = read_texts({"brands/new.yml": text})

    assert read.grave == []
    assert complaints(BRAND, as_editors_read(text)) == []


def test_2345_gives_four_pillars_of_gaps_that_the_site_shows_as_gaps() -> None:
    text = draft_text(BRAND, {"名称": "“2345”党建品牌", "代号": "2345", "学校": "示例学校"})
    read = read_texts({"brands/2345.yml": text})

    assert read.showcase is not None
    (brand,) = read.showcase.brands
    assert [len(pillar.items) for pillar in brand.entity.pillars] == [2, 3, 4, 5]
    assert read.codes == ["fields-missing", *["placeholder-left"] * 4]
    page = read.markdown["brands/2345.md"].text
    assert page.count("## *待补*") == 18
    assert "项要点" not in page
    assert "：待补、" not in read.markdown["brands/index.md"].text


def test_what_waits_says_nothing_when_its_first_sign_is_taken_away() -> None:
    for kind in QUESTIONS:
        name = "标题" if kind in {ACTIVITY, REPORT} else "名称"
        text = draft_text(kind, {name: "甲"})
        waiting = [row for row in text.splitlines() if row.lstrip().startswith("# ") and ":  # " in row]
        assert len(waiting) >= len(WAITING[kind]) - 1
        filled = "\n".join(row.replace("# ", "", 1) if row in waiting else row for row in text.splitlines())
        path = f"{kind.place}/a.yml"
        if kind is not ACTIVITY:
            assert read_text(path, filled)[0][0].entity == read_text(path, text)[0][0].entity


@pytest.mark.parametrize("kind", QUESTIONS, ids=lambda kind: kind.place)
def test_every_question_and_every_waiting_line_is_a_key_of_the_model(kind: Kind) -> None:
    keys = set(kind.model.keys())

    assert {question.key for question in QUESTIONS[kind]} | set(WAITING[kind]) <= keys
    assert {
        key for key, name in kind.model.keys().items() if kind.model.model_fields[name].is_required()
    } <= {question.key for question in QUESTIONS[kind] if question.must}


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("2345", "2345"),
        ("3+N", "3-n"),
        ("一核四驱三带", "yi-he-si-qu-san-dai"),
        ("示范小学", "shi-fan-xiao-xue"),
        ("🎉", "brands"),
        ("con", "brands-con"),
        ("index", "brands-index"),
        ("a" * 100, "a" * LONGEST),
    ],
)
def test_names_become_addresses(name: str, slug: str) -> None:
    assert slug_for(BRAND, name, ()) == slug


def test_a_long_name_is_cut_between_two_syllables() -> None:
    slug = slug_for(BRAND, "党建引领立德树人" * 5, ())

    assert len(slug) <= LONGEST
    assert slug.split("-")[-1] in {"dang", "jian", "yin", "ling", "li", "de", "shu", "ren"}


def test_a_taken_address_is_counted_up() -> None:
    assert slug_for(BRAND, "2345", {"2345", "2345-2"}) == "2345-3"


@pytest.mark.parametrize(
    ("kind", "key", "text", "told"),
    [
        (BRAND, "年份", "2018", ""),
        (BRAND, "年份", "二〇一八", "“年份”要写四位数的年份"),
        (HONOR, "级别", "省", "是不是“省级”？"),
        (ACTIVITY, "日期", "六月三日", "看不懂"),
        (BRAND, "名称", "\x00", "这一项必须填写"),
        (BRAND, "名称", '有"引号"、冒号: 和 # 号', ""),
    ],
)
def test_an_answer_is_judged_as_in_a_file(kind: Kind, key: str, text: str, told: str) -> None:
    fault = answer_fault(kind, key, text)

    assert told in fault
    assert bool(fault) == bool(told)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project with the minimal data."""
    for name, text in MINIMAL_TEXTS.items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Project(tmp_path)


def plan(project: Project, *drafts: Draft) -> Plan:
    """Plan drafts in a project as it is."""
    return plan_files(read_known(project), drafts)


def write(project: Project, *drafts: Draft) -> list[str]:
    """Plan and write drafts, and return the files."""
    planned = plan(project, *drafts)
    assert planned.problems == ()
    assert write_plan(project, planned) == ()
    return [made.file for made in planned.files]


def grave(project: Project) -> list[str]:
    """Return the codes of what stops a site."""
    return [problem.code for problem in Generator(project).check()[1] if problem.severity is not NOTE]


def test_every_kind_goes_to_its_folder(project: Project) -> None:
    drafts = [
        Draft(SCHOOL, {"名称": "第二小学"}),
        Draft(REGION, {"名称": "石泉县"}),
        Draft(BRAND, {"名称": "甲", "代号": "2345", "学校": "示例学校"}),
        Draft(HONOR, {"名称": "乙", "学校": "示例学校"}),
        Draft(ACTIVITY, {"标题": "丙", "学校": "示例学校", "日期": "2024-6-3"}),
        Draft(ACTIVITY, {"标题": "丙", "品牌": "甲"}),
        Draft(ACTIVITY, {"标题": "丙"}),
        Draft(REPORT, {"标题": "丁", "学校": "示例学校", "年度": "2024"}),
    ]

    assert write(project, *drafts) == [
        "data/schools/di-er-xiao-xue.yml",
        "data/regions/shi-quan-xian.yml",
        "data/brands/2345.yml",
        "data/honors/example.yml",
        "data/activities/example/2024-6-3-bing.yml",
        "data/activities/example/bing.yml",
        "data/activities/bing-2.yml",
        "data/reports/example-2024.yml",
    ]
    assert grave(project) == []


def test_an_empty_folder_gets_its_site_file_too(tmp_path: Path) -> None:
    project = Project(tmp_path)

    assert write(project, Draft(SCHOOL, {"名称": "甲"})) == ["data/site.yml", "data/schools/jia.yml"]
    assert grave(project) == []


def test_an_honour_is_added_where_the_school_has_its_others_and_nothing_else_changes(
    project: Project,
) -> None:
    path = project.data / "honors/2023.yml"
    path.parent.mkdir()
    old = "# 备注\n  - 名称: 甲   # 又一条\n    学校: '示例学校'\n\n  # 最后的备注".encode()
    path.write_bytes(old)

    assert write(project, Draft(HONOR, {"名称": "乙", "学校": "示例学校"})) == ["data/honors/2023.yml"]
    assert path.read_bytes().startswith(old)
    assert [record.entity.name for record in read_known(project).records(HONOR)] == ["甲", "乙"]


def test_a_list_keeps_its_mark_and_its_line_breaks(project: Project) -> None:
    path = project.data / "honors/example.yml"
    path.parent.mkdir()
    old = b"\xef\xbb\xbf" + "- 名称: 甲\r\n  学校: 示例学校\r\n".encode()
    path.write_bytes(old)

    write(project, Draft(HONOR, {"名称": "乙", "学校": "示例学校"}))

    data = path.read_bytes()
    assert data.startswith(old + b"\r\n- ")
    assert data.count(b"\n") == data.count(b"\r\n")


@pytest.mark.parametrize(
    "old",
    ["[]\n", "- {名称: 甲}\n...\n", "名称: 甲\n", "- 名称: [\n", "- 名称: 甲\n  说明: |+\n    乙\n\n\n"],
    ids=["flow", "end", "mapping", "broken", "keep"],
)
def test_a_list_that_cannot_be_added_to_is_left_alone(project: Project, old: str) -> None:
    path = project.data / "honors/example.yml"
    path.parent.mkdir()
    path.write_text(old, encoding="utf-8", newline="\n")

    planned = plan(project, Draft(HONOR, {"名称": "乙", "学校": "示例学校"}))

    assert [made.file for made in planned.files] in (
        ["data/honors/example-2.yml"],
        ["data/honors/example.yml"],
    )
    for made in planned.files:
        if made.old is None:
            assert "不能接着写" in planned.notes[0]
        else:
            assert read_text("honors/example.yml", made.data.decode())[0][0].entity.note == "乙"
    assert write_plan(project, planned) == ()
    assert path.read_text(encoding="utf-8").startswith(old)


def test_a_list_in_another_encoding_is_left_alone(project: Project) -> None:
    path = project.data / "honors/example.yml"
    path.parent.mkdir()
    path.write_bytes("- 名称: 先进基层党组织\n  学校: 示例学校\n".encode("gb18030"))

    planned = plan(project, Draft(HONOR, {"名称": "乙", "学校": "示例学校"}))

    assert [made.file for made in planned.files] == ["data/honors/example-2.yml"]


def test_the_name_of_a_school_that_is_there_is_refused(project: Project) -> None:
    planned = plan(project, Draft(SCHOOL, {"名称": "示例 学校"}))

    assert [problem.code for problem in planned.problems] == ["name-duplicate"]


def test_faults_that_were_there_before_do_not_stop_a_new_record(project: Project) -> None:
    (project.data / "brands").mkdir()
    (project.data / "brands/old.yml").write_text(
        "名称: 旧\n学校: 没有的学校\n标识: 没有.png\n", encoding="utf-8"
    )

    assert write(project, Draft(SCHOOL, {"名称": "第二小学"})) == ["data/schools/di-er-xiao-xue.yml"]


def test_an_address_counts_as_taken_in_any_letters_and_any_folder(project: Project) -> None:
    for name in ("schools/old/DI-ER-XIAO-XUE.yml", "schools/坏.yml"):
        path = project.data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("名称: [\n", encoding="utf-8")

    files = write(project, Draft(SCHOOL, {"名称": "第二小学"}), Draft(SCHOOL, {"名称": "坏"}))

    assert files == ["data/schools/di-er-xiao-xue-2.yml", "data/schools/huai-2.yml"]


def test_a_file_that_appeared_meanwhile_is_never_replaced(project: Project) -> None:
    planned = plan(project, Draft(SCHOOL, {"名称": "甲"}), Draft(SCHOOL, {"名称": "乙"}))
    theirs = project.data / "schools/yi.yml"
    theirs.write_text("名称: 丙\n", encoding="utf-8")

    (problem,) = write_plan(project, planned)

    assert (problem.code, problem.where.file) == ("file-changed", "data/schools/yi.yml")
    assert theirs.read_text(encoding="utf-8") == "名称: 丙\n"
    assert not (project.data / "schools/jia.yml").exists()


def test_a_list_that_changed_meanwhile_is_left_alone(project: Project) -> None:
    path = project.data / "honors/example.yml"
    path.parent.mkdir()
    path.write_text("- 名称: 甲\n  学校: 示例学校\n", encoding="utf-8")
    planned = plan(project, Draft(HONOR, {"名称": "乙", "学校": "示例学校"}))
    path.write_text("- 名称: 丙\n", encoding="utf-8")

    assert [problem.code for problem in write_plan(project, planned)] == ["file-changed"]
    assert path.read_text(encoding="utf-8") == "- 名称: 丙\n"


def snapshot(project: Project) -> Counter[tuple[str, bytes]]:
    """Return every file of the data with its bytes."""
    files = (path for path in project.data.rglob("*") if path.is_file())
    return Counter((project.relative(path), path.read_bytes()) for path in files)


@pytest.mark.parametrize(
    "fault", [OSError(errno.ENOSPC, "voll"), KeyboardInterrupt()], ids=["full", "ctrl-c"]
)
def test_what_cannot_be_finished_is_undone(
    project: Project, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    planned = plan(project, *(Draft(SCHOOL, {"名称": name}) for name in "甲乙丙"))
    before, whole = snapshot(project), disk.write_new

    def fail(path: Path, data: bytes) -> None:
        if path.name == "bing.yml":
            raise fault
        whole(path, data)

    monkeypatch.setattr(disk, "write_new", fail)
    try:
        problems = write_plan(project, planned)
        assert [problem.code for problem in problems] == ["disk-full"]
    except KeyboardInterrupt:
        assert isinstance(fault, KeyboardInterrupt)

    assert snapshot(project) == before
