"""Find the facts that a sentence states: figures, honours, dates, places; certain ones apart from mere hints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.manuscript.cleaned import HANZI
from generator.manuscript.sentences import sentences, trimmed

_UNITS = "万人次|人次|万元|亿元|千元|万册|平方米|公里|学时|小时|场次|课时|个|名|人|位|项|次|场|期|届|所|家|对|套|台|册|本|篇|节|门|元|件|份|条|支|户|岗|%|亩|幅|间|处|批"
_BEFORE = "约|近|超过|超|累计|不少于|至少|达"
_BEHIND = "余|多|以上|左右|以内|以下"
_WHEN = r"(?:近[一二两三四五六七八九十0-9]{1,2}年来?|[0-9]{4}年(?:以来|来)?|[一二两三四五六七八九十]年来|[0-9]{4}[—–-][0-9]{4}(?:学年|年))"
_WHO = "目前|现在|现有|现|先后|学校|我校|全校|党总支|党委|党支部|支部|已|共|一共|共有|总共|合计"
_MADE = "设立|设置|建立|成立|组建|建成|打造|建有|设有|拥有|设|有"
_DID = "发展|培养|帮扶|资助|慰问|走访|筹集|募集|捐赠|捐款|捐资|开展|举办|组织|受益|服务|接待|培训|表彰|评选|选派|派出|开设|编写|编印|改造|种植|投入|完成|解决|收集|办理|化解|结对|受理"
_NUMBER = r"(?P<number>[0-9]{1,9}(?:,[0-9]{3})*(?:\.[0-9]{1,4})?)"
_THING = rf"(?P<thing>[“”{HANZI}]{{2,14}}?)"
_AMOUNT = rf"(?P<before>{_BEFORE})?{_NUMBER}(?P<behind>{_BEHIND})?(?P<unit>{_UNITS})(?P<after>{_BEHIND})?"
_LEAD = rf"(?P<when>{_WHEN})?(?:，)?(?:(?:{_WHO})了?)*(?P<total>累计)?"
_FIRST = re.compile(rf"{_LEAD}(?P<verb>{_MADE}|{_DID})了?{_THING}(?:共)?{_AMOUNT}")
_SECOND = re.compile(rf"{_LEAD}(?P<verb>{_MADE}|{_DID})了?{_AMOUNT}的?{_THING}")
_ANY = re.compile(rf"(?<![0-9第.+]){_NUMBER}(?:{_BEHIND})?\s?(?:{_UNITS})")
_GOAL = re.compile(
    "目标|争创|力争|争取|计划|拟|将|筹备|准备|预计|打算|规划|要求|不得|应当|每(?:年|月|周|学期|人|次|个|名|季度)|至少|如果|若|第[0-9]"
)
_VAGUE = re.compile("其中|同比|增加|减少|提高|下降|比例|平均|左右各|等|和|与|及|的|分别")


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure that a clause states: its name, value, unit and words around, and the clause itself."""

    name: str
    value: str
    unit: str
    qualifiers: tuple[str, ...]
    period: str
    text: str


def figures_in(text: str) -> tuple[list[FoundFigure], list[str]]:
    """Return the figures that are certain, and the sentences with others that a person must judge."""
    certain: list[FoundFigure] = []
    unsure: list[str] = []
    for sentence in sentences(text):
        amounts = len(_ANY.findall(sentence))
        if not amounts:
            continue
        found = (
            []
            if _GOAL.search(sentence)
            else [f for c in re.split("[，。；！？]", sentence) if (f := _certain(c))]
        )
        certain += found
        if len(found) < amounts:
            unsure.append(sentence)
    return certain, unsure


def _certain(clause: str) -> FoundFigure | None:
    clause = trimmed(clause)
    found = _FIRST.fullmatch(clause) or _SECOND.fullmatch(clause)
    if found is None or _VAGUE.search(found["thing"]) or found["thing"][0] in "了过着":
        return None
    thing = found["thing"].strip("“”")
    name = thing if re.fullmatch(_MADE, found["verb"]) else f"{found['verb']}{thing}"
    words = (found["total"], found["before"], found["behind"], found["after"])
    qualifiers = tuple(dict.fromkeys(word for word in words if word))
    return FoundFigure(
        name, found["number"].replace(",", ""), found["unit"], qualifiers, found["when"] or "", clause
    )


_HONOUR = re.compile(
    r"(?:荣获|获得|获评|获|被评为|评为|被授予|授予|被命名为|被认定为|入选|喜获|荣膺)[^。；]{0,60}?(?:称号|荣誉|奖|先进|示范|优秀|文明|标兵|红旗|样板|基地|单位)"
)
_EXAMS = re.compile(
    "升学率|上线率|高考|中考|名列前茅|状元|重点率|本科率|考入|录取(?:率|人数)|平均分|全[市县区]第[一二三]"
)


def honours_in(texts: Iterable[str]) -> list[str]:
    """Return the sentences that tell of an honour."""
    return [sentence for text in texts for sentence in sentences(text) if _HONOUR.search(sentence)]


def exam_boasts_in(texts: Iterable[str]) -> list[str]:
    """Return the sentences that tell of examination results, which schools must not publish."""
    return [sentence for text in texts for sentence in sentences(text) if _EXAMS.search(sentence)]


_ARABIC = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})\s?[年./-]\s?([0-9]{1,2})\s?(?:[月./-]\s?(?:([0-9]{1,2})\s?[日号]?)?|月)"
)
_WRITTEN = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})日)?"
)
_YEAR = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})\s?(?:学?年|—|-)|(?<![〇○零一二三四五六七八九])([〇○零一二三四五六七八九]{4})年"
)
_SIGNS = {sign: str(number) for number, sign in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}


def dates_in(text: str) -> Iterator[str]:
    """Yield the dates in a text as 2024-06-03 or 2024-06, those that no calendar has left out."""
    for found in _ARABIC.finditer(text):
        yield from _date(int(found[1]), int(found[2]), int(found[3] or 0))
    for found in _WRITTEN.finditer(text):
        yield from _date(int(_digits(found[1])), _tens(found[2]), _tens(found[3] or ""))


def _date(year: int, month: int, day: int) -> Iterator[str]:
    from calendar import monthrange  # noqa: PLC0415 - only where there is a date

    if 1 <= month <= 12 and day <= monthrange(year, month)[1] and year <= 2100:
        yield f"{year}-{month:02}" + (f"-{day:02}" if day else "")


def year_in(text: str) -> str:
    """Return the first year that a text names, empty where it names none."""
    found = _YEAR.search(text)
    return (found[1] or _digits(found[2])) if found else ""


def _digits(text: str) -> str:
    return "".join(_SIGNS[sign] for sign in text)


def _tens(text: str) -> int:
    head, ten, tail = text.partition("十")
    if not ten:
        return int(_SIGNS.get(text, "0"))
    return 10 * int(_SIGNS.get(head, "1")) + int(_SIGNS.get(tail, "0"))


_SPOT = "厅|室|馆|场|校|园|楼|堂|基地|中心|社区|村|院|站|旧址|故居|碑"
_PLACE = re.compile(
    rf"地点\s*[：:]\s*([{HANZI}0-9A-Za-z]{{2,20}})"
    rf"|(?<![存正实现潜])在([{HANZI}]{{1,12}}?(?:{_SPOT}))(?:内|里|会议室)?(?:隆重|顺利)?(?:召开|举行|举办|开展|组织)"
)
_TIME = re.compile(r"(?:[上下]午|晚上?)?\s?([0-2]?[0-9]:[0-5][0-9])(?!:)")
_THEME = re.compile(r"以“([^“”]{2,40})”为主题|主题[是为：:]\s?“([^“”]{2,40})”|开展了?“([^“”]{2,40})”主题")
_PRESENT = re.compile(
    rf"(?<![0-9])([0-9]{{1,5}})(?:名|人|位)[{HANZI}]{{0,10}}参加|参加人数\s*[：:]\s*([0-9]{{1,5}})\s*人?"
)


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return next((group for group in found.groups() if group), "") if found else ""


def place_in(text: str) -> str:
    """Return where something took place, empty where it is not said plainly."""
    return _first(_PLACE, text)


def time_in(text: str) -> str:
    """Return the first time of day, as 9:30."""
    return _first(_TIME, text)


def theme_in(text: str) -> str:
    """Return the theme that a text names."""
    return _first(_THEME, text)


def attendance_in(text: str) -> str:
    """Return how many took part, where it is a plain number."""
    return _first(_PRESENT, text)
