"""Traditional characters to simplified ones, but for those that the standard keeps in names."""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol

from generator.manuscript.cleaned import Cleaned

KIND = "繁体字"
KEPT = frozenset("昇甯喆堃淼邨犇龢迺皙澂")
"""Characters of the 通用规范汉字表 or of surnames that a converter would take for traditional ones."""
# What the dictionaries leave alone.
_MISSED = {
    "陜西": "陕西",
    "陜北": "陕北",
    "陜南": "陕南",
    "妳": "你",
    "裡": "里",
    "爲": "为",
    "衆": "众",
    "綫": "线",
    "産": "产",
    "靑": "青",
    "敎": "教",
}
# 著 is simplified too, in 著名 and 著作: only as a particle and in these words is it 着.
_PARTICLE = re.compile(
    "(?<=[看听说跟随沿朝向顺对带围走站坐拿活藏穿写])著(?!作|名|称)|著(?=力|手|眼|重|想|急|落|实|陆|装|色)"
)
_AROUND = 6


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _converter() -> _Converter:
    from opencc import OpenCC  # noqa: PLC0415 - its dictionaries are only for texts that come from outside

    converter: _Converter = OpenCC("t2s")
    return converter


def simplify(text: str) -> tuple[str, list[Cleaned]]:
    """Return the text in simplified characters, and each change with a few characters around it."""
    simple = _converter().convert(text)
    if len(simple) != len(text):
        return text, []
    simple = "".join(old if old in KEPT else new for old, new in zip(text, simple, strict=True))
    for old, new in _MISSED.items():
        simple = simple.replace(old, new)
    if simple != text:
        simple = _PARTICLE.sub("着", simple)
    places = [place for place, (old, new) in enumerate(zip(text, simple, strict=True)) if old != new]
    found = []
    end = 0
    for place in places:
        if place >= end:
            start, end = max(0, place - _AROUND), place + _AROUND
            found.append(Cleaned(KIND, text[start:end].strip(), simple[start:end].strip()))
    return simple, found


def kept_letters(text: str) -> tuple[str, ...]:
    """Return the characters that were left as they are although they look traditional."""
    return tuple(dict.fromkeys(letter for letter in text if letter in KEPT))
