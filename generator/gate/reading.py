"""A text made ready for matching: what hides numbers and words is taken away, and every place leads back.

Takes any text, gives two foldings of it; knows nothing of what is looked for."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from unicodedata import digit, normalize

from generator.late import Late

EDGE = "\x01"
"""Stands between texts that do not belong together; no value of ours may hold it."""

_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U000e0000-\U000e0fff"
)
_BLANKS = "[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]"
_HIDING = Late(
    rf"(?P<unseen>[{_INVISIBLE}]+)|(?P<tag></?[A-Za-z][A-Za-z0-9]{{0,11}}(?:\s[^<>]{{0,500}})?/?>|<!--|-->)"
    r"|(?P<entity>&(?:[A-Za-z]{2,8}|\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6});)"
    r"|(?P<mark>(?<!\*)\*{1,3}(?!\*)|~~|`+|\\(?=[!-/:-@\[-`{-~]))"
)
_MAY_HIDE = re.compile(rf"[{_INVISIBLE}<&*~`\\>]")
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "tr",
        "td",
        "th",
        "table",
        "br",
        "hr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "dt",
        "dd",
        "section",
        "article",
    ]
)
_WIDE = re.compile(
    "[０-９Ａ-Ｚａ-ｚ＠．＿－＋①-⑨⓪⓵-⓽❶-❾➀-➈\u0660-\u0669\u06f0-\u06f9\U0001d7ce-\U0001d7ff⁰¹²³⁴-⁹₀-₉]"
)
_LOOSE = Late(
    rf"(?<=[^\x00-\x7f]){_BLANKS}++|(?<!{_BLANKS}){_BLANKS}++(?=[^\x00-\x7f])|(?<=[\u4e00-\u9fff])_{{1,3}}|_{{1,3}}(?=[\u4e00-\u9fff])"
    r"|!?\[(?=[^\]\n]{0,80}\]\()|\]\([^()\s]{0,500}\)|(?P<line>(?<=[^\x00-\x7f])\n[ \t>]*(?=[^\x00-\x7f]))"
)
_MAY_BE_LOOSE = Late(rf"{_BLANKS[:-1]}\n_\[]")
_PARTED = re.compile(
    rf"[{_INVISIBLE}<&*~`\\\\>_\[Ａ-Ｚａ-ｚ\U0001d7ce-\U0001d7ff]|{_BLANKS}(?=[\u4e00-\u9fff])"
)
_WRAPPED = 12
"""A line that is shorter was ended on purpose."""
_STOPS = frozenset("。！？；：…|")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with some of it taken away, and for each run of it how far it moved. `under` is what it was made from."""

    text: str
    starts: tuple[int, ...] = (0,)
    shifts: tuple[int, ...] = (0,)
    under: Folded | None = None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the original what stands between two places of this text begins and ends."""
        first, last = self._moved(start), self._moved(max(start, end - 1)) + 1
        return self.under.place(first, last) if self.under else (first, last)

    def _moved(self, place: int) -> int:
        return place + self.shifts[bisect_right(self.starts, place) - 1]


@dataclass(frozen=True)
class Reading:
    """One text for the rules: `raw` as it is written, `plain` for numbers, `dense` for words."""

    raw: str

    @cached_property
    def words(self) -> str:
        """Return the text on one line, for a first look at which words are in it: as it is, then with marks taken away."""
        text = self.raw.replace("\n", "")
        return f"{text}{EDGE}{self.dense.text}".replace("\n", "") if _PARTED.search(text) else text

    @cached_property
    def plain(self) -> Folded:
        """Return the text without marks, tags and what cannot be seen; digits and Latin letters are ASCII."""
        text = self.raw
        if _WIDE.search(text):
            text = _WIDE.sub(_narrow, text)
        if not _MAY_HIDE.search(text):
            return Folded(text)
        return _without(text, _HIDING, _bared)

    @cached_property
    def dense(self) -> Folded:
        """Return the plain text with its words joined: no blanks between characters, wrapped lines as one."""
        plain = self.plain
        if not _MAY_BE_LOOSE.search(plain.text):
            return plain
        return _without(plain.text, _LOOSE, _joined, plain)


def _narrow(found: re.Match[str]) -> str:
    sign = found[0]
    value = digit(sign, None)
    return normalize("NFKC", sign) if value is None else str(value)


def _bared(found: re.Match[str]) -> str:
    if found["tag"]:
        name = re.sub(r"[^a-z0-9]", "", found["tag"].lower().partition(" ")[0])
        return "\n" if name in _BLOCKS or found["tag"] in {"<!--", "-->"} else ""
    if found["entity"]:
        sign = html.unescape(found["entity"])
        return sign if len(sign) == 1 and sign.isprintable() else " " if sign == "\xa0" else ""
    return ""


def _joined(found: re.Match[str]) -> str:
    if found["line"] is None:
        return ""
    if _alone(found.string, found.start()) or _alone(found.string, found.end() + 1):
        return ""
    before = found.string[max(0, found.start() - _WRAPPED) : found.start()]
    wrapped = len(before) == _WRAPPED and not _STOPS.intersection(before[-1]) and "\n" not in before
    return "" if wrapped and EDGE not in before else "\n"


def _alone(text: str, end: int) -> bool:
    """Tell whether the character before `end` has a line for itself: such lines are one word, written downwards."""
    return text[max(0, end - 2) : end - 1] in {"", "\n"} and text[end : end + 1] in {"", "\n"}


def _without(
    text: str, pattern: Late, bared: Callable[[re.Match[str]], str], under: Folded | None = None
) -> Folded:
    """Return the text with every match replaced by what is left of it."""
    pieces: list[str] = []
    starts, shifts = [0], [0]
    at = length = 0
    for found in pattern.finditer(text):
        left = bared(found)
        pieces += (text[at : found.start()], left)
        length += found.start() - at + len(left)
        at = found.end()
        if starts[-1] == length:
            shifts[-1] = at - length
        else:
            starts.append(length)
            shifts.append(at - length)
    if not pieces:
        return Folded(text, under=under)
    return Folded("".join((*pieces, text[at:])), tuple(starts), tuple(shifts), under)
