"""Read .xlsx: only what a person sees of the cells, as a stream, within fixed bounds of memory and time.

Not openpyxl: streaming, it knows no merged areas, and it refuses files over styles that we never look at."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from generator.schema.types import PartialDate
from generator.workbook.formats import BUILTIN, number_text, serial_date, shown_parts
from generator.workbook.forms import Form, open_zip, part_names, refuse
from generator.workbook.grid import (
    MOST_CELLS,
    WIDEST,
    Area,
    Cell,
    Fault,
    Sheet,
    Workbook,
    area_of,
    cell_place,
    damaged,
    too_large,
)

_CHUNK = 1 << 18
_LARGEST_PART = 32 << 20
_LARGEST_SHEETS = 768 << 20
"""Bytes of all sheets together once unpacked; a million rows of nothing but borders have some 300 MB."""

_MOST_STRINGS = 500_000
_MOST_ELEMENTS = 2_000_000
_MOST_MERGES = 50_000
_MOST_SHEETS = 100
_LONGEST = 32_767
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_PICTURE_FORMULA = re.compile(r"=?(?:_xlfn\.)?(?:DISPIMG|IMAGE)\(", re.IGNORECASE)

_BROKEN = (
    BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    # A list of files that points before the archive's beginning; XML in an encoding that nobody knows.
    ValueError,
    LookupError,
)

_Attributes = dict[str, str]


def read_xlsx(data: bytes, file: str) -> Workbook:
    """Return the workbook in the bytes of an .xlsx; what cannot be read is Unreadable."""
    with open_zip(data) as archive:
        package = _Package(archive, part_names(archive))
        try:
            return _read_package(package, file)
        except expat.ExpatError as error:
            raise damaged("文件里的内容坏了，读不下去") from error
        except _BROKEN as error:
            raise damaged("文件坏了，解不开") from error


@dataclass(frozen=True, slots=True)
class _Package:
    """The parts of an opened file by their names in small letters."""

    archive: ZipFile
    names: Mapping[str, str]

    def info(self, name: str) -> ZipInfo | None:
        real = self.names.get(name.lower().lstrip("/"))
        info = self.archive.getinfo(real) if real else None
        if info and info.flag_bits & 1:
            raise refuse(Form.ENCRYPTED)
        return info

    def chunks(self, name: str, largest: int = _LARGEST_PART) -> Iterator[bytes]:
        """Yield a part's bytes; none where it is not there. No more come than its header declares."""
        info = self.info(name)
        if info is None:
            return
        if info.file_size > largest:
            raise too_large(f"里面的内容解开后有 {info.file_size >> 20} MB，不像一份荣誉表")
        with self.archive.open(info) as part:
            while chunk := part.read(_CHUNK):
                if len(chunk) == _CHUNK and b">" not in chunk:
                    raise too_large("里面有一段文字长得不正常")
                yield chunk


def _read_package(package: _Package, file: str) -> Workbook:
    root = _relations(package, "", "_rels/.rels")
    main = next((target for kind, target in root.values() if kind == "officeDocument"), "xl/workbook.xml")
    index = _Index()
    _parse(package.chunks(main), index.start)
    folder, _, name = main.rpartition("/")
    targets = _relations(package, folder, f"{folder}/_rels/{name}.rels")
    parts = [(title, hidden, *targets.get(key, ("", ""))) for title, hidden, key in index.sheets]
    parts = [part for part in parts if part[2] == "worksheet"][:_MOST_SHEETS]
    if not parts:
        raise damaged("里面没有一张工作表")
    sizes = [info.file_size for *_, target in parts if (info := package.info(target))]
    if sum(sizes) > _LARGEST_SHEETS:
        raise too_large(f"表格解开后有 {sum(sizes) >> 20} MB，不像一份荣誉表")
    look = _Look(_strings(package, targets), _forms(package, targets), index.since_1904)
    count = _Count()
    sheets = tuple(_sheet(package, target, title, hidden, look, count) for title, hidden, _, target in parts)
    pictures = sum(1 for part in package.names if part.startswith(f"{folder}/media/".lower()))
    return Workbook(file, sheets, pictures)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _parse(
    chunks: Iterator[bytes],
    start: Callable[[str, _Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Feed XML to the handlers, which get names without prefix; a document type, which only an attack has, is refused."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(_local(name), attributes)
    if end:
        ended = end
        parser.EndElementHandler = lambda name: ended(_local(name))
    if text:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    empty = True
    for chunk in chunks:
        parser.Parse(chunk, False)
        empty = False
    if not empty:
        parser.Parse(b"", True)


def _refuse_doctype(*_: object) -> None:
    raise damaged("里面夹带了不该有的内容（文档类型声明），为安全起见没有读")


@dataclass(slots=True)
class _Index:
    """What xl/workbook.xml tells: the sheets' titles, whether hidden, their relations; which calendar."""

    sheets: list[tuple[str, bool, str]] = field(default_factory=list)
    since_1904: bool = False

    def start(self, name: str, attributes: _Attributes) -> None:
        if name == "sheet":
            key = next((value for attribute, value in attributes.items() if attribute.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), hidden, key))
        elif name == "workbookPr":
            self.since_1904 = attributes.get("date1904", "0").lower() in {"1", "true"}


def _relations(package: _Package, folder: str, name: str) -> dict[str, tuple[str, str]]:
    """Return the kind and the target part of each relation inside the file, by its key; links to outside are none."""
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: _Attributes) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], path)

    _parse(package.chunks(name), start)
    return found


def _target(targets: Mapping[str, tuple[str, str]], kind: str) -> str:
    return next((target for name, target in targets.values() if name == kind), "")


def _strings(package: _Package, targets: Mapping[str, tuple[str, str]]) -> list[str]:
    """Return the shared strings; how a word is pronounced, which Excel may note beside it, is left out."""
    strings: list[str] = []
    words: list[str] = []
    state = {"text": False, "sound": False}

    def start(name: str, _: _Attributes) -> None:
        if name == "si":
            words.clear()
        elif name == "rPh":
            state["sound"] = True
        state["text"] = name == "t" and not state["sound"]

    def end(name: str) -> None:
        state["text"] = False
        if name == "rPh":
            state["sound"] = False
        elif name == "si":
            strings.append("".join(words))
            if len(strings) > _MOST_STRINGS:
                raise too_large("里面的文字多得不像一份荣誉表")

    def text(data: str) -> None:
        if state["text"]:
            words.append(data)

    _parse(package.chunks(_target(targets, "sharedStrings")), start, end, text)
    return strings


def _forms(package: _Package, targets: Mapping[str, tuple[str, str]]) -> list[str]:
    """Return the number format of each cell style, by the style's number."""
    own: dict[str, str] = {}
    used: list[str] = []
    inside = {"styles": False}

    def start(name: str, attributes: _Attributes) -> None:
        if name == "numFmt":
            own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside["styles"] = True
        elif name == "xf" and inside["styles"] and len(used) < 100_000:
            used.append(attributes.get("numFmtId", "0"))

    def end(name: str) -> None:
        if name == "cellXfs":
            inside["styles"] = False

    try:
        _parse(package.chunks(_target(targets, "styles")), start, end)
    except expat.ExpatError:
        # Only looks are lost: the text of every cell can still be read.
        return []
    return [own.get(key) or BUILTIN.get(int(key) if key.isdecimal() else 0, "") for key in used]


@dataclass(frozen=True, slots=True)
class _Look:
    """What turns a cell's value into what the sheet shows."""

    strings: list[str]
    forms: list[str]
    since_1904: bool

    def cell(self, place: tuple[int, int], attributes: _Attributes, value: str, inline: str) -> Cell | None:
        """Return a cell from its value, None where it shows nothing."""
        row, column = place
        kind = attributes.get("t", "n")
        if kind == "e":
            return Cell(row, column, value or "#", fault=Fault.ERROR)
        if kind == "n":
            return self._number(row, column, value, attributes.get("s", ""))
        if kind == "s":
            index = int(value) if value.isdecimal() else -1
            value = self.strings[index] if 0 <= index < len(self.strings) else ""
        elif kind == "inlineStr":
            value = inline
        elif kind == "b":
            value = "TRUE" if value == "1" else "FALSE"
        elif kind == "d":
            value = value.partition("T")[0]
        return _text_cell(row, column, value)

    def _number(self, row: int, column: int, value: str, style: str) -> Cell | None:
        if not value:
            return None
        index = int(style) if style.isdecimal() else -1
        form = self.forms[index] if 0 <= index < len(self.forms) else ""
        return number_cell(row, column, value, form, since_1904=self.since_1904)


def _text_cell(row: int, column: int, value: str) -> Cell | None:
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value) if "_x" in value else value
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip() or _PICTURE_FORMULA.match(text):
        return None
    if len(text) > _LONGEST:
        return Cell(row, column, text[:_LONGEST], fault=Fault.LONG)
    return Cell(row, column, text)


def number_cell(row: int, column: int, value: str, form: str, *, since_1904: bool) -> Cell:
    """Return a cell that holds a number under a number format."""
    date: PartialDate | None = None
    if parts := shown_parts(form):
        try:
            date = serial_date(float(value), parts, since_1904=since_1904)
        except (ValueError, OverflowError):
            date = None
    text = str(date) if date else number_text(value, form)
    return Cell(row, column, text, date=date, is_number=date is None)


@dataclass(slots=True)
class _Count:
    """What has been read so far, through all sheets."""

    cells: int = 0
    elements: int = 0
    merges: int = 0

    def check(self) -> None:
        if self.elements > _MOST_ELEMENTS:
            raise too_large("里面的内容多得不像一份荣誉表")
        if self.cells > MOST_CELLS:
            raise too_large(f"有字的单元格超过 {MOST_CELLS} 个，不像一份荣誉表")
        if self.merges > _MOST_MERGES:
            raise too_large(f"合并的单元格超过 {_MOST_MERGES} 处，不像一份荣誉表")


@dataclass(slots=True)
class _SheetReader:
    """Handlers for one sheet's XML; rows and cells without a name stand next to the one before."""

    look: _Look
    count: _Count
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    cut: int = 0
    row: int = 0
    column: int = 0
    attributes: _Attributes = field(default_factory=dict)
    value: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    formula: list[str] = field(default_factory=list)
    into: list[str] | None = None
    length: int = 0
    """Signs of the cell so far; what is too long to be read is not kept."""
    sound: bool = False

    def start(self, name: str, attributes: _Attributes) -> None:
        self.count.elements += 1
        if self.count.elements % 4096 == 0:
            self.count.check()
        if name == "c":
            self.attributes = attributes
            self.value, self.inline, self.formula, self.length = [], [], [], 0
        elif name == "v":
            self.into = self.value
        elif name == "t" and not self.sound:
            self.into = self.inline
        elif name == "f":
            self.into = self.formula
            self.formula.append("=")
        elif name == "rPh":
            self.sound = True
        elif name == "row":
            self._start_row(attributes)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _start_row(self, attributes: _Attributes) -> None:
        number = attributes.get("r", "")
        self.row = int(number) if number.isdecimal() and len(number) < 8 else self.row + 1
        self.column = 0
        if attributes.get("hidden", "0") in {"1", "true"}:
            self.hidden_rows.add(self.row)

    def _merge(self, name: str) -> None:
        self.count.merges += 1
        self.count.check()
        if area := area_of(name):
            self.merges.append(area)

    def end(self, name: str) -> None:
        self.into = None
        if name == "c":
            self._end_cell()
        elif name == "rPh":
            self.sound = False

    def text(self, data: str) -> None:
        if self.into is not None and self.length <= _LONGEST:
            self.into.append(data)
            self.length += len(data)

    def _end_cell(self) -> None:
        place = cell_place(self.attributes.get("r", "")) or (self.row, self.column + 1)
        self.column = place[1]
        value = "".join(self.value)
        if self.formula and not value and self.attributes.get("t") != "str":
            formula = "".join(self.formula)
            shows = None if _PICTURE_FORMULA.match(formula) else Fault.FORMULA
            cell = Cell(*place, formula, fault=shows) if shows else None
        else:
            cell = self.look.cell(place, self.attributes, value, "".join(self.inline))
        if cell is None:
            return
        self.count.cells += 1
        if cell.column > WIDEST:
            self.cut += 1
        else:
            self.rows.setdefault(cell.row, {})[cell.column] = cell


def _sheet(package: _Package, target: str, title: str, hidden: bool, look: _Look, count: _Count) -> Sheet:
    reader = _SheetReader(look, count)
    _parse(_thinned(package.chunks(target, _LARGEST_SHEETS)), reader.start, reader.end, reader.text)
    count.check()
    return Sheet(
        name=title,
        rows=dict(sorted(reader.rows.items())),
        merges=tuple(reader.merges),
        hidden=hidden,
        hidden_rows=frozenset(reader.hidden_rows),
        cut_columns=reader.cut,
    )


_ROW_START = re.compile(rb'<(?:\w+:)?row [^<>]*?\br="[0-9]')
# The ends of <v>, <is> and <f> with any prefix, and a formula without words: without these a row shows nothing.
_SHOWS = (b"v>", b"is>", b"<f", b":f", b"f>")
_BLANK_CELL = re.compile(rb'<(?:\w+:)?c r="[A-Z]{1,3}[0-9]{1,7}"[^<>]*/>')
_STRETCH = 1 << 14


def _thinned(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Leave out rows and cells that hold only borders and colours: a sheet can have a million of them.

    Cut only where a row begins that tells its number, so that what is left is whole and in its place."""
    kept = b""
    in_rows = False
    for chunk in chunks:
        kept += chunk
        start = _last_row(kept)
        if start > 0:
            rows, kept = kept[:start], kept[start:]
            yield from _showing(rows) if in_rows else (rows,)
            in_rows = True
        elif len(kept) > 16 * _CHUNK:
            yield kept
            kept, in_rows = b"", False
    yield kept


def _last_row(xml: bytes) -> int:
    """Return where the last row that tells its number begins, 0 or less where none does."""
    start = max(xml.rfind(b"<row "), xml.rfind(b"<", 0, max(0, xml.rfind(b":row "))))
    return start if start > 0 and _ROW_START.match(xml, start) else -1


def _showing(rows: bytes) -> Iterator[bytes]:
    """Yield those stretches of some rows that show anything, without their blank cells."""
    if not any(sign in rows for sign in _SHOWS):
        return
    start = 0
    while start < len(rows):
        found = _ROW_START.search(rows, start + _STRETCH)
        end = found.start() if found else len(rows)
        stretch = rows[start:end]
        if any(sign in stretch for sign in _SHOWS):
            yield _BLANK_CELL.sub(b"", stretch)
        start = end
