"""`showcase import` writes one new file or none, says what to decide, and hurts nothing that is there."""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
from pathlib import Path

import pytest
from PIL import Image

from generator import cli, disk
from tests.case_files import MINIMAL
from tests.manuscripts import brand_document, brand_text, data_of


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with the smallest data, which is also the current folder."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    (tmp_path / "mkdocs.yml").write_text("site_name: 示例\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def material(root: Path, data: bytes | None = None) -> str:
    (root / "材料.docx").write_bytes(data or data_of(brand_document()))
    return "材料.docx"


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in (root / "data").rglob("*") if path.is_file()}


def pictured() -> bytes:
    document = brand_document()
    for form in ("JPEG", "PNG", "GIF"):
        out = io.BytesIO()
        Image.new("RGB", (900, 600), "red").save(out, form)
        document.add_picture(io.BytesIO(out.getvalue()))
    return data_of(document)


def test_draft_is_written_and_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["import", material(root)]) == 0

    said = capsys.readouterr().out
    assert "data/brands/2345.yml" in said
    assert "请您决定" in said
    assert "草稿: 是" in (root / "data/brands/2345.yml").read_text(encoding="utf-8")
    assert cli.run(["check"]) == 0
    assert "draft-waiting" in capsys.readouterr().out


def test_pasted_text_is_read_from_standard_input(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pasted = io.TextIOWrapper(io.BytesIO(brand_text().encode("gb18030")))
    monkeypatch.setattr(sys, "stdin", pasted)

    assert cli.run(["import", "-", "--文件名", "pasted"]) == 0
    assert (root / "data/brands/pasted.yml").is_file()


def test_second_import_takes_another_name(root: Path) -> None:
    assert cli.run(["import", material(root)]) == 0
    first = (root / "data/brands/2345.yml").read_bytes()
    assert cli.run(["import", "材料.docx"]) == 0

    assert (root / "data/brands/2345.yml").read_bytes() == first
    assert (root / "data/brands/2345-2.yml").is_file()


def test_file_that_is_no_record_is_not_written_over(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "data/brands").mkdir()
    (root / "data/brands/2345.yml").write_text("名称: [坏", encoding="utf-8")

    assert cli.run(["import", material(root)]) == 1
    assert "draft-name" in capsys.readouterr().out
    assert (root / "data/brands/2345.yml").read_text(encoding="utf-8") == "名称: [坏"


def test_looking_writes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(root)

    assert cli.run(["import", material(root), "--只看"]) == 0
    assert "名称: “2345”党建品牌" in capsys.readouterr().out
    assert files(root) == before


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_disk_that_refuses_leaves_nothing_behind(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: int
) -> None:
    def refuse(path: Path, data: bytes) -> None:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(disk, "write_new", refuse)
    before = files(root)

    assert cli.run(["import", material(root)]) == 1
    assert "没有写任何文件" in capsys.readouterr().err
    assert files(root) == before


def test_interruption_leaves_nothing_behind(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(path: Path, data: bytes) -> None:
        raise KeyboardInterrupt

    before = files(root)
    name = material(root, pictured())
    monkeypatch.setattr(disk, "write_new", interrupt)

    assert cli.run(["import", name]) == cli.INTERRUPTED
    assert files(root) == before


def test_pictures_are_taken_out_when_asked_for(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["import", material(root, pictured()), "--取图片"]) == 0

    text = (root / "data/brands/2345.yml").read_text(encoding="utf-8")
    assert "文件: 2345/图1.jpg" in text
    assert "文件: 2345/图1.png" in text
    assert sorted(path.name for path in (root / "data/media/2345").iterdir()) == ["图1.jpg", "图1.png"]
    assert "不是照片" in capsys.readouterr().err
    assert cli.run(["check"]) == 0


def test_pictures_are_told_when_not_asked_for(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["import", material(root, pictured())]) == 0

    assert "3 张图片没有取出来" in capsys.readouterr().out
    assert not (root / "data/media").exists()


def test_pictures_go_again_where_the_draft_cannot_be_written(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "data/brands").mkdir()
    (root / "data/brands/2345.yml").write_text("名称: [坏", encoding="utf-8")
    before = files(root)

    assert cli.run(["import", material(root, pictured()), "--取图片"]) == 1
    assert files(root) == before


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["材料.docx", "--学校", "没有的学校"], "示例学校"),
        (["材料.docx", "--类型", "活动", "--品牌", "没有的品牌"], "没有叫“没有的品牌”的品牌"),
        (["材料.docx", "--类型", "荣誉"], "品牌、活动、总结、学校"),
        ([], "加 --help"),
    ],
)
def test_wrong_usage_is_told_in_chinese(
    root: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], word: str
) -> None:
    material(root)

    assert cli.run(["import", *arguments]) == cli.USAGE
    assert word in capsys.readouterr().err


def test_wish_for_a_brand_that_is_not_there_makes_one(root: Path) -> None:
    assert cli.run(["import", material(root), "--品牌", "红烛先锋", "--文件名", "hong-zhu"]) == 0
    assert "名称: 红烛先锋" in (root / "data/brands/hong-zhu.yml").read_text(encoding="utf-8")


def test_file_that_is_not_there_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["import", "没有.docx"]) == 1
    assert "没有.docx" in capsys.readouterr().out


def test_help_is_chinese(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["import", "--help"]) == 0
    assert "--取图片" in (said := capsys.readouterr().out)
    assert "Options" not in said
