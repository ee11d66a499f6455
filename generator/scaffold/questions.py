"""What a new record of each kind is asked: the key, the words, what may be chosen, what is likely.

A question without an answer leaves a gap, unless the record cannot be without it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args, get_origin

from generator.scaffold.known import Known
from generator.schema import Kind
from generator.schema.base import Entity
from generator.schema.kinds import ACTIVITY, BRAND, HONOR, REGION, REPORT, SCHOOL
from generator.schema.records import Organisation
from generator.schema.shape import members

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Hints:
    """What a question may draw on: the data, the answers so far, and the day."""

    known: Known
    answers: Answers
    today: date


Guess = Callable[[Hints], str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `likely` is its default when somebody is there to accept it, `certain` also when nobody is.

    With `must` it has to be answered; with `choose` it has to be when there is more than one to choose from.
    `fixed` are the only answers there can be; `offered` are those that the data suggests."""

    key: str
    words: str
    must: bool = False
    choose: bool = False
    likely: Guess | None = None
    certain: Guess | None = None
    fixed: tuple[str, ...] = ()
    offered: Callable[[Hints], Sequence[str]] | None = None

    def choices(self, hints: Hints) -> Sequence[str]:
        """Return what may be chosen, in order."""
        return self.offered(hints) if self.offered else self.fixed

    def default(self, hints: Hints, *, asked: bool) -> str:
        """Return the answer that is taken when none is given; `asked` tells that somebody can refuse it."""
        guesses = (self.certain, self.likely if asked else None)
        return next((found for guess in guesses if guess and (found := guess(hints))), "")


def is_owned(answers: Answers) -> bool:
    """Tell whether the answers already say whom a record belongs to."""
    return any(answers.get(key) for key in ("学校", "区域", "品牌", "主体"))


def choices_of(model: type[Entity], key: str) -> tuple[str, ...]:
    """Return what a field of a model may be, where that is a list of words."""
    annotation = model.model_fields[model.keys()[key]].annotation
    found = [inner for member in members(annotation) for inner in (member, *get_args(member))]
    literals = [each for each in found if get_origin(each) is Literal]
    return tuple(get_args(literals[0])) if literals else ()


def _shared(key: str) -> Guess:
    return lambda hints: hints.known.shared(key)


def _only(key: str) -> Guess:
    def only(hints: Hints) -> str:
        names = hints.known.names(key)
        # What already has another owner is not given to the only school as well.
        return names[0] if len(names) == 1 and not is_owned(hints.answers) else ""

    return only


def _brand_name(hints: Hints) -> str:
    code = hints.answers.get("代号", "").strip().strip("“”\"'")
    return f"“{code}”党建品牌" if code else ""


def _only_brand(hints: Hints) -> str:
    brands = _brands(hints)
    return brands[0] if len(brands) == 1 and hints.answers.get("学校") else ""


def _brands(hints: Hints) -> Sequence[str]:
    return hints.known.brands_of(hints.answers.get("学校", ""))


def _report_name(hints: Hints) -> str:
    school, year = hints.answers.get("学校", ""), hints.answers.get("年度", "")
    found = hints.known.find("学校", school) if school else None
    called = (found.entity.short_name or found.entity.name) if found else school
    return f"{called} {year} 年党建工作总结" if called and year else ""


def _this_year(hints: Hints) -> str:
    return str(hints.today.year)


def _activity_kinds(hints: Hints) -> Sequence[str]:
    """Return the kinds that the data has; where it has none, those that the field's own examples name."""
    used = [record.entity.kind for record in hints.known.records(ACTIVITY) if record.entity.kind]
    return list(dict.fromkeys(used)) or [
        str(each) for each in ACTIVITY.model.model_fields["kind"].examples or ()
    ]


_SCHOOL = Question(
    "学校",
    "属于哪所学校",
    choose=True,
    certain=_only("学校"),
    offered=lambda hints: hints.known.names("学校"),
)
_BRAND = Question("品牌", "属于哪个品牌", likely=_only_brand, offered=_brands)
_PLACES = tuple(Question(key, words, likely=_shared(key)) for key, words in (("省", "省"), ("市", "市")))

QUESTIONS: Mapping[Kind, tuple[Question, ...]] = {
    SCHOOL: (
        Question("名称", "学校的全称", must=True),
        Question("简称", "简称"),
        *_PLACES,
        Question("县区", "县、区或县级市", likely=_shared("县区")),
        Question("学段", "学段", fixed=choices_of(SCHOOL.model, "学段")),
        Question("党组织", "党组织的形式", fixed=choices_of(Organisation, "形式")),
    ),
    BRAND: (
        Question("代号", "代号，如 2345、3+N、一核四驱三带；没有就直接回车"),
        Question("名称", "品牌的名称", must=True, certain=_brand_name),
        _SCHOOL,
        Question("年份", "哪一年创建的"),
    ),
    HONOR: (
        Question("名称", "荣誉的名称，照证书写", must=True),
        Question("级别", "级别", fixed=choices_of(HONOR.model, "级别")),
        Question("年份", "哪一年得的"),
        Question("授予单位", "谁授予的"),
        _SCHOOL,
        _BRAND,
    ),
    ACTIVITY: (
        Question("标题", "活动的标题", must=True),
        Question("日期", "日期，如 2024-06-03；只知道年月就写 2024-06"),
        Question("类型", "类型", offered=_activity_kinds),
        _SCHOOL,
        _BRAND,
    ),
    REPORT: (
        Question("年度", "哪一年的总结", likely=_this_year),
        _SCHOOL,
        Question("标题", "总结的标题", must=True, likely=_report_name, certain=_report_name),
    ),
    REGION: (
        Question("名称", "区域的名称，如 石泉县", must=True),
        Question("层级", "层级，如 县教育系统"),
        *_PLACES,
    ),
}
"""In the order in which they are asked: an answer may be the next question's default."""
