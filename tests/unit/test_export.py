"""The JSON Schemas that editors complete and explain the keys with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.project import Project
from generator.schema import KINDS, Kind, known_keys
from generator.schema.base import Entity
from generator.schema.export import schema_name, schema_of, schema_text, write_schemas

CHINESE = re.compile("[\u4e00-\u9fff]")


def models(base: type[Entity] = Entity) -> Iterator[type[Entity]]:
    """Yield every model."""
    for model in base.__subclasses__():
        yield model
        yield from models(model)


@pytest.mark.parametrize("model", sorted(set(models()), key=str), ids=lambda model: model.__name__)
def test_every_field_has_a_chinese_key_and_a_chinese_description(model: type[Entity]) -> None:
    for name, field in model.model_fields.items():
        assert CHINESE.match(field.alias or ""), name
        assert CHINESE.search(field.description or ""), name
        assert (field.description or "").endswith("。"), name


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.place)
def test_schema_explains_in_chinese_only(kind: Kind) -> None:
    for key, value in _words(schema_of(kind)):
        assert CHINESE.search(value), (key, value)


def _words(schema: Any) -> Iterator[tuple[str, str]]:
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key in {"title", "description"} and isinstance(value, str):
                yield key, value
            yield from _words(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _words(value)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.place)
def test_schema_knows_the_keys_of_its_model_and_no_other(kind: Kind) -> None:
    schema = schema_of(kind)
    entry = schema["$defs"]["entry"] if kind.many else schema

    assert set(entry["properties"]) == set(kind.model.keys())
    assert entry["additionalProperties"] is False
    assert schema["title"] == kind.title


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.place)
def test_every_reference_inside_a_schema_leads_somewhere(kind: Kind) -> None:
    schema = schema_of(kind)
    text = json.dumps(schema)

    for name in re.findall(r'"\$ref": "#/\$defs/(\w+)"', text):
        assert name in schema["$defs"]


def test_schema_lets_a_text_stand_for_a_whole_where_the_model_does() -> None:
    (brands,) = (kind for kind in KINDS if kind.place == "brands")
    short, full = schema_of(brands)["$defs"]["Pillar"]["anyOf"]

    assert short == {"type": ["string", "number"], "description": "只写文字时，就是“名称”。"}
    assert "要点" in full["properties"]


def test_schemas_are_written_once_and_then_left_alone(tmp_path: Path) -> None:
    project = Project(tmp_path)
    first = write_schemas(project)

    assert sorted(first) == sorted(f"data/schema/{schema_name(kind)}" for kind in KINDS)
    assert write_schemas(project) == []
    assert (tmp_path / "data/schema/brands.json").read_bytes().decode() == schema_text(KINDS[4])


def test_known_keys_are_those_of_every_model() -> None:
    assert known_keys() == {key for model in models() for key in model.keys()}  # noqa: SIM118 - a method of ours
