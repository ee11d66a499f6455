"""No name and no link leads out of its folder: each hostile one at each place where a name comes in."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
from pathlib import Path
from unicodedata import normalize

import pytest

from generator import cli
from generator.build import Generator
from generator.inside import leads_out, links_out, name_fault
from generator.output import write_pages
from generator.problems import ERROR, Problem
from generator.project import Project
from generator.schema.types import slug_fault
from generator.shield import write_server_rules
from tests.case_files import MINIMAL
from tests.example_copy import copy_example
from tests.in_memory import read_texts, yaml_text
from tests.manuscripts import brand_document
from tests.photographs import phone_photo
from tests.workbooks import book_of

NAMES = (
    "../甲",
    "../../甲",
    "..",
    ".",
    "a/../../甲",
    "..\\甲",
    "a\\..\\..\\甲",
    "/etc/passwd",
    "/var/甲",
    "C:\\甲",
    "c:甲",
    "\\\\server\\share\\甲",
    "//server/share/甲",
    "\\\\?\\C:\\甲",
    "file:///etc/passwd",
    "~/甲",
    "CON",
    "con",
    "NUL",
    "Aux",
    "com1",
    "COM¹",
    "LPT9",
    "con.yml",
    "nul.tar",
    "甲.",
    "甲 .",
    "甲\x00乙",
    "甲\n乙",
    "a:b",
    "a|b",
    "a*b",
    'a"b',
    "<a>",
    "%2e%2e%2f甲",
    "..%2f甲",
    "．．／甲",
    "‥/甲",
    "甲" * 90,
    "a" * 256,
    "-rf",
    "--help",
    ".htaccess",
    "index",
    "404",
    "",
    " ",
)
CLEAN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
HONOR = (["荣誉名称", "级别", "时间"], ["文明校园", "省级", "2021"])
symlinks = pytest.mark.skipif(os.name != "posix", reason="a link needs a permission on Windows")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a project two folders deep, with the current folder in it and nobody at the keyboard."""
    root = tmp_path / "outer" / "project"
    shutil.copytree(MINIMAL / "data", root / "data")
    (root / "mkdocs.yml").write_text("site_name: 示例\n", encoding="utf-8")
    (root / "荣誉.xlsx").write_bytes(book_of(HONOR))
    document = io.BytesIO()
    brand_document().save(document)
    (root / "材料.docx").write_bytes(document.getvalue())
    monkeypatch.chdir(root)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    return Project(root)


def everything(top: Path) -> set[str]:
    """Return every file below a folder."""
    return {path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file()}


def codes(problems: tuple[Problem, ...] | list[Problem]) -> list[str]:
    return [problem.code for problem in problems if problem.severity is ERROR]


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_one_of_data_media_or_none(name: str) -> None:
    photo = {"文件": name, "替代文本": "图"}
    text = yaml_text({"名称": "“甲”品牌", "照片": [photo], "标识": name})
    read = read_texts({"brands/example.yml": text}, ["好.jpg"])

    wanted = {"path-wrong", "image-missing", "control-character", "file-empty", "value-empty", "required"}
    found = {problem.code for problem in read.problems if problem.severity is ERROR}
    assert found & wanted or not name.strip(), read.problems


@pytest.mark.parametrize("name", NAMES)
def test_an_address_is_small_latin_letters_or_refused(name: str) -> None:
    read = read_texts({"brands/example.yml": yaml_text({"名称": "“甲”品牌", "网址名": name})})
    pages = read.pages if read.showcase else {}

    assert slug_fault(name) or CLEAN.fullmatch(name)
    assert all(re.fullmatch(r"[a-z0-9/-]+(\.md|\.xml)", uri) for uri in pages)
    assert pages or {"slug-wrong", "control-character"} & set(read.codes) or not name.strip()


@pytest.mark.parametrize("name", [name for name in NAMES if "/" not in name and "\x00" not in name])
def test_a_file_gets_an_address_of_its_own_folder_or_is_refused(project: Project, name: str) -> None:
    folder = project.data / "brands"
    folder.mkdir(exist_ok=True)
    try:
        (folder / f"{name}.yml").write_text("名称: “甲”品牌\n", encoding="utf-8")
    except OSError:
        pytest.skip("this system does not store such a name")
    outcome = Generator(project).generate()

    assert all(CLEAN.fullmatch(Path(uri).stem) for uri in outcome.written)
    assert everything(project.root.parent) == {f"project/{file}" for file in everything(project.root)}
    assert outcome.written or set(codes(outcome.problems)) & {"slug-wrong", "file-unreadable"}


@pytest.mark.parametrize(
    "command",
    [
        ["new", "品牌", "--名称", "“甲”品牌", "--不问", "--文件名", "{}"],
        ["new", "荣誉", "--名称", "甲", "--级别", "省级", "--不问", "--文件名", "{}"],
        ["new", "学校", "--名称", "{}", "--不问"],
        ["import", "荣誉.xlsx", "--学校", "无", "--是", "--文件", "{}"],
        ["import", "材料.docx", "--类型", "品牌", "--文件名", "{}"],
        ["import", "材料.docx", "--类型", "品牌", "--学校", "{}"],
    ],
    ids=lambda command: " ".join(command)[:30],
)
@pytest.mark.parametrize("name", NAMES)
def test_no_command_writes_elsewhere_than_into_the_data(
    project: Project, command: list[str], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    top = project.root.parents[1]
    before = everything(top)
    words = [word.format(name) for word in command]
    code = cli.run([words[0], *words[1:]])
    made = everything(top) - before - {"outer/project/.showcase/data.lock"}

    assert code in {0, 1, 2}
    assert "Traceback" not in capsys.readouterr().err
    assert all(file.startswith("outer/project/data/") for file in made), made
    assert [file for file in made if name_fault(Path(file).name)] == []


@pytest.mark.parametrize(
    "name", ["CON", "nul.xlsx", "com1.xlsx", "甲?.xlsx", "甲" * 90, "a" * 300, "甲.\x01"]
)
def test_an_export_is_refused_a_name_that_some_system_swallows(
    project: Project, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(project.root)

    assert cli.run(["export", "--模板", name]) == 2
    assert "换一个名字" in capsys.readouterr().err
    assert everything(project.root) == before


@pytest.mark.parametrize(
    "name", ["荣誉.yml", "2021 年.yml", "console.yml", "com.yml", "nulls", "a" * 255, "甲" * 85]
)
def test_a_plain_name_has_no_fault(name: str) -> None:
    assert name_fault(name) == ""


@symlinks
@pytest.mark.parametrize(
    ("place", "secret"),
    [
        ("data/brands/secret.yml", "file"),
        ("data/activities/secret", "folder"),
        ("data/media/secret.jpg", "file"),
        ("data/media", "folder"),
        ("data/media/deep/down.jpg", "file"),
        ("data/honors", "folder"),
        ("data", "folder"),
    ],
)
def test_a_link_out_of_the_data_is_not_followed(project: Project, place: str, secret: str) -> None:
    elsewhere = project.root.parent / "elsewhere"
    (elsewhere / "folder").mkdir(parents=True)
    (elsewhere / "file").write_text("名称: 外面的秘密\n", encoding="utf-8")
    (elsewhere / "folder" / "site.yml").write_text("名称: 外面的秘密\n", encoding="utf-8")
    path = project.root / place
    if path.is_dir():
        shutil.rmtree(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(elsewhere / secret)
    showcase, problems = Generator(project).check()

    assert showcase is None
    assert [(p.code, p.where.file) for p in problems if p.code == "file-outside"] == [("file-outside", place)]
    assert "外面的秘密" not in "".join(problem.where.excerpt for problem in problems)


@symlinks
@pytest.mark.parametrize(
    "place", ["content", "content/brands", "content/guides/secret.md", "overrides/generated"]
)
def test_nothing_is_read_or_written_through_a_link_out_of_the_project(project: Project, place: str) -> None:
    elsewhere = project.root.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept.md").write_text("外面的秘密\n", encoding="utf-8")
    path = project.root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(elsewhere if not place.endswith(".md") else elsewhere / "kept.md")
    outcome = Generator(project).generate()

    assert [(p.code, p.where.file) for p in outcome.problems if p.severity is ERROR] == [
        ("file-outside", place)
    ]
    assert outcome.written == ()
    assert everything(elsewhere) == {"kept.md"}


@symlinks
@pytest.mark.parametrize(
    ("place", "command"),
    [
        ("data/brands", ["new", "品牌", "--名称", "“甲”品牌", "--不问"]),
        ("data/honors", ["import", "荣誉.xlsx", "--学校", "无", "--是"]),
        ("data/brands", ["import", "材料.docx", "--类型", "品牌"]),
        ("data/schema", ["schema"]),
    ],
)
def test_no_command_writes_through_a_link_out_of_the_project(
    project: Project, place: str, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = project.root.parent / "elsewhere"
    elsewhere.mkdir()
    shutil.rmtree(project.root / place, ignore_errors=True)
    (project.root / place).symlink_to(elsewhere)

    assert cli.run(command) == 1
    assert "file-outside" in capsys.readouterr().out
    assert everything(elsewhere) == set()


@symlinks
def test_server_rules_are_not_written_through_a_link(project: Project) -> None:
    elsewhere = project.root.parent / "elsewhere"
    elsewhere.mkdir()
    (project.root / "deploy").symlink_to(elsewhere)

    assert codes(write_server_rules(project, project.root)) == ["file-outside"]
    assert everything(elsewhere) == set()


@symlinks
def test_links_that_stay_inside_or_lead_to_nothing_are_let_be(project: Project) -> None:
    (project.data / "brands").mkdir(exist_ok=True)
    (project.data / "brands/real.yml").write_text("名称: “甲”品牌\n", encoding="utf-8")
    (project.data / "brands/link.yml").symlink_to(project.data / "brands/real.yml")
    (project.data / "brands/dead.yml").symlink_to(project.root.parent / "gone.yml")
    (project.data / "loop").symlink_to(project.data)

    assert list(links_out(project.data, project.root)) == []
    assert not leads_out(project.data / "new/file.yml", project.root)


@symlinks
def test_a_project_below_a_link_is_inside_of_itself(project: Project, tmp_path: Path) -> None:
    (tmp_path / "short").symlink_to(project.root)

    assert codes(Generator(Project(tmp_path / "short")).check()[1]) == []


def test_two_files_with_one_name_to_the_eye_are_told_apart(project: Project) -> None:
    media = project.data / "media"
    media.mkdir(exist_ok=True)
    for form in ("NFC", "NFD"):
        (media / normalize(form, "café.jpg")).write_bytes(phone_photo(20, 20))
    if len(everything(media)) == 1:
        pytest.skip("this system knows one of them only")

    assert codes(Generator(project).check()[1]) == ["photo-twice"]


def test_two_records_that_differ_in_case_or_form_share_no_address(project: Project) -> None:
    brands = project.data / "brands"
    brands.mkdir(exist_ok=True)
    for name in ("Café", normalize("NFD", "Café"), "CAFÉ"):
        (brands / f"{name}.yml").write_text(f"名称: “{name}”品牌\n", encoding="utf-8")
    count = len(everything(brands))

    assert codes(Generator(project).check()[1]).count("slug-duplicate") == count - 1


def test_no_page_is_written_outside_of_the_content(project: Project) -> None:
    copy_example(Project(project.root / "example"))
    from generator.render import Page

    for uri in ("../a.md", "/a.md", "a/../../b.md", "C:/a.md", "a\\..\\b.md", "a//b.md", "./a.md"):
        with pytest.raises(ValueError, match="not a page"):
            write_pages(project, [Page(uri, "", "data/site.yml")])
