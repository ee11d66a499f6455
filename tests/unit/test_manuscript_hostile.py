"""Documents made to hurt end in bounded time with one message in Chinese, or are read like any other."""

from __future__ import annotations

import io
import random
import time
import zipfile

import pytest
from docx import Document

from generator.manuscript.drafting import Request, make_draft
from generator.manuscript.reading import read_pasted
from generator.problems import Problem
from tests.manuscripts import data_of, paragraph, with_parts, word_of

PATIENCE = 10.0
"""Seconds of the processor's time, which no neighbour uses up; most of these take less than one."""
MOST = 149_000


def outcome(data: bytes) -> Problem | None:
    """Read and draft; return the problem that stopped it, and fail when it took too long."""
    started = time.process_time()
    manuscript, problems = read_pasted(io.BytesIO(data))
    if manuscript is not None:
        _, problems = make_draft(manuscript, Request("材料"), ())
    assert time.process_time() - started < PATIENCE
    assert len(problems) < 2
    return problems[0] if problems else None


def distinct() -> str:
    """Return short sentences of which no two are alike."""
    signs = random.Random(4)  # noqa: S311 - the same every time
    return "".join(
        "".join(chr(signs.randrange(0x4E00, 0x9FA5)) for _ in range(3)) + "。" for _ in range(MOST // 4)
    )


@pytest.mark.untraced
@pytest.mark.parametrize(
    "text",
    [
        "学" * MOST,
        "甲" + " " * (MOST - 2) + "乙",
        "一是甲，" * (MOST // 4),
        "“双岗”" * (MOST // 4),
        "双岗、三比、四创、五帮" * (MOST // 11),
        "党(dǎng)" * (MOST // 8),
        "<!--" * (MOST // 4),
        "<script>" * (MOST // 8),
        "（" * MOST,
        "1" * MOST,
        "甲1乙" * (MOST // 3),
        "X" * MOST,
        "a" * MOST,
        "學校黨建工作" * (MOST // 6),
        "å­¦æ ¡" * (MOST // 6),
        "学生张小明因患病，" * (MOST // 9),
        ("阅读1 " * 39 + "甲\n") * (MOST // 160),
        "一、双岗\n" * 19_000,
        "1. 短语\n" * 19_000,
        "\n" * 19_000 + "甲",
        "设立党员示范岗18个，" * (MOST // 11),
        "\n".join(
            f"学生{a}{b}{c}。"
            for a in "张王李赵陈杨黄周吴徐"
            for b in "一二三四五六七八九十"
            for c in "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"
        ),
        distinct(),
    ],
    ids=lambda text: str(text)[:8].strip() or "blank",
)
def test_text_made_to_be_slow_is_not(text: str) -> None:
    problem = outcome(text.encode())

    assert problem is None or problem.code == "manuscript-long"


def test_text_of_a_hundred_megabytes_is_refused_unread() -> None:
    problem = outcome("学校".encode() * 17_000_000)

    assert problem is not None
    assert problem.code == "manuscript-long"


@pytest.mark.untraced
def test_million_paragraphs_are_refused() -> None:
    assert (problem := outcome(word_of("<w:p/>" * 1_000_000))) is not None
    assert problem.code == "manuscript-long"


def test_archive_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO(data_of(Document()))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/footnotes.xml", b" " * (200 << 20))

    assert (problem := outcome(out.getvalue())) is not None
    assert problem.code == "manuscript-long"


def test_archive_that_lies_about_its_size_is_broken() -> None:
    data = bytearray(word_of(paragraph("甲" * 5_000)))
    where = data.rindex(b"word/document.xml") - 46 + 24
    data[where : where + 4] = (40).to_bytes(4, "little")

    assert (problem := outcome(bytes(data))) is not None
    assert problem.code == "manuscript-broken"


def test_archive_of_too_many_files_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(5_001):
            archive.writestr(f"{number}", b"")

    assert (problem := outcome(out.getvalue())) is not None
    assert problem.code == "manuscript-long"


def test_external_entity_is_neither_resolved_nor_read() -> None:
    text = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><w:document xmlns:w="w">'
        "<w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
    )

    assert (
        problem := outcome(with_parts(data_of(Document()), {"word/document.xml": text.encode()}))
    ) is not None
    assert problem.code == "manuscript-broken"


@pytest.mark.parametrize("depth", [80, 250, 5_000])
@pytest.mark.parametrize("around", ["<w:ins>", "<w:tbl><w:tr><w:tc>", "<w:p><w:r><w:txbxContent>"])
def test_deep_nesting_is_read_or_refused(around: str, depth: int) -> None:
    closing = "".join(reversed([f"</{name}" for name in around.split("<")[1:]]))
    problem = outcome(word_of(around * depth + paragraph("甲。") + closing * depth))

    assert problem is None or problem.code == "manuscript-broken"


@pytest.mark.parametrize("cut", [10, 200, 2_000, 10_000, -30])
def test_truncated_file_is_broken(cut: int) -> None:
    assert (problem := outcome(data_of(Document())[:cut])) is not None
    assert problem.code == "manuscript-broken"


def test_flipped_bytes_never_raise() -> None:
    signs = random.Random(7)  # noqa: S311 - the same every time
    whole = word_of(paragraph("学校党建工作。") * 20)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(signs.randrange(1, 20)):
            data[signs.randrange(len(data))] = signs.randrange(256)
        outcome(bytes(data))
