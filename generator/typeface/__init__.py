"""Set a built site's numerals and headings in the display face, with a font of only the characters they use.

Takes the folder of a built site; adds one font and one rule to it. Without this the site is set in system fonts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from generator import disk
from generator.problems import Problem
from generator.project import Project
from generator.typeface.cutting import Cut, cut_to_budget
from generator.typeface.memory import read_pages
from generator.typeface.reading import Characters, gathered, reader_of
from generator.typeface.style import (
    DIGITS_RULE,
    DISPLAY,
    SERIF,
    SIGN_RULE,
    SIGNS,
    is_heading,
    joined,
    read_style,
    selectors_of,
)

__all__ = ["FAMILY", "keep_type", "set_type"]

FAMILY = "Showcase Serif"
FALLBACK = '"Noto Serif CJK SC","Noto Serif SC","Source Han Serif SC","Songti SC",STSong,SimSun,serif'

PLAIN = "plain"
"""The custom property that the system's own faces are named in, once for all rules."""

STYLE = "assets/showcase.css"
FONTS = "assets/fonts"
CUTS, SEEN = "cache/typeface", "cache/typeface-pages"

_BEGIN = "/*! The display face, cut for this site. */"
"""What comes after it was added here. The `!` keeps it where the style sheet is minified and then read again."""


def set_type(project: Project, folder: Path) -> list[Problem]:
    """Give the built site in `folder` its display face; a site without our style has no place for it."""
    style = folder / STYLE
    try:
        if not style.is_file():
            return []
        characters = _characters(folder, project.state / SEEN)
        cut = cut_to_budget(characters, project.state / CUTS)
        _put(folder, style, cut, characters)
    except OSError as error:
        return [disk.refusal(error, project.relative(project.site))]
    return []


def keep_type(old: Path, new: Path) -> None:
    """Give a new build the face of the last one, until its own is cut: an edited page should not change its type."""
    rules = (old / STYLE).read_text(encoding="utf-8").partition(_BEGIN)[2]
    if rules:
        (old / FONTS).rename(new / FONTS)
        css = (new / STYLE).read_text(encoding="utf-8").partition(_BEGIN)[0]
        disk.write_whole(new / STYLE, f"{css}{_BEGIN}{rules}".encode())


def _characters(folder: Path, store: Path) -> Characters:
    """Return all characters that the site shows in the display face."""
    sheets = {
        sheet.name: sheet.read_text(encoding="utf-8").partition(_BEGIN)[0]
        for sheet in sorted((folder / "assets").glob("*.css"))
    }
    style = joined(
        read_style(css, "" if name == STYLE.rpartition("/")[2] else name) for name, css in sheets.items()
    )
    pages = sorted(folder.rglob("*.html"))
    read = read_pages(pages, reader_of(style), "\0".join((*sheets, *sheets.values())), store)
    return gathered([read, *({token: word} for token, word in style.words)])


def _put(folder: Path, style: Path, cut: Cut, asked: Iterable[str]) -> None:
    """Write the font, then the rule that leads to it, then take away what an earlier run left."""
    fonts = folder / FONTS
    fonts.mkdir(parents=True, exist_ok=True)
    name = f"display-{sha256(cut.font).hexdigest()[:10]}.woff2"
    font = fonts / name
    if not font.is_file() or font.read_bytes() != cut.font:
        disk.write_whole(font, cut.font)
    css = style.read_text(encoding="utf-8").partition(_BEGIN)[0]
    disk.write_whole(style, f"{css}{_BEGIN}\n{''.join(_rules(name, cut, asked))}".encode())
    for other in fonts.glob("display-*.woff2"):
        if other.name != name:
            other.unlink()


def _rules(name: str, cut: Cut, asked: Iterable[str]) -> Iterator[str]:
    """Yield the rules that make the font known and give each token its faces; `asked` are all tokens of the site."""
    face, plain = f'"{FAMILY}",var(--{PLAIN})', f"var(--{PLAIN})"
    yield (
        f'@font-face{{font-family:"{FAMILY}";src:url("fonts/{name}") format("woff2");'
        "font-weight:600 700;font-display:swap}\n"
    )
    display, serif = (face if carried else plain for carried in (DISPLAY in cut.tokens, len(cut.tokens) > 1))
    same = f"var(--{SERIF})" if display == serif else display
    yield f":root{{--{PLAIN}:{FALLBACK};--{SERIF}:{serif};--{DISPLAY}:{same}}}\n"
    if DISPLAY not in cut.tokens:
        yield f"{SIGN_RULE if SIGNS in cut.tokens else DIGITS_RULE}{{--{DISPLAY}:{face}}}\n"
    elif serif == face:
        left = [selectors_of(token) for token in asked if is_heading(token) and token not in cut.tokens]
        if left:
            yield f"{','.join(left)}{{--{SERIF}:{plain}}}\n"
