"""What the words in a cell mean: levels, grades, dates, issuers. Pure.

Everything here answers from what is written; what it does not understand it hands back as not understood."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.gate.leftovers import BLANK
from generator.schema.records import Level
from generator.schema.types import PartialDate
from generator.workbook.formats import serial_date
from generator.workbook.grid import Cell

FIRST_LIKELY = 1949
"""A date before is a year that slipped into a cell formatted as a date: 2021 shows as 1905-07-13."""

LAST_LIKELY = 2100
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_FULL_WIDTH = {code + 0xFEE0: code for code in (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B))}
_BLANKS = re.compile(r"[ \t\xa0\u3000\u2002-\u200b\ufeff]+")
_BREAKS = re.compile(r"[ \t\xa0\u3000]*\n\s*")
_BETWEEN_HAN = re.compile(f"(?<=[{_HAN}，。、；：！？“”‘’（）《》]) (?=[{_HAN}，。、；：！？“”‘’（）《》])")

_EMPTY = frozenset(
    {
        "", "-", "--", "---", "—", "——", "–", "―", "/", "／", "\\", "、", ".", "…", "……", "?", "？", "*", "×",
        "无", "暂无", "没有", "空", "略", "待定", "待补", "待填", "待查", "待核", "待核实", "待补充", "待确认",
        "未定", "未知", "不详", "不清楚", "n/a", "na", "nil", "none", "null", "nan", "tbd", "~",
    }
)  # fmt: skip
_AS_ABOVE = frozenset({"同上", "〃", "″", "“", "”", '"', "''", "´´", "同前"})


def plain(text: str) -> str:
    """Return a text on one line: digits and letters half-width, no blanks but where Latin words need them."""
    text = _BREAKS.sub("\n", text.translate(_FULL_WIDTH).strip())
    text = _BLANKS.sub(" ", text.replace("\n", " ")).strip()
    return _BETWEEN_HAN.sub("", text)


def is_empty(text: str) -> bool:
    """Tell whether a text only says that there is nothing."""
    return len(text) < 30 and plain(text).lower().strip("()（）[]【】 ") in _EMPTY


def is_error(text: str) -> bool:
    """Tell whether a text is what a broken formula shows, pasted as a value."""
    return bool(re.fullmatch(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|#+)", text.strip()))


def is_as_above(text: str) -> bool:
    """Tell whether a text says that it is the same as the one above."""
    return len(text) < 30 and plain(text).strip("() （）") in _AS_ABOVE


def is_placeholder(text: str) -> bool:
    """Tell whether a text still holds the blanks of a form, such as XX市."""
    return bool(BLANK.search(plain(text)))


_LEVELS: tuple[tuple[Level, str], ...] = (
    ("国家级", "国 国家 全国 中央"),
    ("省级", "省 全省 自治区 直辖市 省自治区 省自治区直辖市"),
    ("市级", "市 全市 地 地市 市地 设区市 设区的市 地级市 州 全州 州市 市州 市地州 盟 盟市"),
    ("县区级", "县 区 全县 全区 县区 区县 县市区 县市 市区 旗 全旗 县旗 旗县 县级市 旗县区"),
    ("乡镇级", "乡 镇 乡镇 镇乡 街道 乡镇街道 镇街 镇街道 全镇 全乡"),
    ("校级", "校 学校 校内 本校 全校 园 园内 幼儿园"),
)
_LEVEL_WORDS: Mapping[str, Level] = {word: level for level, words in _LEVELS for word in words.split()}
_LEVEL_TAIL = re.compile("(级别?|荣誉|奖项|表彰|奖励|称号|类)+$")


def read_level(text: str) -> Level | None:
    """Return the level that a text names, None where it names none or more than one."""
    bare = re.sub(r"[\s()（）\[\]/／、，,·.“”\"]", "", plain(text))
    return _LEVEL_WORDS.get(_LEVEL_TAIL.sub("", bare)) if bare else None


_LEVEL_IN_HEADING = re.compile(
    "(?P<word>国家|全国|省|全省|市|全市|地市|县区|区县|县|全县|区|全区|乡镇|校)级?(?=(级|荣誉|奖|表彰|[：:（(]|$))"
)


def level_of_heading(text: str) -> Level | None:
    """Return the level that a line above a group of rows names: 一、省级荣誉（12 项）."""
    bare = re.sub(r"^[\s（(]*[一二三四五六七八九十0-9]+[)）]?[、.．\s]*", "", plain(text))
    found = _LEVEL_IN_HEADING.match(bare)
    return _LEVEL_WORDS.get(found["word"]) if found else None


_SCOPES: tuple[tuple[str, Level], ...] = (
    ("^(全国|国家|中国|中华|中共中央|中央|共青团中央|国务院|教育部)", "国家级"),
    ("^(中共)?[\u4e00-\u9fff]{2,3}省(?!属|示范)|^全省|^省|自治区", "省级"),
    ("^(中共)?[\u4e00-\u9fff]{2,4}市(?![\u4e00-\u9fff]{1,6}(县|区))|^全市|^市", "市级"),
    ("^(中共)?[\u4e00-\u9fff]{2,8}[县区旗](?!域)|^全县|^全区|^县|^区", "县区级"),
    ("^(中共)?[\u4e00-\u9fff]{2,8}([乡镇]|街道)", "乡镇级"),
)


def likely_level(text: str) -> Level | None:
    """Return the level that an issuer's or an honour's name suggests; a suggestion only, never a fact."""
    bare = plain(text)
    return next((level for pattern, level in _SCOPES if re.search(pattern, bare)), None)


_GRADE = (
    "(?:团体|个人|集体|小学组|初中组|高中组)?(?:特|[一二三四五]|[1-5])等(?:奖|次)?|优秀奖|优胜奖|鼓励奖|入围奖|提名奖|纪念奖"
    "|参与奖|[金银铜](?:奖|牌)|[冠亚季]军|(?:团体|总分|团体总分)?第[一二三四五六七八九十1-9]+名"
)
_GRADE_ALONE = re.compile(f"(?:荣?获)?(?P<grade>{_GRADE})")
_GRADE_AT_END = re.compile(
    f'(?P<name>.{{4,}}?)[\\s（(—:：-]*[“"]?(?P<grade>{_GRADE.replace("等(?:奖|次)?", "等奖")})[”"）)]*'
)


def read_grade(text: str) -> str | None:
    """Return a text as a grade where it is nothing else: 一等奖, 第三名; 三等 is 三等奖."""
    found = _GRADE_ALONE.fullmatch(plain(text))
    if not found:
        return None
    grade = found["grade"]
    return re.sub("等次?$", "等奖", grade)


def part_grade(name: str) -> tuple[str, str]:
    """Return an honour's name without the grade at its end, and that grade; an empty grade where it has none."""
    found = _GRADE_AT_END.fullmatch(name)
    if not found:
        return name, ""
    rest = re.sub("(荣获|获得|荣膺|获|中)$", "", found["name"].rstrip(" -—，,：:（("))
    return (rest, found["grade"]) if len(rest) >= 4 else (name, "")


@dataclass(frozen=True, slots=True)
class When:
    """What a cell says of the time. `doubt` is what could not be told, in Chinese; empty where all is clear."""

    year: int | None = None
    date: PartialDate | None = None
    session: str = ""
    batch: str = ""
    school_year: str = ""
    doubt: str = ""

    def __bool__(self) -> bool:
        """Tell whether it says anything of the time."""
        return bool(self.year or self.date or self.session or self.batch or self.school_year)


_NUMERAL = "[一二两三四五六七八九十百零〇0-9]"
_SESSION = re.compile(
    f"(?:连续|蝉联)?\\s?(?:第?{_NUMERAL}+(?:[、，,至和-]{_NUMERAL}+)*|首)\\s?届|连续\\s?{_NUMERAL}+\\s?次"
)
_BATCH = re.compile(f"(?:第\\s?{_NUMERAL}+|首)\\s?批次?")
_SPAN = re.compile(
    r"(?P<first>(?:19|20)\d\d)年?\s?[-—–~～至到/－]+\s?(?P<last>(?:19|20)?\d\d)年?\s?(?P<word>学年度?)?(?P<term>.*)"
)
_SCHOOL_YEAR = re.compile(r"(?P<first>(?:19|20)\d\d)\s?学年度?(?P<term>.*)")
_TERM = re.compile(r"\s?[（(]?(第?[一二上下12]|[春秋]季?)学期[)）]?")
_DATE = re.compile(
    r"(?P<y>\d{4})\s?[-/.．。年·、\\]\s?(?P<m>\d{1,2})\s?(?:[-/.．。月·、\\]\s?(?P<d>\d{1,2})\s?[日号]?|月份?)?"
    r"(?:[T\s]+\d{1,2}[:：]\d{2}.*)?[.。]?"
)
_SHORT_YEAR = re.compile(r"['’]?(?P<y>\d\d)\s?[年.]\s?(?P<m>\d{1,2})\s?(?:月(?:份|(?P<d>\d{1,2})[日号])?)?")
_NO_YEAR = re.compile(r"(?P<m>\d{1,2})\s?月(?:份|\s?(?P<d>\d{1,2})\s?[日号]?)?")


def read_when(cell: Cell, known_year: int | None = None, *, in_school_years: bool = False) -> When:
    """Return what a cell says of the time. `known_year` is the sheet's own, for cells that name only a month."""
    if cell.date:
        return _from_date(cell)
    text = _arabic(plain(cell.text))
    found: list[str] = []

    def take(match: re.Match[str]) -> str:
        found.append(match[0].strip())
        return " "

    rest = _SESSION.sub(take, text)
    session, found = "".join(found), []
    rest = _BATCH.sub(take, rest)
    batch = "".join(found)
    rest = rest.strip(" ()（），,、")
    when = _read_date(rest, cell, known_year, in_school_years) if rest else When()
    return replace(when, session=session, batch=batch)


def _from_date(cell: Cell) -> When:
    date = cell.date
    if date is None or not FIRST_LIKELY <= date.year <= LAST_LIKELY:
        return When(doubt=f"单元格是日期格式，显示成了“{cell.text}”，多半是只想写年份")
    return When(date=date) if date.month else When(year=date.year)


def _read_date(text: str, cell: Cell, known_year: int | None, in_school_years: bool) -> When:
    if found := re.fullmatch(r"((?:19|20)\d\d)(年度?|度)?", text):
        return When(school_year=f"{found[1]} 学年") if in_school_years else When(year=int(found[1]))
    if cell.is_number and (found := re.fullmatch(r"(\d{4})\.1", text)):
        return When(year=int(found[1]), doubt=f"“{text}”在表里是个数，分不清是 1 月还是 10 月，只记了年份")
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        date = serial_date(float(text))
        if date and FIRST_LIKELY <= date.year <= LAST_LIKELY:
            return When(date=date)
    if re.fullmatch(r"\d{8}|\d{6}", text):
        return _checked(int(text[:4]), int(text[4:6]), int(text[6:] or 0), text)
    if found := _DATE.fullmatch(text):
        return _checked(int(found["y"]), int(found["m"]), int(found["d"] or 0), text)
    if when := _school_year(text, in_school_years):
        return when
    return _without_year(text, known_year) or _year_only(text)


def _checked(year: int, month: int, day: int, text: str) -> When:
    likely = FIRST_LIKELY <= year <= LAST_LIKELY and 1 <= month <= 12
    if not likely or day > monthrange(year, month)[1]:
        return When(doubt=f"没有“{text}”这一天")
    return When(date=PartialDate(year, month, day))


def _school_year(text: str, certain: bool) -> When | None:
    if found := _SPAN.fullmatch(text):
        first, last = found["first"], found["last"]
        last = first[:2] + last if len(last) == 2 else last
        term = _TERM.fullmatch(found["term"])
        if (found["word"] or certain) and int(first) < int(last) and (term or not found["term"].strip()):
            return When(school_year=f"{first}—{last} 学年{term[0].strip('() （）') if term else ''}")
        return None
    found = _SCHOOL_YEAR.fullmatch(text)
    if found and (not found["term"].strip() or _TERM.fullmatch(found["term"])):
        return When(school_year=f"{found['first']} 学年{found['term'].strip('() （）')}")
    return None


def _without_year(text: str, known_year: int | None) -> When | None:
    """Read a month, or a year of two digits, where the sheet itself tells which year it is."""
    if known_year is None:
        return None
    if found := _NO_YEAR.fullmatch(text):
        return _checked(known_year, int(found["m"]), int(found["d"] or 0), text)
    if (found := _SHORT_YEAR.fullmatch(text)) and int(found["y"]) == known_year % 100:
        return _checked(known_year, int(found["m"]), int(found["d"] or 0), text)
    return None


def _year_only(text: str) -> When:
    """Keep the one year that a text names, and say that the rest was not understood."""
    years = {int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)}
    if len(years) == 1 and re.match(r"(?:19|20)\d\d\s?[年.\-/—]", text):
        year = years.pop()
        return When(year=year, doubt=f"“{text}”没有全看懂，只记了年份 {year}")
    return When(doubt=f"“{text}”看不懂是什么时候")


_DIGITS = {
    **{sign: str(number) for number, sign in enumerate("〇一二三四五六七八九")},
    "零": "0",
    "○": "0",
    "０": "0",
}
_HAN_DATE = re.compile(
    "(?P<y>[一二][〇○零０一二三四五六七八九]{3})年(?:(?P<m>[一二三四五六七八九十]{1,2})月(?:(?P<d>[一二三四五六七八九十]{1,3})日)?)?"
)


def _arabic(text: str) -> str:
    """Return a text with a date in Chinese numerals, 二〇二一年七月, in Arabic ones."""

    def turned(found: re.Match[str]) -> str:
        date = "".join(_DIGITS[sign] for sign in found["y"]) + "年"
        if found["m"]:
            date += f"{_number(found['m'])}月"
        return date + (f"{_number(found['d'])}日" if found["d"] else "")

    return _HAN_DATE.sub(turned, text)


def _number(numeral: str) -> int:
    """Return a number below 100 from its numeral."""
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return int(_DIGITS[numeral])
    return int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0"))


def years_in(text: str) -> set[int]:
    """Return the years that a heading names: 2021年荣誉, 荣誉2021."""
    bare = _arabic(plain(text))
    return {int(year) for year in re.findall(r"(?<!\d)(?:19[5-9]\d|20\d\d)(?!\d)", bare)}


def school_year_in(text: str) -> str:
    """Return the school year that a heading names: 2021—2022学年荣誉统计表; "" where it names none."""
    found = re.search(r"((?:19|20)\d\d)\s?年?[-—–~～至到]+\s?((?:19|20)?\d\d)\s?学年", plain(text))
    return f"{found[1]}—{found[1][:2] if len(found[2]) == 2 else ''}{found[2]} 学年" if found else ""


def split_issuers(text: str) -> list[str]:
    """Return the issuers that a cell names; signs inside brackets or quotation marks part nothing."""
    lines = [plain(line) for line in re.split(r"\s+", text.strip())]
    # A long name broken to fit the cell goes on in the next line; a list has a whole name on each.
    if len(lines) > 1 and not all(_ISSUER_END.search(line.rstrip("、，,；;")) for line in lines if line):
        lines = [plain(text)]
    return list(dict.fromkeys(part for line in lines for part in _parts(line) if not is_empty(part)))


_ISSUER_END = re.compile(
    "(局|厅|部|委|会|府|处|办|院|校|中心|协会|学会|团|社|馆|站|所|盟|司|室|联|办公室|中学|小学|大学|报)$"
)
_PAIRS = {"（": "）", "(": ")", "“": "”", "《": "》", "‘": "’", "「": "」"}


def _parts(text: str) -> Iterator[str]:
    part, closing = "", ""
    for sign in text:
        if not closing and sign in "、，,；;/／":
            yield part.strip()
            part = ""
            continue
        if not closing and sign in _PAIRS:
            closing = _PAIRS[sign]
        elif sign == closing:
            closing = ""
        part += sign
    yield part.strip()
