"""Bring a served site up to date by what changed: a page is built again when a browser asks for it, or in quiet.

Takes what MkDocs held in its hands when it built the site, and the paths that changed since; writes into that
site's folder. MkDocs 1.6.1 is its last version, so its private functions that are used here will stay as they are."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _build_theme_template, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import is_markdown_file

from generator import disk

SHOWN = InclusionLevel.is_in_serve
TEMPLATES = (".html", ".xml")


@dataclass(slots=True)
class Held:
    """What MkDocs held when it built a site: settings, files with their pages, navigation, templates."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from when a site was built, as paths of files. `beyond` tells that all must be built anew."""

    pages: frozenset[str] = frozenset()
    statics: frozenset[str] = frozenset()
    listed: bool = False
    """Whether files came or went."""
    look: bool = False
    """Whether a template changed, and with it every page."""
    beyond: bool = False


def changes_between(
    before: Mapping[str, Any], after: Mapping[str, Any], content: Path, overrides: Path
) -> Changes:
    """Return what two snapshots of a site's inputs differ in."""
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    moved = {path for path in changed if path not in before or path not in after}
    in_content = {path for path in changed if _inside(path, content)}
    in_look = {path for path in changed - in_content if _inside(path, overrides)}
    templates = {path for path in in_look if path.endswith(TEMPLATES)}
    # A style or a script that came or went is MkDocs' to find: it may hide one of the base theme.
    beyond = bool(changed - in_content - in_look) or bool((in_look - templates) & moved)
    pages = {path for path in in_content if is_markdown_file(path)}
    return Changes(
        frozenset(pages),
        frozenset((in_content - pages) | (in_look - templates)),
        listed=bool(in_content & moved),
        look=bool(templates),
        beyond=beyond,
    )


def _inside(path: str, folder: Path) -> bool:
    return path.startswith(f"{folder}{os.sep}")


@dataclass(slots=True)
class LazySite:
    """A built site that can be brought up to date; what is stale in it is built when it is asked for.

    `stale` are the pages whose HTML is older than what it is made of, True where their text must be read again."""

    held: Held
    folder: Path
    stale: dict[str, bool] = field(default_factory=dict)
    by_target: dict[str, File] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # MkDocs reads each template once, since none is edited in the middle of a build.
        self.held.env.auto_reload = True
        self._index()

    def take(self, changes: Changes) -> bool:
        """Note what changed and do what cannot wait; return False where only MkDocs' whole build will do."""
        if changes.beyond or (changes.listed and not self._relist()):
            return False
        here = {file.abs_src_path: file for file in self.held.files}
        for path in changes.pages:
            if file := here.get(path):
                self.stale[file.src_uri] = True
        if changes.look or changes.listed:
            self._build_templates()
        if changes.look:
            for file in self._documents():
                self.stale.setdefault(file.src_uri, False)
        for path in changes.statics:
            if (file := here.get(path)) and Path(path).is_file():
                _copy(file)
        return True

    def is_stale(self, target: str) -> bool:
        """Tell whether the page that is served as `target` (brands/2345/index.html) must be built again."""
        file = self.by_target.get(target)
        return file is not None and file.src_uri in self.stale

    def next_stale(self) -> str | None:
        """Return where one of the stale pages is served."""
        for uri in self.stale:
            if file := self.held.files.get_file_from_path(uri):
                return file.dest_uri
        return None

    def files_of(self, target: str) -> set[str]:
        """Return the files that a fault of a page may be told of: its own, and the data it came from."""
        file = self.by_target[target]
        source = file.page.meta.get("source") if file.page else None
        return {f"content/{file.src_uri}", str(source)}

    def build(self, target: str) -> None:
        """Build one page; one that cannot be built stays as it was until its next edit."""
        self._build(self.by_target[target])

    def _build(self, file: File) -> None:
        # Gone from the list first: a page that cannot be built is not tried again before its next edit.
        reading = self.stale.pop(file.src_uri)
        held, page = self.held, file.page
        if page is None:
            return
        if reading:
            _populate_page(page, held.config, held.files)
        draft = file.inclusion is InclusionLevel.DRAFT
        _build_page(page, held.config, self._documents(), held.nav, held.env, excluded=draft)

    def _documents(self) -> list[File]:
        return list(self.held.files.documentation_pages(inclusion=SHOWN))

    def _build_templates(self) -> None:
        held = self.held
        for name in held.config.theme.static_templates:
            _build_theme_template(name, held.env, held.files, held.config, held.nav)

    def _relist(self) -> bool:
        """Look which files there are; return False where MkDocs must sort them out.

        It must where one came or went that the navigation names, or that hides a file of the theme."""
        held = self.held
        known = {file.src_uri: file for file in held.files}
        found = get_files(held.config)
        there = {file.src_uri for file in found}
        gone = [
            file
            for file in known.values()
            if file.src_dir == held.config.docs_dir and file.src_uri not in there
        ]
        came = [file for file in found if file.src_uri not in known]
        hides = any(known[file.src_uri].src_dir != file.src_dir for file in found if file.src_uri in known)
        listed = {file.src_uri for file in (*gone, *came)} & _named(held.config.nav)
        if hides or listed:
            return False
        # In the order in which MkDocs would have found them, with the pages that are known already.
        rest = [file for file in known.values() if file.src_dir != held.config.docs_dir]
        held.files = Files([*(known.get(file.src_uri, file) for file in found), *rest])
        set_exclusions(held.files, held.config)
        for file in came:
            self._welcome(file)
        for file in gone:
            self.stale.pop(file.src_uri, None)
            _remove(file, self.folder)
        # What a person wrote may lead to any of these.
        for file in self._documents():
            if file.page is not None and not file.page.meta.get("source"):
                self.stale[file.src_uri] = True
        self._index()
        return True

    def _welcome(self, file: File) -> None:
        if not file.is_documentation_page():
            _copy(file)
        elif file.inclusion is not InclusionLevel.EXCLUDED:
            Page(None, file, self.held.config)
            self.stale[file.src_uri] = True

    def _index(self) -> None:
        self.by_target = {file.dest_uri: file for file in self._documents()}


def _named(nav: object) -> set[str]:
    """Return every file that the navigation of mkdocs.yml names, however deep."""
    if isinstance(nav, str):
        return {nav}
    if isinstance(nav, dict):
        nav = list(nav.values())
    return set().union(*map(_named, nav)) if isinstance(nav, list) else set()


def _copy(file: File) -> None:
    """Bring a file to where it is served; a browser finds the old one or the new."""
    target = Path(file.abs_dest_path)
    target.parent.mkdir(parents=True, exist_ok=True)
    if file.abs_src_path:
        disk.write_whole(target, Path(file.abs_src_path).read_bytes())


def _remove(file: File, folder: Path) -> None:
    """Take away what was served of a file that is gone, with the folders that it leaves empty."""
    target = Path(file.abs_dest_path)
    with suppress(OSError):
        target.unlink()
        while (target := target.parent) != folder:
            target.rmdir()
