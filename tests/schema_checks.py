"""Hold data against the schemas as an editor does: YAML read with its own types, or as our reader reads it."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import jsonschema
import yaml

from generator.schema import Kind, known_keys
from generator.schema.export import schema_of
from generator.source import parse_document


@cache
def validator(kind: Kind) -> jsonschema.Draft7Validator:
    """Return the validator of a kind's files, made once; its schema is itself held to the draft."""
    schema = schema_of(kind)
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def as_editors_read(text: str) -> Any:
    """Return a text's value with numbers, dates and truth values told apart; a date is text to an editor."""
    return without_dates(yaml.safe_load(text))


def without_dates(value: Any) -> Any:
    """Return a value with dates as the text that an editor takes them for."""
    if isinstance(value, dict):
        return {str(key): without_dates(item) for key, item in value.items()}
    if isinstance(value, list):
        return [without_dates(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def as_we_read(text: str) -> Any:
    """Return a text's value with every scalar as it is written."""
    document, problems = parse_document(text, "data/a.yml", known_keys())
    assert document is not None, problems
    return document.value


def complaints(kind: Kind, value: Any) -> list[str]:
    """Return what the schema has against a value: each place and the rule that it breaks."""
    return [
        f"{list(error.absolute_path)} {error.message[:200]}" for error in validator(kind).iter_errors(value)
    ]
