"""What a person answers for is no longer stopped; a waiver that is not needed is told."""

from __future__ import annotations

import pytest

from generator.problems import NOTE, stops_publishing
from tests.in_memory import Read, read_texts
from tests.unit.test_validate_counting import HEAD
from tests.unit.test_validate_goals import PILLARS

BRAND = f"{HEAD}{PILLARS}成果:\n  - 名称: 力争结对\n    数值: 3\n  - 名称: 筹备书屋\n    数值: 1\n"
WAIVER = "- 代码: {code}\n  文件: data/brands/{file}.yml\n  理由: 已经实现\n  批准人: 党支部书记\n  日期: 2024-6-3\n"


def read(more: str = "", code: str = "goal-as-result", file: str = "example") -> Read:
    """Read a brand with two goals told as results, and one waiver."""
    return read_texts(
        {"brands/example.yml": BRAND, "waivers.yml": WAIVER.format(code=code, file=file) + more}
    )


def test_waiver_covers_every_place_of_its_code_in_its_file() -> None:
    assert read().problems == ()


def test_waiver_with_a_content_covers_that_place_only() -> None:
    (problem,) = read("  内容: 力争\n").problems

    assert (problem.code, problem.where.line) == ("goal-as-result", 10)
    assert stops_publishing([problem])


@pytest.mark.parametrize(
    ("more", "code", "file"),
    [("  内容: 别处\n", "goal-as-result", "example"), ("", "goal", "example"), ("", "goal-as-result", "b")],
)
def test_waiver_that_covers_nothing_is_told_at_its_own_line(more: str, code: str, file: str) -> None:
    problem = read(more, code, file).only("waiver-idle")

    assert (problem.severity, problem.where.file) == (NOTE, "data/waivers.yml")
    assert (problem.where.line, problem.where.column) == (1, 7)


def test_error_cannot_be_waived() -> None:
    texts = {
        "brands/example.yml": BRAND.replace("含义", "代号: 99\n含义"),
        "waivers.yml": WAIVER.format(code="code-length", file="example"),
    }

    assert set(read_texts(texts).codes) == {"code-length", "goal-as-result", "waiver-idle"}
