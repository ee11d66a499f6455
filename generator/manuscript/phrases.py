"""Find the phrases that count, such as 五个一 and 三必三有, with the members that a text lists for each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.manuscript.enumerations import terms_after
from generator.manuscript.sentences import trimmed
from generator.schema.parts import Phrase
from generator.validate.counting import promised_terms

_N = "[一二两双三四五六七八九十]"
_SHAPE = rf"(?:{_N}个?[\u4e00-\u9fff]{{1,2}}){{1,4}}"
_QUOTED = re.compile(rf"[“‘]({_SHAPE})[”’]")
_KNOWN = frozenset(
    [
        "三会一课",
        "两学一做",
        "三重一大",
        "一岗双责",
        "两个维护",
        "四个意识",
        "四个自信",
        "两个确立",
        "五位一体",
        "四个全面",
        "三全育人",
        "五育并举",
        "四史",
        "双减",
        "三新",
        "不忘初心",
        "两个一百年",
        "三严三实",
        "四风",
        "四个合格",
        "三农",
        "两会",
        "一带一路",
        "两个结合",
        "四个服务",
        "三个面向",
        "双一流",
        "双创",
        "十四五",
        "十三五",
        "二十大",
        "十九大",
        "二十届",
        "一心",
        "一体",
        "三爱",
    ]
)
"""What everybody in the field knows; nobody explains it, and it counts nothing of a school's own."""
_MOST = 100
_LIST_BEHIND = re.compile(
    r"[”’][\u4e00-\u9fff]{0,8}(?:，?(?:即|指|是|就是|分别是|包括)[：:]?|[：:]|（(?:即|指)?[：:]?)([^（）。；：]{3,120})"
)


@dataclass(frozen=True, slots=True)
class FoundPhrase:
    """A phrase, how many members its name promises, and those that the text lists: so many, or none."""

    name: str
    number: int
    terms: tuple[str, ...]


def phrases_in(texts: Iterable[str], known: Iterable[str] = ()) -> list[FoundPhrase]:
    """Return the phrases of a manuscript, each once; `known` are names that stand elsewhere already."""
    found: dict[str, FoundPhrase] = {}
    passed = _KNOWN | set(known)
    for text in texts:
        # Each name once in a text: what stands behind it is looked for in all of the text anyway.
        first: dict[str, re.Match[str]] = {}
        for match in _QUOTED.finditer(text):
            first.setdefault(match[1], match)
        for name, match in first.items():
            if name not in found and len(found) >= _MOST:
                continue
            number = promised_terms(Phrase.model_validate({"名称": name}))
            if name in passed or not number or number > 20:
                continue
            terms = terms_after(text, name, number) or _listed(text, match.end() - 1, number)
            if name not in found or (terms and not found[name].terms):
                found[name] = FoundPhrase(name, number, terms)
    return list(found.values())


def _listed(text: str, start: int, number: int) -> tuple[str, ...]:
    """Return the members behind a phrase where commas part them as well."""
    match = _LIST_BEHIND.match(text, start)
    if match is None:
        return ()
    terms = tuple(trimmed(part).strip("“”") for part in re.split("[、，]", match[1]))
    return terms if len(terms) == number and all(0 < len(term) <= 24 for term in terms) else ()
