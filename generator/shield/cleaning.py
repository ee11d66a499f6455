"""Take out of a hand-written page's HTML what could run, load from elsewhere, or look like a part of the site's own.

Pure: HTML in, HTML and what was taken out of it. Generated pages need none of it: in them every sign is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from generator.markdown import SAFE_SCHEMES
from generator.shield.inspecting import is_foreign, is_safe_link, local_name

TAGS = frozenset(
    [
        "a",
        "abbr",
        "article",
        "aside",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "br",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "li",
        "mark",
        "nav",
        "ol",
        "p",
        "picture",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "section",
        "small",
        "source",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
        "var",
        "wbr",
        "audio",
        "video",
        "track",
    ]
)
"""What text, tables and pictures need, with what Markdown's extensions make of a page."""

DROPPED = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "object",
        "svg",
        "math",
        "title",
        "textarea",
        "select",
    }
)
"""Taken out with all that is in them; of anything else that is unknown the words stay."""

SILENT = frozenset({"font", "big", "tt", "strike", "nobr", "marquee", "html", "head", "body"})
"""Looks of long ago, which Word and web pages leave in what is pasted: nothing is lost with them but that."""

_ALIGNABLE = ("div", "h1", "h2", "h3", "h4", "h5", "h6", "p", "table", "tr")
ATTRIBUTES: dict[str, set[str]] = {name: {"align"} for name in _ALIGNABLE} | {
    "*": {
        "class",
        "id",
        "title",
        "lang",
        "dir",
        "hidden",
        "role",
        "aria-label",
        "aria-hidden",
        "aria-describedby",
    },
    "a": {"href", "name", "hreflang", "rel", "target"},
    "abbr": {"title"},
    "audio": {"src", "controls", "preload", "loop"},
    "video": {"src", "controls", "preload", "loop", "poster", "width", "height"},
    "track": {"src", "kind", "srclang", "label", "default"},
    "blockquote": {"cite"},
    "col": {"span", "align", "width"},
    "colgroup": {"span", "align", "width"},
    "del": {"datetime"},
    "details": {"open"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding", "align"},
    "input": {"type", "checked", "disabled", "id", "name"},
    "ins": {"datetime"},
    "label": {"for"},
    "li": {"value"},
    "ol": {"start", "type", "reversed"},
    "q": {"cite"},
    "source": {"src", "srcset", "sizes", "type", "media", "width", "height"},
    "td": {"align", "colspan", "rowspan", "headers", "width"},
    "th": {"align", "colspan", "rowspan", "scope", "headers", "width"},
    "time": {"datetime"},
}

FETCHING = frozenset({"src", "srcset", "poster"})
BOXES = frozenset({"checkbox", "radio"})
"""The inputs that lists of tasks and tabs are made of."""

_ALIGNED = re.compile(r'(<t[hd]) style="text-align: (left|center|right);"')


MOST_SETTINGS = 20_000
"""Values, and a tenth of that in thousands of signs: what a page says of itself is a small part of that."""


def is_endless(settings: object) -> bool:
    """Tell whether the front matter of a page is more than anybody writes.

    YAML lets a few lines name the same list again and again, which nothing shows before it is printed."""
    left, room, waiting = MOST_SETTINGS, 100 * MOST_SETTINGS, [settings]
    while waiting and left > 0 and room > 0:
        value = waiting.pop()
        left -= 1
        if isinstance(value, str):
            room -= len(value)
        elif isinstance(value, dict):
            waiting += [*islice(value.values(), left), *islice(value, left)]
        elif isinstance(value, (list, tuple, set)):
            waiting += islice(value, left)
    return bool(waiting) or left <= 0 or room <= 0


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A page's HTML as it is shown. `removed` are the beginnings of what a reader would miss, to be found in the file."""

    html: str
    removed: tuple[str, ...] = ()


def clean_html(html: str) -> Cleaned:
    """Return HTML that holds words, tables, pictures of the site and links; a style belongs into a style sheet."""
    import nh3  # noqa: PLC0415 - for pages that people wrote

    # The extension for tables says in a style what the policy of the site allows as an attribute only.
    html = _ALIGNED.sub(r'\1 align="\2"', html)
    cleaned = nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=set(DROPPED),
        attributes=ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes=set(SAFE_SCHEMES),
        link_rel=None,
        strip_comments=True,
    )
    return Cleaned(cleaned, tuple(dict.fromkeys(_missed(html))))


def _kept(tag: str, name: str, value: str) -> str | None:
    """Return an attribute's value, None where it must go."""
    if name == "href" and not is_safe_link(value):
        return None
    if name in FETCHING and _is_lost(name, value):
        return None
    if tag == "input" and name == "type" and value not in BOXES:
        return "checkbox"
    if tag == "input" and name == "name" and not value.startswith("__tabbed_"):
        return None
    return value


def _is_lost(name: str, value: str) -> bool:
    addresses = [part.strip().split(" ")[0] for part in value.split(",")] if name == "srcset" else [value]
    return any(is_foreign(address) or address.lower().startswith("data:") for address in addresses)


def _missed(html: str) -> Iterator[str]:
    """Yield what is taken out of a page and more than a look."""
    import lxml.html  # noqa: PLC0415 - for pages that people wrote

    if "<" not in html:
        return
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    for element in lxml.html.fragment_fromstring(html.encode(), create_parent="div", parser=parser).iter():
        if isinstance(element.tag, str):
            yield from _missed_of(element)


def _missed_of(element: Any) -> Iterator[str]:
    tag = local_name(element.tag)
    # A colon is the mark of what Word makes of its own.
    if tag not in TAGS and tag not in SILENT and ":" not in element.tag and not _inside_dropped(element):
        yield f"<{tag}"
    for name, value in element.attrib.items():
        attribute = local_name(str(name))
        if attribute.startswith("on"):
            yield attribute
        elif (attribute == "href" and not is_safe_link(str(value))) or (
            attribute in FETCHING and tag in TAGS and _is_lost(attribute, str(value))
        ):
            yield str(value).strip()[:60]


def _inside_dropped(element: Any) -> bool:
    return any(local_name(above.tag) in DROPPED for above in element.iterancestors())
