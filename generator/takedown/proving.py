"""Look through what visitors would get for what was taken down: every file of the site, packed or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from generator.photos.placing import OURS
from generator.project import Project
from generator.takedown.planning import Target
from generator.takedown.surveying import below, developed_digest, unpacked

_NO_TEXT = frozenset({".woff2", ".woff", ".ttf", ".ico", ".wasm", ".pagefind"})
_PICTURES = re.compile(r"\.(?:jpe?g|png|webp|gif|avif|hei[cf])\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proof:
    """How many files were looked at, and those that still hold it, as paths from the project's root."""

    looked: int
    left: tuple[str, ...] = ()


def prove(project: Project, target: Target) -> Proof:
    """Return what the built site, and the pages that it is made of, still hold."""
    looked, left = 0, []
    for top in (project.site, project.content, project.overrides / "generated"):
        for name in below(top):
            looked += 1
            if _is_held(top / name, name, target):
                left.append(project.relative(top / name))
    return Proof(looked, tuple(left))


def _is_held(path: Path, name: str, target: Target) -> bool:
    if OURS.fullmatch(path.name):
        return path.name[:16] in target.digests
    if not target.pictures and target.needle.is_in_name(name):
        return True
    if path.suffix in _NO_TEXT:
        return False
    data = path.read_bytes()
    if target.pictures:
        return bool(_PICTURES.search(path.name)) and developed_digest(data) in target.digests
    return not _PICTURES.search(path.name) and target.needle.is_in_page(
        unpacked(data).decode("utf-8", "replace")
    )
