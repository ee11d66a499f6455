"""Take a word or a picture out of one file's text: edits by place, so that comments and order stay.

Text in, edits out; whether what is left is sound is for `planning` to ask of the check."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote

import yaml

from generator.schema.kinds import known_keys
from generator.schema.parse import Path, value_at
from generator.source import Document
from generator.takedown.needle import Needle

ADDRESSES = frozenset({"网址", "编辑地址", "网址名"})
"""Keys whose values are addresses: with a word masked they would lead nowhere, so the line goes."""


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters of a text and what is to stand in their place."""

    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar of a YAML text: `holders` are the nodes that it lies in, the outermost first."""

    path: Path
    node: yaml.ScalarNode
    value: str
    holders: tuple[yaml.Node, ...]
    is_key: bool = False

    @property
    def start(self) -> int:
        """Return where it begins in the text."""
        return int(self.node.start_mark.index)

    @property
    def end(self) -> int:
        """Return where it ends; a block's end mark may lie at what follows it."""
        return int(self.node.end_mark.index)


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with the edits done; they do not overlap."""
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def changed_rows(text: str, edits: Iterable[Edit]) -> Iterator[tuple[int, str, str]]:
    """Yield each line (1-based) that the edits touch, as it is and as it will be; one that goes is empty."""
    ordered = sorted(edits, key=lambda edit: edit.start)
    at = 0
    for number, line in enumerate(_LINE.findall(text), 1):
        start, at = at, at + len(line)
        touching = [edit for edit in ordered if edit.start < at and start < edit.end]
        if not touching:
            continue
        inside = [
            Edit(max(e.start, start) - start, min(e.end, at) - start, e.text if e.start >= start else "")
            for e in touching
        ]
        yield number, line.rstrip("\r\n"), apply_edits(line, inside).rstrip("\r\n")


def without_overlaps(edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits that no earlier one of them touches."""
    chosen: list[Edit] = []
    for edit in edits:
        if all(edit.end <= other.start or other.end <= edit.start for other in chosen):
            chosen.append(edit)
    return chosen


def word_edits(
    text: str, needle: Needle, mask: str, document: Document | None = None, *, drop: bool = True
) -> list[Edit]:
    """Return the edits that take a word out of a text; of YAML that could be read, `document` is the reading.

    `drop` takes an entry of a list away that is the word and nothing else; otherwise it is masked."""
    if document is None:
        return list(_masked(text, needle, mask, ()))
    leaves = list(leaves_of(document))
    values = [leaf for leaf in leaves if not leaf.is_key and leaf.path]
    edits: list[Edit] = []
    if drop:
        wholes = [leaf for leaf in values if isinstance(leaf.path[-1], int) and needle.is_whole(leaf.value)]
        edits += _found(entry_edit(text, document, leaf) for leaf in wholes)
    addresses = (leaf for leaf in values if leaf.path[-1] in ADDRESSES and needle.is_in_name(leaf.value))
    edits += _found(line_edit(text, document, leaf) for leaf in addresses)
    edits += _rewritten(values, needle, mask, text)
    return without_overlaps([*edits, *_masked(text, needle, mask, leaves)])


def _found(edits: Iterable[Edit | None]) -> Iterator[Edit]:
    return (edit for edit in edits if edit)


def _masked(text: str, needle: Needle, mask: str, leaves: Sequence[Leaf]) -> Iterator[Edit]:
    """Yield a mask for each place in the text; one that spans two lines must be inside one value.

    The keys that our forms have are no one's name."""
    known = known_keys()
    keys = [leaf for leaf in leaves if leaf.is_key and leaf.value in known]
    for start, end in needle.find(text):
        if "\n" in text[start:end] and not any(leaf.start <= start and end <= leaf.end for leaf in leaves):
            continue
        if not any(leaf.start < end and start < leaf.end for leaf in keys):
            yield Edit(start, end, mask)


def _rewritten(values: Iterable[Leaf], needle: Needle, mask: str, text: str) -> Iterator[Edit]:
    """Yield new texts for the values that hold the word only when they are read: behind escapes."""
    for leaf in values:
        if needle.is_in(leaf.value) and not needle.is_in(text[leaf.start : leaf.end]):
            yield Edit(leaf.start, leaf.end, json.dumps(masked(leaf.value, needle, mask), ensure_ascii=False))


def masked(text: str, needle: Needle, mask: str) -> str:
    """Return a text with the mask for the word."""
    return apply_edits(text, (Edit(*span, mask) for span in needle.find(text)))


def picture_edits(text: str, document: Document, is_meant: Callable[[str], bool]) -> list[Edit]:
    """Return the edits that take a picture's entries out of a data file; `is_meant` knows its names."""
    edits: list[Edit | None] = []
    for leaf in leaves_of(document):
        if leaf.is_key or not is_meant(leaf.value):
            continue
        if leaf.path[-1] == "文件" and "照片" in leaf.path:
            edits.append(entry_edit(text, document, leaf, above=1))
        elif leaf.path[-1] in {"标识", "证书"}:
            edits.append(line_edit(text, document, leaf))
    return without_overlaps(_found(edits))


_MARKDOWN_PICTURE = re.compile(
    r"!\[[^\]\n]*\]\(\s*<?(?P<address>[^)\s>]+)>?(?:\s+[\"'][^)\n]*)?\)(?:\{[^}\n]*\})?"
)
_HTML_PICTURE = re.compile(r"<img\b[^>]*?\bsrc=[\"']?(?P<address>[^\"'\s>]+)[^>]*>", re.IGNORECASE)


def page_picture_edits(text: str, is_meant: Callable[[str], bool]) -> list[Edit]:
    """Return the edits that take a picture out of a Markdown page; `is_meant` is asked of its address."""
    return [
        Edit(*found.span())
        for pattern in (_MARKDOWN_PICTURE, _HTML_PICTURE)
        for found in pattern.finditer(text)
        if is_meant(unquote(found["address"]))
    ]


def renaming_edits(text: str, renamed: Mapping[str, str]) -> list[Edit]:
    """Return the edits that let a text name files by their new names, the longest old name first."""
    if not renamed:
        return []
    ordered = sorted(renamed, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, ordered))})(?![\w-])")
    return [Edit(*found.span(), renamed[found[0]]) for found in pattern.finditer(text)]


def leaves_of(document: Document) -> Iterator[Leaf]:
    """Yield every scalar of a document, keys and values, in the order of the file."""
    pending: list[tuple[yaml.Node, Path, tuple[yaml.Node, ...]]] = [(document.node(), (), ())]
    while pending:
        node, path, holders = pending.pop()
        if isinstance(node, yaml.ScalarNode):
            value = value_at(document.value, path)
            yield Leaf(path, node, value if isinstance(value, str) else str(node.value), holders)
        elif isinstance(node, yaml.SequenceNode):
            inside = [(child, (*path, i), (*holders, node)) for i, child in enumerate(node.value)]
            pending += reversed(inside)
        elif isinstance(node, yaml.MappingNode):
            for key, _ in node.value:
                yield Leaf((*path, str(key.value)), key, str(key.value), (*holders, node), is_key=True)
            pending += reversed([(child, (*path, str(k.value)), (*holders, node)) for k, child in node.value])


def entry_edit(text: str, document: Document, leaf: Leaf, *, above: int = 0) -> Edit | None:
    """Return the edit that takes a whole entry of a list away: the leaf itself, or the mapping `above` it."""
    nodes = (*leaf.holders, leaf.node)
    if len(nodes) < 2 + above:
        return None
    entry, parent = nodes[len(nodes) - 1 - above], nodes[len(nodes) - 2 - above]
    if not isinstance(parent, yaml.SequenceNode):
        return None
    if parent.flow_style:
        return _flow_edit(text, entry)
    start = int(entry.start_mark.index)
    dash = text.rfind("-", 0, start)
    head = text.rfind("\n", 0, dash) + 1
    if dash < 0 or text[dash + 1 : start].strip() or text[head:dash].strip():
        return None
    last = document.span(*leaf.path[: len(leaf.path) - above])[1]
    return Edit(head, _end_of_row(text, last))


def line_edit(text: str, document: Document, leaf: Leaf) -> Edit | None:
    """Return the edit that takes a key and its value away."""
    mapping = leaf.holders[-1] if leaf.holders else None
    if not isinstance(mapping, yaml.MappingNode):
        return None
    number = next((i for i, (_, child) in enumerate(mapping.value) if child is leaf.node), None)
    if number is None:
        return None
    start = int(mapping.value[number][0].start_mark.index)
    head = text.rfind("\n", 0, start) + 1
    if mapping.flow_style or text[head:start].strip():
        if number + 1 < len(mapping.value):
            return Edit(start, int(mapping.value[number + 1][0].start_mark.index))
        return Edit(leaf.start, leaf.end, '""')
    return Edit(head, _end_of_row(text, document.span(*leaf.path)[1]))


def _flow_edit(text: str, entry: yaml.Node) -> Edit:
    start, end = int(entry.start_mark.index), int(entry.end_mark.index)
    if found := re.compile(r"\s*,[ \t]*").match(text, end):
        return Edit(start, found.end())
    before = re.search(r",\s*\Z", text[:start])
    return Edit(before.start() if before else start, end)


def _end_of_row(text: str, row: int) -> int:
    """Return where the line after this one (1-based) begins."""
    ends = (found.end() for found in re.finditer(r"\r\n|\r|\n", text))
    return next(islice(ends, row - 1, None), len(text))
