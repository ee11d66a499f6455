"""Rewrite what the tests expect: the reports of the cases, the list of problems, and the golden pages. Look at the difference after."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from generator.catalogue import EXAMPLES_FILE, as_text
from tests.case_files import case_folders, report_of
from tests.golden_pages import rewrite_pages
from tests.handbook import ORDER, PAGES, copy_checkout, walk, with_screens
from tests.handbook_materials import lay_out
from tests.problem_examples import all_examples
from tests.problem_page import PAGE, problem_page


def rewrite_reports() -> None:
    """Write each invalid case's report into its expected.txt."""
    for case in case_folders("invalid"):
        with TemporaryDirectory() as folder:
            report = report_of(case, Path(folder))
        (case / "expected.txt").write_text(report, encoding="utf-8", newline="\n")


def rewrite_problems() -> None:
    """Write the example of each problem code beside the catalogue, and the handbook's page of them."""
    with TemporaryDirectory() as folder:
        examples = all_examples(Path(folder))
    EXAMPLES_FILE.write_text(as_text(examples), encoding="utf-8", newline="\n")
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(problem_page(examples), encoding="utf-8", newline="\n")


def rewrite_screens() -> None:
    """Write into the handbook what its commands show, by doing all its tasks in a copy of the project."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        copy_checkout(root)
        lay_out(root)
        for name in ORDER:
            shown = [result for step, result in walk(root, name) if step.kind == "screen" and result]
            (PAGES / f"{name}.md").write_text(with_screens(name, shown), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    rewrite_reports()
    rewrite_screens()
    rewrite_problems()
    rewrite_pages()
