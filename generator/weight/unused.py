"""Delete the scripts and styles of the base theme that no page of a built site loads.

Takes the site's folder and the folders whose files are a person's own: those stay, whoever loads them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from generator import disk

SCRIPTS, STYLES = "assets/javascripts", "assets/stylesheets"
"""Where Material puts its own."""

_NAMED = re.compile(rb"(?:javascripts|stylesheets)/[^\s\"'`()<>?#&]+")
_MAP = re.compile(rb"\s*/\*# sourceMappingURL=[^*]*\*/\s*$|\s*//# sourceMappingURL=\S*\s*$")


def remove_unused(folder: Path, own: Sequence[Path]) -> None:
    """Delete what the theme put below `folder` and nothing there refers to, with what only a developer asks for."""
    shipped = [path for path in _shipped(folder) if not any((base / path).exists() for base in own)]
    named = _named(folder, {folder / path for path in shipped})
    # A script may put the names of others together: where one is loaded, all stay.
    scripts = any(_is_named(path, named) for path in shipped if path.is_relative_to(SCRIPTS))
    for path in shipped:
        used = scripts if path.is_relative_to(SCRIPTS) else _is_named(path, named)
        if used and path.suffix != ".map":
            _forget_map(folder / path)
        else:
            (folder / path).unlink()
    for name in (SCRIPTS, STYLES):
        _clear_empty(folder / name)


def _shipped(folder: Path) -> list[Path]:
    """Return the files of the theme's two folders, relative to the site's."""
    found = (path for name in (SCRIPTS, STYLES) for path in (folder / name).rglob("*") if path.is_file())
    return sorted(path.relative_to(folder) for path in found)


def _named(folder: Path, shipped: set[Path]) -> set[bytes]:
    """Return the files of the two folders that pages, styles and scripts of the site tell of."""
    return {
        name
        for path in _readable(folder)
        if path not in shipped
        for name in _NAMED.findall(path.read_bytes())
    }


def _readable(folder: Path) -> Iterator[Path]:
    for pattern in ("*.html", "*.css", "*.js"):
        yield from folder.rglob(pattern)


def _is_named(path: Path, named: set[bytes]) -> bool:
    return path.relative_to("assets").as_posix().encode() in named


def _forget_map(path: Path) -> None:
    """Take away the way to a map that is not there, so that no developer's tools ask for it in vain."""
    if path.suffix in {".css", ".js"}:
        before = path.read_bytes()
        after = _MAP.sub(b"\n", before)
        if after != before:
            disk.write_whole(path, after)


def _clear_empty(folder: Path) -> None:
    """Delete folders that have become empty, the inner ones first."""
    inner = sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True)
    for path in (*inner, folder):
        with suppress(OSError):
            path.rmdir()
