"""Every problem code is shown by a case, or by a unit test where a file cannot be committed."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import generator
from tests.case_files import CASES

PACKAGE = Path(generator.__file__).parent
TESTS = CASES.parent

NOT_CODES = {
    "apt-get",
    "apple-touch-icon",
    "aria-describedby",
    "aria-hidden",
    "aria-label",
    "data-caption",
    "data-title",
    "content-type",
    "d-mmm",
    "d-mmm-yy",
    "mmm-yy",
    "data-pagefind-ignore",
    "gh-deploy",
    "http-equiv",
    "latin-1",
    "month-often",
    "month-unknown",
    "no-store",
    "us-ascii",
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-be",
    "utf-16-le",
    "x-ua-compatible",
}
"""Words of the same shape that are no codes."""

IN_UNIT_TESTS = {
    # A file too large to commit, a folder, a file that cannot be opened.
    "file-not-regular",
    "file-too-large",
    # A file that another program changes while a person reads the question, a link that leads out of the project.
    "file-changed",
    "file-outside",
    "file-unreadable",
    # What is wrong with a whole project or a machine.
    "build-running",
    "content-busy",
    "data-busy",
    "data-missing",
    "disk-full",
    "edition-damaged",
    "edition-gone",
    "file-locked",
    "folder-readonly",
    "manifest-lost",
    "mkdocs-config",
    "mkdocs-warning",
    "page-active",
    "page-edited",
    "page-encoding",
    "page-foreign",
    "page-handwritten",
    "photo-location",
    "page-html",
    "page-settings",
    # Two names that differ in their encoding only; not every system keeps them apart.
    "photo-twice",
    "photo-unreadable",
    "preview-address",
    "preview-bug",
    "search-failed",
    "search-missing",
    "site-in-use",
    "site-missing",
    "site-not-ours",
    "sums-damaged",
    "sums-missing",
    "template-error",
    "write-failed",
    # What depends on the day, and what stands in a page that a person wrote.
    "home-stale",
    "attachment-unread",
    "page-alt-missing",
    "section-empty",
    "section-stale",
    # What is wrong with a workbook or a cell of it, and with where its honours are to go.
    "cell-choice",
    "cell-date",
    "cell-level",
    "cell-placeholder",
    "cell-private",
    "cell-unreadable",
    "export-too-long",
    "honor-similar",
    "honor-unnamed",
    "import-blocked",
    "import-changed",
    "import-missing",
    "import-nothing",
    "import-school",
    "import-sheet",
    "import-target",
    "workbook-damaged",
    "workbook-encrypted",
    "workbook-format",
    "workbook-too-large",
    # What cannot be imported.
    "draft-name",
    "manuscript-broken",
    "manuscript-empty",
    "manuscript-foreign",
    "manuscript-locked",
    "manuscript-long",
}


def codes_in_source() -> set[str]:
    """Return every kebab-case text of the package that is a problem code; the catalogue only tells of them."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        if path.name == "bootstrap.py" or path.parent.name == "catalogue":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", text):
                found.add(text)
    return found - NOT_CODES


def test_every_code_has_a_case_or_a_unit_test() -> None:
    cases = {path.name for path in (CASES / "invalid").iterdir()}

    assert codes_in_source() - cases == IN_UNIT_TESTS


def test_every_code_without_a_case_is_asserted_somewhere() -> None:
    texts = "".join(
        path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py") if path != Path(__file__)
    )

    assert [code for code in sorted(IN_UNIT_TESTS) if code not in texts] == []


def test_every_case_shows_a_code_that_exists() -> None:
    cases = {path.name for path in (CASES / "invalid").iterdir()}

    assert cases <= codes_in_source()
