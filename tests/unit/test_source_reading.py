"""What is read, what is refused unread, and how each encoding is answered."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.problems import ERROR, NOTE, Problem
from generator.source import Document, parse_document, read_document

TEXT = "名称: “三联”党建品牌\n代号: 三联\n含义: 联学、联建、联心，把支部建在年级上。\n"
FILE = "data/brands/a.yml"


def read(folder: Path, data: bytes) -> tuple[Document | None, tuple[Problem, ...]]:
    path = folder / "a.yml"
    path.write_bytes(data)
    return read_document(path, FILE)


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def test_utf8_file_gives_its_text_and_value(tmp_path: Path) -> None:
    document, problems = read(tmp_path, TEXT.encode())
    assert problems == ()
    assert document is not None
    assert (document.file, document.text) == (FILE, TEXT)
    assert document.value == {
        "名称": "“三联”党建品牌",
        "代号": "三联",
        "含义": "联学、联建、联心，把支部建在年级上。",
    }


def test_bom_is_silent_and_moves_no_column(tmp_path: Path) -> None:
    document, problems = read(tmp_path, b"\xef\xbb\xbf" + TEXT.encode())
    assert problems == ()
    assert document is not None
    assert document.text == TEXT
    assert document.at("名称").column == 5


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_gbk_is_read_and_reported_with_both_editors(tmp_path: Path, encoding: str) -> None:
    document, (problem,) = read(tmp_path, TEXT.encode(encoding))
    assert document is not None
    assert document.text == TEXT
    assert (problem.code, problem.severity, problem.where.line) == ("encoding-gbk", ERROR, 0)
    assert "记事本" in problem.hint
    assert "VS Code" in problem.hint


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
    ],
    ids=["LE with BOM", "BE with BOM", "LE", "BE"],
)
def test_utf16_is_read_and_reported(tmp_path: Path, data: bytes) -> None:
    document, (problem,) = read(tmp_path, data)
    assert document is not None
    assert document.text == TEXT
    assert (problem.code, problem.severity) == ("encoding-utf16", ERROR)


def test_wrong_encoding_does_not_hide_other_faults(tmp_path: Path) -> None:
    _, problems = read(tmp_path, TEXT.replace("代号:", "代号：").encode("gbk"))
    assert codes(problems) == ["encoding-gbk", "colon-fullwidth"]


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10",
        "名称: 甲".encode("utf-32"),
        b"PK\x03\x04\xff\xfe\x00\x00\x99\x81",
        b"\xff\xff\xff",
    ],
    ids=["image", "UTF-32", "archive", "no text"],
)
def test_bytes_that_are_no_text_are_encoding_unknown(tmp_path: Path, data: bytes) -> None:
    document, problems = read(tmp_path, data)
    assert document is None
    assert codes(problems) == ["encoding-unknown"]


def test_a_lost_byte_in_utf8_is_reported_where_it_stands(tmp_path: Path) -> None:
    data = TEXT.encode().replace("建品".encode(), b"\xe5\xbb" + "品".encode())
    document, (problem,) = read(tmp_path, data)
    assert document is not None
    assert (problem.code, problem.where.line, problem.where.column) == ("replacement-character", 1, 10)


def test_a_zero_byte_in_utf8_is_not_taken_for_utf16(tmp_path: Path) -> None:
    _, problems = read(tmp_path, b"a: b\x00c\nd: e\x00f\n")
    assert codes(problems) == ["control-character", "control-character"]


def test_file_of_the_size_limit_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    limit = 1 << 20
    assert read(tmp_path, b"a: " + b"x" * (limit - 3))[1] == ()
    document, (problem,) = read(tmp_path, b"a: " + b"x" * (limit - 2))
    assert document is None
    assert problem.code == "file-too-large"


def test_fifty_megabytes_are_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "big.yml"
    with path.open("wb") as file:
        file.truncate(50 << 20)
    monkeypatch.delattr(Path, "read_bytes")
    _, (problem,) = read_document(path, FILE)
    assert problem.code == "file-too-large"
    assert "50.0 MB" in problem.message


def test_folder_with_a_files_name_is_not_regular(tmp_path: Path) -> None:
    (tmp_path / "x.yml").mkdir()
    document, (problem,) = read_document(tmp_path / "x.yml", "data/x.yml")
    assert document is None
    assert (problem.code, problem.where.file) == ("file-not-regular", "data/x.yml")
    assert "文件夹" in problem.message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no fifos")
def test_fifo_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.yml")
    document, (problem,) = read_document(tmp_path / "x.yml", "data/x.yml")
    assert document is None
    assert problem.code == "file-not-regular"


def test_missing_file_is_unreadable(tmp_path: Path) -> None:
    document, (problem,) = read_document(tmp_path / "gone.yml", FILE)
    assert document is None
    assert problem.code == "file-unreadable"
    assert "找不到" in problem.message


@pytest.mark.parametrize(
    ("error", "words"), [(PermissionError(13, "denied"), "权限"), (OSError(5, "I/O error"), "错误号 5")]
)
def test_failing_read_is_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    def refuse(_: Path) -> bytes:
        raise error

    monkeypatch.setattr(Path, "read_bytes", refuse)
    document, (problem,) = read(tmp_path, b"a: b")
    assert document is None
    assert problem.code == "file-unreadable"
    assert words in problem.message


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", "  \n\t\n", "\u3000\n", "---\n", '""\n'])
def test_file_without_content_is_empty(text: str) -> None:
    document, (problem,) = parse_document(text, FILE)
    assert document is None
    assert (problem.code, problem.message) == ("file-empty", "文件是空的。")


def test_file_of_remarks_alone_is_empty_and_told_so() -> None:
    _, (problem,) = parse_document("# 备注\n  # 又一条\n", FILE)
    assert (problem.code, problem.message) == ("file-empty", "文件里只有备注，没有内容。")


@pytest.mark.parametrize("char", ["\x00", "\x0b", "\x1b", "\x7f", "\x9b", "\ud800", "\uffff"])
def test_character_that_yaml_forbids_is_reported_and_shown_as_a_space(char: str) -> None:
    document, (problem,) = parse_document(f"名称: 甲\n含义: 乙{char}丙\n", FILE)
    assert document is None
    assert (problem.code, problem.where.line, problem.where.column) == ("control-character", 2, 6)
    assert problem.where.excerpt == "含义: 乙 丙"
    assert f"U+{ord(char):04X}" in problem.message


def test_control_character_in_a_key_causes_no_further_complaint() -> None:
    _, problems = parse_document("名称: 甲\n\x00含义: 乙\n代号：丙\n", FILE)
    assert codes(problems) == ["control-character", "colon-fullwidth"]


def test_control_character_written_as_an_escape_is_reported() -> None:
    document, (problem,) = parse_document('名称: "甲\\e[31m"\n', FILE)
    assert document is None
    assert (problem.code, problem.where.column) == ("control-character", 5)


def test_bidi_control_is_reported_and_the_rest_goes_on() -> None:
    document, (problem,) = parse_document("名称: 甲\u202e乙\n", FILE)
    assert document is not None
    assert (problem.code, problem.severity, problem.where.column) == ("control-character", ERROR, 6)


def test_replacement_character_names_its_place_once_a_line() -> None:
    document, problems = parse_document("名称: \ufffd\ufffd学\n代号: \ufffd\n", FILE)
    assert document is not None
    assert [(p.code, p.where.line, p.where.column) for p in problems] == [
        ("replacement-character", 1, 5),
        ("replacement-character", 2, 5),
    ]


def test_zero_width_character_is_a_note() -> None:
    document, (problem,) = parse_document("名称: 甲\u200b乙\n", FILE)
    assert document is not None
    assert (problem.code, problem.severity) == ("invisible-character", NOTE)


def test_bad_characters_are_listed_a_page_at_most() -> None:
    _, problems = parse_document("- \ufffd\n" * 500, FILE)
    assert len(problems) == 50


def test_breaks_that_only_yaml_sees_become_spaces_of_the_same_width() -> None:
    document, problems = parse_document("甲: 一\u2028二\u0085三\u2029四\n乙: 五\n", FILE)
    assert problems == ()
    assert document is not None
    assert document.value == {"甲": "一 二 三 四", "乙": "五"}
    assert document.at("乙").line == 2
