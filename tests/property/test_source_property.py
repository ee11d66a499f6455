"""Whatever stands in a file, reading it never raises and points inside it; what YAML writes, we read back."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.problems import Problem
from generator.source import Document, Value, find_slips, parse_document
from tests.hostile import HOSTILE

FILE = "data/a.yml"
KEYS = frozenset({"名称", "代号", "要点"})

# Mostly what makes YAML stumble, so that random text is not just plain text.
FRAGMENTS = st.sampled_from(
    [
        *"\n\n\n  -:#'\"[]{}&*!|>%@`,?\t\r\ufeff\u3000\xa0\x00\x85\u2028\ufffd：－，“”😀",
        "名称",
        "代号",
        "要点",
        "甲",
        ": ",
        " #",
        "\n  ",
        "\n- ",
        "\n  - ",
        "---\n",
        "名称: ",
        "名称：",
        "\\",
    ]
)
TEXTS = st.lists(FRAGMENTS | st.characters(), max_size=60).map("".join)

LETTERS = st.sampled_from([*"党建品牌联学三省吾身，。“”：；、-#:'\"[]{}&*!|>%@`,?019aZ \n\\～—…·😀"])
WORDS = st.text(LETTERS, max_size=30)
VALUES = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(LETTERS, min_size=1, max_size=8), inner, max_size=4)
    ),
    max_leaves=20,
)


def check_places(problems: tuple[Problem, ...], lines: list[str]) -> None:
    for problem in problems:
        where = problem.where
        assert where.file == FILE
        assert problem.message
        assert problem.hint
        if where.line:
            assert where.excerpt == lines[where.line - 1]
            assert 1 <= where.column <= len(where.excerpt) + 1
            assert where.length >= 1
            assert where.column - 1 + where.length <= max(len(where.excerpt), where.column)


def shown_lines(text: str) -> list[str]:
    """Return the lines as an editor counts them, with a space for what YAML cannot hold."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    allowed = "\t\n"
    return "".join(
        " "
        if (c < " " and c not in allowed)
        or "\x7f" <= c <= "\x9f"
        or c in "\u2028\u2029\uffff\ufffe"
        or "\ud800" <= c <= "\udfff"
        else c
        for c in text
    ).split("\n")


@given(TEXTS)
@example("名称：甲\n代号: [\n")
@example('a: "\\U00110000"\n')
@settings(max_examples=400, deadline=None)
def test_any_text_is_answered_inside_the_file_and_twice_the_same(text: str) -> None:
    document, problems = parse_document(text, FILE, KEYS)
    assert parse_document(text, FILE, KEYS)[1] == problems
    assert document is not None or problems
    lines = shown_lines(text)
    check_places(problems, lines)
    check_places(find_slips(text, FILE, KEYS), lines)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_every_place_in_a_document_lies_inside_it(text: str) -> None:
    document, _ = parse_document(text, FILE, KEYS)
    if document is None:
        return
    lines = shown_lines(text)
    for path in paths_of(document.value):
        for where in (document.at(*path), document.at_key(*path)):
            assert where.excerpt == (lines[where.line - 1] if where.line else "")
        first, last = document.span(*path)
        assert 1 <= first <= last <= len(lines)


def paths_of(value: Value, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    children: list[tuple[str | int, Value]] = []
    if isinstance(value, dict):
        children = list(value.items())
    elif isinstance(value, list):
        children = list(enumerate(value))
    return [path, *(deeper for key, child in children for deeper in paths_of(child, (*path, key)))]


@given(VALUES)
@settings(max_examples=400, deadline=None)
def test_what_yaml_writes_is_read_back_without_a_problem(value: Value) -> None:
    # Without a width: folded between two Chinese characters, a space would rightly be lost.
    text = yaml.safe_dump(value, allow_unicode=True, width=10**9, sort_keys=False)
    document, problems = parse_document(text, FILE, KEYS)
    if not value or (isinstance(value, str) and not value.strip()):
        return
    assert problems == ()
    assert isinstance(document, Document)
    assert document.value == value


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: str(text)[:8])
def test_a_hostile_megabyte_is_answered_briefly(text: str) -> None:
    _, problems = parse_document(text, FILE, KEYS)

    assert len(problems) <= 250


# In blocks, 1,400 levels fill the megabyte that a file may have.
@pytest.mark.parametrize(
    "text",
    ["[" * 10_000, "- " * 10_000 + "甲", "".join(" " * i + "甲:\n" for i in range(1400))],
    ids=["flow", "inline", "block"],
)
def test_thousands_of_levels_are_too_deep_at_once(text: str) -> None:
    document, (problem,) = parse_document(text, FILE, KEYS)
    assert document is None
    assert problem.code == "nesting-too-deep"


def test_a_bomb_of_anchors_is_refused_unexploded() -> None:
    layers = "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9) if i else '嘭'}]\n" for i in range(20))
    document, problems = parse_document(layers, FILE, KEYS)
    assert document is None
    assert {problem.code for problem in problems} == {"anchor-refused"}
