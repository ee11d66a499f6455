"""Look through a built page for what could run there, or fetch from elsewhere, without a template having written it.

Pure: HTML or SVG in, findings out. Most pages have nothing that is worth a parser's time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.markdown import SAFE_SCHEMES

if TYPE_CHECKING:
    from lxml.etree import _Element

DATA_BLOCKS = frozenset({"application/ld+json", "application/json"})
"""Types of what stands between <script> tags and is never run."""
LINKING = frozenset({"href", "xlink:href", "action", "formaction"})
FETCHING = frozenset({"src", "srcset", "poster", "data", "background"})
SHEETS = frozenset(["stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload", "manifest"])
"""The ways in which <link> fetches what it names."""
EMBEDDING = frozenset({"iframe", "frame", "object", "embed", "applet", "base", "meta", "foreignobject"})

_DESCRIBING = ["x-ua-compatible", "content-type"]
"""What <meta> may say in the place of a header."""

_TAGS = (
    "<script",
    "<iframe",
    "<frame",
    "<object",
    "<embed",
    "<applet",
    "<base",
    "<foreignobject",
    "<use",
    "<image",
)
_SIGNS = (
    # A link with a scheme that is none of ours; a line break or an entity may stand in the middle of it.
    r"href\s*=\s*[\"']?(?!https?://|mailto:|tel:)(?:[/\\]{2}|[^\"'>\s?#/]*[:&\s])",
    r"action\s*=\s*[\"']?(?!https?://|mailto:|tel:)(?:[/\\]{2}|[^\"'>\s?#/]*[:&\s])",
    r"src\s*=\s*[\"']?\s*(?:\w+:|[/\\]|&)",
    r"srcset\s*=[^>]*//",
    r"poster\s*=",
    r"background\s*=",
    r"data\s*=",
    r"<link(?! rel=\"(?:canonical|alternate)\")[^>]+href\s*=\s*[\"']?\s*(?:\w+:|//|&)",
)
_CURIOUS = tuple(map(re.compile, _SIGNS))
"""What makes a page worth a look; each begins with letters that the engine finds fast. Small letters only."""
_HANDLER = re.compile(r"on[a-z]+\s*=")
_BEFORE = frozenset(" \t\n\r\f\"'/")
"""What ends a tag's name or another attribute; in `content=` something else stands there."""


def _is_curious(html: str) -> bool:
    """Tell whether a page may hold anything that is worth a parser's time."""
    small = html.lower()
    if any(tag in small for tag in _TAGS) or "http-equiv" in small:
        return True
    if any(pattern.search(small) for pattern in _CURIOUS):
        return True
    return any(small[found.start() - 1] in _BEFORE for found in _HANDLER.finditer(small))


_SCRIPT = re.compile(
    r'<script>(?P<script>[^<]*)</script>|<script src="[\w./-]+" defer></script>|<script type="application/ld\+json">(?P<data>[^<]*)</script>'
)
"""The scripts that stand in every page."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a page holds: `scripts` that a template wrote, `active` and `foreign` are what no page may hold."""

    scripts: tuple[str, ...] = ()
    active: tuple[str, ...] = ()
    """What would run."""
    foreign: tuple[str, ...] = ()
    """What would be fetched from another host."""


@dataclass(slots=True)
class _Notes:
    scripts: list[str] = field(default_factory=list)
    active: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


def inspect_page(html: str, known: Sequence[re.Pattern[str]]) -> Findings:
    """Return what a page holds; `known` is what the scripts of the templates look like."""
    scripts: list[str] = []
    if not _is_curious(_SCRIPT.sub(lambda found: _without(found, known, scripts), html)):
        return Findings(tuple(dict.fromkeys(scripts)))
    import lxml.html  # noqa: PLC0415 - for the few that need it

    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    page = lxml.html.document_fromstring(html.encode(errors="surrogateescape") or b"<p>", parser)
    return _inspect(page.iter(), known)


def _without(found: re.Match[str], known: Sequence[re.Pattern[str]], scripts: list[str]) -> str:
    """Return nothing where a script is plainly one that a template wrote, or plainly data; note the former."""
    if found["script"] is not None and _is_known(found["script"], known):
        scripts.append(found["script"])
        return ""
    plain = found["script"] is None and (found["data"] is None or _is_json(found["data"]))
    return "" if plain else found[0]


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_known(script: str, known: Sequence[re.Pattern[str]]) -> bool:
    return any(pattern.fullmatch(script) for pattern in known)


_DIRECTIVES = re.compile(rb"<!ENTITY|<\?xml-stylesheet")
"""What brings more into a file of XML than stands in it."""


def inspect_drawing(svg: bytes) -> Findings:
    """Return what a file of SVG or other XML holds: opened by itself, it is a page like any other."""
    from lxml import etree  # noqa: PLC0415 - for the few that need it

    if found := _DIRECTIVES.search(svg):
        return Findings(active=(found[0].decode(),))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(svg, parser)
    return Findings() if root is None else _inspect(root.iter(), ())


def _inspect(elements: Iterable[_Element], known: Sequence[re.Pattern[str]]) -> Findings:
    notes = _Notes()
    for element in elements:
        if isinstance(element.tag, str):
            _look_at(element, known, notes)
    return Findings(*(tuple(dict.fromkeys(found)) for found in (notes.scripts, notes.active, notes.foreign)))


def _look_at(element: _Element, known: Sequence[re.Pattern[str]], notes: _Notes) -> None:
    tag = local_name(str(element.tag))
    if tag == "script":
        _look_at_script(element, known, notes)
    elif tag in EMBEDDING and not _harmless(tag, element):
        notes.active.append(f"<{tag}>")
    for name, value in element.attrib.items():
        attribute = local_name(str(name))
        if attribute.startswith("on"):
            notes.active.append(attribute)
        elif attribute in {"href", *LINKING} and not is_safe_link(str(value)):
            notes.active.append(f"{attribute}={str(value)[:40]}")
        if _fetches(tag, attribute, element):
            notes.foreign += [address for address in _addresses(attribute, str(value)) if is_foreign(address)]


def _look_at_script(element: _Element, known: Sequence[re.Pattern[str]], notes: _Notes) -> None:
    script = element.text or ""
    if element.get("type", "") in DATA_BLOCKS or (element.get("src") and not script.strip()):
        return
    if _is_known(script, known):
        notes.scripts.append(script)
    else:
        notes.active.append(f"<script>{' '.join(script.split())[:40]}")


def _harmless(tag: str, element: _Element) -> bool:
    """Tell whether <meta> only says something of the page."""
    return tag == "meta" and element.get("http-equiv", "").lower() in ("", *_DESCRIBING)


def _fetches(tag: str, attribute: str, element: _Element) -> bool:
    if tag == "link":
        return attribute == "href" and bool(SHEETS & set(element.get("rel", "").lower().split()))
    return attribute in FETCHING or (attribute == "href" and tag in {"image", "use"})


def _addresses(attribute: str, value: str) -> Iterator[str]:
    for part in value.split(",") if attribute == "srcset" else [value]:
        yield part.strip().split(" ")[0]


def local_name(name: str) -> str:
    """Return the name of an element or an attribute without its namespace, in small letters."""
    return name.rpartition("}")[2].rpartition(":")[2].lower()


_OTHER_HOST = re.compile(r"[/\\]{2}")
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]+")


def is_safe_link(address: str) -> bool:
    """Tell whether an address leads to the web, a mailbox, a telephone or a place in this site.

    Browsers leave out line breaks and tabs wherever they stand in it."""
    plain = _UNSEEN.sub("", address)
    try:
        scheme = urlsplit(plain).scheme.lower()
    except ValueError:
        return False
    # Two slashes lead to another host by whatever way this page came.
    local = (
        not scheme and ":" not in re.split(r"[/?#]", plain, maxsplit=1)[0] and not _OTHER_HOST.match(plain)
    )
    return scheme in SAFE_SCHEMES or local


def is_foreign(address: str) -> bool:
    """Tell whether what stands at an address is fetched from another host."""
    plain = _UNSEEN.sub("", address).replace("\\", "/").lower()
    return plain.startswith("//") or (":" in plain.partition("/")[0] and not plain.startswith("data:image/"))
