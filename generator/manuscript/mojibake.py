"""Bring back words that were read in a wrong encoding, and mark where letters are lost for good."""

from __future__ import annotations

import re

from generator.manuscript.cleaned import Cleaned

KIND = "乱码"
LOST = "□"
"""Stands for a letter that nobody can bring back (GB/T 15834 has it for missing characters)."""
# UTF-8 that was read as GBK always holds several of these, which Chinese hardly ever does.
_READ_AS_GBK = re.compile("[鐨勬槸涓鍦浜锛銆绗瀛鏍鍏氬缓宸綔]")
_LATIN = re.compile(
    "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2020\u2021\u20ac\u2122]{3}"
)
_GONE = re.compile("\ufffd+|锟斤拷[锟斤拷]*|烫烫烫[烫]*")
_COMMON = 0.8


def mend_encoding(text: str) -> tuple[str, list[Cleaned]]:
    """Return the text with its letters brought back, lost ones as □, and what was mended."""
    mended = _from_latin(text) if _LATIN.search(text) else text
    mended = _from_gbk(mended)
    mended = _GONE.sub(LOST, mended)
    return (mended, [Cleaned(KIND, text.strip(), mended.strip())]) if mended != text else (text, [])


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
    if len(_READ_AS_GBK.findall(text)) < 3:
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
