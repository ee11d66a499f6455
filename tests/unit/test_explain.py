"""`showcase explain` tells of one problem code, of all, and of what somebody may have meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import cli
from generator.catalogue import FAMILIES
from generator.catalogue.entries import NOTED, Entry, Family
from generator.commands import explain


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: 示例\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("written", ["pillar-count", "[pillar-count]", "PILLAR-COUNT"])
def test_a_code_is_explained_with_an_example(written: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["explain", written]) == 0

    said = capsys.readouterr().out
    assert said.startswith("代号里的数和要点的条数不一样（错误，pillar-count）\n为什么要紧：")
    assert "错误 [pillar-count] 代号 24 的第 2 位是 4" in said
    assert "   → “三联”没有错，就改成“代号: 23”" in said


def test_no_code_lists_all_by_family(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["explain"]) == 0

    said = capsys.readouterr().out.splitlines()
    for family in FAMILIES:
        assert family.title in said
        assert all(f"  {entry.code:<24}{entry.title}" in said for entry in family.entries)


def test_an_unknown_code_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["explain", "piller-count"]) == cli.USAGE

    assert "是不是：pillar-count（代号里的数和要点的条数不一样）" in capsys.readouterr().err


def test_what_is_like_no_code_leads_to_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["explain", "zzzz"]) == cli.USAGE

    assert "运行 showcase explain 看全部代码" in capsys.readouterr().err


def test_a_code_without_an_example_tells_its_cure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = Entry("colon-bent", "冒号是弯的", "弯的冒号没有人认得。", NOTED, "把它扳直。")
    monkeypatch.setattr("generator.catalogue.finding.FAMILIES", (Family("写法", "writing", "", (entry,)),))

    assert cli.run(["explain", "colon-bent"]) == 0

    assert capsys.readouterr().out == (
        "冒号是弯的（提醒，colon-bent）\n为什么要紧：弯的冒号没有人认得。\n怎么办：把它扳直。\n"
    )


def test_help_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["explain", "--help"]) == 0

    said = capsys.readouterr().out
    assert "解释一条问题：是什么、为什么要紧、怎么改。" in said
    assert "用法：showcase explain [选项] [代码]" in said


def test_every_code_fits_its_column() -> None:
    longest = max(len(entry.code) for family in FAMILIES for entry in family.entries)

    assert longest < explain._CODE_WIDTH
