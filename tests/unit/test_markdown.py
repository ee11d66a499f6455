"""Any text as words, and the few marks that prose may use."""

from __future__ import annotations

import pytest

from generator.markdown import (
    Markdown,
    attribute_text,
    escape,
    lead,
    link_target,
    plain,
    prose,
    safe_link,
)
from tests.hostile_texts import TEXTS
from tests.html_pages import folded, fragment, visible

PLACES = {
    "heading": "# {}",
    "anchored heading": "## {} {{#pillar-1}}",
    "paragraph": "{}",
    "item": "- {}",
    "strong item": "- **{}**：{}",
    "nested item": "- 项\n\n    - {}（{}）",
    "cell": "| a | b |\n| --- | --- |\n| {} | **{}** |",
    "link": "[{}](x.md)",
    "label": "*{}*",
}
"""Where the templates print a value."""


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_escaped_text_shows_itself_and_is_no_markup(text: str, place: str) -> None:
    page = fragment(PLACES[place].format(escape(text), escape(text)))
    plain_page = fragment(PLACES[place].format("甲", "甲"))

    assert visible(page) == visible(plain_page).replace("甲", folded(text))
    assert [element.tag for element in page.iter()] == [element.tag for element in plain_page.iter()]


def test_text_without_any_mark_stays_as_it_is() -> None:
    assert escape("党建品牌，三必三有。") == "党建品牌，三必三有。"


def test_line_breaks_become_one_blank() -> None:
    assert escape("一\n\n  二\t三") == "一 二 三"


def test_escaped_text_is_marked_as_markdown() -> None:
    assert isinstance(escape("*"), Markdown)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("一段\n又一段", "一段\n\n又一段"),
        ("一段\n\n\n又一段", "一段\n\n又一段"),
        ("- 甲\n- 乙", "- 甲\n- 乙"),
        ("* 甲\n+ 乙", "- 甲\n- 乙"),
        ("1. 甲\n2. 乙", "1. 甲\n2. 乙"),
        ("1. 甲\n\n2. 乙", "1. 甲\n2. 乙"),
        ("1. 甲\n- 细\n- 节\n2. 乙", "1. 甲\n    - 细\n    - 节\n2. 乙"),
        ("前言\n- 甲\n后语", "前言\n\n- 甲\n\n后语"),
        ("## 小标题 ##\n正文", "**小标题**\n\n正文"),
        ("**重点**和**又一个**", "**重点**和**又一个**"),
        ("见[通知](https://example.org/a)。", "见[通知](<https://example.org/a>)。"),
        ("[**通知**](tel:0731-1)", "[\\*\\*通知\\*\\*](<tel:0731-1>)"),
        ("#不是标题", "\\#不是标题"),
        ("-不是列表", "&#45;不是列表"),
        ("    缩进", "缩进"),
    ],
)
def test_prose_keeps_paragraphs_lists_strong_words_and_links(text: str, markdown: str) -> None:
    assert prose(text) == markdown


@pytest.mark.parametrize("inside", ["<b>甲</b>", "甲_乙_丙", "`甲`", "{: .x}", "&lt;甲", "甲\\"])
@pytest.mark.parametrize("mark", ["**{}**", "[{}](a.md)", "- {}", "1. {}", "# {}", "{}", "甲**乙**{}"])
def test_words_inside_the_marks_of_prose_are_only_words(mark: str, inside: str) -> None:
    page, benign = fragment(prose(mark.format(inside))), fragment(prose(mark.format("丙")))

    assert visible(page) == visible(benign).replace("丙", inside)
    assert [element.tag for element in page.iter()] == [element.tag for element in benign.iter()]


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("3. 第三\n4. 第四", "3&#46; 第三\n\n4&#46; 第四"),
        ("1. 甲\n插话\n2. 乙", "1. 甲\n\n插话\n\n2&#46; 乙"),
        ("- 甲\n1. 乙", "- 甲\n\n1&#46; 乙"),
        ("2018. 年", "2018&#46; 年"),
    ],
)
def test_number_that_markdown_would_change_stays_as_it_is_written(text: str, markdown: str) -> None:
    assert prose(text) == markdown


@pytest.mark.parametrize(
    "text", ["# #", "** **", "[ ](a)", "[甲]( )", "**没有完", "[甲](b", "![图](a.png)", "`码`"]
)
def test_prose_shows_marks_that_mean_nothing_here(text: str) -> None:
    assert visible(fragment(prose(text))) == text


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert`1`",
        "javascript:alert%281%29",
        "JavaScript:x",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org/x",
        "\\\\example.org",
        "\u200bjavascript:x",
        "java\tscript:x",
        "x{:onclick=y}",
        "http://[broken",
        'x"onclick="y',
        "a:b/c",
    ],
)
def test_link_that_leads_elsewhere_than_web_mail_phone_or_site_is_shown_as_text(target: str) -> None:
    text = f"[甲]({target})"

    assert safe_link(target) is None
    assert fragment(prose(text)).find(".//a") is None
    assert visible(fragment(prose(text))) == folded(text)


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/a?b=1&c=2#d",
        "HTTP://example.org",
        "mailto:a@example.org",
        "tel:1",
        "../a.md",
        "a/b:c",
        "#d",
    ],
)
def test_link_to_web_mail_phone_or_site_leads_there(target: str) -> None:
    link = fragment(prose(f"[甲]({target})")).find(".//a")

    assert link is not None
    assert (link.get("href"), link.text) == (target, "甲")


@pytest.mark.parametrize("target", ["javascript&colon;alert%281%29", "javascript&#58;x", "javascript&#x3a;x"])
def test_entity_in_a_link_is_no_way_to_a_script(target: str) -> None:
    link = fragment(prose(f"[甲]({target})")).find(".//a")

    assert link is not None
    assert link.get("href") == target


def test_address_of_a_source_stands_in_a_link_whatever_signs_it_has() -> None:
    address = "https://example.org/`a`|{b}?x=1&copy=2&lt;"
    link = fragment(f"| a |\n| --- |\n| `[甲](<{link_target(address)}>) |").find(".//a")

    assert link is not None
    assert link.get("href") == "https://example.org/%60a%60%7C%7Bb%7D?x=1&copy=2&lt;"


def test_lead_has_no_lists_or_headings() -> None:
    assert lead("- 甲\n# 乙\n**丙**") == "&#45; 甲\n\n\\# 乙\n\n**丙**"


def test_plain_words_of_prose_have_no_marks() -> None:
    assert plain("## 题\n- **重** [点](https://example.org)\n1. 末") == "题 重 点 末"


def test_attribute_text_can_stand_unescaped_in_an_attribute() -> None:
    assert attribute_text('<b>"&\n行') == "＜b＞＂＆ 行"
