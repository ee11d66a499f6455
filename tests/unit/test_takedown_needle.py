"""A word is found in every way that people and programs write it, and in nothing that only looks like it."""

from __future__ import annotations

import pytest

from generator.takedown.needle import MASK, Needle, plain_word

NAME = Needle("张三")
PHONE = Needle(plain_word("138 0000 0000"))


def taken(needle: Needle, text: str) -> str:
    """Return a text with the mask in every place where the word stands."""
    for start, end in reversed(needle.find(text)):
        text = text[:start] + MASK + text[end:]
    return text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("张三同学", f"{MASK}同学"),
        ("张 三", MASK),
        ("张　三", MASK),
        ("张\u200b三", MASK),
        ("张·三", MASK),
        ("張三", MASK),
        ("**张三**获奖", f"**{MASK}**获奖"),
        ("**张**三获奖", f"{MASK}获奖"),
        ("张**三**获奖", f"{MASK}获奖"),
        ("张`三`", MASK),
        ("张<b>三", MASK),
        ("张&nbsp;三", MASK),
        ("张\n  三同学", f"{MASK}同学"),
        ("张三、张三", f"{MASK}、{MASK}"),
    ],
)
def test_a_name_is_found_as_people_write_it(text: str, left: str) -> None:
    assert taken(NAME, text) == left


@pytest.mark.parametrize("text", ["张老三", "张，三", "张\n\n三", "* 张\n* 三", "张</p><p>三", "三张"])
def test_characters_that_are_parted_are_no_name(text: str) -> None:
    assert taken(NAME, text) == text


@pytest.mark.parametrize(
    "text", ["13800000000", "138-0000-0000", "１３８００００００００", "138 0000 0000", "138－0000－0000"]
)
def test_a_number_is_found_with_dashes_and_full_width(text: str) -> None:
    assert taken(PHONE, f"电话{text}。") == f"电话{MASK}。"


@pytest.mark.parametrize("text", ["2138000000001", "13800000000a"])
def test_a_number_inside_a_longer_one_is_another(text: str) -> None:
    assert not PHONE.is_in(text)


def test_a_longer_text_that_only_holds_the_characters_is_spared() -> None:
    needle = Needle("张三", ("一张三年级",))

    assert taken(needle, "一张三年级的照片里有张三") == f"一张三年级的照片里有{MASK}"
    assert not needle.is_in_page("一 张 三 年 级")


@pytest.mark.parametrize(
    "text", ["%E5%BC%A0%E4%B8%89", "&#24352;&#19977;", "\\u5f20\\u4e09", "张 三", "张<wbr>三"]
)
def test_a_built_page_is_read_as_machines_write_it(text: str) -> None:
    assert NAME.is_in_page(f"<p>{text}</p>")


def test_pinyin_in_a_name_counts_only_when_asked() -> None:
    assert not NAME.is_in_name("zhang-san.yml")
    assert Needle("张三", with_latin=True).is_in_name("2024/Zhang-San.yml")
    assert not Needle("张三", with_latin=True).is_in_name("zhang-sang.yml")


@pytest.mark.parametrize("text", ["张三", "“张三”", " 张 三。"])
def test_a_text_of_nothing_else_is_the_whole_word(text: str) -> None:
    assert NAME.is_whole(text)
    assert not NAME.is_whole(f"{text}等")


@pytest.mark.parametrize("text", ["张 三", "“张三”", "张三，", "**张三**", "- 张三:"])
def test_what_stands_around_a_word_is_no_part_of_it(text: str) -> None:
    assert plain_word(text) == "张三"


def test_a_long_text_of_half_a_name_is_read_in_no_time() -> None:
    assert not NAME.is_in_page("张" + " \n" * 100_000 + "张 " * 100_000)
