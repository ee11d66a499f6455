"""Generated Markdown as a browser gets it: through Python-Markdown as mkdocs.yml sets it up, read with lxml."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
import yaml
from lxml.etree import _Element
from markdown import Markdown
from mkdocs.utils.meta import get_data

CONFIG = Path(__file__).parents[1] / "mkdocs.yml"


@cache
def converter() -> Markdown:
    """Return a converter with the extensions of mkdocs.yml and those that MkDocs adds by itself."""
    settings: list[Any] = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))["markdown_extensions"]
    configs: dict[str, Any] = {"tables": {}, "fenced_code": {}, "toc": {}}
    for entry in settings:
        configs |= entry if isinstance(entry, dict) else {entry: {}}
    return Markdown(extensions=list(configs), extension_configs=configs)


def split(text: str) -> tuple[str, dict[str, Any]]:
    """Return a page's Markdown and its front matter, as MkDocs takes them apart."""
    body, meta = get_data(text)
    return body, meta


def fragment(markdown: str) -> _Element:
    """Return Markdown as an HTML tree."""
    return lxml.html.fragment_fromstring(converter().reset().convert(markdown), create_parent="main")


def tree_of(text: str) -> _Element:
    """Return a page's Markdown as an HTML tree, without the theme around it."""
    return fragment(split(text)[0])


def folded(text: str) -> str:
    """Return text with every run of blanks as one, as a browser shows it."""
    return " ".join(text.split())


def visible(tree: _Element) -> str:
    """Return the text that a visitor sees, blanks folded."""
    return folded("".join(tree.itertext()))


def listed_counts(text: str, heading: str) -> dict[str, int]:
    """Return what a page's list under a heading counts, by its links' words: - [品牌](brands/index.md)（2）."""
    part = split(text)[0].partition(f"## {heading}")[2].partition("\n## ")[0]
    return {
        name: int(count) for name, count in re.findall(r"^- \[(.+?)\]\(.*?\)（(\d+)）$", part, re.MULTILINE)
    }
