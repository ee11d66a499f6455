"""Bring back words that were read in a wrong encoding, and tell where letters are lost for good.

Takes text, gives text; nothing is guessed: what is Chinese only after the mending is mended."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from itertools import accumulate

from generator.late import Late

LOST = "□"
"""Stands for a letter that nobody can bring back (GB/T 15834 has it for missing characters)."""
# UTF-8 that was read as GBK always holds several of these, which Chinese hardly ever does.
READ_AS_GBK = Late("[鐨勬槸涓鍦浜锛銆绗瀛鏍鍏氬缓宸綔]")
LATIN = Late(
    "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2020\u2021\u20ac\u2122]{3}"
)
UTF8_AS_LATIN = Late(
    "(?:[\u00c2-\u00ef][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122]{1,2}){2,}"
    "|\u00e2\u20ac[\u0080-\u00bf\u0153\u02dc\u2018-\u201d\u2122]?|[\u00e3\u00ef][\u00bc\u20ac][\u0080-\u00bf\u0152\u0160\u0161\u0178\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039]|\u00ef\u00bb\u00bf"
    "|[\u0080-\u009f]+|[\ue000-\uf8ff]+|[\uff61-\uff9f]{4,}|[\u9225\u9286][\u4e00-\u9fff?\u20ac\ue000-\uf8ff]"
)
"""A letter that leads in UTF-8, then what a Western code page shows of the bytes behind it; and what only such errors leave."""
GONE = Late("\ufffd+|锟斤拷[锟斤拷]*|烫烫烫[烫]*|屯屯屯[屯]*")
_COMMON = 0.8


_GBK_AS_LATIN = Late(
    "(?:[\u00a1-\u00a3\u00b0-\u00f7][\u00a1-\u00fe]){2,}|[\u00a1\u00a3][\u00a3\u00ac\u00b0\u00b1\u00b6\u00b7\u00ba\u00bb](?=[\u4e00-\u9fff])"
)
_SIGNS = frozenset("°±²³·×÷µ¹¼½¾»«¥£§¶")
"""What Western texts and formulas hold next to each other as well."""
_WIDE_RUN = Late("[\u20ac\u4e00-\u9fff\ue000-\uf8ff\u30a0-\u30ff]{3,}")
_THREES = re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}){2,}")


def gbk_as_latin(text: str) -> Iterator[tuple[int, int]]:
    """Yield where Chinese in GBK was read as Western letters."""
    for found in _GBK_AS_LATIN.finditer(text):
        letters = found[0]
        if len(letters) == 2 or (not _SIGNS.issuperset(letters) and _is_common(letters.encode("latin-1"))):
            yield found.span()


def _is_common(data: bytes) -> bool:
    """Tell whether bytes are GBK, and most of its characters of the first level."""
    try:
        meant = data.decode("gb2312")
    except UnicodeDecodeError:
        return False
    first = sum(0xB0 <= byte <= 0xD7 for byte in data[::2])
    return first * 2 >= len(meant) and first > 1


def utf8_as_gbk(text: str, common: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield where Chinese in UTF-8 was read as GBK: odd characters, whose bytes are Chinese once more."""
    for run in _WIDE_RUN.finditer(text):
        if all(sign in common for sign in run[0]):
            continue
        data = run[0].encode("gb18030")
        starts = list(accumulate((len(sign.encode("gb18030")) for sign in run[0]), initial=0))
        for found in _THREES.finditer(data):
            first, last = bisect_right(starts, found.start()) - 1, bisect_right(starts, found.end() - 1)
            meant = found[0].decode("utf-8", "ignore")
            odd = not all(sign in common for sign in run[0][first:last])
            if odd and sum(sign in common for sign in meant) * 2 > len(meant):
                yield run.start() + first, run.start() + last


def mended_encoding(text: str) -> str:
    """Return the text with its letters brought back, lost ones as □."""
    mended = _from_latin(text) if LATIN.search(text) else text
    return GONE.sub(LOST, _from_gbk(mended))


def _from_latin(text: str) -> str:
    from ftfy import TextFixerConfig, fix_text  # noqa: PLC0415 - only where a text is broken

    # Only the encoding: quotation marks and widths are Chinese punctuation, which has rules of its own.
    config = TextFixerConfig(
        unescape_html=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        remove_control_chars=False,
        remove_terminal_escapes=False,
        normalization=None,
    )
    return fix_text(text, config)


def _from_gbk(text: str) -> str:
    """Return the text read again as UTF-8 where it is Chinese only then."""
    if sum(1 for _ in READ_AS_GBK.finditer(text)) < 3:
        return text
    try:
        mended = text.encode("gb18030").decode("utf-8")
    except UnicodeError:
        return text
    return mended if _share_of_common(mended) >= _COMMON else text


def _share_of_common(text: str) -> float:
    """Return how much of the text beyond ASCII are characters of everyday Chinese."""
    wide = re.sub(r"[\x00-\x7f]", "", text)
    return len(wide.encode("gb2312", "ignore")) / 2 / len(wide) if wide else 0.0
