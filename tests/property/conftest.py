"""What is tried hundreds of times is not measured: that takes as long again, and every line has a test of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the tests of this folder out of the coverage."""
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker("untraced")
