"""Any text in any field, any value in place of any other: nothing leaks, nothing is lost, nothing crashes."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import unquote

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import Environment
from lxml.etree import _Element

from generator.facts import facts_template, site_thing
from generator.markdown import SAFE_SCHEMES, prose
from generator.pages.mechanisms import LOOKS as MECHANISM_LOOKS
from generator.problems import Problem, stops_building
from generator.render import front_matter
from generator.schema.base import MISSING, Entity
from generator.schema.records import Site
from generator.schema.types import _CONTROL
from tests.hostile_texts import TEXTS
from tests.html_pages import folded, fragment, split, tree_of, visible
from tests.in_memory import Read, read_text, read_texts, yaml_text
from tests.specimens import Value, specimen_records

BENIGN, PARAGRAPH = "甲乙", "丙丁"
PROSE = frozenset({"含义", "背景", "简介", "正文", "概述"})
"""The keys of fields that hold paragraphs; site.yml's 简介 is one line, but that matters to nobody here."""

MARKS = [
    *TEXTS,
    *"\\`*_[]{}<>&|~^#=:+-!%/.()1 \n\t\"'，。“”",
    "javascript:",
    "onclick=",
    "http://",
    "待补",
    "](",
    "**",
]
readable = (
    st.lists(st.one_of(st.sampled_from(MARKS), st.text(max_size=6)), min_size=1, max_size=6)
    .map("".join)
    .map(str.strip)
    .filter(lambda text: text not in MISSING and text != "待补" and not _CONTROL.search(text))
)
"""Text that a field may hold, rich in signs with a meaning."""


def read_specimens(words: Callable[[type[Entity], str, int], str]) -> Read:
    """Read the specimens with these words in every field that takes words."""
    files, leaves = specimen_records(words)
    texts: dict[str, str | None] = {path: yaml_text(value) for path, value in files.items()}
    texts["schools/example.yml"] = None
    return read_texts(texts, [leaf.text for leaf in leaves if leaf.sort == "picture"])


def trees(read: Read) -> dict[str, _Element]:
    """Return every page as HTML."""
    return {uri: tree_of(page.text) for uri, page in read.markdown.items()}


def skeleton(tree: _Element) -> list[tuple[str, tuple[str, ...]]]:
    """Return the tags with their attributes; ids are made from headings, so only that there are any counts."""
    return [
        (str(element.tag), tuple(k if k == "id" else f"{k}={v}" for k, v in sorted(element.items())))
        for element in tree.iter()
    ]


@cache
def benign_pages() -> dict[str, _Element]:
    """Return the pages of words that mean nothing to anyone."""
    return trees(read_specimens(lambda model, key, number: PARAGRAPH if key in PROSE else BENIGN))


@settings(max_examples=20)
@given(readable)
@example("<script>alert(1)</script>")
@example("[x](javascript:alert(1))")
@example("{: onclick=alert(1) }")
@example("{{ 7*7 }}{% for x in y %}")
@example("---")
@example("| a | b |")
@example("&lt;&#60;")
@example("1. ")
@example("# C#")
@example("===")
@example("*[abbr]: x")
@example("[ref]: http://example.org")
@example("<http://example.org>")
@example("第一行\n\n第二行\n    缩进")
@example("一\u2028二\u200f三🎉")
@example("长" * 2_000)
def test_any_text_in_any_field_is_shown_as_it_is_and_changes_no_tag(text: str) -> None:
    pages = trees(read_specimens(lambda model, key, number: PARAGRAPH if key in PROSE else text))

    assert pages.keys() == benign_pages().keys()
    for uri, page in pages.items():
        benign = benign_pages()[uri]
        assert skeleton(page) == skeleton(benign), uri
        assert visible(page) == visible(benign).replace(BENIGN, folded(text)), uri


OURS = frozenset(
    ["main", "h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "strong", "em", "a", "table", "thead", "tbody"]
) | {"tr", "th", "td", "span"}


LOOKS = frozenset(
    {"num", "state", "rest", "tag", "tag--honor", "kind", "headline", "whole", *MECHANISM_LOOKS.values()}
)
"""The classes that our templates give: those of mechanisms, and of what stands large or is told apart."""


def assert_harmless(tree: _Element) -> None:
    """Hold a page's HTML to the tags that our templates have and to links that run nothing."""
    for element in tree.iter():
        assert element.tag in OURS
        assert set(element.keys()) <= (
            {"href"} if element.tag == "a" else {"id", "class", "start", "data-year"}
        )
        assert element.get("class", "num") in LOOKS
        scheme, colon, _ = element.get("href", "").partition(":")
        assert not colon or scheme.lower() in SAFE_SCHEMES or "/" in scheme


@settings(max_examples=15)
@given(readable)
def test_any_text_in_fields_of_paragraphs_gives_only_our_tags(text: str) -> None:
    for page in trees(read_specimens(lambda model, key, number: text if key in PROSE else BENIGN)).values():
        assert_harmless(page)


_LETTER = re.compile("[\u4e00-\u9fff]")


@settings(max_examples=500)
@given(readable)
@example("1. 一\n- 二\n3. 三\n**四**[五](六)")
def test_prose_loses_no_word(text: str) -> None:
    tree = fragment(prose(text))
    targets = "".join(unquote(link.get("href", "")) for link in tree.iter("a"))

    assert_harmless(tree)
    assert Counter(_LETTER.findall(visible(tree) + targets)) == Counter(_LETTER.findall(text))


any_text = st.text(alphabet=st.characters(codec="utf-8"))
scalars = any_text | st.integers() | st.booleans()
entries = st.dictionaries(any_text, scalars | st.lists(any_text, max_size=3), max_size=3)


@settings(max_examples=300)
@given(
    st.dictionaries(
        st.sampled_from(["title", "description", "code", "crumbs", "hero", "year"]),
        scalars | st.lists(scalars | entries),
        max_size=4,
    )
)
@example({"a": "---"})
@example({"a": ["- x", {"b": "...\n---\n"}]})
@example({"a": "\x85\u2028\u2029\ufeff\uffff\x7f"})
@example({"a": "长" * 5000})
def test_front_matter_reads_back_as_the_same_values(values: dict[str, Any]) -> None:
    values["source"] = "data/site.yml"
    body, read = split(f"{front_matter(values)}\n正文\n")
    kept = {key: value for key, value in values.items() if value not in ("", [])}

    assert (body.strip(), read) == ("正文", kept)
    assert next(yaml.safe_load_all(front_matter(values))) == kept


@settings(max_examples=200)
@given(st.lists(any_text, min_size=9, max_size=9))
@example(["{{ 7*7 }}", "{% raw %}", "{# #}", "<script>", "&", '"', "\\", "\n", "\u2028🎉"])
def test_facts_reach_the_theme_as_the_same_text(texts: list[str]) -> None:
    keys = ("name", "summary", "organiser", "phone", "email", "address", "icp", "police", "edit_url")
    site = Site.model_construct(**dict(zip(keys, texts, strict=True)))  # type: ignore[arg-type] # unchecked on purpose

    template = Environment(autoescape=False).from_string(facts_template(site))  # noqa: S701 - as MkDocs does

    assert template.make_module().__dict__["site"] == {
        **dict(zip(keys, texts, strict=True)),
        "police_number": re.sub(r"\D", "", texts[7]),
        "url": "",
        "domain": "",
        "search": "",
        "thing": site_thing(site),
    }


SPECIMENS = specimen_records()[0]
junk = st.recursive(
    st.sampled_from(
        ["", "~", "是", "甲", "2024-13-40", "99999999999999", "-1", "名称：甲", "名称:甲", "［", "\x01"]
    )
    | st.text(alphabet="甲乙0123456789：:，-.～［", max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["名称", "类型", "内容", "甲", ""]), inner, max_size=2)
    ),
    max_leaves=4,
)


def paths(value: Value, here: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the path of every value inside a value, and its own."""
    inner: list[tuple[str | int, Value]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [here, *(path for key, child in inner for path in paths(child, (*here, key)))]


@st.composite
def spoilt_files(draw: st.DrawFn) -> tuple[str, Value]:
    """Draw one of the specimens with some of its values or keys replaced."""
    path = draw(st.sampled_from(sorted(SPECIMENS)))
    whole: Any = [copy.deepcopy(SPECIMENS[path])]
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(paths(whole)[1:]))
        owner = whole
        for part in place[:-1]:
            owner = owner[part]
        match draw(st.sampled_from(["replace", "remove", "rename"])):
            case "rename" if isinstance(owner, dict):
                owner[draw(st.sampled_from(["name", "名", "标题", "年分", "甲"]))] = owner.pop(place[-1])
            case "remove" if place != (0,):
                del owner[place[-1]]
            case _:
                owner[place[-1]] = draw(junk)
    return path, whole[0]


WRITTEN = re.compile(
    r"data/[\w./-]*|[A-Z][A-Za-z]+甲\d+乙|“[^“”]*”|“[^”]*”|U\+[0-9A-F]+|https?|dangjian-2345|\.(yml|jpg)"
)
"""What a person wrote, the names of files, and what no Chinese word stands for."""


def assert_chinese(problem: Problem) -> None:
    """Hold a problem to Chinese, and to a file under data/."""
    for text in (problem.message, problem.hint):
        assert re.search("[\u4e00-\u9fff]", text), problem
        assert not re.search("[A-Za-z]{2,}", WRITTEN.sub("", text)), problem
    assert problem.where.file.startswith("data/")


@settings(max_examples=250)
@given(spoilt_files())
def test_any_value_in_place_of_another_is_answered_in_chinese(spoilt: tuple[str, Value]) -> None:
    path, value = spoilt

    for problem in read_text(path, yaml_text(value))[1]:
        assert_chinese(problem)


@settings(max_examples=60)
@given(spoilt_files())
def test_any_value_in_place_of_another_stops_with_problems_or_gives_a_site(spoilt: tuple[str, Value]) -> None:
    path, value = spoilt
    files, leaves = specimen_records()
    texts: dict[str, str | None] = {name: yaml_text(whole) for name, whole in files.items()}
    media = [leaf.text for leaf in leaves if leaf.sort == "picture"]

    read = read_texts({**texts, "schools/example.yml": None, path: yaml_text(value)}, media)

    assert (read.showcase is None) == stops_building(read.problems)
    assert read.showcase is None or "index.md" in read.pages
    for problem in read.problems:
        assert_chinese(problem)
