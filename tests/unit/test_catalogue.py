"""The catalogue tells of every problem code, and each example and cure in it is true."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from generator.catalogue import (
    EXAMPLES_FILE,
    FAMILIES,
    Entry,
    as_text,
    change_in,
    entry_of,
    first_of_each,
    nearest_codes,
    read_examples,
)
from generator.problems import BLOCK, ERROR, NOTE, Problem, Severity, Where
from tests.case_files import case_folders
from tests.problem_examples import Examples, all_examples
from tests.problem_page import PAGE, problem_page
from tests.unit.test_codes_documented import PACKAGE, codes_in_source

ENTRIES = [entry for family in FAMILIES for entry in family.entries]
SEVERITIES = {"ERROR": ERROR, "BLOCK": BLOCK, "NOTE": NOTE}
ANY_CODE = "[a-z]+(?:-[a-z0-9]+)+"


def codes() -> set[str]:
    return {entry.code for entry in ENTRIES}


def constructed() -> set[tuple[str, Severity]]:
    """Return the code and the severity of every Problem that the package makes of two constants."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name("Problem"), args=[ast.Constant(str(code)), ast.Name(severity), *_]
                ):
                    found.add((code, SEVERITIES[severity]))
    return found


def test_every_code_in_the_source_is_in_the_catalogue_and_no_other() -> None:
    assert codes() == codes_in_source()


def test_no_code_and_no_title_stands_twice() -> None:
    counts = Counter([*(entry.code for entry in ENTRIES), *(entry.title for entry in ENTRIES)])

    assert [text for text, count in counts.items() if count > 1] == []


def test_severities_are_those_that_the_source_gives() -> None:
    told = {(entry.code, severity) for entry in ENTRIES for severity in entry.severities}

    assert constructed() - told == set()


@pytest.mark.parametrize("case", case_folders("invalid"), ids=lambda case: case.name)
def test_severities_of_a_case_are_in_the_catalogue(case: Path) -> None:
    report = (case / "expected.txt").read_text(encoding="utf-8")
    shown = re.findall(rf"(?m)^\S+ (错误|拦截|提醒) \[({ANY_CODE})\]", report)

    assert shown
    assert [(code, word) for word, code in shown if Severity(word) not in told(code).severities] == []


def told(code: str) -> Entry:
    entry = entry_of(code)
    assert entry is not None, code
    return entry


def test_every_entry_says_what_and_why_in_whole_words() -> None:
    assert [
        entry.code for entry in ENTRIES if not 3 <= len(entry.title) <= 22 or entry.title.endswith("。")
    ] == []
    assert [entry.code for entry in ENTRIES if len(entry.why) < 12 or not entry.why.endswith("。")] == []
    assert [entry.code for entry in ENTRIES if entry.why.rstrip("。") == entry.title] == []


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the projects that the examples come from."""
    return tmp_path_factory.mktemp("projects")


@pytest.fixture(scope="module")
def examples(projects: Path) -> Examples:
    """Return what the code says now."""
    return all_examples(projects)


def test_examples_are_what_the_code_says_now(examples: Examples) -> None:
    assert EXAMPLES_FILE.read_bytes().decode() == as_text(examples)
    assert PAGE.read_bytes().decode() == problem_page(examples)


def test_every_code_has_an_example_or_a_cure() -> None:
    examples = read_examples()

    assert [entry.code for entry in ENTRIES if not (examples.get(entry.code) or entry.cure)] == []


def test_examples_show_every_severity_of_their_code() -> None:
    examples = read_examples()

    assert {code: {problem.severity for problem in problems} for code, problems in examples.items()} == {
        entry.code: set(entry.severities) for entry in ENTRIES if entry.code in examples
    }


def test_line_as_it_should_be_mends_the_case(examples: Examples, projects: Path) -> None:
    changes = [
        (problem, change)
        for code, problems in examples.items()
        for problem in problems
        if (projects / code).is_dir() and (change := change_in(problem))
    ]
    assert len(changes) >= 20
    assert [
        problem.code for problem, change in changes if not mends(projects / problem.code, problem, change)
    ] == []


def mends(root: Path, problem: Problem, change: tuple[str, str]) -> bool:
    """Tell whether the changed line takes the problem away from its place and brings no other to it."""
    from generator.build import Generator
    from generator.project import Project

    path = root / problem.where.file
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[problem.where.line - 1] == change[0]
    lines[problem.where.line - 1] = change[1]
    path.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    left = Generator(Project(root)).check()[1]
    return not any(
        other.where.file == problem.where.file
        and other.where.line == problem.where.line
        and (other.code == problem.code or other.severity is ERROR)
        for other in left
    )


def test_page_has_a_heading_with_the_code_as_its_anchor() -> None:
    anchors = re.findall(rf"(?m)^### .+ \{{#({ANY_CODE})\}}$", PAGE.read_text(encoding="utf-8"))

    assert anchors == [entry.code for entry in ENTRIES]


def problem(hint: str, excerpt: str = "  - 年份 2020", severity: Severity = ERROR) -> Problem:
    return Problem("colon-missing", severity, Where("data/a.yml", 1, 1, 1, excerpt), "", hint)


def test_change_keeps_indentation_and_dashes() -> None:
    assert change_in(problem("改成“年份: 2020”。")) == ("  - 年份 2020", "  - 年份: 2020")
    assert change_in(problem("改成“- 年份: 2020”。")) == ("  - 年份 2020", "  - 年份: 2020")
    assert change_in(problem("改成“    年份: 2020”。")) == ("  - 年份 2020", "    年份: 2020")


def test_change_of_a_word_leaves_the_rest() -> None:
    assert change_in(problem("把“年份”改成“日期:”。")) == ("  - 年份 2020", "  - 日期: 2020")


def test_lines_to_be_added_stand_under_the_one_that_changes() -> None:
    hint = "改成“数值: 560”，再加一行“修饰: 余”、一行“单位: 人次”。"
    assert change_in(problem(hint, excerpt="  - 数值: 560余人次")) == (
        "  - 数值: 560余人次",
        "  - 数值: 560\n    修饰: 余\n    单位: 人次",
    )


def test_no_change_is_made_up() -> None:
    assert change_in(problem("改成“未列全: 是”或“未列全: 否”。")) is None
    assert change_in(problem("对照证书确认。")) is None
    assert change_in(problem("改成“年份: 20…”。")) is None
    assert change_in(problem("改成“年份: 2020”。", excerpt="")) is None
    assert change_in(problem("把“学校”改成“品牌”。")) is None


def test_first_of_each_severity_is_shown_the_gravest_first() -> None:
    note, error, other = problem("一", severity=NOTE), problem("二"), problem("三")

    assert first_of_each([note, error, other]) == (error, note)


def test_nearest_codes_know_slips_parts_and_words() -> None:
    assert nearest_codes("piller-count")[0].code == "pillar-count"
    assert "colon-fullwidth" in {entry.code for entry in nearest_codes("冒号")}
    assert nearest_codes("[photo-alt-misssing]")[0].code == "photo-alt-missing"
    assert nearest_codes("zzzz") == ()
