"""Whatever a manuscript holds: no sentence of it is lost, no name gets through, and the draft stands the check."""

from __future__ import annotations

import io
import re

from hypothesis import given
from hypothesis import strategies as st

from generator.manuscript.drafting import Draft, Request, make_draft
from generator.manuscript.paragraphs import Manuscript, Paragraph
from generator.manuscript.reading import read_pasted
from generator.manuscript.sentences import sentences, words_of
from generator.schema.kinds import ACTIVITY, BRAND, REPORT
from tests.in_memory import MINIMAL_TEXTS, read_text, read_texts

RECORDS = tuple(record for path, text in MINIMAL_TEXTS.items() for record in read_text(path, text)[0])
LABELS = [
    "",
    "",
    "",
    "一、",
    "二、",
    "（一）",
    "（二）",
    "1.",
    "2.",
    "（1）",
    "①",
    "一是",
    "二是",
    "首先，",
    "• ",
    "第一，",
    "# ",
    "- ",
]
PIECES = [
    "学校党总支", "双岗", "三比", "“2345”", "党建品牌", "教书育人岗", "示范岗", "18个", "43名", "7.7万元", "XX市", "20__年", "X+N主题党日",
    "学生张小明", "因患病", "（13812345678）", "2024年6月3日", "即", "包括", "、", "，", "；", "：", "（", "）", "“五个一”", "存在问题", "下一步",
    "背景", "启示", "机制", "党(dǎng)", "黨建", "- 3 -", "阅读 1234 次", "来源：示例网", "&nbsp;", "<b>", "#", ": ", "'", '"', "|", "[", "{", "\u200b",
    "\ufffd", "é", "待定", "草稿: 是", "---", "...", "%", "@", "`", "!", "&", "*", "?", "\t", "\u3000", "\x85", "\x07",
]  # fmt: skip
line = st.tuples(
    st.sampled_from(LABELS),
    st.lists(
        st.sampled_from(PIECES) | st.text("学校党建工作很好大家都来", min_size=1, max_size=8), max_size=8
    ),
    st.sampled_from(["", "。", "；", "，"]),
).map(lambda parts: parts[0] + "".join(parts[1]) + parts[2])
kinds = st.sampled_from([None, BRAND, ACTIVITY, REPORT])
plain = st.text("学校党建工作很好大家都来做事业前进发展水平提高", min_size=4, max_size=24)


def drafted(manuscript: Manuscript, request: Request) -> Draft:
    made, problems = make_draft(manuscript, request, RECORDS)
    assert made is not None, problems
    return made


@given(st.lists(line, max_size=14), kinds)
def test_any_lines_become_a_draft_that_stands_the_check(lines: list[str], kind: object) -> None:
    manuscript, problems = read_pasted(io.BytesIO("\n".join(lines).encode()))
    if manuscript is None:
        assert problems[0].code == "manuscript-empty"
        return
    made = drafted(manuscript, Request("材料", kind))  # type: ignore[arg-type]
    read = read_texts({made.file.removeprefix("data/"): made.text})

    assert read.grave == []
    assert "draft-waiting" in read.codes
    assert "张小明" not in made.text
    assert "13812345678" not in made.text


@given(st.binary(max_size=400))
def test_any_bytes_end_in_a_manuscript_or_one_problem(data: bytes) -> None:
    manuscript, problems = read_pasted(io.BytesIO(data))

    assert (manuscript is None) == (len(problems) == 1)


labelled = st.tuples(
    st.sampled_from(["", "一、", "（一）", "（二）", "1.", "2.", "一是", "二是"]),
    st.lists(plain, min_size=1, max_size=4),
)


@given(st.lists(labelled, min_size=1, max_size=10), kinds, st.booleans())
def test_no_sentence_is_lost(blocks: list[tuple[str, list[str]]], kind: object, styled: bool) -> None:
    paragraphs = [
        Paragraph(
            label + "".join(f"{text}。" for text in texts),
            number,
            level=1 if styled and len(texts) == 1 else 0,
        )
        for number, (label, texts) in enumerate(blocks, start=1)
    ]
    made = drafted(Manuscript(tuple(paragraphs)), Request("材料", kind))  # type: ignore[arg-type]
    whole = words_of(made.text)

    lost = [
        sentence
        for paragraph in paragraphs
        for sentence in sentences(re.sub("^(?:[一二]、|（[一二]）|[0-9][.]|[一二]是)", "", paragraph.text))
        if words_of(sentence) not in whole
    ]
    assert lost == []
