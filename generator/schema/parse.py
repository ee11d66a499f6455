"""Turn a Document's value into records, and every refusal of the models into a Problem.

The models say what is wrong by a code and a path; here that becomes Chinese with a place and a cure."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from pathlib import PurePosixPath
from typing import Any
from unicodedata import normalize

from pydantic import ValidationError

from generator.problems import ERROR, Problem, Where
from generator.schema.base import MISSING, Entity
from generator.schema.kinds import Kind, known_keys
from generator.schema.meant import month_meant, number_meant, slug_meant, year_meant
from generator.schema.shape import inside, is_entity, members
from generator.schema.types import FIRST_YEAR, LAST_YEAR, slug_fault
from generator.source import Document, Value, find_slips
from generator.source.lines import cite, quoted
from generator.source.slips import parts_of

Path = tuple[str | int, ...]

ENGLISH = {
    "title": "标题",
    "school": "学校",
    "brand": "品牌",
    "region": "区域",
    "source": "来源",
    "sources": "来源",
    "type": "类型",
    "kind": "类型",
    "description": "说明",
    "desc": "说明",
    "photo": "照片",
    "image": "照片",
    "images": "照片",
    "honors": "荣誉",
    "text": "内容",
    "content": "内容",
    "children": "要点",
    "points": "要点",
    "id": "编号",
    "issuer": "授予单位",
    "founded": "年份",
}
"""English words that people try, beyond the models' own attribute names."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Record:
    """One record of one kind, with the way back to where each of its values stands.

    `base` is the record's path in its document: empty, or its index where a file is a list."""

    kind: Kind
    entity: Any
    document: Document = field(repr=False)
    base: Path = ()

    @property
    def file(self) -> str:
        """Return the data file, such as data/brands/2345.yml."""
        return self.document.file

    @property
    def is_draft(self) -> bool:
        """Tell whether it is checked and kept off the site until a person has seen it."""
        return bool(self.entity.get("draft"))

    def at(self, *path: str | int) -> Where:
        """Return where a value of this record stands, named by its Chinese keys."""
        return self.document.at(*self.base, *path)


def parse_records(document: Document, kind: Kind) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """Return the records of a document that are sound, and the problems of the others."""
    wanted: type = list if kind.many else dict
    if not isinstance(document.value, wanted):
        return (), _explained(document, [(_top_level(document, kind), ())])
    records: list[Record] = []
    faults: list[tuple[Problem, Path]] = []
    for base, value in _entries(document.value):
        try:
            entity = kind.model.model_validate(value)
        except ValidationError as error:
            faults += [(build(fault), fault.path) for build, fault in _faults(error, kind, document, base)]
        else:
            records.append(Record(kind, entity, document, base))
    return tuple(records), _explained(document, faults) if faults else ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that the models refuse, whatever slip may have caused it; told as a Problem only when asked."""

    path: Path
    tell: Callable[[], Problem] = field(repr=False)


def find_refusals(document: Document, kind: Kind) -> list[Refusal]:
    """Return what the models refuse, with the path of each in the document."""
    if not isinstance(document.value, list if kind.many else dict):
        return [Refusal((), partial(_top_level, document, kind))]
    found: list[Refusal] = []
    for base, value in _entries(document.value):
        try:
            kind.model.model_validate(value)
        except ValidationError as error:
            found += [
                Refusal(fault.path, partial(build, fault))
                for build, fault in _faults(error, kind, document, base)
            ]
    return found


def keys_at(kind: Kind, path: Path) -> dict[str, str]:
    """Return the keys that may stand in the mapping at a path of a document, each with its attribute's name."""
    return _keys_at(kind.model, path[1:] if kind.many else path)


def _entries(value: Value) -> list[tuple[Path, Value]]:
    """Return the values that are to be records, each with its path."""
    if isinstance(value, list):
        return [((index,), entry) for index, entry in enumerate(value)]
    return [((), value)]


def _top_level(document: Document, kind: Kind) -> Problem:
    if kind.many:
        message = f"{kind.title}文件要从“- ”开始，一条一段；这个文件不是这样。"
        hint = f"在每条{kind.title}的第一行前面加“- ”，其余各行行首多空两格。"
        return Problem("list-expected", ERROR, document.at(), message, hint)
    if isinstance(document.value, list):
        message = f"{kind.title}文件一个文件只写一份，不用“- ”开头；这里写成了列表。"
        hint = "去掉最前面的“- ”，让“名称:”等顶到最左边；有几份就分成几个文件。"
    else:
        message = f"{kind.title}文件要一行一项地写“名称: 内容”；这里只有一段文字。"
        hint = "照着 data/ 里同类的文件写，每行先写项目名，再写半角冒号和一个空格。"
    return Problem("keys-expected", ERROR, document.at(), message, hint)


def _explained(document: Document, faults: list[tuple[Problem, Path]]) -> tuple[Problem, ...]:
    """Put a slip of the pen in place of the complaints that it caused."""
    slips = find_slips(document.text, document.file, known_keys())
    used: set[Problem] = set()
    problems: list[Problem] = []
    for problem, path in faults:
        first, last = document.span(*path) if path else (1, document.text.count("\n") + 1)
        causes = [slip for slip in slips if first <= slip.where.line <= last]
        used.update(causes)
        if not causes:
            problems.append(problem)
    return (*problems, *(slip for slip in slips if slip in used))


def _faults(
    error: ValidationError, kind: Kind, document: Document, base: Path
) -> Iterator[tuple[Callable[[_Fault], Problem], _Fault]]:
    """Yield each refusal with what makes a Problem of it."""
    for detail in error.errors(include_url=False):
        fault = _Fault(kind, document, base + detail["loc"], detail["loc"], detail.get("ctx", {}))
        code = detail["type"]
        build = _TRANSLATIONS.get(code)
        if build is None:
            raise AssertionError(f"no Chinese for {code}") from error
        yield build, fault


@dataclass(frozen=True, slots=True)
class _Fault:
    """One refusal of the models: `path` in the document, `loc` in the record."""

    kind: Kind
    document: Document
    path: Path
    loc: Path
    details: Mapping[str, Any]

    @property
    def key(self) -> str:
        """Return the innermost Chinese key, as staff know it."""
        names = [part for part in self.loc if isinstance(part, str)]
        return names[-1] if names else self.kind.title

    @property
    def text(self) -> str:
        return _shown(str(self.details.get("text", "")))

    def problem(self, code: str, message: str, hint: str, where: Where | None = None) -> Problem:
        return Problem(code, ERROR, where or self.document.at(*self.path), message, hint)


def _key_missing(fault: _Fault) -> Problem:
    owner = value_at(fault.document.value, fault.path[:-1])
    if isinstance(owner, dict) and _is_blank(owner.get(fault.key)):
        message = f"“{fault.key}”后面是空的，这一项必须填写。"
        where = fault.document.at_key(*fault.path)
        return fault.problem("value-empty", message, f"在“{fault.key}: ”后面写上内容。", where)
    where = fault.document.at(*fault.path[:-1])
    message = f"这里缺少必填的“{fault.key}”。"
    return fault.problem("key-missing", message, f"补一行“{fault.key}: ……”，行首和旁边的各行对齐。", where)


def _is_blank(value: Value | None) -> bool:
    return isinstance(value, str) and value in MISSING


def _key_unknown(fault: _Fault) -> Problem:
    written = str(fault.loc[-1])
    keys = _keys_at(fault.kind.model, fault.loc[:-1])
    where = fault.document.at_key(*fault.path)
    if english := english_key(written, keys):
        message = f"项目名要写中文，“{written}”应写成“{english}”。"
        return fault.problem("key-english", message, f"把“{written}:”改成“{english}:”。", where)
    close = get_close_matches(written, list(keys), n=1, cutoff=0.5)
    message = f"不认识的项目“{written}”。"
    hint = (
        f"是不是想写“{close[0]}”？是就把“{written}:”改成“{close[0]}:”。"
        if close
        else f"这里可以写：{'、'.join(keys)}。"
    )
    return fault.problem("key-unknown", message, hint, where)


def english_key(written: str, keys: Mapping[str, str]) -> str | None:
    """Return the key of these that an English word stands for, None where it stands for none."""
    word = written.strip().lower().replace("-", "_")
    by_attribute = {attribute: key for key, attribute in keys.items()}
    if word in by_attribute:
        return by_attribute[word]
    return ENGLISH[word] if ENGLISH.get(word) in keys else None


def _list_expected(fault: _Fault) -> Problem:
    value = value_at(fault.document.value, fault.path)
    message = (
        f"“{fault.key}”要一条一行地列出来，这里写成了一段{'' if isinstance(value, str) else '别的内容'}。"
    )
    example = f"“- {value}”" if isinstance(value, str) and len(value) < 20 else "“- 内容”"
    return fault.problem("list-expected", message, f"换一行，行首多空两格，写成{example}，每条一行。")


def _keys_expected(fault: _Fault) -> Problem:
    message = f"“{fault.key}”里要分项写（每行“项目: 内容”），这里不是这样写的。"
    # 类型 decides what else can be written, so it comes first.
    ordered = sorted(_keys_at(fault.kind.model, fault.loc), key=lambda key: key != "类型")
    keys = "、".join(ordered[:6])
    value = value_at(fault.document.value, fault.path)
    plain = isinstance(fault.path[-1], int) and isinstance(value, str) and ordered[0] != "类型"
    cure = f"改成“- {ordered[0]}: {value}”" if plain else "换一行、行首多空两格，再写“项目: 内容”"
    if ordered[0] == "类型" and isinstance(fault.path[-1], int) and isinstance(value, str):
        cure = f"分成两行写：“- 类型: 制度”和“  名称: {value}”，类型不是制度的换成真正的类型"
    return fault.problem("keys-expected", message, f"{cure}；可以写的项目有：{keys} 等。")


MOST_SHOWN = 200
"""Signs of a value that a message repeats: enough to find it by."""


def _shown(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}……"


def _text_expected(fault: _Fault) -> Problem:
    value = value_at(fault.document.value, fault.path)
    line = fault.document.text.split("\n")[fault.document.span(*fault.path)[0] - 1]
    if isinstance(value, (list, dict)) and any(mark in line for mark in "[{"):
        message = f"“{fault.key}”要写文字；以 [ 或 {{ 开头的内容会被当成列表，不是文字。"
        start = parts_of(line).value
        mended = line[:start] + quoted(line[start:].strip())
        return fault.problem("special-start", message, f"给它加上半角引号：改成{cite(mended.strip())}。")
    message = f"“{fault.key}”要写一段文字，这里却分成了几项。"
    texts = [part for part in value if isinstance(part, str)] if isinstance(value, list) else []
    whole = "；".join(texts) if texts and len(texts) == len(value) else ""
    example = f"{fault.key}: {whole if 0 < len(whole) <= 40 else '内容'}"
    hint = f"写成一行：{cite(example)}。本来就有几条的，看看是不是写错了项目名。"
    return fault.problem("text-expected", message, hint)


def _choice_wrong(fault: _Fault) -> Problem:
    written = value_at(fault.document.value, fault.path)
    choices = _choices(str(fault.details.get("expected") or fault.details.get("expected_tags")))
    text = written.get(fault.key, "") if isinstance(written, dict) else written
    close = _closest(str(text), choices)
    message = (
        f"“{fault.key}”不能写“{_shown(text)}”。"
        if isinstance(text, str)
        else f"“{fault.key}”只能选一项来写。"
    )
    likely = f"是不是“{close}”？是就改成“{fault.key}: {close}”。" if close else ""
    hint = f"{likely}可以写：{'、'.join(choices)}。"
    return fault.problem("choice-wrong", message, hint)


def _tag_wrong(fault: _Fault) -> Problem:
    owner = value_at(fault.document.value, fault.path)
    if isinstance(owner, dict) and _is_blank(owner.get("类型")):
        return _tag_missing(fault)
    return _choice_wrong(
        _Fault(fault.kind, fault.document, (*fault.path, "类型"), (*fault.loc, "类型"), fault.details)
    )


def _tag_missing(fault: _Fault) -> Problem:
    return _key_missing(_Fault(fault.kind, fault.document, (*fault.path, "类型"), (*fault.loc, "类型"), {}))


def _closest(text: str, choices: list[str]) -> str | None:
    inside = [choice for choice in choices if text and (text in choice or choice in text)]
    return next(iter(inside or get_close_matches(text, choices, n=1, cutoff=0.3)), None)


def _choices(expected: str) -> list[str]:
    return [part for part in expected.replace(" or ", ", ").replace("'", "").split(", ") if part]


def _number_wrong(fault: _Fault) -> Problem:
    message = f"“{fault.key}”只能写数字，“{fault.text}”不行。"
    return fault.problem("number-wrong", message, f"{_plain_number(fault)}。")


def _plain_number(fault: _Fault) -> str:
    """Say how the number is to be written: the very lines, where it is certain what was meant."""
    meant = number_meant(fault.text)
    if meant is None or (fault.key != "数值" and (meant.qualifiers or "." in meant.digits)):
        return f"只留阿拉伯数字{_rest_of_number(fault)}"
    words = ", ".join(meant.qualifiers)
    unit = f"'{meant.unit}'" if meant.unit == "%" else meant.unit
    lines = [
        *([f"“修饰: {f'[{words}]' if len(meant.qualifiers) > 1 else words}”"] if words else []),
        *([f"“单位: {unit}”"] if unit and fault.key == "数值" else []),
    ]
    return f"改成“{fault.key}: {meant.digits}”" + (f"，再加一行{'、一行'.join(lines)}" if lines else "")


def _rest_of_number(fault: _Fault) -> str:
    """Say where the words around a number go; only a 数值 has keys for them beside it."""
    if fault.key != "数值":
        return ""
    if fault.text.startswith("第"):
        return "；是名次就再加一行“类别: 排名”"
    return "；“余”“约”写到“修饰”里，“人次”“万元”写到“单位”里"


def _number_small(fault: _Fault) -> Problem:
    message = f"“{fault.key}”至少是 {fault.details.get('ge', 1)}。"
    hint = f"写 {fault.details.get('ge', 1)} 或更大的整数；不知道就去掉这一行。"
    return fault.problem("number-small", message, hint)


def _year_wrong(fault: _Fault) -> Problem:
    message = f"“{fault.key}”要写四位数的年份，“{fault.text}”不行。"
    year = year_meant(fault.text)
    how = f"改成“{fault.key}: {year}”" if year else f"写成“{fault.key}: 2024”这样"
    hint = f"{how}。不知道哪一年就去掉这一行，网页上会显示“待补”。"
    return fault.problem("year-wrong", message, hint)


def _date_wrong(fault: _Fault) -> Problem:
    message = f"“{fault.key}”看不懂：“{fault.text}”。"
    hint = f"写成“{fault.key}: 2024-06-03”这样；只知道年月写 2024-06，只知道年写 2024。"
    if re.search("[:：点时]", fault.text):
        hint = "这里只写日期，如 2024-06-03；几点钟写到“时间”里。"
    elif re.search(r"[至到~～]|[日号]\s*[-—–]|\d{4}.*\D\d{4}", fault.text):
        hint = "这里只写开始那天，如 2024-06-03；最后一天写到“结束日期”里。"
    return fault.problem("date-wrong", message, hint)


def _date_impossible(fault: _Fault) -> Problem:
    message = f"“{fault.key}”里的“{fault.text}”没有这一天。"
    month = month_meant(fault.text)
    unsure = f"；只记得年月，就改成“{fault.key}: {month}”" if month else ""
    return fault.problem("date-impossible", message, f"{_calendar(fault.text)}对照日历改正{unsure}。")


def _calendar(text: str) -> str:
    """Say what the calendar has where a date has too much."""
    # Eight digits in a row are a date as well, and so are full-width ones.
    found = re.findall(r"(?a:^\s*\d{4})|(?a:\d{1,2})", normalize("NFKC", text))
    year, month = (int(number) for number in [*found, "0", "0"][:2])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return f"年份要在 {FIRST_YEAR} 到 {LAST_YEAR} 之间，"
    if not 1 <= month <= 12:
        return "月份只有 1 到 12，"
    return f"{year} 年 {month} 月只有 {monthrange(year, month)[1]} 天，"


def _date_order(fault: _Fault) -> Problem:
    if isinstance(owner := value_at(fault.document.value, fault.path), dict) and "止" in owner:
        hint = "看看“起”“止”是不是写反了；一直管到现在的，去掉“止”这一行。"
        return fault.problem("date-order", "“止”比“起”还早。", hint, fault.document.at(*fault.path, "止"))
    where = fault.document.at(*fault.path, "结束日期")
    owner = value_at(fault.document.value, fault.path)
    first, last = (owner.get(key, "") if isinstance(owner, dict) else "" for key in ("日期", "结束日期"))
    message = f"结束日期 {last} 比开始日期 {first} 还早。"
    hint = "看看两个日期是不是写反了；只有一天的活动，去掉“结束日期”这一行。"
    return fault.problem("date-order", message, hint, where)


def _flag_wrong(fault: _Fault) -> Problem:
    hint = f"改成“{fault.key}: 是”或“{fault.key}: 否”；去掉这一行就是“否”。"
    message = f"“{fault.key}”只能写“是”或“否”，“{fault.text}”不行。"
    return fault.problem("flag-wrong", message, hint)


def _url_wrong(fault: _Fault) -> Problem:
    message = f"“{fault.key}”不是完整的网址：“{fault.text}”。"
    hint = "从浏览器的地址栏里整个复制：以 http:// 或 https:// 开头，中间没有空格。"
    if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", fault.text, re.ASCII):
        hint = f"多半要改成“{fault.key}: https://{fault.text}”。{hint}"
    return fault.problem("url-wrong", message, hint)


def _path_wrong(fault: _Fault) -> Problem:
    message = f"“{fault.key}”要写 data/media/ 里面的文件名，不能写“{fault.text}”。"
    name = re.split(r"[/\\]", fault.text)[-1]
    here = (
        f"再写成“{fault.key}: {name}”" if PurePosixPath(name).suffix[1:] else "这里只写文件名，如 活动一.jpg"
    )
    return fault.problem("path-wrong", message, f"把图片放进 data/media/，{here}。")


def _slug_wrong(fault: _Fault) -> Problem:
    message = f"“{fault.key}”不能写“{fault.text}”：{fault.details.get('fault', '')}。"
    slug = slug_meant(fault.text)
    how = (
        f"改成“{fault.key}: {slug}”"
        if slug and not slug_fault(slug)
        else f"写成“{fault.key}: dangjian-2345”这样"
    )
    hint = f"{how}；不知道怎么写就去掉这一行，程序会按文件名取。"
    return fault.problem("slug-wrong", message, hint)


def _citation_empty(fault: _Fault) -> Problem:
    hint = "写 data/sources.yml 里的编号，如“来源: 一号材料”；没有登记的，写“标题: 材料的标题”。"
    return fault.problem("citation-empty", "来源里没有编号，也没有标题。", hint)


def _scheme_twice(fault: _Fault) -> Problem:
    where = fault.document.at(*fault.path, "体系")
    message = "“体系”和“板块”（或“代号分段”“代号读法”）写在了一起，分不清代号管哪一个。"
    return fault.problem(
        "scheme-twice", message, "只有一套板块就去掉“体系”；有几套就把板块都移到“体系”里面。", where
    )


def _value_empty(fault: _Fault) -> Problem:
    return fault.problem("value-empty", f"“{fault.key}”里有一条是空的。", "写上内容，或者删掉这一行。")


def _control_character(fault: _Fault) -> Problem:
    message = f"“{fault.key}”里有看不见的控制字符（{fault.details.get('code', '')}）。"
    return fault.problem(
        "control-character", message, "多半是从网页或文档复制带来的；删掉这段文字，手工重打一遍。"
    )


def _colon_fullwidth(fault: _Fault) -> Problem:
    key, rest = fault.details["key"], fault.details["rest"]
    message = f"“{key}”后面用了全角冒号，整行会被当成一段文字。"
    return fault.problem("colon-fullwidth", message, f"改成“{key}: {rest}”（半角冒号，后面空一格）。")


def _colon_no_space(fault: _Fault) -> Problem:
    key, rest = fault.details["key"], fault.details["rest"]
    message = f"“{key}:”后面少了一个空格，整行会被当成一段文字。"
    return fault.problem("colon-no-space", message, f"改成“{key}: {rest}”（冒号后面空一格）。")


_TRANSLATIONS: dict[str, Callable[[_Fault], Problem]] = {
    "missing": _key_missing,
    "extra_forbidden": _key_unknown,
    "tuple_type": _list_expected,
    "model_type": _keys_expected,
    "model_attributes_type": _keys_expected,
    "text-expected": _text_expected,
    "literal_error": _choice_wrong,
    "union_tag_invalid": _tag_wrong,
    "union_tag_not_found": _tag_missing,
    "number-wrong": _number_wrong,
    "greater_than_equal": _number_small,
    "year-wrong": _year_wrong,
    "date-wrong": _date_wrong,
    "date-impossible": _date_impossible,
    "date-order": _date_order,
    "flag-wrong": _flag_wrong,
    "url-wrong": _url_wrong,
    "path-wrong": _path_wrong,
    "slug-wrong": _slug_wrong,
    "citation-empty": _citation_empty,
    "scheme-twice": _scheme_twice,
    "value-empty": _value_empty,
    "control-character": _control_character,
    "colon-fullwidth": _colon_fullwidth,
    "colon-no-space": _colon_no_space,
}


def value_at(value: Value, path: Path) -> Value:
    """Return what a path leads to, as far as it goes; parts that are not there (union tags) are passed over."""
    for part in path:
        if isinstance(value, dict) and part in value:
            value = value[str(part)]
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
    return value


def _keys_at(model: type[Entity], loc: Path) -> dict[str, str]:
    """Return the keys of the model that a path of the models' own leads to."""
    place: Any = model
    for part in loc:
        place = inside(place, part)
    models = [member for member in members(place) if is_entity(member)]
    return {key: attribute for model in models for key, attribute in model.keys().items()}
