"""Whatever a new record is called, and whatever its code is: what is written passes the check."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from generator.gate.reading import EDGE, Reading
from generator.gate.rules import inspect
from generator.load import Loaded
from generator.project import Project
from generator.scaffold import Draft, plan_files
from generator.scaffold.answers import answer_fault
from generator.scaffold.known import Known
from generator.scaffold.questions import QUESTIONS
from generator.schema import Kind, Record
from generator.schema.kinds import ACTIVITY, BRAND, HONOR, REPORT, SCHOOL
from tests.hostile_texts import TEXTS
from tests.in_memory import MINIMAL_TEXTS, kind_of, read_text, read_texts
from tests.schema_checks import as_editors_read, as_we_read, complaints

LETTERS = st.sampled_from([*"党建学习品牌，。“”‘’：；、-#:'\"[]{}&*!|>%@`,?～—…·　 019aZ\n\t\\😀\u200b"])
NAMES = (
    st.text(LETTERS, min_size=1, max_size=30) | st.sampled_from(TEXTS) | st.text(min_size=1, max_size=30)
).filter(str.strip)
CODES = (
    st.text(st.sampled_from([*"0123456789零一二两双三四五六七八九十个+＋NnX核驱带联·、 "]), max_size=8)
    | NAMES
)


def known() -> Known:
    """Return the minimal data as read."""
    records: list[Record] = []
    for path, text in MINIMAL_TEXTS.items():
        records += read_text(path, text)[0]
    files = frozenset(f"data/{path}" for path in MINIMAL_TEXTS)
    return Known(Project(Path("没有这个文件夹")), Loaded(tuple(records), {}, ()), files)


def check(kind: Kind, answers: dict[str, str]) -> None:
    """Hold what is planned for these answers to the check, and to what an editor is told."""
    assume(not any(answer_fault(kind, key, text) for key, text in answers.items() if text))
    # What must not be published is refused as a name as well.
    assume(not any(inspect(Reading(f"{EDGE}{text}{EDGE}")) for text in answers.values()))
    plan = plan_files(known(), [Draft(kind, {key: text for key, text in answers.items() if text})])
    (made,) = plan.files
    text = made.data.decode("utf-8")
    path = made.file.removeprefix("data/")

    assert plan.problems == ()
    assert made.file.isascii()
    assert read_texts({path: text}).grave == []
    assert kind_of(path) is kind
    assert complaints(kind, as_editors_read(text)) == []
    assert complaints(kind, as_we_read(text)) == []


@settings(max_examples=250)
@given(name=NAMES, code=CODES)
@example(name='有"引号"、冒号: 和 # 号', code="2345")
@example(name="一" * 30, code="一核四驱三带")
@example(name="- 甲", code="3+N")
def test_any_brand_passes(name: str, code: str) -> None:
    check(BRAND, {"名称": name, "代号": code, "学校": "示例学校"})


@pytest.mark.parametrize(
    "kind", [kind for kind in QUESTIONS if kind is not BRAND], ids=lambda kind: kind.place
)
@settings(max_examples=60)
@given(name=NAMES, more=NAMES)
def test_any_name_passes(kind: Kind, name: str, more: str) -> None:
    assume(not (kind is SCHOOL and "示例" in name))
    answers = {"标题" if kind in {ACTIVITY, REPORT} else "名称": name}
    if kind in {ACTIVITY, HONOR}:
        answers |= {"类型" if kind is ACTIVITY else "授予单位": more, "学校": "示例学校"}
    check(kind, answers)
