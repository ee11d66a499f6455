"""Pages that people wrote by hand are read as well: text, pictures, names of files; each told at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from generator.build import Generator
from generator.gate.pages import PageCache, check_pages
from generator.gate.telling import Finding
from generator.problems import Problem
from generator.project import Project
from tests.case_files import MINIMAL


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "content").mkdir()
    return Project(tmp_path)


def put(project: Project, name: str, text: str) -> None:
    """Write a file below content/."""
    path = project.content / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def found(project: Project) -> list[Finding]:
    """Return what is found in all files below content/."""
    return check_pages(project, (), PageCache())


def codes(project: Project) -> list[str]:
    return [finding.problem.code for finding in found(project)]


def only(project: Project) -> Problem:
    (finding,) = found(project)
    return finding.problem


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_place_is_the_line_and_the_characters(project: Project, newline: str) -> None:
    put(project, "a.md", newline.join(["# 标题", "", "请打 **138** 1234 5678 报名"]))
    where = only(project).where

    assert (where.file, where.line, where.column) == ("content/a.md", 3, 6)
    assert where.excerpt[where.column - 1 :][: where.length] == "138** 1234 5678"
    assert where.shown == "请打 ******* **** **** 报名"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("---\ntitle: 学生张小明的故事\n---\n", "minor-named"),
        ("为身患\n白血病的学生张小明捐款\n", "minor-named"),
        ("| 姓名 | 班级 |\n| --- | --- |\n| 王小明 | 七（2）班 |\n", "minor-named"),
        ('<p title="电话13812345678">联系</p>\n', "private-phone"),
        ("<!-- 家长电话 13812345678 -->\n", "private-phone"),
        ("[打电话](tel:13812345678)\n", "private-phone"),
        ("## 三、存在的问题\n", "report-internal"),
        ("捐款**元\n", "placeholder-text"),
        ("![党徽](../images/danghui.png)\n", "emblem-as-mark"),
        ('<img src="党旗.svg" alt="">\n', "emblem-as-mark"),
        ("![全县行政区划图](a.png)\n", "map-unapproved"),
        ("![](map-of-county.png)\n", "map-unapproved"),
        ("# 工作成果\n\n帮扶 560 余人次，捐款 7.7 万元。\n", "figure-unsourced"),
        ("學校黨總支組織學習\n", "text-traditional"),
    ],
)
def test_it_is_found_wherever_it_stands_in_a_page(project: Project, text: str, code: str) -> None:
    put(project, "guides/a.md", text)

    assert codes(project) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "**党员**先锋岗，*重点*\n\n---\n\n* * *\n",
        "空格&nbsp;和&mdash;在网页里是正常的符号\n",
        "# 工作成果\n\n帮扶 560 余人次。\n\n> 来源：校内统计\n",
        "# 怎么数\n\n帮扶 560 余人次。\n",
        "![全县行政区划图，审图号：GS（2024）0650 号](a.png)\n",
        "![全县地图](a.png)\n\n审图号：GS（2024）0650 号\n",
        "![党员佩戴党徽上课](photo.png)\n",
        "[公众号](https://example.org/s/13812345678)\n",
    ],
)
def test_what_is_usual_in_a_page_passes(project: Project, text: str) -> None:
    put(project, "a.md", text)

    assert codes(project) == []


def test_name_of_any_file_is_read(project: Project) -> None:
    put(project, "images/学生张小明.svg", "<svg/>")
    put(project, "王建国老师.md", "")

    assert [(p.problem.code, p.problem.where.file) for p in found(project)] == [
        ("minor-photo-name", "content/images/学生张小明.svg")
    ]


def photo(path: Path, *, located: bool) -> None:
    """Write a picture, with the coordinates of where it was taken or without."""
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    if located:
        exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 0.0, 0.0), 3: "E", 4: (110.0, 0.0, 0.0)})
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (8, 8)).save(path, exif=exif)


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "images/b.jpeg"])
def test_picture_that_tells_where_it_was_taken_is_stopped(project: Project, name: str) -> None:
    photo(project.content / name, located=True)

    assert only(project).code == "photo-location"
    assert "data/media/" in only(project).hint


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_picture_without_a_place_passes(project: Project, name: str) -> None:
    photo(project.content / name, located=False)

    assert codes(project) == []


def test_picture_that_is_none_passes(project: Project) -> None:
    (project.content / "a.jpg").write_bytes(b"\xff\xd8\xff\xe1\x00\x10Exif\0\0broken")
    (project.content / "b.png").write_bytes(b"")

    assert codes(project) == []


def test_generated_pages_are_left_to_the_data(project: Project) -> None:
    put(project, "a.md", "13812345678\n")

    assert check_pages(project, {"a.md"}, PageCache()) == []


def test_page_is_read_again_only_when_it_changed(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = PageCache()
    put(project, "a.md", "13812345678\n")
    first = check_pages(project, (), cache)
    monkeypatch.setattr("generator.gate.pages._check_file", lambda *_: ())

    assert check_pages(project, (), cache) == first
    put(project, "a.md", "138123456789\n")
    assert check_pages(project, (), cache) == []


def test_page_stops_publishing_until_it_is_waived(tmp_path: Path) -> None:
    project = Project(tmp_path)
    for path in MINIMAL.rglob("*.yml"):
        target = tmp_path / path.relative_to(MINIMAL)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    put(project, "guides/a.md", "值班手机 13812345678\n")
    (before,) = Generator(project).check()[1]
    waiver = "- 代码: private-phone\n  文件: content/guides/a.md\n  内容: '5678'\n  理由: 公开的值班电话\n  批准人: 书记\n  日期: 2024-6-3\n"
    (project.data / "waivers.yml").write_text(waiver, encoding="utf-8")

    assert (before.code, before.where.file) == ("private-phone", "content/guides/a.md")
    assert Generator(project).check()[1] == ()
