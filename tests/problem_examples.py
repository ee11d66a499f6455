"""A real Problem for every code: from the cases, and for what no file shows from the code that tells of it."""

from __future__ import annotations

import errno
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from generator import disk, editions, load, output, search, staging, sums, undo
from generator.catalogue import first_of_each
from generator.commands import rollback, verify
from generator.editions import Edition
from generator.engine import bugs, serving, words
from generator.gate.found import Found
from generator.gate.location import PHOTO_LOCATION
from generator.gate.telling import Placed, tell
from generator.health import attachments, freshness, links
from generator.load import FileCache, load_data
from generator.manuscript import reading, saving
from generator.manuscript.drafting import Draft
from generator.manuscript.paragraphs import MOST_LETTERS
from generator.model import Showcase
from generator.photos import album
from generator.problems import Problem, Where, sort_problems
from generator.project import Project
from generator.render import Page
from generator.repair import originals
from generator.schema.kinds import BRAND
from generator.schema.records import Honor, Site
from generator.schema.types import PartialDate
from generator.shield import protecting
from generator.shield.inspecting import Findings
from generator.shield.protecting import Inspected
from generator.source import reading as source_reading
from generator.validate import validate
from generator.workbook import exporting, importing, opening
from generator.workbook import saving as workbook_saving
from generator.workbook.forms import Form, refuse
from generator.workbook.grid import damaged, too_large
from generator.workbook.importing import Answers, plan_import
from tests.case_files import MINIMAL, case_folders, problems_of
from tests.workbooks import book_of

Examples = dict[str, tuple[Problem, ...]]


def all_examples(folder: Path) -> Examples:
    """Return the examples of all codes that can be shown; projects are made in `folder`."""
    return case_examples(folder) | other_examples(folder / "other")


def case_examples(folder: Path) -> Examples:
    """Return what each case shows of the code that it is named for: one problem of each severity."""
    found = {}
    for case in case_folders("invalid"):
        problems = problems_of(case, folder / case.name)
        found[case.name] = first_of_each([problem for problem in problems if problem.code == case.name])
    return found


def other_examples(folder: Path) -> Examples:
    """Return one problem of each severity for codes that no committed file can show."""
    shutil.copytree(MINIMAL / "data", folder / "data")
    project = Project(folder)
    found: dict[str, list[Problem]] = defaultdict(list)
    for problem in (
        *_machine(),
        *_files(project),
        *_publishing(project),
        *_workbooks(project),
        *_manuscripts(project),
        *_built(project),
        *_stale(),
    ):
        found[problem.code].append(problem)
    return {code: first_of_each(sort_problems(problems)) for code, problems in found.items()}


def _machine() -> Iterator[Problem]:
    held = PermissionError(errno.EACCES, "held")
    held.winerror = 32  # type: ignore[attr-defined] # Windows has it
    yield disk.refusal(held, "data/brands/2345.yml")
    for number in (errno.ENOSPC, errno.EROFS, errno.ENAMETOOLONG):
        yield disk.refusal(OSError(number, ""), "content/brands/2345.md")


def _files(project: Project) -> Iterator[Problem]:
    yield from load_data(Project(project.root / "nowhere"), FileCache()).problems
    yield source_reading._not_a_file("data/brands/2345.yml", is_folder=True)
    yield source_reading._too_large("data/brands/2345.yml", 3 << 20)
    yield source_reading._unreadable("data/brands/2345.yml", PermissionError())
    yield album._unreadable("data/media/合影.jpg")
    yield originals._changed("data/brands/2345.yml")
    yield originals._outside("data/brands/2345.yml")
    yield from (problem for problem in validate(())[1] if problem.code == "site-missing")


def _built(project: Project) -> Iterator[Problem]:
    folder, text = project.site, "content/about/index.md"
    page = Inspected(
        folder / "about/index.html", "", Findings(active=("onclick",), foreign=("//a.example/b.js",))
    )
    yield from protecting._problems(project, folder, page)
    said = re.match("(?P<page>.+) (?P<part>.+)", f"{text.removeprefix('content/')} <iframe>")
    assert said is not None
    yield from words._removed_html(project, said)
    yield from words._endless_settings(project, said)
    yield undo._busy(project)
    photo = Where("content/about/合影.jpg", excerpt="合影.jpg")
    located = Placed(PHOTO_LOCATION, Found(0, 0, "带着拍摄地点的照片", "合影.jpg", "合影.jpg"), [photo])
    yield from (finding.problem for finding in tell([located]))
    yield load._twins("data/media/合影.jpg")
    folder.mkdir()
    yield _problem(verify._own(folder, "site", is_own=False))
    (folder / sums.NAME).write_text("?", encoding="utf-8")
    yield _problem(verify._own(folder, "site", is_own=False))
    former = Edition(folder, 3, None, 0)
    yield from rollback._faults(project, former)
    yield from rollback._faults(project, editions.edition_at(folder))


def _problem(found: object) -> Problem:
    assert isinstance(found, Problem)
    return found


def _stale() -> Iterator[Problem]:
    then, today = PartialDate(2024, 3, 26), date(2026, 3, 26)
    yield from freshness._home([then], today)
    yield from freshness._section("活动", "data/activities", [then], today, freshness.SECTION_DAYS)
    page = (Path("content/about/index.md"), "content/about/index.md", "![](teachers.webp)\n")
    yield from links.check_pictures([page])
    yield from freshness._empty(Showcase(site=Site(名称="示例")))


def _publishing(project: Project) -> Iterator[Problem]:
    page = Page("brands/2345.md", "", "data/brands/2345.yml")
    file = "content/brands/2345.md"
    ours = output.Manifest({page.uri: ""}, {})
    (project.content / "files").mkdir(parents=True)
    (project.content / "files" / "通知.pdf").write_bytes(b"%PDF-1.7")
    yield from attachments.check_attachments(project, ())
    yield output._busy(project)
    yield output._not_ours(file, page, b"", ours)
    yield output._not_ours(file, page, b"", output.Manifest({}, {}))
    yield output._not_ours(file, page, b"---\nsource: data/", output.Manifest({}, {}, trusted=False))
    yield staging.busy(project)
    yield staging._not_ours(project, "site 文件夹里有不是本程序生成的东西，换掉它们就找不回来了")
    held = PermissionError(errno.EACCES, "held")
    held.winerror = 32  # type: ignore[attr-defined] # Windows has it
    yield staging._refusal(held, project)
    yield search._missing()
    yield search._failed("exit code 1")
    yield serving._no_port("127.0.0.1:8000")
    yield bugs.record_bug(project, ValueError())
    yield from _from_mkdocs(project)


def _from_mkdocs(project: Project) -> Iterator[Problem]:
    about = project.content / "about" / "index.md"
    about.parent.mkdir(parents=True)
    about.write_text("# 关于本站\n\n见[联系我们](contact.md)。\n", encoding="utf-8", newline="\n")
    project.config.write_text("site_name: 示例\nthemes:\n  name: material\n", encoding="utf-8", newline="\n")
    for message in (
        "Doc file 'about/index.md' contains a link 'contact.md', but the target 'contact.md' is not found among documentation files.",
        "Config value 'themes': Unrecognised configuration name: themes",
        "Encoding error reading file: about/history.md",
    ):
        yield from words.translate(project, message)
    yield words._template_problem(Where("overrides/brand.html", 12), "网页模板有错（unexpected '}'）。")


HEAD = ["荣誉名称", "级别", "获奖时间", "颁奖单位", "获奖单位", "阶段", "备注"]


def _workbooks(project: Project) -> Iterator[Problem]:
    rows: list[list[Any]] = [
        HEAD,
        ["文明校园", "甲级", "2021.13", "市教育局", "", "快了", "班主任：张某，电话 13800000000"],
        ["平安校园", "市级", "2021", "XX市教育局", "", "", ""],
        ["#REF!", "市级", "2021", "市教育局", "", "", ""],
        ["绿色学校", "#N/A", "2021", "市教育局", "", "", ""],
        [None, "市级", "2021", "市教育局", "", "", ""],
    ]
    yield from _imported(project, rows, Answers())
    yield from _imported(project, [["姓名", "电话"], ["张某", "1"]], Answers())
    yield from _imported(project, rows, Answers(school="示列学校"))
    yield from _imported(project, rows, Answers(sheets=("Sheet2",)))
    yield from _imported(project, rows, Answers(file="../荣誉.yml"))
    file = "荣誉.xlsx"
    for fault in (
        refuse(Form.PDF),
        refuse(Form.ENCRYPTED),
        damaged("文件不完整，可能没有下载完、没有复制完"),
        too_large("文件有 80 MB，最大只能读 50 MB"),
    ):
        yield opening.problem_of(fault, file)
    yield opening.unopened(FileNotFoundError(), file)
    yield workbook_saving._changed("data/honors/荣誉.yml")
    yield exporting._too_long(Honor.model_validate({"名称": "文明校园"}), "说明")
    yield from importing._not_sound(load_data(project, FileCache()), ())
    known = Honor.model_validate({"名称": "文明校园"})
    plan = _plan(project, [HEAD, ["文明校园", "市级", "2021"]], Answers())
    yield importing._similar(plan.new[0], (known, "data/honors/荣誉.yml 第 3 行"))


def _plan(project: Project, rows: Iterable[Any], answers: Answers) -> importing.Plan:
    path = project.root / "荣誉.xlsx"
    path.write_bytes(book_of(rows))
    return plan_import(project, path, answers)


def _imported(project: Project, rows: Iterable[Any], answers: Answers) -> Iterator[Problem]:
    plan = _plan(project, rows, answers)
    yield from plan.problems


def _manuscripts(project: Project) -> Iterator[Problem]:
    materials = {
        "材料.pdf": b"%PDF-1.7",
        "空白.txt": b"\n",
        "半份.docx": b"PK\x03\x04",
        "加密.docx": _locked_archive(),
        "汇编.txt": ("党" * MOST_LETTERS + "建").encode(),
    }
    for name, data in materials.items():
        path = project.root / name
        path.write_bytes(data)
        yield from reading.read_file(path)[1]
    draft = Draft(BRAND, "data/site.yml", "", "", (), (), (), guessed=False)
    yield from undo.all_or_none(project, lambda changes: saving.save_draft(changes, draft))


def _locked_archive() -> bytes:
    """Return a .docx whose one part is marked as encrypted."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "")
    data = bytearray(out.getvalue())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)
