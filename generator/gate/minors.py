"""Find pupils: by name, by class beside what must not be told of them, by what is known of their health.

It errs on the side of asking: who turns out to be an adult is let through by a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.found import Found
from generator.gate.names import (
    COMMON,
    FIRST_PET,
    GIVEN,
    HAN,
    MASKED,
    MOST,
    NAME,
    PET,
    is_word,
    looks_like_name,
)
from generator.gate.reading import EDGE, Folded, Reading
from generator.late import Late

_SENTENCE = Late(rf"[^。！？\n{EDGE}]+")
_BEHIND = (
    rf"(?=[，。、；：:！？（）()“”\s|/{EDGE}—-]|$|同学|小朋友|等|的|在|是|因|患|家|从|被|得|获|荣|夺|和|与|及|每|身|说|今|于|父|母|住|成|学习|一家|已|也|由|常|主动|进步|表现|发言|作|"
    "代表|担任|向|为|带领|参加|朗诵|演讲|讲述|分享|表示|病|生病|上学|入学|辍|没|不|有|经|曾|正|就|确诊|自幼|从小|突发|家庭|捐|受|送|品学|返校|性格|情绪|上台|发来|写来|来自|回校|毕业|主持|获奖|说道|介绍|领奖|入选|当选|今年|去年|刚刚|爱|热情|勤奋|孝|打|早恋|厌|旷|逃|偷|考)"
)
PUPILS = (
    "学生|同学|学子|孩子|儿童|少年|女孩|男孩|患儿|女童|男童|队员|团员|少先队员|考生|后进生|贫困生|特困生|困难生|学困生|留守生|孤儿|毕业生|女生|男生|班长|特殊生|"
    "受助生|该生|该同学|该学生|小朋友|幼儿|学员|差生|问题生|残疾生|寄宿生|转学生|插班生|学困生"
)
_GRADE = "(?:[小初高][一二三四五六123456]|[一二三四五六七八九1-9]年级|[高初][一二三]年级|[一二三四五六七八九1-9]年?级?|20[0-9]{2}级|[大中小]班?)"
CLASS = (
    rf"(?:(?:{_GRADE})\s?[（(]\s?[0-9一二三四五六七八九十]{{1,3}}\s?[)）]\s?班|[小初高][一二三四五六123]\s?[0-9一二三四五六七八九十]{{1,3}}\s?班|"
    rf"(?:[一二三四五六七八九]|[1-9])年级\s?[0-9一二三四五六七八九十]{{1,3}}\s?班|[1-9][0-9]{{2,3}}\s?班|[1-9]\s?[.．·-]\s?[0-9]{{1,2}}\s?班|20[0-9]{{2}}级[^，。；\n\x01]{{0,4}}?[0-9一二三四五六七八九十]{{1,3}}班)"
)
_CHAIN = rf"(?:[、，,和与及/／]\s?(?:{NAME})(?=[、，,和与及/／。；）)\s|]|等|$|同学|{EDGE}))"
_NEXT = Late(_CHAIN)
_NAMED = tuple(
    (needs, Late(pattern))
    for needs, pattern in (
        (("同学", "小朋友"), rf"(?P<name>{NAME})(?=同学(?!们)|小朋友(?!们))"),
        (
            (),
            rf"(?:{PUPILS})(?:代表|名单|姓名)?[（(：:、“\s—-]{{0,2}}(?:[一二三四五六七八九初高]{{1,2}}年级)?(?P<name>{NAME}){_BEHIND}",
        ),
        (
            ("班",),
            rf"(?:{CLASS}|[一二三四五六七八九十初高0-9（）()]{{1,8}}年?级?[（(]?[0-9一二三四五六七八九十]{{0,2}}[)）]?班)的?(?:{PUPILS})?[：:\s—-]{{0,2}}(?P<name>{NAME}){_BEHIND}",
        ),
        # Behind these surnames hardly any word begins, so what follows the name need not be looked at.
        (
            (),
            rf"(?:{PUPILS})(?:代表)?[：:、“\s]{{0,2}}(?P<name>[王李张刘杨赵吴徐郭韩冯董曹袁邓彭蒋蔡魏薛潘姜][{HAN}]{{2}})",
        ),
        (
            ("（", "("),
            rf"(?P<name>{NAME})[（(](?:男|女|{CLASS}|[0-9一二三四五六七八九十]{{1,2}}岁|(?:{PUPILS}))",
        ),
        (
            ("男", "女"),
            rf"(?P<name>{NAME})[，,、]\s?(?:男|女)[，,、]\s?(?:(?:今年)?[0-9一二三四五六七八九十]{{1,2}}岁|{CLASS}|[小初高][一二三四五六])",
        ),
        (
            (),
            rf"(?:帮扶|资助|受助|救助|结对|慰问|关爱|帮教|受资助|捐助|助学|走访|家访|困难|贫困|特困|留守|低保|患病|特殊|后进|获救助)(?:对象|学生|人员|名单|儿童|家庭|者|名册|户|情况|花名册)(?:名单|姓名|有|为|是|包括|如下|分别为|分别是)?[：:为有是]?(?P<name>{NAME}){_BEHIND}",
        ),
        (
            ("—", "→", "-", "～", "~", "⇌", "×"),
            rf"(?:老师|教师|党员|书记|校长|主任)[—→\-～~⇌×]{{1,3}}(?P<name>{NAME})(?=[，。、；\s|]|$)",
        ),
        (("姓名",), rf"(?:考生|学生)?姓名\s*[：:]\s*(?P<name>{NAME}){_BEHIND}"),
        (
            ("奥", "信息学", "强基"),
            rf"(?P<name>{NAME})(?:[、，和](?:{NAME}))*(?:等(?:[0-9一二三四五六七八九十]+[名位人])?)?(?:[获荣夺斩摘]|在)[^。；\n\x01]{{0,16}}(?:奥赛|奥林匹克|奥数|信息学|强基计划)",
        ),
        (
            ("女儿", "儿子", "孩子"),
            rf"(?:班主任|任课教师|老师)[^。；\n\x01]{{0,8}}(?:的)?(?:女儿|儿子|孩子)(?P<name>{NAME}){_BEHIND}",
        ),
    )
)
"""Each with words without any of which it cannot match; what begins with a name is slow to search for."""
HARDSHIP = (
    "患病|患有|身患|重病|大病|生病|疾病|白血病|癌|肿瘤|肾|尿毒症|心脏病|先天性|抑郁|自闭|焦虑症|多动症|残疾|智障|智力|脑瘫|癫痫|病情|病重|住院|手术|骨折|贫困|困难|低保|特困|"
    "孤儿|单亲|离异|离婚|留守|父母双亡|去世|病逝|车祸|成绩(?:差|落后|倒数|下降|不好|较差)|考了|倒数|处分|记过|警告处分|违纪|早恋|逃学|旷课|辍学|打架|斗殴|欺凌|厌学|后进|网瘾|偷窃|"
    "治病|治疗费|医药费|医疗费|募捐|筹款|特殊生|帮教|自残|自杀|轻生|建档立卡|资助|受助|助学金|家境|贫寒|父亡|母亡|失去父|失去母|服刑|糖尿病|哮喘|血友病|地中海贫血|乙肝|艾滋|结核|精神(?:病|障碍|分裂)"
)
_HARD = Late(HARDSHIP)
_IN_NEED = Late(
    rf"(?:^|[，、。；：:“（(\s|—]|[为给帮助望访对让叫的])(?P<name>{NAME})(?=患|身患|因|家庭|家里|家境|家中|被查出|被确诊|得了|确诊|不幸|的(?:病|家|父|母|爸|妈|医|成绩|学习|情况)|"
    rf"(?:，|。|、|\s|（|\(|{EDGE}|\|)|捐|筹|成绩|父母|母亲|父亲|爸爸|妈妈|是(?:单亲|孤儿|留守|一?名?(?:贫困|留守|特困|困难|残疾)|我校|我班)|辍学|住院|受(?:到|了)?处分|打架|自幼|从小|突发|$|同学|获得?(?:资助|助学金|救助))"
)
_SURELY = Late(
    rf"(?:{PUPILS}|{CLASS})(?:代表)?的?[：:、“\s—-]{{0,2}}(?P<name>[{COMMON}][{''.join(sorted(GIVEN))}]{{1,2}})"
)
"""Beside hardship, what has a surname and the characters of a given name is one, whatever follows."""
_CALLED = Late(
    rf"(?:^|[，。、；：“（(\s]|[为给帮助对让和与])(?P<name>{FIRST_PET}|[{MOST}](?=同学(?!们)))(?![{HAN}]?[旗花帽])"
)
"""Beside hardship, a pet name or a surname alone points at one child."""
_ADULT = "书记|校长|主任|老师|教师|党员|同志|干部|组长|部长|局长|科长|园长|所长|院长|医生|大夫|护士|律师|法官|检察官|民警|警官|辅导员|志愿者|教练|委员|会长|董事长|总经理|企业家|作家|教授|专家|模范|劳模|英雄|烈士|先烈|革命家|乡贤|理事长|馆长|站长|村长|镇长|县长|市长|负责人|骨干|宣讲员|讲师|校友|博士|院士|校医|工友|师傅|爷爷|奶奶|阿姨|叔叔|先生|女士|宣传员|班主任"
_ADULT_BEFORE = Late(rf"(?:{_ADULT})(?:代表|们)?[：:、“\s]{{0,2}}$")
_ADULT_AFTER = Late(
    r"^(?:等)?(?:[0-9一二三四五六七八九十]+[名位])?(?:同志|老师|书记|校长|副校长|主任|教师|先生|女士|教授|医生|律师|法官|部长|局长|烈士|党员|夫妇|夫妻|精神|事迹|先进|同款|志愿|院士|故居|纪念|路|街|村|镇|县|市|中学|小学|爷爷|奶奶|阿姨|叔叔|家长|妈妈|爸爸|厂|杯|式)"
)
_NAMES_BEFORE = Late(rf"(?:(?:{NAME})(?:同志|老师)?[、，和与及])+$")
_CLASS = Late(CLASS)
_GIVES = Late(
    "为|向|给|与|和|走进|看望|慰问|关爱|帮助|开展|组织|举行|举办|召开|自发|师生|同学们|学生干部|志愿"
)
_HEALTH = Late(
    r"(?:排查|筛查|摸排|统计|建档|登记|上报)[^。；\n\x01]{0,10}(?:异常体质|特异体质|体质异常|特殊体质|心理(?:异常|问题|危机|障碍)|精神(?:异常|障碍)|疾病史|病史|抑郁|自杀|自残|传染病)[^。；\n\x01]{0,8}"
    r"|(?:异常体质|特异体质|体质异常|特殊体质|心理(?:异常|危机)|有(?:自杀|自残|抑郁)(?:倾向|史))(?:的)?(?:学生|同学|孩子|儿童|名单)"
    r"|心理(?:筛查|测评|普查)[^。；\n\x01]{0,8}(?:异常|预警|高危|阳性)[^。；\n\x01]{0,2}(?:学生|同学|名单|[0-9]+[名人])|(?:心理)?(?:高危|预警)学生"
    r"|(?:学生|孩子|同学|儿童)(?:的)?(?:异常体质|特异体质|体质异常|病史|患病名单|心理档案|残疾证|低保证)"
)
_DISEASE = "白血病|癌|肿瘤|尿毒症|肾病|肾衰|肾炎|心脏病|先天性|抑郁症|自闭症|癫痫|脑瘫|血友病|贫血|糖尿病|红斑狼疮|骨髓|艾滋|乙肝|肺结核|精神病|精神分裂|脑炎|淋巴|骨肉瘤|脑瘤|重症肌无力|渐冻"
_ILL = Late(
    rf"(?:患|罹患|身患|确诊|查出|得了|患上|患有)[^，。；\n{EDGE}]{{0,6}}?(?:{_DISEASE})[^，。；\n{EDGE}]{{0,6}}?(?:学生|同学|孩子|女孩|男孩|女生|男生|儿童|少年)"
    rf"|(?:学生|同学|孩子|女孩|男孩|女生|男生|儿童|少年)[^，。；\n{EDGE}]{{0,8}}?(?:患|确诊|查出|得了)[^，。；\n{EDGE}]{{0,6}}?(?:{_DISEASE})"
)
_NOTICE = Late("制度|预案|教育|知识|讲座|培训|机制|课程|宣传|团体辅导")


def pupil_names(text: str) -> tuple[str, ...]:
    """Return the names in a text that may be those of pupils."""
    return tuple(dict.fromkeys(text[start:end] for start, end in _named(text)))


def tells_of_hardship(text: str) -> bool:
    """Tell whether a text speaks of illness, hardship, discipline or marks."""
    return bool(_HARD.search(text))


def named_pupils(reading: Reading) -> Iterator[Found]:
    """Yield names of pupils, masked names and pet names beside hardship among them."""
    dense = reading.dense
    spans = sorted({*_named(dense.text), *_in_tables(dense.text)})
    end_of_last = 0
    for start, end in spans:
        if start >= end_of_last:
            yield _name(dense, start, end)
            end_of_last = end


def _name(folded: Folded, start: int, end: int) -> Found:
    name = folded.text[start:end]
    first, last = folded.place(start, end)
    hard = tells_of_hardship(_sentence_around(folded.text, start))
    what = "学生的姓名，还和病情、困难或处分写在一起" if hard else "学生的姓名"
    secret = (folded.place(start + 1, end)[0], last) if end - start > 1 else None
    return Found(first, last, what, f"{name[0]}{'×' * (len(name) - 1)}", name, secret)


_NEAR = 80


def _sentence_around(text: str, place: int) -> str:
    """Return what stands around a place in its sentence."""
    before = re.split(rf"[。！？\n{EDGE}]", text[max(0, place - _NEAR) : place])[-1]
    return before + re.split(rf"[。！？\n{EDGE}]", text[place : place + _NEAR])[0]


def _named(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of pupils' names, those of the same row of names included."""
    for sentence in _SENTENCE.finditer(text):
        words, base = sentence[0], sentence.start()
        patterns = (pattern for needs, pattern in _NAMED if not needs or any(need in words for need in needs))
        found = [match.span("name") for pattern in patterns for match in pattern.finditer(words)]
        if _HARD.search(words):
            found += [
                match.span("name") for each in (_IN_NEED, _SURELY, _CALLED) for match in each.finditer(words)
            ]
        for start, end in (_trimmed(words, *span) for span in found):
            if is_word(words[start:end]) or _is_adult(words, start, end):
                continue
            yield base + start, base + end
            yield from ((base + first, base + last) for first, last in _row(words, end))


def _trimmed(words: str, start: int, end: int) -> tuple[int, int]:
    """Return a name's place without a word behind it that the longest match has taken in: 张小因, 李红患."""
    while end - start > 2 and words[end - 1] in "因患家被的和与在是为等说从得获今每":
        end -= 1
    return start, end


def _row(words: str, place: int) -> Iterator[tuple[int, int]]:
    """Yield the names that go on a row of names: 张小明、李红和王强."""
    while found := _NEXT.match(words, place):
        start = found.end() - len(found[0].lstrip("、，,和与及/／ "))
        if is_word(words[start : found.end()]) or _ADULT_AFTER.match(words[found.end() : found.end() + 8]):
            return
        yield start, found.end()
        place = found.end()


def _is_adult(words: str, start: int, end: int) -> bool:
    before, after = words[max(0, start - _NEAR) : start], words[end : end + _NEAR]
    row = _NAMES_BEFORE.search(before[-24:])
    head = before[: len(before) - len(row[0])] if row else before
    rest = re.match(rf"(?:[、，和与及](?:{NAME}))+", after)
    tail = after[rest.end() :] if rest else after
    return bool(
        _ADULT_BEFORE.search(head[-8:]) or _ADULT_AFTER.match(after[:8]) or _ADULT_AFTER.match(tail[:8])
    )


_CELLS = Late(r"[|｜\t,，]")
_PRIVATE_HEADING = Late("班级|年级|学生|困难|资助|受助|监护|家长|病|家庭|帮扶|留守|处分|学号|考号")


def _in_tables(text: str) -> Iterator[tuple[int, int]]:
    """Yield the names in tables of pupils: below a heading 姓名, and beside a class or a hardship."""
    if "|" not in text:
        return
    place = 0
    columns: list[int] = []
    for line in text.split("\n"):
        cells = _cells(line)
        names = [
            index
            for index, (_, cell) in enumerate(cells)
            if re.search("姓名|名字|学生|受助人|对象", cell) and len(cell) < 9
        ]
        if names and len(cells) > 1 and _PRIVATE_HEADING.search(line):
            columns = names
        elif len(cells) < 2:
            columns = []
        else:
            told = bool(_CLASS.search(line) or _HARD.search(line))
            for index, (start, cell) in enumerate(cells):
                form = re.fullmatch(NAME, cell) and not is_word(cell)
                if form and (index in columns or (told and looks_like_name(cell))):
                    yield place + start, place + start + len(cell)
        place += len(line) + 1


def _cells(line: str) -> list[tuple[int, str]]:
    if "|" not in line:
        return []
    cells, place = [], 0
    for part in line.split("|"):
        stripped = part.strip()
        cells.append((place + (part.find(stripped) if stripped else 0), stripped))
        place += len(part) + 1
    return cells


def pointed_out_pupils(reading: Reading) -> Iterator[Found]:
    """Yield classes beside illness, hardship or discipline, and what is known of pupils' health."""
    dense = reading.dense
    for sentence in _SENTENCE.finditer(dense.text):
        words = sentence[0]
        for found in _CLASS.finditer(words):
            if hard := _hardship_beside(words, *found.span()):
                start, end = dense.place(sentence.start() + found.start(), sentence.start() + found.end())
                what = f"学生的班级，和“{hard}”写在一起"
                yield Found(start, end, what, found[0], f"{found[0]} {hard}")
        for pattern in (_HEALTH, _ILL):
            for found in pattern.finditer(words):
                if not _NOTICE.search(found[0]) and not _NOTICE.match(words[found.end() :]):
                    start, end = dense.place(sentence.start() + found.start(), sentence.start() + found.end())
                    yield Found(start, end, "学生的健康情况", found[0], found[0])


_FAR = 24


def _hardship_beside(words: str, start: int, end: int) -> str:
    """Return the hardship that stands with a class; none where the class is the one that helps."""
    behind = _HARD.search(words[end : end + _FAR])
    if behind:
        between = words[end : end + behind.start()]
        return "" if _GIVES.search(between) else behind[0]
    before = words[max(0, start - _FAR) : start]
    last = max((found.start() for found in _HARD.finditer(before)), default=-1)
    found = None if last < 0 or re.search("[，；]", before[last:]) else _HARD.match(before, last)
    return found[0] if found else ""


_PIECES = Late(r"[\s_\-—–.,，、（）()\[\]【】+&@#~0-9A-Za-z]+")
_TITLED = Late(rf"(?:{_ADULT})")


def names_in_filename(stem: str) -> list[str]:
    """Return the names that a file's name carries: of a pupil, or any that stand by themselves.

    Who is called 老师 or 书记 in it is an adult."""
    text = Reading(stem).plain.text
    found = list(pupil_names(text))
    if not _TITLED.search(text):
        found += [piece for piece in _PIECES.split(text) if looks_like_name(piece)]
    return list(dict.fromkeys(found))


def is_name_list(text: str) -> list[str]:
    """Return the names where a text is nothing but names: 张小明、李红."""
    pieces = [
        piece
        for piece in re.split(
            r"[、，,；;/\s]+|(?<=..)[和与及](?=..)",
            re.sub(r"等?[0-9一二三四五六七八九十]*[名位人]?(?:同学|学生)?$", "", text),
        )
        if piece
    ]
    return pieces if pieces and all(looks_like_name(piece) for piece in pieces) else []


__all__ = [
    "CLASS", "HARDSHIP", "MASKED", "PET", "PUPILS", "is_name_list", "named_pupils", "names_in_filename",
    "pointed_out_pupils", "pupil_names", "tells_of_hardship",
]  # fmt: skip
