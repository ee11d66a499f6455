"""What YAML allows and we refuse, said in words: anchors, tags, a second document, nesting without end."""

from __future__ import annotations

import re

from generator.problems import ERROR, Problem
from generator.source.lines import Lines, cite, quoted
from generator.source.parsing import MAX_DEPTH, Refusal

_TO_LINE_END = re.compile(r"\S.*?(?=\s*$)")


def _as_text(line: str, column: int) -> str:
    """Return, to be put into a hint, the line with all from a column on in quotation marks."""
    mended = line[:column] + quoted(line[column:].strip())
    return f"：改成{cite(mended.strip())}"


def _without_mark(line: str, column: int, mark: str) -> str:
    """Return the cure of a tag: without it where something follows, as a text where nothing does."""
    kept = line[column + len(mark) :].strip()
    if not kept:
        return f"如果它就是文字，给整段内容加上半角引号{_as_text(line, column)}。"
    mended = f"{line[:column]}{kept}"
    return f"删去这个记号，只留内容：改成{cite(mended.strip())}；如果它就是文字，给整段内容加上半角引号。"


def refusal_problem(refusal: Refusal, lines: Lines) -> Problem:
    """Return the refusal as a problem at its place."""
    row, column = refusal.row, refusal.column
    found = _TO_LINE_END.match(lines.text(row), column)
    written = found[0] if found else ""
    match refusal.what:
        case "anchor" | "alias":
            mark = written[:1]
            message = f"{cite(written)}以“{mark}”开头，程序会当它是记号，不是文字。"
            hint = f"如果它就是文字，给整段内容加上半角引号{_as_text(lines.text(row), column)}；如果是从别处抄来的引用，把要引用的内容直接再写一遍。"
            return Problem(
                "anchor-refused", ERROR, lines.where(row, column, len(refusal.name) + 1), message, hint
            )
        case "tag":
            mark = written.split()[0]
            message = f"“{mark}”以“!”开头，程序会当它是记号，不是文字。"
            hint = _without_mark(lines.text(row), column, mark)
            return Problem("tag-refused", ERROR, lines.where(row, column, len(mark)), message, hint)
        case "document":
            message = f"第 {row + 1} 行的“---”把文件分成了两份，一个文件只能放一份资料。"
            hint = "删去这一行；如果后面是另一份资料，把它剪切到一个新文件里。"
            return Problem("many-documents", ERROR, lines.where(row, column, 3), message, hint)
        case _:
            message = f"这里套了超过 {MAX_DEPTH} 层，多半是括号、减号或行首的空格打多了。"
            hint = "检查这一行和它前面几行，删去多余的括号、减号或空格。"
            return Problem("nesting-too-deep", ERROR, lines.where(row, column), message, hint)
