"""Read every file under data/ into records; remember them while a process runs.

The only place that walks the data folder; gives Records, the names of media files, and Problems."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from unicodedata import normalize

from generator.inside import links_out
from generator.model import Link
from generator.problems import ERROR, NOTE, Problem, Where, stops_building
from generator.project import Project, is_handbook
from generator.schema import KINDS, Kind, Record, known_keys, parse_records
from generator.source import read_document

_SUFFIXES = frozenset({".yml", ".yaml"})
_NEIGHBOURS = frozenset({"media", "schema"})
"""Folders under data/ that hold no records."""

Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything under data/. `media` are the files below data/media by their names: "/"-paths in NFC.

    `unread` are the kinds of which some record could not be read, so that nothing else can tell what is there."""

    records: tuple[Record, ...]
    media: Mapping[str, Path]
    problems: tuple[Problem, ...]
    unread: frozenset[Kind] = frozenset()


@dataclass(slots=True)
class FileCache:
    """What the files held when they were last read, by path and stamp."""

    known: dict[str, tuple[Stamp, tuple[Record, ...], tuple[Problem, ...]]] = field(default_factory=dict)


def load_data(project: Project, cache: FileCache) -> Loaded:
    """Return the records of all data files, reading again only those that changed since last time."""
    if not project.data.is_dir():
        hint = "在项目的文件夹里运行命令；data 文件夹被删掉了就从备份恢复。"
        missing = Problem("data-missing", ERROR, Where("data"), "找不到放资料的文件夹 data。", hint)
        return Loaded((), {}, (missing,))
    records: list[Record] = []
    # Whoever put them there: what such a link leads to is not meant to be published.
    problems: list[Problem] = list(links_out(project.data, project.root))
    foreign = frozenset(problem.where.file for problem in problems)
    if "data" in foreign:
        return Loaded((), {}, tuple(problems))
    known: dict[str, tuple[Stamp, tuple[Record, ...], tuple[Problem, ...]]] = {}
    unread: set[Kind] = set()
    keys = known_keys()
    for path, stamp, kind in _data_files(project, problems):
        if foreign and _is_below(project.relative(Path(path)), foreign):
            unread.add(kind)
            continue
        cached = cache.known.get(path)
        if cached is None or cached[0] != stamp:
            cached = (stamp, *_load_file(Path(path), project.relative(Path(path)), kind, keys))
        known[path] = cached
        records += cached[1]
        problems += cached[2]
        if stops_building(cached[2]):
            unread.add(kind)
    cache.known = known
    media = {
        name: path
        for name, path in _media_files(project, problems).items()
        if not (foreign and _is_below(project.relative(Path(path)), foreign))
    }
    return Loaded(tuple(records), media, tuple(problems), frozenset(unread))


def _is_below(file: str, places: Collection[str]) -> bool:
    """Tell whether a file is one of these places, or stands in one of them."""
    return any(file == place or file.startswith(f"{place}/") for place in places)


def _load_file(
    path: Path, file: str, kind: Kind, keys: frozenset[str]
) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    document, problems = read_document(path, file, keys)
    if document is None:
        return (), problems
    records, found = parse_records(document, kind)
    return records, tuple(dict.fromkeys((*problems, *found)))


def data_files(project: Project) -> list[tuple[Path, Kind]]:
    """Return every file below data/ that holds records, in a fixed order, with its kind."""
    return [(Path(path), kind) for path, _, kind in _data_files(project, [])]


def _data_files(project: Project, problems: list[Problem]) -> Iterator[tuple[str, Stamp, Kind]]:
    """Yield the data files in a fixed order, without the cost of a Path for each; note what will not be read."""
    kinds = {kind.place: kind for kind in KINDS}
    for entry in _sorted_entries(project.data, project, problems):
        kind = kinds.get(entry.name)
        if kind is not None and kind.is_file:
            yield entry.path, _stamp(entry), kind
        elif entry.is_dir(follow_symlinks=False) and kind is not None:
            yield from _folder_files(Path(entry.path), kind, project, problems)
        elif not (entry.is_dir() and entry.name in _NEIGHBOURS):
            problems.append(_stray(project.relative(Path(entry.path)), list(kinds)))


def _folder_files(
    folder: Path, kind: Kind, project: Project, problems: list[Problem]
) -> Iterator[tuple[str, Stamp, Kind]]:
    for entry in _sorted_entries(folder, project, problems):
        named_data = os.path.splitext(entry.name)[1].lower() in _SUFFIXES  # noqa: PTH122 - see `_data_files`
        if entry.is_dir(follow_symlinks=False) and not named_data:
            yield from _folder_files(Path(entry.path), kind, project, problems)
        elif named_data:
            yield entry.path, _stamp(entry), kind
        else:
            problems.append(_stray(project.relative(Path(entry.path)), []))


def _sorted_entries(folder: Path, project: Project, problems: list[Problem]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted((e for e in entries if not _is_litter(e.name)), key=lambda entry: entry.name)
    except OSError:
        hint = "检查这个文件夹的权限，或重新打开存放它的磁盘。"
        message = "这个文件夹打不开，里面的资料没有读到。"
        problems.append(Problem("file-unreadable", ERROR, Where(project.relative(folder)), message, hint))
        return []


def _is_litter(name: str) -> bool:
    """Tell whether a file is left by an editor or a system, not by a person."""
    return (
        name.startswith((".", "~$", "_"))
        or name.endswith(("~", ".swp", ".tmp"))
        or name in {"Thumbs.db", "desktop.ini"}
    )


def _stamp(entry: os.DirEntry[str]) -> Stamp:
    try:
        status = entry.stat()
    except OSError:
        return (0, 0, 0)
    return (status.st_mtime_ns, status.st_size, status.st_ino)


def _stray(file: str, places: list[str]) -> Problem:
    name = file.rpartition("/")[2]
    close = get_close_matches(name, places, n=1, cutoff=0.6)
    if ".yml" in name:
        hint = (
            f"文件名要以 .yml 结尾：把它改成“{name.partition('.yml')[0]}.yml”（先在资源管理器里显示扩展名）。"
        )
    elif close:
        hint = f"是不是想写 data/{close[0]}？"
    else:
        hint = "资料要写成 .yml 文件，放进 data/ 里对应的文件夹；图片放进 data/media/；用不着就移走。"
    return Problem("file-ignored", NOTE, Where(file), "这里不会被读取，写在里面的内容不会上网。", hint)


def _media_files(project: Project, problems: list[Problem]) -> dict[str, Path]:
    """Return the files of data/media; macOS may hand out a name's letters taken apart, where people type them whole."""
    folder = project.data / "media"
    found: dict[str, Path] = {}
    for name in sorted(_files_below(folder)):
        whole = normalize("NFC", name)
        if whole in found:
            problems += [_twins(project.relative(found[whole]))]
        found[whole] = folder / name
    return found


def _twins(file: str) -> Problem:
    message = "有两张图片的名字看上去一模一样（字母的编码不同），分不清要用哪一张。"
    return Problem("photo-twice", ERROR, Where(file), message, "给其中一张换个名字，引用它的地方也跟着改。")


def _files_below(top: Path) -> Iterator[str]:
    """Yield the files below a folder as "/"-paths, without the cost of a Path for each."""
    for folder, _, names in os.walk(top):
        below = Path(folder).relative_to(top).as_posix()
        yield from (name if below == "." else f"{below}/{name}" for name in names)


def load_handwritten(
    project: Project, generated: Collection[str], *, handbook: bool = False
) -> tuple[Link, ...]:
    """Return the pages in content/ that people wrote, by folder and name; `generated` are the uris of ours.

    `handbook` tells whether the staff's own pages are among them."""
    written = (uri for uri in _files_below(project.content) if uri.endswith(".md") and uri not in generated)
    uris = (uri for uri in written if handbook or not is_handbook(uri))
    pages = ((uri, project.content / uri) for uri in sorted(uris))
    return tuple(Link(_title(path) or path.stem, uri) for uri, path in pages)


def load_pages(project: Project, generated: Collection[str]) -> Iterator[tuple[Path, str, str]]:
    """Yield the pages for visitors that people wrote: path, name from the project's root, and text."""
    for uri in sorted(_files_below(project.content)):
        path = project.content / uri
        ours = uri in generated or is_handbook(uri)
        if uri.endswith(".md") and not ours and path.stat().st_size <= _MOST_OF_A_PAGE:
            yield path, project.relative(path), path.read_text(encoding="utf-8-sig", errors="replace")


_MOST_OF_A_PAGE = 1 << 20
"""Bytes; the bound of data files."""

_TITLE = re.compile(r"(?:\A---\n(?:(?!---).*\n)*?title: *(?P<meta>.+)\n)|^# +(?P<heading>.+)$", re.MULTILINE)


def _title(path: Path) -> str:
    """Return a Markdown page's title, from its front matter or its first heading."""
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""
    found = _TITLE.search(text)
    return (found["meta"] or found["heading"] or "").strip().strip("\"'") if found else ""
