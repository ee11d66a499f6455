"""Read text that was typed or pasted: a line is a paragraph, and the marks of Markdown are understood."""

from __future__ import annotations

import re

from generator.manuscript.archive import Unreadable, too_long
from generator.manuscript.paragraphs import MOST_LETTERS, MOST_PARAGRAPHS, Manuscript, Paragraph
from generator.manuscript.residue import is_page_line
from generator.source.decoding import decode

_HEADING = re.compile(r"(#{1,6})[ \t]+(.+?)[ \t]*#*")
_BULLET = re.compile(r"[ \t]*[-*+•●◆■▪·][ \t]+(?=\S)")
_BOLD = re.compile(r"\*\*(?=\S)(.{1,500}?)(?<=\S)\*\*|__(?=[^\s_])([^_]{1,500}?)(?<=\S)__")
_BREAKS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c]")


def read_plain(data: bytes) -> Manuscript:
    """Return what a text file or a pasted text holds; raises Unreadable with the reason in Chinese."""
    text, _ = decode(data, "")
    if text is None:
        cure = "用记事本打开它，点“文件 → 另存为”，把“编码”选成“UTF-8”，再导入一次。"
        raise Unreadable("manuscript-foreign", "认不出这份材料的文字编码，它可能不是文字文件。", cure)
    if len(text) > MOST_LETTERS:
        raise too_long(f"有 {len(text)} 个字，一次最多 {MOST_LETTERS // 10_000} 万字")
    text, code = _without_code(text)
    remarks = (f"网页里的程序代码 {code} 段，没有写进草稿",) if code else ()
    return Manuscript(text_paragraphs(text), remarks)


def _without_code(text: str) -> tuple[str, int]:
    """Return the text of a saved web page without its scripts and styles, and how many there were."""
    count = 0
    for name in ("script", "style"):
        pieces = []
        end = 0
        for opened in re.finditer(rf"<{name}\b", text, re.IGNORECASE):
            if opened.start() < end:
                continue
            closed = re.compile(rf"</{name}\s{{0,9}}>", re.IGNORECASE).search(text, opened.end())
            if closed is None:
                break
            pieces.append(text[end : opened.start()])
            end = closed.end()
            count += 1
        text = "".join((*pieces, text[end:]))
    return text, count


def text_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the lines of a text as paragraphs, blank ones too: they part what a hard wrap does not."""
    lines = _BREAKS.sub("\n", text.lstrip("\ufeff")).split("\n")
    if len(lines) > MOST_PARAGRAPHS:
        raise too_long(f"有 {len(lines)} 行，一次最多 {MOST_PARAGRAPHS} 行")
    return tuple(_paragraph(line, number) for number, line in enumerate(lines, start=1))


def _paragraph(line: str, number: int) -> Paragraph:
    if heading := _HEADING.fullmatch(line.strip()):
        return Paragraph(_unmarked(heading[2]), number, level=len(heading[1]))
    bullet = None if is_page_line(line) else _BULLET.match(line)
    body = line[bullet.end() :] if bullet else line
    first = _BOLD.match(body.lstrip())
    text = _unmarked(body)
    lead = len(text) - len(text.lstrip()) + len(_unmarked(first[0])) if first else 0
    return Paragraph(text, number, lead=lead, bullet=bool(bullet))


def _unmarked(text: str) -> str:
    """Return the text without the marks of bold."""
    return _BOLD.sub(lambda found: found[1] or found[2], text)
