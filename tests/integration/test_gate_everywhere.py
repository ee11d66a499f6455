"""What must not be published is stopped at its line in every field of every kind of record that takes words."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build import Generator
from generator.problems import BLOCK
from generator.project import Project
from generator.schema.base import Entity
from generator.schema.records import Remedy
from tests.bulk import write
from tests.in_memory import yaml_text
from tests.photographs import phone_photo
from tests.specimens import specimen_records


@pytest.mark.parametrize(
    ("secret", "code"),
    [
        ("为身患白血病的学生李小强捐款", "minor-named"),
        ("高考成绩位居全市前列", "exam-boast"),
        ("自查发现思想政治工作薄弱", "report-internal"),
    ],
)
def test_a_secret_is_stopped_at_its_line_in_every_field(tmp_path: Path, secret: str, code: str) -> None:
    def words(_: type[Entity], __: str, number: int) -> str:
        return f"第{number}件：{secret}"

    project = Project(tmp_path)
    write(project.config, "site_name: 示例\n")
    files, leaves = specimen_records(words)
    for path, value in files.items():
        write(project.data / path, f"{yaml_text(value)}\n")
    (project.data / "media").mkdir()
    for leaf in leaves:
        if leaf.sort == "picture":
            (project.data / "media" / leaf.text).write_bytes(phone_photo(700, 500))

    problems = Generator(project).check()[1]

    stopped = {
        problem.where.excerpt for problem in problems if (problem.code, problem.severity) == (code, BLOCK)
    }
    # A remedy that is marked public is meant to tell of a fault.
    meant = Remedy if code == "report-internal" else None
    held = [leaf for leaf in leaves if leaf.text.endswith(secret) and leaf.model is not meant]
    assert len(held) > 1000
    assert [
        (leaf.model.__name__, leaf.key) for leaf in held if not any(leaf.text in line for line in stopped)
    ] == []
