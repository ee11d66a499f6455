"""Minify JavaScript: the same tokens with no comments and no space or line break that says nothing.

Takes text, gives text. tree-sitter's grammar tells a regular expression from a division and finds the ends of
templates; names stay as they are, so that what goes wrong for a visitor can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

WHOLE = frozenset({"string", "template_string", "regex"})
"""Kept to the letter."""

COMMENTS = frozenset({"comment", "html_comment"})
LICENCE = ("/*!", "//!")

GOES_ON = (
    "{ ( [ , ; : . ?. ? => ... = += -= *= /= %= **= <<= >>= >>>= &= |= ^= &&= ||= ??= "
    "== != === !== < > <= >= + - * / % ** << >> >>> & | ^ && || ?? ! ~"
)
"""No statement ends after these, so a line break that follows them says nothing; `++` and `--` may end one."""

BELONGS = "} ) ] , ; : . ?. ? => = == != === !== <= >= && || ?? & | ^ %"
"""No statement, and no member of a class, begins with these."""

MERGING = frozenset({"++", "--", "//", "/*", "<!", "->"})
"""Two signs that would be another one without a space between them."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is written, the kind the grammar gives it, and whether a line break stands before it."""

    text: str
    kind: str
    on_new_line: bool


def minify_script(script: str) -> str:
    """Return a script in fewer characters, with its licence comments; one with a mistake comes back as it is."""
    found = _tokens_of(script)
    if found is None:
        return script
    lean = "".join(_joined(found))
    return lean if _same(found, _tokens_of(lean)) else script


def _same(one: list[Token], other: list[Token] | None) -> bool:
    """Tell whether two scripts say the same, word for word: what would be read otherwise is better left alone."""
    return other is not None and _words(one) == _words(other)


def _words(tokens: list[Token]) -> list[tuple[str, str]]:
    return [(token.text, token.kind) for token in tokens]


def _tokens_of(script: str) -> list[Token] | None:
    """Return a script's tokens without its comments, None where it is not the JavaScript that the grammar knows."""
    from tree_sitter import Language, Parser  # noqa: PLC0415 - needed for publishing only
    from tree_sitter_javascript import language  # noqa: PLC0415 - needed for publishing only

    source = script.encode()
    tree = Parser(Language(language())).parse(source)
    if tree.root_node.has_error:
        return None
    return list(_spoken(tree.root_node, source))


def _spoken(root: Node, source: bytes) -> Iterator[Token]:
    """Yield each token with what stood before it."""
    end = 0
    for node in _leaves(root):
        text = source[node.start_byte : node.end_byte].decode()
        if not text or (node.type in COMMENTS and not text.startswith(LICENCE)):
            continue
        yield Token(text, node.type, b"\n" in source[end : node.start_byte] and end > 0)
        end = node.end_byte


def _leaves(node: Node) -> Iterator[Node]:
    if node.type in WHOLE or not node.children:
        yield node
        return
    for child in node.children:
        yield from _leaves(child)


def _joined(tokens: list[Token]) -> Iterator[str]:
    """Yield the tokens with no more between them than they need."""
    before: Token | None = None
    for token in tokens:
        if before:
            yield _between(before, token)
        yield token.text
        before = token
    yield "\n"


def _between(before: Token, after: Token) -> str:
    if before.kind in COMMENTS or after.kind in COMMENTS:
        return "\n"
    if after.on_new_line and before.text not in GOES_ON.split() and after.text not in BELONGS.split():
        return "\n"
    return " " if _merge(before, after) else ""


def _merge(before: Token, after: Token) -> bool:
    """Tell whether two tokens would be read as other ones without a space between them."""
    left, right = before.text[-1], after.text[0]
    if _in_word(right):
        # The letters after a regular expression are its flags.
        return _in_word(left) or before.kind == "regex"
    if right == ".":
        return before.kind == "number"
    return left + right in MERGING


def _in_word(sign: str) -> bool:
    return sign.isalnum() or sign in "_$#\\" or not sign.isascii()
