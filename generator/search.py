"""Make the search index of a built site: its pages and honours, read from the HTML, handed to Pagefind.

Takes a project whose site stands in a folder, gives `pagefind/` in it, or a Problem; the pages stay as they are.

Pagefind searches words, and no two segmenters agree on where Chinese words end: what stands in a page would often
not be found. So every letter, digit and Chinese character is indexed as a word of its own, and `search.js` asks for
phrases of them. Whatever stands in a page is found then, from any character to any other."""

from __future__ import annotations

import errno
import gzip
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import yaml
from lxml import html

from generator import disk
from generator.pagefind import find_program
from generator.problems import NOTE, Problem, Where
from generator.project import Project

FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?\n)---[ \t]*\n", re.DOTALL)
WANTED = re.compile(r"^(?:kind|units):.*\n(?:[ \t-].*\n)*", re.MULTILINE)
"""A brand's front matter is long, and reading all of it would take a third of the time."""
INDEX, INDEX_MADE = "pagefind", "index"
ENTRY = "pagefind-entry.json"
"""What a browser reads first, and what names all the rest: it is put in place last."""

LEFT_OUT = frozenset({"404.html", "sitemap/index.html"})
BODIES = "//*[@data-pagefind-body]", "//main//article", "//main"
UNSAID = frozenset({"script", "style", "svg", "nav", "template", "button", "dialog", "noscript", "select"})
ASIDE = frozenset({"origin", "turn", "headerlink", "crumbs", "noted"})
"""Classes of what stands on a page without being its text: where it came from, the way to the next one."""
INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "code", "em", "i", "mark", "small", "span", "strong", "sub"}
)
INLINE |= {"sup", "time", "u", "wbr"}
HONORS = "荣誉"
GAP = "待补"
UNIT = re.compile(r"(?:schools|regions)/[^/]")
"""The address of whoever an honour belongs to; a brand is no unit."""
FOLDERS = {"guides": "指南", "about": "关于"}
"""The kinds of pages that people write, by folder."""
# In what Pagefind stores, blanks part the characters; so a blank of the text, and the end of a block, need signs.
BLANK, BREAK = "␣", "¶"
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code).isalnum()}

CATALOGUE = "catalogue.json"
"""Ours beside Pagefind's: of what kind each result is, and whose. Pagefind's own filters come in another order each
time, and the same site shall have the same bytes."""
SIGNATURE = b"pagefind_dcd"
"""What stands before the JSON of a fragment, which is all that is stored of one entry."""

FOLDERS_USED, ENDINGS_USED = ("index/", "fragment/"), (".pf_meta",)
FILES_USED = frozenset({CATALOGUE, ENTRY, "pagefind.js", "wasm.unknown.pagefind"})
"""Of what Pagefind writes, what `search.js` loads; the rest is 400 KB of ready-made interfaces."""

DISK_FULL = re.compile(r"os error (?:28|112)\b")
"""As Rust tells it, on Linux and macOS and on Windows."""

PATIENCE = 300
"""So many seconds Pagefind may take; ten thousand pages need some thirty."""

Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found. `url` is relative to the site's root; `texts` are its blocks without the title."""

    url: str
    title: str
    kind: str
    units: tuple[str, ...]
    texts: tuple[str, ...]


def index_site(project: Project, folder: Path, cancelled: Cancelled = lambda: False) -> list[Problem]:
    """Put an index of the site built in `folder` into it; without Pagefind the site is whole all the same.

    Until the new index is complete the one that is there stays. `cancelled` is asked on the way."""
    program = find_program()
    if program is None:
        return [_missing()]
    try:
        with TemporaryDirectory(prefix="showcase_search_") as work:
            classes = _write_entries(site_entries(project, folder), Path(work, "pages"), cancelled)
            complaint = _run(program, Path(work), cancelled)
            if complaint is None:
                _write_catalogue(Path(work, INDEX_MADE), classes)
                install(Path(work, INDEX_MADE), folder / INDEX, cancelled)
            elif not cancelled():
                return [_failed(complaint)]
    except OSError as error:
        if error.errno not in disk.ENVIRONMENT:
            raise
        return [disk.refusal(error, project.relative(project.site))]
    return []


def site_entries(project: Project, folder: Path) -> Iterator[Entry]:
    """Yield all that can be found in the site built in `folder`, by address."""
    for path in sorted(folder.rglob("*.html")):
        uri = path.relative_to(folder).as_posix()
        if uri not in LEFT_OUT:
            yield from page_entries(uri, path.read_bytes(), front_matter(project, uri))


def front_matter(project: Project, uri: str) -> dict[str, object]:
    """Return what a page's Markdown says of it before its text; nothing for a page without."""
    name = uri.removesuffix("/index.html").removesuffix(".html")
    for source in (project.content / f"{name}.md", project.content / name / "index.md"):
        if source.is_file():
            return _front_values(source.read_text(encoding="utf-8-sig", errors="replace"))
    return {}


def _front_values(text: str) -> dict[str, object]:
    found = FRONT_MATTER.match(text)
    try:
        wanted = "".join(WANTED.findall(found["yaml"])) if found else ""
        values = yaml.load(wanted, yaml.CBaseLoader)  # noqa: S506 - builds text only
    except yaml.YAMLError:
        values = None
    return values if isinstance(values, dict) else {}


def page_entries(uri: str, data: bytes, front: dict[str, object]) -> Iterator[Entry]:
    """Yield a built page as an entry, and each honour that has an anchor on it as one of its own."""
    tree = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    body = next((found for path in BODIES for found in tree.xpath(path)), None)
    if body is None:
        return
    url = uri.removesuffix("index.html")
    for anchor, row in _honor_rows(body):
        yield _honor_entry(f"{url}#{anchor}", row)
        if (rows := row.getparent()) is not None:
            rows.remove(row)
    heading = next(iter(body.iter("h1")), None)
    title = (tree.findtext(".//title") or "").strip() if heading is None else _words(heading)
    kind = _text(front.get("kind")) or FOLDERS.get(uri.partition("/")[0], "网页")
    units = front.get("units")
    names = tuple(map(_text, units)) if isinstance(units, list) else ()
    yield Entry(url, title, kind, names, tuple(_blocks(body, but=heading)))


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _honor_rows(body: html.HtmlElement) -> list[tuple[str, html.HtmlElement]]:
    """Return the rows of tables that are honours, each with its anchor, which is the row's or a cell's."""
    return [
        (place.get("id", ""), row)
        for place in body.xpath(".//*[starts-with(@id, 'honor-')]")
        for row in place.xpath("ancestor-or-self::tr[1]")
    ]


def _honor_entry(url: str, row: html.HtmlElement) -> Entry:
    """Return an honour: its name as the title, and all that its row says except where it is known from."""
    table = next(row.iterancestors("table"))
    names = [_words(cell) for cell in table.xpath(".//thead//th")]
    cells = dict(zip(names, row.xpath("./td|./th"), strict=False))
    name = cells.get(HONORS, row)
    note = name.find(".//em")
    owners = cells["单位"].iter("a") if "单位" in cells else ()
    units = tuple(_words(link) for link in owners if UNIT.search(link.get("href", "")))
    said = [cell for heading, cell in cells.items() if heading not in {HONORS, "来源"}]
    texts = (_words(cell) for cell in ([] if note is None else [note]) + said)
    return Entry(
        url, _words(name, but=note), HONORS, units, tuple(text for text in texts if text not in {"", GAP})
    )


def _words(element: html.HtmlElement, but: html.HtmlElement | None = None) -> str:
    """Return an element's text as one line."""
    return " ".join(_blocks(element, but))


def _blocks(element: html.HtmlElement, but: html.HtmlElement | None = None) -> Iterator[str]:
    """Yield the text of an element, anew each time that a browser would begin a new line or cell."""
    runs: list[list[str]] = [[]]
    _gather(element, but, runs)
    texts = (" ".join("".join(run).split()) for run in runs if run)
    return (text for text in texts if text)


def _gather(element: html.HtmlElement, but: html.HtmlElement | None, runs: list[list[str]]) -> None:
    """Add an element's texts to the last of the runs, leaving out `but`; the edge of a block begins a new run."""
    if not _is_said(element) or element is but:
        return
    block = element.tag not in INLINE
    if block:
        runs.append([])
    if element.text:
        runs[-1].append(element.text)
    for child in element:
        _gather(child, but, runs)
        if child.tail:
            runs[-1].append(child.tail)
    if block:
        runs.append([])


def _is_said(element: html.HtmlElement) -> bool:
    return (
        isinstance(element.tag, str)
        and element.tag not in UNSAID
        and element.get("aria-hidden") != "true"
        and element.get("data-pagefind-ignore") is None
        and element.get("hidden") is None
        and not ASIDE.intersection((element.get("class") or "").split())
    )


def _write_entries(entries: Iterator[Entry], folder: Path, cancelled: Cancelled) -> dict[str, list[str]]:
    """Write a page for each entry, until cancelled; return by address of what kind each is, and whose."""
    folder.mkdir()
    classes = {}
    for number, entry in enumerate(entries):
        if cancelled():
            break
        classes[entry.url] = [entry.kind, *entry.units]
        (folder / f"{number:06}.html").write_text(entry_html(entry), encoding="utf-8", newline="\n")
    return classes


def _write_catalogue(made: Path, classes: dict[str, list[str]]) -> None:
    """Write what `search.js` filters by: names, and for each result the numbers of its kind and its units."""
    names = sorted({name for each in classes.values() for name in each})
    numbers = {name: number for number, name in enumerate(names)}
    rows = {}
    for path in sorted((made / "fragment").iterdir()):
        fragment = json.loads(gzip.decompress(path.read_bytes()).removeprefix(SIGNATURE))
        rows[path.stem] = [numbers[name] for name in classes[fragment["meta"]["url"]]]
    text = json.dumps({"names": names, "rows": rows}, ensure_ascii=False, separators=(",", ":"))
    (made / CATALOGUE).write_text(text, encoding="utf-8", newline="\n")


def entry_html(entry: Entry) -> str:
    """Return an entry as the page that Pagefind reads: one paragraph, the title first."""
    # A school's own page need not say again whose it is.
    unit = "、".join(name for name in entry.units if name != entry.title)
    meta = {"url": entry.url, "title": entry.title, "kind": entry.kind, "unit": unit}
    marks = [
        f'<meta data-pagefind-meta="{name}[content]" content="{escape(value)}">'
        for name, value in meta.items()
    ]
    text = escape(f" {BREAK} ".join(map(parted, (entry.title, *entry.texts, ""))), quote=False)
    return f'<!doctype html><html lang="zh"><body data-pagefind-body>{"".join(marks)}<p>{text}</p></body></html>\n'


def parted(text: str) -> str:
    """Return text with a blank before every sign that can be searched; the others cling to the one before."""
    signs = []
    for sign in text.translate(HALF_WIDTH):
        if sign.isalnum():
            signs.append(f" {sign}")
        elif sign.isspace() or sign in {BLANK, BREAK}:
            signs.append(BLANK)
        else:
            signs.append(sign)
    return "".join(signs).strip()


def _run(program: Path, work: Path, cancelled: Cancelled) -> str | None:
    """Run Pagefind on `work`/pages; return None when `work`/index is complete, else what it complained of.

    A full disk is raised as the OSError that Pagefind met."""
    command = [str(program), "--site", "pages", "--output-path", INDEX_MADE, "--silent"]
    log = work / "log"
    with log.open("wb") as stream:
        try:
            process = _start(command, work, stream)
        except OSError as error:
            return error.strerror or type(error).__name__
        code = _wait(process, cancelled)
    complaint = log.read_text(encoding="utf-8", errors="replace").strip()
    if code and DISK_FULL.search(complaint):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), os.fspath(work))
    if code or not (work / INDEX_MADE / ENTRY).is_file():
        return complaint.rpartition("\n")[2] or f"退出码 {code}"
    return None


def _start(command: list[str], work: Path, log: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a program in a group of its own: a Ctrl-C in the terminal is ours to answer, and we end it quietly."""
    if sys.platform == "win32":
        group = subprocess.CREATE_NEW_PROCESS_GROUP
        return subprocess.Popen(command, cwd=work, stdout=log, stderr=log, creationflags=group)  # noqa: S603 - ours
    return subprocess.Popen(command, cwd=work, stdout=log, stderr=log, process_group=0)  # noqa: S603 - ours


def _wait(process: subprocess.Popen[bytes], cancelled: Cancelled) -> int:
    """Wait until a process ends, or end it when the work is cancelled or takes too long."""
    deadline = time.monotonic() + PATIENCE
    try:
        while not cancelled() and time.monotonic() < deadline:
            with suppress(subprocess.TimeoutExpired):
                return process.wait(timeout=0.02)
    finally:
        process.kill()
        process.wait()
    return process.returncode


def install(made: Path, index: Path, cancelled: Cancelled) -> None:
    """Bring `index` up to date with `made`; a browser that searches meanwhile finds the old one or the new."""
    files = {path.relative_to(made).as_posix(): path for path in sorted(made.rglob("*")) if path.is_file()}
    wanted = [
        name
        for name in files
        if name.startswith(FOLDERS_USED) or name in FILES_USED or name.endswith(ENDINGS_USED)
    ]
    for name in sorted(wanted, key=ENTRY.__eq__):
        if cancelled():
            return
        target = index / name
        target.parent.mkdir(parents=True, exist_ok=True)
        disk.write_whole(target, files[name].read_bytes())
    for path in index.rglob("*"):
        if path.is_file() and path.relative_to(index).as_posix() not in wanted:
            path.unlink()


def _missing() -> Problem:
    message = "这台电脑上没有装 Pagefind，网站里没有搜索，原来的入口通向网站地图；其他都是完整的。"
    return Problem(
        "search-missing", NOTE, Where("site"), message, "连上网络，过一小时再运行 make site，会自动补装。"
    )


def _failed(complaint: str) -> Problem:
    message = f"搜索的索引没有做成（Pagefind：{complaint}），网站里的搜索会通向网站地图；其他都是完整的。"
    return Problem(
        "search-failed", NOTE, Where("site"), message, "再运行一次；还不行，把这一行发给技术人员。"
    )
