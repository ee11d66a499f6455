"""What a person meant by a value that the models refuse, as far as it is certain: pure guesses that a hint may offer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import get_args
from unicodedata import normalize

from generator.codes import chinese_number
from generator.schema.parts import Qualifier
from generator.schema.types import FIRST_YEAR, LAST_YEAR

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = re.compile(r"(?:公元)?\s*(?a:(\d{4}))\s*年?度?")
_WORDS = "|".join(sorted(get_args(Qualifier), key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?P<before>{_WORDS})?\s*(?a:(?P<digits>\d{{1,15}}(?:\.\d{{1,10}})?))\s*(?P<scale>[十百千万亿]*)"
    rf"(?P<after>{_WORDS})?\s*(?P<unit>[\u4e00-\u9fff（）]{{0,4}}?|%)(?P<last>{_WORDS})?"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number with the words around it, each for a line of its own."""

    digits: str
    qualifiers: tuple[str, ...] = ()
    unit: str = ""


def year_meant(text: str) -> str:
    """Return the year that a text such as 二〇二〇年 or 2020年度 names, "" where it names none for certain."""
    found = _YEAR.fullmatch(normalize("NFKC", text).translate(_DIGITS).strip())
    return found[1] if found and FIRST_YEAR <= int(found[1]) <= LAST_YEAR else ""


def number_meant(text: str) -> Number | None:
    """Return the number in a text such as 560余人次, None where there is none or more than one."""
    plain = normalize("NFKC", text).replace("(", "（").replace(")", "）").strip()
    plain = re.sub(r"(?a:(?<=\d),(?=\d{3}))", "", plain)
    if (spelled := chinese_number(plain)) is not None:
        return Number(str(spelled))
    found = _NUMBER.fullmatch(plain)
    if not found:
        return None
    qualifiers = tuple(word for word in found.group("before", "after", "last") if word)
    return Number(found["digits"], qualifiers, found["scale"] + found["unit"])


def slug_meant(text: str) -> str:
    """Return a Latin text as it may stand in an address, "" for any other."""
    plain = normalize("NFKC", text).strip().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") if plain.isascii() else ""


def month_meant(text: str) -> str:
    """Return year and month of a date whose day the calendar does not have, "" where these are not plain either."""
    found = re.findall(r"(?a:^\s*\d{4})|(?a:\d{1,2})", normalize("NFKC", text))
    year, month = (int(number) for number in [*found, "0", "0"][:2])
    return f"{year}-{month:02}" if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 else ""
