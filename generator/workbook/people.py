"""Tell what looks like a person's name, or like a class of pupils: neither is put on a site without a decision."""

from __future__ import annotations

import re

from generator.gate.minors import pupil_names
from generator.gate.names import COMPOUND, SURNAMES
from generator.gate.reading import Reading
from generator.gate.rules import PERSONAL
from generator.workbook.values import plain

_TITLE = re.compile("(等)?(小?同学|老师|教师|学生|校长|副校长|书记|副书记|主任|同志|女士|先生|等人|等)$")
_BODY = re.compile(
    "([部处科组室队社院所课站团班段委办局厅馆坊岗级会校党群]|支部|总支|中心|年级|学校|中学|小学|课程|集体|全体|师生|教师|学生|幼儿园|园区|教育|项目|品牌|案例|工作|活动)$"
)
_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
_FOREIGN = re.compile(f"{_HAN}{{1,8}}[·•・]{_HAN}{{1,8}}")
_CLASS = re.compile(
    r"(高|初|小|[一二三四五六七八九]|[1-9])[一二三123]?\s?(年级)?\s?[（(]?\s?[0-9一二三四五六七八九十]{1,3}\s?[)）]?\s?班"
    r"|[一二三四五六七八九1-9]年级?[（(]?[0-9一二三四五六七八九十]+[)）]?班"
)
_NAMED_PUPIL = re.compile(f"{_HAN}{{2,3}}同学")
_PRIVATE = re.compile(
    r"(学生|同学|姓名|获奖人|获奖者|作者|选手|家长|班主任|指导教师|指导老师|辅导教师|辅导老师)[:：]"
    f"|{_HAN}{{2,3}}(同学|老师)"
)


def names_person(text: str, *, in_person_column: bool = False) -> bool:
    """Tell whether any of the winners that a cell names looks like a person.

    In a column headed 姓名 every short name is one, whatever its first sign."""
    bare = plain(text)
    bare = re.sub(r"[（(\[【][^）)\]】]*[)）\]】]", " ", bare)
    parts = re.split(r"[、，,;；/\s]+|(?<=..)[和与及](?=..)", bare)
    return any(_is_name(part, in_person_column) for part in parts if part)


def _is_name(text: str, certain: bool) -> bool:
    titled = _TITLE.search(text)
    bare = _TITLE.sub("", re.sub(r"等?[0-9一二三四五六七八九十]+(名|位|人).*$", "", text))
    if re.fullmatch("[高初小][一二三四五六中学]|全体|全校|党员|团员|青年|骨干|优秀|相关|任课|在职", bare):
        return False
    if _FOREIGN.fullmatch(bare):
        return True
    if not re.fullmatch(f"{_HAN}[{_HAN[1:-1]}某×xX*]{{1,3}}", bare) or (_BODY.search(bare) and not titled):
        return False
    if certain:
        return True
    if bare.startswith(COMPOUND):
        return len(bare) <= 4
    return len(bare) <= 3 and bare[0] in SURNAMES


def names_class(text: str) -> bool:
    """Tell whether a text names a class of pupils, such as 高一（3）班."""
    return bool(_CLASS.search(plain(text)))


def names_pupil(text: str) -> bool:
    """Tell whether an honour's own name holds a pupil's: 张小明同学获……."""
    found = _NAMED_PUPIL.search(plain(text))
    return found is not None and any(_is_name(found[0][-2 - n : -2], certain=False) for n in (2, 3))


def is_private(text: str) -> bool:
    """Tell whether a remark holds a person's name, number or class, which no site may show."""
    numbers = any(True for rule in PERSONAL for _ in rule.find(Reading(text)))
    return numbers or bool(_PRIVATE.search(plain(text)) or pupil_names(plain(text))) or names_class(text)
