"""The folders of one showcase project, all found from its root.

Knows names and places only; reads and writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HANDBOOK = "handbook"
"""The folder below content/ with the pages for staff: in every preview, in a published site only when asked for."""

PROBLEM_LIST = f"{HANDBOOK}/problems"
"""The handbook's page, without its ending, that shows each fault as it looks: made by us, full of what is forbidden."""


@dataclass(frozen=True, slots=True)
class Project:
    """A showcase on disk. `root` is absolute and holds `mkdocs.yml`."""

    root: Path

    @property
    def data(self) -> Path:
        """Return the folder that staff edit."""
        return self.root / "data"

    @property
    def content(self) -> Path:
        """Return the folder of Markdown pages, hand-written and generated."""
        return self.root / "content"

    @property
    def overrides(self) -> Path:
        """Return the folder of theme overrides."""
        return self.root / "overrides"

    @property
    def site(self) -> Path:
        """Return the folder of the finished site."""
        return self.root / "site"

    @property
    def state(self) -> Path:
        """Return the folder for what the commands keep between runs: caches, former sites, originals of mended files."""
        return self.root / ".showcase"

    @property
    def config(self) -> Path:
        """Return the settings file that MkDocs reads."""
        return self.root / "mkdocs.yml"

    def relative(self, path: Path) -> str:
        """Return a path inside the project as text with "/", such as `data/brands/2345.yml`."""
        return path.relative_to(self.root).as_posix()


def is_handbook(uri: str) -> bool:
    """Tell whether a page's or a file's "/"-path below content/ or site/ belongs to the handbook."""
    return uri.startswith(f"{HANDBOOK}/")
