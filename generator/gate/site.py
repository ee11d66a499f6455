"""Read the finished site as a visitor and a search engine do, for what came by a way that nobody thought of.

Takes the folder of a built site, gives Findings; what was found in data/ or content/ already is told there."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from generator.gate.found import Found
from generator.gate.images import SUFFIXES
from generator.gate.internal import TITLE
from generator.gate.location import PHOTO_LOCATION, has_location
from generator.gate.pages import in_name, judge_picture
from generator.gate.reading import EDGE, Reading
from generator.gate.rules import ABOUT_PEOPLE, inspect
from generator.gate.telling import Finding, Placed, is_allowed, tell
from generator.gate.triggers import may_hold
from generator.halves import map_in_halves
from generator.late import Late
from generator.problems import Where
from generator.project import PROBLEM_LIST, is_handbook

LEFT_OUT = frozenset({"pagefind"})
"""Folders of what is made from the pages themselves."""
_PAGES = frozenset({".html", ".htm"})
_FEEDS = frozenset({".xml", ".svg"})
_PLAIN = frozenset({".json", ".txt", ".csv", ".webmanifest"})
_LARGEST = 20_000_000
_OURS = Late(r"[0-9a-f]{16}-[0-9]{1,4}\.(?:webp|jpg)")
"""Photos that were developed from data/media: without metadata, and named by a digest."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is answered for already: `told` are the codes and keys of what was found in data/ and content/,
    `allowed` the keys of the site's own contact, `read` gives every text that was read there and let through."""

    told: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    allowed: Collection[str] = frozenset()
    read: Callable[[], Iterable[str]] = tuple

    def holds(self, finding: Finding) -> bool:
        """Tell whether a finding is one of those, perhaps with a few more words around it."""
        if is_allowed(finding, self.allowed):
            return True
        key = _bare(finding.key)
        return any(key in other or other in key for other in self.told.get(finding.problem.code, ()) if other)


def known_of(
    findings: Collection[Finding], allowed: Collection[str], read: Callable[[], Iterable[str]] = tuple
) -> Known:
    """Return what these findings are known by."""
    told: dict[str, list[str]] = defaultdict(list)
    for finding in findings:
        told[finding.problem.code].append(_bare(finding.key))
    return Known({code: tuple(dict.fromkeys(keys)) for code, keys in told.items()}, allowed, read)


def _bare(key: str) -> str:
    return re.sub(r"[\W_]+", "", key).lower()


def check_site(folder: Path, known: Known) -> list[Finding]:
    """Return what must not be published in a built site and is not known yet, each thing once, at its first page."""
    paths = [path for path in _files(folder) if path.stat().st_size <= _LARGEST]
    uris = [path.relative_to(folder).as_posix() for path in paths]
    uris = [uri for uri in uris if not uri.startswith(f"{PROBLEM_LIST}/")]
    found = [each for some in map_in_halves(partial(_check_file, folder), uris) for each in some]
    new = [finding for finding in found if not known.holds(finding)]
    read = EDGE.join(map(_bare, known.read())) if new else ""
    times: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in new:
        # A cell of a table may lack what beside it makes it innocent; where it was written that was seen.
        words = _bare(finding.problem.where.excerpt)
        if not words or finding.problem.where.column == 0 or words not in read:
            times[finding.identity].append(finding)
    return [_once(same) for same in times.values()]


def _once(same: list[Finding]) -> Finding:
    first = same[0]
    pages = {one.problem.where.file for one in same}
    if len(pages) == 1:
        return first
    message = f"{first.problem.message}同样的内容还在另外 {len(pages) - 1} 页上。"
    return replace(first, problem=replace(first.problem, message=message))


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        top = path.relative_to(folder).parts[0]
        if top not in LEFT_OUT and not top.startswith(".") and path.is_file():
            yield path


def _check_file(folder: Path, uri: str) -> list[Finding]:
    path, file = folder / uri, f"site/{uri}"
    suffix = path.suffix.lower()
    placed: list[Placed] = []
    if not _OURS.fullmatch(path.name):
        placed += in_name(uri, file) if suffix not in {".js", ".css", ".map", ".woff2"} else ()
        if suffix in SUFFIXES and has_location(path):
            where = Where(file, excerpt=path.name)
            placed.append(
                Placed(PHOTO_LOCATION, Found(0, 0, "带着拍摄地点的照片", path.name, path.name), [where])
            )
    if suffix in _PAGES or suffix in _FEEDS:
        texts, pictures = read_page(path.read_bytes(), xml=suffix in _FEEDS)
        placed += check_texts(file, texts)
        placed += _check_pictures(file, pictures)
    elif suffix in _PLAIN:
        placed += check_texts(file, list(_plain_texts(path.read_bytes(), suffix)))
    if is_handbook(uri):
        placed = [each for each in placed if each.rule in ABOUT_PEOPLE]
    return tell(placed)


def check_texts(file: str, texts: list[str]) -> Iterator[Placed]:
    """Yield what the rules find in the texts of a page; each is told with the words around it."""
    whole = EDGE.join(dict.fromkeys(text.replace(EDGE, " ") for text in texts))
    if not may_hold(Reading(whole).words):
        return
    for rule, found in inspect(Reading(whole)):
        start = whole.rfind(EDGE, 0, found.start) + 1
        if found.what == TITLE and not whole.startswith(_HEADING, start):
            continue
        end = whole.find(EDGE, found.end)
        line = " ".join(whole[start : end if end >= 0 else None].split("\n"))
        column, length = found.start - start, found.end - found.start
        secret: tuple[Where, ...] = ()
        if found.secret:
            secret = (Where(file, 0, found.secret[0] - start + 1, found.secret[1] - found.secret[0], line),)
        yield Placed(rule, found, [Where(file, 0, column + 1, length, line)], secret)


def _check_pictures(file: str, pictures: list[tuple[str, str]]) -> Iterator[Placed]:
    for name, said in dict.fromkeys(pictures):
        base = PurePosixPath(name).name
        for rule, what in judge_picture(name, said):
            yield Placed(rule, Found(0, 0, what, base, base), [Where(file, excerpt=base)])


_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "caption"})
_HEADING = "# "
"""Stands before the text of a heading, as in Markdown."""
_UNSEEN = frozenset({"script", "style", "template"})
_READ_ALOUD = (
    "alt",
    "title",
    "aria-label",
    "placeholder",
    "content",
    "summary",
    "value",
    "data-title",
    "data-caption",
    "label",
)


def read_page(data: bytes, *, xml: bool = False) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the texts of a page that anybody can read, hidden ones and metadata too, and its pictures with their words."""
    tree = _parsed(data, xml=xml)
    if tree is None:
        return [data.decode("utf-8", errors="replace")], []
    runs: list[list[str]] = [[]]
    texts: list[str] = []
    pictures: list[tuple[str, str]] = []
    for event, element in _walk(tree):
        if event == "comment":
            texts.append(element.text or "")
            runs[-1].append(element.tail or "")
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag.rpartition("}")[2] not in _INLINE:
                runs.append([_HEADING] if tag in _HEADINGS else [])
            if tag in _UNSEEN:
                texts += _data_of(element)
            else:
                runs[-1].append(element.text or "")
                # What is said to browsers only holds digests, in which any letters may meet.
                texts += _attributes(element) if element.get("http-equiv") is None else ()
                pictures += _picture(element)
        else:
            if tag.rpartition("}")[2] not in _INLINE:
                runs.append([])
            runs[-1].append(element.tail or "")
    texts += _tables(tree)
    joined = (" ".join("".join(run).split()) for run in runs)
    return [text for text in (*joined, *texts) if text.strip(" #")], pictures


def _parsed(data: bytes, *, xml: bool) -> Any:
    from lxml import etree  # noqa: PLC0415 - heavy, and only for a site that is published

    if not data.strip():
        return None
    parser: Any = (
        etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
        if xml
        else etree.HTMLParser(encoding="utf-8", huge_tree=True)
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _walk(tree: Any) -> Iterator[tuple[str, Any]]:
    """Yield each element when it begins and when it ends; nothing recurses, so no page can be too deep."""
    from lxml import etree  # noqa: PLC0415 - as above

    yield from etree.iterwalk(tree, events=("start", "end", "comment"))


def _attributes(element: Any) -> Iterator[str]:
    for name in _READ_ALOUD:
        if text := element.get(name):
            yield text
    target = element.get("href") or ""
    if target.startswith(("mailto:", "tel:", "sms:")):
        yield unquote(target.partition(":")[2])


def _data_of(element: Any) -> Iterator[str]:
    """Yield the texts of data for search engines; other scripts hold the theme's own words."""
    if "json" in (element.get("type") or ""):
        yield from _strings(element.text or "")


def _picture(element: Any) -> Iterator[tuple[str, str]]:
    tag = element.tag.rpartition("}")[2]
    if tag in {"img", "source", "image", "video"} or (tag == "link" and "icon" in (element.get("rel") or "")):
        address = element.get("src") or element.get("href") or (element.get("srcset") or "").split(" ")[0]
        if address and not address.startswith("data:"):
            words = " ".join(filter(None, (element.get("alt"), element.get("title"), _caption(element))))
            yield unquote(urlsplit(address).path), words


def _caption(element: Any) -> str:
    figure = next(element.iterancestors("figure"), None)
    return "" if figure is None else "".join(figure.itertext())


def _tables(tree: Any) -> Iterator[str]:
    """Yield each table with its cells side by side: what stands in a row belongs together."""
    for table in tree.iter("table"):
        rows = (
            "|".join(" ".join("".join(cell.itertext()).split()) for cell in row) for row in table.iter("tr")
        )
        yield "\n".join(f"|{row}|" for row in rows)


def _plain_texts(data: bytes, suffix: str) -> Iterator[str]:
    text = data.decode("utf-8-sig", errors="replace")
    if suffix in {".json", ".webmanifest"}:
        yield from _strings(text)
    else:
        yield text


def _strings(text: str) -> list[str]:
    """Return the texts in JSON; all of it where it is none."""
    try:
        waiting = [json.loads(text)]
    except (ValueError, RecursionError):
        return [text]
    strings = []
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            strings.append(value)
        elif isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return strings
