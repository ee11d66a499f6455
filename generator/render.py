"""Turn views into pages of Markdown with front matter, and into feeds of XML, through the templates.

Pure: the same view gives the same bytes. `Renderer` remembers what it rendered last."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import jinja2
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup
from markupsafe import escape as escape_signs

from generator import cache
from generator.halves import map_in_halves
from generator.markdown import Markdown, escape, heading, lead, prose

TEMPLATES = Path(__file__).parent / "templates"

FrontMatter = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """A file under content/: `uri` such as brands/2345.md, and the data file it came from.

    What does not end in .md is no page to the engines; they publish it as it is."""

    uri: str
    text: str
    source: str


class View(Protocol):
    """What a template prints: one page's own facts, ready to be shown.

    A view whose uri does not end in .md is printed as XML."""

    @property
    def uri(self) -> str:
        """Return the page's place under content/."""

    @property
    def source(self) -> str:
        """Return the data file that the page comes from."""

    @property
    def template(self) -> str:
        """Return the name of the template, such as brand.md.j2."""

    def front_matter(self) -> FrontMatter:
        """Return what the theme needs beside the text."""


def printed(value: object) -> Markdown:
    """Return a value as the templates print it: Markdown as it is, all else escaped."""
    return value if isinstance(value, Markdown) else escape(str(value))


_NOT_XML = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Control characters: what XML 1.0 forbids, and those that it only advises against."""


def xml_text(value: object) -> Markup:
    """Return a value as words in XML, whatever it holds; nothing is XML already."""
    return escape_signs("".join(_NOT_XML.split(str(value))))


def anchor(name: str, look: str = "") -> Markdown:
    """Return a heading's or a cell's anchor and class; both are ours, never a person's words."""
    return Markdown(f"{{#{name} .{look}}}" if look else f"{{#{name}}}")


def styled(look: str, *, block: bool = False) -> Markdown:
    """Return the mark that gives the words before it, or the `block` that it ends, a class of the theme's."""
    return Markdown(f"{{: .{look}}}" if block else f"{{.{look}}}")


def sized(picture: Any) -> Markdown:
    """Return the mark that gives the picture before it a thumbnail's look, and its size before it is there."""
    return Markdown(f"{{.thumb loading=lazy width={picture.width} height={picture.height}}}")


def deeper(indent: str) -> Markdown:
    """Return the indent of a list inside a list, four blanks as Python-Markdown wants."""
    return Markdown(f"{indent}    ")


class CompiledTemplates(BytecodeCache):
    """Keeps compiled templates in a folder: to compile all of them takes a twentieth of a first generation."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # What a template prints that never changes goes through `printed` while it is compiled.
        ours = [Path(file).read_text(encoding="utf-8") for file in (__file__, escape.__code__.co_filename)]
        self.compiler = cache.key_of(sys.version, jinja2.__version__, *ours).encode()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a template's bucket with what is kept of it, unless another program compiled that."""
        found = cache.recall(self.folder, bucket.key) or b""
        if found.startswith(self.compiler):
            bucket.bytecode_from_string(found.removeprefix(self.compiler))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to, if the disk lets us."""
        cache.keep(self.folder, bucket.key, self.compiler + bucket.bytecode_to_string())


def make_environment(folder: Path | None = None) -> Environment:
    """Return the templates' environment: nothing undefined, every value escaped for Markdown.

    `folder` keeps them compiled between runs."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=printed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=True,
        bytecode_cache=CompiledTemplates(folder) if folder else None,
    )
    env.filters |= {"prose": prose, "lead": lead, "heading": heading}
    env.globals |= {"anchor": anchor, "deeper": deeper, "sized": sized, "styled": styled}
    return env


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to make the view of one page: a pure function and all that it depends on.

    Equal recipes make equal pages, so an unchanged page costs one comparison."""

    uri: str
    make: Callable[..., View]
    inputs: tuple[Any, ...]


@dataclass(slots=True)
class Renderer:
    """Renders recipes, and keeps each page until its recipe changes."""

    environment: Environment = field(default_factory=make_environment)
    known: dict[str, tuple[Recipe, Page]] = field(default_factory=dict)

    def render(self, recipes: Iterable[Recipe]) -> list[Page]:
        """Return the pages, rendering only those whose recipe differs from last time."""
        recipes = list(recipes)
        stale = [recipe for recipe in recipes if self._changed(recipe)]
        fresh = dict(zip((recipe.uri for recipe in stale), map_in_halves(self._render, stale), strict=True))
        last, self.known = self.known, {}
        for recipe in recipes:
            page = fresh.get(recipe.uri)
            self.known[recipe.uri] = (recipe, page) if page is not None else last[recipe.uri]
        return [page for _, page in self.known.values()]

    def _changed(self, recipe: Recipe) -> bool:
        known = self.known.get(recipe.uri)
        return known is None or known[0] != recipe

    def _render(self, recipe: Recipe) -> Page:
        return render_page(recipe.make(*recipe.inputs), self.environment)


def render_page(view: View, environment: Environment) -> Page:
    """Return the page of a view: front matter, then its template's Markdown; XML has no front matter."""
    if not view.uri.endswith(".md"):
        xml = environment.overlay(finalize=xml_text)
        return Page(view.uri, f"{xml.get_template(view.template).render(view=view).strip()}\n", view.source)
    body = environment.get_template(view.template).render(view=view)
    body = re.sub(r"\n{3,}", "\n\n", body).strip()
    front = front_matter({**view.front_matter(), "source": view.source})
    return Page(view.uri, f"{front}\n{body}\n", view.source)


def front_matter(values: FrontMatter) -> str:
    """Return YAML front matter: a key a line, lists an entry a line, every value as JSON.

    JSON is YAML, costs a twentieth of a YAML emitter's time, and can hold no document mark or tag."""
    lines = ["---"]
    for key, value in values.items():
        if value is None or value in ("", (), []):
            continue
        if isinstance(value, (list, tuple)):
            lines += [f"{key}:", *(f"  - {_json(entry)}" for entry in value)]
        else:
            lines.append(f"{key}: {_json(value)}")
    return "\n".join([*lines, "---", ""])


_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
