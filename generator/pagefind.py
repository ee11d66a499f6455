"""Find Pagefind's program, which makes the search index and which not every machine can have."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "pagefind_bin"
"""The small build of Pagefind: the larger one differs in a segmenter for Chinese, which `search` does without."""


def find_program() -> Path | None:
    """Return where Pagefind's program is installed, None where it is not."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        return None
    program = Path(spec.origin).with_name("pagefind.exe" if sys.platform == "win32" else "pagefind")
    return program if program.is_file() else None
