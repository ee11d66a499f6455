"""Give each page of a built site the policy that browsers hold it to, and stop what no template wrote.

Takes the folder of a built site and changes its pages; gives Problems."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from importlib.util import find_spec
from pathlib import Path

from generator import disk
from generator.problems import BLOCK, Problem, Where, quoted
from generator.project import Project
from generator.shield.inspecting import Findings, inspect_drawing, inspect_page
from generator.shield.policy import page_policy, script_patterns

_CHARSET = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)
_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)
META = '<meta http-equiv="Content-Security-Policy" content="{}">'
_POLICY = re.compile(META.format('[^"]*'))
THEME = "material"
PAGES = frozenset({".html", ".htm"})
DRAWINGS = frozenset({".svg", ".xml", ".xhtml", ".xht", ".xsl", ".xslt"})
"""What a browser opens as a page too, scripts and all, and what has no place for a policy."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file of the site, its text where it is a page, and what was found in it."""

    path: Path
    html: str
    findings: Findings


def protect(project: Project, folder: Path) -> list[Problem]:
    """Put the site's policy into every page of `folder`; a page with more than templates write is a 拦截."""
    known = [pattern for text in _templates(project) for pattern in script_patterns(text)]
    try:
        pages = [_inspected(path, known) for path in _files(folder, PAGES)]
        drawings = [_drawn(path) for path in _files(folder, DRAWINGS)]
        policy = page_policy(script for page in pages for script in page.findings.scripts)
        for page in pages:
            disk.write_whole(page.path, _with_policy(page.html, policy).encode(errors="surrogateescape"))
    except OSError as error:
        return [disk.refusal(error, project.relative(project.site))]
    return [problem for file in (*pages, *drawings) for problem in _problems(project, folder, file)]


def _files(folder: Path, endings: frozenset[str]) -> list[Path]:
    return sorted(path for path in folder.rglob("*.*") if path.suffix.lower() in endings and path.is_file())


def _templates(project: Project) -> Iterator[str]:
    """Yield the templates that may have scripts: our overrides, and those of the theme that they lie over."""
    spec = find_spec(THEME)
    theme = [Path(place) / "templates" for place in spec.submodule_search_locations or ()] if spec else []
    for top in (project.overrides, *theme):
        for path in sorted(top.rglob("*.html")):
            yield path.read_text(encoding="utf-8-sig", errors="replace")


def _inspected(path: Path, known: Sequence[re.Pattern[str]]) -> Inspected:
    # A page that `mkdocs build --dirty` left as it was has a policy already.
    html = _POLICY.sub("", path.read_bytes().decode(errors="surrogateescape"))
    return Inspected(path, html, inspect_page(html, known))


def _drawn(path: Path) -> Inspected:
    return Inspected(path, "", inspect_drawing(path.read_bytes()))


def _with_policy(html: str, policy: str) -> str:
    """Return a page with its policy before anything that the policy is about, and after the name of its encoding."""
    place = _CHARSET.search(html) or _HEAD.search(html)
    cut = place.end() if place else 0
    return f"{html[:cut]}{META.format(escape(policy, quote=False))}{html[cut:]}"


def _problems(project: Project, folder: Path, file: Inspected) -> Iterator[Problem]:
    where = Where(f"{project.relative(project.site)}/{file.path.relative_to(folder).as_posix()}")
    if file.findings.active:
        message = f"网页里有会自己运行的代码：{_listed(file.findings.active)}。浏览器不会让它运行，网站也不应该有它。"
        hint = "它不是模板写的：在 content/ 对应的文章里删掉这一段。是技术人员加的，就写成 overrides/assets/ 里的文件。"
        yield Problem("page-active", BLOCK, where, message, hint)
    if file.findings.foreign:
        message = (
            f"网页要向别的网站要东西：{_listed(file.findings.foreign)}。浏览器不会去取，访客看到的就缺一块。"
        )
        hint = "把图片、样式、脚本放进 content/ 或 overrides/assets/，再改成站内的路径。"
        yield Problem("page-foreign", BLOCK, where, message, hint)


def _listed(found: Sequence[str]) -> str:
    more = f"等 {len(found)} 处" if len(found) > 3 else ""
    return "、".join(map(quoted, found[:3])) + more
