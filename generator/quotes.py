"""Find the short quoted names in a text, which are read as one word and stay on one line.

Takes text, gives places in it; knows nothing of where it is printed."""

from __future__ import annotations

PAIRS = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "「": "」", "『": "』", "【": "】", "（": "）"}
OPENING = "“‘（《〈「『【〔〖["
CLOSING = "，。、；：！？”’）》〉」』】〕〗]…—⸺·,.;:!?%％℃～"
LONGEST = 8
"""So many characters between the marks; more may well be parted."""


def short_quotes(text: str) -> list[tuple[int, int]]:
    """Return where each short quoted name begins and ends, its marks and those that cling to it included.

    Of one in another it is the outer; what no engine would part anyway, such as “2345” or “红”, is none."""
    found = []
    at = 0
    while at < len(text):
        end = _end_of_quote(text, at)
        if end and _can_be_parted(text[at + 1 : end - 1]):
            found.append(_with_clinging(text, at, end))
            end = found[-1][1]
        at = end or at + 1
    return found


def _with_clinging(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the places of a quotation and of the marks beside it that a line neither begins nor ends with."""
    before = text[:start].rstrip(OPENING)
    after = text[end:].lstrip(CLOSING)
    return len(before), len(text) - len(after)


def _can_be_parted(name: str) -> bool:
    return len(name) > 1 and (not name.isascii() or " " in name)


def _end_of_quote(text: str, start: int) -> int:
    """Return where the quotation that begins at a place ends; 0 where none does, or where it is long."""
    waiting: list[str] = []
    for place, sign in enumerate(text[start : start + LONGEST + 2], start + 1):
        if waiting and sign == waiting[-1]:
            waiting.pop()
        elif sign in PAIRS:
            waiting.append(PAIRS[sign])
        if not waiting:
            return place if place > start + 1 else 0
    return 0
