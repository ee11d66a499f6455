"""Pictures that a record names are there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.model import Shot, Showcase
from generator.photos import Album, Developed
from generator.schema.types import PartialDate
from tests.in_memory import Read, read_texts
from tests.unit.test_validate_counting import HEAD
from tests.unit.test_validate_goals import PILLARS


@pytest.mark.parametrize(
    ("lines", "column"), [("标识: 标识.png\n", 5), ("照片:\n  - 说明: 合影\n    文件: 标识.png\n", 9)]
)
def test_missing_picture_is_pointed_at_with_the_nearest_name(lines: str, column: int) -> None:
    read = read_texts({"brands/a.yml": HEAD + PILLARS + lines}, ["标志.png", "别的.jpg"])
    problem = read.only("image-missing")

    assert (problem.where.line, problem.where.column) == (6 + lines.count("\n"), column)
    assert problem.hint == "是不是“标志.png”？是就把“标识.png”改成“标志.png”。"


def test_certificate_is_looked_for() -> None:
    honor = "- 名称: 先进\n  级别: 市级\n  年份: 2020\n  授予单位: 市委\n  学校: 示例学校\n  来源: 校内材料\n  证书: a/b.jpg\n"

    assert read_texts({"honors/a.yml": honor}).codes == ["image-missing"]
    assert read_texts({"honors/a.yml": honor}, ["a/b.jpg"]).problems == ()


PHOTO = "照片:\n  - 文件: 合影.jpg\n    替代文本: 老师们\n"
DEVELOPED = Developed("0" * 16, (480, 960, 1600), (1600, 1200), "#808080", "JPEG")


def read_with(lines: str, album: Album) -> Read:
    """Read a brand with these lines, with an album that is known."""
    return read_texts({"brands/a.yml": HEAD + PILLARS + lines}, album)


def shown(lines: str, **developed: Developed) -> Showcase:
    """Return the showcase of a brand with these lines."""
    album = Album(frozenset({"合影.jpg"}), developed or {"合影.jpg": DEVELOPED})
    read = read_with(lines, album)
    assert read.showcase is not None, read.problems
    return read.showcase


def test_photo_mark_and_certificate_are_shown() -> None:
    lines = PHOTO + "    说明: 合影\n    拍摄日期: 2024-6\n标识: 合影.jpg\n"
    showcase = shown(lines)
    entry = next(entry for entry in showcase.brands if entry.photos)

    assert entry.photos == (Shot(DEVELOPED, "老师们", "合影", PartialDate(2024, 6)),)
    assert entry.mark is not None
    assert (entry.mark.files, entry.mark.caption) == (DEVELOPED, "品牌标识")
    assert list(showcase.shots()) == [*entry.photos, entry.mark]


def test_a_certificate_is_called_by_its_honours_name() -> None:
    honor = (
        "- 名称: 先进“示范”集体\n  级别: 市级\n  年份: 2020\n  授予单位: 市委\n"
        "  学校: 示例学校\n  来源: 校内材料\n  证书: 合影.jpg\n"
    )
    read = read_texts({"honors/a.yml": honor}, Album(frozenset({"合影.jpg"}), {"合影.jpg": DEVELOPED}))
    assert read.showcase is not None

    assert [entry.certificate for entry in read.showcase.honors] == [
        Shot(DEVELOPED, "“先进‘示范’集体”的证书")
    ]


def test_a_photo_that_nobody_developed_is_not_shown() -> None:
    read = read_with(PHOTO, Album(frozenset({"合影.jpg"})))
    assert read.showcase is not None

    assert list(read.showcase.shots()) == []


def test_words_below_a_photo_speak_for_it_in_a_preview() -> None:
    read = read_with(
        "照片:\n  - 文件: 合影.jpg\n    说明: 合影\n", Album(frozenset({"合影.jpg"}), {"合影.jpg": DEVELOPED})
    )

    assert read.codes == ["photo-alt-missing"]
    assert read.showcase is not None
    assert [shot.alt for shot in read.showcase.shots()] == ["合影"]


@pytest.mark.parametrize(
    ("flags", "codes"),
    [
        ("", []),
        ("    含未成年人: 是\n", []),
        ("    可识别: 是\n", []),
        ("    含未成年人: 是\n    可识别: 是\n", ["photo-consent"]),
        ("    含未成年人: 是\n    可识别: 是\n    监护人同意: TY-2024-17\n", []),
    ],
)
def test_a_pupil_who_can_be_recognised_needs_consent(flags: str, codes: list[str]) -> None:
    assert read_with(PHOTO + flags, Album(frozenset({"合影.jpg"}), {"合影.jpg": DEVELOPED})).codes == codes


@pytest.mark.parametrize(
    ("name", "form", "codes"),
    [
        ("合影.jpg", "JPEG", []),
        ("合影.JPG", "MPO", []),
        ("合影.jpg", "HEIF", ["photo-misnamed"]),
        ("合影", "PNG", ["photo-misnamed"]),
    ],
)
def test_a_photo_whose_name_ends_otherwise_is_told_and_shown(name: str, form: str, codes: list[str]) -> None:
    album = Album(frozenset({name}), {name: replace(DEVELOPED, form=form)})
    read = read_with(PHOTO.replace("合影.jpg", name), album)

    assert read.codes == codes
    assert read.showcase is not None
    assert len(list(read.showcase.shots())) == 1


def test_letters_that_macos_takes_apart_are_found() -> None:
    composed, apart = "caf\u00e9.jpg", "cafe\u0301.jpg"
    album = Album(frozenset({composed}), {composed: DEVELOPED})

    assert read_with(PHOTO.replace("合影.jpg", apart), album).codes == []
