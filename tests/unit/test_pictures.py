"""The pictures for sharing: what they show for every form of code, where lines break, how they are kept."""

from __future__ import annotations

import builtins
import errno
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.fonts import source_characters
from generator.pages.pictures import SITE_PICTURE, showcase_pictures
from generator.pictures import CACHE, Picture, Row, Sign, draw_pictures, icon
from generator.pictures.drawing import (
    CINNABAR,
    GILT,
    HEIGHT,
    INK,
    MUTED,
    PANEL,
    PANEL_INK,
    PAPER,
    WIDTH,
    Painter,
    draw,
)
from generator.pictures.letters import STAND_IN, Letters, drawable, letters
from generator.pictures.lines import break_lines, shortened, units_of
from generator.project import Project
from generator.quotes import CLOSING, OPENING
from tests.in_memory import read_texts, yaml_text

ASSETS = Path(__file__).parents[2] / "overrides/assets"
LONG = "“立德树人守初心、红色引擎聚合力”——新时代‘五育并举’融合品牌"


@cache
def face() -> Letters:
    """Return the font for drawing, unpacked once for all tests."""
    # Below a file nothing can be kept.
    return letters(Path(__file__) / "cache")


def signs(*names: str, code: str = "") -> tuple[Row, ...]:
    """Return one scheme of these pillars; the code's characters are their signs where there are as many."""
    aligned = len(code) == len(names)
    parts = (Sign(code[i] if aligned else "", "", name, 2) for i, name in enumerate(names))
    return (Row("", code, tuple(parts)),)


def picture(
    *rows: Row, title: str = "示例品牌", owner: str = "示例学校", uri: str = "og/brands/a.png"
) -> Picture:
    """Return a picture of a brand."""
    return Picture(uri, rows, title, owner, "示例党建品牌展示")


def opened(data: bytes) -> Image.Image:
    """Return a drawn picture in full colour."""
    return Image.open(BytesIO(data)).convert("RGB")


def ink(image: Image.Image, box: tuple[int, int, int, int], colour: str) -> int:
    """Return how many points of a part of the picture have a colour."""
    part = image.crop(box)
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return sum(
        count
        for count, found in part.getcolors(part.width * part.height) or ()
        if found == (red, green, blue)
    )


FORMS = {
    "2345": signs("双岗", "三比", "四创", "五帮", code="2345"),
    "seven": signs("一心", "两翼", "三园", "四评", "五育", "六进", "七彩", code="1234567"),
    "open": (Row("", "3+N", (Sign("3", "", "三个阵地", 3), Sign("N", "", "N 项行动", 0, is_open=True))),),
    "plus": signs("党建+德育", "党建+教学", code="党建+"),
    "nouns": (
        Row("", "一核四驱三带", tuple(Sign(a, b, a + b + "工程", 1) for a, b in ("一核", "四驱", "三带"))),
    ),
    "product": signs("三学", "三亮", "三比", "三评", code="四个三"),
    "plaques": signs("组织联建", "队伍联育", "资源联享", "活动联办", "成效联评", code="五联"),
    "names": signs("铸魂", "强基", "暖心"),
    "long-names": signs(*["每学期开展一次全员参与的主题党日活动"] * 6, code="六个一"),
    "many": signs(*"学思践悟知信行合亮诺比评", code="十二字诀"),
    "code-only": (Row("", "2468", ()),),
    "long-code": (Row("", "三个建设·两个作用·一个意识·五个带头·六个联动", ()),),
    "two": (
        *signs("一心", "三品", code="13"),
        Row("工作法", "343", signs("会", "亮", "评", code="343")[0].signs),
    ),
    "four": tuple(signs("甲", "乙", code="12")[0] for _ in range(4)),
    "nothing": (),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("title", ["红烛", LONG, "无" * 80])
def test_every_form_has_signs_on_the_wall_and_a_name_on_paper_and_nothing_at_the_edges(
    form: str, title: str
) -> None:
    data = draw(picture(*FORMS[form], title=title), face())
    image = opened(data)

    assert image.size == (WIDTH, HEIGHT)
    assert len(data) < 40_000
    assert ink(image, (0, 0, WIDTH, 320), PANEL_INK) > 500
    assert ink(image, (0, 370, WIDTH, 550), PAPER) > 100_000
    wall = next(y for y in range(HEIGHT) if ink(image, (0, y, 1, y + 1), PANEL) == 0)
    for box, ground in (((0, 0, 40, wall), PANEL), ((WIDTH - 40, 0, WIDTH, wall), PANEL)):
        assert ink(image, box, ground) == 40 * wall
    for box in ((0, wall, 30, HEIGHT), (WIDTH - 40, wall, WIDTH, HEIGHT), (0, HEIGHT - 10, WIDTH, HEIGHT)):
        assert ink(image, box, PAPER) == (box[2] - box[0]) * (box[3] - box[1])


def test_each_digit_stands_in_the_middle_of_its_own_cell() -> None:
    image = opened(draw(picture(*FORMS["2345"]), face()))

    for index in range(4):
        left = 72 + 264 * index
        cell = image.crop((left + 4, 20, left + 260, 230)).point(lambda value: 255 if value > 200 else 0)
        box = cell.convert("L").getbbox()
        assert box is not None
        assert abs((box[0] + box[2]) / 2 - 128) < 14
        assert box[3] - box[1] > 130


def test_owner_is_cinnabar_and_pillars_are_gilt() -> None:
    image = opened(draw(picture(*FORMS["2345"]), face()))

    assert ink(image, (72, 380, 600, 430), CINNABAR) > 100
    assert ink(image, (72, 230, 1128, 340), GILT) > 300


def test_brand_without_code_and_pillars_shows_its_name_on_the_wall() -> None:
    image = opened(draw(picture(title="石榴籽"), face()))

    assert ink(image, (72, 60, 700, 300), PANEL_INK) > 8000


def test_site_without_organiser_has_its_name_large_on_paper_and_not_twice() -> None:
    image = opened(draw(Picture("og/site.png", (), "把支部建在课堂上", "", "示例党建品牌展示"), face()))

    assert ink(image, (72, 400, 1100, 540), INK) > 2000
    assert ink(image, (72, 570, 600, HEIGHT), MUTED) == 0


def test_same_picture_has_the_same_bytes_and_few_colours() -> None:
    first, second = (draw(picture(*FORMS["nouns"]), face()) for _ in range(2))

    assert first == second
    assert Image.open(BytesIO(first)).mode == "P"


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("红烛🎉先锋\u200b", "红烛先锋"),
        ("𠮷野家", f"{STAND_IN}野家"),
        ("䶮堃①×", "䶮堃①×"),
        ("ﬁ㈱\u00ad", "fi(株)"),
        ("两  头\n空 ", "两 头 空"),
        ("心——行", "心⸺行"),
        ("👨‍👩‍👧", ""),
    ],
)
def test_only_characters_of_the_font_are_drawn(text: str, drawn: str) -> None:
    assert drawable(text) == drawn
    assert set(drawable(text)) <= source_characters()


@given(st.text(max_size=40))
def test_any_text_becomes_characters_of_the_font(text: str) -> None:
    assert set(drawable(text)) <= source_characters()


HAN = st.text(st.sampled_from([*"党建品牌育人初心", *OPENING, *CLOSING, *"25N+ "]), max_size=60)


@given(HAN, st.integers(2, 20), st.integers(1, 3))
def test_broken_lines_lose_nothing_fit_and_respect_the_punctuation(text: str, width: int, most: int) -> None:
    lines = break_lines(text, width, most, len)

    if lines is None:
        return
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert len(lines) <= most
    assert all(len(line) <= width for line in lines)
    # Only a mark that follows nothing it could cling to may stand first.
    assert all(
        line[0] not in CLOSING or line[0] in "-."
        for line in lines[1:]
        if "  " not in text and " " not in text
    )
    assert all(line[-1] not in OPENING for line in lines[:-1] if " " not in text)


def test_lines_are_about_as_long_as_each_other_and_leave_no_orphan() -> None:
    assert break_lines("一二三四五六七八九十甲", 10, 2, len) == ["一二三四五六", "七八九十甲"]
    assert break_lines("走进“2345”党建品牌", 8, 2, len) == ["走进“2345”", "党建品牌"]


def test_a_short_quoted_name_is_parted_only_where_it_would_not_fit() -> None:
    text = "一二三四“党旗红”，五六七"
    assert break_lines(text, 9, 2, len) == ["一二三四", "“党旗红”，五六七"]
    assert break_lines(text, 7, 2, len) == ["一二三四“党旗", "红”，五六七"]
    assert break_lines("一二“党建育人", 5, 2, len) == ["一二“党", "建育人"]


def test_numbers_latin_words_and_marks_stay_whole() -> None:
    assert units_of("学“2345”、3+N（试）") == ["学", "“2345”、", "3+N", "（试）"]


def test_what_is_too_wide_is_cut_with_an_ellipsis() -> None:
    assert shortened("党建品牌，展示", 6, len) == "党建品牌…"
    assert shortened("党建", 6, len) == "党建"


def drawing(root: Path, *pictures: Picture) -> Path:
    """Draw pictures into a fresh folder of a project; return the folder."""
    folder = root / f"staging-{len(list(root.glob('staging-*')))}"
    assert draw_pictures(Project(root), folder, pictures) == []
    return folder


def test_pictures_are_drawn_once_and_only_those_that_are_still_wanted_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    plain = Painter._draw

    def counted(self: Painter, one: Picture) -> bytes:
        drawn.append(one.uri)
        return plain(self, one)

    monkeypatch.setattr(Painter, "_draw", counted)
    one, other = picture(*FORMS["2345"]), picture(*FORMS["names"], uri="og/brands/b.png")

    first = drawing(tmp_path, one, other)
    second = drawing(tmp_path, one)
    third = drawing(tmp_path, one, other)

    assert drawn == [one.uri, other.uri, other.uri]
    assert (first / one.uri).read_bytes() == (second / one.uri).read_bytes() == (third / one.uri).read_bytes()
    assert not (second / other.uri).exists()


def test_damaged_cache_is_drawn_again(tmp_path: Path) -> None:
    one = picture(*FORMS["2345"])
    first = (drawing(tmp_path, one) / one.uri).read_bytes()
    for entry in (tmp_path / ".showcase" / CACHE).iterdir():
        entry.write_bytes(b"damaged")

    assert (drawing(tmp_path, one) / one.uri).read_bytes() == first


def test_nothing_is_drawn_for_nothing(tmp_path: Path) -> None:
    assert draw_pictures(Project(tmp_path), tmp_path / "staging", ()) == []
    assert list(tmp_path.iterdir()) == []


def test_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = builtins.open

    def full(file: object, mode: str = "r", *rest: object, **options: object) -> object:
        if "w" in mode:
            raise OSError(errno.ENOSPC, "full")
        return plain(file, mode, *rest, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(builtins, "open", full)
    problems = draw_pictures(Project(tmp_path), tmp_path / "staging", (picture(*FORMS["names"]),))

    assert [problem.code for problem in problems] == ["disk-full"]
    assert list((tmp_path / "staging").rglob("*.png")) == []


def test_showcase_has_a_picture_of_the_site_and_of_every_brand() -> None:
    pillars = [{"名称": name, "要点": list(items)} for name, items in (("双带", "甲乙"), ("三联", "丙丁戊"))]
    known = {"名称": "“23”党建品牌", "代号": "23", "学校": "示例学校", "来源": "校内材料"}
    brand: dict[str, object] = {**known, "板块": pillars}
    read = read_texts({"brands/example.yml": yaml_text(brand)})
    assert read.showcase is not None

    site, *brands = showcase_pictures(read.showcase)

    assert (site.uri, site.site, site.signs) == (SITE_PICTURE, read.showcase.site.name, ())
    assert brands == [
        Picture(
            "og/brands/example.png",
            (Row("", "23", (Sign("2", "", "双带", 2), Sign("3", "", "三联", 3))),),
            "“23”党建品牌",
            "示例学校",
            read.showcase.site.name,
        )
    ]


def test_touch_icon_is_what_the_mark_makes() -> None:
    made = icon.touch_icon((ASSETS / icon.MARK).read_text(encoding="utf-8"))
    image = opened((ASSETS / icon.ICON).read_bytes())

    assert image.size == (180, 180)
    assert image.tobytes() == opened(made).tobytes()
    assert image.getpixel((90, 39)) == (0xF3, 0xD9, 0xA4)
    assert image.getpixel((2, 2)) == (0x6F, 0x12, 0x13)
    # Ten dots: one, two, three and four.
    for row, y in enumerate((39, 73, 107, 141)):
        line = [image.getpixel((x, y)) == (0xF3, 0xD9, 0xA4) for x in range(180)]
        assert sum(b and not a for a, b in pairwise(line)) == row + 1


def test_mark_that_is_no_dots_is_refused() -> None:
    with pytest.raises(ValueError, match="dots"):
        icon.touch_icon(
            '<svg><rect fill="#6f1213"/><path d="M0 0h4" stroke="#f3d9a4" stroke-width="8"/></svg>'
        )


def test_icon_is_written_beside_the_mark(tmp_path: Path) -> None:
    (tmp_path / icon.MARK).write_bytes((ASSETS / icon.MARK).read_bytes())

    icon.main(str(tmp_path))

    assert opened((tmp_path / icon.ICON).read_bytes()).size == (180, 180)
