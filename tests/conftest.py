"""How hypothesis runs: never against the clock, and the same way each time unless one goes searching.

And what becomes of the tests that need what a machine may lack."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from generator.pagefind import find_program

settings.register_profile("gate", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))

NO_PAGEFIND = "没有装 Pagefind：连上网络，过一小时再运行 make test，会自动补装。"


@pytest.fixture
def pagefind() -> None:
    """Leave the test out, saying so, where the search index cannot be made; never on CI."""
    if find_program() is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(NO_PAGEFIND)
