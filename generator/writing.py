"""Write YAML as a person would: Chinese keys in the model's order, quotes only where needed, remarks above keys.

Text in, text out. Every scalar is read back before it is used, so what is written here means what was given."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from generator.schema import Kind, known_keys
from generator.schema.shape import entity_for, inside, key_order
from generator.schema.types import PartialDate
from generator.source import parse_document

Writable: TypeAlias = "str | int | PartialDate | Sequence[Writable] | Mapping[str, Writable]"
"""What can be written: True is 是, False is 否; other scalars as their text, a date as 2024-06-03."""

Path = tuple[str | int, ...]
Comments = Mapping[Path, str]
"""Remarks by the path of keys and positions that they stand above; () is the head of the whole text."""


def record_text(
    kind: Kind, values: Mapping[str, Writable] | Sequence[Writable], comments: Comments | None = None
) -> str:
    """Return the text of a file of this kind: one record, or the list of them where the kind has many.

    A remark on a key without a value stands where that key would. `generator.source` reads equal values back,
    but for what no file can hold: control characters are left out, and odd breaks become spaces."""
    writer = _Writer({path: writable(text) for path, text in (comments or {}).items()})
    lines = [*writer.remark((), 0)]
    if isinstance(values, Mapping):
        lines += writer.mapping(values, (), kind.model, 0)
    else:
        lines += writer.sequence(values, (), tuple[kind.model, ...], 0)  # type: ignore[name-defined]
    return "\n".join(lines) + "\n"


def file_text(
    kind: Kind,
    file: str,
    values: Mapping[str, Writable] | Sequence[Writable],
    comments: Comments | None = None,
) -> str:
    """Return the whole text of a new `file`, such as data/brands/2345.yml: `record_text` below its modeline."""
    return f"{modeline(kind, file)}\n{record_text(kind, values, comments)}"


def modeline(kind: Kind, file: str) -> str:
    """Return the first line that joins a data file to its schema in VS Code."""
    up = "../" * (file.count("/") - 1) or "./"
    return f"# yaml-language-server: $schema={up}schema/{kind.place.removesuffix('.yml')}.json"


_BREAKS = re.compile("\r\n?")
_BREAKS_UNSEEN = re.compile("[\x85\u2028\u2029]")
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def writable(text: str) -> str:
    """Return a text without what no data file may hold: control characters, and breaks that editors do not see."""
    return _UNWRITABLE.sub("", _BREAKS_UNSEEN.sub(" ", _BREAKS.sub("\n", text)))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Turns values into lines; `at` is always the indentation in spaces."""

    comments: Comments

    def remark(self, path: Path, at: int) -> Iterator[str]:
        if path in self.comments:
            for row in self.comments[path].split("\n"):
                yield (" " * at + f"# {row}").rstrip()

    def mapping(self, values: Mapping[str, Writable], path: Path, place: Any, at: int) -> Iterator[str]:
        model = entity_for(place, values)
        remarked = {str(p[-1]): "" for p in self.comments if p and p[:-1] == path and isinstance(p[-1], str)}
        for number, key in enumerate(_in_order({**remarked, **values}, key_order(model) if model else ())):
            value = values.get(key)
            here = (*path, key)
            if number and not path and _is_long(value):
                yield ""
            yield from self.remark(here, at)
            if value is not None:
                yield from self.entry(f"{' ' * at}{_key(key)}:", value, here, inside(place, key), at)

    def sequence(self, values: Sequence[Writable], path: Path, place: Any, at: int) -> Iterator[str]:
        apart = len(path) < 2 and any(_is_long([value]) for value in values)
        for index, value in enumerate(values):
            here = (*path, index)
            if index and apart:
                yield ""
            yield from self.remark(here, at)
            if isinstance(value, Mapping) and value:
                rows = list(self.mapping(value, here, inside(place, index), at + 2))
                while rows[0].lstrip().startswith("#"):
                    yield rows.pop(0)[2:]
                yield f"{' ' * at}- {rows[0][at + 2 :]}"
                yield from rows[1:]
            else:
                yield from self.entry(f"{' ' * at}-", value, here, inside(place, index), at)

    def entry(self, lead: str, value: Writable, path: Path, place: Any, at: int) -> Iterator[str]:
        """Yield a key or a dash with its value."""
        if isinstance(value, Mapping):
            yield lead if value else f"{lead} {{}}"
            yield from self.mapping(value, path, place, at + 2)
        elif isinstance(value, Sequence) and not isinstance(value, str):
            yield lead if value else f"{lead} []"
            yield from self.sequence(value, path, place, at + 2)
        else:
            first, *rest = _scalar(_words(value))
            yield f"{lead} {first}".rstrip(" ")
            yield from (f"{' ' * (at + 2)}{row}" if row else "" for row in rest)


def _in_order(keys: Iterable[str], order: tuple[str, ...]) -> list[str]:
    """Return the keys in the model's order; those that it does not know come last, as they came."""
    places = {key: number for number, key in enumerate(order)}
    return sorted(keys, key=lambda key: places.get(key, len(order)))


def _is_long(value: Writable | None) -> bool:
    """Tell whether a value is a list of things with keys of their own, which a blank line sets apart."""
    whole = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
    return any(isinstance(item, Mapping) for item in whole)


def _words(value: str | int | PartialDate) -> str:
    """Return a scalar as the text that people write for it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return writable(value.iso() if isinstance(value, PartialDate) else str(value))


# What most texts are made of, none of which means anything to YAML: these need no reading back.
_SAFE_START = r"\u4e00-\u9fff0-9A-Za-z“（《"
_SAFE = re.compile(f"[{_SAFE_START}](?:[{_SAFE_START}”‘’）》、，。；！？：…·/._%+()-]| (?=[{_SAFE_START}]))*")
_LONG = 60


def _scalar(text: str) -> list[str]:
    """Return a text as YAML: what stands behind the key or dash, and the rows below it without indentation."""
    if not text or _SAFE.fullmatch(text):
        return [text]
    return next((rows for rows in _candidates(text) if _reads_back(rows, text)), [_escaped(text)])


def _candidates(text: str) -> Iterator[list[str]]:
    """Yield the ways to write a text, the plainest first."""
    if "\t" in text:
        # Parsers do not agree on where a bare tab may stand.
        return
    if "\n" not in text:
        yield [text]
    if "\n" in text or len(text) > _LONG:
        yield ["|" if text.endswith("\n") else "|-", *text.removesuffix("\n").split("\n")]
    if "\n" not in text:
        yield [f'"{text}"']
        yield ["'" + text.replace("'", "''") + "'"]


def _escaped(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


# Told of the text itself, however it is written.
_OF_THE_TEXT = frozenset({"replacement-character", "invisible-character"})


def _reads_back(rows: list[str], text: str) -> bool:
    """Tell whether these rows mean the text, behind a key and in a list, and are complained of in neither."""
    whole = "\n  ".join(rows)
    return _means(f"名称: {whole}\n要点:\n- {whole}\n", {"名称": text, "要点": [text]})


def _means(text: str, value: object) -> bool:
    document, problems = parse_document(text, "", _keys())
    return document is not None and document.value == value and {p.code for p in problems} <= _OF_THE_TEXT


@cache
def _key(key: str) -> str:
    """Return a key as YAML."""
    key = writable(key)
    return key if _SAFE.fullmatch(key) or _means(f"{key}: 甲\n", {key: "甲"}) else _escaped(key)


@cache
def _keys() -> frozenset[str]:
    return known_keys()
