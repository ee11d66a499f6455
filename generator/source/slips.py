"""The slips that people make on one line of YAML, each with the line as they meant it.

Looks at a single line and knows nothing of its surroundings: whether a suspicion is true, `diagnosis` finds out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from generator.source.lines import cite, quoted

WIDE_DASHES = "－—–―‐‑‒−﹣·•●○◆■"
_HEAD = re.compile(r"([ \t\u3000\xa0\u2000-\u200a\u202f\u205f]*)(?:- +)*")
ODD_INDENT = re.compile(r" *[\t\u3000\xa0\u2000-\u200a\u202f\u205f]")
_WIDE_PAIR = re.compile(
    r"(?P<key>[^\s:：#\"'\[\]{}()（），。；、！？…,《》“”‘’]{1,24})[ \u3000]*(?P<colon>[:：])(?P<gap>[ \t\u3000\xa0]*)"
)
DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*"')
_SINGLE = re.compile(r"'(?:[^']|'')*'")
_COLON = re.compile(r":(?=[ \t]|$)[ \t]*")
# With two spaces before it and one behind, a “#” is a remark and meant as one.
_CUT = re.compile(r"(?<=\S)(?:[ \t]+#(?=\S)|[ \t]#)")
_SPECIAL = "[]{}*&!|>%@`,"
# What may not start a plain value; a block's header (`|-`) may, and so may “?” before a letter.
_SPECIAL_VALUE = re.compile(r"(?![|>][-+0-9]*(?:[ \t]+#.*)?$)[\[\]{}*&!|>%@`,]|\?(?=\s|$)")
NOTHING_MORE = re.compile(r"$|[ \t]+#")
_FAR = 5_000
_SHORT = 300
"""Characters of a line whose slips are remembered; a person's lines are shorter, and memory has an end."""
_CLOSERS = {"[": "]", "{": "}"}
_WIDE_CLOSERS = {"[": "】］〕", "{": "｝"}


@dataclass(frozen=True, slots=True)
class Slip:
    """A suspicion about one line: where (0-based), what to say, and the line as it was meant.

    `shift` is by how much deeper lines that belong to this one must move along."""

    code: str
    column: int
    length: int
    message: str
    hint: str
    mended: str
    shift: int = 0


class Parts(NamedTuple):
    """A line's parts by column: where its content starts after indentation and dashes, and its value.

    `value` equals `body` when the line has no key with a proper colon."""

    text: str
    indent: int
    body: int
    value: int

    @property
    def has_key(self) -> bool:
        return self.value > self.body


def parts_of(text: str) -> Parts:
    """Return where the line's content and value start."""
    return _parts_remembered(text) if len(text) <= _SHORT else _parts(text)


@lru_cache(maxsize=4096)
def _parts_remembered(text: str) -> Parts:
    """Remember the parts of lines: a file that does not parse is gone through again and again."""
    return _parts(text)


def _parts(text: str) -> Parts:
    head = _HEAD.match(text)
    indent, body = (head.end(1), head.end()) if head else (0, 0)
    mark = text[body : body + 1]
    if mark in ("'", '"') and mark:
        after = _end(DOUBLE if mark == '"' else _SINGLE, text, body)
        colon = re.compile(r"[ \t]*").match(text, after)
        start = colon.end() if colon and after > body else -1
        found = _COLON.match(text, start) if start >= 0 else None
    else:
        found = None if mark in ("[", "{", "#") else _COLON.search(text, body)
    return Parts(text, indent, body, found.end() if found else body)


def is_structural(text: str) -> bool:
    """Tell whether the line looks like a key with its value, or like a list's item."""
    parts = parts_of(text)
    body = text[parts.indent :]
    return parts.has_key or body == "-" or body.startswith("- ") or bool(_WIDE_PAIR.match(text, parts.body))


def slips_in(text: str, keys: frozenset[str]) -> Iterable[Slip]:
    """Return what may be wrong with this line, the likeliest first; the fixes exclude one another."""
    return _slips_remembered(text, keys) if len(text) <= _SHORT else _slips(text, keys)


@lru_cache(maxsize=4096)
def _slips_remembered(text: str, keys: frozenset[str]) -> tuple[Slip, ...]:
    """Remember the slips of lines: a file of many faults is gone through once for each of them."""
    return tuple(_slips(text, keys))


def _slips(text: str, keys: frozenset[str]) -> Iterator[Slip]:
    parts = parts_of(text)
    if not text[parts.indent :] or text[parts.indent] == "#":
        return
    for find in (_blank_indent, _dash, _dash_gap, _key_missing, _wide_colon, _colon_missing):
        if slip := find(parts, keys):
            yield slip
    values = [slip for find in (_quote, _special, _list_inline, _cut) if (slip := find(parts, keys))]
    yield from (slip for slip in values if slip.code != "value-cut")
    if slip := _colon_in_value(parts):
        yield slip
    yield from (slip for slip in values if slip.code == "value-cut")
    # A text that goes on in the lines below stays open: there, only the mark itself can be taken as a letter.
    for slip in values:
        if slip.code != "bracket-unclosed":
            yield replace(slip, mended=f"{text[: slip.column]}字{text[slip.column + 1 :]}")


def colon_slip(text: str, keys: frozenset[str]) -> Slip | None:
    """Return the slip of a line that starts with a key and a wrong colon."""
    return _wide_colon(parts_of(text), keys)


def dash_slip(text: str) -> Slip | None:
    """Return the slip of a line that starts with a wrong dash."""
    return _dash(parts_of(text), frozenset())


def key_of(text: str) -> str:
    """Return the short phrase before the line's first colon of either width, "" when there is none."""
    return key_in(parts_of(text))


def key_in(parts: Parts) -> str:
    """Return what `key_of` does, of a line that has been taken apart."""
    found = _WIDE_PAIR.match(parts.text, parts.body)
    return found["key"] if found else ""


def indent_slip(text: str, width: int | None = None) -> Slip | None:
    """Return the slip of an indentation that is not made of spaces; `width` is how many it should be."""
    found = ODD_INDENT.match(text)
    if not found:
        return None
    odd, end = found.end() - 1, parts_of(text).indent
    indent = text[:end]
    width = indent_width(indent) if width is None else width
    mended = " " * width + text[end:]
    length = len(indent) - odd
    if "\t" in indent:
        what = "行首有制表符（按 Tab 键打出来的空白），行首只能用半角空格。"
        return Slip(
            "indent-tab",
            indent.index("\t"),
            len(indent) - indent.index("\t"),
            what,
            _indent_hint(mended, width),
            mended,
        )
    name = "全角空格" if "\u3000" in indent else "从网页或 Word 带来的特殊空格"
    what = f"行首的空白里有{name}，行首只能用半角空格。"
    return Slip("indent-fullwidth", odd, length, what, _indent_hint(mended, width), mended)


def indent_width(indent: str, tab: int = 2) -> int:
    """Return how many plain spaces look as wide as this indentation."""
    return sum(2 if char == "\u3000" else tab if char == "\t" else 1 for char in indent)


def uneven_slip(text: str, width: int, what: str = "") -> Slip:
    """Return the slip of a line whose indentation should be `width` spaces."""
    at = parts_of(text).indent
    mended = " " * width + text[at:]
    what = what or f"这一行没有和同级的行对齐：行首有 {at} 个空格，应该有 {width} 个。"
    return Slip("indent-uneven", at, len(text.rstrip()) - at, what, _indent_hint(mended, width), mended)


def loose_slip(text: str, above: str) -> Slip:
    """Return the slip of a line of bare text that stands where a key or an item belongs; `above` is the line before it."""
    at = parts_of(text).indent
    mended = " " * (parts_of(above).body + 2) + text[at:]
    return Slip(
        "line-loose",
        at,
        len(text.rstrip()) - at,
        "这一行没有冒号，也不是以“- ”开头的列表项，不知道它属于哪里。",
        f"如果它接着上一行，行首多空几格：改成{cite(mended)}；如果它是新的一项，写成“名称: 内容”。",
        mended,
    )


def escape_slip(text: str, at: int) -> Slip | None:
    """Return the slip of a backslash at `at` inside double quotes that means nothing to YAML."""
    start = parts_of(text).value
    found = DOUBLE.match(text, start)
    if not found or not start < at < found.end():
        return None
    mended = text[:start] + "'" + found[0][1:-1].replace("'", "''") + "'" + text[found.end() :]
    what = f"双引号里的“\\”有特别的意思，{cite(text[at : at + 2])}程序不认得。"
    return Slip("escape-unknown", at, 2, what, f"换成半角单引号：改成{cite(mended.strip(), at)}。", mended)


def _indent_hint(mended: str, width: int) -> str:
    if not mended.strip():
        return "删去这一行的空白。"
    how = f"行首改用 {width} 个半角空格" if width else "删去行首的空白"
    return f"{how}：改成{cite(mended)}。"


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start


def _blank_indent(parts: Parts, _keys: frozenset[str]) -> Slip | None:
    return indent_slip(parts.text)


def _dash(parts: Parts, _keys: frozenset[str]) -> Slip | None:
    text, at = parts.text, parts.body
    mark = text[at : at + 1]
    rest = text[at + 1 :]
    content = rest.lstrip(" \t\u3000\xa0")
    if not content or (mark != "-" and mark not in WIDE_DASHES) or rest[0] == mark:
        return None
    mended = f"{text[:at]}- {content}"
    # Lines of the same item stand under its first letter, which moves.
    shift = 2 - (len(rest) - len(content)) - 1 if mark == "-" or len(rest) == len(content) else 0
    length = len(rest) - len(content) + 1
    hint = f"改成{cite(mended.strip())}（减号用半角，后面空一格）。"
    if mark == "-":
        what = (
            "列表项的减号“-”后面要空一格。"
            if length == 1
            else "列表项的减号“-”后面要空一个半角空格，这里是别的空白。"
        )
        return Slip("dash-no-space", at, length, what, hint, mended, shift)
    return Slip("dash-fullwidth", at, 1, f"列表项的开头是“{mark}”，要用半角减号“-”。", hint, mended, shift)


def _dash_gap(parts: Parts, _keys: frozenset[str]) -> Slip | None:
    text, at = parts.text, parts.body
    if text[at : at + 1] != "\t" or at == parts.indent:
        return None
    content = text[at:].lstrip()
    mended = text[:at] + content
    hint = f"改成{cite(mended.strip())}（减号后面只空一格）。"
    return Slip(
        "indent-tab",
        at,
        len(text) - at - len(content),
        "减号后面有制表符（按 Tab 键打出来的空白）。",
        hint,
        mended,
    )


def _key_missing(parts: Parts, _keys: frozenset[str]) -> Slip | None:
    text, at = parts.text, parts.body
    if text[at : at + 1] not in (":", "："):
        return None
    mended = f"{text[:at]}（名称）: {text[at + 1 :].strip()}"
    return Slip(
        "key-nameless",
        at,
        1,
        "冒号前面缺少名称。",
        "在冒号前面写上这一项的名称，例如“名称: 内容”；不要的话整行删去。",
        mended,
    )


def _wide_colon(parts: Parts, keys: frozenset[str]) -> Slip | None:
    text = parts.text
    found = _WIDE_PAIR.match(text, parts.body)
    if not found:
        return None
    key, gap, rest = found["key"], found["gap"], text[found.end() :]
    narrow = found["colon"] == ":"
    proper_gap = not gap.strip(" ") and (gap or not rest)
    # “http://…” and “9:30” are text, unless the word before the colon is a known key.
    plain = key not in keys and (rest.startswith("//") or (key[-1].isdigit() and rest[:1].isdigit()))
    if narrow and (proper_gap or plain or (gap and not gap.strip(" \t"))):
        return None
    mended = f"{text[: found.end('key')]}: {rest}".rstrip()
    hint = f"改成{cite(mended.strip())}（冒号用半角，后面空一格）。"
    column = found.start("colon")
    if not narrow:
        return Slip(
            "colon-fullwidth", column, 1, f"{cite(key)}后面用了全角冒号“：”，要用半角冒号。", hint, mended
        )
    what = "后面要空一个半角空格，这里是全角空格" if gap else "后面要空一格"
    return Slip("colon-no-space", column, 1 + len(gap), f"{cite(key)}的冒号{what}。", hint, mended)


def _colon_missing(parts: Parts, keys: frozenset[str]) -> Slip | None:
    text, at = parts.text, parts.body
    word = re.split(r"[\s\u3000]", text[at:], maxsplit=1)[0]
    if parts.has_key or word not in keys:
        return None
    end = at + len(word)
    mended = f"{text[:end]}: {text[end:].strip()}".rstrip()
    return Slip(
        "colon-missing", at, len(word), f"{cite(word)}后面缺少冒号。", f"改成{cite(mended.strip())}。", mended
    )


def _quote(parts: Parts, _keys: frozenset[str]) -> Slip | None:
    text, at = parts.text, parts.value
    mark = text[at : at + 1]
    if mark not in ("'", '"') or not mark:
        return None
    after = _end(DOUBLE if mark == '"' else _SINGLE, text, at)
    name = "半角双引号" if mark == '"' else "半角单引号"
    if after == at:
        return _open_quote(text, at, name)
    rest = text[after:]
    if NOTHING_MORE.match(rest.rstrip()):
        return None
    mended = text[:at] + chinese_quotes(text[at:], mark)
    hint = f"文字里的引号用全角：改成{cite(mended.strip())}。"
    return Slip(
        "quote-start",
        at,
        after - at,
        f"内容的前一部分用了{name}，引号后面又有文字，程序不知道内容到哪里为止。",
        hint,
        mended,
    )


def _open_quote(text: str, at: int, name: str) -> Slip:
    mark, (value, remark) = text[at], without_remark(text[at:])
    closer = "”" if mark == '"' else "’"
    if closer in value:
        mended = text[:at] + ("“" if mark == '"' else "‘") + value[1:]
        hint = f"文字里的引号前后都用全角：改成{cite(mended.strip())}。"
    else:
        mended = text[:at] + value + mark
        hint = f"在内容末尾补上引号：改成{cite(mended.strip())}；或者把前面的引号删去。"
    what = f"这里的{name}只有前一半，没有后一半。"
    return Slip("quote-unclosed", at, len(value), what, hint, mended + remark)


def without_remark(value: str) -> tuple[str, str]:
    """Return the value and the remark after it, which has two spaces before its “#” and one behind."""
    found = re.search(r"[ \t]{2,}#[ \t]", value)
    end = found.start() if found else len(value.rstrip())
    return value[:end], value[end:]


def chinese_quotes(value: str, mark: str) -> str:
    """Return the text with each half-width quotation mark made a full-width one, opening and closing by turns."""
    opening, closing = "“”" if mark == '"' else "‘’"
    pieces = value.split(mark)
    return pieces[0] + "".join(
        (opening if i % 2 == 0 else closing) + piece for i, piece in enumerate(pieces[1:])
    )


def _special(parts: Parts, _keys: frozenset[str]) -> Slip | None:
    text = parts.text
    if parts.has_key and text[parts.body] in _SPECIAL:
        colon = text.rindex(":", parts.body, parts.value)
        mended = f"{text[: parts.body]}{quoted(text[parts.body : colon].rstrip())}{text[colon:]}"
        return _special_slip(text, parts.body, mended, colon - parts.body)
    value = text[parts.value :].rstrip()
    if value[:1] in _CLOSERS and (end := flow_end(value)) <= 0:
        return _open_bracket(text, parts.value)
    if not _SPECIAL_VALUE.match(value) or (value[0] in _CLOSERS and NOTHING_MORE.match(value, end)):
        return None
    return _special_slip(text, parts.value, text[: parts.value] + quoted(value), len(value))


def _special_slip(text: str, at: int, mended: str, length: int) -> Slip:
    what = f"“{text[at]}”放在开头会被当成特殊记号，不是文字。"
    return Slip("special-start", at, length, what, f"给它加上半角引号：改成{cite(mended.strip())}。", mended)


def _open_bracket(text: str, at: int) -> Slip:
    mark, (value, remark) = text[at], without_remark(text[at:])
    body = value[:-1] if value[-1] in _WIDE_CLOSERS[mark] else value
    slip = bracket_slip(text, at, f"{text[:at]}{body}{_CLOSERS[mark]}")
    return replace(slip, mended=slip.mended + remark)


def bracket_slip(text: str, at: int, mended: str, place: str = "在末尾") -> Slip:
    """Return the slip of a bracket at `at` that is never closed; `mended` is the line that closes it at `place`."""
    mark = text[at]
    hint = f"{place}补上“{_CLOSERS[mark]}”：改成{cite(mended.strip(), len(mended))}；如果它只是文字，给整段内容加上半角引号。"
    return Slip("bracket-unclosed", at, 1, f"这里的“{mark}”没有配上“{_CLOSERS[mark]}”。", hint, mended)


def flow_end(value: str) -> int:
    """Return where the bracket that opens this value is closed, -1 when it is not on this line (or far behind)."""
    value = value[:_FAR]
    open_brackets: list[str] = []
    at = 0
    while at < len(value):
        char = value[at]
        quote = DOUBLE.match(value, at) if char == '"' else _SINGLE.match(value, at) if char == "'" else None
        if char in _CLOSERS:
            open_brackets.append(_CLOSERS[char])
        elif char == open_brackets[-1]:
            open_brackets.pop()
            if not open_brackets:
                return at + 1
        at = quote.end() if quote else at + 1
    return -1


def _list_inline(parts: Parts, _keys: frozenset[str]) -> Slip | None:
    text, at = parts.text, parts.value
    if not parts.has_key or not re.match(r"-(?:[ \t]|$)", text[at:]):
        return None
    head = text[:at].strip()
    indent = " " * (parts.body + 2)
    hint = f"列表另起一行：先写{cite(head)}，下一行写{cite(indent + text[at:].strip())}。"
    return Slip(
        "list-inline", at, 1, "冒号后面不能在同一行接着写列表。", hint, text[:at] + quoted(text[at:].strip())
    )


def _colon_in_value(parts: Parts) -> Slip | None:
    text = parts.text
    if text[parts.value : parts.value + 1] in tuple("\"'[{"):
        return None
    start = parts.value if parts.has_key else parts.body
    found = _COLON.search(text, start)
    return colon_in_value(text, found.start()) if found else None


def colon_in_value(text: str, at: int) -> Slip:
    """Return the slip of a colon that stands inside a text; all colons from there on are meant as text."""
    mended = text[:at] + re.sub(r":(?=[ \t]|$)[ \t]*", "：", text[at:])
    hint = f"内容里的冒号用全角：改成{cite(mended.strip(), at)}。"
    what = "内容里有半角冒号，程序会把冒号前面当成另一个名称。"
    return Slip("colon-in-value", at, 1, what, hint, mended)


def _cut(parts: Parts, _keys: frozenset[str]) -> Slip | None:
    found = _CUT.search(parts.text, parts.value)
    return cut_slip(parts.text, parts.value, found.end() - 1) if found else None


def cut_slip(text: str, start: int, at: int) -> Slip:
    """Return the slip of a “#” at `at` that turns the rest of a value, begun at `start`, into a remark."""
    lost = text[at:].rstrip()
    kept = text[start:at].strip()
    left = f"只剩下{cite(kept)}" if kept else "就成了空的"
    mended = text[:start].rstrip() + " " + quoted(text[start:].strip())
    return Slip(
        "value-cut",
        at,
        len(lost),
        f"“#”前面有空格，{cite(lost)}会被当成备注丢掉，这一项{left}。",
        f"给整段内容加上半角引号：改成{cite(mended.strip())}。",
        mended,
    )
