"""What a visitor finds in site/ while builds succeed, fail and are killed."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator import disk, editions, staging, sums
from generator.project import Project
from tests.children import unmeasured

FILES = 20
BOTH_WAYS = pytest.mark.parametrize("exchanging", [True, False], ids=["exchange", "two-renames"])


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture
def no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "exchange", lambda *_: False)


def fill(folder: Path, version: str) -> None:
    for number in range(FILES):
        (folder / f"{number}.html").write_text(version, encoding="utf-8")


def versions(site: Path) -> set[str]:
    """Return the versions of the files in a site, and fail if it is not whole."""
    pages = sorted(site.glob("*.html"))
    assert len(pages) == FILES
    return {page.read_text(encoding="utf-8") for page in pages}


def publish(project: Project, version: str) -> list[str]:
    with staging.staged(project) as folder:
        fill(folder, version)
        return [problem.code for problem in staging.swap(project, folder)]


def leftovers(project: Project) -> list[str]:
    return sorted(path.name for path in project.state.glob("*-*"))


def former(project: Project) -> list[str]:
    """Return the versions of the sites that are kept, the latest first, and fail if one is not whole."""
    found = [versions(edition.folder) for edition in editions.kept(project)]
    return [version for (version,) in found]


def bring_back(project: Project, version: str) -> list[str]:
    edition = next(each for each in editions.kept(project) if versions(each.folder) == {version})
    return [problem.code for problem in staging.bring_back(project, edition)]


@BOTH_WAYS
def test_a_second_site_replaces_the_first_and_leaves_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch, exchanging: bool
) -> None:
    if not exchanging:
        monkeypatch.setattr(staging, "exchange", lambda *_: False)
    assert publish(project, "old") == []
    (project.site / "only-in-old.txt").write_text("x", encoding="utf-8")
    assert publish(project, "new") == []
    assert versions(project.site) == {"new"}
    assert not (project.site / "only-in-old.txt").exists()
    assert leftovers(project) == []


@BOTH_WAYS
def test_the_last_three_sites_are_kept_and_the_oldest_gives_way(
    project: Project, monkeypatch: pytest.MonkeyPatch, exchanging: bool
) -> None:
    if not exchanging:
        monkeypatch.setattr(staging, "exchange", lambda *_: False)
    for version in "abcde":
        assert publish(project, version) == []
    assert versions(project.site) == {"e"}
    assert former(project) == ["d", "c", "b"]
    assert [edition.number for edition in editions.kept(project)] == [4, 3, 2]
    assert leftovers(project) == []


@BOTH_WAYS
def test_going_back_and_forth_loses_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch, exchanging: bool
) -> None:
    if not exchanging:
        monkeypatch.setattr(staging, "exchange", lambda *_: False)
    for version in "abcd":
        publish(project, version)
    for wanted, left in (("c", "dba"), ("b", "dca"), ("d", "cba"), ("a", "dcb")):
        assert bring_back(project, wanted) == []
        assert versions(project.site) == {wanted}
        assert former(project) == list(left)
        assert leftovers(project) == []


def test_what_a_new_site_replaces_is_what_came_before_it_even_after_going_back(project: Project) -> None:
    for version in "abcd":
        publish(project, version)
    bring_back(project, "a")
    publish(project, "e")
    assert former(project) == ["a", "d", "c"]
    standing = editions.current(project)
    before = editions.before(standing, editions.kept(project))
    assert before
    assert versions(before.folder) == {"a"}


def test_a_site_that_did_not_change_pushes_none_out(project: Project) -> None:
    for version in ("a", "b", "b", "b", "b"):
        publish(project, version)
    assert former(project) == ["a"]


def test_a_site_without_a_number_is_kept_like_any_other(project: Project) -> None:
    project.site.mkdir()
    fill(project.site, "ancient")
    (project.site / editions.MARKER).write_text('{"version": 1}', encoding="utf-8")
    publish(project, "new")
    assert former(project) == ["ancient"]
    assert editions.before(editions.current(project), editions.kept(project))


def test_without_a_site_the_latest_former_one_comes_back(project: Project) -> None:
    for version in "abc":
        publish(project, version)
    shutil.rmtree(project.site)
    edition = editions.before(editions.current(project), editions.kept(project))
    assert edition
    assert staging.bring_back(project, edition) == []
    assert versions(project.site) == {"b"}


def test_going_back_over_a_folder_of_somebody_else_is_refused(project: Project) -> None:
    publish(project, "a")
    publish(project, "b")
    shutil.rmtree(project.site)
    project.site.mkdir()
    (project.site / "homework.txt").write_text("mine", encoding="utf-8")
    assert bring_back(project, "a") == ["site-not-ours"]
    assert former(project) == ["a"]


def test_going_back_that_fails_half_way_leaves_all_as_it_was(
    project: Project, monkeypatch: pytest.MonkeyPatch, no_exchange: None
) -> None:
    publish(project, "a")
    publish(project, "b")
    rename = os.rename

    def refuse_former(source: Path, target: Path) -> None:
        if target == project.site and source.parent.name == editions.SHELF:
            raise OSError(errno.EIO, "broken")
        rename(source, target)

    monkeypatch.setattr("os.rename", refuse_former)
    assert bring_back(project, "a") == ["write-failed"]
    assert versions(project.site) == {"b"}
    assert former(project) == ["a"]
    assert leftovers(project) == []


@BOTH_WAYS
def test_everything_is_on_the_disk_before_its_name_and_nothing_is_deleted_before_the_new_name_is(
    project: Project, monkeypatch: pytest.MonkeyPatch, exchanging: bool
) -> None:
    for version in "abcd":
        publish(project, version)
    done: list[str] = []

    def recorded(name: str, call: Callable[..., object]) -> Callable[..., object]:
        def record(*args: object, **options: object) -> object:
            done.append(name)
            return call(*args, **options)

        return record

    monkeypatch.setattr(disk, "settle", recorded("settle", disk.settle))
    monkeypatch.setattr(disk, "settle_names", recorded("names", disk.settle_names))
    monkeypatch.setattr(disk, "write_whole", recorded("write", disk.write_whole))
    monkeypatch.setattr("os.rename", recorded("move", os.rename))
    monkeypatch.setattr(shutil, "rmtree", recorded("delete", shutil.rmtree))
    exchange = staging.exchange if exchanging else lambda *_: False
    monkeypatch.setattr(staging, "exchange", recorded("exchange", exchange))

    publish(project, "e")

    order = [step for step in done if step not in {"names", "write"}]
    moves = ["exchange"] if exchanging else ["exchange", "move", "move"]
    assert order[: 2 + len(moves)] == ["settle", "move", *moves]
    last = len(done) - 1 - done[::-1].index("exchange") + len(moves) - 1
    assert done[last + 1] == "names"
    assert "delete" not in done[: last + 2]
    assert "write" not in done[done.index("settle") : last]


def test_a_kept_site_shares_pictures_with_the_one_that_stands_but_no_page(project: Project) -> None:
    for version in ("a", "b"):
        with staging.staged(project) as folder:
            fill(folder, version)
            (folder / "photo.jpg").write_bytes(b"picture" * 1000)
            (folder / "style.css").write_text("same", encoding="utf-8")
            assert staging.swap(project, folder) == []
    [edition] = editions.kept(project)
    assert (edition.folder / "photo.jpg").samefile(project.site / "photo.jpg")
    assert not (edition.folder / "style.css").samefile(project.site / "style.css")
    assert sums.compare(edition.folder, sums.read_sums(edition.folder), {editions.MARKER}).count == 0


def test_where_the_disk_knows_no_second_names_the_kept_site_keeps_its_own(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr("os.link", refuse)
    for version in ("a", "b"):
        with staging.staged(project) as folder:
            fill(folder, version)
            (folder / "photo.jpg").write_bytes(b"picture")
            assert staging.swap(project, folder) == []
    [edition] = editions.kept(project)
    assert (edition.folder / "photo.jpg").read_bytes() == b"picture"
    assert sorted(path.name for path in edition.folder.glob(".*")) == [editions.MARKER]


def test_a_staging_folder_that_is_not_swapped_is_deleted(project: Project) -> None:
    with staging.staged(project) as folder:
        assert [path.name for path in folder.iterdir()] == [editions.MARKER]
    assert leftovers(project) == []


def test_a_failing_build_leaves_no_staging_folder(project: Project) -> None:
    with pytest.raises(RuntimeError), staging.staged(project):
        raise RuntimeError
    assert leftovers(project) == []


def test_exchange_changes_two_folders_in_one_step(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "who").write_text(name, encoding="utf-8")
    if not staging.exchange(tmp_path / "one", tmp_path / "other"):
        pytest.skip("this disk has no exchange")
    assert (tmp_path / "one" / "who").read_text(encoding="utf-8") == "other"
    assert (tmp_path / "other" / "who").read_text(encoding="utf-8") == "one"


def test_exchange_with_nothing_is_an_error_not_a_missing_ability(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    with pytest.raises(FileNotFoundError):
        staging.exchange(tmp_path / "one", tmp_path / "nowhere")


class MacLibrary:
    """A C library with macOS' call and without Linux'."""

    def __init__(self, answer: int) -> None:
        self.answer, self.calls = answer, list[tuple[bytes, bytes, int]]()

    def renamex_np(self, one: bytes, other: bytes, flags: int) -> int:
        self.calls.append((one, other, flags))
        return self.answer


def test_exchange_asks_macos_for_a_swap(monkeypatch: pytest.MonkeyPatch) -> None:
    library = MacLibrary(0)
    monkeypatch.setattr("ctypes.CDLL", lambda *_, **__: library)
    assert staging.exchange(Path("one"), Path("other"))
    assert library.calls == [(b"one", b"other", 2)]


def test_exchange_is_declined_where_the_disk_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.CDLL", lambda *_, **__: MacLibrary(-1))
    monkeypatch.setattr("ctypes.get_errno", lambda: errno.ENOTSUP)
    assert not staging.exchange(Path("one"), Path("other"))


def test_exchange_is_declined_without_such_a_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.CDLL", lambda *_, **__: object())
    assert not staging.exchange(Path("one"), Path("other"))


def test_exchange_is_declined_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert not staging.exchange(Path("one"), Path("other"))


def test_a_file_named_site_is_refused(project: Project) -> None:
    project.site.write_text("mine", encoding="utf-8")
    assert publish(project, "new") == ["site-not-ours"]
    assert project.site.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_we_did_not_make_is_refused(project: Project) -> None:
    project.site.mkdir()
    (project.site / "homework.txt").write_text("mine", encoding="utf-8")
    assert publish(project, "new") == ["site-not-ours"]
    assert [path.name for path in project.site.iterdir()] == ["homework.txt"]


def test_a_folder_that_cannot_be_read_is_a_problem(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.site.mkdir()

    def refuse(path: Path) -> Iterator[Path]:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert [problem.code for problem in staging.check_site(project)] == ["folder-readonly"]


def test_an_empty_folder_is_taken(project: Project) -> None:
    project.site.mkdir()
    assert publish(project, "new") == []
    assert versions(project.site) == {"new"}


def test_a_link_named_site_is_refused(project: Project) -> None:
    (project.root / "elsewhere").mkdir()
    project.site.symlink_to(project.root / "elsewhere")
    assert publish(project, "new") == ["site-not-ours"]
    assert project.site.is_symlink()


def in_use(*_: object) -> None:
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = 32  # type: ignore[attr-defined] # Windows has it
    raise error


def test_a_site_in_use_stays_and_the_cure_is_told(
    project: Project, monkeypatch: pytest.MonkeyPatch, no_exchange: None
) -> None:
    publish(project, "old")
    monkeypatch.setattr(disk, "PAUSES", (0, 0))
    rename = os.rename

    def refuse_site(source: Path, target: Path) -> None:
        rename(source, target) if source != project.site else in_use()

    monkeypatch.setattr("os.rename", refuse_site)
    with staging.staged(project) as folder:
        fill(folder, "new")
        [problem] = staging.swap(project, folder)
    assert problem.code == "site-in-use"
    assert problem.where.file == "site"
    assert "关掉" in problem.hint
    assert versions(project.site) == {"old"}
    assert leftovers(project) == []


def test_the_old_site_comes_back_when_the_new_one_cannot_be_put_in_place(
    project: Project, monkeypatch: pytest.MonkeyPatch, no_exchange: None
) -> None:
    publish(project, "old")
    rename = os.rename

    def refuse_ready(source: Path, target: Path) -> None:
        if target == project.site and source.name.startswith("ready-"):
            raise OSError(errno.EIO, "broken")
        rename(source, target)

    monkeypatch.setattr("os.rename", refuse_ready)
    assert publish(project, "new") == ["write-failed"]
    assert versions(project.site) == {"old"}
    assert leftovers(project) == []


def test_a_folder_that_cannot_be_renamed_in_recovery_is_a_problem(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.state / "ready-1").mkdir(parents=True)

    def refuse(path: Path, target: Path) -> Path:
        raise OSError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "rename", refuse)
    assert [problem.code for problem in staging.recover(project)] == ["folder-readonly"]


def test_recovery_prefers_the_new_site_to_the_old(project: Project) -> None:
    for name in ("old-1", "ready-2", "staging-3", "trash-4"):
        (project.state / name).mkdir(parents=True)
        fill(project.state / name, name)
    assert staging.recover(project) == []
    assert versions(project.site) == {"ready-2"}
    assert leftovers(project) == []


def test_recovery_brings_the_old_site_back(project: Project) -> None:
    for name in ("old-1", "staging-3", "trash-4"):
        (project.state / name).mkdir(parents=True)
        fill(project.state / name, name)
    staging.recover(project)
    assert versions(project.site) == {"old-1"}


def test_recovery_leaves_a_standing_site_alone(project: Project) -> None:
    publish(project, "standing")
    for name in ("old-1", "ready-2"):
        (project.state / name).mkdir(parents=True)
        fill(project.state / name, name)
    staging.recover(project)
    assert versions(project.site) == {"standing"}
    assert leftovers(project) == []


def test_recovery_of_a_fresh_project_does_nothing(project: Project) -> None:
    assert staging.recover(project) == []
    assert list(project.root.iterdir()) == []


# A process that publishes versions 1, 2, 3 …, and kills itself before its nth change to the disk, if told to.
PUBLISHER = """
import os, signal, sys, itertools
from pathlib import Path
from generator import staging
from generator.project import Project

exchanging, last, root = sys.argv[1] == "True", int(sys.argv[2]), Path(sys.argv[3])
calls = itertools.count(1)

def hurt(module, name):
    whole = getattr(module, name)
    def limited(*args, **options):
        if next(calls) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return whole(*args, **options)
    setattr(module, name, limited)

exchange = staging.exchange if exchanging else lambda one, other: False
staging.exchange = lambda one, other: exchange(one, other)
for module, name in ((os, "rename"), (os, "unlink"), (os, "rmdir"), (os, "mkdir"), (staging, "exchange")):
    hurt(module, name)
project = Project(root)
staging.recover(project)
print("ready", flush=True)
for version in itertools.count(int(sys.argv[4])):
    with staging.staged(project) as folder:
        for number in range(20):
            (folder / f"{number}.html").write_text(str(version), encoding="utf-8")
        assert staging.swap(project, folder) == []
    if last:
        break
"""


def start_publisher(
    project: Project, tmp_path: Path, *, exchanging: bool, last: int, version: int
) -> subprocess.Popen[bytes]:
    script = tmp_path / "publisher.py"
    script.write_text(textwrap.dedent(PUBLISHER), encoding="utf-8")
    command = [
        sys.executable,
        os.fspath(script),
        str(exchanging),
        str(last),
        os.fspath(project.root),
        str(version),
    ]
    environment = {**unmeasured(), "PYTHONPATH": os.fspath(Path(staging.__file__).parents[1])}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)


@pytest.fixture
def started(tmp_path: Path) -> Callable[..., subprocess.Popen[bytes]]:
    scripts = tmp_path / "scripts"
    scripts.mkdir()

    def start(project: Project, **options: int) -> subprocess.Popen[bytes]:
        return start_publisher(project, scripts, **options)  # type: ignore[arg-type] # its own options, passed on

    return start


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a signal of POSIX")
@BOTH_WAYS
def test_killed_before_any_change_to_the_disk_the_site_is_whole(
    tmp_path: Path, started: Callable[..., subprocess.Popen[bytes]], exchanging: bool
) -> None:
    for last in range(1, 200):
        project = Project(tmp_path / f"{last}")
        project.root.mkdir()
        for version in ("a", "b", "c", "old"):
            publish(project, version)
        process = started(project, exchanging=exchanging, last=last, version=2)
        process.communicate(timeout=60)
        if exchanging:
            assert versions(project.site) < {"old", "2"}
        staging.recover(project)
        [standing] = versions(project.site)
        assert former(project) == {"old": ["c", "b", "a"], "2": ["old", "c", "b"]}[standing]
        assert leftovers(project) == []
        shutil.rmtree(project.root)
        if process.returncode == 0:
            break
        assert process.returncode == -signal.SIGKILL
    assert last > FILES


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a signal of POSIX")
@BOTH_WAYS
def test_killed_at_any_moment_the_site_is_whole(
    tmp_path: Path, started: Callable[..., subprocess.Popen[bytes]], exchanging: bool
) -> None:
    project = Project(tmp_path / "project")
    project.root.mkdir()
    publish(project, "0")
    for round_number in range(15):
        process = started(project, exchanging=exchanging, last=0, version=round_number * 10_000)
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.003 * (round_number + 1))
        process.kill()
        process.communicate()
        if exchanging:
            assert len(versions(project.site)) == 1
        staging.recover(project)
        assert len(versions(project.site)) == 1
        assert leftovers(project) == []
