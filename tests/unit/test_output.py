"""Pages on disk: written when they differ, deleted when stale, never over a person's work."""

from __future__ import annotations

import errno
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from generator import disk, output
from generator.output import MANIFEST, Written, check_uri, load_manifest, remove_generated, write_pages
from generator.problems import ERROR
from generator.project import Project
from generator.render import Page

ROOT = Path(output.__file__).parents[1]


def page(uri: str, text: str = "text\n") -> Page:
    source = f"data/{uri.removesuffix('.md')}.yml"
    return Page(uri, f"---\ntemplate: x.html\nsource: {source}\n---\n\n{text}", source)


FIRST = (page("index.md"), page("brands/2345.md"), page("brands/343.md"), page("schools/a/b.md"))
SECOND = (page("index.md", "new\n"), page("brands/2345.md"), page("brands/1331.md"), page("honors/x.md"))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def tree(project: Project) -> dict[str, str]:
    """Return every file below content/ but the manifest, with its text."""
    files = (path for path in project.content.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(project.content).as_posix(): path.read_text(encoding="utf-8") for path in files}


def texts(pages: Iterable[Page]) -> dict[str, str]:
    return {page.uri: page.text for page in pages}


def stamps(project: Project) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in project.root.rglob("*")}


def write(project: Project, pages: Iterable[Page]) -> list[tuple[str, str]]:
    _, problems = write_pages(project, tuple(pages))
    assert all(problem.severity is ERROR for problem in problems)
    return [(problem.code, problem.where.file) for problem in problems]


def test_the_first_run_writes_everything(project: Project) -> None:
    done, problems = write_pages(project, FIRST)
    assert problems == []
    assert done == Written(tuple(sorted(texts(FIRST))), ())
    assert tree(project) == texts(FIRST)


def test_pages_are_utf8_with_plain_line_ends(project: Project) -> None:
    write(project, [page("a.md", "“五帮”\n第二行\n")])
    assert (project.content / "a.md").read_bytes().endswith("“五帮”\n第二行\n".encode())
    assert b"\r" not in (project.content / "a.md").read_bytes()


def test_a_second_run_touches_nothing(project: Project) -> None:
    write(project, FIRST)
    before = stamps(project)
    assert write_pages(project, FIRST) == (Written(), [])
    assert stamps(project) == before


def test_only_what_differs_is_written_and_only_what_is_stale_is_removed(project: Project) -> None:
    write(project, FIRST)
    untouched = (project.content / "brands" / "2345.md").stat().st_mtime_ns
    done, problems = write_pages(project, SECOND)
    assert problems == []
    assert done.written == ("brands/1331.md", "honors/x.md", "index.md")
    assert done.removed == ("brands/343.md", "schools/a/b.md")
    assert tree(project) == texts(SECOND)
    assert (project.content / "brands" / "2345.md").stat().st_mtime_ns == untouched


def test_folders_that_became_empty_are_removed_and_others_stay(project: Project) -> None:
    write(project, FIRST)
    (project.content / "brands" / "note.md").write_text("mine", encoding="utf-8")
    (project.content / "pictures").mkdir()
    write(project, [page("index.md")])
    assert sorted(path.name for path in project.content.iterdir()) == [
        MANIFEST,
        "brands",
        "index.md",
        "pictures",
    ]


def test_the_last_page_leaves_content_itself_standing(project: Project) -> None:
    write(project, FIRST)
    write(project, [])
    assert [path.name for path in project.content.iterdir()] == [MANIFEST]


def test_the_manifest_does_not_depend_on_the_order_of_pages(project: Project) -> None:
    write(project, FIRST)
    first = (project.content / MANIFEST).read_bytes()
    (project.content / MANIFEST).unlink()
    write(project, reversed(FIRST))
    assert (project.content / MANIFEST).read_bytes() == first
    assert "pending" not in json.loads(first)


def test_an_edited_page_is_named_and_nothing_at_all_is_written(project: Project) -> None:
    write(project, FIRST)
    (project.content / "index.md").write_text("edited", encoding="utf-8")
    before = stamps(project)
    done, problems = write_pages(project, SECOND)
    assert done == Written()
    [problem] = problems
    assert (problem.code, problem.where.file) == ("page-edited", "content/index.md")
    assert problem.message == (
        "这个文件由 data/index.yml 自动生成，但有人直接改过它。为了不冲掉改动，这次什么都没有写。"
    )
    assert problem.hint == "把改动写进 data/index.yml，然后删掉这个文件再运行一次。"
    assert stamps(project) == before


def test_following_the_cure_for_an_edited_page_mends_it(project: Project) -> None:
    write(project, FIRST)
    (project.content / "index.md").write_text("edited", encoding="utf-8")
    (project.content / "index.md").unlink()
    assert write(project, SECOND) == []
    assert tree(project) == texts(SECOND)


def test_an_edited_stale_page_is_not_deleted(project: Project) -> None:
    write(project, FIRST)
    (project.content / "brands" / "343.md").write_text("edited", encoding="utf-8")
    assert write(project, SECOND) == [("page-edited", "content/brands/343.md")]
    assert write(project, SECOND) == [("page-edited", "content/brands/343.md")]
    (project.content / "brands" / "343.md").rename(project.content / "brands" / "kept.md")
    assert write(project, SECOND) == []
    assert tree(project) == {**texts(SECOND), "brands/kept.md": "edited"}


def test_a_handwritten_page_is_not_overwritten(project: Project) -> None:
    write(project, [])
    (project.content / "index.md").write_text("# mine", encoding="utf-8")
    done, [problem] = write_pages(project, FIRST)
    assert done == Written()
    assert (problem.code, problem.where.file) == ("page-handwritten", "content/index.md")
    assert "data/index.yml" in problem.hint
    assert tree(project) == {"index.md": "# mine"}


def test_an_empty_file_of_a_person_is_not_overwritten(project: Project) -> None:
    write(project, [])
    (project.content / "index.md").write_text("", encoding="utf-8")
    assert write(project, FIRST) == [("page-handwritten", "content/index.md")]


def test_all_pages_in_the_way_are_named_at_once(project: Project) -> None:
    write(project, FIRST)
    (project.content / "index.md").write_text("edited", encoding="utf-8")
    (project.content / "brands" / "343.md").write_text("edited", encoding="utf-8")
    (project.content / "honors").mkdir()
    (project.content / "honors" / "x.md").write_text("mine", encoding="utf-8")
    assert sorted(write(project, SECOND)) == [
        ("page-edited", "content/brands/343.md"),
        ("page-edited", "content/index.md"),
        ("page-handwritten", "content/honors/x.md"),
    ]


def test_a_deleted_page_is_written_again(project: Project) -> None:
    write(project, FIRST)
    shutil.rmtree(project.content / "brands")
    assert write(project, FIRST) == []
    assert tree(project) == texts(FIRST)


def test_a_stale_page_that_a_person_deleted_is_forgotten(project: Project) -> None:
    write(project, FIRST)
    (project.content / "brands" / "343.md").unlink()
    assert write(project, SECOND) == []
    assert set(load_manifest(project).pages) == set(texts(SECOND))


def test_a_page_emptied_by_a_power_cut_is_ours(project: Project) -> None:
    write(project, FIRST)
    for name in ("index.md", "brands/343.md"):
        (project.content / name).write_bytes(b"")
    assert write(project, SECOND) == []
    assert tree(project) == texts(SECOND)


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "{",
        "[]",
        "null",
        '{"version": 2, "pages": {}}',
        '{"version": 1}',
        '{"version": 1, "pages": {"../x": "0"}}',
        '{"version": 1, "pages": {"a.md": 1}}',
        '{"version": 1, "pages": ["a.md"]}',
        '{"version": 1, "pages": 7}',
    ],
)
def test_a_broken_manifest_is_made_anew_where_pages_are_as_they_should_be(
    project: Project, broken: str
) -> None:
    write(project, FIRST)
    good = (project.content / MANIFEST).read_bytes()
    (project.content / MANIFEST).write_text(broken, encoding="utf-8")
    assert write_pages(project, FIRST) == (Written(), [])
    assert (project.content / MANIFEST).read_bytes() == good


def test_without_a_manifest_a_page_that_differs_is_not_overwritten_and_the_cure_is_told(
    project: Project,
) -> None:
    write(project, FIRST)
    (project.content / MANIFEST).unlink()
    (project.content / "honors").mkdir()
    (project.content / "honors" / "x.md").write_text("# mine", encoding="utf-8")
    done, problems = write_pages(project, SECOND)
    assert done == Written()
    assert [(p.code, p.where.file) for p in problems] == [
        ("page-handwritten", "content/honors/x.md"),
        ("manifest-lost", "content/index.md"),
    ]
    assert "删掉它" in problems[1].hint
    assert not (project.content / MANIFEST).exists()


def test_a_manifest_that_points_outside_deletes_nothing(project: Project) -> None:
    victim = project.root / "data.yml"
    victim.write_bytes(b"")
    project.content.mkdir()
    pages = {"../data.yml": output.EMPTY}
    (project.content / MANIFEST).write_text(json.dumps({"version": 1, "pages": pages}), encoding="utf-8")
    write(project, [])
    remove_generated(project)
    assert victim.exists()


@pytest.mark.parametrize(
    "uri", ["", "/a.md", "../a.md", "a/../b.md", "a//b.md", "./a.md", "a\\b.md", "C:a.md", "a\0.md"]
)
def test_an_unsafe_uri_is_a_bug_of_ours(project: Project, uri: str) -> None:
    with pytest.raises(ValueError, match="not a page's uri"):
        write_pages(project, [Page(uri, "", "data/x.yml")])
    assert not project.content.exists()


def test_a_chinese_uri_with_dots_is_safe() -> None:
    check_uri("brands/党建..品牌.v2.md")


def test_a_uri_has_no_part_that_is_empty_or_leads_elsewhere() -> None:
    for signs in itertools.product("a./\n", repeat=6):
        uri = "".join(signs)
        unfit = any(part in {"", ".", ".."} for part in uri.split("/"))
        with pytest.raises(ValueError, match="uri") if unfit else nullcontext():
            check_uri(uri)


def test_two_pages_at_one_uri_are_a_bug_of_ours(project: Project) -> None:
    with pytest.raises(ValueError, match="two pages"):
        write_pages(project, [page("a.md"), page("a.md", "other")])


def test_a_uri_that_changes_only_its_case_is_renamed_where_case_does_not_count(project: Project) -> None:
    """Two names of one file stand in for a disk that ignores case."""
    write(project, [page("brands/ABC.md", "same")])
    os.link(project.content / "brands" / "ABC.md", project.content / "brands" / "abc.md")
    done, problems = write_pages(project, [page("brands/abc.md", "same")])
    assert problems == []
    assert done == Written(("brands/abc.md",), ("brands/ABC.md",))
    assert [path.name for path in (project.content / "brands").iterdir()] == ["abc.md"]


def test_a_uri_that_changes_only_its_case_is_renamed_where_case_counts(project: Project) -> None:
    write(project, [page("brands/ABC.md")])
    write(project, [page("brands/abc.md")])
    assert [path.name for path in (project.content / "brands").iterdir()] == ["abc.md"]


def test_remove_generated_deletes_what_is_ours_and_names_what_was_edited(project: Project) -> None:
    write(project, FIRST)
    (project.content / "brands" / "343.md").write_text("edited", encoding="utf-8")
    (project.content / "about.md").write_text("mine", encoding="utf-8")
    done, problems = remove_generated(project)
    assert done.removed == ("brands/2345.md", "index.md", "schools/a/b.md")
    assert [(p.code, p.where.file) for p in problems] == [("page-edited", "content/brands/343.md")]
    assert tree(project) == {"brands/343.md": "edited", "about.md": "mine"}
    assert set(load_manifest(project).pages) == {"brands/343.md"}


def test_remove_generated_leaves_no_manifest_when_nothing_is_left(project: Project) -> None:
    write(project, FIRST)
    assert remove_generated(project)[1] == []
    assert list(project.content.iterdir()) == []
    assert remove_generated(project) == (Written(), [])


def test_remove_generated_without_a_manifest_deletes_nothing(project: Project) -> None:
    write(project, FIRST)
    (project.content / MANIFEST).unlink()
    assert remove_generated(project) == (Written(), [])
    assert tree(project) == texts(FIRST)


@pytest.mark.parametrize("work", [lambda project: write_pages(project, FIRST), remove_generated])
def test_another_writer_at_work_is_waited_for_and_then_named(
    project: Project, monkeypatch: pytest.MonkeyPatch, work: Callable[[Project], tuple[Written, list[object]]]
) -> None:
    monkeypatch.setattr(output, "PATIENCE", 0.05)
    with disk.held_lock(project.state / "content.lock"):
        done, problems = work(project)
    assert done == Written()
    assert [getattr(problem, "code", None) for problem in problems] == ["content-busy"]


def test_a_folder_where_a_page_belongs_is_a_problem(project: Project) -> None:
    (project.content / "index.md").mkdir(parents=True)
    assert write(project, FIRST) == [("write-failed", "content/index.md")]


def test_a_folder_where_a_stale_page_was_is_a_problem(project: Project) -> None:
    write(project, FIRST)
    (project.content / "brands" / "343.md").unlink()
    (project.content / "brands" / "343.md").mkdir()
    assert write(project, SECOND) == [("write-failed", "content/brands/343.md")]
    assert remove_generated(project)[1][0].code == "write-failed"


def test_a_file_where_a_folder_belongs_is_a_problem(project: Project) -> None:
    project.content.mkdir()
    (project.content / "brands").write_text("mine", encoding="utf-8")
    codes = {code for code, _ in write(project, FIRST)}
    assert codes == {"write-failed"}


def test_a_name_too_long_is_a_problem(project: Project) -> None:
    _, [problem] = write_pages(project, [page("x" * 300 + ".md")])
    assert problem.code == "write-failed"
    assert "太长" in problem.message


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_readonly_folder_is_a_problem(project: Project) -> None:
    project.content.mkdir()
    project.content.chmod(0o500)
    assert write(project, FIRST) == [("folder-readonly", f"content/{MANIFEST}")]


@pytest.mark.parametrize("call", ["os.replace", "builtins.open", "pathlib.Path.unlink", "pathlib.Path.mkdir"])
def test_a_disk_that_fails_at_any_call_is_a_problem_and_the_next_run_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    for last in itertools.count(1):
        project = Project(tmp_path / f"{last}")
        write(project, FIRST)
        with monkeypatch.context() as patch:
            failed = fail_at(patch, call, last)
            problems = write(project, SECOND)
        assert [code for code, _ in problems] in ([], ["disk-full"])
        assert write(project, SECOND) == []
        assert tree(project) == texts(SECOND)
        if not failed:
            break
    assert last > 2


def fail_at(patch: pytest.MonkeyPatch, call: str, last: int) -> list[int]:
    """Let the nth of these calls that writes fail for want of space; return a list that is filled when it did."""
    owner, name = call.rsplit(".", 1)
    module = {"os": os, "builtins": __import__("builtins"), "pathlib.Path": Path}[owner]
    whole, failed, calls = getattr(module, name), list[int](), itertools.count(1)

    def limited(*args: object, **options: object) -> object:
        writes = name != "open" or "w" in str(args[1:])
        if writes and next(calls) == last:
            failed.append(last)
            raise OSError(errno.ENOSPC, "full")
        return whole(*args, **options)

    patch.setattr(module, name, limited)
    return failed


# A process that, for each line "n pages root", forks a child that writes those pages to that project
# and kills itself at its nth change to the disk; it answers with the child's exit code.
WRITER = """
import builtins, itertools, os, signal, sys
from contextlib import nullcontext
from pathlib import Path
from generator.output import write_pages
from generator.project import Project
from tests.unit.test_output import FIRST, SECOND

def hurt(module, name, calls, last):
    whole = getattr(module, name)
    def step(*args, **options):
        counts = name != "open" or "w" in str(args[1:])
        if counts and next(calls) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        result = whole(*args, **options)
        if counts and next(calls) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    setattr(module, name, step)

def write(last, pages, root):
    calls = itertools.count(1)
    for module, name in ((os, "replace"), (os, "unlink"), (os, "mkdir"), (os, "rmdir"), (builtins, "open")):
        hurt(module, name, calls, last)
    problems = write_pages(Project(Path(root)), {"first": FIRST, "second": SECOND}[pages])[1]
    os._exit(1 if problems else 0)

for line in sys.stdin:
    last, pages, root = line.rstrip().split(" ", 2)
    child = os.fork()
    if child == 0:
        write(int(last), pages, root)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Writer:
    """The process above."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", WRITER],
            env={**os.environ, "PYTHONPATH": os.fspath(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def write(self, project: Project, last: int, pages: str) -> int:
        assert self.process.stdin
        assert self.process.stdout
        print(last, pages, project.root, file=self.process.stdin, flush=True)
        return int(self.process.stdout.readline())


@pytest.fixture
def writer() -> Iterator[Writer]:
    writer = Writer()
    yield writer
    writer.process.communicate()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system with fork and SIGKILL")
def test_killed_at_any_change_to_the_disk_the_next_run_carries_on(tmp_path: Path, writer: Writer) -> None:
    for last in itertools.count(1):
        project = Project(tmp_path / f"{last}")
        write(project, FIRST)
        code = writer.write(project, last, "second")
        assert code in {0, -signal.SIGKILL}
        third = (page("index.md", "third\n"), *SECOND[1:3])
        if last % 2:
            # Killed again while it goes back, with the traces of the first kill still there.
            writer.write(project, last // 2 + 3, "first")
        assert write(project, third) == []
        assert tree(project) == texts(third)
        if code == 0:
            break
    assert last > 20
