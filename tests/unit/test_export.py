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
from generator.schema.kinds import BRAND

ROOT = Path(__file__).parents[2]
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
            if key in {"title", "description", "errorMessage"} and isinstance(value, str):
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


def test_schemas_are_written_once_and_then_left_alone(tmp_path: Path) -> None:
    project = Project(tmp_path)
    first, problems = write_schemas(project)

    assert problems == ()
    assert first == {f"data/schema/{schema_name(kind)}": "新建" for kind in KINDS}
    assert write_schemas(project) == ({}, ())
    assert (tmp_path / "data/schema/brands.json").read_bytes().decode() == schema_text(BRAND)


def test_a_schema_that_somebody_changed_is_made_anew_and_named(tmp_path: Path) -> None:
    project = Project(tmp_path)
    write_schemas(project)
    (tmp_path / "data/schema/brands.json").write_text("{}", encoding="utf-8")

    assert write_schemas(project) == ({"data/schema/brands.json": "更新"}, ())


def test_a_schema_with_the_line_breaks_of_windows_is_the_same(tmp_path: Path) -> None:
    project = Project(tmp_path)
    write_schemas(project)
    path = tmp_path / "data/schema/brands.json"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert write_schemas(project) == ({}, ())


def test_a_schema_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "data/schema/brands.json").mkdir(parents=True)

    (problem,) = write_schemas(Project(tmp_path))[1]

    assert (problem.code, problem.where.file) == ("write-failed", "data/schema/brands.json")


def test_the_schemas_of_this_project_are_current() -> None:
    folder = ROOT / "data/schema"

    assert {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())} == {
        schema_name(kind): schema_text(kind) for kind in sorted(KINDS, key=schema_name)
    }


def test_known_keys_are_those_of_every_model() -> None:
    assert known_keys() == {key for model in models() for key in model.keys()}  # noqa: SIM118 - a method of ours
