"""Find links that lead nowhere, in values of the data, and pictures of pages that say nothing to whoever cannot see.

MkDocs finds dead links too, but only in a build, and names the generated page instead of the line of the data."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

from generator.model import Entry, Showcase
from generator.problems import NOTE, Problem, Where, quoted
from generator.schema.parse import Record
from generator.source.lines import split_rows
from generator.wording.texts import Place, texts_of, without_code

_LINK = re.compile(r"(?<!!)\[\s*[^\[\]\s][^\[\]]*\]\((?P<target>[^()\s]+)\)")
_FOLDERS = ("brands", "schools", "honors", "achievements", "activities", "timeline", "reports", "regions")
_INDEXES = frozenset({"index.md", "sitemap.md", *(f"{folder}/index.md" for folder in _FOLDERS)})
"""The pages that every site has."""
_SILENT = re.compile(
    r"!\[\s*\]\([^)\n]{0,500}\)|<img\b(?![^>]{0,900}\balt\s*=\s*(?:[\"']\s*[^\"'\s]|[^\"'\s>]))[^>]{0,900}>",
    re.IGNORECASE,
)


def check_links(records: Iterable[Record], showcase: Showcase, pages: Collection[str]) -> Iterator[Problem]:
    """Yield the links in the data's texts that lead to no page; `pages` are the files in content/ by uri."""
    uris = {entry.file: entry.uri for group in _groups(showcase) for entry in group}
    known = {*uris.values(), *pages, *_INDEXES}
    for record in records:
        uri = uris.get(record.file)
        if uri and "](" in record.document.text:
            for place, text in texts_of(record):
                yield from _dead(place, text, uri, known)


def _groups(showcase: Showcase) -> tuple[tuple[Entry[Any], ...], ...]:
    return showcase.schools, showcase.brands, showcase.activities, showcase.reports, showcase.regions


def _dead(place: Place, text: str, uri: str, known: Collection[str]) -> Iterator[Problem]:
    for found in _LINK.finditer(text):
        target = found["target"]
        if not _leads_somewhere(target, uri, known):
            message = f"链接{quoted(target)}指向的网页不存在。"
            hint = "对照网址改正；要链到别的网站，就写完整的 https:// 地址；用不着就只留文字。"
            yield Problem("link-broken", NOTE, place.at(text, *found.span("target")), message, hint)


def _leads_somewhere(target: str, uri: str, known: Collection[str]) -> bool:
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    if parts.scheme or parts.netloc or not parts.path:
        return True
    path = unquote(parts.path)
    whole = normpath(path.lstrip("/") if path.startswith("/") else join(dirname(uri), path))
    return any(uri in known for uri in (whole, f"{whole}/index.md", f"{whole}.md"))


def check_pictures(texts: Iterable[tuple[Path, str, str]]) -> Iterator[Problem]:
    """Yield the pictures in hand-written pages that have no words for whoever cannot see them."""
    for _, file, text in texts:
        if "![" in text or "<img" in text.lower():
            rows = split_rows(text)
            for number, line in enumerate(split_rows(without_code(text)), 1):
                for found in _SILENT.finditer(line):
                    where = Where(file, number, found.start() + 1, len(found[0]), rows[number - 1])
                    message = "这张图片没有替代文本，看不见图的人不知道拍的是什么。"
                    hint = "写成“![图里有什么](图片地址)”，方括号里用一句话说清楚，不写学生姓名。"
                    yield Problem("page-alt-missing", NOTE, where, message, hint)
