"""What lies under data/ is read, remembered while it does not change, and named when it cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator import load
from generator.load import FileCache, Loaded, load_data, load_handwritten
from generator.project import Project

SCHOOL = "名称: 示例学校\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project with a site file and one school."""
    write(tmp_path / "data/site.yml", "名称: 示例\n")
    write(tmp_path / "data/schools/example.yml", SCHOOL)
    return Project(tmp_path)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def loaded(project: Project) -> Loaded:
    return load_data(project, FileCache())


def codes(project: Project) -> list[tuple[str, str]]:
    return [(problem.code, problem.where.file) for problem in loaded(project).problems]


def test_records_come_in_the_order_of_their_files(project: Project) -> None:
    write(project.data / "brands/b.yml", "名称: 乙\n")
    write(project.data / "brands/a.yml", "名称: 甲\n")

    files = [record.file for record in loaded(project).records]
    assert files == ["data/brands/a.yml", "data/brands/b.yml", "data/schools/example.yml", "data/site.yml"]


def test_activities_may_stand_in_folders_of_any_depth(project: Project) -> None:
    write(project.data / "activities/2024/06/a.yml", "标题: 走进社区\n")

    assert "data/activities/2024/06/a.yml" in [record.file for record in loaded(project).records]


def test_a_list_file_gives_a_record_per_entry(project: Project) -> None:
    write(project.data / "honors/all.yml", "- 名称: 甲\n- 名称: 乙\n")

    names = [record.entity.name for record in loaded(project).records if record.file.endswith("all.yml")]
    assert names == ["甲", "乙"]


def test_an_unchanged_file_is_not_read_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = FileCache()
    first = load_data(project, cache).records
    write(project.data / "schools/other.yml", "名称: 另一所\n")
    reads: list[str] = []
    original = load.__dict__["read_document"]

    def counted(path: Path, file: str, keys: frozenset[str]) -> object:
        reads.append(file)
        return original(path, file, keys)

    monkeypatch.setattr(load, "read_document", counted)
    second = load_data(project, cache).records

    assert reads == ["data/schools/other.yml"]
    assert {id(record) for record in first} <= {id(record) for record in second}


def test_a_changed_file_of_equal_size_is_read_again(project: Project) -> None:
    cache = FileCache()
    load_data(project, cache)
    path = project.data / "schools/example.yml"
    write(path, SCHOOL.replace("示例", "实例"))
    os.utime(path, ns=(1, 1))

    assert "实例学校" in [record.entity.name for record in load_data(project, cache).records]


def test_a_deleted_file_is_forgotten(project: Project) -> None:
    cache = FileCache()
    load_data(project, cache)
    (project.data / "schools/example.yml").unlink()

    assert [record.file for record in load_data(project, cache).records] == ["data/site.yml"]
    assert len(cache.known) == 1


def test_a_file_saved_as_text_is_named_with_the_cure(project: Project) -> None:
    write(project.data / "brands/a.yml.txt", "名称: 甲\n")

    problem = next(problem for problem in loaded(project).problems)
    assert (problem.code, problem.where.file) == ("file-ignored", "data/brands/a.yml.txt")
    assert "a.yml" in problem.hint


def test_a_misspelt_folder_is_named_with_the_nearest_one(project: Project) -> None:
    write(project.data / "brand/a.yml", "名称: 甲\n")

    problem = next(problem for problem in loaded(project).problems)
    assert (problem.code, problem.where.file) == ("file-ignored", "data/brand")
    assert "data/brands" in problem.hint


@pytest.mark.parametrize("name", [".DS_Store", "~$a.yml", "a.yml~", ".a.yml.swp", "Thumbs.db", "_draft.yml"])
def test_what_programs_leave_behind_is_passed_over(project: Project, name: str) -> None:
    write(project.data / "brands" / name, "名称: 甲\n")

    assert codes(project) == []


def test_a_folder_called_like_a_file_is_a_problem(project: Project) -> None:
    (project.data / "brands/x.yml").mkdir(parents=True)

    assert codes(project) == [("file-not-regular", "data/brands/x.yml")]


def test_upper_case_endings_are_read(project: Project) -> None:
    write(project.data / "brands/A.YML", "名称: 甲\n")

    assert "data/brands/A.YML" in [record.file for record in loaded(project).records]


def test_media_are_listed_with_their_folders(project: Project) -> None:
    write(project.data / "media/2024/一.jpg", "")

    assert loaded(project).media == {"2024/一.jpg": project.data / "media/2024/一.jpg"}


def test_a_file_with_an_error_marks_its_kind_as_unread(project: Project) -> None:
    write(project.data / "brands/a.yml", "名称：甲\n")

    assert {kind.place for kind in loaded(project).unread} == {"brands"}


def test_a_folder_that_cannot_be_opened_is_a_problem(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "schools":
            raise PermissionError(13, "denied")
        return original(path)

    monkeypatch.setattr(os, "scandir", refuse)

    assert codes(project) == [("file-unreadable", "data/schools")]


def test_handwritten_pages_leave_out_ours_and_take_their_titles(project: Project) -> None:
    write(project.content / "brands/a.md", "# 生成的\n")
    write(project.content / "guides/b.md", "---\ntitle: 前言里的标题\n---\n# 别的\n")
    write(project.content / "guides/c.md", "正文\n\n# 正文里的标题\n")
    write(project.content / "guides/d.md", "没有标题\n")

    links = load_handwritten(project, {"brands/a.md"})
    assert [(link.name, link.uri) for link in links] == [
        ("前言里的标题", "guides/b.md"),
        ("正文里的标题", "guides/c.md"),
        ("d", "guides/d.md"),
    ]


def test_media_names_are_whole_letters_however_the_disk_keeps_them(project: Project) -> None:
    write(project.data / "media" / "cafe\u0301.jpg", "")

    assert loaded(project).media.keys() == {"caf\u00e9.jpg"}
