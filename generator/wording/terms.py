"""Hold texts against lists of terms (data/terms): a wrong form is told with the right one and what it rests on.

The longest form wins; what is quoted or stands in a title is somebody else's. Nothing is ever replaced."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.problems import NOTE, Problem, quoted
from generator.schema.kinds import TERM
from generator.schema.parse import Record
from generator.schema.records import TermRule
from generator.schema.types import PartialDate
from generator.wording.texts import Place

_QUOTATION = re.compile(
    r"“[^“”]{0,300}”|‘[^‘’]{0,300}’|《[^《》]{0,200}》|〈[^〈〉]{0,200}〉|「[^「」]{0,300}」|『[^『』]{0,300}』"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of one list; `number` is its place in the list."""

    rule: TermRule
    record: Record
    number: int

    @property
    def source(self) -> str:
        """Return which list it stands in, and of when that is."""
        listing = self.record.entity
        return f"词表{quoted(listing.name)}，{listing.date.iso()}"

    @property
    def basis(self) -> str:
        """Return what it rests on."""
        return str(self.rule.basis or self.record.entity.basis or "")


@dataclass(frozen=True)
class Lexicon:
    """All rules of all lists, by the form that is wrong. `automaton` finds these and the contexts that excuse them."""

    rules: dict[str, tuple[Rule, ...]] = field(default_factory=dict)
    automaton: Any = None

    def hits(self, text: str) -> Iterator[tuple[int, int, tuple[Rule, ...]]]:
        """Yield each wrong form in a text with its rules: the longest where several begin."""
        if self.automaton is None:
            return
        quotations: list[tuple[int, int]] | None = None
        for last, form in self.automaton.iter_long(text):
            rules = self.rules.get(form)
            if not rules:
                continue
            start, end = last - len(form) + 1, last + 1
            if quotations is None:
                quotations = [found.span() for found in _QUOTATION.finditer(text)]
            if not any(a <= start and end <= b for a, b in quotations):
                yield start, end, rules


def build_lexicon(records: Iterable[Record]) -> Lexicon:
    """Return the rules of all lists among the records, drafts left out."""
    rules: dict[str, list[Rule]] = {}
    excused: set[str] = set()
    for record in records:
        if record.kind is TERM:
            for number, rule in enumerate(record.entity.rules):
                excused.update(rule.contexts)
                for form in rule.wrong:
                    rules.setdefault(form, []).append(Rule(rule, record, number))
    if not rules:
        return Lexicon()
    import ahocorasick  # noqa: PLC0415 - only where there are lists

    automaton = ahocorasick.Automaton()
    for form in {*rules, *excused}:
        automaton.add_word(form, form)
    automaton.make_automaton()
    return Lexicon({form: tuple(found) for form, found in rules.items()}, automaton)


def term_problems(lexicon: Lexicon, place: Place, text: str, when: PartialDate | None) -> Iterator[Problem]:
    """Yield the wrong forms in a text that was of its time; `when` is None where nobody knows."""
    for start, end, rules in lexicon.hits(text):
        valid = [rule for rule in rules if _is_valid(rule.rule, when)]
        if valid:
            yield _problem(valid[0], text[start:end], place, text, (start, end))


def _problem(rule: Rule, form: str, place: Place, text: str, span: tuple[int, int]) -> Problem:
    sort = rule.rule.sort
    must = "应当" if rule.rule.degree == "必改" else "最好"
    message = f"{quoted(form)}{must}写成{quoted(rule.rule.right)}（{sort}）。"
    basis = f"依据：{rule.basis.rstrip('。')}。" if rule.basis else ""
    hint = (
        f"看过确是笔误，就把{quoted(form)}改成{quoted(rule.rule.right)}；是引用原文，就加上引号或书名号，不用改。\n"
        f"{basis}（{rule.source}）"
    )
    return Problem("wording-term", NOTE, place.at(text, *span), message, hint)


def _is_valid(rule: TermRule, when: PartialDate | None) -> bool:
    """Tell whether a form was wrong at a time; of a text without a date, whether it is still wrong."""
    if when is None:
        return rule.until is None
    first, last = _bounds(when)
    return not (
        (rule.since and first < _bounds(rule.since)[0]) or (rule.until and _bounds(rule.until)[1] < last)
    )


def _bounds(date: PartialDate) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Return the first and the last day that a date may mean."""
    month = date.month or 12
    return (date.year, date.month or 1, date.day or 1), (
        date.year,
        month,
        date.day or monthrange(date.year, month)[1],
    )


def contradictions(lexicon: Lexicon) -> Iterator[Problem]:
    """Yield what lists say against each other: two right forms for one wrong, or a right form that another calls wrong."""
    for form, rules in lexicon.rules.items():
        rights = {rule.rule.right: rule for rule in reversed(rules)}
        if len(rights) > 1:
            for rule in rules:
                others = [other for right, other in rights.items() if right != rule.rule.right]
                yield from _against(rule, form, others)
    for rule in dict.fromkeys(rule for rules in lexicon.rules.values() for rule in rules):
        for _, _, found in lexicon.hits(rule.rule.right):
            yield _circular(rule, [other for other in found if _overlap(rule.rule, other.rule)] or found)


def _against(rule: Rule, form: str, others: Sequence[Rule]) -> Iterator[Problem]:
    for other in others:
        if _overlap(rule.rule, other.rule):
            message = (
                f"{quoted(form)}在这里要改成{quoted(rule.rule.right)}，"
                f"在 {_place_of(other)}却要改成{quoted(other.rule.right)}。"
            )
            yield _contradiction(rule, message)
            return


def _circular(rule: Rule, others: Sequence[Rule]) -> Problem:
    wrong = next(form for form in others[0].rule.wrong if form in rule.rule.right)
    return _contradiction(
        rule,
        f"这里的规范写法{quoted(rule.rule.right)}里有{quoted(wrong)}，可是 {_place_of(others[0])}说它不对。",
    )


def _place_of(rule: Rule) -> str:
    return f"{rule.record.file} 的第 {rule.number + 1} 条"


def _contradiction(rule: Rule, message: str) -> Problem:
    where = rule.record.at("词条", rule.number)
    hint = "两条只能留一条；都对的话，用“起”“止”写明各管哪一段时间，或写“例外语境”。"
    return Problem("terms-contradict", NOTE, where, message, hint)


def _overlap(one: TermRule, other: TermRule) -> bool:
    """Tell whether two rules hold at the same time at some moment."""
    return not any(
        a.until and b.since and _bounds(a.until)[1] < _bounds(b.since)[0]
        for a, b in ((one, other), (other, one))
    )
