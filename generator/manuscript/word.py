"""Read a .docx: its words in their order with their styles and numbers, and what stood beside them.

Reads the XML itself rather than a model of it: text boxes, changes, notes and Word's own numbers are in no model,
and documents of WPS and of the strict dialect open as well."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import IO
from zipfile import ZipFile

from lxml import etree

from generator.manuscript.archive import Unreadable, broken, open_archive, read_xml, too_long
from generator.manuscript.numbering import (
    Numbering,
    attribute,
    child,
    children,
    local,
    read_numbering,
)
from generator.manuscript.paragraphs import MOST_LETTERS, MOST_PARAGRAPHS, Embedded, Manuscript, Paragraph

_MAIN = "word/document.xml"
_LEFT_OUT = frozenset(
    {
        "del",
        "moveFrom",
        "Fallback",
        "instrText",
        "delText",
        "delInstrText",
        "rt",
        "pPr",
        "rPr",
        "sdtPr",
        "tblPr",
    }
)
"""What is no text, or text that the author took back; a Fallback says the same as its Choice."""
_OFF = frozenset({"0", "false", "off"})
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLES = frozenset({"title", "标题", "文档标题"})
_HIGHEST_PRIVATE, _LOWEST_PRIVATE = 0xF8FF, 0xE000


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says: a heading's level (0 for none), a list, whether it is the title."""

    level: int = 0
    list_number: str = ""
    list_depth: int = 0
    title: bool = False


@dataclass(slots=True)
class _Beside:
    """What was met on the way and is no paragraph."""

    changes: int = 0
    deleted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    rubies: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    boxes: int = 0


def read_word(file: IO[bytes]) -> Manuscript:
    """Return what a Word file holds; raises Unreadable with the reason in Chinese."""
    archive = open_archive(file)
    main = _main_part(archive)
    body = child(read_xml(archive, main), "body")
    if body is None:
        raise broken("里面没有正文。")
    folder = posixpath.dirname(main)
    related = _relations(archive, main)
    reader = _Reader(
        _styles(read_xml(archive, f"{folder}/styles.xml")),
        read_numbering(read_xml(archive, f"{folder}/numbering.xml")),
    )
    paragraphs = list(reader.paragraphs(body))
    paragraphs += _notes(archive, folder, reader)
    _refuse_too_long(paragraphs)
    numbered = tuple(replace(paragraph, number=n) for n, paragraph in enumerate(paragraphs, start=1))
    remarks = (
        *_remarks(reader.beside),
        *_comments(archive, folder, reader),
        *_margins(archive, folder, reader),
    )
    return Manuscript(numbered, remarks, _pictures(archive, reader.beside, related))


def _refuse_too_long(paragraphs: list[Paragraph]) -> None:
    letters = sum(len(paragraph.text) for paragraph in paragraphs)
    if letters > MOST_LETTERS:
        raise too_long(f"有 {letters} 个字，一次最多 {MOST_LETTERS // 10_000} 万字")


def _main_part(archive: ZipFile) -> str:
    names = set(archive.namelist())
    for relation in children(read_xml(archive, "_rels/.rels"), "Relationship"):
        target = attribute(relation, "Target").lstrip("/")
        if attribute(relation, "Type").endswith("/officeDocument") and target in names:
            if target.startswith("word/"):
                return target
            cure = "文字材料要用 .docx、.txt 或 .md；荣誉的表格要用 .xlsx。"
            raise Unreadable("manuscript-foreign", "这不是 Word 文档。", cure)
    if _MAIN in names:
        return _MAIN
    raise broken("里面没有正文。")


def _relations(archive: ZipFile, main: str) -> dict[str, str]:
    """Return the parts inside the archive that the text refers to, by their short names."""
    folder, name = posixpath.split(main)
    found = {}
    for relation in children(read_xml(archive, f"{folder}/_rels/{name}.rels"), "Relationship"):
        if attribute(relation, "TargetMode") != "External":
            target = attribute(relation, "Target")
            found[attribute(relation, "Id")] = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
    return found


def _styles(root: etree._Element | None) -> dict[str, _Style]:
    raw = {attribute(style, "styleId"): style for style in children(root, "style")}
    return {name: _style(name, raw) for name in raw}


def _style(name: str, raw: dict[str, etree._Element]) -> _Style:
    """Return a style with what it takes over from those that it is based on."""
    level, number, depth, title = 0, "", 0, False
    seen: set[str] = set()
    while name in raw and name not in seen:
        seen.add(name)
        style = raw[name]
        title = title or attribute(child(style, "name"), "val").strip().lower() in _TITLES
        level = level or _heading_level(style)
        listed = child(style, "pPr", "numPr")
        if listed is not None and not number:
            number = attribute(child(listed, "numId"), "val")
            depth = _depth(child(listed, "ilvl"))
        name = attribute(child(style, "basedOn"), "val")
    return _Style(level, number, depth, title)


def _heading_level(style: etree._Element) -> int:
    if found := _HEADING.fullmatch(attribute(child(style, "name"), "val").strip()):
        return int(found[1])
    return _outline_level(child(style, "pPr"))


def _outline_level(properties: etree._Element | None) -> int:
    text = attribute(child(properties, "outlineLvl"), "val")
    return int(text) + 1 if re.fullmatch("[0-8]", text) else 0


def _depth(element: etree._Element | None) -> int:
    text = attribute(element, "val")
    return int(text) if re.fullmatch("[0-8]", text) else 0


@dataclass(slots=True)
class _Text:
    """A paragraph's text as it grows; `lead` is how much of its start is bold."""

    parts: list[str] = field(default_factory=list)
    lead: int = 0
    plain: bool = False
    boxes: list[etree._Element] = field(default_factory=list)

    def add(self, text: str, *, bold: bool) -> None:
        self.parts.append(text)
        if not bold and text.strip():
            self.plain = True
        elif not self.plain:
            self.lead += len(text)


@dataclass(slots=True)
class _Reader:
    """One pass over a document."""

    styles: dict[str, _Style]
    numbering: Numbering
    beside: _Beside = field(default_factory=_Beside)
    tables: int = 0
    found: int = 0

    def paragraphs(self, block: etree._Element, aside: str = "") -> Iterator[Paragraph]:
        """Yield the paragraphs and rows below a block, in their order."""
        for element in block:
            name = local(element) if isinstance(element.tag, str) else ""
            if name == "p":
                yield from self.paragraph(element, aside)
            elif name == "tbl":
                self.tables += 1
                yield from self.rows(element, self.tables)
            elif name in _LEFT_OUT:
                self.taken_back(name, element)
            elif name:
                self.beside.changes += name in {"ins", "moveTo"}
                yield from self.paragraphs(element, aside)

    def paragraph(self, element: etree._Element, aside: str = "") -> Iterator[Paragraph]:
        """Yield a paragraph and those of the text boxes that hang on it."""
        self.found += 1
        if self.found > MOST_PARAGRAPHS:
            raise too_long(f"有 {MOST_PARAGRAPHS} 多段")
        properties = child(element, "pPr")
        if child(properties, "rPr", "del") is not None or child(properties, "rPr", "ins") is not None:
            self.beside.changes += 1
        text = _Text()
        self.words(element, text)
        style = self.styles.get(attribute(child(properties, "pStyle"), "val"), _Style())
        label, bullet = self.label(properties, style, "".join(text.parts))
        yield Paragraph(
            "".join(text.parts),
            level=_outline_level(properties) or style.level,
            label=label,
            lead=text.lead,
            bullet=bullet,
            title=style.title,
            aside=aside,
        )
        for box in text.boxes:
            self.beside.boxes += 1
            yield from self.paragraphs(box, f"文本框 {self.beside.boxes}")

    def label(self, properties: etree._Element | None, style: _Style, text: str) -> tuple[str, bool]:
        listed = child(properties, "numPr")
        number = attribute(child(listed, "numId"), "val") if listed is not None else style.list_number
        depth = _depth(child(listed, "ilvl")) if child(listed, "ilvl") is not None else style.list_depth
        # An empty paragraph of a list is shown with its number but says nothing.
        return self.numbering.label(number, depth) if number and text.strip() else ("", False)

    def words(self, element: etree._Element, text: _Text, *, bold: bool = False) -> None:
        """Gather the words below an element."""
        for part in element:
            name = local(part) if isinstance(part.tag, str) else ""
            if name in _LEFT_OUT:
                self.taken_back(name, part)
            elif name == "txbxContent":
                text.boxes.append(part)
            elif name == "r":
                self.run(part, text)
            elif sign := _SIGNS.get(name):
                text.add(sign(part), bold=bold)
            elif name:
                self.note(name, part)
                self.words(part, text, bold=bold)

    def run(self, run: etree._Element, text: _Text) -> None:
        properties = child(run, "rPr")
        if _is_on(child(properties, "vanish")):
            hidden = _Text()
            self.words(run, hidden)
            self.beside.hidden.append("".join(hidden.parts))
        else:
            self.words(run, text, bold=_is_on(child(properties, "b")))

    def note(self, name: str, part: etree._Element) -> None:
        """Note what has a meaning beyond its words."""
        if name in {"ins", "moveTo"}:
            self.beside.changes += 1
        elif name in {"blip", "imagedata"}:
            self.beside.pictures.append(attribute(part, "embed") or attribute(part, "id"))

    def taken_back(self, name: str, part: etree._Element) -> None:
        """Note what the author deleted, and the sounds written above characters."""
        if name in {"del", "moveFrom"}:
            self.beside.changes += 1
            self.beside.deleted.append("".join(part.itertext()) if len(part) else "")
        elif name == "rt":
            self.beside.rubies.append("".join(part.itertext()))

    def rows(self, table: etree._Element, number: int) -> Iterator[Paragraph]:
        """Yield each row of a table as one paragraph: two cells as 项目：内容, more parted by semicolons."""
        for row in _rows(table):
            cells = []
            for cell in _cells(row):
                lines = [paragraph.text.strip() for paragraph in self.paragraphs(cell)]
                if words := " ".join(line for line in lines if line):
                    cells.append(words)
            if cells:
                mark = "：" if len(cells) == 2 and len(cells[0]) <= 12 else "；"
                yield Paragraph(mark.join(cells), table=number)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for part in table:
        name = local(part) if isinstance(part.tag, str) else ""
        if name == "tr":
            yield part
        elif name in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from _rows(part)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for part in row:
        name = local(part) if isinstance(part.tag, str) else ""
        # The rest of a cell that was merged downwards is empty and says nothing.
        if name == "tc":
            yield part
        elif name in {"sdt", "sdtContent", "customXml"}:
            yield from _cells(part)


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and attribute(element, "val").lower() not in _OFF


def _words(element: etree._Element) -> str:
    return element.text or ""


def _symbol(element: etree._Element) -> str:
    """Return a sign of a symbol font; one that only that font knows is a bullet as good as any."""
    code = attribute(element, "char")
    if not re.fullmatch("[0-9A-Fa-f]{4}", code):
        return ""
    number = int(code, 16)
    return "•" if _LOWEST_PRIVATE <= number <= _HIGHEST_PRIVATE else chr(number)


_SIGNS: dict[str, Callable[[etree._Element], str]] = {
    "t": _words,
    "tab": lambda _: " ",
    "ptab": lambda _: " ",
    "br": lambda _: "\n",
    "cr": lambda _: "\n",
    "noBreakHyphen": lambda _: "-",
    "softHyphen": lambda _: "\u00ad",
    "sym": _symbol,
}


def _notes(archive: ZipFile, folder: str, reader: _Reader) -> Iterator[Paragraph]:
    for part, title in (("footnotes", "脚注"), ("endnotes", "尾注")):
        number = 0
        root = read_xml(archive, f"{folder}/{part}.xml")
        for note in children(root, part.removesuffix("s")):
            if attribute(note, "type") in {"separator", "continuationSeparator", "continuationNotice"}:
                continue
            number += 1
            yield from (p for p in reader.paragraphs(note, f"{title} {number}") if p.text.strip())


def _comments(archive: ZipFile, folder: str, reader: _Reader) -> Iterator[str]:
    comments = list(children(read_xml(archive, f"{folder}/comments.xml"), "comment"))
    if comments:
        texts = [" ".join(p.text.strip() for p in reader.paragraphs(comment)) for comment in comments]
        yield f"批注 {len(comments)} 条，没有写进草稿：" + "；".join(texts)


def _margins(archive: ZipFile, folder: str, reader: _Reader) -> Iterator[str]:
    """Yield the words of headers and footers, each once."""
    found = []
    for name in sorted(archive.namelist(), key=lambda name: ("footer" in name, name)):
        if re.fullmatch(re.escape(folder) + r"/(?:header|footer)[0-9]*\.xml", name):
            root = read_xml(archive, name)
            if root is not None:
                found += [p.text.strip() for p in reader.paragraphs(root)]
    if words := [text for text in dict.fromkeys(found) if text]:
        yield "页眉页脚没有写进草稿：" + "；".join(words)


def _remarks(beside: _Beside) -> Iterator[str]:
    if beside.changes:
        deleted = [text for text in beside.deleted if text.strip()]
        rest = f"；作者删掉的是：{'；'.join(deleted)}" if deleted else ""
        yield f"有修订痕迹 {beside.changes} 处，采用的是修订以后的文字{rest}"
    if hidden := [text for text in beside.hidden if text.strip()]:
        yield f"有隐藏的文字，没有写进草稿：{'；'.join(hidden)}"
    if beside.rubies:
        yield f"汉字上面的拼音 {len(beside.rubies)} 处，没有写进草稿：{' '.join(beside.rubies)}"


def _pictures(archive: ZipFile, beside: _Beside, related: dict[str, str]) -> tuple[Embedded, ...]:
    names = set(archive.namelist())
    parts = dict.fromkeys(related.get(key, "") for key in beside.pictures)
    return tuple(Embedded(part, archive.getinfo(part).file_size) for part in parts if part in names)
