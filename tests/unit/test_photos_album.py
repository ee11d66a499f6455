"""Each photo is developed once; what became of it is remembered, and content/ holds just what pages show."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from generator import disk
from generator.photos import Album, Camera, Developed
from generator.photos.album import INDEX, KEPT
from generator.photos.placing import OURS, place_photos
from generator.project import Project
from tests.photographs import phone_photo

PHOTO = phone_photo(700, 500)
OTHER = phone_photo(500, 700, seed=2)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project with two photos and a text that is named as one."""
    media = tmp_path / "data/media/2024"
    media.mkdir(parents=True)
    (media / "a.jpg").write_bytes(PHOTO)
    (media / "b.jpg").write_bytes(OTHER)
    (media / "text.jpg").write_bytes("文字".encode())
    (tmp_path / "content").mkdir()
    return Project(tmp_path)


def media(project: Project) -> dict[str, Path]:
    """Return the files of data/media by name."""
    top = project.data / "media"
    return {path.relative_to(top).as_posix(): path for path in sorted(top.rglob("*")) if path.is_file()}


def album(project: Project, *wanted: str, camera: Camera | None = None) -> Album:
    """Develop photos by name."""
    return (camera or Camera(project)).album(media(project), wanted)


class Counter:
    """Stands where the progress is shown, and counts how many photos were developed."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, steps: Iterable[Any], total: int) -> Iterable[Any]:
        for step in steps:
            self.count += 1
            yield step
        assert total


def work_of(project: Project, *wanted: str) -> int:
    """Return how many photos a new process develops."""
    counter = Counter()
    album(project, *wanted, camera=Camera(project, counter))
    return counter.count


def test_only_wanted_photos_are_developed(project: Project) -> None:
    made = album(project, "2024/a.jpg", "2024/nowhere.jpg")

    assert made.developed.keys() == {"2024/a.jpg"}
    assert made.names == media(project).keys()
    assert len(list((project.state / KEPT).glob("*.webp"))) == 2


def test_what_is_no_photo_is_a_fault_beside_the_others(project: Project) -> None:
    made = album(project, "2024/text.jpg", "2024/a.jpg")

    assert made.faults["2024/text.jpg"].sort == "foreign"
    assert made.developed.keys() == {"2024/a.jpg"}


def test_nothing_is_developed_twice(project: Project) -> None:
    assert work_of(project, "2024/a.jpg", "2024/b.jpg") == 2
    assert work_of(project, "2024/a.jpg", "2024/b.jpg") == 0


def test_same_bytes_under_two_names_are_developed_once(project: Project) -> None:
    (project.data / "media/copy.jpg").write_bytes(PHOTO)
    counter = Counter()
    made = album(project, "2024/a.jpg", "copy.jpg", camera=Camera(project, counter))

    assert counter.count == 1
    assert made.developed["copy.jpg"] == made.developed["2024/a.jpg"]


def test_a_photo_that_is_replaced_is_developed_again_and_the_old_one_goes(project: Project) -> None:
    before = album(project, "2024/a.jpg").developed["2024/a.jpg"]
    (project.data / "media/2024/a.jpg").write_bytes(OTHER)
    after = album(project, "2024/a.jpg").developed["2024/a.jpg"]

    assert before.stem != after.stem
    kept = {path.name for path in (project.state / KEPT).iterdir()}
    assert kept == {INDEX, *after.names}


def test_a_photo_that_is_found_wanting_is_looked_at_again(project: Project) -> None:
    assert work_of(project, "2024/text.jpg") == 1
    assert work_of(project, "2024/text.jpg") == 1


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"")])
def test_a_developed_file_that_was_lost_is_made_again(
    project: Project, damage: Callable[[Path], object]
) -> None:
    made = album(project, "2024/a.jpg").developed["2024/a.jpg"]
    path = project.state / KEPT / made.names[0]
    whole = path.read_bytes()
    damage(path)

    assert work_of(project, "2024/a.jpg") == 1
    assert path.read_bytes() == whole


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"version": "0"}', '{"version": "1", "files": 3}', "\udcff"]
)
def test_an_index_that_is_damaged_costs_time_only(project: Project, text: str) -> None:
    made = album(project, "2024/a.jpg")
    (project.state / KEPT / INDEX).write_text(text, encoding="utf-8", errors="surrogateescape")

    assert album(project, "2024/a.jpg") == made


def test_index_remembers_no_name_that_is_gone(project: Project) -> None:
    album(project, "2024/a.jpg", "2024/b.jpg")
    (project.data / "media/2024/b.jpg").unlink()
    (project.data / "media/2024/a.jpg").write_bytes(PHOTO + b"\0")
    album(project, "2024/a.jpg")
    index = json.loads((project.state / KEPT / INDEX).read_text(encoding="utf-8"))

    assert [entry[0] for entry in index["files"]] == ["2024/a.jpg"]


def test_ctrl_c_keeps_what_is_done(project: Project) -> None:
    def impatient(steps: Iterable[Any], _: int) -> Iterable[Any]:
        for number, step in enumerate(steps):
            if number:
                raise KeyboardInterrupt
            yield step

    with pytest.raises(KeyboardInterrupt):
        album(project, "2024/a.jpg", "2024/b.jpg", camera=Camera(project, impatient))

    assert work_of(project, "2024/a.jpg", "2024/b.jpg") == 1


def test_full_disk_is_told_in_chinese(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(disk, "write_whole", full)
    made = album(project, "2024/a.jpg")

    assert [problem.code for problem in made.problems] == ["disk-full"]
    assert not made.developed


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_photo_that_may_not_be_read_is_named(project: Project) -> None:
    (project.data / "media/2024/a.jpg").chmod(0)
    made = album(project, "2024/a.jpg")

    assert [(problem.code, problem.where.file) for problem in made.problems] == [
        ("photo-unreadable", "data/media/2024/a.jpg")
    ]


def test_a_photo_that_vanishes_is_named(project: Project) -> None:
    files = media(project)
    (project.data / "media/2024/a.jpg").unlink()
    made = Camera(project).album(files, ["2024/a.jpg"])

    assert [(problem.code, problem.where.file) for problem in made.problems] == [
        ("photo-unreadable", "data/media/2024/a.jpg")
    ]


def placed(project: Project) -> set[str]:
    """Return what lies in content/photos."""
    folder = project.content / "photos"
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def photos(project: Project, *names: str) -> list[Developed]:
    """Develop photos and return them."""
    return [album(project, *names).developed[name] for name in names]


def test_content_holds_just_the_photos_that_are_shown(project: Project) -> None:
    both = photos(project, "2024/a.jpg", "2024/b.jpg")

    assert place_photos(project, both) == []
    assert placed(project) == {*both[0].names, *both[1].names}
    assert all(OURS.fullmatch(name) for name in placed(project))

    assert place_photos(project, both[:1]) == []
    assert placed(project) == {*both[0].names}

    assert place_photos(project, []) == []
    assert not (project.content / "photos").exists()


def test_what_a_person_put_there_stays(project: Project) -> None:
    (project.content / "photos").mkdir()
    (project.content / "photos/海报.jpg").write_bytes(b"mine")
    place_photos(project, photos(project, "2024/a.jpg"))
    place_photos(project, [])

    assert placed(project) == {"海报.jpg"}


def test_what_is_there_is_not_written_again(project: Project) -> None:
    shown = photos(project, "2024/a.jpg")
    place_photos(project, shown)
    stamps = {path: path.stat().st_mtime_ns for path in (project.content / "photos").iterdir()}
    folder = (project.content / "photos").stat().st_mtime_ns
    place_photos(project, shown)

    assert {path: path.stat().st_mtime_ns for path in (project.content / "photos").iterdir()} == stamps
    assert (project.content / "photos").stat().st_mtime_ns == folder


def test_half_a_file_is_put_right(project: Project) -> None:
    shown = photos(project, "2024/a.jpg")
    place_photos(project, shown)
    path = project.content / "photos" / shown[0].names[0]
    whole = path.read_bytes()
    path.unlink()
    path.write_bytes(whole[:100])
    place_photos(project, shown)

    assert path.read_bytes() == whole


def test_a_disk_without_second_names_gets_copies(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refused)
    shown = photos(project, "2024/a.jpg")
    place_photos(project, shown)

    assert placed(project) == {*shown[0].names}
    assert (project.content / "photos" / shown[0].names[0]).stat().st_nlink == 1


def test_refusal_names_the_file(project: Project) -> None:
    shown = photos(project, "2024/a.jpg")
    (project.content / "photos").write_bytes(b"a file where the folder should be")
    problems = place_photos(project, shown)

    assert [problem.code for problem in problems] == ["write-failed"]
    assert problems[0].where.file.startswith("content/photos")
