"""What is to be taken down, as people write it: full-width, with blanks or Markdown between the characters.

A word to patterns, texts to the places where it stands; reads no files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from html import unescape
from typing import Protocol
from unicodedata import normalize
from urllib.parse import unquote

MASK = "（已隐去）"
"""Stands in the place of a word. Not 某某 or ××, which the check takes for a text that is not finished."""

Span = tuple[int, int]

_UNSEEN = " \t\u3000\xa0\u200b\u2060\ufeff"
_DOTS = "·•・‧∙"
_DASHES = "-－—–‑"
_MARKS = "*_~`"
_INLINE = "a|abbr|b|bdi|cite|code|em|i|mark|s|small|span|strong|sub|sup|time|u|wbr"
_TAG = rf"</?(?:{_INLINE})(?:\s[^<>]{{0,300}})?/?>"
_ENTITY = r"&(?:nbsp|ensp|emsp|\#160|\#8203|zwnj|zwsp);"
_SIGNS = rf"[{_UNSEEN}{_DOTS}{re.escape(_MARKS)}\\]"
_BREAK = r"\r?\n[ \t\u3000]*(?:>[ \t]*)?(?![*>] )"
_RUNS = re.compile(r"\*+|_+|~+|`+")
_UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_NOT_OF_A_WORD = re.compile(
    rf"[\s{_UNSEEN}{_DOTS}{re.escape(_MARKS)}\\\"'“”‘’《》<>\[\]()（）,，。、:：;；/|-]+"
)


@dataclass(frozen=True)
class Needle:
    """A word to be found. `word` is plain: NFKC, without blanks; `spared` are longer texts that only look like it."""

    word: str
    spared: tuple[str, ...] = ()
    with_latin: bool = False
    """Whether its pinyin in the names of files and addresses is meant as well."""

    @cached_property
    def in_text(self) -> re.Pattern[str]:
        """Find the word in what people write; a line break may stand inside it."""
        return self._pattern(rf"(?:{_SIGNS}|{_TAG}|{_ENTITY}|{_BREAK}){{0,8}}+")

    @cached_property
    def in_page(self) -> re.Pattern[str]:
        """Find the word in built pages, where any number of blanks is one."""
        return self._pattern(rf"(?:\s++|{_SIGNS}|{_TAG}|{_ENTITY}){{0,8}}+")

    @cached_property
    def in_latin(self) -> re.Pattern[str] | None:
        """Find the word's pinyin in an address, zhang-san or zhangsan; None for a word that has none."""
        if not re.fullmatch("[\u4e00-\u9fff]{2,6}", self.word):
            return None
        from pypinyin import lazy_pinyin  # noqa: PLC0415 - its tables take a third of a second

        body = "[-_. ]?".join(map(re.escape, lazy_pinyin(self.word)))
        return re.compile(rf"(?<![a-z]){body}(?![a-z])", re.IGNORECASE)

    def find(self, text: str) -> list[Span]:
        """Return where the word stands in a text, with the marks that belong to it alone."""
        if not self._can_hold(text):
            return []
        spans = (_with_marks(text, *found.span()) for found in self.in_text.finditer(text))
        return [s for s in spans if text.count("\n", *s) < 2 and not self._is_spared(text, s)]

    def is_in(self, text: str) -> bool:
        """Tell whether the word stands in a text of a person."""
        return bool(self.find(text))

    def is_in_page(self, text: str) -> bool:
        """Tell whether the word stands in a text of the built site, in any of the ways that machines write it."""
        return any(self._holds(form) for form in _forms(text))

    def is_whole(self, text: str) -> bool:
        """Tell whether a text is this word and nothing else."""
        found = self.find(text)
        return len(found) == 1 and not _NOT_OF_A_WORD.sub("", text[: found[0][0]] + text[found[0][1] :])

    def is_in_name(self, name: str) -> bool:
        """Tell whether a file's name, or an address, carries the word."""
        plain = normalize("NFC", unquote(name))
        return self.is_in(plain) or bool(self.with_latin and self.in_latin and self.in_latin.search(plain))

    def _holds(self, text: str) -> bool:
        if not self._can_hold(text):
            return False
        return any(not self._is_spared(text, found.span()) for found in self.in_page.finditer(text))

    def _can_hold(self, text: str) -> bool:
        return bool(self._first.search(text))

    @cached_property
    def _first(self) -> re.Pattern[str]:
        return re.compile(_one_of(self.word[0]), re.IGNORECASE)

    def _is_spared(self, text: str, span: Span) -> bool:
        for pattern, length in self._spared:
            reach = 20 * length
            for found in pattern.finditer(text, max(0, span[0] - reach), span[1] + reach):
                if found.start() <= span[0] and span[1] <= found.end():
                    return True
        return False

    @cached_property
    def _spared(self) -> list[tuple[re.Pattern[str], int]]:
        """Return patterns of the longer texts; an index of the site has blanks between their characters too."""
        words = [plain_word(text) for text in self.spared]
        return [(Needle(word).in_page, len(word)) for word in words]

    def _pattern(self, gap: str) -> re.Pattern[str]:
        parts: list[str] = []
        for before, char in zip(("", *self.word), self.word, strict=False):
            if before:
                dashes = rf"[{_DASHES}]?" if before.isascii() and char.isascii() else ""
                parts.append(gap + dashes + (gap if dashes else ""))
            parts.append(_one_of(char))
        head = r"(?<![0-9A-Za-z])" if _is_latin(self.word[0]) else ""
        tail = r"(?![0-9A-Za-z])" if _is_latin(self.word[-1]) else ""
        return re.compile(head + "".join(parts) + tail, re.IGNORECASE)


def plain_word(text: str) -> str:
    """Return a word as it is looked for: half-width, without blanks between its characters and marks around it."""
    plain = re.sub(rf"[\s{_UNSEEN}{_DOTS}{re.escape(_MARKS)}\\]+", "", normalize("NFKC", text))
    return re.sub(r"^\W+|\W+$", "", plain)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _one_of(char: str) -> str:
    """Return a pattern for a character in all the shapes that people and programs give it."""
    shapes = {char, *_traditional(char)}
    if "!" <= char <= "~":
        shapes.add(chr(ord(char) + 0xFEE0))
        shapes |= {chr(ord(case) + 0xFEE0) for case in (char.upper(), char.lower()) if len(case) == 1}
    return f"[{''.join(map(re.escape, sorted(shapes)))}]"


def _traditional(char: str) -> set[str]:
    if not "\u4e00" <= char <= "\u9fff":
        return set()
    return {_converter(name).convert(char) for name in ("s2t", "t2s")}


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _converter(name: str) -> _Converter:
    from opencc import OpenCC  # noqa: PLC0415 - its dictionaries take a while to load

    converter: _Converter = OpenCC(name)
    return converter


def _with_marks(text: str, start: int, end: int) -> Span:
    """Return a place widened by the emphasis that would be left without its other half."""
    runs = _RUNS.findall(text[start:end])
    for run in dict.fromkeys(runs):
        if runs.count(run) % 2:
            if text.startswith(run, end):
                end += len(run)
            elif text.endswith(run, 0, start):
                start -= len(run)
    return start, end


def _forms(text: str) -> Iterator[str]:
    """Yield a built file's text as it stands, and as browsers and scripts read it."""
    yield text
    if "%" in text:
        yield unquote(text)
    if "&#" in text:
        yield unescape(text)
    if "\\u" in text:
        yield _UNICODE.sub(lambda found: chr(int(found[1], 16)), text)
