"""See that nothing on a published page can run, and nothing be fetched, but what the showcase itself brings.

`cleaning` makes hand-written HTML harmless, `inspecting` looks at each built page, `policy` tells browsers the rest."""

from __future__ import annotations

from generator.shield.cleaning import Cleaned, clean_html, is_endless
from generator.shield.protecting import protect
from generator.shield.rules import write_server_rules

__all__ = ["Cleaned", "clean_html", "is_endless", "protect", "write_server_rules"]
