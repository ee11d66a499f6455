"""Turn one photo's bytes into the bytes that are published.

Pure but for the decoders; a photo that cannot be shown comes back as a Fault. Loads the imaging library."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from io import BytesIO

from pi_heif import register_heif_opener
from PIL import (
    AvifImagePlugin,
    Image,
    ImageCms,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from generator.photos.results import MOST_BYTES, Developed, Fault

DECODERS = (JpegImagePlugin, PngImagePlugin, WebPImagePlugin, AvifImagePlugin)
"""Loaded by name, and no others: each decoder is one more that a hostile file may try."""
BEGINNINGS = re.compile(rb"\xff\xd8\xff|\x89PNG|RIFF.{4}WEBP|.{4}ftyp(?:hei|hev|mif|msf|avi)", re.DOTALL)
"""How a photo begins, even where no more than that came through."""
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF")

WIDTHS = (480, 960, 1600)
"""Pixels: a phone's column, a desk's column or a sharp phone, the whole screen."""
ENOUGH = 1400
"""Pixels. A JPEG that a fast reading at a half or a quarter leaves this wide is not read in full for a few more."""
TALLEST = 8000
"""Pixels. A picture of a whole chat is narrow and long; WebP ends at 16,383."""
MOST_PIXELS = 120_000_000
"""More than any phone takes (108 million); a fast reading holds but a part of them in memory."""
MOST_PIXELS_WHOLE = {
    "PNG": 50_000_000,
    "HEIF": 50_000_000,
    "JPEG": 50_000_000,
    "WEBP": 25_000_000,
    "AVIF": 25_000_000,
}
"""Of what can only be read whole: what keeps one photo below 500 MB. No phone's HEIC has more (48 million)."""
GAP = 3
"""So many times as wide as wanted is what a picture is made smaller from; more would show no difference."""
PLAIN = frozenset({"L", "LA", "RGB", "RGBA", "CMYK"})
"""Modes that the imaging library can make smaller as they are."""
TURNED = frozenset({5, 6, 7, 8})
"""The orientations of EXIF (tag 0x0112) that lay a picture on its side."""


def develop(data: bytes, stem: str) -> tuple[Developed | Fault, dict[str, bytes]]:
    """Return what a photo becomes with the bytes of each file by name, or why it cannot be shown."""
    if len(data) > MOST_BYTES:
        return Fault("huge", f"{len(data) / 1e6:.0f} MB"), {}
    read = _read(data)
    if isinstance(read, Fault):
        return read, {}
    pictures, form = read
    widths = tuple(picture.width for picture in reversed(pictures))
    developed = Developed(stem, widths, pictures[0].size, _colour(pictures[-1]), form)
    files = (encoded for picture in reversed(pictures) for encoded in _encode(picture))
    return developed, dict(zip(developed.names, files, strict=True))


def prepare_decoders() -> None:
    """Let the imaging library read HEIC and keep its warnings to itself; to be called before any thread develops."""
    register_heif_opener(thumbnails=False)
    # Size is judged below from the header, before a pixel is read, and told in Chinese.
    Image.MAX_IMAGE_PIXELS = None
    # What it warns of is damage in metadata, which is thrown away.
    warnings.filterwarnings("ignore", module=r"PIL\.")


def _read(data: bytes) -> tuple[list[Image.Image], str] | Fault:
    """Return a photo in each width, the widest first, and what form it has."""
    pixels = ""
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
        pixels = f"{image.width}×{image.height} 像素"
        if image.width * image.height > _most_pixels(image):
            return Fault("huge", pixels)
        return list(_pictures(image)), image.format or ""
    except UnidentifiedImageError:
        return Fault("broken" if BEGINNINGS.match(data) else "foreign")
    except MemoryError:
        return Fault("huge", pixels)
    except Exception as error:  # noqa: BLE001 - a decoder may raise anything at all for a damaged file
        return Fault("broken", type(error).__name__)


def _pictures(image: Image.Image) -> Iterator[Image.Image]:
    """Yield the photo upright, in sRGB and without metadata in each width, the widest first; none is enlarged."""
    turned = _turned(image)
    # A JPEG is read at a half, a quarter or an eighth where that is enough.
    image.draft(None, _fitting(image.size, ENOUGH, turned=turned))
    picture = _upright(image)
    profile = picture.info.get("icc_profile")
    picture = _flat(_reduced(picture))
    for width in sorted({min(width, _widest(picture.size)) for width in WIDTHS}, reverse=True):
        height = max(1, round(picture.height * width / picture.width))
        picture = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=GAP)
        if profile:
            # Once, on the widest: those below are made from it.
            picture, profile = _in_srgb(picture, profile), None
        picture.info = {}
        yield picture


def _most_pixels(image: Image.Image) -> int:
    """Return how many pixels a photo may have; of a JPEG that comes in one pass, a part of them is read."""
    if image.format == "JPEG" and not image.info.get("progression"):
        return MOST_PIXELS
    return MOST_PIXELS_WHOLE[image.format or ""]


def _turned(image: Image.Image) -> bool:
    return image.getexif().get(0x0112, 1) in TURNED


def _fitting(size: tuple[int, int], width: int, *, turned: bool) -> tuple[int, int]:
    """Return the size, as the file has it, at which the upright photo is `width` wide or just below its own size."""
    share = min(1.0, width / size[1 if turned else 0])
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))


def _widest(size: tuple[int, int]) -> int:
    """Return how wide a picture may be shown without growing, and without being too tall."""
    width, height = size
    return max(1, min(width, width * TALLEST // height))


def _upright(image: Image.Image) -> Image.Image:
    image.load()
    # In place: a second copy of a large photo is more than some machines have room for.
    ImageOps.exif_transpose(image, in_place=True)
    return image


def _reduced(picture: Image.Image) -> Image.Image:
    """Return a picture that is much larger than wanted at a whole part of its size, before copies of it are made."""
    factor = picture.width // (min(WIDTHS[-1], _widest(picture.size)) * GAP)
    if factor < 2 or picture.mode.startswith("I") or picture.mode == "F":
        return picture
    if picture.mode not in PLAIN or "transparency" in picture.info:
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    return picture.reduce(factor)


def _flat(picture: Image.Image) -> Image.Image:
    """Return a picture in red, green and blue; what shines through it shines white."""
    if picture.mode.startswith("I") or picture.mode == "F":
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        clear = picture if picture.mode == "RGBA" else picture.convert("RGBA")
        picture = Image.new("RGB", clear.size, "white")
        picture.paste(clear, mask=clear)
    # A CMYK picture is turned by its own profile where it has one.
    return picture if picture.mode in {"RGB", "CMYK"} else picture.convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Return a picture in the colours that every screen knows; as it is, where its profile is of no use."""
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture
    return turned or picture


def _colour(picture: Image.Image) -> str:
    """Return the colour that most of a picture has, as #rrggbb."""
    few = picture.convert("RGB").resize((32, 32)).quantize(6)
    counts = few.histogram()
    most = counts.index(max(counts))
    red, green, blue = (few.getpalette() or [])[most * 3 : most * 3 + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"


def _encode(picture: Image.Image) -> Iterator[bytes]:
    """Yield a picture as WebP and, for what cannot read that, as JPEG."""
    picture = picture.convert("RGB") if picture.mode != "RGB" else picture
    # A method above 2 takes three times as long for two bytes in a hundred.
    for form, settings in (
        ("WEBP", {"quality": 80, "method": 2}),
        ("JPEG", {"quality": 80, "optimize": True, "progressive": True}),
    ):
        data = BytesIO()
        picture.save(data, form, **settings)
        yield data.getvalue()
