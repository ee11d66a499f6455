"""Problems shown to people and machines: on a terminal, as plain text, as JSON Lines, as GitHub annotations.

The one place that decides how a Problem looks; it changes nothing about what the Problem says."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import TYPE_CHECKING, TextIO

from generator.problems import Problem, Severity, Where, sort_problems

if TYPE_CHECKING:
    from rich.text import Text

_Segment = tuple[str, str]
Line = list[_Segment]

_LONGEST = 200
_WIDEST = 100
_NARROWEST = 40
_GUTTER = 8
_STYLES = {Severity.ERROR: "bold red", Severity.BLOCK: "bold magenta", Severity.NOTE: "bold yellow"}
_ANNOTATIONS = {Severity.ERROR: "error", Severity.BLOCK: "error", Severity.NOTE: "notice"}
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff]"
)
_TAB = "→   "
# GB/T 15834: these do not start a line, and those do not end one.
_NOT_FIRST = "，。、；：？！”’）》〉】」』…—·%,.;:?!)]}"
_NOT_LAST = "“‘（《〈【「『([{"
_WORD = re.compile(r"[!-~]+|\s|.", re.DOTALL)


def show(problems: Iterable[Problem], form: str = "text", stream: TextIO | None = None) -> None:
    """Print the problems, sorted, by default on standard output: text with a closing count; json, one object a line; github, one annotation a line.

    On a terminal, text comes in colour and wrapped at its width. No stream's encoding makes this fail."""
    stream = stream or sys.stdout
    ordered = sort_problems(problems)
    if form == "json":
        _write((_json_line(problem, stream) for problem in ordered), stream)
    elif form == "github":
        _write((_annotation(problem) for problem in ordered), stream)
    elif stream.isatty():
        _print_on_terminal(lambda width: _report(ordered, width), stream)
    else:
        _write(report_text(ordered).splitlines(), stream)


def report_text(problems: Iterable[Problem], *, width: int | None = None, colour: bool = False) -> str:
    """Return the report as text that ends with a line break.

    `width` is in terminal cells; None leaves the lines as long as they are (excerpts over 200 characters are cut)."""
    lines = list(_report(sort_problems(problems), width))
    if not colour:
        return "".join(f"{_plain(line)}\n" for line in lines)
    from rich.console import Console  # noqa: PLC0415 - only for colour

    out = StringIO()
    console = Console(
        file=out,
        force_terminal=True,
        color_system="standard",
        width=width or _LONGEST * 2,
        legacy_windows=False,
    )
    for line in lines:
        console.print(_styled(line), soft_wrap=True, highlight=False)
    return out.getvalue()


def show_lines(lines: Callable[[int | None], Iterable[Line]], stream: TextIO | None = None) -> None:
    """Print lines made for a width, by default on standard output: in colour on a terminal, else plain and of no width."""
    stream = stream or sys.stdout
    if stream.isatty():
        _print_on_terminal(lines, stream)
    else:
        _write((_plain(line) for line in lines(None)), stream)


def summary(problems: Iterable[Problem]) -> str:
    """Return the closing line: how many problems there are, of each severity."""
    severities = [problem.severity for problem in problems]
    counts = [f"{kind.value} {severities.count(kind)}" for kind in Severity if kind in severities]
    return f"共 {len(severities)} 处：{'，'.join(counts)}。" if counts else "没有发现问题。"


def cell_width(text: str) -> int:
    """Return how many terminal cells the text fills: two for a Chinese character, none for a combining mark."""
    return sum(_cells(char) for char in text)


def _cells(char: str) -> int:
    if char < "\u0300":
        return 1
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _print_on_terminal(lines: Callable[[int | None], Iterable[Line]], stream: TextIO) -> None:
    from rich.console import Console  # noqa: PLC0415 - only for colour

    console = Console(file=stream, highlight=False)
    # One column stays free: some consoles break a line that fills all of them.
    for line in lines(min(console.width - 1, _WIDEST)):
        console.print(_styled([(_encodable(text, stream), style) for text, style in line]), soft_wrap=True)


def _report(problems: tuple[Problem, ...], width: int | None) -> Iterator[Line]:
    yield from problem_lines(problems, width)
    style = "bold" if problems else "bold green"
    yield [(summary(problems), style)]


def problem_lines(problems: Iterable[Problem], width: int | None) -> Iterator[Line]:
    """Yield each problem as the report shows it, with a blank line after it, in the order given."""
    width = None if width is None else max(width, _NARROWEST)
    for problem in problems:
        yield from wrapped(_header(problem), width, indent=0, hanging=2)
        if problem.where.line and problem.where.excerpt.strip():
            yield from _excerpt(problem.where, _STYLES[problem.severity], width)
        if problem.hint:
            for part in _seen(problem.hint).split("\n"):
                yield from wrapped([("→ ", "green"), (part, "")], width, indent=3, hanging=5)
        yield []


def _header(problem: Problem) -> Line:
    where = problem.where
    place = ":".join(str(part) for part in (where.file, where.line, where.column) if part)
    return [
        (_seen(place), "bold"),
        (" ", ""),
        (problem.severity.value, _STYLES[problem.severity]),
        (f" [{problem.code}] ", "dim"),
        (_seen(problem.message).replace("\n", " "), ""),
    ]


def _excerpt(where: Where, style: str, width: int | None) -> Iterator[Line]:
    text = where.shown or where.excerpt
    start = min(where.column - 1, len(text))
    stop = min(start + where.length, len(text))
    before, marked, after = (visible(part) for part in (text[:start], text[start:stop], text[stop:]))
    room = _room(before + marked + after, width)
    if room is not None:
        marked, after = _cut_end(marked, after, room)
        before = _cut_start(before, room - cell_width(marked) - min(cell_width(after), room // 4))
        after = _cut_end(after, "", room - cell_width(before + marked))[0]
    yield [(f"{where.line:>5} │ ", "dim"), (before + marked + after.rstrip(), "")]
    yield [("      │ ", "dim"), (" " * cell_width(before), ""), ("^" * max(1, cell_width(marked)), style)]


def _room(text: str, width: int | None) -> int | None:
    """Return how many cells an excerpt may fill, None when all of it fits."""
    if width is None:
        return _LONGEST if len(text) > _LONGEST else None
    room = width - _GUTTER
    return room if cell_width(text) > room else None


def _cut_end(text: str, after: str, room: int) -> tuple[str, str]:
    """Return the text cut at its end to `room` cells; what comes after it is lost with its end."""
    if cell_width(text) <= room:
        return text, after
    while text and cell_width(text) > room - 1:
        text = text[: -max(1, (cell_width(text) - room) // 2)]
    return f"{text}…", ""


def _cut_start(text: str, room: int) -> str:
    if cell_width(text) <= room:
        return text
    while text and cell_width(text) > room - 1:
        text = text[max(1, (cell_width(text) - room) // 2) :]
    return f"…{text}"


def wrapped(line: Line, width: int | None, *, indent: int, hanging: int) -> Iterator[Line]:
    """Yield the line broken to the width, where Chinese typography allows a break."""
    current: Line = [(" " * indent, "")]
    used = indent
    for text, style in _words(line):
        if width is not None and used + cell_width(text.rstrip()) > width and used > hanging:
            yield current
            current, used = [(" " * hanging, "")], hanging
        first, *rest = _split_wide(text, width, used, hanging)
        current.append((first, style))
        used += cell_width(first)
        for piece in rest:
            yield current
            current, used = [(" " * hanging, ""), (piece, style)], hanging + cell_width(piece)
    yield current


def _split_wide(word: str, width: int | None, used: int, hanging: int) -> list[str]:
    """Return a word in pieces that each fit on a line, the first after `used` cells; nearly always it is one piece."""
    if width is None or used + cell_width(word.rstrip()) <= width:
        return [word]
    pieces = [""]
    for char in word:
        if used + _cells(char) > width and pieces[-1]:
            pieces.append("")
            used = hanging
        pieces[-1] += char
        used += _cells(char)
    return pieces


def _words(line: Line) -> Iterator[_Segment]:
    """Yield what may not be broken: Latin words, and Chinese characters with the punctuation that clings to them."""
    for text, style in line:
        word = ""
        for token in _WORD.findall(text):
            clings = word and (token[0] in _NOT_FIRST or token.isspace() or word[-1] in _NOT_LAST)
            if word and not clings:
                yield word, style
                word = ""
            word += token
        if word:
            yield word, style


def _plain(line: Line) -> str:
    return "".join(text for text, _ in line).rstrip()


def _styled(line: Line) -> Text:
    from rich.text import Text  # noqa: PLC0415 - only for colour

    # Text, not a markup string: what staff wrote, such as [red], shows as it stands.
    text = Text.assemble(*line)
    text.rstrip()
    return text


def _seen(text: str) -> str:
    """Return the text with a mark for each character that would hide or turn others round."""
    return _UNSEEN.sub("\ufffd", text)


def visible(text: str) -> str:
    """Return a line of a file as it is shown: tabs and what hides have a mark of their own."""
    return _seen(text).replace("\t", _TAB)


def _json_line(problem: Problem, stream: TextIO) -> str:
    line = json.dumps(problem.as_json(), ensure_ascii=False)
    return line if _encodable(line, stream) == line else json.dumps(problem.as_json())


def _annotation(problem: Problem) -> str:
    where = problem.where
    fields = {"file": where.file}
    if where.line:
        fields |= {"line": str(where.line), "col": str(where.column)}
    fields["title"] = f"{problem.severity.value} {problem.code}"
    listed = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in fields.items())
    body = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    return f"::{_ANNOTATIONS[problem.severity]} {listed}::{_escaped(body, '')}"


def _escaped(text: str, more: str) -> str:
    """Return the text as a GitHub workflow command takes it; properties escape `more` than messages do."""
    return "".join(f"%{ord(char):02X}" if char in f"%\r\n{more}" else char for char in text)


def _write(lines: Iterable[str], stream: TextIO) -> None:
    stream.writelines(f"{_encodable(line, stream)}\n" for line in lines)
    stream.flush()


def _encodable(text: str, stream: TextIO) -> str:
    """Return the text with a backslash notation for what the stream's encoding lacks (a Windows console's cp936)."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)
