"""Write the JSON Schemas that editors complete and explain the keys with."""

from __future__ import annotations

import json
from typing import Any

from generator import disk
from generator.project import Project
from generator.schema.kinds import KINDS, Kind


def schema_of(kind: Kind) -> dict[str, Any]:
    """Return the JSON Schema of one kind of file, with Chinese titles and descriptions."""
    entity = kind.model.model_json_schema(by_alias=True)
    definitions = entity.pop("$defs", {})
    for definition in (entity, *definitions.values()):
        _clean(definition)
    schema: dict[str, Any] = {"$schema": "http://json-schema.org/draft-07/schema#", "title": kind.title}
    if kind.many:
        schema |= {"type": "array", "items": {"$ref": "#/$defs/entry"}}
        definitions["entry"] = entity
    else:
        schema |= entity | {"title": kind.title}
    return schema | {"$defs": definitions}


def schema_name(kind: Kind) -> str:
    """Return the file name of a kind's schema under data/schema/."""
    return f"{kind.place.removesuffix('.yml')}.json"


def schema_text(kind: Kind) -> str:
    """Return the schema as it stands in its file."""
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def write_schemas(project: Project) -> list[str]:
    """Write every kind's schema where it differs, and return the files written."""
    folder = project.data / "schema"
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in KINDS:
        path = folder / schema_name(kind)
        text = schema_text(kind)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            disk.write_whole(path, text.encode())
            written.append(project.relative(path))
    return written


def _clean(definition: dict[str, Any]) -> None:
    """Drop the English titles and docstrings that pydantic derives; keep what we wrote for staff."""
    for whole in (definition, *definition.get("anyOf", ())):
        for word in ("title", "description"):
            if word == "title" or not _is_chinese(str(whole.get(word, ""))):
                whole.pop(word, None)
        for key, value in whole.get("properties", {}).items():
            value["title"] = key


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)
