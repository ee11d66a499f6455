"""What one photo becomes: sizes, the right way up, its colours, and nothing that the phone wrote into it."""

from __future__ import annotations

import random
import struct
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generator.photos.developing import MOST_PIXELS, develop, prepare_decoders
from generator.photos.results import Developed, Fault
from tests.photographs import TRACE, phone_photo, photograph

PHONE_HEIC = Path(__file__).parents[1] / "photos" / "phone.heic"
STEM = "0123456789abcdef"


@pytest.fixture(autouse=True)
def decoders() -> None:
    """Let each test read what a build reads."""
    prepare_decoders()


def developed(data: bytes) -> tuple[Developed, dict[str, bytes]]:
    """Develop a photo that is whole."""
    result, files = develop(data, STEM)
    assert isinstance(result, Developed), result
    return result, files


def saved(picture: Image.Image, form: str, **settings: Any) -> bytes:
    """Return a picture's bytes in one form."""
    data = BytesIO()
    picture.save(data, form, **settings)
    return data.getvalue()


def colour_at(picture: Image.Image, x: int, y: int) -> tuple[int, int, int]:
    """Return how much red, green and blue a place has."""
    red, green, blue = cast("tuple[int, int, int]", picture.convert("RGB").getpixel((x, y)))
    return red, green, blue


def opened(data: bytes) -> Image.Image:
    """Open what was developed."""
    return Image.open(BytesIO(data))


def test_photo_comes_in_three_widths_and_two_forms() -> None:
    result, files = developed(phone_photo(2400, 1800))

    assert result.widths == (480, 960, 1600)
    assert result.size == (1600, 1200)
    assert list(files) == list(result.names)
    assert {(opened(data).width, opened(data).height) for data in files.values()} == {
        (480, 360),
        (960, 720),
        (1600, 1200),
    }
    assert [opened(files[name]).format for name in result.names[:2]] == ["WEBP", "JPEG"]


def test_nothing_is_enlarged() -> None:
    result, _ = developed(phone_photo(700, 500))

    assert (result.widths, result.size) == ((480, 700), (700, 500))


def test_a_tiny_picture_keeps_its_size() -> None:
    result, files = developed(saved(Image.new("RGB", (1, 1), "#336699"), "PNG"))

    assert (result.widths, result.size, result.colour) == ((1,), (1, 1), "#336699")
    assert len(files) == 2


def test_a_very_long_picture_is_kept_below_what_webp_can_hold() -> None:
    result, files = developed(saved(Image.new("RGB", (600, 30_000), "white"), "PNG"))

    assert result.size == (160, 8000)
    assert len(files) == 2


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photo_stands_upright_whatever_way_the_phone_was_held(orientation: int) -> None:
    # A red corner, laid down the way that the tag says, comes back to the top left.
    upright = Image.new("RGB", (64, 48), "white")
    upright.paste((220, 20, 20), (0, 0, 32, 24))
    ways = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    laid = upright.transpose(ways[orientation]) if orientation in ways else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    result, files = developed(saved(laid, "JPEG", exif=exif, quality=95))
    shown = opened(files[result.names[-1]]).convert("RGB")

    assert shown.size == (64, 48)
    red, green, _ = colour_at(shown, 8, 8)
    assert red > 180
    assert green < 90
    assert all(min(colour_at(shown, *place)) > 200 for place in ((56, 8), (8, 40), (56, 40)))


def test_portrait_of_twelve_megapixels_is_read_at_half_size_and_stays_upright() -> None:
    result, _ = developed(phone_photo(4000, 3000, orientation=6))

    assert (result.widths, result.size) == ((480, 960, 1500), (1500, 2000))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_nothing_that_the_phone_wrote_is_left(form: str) -> None:
    data = phone_photo(900, 600, form=form)
    assert TRACE.encode() in data
    assert opened(data).getexif().get_ifd(0x8825)
    _, files = developed(data)

    for made in files.values():
        picture = opened(made)
        assert not picture.getexif()
        assert not picture.info.keys() & {"exif", "xmp", "icc_profile", "comment", "photoshop", "parsed_exif"}
        assert not any(word in made for word in (TRACE.encode(), b"Exif", b"ICC_PROFILE", b"ICCP", b"http"))


def test_heic_of_a_phone_is_read_and_loses_its_place() -> None:
    data = PHONE_HEIC.read_bytes()
    assert b"HEIC-TRACE" in data
    result, files = developed(data)
    shown = opened(files[result.names[-1]])

    assert (result.form, result.size) == ("HEIF", (800, 600))
    assert not any(b"HEIC-TRACE" in made or b"Exif" in made for made in files.values())
    assert colour_at(shown, 400, 100)[0] == max(colour_at(shown, 400, 100))
    assert colour_at(shown, 400, 500)[2] == max(colour_at(shown, 400, 500))


def test_what_shines_through_shines_white() -> None:
    clear = Image.new("RGBA", (100, 100), (200, 0, 0, 0))
    result, files = developed(saved(clear, "PNG"))

    assert opened(files[result.names[-1]]).convert("RGB").getpixel((50, 50)) == (255, 255, 255)
    assert result.colour == "#ffffff"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_pixel_becomes_red_green_and_blue(mode: str) -> None:
    if mode == "I;16":
        picture = Image.new("I;16", (90, 60), 40_000)
    else:
        picture = photograph(90, 60).convert("P" if mode == "PA" else mode)
    form = {"CMYK": "JPEG", "PA": "PNG"}.get(mode, "PNG")
    extra = {"transparency": 0} if mode == "PA" else {}
    result, files = developed(saved(picture, form, **extra))

    assert opened(files[result.names[-1]]).mode == "RGB"
    if mode == "I;16":
        assert 150 < colour_at(opened(files[result.names[-1]]), 45, 30)[0] < 162


def test_colours_of_a_wide_profile_are_turned_into_those_of_the_web() -> None:
    wide = wide_gamut_profile()
    plain = saved(Image.new("RGB", (64, 64), (200, 80, 80)), "PNG")
    marked = saved(Image.new("RGB", (64, 64), (200, 80, 80)), "PNG", icc_profile=wide)
    colours = []
    for data in (plain, marked):
        result, files = developed(data)
        colours.append(opened(files[result.names[-1]]).getpixel((32, 32)))

    assert colours[0] != colours[1]


def wide_gamut_profile() -> bytes:
    """Return a profile whose red and green are further out than those of the web: gamma 1, so that all differs."""

    def tag(value: tuple[float, float, float]) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(part * 65536)) for part in value)

    gamma = b"curv\0\0\0\0" + struct.pack(">IH", 1, 256) + b"\0\0"
    words = b"text\0\0\0\0wide\0\0\0\0"
    parts = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", 5) + b"wide\0" + b"\0" * 79,
        b"cprt": words,
        b"wtpt": tag((0.9642, 1.0, 0.8249)),
        b"rXYZ": tag((0.5151, 0.2412, -0.0011)),
        b"gXYZ": tag((0.2919, 0.6922, 0.0419)),
        b"bXYZ": tag((0.1572, 0.0666, 0.7841)),
        b"rTRC": gamma,
        b"gTRC": gamma,
        b"bTRC": gamma,
    }
    table, body = b"", b""
    offset = 128 + 4 + 12 * len(parts)
    for name, part in parts.items():
        data = part + b"\0" * (-len(part) % 4)
        table += name + struct.pack(">II", offset + len(body), len(data))
        body += data
    head = bytearray(128)
    head[0:4] = struct.pack(">I", offset + len(body))
    head[8:12] = bytes((2, 0x10, 0, 0))
    head[12:24] = b"mntrRGB XYZ "
    head[36:40] = b"acsp"
    head[68:80] = b"".join(struct.pack(">i", round(part * 65536)) for part in (0.9642, 1.0, 0.8249))
    return bytes(head) + struct.pack(">I", len(parts)) + table + body


def test_a_profile_that_is_rubbish_does_no_harm() -> None:
    result, _ = developed(saved(Image.new("RGB", (64, 64), "#808080"), "PNG", icc_profile=b"rubbish" * 40))

    assert result.size == (64, 64)


def test_same_photo_gives_the_same_bytes() -> None:
    data = phone_photo(800, 600)

    assert develop(data, STEM) == develop(data, STEM)


@pytest.mark.parametrize(
    ("data", "sort"),
    [
        (b"", "foreign"),
        ("这是一份文字材料".encode(), "foreign"),
        (b"PK\x03\x04" + b"\0" * 200, "foreign"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "foreign"),
        (saved(Image.new("RGB", (20, 20)), "GIF"), "foreign"),
        (saved(Image.new("RGB", (20, 20)), "TIFF"), "foreign"),
        (phone_photo(640, 480)[:6000], "broken"),
        (phone_photo(640, 480, form="PNG")[:60_000], "broken"),
        (PHONE_HEIC.read_bytes()[:700], "broken"),
    ],
)
def test_what_is_no_photo_or_half_of_one_is_a_fault(data: bytes, sort: str) -> None:
    result, files = develop(data, STEM)

    assert isinstance(result, Fault)
    assert (result.sort, files) == (sort, {})


def test_bomb_is_refused_by_its_header() -> None:
    # 16 KB that would be 1.2 thousand million pixels.
    bomb = saved(Image.new("1", (12_000, 11_000)), "PNG")
    assert MOST_PIXELS < 12_000 * 11_000

    assert develop(bomb, STEM) == (Fault("huge", "12000×11000 像素"), {})


@pytest.mark.parametrize(
    ("form", "side", "settings"),
    [("PNG", 7200, {}), ("WEBP", 5100, {}), ("JPEG", 7200, {"progressive": True})],
)
def test_what_must_be_read_whole_may_have_fewer_pixels(
    form: str, side: int, settings: dict[str, bool]
) -> None:
    large = saved(Image.new("L", (side, side)).convert("RGB"), form, **settings)

    assert develop(large, STEM) == (Fault("huge", f"{side}×{side} 像素"), {})


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "LA"])
def test_a_large_picture_of_any_mode_keeps_its_colours(mode: str) -> None:
    large = Image.new("RGB", (9700, 40), (204, 102, 51)).convert(mode)
    small = large.resize((4000, 17))
    colours = [
        result.colour
        for result in (develop(saved(each, "PNG"), STEM)[0] for each in (large, small))
        if isinstance(result, Developed)
    ]

    assert len(colours) == 2
    assert colours[0] == colours[1]


def test_more_bytes_than_a_photo_has_are_not_looked_at() -> None:
    assert develop(bytes(100_000_001), STEM) == (Fault("huge", "100 MB"), {})


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "WEBP", "HEIF"]), st.integers(0, 2**32), st.integers(1, 40))
def test_damage_is_a_fault_or_a_picture_and_nothing_else(form: str, seed: int, wounds: int) -> None:
    data = bytearray(PHONE_HEIC.read_bytes() if form == "HEIF" else phone_photo(160, 120, form=form))
    chance = random.Random(seed)  # noqa: S311 - the same damage each time
    for _ in range(wounds):
        data[chance.randrange(len(data))] = chance.randrange(256)
    result, files = develop(bytes(data[: chance.randrange(len(data) + 1)]), STEM)

    assert isinstance(result, Fault) == (not files)
