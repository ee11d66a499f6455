"""Find what was never finished: blanks of a form, filler words, marks of a draft, broken and traditional characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.found import Found
from generator.gate.mojibake import GONE, READ_AS_GBK
from generator.gate.reading import EDGE, Reading
from generator.late import Late

_COUNTED = "户个名位次场元人万亿所家支年月日时项省市县区镇乡村校届份条级期班小中高余多千百台套本篇%％"
_NUMERAL = "一二三四五六七八九十零〇○"
_BLANK = (
    r"(?:19|20)?_{2,}|(?:19|20)[XxＸｘ×*]{1,2}(?=年|级|届|学)|(?<![A-Za-z])[XxＸｘ×]{2,}(?![A-Za-z])"
    rf"|(?<![A-Za-z0-9+])[XxＸｘ×](?=\s?[{_COUNTED}])(?!\+)"
    rf"|(?<![0-9*＊])[*＊]{{2,}}(?![0-9*＊])|某某+|(?<![{_NUMERAL}])[○〇]{{2,}}(?![{_NUMERAL}])|□+"
    r"|[（(【\[]\s*(?:此处|请)?(?:填写|插入|补充|待补|待定|待填|略)[^）)】\]]{0,20}[）)】\]]"
    r"|(?<![0-9])(?:20[0-9]{0,2})?\s?年\s{1,6}月(?:\s{1,6}日)?|[Xx]{1,3}月[Xx]{1,3}日"
)
BLANK = Late(_BLANK)
ANONYMISED = Late(f"{_BLANK}|某(?=市|县|区|省|校|学校|中学|小学|镇|乡|村|单位|公司|年|月|日|班)")
"""Blanks, and names that somebody has hidden: nothing to fill in, and nothing to take over either."""
_FILLER = Late(
    r"[Ll]orem\s+ipsum|dolor\s+sit\s+amet|(?:示例|占位|测试)(?:文字|文本|标题|段落)|(?:请|点击|双击)(?:此处|这里|在此|在这里)?(?:输入|填写|添加|插入|编辑)(?:您的|你的|相关)?(?:文字|文本|标题|内容|正文|姓名|学校名?称?|单位名?称?|图片)"
    r"|(?:标题){3,}|(?:文字){3,}|(?:内容){3,}|(?:测试){2,}|asdf+|qwer(?:ty)?|T(?:O|o)D(?:O|o)(?![a-z])|FIXME|TBD(?![A-Za-z])|图片占位|占位图|placeholder"
)
_QUOTES = {"“": "”", "‘": "’", "「": "」", '"': '"', "'": "'", "`": "`", "《": "》"}
_BOLD = Late(
    rf"(\*\*|__)(?=[^\s*_])(?:(?!\1)[^\n{EDGE}]){{0,300}}?(?<=[^\s])\1|^[ \t]*(?:(?:\*[ \t]*){{3,}}|(?:-[ \t]*){{3,}}|_{{3}})$"
    r"|https?://[^\s\u4e00-\u9fff]+|`[^`\n]+`",
    re.MULTILINE,
)
_SHOWN = 20


def placeholders(reading: Reading) -> Iterator[Found]:
    """Yield blanks and filler; what is quoted all by itself, “X 个”, is spoken of and not left."""
    text = (
        _BOLD.sub(_hidden, reading.raw)
        if any(sign in reading.raw for sign in ("**", "__", "--", "://", "`"))
        else reading.raw
    )
    for pattern, what in ((BLANK, "还没有填的空"), (_FILLER, "没有换掉的示例文字")):
        for found in pattern.finditer(text):
            if not _mentioned(text, *found.span()):
                words = text[found.start() : found.end() + 2].strip(f"，。；、：）) \n\t|{EDGE}")
                yield Found(*found.span(), what, words[:_SHOWN], words[:_SHOWN])


def _hidden(found: re.Match[str]) -> str:
    """Blank out the marks of what is bold, and the whole of a rule, an address or code."""
    mark = found[1]
    if mark is None:
        return "\x02" * len(found[0])
    return f"\x02\x02{found[0][2:-2]}\x02\x02"


def _mentioned(text: str, start: int, end: int) -> bool:
    """Tell whether a blank and at most the word that it counts stand in quotation marks alone."""
    before = text[:start].rstrip()[-1:]
    closing = _QUOTES.get(before)
    return closing is not None and bool(re.match(rf"\s?[{_COUNTED}]?{re.escape(closing)}", text[end:]))


_DRAFT_MARK = "审议稿|报批稿|样稿|校对稿|草稿|初稿|讨论稿|征求意见稿|送审稿|送审|未定稿|修改稿|待审稿?|审核中|待审核|试行稿|草案|第[一二三四]稿|内部资料|内部文件|内部材料|内部使用|仅供内部|不得外传|未经审核|待修改|待定稿"
_UNFINISHED = Late(
    rf"[（(【\[〔]\s*(?:{_DRAFT_MARK})[^）)】\]〕\n]{{0,12}}[）)】\]〕]|(?:^|(?<={EDGE}))[^。，；：\n{EDGE}]{{2,40}}?(?:初稿|讨论稿|征求意见稿|送审稿|审议稿|报批稿|未定稿|草稿)[0-9vV.]*(?=$|{EDGE})"
    r"|(?:严禁|请勿|不得|禁止)(?:外传|外泄|转发|上网|对外公开)|(?:内部资料|内部文件|内部材料)[，,]?\s?(?:注意保[存密]|请勿|严禁|不得)|^\s*(?:草稿|draft)\s*[:：]\s*(?:是|true|yes)\s*$",
    re.MULTILINE,
)


def unfinished_texts(reading: Reading) -> Iterator[Found]:
    """Yield what calls itself a draft or internal."""
    plain = reading.plain
    for found in _UNFINISHED.finditer(plain.text):
        start, end = plain.place(*found.span())
        words = found[0].strip()
        yield Found(start, end, "草稿或内部材料的字样", words[-_SHOWN:], words)


_RUN = Late(rf"(?:{READ_AS_GBK.pattern}[^\s。，{EDGE}]{{0,3}}?){{3,}}")
_ENTITY = Late(
    r"&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|lsquo|rsquo|mdash|ndash|hellip|middot|emsp|ensp|#[0-9]{2,6}|#[xX][0-9A-Fa-f]{2,5});|\\u[0-9a-fA-F]{4}|%[Ee][4-9](?:%[0-9A-Fa-f]{2}){2}"
)
_AFTER_STOP = Late(
    r"(?<=[。，；、：！])\?(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\?{2,}(?=[\u4e00-\u9fff])|\?{4,}"
)
# A letter that leads in UTF-8, then what a Western code page shows of the bytes behind it.
_LATIN_RUN = Late(
    "(?:[\u00c2-\u00ef][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122]{1,2}){2,}"
)
_PINYIN = Late("[\u4e00-\u9fff]\\s?[(（]\\s?[a-zü]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]{0,3}\\s?[)）]")
_SEVERAL = 5


def garbled_texts(reading: Reading) -> Iterator[Found]:
    """Yield what was read in a wrong encoding, signs of lost letters, and code of a web page shown as text."""
    text = reading.raw
    for found in GONE.finditer(text):
        yield _broken(found)
    for found in _LATIN_RUN.finditer(text):
        yield _broken(found)
    for found in _RUN.finditer(text):
        if any(not _is_everyday(sign) for sign in found[0]):
            yield _broken(found)
    for pattern in (_ENTITY, _AFTER_STOP):
        for found in pattern.finditer(_without_links(text)):
            yield _broken(found)
    pinyin = list(_PINYIN.finditer(text))
    if len(pinyin) >= _SEVERAL:
        yield _broken(pinyin[0])


def _without_links(text: str) -> str:
    return (
        re.sub(r"https?://[^\s\u4e00-\u9fff]+", lambda found: EDGE * len(found[0]), text)
        if "://" in text
        else text
    )


def _is_everyday(sign: str) -> bool:
    return sign in everyday()


_EVERYDAY: list[frozenset[str]] = []


def everyday() -> frozenset[str]:
    """Return the characters of GB 2312, among which are no traditional ones."""
    if not _EVERYDAY:
        pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
        _EVERYDAY.append(frozenset("".join(pair.decode("gb2312", "ignore") for pair in pairs)))
    return _EVERYDAY[0]


def _broken(found: re.Match[str]) -> Found:
    return Found(*found.span(), "乱码", found[0][:_SHOWN], found[0])


_CLAUSE = Late(rf"[^。！？；，、：\n{EDGE}]+")
_CITED = Late(r"[“「『《‘][^”」』》’\n]{1,16}[”」』》’]")


def traditional_texts(reading: Reading) -> Iterator[Found]:
    """Yield clauses with several traditional characters; one alone may be a name, and a short quotation its source's."""
    from generator.gate.traditional import simplified  # noqa: PLC0415 - loads dictionaries, seldom needed

    text = reading.raw
    common = everyday()
    if sum("\u3400" <= sign <= "\u9fff" and sign not in common for sign in text) < 2:
        return
    bare = _CITED.sub(lambda cited: EDGE * len(cited[0]), text)
    for found in _CLAUSE.finditer(bare):
        words = found[0]
        if sum("\u3400" <= sign <= "\u9fff" and sign not in common for sign in words) < 2:
            continue
        simple = simplified(words)
        places = [
            place
            for place, (old, new) in enumerate(zip(words, simple, strict=True))
            if old != new and old not in common
        ]
        if len(places) > 1:
            start, end = found.start() + places[0], found.start() + places[-1] + 1
            yield Found(start, end, "繁体字", f"{words.strip()[:_SHOWN]} → {simple.strip()[:_SHOWN]}", words)
