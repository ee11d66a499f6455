"""The environment of processes that tests start and that tell the coverage nothing."""

from __future__ import annotations

import os


def unmeasured() -> dict[str, str]:
    """Return our environment without what makes a child measure itself: for those that run nothing of ours, or die."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
