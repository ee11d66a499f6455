"""Parser events to a value, with every guard on the way: depth, anchors, tags, a second document.

One pass over a stream of events: nothing recurses, so no input can overflow a stack."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import yaml

from generator.source.lines import split_rows
from generator.source.slips import WIDE_DASHES

Value = str | list["Value"] | dict[str, "Value"]
Loader: type[yaml.CBaseLoader | yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

MAX_DEPTH = 32
_MAX_REFUSALS = 20
# A key or value that starts with one of these may have been an indentation or a list's dash.
_ODD_STARTS = frozenset("\u3000\xa0-" + WIDE_DASHES)
# With few brackets the C parser can run to the end at full speed; with many, its cost may be quadratic.
_FEW_BRACKETS = 200
_CHINESE = re.compile("[ᄀ-ᇿ⺀-鿿가-힯豈-﫿︰-﹏\uff00-\uffef“”‘’—…·\U00020000-\U0003ffff]")
# What the parser raises; the pure Python one also lets these two out for odd escapes.
_PARSER_ERRORS = (yaml.YAMLError, ValueError, OverflowError)


@dataclass(frozen=True, slots=True)
class Stumble:
    """Where the parser gave up, 0-based, and where the thing that it was reading had begun."""

    row: int
    column: int
    start_row: int
    start_column: int
    complaint: str
    context: str

    @property
    def anchor(self) -> tuple[int, int]:
        """Return the place that a person would call the fault's."""
        if self.context.endswith(("simple key", "quoted scalar")):
            return self.start_row, self.start_column
        return self.row, self.column


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that YAML allows and we do not; `what` is one of anchor, alias, tag, document, depth."""

    what: str
    name: str
    row: int
    column: int


@dataclass(slots=True)
class Reading:
    """What one pass over the text gave. `odd` asks for a second, slower look at the nodes."""

    value: Value | None = None
    refusals: list[Refusal] = field(default_factory=list)
    stumble: Stumble | None = None
    odd: bool = False


def read_value(text: str) -> Reading:
    """Return the text's value: every scalar as it is written, the first of two equal keys."""
    reading = Reading()
    parser = Loader(text)
    try:
        reading.value = _build(parser.get_event, _Watch(text, reading))
    except _PARSER_ERRORS as error:
        reading.stumble = _stumble(error)
    finally:
        parser.dispose()
    return reading


def is_slow(text: str) -> bool:
    """Tell whether a text has so many brackets that the parser must be watched at each step."""
    return text.count("[") + text.count("{") > _FEW_BRACKETS


def first_stumble(text: str) -> Stumble | None:
    """Return where the parser gives up, or None when it reaches the end (or a depth that we refuse anyway)."""
    parser = Loader(text)
    try:
        if isinstance(parser, yaml.CBaseLoader) and not is_slow(text):
            parser.raw_parse()
        else:
            _run_through(parser)
    except _PARSER_ERRORS as error:
        return _stumble(error)
    finally:
        parser.dispose()
    return None


def compose(text: str) -> yaml.Node:
    """Return the nodes of a text that `read_value` has accepted: that bounds how deep this recurses."""
    # The stubs allow for a text without a document; such a text has no value and never comes here.
    return cast("yaml.Node", yaml.compose(text, Loader))


def _run_through(parser: yaml.CBaseLoader | yaml.BaseLoader) -> None:
    depth = 0
    while not isinstance(event := parser.get_event(), yaml.StreamEndEvent):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            return


def _stumble(error: Exception) -> Stumble:
    mark = getattr(error, "problem_mark", None)
    start = getattr(error, "context_mark", None) or mark
    if mark is None or start is None:
        return Stumble(0, 0, 0, 0, str(error), "")
    complaint, context = getattr(error, "problem", None), getattr(error, "context", None)
    return Stumble(mark.line, mark.column, start.line, start.column, complaint or "", context or "")


# The stubs call an event's marks optional and give it no anchor; the parser always sets them.
_Event = Any
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_OPENERS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_STARTS = (*_OPENERS, yaml.AliasEvent)


def _build(next_event: Callable[[], _Event], watch: _Watch) -> Value | None:
    """Build the value from events; half of reading a file's time is spent in this loop."""
    roots: list[Value] = []
    holder: Value = roots
    key: str | None = None
    outer: list[tuple[Value, str | None]] = []
    while True:
        event = next_event()
        kind = event.__class__
        if kind is yaml.ScalarEvent:
            word: str = event.value
            marked = event.style or event.tag is not None or event.anchor is not None
            special = marked or " " in word or "\n" in word or word[:1] in _ODD_STARTS
            value: Value | None = watch.scalar(event) if special else word
        elif kind in _ENDS:
            holder, key = outer.pop()
            continue
        elif kind in _STARTS:
            value = watch.start(event, len(outer))
        elif watch.goes_on(event, len(roots)):
            continue
        else:
            return roots[0] if roots else None
        if value is None:
            return None
        if isinstance(holder, list):
            holder.append(value)
        elif isinstance(holder, dict):
            key = watch.put(holder, key, value)
        if kind in _OPENERS:
            outer.append((holder, key))
            holder, key = value, None


class _Watch:
    """Looks at what is not a plain word, and notes in the reading what is refused or odd."""

    __slots__ = ("_escapes", "_reading", "_rows", "_text")

    def __init__(self, text: str, reading: Reading) -> None:
        self._text = text
        # Asked of each text in double quotes: looking through the whole file for each would take for ever.
        self._escapes = "\\" in text
        self._reading = reading
        self._rows: tuple[str, ...] = ()

    def scalar(self, event: _Event) -> str:
        """Return the scalar's text, folded as Chinese is."""
        self._refuse_marks(event)
        value: str = event.value
        if (event.style == '"' and self._escapes) or value[:1] in _ODD_STARTS:
            self._reading.odd = True
        # Folding leaves a space or a break in the value: nothing else needs the slow look at its lines.
        folds = event.style != "|" and (" " in value or "\n" in value)
        if not folds or event.start_mark.line == event.end_mark.line:
            return value
        self._rows = self._rows or split_rows(self._text)
        self._reading.odd |= not event.style
        return unfold(value, pieces_of(event, self._rows))

    def start(self, event: _Event, depth: int) -> Value | None:
        """Return what the event opens, None when that would be too deep; an alias is refused and empty."""
        if isinstance(event, yaml.AliasEvent):
            self._refuse("alias", str(event.anchor), event)
            return ""
        self._refuse_marks(event)
        if depth == MAX_DEPTH:
            self._refuse("depth", "", event)
            return None
        return {} if event.__class__ is yaml.MappingStartEvent else []

    def put(self, mapping: dict[str, Value], key: str | None, value: Value) -> str | None:
        """Take the value as the next key, or store it under the one that waits; return the key that waits now."""
        if key is None:
            key = value if isinstance(value, str) else ""
            self._reading.odd |= not key or key[0] in _ODD_STARTS
            return key
        if mapping.setdefault(key, value) is not value:
            self._reading.odd = True
        return None

    def goes_on(self, event: _Event, documents: int) -> bool:
        """Tell whether to read on after an event that is no part of the value."""
        if event.__class__ is yaml.DocumentStartEvent and documents:
            self._refuse("document", "", event)
            return False
        return event.__class__ is not yaml.StreamEndEvent

    def _refuse_marks(self, event: _Event) -> None:
        if event.anchor is not None:
            self._refuse("anchor", event.anchor, event)
        if event.tag is not None:
            self._refuse("tag", event.tag, event)

    def _refuse(self, what: str, name: str, event: _Event) -> None:
        # The depth ends the reading and explains more than any mark before it: it must not be left out.
        if len(self._reading.refusals) < _MAX_REFUSALS or what == "depth":
            mark = event.start_mark
            self._reading.refusals.append(Refusal(what, name, mark.line, mark.column))


def pieces_of(scalar: _Event, rows: tuple[str, ...]) -> Iterator[str]:
    """Yield what a scalar's lines hold, without indentation, quotes, a block's header and blank lines."""
    start, end = scalar.start_mark, scalar.end_mark
    for row in range(start.line, min(end.line + 1, len(rows))):
        piece = rows[row][: end.column if row == end.line else None]
        if row == start.line:
            piece = "" if scalar.style == ">" else piece[start.column :].lstrip("'\"")
        if row == end.line and scalar.style in ("'", '"'):
            piece = piece[:-1]
        piece = piece.strip(" \t").replace("''", "'" if scalar.style == "'" else "''")
        if piece:
            yield piece


def unfold(value: str, pieces: Iterator[str]) -> str:
    """Return folded text without the single spaces that folding put between two Chinese characters.

    The pieces must stand in the value in their order; where they do not (escapes), it stays as it is."""
    done: list[str] = []
    position = 0
    for piece in pieces:
        start = value.find(piece, position)
        gap = value[position:start]
        if start < 0 or gap.strip(" \t\n"):
            return value
        if gap == " " and done and _CHINESE.match(done[-1][-1]) and _CHINESE.match(piece):
            gap = ""
        done += (gap, piece)
        position = start + len(piece)
    return "".join((*done, value[position:]))
