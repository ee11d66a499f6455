"""Pictures that a record names are there."""

from __future__ import annotations

import pytest

from tests.in_memory import read_texts
from tests.unit.test_validate_counting import HEAD
from tests.unit.test_validate_goals import PILLARS


@pytest.mark.parametrize(
    ("lines", "column"), [("标识: 标识.png\n", 5), ("照片:\n  - 说明: 合影\n    文件: 标识.png\n", 9)]
)
def test_missing_picture_is_pointed_at_with_the_nearest_name(lines: str, column: int) -> None:
    read = read_texts({"brands/a.yml": HEAD + PILLARS + lines}, ["标志.png", "别的.jpg"])
    problem = read.only("image-missing")

    assert (problem.where.line, problem.where.column) == (6 + lines.count("\n"), column)
    assert problem.hint == "是不是“标志.png”？"


def test_certificate_is_looked_for() -> None:
    honor = "- 名称: 先进\n  级别: 市级\n  年份: 2020\n  授予单位: 市委\n  学校: 示例学校\n  来源: 校内材料\n  证书: a/b.jpg\n"

    assert read_texts({"honors/a.yml": honor}).codes == ["image-missing"]
    assert read_texts({"honors/a.yml": honor}, ["a/b.jpg"]).problems == ()
