"""How hypothesis runs: never against the clock, and the same way each time unless one goes searching."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("gate", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))
