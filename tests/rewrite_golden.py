"""Rewrite what the tests expect: the reports of the cases and the golden pages. Look at the difference after."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.case_files import case_folders, report_of
from tests.golden_pages import rewrite_pages


def rewrite_reports() -> None:
    """Write each invalid case's report into its expected.txt."""
    for case in case_folders("invalid"):
        with TemporaryDirectory() as folder:
            report = report_of(case, Path(folder))
        (case / "expected.txt").write_text(report, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    rewrite_reports()
    rewrite_pages()
