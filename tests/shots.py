"""Photograph every kind of page of the example: `make shots`, into .showcase/shots/ with a sheet of all of them.

`make shots ARGS=readme` makes the two pictures of the README instead, `ARGS=handbook` those of the handbook."""

from __future__ import annotations

import html
import io
import shutil
import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser

from generator.project import Project
from tests.browser.chromium import MISSING, find_browser, started
from tests.browser.kinds import example_kinds
from tests.browser.looks import settle
from tests.browser.serving import served
from tests.example_copy import ROOT, copy_example, publish
from tests.handbook_pictures import shoot_handbook

Scheme = Literal["light", "dark"]
SHOTS = ROOT / ".showcase" / "shots"
WIDTHS = (390, 1440)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WORDS = {"light": "浅色", "dark": "深色"}
README = (("home.png", "", 1440, 1000), ("brand.png", "brands/2345/", 1200, 900))
COLOURS = 256
STYLE = (
    "body{margin:2rem;font-family:sans-serif;background:#eee}section{margin-bottom:3rem}"
    "div{display:flex;gap:1rem;align-items:start;flex-wrap:wrap}figure{margin:0}"
    "img{display:block;width:auto;height:32rem;object-fit:cover;object-position:top;background:#fff}"
)


def shot(browser: Browser, address: str, size: tuple[int, int], scheme: Scheme, *, full: bool) -> bytes:
    """Return the picture of a page: all of it, or what a screen of that size shows."""
    width, height = size
    with browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        locale="zh-CN",
        reduced_motion="reduce",
    ) as context:
        page = context.new_page()
        page.goto(address)
        settle(page)
        return page.screenshot(full_page=full)


def name_of(kind: str) -> str:
    """Return the file's name for a page's address: home, brands-2345, 404."""
    return kind.removesuffix(".html").strip("/").replace("/", "-") or "home"


def shoot_every_kind(browser: Browser, address: str) -> int:
    """Write the pictures of every kind of page, and their sheet; return how many there are."""
    shutil.rmtree(SHOTS, ignore_errors=True)
    SHOTS.mkdir(parents=True)
    kinds = example_kinds()
    for kind, width, scheme in product(kinds, WIDTHS, SCHEMES):
        picture = shot(browser, address + kind, (width, 900), scheme, full=True)
        (SHOTS / f"{name_of(kind)}-{width}-{scheme}.png").write_bytes(picture)
    (SHOTS / "index.html").write_text(sheet(kinds), encoding="utf-8", newline="\n")
    return len(kinds) * len(WIDTHS) * len(SCHEMES)


def sheet(kinds: tuple[str, ...]) -> str:
    """Return a page that shows all pictures, those of one kind of page in a row."""
    rows = "".join(
        f"<section><h2>/{html.escape(kind)}</h2><div>{_row(kind)}</div></section>" for kind in kinds
    )
    head = f"<meta charset=utf-8><title>各类页面的截图</title><style>{STYLE}</style>"
    return f"<!doctype html><html lang=zh-CN>{head}<h1>各类页面的截图</h1>{rows}</html>\n"


def _row(kind: str) -> str:
    return "".join(
        f"<figure><a href={name}><img src={name} alt='' loading=lazy></a>"
        f"<figcaption>{width} 像素，{WORDS[scheme]}</figcaption></figure>"
        for width, scheme in product(WIDTHS, SCHEMES)
        for name in [f"{name_of(kind)}-{width}-{scheme}.png"]
    )


def shoot_for_readme(browser: Browser, address: str) -> int:
    """Write the README's pictures with few colours, so that they stay small; return how many there are."""
    for name, path, width, height in README:
        picture = Image.open(io.BytesIO(shot(browser, address + path, (width, height), "light", full=False)))
        small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(ROOT / ".github" / name, optimize=True)
    return len(README)


def main(arguments: list[str]) -> int:
    """Publish the example, photograph it and say where the pictures are."""
    if arguments not in ([], ["readme"], ["handbook"]):
        print(
            "make shots 后面只能写 ARGS=readme 或 ARGS=handbook，重做说明、手册里的截图；不写就拍各类页面。",
            file=sys.stderr,
        )
        return 2
    program = find_browser()
    if program is None:
        print(MISSING, file=sys.stderr)
        return 1
    if arguments == ["handbook"]:
        print(f"拍了 {shoot_handbook(program)} 张：content/handbook/pictures/")
        return 0
    shoot, where = (
        (shoot_for_readme, ".github/") if arguments else (shoot_every_kind, ".showcase/shots/index.html")
    )
    with TemporaryDirectory() as root:
        project = Project(Path(root))
        copy_example(project)
        with served(publish(project)) as address, started(program) as browser:
            number = shoot(browser, address)
    print(f"拍了 {number} 张：{where}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
