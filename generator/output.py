"""Write Pages into content/, only where their bytes differ, and delete the ones whose record is gone.

Takes Pages, gives what changed or Problems; a manifest of digests tells our files from a person's."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator import disk
from generator.problems import ERROR, Problem, Where
from generator.project import Project
from generator.render import Page

MANIFEST = ".showcase-manifest.json"
VERSION = 1
# Writing takes well under this; a longer wait means a program that hangs.
PATIENCE = 10.0

EMPTY = sha256(b"").hexdigest()
GENERATED = re.compile(rb"\A(?:---\r?\n(?:[^\r\n]+\r?\n)*?|<\?xml[^>]*>\r?\n<!-- )source:[ \t]*[\"']?data/")
"""How the front matter of our pages begins, and our feeds with the same words in a comment."""


@dataclass(frozen=True, slots=True)
class Written:
    """The uris of the pages that were written and removed, each sorted."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What we last wrote, uri to SHA-256; `pending` is what a run was about to write when it was last heard of.

    `trusted` is False where there is no manifest or none that we can read."""

    pages: Mapping[str, str]
    pending: Mapping[str, str]
    trusted: bool = True

    def proves(self, uri: str, digest: str) -> bool:
        """Tell whether bytes with this digest at this uri are ours.

        An empty file at a uri of ours is what a power cut leaves of a page; nobody can lose anything in it."""
        known = (self.pages.get(uri), self.pending.get(uri))
        return digest in known or (digest == EMPTY and any(known))


@dataclass(slots=True)
class Plan:
    """What a run will do, known before it does anything: the digests found, and the changes to make."""

    found: dict[str, str] = field(default_factory=dict)
    writes: dict[str, bytes] = field(default_factory=dict)
    removals: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def write_pages(project: Project, pages: Sequence[Page]) -> tuple[Written, list[Problem]]:
    """Make content/ hold exactly these generated pages beside what people wrote there.

    On any Problem found beforehand nothing is written; a run that is cut short is carried on by the next."""
    wanted = _by_uri(pages)
    with disk.held_lock(project.state / "content.lock", patience=PATIENCE) as held:
        if not held:
            return Written(), [_busy(project)]
        manifest = load_manifest(project)
        plan = _plan(project, wanted, manifest)
        if plan.problems:
            return Written(), plan.problems
        return _carry_out(project, plan, manifest)


def remove_generated(project: Project) -> tuple[Written, list[Problem]]:
    """Delete every page that the manifest proves ours; one that a person changed stays and is named."""
    with disk.held_lock(project.state / "content.lock", patience=PATIENCE) as held:
        if not held:
            return Written(), [_busy(project)]
        manifest = load_manifest(project)
        if not manifest.trusted:
            return Written(), []
        plan = _plan(project, {}, manifest)
        done, faults = _carry_out(project, plan, manifest)
        if not faults and not plan.problems:
            (project.content / MANIFEST).unlink(missing_ok=True)
        return done, plan.problems + faults


def load_manifest(project: Project) -> Manifest:
    """Return the manifest; one that is missing, broken or of another version proves nothing."""
    try:
        raw = json.loads((project.content / MANIFEST).read_text(encoding="utf-8"))
        return _parse_manifest(raw)
    except (OSError, ValueError, TypeError, KeyError):
        return Manifest({}, {}, trusted=False)


def _parse_manifest(raw: Any) -> Manifest:
    if raw["version"] != VERSION:
        raise ValueError("a manifest of another version")
    pages, pending = dict(raw["pages"]), dict(raw.get("pending", {}))
    for uri, digest in [*pages.items(), *pending.items()]:
        if not isinstance(digest, str):
            raise TypeError("a digest is text")
        check_uri(uri)
    return Manifest(pages, pending)


_UNFIT = re.compile(r"[\\:\x00]|(?:\A|/)\.{0,2}(?:/|\Z)")
"""What no system takes for a name, or a part that is empty or leads elsewhere."""


def check_uri(uri: str) -> None:
    """Raise ValueError for a uri that could leave content/ on any system."""
    if _UNFIT.search(uri):
        raise ValueError(f"not a page's uri: {uri!r}")


def _by_uri(pages: Iterable[Page]) -> dict[str, Page]:
    wanted: dict[str, Page] = {}
    for page in sorted(pages, key=lambda page: page.uri):
        check_uri(page.uri)
        if page.uri in wanted:
            raise ValueError(f"two pages at one uri: {page.uri!r}")
        wanted[page.uri] = page
    return wanted


def _plan(project: Project, wanted: Mapping[str, Page], manifest: Manifest) -> Plan:
    plan = Plan()
    stale = sorted({*manifest.pages, *manifest.pending} - {*wanted})
    for uri in stale:
        _plan_removal(project, uri, manifest, plan)
    twins = {uri.casefold(): uri for uri in plan.removals}
    # As text: a Path for each of a thousand pages takes as long as reading them.
    content = os.fspath(project.content)
    for uri, page in wanted.items():
        try:
            found = _read(f"{content}/{uri}")
            twin = twins.get(uri.casefold()) if found is not None else None
            # One file under two spellings, on a system that ignores case: it goes as the old name, comes as the new.
            if twin and (project.content / uri).samefile(project.content / twin):
                found = None
        except OSError as error:
            plan.problems.append(disk.refusal(error, project.relative(project.content / uri)))
        else:
            _plan_page(project, page, found, manifest, plan)
    return plan


def _plan_removal(project: Project, uri: str, manifest: Manifest, plan: Plan) -> None:
    path = project.content / uri
    try:
        found = _read(path)
    except OSError as error:
        plan.problems.append(disk.refusal(error, project.relative(path)))
    else:
        if found is None:
            return
        if manifest.proves(uri, _digest(found)):
            plan.removals.append(uri)
        else:
            plan.problems.append(_edited_stale(project.relative(path)))
    plan.found[uri] = manifest.pages.get(uri) or manifest.pending[uri]


def _plan_page(project: Project, page: Page, found: bytes | None, manifest: Manifest, plan: Plan) -> None:
    """Plan what becomes of one page; `found` is what stands in its place, None where it is free."""
    data = page.text.encode("utf-8")
    if found is None:
        plan.writes[page.uri] = data
    elif found == data:
        plan.found[page.uri] = _digest(data)
    elif manifest.proves(page.uri, _digest(found)):
        plan.found[page.uri] = _digest(found)
        plan.writes[page.uri] = data
    else:
        plan.problems.append(_not_ours(project.relative(project.content / page.uri), page, found, manifest))


def _carry_out(project: Project, plan: Plan, manifest: Manifest) -> tuple[Written, list[Problem]]:
    digests = {uri: _digest(data) for uri, data in plan.writes.items()}
    before = Manifest(plan.found, digests)
    after = Manifest({uri: d for uri, d in {**plan.found, **digests}.items() if uri not in plan.removals}, {})
    written: list[str] = []
    removed: list[str] = []
    path = project.content / MANIFEST
    try:
        _clear_leftovers(project, plan, manifest)
        if digests or plan.removals:
            # Write-ahead: after a kill, the next run knows each byte of ours that it may meet.
            _store(path, before, durable=True)
        for uri in plan.removals:
            path = project.content / uri
            _remove(project, path)
            removed.append(uri)
        for uri, data in plan.writes.items():
            path = project.content / uri
            path.parent.mkdir(parents=True, exist_ok=True)
            disk.write_whole(path, data)
            written.append(uri)
        path = project.content / MANIFEST
        if digests or plan.removals or after != manifest:
            _store(path, after)
    except OSError as error:
        return Written(tuple(written), tuple(removed)), [disk.refusal(error, project.relative(path))]
    return Written(tuple(written), tuple(removed)), []


def _clear_leftovers(project: Project, plan: Plan, manifest: Manifest) -> None:
    """Delete the temporary files of a killed run: beside the manifest, and wherever it was writing pages."""
    uris = {*manifest.pending} if manifest.trusted else {*plan.found, *plan.writes}
    for folder in {project.content, *((project.content / uri).parent for uri in uris)}:
        disk.clear_temps(folder)


def _store(path: Path, manifest: Manifest, *, durable: bool = False) -> None:
    shape: dict[str, object] = {"version": VERSION, "pages": manifest.pages}
    if manifest.pending:
        shape["pending"] = manifest.pending
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(shape, ensure_ascii=False, indent=1, sort_keys=True)
    disk.write_whole(path, f"{text}\n".encode(), durable=durable)


def _remove(project: Project, path: Path) -> None:
    path.unlink(missing_ok=True)
    folder = path.parent
    while folder != project.content and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _read(path: Path | str) -> bytes | None:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a thousand of these are in every run
            return file.read()
    except FileNotFoundError:
        return None


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _busy(project: Project) -> Problem:
    return Problem(
        "content-busy",
        ERROR,
        Where(project.relative(project.content)),
        "另一个窗口里的命令正在写网页，等了一会儿还没写完。",
        "等它结束或关掉那个窗口，再运行一次。",
    )


def _edited_stale(file: str) -> Problem:
    return Problem(
        "page-edited",
        ERROR,
        Where(file),
        "这一页的资料已经没有了，本该删掉，但有人直接改过这个文件，所以没有动它。",
        "不要这些改动，就删掉这个文件再运行一次；想留着，就给它换个文件名。",
    )


def _not_ours(file: str, page: Page, found: bytes, manifest: Manifest) -> Problem:
    if page.uri in manifest.pages or page.uri in manifest.pending:
        return Problem(
            "page-edited",
            ERROR,
            Where(file),
            f"这个文件由 {page.source} 自动生成，但有人直接改过它。为了不冲掉改动，这次什么都没有写。",
            f"把改动写进 {page.source}，然后删掉这个文件再运行一次。",
        )
    if GENERATED.match(found) and not manifest.trusted:
        return Problem(
            "manifest-lost",
            ERROR,
            Where(file),
            f"这个文件像是以前自动生成的，但生成记录 {MANIFEST} 丢了或坏了，分不清有没有人改过它。",
            "没有人改过，就删掉它再运行一次（content 里开头写着“source: data/……”的文件都可以删，会重新生成）。",
        )
    return Problem(
        "page-handwritten",
        ERROR,
        Where(file),
        f"这个文件是人写的，而 {page.source} 要生成的网页和它同名。为了不盖掉它，这次什么都没有写。",
        f"给这个文件换个名字，或者在 {page.source} 里改“网址名”。",
    )
