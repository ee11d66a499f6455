"""What every model shares: Chinese keys, no unknown ones, empty means missing, short forms.

A short form lets `- 学习` stand for `- 名称: 学习` where a model names one key for it."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

MISSING = frozenset({"", "~", "null"})


class Entity(BaseModel):
    """A part of the data that staff write; frozen, strict about keys, lenient about emptiness."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    short_form: ClassVar[str | None] = None

    @model_validator(mode="before")
    @classmethod
    def prepare(cls, value: Any) -> Any:
        """Expand a short form and drop the known keys that were left empty."""
        if isinstance(value, str) and cls.short_form is not None and value not in MISSING:
            _refuse_glued_key(value, cls.keys())
            return {cls.short_form: value}
        if isinstance(value, dict):
            keys = cls.keys()
            return {
                key: item
                for key, item in value.items()
                if key not in keys or not (isinstance(item, str) and item in MISSING)
            }
        return value

    def get(self, attribute: str, default: Any = None) -> Any:
        """Return the value of a field, the default where this model has no such field.

        What pydantic does for an attribute that is not there takes twenty times as long."""
        return self.__dict__.get(attribute, default)

    @classmethod
    def keys(cls) -> dict[str, str]:
        """Return the Chinese keys of this model, each with the name of its attribute."""
        cached = cls.__dict__.get("_keys")
        if cached is None:
            cached = {field.alias or name: name for name, field in cls.model_fields.items()}
            cls._keys = cached
        return cached

    _keys: ClassVar[dict[str, str]]


def _refuse_glued_key(text: str, keys: dict[str, str]) -> None:
    """Refuse `名称:学习`, which YAML reads as one text, where the key was clearly meant."""
    for mark, code in (("：", "colon-fullwidth"), (":", "colon-no-space")):
        key, found, rest = text.partition(mark)
        if found and key.strip() in keys and rest.strip():
            raise PydanticCustomError(code, "{key}", {"key": key.strip(), "rest": rest.strip()})
