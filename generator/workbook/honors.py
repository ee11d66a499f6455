"""From a table's lines to honours: what each cell says, what it leaves open, and what only a person can decide. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator.problems import BLOCK, NOTE, Problem, Severity, Where, quoted
from generator.schema.records import Level
from generator.workbook.grid import Cell, Fault
from generator.workbook.headings import Role
from generator.workbook.literal import Values, value_of
from generator.workbook.matching import Owners, is_own, looks_like_school
from generator.workbook.people import is_private, names_class, names_person, names_pupil
from generator.workbook.tables import Above, Column, Line, Table
from generator.workbook.values import (
    When,
    is_as_above,
    is_empty,
    is_error,
    is_placeholder,
    likely_level,
    part_grade,
    plain,
    read_grade,
    read_level,
    read_when,
    split_issuers,
)

LONGEST_NAME = 120
LONGEST_CELL, LONGEST_NOTE = 400, 2_000
"""Signs; an essay in a cell is no value, and reading it would take long."""

_TICKS = frozenset("√✓✔☑■●★○1是有Vv对")
_STATES = ("申报中", "争创", "创建中", "培育创建", "验收通过", "已认定")


@dataclass(slots=True)
class Found:
    """One row that may become an honour. `place` is its cell in the workbook, as problems name it.

    `personal` says why it needs a decision about a person; `unknown` are names of schools that nobody knows;
    `level` is what the issuer or the name suggests where no level is written;
    `by_title` tells that its year is the title's, `by_default` that its school is."""

    place: str
    row: int
    values: Values
    remarks: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    personal: str = ""
    unknown: tuple[str, ...] = ()
    homeless: bool = False
    level: Level | None = None
    level_reason: str = ""
    by_title: bool = False
    by_default: bool = False
    literal: bool = False

    @property
    def name(self) -> str:
        """Return the honour's name, "" where it has none."""
        return str(self.values.get("名称", ""))


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a whole table: who is known, what its title tells, whose honours they are unless a row says so.

    `certain` tells that a person or a title named that school, not merely that there is no other."""

    file: str
    owners: Owners
    title: Above = field(default_factory=Above)
    school: str | None = None
    certain: bool = False
    none_wanted: bool = False


def read_lines(table: Table, setting: Setting) -> Iterator[Found]:
    """Yield what each line of a table says."""
    previous: dict[int, Cell] = {}
    for line in table.lines:
        reader = _Reader(table, line, setting, previous)
        yield reader.literal() if table.literal else reader.read()
        previous.update(reader.used)


@dataclass(slots=True)
class _Reader:
    """The reading of one line."""

    table: Table
    line: Line
    setting: Setting
    previous: Mapping[int, Cell]
    used: dict[int, Cell] = field(default_factory=dict)
    values: Values = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    by_title: bool = False
    by_default: bool = False

    def place(self, cell: Cell | None = None) -> str:
        """Return a cell's place as problems name it: 荣誉.xlsx!Sheet1!D7; the whole row's without a cell."""
        name = cell.name if cell else f"第 {self.line.row} 行"
        return "!".join(part for part in (self.setting.file, self.table.sheet, name) if part)

    def complain(self, code: str, cell: Cell, message: str, hint: str, severity: Severity = NOTE) -> None:
        """Note what could not be read in a cell, for the report and for who opens the data file."""
        self.problems.append(Problem(code, severity, Where(self.place(cell)), message, hint))

    def literal(self) -> Found:
        """Return the line of our own export: every cell means what it says."""
        for column in self.table.columns:
            if cell := self.line.cells.get(column.number):
                if cell.fault:
                    self._faulty(column, cell)
                else:
                    self.values[column.heading.strip()] = value_of(column.heading.strip(), cell)
        return self._found(literal=True)

    def read(self) -> Found:
        """Return what the line says."""
        self._name()
        self._level()
        self._time()
        self._plain_fields()
        unknown, homeless = self._owner(self._winner())
        self._note()
        found = self._found(unknown=unknown, homeless=homeless)
        self._suggest_level(found)
        return found

    def _found(
        self, *, literal: bool = False, unknown: tuple[str, ...] = (), homeless: bool = False
    ) -> Found:
        first = min(self.line.cells.values(), key=lambda cell: (cell.row != self.line.row, cell.column))
        names = [
            cell for c in self.table.of(Role.NAME, Role.ITEM, Role.PRIZE) if (cell := self.used.get(c.number))
        ]
        anchor = Cell(self.line.row, (names[0] if names else first).column, "")
        return Found(
            self.place(anchor),
            self.line.row,
            self.values,
            self.remarks,
            self.problems,
            personal=self._personal(),
            unknown=unknown,
            homeless=homeless,
            literal=literal,
            by_title=self.by_title,
            by_default=self.by_default,
        )

    def cells(self, *roles: Role) -> Iterator[tuple[Column, Cell, str]]:
        """Yield the cells that say something under these roles, with their text on one line."""
        for column in self.table.of(*roles):
            cell = self.line.cells.get(column.number)
            if cell and is_as_above(cell.text) and column.number in self.previous:
                cell = self.previous[column.number]
            if cell is None or (column.number in self.used and self.used[column.number] is not cell):
                continue
            seen = column.number in self.used
            self.used[column.number] = cell
            longest = LONGEST_NOTE if column.role is Role.NOTE else LONGEST_CELL
            if not cell.fault and len(cell.text) > longest:
                cell = replace(cell, fault=Fault.LONG)
            if not cell.fault and is_error(cell.text):
                cell = replace(cell, fault=Fault.ERROR)
            if cell.fault and not seen:
                self._faulty(column, cell)
            elif not cell.fault and not is_empty(cell.text) and not is_as_above(cell.text):
                yield column, cell, plain(cell.text)

    def first(self, *roles: Role) -> tuple[Column, Cell, str] | None:
        """Return the first cell that says something under these roles."""
        return next(self.cells(*roles), None)

    def _faulty(self, column: Column, cell: Cell) -> None:
        fault = cell.fault or Fault.ERROR
        text = cell.text if len(cell.text) <= 30 else f"{cell.text[:30]}……"
        message = f"“{column.heading}”读不出来：{quoted(text)}，{fault.value}。"
        hint = {
            Fault.ERROR: "在表里改好公式，或者直接写上内容，保存后再导入。",
            Fault.FORMULA: "用 Excel 或 WPS 打开这个文件，保存一次再导入；或者把公式换成内容。",
            Fault.LONG: "看看是不是把整篇文字贴进了这一格，只留这一项的内容。",
        }[fault]
        self.complain("cell-unreadable", cell, message, hint)
        self.remarks.append(f"{column.heading}写的是“{text}”，{fault.value}。")

    def _blank_form(self, column: Column, cell: Cell, text: str) -> bool:
        """Tell whether a cell still holds the blanks of a form, and say so."""
        if not is_placeholder(text):
            return False
        message = f"“{column.heading}”里还有没填的占位：{quoted(text)}，没有导入这一格。"
        self.complain("cell-placeholder", cell, message, "查到真实的内容再填；查不到就空着。")
        self.remarks.append(f"{column.heading}写的是“{text}”，待核实。")
        return True

    def _name(self) -> None:
        name = self.first(Role.NAME)
        item = self.first(Role.ITEM)
        prize = self.first(Role.PRIZE)
        chosen = name or item or prize
        if not chosen:
            return
        text = chosen[2]
        if name and item:
            self.notes.append(f"{plain(item[0].heading)}：{item[2]}")
        if prize and chosen is not prize:
            text = self._with_prize(text, prize[0], prize[2], added=name is None)
        if len(text) > LONGEST_NAME:
            message = f"名称有 {len(text)} 个字，不像荣誉的名称：{quoted(text[:20] + '……')}。"
            self.complain("cell-unreadable", chosen[1], message, "只留荣誉的名称，其余写到备注里。", BLOCK)
            return
        if not self._blank_form(chosen[0], chosen[1], text):
            text, grade = part_grade(re.sub("^(荣获|获得?|被?评为|被授予)(?=.{4})", "", text))
            self.values["名称"] = text
            if grade:
                self.values["等级"] = grade

    def _with_prize(self, name: str, column: Column, prize: str, *, added: bool) -> str:
        if grade := read_grade(prize):
            self.values["等级"] = grade
            return name
        if not added:
            self.notes.append(f"{plain(column.heading)}：{prize}")
            return name
        return name if prize in name else name + prize

    def _level(self) -> None:
        for column, cell, text in self.cells(Role.LEVEL, Role.RANK):
            self._level_or_grade(column, cell, text)
        for column, _, text in self.cells(Role.MARK):
            if column.level and (text in _TICKS or read_level(text) == column.level):
                self.values.setdefault("级别", column.level)
        for _, _, text in self.cells(Role.GRADE):
            self.values["等级"] = read_grade(text) or text
        if "级别" not in self.values and self.line.above.level:
            self.values["级别"] = self.line.above.level

    def _level_or_grade(self, column: Column, cell: Cell, text: str) -> None:
        if grade := read_grade(text):
            self.values["等级"] = grade
            return
        bare, grade = part_grade(f"某某某某{text}")
        bare = bare.removeprefix("某某某某") if grade else text
        level = read_level(bare)
        if level == "县区级" and self.setting.owners.autonomous and "区" in bare and "县" not in bare:
            self._unclear_level(
                column, cell, text, "自治区的“全区”是省级，市辖区的“区级”是县区级，分不清是哪一种"
            )
        elif level:
            self.values["级别"] = level
            if grade:
                self.values["等级"] = grade
        elif column.role is Role.RANK and len(text) <= 15:
            self.values["等级"] = text
        else:
            self._unclear_level(column, cell, text, "不是国家级、省级、市级、县区级、乡镇级、校级里的一种")

    def _unclear_level(self, column: Column, cell: Cell, text: str, reason: str) -> None:
        message = f"“{column.heading}”看不懂：{quoted(text)}，{reason}。"
        hint = "改成“国家级”“省级”“市级”“县区级”“乡镇级”或“校级”，再导入；也可以先这样导入，以后在资料里补。"
        self.complain("cell-level", cell, message, hint)
        self.remarks.append(f"{column.heading}写的是“{text}”，待核实。")

    def _suggest_level(self, found: Found) -> None:
        if "级别" in self.values:
            return
        sources = [("颁奖单位", text) for text in self.values.get("授予单位", ())] + [("名称", found.name)]
        for what, text in sources:
            if level := likely_level(str(text)):
                found.level, found.level_reason = level, f"{what}{quoted(str(text))}"
                return

    def _time(self) -> None:
        year = self.line.above.year or self.setting.title.year
        whens = [
            self._when(column, cell, year)
            for column, cell, _ in self.cells(Role.WHEN, Role.SESSION, Role.BATCH, Role.SCHOOL_YEAR)
        ]
        found = _joined(whens)
        found = self._with_month(found)
        for key, text in (("届次", found.session), ("批次", found.batch), ("学年", found.school_year)):
            if text:
                self.values[key] = text
        if found.date:
            self.values["日期"] = found.date.iso()
        if found.year and not (found.date and found.date.year == found.year):
            self.values["年份"] = str(found.year)
        if found.date or found.year or found.school_year:
            return
        above = self.line.above if self.line.above.year or self.line.above.school_year else self.setting.title
        self.by_title = True
        if above.school_year:
            self.values["学年"] = above.school_year
        elif above.year:
            self.values["年份"] = str(above.year)
        else:
            self.by_title = False

    def _when(self, column: Column, cell: Cell, year: int | None) -> When:
        in_school_years = column.role is Role.SCHOOL_YEAR or "学年" in column.heading
        when = read_when(cell, year, in_school_years=in_school_years)
        text = plain(cell.text)
        if column.role in {Role.SESSION, Role.BATCH, Role.SCHOOL_YEAR} and not when:
            number = re.fullmatch(r"\d{1,3}|[一二三四五六七八九十]{1,3}", text)
            if column.role is Role.SESSION:
                return When(session=f"第{text}届" if number else text)
            if column.role is Role.BATCH:
                return When(batch=f"第{text}批" if number else text)
            return When(school_year=text)
        if when.doubt:
            message = f"“{column.heading}”里{when.doubt}。"
            hint = "在表里写成 2021-07-15、2021年7月 或 2021 这样再导入；也可以先这样导入，以后在资料里补。"
            self.complain("cell-date", cell, message, hint)
            self.remarks.append(f"{column.heading}写的是“{text}”，待核实。")
        return when

    def _with_month(self, found: When) -> When:
        """Join the year with a month and a day that stand in columns of their own."""
        parts = {column.role: text for column, _, text in self.cells(Role.MONTH, Role.DAY)}
        month = parts.get(Role.MONTH, "").removesuffix("月份").removesuffix("月")
        if found.date or not found.year or not month:
            return found
        day = parts.get(Role.DAY, "").removesuffix("日").removesuffix("号")
        cell = next(cell for _, cell, _ in self.cells(Role.MONTH))
        joined = read_when(Cell(cell.row, cell.column, f"{found.year}-{month}" + (f"-{day}" if day else "")))
        if joined.date:
            return When(None, joined.date, found.session, found.batch, found.school_year)
        self.complain(
            "cell-date",
            cell,
            f"没有 {found.year} 年 {month} 月{f' {day} 日' if day else ''}，只记了年份。",
            "对照证书改正。",
        )
        return found

    def _plain_fields(self) -> None:
        for column, cell, text in self.cells(Role.ISSUER):
            if "授予单位" not in self.values and not self._blank_form(column, cell, text):
                self.values["授予单位"] = list(split_issuers(cell.text))
        for key, role in (("类别", Role.SORT), ("品牌", Role.BRAND), ("区域", Role.REGION)):
            if said := self.first(role):
                self.values[key] = said[2]
        if "品牌" in self.values:
            name = str(self.values["品牌"])
            self.values["品牌"] = self.setting.owners.brands.get(name, name)
        if said := self.first(Role.STATUS):
            column, cell, text = said
            if text in _STATES:
                self.values["阶段"] = text
            else:
                message = f"“{column.heading}”不能写{quoted(text)}，没有导入这一格。"
                self.complain("cell-choice", cell, message, f"可以写：{'、'.join(_STATES)}；拿不准就空着。")

    def _winner(self) -> str:
        """Set the winner, a person before a body, and return the body's name."""
        person, unit = self.first(Role.PERSON), self.first(Role.WINNER)
        chosen = person or unit
        if not chosen or self._blank_form(*chosen):
            return ""
        self.values["获奖主体"] = chosen[2]
        return unit[2] if unit else ""

    def _owner(self, winner: str) -> tuple[tuple[str, ...], bool]:
        """Find out whose it is; return the schools' names that nobody knows, and whether it belongs to none."""
        if school := self.first(Role.SCHOOL):
            return self._named_schools(school[2])
        unit = self.first(Role.UNIT)
        for text in (unit[2] if unit else "", winner):
            if not text or is_own(text):
                continue
            if self._settle(text):
                if text == self.values.get("获奖主体"):
                    del self.values["获奖主体"]
                return (), False
            if looks_like_school(text) and not (self.setting.certain or self._by_heading()):
                return (text,), False
            if text == (unit[2] if unit else "") and "获奖主体" not in self.values:
                self.values["获奖主体"] = text
        if is_own(str(self.values.get("获奖主体", ""))):
            del self.values["获奖主体"]
        return (), not self._by_default(winner or str(self.values.get("获奖主体", "")))

    def _settle(self, text: str) -> bool:
        """Set the school or region that a text is the name of, or begins with."""
        owners = self.setting.owners
        if school := owners.school(text):
            self.values["学校"] = [school]
        elif region := owners.region(text):
            self.values["区域"] = region
        elif all(owners.school(part) for part in re.split("[、，,；;]", text)):
            self.values["学校"] = [str(owners.school(part)) for part in re.split("[、，,；;]", text)]
        else:
            return False
        return True

    def _named_schools(self, text: str) -> tuple[tuple[str, ...], bool]:
        if is_own(text):
            return (), not self._by_default("")
        if self._settle(text):
            winner = str(self.values.get("获奖主体", ""))
            if winner and (is_own(winner) or [self.setting.owners.school(winner)] == self.values.get("学校")):
                del self.values["获奖主体"]
            return (), False
        parts = [part.strip() for part in re.split("[、，,；;]", text) if part.strip()]
        return tuple(part for part in parts if not self.setting.owners.school(part)), False

    def _by_heading(self) -> str | None:
        return self.setting.owners.school_in(self.line.above.words[-1:]) or self.setting.owners.school_in(
            self.line.above.words
        )

    def _by_default(self, winner: str) -> bool:
        school = self.setting.owners.school_before(winner) if winner else None
        school = school or self._by_heading()
        if not school and (school := self.setting.school):
            self.by_default = True
        if school:
            self.values["学校"] = [school]
        return bool(school or "区域" in self.values or self.setting.none_wanted)

    def _note(self) -> None:
        for column, _, text in self.cells(Role.DOCUMENT):
            self.notes.append(f"{plain(column.heading)}：{text}")
        for column, cell, text in self.cells(Role.NOTE):
            if is_private(text):
                message = f"“{column.heading}”里像是有姓名、班级或号码，没有导入这一格。"
                self.complain(
                    "cell-private", cell, message, "网上不写个人信息；要留的内容去掉姓名、班级再写。"
                )
            else:
                self.notes.append(text)
        if self.notes:
            self.values["说明"] = "；".join(self.notes)

    def _personal(self) -> str:
        """Return why the row needs a decision about a person, "" where it needs none."""
        winner = str(self.values.get("获奖主体", ""))
        owners = self.setting.owners
        if winner and not (owners.school(winner) or owners.region(winner) or winner in owners.brands):
            certain = any(column.number in self.used for column in self.table.of(Role.PERSON))
            if names_class(winner):
                return f"{quoted(winner)}像是学生的班级"
            if names_person(winner, in_person_column=certain and not self.table.literal):
                return f"{quoted(winner)}像是个人姓名"
        name = str(self.values.get("名称", ""))
        if names_pupil(name):
            return f"名称{quoted(name)}里像是有学生姓名"
        return ""


def _joined(whens: list[When]) -> When:
    """Return what several cells of one row say of the time, the earlier first."""
    date = next((when.date for when in whens if when.date), None)
    year = next((when.year for when in whens if when.year), None)
    session = next((when.session for when in whens if when.session), "")
    batch = next((when.batch for when in whens if when.batch), "")
    school_year = next((when.school_year for when in whens if when.school_year), "")
    return When(year, date, session, batch, school_year)
