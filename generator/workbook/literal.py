"""The values of an honour as text in cells and back, with nothing lost: what our own export writes and reads."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from generator.schema.parts import Citation
from generator.schema.records import Honor
from generator.schema.types import PartialDate
from generator.workbook.grid import Cell

Values: TypeAlias = "dict[str, str | list[str | dict[str, str]]]"
"""An honour's values by their Chinese keys, as text that stands in a data file."""

LISTS = frozenset({"授予单位", "学校", "支撑", "来源"})
"""Keys that hold several values: a cell has one on each line."""


def values_of(honor: Honor) -> Values:
    """Return an honour's values as they stand in a data file; what is missing is left out."""
    values: Values = {}
    for key, attribute in Honor.keys().items():
        value = getattr(honor, attribute)
        if value in (None, (), False, ""):
            continue
        values[key] = [_plain(item) for item in value] if isinstance(value, tuple) else _text(value)
    return values


def _text(value: Any) -> str:
    if isinstance(value, PartialDate):
        return value.iso()
    return "是" if value is True else str(value)


def _plain(item: Any) -> str | dict[str, str]:
    if not isinstance(item, Citation):
        return _text(item)
    found = {key: getattr(item, name) for key, name in Citation.keys().items()}
    parts = {key: _text(value) for key, value in found.items() if value is not None}
    return parts["编号"] if parts.keys() == {"编号"} else parts


def cell_text(value: str | list[str | dict[str, str]]) -> str:
    """Return a value as the text of a cell; `value_of` reads it back."""
    if isinstance(value, str):
        return value
    return "\n".join(_line(item) for item in value)


def _line(item: str | dict[str, str]) -> str:
    if isinstance(item, dict):
        return json.dumps(item, ensure_ascii=False)
    if item.startswith("{"):
        return json.dumps({"编号": item}, ensure_ascii=False)
    return item.replace("\\", "\\\\").replace("\n", "\\n")


def value_of(key: str, cell: Cell) -> str | list[str | dict[str, str]]:
    """Return the value that a cell of our own export holds."""
    if key not in LISTS:
        return cell.date.iso() if cell.date else cell.text.strip()
    return [_item(key, line) for line in cell.text.split("\n") if line.strip()]


def _item(key: str, line: str) -> str | dict[str, str]:
    if line.startswith("{"):
        try:
            found = json.loads(line)
        except ValueError:
            found = None
        if isinstance(found, Mapping) and all(isinstance(part, str) for part in found.values()):
            if key != "来源" and found.keys() == {"编号"}:
                return str(found["编号"])
            return {str(name): str(part) for name, part in found.items()}
    text = re.sub(r"\\(\\|n)", lambda sign: "\n" if sign[1] == "n" else "\\", line)
    return text.strip()
