"""Make any text safe to stand in Markdown: as words only, or with the few marks staff may use.

The one place where text becomes `Markdown`; what is not of that type is escaped when it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from markupsafe import Markup

from generator.quotes import short_quotes

SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

Markdown = Markup
"""Text that may hold Markdown. Jinja's own mark for "do not escape", so that macros give it too."""

_ESCAPES = {char: f"\\{char}" for char in "\\`*_[]{}#"}
_ESCAPES |= {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;", "~": "&#126;", "^": "&#94;"}
_TABLE = str.maketrans(_ESCAPES)
_DOUBLED = re.compile("([=:+])(?=\\1)|(?<=[=:+])([=:+])")
_LEADING = re.compile(r"[-+=:!%/]|\d+[.)](?=\s|$)")
# Most text has nothing to escape, and one search costs a tenth of the replacing.
_ACTIVE = re.compile(r"[\\`*_\[\]{}#<>&|~^\s]|==|::|\+\+")


def escape(text: str) -> Markdown:
    """Return text as words on one line: no mark of it is read as Markdown, HTML or Jinja anywhere."""
    plain = text
    if _ACTIVE.search(text):
        plain = " ".join(text.split()).translate(_TABLE)
        plain = _DOUBLED.sub(lambda found: f"&#{ord(found[0])};", plain)
    if found := _LEADING.match(plain):
        cut = found.end()
        plain = f"{plain[: cut - 1]}&#{ord(plain[cut - 1])};{plain[cut:]}"
    return Markdown(plain)


def heading(text: str) -> Markdown:
    """Return text as words, each short quoted name in an element that the theme keeps on one line."""
    text = " ".join(text.split())
    parts: list[str] = []
    position = 0
    for start, end in short_quotes(text):
        parts += (
            _words(text[position:start], first=position == 0),
            f'<span class="whole">{escape(text[start:end])}</span>',
        )
        position = end
    return Markdown("".join([*parts, _words(text[position:], first=position == 0)]))


def prose(text: str) -> Markdown:
    """Return paragraphs, a line each, with lists, emphasis, links and small headings; nothing else.

    Blocks are set apart by blank lines, so that one line is one paragraph as Chinese writers mean it."""
    blocks: list[str] = []
    step = _NO_LIST
    for line in filter(None, map(str.strip, text.splitlines())):
        before = step
        step, block = _block(line, before)
        if step is not _NO_LIST and before is not _NO_LIST:
            blocks[-1] += f"\n{block}"
        else:
            blocks.append(block)
    return Markdown("\n\n".join(blocks))


def lead(text: str) -> Markdown:
    """Return paragraphs as `prose` does, but no lists or headings, which would run into what follows."""
    return Markdown("\n\n".join(_inline(line.strip()) for line in text.splitlines() if line.strip()))


def plain(text: str) -> str:
    """Return what a reader sees of `prose`, as one line of words without its marks."""
    words = _INLINE.sub(lambda found: found["strong"] or found["label"], text)
    return " ".join(_MARK.sub("", line).strip() for line in words.splitlines() if line.strip())


_MARK = re.compile(r"^\s*(#{1,6}|[-*+]|\d{1,3}[.)])\s+")
_NO_LIST = None
_BULLETS = 0
_BLOCK = re.compile(
    r"(?P<heading>#{1,6})\s+(?P<title>.+)|[-*+]\s+(?P<point>.+)|(?P<number>[0-9]{1,3})[.)]\s+(?P<step>.+)"
)


def _block(line: str, step: int | None) -> tuple[int | None, str]:
    """Return a line's Markdown and its step in a list; `step` is that of the line before.

    Markdown counts by itself, from 1: what would come out with another number stays as it is written."""
    found = _BLOCK.fullmatch(line)
    if found and found["title"]:
        # A heading of the text's own would upset the page's outline, so it becomes a strong line.
        title = _inline(found["title"].rstrip("# "), strong=False)
        return _NO_LIST, f"**{title}**" if title else escape(line)
    if found and found["point"]:
        indent = "    " if step else ""
        return step or _BULLETS, f"{indent}- {_inline(found['point'])}"
    if found and step != _BULLETS and int(found["number"]) == (step or 0) + 1:
        return int(found["number"]), f"{int(found['number'])}. {_inline(found['step'])}"
    return _NO_LIST, _inline(line)


_INLINE = re.compile(
    r"\*\*\s*(?P<strong>[^*\s][^*]*)\*\*|(?<!!)\[\s*(?P<label>[^\[\]\s][^\[\]]*)\]\((?P<target>[^()\s]+)\)"
)


def _inline(text: str, *, strong: bool = True) -> str:
    return "".join(_inline_parts(text, strong=strong)).strip()


def _inline_parts(text: str, *, strong: bool) -> Iterator[str]:
    position = 0
    for found in _INLINE.finditer(text):
        yield _words(text[position : found.start()], first=position == 0)
        position = found.end()
        if found["strong"]:
            words = escape(found["strong"])
            yield f"**{words}**" if strong else words
        elif target := safe_link(found["target"]):
            yield f"[{escape(found['label'])}](<{link_target(target)}>)"
        else:
            yield _words(found[0], first=False)
    yield _words(text[position:], first=position == 0)


def _words(text: str, *, first: bool) -> str:
    """Escape a piece of a line, keeping the blanks at its ends."""
    if not text.strip():
        return " " if text and not first else ""
    before = " " if text[0].isspace() and not first else ""
    after = " " if text[-1].isspace() else ""
    return f"{before}{escape(text)}{after}"


def safe_link(target: str) -> str | None:
    """Return a link's target if it leads to the web, a mailbox, a telephone or a place in this site."""
    if re.search(r"[\x00-\x20<>\"\\`{}]", target):
        return None
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    if parts.scheme.lower() in SAFE_SCHEMES:
        return target
    # A colon before any slash would be a scheme of its own to a browser that trims what we do not.
    local = not parts.scheme and not parts.netloc and ":" not in target.partition("/")[0]
    return target if local else None


_IN_TARGETS = str.maketrans({"&": "&amp;", "`": "%60", "{": "%7B", "}": "%7D", "|": "%7C"})


def link_target(address: str) -> Markdown:
    """Return a checked address as it stands between the < and > of a link.

    An entity such as &colon; would otherwise be read by the browser, after every check of ours."""
    return Markdown(address.translate(_IN_TARGETS))


_NOT_IN_ATTRIBUTES = str.maketrans({"<": "＜", ">": "＞", "&": "＆", '"': "＂"})


def attribute_text(text: str) -> str:
    """Return text for `title` and `description`, which themes print into HTML without escaping."""
    return " ".join(text.split()).translate(_NOT_IN_ATTRIBUTES)
