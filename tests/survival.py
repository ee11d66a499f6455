"""What a command may leave behind when it is killed or refused: the old state or the new one, and nothing else.

Each Ordeal is a command, the project that it runs in, and how to tell in which state that project is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from generator import editions, staging, sums
from generator.disk import TEMP_PREFIX, TEMP_SUFFIX
from generator.project import Project
from generator.undo import PREFIX
from tests.case_files import MINIMAL
from tests.faults import FULL, KILL, NEVER, Run, Runner
from tests.integration.small_project import edit, make_project
from tests.manuscripts import brand_document, data_of
from tests.workbooks import book_of

Tree = Mapping[str, bytes]
SLIP = "名称：甲{0}\n代号: 23\n学校: 示例学校\n"


@dataclass(frozen=True, slots=True)
class Ordeal:
    """A command; `make` writes its project, `looks` says what a person or a visitor would see of that."""

    name: str
    args: tuple[str, ...]
    make: Callable[[Project, Runner], None]
    looks: Callable[[Project], Tree]
    code: int = 0


def files_below(folder: Path) -> Tree:
    """Return every file below a folder but those that a killed write left, with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not is_temporary(path)
    }


def is_temporary(path: Path) -> bool:
    """Tell whether a file is one that we write before it has its name."""
    return path.name.startswith(TEMP_PREFIX) and path.name.endswith(TEMP_SUFFIX)


def leftovers(project: Project) -> list[str]:
    """Return what no command may leave for ever."""
    temps = [path for path in project.root.rglob(f"{TEMP_PREFIX}*{TEMP_SUFFIX}") if path.is_file()]
    kinds = (staging.STAGING, staging.READY, staging.OLD, staging.TRASH, PREFIX)
    dead = [path for kind in kinds for path in project.state.glob(f"{kind}*")]
    empty = [path for path in project.data.rglob("*") if path.is_dir() and not any(path.iterdir())]
    return sorted(path.relative_to(project.root).as_posix() for path in (*temps, *dead, *empty))


def _data(project: Project) -> Tree:
    return files_below(project.data)


def _pages(project: Project) -> Tree:
    return files_below(project.content)


def _site(project: Project) -> Tree:
    """Return the site that stands and the set of those that are kept, and fail where one is not whole."""
    shown = {}
    for edition in (editions.current(project), *editions.kept(project)):
        assert edition is not None, "no site"
        listed = sums.read_sums(edition.folder)
        found = sums.compare(edition.folder, listed, {editions.MARKER})
        temps = [uri for uri in found.added if is_temporary(Path(uri))]
        assert found.count == len(temps), found
        where = "site" if edition.folder == project.site else "kept"
        shown[f"{where} {sha256((edition.folder / sums.NAME).read_bytes()).hexdigest()}"] = b""
    return shown


def _plain(project: Project, _: Runner) -> None:
    shutil.copytree(MINIMAL / "data", project.data)
    project.config.write_text("site_name: 示例\n", encoding="utf-8")


def _for_fix(project: Project, runner: Runner) -> None:
    _plain(project, runner)
    for number in range(3):
        path = project.data / f"brands/broken{number}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(SLIP.format(number).encode())


def _for_table(project: Project, runner: Runner) -> None:
    _plain(project, runner)
    rows = [["荣誉名称", "级别", "时间", "颁奖单位"], ["文明校园", "省级", "2021.7", "省文明办"]]
    (project.root / "荣誉.xlsx").write_bytes(book_of(rows))


def _for_manuscript(project: Project, runner: Runner) -> None:
    from docx.shared import Mm

    from tests.photographs import phone_photo

    _plain(project, runner)
    document = brand_document()
    for seed in range(2):
        picture = project.root / f"{seed}.jpg"
        picture.write_bytes(phone_photo(80, 60, seed))
        document.add_picture(str(picture), width=Mm(60))
        picture.unlink()
    (project.root / "材料.docx").write_bytes(data_of(document))


def _for_generate(project: Project, runner: Runner) -> None:
    make_project(project.root)
    assert runner.run(project.root, ["generate"]).code == 0
    edit(project, "新的含义")
    honors = project.data / "honors" / "a.yml"
    honors.parent.mkdir()
    honors.write_text("- 名称: 文明校园\n  级别: 省级\n", encoding="utf-8")


def _for_build(project: Project, runner: Runner) -> None:
    make_project(project.root)
    for meaning in ("一", "二", "三", "四", "五"):
        edit(project, f"第{meaning}版的含义")
        if meaning != "五":
            run = runner.run(project.root, ["build"])
            assert run.code == 0, run.said


def _for_rollback(project: Project, _: Runner) -> None:
    project.config.write_text("site_name: 示例\n", encoding="utf-8")
    for version in "abcd":
        with staging.staged(project) as folder:
            for number in range(4):
                (folder / f"{number}.html").write_text(version, encoding="utf-8")
            (folder / "photo.jpg").write_bytes(b"picture")
            assert staging.swap(project, folder) == []


ORDEALS: Mapping[str, Ordeal] = {
    each.name: each
    for each in (
        Ordeal("fix", ("fix", "--yes"), _for_fix, _data),
        Ordeal("table", ("import", "荣誉.xlsx", "--是"), _for_table, _data),
        Ordeal("manuscript", ("import", "材料.docx", "--取图片"), _for_manuscript, _data),
        Ordeal("new", ("new", "学校", "--名称", "新建学校", "--不问"), _plain, _data),
        Ordeal("schema", ("schema",), _plain, _data),
        Ordeal("generate", ("generate",), _for_generate, _pages),
        Ordeal("build", ("build",), _for_build, _site),
        Ordeal("rollback", ("rollback", "--yes"), _for_rollback, _site),
    )
}


@dataclass(frozen=True, slots=True)
class Course:
    """An ordeal that was gone through once unharmed: its project before, both states, and how many changes it takes."""

    ordeal: Ordeal
    template: Path
    old: Tree
    new: Tree
    count: int


@cache
def course(name: str, runner: Runner) -> Course:
    """Return an ordeal's course; the project is made once and copied for each try."""
    ordeal = ORDEALS[name]
    template = Path(mkdtemp(dir=runner.folder)) / "project"
    template.mkdir()
    ordeal.make(Project(template), runner)
    whole = fresh(template)
    run = runner.run(whole.root, ordeal.args)
    assert run.code == ordeal.code, run.said
    old, new = ordeal.looks(Project(template)), ordeal.looks(whole)
    assert old != new
    shutil.rmtree(whole.root.parent)
    return Course(ordeal, template, old, new, run.count)


def fresh(template: Path) -> Project:
    """Return a copy of a project that anything may be done to."""
    root = Path(mkdtemp(dir=template.parents[1])) / "project"
    shutil.copytree(template, root, symlinks=True)
    return Project(root)


def survives(
    course: Course, runner: Runner, at: int, *, fault: str = KILL, place: str = "", two_renames: bool = False
) -> Run:
    """Hurt a command at its nth change; fail unless the next commands find all old or all new, and clean up."""
    project = fresh(course.template)
    try:
        run = runner.run(
            project.root, course.ordeal.args, fault=fault, at=at, place=place, two_renames=two_renames
        )
        _check_after(course, project, run, two_renames=two_renames)
        # Any command: it undoes, completes and cleans what the last one left.
        after = runner.run(project.root, ["rollback", "--只看"])
        assert "程序出错了" not in after.said
        looks = course.ordeal.looks(project)
        assert looks in (course.old, course.new) or _may_be_between(course, run)
        if looks != course.new:
            again = runner.run(project.root, course.ordeal.args)
            assert course.ordeal.looks(project) == course.new, again.said
        assert leftovers(project) == []
        return run
    finally:
        shutil.rmtree(project.root.parent)


def _may_be_between(course: Course, run: Run) -> bool:
    """Tell whether some files may be old and others new: pages, which the next run carries on with;
    and data files of which the system refused one, when a person was told so."""
    return course.ordeal.name in {"generate", "schema"} or (course.ordeal.name == "fix" and run.code == 1)


def _check_after(course: Course, project: Project, run: Run, *, two_renames: bool) -> None:
    """Fail where something is half written in the very moment after; each file by itself is old or new."""
    if not run.killed:
        assert "程序出错了" not in run.said, run.said
        assert run.code in {0, 1}
    if course.ordeal.looks is _site:
        if not two_renames:
            assert editions.current(project) is not None
            for edition in (editions.current(project), *editions.kept(project)):
                assert edition is not None
        return
    for file, data in course.ordeal.looks(project).items():
        if data and not file.endswith(".showcase-manifest.json"):
            assert data in (course.old.get(file), course.new.get(file)), file


__all__ = ["FULL", "KILL", "NEVER", "ORDEALS", "Course", "course", "fresh", "leftovers", "survives"]
