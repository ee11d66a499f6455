"""Find what was never finished: blanks of a form, filler words, broken and traditional characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.found import Found
from generator.gate.mojibake import GONE, UTF8_AS_LATIN, gbk_as_latin, utf8_as_gbk
from generator.gate.names import looks_like_name
from generator.gate.reading import EDGE, Reading
from generator.late import Late

_COUNTED = "户个名位次场元人万亿所家支年月日时项省市县区镇乡村校届份条级期班小中高余多千百台套本篇%％"
_NUMERAL = "一二三四五六七八九十零〇○"
_HAN = "\u4e00-\u9fff"
_UNITS = "名|人次|人|位|次|场|项|个|万元|元|户|篇|节|件|家|所|届|年|月|日|时|期|份|条|页|课时|周|天|％|%"
_ENDED = rf"[，。；、,;\s{EDGE}|]|$|党员|教师|学生"
_INSTEAD = "填写|填入|插入|补充|粘贴|输入|替换|添加"
# A question with answers to choose from has blanks of its own.
_HOLLOW = (
    rf"(?<=[{_HAN}0-9，、：:；。])[（(][ \t\u3000\xa0_＿]*[)）](?=\s?(?:{_UNITS}))(?![^\n]{{0,60}}\n?[ \t]*[（(]?A[.、．)）])"
    rf"|(?:(?<=[：:|\s{EDGE}])|^)[（(]\s*(?:空白?|空着|暂空|留空|未填写?|无内容)\s*[)）](?={_ENDED})"
    rf"|＿{{2,}}|△{{2,}}|◯{{2,}}|第(?:[ \u3000]{{2,}}|[ \t]*[（(][ \u3000]*[)）])[届期次批号页章]"
    rf"|(?<=[{_HAN}])[ \u3000]{{2,}}(?=(?:名|人次|人|次|场|项|个|万元|元|篇|户|节)(?:[，。；、]|党员|教师|学生))"
    rf"|(?<=[{_HAN}])[?？]{{1,3}}(?:名|人次|次|场|项|万元|元|篇|户|节)(?={_ENDED})"
    rf"|(?<=[{_HAN}])(?:—{{2,}}|…{{1,2}}|\.{{3,}}|-{{2,}})(?:名|人次|次|场|万元|元|篇|户)(?=[，。；、])"
    rf"|(?<![A-Za-z])Y{{4}}(?=年)|(?<![A-Za-z])[Mm]{{1,2}}月[Dd]{{1,2}}日|\{{\{{[^{{}}\n{_HAN}]{{0,30}}[{_HAN}][^{{}}\n]{{0,30}}\}}\}}"
    rf"|\$\{{[^{{}}\n]{{1,40}}\}}|(?<![\w\\^{{])\{{[{_HAN}]{{2,10}}\}}|[<＜](?:学校|单位|姓名|名称|时间|日期|地点|人数|标题|内容|数量|品牌)[{_HAN}]{{0,6}}[>＞]"
    rf"|[（(【\[]\s*(?:请)?在?(?:此处|这里|此)(?:请)?(?:{_INSTEAD})[^）)】\]\n]{{0,20}}[）)】\]]"
    rf"|(?:^|(?<=[：:（(【\[。，；|>{EDGE}]))[ \t]*(?:请)?在?(?:此处|这里)(?:请)?(?:{_INSTEAD})(?!了|着|过|的|到|中|(?<!插入)一)"
    rf"|[（(【\[][^）)】\]\n]{{0,12}}请(?:自行|及时|尽快)?(?:替换|更换|改成|改为)[^）)】\]\n]{{0,8}}[）)】\]]"
)
_BLANK = (
    # Most signs begin none of these.
    r"(?=[12_XxＸｘ×*＊某○〇□（(【\[\s年＿△◯第?？…—.\-YMm{$<＜请在此这])(?:"
    r"(?:19|20)?_{2,}|(?:19|20)[XxＸｘ×*]{1,2}(?=年|级|届|学)|(?<![A-Za-z])[XxＸｘ×]{2,}(?![A-Za-z]|\s?染色体)"
    rf"|(?<![A-Za-z0-9+])[XxＸｘ×](?=\s?[{_COUNTED}])(?!\+)"
    rf"|(?<![0-9*＊])[*＊]{{2,}}(?![0-9*＊])|某某+|(?<![{_NUMERAL}])[○〇]{{2,}}(?![{_NUMERAL}])|□+"
    r"|[（(【\[]\s*(?:此处|请)?(?:填写|插入|补充|待补|待定|待填|略)[^）)】\]]{0,20}[）)】\]]"
    r"|(?<![0-9])(?:20[0-9]{0,2})?\s?年\s{1,6}月(?:\s{1,6}日)?|[Xx]{1,3}月[Xx]{1,3}日"
    rf"|{_HOLLOW})"
)
BLANK = Late(_BLANK, re.MULTILINE)
ANONYMISED = Late(
    f"{_BLANK}|某(?=市|县|区|省|校|学校|中学|小学|镇|乡|村|单位|公司|年|月|日|班)", re.MULTILINE
)
"""Blanks, and names that somebody has hidden: nothing to fill in, and nothing to take over either."""
_FILLER = Late(
    r"(?=[Lldp示占测请点双标文内aqTF图zshyYcCtiIsSHh样模（(此这照数链视附栏页板待未暂 \t\-*])(?:"
    r"[Ll]orem\s+ipsum|dolor\s+sit\s+amet|(?:示例|占位|测试)(?:文字|文本|标题|段落)|(?:请|点击|双击)(?:此处|这里|在此|在这里)?(?:输入|填写|添加|插入|编辑)(?:您的|你的|相关)?(?:文字|文本|标题|内容|正文|姓名|学校名?称?|单位名?称?|图片)"
    r"|(?:标题){3,}|(?:文字){3,}|(?:内容){3,}|(?:测试){2,}|asdf+|qwer(?:ty)?|T(?:O|o)D(?:O|o)(?![a-z])|FIXME|TBD(?![A-Za-z])|图片占位|占位图|placeholder"
    r"|(?<![a-z])(?:zxcv|sdfg+|hjkl)|(?i:your (?:text|title|name) here|(?:click|tap) to (?:add|edit) (?:text|title|subtitle)|insert (?:text|image|photo|name|title)(?: here)?|sample text)"
    r"|(?:示例|样例|模板)(?:数据|图片|照片|姓名|内容|文案)?[，,、；;]?\s?(?:请|待|需)(?:自行|及时|尽快)?(?:替换|修改|更换)"
    r"|(?<=张三|李四|王五|小明)[（(](?:示例|样例|举例|例子|例|占位|虚构)[^）)\n]{0,12}[)）]"
    r"|(?:此处|这里)应?(?:有|放|配|加)(?:图片?|照片)|(?:图片?|照片|文字|内容|数据|链接|视频|附件)(?:待上传|待插入|待替换|待添加|待填)"
    r"|(?:栏目|页面|内容|板块)(?:正在)?(?:建设|完善|制作)中[，,！!]?\s*敬请期待"
    rf"|(?<=[：:])[ \t]*(?:待定|待填写?|待核[实对]|待确认|待查实?|未填写?|暂空|TBA)(?=\s*(?:$|[，。；,;|）){EDGE}]))"
    rf"|(?:^(?:[ \t]*[-*] )?|(?<={EDGE})|(?<=\|))[ \t]*(?:待定|待填)(?=[ \t]*(?:$|[|{EDGE}])))",
    re.MULTILINE,
)
_FIELDS = "姓名|人名|数字|数量|人数|年份|职务|电话"
_FORM = Late(
    rf"【(?:学校|单位|支部|党支部|党总支|党组织|{_FIELDS})(?:全称|名称|简称)?】|(?<=[：:])[ \t]*\[(?:学校|单位|时间|日期|地点|主题|名称|标题|书记|校长|{_FIELDS})(?:全称|名称)?\](?![(\[])"
    r"|\{\{[^{}\n]{1,40}\}\}|[\"“]\s?此处(?:填写|插入|输入|补充)|(?<![A-Za-z0-9])N{2,4}(?=[个名次户人元项条场篇])|(?:图片说明|说明|正文|标题)文字(?:图片说明|说明|正文|标题)文字"
    r"|(?<=[：:])[ \t]*[\"“]?(?:待补充|待完善|待更新|待提供|待落实)[\"”]?(?=\s*(?:$|[，。；,;|）)\x01]))|(?:图片?|照片|标题|文字)说明(?:文字)?(?:待定|待补|待写)|年[_\x02]{1,6}月(?=[_\x02日])",
    re.MULTILINE,
)
"""Names of what belongs there, in brackets, and other blanks of a form."""
_QUOTES = {"“": "”", "‘": "’", "「": "」", '"': '"', "'": "'", "`": "`", "《": "》"}
_STARRED = "(?:名|人次|人|次|场|项|个|万元|元|篇|户|节)"
# 党员***名，教师***名 is bold to a machine only.
_STARS = (
    rf"(?<=[{_HAN}*])\*{{2,3}}{_STARRED}[^*\n，。；、]{{0,40}}[，。；、][^*\n]{{0,60}}\*{{2,3}}{_STARRED}"
)
_BOLD = Late(
    rf"(?!{_STARS})(\*\*|__)(?=[^\s*_])(?:(?!\1)[^\n{EDGE}]){{0,300}}?(?<=[^\s])\1|^[ \t]*(?:(?:\*[ \t]*){{3,}}|(?:-[ \t]*){{3,}}|_{{3}})$"
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
    for pattern, what in ((BLANK, "还没有填的空"), (_FORM, "还没有填的空"), (_FILLER, "没有换掉的示例文字")):
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


_ENTITY = Late(
    r"&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|lsquo|rsquo|mdash|ndash|hellip|middot|emsp|ensp|#[0-9]{2,6}|#[xX][0-9A-Fa-f]{2,5});|\\u[0-9a-fA-F]{4}|%[Ee][4-9](?:%[0-9A-Fa-f]{2}){2}|%u[4-9][0-9a-fA-F]{3}|(?:\\x[89a-fA-F][0-9a-fA-F]){3,}|(?:=[89A-F][0-9A-F]){3,}"
)
_AFTER_STOP = Late(
    r"(?<=[。，；、：！])\?(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\?{2,}(?=[\u4e00-\u9fff])|\?{4,}"
)
_PINYIN = Late("[\u4e00-\u9fff]\\s?[(（]\\s?[a-zü]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]{0,3}\\s?[)）]")
_SEVERAL = 5


def garbled_texts(reading: Reading) -> Iterator[Found]:
    """Yield what was read in a wrong encoding, signs of lost letters, and code of a web page shown as text."""
    text = reading.raw
    for pattern in (GONE, UTF8_AS_LATIN):
        for found in pattern.finditer(text):
            yield _broken(found)
    for start, end in (*gbk_as_latin(text), *utf8_as_gbk(text, everyday())):
        yield Found(start, end, "乱码", text[start:end][:_SHOWN], text[start:end])
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
_NAME = Late(r"\s*[\u4e00-\u9fff]{2,3}\s*")


def traditional_texts(reading: Reading) -> Iterator[Found]:
    """Yield clauses with a traditional character; a clause that is a name may have one, a short quotation its source's."""
    from generator.gate.traditional import EITHER, is_all_traditional, simplified  # noqa: PLC0415 - loads dictionaries, seldom needed

    text = reading.raw
    plain = everyday() | EITHER
    odd = {sign for sign in set(text) - plain if "\u3400" <= sign <= "\u9fff"}
    if not odd:
        return
    bare = _CITED.sub(
        lambda cited: (
            EDGE * len(cited[0])
            if not odd.isdisjoint(cited[0]) and is_all_traditional(cited[0])
            else cited[0]
        ),
        text,
    )
    for found in _CLAUSE.finditer(bare):
        words = found[0]
        if odd.isdisjoint(words):
            continue
        simple = simplified(words)
        places = [
            place
            for place, (old, new) in enumerate(zip(words, simple, strict=True))
            if old != new and old not in plain
        ]
        if len(places) > 1 or (places and not _is_name(simple)):
            start, end = found.start() + places[0], found.start() + places[-1] + 1
            yield Found(start, end, "繁体字", f"{words.strip()[:_SHOWN]} → {simple.strip()[:_SHOWN]}", words)


def _is_name(clause: str) -> bool:
    return bool(_NAME.fullmatch(clause)) and looks_like_name(clause.strip())
