"""Honours survive the way into a workbook and back, whatever they say; cells say anything without a crash."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.gate.reading import Reading
from generator.gate.rules import inspect
from generator.load import FileCache, load_data
from generator.project import Project
from generator.schema.kinds import HONOR
from generator.schema.records import LEVELS, Honor
from generator.workbook.exporting import export_workbook
from generator.workbook.importing import Answers, plan_import
from generator.workbook.saving import write_all
from generator.writing import record_text
from tests.case_files import MINIMAL
from tests.workbooks import book_of

# What a data file can hold: no control signs, no breaks that editors do not see.
SIGNS = st.characters(
    codec="utf-8",
    exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"),
    exclude_characters="\ufeff\u200b\u2060\ufffd"
    + "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])),
)
WORDS = st.sampled_from(
    ["=1+1", "-", "—", "无", "未定", "合计", "一、省级", "王小明", "_x0041_", "{", '{"编号": "甲"}', "a\\nb", "\\", "'", "N/A",
     "#REF!", "@甲", "2021.1", "00123", "第一行\n第二行", "甲、乙", "示例", "序号", "名称", "同上", "填表人：甲", "1e5", "TRUE"]
)  # fmt: skip
TEXT = (
    (st.text(SIGNS, min_size=1, max_size=12) | WORDS)
    .map(str.strip)
    # What the gate stops is not imported at all.
    .filter(lambda text: text not in {"", "~", "null"} and not inspect(Reading(text)))
)
DATE = st.one_of(
    st.integers(1900, 2100).map(str),
    st.builds("{}-{:02}".format, st.integers(1900, 2100), st.integers(1, 12)),
    st.builds("{}-{:02}-{:02}".format, st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 28)),
)
CITATION = st.one_of(
    st.just("校内材料"),
    st.fixed_dictionaries({"标题": TEXT}, optional={"出处": TEXT, "日期": DATE, "位置": TEXT}),
)
HONORS = st.lists(
    st.fixed_dictionaries(
        {"名称": TEXT},
        optional={
            "级别": st.sampled_from(LEVELS), "类别": TEXT, "授予单位": st.lists(TEXT, min_size=1, max_size=3),
            "年份": st.integers(1900, 2100).map(str), "日期": DATE, "届次": TEXT, "批次": TEXT, "学年": TEXT, "等级": TEXT,
            "阶段": st.sampled_from(["争创", "已认定"]), "获奖主体": TEXT, "学校": st.just(["示例学校"]), "说明": TEXT,
            "来源": st.lists(CITATION, min_size=1, max_size=2),
        },
    ),
    min_size=1,
    max_size=5,
)  # fmt: skip


def project_at(folder: str) -> Project:
    """Return a project with one school in a folder."""
    shutil.copytree(MINIMAL / "data", Path(folder) / "data")
    return Project(Path(folder))


def honors_in(project: Project) -> list[Honor]:
    """Return the honours of a project."""
    return [record.entity for record in load_data(project, FileCache()).records if record.kind is HONOR]


def imported(project: Project, data: bytes) -> int:
    """Import a workbook, people included, and return how many honours were new."""
    path = project.root / "出.xlsx"
    path.write_bytes(data)
    plan = plan_import(project, path, Answers(people=True))
    assert [problem for problem in plan.problems if problem.code != "honor-similar"] == []
    assert write_all(project, plan.writes) == ()
    return len(plan.new)


@settings(max_examples=60, deadline=None)
@given(HONORS)
@example([{"名称": "=1+1", "授予单位": ["a\\nb", "甲\n乙", '{"编号": "甲"}'], "说明": "_x0041_"}])
@example([{"名称": "无", "获奖主体": "—", "日期": "1900-01", "等级": "一等奖"}])
def test_honours_survive_export_and_import_and_a_second_import_adds_none(
    values: list[dict[str, Any]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = project_at(folder)
        path = project.data / "honors" / "all.yml"
        path.parent.mkdir()
        path.write_text(record_text(HONOR, values), encoding="utf-8", newline="\n")
        before = honors_in(project)
        assert len(before) == len(values)
        data, _ = export_workbook(before, ["示例学校"])
        path.unlink()

        assert imported(project, data) == len(set(map(repr, before)))
        assert list(dict.fromkeys(map(repr, honors_in(project)))) == list(dict.fromkeys(map(repr, before)))
        assert imported(project, data) == 0


CELLS = st.one_of(st.none(), TEXT, st.integers(-5, 60_000), st.floats(-1, 60_000), st.dates(), st.booleans())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(CELLS, min_size=6, max_size=6), max_size=8),
    st.permutations(["荣誉名称", "级别", "时间", "颁奖单位", "获奖者", "备注"]),
)
def test_whatever_the_cells_hold_what_is_taken_passes_the_check(
    rows: list[list[Any]], head: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = project_at(folder)
        path = project.root / "荣誉.xlsx"
        path.write_bytes(book_of([head, *rows]))
        plan = plan_import(project, path, Answers())

        assert write_all(project, plan.writes) == ()
        assert len(honors_in(project)) == len(plan.new)
