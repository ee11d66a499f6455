"""From answers to files: where each goes, what it says, whether the check will pass; then write all or none.

Reads and writes the data folder; what the texts say is `drafting`'s."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator import disk
from generator.inside import refused_outside
from generator.photos import Album
from generator.problems import ERROR, NOTE, Problem, Where, sort_problems
from generator.project import Project
from generator.scaffold.drafting import draft_text
from generator.scaffold.known import Known, slug_at
from generator.scaffold.naming import slug_for
from generator.schema import Kind, Record, known_keys, parse_records
from generator.schema.kinds import ACTIVITY, BRAND, HONOR, REPORT, SITE
from generator.schema.types import TO_FILL
from generator.source import parse_document
from generator.source.parsing import compose
from generator.undo import Changes, all_or_none
from generator.validate import validate
from generator.writing import modeline

SITE_NAME = "学校党建品牌展示"
"""What a project without a site file is called until somebody says better; it is said of every such site."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A record to be made: the answers by their keys, and the name wished for its file."""

    kind: Kind
    answers: Mapping[str, str]
    wish: str = ""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be written: `data` is all of it, `old` what it held before (None where it is new).

    `first` is the line on which what is new begins, from 1."""

    kind: Kind
    file: str
    data: bytes
    old: bytes | None = None
    first: int = 1

    @property
    def gaps(self) -> tuple[int, ...]:
        """Return the lines of the new part that wait for a person, from 1."""
        rows = self.data.decode("utf-8").splitlines()
        return tuple(
            number
            for number, row in enumerate(rows, start=1)
            if number >= self.first
            and (_WAITS.match(row) or (TO_FILL in row and not row.lstrip().startswith("#")))
        )


_WAITS = re.compile(r"\s*# (\s*- )?[^\s#]+:  # ")


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be written, what a person should know of it, and why it may not be."""

    files: tuple[NewFile, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def plan_files(known: Known, drafts: Sequence[Draft]) -> Plan:
    """Return the files for these drafts, later ones knowing the earlier; with a site file where there is none."""
    plan, before = Plan(), known
    if not known.has_site:
        drafts = (Draft(SITE, {"名称": SITE_NAME}), *drafts)
    for draft in drafts:
        made, notes = _place(known, draft)
        records, problems = _read(made)
        plan = Plan((*plan.files, made), (*plan.notes, *notes), (*plan.problems, *problems))
        others = tuple(record for record in known.loaded.records if record.file != made.file)
        loaded = replace(known.loaded, records=(*others, *records))
        known = replace(known, loaded=loaded, files=known.files | {made.file})
    return replace(plan, problems=sort_problems((*plan.problems, *_new_faults(before, known))))


def _read(made: NewFile) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    document, problems = parse_document(made.data.decode("utf-8"), made.file, known_keys())
    if document is None:
        return (), problems
    records, found = parse_records(document, made.kind)
    return records, tuple(problem for problem in (*problems, *found) if problem.severity is not NOTE)


def _new_faults(before: Known, after: Known) -> Iterator[Problem]:
    """Yield what would stop the site and did not before."""
    old = {(problem.code, problem.where, problem.message) for problem in _faults(before)}
    for problem in _faults(after):
        if (problem.code, problem.where, problem.message) not in old:
            yield problem


def _faults(known: Known) -> Iterator[Problem]:
    loaded = known.loaded
    for problem in validate(loaded.records, Album(frozenset(loaded.media)), loaded.unread)[1]:
        if problem.severity is not NOTE:
            yield problem


def _place(known: Known, draft: Draft) -> tuple[NewFile, tuple[str, ...]]:
    """Return the file that a draft becomes or is added to, and what is worth saying of its name."""
    text = draft_text(draft.kind, draft.answers)
    if draft.kind is HONOR:
        return _place_honor(known, draft, text)
    if draft.kind.is_file:
        return _new_file(draft.kind, f"data/{draft.kind.place}", text), ()
    taken = known.taken(draft.kind)
    wished = draft.wish or _name_of(known, draft)
    slug = slug_for(draft.kind, wished, taken)
    folder = f"{_owner_slug(known, draft.answers)}/" if draft.kind is ACTIVITY else ""
    file = f"data/{draft.kind.place}/{folder.lstrip('/')}{slug}.yml"
    first = slug_for(draft.kind, wished, ())
    notes = () if slug == first else (f"已经有 {first} 了，所以这一份叫 {slug}。",)
    return _new_file(draft.kind, file, text), notes


def _new_file(kind: Kind, file: str, text: str) -> NewFile:
    return NewFile(kind, file, f"{modeline(kind, file)}\n{text}".encode())


def _name_of(known: Known, draft: Draft) -> str:
    """Return what the address is made of: a brand's code, a report's school and year, an activity's day, else the name."""
    answers = draft.answers
    name = answers.get("名称") or answers.get("标题", "")
    if draft.kind is BRAND:
        return answers.get("代号") or name
    if draft.kind is REPORT and (owner := _owner_slug(known, answers)) and answers.get("年度"):
        return f"{owner}-{answers['年度']}"
    if draft.kind is ACTIVITY and answers.get("日期"):
        # What is done every month under one title stands apart by its day.
        return f"{answers['日期']}-{name}"
    return name


def _owner_slug(known: Known, answers: Mapping[str, str]) -> str:
    """Return the address of the school or region that a record belongs to; empty where it has none."""
    for key in ("学校", "区域"):
        if name := answers.get(key):
            found = known.find(key, name)
            return slug_at(found) if found else ""
    found = known.find("品牌", answers["品牌"]) if answers.get("品牌") else None
    owner = found.entity.schools[0] if found and found.entity.schools else ""
    school = known.find("学校", owner) if owner else None
    return slug_at(school) if school else ""


def _place_honor(known: Known, draft: Draft, text: str) -> tuple[NewFile, tuple[str, ...]]:
    """Return the list that an honour is added to, or a new one where none can take it."""
    file = _honors_file(known, draft)
    if file not in known.files:
        name = draft.answers.get("学校") or draft.answers.get("区域") or ""
        head = f"# 荣誉：{' '.join(name.split())}\n# 一条荣誉一段，都从“- ”开始。\n" if name else ""
        return _new_file(HONOR, file, head + text), ()
    if added := _added(known.project, file, text):
        return added, ()
    slug = slug_for(HONOR, file.rpartition("/")[2].removesuffix(".yml"), known.taken(HONOR))
    other = f"data/honors/{slug}.yml"
    return _new_file(HONOR, other, text), (
        f"{file} 现在不能接着写（先用 make check 看看它），所以另建了 {other}。",
    )


def _honors_file(known: Known, draft: Draft) -> str:
    """Return the file wished for, else the one that holds most of this owner's honours, else one of its own."""
    if draft.wish:
        return f"data/honors/{slug_for(HONOR, draft.wish, ())}.yml"
    for key, attribute in (("学校", "schools"), ("区域", "region")):
        if name := draft.answers.get(key):
            owner = known.find(key, name)
            held = Counter(
                record.file
                for record in known.records(HONOR)
                if _belongs(known, record, key, attribute, owner)
            )
            if held:
                return max(sorted(held), key=lambda file: held[file])
    return f"data/honors/{slug_for(HONOR, _owner_slug(known, draft.answers), ())}.yml"


def _belongs(known: Known, record: Record, key: str, attribute: str, owner: Record | None) -> bool:
    value = getattr(record.entity, attribute)
    names = value if isinstance(value, tuple) else (value,) if value else ()
    return owner is not None and any(known.find(key, name) is owner for name in names)


def _added(project: Project, file: str, text: str) -> NewFile | None:
    """Return the list with a record at its end, every byte before that as it was; None where it cannot take one."""
    try:
        old = (project.root / file).read_bytes()
        before = parse_document(old.decode("utf-8"), file)[0]
    except (OSError, UnicodeDecodeError):
        return None
    if before is None or not isinstance(before.value, list):
        return None
    indent = " " * compose(before.text).start_mark.column
    lines = "".join(f"{indent}{row}\n" if row else "\n" for row in text.rstrip("\n").split("\n"))
    gap = "" if old.endswith((b"\n\n", b"\n\r\n")) else "\n" if old.endswith(b"\n") else "\n\n"
    entry = (gap + lines).replace("\n", "\r\n" if b"\r\n" in old else "\n")
    data = old + entry.encode()
    after, alone = parse_document(data.decode("utf-8"), file)[0], parse_document(text, file)[0]
    if after is None or alone is None or after.value != before.value + _as_list(alone.value):
        return None
    return NewFile(HONOR, file, data, old, first=old.count(b"\n") + gap.count("\n") + 1)


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def write_plan(project: Project, plan: Plan) -> tuple[Problem, ...]:
    """Write all files of a plan or none: what cannot be finished is undone."""
    return all_or_none(project, lambda changes: _written(changes, plan.files))


def _written(changes: Changes, files: Sequence[NewFile]) -> tuple[Problem, ...]:
    """Write the files until one cannot be; return why."""
    for made in files:
        if outside := refused_outside(changes.project.root / made.file, changes.project.root):
            return (outside,)
        try:
            if made.old is not None and (changes.project.root / made.file).read_bytes() != made.old:
                return (_changed(made.file, "刚刚被别的程序改过"),)
            changes.put(made.file, made.old, made.data)
        except FileExistsError:
            return (_changed(made.file, "刚刚有了同名的文件"),)
        except OSError as error:
            return (disk.refusal(error, made.file),)
    return ()


def _changed(file: str, why: str) -> Problem:
    return Problem("file-changed", ERROR, Where(file), f"没有写 {file}：{why}。", "再运行一次。")
