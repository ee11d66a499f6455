"""What is fuzzed: where its inputs come from, how they are changed, and what must hold for each of them.

A target returns what an input led to; an input that leads somewhere new is changed further."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from generator.gate.reading import Reading
from generator.gate.rules import RULES, inspect
from generator.manuscript.drafting import Request, make_draft
from generator.manuscript.reading import read_pasted
from generator.photos.developing import develop, prepare_decoders
from generator.photos.results import Developed
from generator.problems import ERROR, NOTE, Problem
from generator.project import Project
from generator.render import Renderer
from generator.repair import remaining, repair
from generator.report import report_text, show
from generator.schema import KINDS, Kind, Record, known_keys, parse_records
from generator.source import parse_document
from generator.source.decoding import decode
from generator.workbook.importing import Answers, plan_import
from generator.workbook.telling import lines_of, preview
from tests.case_files import CASES, MINIMAL
from tests.fuzz.mutations import (
    Mutation,
    mutate_archive,
    mutate_bytes,
    mutate_into_runs,
    mutate_lines,
    mutate_value,
    one_of,
)
from tests.gate_corpus import kinds_of_innocence, must_find, must_pass, rules_with_lines
from tests.in_memory import MINIMAL_TEXTS, judge, read_text, read_texts, templates

ROOT = Path(__file__).parents[2]
Inputs = dict[str, list[bytes]]
"""Inputs by the name that their file would have; the name says which kind of record, or of file."""


@dataclass(frozen=True, slots=True)
class Target:
    """One way into the program."""

    name: str
    seeds: Callable[[], Inputs]
    mutate: Mutation
    run: Callable[[str, bytes], Hashable]


def check_told(problems: tuple[Problem, ...]) -> None:
    """Fail unless each problem says in words what is wrong and what helps, and can be shown in every form."""
    for problem in problems[:40]:
        assert problem.message
        assert problem.hint
        assert problem.where.line >= 0
    report_text(problems[:4], width=60)
    show(problems[:4], "json", io.StringIO())


def codes_of(problems: tuple[Problem, ...]) -> frozenset[str]:
    """Return what was found, however often."""
    return frozenset(problem.code for problem in problems)


def kind_named(name: str) -> Kind:
    """Return the kind of record in a file such as brands.yml."""
    return next(kind for kind in KINDS if kind.place.removesuffix(".yml") == Path(name).stem)


def file_of(kind: Kind) -> str:
    """Return where a file of this kind may lie."""
    return f"data/{kind.place}" if kind.is_file else f"data/{kind.place}/fuzz.yml"


@cache
def texts_by_kind() -> Mapping[str, tuple[bytes, ...]]:
    """Return every data file of the example and of the cases, by the name of its kind."""
    found: dict[str, dict[bytes, None]] = {f"{kind.place.removesuffix('.yml')}.yml": {} for kind in KINDS}
    for data in (ROOT / "data", *sorted(CASES.glob("*/*/data")), ROOT / "tests" / "golden" / "data"):
        for path in sorted(data.rglob("*.yml")):
            place = path.relative_to(data).parts[0].removesuffix(".yml")
            if f"{place}.yml" in found:
                found[f"{place}.yml"][path.read_bytes()] = None
    return {name: tuple(texts) for name, texts in found.items() if texts}


def yaml_seeds() -> Inputs:
    """Return data files by kind."""
    return {name: list(texts) for name, texts in texts_by_kind().items()}


def read_yaml(name: str, data: bytes) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """Read a file's bytes as a data file of its kind."""
    kind = kind_named(name)
    file = file_of(kind)
    text, problems = decode(data, file)
    if text is None:
        assert problems
        return (), problems
    document, found = parse_document(text, file, known_keys())
    assert document is not None or found
    if document is None:
        return (), (*problems, *found)
    records, more = parse_records(document, kind)
    return records, (*problems, *found, *more)


def run_yaml(name: str, data: bytes) -> Hashable:
    """Read a data file: it is records, or problems that say why not."""
    records, problems = read_yaml(name, data)
    check_told(problems)
    return name, codes_of(problems), min(len(records), 3)


def run_repair(name: str, data: bytes) -> Hashable:
    """Mend a data file: what is not changed stays byte for byte, and what is left to a person can be told."""
    kind = kind_named(name)
    file = file_of(kind)
    mended = repair(data, file, kind, known_keys())
    left = remaining(mended.after, file, kind, known_keys())
    check_told(tuple(left))
    if not mended.changes:
        assert mended.after == data
        return name, codes_of(tuple(left))
    return name, codes_of(tuple(left)), len(mended.changes)


@cache
def example_records() -> Mapping[str, tuple[Record, ...]]:
    """Return the records of the example by their file below data/."""
    data = ROOT / "data"
    places = {kind.place for kind in KINDS}
    return {
        (path := found.relative_to(data).as_posix()): read_text(path, found.read_text(encoding="utf-8"))[0]
        for found in sorted(data.rglob("*.yml"))
        if found.relative_to(data).parts[0] in places
    }


@cache
def renderer() -> Renderer:
    """Return a renderer that remembers, so that only what changed is rendered."""
    return Renderer(templates())


def run_site(name: str, data: bytes) -> Hashable:
    """Put a file among the example's: it is a whole site, or problems that say why not."""
    records, problems = read_yaml(name, data)
    kind = kind_named(name)
    others = example_records().items()
    beside = [
        record
        for path, held in others
        for record in held
        if path.partition("/")[0] != kind.place or not kind.is_file
    ]
    read = judge([*beside, *records], list(problems))
    check_told(read.problems)
    if read.showcase is not None:
        renderer().render(read.recipes)
    return name, codes_of(read.problems), read.showcase is not None


def table_seeds() -> Inputs:
    """Return workbooks as offices keep them, in each form that is read."""
    from tests.workbooks import OLD_WORKBOOK, book_of, raw_book, sheet_xml, text_row

    rows = (
        ["2021年度荣誉统计表", None, None, None, None],
        ["荣誉名称", "级别", "时间", "颁奖单位", "获奖者"],
        ["文明校园", "省级", "2021.7", "省文明办", None],
        ["平安校园", None, "2021年12月", "福建省教育厅", "本校"],
        ["优秀少先队员", "市级", 44378, None, "王小明"],
        ["一、县级", None, None, None, None],
        ["先进党支部", None, "七一", "示例县委", "示例学校"],
        ["合计", 4, None, None, None],
    )
    comma = '荣誉名称,级别,时间,颁奖单位\n文明校园,省级,2021.7,省文明办\n"甲,乙",市级,2020,\n'
    headings = text_row(1, ["荣誉名称", "级别", "时间"]) + text_row(2, ["文明校园", "省级", "2021"])
    return {
        "honors.xlsx": [book_of(rows, merge=["A1:E1", "A6:E6"]), raw_book(sheet_xml(headings))],
        "honors.csv": [comma.encode(), comma.encode("gb18030"), comma.replace(",", "\t").encode("utf-16")],
        "honors.xls": [OLD_WORKBOOK.read_bytes()],
    }


@cache
def shelf() -> Project:
    """Return a project with the minimal data, in a folder of this process."""
    root = Path(mkdtemp(prefix="showcase_fuzz_"))
    shutil.copytree(MINIMAL / "data", root / "data")
    return Project(root)


def run_table(name: str, data: bytes) -> Hashable:
    """Look at a table: what it holds is told, and what would be written passes the check."""
    project = shelf()
    path = project.root / name
    path.write_bytes(data)
    plan = plan_import(project, path, Answers(school="示例学校"))
    check_told(plan.problems)
    told = [*lines_of(plan), *preview(plan.new)]
    texts = {write.file.removeprefix("data/"): write.after.decode() for write in plan.writes}
    read = read_texts(texts) if texts else None
    grave = [problem for problem in (read.problems if read else ()) if problem.severity is ERROR]
    assert grave == [], grave
    return name, codes_of(plan.problems), min(len(plan.new), 4), len(told) > 6


def manuscript_seeds() -> Inputs:
    """Return materials as schools write them."""
    from docx import Document

    from tests.manuscripts import brand_document, brand_text, data_of

    table = Document()
    table.add_paragraph("2024年度党建工作总结")
    cells = table.add_table(2, 3)
    cells.cell(0, 0).text = "一、主要做法"
    cells.cell(1, 1).text = "示范岗18个"
    text = brand_text().encode()
    return {
        "material.docx": [data_of(brand_document()), data_of(table)],
        "material.txt": [text, brand_text().encode("gb18030"), brand_text().encode("utf-16")],
    }


@cache
def minimal_records() -> tuple[Record, ...]:
    """Return the records of the minimal data."""
    return tuple(record for path, text in MINIMAL_TEXTS.items() for record in read_text(path, text)[0])


def run_manuscript(name: str, data: bytes) -> Hashable:
    """Make a draft of a material: it is told why not, or the draft passes the check."""
    manuscript, problems = read_pasted(io.BytesIO(data))
    if manuscript is None:
        check_told(problems)
        return name, codes_of(problems)
    draft, problems = make_draft(manuscript, Request(Path(name).stem), minimal_records())
    check_told(problems)
    if draft is None:
        return name, codes_of(problems)
    read = read_texts({draft.file.removeprefix("data/"): draft.text})
    grave = [problem for problem in read.problems if problem.severity is not NOTE]
    assert grave == [], grave
    return name, draft.kind.title, min(len(draft.decisions), 5), len(draft.cleaned)


def photo_seeds() -> Inputs:
    """Return small pictures in each form that is read."""
    from tests.photographs import phone_photo, photograph

    forms: Inputs = {}
    for suffix, form in (("jpg", "JPEG"), ("png", "PNG"), ("webp", "WEBP"), ("avif", "AVIF")):
        out = io.BytesIO()
        photograph(48, 36).save(out, form)
        forms[f"photo.{suffix}"] = [out.getvalue()]
    forms["photo.jpg"] += [phone_photo(40, 30, orientation=6)]
    for mode in ("L", "P", "RGBA", "CMYK", "1", "I;16", "LA"):
        out = io.BytesIO()
        form = "TIFF" if mode == "CMYK" else "PNG"
        if mode != "CMYK":
            photograph(20, 15).convert("L" if mode == "I;16" else mode).save(out, form)
            forms["photo.png"].append(out.getvalue())
    out = io.BytesIO()
    photograph(20, 15).convert("CMYK").save(out, "JPEG")
    forms["photo.jpg"].append(out.getvalue())
    forms["photo.heic"] = [(ROOT / "tests" / "photos" / "phone.heic").read_bytes()]
    return forms


@cache
def darkroom() -> None:
    """Get the decoders ready, once."""
    prepare_decoders()


def run_photo(name: str, data: bytes) -> Hashable:
    """Develop a picture: it is files, or a fault with a name."""
    darkroom()
    result, files = develop(data, "0" * 16)
    if isinstance(result, Developed):
        assert set(result.names) == set(files)
        assert all(files.values())
        return name, len(files)
    return name, result


def gate_seeds() -> Inputs:
    """Return the corpus of the gate, rule by rule, and what is innocent."""
    lines = {f"{code}.md": [line.encode() for line in must_find(code)] for code in rules_with_lines()}
    innocent = {f"{kind}.md": [line.encode() for line in must_pass(kind)] for kind in kinds_of_innocence()}
    return {name: [*lines.get(name, ()), *innocent.get(name, ())] for name in lines | innocent}


def run_gate(name: str, data: bytes) -> Hashable:
    """Read a text with every rule, whatever words are in it; what is found lies in it, and no message tells a number."""
    reading = Reading(data.decode("utf-8", "replace"))
    found = [(rule.code, one) for rule in RULES for one in rule.find(reading)]
    for _, one in found:
        assert 0 <= one.start <= one.end <= len(reading.raw)
        assert not (len(one.key) > SHORTEST_NUMBER and one.key.isdigit() and one.key in one.shown)
    assert {rule.code for rule, _ in inspect(reading)} <= {code for code, _ in found}
    return frozenset(code for code, _ in found), min(len(found), 3)


SHORTEST_NUMBER = 7
TEXT = one_of(mutate_bytes, mutate_lines, mutate_lines, mutate_value, mutate_value)
TARGETS: Mapping[str, Target] = {
    target.name: target
    for target in (
        Target("yaml", yaml_seeds, TEXT, run_yaml),
        Target("repair", yaml_seeds, TEXT, run_repair),
        Target("site", yaml_seeds, TEXT, run_site),
        Target("table", table_seeds, one_of(mutate_archive, mutate_archive, mutate_lines), run_table),
        Target("manuscript", manuscript_seeds, one_of(mutate_archive, mutate_lines), run_manuscript),
        Target("gate", gate_seeds, one_of(mutate_lines, mutate_bytes, mutate_into_runs), run_gate),
        Target("photo", photo_seeds, mutate_bytes, run_photo),
    )
}
