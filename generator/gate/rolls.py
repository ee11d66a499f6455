"""Find the names in rolls of those who are helped: lists below a heading, pairs with arrows, sums of money.

Takes folded text, gives places of names; whether such a name is a pupil's is told by who calls it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.names import HAN, LIKELY, MOST, NAME, is_other, is_word, looks_like_name
from generator.gate.reading import EDGE
from generator.late import Late

HELP = (
    "帮扶|结对|资助|受助|助学|救助|困境|留守|孤儿|无人抚养|贫困|困难|特困|低保|脱贫|送教|控辍|劝返|包联|包保|心愿|关爱|帮教|残疾|特异体质|"
    "随班就读|单亲|学困|后进|爱心午餐|慰问|补助|寄宿生|离异|患病|重病|辍学|认领"
)
"""What a roll of pupils is headed by."""
HELPED = Late(HELP)
_LIST = Late(
    "名单|一览|公示|花名|名册|台账|清单|对象|[对困情记]表|结对|包联|认领|儿童|生|子女|孤儿|同学|名录|发放|结果|一对一|关爱|心愿[人者墙]"
)
_STRONG = Late("名单|公示|花名|名册|一览表")
_OTHERS = Late(
    "捐|师徒|青蓝|徒弟|拜师|师傅|青年教师|志愿|职工|小组|委员会|评审|工作者|学校|退役|军人|烈属|教工|员工|以老带新|传帮带|新老|教师结对(?:名单|表|一览)?$|责任|安排|制度|流程|先进|优秀|表彰|奖教|党费|(?:困难|大病|老|患病|退休)(?:党员|教师|群众|同志)|老人|"
    "(?:教师|党员|老师|专干|组长|主任|成员|单位|部门|领导|企业|干部|家长|时间|地点|内容|措施|方式|金额|标准|数|班主任|医生|作者|妈妈|爸爸|(?<![助愿])人)(?:名单|公示|表)?$"
)
"""Headings of rolls of grown-ups, and of what is no roll."""
_HEADING = 32
_LONG = 60
_ARROW = "[—→⇌×~～=＝>＞↔⟶➜➡-]"
_NUMBER = Late(r"(?:[（(]?[0-9]{1,3}[)）.、．]?|[•·●▪◆*-])?\s{0,3}")
_ENDS = rf"(?=[（(|/／—→⇌×~～=＝>＞↔\s{EDGE}-]|[：:]|[0-9]|$)"
_SAID = (
    rf"(?=[（(|/／—→\s{EDGE}：:0-9-]|$|[一二三四五六七八九初高小](?:年级|[0-9一二三四五六]|[（(])|父|母|爸|妈|男|女|单亲|孤儿|留守|低保|脱贫|贫困|困难|特困|患|因|想|希望|家|残|脑|"
    "智|肢|听|视|自闭|孤独|先天|白血|离异|随|由|与|跟|建档|监测|学|班)"
)
_PAIR = Late(
    rf"[^—→⇌×~～=＝>＞↔⟶➜➡\n-]{{2,24}}{_ARROW}{{1,4}}(?:学生|孩子|同学|儿童)?(?P<name>{NAME})(?=[，。、；（(\s|\d{EDGE}]|$|同学)"
)
_ALONE = Late(rf"(?P<name>{LIKELY}){_SAID}|(?P<whole>{NAME}){_ENDS}")
_PIECES = Late(r"[；;、，,。|]")


def on_rolls(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of names below a heading such as 结对帮扶名单, or behind it on its line."""
    if not HELPED.search(text):
        return
    below = 0
    place = 0
    for line in re.split(rf"[\n{EDGE}]", text):
        begins, strong = _heading(line)
        if begins is not None:
            yield from _in_line(line, begins, place)
            crossing = text[place + len(line) : place + len(line) + 1] == EDGE
            below = _LONG if strong or not crossing else 0
        elif below and "|" not in line:
            names = list(_in_line(line, 0, place))
            yield from names
            below = below - 1 if names or len(line) <= _SHORT else 0
        place += len(line) + 1


_SHORT = 16


def _heading(line: str) -> tuple[int | None, bool]:
    """Return where what is listed begins on the line of a heading, none where it is no heading; and if it says 名单."""
    head, colon, _ = line.replace(":", "：").partition("：")
    if "|" in head or len(head) > _HEADING or not (HELPED.search(head) and _LIST.search(head)):
        return None, False
    bare = re.sub(
        r"(?:[（(][^）)]*[）)]|[#*\s》”]+|(?:序号|姓名|班级|年级|金额|性别|原因|备注|家庭情况)+)$", "", head
    )
    if _OTHERS.search(bare) or re.search("[，。；！]", bare):
        return None, False
    strong = [found.end() for found in _STRONG.finditer(head)]
    begins = len(head) + 1 if colon else max(strong, default=len(line))
    return begins, bool(strong)


def _in_line(spaced: str, begins: int, base: int) -> Iterator[tuple[int, int]]:
    """Yield the names on a line; blanks between and within them do not matter."""
    kept = [at for at in range(begins, len(spaced)) if not spaced[at].isspace()]
    line = "".join(spaced[at] for at in kept)
    for start, end in _in_words(line):
        yield base + kept[start], base + kept[end - 1] + 1


def _in_words(line: str) -> Iterator[tuple[int, int]]:
    place = 0
    for piece in _PIECES.split(line):
        number = _NUMBER.match(piece)
        start = number.end() if number else 0
        if span := _in_piece(piece, start):
            yield place + span[0], place + span[1]
        place += len(piece) + 1


def _in_piece(piece: str, start: int) -> tuple[int, int] | None:
    """Return where the name is that is listed: of a pair the second, unless only the first is a person."""
    found = _PAIR.match(piece, start)
    if found and _is_name(found["name"]):
        return found.span("name")
    found = _ALONE.match(piece, start)
    if not found:
        return None
    span = found.span("name" if found["name"] else "whole")
    return span if _is_name(piece[slice(*span)]) else None


def _is_name(name: str) -> bool:
    return not is_word(name) and not is_other(name) and (looks_like_name(name) or name[0] in MOST)


_MONEY = Late("资助|助学金|慰问金|补助|救助|孤儿|困难学生|贫困|受助|助学|低保")
_GIVEN_BY_ADULTS = Late("捐|奖教|党费|教师|职工|党员|企业|公司|集团|认领")
_SUM = Late(
    rf"(?:^|[：:、，,；;（(\s）)|{EDGE}])(?P<name>{LIKELY})[：:（(]?[0-9]{{2,6}}(?:\.[0-9]{{1,2}})?元"
)


def paid(sentence: str) -> Iterator[tuple[int, int]]:
    """Yield the places of names with a sum of money in a sentence on grants: 曾思远 1000元."""
    if "元" in sentence and _MONEY.search(sentence) and not _GIVEN_BY_ADULTS.search(sentence):
        yield from (found.span("name") for found in _SUM.finditer(sentence))


_OF_COLLEAGUES = Late("青年教师|师徒|徒弟|师傅|青蓝|群众|接力|交接|同志|值班|值日|志愿|拜师|组员|学科")
_ROLE = (
    rf"(?:老师|教师|党员|书记|校长|主任|爱心妈妈|代理妈妈)(?:[{HAN}]{{2,3}})?(?:[（(][{HAN}]{{1,8}}[)）])?"
)
_TIED = Late(rf"[{HAN}）)]{_ARROW}{{1,3}}[{HAN}]")
_TO_PUPIL = Late(
    rf"(?:{_ROLE}|(?:{LIKELY})[（(](?:党员|教师|老师|书记|校长|主任|党员教师)[）)]){_ARROW}{{1,3}}(?P<name>{NAME})(?=[，。、；（(\s|]|$)"
)
_FROM_PUPIL = Late(rf"(?:^|[，。、；：\s|])(?P<name>{NAME}){_ARROW}{{1,3}}(?:{HELP}|孤独症|自闭症)")


def paired(sentence: str) -> Iterator[tuple[int, int]]:
    """Yield the places of names that an arrow or a dash ties to a teacher, or to what a child needs help for."""
    if not _TIED.search(sentence) or _OF_COLLEAGUES.search(sentence):
        return
    for pattern in (_TO_PUPIL, _FROM_PUPIL):
        yield from (found.span("name") for found in pattern.finditer(sentence))
