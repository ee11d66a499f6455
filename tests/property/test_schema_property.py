"""Whatever our reader takes in a field, an editor takes as well, however it types it."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.schema import types
from generator.schema.types import RULES
from tests.hostile_texts import TEXTS
from tests.schema_checks import without_dates

FIELDS: dict[str, Any] = {
    "text": types.Text,
    "prose": types.Prose,
    "count": types.Count,
    "number": types.Number,
    "year": types.Year,
    "date": types.Date,
    "flag": types.Flag,
    "url": types.Url,
    "picture": types.MediaPath,
    "slug": types.Slug,
}
LETTERS = st.sampled_from(
    [*"0123456789０１２年月日号-－/.．,，—– 　（周一）是否有无不truefalsyonTRUEabcａｂＣ:\\h"]
)
WORDS = st.sampled_from(
    [*TEXTS, "2024-6-3", "2024年6月", "20240603", "1,234.5", "https://a.b/c", "a/b.jpg", "..", "a\\b"]
)
NUMBERS = st.integers(0, 99_999_999).map(str) | st.dates().map(str) | st.floats(0, 1e9).map(str)


def test_every_kind_of_scalar_is_tried() -> None:
    assert FIELDS.keys() == RULES.keys()


@pytest.mark.parametrize("rule", FIELDS)
@settings(max_examples=200)
@given(text=st.text(LETTERS, max_size=12) | WORDS | NUMBERS)
@example(text="　２０２４ 年 ６ 月 ３ 日（星期一）")
def test_a_scalar_that_we_take_an_editor_takes(rule: str, text: str) -> None:
    try:
        TypeAdapter(FIELDS[rule]).validate_python(text)
    except ValidationError:
        return
    check = jsonschema.Draft7Validator(RULES[rule])

    assert check.is_valid(text)
    assert check.is_valid(_as_typed(text))


def _as_typed(text: str) -> Any:
    """Return the text as an editor types it when it is written without quotes; as text where it cannot be."""
    try:
        value = yaml.safe_load(f"- {text}")
    except (yaml.YAMLError, ValueError):
        return text
    typed = value[0] if isinstance(value, list) and len(value) == 1 else text
    # What YAML cuts or folds is not this text any more, and neither is what it takes for nothing.
    alike = not isinstance(typed, str) or typed == text
    return without_dates(typed) if alike and not isinstance(typed, (list, dict, type(None))) else text
