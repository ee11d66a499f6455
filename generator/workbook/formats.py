"""What a number in a cell looks like on the sheet: a date, as much of one as is shown, or digits."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache

from generator.schema.types import FIRST_YEAR, LAST_YEAR, PartialDate

# ECMA-376 part 1, 18.8.30: what the numbers below 164 mean, 27–36 and 50–58 as Chinese Excel shows them.
BUILTIN: dict[int, str] = {
    1: "0", 2: "0.00", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m/d/yy",
    31: "yyyy年m月d日", 32: "h时mm分", 33: "h时mm分ss秒", 34: "h时mm分", 35: "h时mm分ss秒", 36: "yyyy年m月",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 53: "m月d日",
    54: "m月d日", 55: "h时mm分", 56: "h时mm分ss秒", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip

_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_AROUND_NUMBER = re.compile(r'(?P<before>(?:"[^"]*"|[^0#."\\;,%E])*)0+(?P<decimals>\.0+)?(?P<after>.*)')
_EPOCH = date(1899, 12, 30)
_FIRST_RIGHT = 61
"""Excel believes in 29 February 1900, so that serial numbers are right only from 1 March on."""

_OFFSET_1904 = 1462


@cache
def shown_parts(form: str) -> str:
    """Return which parts of a date a number format shows: "ymd", "ym", "y", or "" where it is no date's."""
    code = _NOT_CODE.sub("", form.split(";", maxsplit=1)[0]).lower()
    if "general" in code or re.search(r"[0#?@%]", code):
        return ""
    if "d" in code:
        return "ymd"
    if "y" in code or "e" in code:
        return "ym" if "m" in code else "y"
    return ""


def serial_date(serial: float, parts: str = "ymd", *, since_1904: bool = False) -> PartialDate | None:
    """Return the date that a serial number means, as far as `parts` show it; None where it means none."""
    days = int(serial) + (_OFFSET_1904 if since_1904 else 0)
    if not _FIRST_RIGHT <= days <= 80_000:
        return None
    day = _EPOCH + timedelta(days=days)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    return PartialDate(day.year, day.month if "m" in parts else 0, day.day if "d" in parts else 0)


def number_text(number: str, form: str) -> str:
    """Return a number as the sheet shows it: 2021.1 as 2021.10 under 0.00, 3 as 第3届 under "第"0"届"."""
    try:
        value = Decimal(f"{float(number):.12g}")
    except (InvalidOperation, ValueError, OverflowError):
        return number
    if not value.is_finite() or abs(value) >= 10**20:
        return number
    found = _AROUND_NUMBER.fullmatch(form.split(";", maxsplit=1)[0])
    if not found or "%" in form:
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    decimals = len(found["decimals"] or ".") - 1
    return f"{_words(found['before'])}{value:.{decimals}f}{_words(found['after'])}"


def _words(form: str) -> str:
    """Return the literal words of a number format."""
    return "".join(part.strip('"') for part in re.findall('"[^"]*"|[\u4e00-\u9fff]', form))
