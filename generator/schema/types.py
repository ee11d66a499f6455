"""The kinds of value a field can hold, each read from the text that stands in the file.

Every refusal is a PydanticCustomError whose type is a problem code; `parse` turns it into Chinese."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal
from unicodedata import normalize
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

TO_FILL = "待补"
"""What stands for a name that is not known yet: a gap, shown as one."""

FIRST_YEAR, LAST_YEAR = 1900, 2100

Status = Literal[
    "已开展", "进行中", "已建成", "已认定", "目标", "争创", "力争", "筹备", "创建中", "推进中", "培育创建"
]
GOAL_STATES = frozenset({"目标", "争创", "力争", "筹备", "创建中", "推进中", "培育创建", "申报中"})


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as precisely as it is known; `month` and `day` are 0 where they are not."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        """Return it as Chinese readers write it: 2024年6月3日, 2024年6月 or 2024年."""
        month = f"{self.month}月" if self.month else ""
        day = f"{self.day}日" if self.day else ""
        return f"{self.year}年{month}{day}"

    def iso(self) -> str:
        """Return it for machines: 2024-06-03, 2024-06 or 2024."""
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)


# Not NFKC, which also makes 52 of 5².
_HALF_WIDTH = {0xFEE0 + code: code for code in range(0x21, 0x7F)} | {0x3000: 0x20}


def _plain(value: Any) -> str:
    """Return a value with its full-width signs made plain."""
    if not isinstance(value, str):
        raise PydanticCustomError("text-expected", "text")
    return value.translate(_HALF_WIDTH).strip()


_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def _read_text(value: Any) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("text-expected", "text")
    if not (text := value.strip()):
        raise PydanticCustomError("value-empty", "empty")
    # isprintable costs a tenth of the search, and nearly all text passes it.
    if not text.isprintable() and (found := _CONTROL.search(text)):
        raise PydanticCustomError("control-character", "control", {"code": f"U+{ord(found[0]):04X}"})
    return text


_COUNT = re.compile(r"[0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3}")
_NUMBER = re.compile(r"-?([0-9]{1,15}|[0-9]{1,3}(,[0-9]{3}){1,4})(\.[0-9]{1,10})?")


def _read_count(value: Any) -> int:
    text = _plain(value)
    if not _COUNT.fullmatch(text):
        raise PydanticCustomError("number-wrong", "count", {"text": value})
    return int(text.replace(",", ""))


def _read_number(value: Any) -> str:
    text = _plain(value)
    if not _NUMBER.fullmatch(text):
        raise PydanticCustomError("number-wrong", "number", {"text": value})
    return f"{Decimal(text.replace(',', '')):f}"


def _read_year(value: Any) -> int:
    text = _plain(value).removesuffix("年").strip()
    if not re.fullmatch(r"[0-9]{4}", text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise PydanticCustomError("year-wrong", "year", {"text": value})
    return int(text)


_DATE = re.compile(
    r"([0-9]{4})(?:\s*[-/.年]\s*([0-9]{1,2})(?:\s*[-/.月]\s*([0-9]{1,2})\s*[日号]?|\s*月)?|\s*年)?"
)

_COMPACT = re.compile("([0-9]{4})([0-9]{2})([0-9]{2})")
_WEEKDAY = re.compile(r"\s*\(?\s*(?:星期|周|礼拜)[一二三四五六日天]\s*\)?$")


def _read_date(value: Any) -> PartialDate:
    text = _WEEKDAY.sub("", _plain(value)).replace("—", "-").replace("–", "-")
    found = _DATE.fullmatch(text) or _COMPACT.fullmatch(text)
    if not found:
        raise PydanticCustomError("date-wrong", "date", {"text": value})
    year, month, day = (int(part) if part else 0 for part in found.groups())
    impossible = (
        not FIRST_YEAR <= year <= LAST_YEAR
        or (found[2] and not 1 <= month <= 12)
        or (found[3] and not 1 <= day <= monthrange(year, month)[1])
    )
    if impossible:
        raise PydanticCustomError("date-impossible", "date", {"text": value})
    return PartialDate(year, month, day)


_YES = frozenset({"是", "有", "true", "yes", "on", "y", "1"})
_NO = frozenset({"否", "无", "不", "false", "no", "off", "n", "0"})


def _read_flag(value: Any) -> bool:
    text = _plain(value).lower()
    if text not in _YES | _NO:
        raise PydanticCustomError("flag-wrong", "flag", {"text": value})
    return text in _YES


def _read_url(value: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname or re.search(r'[\s<>"\\]', value):
        raise PydanticCustomError("url-wrong", "url", {"text": value})
    return value


def _read_media_path(value: str) -> str:
    parts = value.replace("\\", "/").split("/")
    if ":" in value or any(part in {"", ".", ".."} for part in parts):
        raise PydanticCustomError("path-wrong", "path", {"text": value})
    return normalize("NFC", "/".join(parts))


_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = frozenset(
    {"index", "con", "prn", "aux", "nul"}
    | {f"{name}{number}" for name in ("com", "lpt") for number in range(10)}
)


_QUOTES = re.compile("[ \u3000“”‘’\"']+")


def bare_name(name: str) -> str:
    """Return a name without the blanks and quotation marks that people put or leave out."""
    return _QUOTES.sub("", name)


def slug_fault(text: str) -> str:
    """Return why a text cannot be a page's address, in Chinese; empty when it can."""
    if text in _RESERVED:
        return f"“{text}”是系统保留的名字"
    if len(text) > 80:
        return "它超过了 80 个字符"
    return "" if _SLUG.fullmatch(text) else "只能用小写英文字母、数字和中间的连字符 -"


def _read_slug(value: Any) -> str:
    text = _plain(value)
    if fault := slug_fault(text):
        raise PydanticCustomError("slug-wrong", "slug", {"text": value, "fault": fault})
    return text


def one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, (str, dict)) else value


_D = "[0-9０-９]"
_GROUPED = f"{_D}{{1,3}}(?:[,，]{_D}{{3}})"
_DATE_MARK = r"\s*[-－/／.．—–{}]\s*"
_WEEKDAY_RULE = r"(?:\s*[(（]?\s*(?:星期|周|礼拜)[一二三四五六日天]\s*[)）]?)?"
_NO_MONTH_OR_MORE = rf"(?:{_DATE_MARK.format('年')}{_D}{{1,2}}(?:{_DATE_MARK.format('月')}{_D}{{1,2}}\s*[日号]?|\s*月)?|\s*年|{_D}{{4}})?"


def _rule(plain: dict[str, Any], pattern: str, message: str) -> dict[str, Any]:
    """Return what an editor asks of a scalar: that it is `plain`, or a text of this pattern.

    So put, an editor says our message in every case, and offers no `true` or `null`."""
    return {"if": plain, "else": {"type": "string", "pattern": pattern, "errorMessage": message}}


_WORDS = {"type": ["number", "boolean"]}
_YEAR = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}

RULES: dict[str, dict[str, Any]] = {
    "text": _rule(_WORDS, r"\S", "这里要写一段文字。"),
    "prose": _rule(_WORDS, r"\S", "这里要写文字，可以分段。"),
    "count": _rule(
        {"type": "integer", "minimum": 0},
        rf"^\s*(?:{_D}{{1,12}}|{_GROUPED}{{1,3}})\s*$",
        "这里只能写数字，如 18。",
    ),
    "number": _rule(
        {"type": "number"},
        rf"^\s*[-－]?(?:{_D}{{1,15}}|{_GROUPED}{{1,4}})(?:[.．]{_D}{{1,10}})?\s*$",
        "这里只写数字，如 560 或 7.7；“余”“约”写到“修饰”里，“人次”“万元”写到“单位”里。",
    ),
    "year": _rule(_YEAR, rf"^\s*{_D}{{4}}\s*年?\s*$", "这里写四位数的年份，如 2024；不知道就空着。"),
    "date": _rule(
        {"type": "number", "minimum": FIRST_YEAR},
        rf"^\s*{_D}{{4}}{_NO_MONTH_OR_MORE}{_WEEKDAY_RULE}\s*$",
        "日期写成 2024-06-03；只知道年月写 2024-06，只知道年写 2024。",
    ),
    "flag": _rule(
        {"type": ["boolean", "integer"], "minimum": 0, "maximum": 1},
        r"^\s*(?:[是否有无不01yYnNｙＹｎＮ０１]|[tT][rR][uU][eE]|[fF][aA][lL][sS][eE]"
        r"|[yY][eE][sS]|[nN][oO]|[oO][nN]|[oO][fF][fF])\s*$",
        "这里只能写“是”或“否”。",
    ),
    "url": _rule({"not": {}}, r"^\s*[hH][tT][tT][pP][sS]?://\S", "网址要完整，以 http:// 或 https:// 开头。"),
    "picture": _rule(
        _WORDS,
        r"^(?!\s*$)(?!(?:.*[\\/])?\s*\.{0,2}\s*(?:[\\/]|$))[^:]+$",
        "这里写 data/media/ 里的文件名，如 活动一.jpg。",
    ),
    "slug": _rule(
        _WORDS,
        "^\\s*[a-z0-9ａ-ｚ０-９]+(?:[-－][a-z0-9ａ-ｚ０-９]+)*\\s*$",
        "网址名只能用小写英文字母、数字和中间的连字符，如 dangjian-2345。",
    ),
}
"""For an editor, which reads a number as a number: it must take all that our readers take, and may take more."""


def _shown(rule: str) -> WithJsonSchema:
    return WithJsonSchema(RULES[rule])


Text = Annotated[str, BeforeValidator(_read_text), _shown("text")]
"""One line of words, exactly as written, without blanks around it."""

Prose = Annotated[str, BeforeValidator(_read_text), _shown("prose")]
"""Paragraphs, a line each; `- `, `**` and `[](…)` are understood, nothing else is."""

Count = Annotated[int, BeforeValidator(_read_count), _shown("count")]
PositiveCount = Annotated[Count, Field(ge=1)]
Number = Annotated[str, BeforeValidator(_read_number), _shown("number")]
"""A number as it is written, but for separators: 7.70 and 7.7 are equal decimals and not the same text."""
Year = Annotated[int, BeforeValidator(_read_year), _shown("year")]
Date = Annotated[PartialDate, BeforeValidator(_read_date), _shown("date")]
Flag = Annotated[bool, BeforeValidator(_read_flag), _shown("flag")]
Url = Annotated[Text, AfterValidator(_read_url), _shown("url")]
MediaPath = Annotated[Text, AfterValidator(_read_media_path), _shown("picture")]
Slug = Annotated[str, BeforeValidator(_read_slug), _shown("slug")]
Texts = Annotated[tuple[Text, ...], BeforeValidator(one_or_many)]
"""One text or a list of them."""
