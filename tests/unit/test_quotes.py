"""Which quoted names stay whole, and that a heading which keeps them says nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markdown import heading
from generator.quotes import short_quotes
from tests.hostile_texts import TEXTS
from tests.html_pages import folded, fragment, visible

QUOTED = st.text(st.sampled_from([*"党建红“”‘’（）《》<&*_`#{}[]= 2:"]), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("以“党旗红”引领《育人之歌》（西校区）", ["“党旗红”", "《育人之歌》", "（西校区）"]),
        ("「一训三亮」与“Party Building”", ["「一训三亮」"]),
        ("“一核四驱三带五”", ["“一核四驱三带五”"]),
        ("“一核四驱三带五联七”", []),
        ("“党旗引领‘三色’铸魂·新时代‘四维’育人”", ["‘三色’", "‘四维’"]),
        ("“‘三色’党建”", ["“‘三色’党建”"]),
        ("学好“党史”，（“三会一课”）、做事", ["“党史”，", "（“三会一课”）、"]),
        ("“2345”党建品牌“红”“”", []),
        ("没有结束“党旗红", []),
        ("”反的“党旗”", ["“党旗”"]),
        ("“a b”", ["“a b”"]),
    ],
)
def test_short_quoted_names_are_found(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in short_quotes(text)] == names


@given(QUOTED)
def test_quoted_names_follow_one_another(text: str) -> None:
    ends = [place for span in short_quotes(text) for place in span]

    assert ends == sorted(ends)


@given(st.one_of(st.sampled_from(TEXTS), QUOTED))
def test_a_heading_says_its_text_and_nothing_else(text: str) -> None:
    if not text.split():
        return
    tree = fragment(f"# {heading(text)} {{#place}}\n\n正文\n")
    (title,) = tree.iter("h1")

    assert visible(title) == folded(text)
    assert title.get("id") == "place"
    assert {element.tag for element in tree.iter()} <= {"main", "h1", "span", "p"}
    assert {span.get("class") for span in tree.iter("span")} <= {"whole"}
