"""Minify CSS: the same tokens with no comments and no space that says nothing.

Takes text, gives text; tinycss2 reads and writes the tokens as CSS Syntax tells browsers to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

BEGIN = frozenset({",", ";", ">", "{}"})
"""A space after these never counts. After `+` and `-` it does in calc()."""

END = frozenset({",", ";", ">", "{}", "!"})
"""Nor does one before these. Before `:` and `(` it does in selectors and conditions."""


def minify_style(css: str) -> str:
    """Return a style sheet in fewer characters, with its licence comments; one with a mistake comes back as it is."""
    import tinycss2  # noqa: PLC0415 - needed for publishing only

    nodes = tinycss2.parse_component_value_list(css)
    if _is_broken(nodes):
        return css
    return str(tinycss2.serialize(_lean(nodes)))


def _is_broken(nodes: Sequence[Any]) -> bool:
    return any(node.type == "error" or _is_broken(_inside(node) or ()) for node in nodes)


def _inside(node: Any) -> list[Any] | None:
    """Return the nodes between the brackets of a block or function."""
    found: list[Any] | None = getattr(node, "arguments" if node.type == "function" else "content", None)
    return found


def _lean(nodes: Sequence[Any]) -> list[Any]:
    """Return nodes without what says nothing; those of a block are made lean in place."""
    kept: list[Any] = []
    said = list(_said(nodes))
    for index, node in enumerate(said):
        following = said[index + 1] if index + 1 < len(said) else None
        if node.type == "whitespace":
            if not _counts(kept[-1] if kept else None, following):
                continue
            node.value = " "
        elif (inside := _inside(node)) is not None:
            inside[:] = _lean(inside)
            if node.type == "{} block" and inside and _sign(inside[-1]) == ";":
                inside.pop()
        kept.append(node)
    return kept


def _said(nodes: Sequence[Any]) -> Iterator[Any]:
    """Yield all but comments without a licence, and one space where several come together."""
    before = None
    for node in nodes:
        if node.type == "comment" and not node.value.startswith("!"):
            continue
        if node.type != "whitespace" or before != "whitespace":
            yield node
        before = node.type


def _counts(before: Any, after: Any) -> bool:
    """Tell whether a space between two nodes has a meaning."""
    if _sign(before) == ":":
        # A custom property that is empty is one space to browsers of a few years ago.
        return after is None or _sign(after) == ";"
    if before is None or after is None:
        return False
    return _sign(before) not in BEGIN and _sign(after) not in END


def _sign(node: Any) -> str:
    """Return the sign that a node is, "{}" for a block of rules, and nothing for a word."""
    if node is None:
        return ""
    if node.type == "literal":
        return str(node.value)
    return {"{} block": "{}", "comment": ";"}.get(node.type, "")
