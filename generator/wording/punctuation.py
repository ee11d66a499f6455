"""Punctuation and numerals (GB/T 15834—2011, GB/T 15835—2011): only what is wrong in any text.

A slip is told with the text as it should be. Blanks between Chinese and Latin are everyone's own business."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from generator.late import Late
from generator.problems import NOTE, Problem
from generator.wording.texts import HIDDEN, Place

_H = "\u4e00-\u9fff〇"
_LONGEST = 2000
"""Characters. A longer line is looked at up to here: nobody writes such a sentence."""
_SHOWN = 16
_WHOLE_ROW = 60


@dataclass(frozen=True, slots=True)
class Slip:
    """A part of a text and what should stand there."""

    code: str
    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    pattern: Late
    new: str | Callable[[re.Match[str]], str]


def _wide(found: re.Match[str]) -> str:
    return found[0].translate(_WIDE)


_DIGITS = {0xFEE0 + code: code for code in range(0x21, 0x7F)}
_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_WIDE = str.maketrans(",;:?!()", "，；：？！（）")


def _range(found: re.Match[str]) -> str:
    """Return a range as it should be; what falls is a score or a number of something, and is left."""
    low, high = int(found[1]), int(found[2])
    return f"{found[1]}～{found[2]}" if low < high else found[0]


def _century(digits: str) -> str:
    return f"{'19' if int(digits) > 50 else '20'}{digits}"


def _chinese_year(text: str) -> str:
    return re.sub("[0OＯoО零]", "〇", text)


_END = r"(?=$|[”’）》」』\s])"
_UNITS = "年月日天周人名个次位岁分时届级期项条所万亿元米件套节课"
_UNIT_NAMES = {"平米": "平方米", "公分": "厘米"}
_UNIT_SIGNS = {"kg": "kg", "km": "km", "cm": "cm", "ml": "mL", "kw": "kW"}
_RULES = (
    # Between Chinese, no half-width mark. A colon before a number may be a ratio's, so only between words.
    _Rule("punctuation-halfwidth", Late(rf"(?<=[{_H}”’）》」])[,;](?=[{_H}“‘（《「])"), _wide),
    _Rule("punctuation-halfwidth", Late(rf"(?<=[{_H}”’）》」]):(?=[{_H}“‘（《「])"), _wide),
    _Rule("punctuation-halfwidth", Late(rf"(?<=[{_H}”’）》」])[?!]+(?=[{_H}“‘（《「”’]|$)"), _wide),
    _Rule("punctuation-halfwidth", Late(rf"(?<=[{_H}]{{4}})\.{_END}"), "。"),
    _Rule("punctuation-halfwidth", Late(rf"(?<=[{_H}])\((?=[^()]*[{_H}])[^()\n]{{1,60}}\)"), _wide),
    _Rule(
        "punctuation-halfwidth",
        Late(rf'(?<![=A-Za-z0-9])"(?=[^"\n]*[{_H}])([^"\n=<>]{{1,60}})"'),
        r"“\1”",
    ),
    _Rule("punctuation-halfwidth", Late(rf"(?<=[{_H}”])(?:\.{{3,6}}|。{{3,6}})"), "……"),
    _Rule("punctuation-halfwidth", Late(rf"(?<=[{_H}”])(?<!…)…(?!…)(?=[{_H}“，。；]|$)"), "……"),
    _Rule("punctuation-halfwidth", Late(rf"(?<=[{_H}”])(?:--|－－)(?=[{_H}“])"), "——"),
    # GB/T 15834 4.5.3.5: no enumeration comma between items that carry quotation or title marks.
    _Rule("punctuation-enumeration", Late("(?<=”)、(?=“)|(?<=’)、(?=‘)|(?<=》)、(?=《)"), ""),
    # A question or an exclamation may be doubled; nothing else may.
    _Rule("punctuation-repeated", Late("([，、；：])\\1+"), r"\1"),
    _Rule("punctuation-repeated", Late("(?<!。)。。(?!。)"), "。"),
    _Rule(
        "punctuation-repeated",
        Late("[，、；](?=[。！？])|(?<=[。！？])[，、；]|[，、](?=；)|(?<=；)[，、]|，(?=、)|、(?=，)"),
        "",
    ),
    # GB/T 15835: one way to write a number within a number.
    _Rule("numeral-mixed", Late("[０-９]+(?:[．，][０-９]+)*"), lambda found: found[0].translate(_DIGITS)),
    _Rule(
        "numeral-mixed",
        Late("[一二][0OＯoО零]{1,2}[0OＯoО〇零一二三四五六七八九]{1,2}(?=年)"),
        lambda f: _chinese_year(f[0]),
    ),
    _Rule(
        "numeral-mixed",
        Late(r"(?<=\d{4}年)(十[一二]|[一二三四五六七八九十])月(?!份?[半余多])"),
        lambda f: f"{_MONTHS.index(f[1]) + 1}月",
    ),
    _Rule(
        "numeral-mixed",
        Late(
            rf"(?<=[{_H}])(?:一、二|二、三|三、四|四、五|五、六|六、七|七、八|八、九|三、五)(?=[天岁遍][^级]|[天岁遍]$)"
        ),
        lambda f: f[0].replace("、", ""),
    ),
    _Rule("numeral-year", Late(r"(?<![\d’‘'])['’‘](\d{2})(?=年)"), lambda f: _century(f[1])),
    _Rule(
        "numeral-year",
        Late(r"(?<![\d.])(\d{2})(?=年\d{1,2}月(?:\d{1,2}日)?)"),
        lambda f: _century(f[1]),
    ),
    # What the law of units calls otherwise, behind a number; and symbols that are written small.
    _Rule(
        "unit-odd",
        Late(r"(?<=\d)(\s?)(平米|公分)(?![\u4e00-\u9fff]*[镜尺])"),
        lambda f: f[1] + _UNIT_NAMES[f[2]],
    ),
    _Rule(
        "unit-odd",
        Late(r"(?<=\d)(\s?)(K[Gg]|K[Mm]|C[Mm]|M[Ll]|Kw)(?![A-Za-z0-9])"),
        lambda f: f[1] + _UNIT_SIGNS[f[2].lower()],
    ),
    # GB/T 15834 4.13: a range has a wave or a dash; and each number of it its per cent.
    _Rule(
        "range-mark",
        Late(r"(?<![\d.-])(\d{1,4}(?:\.\d+)?)([%％]?)-(\d{1,4}(?:\.\d+)?)(?=[%％])"),
        r"\1%～\3",
    ),
    _Rule("range-mark", Late(r"(?<![A-Za-z0-9_.:/-])(\d{4})\s?年?-(\d{4})(?=\s?(?:年|学年))"), r"\1—\2"),
    _Rule(
        "range-mark",
        Late(rf"(?<![A-Za-z0-9_.:/-])(\d{{1,4}})-(\d{{1,4}})(?=\s?[{_UNITS}](?!级\d))"),
        _range,
    ),
)
_WHY = {
    "punctuation-halfwidth": ("中文里用了英文标点", "GB/T 15834—2011《标点符号用法》"),
    "punctuation-enumeration": ("并列的引号或书名号之间不用顿号", "GB/T 15834—2011《标点符号用法》4.5.3.5"),
    "punctuation-repeated": ("标点重复了", "GB/T 15834—2011《标点符号用法》"),
    "numeral-mixed": ("数字的写法不统一", "GB/T 15835—2011《出版物上数字用法》"),
    "numeral-year": ("年份要写四位数", "GB/T 15835—2011《出版物上数字用法》"),
    "unit-odd": (
        "计量单位的写法不规范",
        "《中华人民共和国法定计量单位》；GB 3100—1993《国际单位制及其应用》",
    ),
    "range-mark": ("起止之间要用“—”或“～”，不用减号", "GB/T 15834—2011《标点符号用法》4.13"),
}
_CHINESE, _LATIN = re.compile(f"[{_H}]"), re.compile("[A-Za-z]")
_PROTECTED = Late(
    rf"{HIDDEN}+|(?:https?|ftp)://[^\s{_H}，。；）]+|(?:www\.)[\w./-]+|(?<![\w.+-])[\w.+-]{1, 64}@[\w.-]{1, 99}|\d{{3,4}}-\d{{6,8}}|"
    r"(?<![\w./\\-])[\w./\\-]{1,160}\.(?:jpe?g|png|pdf|docx?|xlsx?|pptx?|ya?ml|md|html?|py|css|zip|mp4)\b|\d+:\d+|\d{1,3}(?:,\d{3})+"
)
# What a whole file is passed by: plain finds, and patterns that begin with one character, so that no place is tried twice.
_PAIRS = ("...", "--", "－－")
_SOME = (
    rf",(?:(?<=[{_H}”’）》」],)|[{_H}])",
    rf";(?:(?<=[{_H}”’）》」];)|[{_H}])",
    rf"\?(?<=[{_H}”’）》」]\?)",
    rf"!(?<=[{_H}”’）》」]!)",
    rf"\((?<=[{_H}]\()",
    rf'"[^"\n]{{0,60}}[{_H}]',
    rf":(?<=[{_H}”’）》」]:)[{_H}“‘（《「]",
    rf"\.(?<=[{_H}]\.)(?:$|[\s”’）])",
    "[０-９Ａ-Ｚａ-ｚ]",
    "，[，、；：。！？]",
    "、(?:[，、；：。！？]|(?<=[”’》]、)[“‘《]|[二三四五六七八九][天岁遍])",
    "；[，、；：。！？]",
    "：[，、；：。！？]",
    "。[，、；：。]",
    "！[，、；]",
    "？[，、；]",
    "…(?<!……)(?!…)",
    rf"-(?<=[0-9%％]-)[0-9.]{{1,5}}\s?[%％学{_UNITS}]",
    "年(?:[一二三四五六七八九十]{1,2}月|(?<=[0-9][0-9]年)(?<![0-9.][0-9][0-9]年)[0-9]{1,2}月|(?<=['’‘][0-9][0-9]年))",
    "二[0OＯoО零]",
    r"平(?<=\d平)米|平(?<=\d\s平)米|公(?<=\d公)分|公(?<=\d\s公)分",
    r"[KCM][GgMmLlw](?<=\d..)|[KCM][GgMmLlw](?<=\d\s..)",
    "一[0OＯoО零]",
)


def may_slip(text: str) -> bool:
    """Tell at once that a whole file has nothing to look at closely, which is so of most."""
    return any(pair in text for pair in _PAIRS) or any(pattern.search(text) for pattern in _first_looks())


@cache
def _first_looks() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, _SOME))


def slip_problems(place: Place, text: str) -> Iterator[Problem]:
    """Yield one reminder for each sort of slip on each line of a text, with the line as it should be."""
    if not may_slip(text):
        return
    at = 0
    for line in text.split("\n"):
        slips = find_slips(line[:_LONGEST]) if _is_chinese(line) else []
        for code in dict.fromkeys(slip.code for slip in slips):
            yield _problem([slip for slip in slips if slip.code == code], place, text, at, line)
        at += len(line) + 1


def _is_chinese(line: str) -> bool:
    """Tell whether a line is Chinese with some Latin in it, and not a line of code or of another language."""
    return len(_CHINESE.findall(line)) >= len(_LATIN.findall(line))


def find_slips(line: str) -> list[Slip]:
    """Return the slips of a line by place; no two of them touch."""
    taken = [False] * (len(line) + 1)
    for found in _PROTECTED.finditer(line):
        taken[slice(*found.span())] = [True] * (found.end() - found.start())
    kept: list[Slip] = []
    for slip in (*_ours(line), *_theirs(line)):
        if not any(taken[slip.start : slip.end]):
            taken[slip.start : slip.end] = [True] * (slip.end - slip.start)
            kept.append(slip)
    return sorted(kept, key=lambda slip: slip.start)


def mended(line: str, slips: list[Slip]) -> str:
    """Return a line with its slips put right."""
    for slip in sorted(slips, key=lambda slip: slip.start, reverse=True):
        line = line[: slip.start] + slip.new + line[slip.end :]
    return line


def _ours(line: str) -> Iterator[Slip]:
    for rule in _RULES:
        for found in rule.pattern.finditer(line):
            new = found.expand(rule.new) if isinstance(rule.new, str) else rule.new(found)
            if new != found[0]:
                yield Slip(rule.code, found.start(), found.end(), new)


def _theirs(line: str) -> Iterator[Slip]:
    """Yield what autocorrect would put in the place of half-width marks and full-width letters; no blanks of its own."""
    better = _autocorrect()(line)
    places = [at for at, sign in enumerate(line) if not sign.isspace()]
    signs = [sign for sign in better if not sign.isspace()]
    if better == line or len(places) != len(signs):
        return
    for at, new in zip(places, signs, strict=True):
        if line[at] != new and _is_plain_swap(line, at, line[at], new):
            code = "numeral-mixed" if new.isalnum() else "punctuation-halfwidth"
            yield Slip(code, at, at + 1, new)


def _is_plain_swap(line: str, at: int, one: str, other: str) -> bool:
    """Tell whether a mark stands right beside Chinese, so that nothing but its width is in doubt."""
    if other.isalnum():
        return ord(one) - 0xFEE0 == ord(other)
    before, after = line[at - 1 : at], line[at + 1 : at + 2]
    if one in ",;" and (_CHINESE.match(before) or (_CHINESE.match(after) and before not in HIDDEN)):
        return other in "，；" and not (before.isdigit() and after.isdigit())
    return one in "?!" and other in "？！" and bool(_CHINESE.match(before))


@cache
def _autocorrect() -> Callable[[str], str]:
    import autocorrect_py  # noqa: PLC0415 - only where a line may be wrong

    off = "space-word space-punctuation space-bracket space-backticks space-dash space-dollar spellcheck"
    off += " no-space-fullwidth no-space-fullwidth-quote halfwidth-punctuation"
    rules = [f"  {name}: 0" for name in off.split()] + ["  fullwidth: 1", "  halfwidth-word: 1"]
    # Its types leave this one out.
    autocorrect_py.load_config("\n".join(["rules:", *rules, ""]))  # type: ignore[attr-defined]
    correct: Callable[[str], str] = autocorrect_py.format
    return correct


def _problem(slips: list[Slip], place: Place, text: str, at: int, line: str) -> Problem:
    first = slips[0]
    what, basis = _WHY[first.code]
    others = f"，这一行有 {len(slips)} 处" if len(slips) > 1 else ""
    where = place.at(text, at + first.start, at + max(first.end, first.start + 1))
    right = _right(slips, line, where.excerpt)
    # Which century it was, nobody but a person can know.
    cure = f"把年份写全，如{right}；是哪一年，由人核对" if first.code == "numeral-year" else f"改成{right}"
    hint = f"{cure}。\n依据：{basis}。"
    return Problem(first.code, NOTE, where, f"{what}{others}。", hint)


def _right(slips: list[Slip], line: str, row: str) -> str:
    """Return the whole row as it should be; of a long one, or of one that is written otherwise, the part around the slips."""
    better = mended(line, slips)
    if (
        HIDDEN not in line
        and row.count(line) == 1
        and len(row) <= _WHOLE_ROW
        and not set("「」") & set(row + better)
    ):
        return f"「{row.replace(line, better).lstrip()}」"
    low, high = max(0, slips[0].start - _SHOWN), min(len(line), slips[0].end + _SHOWN)
    right = mended(line[:high], [slip for slip in slips if slip.end <= high])[low:].replace(HIDDEN, "")
    return f"「{'…' if low else ''}{right.strip()}{'…' if high < len(line) else ''}」"
