"""Bring back words that were read in a wrong encoding, and tell where letters are lost for good.

Takes text, gives text; nothing is guessed: what is Chinese only after the mending is mended."""

from __future__ import annotations

import re

from generator.late import Late

LOST = "□"
"""Stands for a letter that nobody can bring back (GB/T 15834 has it for missing characters)."""
# UTF-8 that was read as GBK always holds several of these, which Chinese hardly ever does.
READ_AS_GBK = Late("[鐨勬槸涓鍦浜锛銆绗瀛鏍鍏氬缓宸綔]")
LATIN = Late(
    "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2020\u2021\u20ac\u2122]{3}"
)
GONE = Late("\ufffd+|锟斤拷[锟斤拷]*|烫烫烫[烫]*|屯屯屯[屯]*")
_COMMON = 0.8


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
