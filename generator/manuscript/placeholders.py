"""Find what stands for something that nobody has filled in yet: X个, XX市, 20__年, 某某, ____.

X+N and 3+N are codes and no placeholders. Nothing is ever filled in here."""

from __future__ import annotations

import re

_COUNTED = "个名位次场元人万亿所家支年月日时项省市县区镇乡村校届份条级期班小中高余多千百台套本篇%％"
_PLACEHOLDER = re.compile(
    r"(?:19|20)?_{2,}|(?:19|20)[Xx×*]{1,2}(?=年|级|届|学)|(?<![A-Za-z])[Xx×]{2,}(?![A-Za-z])"
    rf"|(?<![A-Za-z0-9+])[Xx×](?=\s?[{_COUNTED}])(?!\+)"
    r"|[*＊]{2,}|某某+|某(?=市|县|区|省|校|学校|中学|小学|镇|乡|村|单位|公司|年|月|日|班)"
    r"|[○〇]{2,}|□+|[（(【\[]\s*(?:此处|请)?(?:填写|插入|补充|待补|待定|略)[^）)】\]]{0,20}[）)】\]]"
)


_SHOWN = 20


def placeholders(text: str) -> tuple[str, ...]:
    """Return what is still to be filled in, each with the word behind it, once each."""
    found = (
        text[match.start() : match.end() + (1 if match.end() < len(text) else 0)].strip("，。；、：）) ")
        for match in _PLACEHOLDER.finditer(text)
    )
    return tuple(dict.fromkeys(text[:_SHOWN] for text in found))
