"""Traditional characters to simplified ones, but for those that the standard keeps in names."""

from __future__ import annotations

from functools import cache
from typing import Protocol

from generator.late import Late

KEPT = frozenset("昇甯喆堃淼邨犇龢迺皙澂")
"""Characters of the 通用规范汉字表 or of surnames that a converter would take for traditional ones."""
EITHER = KEPT | frozenset("陞甦脩祕讎蘋剋硃鉅颺頫")
"""Characters that a name in simplified text may hold: alone they tell nothing."""
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
_PARTICLE = Late(
    "(?<=[看听说跟随沿朝向顺对带围走站坐拿活藏穿写])著(?!作|名|称)|著(?=力|手|眼|重|想|急|落|实|陆|装|色)"
)


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _converter(way: str) -> _Converter:
    from opencc import OpenCC  # noqa: PLC0415 - its dictionaries are only for texts that may need them

    converter: _Converter = OpenCC(way)
    return converter


def simplified(text: str) -> str:
    """Return the text in simplified characters, each in the place of its own."""
    simple = _converter("t2s").convert(text)
    if len(simple) != len(text):
        return text
    simple = "".join(old if old in KEPT else new for old, new in zip(text, simple, strict=True))
    for old, new in _MISSED.items():
        simple = simple.replace(old, new)
    return _PARTICLE.sub("着", simple) if simple != text else simple


def is_all_traditional(text: str) -> bool:
    """Tell whether a text is as its source wrote it: nothing in it would be written otherwise in traditional characters."""
    return simplified(text) != text and _converter("s2t").convert(text) == text
