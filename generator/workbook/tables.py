"""Find the lists of honours on a sheet: where the headings are, what each column is, which rows count. Pure.

Takes a Sheet, gives Tables with their rows and a reason for every row that is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator.schema.records import Level
from generator.workbook.grid import Cell, Sheet, column_name, filled
from generator.workbook.headings import LONGEST, Role, bare_heading, is_level_mark, is_literal, role_of
from generator.workbook.values import is_empty, level_of_heading, plain, read_level, school_year_in, years_in

MOST_HEADING_ROWS = 3
_LOOK = 200
"""Signs of a text that tell what a row is."""
_TITLES = frozenset({Role.NAME, Role.ITEM, Role.PRIZE})
_OF_AN_HONOR = frozenset(
    {Role.LEVEL, Role.MARK, Role.GRADE, Role.RANK, Role.ISSUER, Role.WINNER, Role.PERSON, Role.PRIZE}
)
_REPEATING = frozenset({Role.NUMBER, Role.NAME, Role.ITEM, Role.LEVEL, Role.WHEN})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: the words above it, and what it holds. `level` is what a tick in it means."""

    number: int
    heading: str
    role: Role
    level: Level | None = None

    @property
    def name(self) -> str:
        """Return the column's letters."""
        return column_name(self.number)


@dataclass(frozen=True, slots=True)
class Above:
    """What lines above a row say of it: a title, or a heading of a group such as 一、省级荣誉."""

    level: Level | None = None
    year: int | None = None
    school_year: str = ""
    words: tuple[str, ...] = ()
    """All that they say, for names of schools to be found in."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: its cells by column number, and what stands above it."""

    row: int
    cells: Mapping[int, Cell]
    above: Above
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no honour, and why."""

    row: int
    reason: str
    text: str = ""


@dataclass(slots=True)
class Table:
    """One list: headings in the rows `first` to `last`, its columns, its lines, and what was passed over."""

    sheet: str
    first: int
    last: int
    columns: tuple[Column, ...]
    title: Above
    outer: Above = field(default_factory=Above)
    """The title of the sheet's first table, where this is another."""
    lines: list[Line] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    repeats: list[int] = field(default_factory=list)

    @property
    def literal(self) -> bool:
        """Tell whether this is our own export, where every cell means what it says."""
        return is_literal([column.heading for column in self.columns])

    def of(self, *roles: Role) -> list[Column]:
        """Return the columns that hold one of these."""
        return [column for column in self.columns if column.role in roles]


def find_tables(sheet: Sheet) -> list[Table]:
    """Return the lists of honours on a sheet, in the order of their rows; side by side ones from the left."""
    return _Finder(sheet, filled(sheet)).find()


@dataclass(slots=True)
class _Finder:
    """One pass down a sheet."""

    sheet: Sheet
    rows: Mapping[int, Mapping[int, Cell]]
    tables: list[Table] = field(default_factory=list)
    current: list[Table] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    above: dict[int, Above] = field(default_factory=dict)

    def find(self) -> list[Table]:
        done = 0
        for number in self.rows:
            if number <= done:
                continue
            # Below the headings of our own export stand only honours, whatever they are called.
            literal = any(table.literal for table in self.current)
            heading = None if literal else heading_at(self.rows, number)
            if heading:
                done = heading[1]
                self._begin(number, *heading)
            elif self.current:
                for table in self.current:
                    self._take(table, number)
            elif text := _row_text(self.rows[number].values()):
                self.titles.append(text)
        return self.tables

    def _begin(self, first: int, columns: tuple[Column, ...], last: int) -> None:
        groups = list(_side_by_side(columns))
        same = [_meaning(table.columns) for table in self.current] == [_meaning(group) for group in groups]
        if same:
            for table in self.current:
                table.repeats.append(first)
            return
        # What was passed over just above may have been this table's title.
        nearby = [s.text for table in self.current for s in table.skipped[-3:] if first - 4 <= s.row < first]
        title = _above(self.titles[-4:] + nearby)
        outer = self.tables[0].title if self.tables else Above()
        self.current = [Table(self.sheet.name, first, last, group, title, outer) for group in groups]
        self.above = {id(table): title for table in self.current}
        self.tables += self.current
        self.titles = []

    def _take(self, table: Table, number: int) -> None:
        row = self.rows[number]
        own = {column.number: row[column.number] for column in table.columns if column.number in row}
        kind, text = _kind(table, own, row)
        if kind == "line":
            hidden = number in self.sheet.hidden_rows
            table.lines.append(Line(number, own, self.above[id(table)], hidden))
        elif kind == "group":
            before = self.above[id(table)]
            found = _above([text])
            words = tuple(dict.fromkeys((*before.words, *found.words)))[-6:]
            self.above[id(table)] = Above(
                found.level or before.level,
                found.year or before.year,
                found.school_year or before.school_year,
                words,
            )
            table.skipped.append(Skipped(number, "小标题", text))
        elif kind:
            table.skipped.append(Skipped(number, kind, text))


def _meaning(columns: tuple[Column, ...]) -> list[tuple[int, Role, Level | None]]:
    return [(column.number, column.role, column.level) for column in columns]


def _above(texts: Iterable[str]) -> Above:
    words = tuple(text for text in texts if text)
    years = set().union(*(years_in(text) for text in words)) if words else set()
    level = next((level for text in reversed(words) if (level := level_of_heading(text))), None)
    school_year = next((found for text in words if (found := school_year_in(text))), "")
    return Above(level, years.pop() if len(years) == 1 and not school_year else None, school_year, words)


def title_of_sheet(table: Table, *names: str) -> Above:
    """Return what a table's title tells; where it names no year, the first of the other names that does."""
    for title in (table.title, table.outer):
        if title.year or title.school_year:
            return replace(title, level=table.title.level)
    years = next((found for name in names if (found := years_in(name))), set())
    return replace(table.title, year=years.pop() if len(years) == 1 else None)


def heading_at(rows: Mapping[int, Mapping[int, Cell]], first: int) -> tuple[tuple[Column, ...], int] | None:
    """Return the columns and the last row of the headings that begin at a row; None where none begin."""
    if not _could_be_heading(rows[first].values()):
        return None
    last = first
    literal = is_literal([plain(cell.text) for cell in rows[first].values()])
    while not literal and last - first + 1 < MOST_HEADING_ROWS and _goes_on(rows, first, last + 1):
        last += 1
    columns = tuple(_columns([rows[number] for number in range(first, last + 1)]))
    roles = {column.role for column in columns} - {Role.OTHER}
    known = [column for column in columns if column.role is not Role.OTHER]
    if not roles & _TITLES or 2 * len(known) < len(columns):
        return None
    alone = len(columns) == 1 and columns[0].role is Role.NAME
    listed = Role.NAME in roles and (len(roles) > 1 or alone)
    return (columns, last) if listed or roles & _OF_AN_HONOR else None


def _could_be_heading(cells: Iterable[Cell]) -> bool:
    """Tell, at little cost, whether a row may begin the headings: a few short words, of which one is known."""
    different = {id(cell): cell for cell in cells}.values()
    short = [
        cell for cell in different if len(cell.text) <= 4 * LONGEST and not cell.is_number and not cell.date
    ]
    return len(short) == len(different) and any(role_of(cell.text) in _TITLES for cell in short) | any(
        role_of(cell.text) for cell in short
    )


def _goes_on(rows: Mapping[int, Mapping[int, Cell]], first: int, number: int) -> bool:
    """Tell whether a row continues the headings above it: all that is its own are headings too, and new ones."""
    row = rows.get(number, {})
    own = {id(cell): cell for cell in row.values() if cell.row == number}.values()
    if not own or any(cell.is_number or cell.date for cell in own):
        return False
    over = {bare_heading(cell.text) for cell in rows[first].values()}
    texts = [bare_heading(cell.text) for cell in own]
    # (a remark in brackets below a heading has no words left)
    if any(not (role_of(text) or is_level_mark(text)) for text in texts if text):
        return False
    if any(
        not text and not plain(cell.text).startswith(("（", "(", "【", "["))
        for text, cell in zip(texts, own, strict=True)
    ):
        return False
    return not over & {text for text in texts if text}


def _columns(rows: list[Mapping[int, Cell]]) -> Iterator[Column]:
    numbers = sorted({number for row in rows for number in row})
    taken: set[int] = set()
    for number in numbers:
        cells = list({id(row[number]): row[number] for row in rows if number in row}.values())
        heading = " ".join(plain(cell.text) for cell in cells)
        if len(rows) == 1 and id(cells[0]) in taken:
            # One heading over two columns: the second is a column of its own only where it has own words.
            yield Column(number, heading, Role.OTHER)
            continue
        taken.update(id(cell) for cell in cells)
        lowest = next((plain(cell.text) for cell in reversed(cells) if bare_heading(cell.text)), "")
        if lowest:
            yield Column(number, heading, *_role(lowest, heading))


def _role(lowest: str, heading: str) -> tuple[Role, Level | None]:
    if is_level_mark(lowest) and role_of(lowest) is None:
        return Role.MARK, read_level(lowest)
    role, joined = role_of(lowest), role_of(heading)
    if role in {None, Role.ITEM, Role.UNIT} and joined:
        role = joined
    return role or Role.OTHER, None


def _side_by_side(columns: tuple[Column, ...]) -> Iterator[tuple[Column, ...]]:
    """Part headings that begin again on the right into tables that stand side by side."""
    starts = [0]
    seen: set[Role] = set()
    for index, column in enumerate(columns):
        rest = {other.role for other in columns[index:]}
        again = column.role in {Role.NUMBER, Role.NAME, Role.ITEM} and column.role in seen
        if again and len(rest & seen & _REPEATING) > 1 and rest & _TITLES:
            starts.append(_start_of_group(columns, starts[-1], index))
            seen = {other.role for other in columns[starts[-1] : index]}
        seen.add(column.role)
    for start, stop in zip(starts, [*starts[1:], len(columns)], strict=True):
        yield tuple(_once(columns[start:stop]))


def _start_of_group(columns: tuple[Column, ...], first: int, again: int) -> int:
    """Return where the table begins whose headings repeat at `again`: after a blank column, or below its own title."""
    gaps = [i for i in range(first + 1, again + 1) if columns[i].number > columns[i - 1].number + 1]
    if gaps:
        return gaps[-1]
    title = columns[again].heading.partition(" ")[0]
    start = again
    while (
        " " in columns[again].heading
        and start - 1 > first
        and columns[start - 1].heading.startswith(f"{title} ")
    ):
        start -= 1
    return start


_ONLY_ONCE = frozenset(
    {Role.NAME, Role.ITEM, Role.PRIZE, Role.LEVEL, Role.GRADE, Role.RANK, Role.SORT, Role.SCHOOL, Role.BRAND}
)


def _once(columns: Iterable[Column]) -> Iterator[Column]:
    """Pass on each column; of two that say the same the first counts."""
    seen: set[Role] = set()
    for column in columns:
        if column.role in _ONLY_ONCE and column.role in seen:
            yield replace(column, role=Role.OTHER)
        else:
            seen.add(column.role)
            yield column


_FOOTER = re.compile(r"(合\s?计|总\s?计|小\s?计|共\s?计|累\s?计)([:：（(\d].*)?$")
_SIGNED = re.compile(
    r"(填表人?|制表人?|填报人?|审核人?|审批人?|复核人?|经办人|负责人|校长|书记|主管|联系人|联系电话|电话|填报单位|填表单位|单位负责人"
    r"|填报日期|填表日期|填表时间|制表日期|制表时间|报送单位|报送日期|单位|学校|日期)\s?([（(](盖章|签字|签名|公章)[)）])?\s?[:：]"
)
_REMARK = re.compile(
    r"(备注|注|说明|填表说明|填写说明|注意|附|示例|例)\s?[:：]|第\s?\d+\s?页|共\s?\d+\s?页|（?以下空白）?$|[（(]?(盖章|公章)"
)
_EXAMPLE = re.compile("示例|例子?$|样例")
_NUMBERED = re.compile("[（(]?[一二三四五六七八九十]+[)）]?[、.．：:)）]")


def _kind(table: Table, own: Mapping[int, Cell], row: Mapping[int, Cell]) -> tuple[str, str]:
    """Return what a row is, "line", "group" or why it is passed over, and its text; "" for a blank row."""
    shown = {number: cell for number, cell in own.items() if not is_empty(cell.text) or cell.fault}
    if table.literal:
        return ("line" if own else ""), ""
    text = _row_text(shown.values())
    if not shown:
        return "", ""
    if any(_EXAMPLE.match(plain(shown[c.number].text)) for c in table.of(Role.NUMBER) if c.number in shown):
        return "示例", text
    different = list({id(cell): cell for _, cell in sorted(shown.items())}.values())
    first = plain(different[0].text[:_LOOK])
    if any(_FOOTER.match(plain(cell.text[:_LOOK])) for cell in different[:2]):
        return "合计", text
    if _SIGNED.match(first) or (_REMARK.match(first) and len(different) <= 2):
        return "表尾", text
    used = {column.number for column in table.columns if column.role not in {Role.NUMBER, Role.OTHER}}
    if not used & shown.keys():
        numbered = set(shown) <= {column.number for column in table.of(Role.NUMBER)} and text.isdecimal()
        return ("只有序号" if numbered else "group" if _NUMBERED.match(text) else "没有名称"), text
    if len(different) == 1 and _is_group(table, different[0], row):
        return "group", first
    return "line", text


def _is_group(table: Table, cell: Cell, row: Mapping[int, Cell]) -> bool:
    """Tell whether a row's only text is a heading of those below: across several columns, numbered, or where no honour has words."""
    text = plain(cell.text)
    across = sum(1 for other in row.values() if other is cell) > 1
    # One cell merged down over several rows spans no columns, so it is not across.
    outside = {column.number for column in table.of(Role.NUMBER, Role.OTHER)}
    if across or cell.column in outside:
        return cell.row == min((c.row for c in row.values()), default=cell.row)
    named = {column.number for column in table.of(*_TITLES)}
    return cell.column in named and bool(
        _NUMBERED.match(text) or (level_of_heading(text) and len(text) <= 12)
    )


def _row_text(cells: Iterable[Cell]) -> str:
    different = {id(cell): cell for cell in cells}.values()
    return " ".join(plain(cell.text[:_LOOK]) for cell in different)[:_LOOK]
