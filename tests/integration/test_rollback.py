"""`showcase rollback` and `showcase verify` as staff use them: what they show, ask, change and find."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest

from generator import cli, disk, editions, staging, sums
from generator.project import Project
from generator.publish import publish
from tests.integration.small_project import announce_plugin_here, edit, make_project
from tests.integration.test_cli import english_words
from tests.integration.test_fix import Person


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    announce_plugin_here(monkeypatch)
    root = tmp_path / "project"
    root.mkdir()
    monkeypatch.chdir(root)
    return make_project(root)


def put_site(project: Project, version: str) -> None:
    """Publish a site of two pages, without the long way to one."""
    with staging.staged(project) as folder:
        (folder / "index.html").write_text(version, encoding="utf-8")
        (folder / "a.html").write_text("same", encoding="utf-8")
        assert staging.swap(project, folder) == []


def standing(project: Project) -> str:
    return (project.site / "index.html").read_text(encoding="utf-8")


def kept(project: Project) -> list[str]:
    return [(edition.folder / "index.html").read_text(encoding="utf-8") for edition in editions.kept(project)]


def test_a_published_site_carries_its_list_and_is_found_sound(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(project).published
    assert cli.run(["verify"]) == 0
    listed = sums.read_sums(project.site)
    assert capsys.readouterr().out == (
        f"对照发布时的清单，共 {len(listed)} 个文件。\n都和发布时一样，没有改动、缺少、多出的文件。\n"
    )
    assert {"index.html", "sitemap.xml", "brands/2345/index.html"} <= listed.keys()
    assert not {sums.NAME, editions.MARKER} & listed.keys()
    pages = "".join(path.read_text(encoding="utf-8") for path in project.site.rglob("*.html"))
    assert sums.NAME not in pages
    assert sums.NAME not in (project.site / "sitemap.xml").read_text(encoding="utf-8")


def test_the_same_data_gives_the_same_list(project: Project) -> None:
    publish(project)
    first = (project.site / sums.NAME).read_bytes()
    publish(project)
    assert (project.site / sums.NAME).read_bytes() == first
    edit(project, "新的含义")
    publish(project)
    assert (project.site / sums.NAME).read_bytes() != first


def test_a_site_that_was_changed_by_hand_is_kept_though_the_same_was_published(project: Project) -> None:
    put_site(project, "1")
    put_site(project, "1")
    assert kept(project) == []
    (project.site / "index.html").write_text("by hand", encoding="utf-8")
    put_site(project, "1")
    assert (standing(project), kept(project)) == ("1", ["by hand"])


def test_a_build_and_a_list_of_sites_count_the_same_pages(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["build"]) == 0
    edit(project, "新的含义")
    assert cli.run(["build"]) == 0
    assert cli.run(["rollback", "--只看"]) == 0
    said = capsys.readouterr().out
    assert len(set(re.findall(r"(\d+) 页", said))) == 1


def test_a_real_site_is_rolled_back_and_built_again(project: Project) -> None:
    publish(project)
    edit(project, "新的含义")
    publish(project)
    page = project.site / "brands/2345/index.html"
    assert "新的含义" in page.read_text(encoding="utf-8")
    assert cli.run(["rollback", "--yes"]) == 0
    assert "原来的含义" in page.read_text(encoding="utf-8")
    assert cli.run(["verify"]) == 0
    assert publish(project).published
    assert "新的含义" in page.read_text(encoding="utf-8")


def test_going_back_twice_goes_back_further_and_everything_is_still_there(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    for version in "abcd":
        put_site(project, version)
    assert cli.run(["rollback", "--yes"]) == 0
    told = capsys.readouterr().out
    assert standing(project) == "c"
    assert "换下来的编号 4 也留着，要换回去：showcase rollback --编号 4\n" in told
    assert cli.run(["rollback", "--是"]) == 0
    assert (standing(project), kept(project)) == ("b", ["d", "c", "a"])
    assert cli.run(["rollback", "--编号", "4", "-y"]) == 0
    assert (standing(project), kept(project)) == ("d", ["c", "b", "a"])
    assert set(english_words(told)) == {"rollback", "build"}


def test_the_list_names_date_and_pages_and_what_would_come_back(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    for version in "abc":
        put_site(project, version)
    assert cli.run(["rollback", "--只看"]) == 0
    shown = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "某时", capsys.readouterr().out)
    assert shown == (
        "现在的网站：某时 做好，2 页\n"
        "留着的网站：\n"
        "  编号 2：某时 做好，2 页  ← 换回这一份\n"
        "  编号 1：某时 做好，2 页\n"
    )
    assert standing(project) == "c"


def test_a_site_of_an_unknown_time_is_listed_too(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    put_site(project, "a")
    for broken in ("", "[1]", '{"number": "x", "made": 7}', "[" * 100_000):
        (project.site / editions.MARKER).write_text(broken, encoding="utf-8")
        edition = editions.current(project)
        assert edition
        assert (edition.number, edition.made, edition.pages) == (0, None, 2)
    (project.site / sums.NAME).unlink()
    put_site(project, "b")
    assert cli.run(["rollback", "--只看"]) == 0
    assert "不知道什么时候做好，2 页" in capsys.readouterr().out


def test_without_a_terminal_nothing_is_changed_until_told(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    for version in "ab":
        put_site(project, version)
    assert cli.run(["rollback"]) == 1
    assert standing(project) == "b"
    assert "要换就运行 showcase rollback --yes。" in capsys.readouterr().err


@pytest.mark.parametrize(("typed", "code", "after"), [("是\n", 0, "a"), ("\n", 1, "b"), ("否\n", 1, "b")])
def test_a_person_is_asked(
    project: Project, monkeypatch: pytest.MonkeyPatch, typed: str, code: int, after: str
) -> None:
    for version in "ab":
        put_site(project, version)
    monkeypatch.setattr(sys, "stdin", Person(typed))
    assert cli.run(["rollback"]) == code
    assert standing(project) == after


def test_where_nothing_is_kept_it_says_so(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    put_site(project, "a")
    assert cli.run(["rollback", "--yes"]) == 1
    assert "没有留着以前的网站" in capsys.readouterr().err
    assert standing(project) == "a"


def test_before_the_first_there_is_none(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    for version in "ab":
        put_site(project, version)
    cli.run(["rollback", "--yes"])
    assert cli.run(["rollback", "--yes"]) == 1
    assert "已经是最早的一份了。要换成别的，写上编号：showcase rollback --编号 2" in capsys.readouterr().err
    assert standing(project) == "a"


def test_a_number_that_is_not_there_is_answered_with_those_that_are(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    for version in "abc":
        put_site(project, version)
    assert cli.run(["rollback", "--编号", "9"]) == cli.USAGE
    assert "没有编号 9 的网站。留着的是：2、1。" in capsys.readouterr().err


def test_a_kept_site_that_was_tampered_with_is_not_put_back(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    for version in "ab":
        put_site(project, version)
    [edition] = editions.kept(project)
    for number in range(7):
        (edition.folder / f"{number}.html").write_text("hacked", encoding="utf-8")
    assert cli.run(["rollback", "--yes"]) == 1
    shown = capsys.readouterr()
    assert "[edition-damaged]" in shown.out
    assert "7 个文件和发布时不一样（0.html、1.html、2.html、3.html、4.html等）" in shown.out
    assert "没有换" in shown.err
    (edition.folder / sums.NAME).write_text("x", encoding="utf-8")
    assert cli.run(["rollback", "--yes"]) == 1
    assert standing(project) == "b"


def test_a_build_at_work_is_waited_out(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    for version in "ab":
        put_site(project, version)
    with disk.held_lock(project.state / staging.BUILD_LOCK):
        assert cli.run(["rollback", "--yes"]) == 1
    assert "[build-running]" in capsys.readouterr().out
    assert standing(project) == "b"


def test_a_site_that_another_command_just_put_back_is_told(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for version in "ab":
        put_site(project, version)
    [edition] = editions.kept(project)

    def meanwhile(question: str) -> bool:
        assert staging.bring_back(project, edition) == []
        return True

    monkeypatch.setattr("generator.commands.rollback.ask", meanwhile)
    monkeypatch.setattr(sys, "stdin", Person())
    assert cli.run(["rollback"]) == 1
    assert "[edition-gone]" in capsys.readouterr().out
    assert standing(project) == "a"


def test_a_site_that_cannot_be_put_in_place_stays_and_the_reason_is_told(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for version in "ab":
        put_site(project, version)

    def full(*_: object) -> bool:
        raise OSError(28, "full")

    monkeypatch.setattr(staging, "exchange", full)
    assert cli.run(["rollback", "--yes"]) == 1
    assert "[disk-full]" in capsys.readouterr().out
    assert (standing(project), kept(project)) == ("b", ["a"])


def test_verify_groups_what_is_wrong_and_bounds_it(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    put_site(project, "b")
    (project.site / "a.html").unlink()
    (project.site / "index.html").write_text("hacked", encoding="utf-8")
    for number in range(30):
        (project.site / f"{number:02}\x1b[31m.php").write_text("?", encoding="utf-8")
    assert cli.run(["verify"]) == 1
    shown = capsys.readouterr().out
    assert shown.startswith(
        "对照发布时的清单，共 2 个文件。\n改动 1 个（内容和发布时不一样）：\n  index.html\n"
    )
    assert "缺少 1 个（发布时有，现在没有）：\n  a.html\n" in shown
    assert "\x1b" not in shown
    assert shown.count(".php\n") == 20
    assert "  还有 10 个\n和发布时不一样：改动 1，缺少 1，多出 30。" in shown


def test_a_copy_is_compared_with_the_site_that_it_is_a_copy_of(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put_site(project, "a")
    copy = tmp_path / "copy"
    shutil.copytree(project.site, copy)
    put_site(project, "b")
    assert cli.run(["verify", str(copy)]) == 0
    assert "做好的网站（编号 1），共 2 个文件。" in capsys.readouterr().out
    (copy / "index.html").write_text("hacked", encoding="utf-8")
    assert cli.run(["verify", str(copy)]) == 1


def test_a_copy_whose_list_was_forged_with_it_is_found_out(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put_site(project, "a")
    put_site(project, "b")
    copy = tmp_path / "copy"
    shutil.copytree(project.site, copy)
    (copy / "shell.php").write_text("?", encoding="utf-8")
    sums.write_sums(copy, {editions.MARKER})
    assert cli.run(["verify", str(copy)]) == 1
    shown = capsys.readouterr().out
    assert "网站（site/）" in shown
    assert "多出 1 个" in shown
    (copy / sums.NAME).unlink()
    assert cli.run(["verify", str(copy)]) == 1
    assert f"缺少 1 个（发布时有，现在没有）：\n  {sums.NAME}\n" in capsys.readouterr().out


def test_a_copy_without_anything_to_compare_it_with_is_judged_by_its_own_list(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put_site(project, "a")
    copy = tmp_path / "copy"
    shutil.move(project.site, copy)
    assert cli.run(["verify", str(copy)]) == 0
    assert "清单要是也被换过，就看不出来" in capsys.readouterr().out


def test_without_a_list_or_with_a_broken_one_there_is_nothing_to_go_by(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["verify"]) == 1
    assert "[sums-missing]" in capsys.readouterr().out
    assert cli.run(["verify", str(tmp_path)]) == 1
    assert "[sums-missing]" in capsys.readouterr().out
    put_site(project, "a")
    (project.site / sums.NAME).write_text("../x", encoding="utf-8")
    assert cli.run(["verify"]) == 1
    assert "[sums-damaged]" in capsys.readouterr().out
    assert cli.run(["verify", "nowhere"]) == cli.USAGE


def test_a_disk_that_fails_while_it_is_read_is_told(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put_site(project, "a")

    def broken(*_: object, **__: object) -> None:
        raise OSError(5, "broken")

    monkeypatch.setattr(sums, "compare", broken)
    assert cli.run(["verify"]) == 1
    assert "[write-failed]" in capsys.readouterr().out
