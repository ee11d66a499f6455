"""Draw one Picture: a cinnabar wall with the brand's signs, and its name on paper below.

Takes a Picture and the source font, gives the bytes of a PNG; the same Picture gives the same bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache, partial
from io import BytesIO
from pathlib import Path

import PIL
from PIL import Image, ImageDraw

from generator import cache
from generator.fonts import source_digest
from generator.pictures import Picture, Row, Sign
from generator.pictures.letters import Letters, drawable, letters
from generator.pictures.lines import break_lines, shortened
from generator.quotes import OPENING

RECIPE = "2"
"""Counted up when the same Picture shall look different."""

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
FOOT = HEIGHT - 74
"""Where the hairline above the site's name runs."""

WALLS = {1: 366, 2: 328}
"""How high the wall is over a name of one line, and of two."""

PAPER, INK, MUTED, CINNABAR, LINE = "#fbf8f2", "#211a16", "#695d55", "#a61e1e", "#e4dacc"
PANEL, PANEL_INK, GILT, SEAM = "#6f1213", "#fff7ea", "#f3d9a4", "#8a3f3f"
SHADES = 12
MIXES = ((PAPER, INK), (PAPER, MUTED), (PAPER, CINNABAR), (PANEL, PANEL_INK), (PANEL, GILT))

TITLE_SIZES = (68, 60, 52, 46, 40, 36)
UPRIGHT = str.maketrans("（）《》〈〉“”‘’「」『』【】…—⸺：", "︵︶︽︾︿﹀﹃﹄﹁﹂﹁﹂﹃﹄︻︼︙︱︱︓")

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""


@dataclass(slots=True)
class Painter:
    """Draws pictures and keeps them in `store`; the font is loaded when the first is drawn."""

    store: Path
    loaded: list[Letters] = field(default_factory=list)

    def key_for(self, picture: Picture) -> str:
        """Return the key that changes with all that a picture is drawn from."""
        return cache.key_of(RECIPE, PIL.__version__, source_digest(), repr(picture))

    def paint(self, picture: Picture) -> bytes:
        """Return a picture as PNG, drawn or kept."""
        return cache.kept(self.store, self.key_for(picture), partial(self._draw, picture))

    def _draw(self, picture: Picture) -> bytes:
        if not self.loaded:
            self.loaded.append(letters(self.store))
        return draw(picture, self.loaded[0])


def draw(picture: Picture, face: Letters) -> bytes:
    """Return a picture as PNG."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    sheet = Sheet(image, ImageDraw.Draw(image), face)
    rows = tuple(row for row in picture.signs if row.signs or row.code)[:3]
    name, site = _wording(picture, signed=bool(rows))
    lines, size = _title_lines(sheet, drawable(name))
    wall = WALLS[len(lines)]
    sheet.pen.rectangle((0, 0, WIDTH, wall - 1), fill=PANEL)
    if rows:
        _hang_rows(sheet, rows, wall)
    else:
        _words(sheet, picture.title, wall)
    _label(sheet, picture.owner if rows else "", lines, size, wall)
    _foot(sheet, site)
    return _png(image)


def _wording(picture: Picture, *, signed: bool) -> tuple[str, str]:
    """Return what stands large on the paper and what stands at its foot; nothing is said twice."""
    if signed:
        return picture.title, picture.site
    name = picture.owner or ("" if picture.site == picture.title else picture.site)
    return name, "" if picture.site in {name, picture.title} else picture.site


def _png(image: Image.Image) -> bytes:
    """Return the picture with few colours, each a mix that the design has."""
    palette = Image.new("P", (1, 1))
    palette.putpalette(_palette())
    made = BytesIO()
    image.quantize(palette=palette, dither=Image.Dither.NONE).save(made, "PNG", compress_level=6)
    return made.getvalue()


def _palette() -> bytes:
    colours = [_mixed(ground, ink, step / (SHADES - 1)) for ground, ink in MIXES for step in range(SHADES)]
    colours += [_mixed(colour, colour, 0) for colour in (LINE, SEAM)]
    return b"".join(bytes(colour) for colour in dict.fromkeys(colours))


def _mixed(one: str, other: str, share: float) -> tuple[int, int, int]:
    pairs = [(int(one[place : place + 2], 16), int(other[place : place + 2], 16)) for place in (1, 3, 5)]
    red, green, blue = (round(a + (b - a) * share) for a, b in pairs)
    return red, green, blue


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn on, and with which face."""

    image: Image.Image
    pen: ImageDraw.ImageDraw
    face: Letters

    def write(self, at: tuple[float, float], text: str, size: int, fill: str, anchor: str = "ls") -> None:
        """Write one line; `at` is where its anchor stands."""
        self.pen.text(at, text, font=self.face.at(size), fill=fill, anchor=anchor)

    def dot(self, at: tuple[float, float], size: int, fill: str) -> None:
        """Draw a round dot about a point; the pen itself draws no smooth curves."""
        corner = (round(at[0] - size / 2), round(at[1] - size / 2))
        self.image.paste(fill, (*corner, corner[0] + size, corner[1] + size), _disc(size))

    def lines(self, text: str, width: float, size: int, most: int) -> list[str] | None:
        """Return the text in balanced lines of a width."""
        return break_lines(text, width, most, lambda line: self.face.width(line, size))


@lru_cache
def _disc(size: int) -> Image.Image:
    """Return a disc as a mask with soft edges."""
    large = Image.new("L", (size * 8, size * 8))
    ImageDraw.Draw(large).ellipse((0, 0, size * 8 - 1, size * 8 - 1), fill=255)
    return large.resize((size, size), Image.Resampling.LANCZOS)


def _hang_rows(sheet: Sheet, rows: tuple[Row, ...], wall: int) -> None:
    """Hang the schemes on the wall, one below the other."""
    height = wall / len(rows)
    for index, row in enumerate(rows):
        box = (0.0, index * height, float(WIDTH), (index + 1) * height)
        if index:
            sheet.pen.line((MARGIN, box[1], WIDTH - MARGIN, box[1]), fill=SEAM)
        _hang(sheet, row, _titled(sheet, row, box) if len(rows) > 1 else _inner(box))


def _inner(box: Box) -> Box:
    return MARGIN, box[1], WIDTH - MARGIN, box[3]


def _titled(sheet: Sheet, row: Row, box: Box) -> Box:
    """Write a scheme's name at the left of its row; return what is left of the row."""
    title = drawable(row.title)
    if not title:
        return _inner(box)
    lines = sheet.lines(title, 150, 30, 3) or [shortened(title, 150, partial(_width, sheet, 30))]
    _column_of_lines(sheet, lines, (MARGIN, box[1], MARGIN + 150, box[3]), 30, GILT, "ls")
    return MARGIN + 180, box[1], WIDTH - MARGIN, box[3]


def _width(sheet: Sheet, size: int, text: str) -> float:
    return sheet.face.width(text, size)


def _hang(sheet: Sheet, row: Row, box: Box) -> None:
    """Show one scheme as signs, as plaques with or without its code, or as its code alone."""
    code = drawable(row.code)
    signed = row.signs and all(sign.text for sign in row.signs)
    if signed and len(row.signs) <= 10:
        _signs(sheet, row, box, plus="+" in code)
    elif row.signs and _plaques_fit(row.signs, _beside(sheet, code, box)):
        _code(sheet, code, box, beside=True)
        _plaques(sheet, row.signs, _beside(sheet, code, box))
    else:
        _code(sheet, code or "·".join(drawable(sign.name) for sign in row.signs), box, beside=False)


def _signs(sheet: Sheet, row: Row, box: Box, *, plus: bool) -> None:
    """Show each part of the code in a cell of its own, the pillar's name below it, a dot for each of its items."""
    left, top, right, bottom = box
    cell, full = (right - left) / len(row.signs), bottom - top
    size = _sign_size(sheet, row.signs, cell, full)
    names = _names(sheet, row.signs, cell * 0.88, int(min(36, full * 0.16)))
    dotted = full > 240 and all(0 < sign.count < 8 for sign in row.signs)
    below = names.height + (full * 0.07 if names.height else 0) + (34 if dotted else 0)
    base = top + (full - size * 0.8 - below) / 2 + size * 0.8
    for index, sign in enumerate(row.signs):
        middle = left + cell * (index + 0.5)
        if index:
            _seam(sheet, middle - cell / 2, (top + full * 0.14, bottom - full * 0.14))
        if index and plus:
            _plus(sheet, (middle - cell / 2, base - size * 0.36), int(size * 0.3))
        _sign(sheet, sign, (middle, base), size)
        names.write(sheet, index, middle, base + full * 0.07)
        if dotted:
            _dots(sheet, sign.count, middle, base + full * 0.07 + names.height + 26)


def _sign_size(sheet: Sheet, signs: tuple[Sign, ...], cell: float, full: float) -> int:
    """Return the largest size at which every sign has air in its cell."""
    size = int(min(full * 0.56, cell * 0.92, 210))
    while size > 24 and max(sum(_sign_widths(sheet, sign, size)) for sign in signs) > cell * 0.76:
        size -= 4
    return size


def _sign_widths(sheet: Sheet, sign: Sign, size: int) -> tuple[float, float]:
    """Return how wide a sign is, and its noun with the gap before it."""
    noun = _noun(sign)
    extra = sheet.face.width(noun, int(size * 0.38)) + size * 0.06 if noun else 0
    return sheet.face.width(drawable(sign.text), size), extra


def _noun(sign: Sign) -> str:
    """Return the noun that a sign is shown with; none where the pillar's name says the same."""
    noun = drawable(sign.noun)
    return "" if len(noun) > 3 or drawable(sign.text) + noun == drawable(sign.name) else noun


def _sign(sheet: Sheet, sign: Sign, at: tuple[float, float], size: int) -> None:
    """Write a numeral with its noun, small, behind it."""
    width, extra = _sign_widths(sheet, sign, size)
    left = at[0] - (width + extra) / 2
    sheet.write((left, at[1]), drawable(sign.text), size, PANEL_INK)
    if extra:
        sheet.write((left + width + size * 0.06, at[1]), _noun(sign), int(size * 0.38), GILT)


def _seam(sheet: Sheet, x: float, ends: tuple[float, float]) -> None:
    sheet.pen.line((x, ends[0], x, ends[1]), fill=SEAM)


def _plus(sheet: Sheet, at: tuple[float, float], size: int) -> None:
    """Write a plus over a seam, which it interrupts."""
    x, y = at
    sheet.pen.rectangle((x - size * 0.5, y - size * 0.6, x + size * 0.5, y + size * 0.6), fill=PANEL)
    sheet.write(at, "+", size, GILT, "mm")


def _dots(sheet: Sheet, count: int, middle: float, y: float) -> None:
    """Draw a dot for each item of a pillar."""
    for index in range(count):
        sheet.dot((middle + (index - (count - 1) / 2) * 19, y), 12, GILT)


@dataclass(frozen=True, slots=True)
class Names:
    """The pillars' names in one size, each in its lines; nothing where they do not all fit."""

    size: int
    lines: tuple[tuple[str, ...], ...]

    @property
    def height(self) -> float:
        """Return how high the tallest of them is."""
        return max((len(lines) for lines in self.lines), default=0) * self.size * 1.3

    def write(self, sheet: Sheet, index: int, middle: float, top: float) -> None:
        """Write one of them below its numeral."""
        for number, line in enumerate(self.lines[index] if self.lines else ()):
            sheet.write((middle, top + self.size * (1.3 * number + 1)), line, self.size, GILT, "ms")


def _names(sheet: Sheet, signs: tuple[Sign, ...], width: float, largest: int) -> Names:
    names = [drawable(sign.name) for sign in signs]
    for most in (1, 2):
        for size in range(largest, 19 if most == 1 else 21, -1):
            broken = [sheet.lines(name, width, size, most) for name in names]
            if all(lines is not None for lines in broken):
                return Names(size, tuple(tuple(lines or ()) for lines in broken))
            if most == 1 and size < largest * 0.75:
                break
    return Names(0, ())


def _beside(sheet: Sheet, code: str, box: Box) -> Box:
    """Return the part of a row that is left beside its code."""
    if not code:
        return box
    left, top, right, bottom = box
    return left + min(_code_width(sheet, code, box), (right - left) * 0.56) + 56, top, right, bottom


def _code_width(sheet: Sheet, code: str, box: Box) -> float:
    lines, size = _code_lines(sheet, code, box, beside=True)
    return max(sheet.face.width(line, size) for line in lines)


def _code_lines(sheet: Sheet, code: str, box: Box, *, beside: bool) -> tuple[list[str], int]:
    """Return a code in its lines and their size: as large as the wall allows."""
    width = (box[2] - box[0]) * (0.52 if beside else 1)
    height = box[3] - box[1]
    for size in range(int(min(170 if beside else 190, height * 0.6)), 27, -4):
        most = int(height * 0.86 // (size * 1.25))
        lines = sheet.lines(code, width, size, max(most, 1)) if most <= 1 or size < 130 else None
        lines = lines or sheet.lines(code, width, size, 1)
        if lines:
            return lines, size
    return [shortened(code, width, partial(_width, sheet, 28))], 28


def _code(sheet: Sheet, code: str, box: Box, *, beside: bool) -> None:
    if not code:
        return
    lines, size = _code_lines(sheet, code, box, beside=beside)
    anchor = "ls" if beside else "ms"
    _column_of_lines(sheet, lines, box, size, PANEL_INK, anchor)
    if beside:
        x = box[0] + max(sheet.face.width(line, size) for line in lines) + 28
        sheet.pen.line((x, box[1] + 52, x, box[3] - 52), fill=SEAM)


def _column_of_lines(sheet: Sheet, lines: list[str], box: Box, size: int, fill: str, anchor: str) -> None:
    """Write lines in the middle of a box's height, at its left edge or about its middle."""
    step = size * 1.25
    first = (box[1] + box[3]) / 2 - step * (len(lines) - 1) / 2 + size * 0.38
    x = box[0] if anchor == "ls" else (box[0] + box[2]) / 2
    for index, line in enumerate(lines):
        sheet.write(
            (x - (_hang_of(line, size) if anchor == "ls" else 0), first + index * step),
            line,
            size,
            fill,
            anchor,
        )


def _hang_of(line: str, size: int) -> float:
    """Return how far an opening mark reaches over the edge, so that what it opens stands at it."""
    return size * 0.5 if line[:1] in {*OPENING} - {"["} else 0


def _plaque_size(signs: tuple[Sign, ...], box: Box) -> int:
    longest = max(len(drawable(sign.name)) for sign in signs)
    room = (box[3] - box[1]) * 0.66
    return int(min(60, room / max(longest, 1) / 1.12, (box[2] - box[0]) / len(signs) * 0.62))


def _plaques_fit(signs: tuple[Sign, ...], box: Box) -> bool:
    return _plaque_size(signs, box) >= 22


def _plaques(sheet: Sheet, signs: tuple[Sign, ...], box: Box) -> None:
    """Hang the pillars' names side by side as upright plaques, an ordinal above each."""
    size = _plaque_size(signs, box)
    cell = min((box[2] - box[0]) / len(signs), size * 3.2)
    left = box[0] + (box[2] - box[0] - cell * len(signs)) / 2
    longest = max(len(drawable(sign.name)) for sign in signs)
    ordinal = 22
    full = ordinal * 1.9 + longest * size * 1.12
    top = box[1] + (box[3] - box[1] - full) / 2
    for index, sign in enumerate(signs):
        middle = left + cell * (index + 0.5)
        if index:
            x = left + cell * index
            sheet.pen.line((x, top, x, top + full), fill=SEAM)
        if cell > 3 * ordinal or len(signs) < 11:
            sheet.write((middle, top + ordinal * 0.5), _ordinal(index + 1), ordinal, GILT, "mm")
        for number, letter in enumerate(drawable(sign.name).translate(UPRIGHT)):
            sheet.write(
                (middle, top + ordinal * 1.9 + (number + 0.5) * size * 1.12), letter, size, PANEL_INK, "mm"
            )


def _ordinal(number: int) -> str:
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{digits[tens % 10]}十")
    return head + (digits[ones] if ones else "")


def _title_lines(sheet: Sheet, title: str) -> tuple[list[str], int]:
    """Return a name in one line or two, and the size they are set in."""
    width = WIDTH - 2 * MARGIN
    for size in TITLE_SIZES:
        lines = sheet.lines(title, width, size, 1 if size > 50 else 2)
        if lines:
            return lines, size
    return [shortened(title, width, partial(_width, sheet, TITLE_SIZES[-1]))], TITLE_SIZES[-1]


def _label(sheet: Sheet, owner: str, lines: list[str], size: int, wall: int) -> None:
    """Write a name on the paper below the wall, whose it is above it."""
    width = WIDTH - 2 * MARGIN
    if owner:
        sheet.write(
            (MARGIN, wall + 56), shortened(drawable(owner), width, partial(_width, sheet, 26)), 26, CINNABAR
        )
    _column_of_lines(sheet, lines, (MARGIN, wall + (62 if owner else 0), WIDTH, FOOT), size, INK, "ls")


def _foot(sheet: Sheet, site: str) -> None:
    """Write the site's name on the last line, below a hairline, the mark at its end."""
    sheet.pen.line((MARGIN, FOOT, WIDTH - MARGIN, FOOT), fill=LINE)
    name = shortened(drawable(site), WIDTH - 2 * MARGIN - 80, partial(_width, sheet, 24))
    sheet.write((MARGIN, FOOT + 45), name, 24, MUTED)
    _mark(sheet, WIDTH - MARGIN, FOOT + 37)


def _mark(sheet: Sheet, right: float, middle: float) -> None:
    """Draw the site's mark: one, two, three and four dots."""
    step = 11
    for row in range(4):
        for place in range(row + 1):
            x = right - 22 + (place - row / 2) * step
            sheet.dot((x, middle + (row - 1.5) * step), 8, CINNABAR)


def _words(sheet: Sheet, text: str, wall: int) -> None:
    """Show on the wall a name that has no signs."""
    title = drawable(text)
    width = WIDTH - 2 * MARGIN
    for size in (132, 112, 96, 84, 72, 64, 56, 48):
        lines = sheet.lines(title, width, size, int(wall * 0.86 // (size * 1.25)))
        if lines:
            break
    else:
        size, lines = 44, [shortened(title, width, partial(_width, sheet, 44))]
    _column_of_lines(sheet, lines, (MARGIN, 0, WIDTH - MARGIN, wall), size, PANEL_INK, "ls")
