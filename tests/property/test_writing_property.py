"""What we write for people is read back as the same values, whatever they hold."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.problems import ERROR
from generator.schema import KINDS, Kind, known_keys
from generator.source import parse_document
from generator.writing import Path, Writable, record_text, writable
from tests.hostile_texts import TEXTS
from tests.in_memory import read_texts
from tests.specimens import specimen_records

LETTERS = st.sampled_from(
    [*"党建学习，。“”：；、-#:'\"[]{}&*!|>%@`,?019aZ \n\t\\～—…·－　😀\ufeff\u200b\ufffd"]
)
KEYS = st.sampled_from(sorted(known_keys())) | st.text(LETTERS, min_size=1, max_size=8).map(writable)
WORDS = st.sampled_from(TEXTS) | st.text(LETTERS, max_size=90) | st.text(max_size=20)
VALUES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
RECORDS = st.dictionaries(KEYS.filter(str.strip), VALUES, min_size=1, max_size=4)


def cleaned(value: Any) -> Any:
    """Return a value without the characters that no file can hold."""
    if isinstance(value, dict):
        return {key: cleaned(item) for key, item in value.items()}
    return [cleaned(item) for item in value] if isinstance(value, list) else writable(value)


def read_back(text: str) -> Any:
    """Return what our reader makes of a text, held to complain of nothing grave but ruined characters."""
    document, problems = parse_document(text, "data/a.yml", known_keys())
    assert document is not None, (text, problems)
    assert {p.code for p in problems if p.severity is ERROR} <= {"replacement-character"}, (text, problems)
    return document.value


@settings(max_examples=400)
@given(st.sampled_from([kind for kind in KINDS if not kind.many]), RECORDS)
@example(KINDS[4], {"名称": "第一行\n\n  第二行\n\n\n"})
@example(KINDS[4], {"名称": " 前后有空格 ", "含义": "行尾有空格 \n"})
@example(KINDS[4], {"a: b # c": {"- 甲": ["", [], {}, [["~"]]]}})
def test_a_record_is_read_back_as_it_was(kind: Kind, values: dict[str, Any]) -> None:
    assert read_back(record_text(kind, values)) == cleaned(values)


@settings(max_examples=100)
@given(st.sampled_from([kind for kind in KINDS if kind.many]), st.lists(RECORDS, min_size=1, max_size=3))
def test_a_list_of_records_is_read_back_as_it_was(kind: Kind, values: list[Writable]) -> None:
    assert read_back(record_text(kind, values)) == cleaned(values)


@settings(max_examples=200)
@given(RECORDS, st.data())
def test_remarks_change_nothing(values: dict[str, Any], data: st.DataObject) -> None:
    paths = st.sampled_from([(), *_paths(values), ("年份",), ("板块",)])
    comments: dict[Path, str] = data.draw(st.dictionaries(paths, WORDS, max_size=4))

    text = record_text(KINDS[4], values, comments)

    assert read_back(text) == cleaned(values)
    for comment in comments.values():
        assert all(f"# {row}".rstrip() in text for row in writable(comment).split("\n"))


def _paths(value: Any, here: Path = ()) -> list[Path]:
    inner: Any = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    return [path for key, child in inner for path in [(*here, key), *_paths(child, (*here, key))]]


@settings(max_examples=200)
@given(WORDS.map(writable))
def test_any_other_reader_of_yaml_reads_the_same_text(text: str) -> None:
    written = record_text(KINDS[4], {"名称": text, "要点": [text]})

    # BaseLoader: the others make numbers and dates of plain words, which is what an editor should see.
    assert yaml.load(written, yaml.BaseLoader) == {"名称": text, "要点": [text]}  # noqa: S506 - makes text only


@pytest.mark.parametrize("path", sorted(specimen_records()[0]))
def test_a_file_with_every_field_is_read_back_and_sound(path: str) -> None:
    files, leaves = specimen_records()
    kinds = {kind.place: kind for kind in KINDS}
    texts: dict[str, str | None] = {
        name: record_text(kinds[name.partition("/")[0]], value) for name, value in files.items()
    }

    read = read_texts(
        {**texts, "schools/example.yml": None}, [leaf.text for leaf in leaves if leaf.sort == "picture"]
    )

    assert read_back(str(texts[path])) == files[path]
    assert read.showcase is not None
