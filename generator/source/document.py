"""One file's text and value, and the places of its keys and values.

Places are worked out only when there is something to report: the nodes are composed again on the first question."""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

from generator.problems import Where
from generator.source.lines import Lines, split_rows
from generator.source.parsing import Value, compose

Node = yaml.Node
_Path = tuple[str | int, ...]
_WIDE = 50


@dataclass(frozen=True, slots=True)
class Spread:
    """The places of a scalar's characters, by their index in its text; empty where an escape hides them."""

    lines: Lines
    whole: Where
    places: list[tuple[int, int]]

    def pieces(self, start: int, end: int) -> list[Where]:
        """Return where some of the characters stand, a place for each line that they are on."""
        columns: dict[int, list[int]] = {}
        for row, column in self.places[start:end]:
            if column >= 0:
                columns.setdefault(row, []).append(column)
        found = [self.lines.where(row, some[0], some[-1] - some[0] + 1) for row, some in columns.items()]
        return found or [self.whole]


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One YAML file. `file` is its "/"-separated path from the project's root, as Problems name it.

    `text` is decoded, without BOM, with only the line breaks that editors count.
    `value` holds every scalar as the text that stands in the file; an empty one is ""."""

    file: str
    text: str
    value: Value
    _composed: list[tuple[Node, Lines]] = field(default_factory=list, init=False, repr=False)
    _wide: dict[int, dict[str, tuple[yaml.ScalarNode, Node]]] = field(
        default_factory=dict, init=False, repr=False
    )

    def at(self, *path: str | int) -> Where:
        """Return the place of the value at `path`: a scalar's own, else its key, a list item by its first key.

        Parts of the path that lead nowhere are skipped, so that this always names the nearest thing there is.
        The root mapping is the whole file (line 0)."""
        key, node = self._find(path)
        lines = self._nodes()[1]
        if isinstance(node, yaml.ScalarNode) and (node.style or node.value):
            return _scalar_place(node, lines)
        if key is not None:
            return _scalar_place(key, lines)
        if isinstance(node, yaml.MappingNode) and node is self._nodes()[0]:
            return Where(self.file)
        return _item_place(node, lines)

    def at_key(self, *path: str | int) -> Where:
        """Return the place of the key at `path` itself; as `at` where the path ends in a list or at the root."""
        key, _ = self._find(path)
        return self.at(*path) if key is None else _scalar_place(key, self._nodes()[1])

    def spread(self, *path: str | int) -> Spread:
        """Return where each character of the scalar at `path` stands."""
        _, node = self._find(path)
        lines = self._nodes()[1]
        return Spread(lines, self.at(*path), _character_places(node, lines, self._text_at(path)))

    def _text_at(self, path: _Path) -> str:
        value: Value | None = self.value
        for part in path:
            if isinstance(value, dict):
                value = value.get(str(part))
            elif isinstance(value, list) and isinstance(part, int) and part < len(value):
                value = value[part]
        return value if isinstance(value, str) else ""

    def span(self, *path: str | int) -> tuple[int, int]:
        """Return the first and last line, 1-based, that the value at `path` fills; of the root, all lines."""
        root, lines = self._nodes()
        node = self._find(path)[1]
        if node is root:
            return 1, len(lines.rows)
        return node.start_mark.line + 1, _last_row(node, lines) + 1

    def node(self, *path: str | int) -> Node:
        """Return the parser's node of the value at `path`, with its marks."""
        return self._find(path)[1]

    def _find(self, path: _Path) -> tuple[yaml.ScalarNode | None, Node]:
        """Return the key (None in a list and at the root) and the node that `path` leads to."""
        key: yaml.ScalarNode | None = None
        node = self._nodes()[0]
        for part in path:
            if isinstance(node, yaml.MappingNode):
                key, node = self._child(node, str(part)) or (key, node)
            elif (
                isinstance(node, yaml.SequenceNode) and isinstance(part, int) and 0 <= part < len(node.value)
            ):
                key, node = None, node.value[part]
        return key, node

    def _child(self, node: yaml.MappingNode, name: str) -> tuple[yaml.ScalarNode, Node] | None:
        """Return the first key of this name with its value; a wide mapping is looked through only once."""
        if len(node.value) <= _WIDE:
            return next(((key, child) for key, child in node.value if key.value == name), None)
        if id(node) not in self._wide:
            self._wide[id(node)] = {key.value: (key, child) for key, child in reversed(node.value)}
        return self._wide[id(node)].get(name)

    def _nodes(self) -> tuple[Node, Lines]:
        if not self._composed:
            self._composed.append((compose(self.text), Lines(self.file, split_rows(self.text))))
        return self._composed[0]


def _scalar_place(node: yaml.ScalarNode, lines: Lines) -> Where:
    """Return a scalar's first line, or all of it when it has one line; a block's first line of text."""
    start, end = node.start_mark, node.end_mark
    row = start.line
    if node.style in ("|", ">") and (last := _last_row(node, lines)) > row:
        row = next(i for i in range(row + 1, last + 1) if lines.text(i).strip())
        text = lines.text(row)
        column = len(text) - len(text.lstrip())
        return lines.where(row, column, len(text.rstrip()) - column)
    stop = end.column if end.line == row else len(lines.text(row).rstrip())
    return lines.where(row, start.column, stop - start.column)


def _character_places(node: Node, lines: Lines, text: str) -> list[tuple[int, int]]:
    """Return the row and column of each character of a scalar's text, column -1 for blanks.

    Between the characters of a text its source holds nothing but blanks and quotes; else this returns nothing."""
    if not isinstance(node, yaml.ScalarNode):
        return []
    row, column = node.start_mark.line, node.start_mark.column
    last = _last_row(node, lines)
    if node.style in ("|", ">"):
        row, column = row + 1, 0
    places: list[tuple[int, int]] = []
    for sign in text:
        if sign.isspace():
            places.append((row, -1))
            continue
        line = lines.text(row)
        while (found := _next_place(line, column, sign)) == len(line) and row < last:
            row, column = row + 1, 0
            line = lines.text(row)
        if found < 0 or found == len(line):
            return []
        places.append((row, found))
        column = found + 1
    return places


_BETWEEN = frozenset(" \t\u3000\xa0'\"")


def _next_place(line: str, column: int, sign: str) -> int:
    """Return where a sign stands next, the line's length where only blanks and quotes are left, -1 elsewhere."""
    while column < len(line) and line[column] != sign:
        if line[column] not in _BETWEEN:
            return -1
        column += 1
    return column


def _item_place(node: Node, lines: Lines) -> Where:
    """Return where an item without a key of its own stands: its first key or item, its dash when it is empty."""
    if isinstance(node, yaml.MappingNode) and node.value:
        key = node.value[0][0]
        return _scalar_place(key, lines) if isinstance(key, yaml.ScalarNode) else _item_place(key, lines)
    if isinstance(node, yaml.SequenceNode) and node.value:
        child = node.value[0]
        has_text = isinstance(child, yaml.ScalarNode) and (child.style or child.value)
        return _scalar_place(child, lines) if has_text else _item_place(child, lines)
    mark, end = node.start_mark, node.end_mark
    if (mark.line, mark.column) == (end.line, end.column):
        return lines.where(mark.line, max(0, lines.text(mark.line).rfind("-", 0, mark.column)))
    return lines.where(mark.line, mark.column, end.column - mark.column if end.line == mark.line else 1)


def _last_row(node: Node, lines: Lines) -> int:
    """Return the row on which the node's own text ends; the parser's end mark lies at what follows it."""
    if isinstance(node, yaml.ScalarNode):
        last = node.end_mark.line
        if node.style in ("|", ">"):
            last = min(last, len(lines.rows) - 1)
            while last > node.start_mark.line and not _in_block(lines.text(last), node.end_mark, last):
                last -= 1
        return int(last)
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return int(node.end_mark.line)
    child = node.value[-1]
    return _last_row(child[1] if isinstance(node, yaml.MappingNode) else child, lines)


def _in_block(text: str, end: yaml.Mark, row: int) -> bool:
    """Tell whether this row before the end mark still holds text of the block scalar that ends there."""
    return bool(text.strip()) and (row < end.line or end.column > 0)
