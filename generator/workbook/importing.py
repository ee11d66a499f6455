"""Plan an import and carry it out: what is new, what is known, what waits for a decision, which files are written how.

Reads the project and the workbook, writes nothing: `saving` does that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import ValidationError

from generator.inside import name_fault
from generator.load import FileCache, Loaded, load_data
from generator.photos import Album
from generator.problems import BLOCK, ERROR, NOTE, Problem, Where, quoted, stops_publishing
from generator.project import Project
from generator.schema import Record, known_keys, parse_records
from generator.schema.base import MISSING
from generator.schema.kinds import HONOR, SCHOOL, SOURCE, Kind
from generator.schema.records import Honor
from generator.source import parse_document
from generator.source.characters import without_bad
from generator.validate import validate
from generator.workbook.grid import Sheet, Unreadable, Workbook, too_large
from generator.workbook.honors import Found, Setting, read_lines
from generator.workbook.matching import Owners, Past, differing, owners_of
from generator.workbook.opening import problem_of, read_workbook
from generator.workbook.saving import Write, appended, bytes_at, list_writes
from generator.workbook.tables import Table, find_tables, title_of_sheet
from generator.writing import Comments, Writable, modeline, record_text

DEFAULT_SOURCE = "校内台账"
NO_SCHOOL = "无"
OWN_SHEETS = frozenset({"填写说明", "选项"})
"""Sheets of our own template and export that hold no honours."""


MOST_LINES = 5_000
"""Honours in one workbook; a county's schools together win fewer in a year."""


MOST_GUESSES = 30
"""So many unknown names are compared with all known ones."""


@dataclass(frozen=True, slots=True)
class Answers:
    """All that a person may decide; what is None or empty is found out or left open."""

    school: str | None = None
    file: str | None = None
    source: str = DEFAULT_SOURCE
    sheets: tuple[str, ...] = ()
    also: Mapping[str, str] = field(default_factory=dict)
    people: bool = False
    levels: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """A row that is there already: the same honour stands at `first`; `differs` are the keys that say something else."""

    found: Found
    first: str
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What was understood of one sheet; `reason` says why it was not read."""

    name: str
    tables: tuple[Table, ...] = ()
    reason: str = ""
    hidden_rows: int = 0
    cut_columns: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do; nothing is written yet."""

    file: str
    sheets: tuple[SheetReport, ...] = ()
    new: tuple[Found, ...] = ()
    known: tuple[Known, ...] = ()
    people: tuple[Found, ...] = ()
    unknown: Mapping[str, tuple[Found, ...]] = field(default_factory=dict)
    """Rows of schools that the data does not have, by the name that the workbook has for them."""
    homeless: tuple[Found, ...] = ()
    levels: tuple[Found, ...] = ()
    """New rows whose level is only suggested."""
    nearest: Mapping[str, str] = field(default_factory=dict)
    school: str | None = None
    school_reason: str = ""
    pictures: int = 0
    problems: tuple[Problem, ...] = ()
    target: str = ""
    appended: bool = False
    source_added: str = ""
    writes: tuple[Write, ...] = ()

    @property
    def waiting(self) -> int:
        """Return how many rows cannot be taken in before somebody mends or decides something."""
        return sum(len(rows) for rows in self.unknown.values()) + len(self.homeless)


def plan_import(project: Project, path: Path, answers: Answers) -> Plan:
    """Return what importing the workbook at a path would do; what cannot be done at all are its problems."""
    workbook, problems = read_workbook(path)
    if workbook is None:
        return Plan(path.name, problems=problems)
    loaded = load_data(project, FileCache())
    if broken := loaded.unread & {HONOR, SCHOOL, SOURCE} or (not project.data.is_dir() and {HONOR}):
        return Plan(workbook.file, problems=_not_sound(loaded, broken))
    try:
        return _Planner(project, workbook, loaded, answers).plan()
    except Unreadable as fault:
        return Plan(workbook.file, problems=(problem_of(fault, workbook.file),))


def _not_sound(loaded: Loaded, broken: Iterable[Kind]) -> tuple[Problem, ...]:
    places = tuple(f"data/{kind.place}" for kind in broken)
    found = tuple(
        p for p in loaded.problems if p.severity is ERROR and p.where.file.startswith((*places, "data"))
    )
    message = "资料里有错误，分不清哪些荣誉已经有了，所以没有导入。"
    hint = "先改好上面列出的错误（运行 showcase check 可以再看一遍），再导入。"
    return (*found, Problem("import-blocked", ERROR, Where("data"), message, hint))


@dataclass(slots=True)
class _Planner:
    """The work of one plan."""

    project: Project
    workbook: Workbook
    loaded: Loaded
    answers: Answers
    problems: list[Problem] = field(default_factory=list)
    owners: Owners = field(init=False)

    def __post_init__(self) -> None:
        self.owners = owners_of(self.loaded.records, self.answers.also)

    def plan(self) -> Plan:
        if fault := self._wrong_answer():
            return Plan(self.workbook.file, problems=(fault,))
        reports = tuple(self._report(sheet) for sheet in self.workbook.sheets)
        tables = [table for report in reports for table in report.tables]
        if not tables:
            return Plan(self.workbook.file, reports, problems=(self._nothing_found(reports),))
        lines = sum(len(table.lines) for table in tables)
        if lines > MOST_LINES:
            raise too_large(f"里面有 {lines} 行荣誉，一次最多导入 {MOST_LINES} 行")
        found = [row for table in tables for row in self._rows(table)]
        plan = self._sorted_out(found, reports)
        return self._composed(plan)

    def _wrong_answer(self) -> Problem | None:
        """Return what is wrong with the options, before anything else is looked at."""
        school = self.answers.school
        names = self.owners.school_names
        for name in [name for name in (school, *self.answers.also.values()) if name and name != NO_SCHOOL]:
            if not (self.owners.school(name) or self.owners.region(name)):
                nearest = self.owners.nearest(name)
                hint = (
                    f"是不是{quoted(nearest)}？校名要和资料里的一字不差。"
                    if nearest
                    else f"现有的学校：{'、'.join(names) or '还没有'}。"
                )
                message = f"资料里没有{quoted(name)}这所学校。"
                return Problem("import-school", ERROR, Where(self.workbook.file), message, hint)
        titles = {sheet.name for sheet in self.workbook.sheets}
        for name in self.answers.sheets:
            if name not in titles:
                message = f"里面没有叫{quoted(name)}的工作表。"
                hint = f"有这些：{'、'.join(sorted(titles))}。"
                return Problem("import-sheet", ERROR, Where(self.workbook.file), message, hint)
        return None

    def _report(self, sheet: Sheet) -> SheetReport:
        wanted = self.answers.sheets
        if not sheet.rows:
            return SheetReport(sheet.name, reason="是空的")
        if wanted and sheet.name not in wanted:
            return SheetReport(sheet.name, reason="没有选它")
        if sheet.hidden and not wanted:
            reason = f"是隐藏的，没有读；要读它就加 --工作表 {sheet.name}"
            return SheetReport(sheet.name, reason="是程序用的" if sheet.name in OWN_SHEETS else reason)
        if sheet.name in OWN_SHEETS and not wanted:
            return SheetReport(sheet.name, reason="是填写说明" if sheet.name == "填写说明" else "是程序用的")
        tables = tuple(find_tables(sheet))
        reason = "" if tables else "里面没有荣誉表（没有找到“荣誉名称”“奖项”这样的表头）"
        hidden = sum(line.hidden for table in tables for line in table.lines)
        return SheetReport(sheet.name, tables, reason, hidden, sheet.cut_columns)

    def _nothing_found(self, reports: Sequence[SheetReport]) -> Problem:
        found = "；".join(
            f"{quoted(report.name) if report.name else '它'}{report.reason}" for report in reports[:8]
        )
        message = f"没有找到荣誉表：{found}。"
        hint = (
            "表头要有“荣誉名称”（或“奖项”“获奖名称”等）一列，最好还有“级别”“时间”“颁奖单位”。"
            "可以用模板：showcase export --模板 荣誉模板.xlsx。"
        )
        return Problem("import-nothing", ERROR, Where(self.workbook.file), message, hint)

    def _rows(self, table: Table) -> Iterator[Found]:
        stem = self.workbook.file.rpartition(".")[0]
        title = title_of_sheet(table, table.sheet, stem)
        school, certain = self._school(table, stem)
        setting = Setting(
            file=self.workbook.file,
            owners=self.owners,
            title=title,
            school=school,
            certain=certain,
            none_wanted=self.answers.school == NO_SCHOOL or not self.owners.schools,
        )
        for found in read_lines(table, setting):
            if self.answers.levels and found.level:
                found.values["级别"] = found.level
                found.level = None
            yield found

    def _school(self, table: Table, stem: str) -> tuple[str | None, bool]:
        """Return whose honours a table lists unless a row says so, and whether somebody named that school."""
        if self.answers.school == NO_SCHOOL:
            return None, False
        if self.answers.school:
            return self.owners.school(self.answers.school), True
        for texts in (table.title.words, table.outer.words, (table.sheet,), (stem,)):
            if school := self.owners.school_in(texts):
                return school, True
        names = self.owners.school_names
        return (names[0], False) if len(names) == 1 else (None, False)

    def _sorted_out(self, found: Sequence[Found], reports: tuple[SheetReport, ...]) -> Plan:
        """Put each row where it belongs: new, known, or waiting for somebody."""
        new: list[tuple[Found, Honor]] = []
        known: list[Known] = []
        people: list[Found] = []
        homeless: list[Found] = []
        unknown: dict[str, list[Found]] = {}
        past = Past()
        for record in self.loaded.records:
            if record.kind is HONOR:
                past.add(record.entity, _place_of(record))
        book = Past()
        for row in found:
            honor = self._honor(row)
            if honor is None:
                self.problems += row.problems
                continue
            if row.unknown:
                unknown.setdefault(row.unknown[0], []).append(row)
                continue
            same = past.find(honor)
            within = book.find(honor)
            if same or (within and not (row.literal and within[0] != honor)):
                entity, place = same or within or (honor, "")
                known.append(Known(row, place, differing(honor, entity)))
            elif row.personal and not self.answers.people:
                people.append(row)
            elif row.homeless:
                homeless.append(row)
            else:
                book.add(honor, row.place)
                new.append((row, honor))
                if alike := past.find_without_year(honor):
                    row.problems.append(_similar(row, alike))
                self.problems += row.problems
        rows = self._that_pass(new)
        school = next((table for report in reports for table in report.tables), None)
        default, certain = (
            self._school(school, self.workbook.file.rpartition(".")[0]) if school else (None, False)
        )
        return Plan(
            self.workbook.file,
            reports,
            new=tuple(rows),
            known=tuple(known),
            people=tuple(people),
            unknown={name: tuple(rows) for name, rows in unknown.items()},
            homeless=tuple(homeless),
            levels=tuple(row for row in rows if row.level),
            nearest={
                name: near for name in list(unknown)[:MOST_GUESSES] if (near := self.owners.nearest(name))
            },
            school=default,
            school_reason="" if certain else "资料里只有这一所",
            pictures=self.workbook.pictures,
        )

    def _honor(self, row: Found) -> Honor | None:
        """Return a row as an honour; None, with a problem, where it cannot be one."""
        if not row.name:
            # What is wrong with the name's own cell says it better.
            row.problems = [
                replace(p, severity=BLOCK) if p.where == Where(row.place) else p for p in row.problems
            ]
            if not any(problem.severity is BLOCK for problem in row.problems):
                message = "这一行没有荣誉的名称，没有导入。"
                hint = "补上名称再导入；不是荣誉的行可以不管。"
                row.problems.append(Problem("honor-unnamed", BLOCK, Where(row.place), message, hint))
            return None
        try:
            return Honor.model_validate(row.values)
        except ValidationError:
            for problem in _judged(self._text([row]))[1]:
                hint = f"{problem.hint}改好以后再导入。"
                row.problems.append(Problem(problem.code, BLOCK, Where(row.place), problem.message, hint))
            return None

    def _text(self, rows: Sequence[Found]) -> str:
        return record_text(HONOR, [self._values(row) for row in rows])

    def _values(self, row: Found) -> dict[str, Writable]:
        """Return a row's values as people write them: of a list of one, only that one."""
        values = dict(row.values)
        if not row.literal:
            values.setdefault("来源", [self.answers.source])
        return {key: _alone(value) for key, value in values.items()}

    def _that_pass(self, new: list[tuple[Found, Honor]]) -> list[Found]:
        """Return the rows that the check will let pass beside the rest of the data; the others become problems."""
        rows = [row for row, _ in new]
        while rows:
            faults = self._faults(rows)
            if not faults:
                return rows
            for index, found in faults.items():
                for problem in found:
                    where = Where(rows[index].place)
                    hint = f"{problem.hint}改好以后再导入。"
                    self.problems.append(Problem(problem.code, BLOCK, where, problem.message, hint))
            rows = [row for index, row in enumerate(rows) if index not in faults]
        return []

    def _faults(self, rows: Sequence[Found]) -> dict[int, list[Problem]]:
        """Return what the check would stop, by the row that it is about."""
        file = "data/honors/import.yml"
        document, problems = parse_document(self._text(rows), file, known_keys())
        if document is None:
            raise AssertionError(problems)
        records, found = parse_records(document, HONOR)
        others = [record for record in self.loaded.records if record.kind is not HONOR]
        sources = self._sources(rows)
        album = Album(frozenset(self.loaded.media))
        judged = validate([*others, *sources, *records], album, self.loaded.unread)[1]
        spans = [document.span(index) for index in range(len(rows))]
        faults: dict[int, list[Problem]] = {}
        for problem in (*problems, *found, *judged):
            if problem.where.file == file and stops_publishing([problem]):
                at = next(i for i, (a, b) in enumerate(spans) if a <= problem.where.line <= b)
                faults.setdefault(at, []).append(problem)
        return faults

    def _sources(self, rows: Sequence[Found]) -> tuple[Record, ...]:
        """Return the source of the import as it will be registered, nothing where it is there or not needed."""
        numbers = {record.entity.number for record in self.loaded.records if record.kind is SOURCE}
        if self.answers.source in numbers or all(row.literal for row in rows):
            return ()
        return _judged(self._source_text(), SOURCE, "data/sources.yml")[0]

    def _source_text(self) -> str:
        values: dict[str, Writable] = {
            "编号": self.answers.source,
            "标题": f"学校荣誉台账（{self.workbook.file}）",
        }
        return record_text(SOURCE, [values])

    def _composed(self, plan: Plan) -> Plan:
        """Return the plan with the files that it writes."""
        if not plan.new:
            return replace(plan, problems=tuple(self.problems))
        target = self._target(plan)
        if isinstance(target, Problem):
            return replace(plan, new=(), problems=(*self.problems, target))
        writes = list(self._source_write(plan.new))
        honors = list_writes(self.project, target, [self._entry(row) for row in plan.new], self.workbook.file)
        if isinstance(honors, Problem):
            return replace(plan, new=(), problems=(*self.problems, honors))
        return replace(
            plan,
            problems=tuple(self.problems),
            target=honors[0].file,
            appended=honors[0].before is not None,
            source_added=self.answers.source if writes else "",
            writes=(*writes, *honors),
        )

    def _entry(self, row: Found) -> str:
        # A remark quotes what a cell holds, which may be what no data file can.
        remarks = (f"{row.place.partition('!')[2]}：{without_bad(text)}" for text in row.remarks)
        comments: Comments = {(0,): "\n".join(remarks)}
        return record_text(HONOR, [self._values(row)], comments if row.remarks else None)

    def _source_write(self, rows: Sequence[Found]) -> Iterator[Write]:
        if self._sources(rows):
            file = "data/sources.yml"
            before = bytes_at(self.project.root / file)
            head = "" if before is not None else modeline(SOURCE, file) + "\n"
            after = appended(before or head.encode(), [self._source_text()], file)
            if after is not None:
                yield Write(file, before, after)

    def _target(self, plan: Plan) -> str | Problem:
        """Return the list file that the honours go into."""
        if self.answers.file:
            return self._named_target(self.answers.file)
        schools = {name for row in plan.new for name in row.values.get("学校", ())}
        homes = {
            record.file
            for record in self.loaded.records
            if record.kind is HONOR and schools & {*record.entity.schools}
        }
        alone = {file for file in homes if self._schools_in(file) <= schools}
        if len(schools) == 1 and len(alone) == 1:
            return alone.pop()
        stem = re.sub(r"[^\w.-]+", "-", self.workbook.file.rpartition(".")[0] or self.workbook.file)
        stem = stem.strip("-._ ") or "荣誉"
        if re.fullmatch(r"(?i)con|prn|aux|nul|(com|lpt)\d", stem):
            stem = f"荣誉-{stem}"
        return f"data/honors/{stem[:60]}.yml"

    def _schools_in(self, file: str) -> set[str]:
        return {
            name for record in self.loaded.records if record.file == file for name in record.entity.schools
        }

    def _named_target(self, name: str) -> str | Problem:
        folder = self.project.data / HONOR.place
        path = Path(name)
        path = (
            path
            if path.is_absolute()
            else (folder / path if len(path.parts) == 1 else self.project.root / path)
        )
        path = path.with_name(f"{path.name}.yml") if path.suffix.lower() not in {".yml", ".yaml"} else path
        fault = next(
            filter(None, map(name_fault, (path.name, *Path(name).parts[1:-1], "\x00" * name.count("\x00")))),
            "",
        )
        # What has a sign that no name can have is not even looked for.
        inside = not fault and folder.resolve() in path.resolve().parents
        if not inside or path.name.startswith((".", "~$", "_")) or path.is_dir():
            message = f"不能写到 {name}：{fault or '荣誉要放在 data/honors/ 里的 .yml 文件'}。"
            hint = "写成 --文件 data/honors/荣誉.yml 这样；不写这个选项也行，程序自己会选。"
            return Problem("import-target", ERROR, Where(name), message, hint)
        return self.project.relative(folder / path.resolve().relative_to(folder.resolve()))


def _judged(
    text: str, kind: Kind = HONOR, file: str = "data/honors/x.yml"
) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    document, problems = parse_document(text, file, known_keys())
    if document is None:
        return (), problems
    records, found = parse_records(document, kind)
    return records, (*problems, *found)


def _alone(value: str | list[str | dict[str, str]]) -> Writable:
    """Return the only text of a list, else the value itself; ~ alone would mean that there is nothing."""
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str) and value[0] not in MISSING:
        return value[0]
    return value


def _similar(row: Found, near: tuple[Honor, str]) -> Problem:
    message = f"{quoted(row.name)}和 {near[1]}可能是同一条，只是一处有年份、一处没有；先写了进去。"
    hint = "对照证书：是同一条就删掉一条，把年份补到留下的那一条上。"
    return Problem("honor-similar", NOTE, Where(row.place), message, hint)


def _place_of(record: Record) -> str:
    return f"{record.file} 第 {record.at('名称').line} 行"
