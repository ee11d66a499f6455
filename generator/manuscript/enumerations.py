"""Find the points that a running text counts: 一是…二是…, 首先…其次…, ①②③, and the terms behind 即 or a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.codes import chinese_number
from generator.manuscript.cleaned import HANZI
from generator.manuscript.sentences import trimmed

_N = "[一二三四五六七八九十]{1,2}"
_AT_START = r"(?:(?<=^)|(?<=[。；：，:;、\s]))"
_FAMILIES = (
    re.compile(rf"{_AT_START}({_N})(?:是|要)(?!否)"),
    re.compile(rf"{_AT_START}第({_N})(?:[，、：,:]|，?是)"),
    re.compile("([\u2460-\u2473])"),
    re.compile(rf"{_AT_START}[（(]({_N}|[0-9]{{1,2}})[）)]"),
    re.compile(rf"{_AT_START}([0-9]{{1,2}})(?:[、．]|\.(?![0-9]))"),
)
_WORDS = (("首先", "第一"), ("其次", "其二"), ("再次", "再者", "然后", "接着"), ("最后", "此外", "同时"))
_WORD = re.compile(rf"{_AT_START}(首先|其次|再次|再者|然后|接着|最后)[，,]?")
_TERM = rf"[{HANZI}A-Za-z0-9“”‘’《》（）·+]{{1,24}}"
_LIST = rf"({_TERM}(?:、{_TERM}){{1,19}}(?:(?:和|与|及|以及){_TERM})?)"


@dataclass(frozen=True, slots=True)
class Enumeration:
    """The points of a text, with the words before and those that follow."""

    lead: str
    points: tuple[str, ...]
    tail: str = ""


def enumerated(text: str) -> Enumeration | None:
    """Return the points that a text counts, at least two in their order; None where it counts none."""
    found = (marks for marks in _all_marks(text) if len(marks) > 1)
    marks = max(found, key=len, default=None)
    if marks is None:
        return None
    starts = [start for start, _ in marks]
    ends = [end for _, end in marks]
    points = [text[end:start] for end, start in zip(ends, [*starts[1:], len(text)], strict=True)]
    last, tail = _last_point(points[-1])
    return Enumeration(text[: starts[0]].strip(), tuple(map(trimmed, (*points[:-1], last))), tail)


def _all_marks(text: str) -> Iterator[list[tuple[int, int]]]:
    for family in _FAMILIES:
        marks: list[tuple[int, int]] = []
        for found in family.finditer(text):
            if _number(found[1]) == len(marks) + 1:
                marks.append(found.span())
        yield marks
    words = list(_WORD.finditer(text))
    order = [next(i for i, group in enumerate(_WORDS) if found[1] in group) for found in words]
    if order and order[0] == 0 and order == sorted(set(order)):
        yield [found.span() for found in words]


def _number(written: str) -> int | None:
    if "\u2460" <= written <= "\u2473":
        return ord(written) - 0x2460 + 1
    return int(written) if written.isdigit() else chinese_number(written)


def _last_point(text: str) -> tuple[str, str]:
    """Part the last point from what follows it: it ends with its first sentence."""
    head, stop, tail = text.partition("。")
    return head + stop, tail.strip()


def terms_after(text: str, name: str, number: int) -> tuple[str, ...]:
    """Return the terms that a text lists behind a name, as in 双岗：教书育人岗、党员示范岗; only just so many."""
    pattern = re.compile(
        rf"{re.escape(name)}[”’》]?[{HANZI}]{{0,6}}?(?:，?(?:即|指的是|是指|指|就是|分别是|分别为|包括|是|为)[：:]?|[：:]|（(?:即|指)?[：:]?|——)\s*“?{_LIST}"
    )
    for found in pattern.finditer(text):
        terms = tuple(trimmed(part).strip("“”") for part in _parted(found[1].rstrip("）”"), number))
        if len(terms) == number and all(terms):
            return terms
    return ()


def leading_terms(text: str, number: int) -> tuple[str, ...]:
    """Return the terms of a list that a text begins with, as in A、B、C，件件有人抓; only just so many."""
    found = re.match(rf"{_LIST}(?=[，。；：]|$)", text)
    terms = tuple(trimmed(part) for part in _parted(found[1], number)) if found else ()
    return _alike(terms) if len(terms) == number and all(terms) else ()


_LONGER = 3
_OF_WHAT = re.compile("的[\u4e00-\u9fff]{1,6}$")


def _alike(terms: tuple[str, ...]) -> tuple[str, ...]:
    """Return terms freed of the sentence around them; none where the first holds words of it that nothing tells apart."""
    first, *others = terms
    shared = _common_start(others)
    if len(shared) > 1 and len(others) > 1 and not first.startswith(shared):
        start = first.rfind(shared)
        return (first[start:], *others[:-1], _OF_WHAT.sub("", others[-1])) if start > 0 else ()
    return terms if len(first) <= max(map(len, others)) + _LONGER else ()


def _common_start(texts: Sequence[str]) -> str:
    """Return the characters that all texts begin with."""
    length = 0
    for signs in zip(*texts, strict=False):
        if len(set(signs)) > 1:
            break
        length += 1
    return texts[0][:length]


def _parted(text: str, number: int) -> list[str]:
    parts = text.split("、")
    if len(parts) == number - 1:
        head, found, tail = (
            re.split("(和|与|以及|及)", parts[-1], maxsplit=1)
            if re.search("和|与|及", parts[-1])
            else ("", "", "")
        )
        return [*parts[:-1], head, tail] if found else parts
    return parts


_LONGEST_NAME = 20
_DOES = re.compile("，(?=在|通过|引导|组织|开展|坚持|用|把|让|以|由|为|使|要求|每|定期|不断)")


def named_point(text: str) -> tuple[str, str]:
    """Part a point into its name and what is done: 教书育人岗：…, 抓学习，…; a short one is all name."""
    text = trimmed(text)
    name, parted, rest = _first_parted(text)
    if parted:
        return name, rest
    if len(text) <= _LONGEST_NAME and "。" not in text:
        return text, ""
    found = re.match(r"(.{2,24}?)[：:]\s*(?=.)|(.{2,24}?)[。；]\s*(?=.)|(.{2,20}?)，\s*(?=.)", text)
    if found is None:
        return text, ""
    name = found[1] or found[2] or found[3]
    return trimmed(name), text[found.end() :].strip()


def _first_parted(text: str) -> tuple[str, bool, str]:
    """Part a point at the first comma behind which it says what is done."""
    found = _DOES.search(text)
    if found is None or not 2 <= found.start() <= _LONGEST_NAME or "。" in text[: found.start()]:
        return "", False, ""
    return trimmed(text[: found.start()]), True, text[found.end() :].strip()
