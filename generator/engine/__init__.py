"""Run MkDocs for `showcase build` and `showcase preview`.

Takes a project whose pages are written, gives a built folder or a preview; what MkDocs says becomes Problems."""

from __future__ import annotations

from generator.engine.background import Background
from generator.engine.building import build_site
from generator.engine.lazy import Held
from generator.engine.live import Rebuild, Snapshot, snapshot
from generator.engine.serving import serve_site
from generator.engine.words import explain

__all__ = ["Background", "Held", "Rebuild", "Snapshot", "build_site", "explain", "serve_site", "snapshot"]
