"""Numbers and addresses of a person, as people write them: full-width, in groups, across lines, in Chinese numerals.

Each finder takes a Reading and gives places; what is certain by a checksum needs no words around it."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from datetime import date

from generator.gate.found import Found
from generator.gate.reading import EDGE, Folded, Reading
from generator.late import Late

DIGITS = frozenset("0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⓪") | {
    chr(code)
    for low, high in ((0x1D7CE, 0x1D7FF), (0x660, 0x669), (0x6F0, 0x6F9), (0x2080, 0x2089))
    for code in range(low, high + 1)
}
_NUMERALS = {sign: str(value) for value, signs in enumerate(
    ("零〇○", "一幺壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for sign in signs
}  # fmt: skip
NUMERALS = frozenset(_NUMERALS)
_AS_DIGITS = str.maketrans(_NUMERALS)

_GAP = r"[\s\-‐‑‒–—―−－_·•.．/()（）、]{0,4}"
_URL = Late(r"(?:https?://|www\.)[^\s，。；、（）()“”\"'<>]+")
_LABEL_ID = r"(?:身份证(?:件)?(?:号码?|编号)?|证件(?:号码?)|公民身份号码|证号|ID)"
_ID = Late(
    rf"(?<![0-9A-Za-z])(?P<number>[1-9](?:{_GAP}[0-9]){{16}}{_GAP}(?:[0-9](?=1[3-9][0-9]{{9}}(?![0-9]))|[XxＸｘ×](?=[0-9])|[0-9XxＸｘ×](?![0-9A-Za-z])))"
)
_LABELLED_ID = Late(
    rf"{_LABEL_ID}[^0-9\n{EDGE}]{{0,6}}(?P<number>[1-9](?:{_GAP}[0-9]){{13,16}}{_GAP}[0-9Xx])(?![0-9])"
)
_CREDIT = Late(r"(?:统一社会)?信用代码[^0-9]{0,4}$|组织机构代码[^0-9]{0,4}$")
_REGIONS = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
        "91",
    ]
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


_LONG_IN_CHINESE = Late(
    f"(?<![{''.join(NUMERALS)}0-9])[{''.join(NUMERALS)}](?:[\\s\\-—–、·,，]{{0,2}}[{''.join(NUMERALS)}]){{13,18}}[XxＸ叉]?(?![{''.join(NUMERALS)}0-9十百千万年月日])"
)
"""Both an identity number and a card's, written out."""


def identity_numbers(reading: Reading) -> Iterator[Found]:
    """Yield the mainland identity numbers: those that are right by date and checksum, and whatever is called one."""
    text = _without_addresses(reading.plain.text)
    taken: set[tuple[int, int]] = set()
    windows = _windows(text)
    for found in _in_windows(_ID, text, windows):
        number = _bare(found["number"])
        if is_identity(number) and not _CREDIT.search(text[max(0, found.start() - 14) : found.start()]):
            taken.add(found.span("number"))
            yield _number(reading.plain, found.span("number"), "身份证号", number)
    for found in _in_windows(_LABELLED_ID, text, windows):
        number = _bare(found["number"])
        span = found.span("number")
        if len(number) in {15, 18} and span not in taken:
            yield _number(reading.plain, span, "身份证号", number)
    for found in _in_windows(_LONG_IN_CHINESE, text, windows):
        number = _bare(found[0].translate(_AS_DIGITS).replace("叉", "X"))
        if len(number) == _LENGTH and is_identity(number):
            yield _number(reading.plain, found.span(), "用汉字写的身份证号", number)


_LENGTH = 18


def is_identity(number: str) -> bool:
    """Tell whether 18 signs are a mainland identity number: its region, a day of birth, its checksum."""
    if number[:2] not in _REGIONS or not _is_day(number[6:14]):
        return False
    total = sum(weight * int(sign) for weight, sign in zip(_WEIGHTS, number, strict=False))
    return "10X98765432"[total % 11] == number[17]


def _is_day(text: str) -> bool:
    try:
        day = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return 1900 <= day.year <= 2099


_ENDS = r"(?<![0-9])", r"(?![0-9])"
_MOBILE = Late(rf"{_ENDS[0]}(?:(?:\+|00)?86{_GAP})?(?P<number>1{_GAP}[3-9](?:{_GAP}[0-9]){{9}}){_ENDS[1]}")
_YEAR_FIRST = Late(r"1[89][0-9]{2}\s*[-‐‑–—―−－./年]|[0-9]{1,2}[、.．][0-9]{1,2}[、.．]")
_AREA = "(?:10|2[0-57-9]|3[1-9][0-9]|4[1-9][0-9]|5[1-9][0-9]|6[1-9][0-9]|7[0-9][0-9]|8[1-9][0-9]|9[0-9][0-9])"
_LANDLINE = Late(
    rf"{_ENDS[0]}(?<![0-9][.．])[(（]?(?P<number>0{_AREA}[)）]?[\s\-‐‑–—−－_]{{0,3}}[2-9](?:[\s\-‐‑–—−－]?[0-9]){{6,7}}){_ENDS[1]}"
)
_LABELLED_LANDLINE = Late(
    rf"(?:电话|热线|座机|传真|联系方式|固话|致电|拨打|Tel|TEL|tel)[^0-9\n\x01，。；]{{0,8}}[(（]?(?P<number>0(?:\s?[0-9]){{2,3}}\s?[)）]?[\s\-‐‑–—−－_]{{0,3}}[1-9](?:[\s\-‐‑–—−－]?[0-9]){{6,7}}){_ENDS[1]}"
)
_CALLED = Late(
    r"(?:电话|座机|热线|传真|手机|号码|联系方式|联系人?|Tel|TEL|tel|Phone|致电|拨打|咨询)[^0-9\n\x01，。；]{0,8}?[:：\s为是]\s*"
    rf"(?P<number>[2-9](?:[\s\-‐‑–—−－]?[0-9]){{6,7}}){_ENDS[1]}"
)
_ACCOUNT = Late(
    r"(?:(?P<qq>[Qq]{2}|扣扣|企鹅)(?!群|空间|音乐|邮箱)|(?P<wx>微信|[Ww]e[Cc]hat|[Vv]信|薇信|VX|vx)(?!群|公众|小程序|平台))(?:号码?|账号|ID|id)?\s{0,9}[:：为是]?\s{0,9}"
    r"(?P<number>[A-Za-z0-9][A-Za-z0-9_-]{4,19})(?![A-Za-z0-9@])"
)
_MISTYPED = Late(
    r"(?<![0-9A-Za-z])(?=[0-9\s-]{0,13}[oOlI])(?P<number>[1lI][3-9](?:[\s-]?[0-9oOlI]){9})(?![0-9A-Za-z])"
)
_MOST_MISTYPED = 4
_AS_TYPED = str.maketrans("oOlI", "0011")
_IN_CHINESE = Late(
    f"(?<![{''.join(NUMERALS)}0-9])[一幺壹1](?:[\\s\\-—–、·,，]{{0,2}}[{''.join(NUMERALS)}0-9]){{10}}(?![{''.join(NUMERALS)}0-9十百千万年月日])"
)


def telephone_numbers(reading: Reading) -> Iterator[Found]:
    """Yield mobile numbers, landlines, and accounts that stand for them."""
    plain = reading.plain
    text = _without_addresses(plain.text)
    spans: list[tuple[int, int]] = []
    windows = _windows(text)
    for pattern, what in (
        (_MOBILE, "手机号"),
        (_LANDLINE, "固定电话"),
        (_LABELLED_LANDLINE, "固定电话"),
        (_CALLED, "电话号码"),
    ):
        for found in _in_windows(pattern, text, windows):
            span = found.span("number")
            if what == "手机号" and (_YEAR_FIRST.match(found["number"]) or not _grouped(found["number"])):
                continue
            if _is_free(spans, span):
                insort(spans, span)
                yield _number(plain, span, what, _bare(found["number"]))
    yield from _numbers_in_disguise(plain, text, spans, windows)


def _numbers_in_disguise(
    plain: Folded, text: str, taken: list[tuple[int, int]], windows: list[tuple[int, int]]
) -> Iterator[Found]:
    """Yield mobile numbers with letters for digits or in Chinese numerals, and the accounts of messengers."""
    for found in _MISTYPED.finditer(text):
        # A code or an order's number has more letters, and others.
        if len(re.findall("[oOlI]", found["number"])) <= _MOST_MISTYPED and _is_free(
            taken, found.span("number")
        ):
            yield _number(plain, found.span("number"), "手机号", found["number"].translate(_AS_TYPED))
    for found in _in_windows(_IN_CHINESE, text, windows):
        number = _bare(found[0].translate(_AS_DIGITS))
        if number[1] in "3456789" and not NUMERALS.isdisjoint(found[0]):
            yield _number(plain, found.span(), "用汉字写的手机号", number)
    for found in _ACCOUNT.finditer(text):
        if found["wx"] or found["number"].isdigit():
            yield _number(plain, found.span("number"), "QQ 号" if found["qq"] else "微信号", found["number"])


def _is_free(spans: list[tuple[int, int]], span: tuple[int, int]) -> bool:
    """Tell whether a stretch overlaps none of those taken, which do not overlap each other and are sorted."""
    at = bisect_left(spans, (span[1], 0))
    return at == 0 or spans[at - 1][1] <= span[0]


_RUN = Late(f"[0-9{''.join(NUMERALS)}](?:[^\\u4e00-\\u9fff0-9\x01]{{0,4}}[0-9{''.join(NUMERALS)}]){{6,}}")
_BESIDE = 30


def _windows(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a text around its longer numbers, where alone it is worth to look closely."""
    windows: list[tuple[int, int]] = []
    for found in _RUN.finditer(text):
        start, end = max(0, found.start() - _BESIDE), found.end() + 2
        if windows and start <= windows[-1][1]:
            start = windows.pop()[0]
        windows.append((start, end))
    return windows


def _in_windows(pattern: Late, text: str, windows: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    for start, end in windows:
        yield from pattern.finditer(text, start, end)


def _grouped(number: str) -> bool:
    """Tell whether eleven digits are parted as a number is dictated: in a few groups, or each by itself."""
    groups = [group for group in re.split(r"[^0-9]+", number) if group]
    return len(groups) <= 4 or all(len(group) == 1 for group in groups)


_CARD = Late(rf"{_ENDS[0]}[3-689](?:[\s\-‐‑–—−－_·.．]{{0,3}}[0-9]){{14,18}}{_ENDS[1]}")
_LABELLED_CARD = Late(
    rf"(?:银行卡|储蓄卡|信用卡|借记卡|卡号|银行账[号户]|账[号户]|帐[号户]|开户行?)[^0-9\n{EDGE}]{{0,20}}?(?P<number>[0-9](?:[\s\-‐‑–—−－_·.．]{{0,3}}[0-9]){{11,22}}){_ENDS[1]}"
)
_ISSUERS = re.compile("62|60|81|9|4|5|3[4-7]")


def bank_cards(reading: Reading) -> Iterator[Found]:
    """Yield the numbers of bank cards: those that are right by Luhn, and whatever is called one."""
    plain = reading.plain
    text = _without_addresses(plain.text)
    spans: list[tuple[int, int]] = []
    windows = _windows(text)
    for found in _in_windows(_CARD, text, windows):
        number = _bare(found[0])
        if _ISSUERS.match(number) and is_card(number) and not is_identity(number.ljust(18, "0")):
            spans.append(found.span())
            yield _number(plain, found.span(), "银行卡号", number)
    for found in _in_windows(_LABELLED_CARD, text, windows):
        span = found.span("number")
        if _is_free(spans, span):
            yield _number(plain, span, "银行卡号", _bare(found["number"]))
    for found in _in_windows(_LONG_IN_CHINESE, text, windows):
        number = _bare(found[0].translate(_AS_DIGITS))
        if _ISSUERS.match(number) and is_card(number) and not is_identity(number.ljust(_LENGTH, "0")):
            yield _number(plain, found.span(), "用汉字写的银行卡号", number)


def is_card(number: str) -> bool:
    """Tell whether digits are a card's number: its length and the Luhn check."""
    digits = [int(sign) for sign in reversed(number)]
    doubled = (sum(divmod(2 * value, 10)) for value in digits[1::2])
    return 15 <= len(digits) <= 19 and len(set(digits)) > 2 and (sum(digits[::2]) + sum(doubled)) % 10 == 0


_EMAIL = Late(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9](?:[A-Za-z0-9._%+-]{0,62}[A-Za-z0-9_])?\s{0,2}(?:@|[(（\[【]\s?(?:at|AT|艾特|@)\s?[)）\]】]|\s(?:at|AT)\s|\s?#\s?(?=(?:qq|163|126|sina|gmail|foxmail|139|189)\.))\s{0,2}"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\s{0,2}(?:\.|。|[(（\[]\s?(?:dot|点)\s?[)）\]]|\s(?:dot|DOT)\s)\s{0,2}){1,4}[A-Za-z]{2,12}(?![A-Za-z0-9])"
)


def email_addresses(reading: Reading) -> Iterator[Found]:
    """Yield e-mail addresses, also those written for people only: name (at) example.com."""
    for found in _EMAIL.finditer(reading.plain.text):
        address = re.sub(r"\s|[(（\[【)）\]】]", "", found[0]).lower()
        address = (
            re.sub(r"(?<=[a-z0-9_])(?:at|艾特|#)(?=[a-z0-9.-]+$)", "@", address)
            if "@" not in address
            else address
        )
        address = address.replace("。", ".").replace("点", ".")
        name, _, rest = address.partition("@")
        start, end = reading.plain.place(*found.span())
        yield Found(start, end, "电子邮箱", f"{name[:1]}***@{rest}", address, (start, end))


_PLATE = Late(
    r"(?<![\u4e00-\u9fff][A-Z])(?P<place>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼])\s?(?P<city>[A-HJ-NP-Y])\s?[·•.\-]?\s?"
    r"(?P<tail>(?:[A-HJ-NP-Z0-9]\s?){4,5}[A-HJ-NP-Z0-9挂学警港澳])(?![A-Za-z0-9])"
)


def vehicle_plates(reading: Reading) -> Iterator[Found]:
    """Yield the plates of vehicles; a run of letters without a digit is none."""
    for found in _PLATE.finditer(reading.plain.text):
        tail = re.sub(r"\s", "", found["tail"])
        if sum(sign.isdigit() for sign in tail) >= 2 and 5 <= len(tail) <= 6:
            start, end = reading.plain.place(*found.span())
            shown = f"{found['place']}{found['city']}{'*' * (len(tail) - 1)}{tail[-1]}"
            yield Found(start, end, "车牌号", shown, found["place"] + found["city"] + tail, (start, end))


_STREET = "(?:路|街|巷|弄|道|胡同|村|组|屯|寨|社|坊|里|苑|园|城|庭|府|湾|小区|社区|新村|家园|公寓|花园|乡|镇)"
_NUMBERS = "[0-9一二三四五六七八九十百零〇]{1,6}"
_HOUSE = rf"(?:{_NUMBERS}(?:号楼|[#＃]楼?|栋|幢|单元|室|号|组|社|户|楼|座))"
_LABELLED_HOME = Late(
    rf"(?:家庭(?:住址|地址)|家庭详细地址|住址|住所地?|户籍(?:地址|所在地|地|(?=[:：]))|户口所在地|现居住?(?:地址|地)|居住(?:地址|地)|通讯地址|现住址?|收件地址|家住|(?<![\u4e00-\u9fff])住(?=[:：]))\s*[:：为是在]?\s*"
    rf"(?P<place>(?!学校|农村|偏远|山村|城里|外地|附近|本|该|[：:、，]|待补|和(?![平睦谐兴])|与|或|等)[^\s，。；、：:{EDGE}]{{2,40}})"
)
_HOME = Late(
    rf"[^\s，。；：:{EDGE}]{{0,5}}?(?:小区|花园|家园|公寓|苑|新村|华庭|名城|豪庭|安置房){_NUMBERS}(?:号楼|[#＃]楼?|栋|幢|座|号)[^\s，。；{EDGE}]{{0,4}}?(?:{_NUMBERS}(?:单元|室|号|户|楼)|[0-9]{{3,4}})[0-9号室]{{0,6}}"
    rf"|{_NUMBERS}(?:号楼|[#＃]楼?|栋|幢|座){_NUMBERS}单元[^\s，。；{EDGE}]{{0,6}}"
    rf"|[\u4e00-\u9fff]{{1,8}}村第?{_NUMBERS}(?:村民)?小?(?:组|社|屯|队)(?:{_NUMBERS}号|的?(?=家[中里]))"
    rf"|[\u4e00-\u9fff]{{1,8}}(?:镇|乡)[\u4e00-\u9fff]{{1,8}}村[\u4e00-\u9fff]{{0,6}}(?:组|社|屯|队|湾|庄|自然村|村){_NUMBERS}号"
    rf"|(?:弄|巷|胡同|宿舍|家属院|家属楼){_NUMBERS}(?:号|幢|栋)[^。；，\n{EDGE}]{{0,4}}?{_NUMBERS}室"
    rf"|(?<=住)(?![宿校房院建])[^。；\n{EDGE}]{{0,24}}?{_NUMBERS}(?:号楼|[#＃]楼?|栋|幢|座)[^。；，\n{EDGE}]{{0,6}}?{_NUMBERS}室"
    r"|[\u4e00-\u9fff]{1,8}(?:村|苑|小区|园|院|城|庭|府|湾|楼)[0-9]{1,3}-[0-9]{1,2}-[0-9]{3,4}(?![0-9-])"
    rf"|[\u4e00-\u9fff]{{1,8}}(?:镇|乡|街道)[\u4e00-\u9fff]{{1,8}}(?:村|社区|居委会)[\u4e00-\u9fff]{{0,6}}?{_NUMBERS}(?:组|社|屯|队)(?:{_NUMBERS}号|[\u4e00-\u9fff]{{0,4}}{_NUMBERS}号)"
)
_STREET_OF_HOME = Late(r"(?:路|街|大道|巷|弄|胡同)(?:$|[|）)】”」])")
_SPECIFIC = Late(
    rf"{_HOUSE}|(?:小区|花园|家园|公寓|苑|新村|华庭|村|组|巷|弄)$|{_STREET}{_NUMBERS}|村.{{1,6}}[组屯社寨]|[A-Za-z]座|[0-9]{{3,4}}$"
)


def home_addresses(reading: Reading) -> Iterator[Found]:
    """Yield where somebody lives: what is called so and leads to a door or a village, and doors of flats."""
    text = reading.dense.text
    spans: list[tuple[int, int]] = []
    for found in _LABELLED_HOME.finditer(text):
        if _SPECIFIC.search(found["place"]) or _STREET_OF_HOME.search(found["place"]):
            spans.append(found.span("place"))
            yield _address(reading.dense, found.span("place"), found["place"])
    for found in _HOME.finditer(text):
        if _is_free(spans, found.span()):
            yield _address(reading.dense, found.span(), found[0])


def _address(folded: Folded, span: tuple[int, int], text: str) -> Found:
    start, end = folded.place(*span)
    return Found(start, end, "家庭住址", f"{text[:2]}…", text, (start, end))


def _number(folded: Folded, span: tuple[int, int], what: str, number: str) -> Found:
    start, end = folded.place(*span)
    return Found(start, end, what, masked_number(number), number, (start, end))


def masked_number(number: str) -> str:
    """Return a number as a log may hold it: 138****5678."""
    head = 3 if len(number) > 8 else 1
    return f"{number[:head]}****{number[-4 if len(number) > 8 else -2 :]}"


def _bare(text: str) -> str:
    return re.sub(r"[^0-9XＸ]", "", text.upper().replace("×", "X")).replace("Ｘ", "X")


def _without_addresses(text: str) -> str:
    """Return the text with each address of the web blanked out, so that places stay the same."""
    return _URL.sub(lambda found: EDGE * len(found[0]), text) if "://" in text or "www." in text else text
