"""Whatever slips a sound file gets, mending gives its values back, or leaves the fault to be told; it never raises."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.problems import ERROR
from generator.repair import remaining, repair
from generator.schema import Kind, known_keys
from generator.source import Value, parse_document
from generator.source.decoding import decode
from tests.in_memory import kind_of
from tests.property.test_source_property import TEXTS

KEYS = known_keys()
LETTERS = "党建品牌联学校支部教师结对帮扶示范岗三会一课主题日，。、；：“”（）《》—…·#-:&*[]{}%@!0123456789 ab"
WORDS = (
    st.text(st.sampled_from(LETTERS), min_size=1, max_size=24)
    .map(lambda text: " ".join(text.split()))
    # Without its quotes a “#” at an end makes a remark, to everybody and without a complaint.
    .filter(lambda text: bool(re.search("[一-鿿]", text)) and text == text.strip("#"))
)
YEARS = st.integers(1950, 2026).map(str)


def some(
    required: dict[str, st.SearchStrategy[Value]], optional: dict[str, st.SearchStrategy[Value]]
) -> st.SearchStrategy[Value]:
    """Return mappings of these keys, the optional ones now and then left out."""
    return st.fixed_dictionaries(required, optional=optional)


MEASURES = st.lists(WORDS | some({"内容": WORDS}, {"频次": WORDS, "开始年份": YEARS}), max_size=3)
ITEMS = st.lists(some({"名称": WORDS}, {"说明": WORDS, "做法": MEASURES, "责任": WORDS}), max_size=3)
PILLARS = st.lists(some({"名称": WORDS}, {"说明": WORDS, "要点": ITEMS}), min_size=1, max_size=3)
HONORS = st.lists(
    some(
        {"名称": WORDS},
        {"级别": st.sampled_from(["省级", "市级"]), "年份": YEARS, "授予单位": WORDS, "说明": WORDS},
    ),
    min_size=1,
    max_size=6,
)
BRANDS = some(
    {"名称": WORDS, "代号": WORDS, "学校": WORDS, "板块": PILLARS},
    {"年份": YEARS, "含义": WORDS, "口号": WORDS},
)
RECORDS = st.tuples(st.just("brands/a.yml"), BRANDS) | st.tuples(st.just("honors/a.yml"), HONORS)


class _Indented(yaml.SafeDumper):
    """Writes lists as most people do: two columns deeper than their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def written(value: Value, *, indented: bool) -> str:
    dumper = _Indented if indented else yaml.SafeDumper
    return yaml.dump(value, Dumper=dumper, allow_unicode=True, width=10**9, sort_keys=False)


def on_a_line(find: str, put: str) -> Callable[[str, random.Random], str]:
    """Return a slip that replaces what a pattern finds on one line, chosen by chance."""

    def slip(text: str, chance: random.Random) -> str:
        places = list(re.finditer(find, text, re.MULTILINE))
        if not places:
            return text
        found = chance.choice(places)
        return text[: found.start()] + found.expand(put) + text[found.end() :]

    return slip


KEY = r"^((?: *- )*|(?:  )*)([一-鿿]{1,6})"
SLIPS: dict[str, Callable[[str, random.Random], str]] = {
    "wide colon": on_a_line(KEY + ": ", r"\1\2："),
    "wide colon at a line's end": on_a_line(KEY + ":$", r"\1\2："),
    "no space": on_a_line(KEY + ": ", r"\1\2:"),
    "wide space": on_a_line(KEY + ": ", r"\1\2:　"),
    "no space behind a dash": on_a_line(r"^( *)- ", r"\1-"),
    "wide dash": on_a_line(r"^( *)- ", r"\1－ "),
    "tab": on_a_line(r"^  ", "\t"),
    "wide space in front": on_a_line(r"^  ", "　"),
    "one space less": on_a_line(r"^ ", ""),
    "one space more": on_a_line(r"^", " "),
    "no closing quote": on_a_line(r"['\"]$", ""),
    "no quotes": on_a_line(r"'([^']+)'$", r"\1"),
    "blanks at the end": on_a_line(r"$", "  "),
    "zero width": on_a_line(r"$", "\u200b"),
    "control character": on_a_line(r"$", "\x00"),
    "all tabs": lambda text, _: re.sub(
        r"(?m)^ +", lambda found: "\t" * (len(found[0]) // 2) + " " * (len(found[0]) % 2), text
    ),
    "CRLF": lambda text, _: text.replace("\n", "\r\n"),
    "CR": lambda text, _: text.replace("\n", "\r"),
    "BOM": lambda text, _: "\ufeff" + text,
    "all wide colons": lambda text, _: re.sub("(?m)" + KEY + ":(?: |$)", r"\1\2：", text),
    "English": lambda text, _: text.replace("年份: ", "year: ", 1),
}
ENCODINGS = st.sampled_from(["utf-8", "utf-8", "utf-8", "gb18030", "utf-16", "utf-16-be"])


def values(data: bytes, path: str) -> Value | None:
    text, _ = decode(data, path)
    document, _ = parse_document(text or "", path, KEYS)
    return document.value if document else None


def sound(data: bytes, path: str, kind: Kind) -> bool:
    return not any(problem.severity is ERROR for problem in remaining(data, path, kind, KEYS))


@given(
    RECORDS,
    st.lists(st.sampled_from(sorted(SLIPS)), min_size=1, max_size=3),
    ENCODINGS,
    st.booleans(),
    st.randoms(use_true_random=False),
)
@settings(max_examples=300, deadline=None)
def test_slips_are_mended_to_the_values_of_before_or_told(
    record: tuple[str, Value], slips: list[str], encoding: str, indented: bool, chance: random.Random
) -> None:
    path, value = record
    kind = kind_of(path)
    text = written(value, indented=indented)
    meant = values(text.encode(), path)
    assume(meant == value and sound(text.encode(), path, kind))
    for name in slips:
        text = SLIPS[name](text, chance)
    data = text.encode(encoding)
    # Now and then what is left means something else by itself; then nobody can know better.
    assume(not sound(text.encode(), path, kind) or values(text.encode(), path) == meant)

    mended = repair(data, path, kind, KEYS)

    if sound(mended.after, path, kind):
        assert values(mended.after, path) == meant, mended.changes
    assert repair(mended.after, path, kind, KEYS).changes == ()


@given(TEXTS, st.sampled_from(["brands/a.yml", "honors/a.yml"]), ENCODINGS)
@settings(max_examples=400, deadline=None)
def test_any_text_is_answered_and_never_made_worse(text: str, path: str, encoding: str) -> None:
    data = text.encode(encoding, "ignore")
    kind = kind_of(path)

    mended = repair(data, path, kind, KEYS)

    assert (mended.after == data) == (not mended.changes)
    assert repair(mended.after, path, kind, KEYS).changes == ()
    if sound(data, path, kind):
        assert sound(mended.after, path, kind)


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_answered(data: bytes) -> None:
    mended = repair(data, "data/brands/a.yml", kind_of("brands/a.yml"), KEYS)

    assert (mended.after == data) == (not mended.changes)
