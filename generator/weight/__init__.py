"""Take from a built site the bytes that no visitor needs: comments and spaces, and files that no page loads.

Takes the folder of a built site and changes it. Without this the site looks and works the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator import disk
from generator.problems import Problem
from generator.project import Project
from generator.weight.scripts import minify_script
from generator.weight.styles import minify_style
from generator.weight.unused import remove_unused

__all__ = ["lighten", "minify_script", "minify_style"]

ASSETS = "assets"
"""Style sheets and scripts that stand here are the showcase's; what is below comes from others."""

Minify = Callable[[str], str]


def lighten(project: Project, folder: Path) -> list[Problem]:
    """Minify the styles and scripts of the site in `folder`, and delete what the base theme put there for nobody."""
    try:
        for pattern, minify in (("*.css", minify_style), ("*.js", minify_script)):
            for path in sorted((folder / ASSETS).glob(pattern)):
                _rewrite(path, minify)
        remove_unused(folder, own=(project.content, project.overrides))
    except OSError as error:
        return [disk.refusal(error, project.relative(project.site))]
    return []


def _rewrite(path: Path, minify: Minify) -> None:
    """Minify one file; what is not UTF-8 is a person's own and stays as it is."""
    before = path.read_bytes()
    try:
        after = minify(before.decode("utf-8-sig")).encode()
    except UnicodeDecodeError:
        return
    if after != before:
        disk.write_whole(path, after)
