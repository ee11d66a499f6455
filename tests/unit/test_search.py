"""What of a built page can be found, and in which form Pagefind is given it."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from generator import pagefind, search
from generator.problems import ERROR, NOTE
from generator.project import Project
from generator.search import Entry, entry_html, page_entries, parted

PAGE = """<html lang="zh"><head><title>名字 - 站</title></head><body>
<header>页眉</header><nav class="crumbs">面包屑</nav>
<main><article><p class="eyebrow">某校</p><h1 id="a">党员<b>新长征</b><a class="headerlink" href="#a">¶</a></h1>
<p>第一段，<em>有</em> 重点。</p><ul><li>甲<br>乙</li><li>丙</li></ul>
<nav>本页内容</nav><svg><title>图</title></svg><p hidden>看不见</p><p data-pagefind-ignore>不找</p>
<span aria-hidden="true">装饰</span><p class="origin">数据文件：data/x.yml</p><p class="turn turn--1">下一个</p>
{more}</article></main><footer>页脚</footer></body></html>"""

WALL = """<table><thead><tr><th>级别</th><th>荣誉</th><th>时间</th><th>单位</th><th>来源</th></tr></thead><tbody>
<tr><td>省级</td><td id="honor-7">文明<b>学校</b>（一等奖） <em>待核实</em></td><td>待补</td>
<td><a href="../schools/yi/">一中</a>、<a href="../regions/xian/">某县</a>、<a href="../brands/2345/">品牌</a></td>
<td><a href="#source-1">[1]</a></td></tr></tbody></table>"""


def entries(more: str = "", uri: str = "x/index.html", **front: object) -> list[Entry]:
    return list(page_entries(uri, PAGE.replace("{more}", more).encode(), front))


def test_only_a_pages_own_text_is_found_in_it_block_by_block() -> None:
    (entry,) = entries(kind="品牌", units=["某校"])
    assert entry == Entry(
        "x/", "党员新长征", "品牌", ("某校",), ("某校", "第一段，有 重点。", "甲", "乙", "丙")
    )


def test_the_part_that_the_theme_marks_is_the_text() -> None:
    (entry,) = entries("<div data-pagefind-body><h1>题</h1><p>文</p></div>")
    assert (entry.title, entry.texts) == ("题", ("文",))


def test_a_page_without_a_main_part_is_left_out() -> None:
    assert list(page_entries("x.html", b"<html><body><p>text</p></body></html>", {})) == []


def test_a_page_without_a_heading_has_the_title_of_its_window() -> None:
    page = "<html><head><title>名字</title></head><body><main><p>文</p></main></body></html>"
    (entry,) = page_entries("x.html", page.encode(), {})
    assert (entry.url, entry.title) == ("x.html", "名字")


@pytest.mark.parametrize(
    ("uri", "front", "kind"),
    [
        ("guides/a/index.html", {}, "指南"),
        ("about/index.html", {}, "关于"),
        ("guides/a/index.html", {"kind": "活动"}, "活动"),
        ("other/index.html", {"kind": ["no", "text"]}, "网页"),
    ],
)
def test_a_page_that_a_person_wrote_has_the_kind_of_its_folder(
    uri: str, front: dict[str, Any], kind: str
) -> None:
    assert next(page_entries(uri, PAGE.encode(), front)).kind == kind


def test_an_honour_is_found_by_itself_and_not_in_the_wall_again() -> None:
    honour, wall = entries(WALL, uri="honors/index.html", kind="栏目")
    said = ("待核实", "省级", "一中、某县、品牌")
    assert honour == Entry("honors/#honor-7", "文明学校（一等奖）", "荣誉", ("一中", "某县"), said)
    assert "省级" not in wall.texts
    assert wall.texts[-5:] == ("级别", "荣誉", "时间", "单位", "来源")


def test_every_letter_digit_and_character_is_a_word_and_all_else_clings_to_one() -> None:
    assert parted("“三会一课”，2345 Aé") == "“ 三 会 一 课”， 2 3 4 5␣ A é"


def test_full_width_letters_and_digits_are_the_narrow_ones_and_punctuation_stays() -> None:
    assert parted("２３Ａ（！）") == "2 3 A（！）"


@given(st.text())
def test_no_text_is_taken_for_the_signs_of_ours(text: str) -> None:
    shown = parted(text)
    assert search.BREAK not in shown
    assert [sign for sign in shown if sign.isalnum()] == [
        sign for sign in text.translate(search.HALF_WIDTH) if sign.isalnum()
    ]
    assert all(len([sign for sign in word if sign.isalnum()]) <= 1 for word in shown.split())


def test_names_with_every_dangerous_sign_reach_pagefind_as_they_are() -> None:
    name = """<b>"'&amp;{}</b>"""
    page = html.document_fromstring(entry_html(Entry("x/", name, "品牌", (f"{name}校",), (name,))))
    assert page.xpath("//*[@data-pagefind-meta='title[content]']/@content") == [name]
    assert page.xpath("//*[@data-pagefind-meta='unit[content]']/@content") == [f"{name}校"]
    assert page.xpath("//p//*") == []


def test_a_schools_own_page_does_not_say_again_whose_it_is() -> None:
    page = html.document_fromstring(entry_html(Entry("x/", "一中", "学校", ("一中",), ())))
    assert page.xpath("//*[@data-pagefind-meta='unit[content]']/@content") == [""]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("---\nkind: 品牌\nunits:\n  - 一中\n---\n# 题\n", {"kind": "品牌", "units": ["一中"]}),
        ("# 题\n\n---\nkind: 品牌\n---\n", {}),
        ("---\nkind: [\n---\n", {}),
        ("---\n- a\n---\n", {}),
        ("---\nkind: 品牌\n", {}),
    ],
)
def test_front_matter_is_read_as_far_as_it_can_be(
    text: str, values: dict[str, object], tmp_path: Path
) -> None:
    project = Project(tmp_path)
    (project.content / "a").mkdir(parents=True)
    (project.content / "a" / "index.md").write_text(text, encoding="utf-8", newline="\n")
    assert search.front_matter(project, "a/index.html") == values


def test_a_page_without_markdown_has_no_front_matter(tmp_path: Path) -> None:
    assert search.front_matter(Project(tmp_path), "gone/index.html") == {}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with one built page."""
    folder = tmp_path / "built" / "x"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(PAGE.replace("{more}", ""), encoding="utf-8")
    return Project(tmp_path)


def stand_in(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """Let a shell script stand in for Pagefind's program."""
    program = folder / "pagefind"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8", newline="\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(search, "find_program", lambda: program)


posix_only = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


def test_without_pagefind_one_reminder_says_so_and_the_cure(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "find_program", lambda: None)
    (problem,) = search.index_site(project, tmp_path / "built")
    assert (problem.code, problem.severity) == ("search-missing", NOTE)
    assert "make site" in problem.hint
    assert not (tmp_path / "built" / "pagefind").exists()


@posix_only
def test_a_pagefind_that_fails_leaves_the_last_index_and_is_quoted(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = tmp_path / "built" / "pagefind"
    index.mkdir()
    (index / search.ENTRY).write_text("old", encoding="utf-8")
    stand_in(monkeypatch, tmp_path, "mkdir index; echo one >&2; echo 'no luck' >&2; exit 3")
    (problem,) = search.index_site(project, tmp_path / "built")
    assert (problem.code, problem.severity) == ("search-failed", NOTE)
    assert "no luck" in problem.message
    assert [path.name for path in index.iterdir()] == [search.ENTRY]


@posix_only
@pytest.mark.parametrize(("script", "said"), [("exit 0", "0"), ("exit 7", "7")])
def test_a_pagefind_that_makes_nothing_has_failed(
    script: str, said: str, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, tmp_path, script)
    (problem,) = search.index_site(project, tmp_path / "built")
    assert f"退出码 {said}" in problem.message


@posix_only
def test_a_program_that_cannot_be_started_has_failed(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, tmp_path, "exit 0")
    (tmp_path / "pagefind").chmod(0o644)
    (problem,) = search.index_site(project, tmp_path / "built")
    assert problem.code == "search-failed"


@posix_only
def test_a_disk_that_fills_up_stops_publishing(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, tmp_path, "echo 'No space left on device (os error 28)' >&2; exit 1")
    (problem,) = search.index_site(project, tmp_path / "built")
    assert (problem.code, problem.severity) == ("disk-full", ERROR)
    assert not (tmp_path / "built" / "pagefind").exists()


@posix_only
def test_a_pagefind_that_does_not_end_is_ended(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "PATIENCE", 0)
    stand_in(monkeypatch, tmp_path, "exec sleep 600")
    (problem,) = search.index_site(project, tmp_path / "built")
    assert problem.code == "search-failed"


@posix_only
def test_work_that_is_no_longer_wanted_ends_without_a_word(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, tmp_path, f"touch '{tmp_path}/began'; exec sleep 600")
    assert search.index_site(project, tmp_path / "built", (tmp_path / "began").exists) == []
    assert not (tmp_path / "built" / "pagefind").exists()


def test_a_system_that_refuses_is_a_problem_and_a_bug_is_raised(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "find_program", lambda: tmp_path / "pagefind")
    for number, code in ((errno.EACCES, "folder-readonly"), (errno.EBADF, None)):

        def refuse(*_: object, number: int = number) -> None:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(search, "_write_entries", refuse)
        if code is None:
            with pytest.raises(OSError, match="Bad file descriptor"):
                search.index_site(project, tmp_path / "built")
        else:
            assert [problem.code for problem in search.index_site(project, tmp_path / "built")] == [code]


def make_index(folder: Path, text: str, *files: str) -> Path:
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_new_index_takes_the_place_of_the_old_with_no_more_than_is_used(tmp_path: Path) -> None:
    used = {
        "fragment/b",
        "index/b",
        search.CATALOGUE,
        "zh.pf_meta",
        "pagefind.js",
        "wasm.unknown.pagefind",
        search.ENTRY,
    }
    made = make_index(tmp_path / "made", "new", *used, "pagefind-ui.js", "pagefind-worker.js")
    index = make_index(tmp_path / "index", "old", "fragment/a", "index/b", search.ENTRY)
    search.install(made, index, lambda: False)
    assert names(index) == used
    assert {(index / name).read_text(encoding="utf-8") for name in used} == {"new"}


def test_an_index_that_is_half_brought_in_is_still_the_old_one(tmp_path: Path) -> None:
    made = make_index(tmp_path / "made", "new", "fragment/b", "index/b", search.ENTRY)
    index = make_index(tmp_path / "index", "old", "fragment/a", search.ENTRY)
    answers = iter([False, False, True])
    search.install(made, index, lambda: next(answers))
    assert (index / search.ENTRY).read_text(encoding="utf-8") == "old"
    assert names(index) == {"fragment/a", "fragment/b", "index/b", search.ENTRY}


@pytest.mark.parametrize("system", ["linux", "win32"])
def test_the_program_is_found_in_its_package(
    system: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "pagefind_there"
    package.mkdir()
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(pagefind, "PACKAGE", "pagefind_there")
    monkeypatch.setattr(sys, "platform", system)
    assert pagefind.find_program() is None
    program = package / ("pagefind.exe" if system == "win32" else "pagefind")
    program.touch()
    assert pagefind.find_program() == program
    monkeypatch.setattr(pagefind, "PACKAGE", "pagefind_nowhere")
    assert pagefind.find_program() is None
