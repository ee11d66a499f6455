"""Chinese text with Chinese punctuation: half-width marks made full-width, blanks between characters closed.

Numbers, times, addresses, English and codes such as 3+N are left alone."""

from __future__ import annotations

import re
from functools import partial

from generator.manuscript.cleaned import HANZI, Cleaned, changed

_Result = tuple[str, list[Cleaned]]
_KIND = "半角标点"
_CLOSING = "”’）》」』】"
_KEPT = (
    r"(?P<kept>(?:https?://|www\.)[^\s，。；）]{1,2000}|[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9.-]{1,64}"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)|"
)
"""Passed over by whatever pattern follows it: addresses and times."""
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_AFTER_HANZI = re.compile(rf"{_KEPT}(?<=[{HANZI}{_CLOSING}])\s?[,;:?!](?!//)(?:\s+(?=[{HANZI}“‘（《]))?")
_BEFORE_HANZI = re.compile(rf"{_KEPT}(?<=[0-9A-Za-z%])\s?[,;:?!]\s?(?=[{HANZI}“‘（《])")
_STOP = re.compile(rf"{_KEPT}(?<=[{HANZI}{_CLOSING}])\.(?=\s*$|\s*[{HANZI}“‘（《])")
_STOP_AFTER_NUMBER = re.compile(rf"{_KEPT}(?<=[{HANZI}][0-9%])\.(?=\s*$)|(?<=[0-9]%)\.(?=\s*$)")
_DOTS = re.compile(rf"{_KEPT}(?<=[{HANZI}])(?:\.{{3,6}}|。{{3,6}}|·{{3,6}})")
_DASHES = re.compile(
    rf"{_KEPT}(?<=[{HANZI}{_CLOSING}])\s?-{{2,4}}\s?(?=[{HANZI}“‘（《])|(?<=[{HANZI}])–(?=[{HANZI}])"
)
_WIDENED = (
    (_DOTS, "……"),
    (_DASHES, "——"),
    (_AFTER_HANZI, ""),
    (_BEFORE_HANZI, ""),
    (_STOP, "。"),
    (_STOP_AFTER_NUMBER, "。"),
)
"""Each kind of mark and what it becomes; empty where that is the same mark in full width."""
_BRACKETS = re.compile(r"\(([^()（）\n]{0,200})\)|\(([^()（）\n]{0,200})）|（([^()（）\n]{0,200})\)")
_QUOTES = re.compile(r'"([^"\n]{1,200})"')
_WIDE_SIGN = re.compile(f"[{HANZI}，。；：？！“”、]")


def clean_punctuation(text: str) -> _Result:
    """Return the text with full-width punctuation wherever it is Chinese."""
    if not re.search(r"[,;:?!.()\"–-]", text):
        return text, []
    found: list[Cleaned] = []
    for pattern, replacement in _WIDENED:
        text, more = changed(_KIND, pattern, text, partial(_unless_kept, replacement))
        found += more
    text, brackets = changed(_KIND, _BRACKETS, text, _brackets)
    text, quotes = changed(_KIND, _QUOTES, text, _quotation)
    return text, [*found, *brackets, *quotes]


def _unless_kept(replacement: str, found: re.Match[str]) -> str:
    return found[0] if found["kept"] else replacement or _FULL[found[0].strip()]


def _brackets(found: re.Match[str]) -> str:
    inner = next(group for group in found.groups() if group is not None)
    before = found.string[found.start() - 1 : found.start()]
    chinese = _WIDE_SIGN.search(inner) or (before and _WIDE_SIGN.match(before))
    mixed = found[0][0] == "（" or found[0][-1] == "）"
    return f"（{inner}）" if chinese or mixed else found[0]


def _quotation(found: re.Match[str]) -> str:
    around = (
        found.string[max(0, found.start() - 1) : found.start()] + found.string[found.end() : found.end() + 1]
    )
    return f"“{found[1]}”" if _WIDE_SIGN.search(found[1] + around) else found[0]


_WIDE_OR_MARK = f"[{HANZI}，。；：！？、“”（）《》]"
_SPACED = re.compile(
    rf"(?P<quoted>[“《][{HANZI}]{{2,12}}(?:[ \u3000]+[{HANZI}]{{2,12}})+[”》])|(?<={_WIDE_OR_MARK})[ \u3000]+(?={_WIDE_OR_MARK})"
)
_LIST = re.compile(rf"[{HANZI}]{{2,8}}(?:[ \u3000]+[{HANZI}]{{2,8}}){{2,20}}")


_PART = 4


def clean_spaces(text: str) -> _Result:
    """Close the blanks between characters; words of equal length set apart by blanks are a list and stay one."""
    stripped = text.strip(" \u3000")
    words = re.split("[ \u3000]+", stripped)
    if _LIST.fullmatch(stripped) and len({len(word) for word in words}) == 1:
        return " ".join(words), []
    if len(words) == 2 and min(map(len, words)) >= _PART and not re.search("[。！？；]", stripped):
        # The two halves of a title.
        return " ".join(words), []
    return changed("汉字之间的空格", _SPACED, stripped, _closed)


def _closed(found: re.Match[str]) -> str:
    quoted = found["quoted"]
    if not quoted:
        return ""
    words = re.split("[ \u3000]+", quoted[1:-1])
    # The halves of a slogan are equally long: “学党史 践初心”.
    return quoted if len({len(word) for word in words}) == 1 else re.sub("[ \u3000]+", "", quoted)
