"""Write the JSON Schemas that editors complete, explain and check the keys with.

An editor sees numbers, dates and truth values where our reader sees text: a schema accepts all that the models do,
refuses keys that they do not know, and says why in Chinese where the editor lets it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BeforeValidator, WithJsonSchema
from pydantic.fields import FieldInfo

from generator import disk
from generator.inside import refused_outside
from generator.problems import Problem
from generator.project import Project
from generator.schema.base import MISSING, Entity
from generator.schema.kinds import KINDS, Kind
from generator.schema.shape import entities, is_entity, key_order, members, tags
from generator.schema.types import RULES, one_or_many

Schema = dict[str, Any]


def schema_name(kind: Kind) -> str:
    """Return the file name of a kind's schema under data/schema/."""
    return f"{kind.place.removesuffix('.yml')}.json"


def schema_text(kind: Kind) -> str:
    """Return the schema as it stands in its file."""
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=1) + "\n"


def write_schemas(project: Project) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Write every kind's schema where it differs; return the files with what became of them, 新建 or 更新."""
    changed: dict[str, str] = {}
    for kind in KINDS:
        path = project.data / "schema" / schema_name(kind)
        data = schema_text(kind).encode()
        if problem := refused_outside(path, project.root):
            return changed, (problem,)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            known = path.read_bytes().replace(b"\r\n", b"\n") if path.is_file() else None
            if known != data:
                disk.clear_temps(path.parent)
                disk.write_whole(path, data)
                changed[project.relative(path)] = "新建" if known is None else "更新"
        except OSError as error:
            return changed, (disk.refusal(error, project.relative(path)),)
    return changed, ()


def schema_of(kind: Kind) -> Schema:
    """Return the JSON Schema of one kind of file, with Chinese titles and descriptions."""
    schema: Schema = {"$schema": "http://json-schema.org/draft-07/schema#", "title": kind.title}
    if kind.many:
        hint = f"{kind.title}文件要从“- ”开始，一条一段。"
        schema |= {"type": "array", "items": {"$ref": "#/$defs/entry"}, "errorMessage": hint}
        definitions = {"entry": _object(kind.model)}
    else:
        schema |= _object(kind.model)
        definitions = {}
    definitions |= {model.__name__: _definition(model) for model in _models_below(kind.model)}
    return schema | {"$defs": definitions | RULES | {"blank": _BLANK}}


def _models_below(model: type[Entity]) -> list[type[Entity]]:
    """Return the models that stand anywhere inside a model, by name."""
    found: dict[str, type[Entity]] = {}
    pending = [model]
    while pending:
        for field in pending.pop().model_fields.values():
            for inner in entities(field.annotation):
                if inner.__name__ not in found:
                    found[inner.__name__] = inner
                    pending.append(inner)
    return [found[name] for name in sorted(found)]


_EMPTY = {"enum": [None, *sorted(MISSING)]}
# What stands behind `then` an editor checks and does not offer: nobody is meant to choose `null`.
_BLANK: Schema = {"if": {}, "then": _EMPTY}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _definition(model: type[Entity]) -> Schema:
    """Return the schema of a model inside another, which may have a short form."""
    whole = _object(model)
    if model.short_form is None:
        return whole
    field = model.model_fields[model.keys()[model.short_form]]
    (short,) = _alternatives(_annotated(field))
    if "enum" not in short:
        short = _short_text(short, whole["errorMessage"], model.keys())
    return {"anyOf": [short | {"description": f"只写文字时，就是“{model.short_form}”。"}, whole]}


def _short_text(text: Schema, hint: str, keys: Iterable[str]) -> Schema:
    """Return what a text must be to stand for a whole: not a key with a wrong colon behind it."""
    glued = {"type": "string", "pattern": f"^(?:{'|'.join(keys)})\\s*[:：]\\s*\\S"}
    colon = {"pattern": "(?!)", "errorMessage": "冒号要用半角“:”，后面空一格。"}
    return {
        "if": {"type": ["object", "array", "null"]},
        "then": {"type": "string", "errorMessage": hint},
        "else": {"if": glued, "then": colon, "else": {"anyOf": [text]}},
    }


def _object(model: type[Entity]) -> Schema:
    keys = model.keys()
    required = [key for key in key_order(model) if model.model_fields[keys[key]].is_required()]
    return {
        "type": "object",
        "properties": {key: _property(key, model.model_fields[keys[key]]) for key in key_order(model)},
        "required": required,
        "additionalProperties": False,
        "errorMessage": _object_hint(keys, required),
    }


def _object_hint(keys: Iterable[str], required: list[str]) -> str:
    missing = f"，或者少了必填的“{'”“'.join(required)}”" if required else ""
    return f"这里有不认识的项目{missing}。可以写：{'、'.join(keys)}。"


def _property(key: str, field: FieldInfo) -> Schema:
    schema: Schema = {"title": key, "description": field.description}
    default = field.get_default()
    if not field.is_required() and isinstance(default, (bool, int, str)):
        schema["default"] = ("是" if default else "否") if isinstance(default, bool) else default
    if field.examples:
        schema["examples"] = field.examples
    annotation = _annotated(field)
    blanks = [] if field.is_required() else [_ref("blank")]
    if get_origin(field.annotation) is tuple and not _takes_one(annotation):
        # Written so, and not as one of several, an editor puts the first dash in place.
        hint = f"“{key}”要一条一行地列出来，每条以“- ”开头。"
        return schema | {
            "items": _items(annotation),
            "if": {"not": {"type": "array"}},
            "then": _EMPTY | {"errorMessage": hint},
        }
    return schema | {"anyOf": [*_alternatives(annotation), *blanks]}


def _annotated(field: FieldInfo) -> Any:
    """Return a field's annotation with the marks that pydantic keeps beside it."""
    return Annotated[field.annotation, *field.metadata, None]


def _takes_one(annotation: Any) -> bool:
    """Tell whether one value may stand for a list of it."""
    marks = get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()
    return any(isinstance(mark, BeforeValidator) and mark.func is one_or_many for mark in marks)


def _alternatives(annotation: Any) -> list[Schema]:
    """Return the schemas of what an annotation allows, emptiness left out."""
    if rule := _rule_of(annotation):
        offered = [_choice(["是", "否"])] if rule == "flag" else []
        return [*offered, _ref(rule)]
    if get_origin(annotation) is Annotated:
        place = get_args(annotation)[0]
        if get_origin(place) is tuple and _takes_one(annotation):
            one = _items(annotation)
            return [one, {"type": "array", "items": one}]
        return _alternatives(place)
    if get_origin(annotation) is Literal:
        return [_choice(list(get_args(annotation)))]
    if is_entity(annotation):
        return [_ref(annotation.__name__)]
    return [found for arg in get_args(annotation) if arg is not type(None) for found in _alternatives(arg)]


def _choice(choices: list[str]) -> Schema:
    return {"enum": choices, "errorMessage": f"这里可以写：{'、'.join(choices)}。"}


def _tagged(models: list[type[Entity]]) -> Schema:
    """Return the schema of what is one model or another by its 类型: that is asked first, then all else."""
    choices = {tag: model.__name__ for model in models for tag in tags(model)}
    kind = {
        "title": "类型",
        "description": models[0].model_fields["kind"].description,
        **_choice(list(choices)),
    }
    first = {
        "type": "object",
        "properties": {"类型": kind},
        "required": ["类型"],
        "errorMessage": f"先写“类型”，它决定还可以写什么。{kind['errorMessage']}",
    }
    branches = [
        {"if": {"properties": {"类型": {"const": tag}}, "required": ["类型"]}, "then": _ref(name)}
        for tag, name in choices.items()
    ]
    return {"allOf": [first, *branches]}


def _items(annotation: Any) -> Schema:
    (inner,) = {get_args(member)[0] for member in members(annotation) if get_origin(member) is tuple}
    if len(entities(inner)) > 1:
        return _tagged(entities(inner))
    found = _alternatives(inner)
    return found[0] if len(found) == 1 else {"anyOf": found}


def _rule_of(annotation: Any) -> str | None:
    """Return which of our kinds of scalar an annotation is; the last mark counts."""
    marks = get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()
    shown = [mark.json_schema for mark in marks if isinstance(mark, WithJsonSchema)]
    return next((name for name, rule in RULES.items() if shown and rule is shown[-1]), None)
