"""How problems look: for a person, in a pipe, as JSON Lines, as GitHub annotations."""

from __future__ import annotations

import io
import json
import re
import sys

import pytest

from generator.problems import BLOCK, ERROR, NOTE, Problem, Severity, Where
from generator.report import cell_width, report_text, show, summary


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def problem(
    excerpt: str = "  - 名称: 五帮",
    column: int = 5,
    length: int = 2,
    *,
    line: int = 18,
    severity: Severity = ERROR,
    message: str = "板块比代号少一条。",
    hint: str = "补上缺的一条。",
) -> Problem:
    where = Where("data/brands/2345.yml", line, column, length, excerpt)
    return Problem("pillar-count", severity, where, message, hint)


def test_report_reads_as_designed() -> None:
    assert report_text([problem()]) == (
        "data/brands/2345.yml:18:5 错误 [pillar-count] 板块比代号少一条。\n"
        "   18 │   - 名称: 五帮\n"
        "      │     ^^^^\n"
        "   → 补上缺的一条。\n"
        "\n"
        "共 1 处：错误 1。\n"
    )


def test_problem_of_a_whole_file_has_no_excerpt() -> None:
    fault = Problem("file-empty", ERROR, Where("data/a.yml"), "文件是空的。", "写上内容。")
    assert report_text([fault]) == (
        "data/a.yml 错误 [file-empty] 文件是空的。\n   → 写上内容。\n\n共 1 处：错误 1。\n"
    )


def test_problem_on_a_blank_line_shows_no_excerpt() -> None:
    assert "│" not in report_text([problem("", 1, 1)])


def test_problem_without_a_hint_has_no_arrow() -> None:
    assert "→" not in report_text([problem(hint="")])


def test_each_line_of_a_hint_has_its_arrow() -> None:
    assert "   → 先这样。\n   → 再那样。\n" in report_text([problem(hint="先这样。\n再那样。")])


def test_problems_come_sorted_and_once() -> None:
    faults = [problem(line=20), problem(line=3), problem(line=20)]
    assert re.findall(r":(\d+):", report_text(faults)) == ["3", "20"]


def test_summary_counts_each_severity_from_the_gravest() -> None:
    faults = [problem(severity=severity) for severity in (NOTE, ERROR, BLOCK, NOTE)]
    assert summary(faults) == "共 4 处：错误 1，拦截 1，提醒 2。"
    assert summary([]) == "没有发现问题。"
    assert report_text([]) == "没有发现问题。\n"


@pytest.mark.parametrize(
    ("excerpt", "column", "length", "shown", "caret"),
    [
        ("名称：三联", 3, 1, "名称：三联", "    ^^"),
        ("a: b", 4, 1, "a: b", "   ^"),
        ("\t名称: 甲", 1, 1, "→   名称: 甲", "^^^^"),
        ("\t名称: 甲", 2, 2, "→   名称: 甲", "    ^^^^"),
        ("😀😀: 甲", 3, 1, "😀😀: 甲", "    ^"),
        ("e\u0301: 甲", 3, 1, "e\u0301: 甲", " ^"),
        ("甲", 2, 1, "甲", "  ^"),
        ("甲\u202e乙", 2, 1, "甲\ufffd乙", "  ^"),
        ("甲\x1b乙", 2, 1, "甲\ufffd乙", "  ^"),
    ],
)
def test_caret_stands_under_the_marked_characters(
    excerpt: str, column: int, length: int, shown: str, caret: str
) -> None:
    lines = report_text([problem(excerpt, column, length)]).splitlines()
    assert lines[1] == f"   18 │ {shown}"
    assert lines[2] == f"      │ {caret}"


@pytest.mark.parametrize("column", [1, 150, 300, 600])
@pytest.mark.parametrize("length", [1, 20, 500])
@pytest.mark.parametrize("width", [None, 80])
def test_long_line_is_cut_around_the_caret(column: int, length: int, width: int | None) -> None:
    excerpt = "".join(chr(0x4E00 + i) for i in range(600))
    _, shown, caret = report_text(
        [problem(excerpt, column, min(length, 601 - column))], width=width
    ).splitlines()[:3]
    shown, caret = shown[8:], caret[8:]
    assert cell_width(shown) <= (width or 208) - 8
    first = next(i for i in range(len(shown)) if cell_width(shown[:i]) == caret.index("^"))
    assert shown[first] == excerpt[column - 1]
    assert "…" in shown


def test_line_of_two_hundred_characters_is_whole_in_plain_text() -> None:
    assert "…" not in report_text([problem("甲" * 200, 1, 1)])
    assert "…" in report_text([problem("甲" * 201, 1, 1)])


def test_text_wraps_at_the_width_with_a_hanging_indent() -> None:
    text = report_text([problem(message="甲乙丙，" * 12, hint="把“丁戊己”改成“庚辛”。" * 6)], width=60)
    lines = text.splitlines()
    assert max(map(cell_width, lines)) <= 60
    assert lines[1].startswith("  甲") or lines[1].startswith("  乙") or lines[1].startswith("  丙")
    hints = lines[next(i for i, line in enumerate(lines) if line.startswith("   → ")) :]
    assert hints[1].startswith("     ")
    assert all(line.strip()[:1] not in {"，", "。", "”"} for line in lines)
    assert all(line[-1:] != "“" for line in lines)
    joined = "".join(line.strip() for line in lines if "│" not in line)
    assert "甲乙丙，" * 12 in joined
    assert "把“丁戊己”改成“庚辛”。" * 6 in joined


def test_word_wider_than_the_line_is_broken_inside() -> None:
    lines = report_text([problem(hint="http://" + "x" * 100)], width=50).splitlines()
    assert max(map(cell_width, lines)) <= 50
    assert "".join(line.strip(" →") for line in lines[-5:-2]) == "http://" + "x" * 100


def test_colour_only_adds_escapes() -> None:
    faults = [problem(message="[red]方括号[/red] 照样显示", severity=severity) for severity in Severity]
    coloured = report_text(faults, width=80, colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == report_text(faults, width=80)
    assert "[red]方括号[/red]" in report_text(faults, colour=True)


def test_terminal_gets_colour_and_its_own_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.delenv("NO_COLOR", raising=False)
    stream = Terminal()
    show([problem(message="甲乙丙，" * 12)], stream=stream)
    text = stream.getvalue()
    assert "\x1b[" in text
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert max(map(cell_width, plain.splitlines())) <= 59
    assert plain.endswith("共 1 处：错误 1。\n")


def test_pipe_gets_the_plain_report() -> None:
    stream = io.StringIO()
    show([problem()], stream=stream)
    assert stream.getvalue() == report_text([problem()])


def test_standard_output_is_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    show([])
    assert capsys.readouterr().out == "没有发现问题。\n"


def test_json_is_one_object_a_line_and_nothing_else() -> None:
    stream = io.StringIO()
    show([problem(), problem(line=2)], "json", stream)
    lines = stream.getvalue().splitlines()
    assert [json.loads(line)["line"] for line in lines] == [2, 18]
    assert json.loads(lines[1]) == problem().as_json()
    assert "板块" in lines[0]
    empty = io.StringIO()
    show([], "json", empty)
    assert empty.getvalue() == ""


@pytest.mark.parametrize(("severity", "command"), [(ERROR, "error"), (BLOCK, "error"), (NOTE, "notice")])
def test_github_gets_one_escaped_annotation_a_line(severity: Severity, command: str) -> None:
    stream = io.StringIO()
    where = Where("data/a,b:c.yml", 3, 7)
    show([Problem("x-y", severity, where, "50%，\n下一行", "改成 a:b,c")], "github", stream)
    assert stream.getvalue() == (
        f"::{command} file=data/a%2Cb%3Ac.yml,line=3,col=7,title={severity.value} x-y::50%25，%0A下一行%0A改成 a:b,c\n"
    )


def test_github_leaves_out_what_a_whole_file_has_not() -> None:
    stream = io.StringIO()
    show([Problem("file-empty", ERROR, Where("data/a.yml"), "空的。", "")], "github", stream)
    assert stream.getvalue() == "::error file=data/a.yml,title=错误 file-empty::空的。\n"


@pytest.mark.parametrize("form", ["text", "json", "github"])
@pytest.mark.parametrize("encoding", ["cp936", "ascii"])
def test_narrow_encoding_never_fails(form: str, encoding: str) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    show([problem("名称: 😀", message="有表情😀")], form, stream)
    written = raw.getvalue().decode(encoding)
    assert "1f600" in written or "ude00" in written
    if form == "json":
        assert json.loads(written)["message"] == "有表情😀"


def test_narrow_encoding_on_a_terminal_never_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    class NarrowTerminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    raw = io.BytesIO()
    stream = NarrowTerminal(raw, encoding="cp936")
    show([problem(message="有表情😀")], stream=stream)
    stream.flush()
    assert "有表情\\U0001f600" in raw.getvalue().decode("cp936")


def test_lone_surrogate_in_a_file_name_is_shown_as_lost() -> None:
    fault = Problem("file-unreadable", ERROR, Where("data/\udcff.yml"), "读不了。", "")
    assert report_text([fault]).startswith("data/\ufffd.yml 错误")


def test_plain_text_does_not_load_rich() -> None:
    import subprocess

    code = "import sys; from generator.report import report_text; report_text([]); assert 'rich' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
