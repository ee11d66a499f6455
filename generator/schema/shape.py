"""The shape of the models: what stands under a key, which model a value is of, in which order keys are written.

Reads annotations only; nothing here looks at a file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from generator.schema.base import Entity
from generator.schema.parts import Citation, Place
from generator.schema.records import Owned


def inside(place: Any, part: str | int) -> Any:
    """Return the annotation of what stands under a key, a union's tag, or in a list; the place itself if nothing can."""
    found = members(place)
    if isinstance(part, int):
        items = tuple(get_args(member)[0] for member in found if get_origin(member) is tuple)
        return Union[items] if items else place  # noqa: UP007
    for member in found:
        if is_entity(member) and part in member.keys():  # noqa: SIM118 - a method of ours
            return member.model_fields[member.keys()[part]].annotation
    tagged = [member for member in found if is_entity(member) and part in tags(member)]
    return tagged[0] if tagged else place


def tags(model: type[Entity]) -> tuple[Any, ...]:
    """Return what a model's 类型 may be, where that tells it from the others of a union."""
    kind = model.model_fields.get("kind")
    return get_args(kind.annotation) if kind and get_origin(kind.annotation) is Literal else ()


def members(place: Any) -> list[Any]:
    """Return the types that an annotation allows, freed of Annotated and Optional."""
    if get_origin(place) is Annotated:
        return members(get_args(place)[0])
    if get_origin(place) in {Union, UnionType}:
        return [inner for member in get_args(place) for inner in members(member)]
    return [place]


def is_entity(place: Any) -> bool:
    """Tell whether an annotation is one of our models."""
    return isinstance(place, type) and issubclass(place, Entity)


def is_listed(place: Any) -> bool:
    """Tell whether an annotation is a list of models."""
    return any(get_origin(member) is tuple and entities(member) for member in members(place))


def entities(place: Any) -> list[type[Entity]]:
    """Return the models that an annotation allows, in a list or not."""
    found = members(place)
    found += [
        inner for member in found if get_origin(member) is tuple for inner in members(get_args(member)[0])
    ]
    return [member for member in found if is_entity(member)]


def entity_for(place: Any, value: Mapping[str, object]) -> type[Entity] | None:
    """Return the model that a value under such an annotation is of; None where its 类型 leaves that open."""
    models = entities(place)
    if len(models) > 1:
        models = [model for model in models if value.get("类型") in tags(model)]
    return models[0] if models else None


@cache
def key_order(model: type[Entity]) -> tuple[str, ...]:
    """Return a model's keys as people write them: its name, its kind, what is its own, place and source, then lists."""
    inherited = Owned if issubclass(model, Owned) else Place

    def rank(attribute: str) -> int:
        if attribute == "name" or (attribute == "kind" and tags(model)):
            return 0 if attribute == "name" else 1
        annotation = model.model_fields[attribute].annotation
        if is_listed(annotation) and Citation not in entities(annotation):
            return 4
        return 3 if attribute in inherited.model_fields else 2

    keys = model.keys()
    return tuple(sorted(keys, key=lambda key: rank(keys[key])))
