"""The golden pages: tests/golden/data through the whole generator gives tests/golden/content, byte for byte."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.build import Generator
from generator.output import MANIFEST
from generator.project import Project

GOLDEN = Path(__file__).parent / "golden"


def generated_pages(root: Path) -> dict[str, bytes]:
    """Generate the golden data in a project at `root` and return its pages by uri."""
    shutil.copytree(GOLDEN / "data", root / "data")
    outcome = Generator(Project(root)).generate()
    if outcome.unfit:
        raise AssertionError([problem.message for problem in outcome.problems])
    return read_pages(root / "content")


def read_pages(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by their "/"-paths, the manifest left out."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(files)}


def rewrite_pages() -> None:
    """Write what is generated now as what the tests expect."""
    with TemporaryDirectory() as folder:
        pages = generated_pages(Path(folder))
    shutil.rmtree(GOLDEN / "content", ignore_errors=True)
    for uri, data in pages.items():
        path = GOLDEN / "content" / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
