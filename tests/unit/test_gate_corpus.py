"""Every line that must be found is found, and every innocent one passes; for every rule that reads text."""

from __future__ import annotations

import re

import pytest

from generator.gate import triggers
from generator.gate.personal import is_card, is_identity
from generator.gate.reading import Reading
from generator.gate.rules import RULES, in_filename, inspect
from tests.gate_corpus import found_codes, kinds_of_innocence, must_find, must_pass, rules_with_lines, scores

CODES = rules_with_lines()


@pytest.mark.parametrize("code", CODES)
def test_every_line_that_must_be_found_is(code: str) -> None:
    assert [line for line in must_find(code) if code not in found_codes(line, code)] == []


@pytest.mark.parametrize("code", kinds_of_innocence())
def test_every_innocent_line_passes_all_rules(code: str) -> None:
    assert {line: found for line in must_pass(code) if (found := found_codes(line, code))} == {}


def test_every_rule_for_texts_and_names_has_lines_of_both_kinds() -> None:
    assert {rule.code for rule in RULES} | {"minor-photo-name"} == set(CODES)
    assert all(must_pass(code) for code in CODES)


def test_scores_count_what_is_missed_and_what_is_stopped() -> None:
    told = {score.code: score for score in scores()}

    assert {(score.recall, score.precision) for score in told.values()} == {(1.0, 1.0)}
    assert sum(score.wanted for score in told.values()) > 400


@pytest.mark.parametrize("name", [name for name in dir(triggers) if name.isupper()])
def test_every_word_that_wakes_a_rule_holds_a_sign_that_is_looked_for_first(name: str) -> None:
    words = getattr(triggers, name)
    literal = [re.sub(r"\\(.)", r"\1", word) for word in words] if isinstance(words, tuple) else []

    assert [word for word in literal if not triggers.SIGNS.search(word) and word != "某某"] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("前面写了很多字，", "，后面也写了很多字。"), ("- ", ""), ("> ", "\n"), ("| ", " |"), ("（", "）")],
)
@pytest.mark.parametrize("code", [code for code in CODES if code.startswith("private-")])
def test_personal_data_are_found_wherever_they_stand(code: str, before: str, after: str) -> None:
    lines = [f"{before}{line}{after}" for line in must_find(code)]

    assert [line for line in lines if code not in found_codes(line, code)] == []


@pytest.mark.parametrize("code", [code for code in CODES if code.startswith("private-")])
def test_no_message_holds_the_whole_of_a_number(code: str) -> None:
    found = [one for line in must_find(code) for rule, one in inspect(Reading(line)) if rule.code == code]

    assert found
    assert [one.shown for one in found if one.key in one.shown] == []


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("电话：１３８ １２３４ ５６７８。", "电话：。"),
        ("电话：138**1234**5678，找王老师", "电话：，找王老师"),
        ("学生张**小**明患病", "学生患病"),
        ("证号 1100 0020 0001 0100 19 号", "证号  号"),
    ],
)
def test_place_in_the_raw_text_is_that_of_the_characters(line: str, rest: str) -> None:
    ((_, found),) = inspect(Reading(line))

    assert line[: found.start] + line[found.end :] == rest


def test_a_digit_that_is_wrong_is_no_identity_number() -> None:
    number = "110000200001010019"
    others = [f"{number[:at]}{(int(number[at]) + 1) % 10}{number[at + 1 :]}" for at in range(18)]

    assert is_identity(number)
    assert not any(map(is_identity, others))


def test_a_digit_that_is_wrong_is_no_card() -> None:
    number = "6217000000000059794"

    assert is_card(number)
    assert not any(
        is_card(f"{number[:at]}{(int(number[at]) + 1) % 10}{number[at + 1 :]}") for at in range(19)
    )


def test_name_of_a_file_is_read_for_numbers_as_well() -> None:
    assert [rule.code for rule, *_ in in_filename("家长13812345678.jpg")] == ["private-phone"]


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000,
        "1 " * 50_000,
        "张" * 100_000,
        "学生" * 50_000,
        "（" * 100_000,
        "a@" * 50_000,
        "*" * 100_000,
        "<" * 100_000,
        "&#" * 50_000,
        "[" * 100_000,
        "王小明、" * 25_000,
        "| " * 50_000,
        "高考" * 50_000,
        "一" * 100_000,
        "小区1" * 30_000,
        "_" * 100_000,
        "\ufffd" * 100_000,
        "存在" * 50_000,
        "學" * 100_000,
        "七（2）班" * 20_000,
        "困难学生" + "王小明、" * 25_000,
        "结对帮扶名单\n" + "王小明——" * 20_000,
        "困难" + "乐乐大名" * 25_000,
        "资助" + "王小明1000" * 14_000,
        "中考录取" + "7" * 100_000,
        "\t" * 100_000,
        "初稿" + "\n" * 100_000,
        "存在的问题" + "\n " * 50_000,
        "存在的问题" + " " * 100_000 + "了",
        "qq" + "\n " * 50_000,
        "<!-- 党" * 20_000,
        "<!--存在" * 20_000,
        "党**名，" * 20_000,
        "（？党" * 30_000,
        "成效：预计" * 20_000,
        "成效\n- " * 20_000,
        "存在问题：" * 20_000,
        "初稿\n" * 30_000,
        "~~党 " * 25_000,
        "鍏氬" * 50_000,
        "“黨" * 50_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    # A pattern that runs away would take minutes; how long the rest takes is measured elsewhere.
    inspect(Reading(text))
