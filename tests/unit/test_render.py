"""Views into pages: what is escaped, what front matter holds, what is rendered again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, UndefinedError, nodes

from generator.markdown import Markdown
from generator.render import (
    TEMPLATES,
    CompiledTemplates,
    Recipe,
    Renderer,
    front_matter,
    make_environment,
    printed,
    render_page,
)

TEMPLATE_NAMES = sorted(path.name for path in TEMPLATES.glob("*.j2"))


def parsed(name: str) -> nodes.Template:
    """Return a template's own tree."""
    environment = make_environment()
    return environment.parse((TEMPLATES / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", TEMPLATE_NAMES)
def test_template_joins_no_values_before_they_are_escaped(name: str) -> None:
    # Only what is printed is escaped for Markdown; these would escape for HTML, or not at all, or see
    # the escaped text as a value. What must be joined is joined in pages/, as text or as Markdown.
    joins = (
        nodes.Concat,
        nodes.Add,
        nodes.Mod,
        nodes.FilterBlock,
        nodes.MarkSafe,
        nodes.ScopedEvalContextModifier,
    )

    assert list(parsed(name).find_all(joins)) == []


@pytest.mark.parametrize("name", TEMPLATE_NAMES)
def test_template_uses_no_filter_but_ours_and_counting(name: str) -> None:
    assert {found.name for found in parsed(name).find_all(nodes.Filter)} <= {
        "prose",
        "lead",
        "heading",
        "length",
    }


@pytest.mark.parametrize("name", TEMPLATE_NAMES)
def test_template_calls_nothing_but_macros_and_our_functions(name: str) -> None:
    template = parsed(name)
    macros = {macro.name for macro in template.find_all(nodes.Macro)} | {
        "anchor",
        "deeper",
        "sized",
        "styled",
    }

    for call in template.find_all(nodes.Call):
        from_macros = (
            isinstance(call.node, nodes.Getattr)
            and isinstance(call.node.node, nodes.Name)
            and call.node.node.name == "m"
        )
        assert from_macros or (isinstance(call.node, nodes.Name) and call.node.name in macros)


def test_value_is_escaped_and_markdown_is_not() -> None:
    assert printed("*a*") == "\\*a\\*"
    assert printed(Markdown("*a*")) == "*a*"
    assert printed(7) == "7"


def test_value_that_a_view_does_not_have_is_a_bug_of_ours() -> None:
    with pytest.raises(UndefinedError):
        make_environment().from_string("{{ view.nothing }}").render(view=object())


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"title": '“甲”"乙"'}, 'title: "“甲”\\"乙\\""\n'),
        ({"year": 2021, "open": False}, "year: 2021\nopen: false\n"),
        ({"crumbs": [{"a": "b"}, {"a": 1}]}, 'crumbs:\n  - {"a": "b"}\n  - {"a": 1}\n'),
        ({"a": None, "b": "", "c": (), "d": []}, ""),
        ({"a": "\x85\u2028"}, 'a: "\\u0085\\u2028"\n'),
    ],
)
def test_front_matter_has_a_key_a_line_and_leaves_out_what_is_empty(
    values: Mapping[str, Any], text: str
) -> None:
    assert front_matter(values) == f"---\n{text}---\n"


@dataclass(frozen=True)
class Rows:
    """The smallest view."""

    title: str
    rows: tuple[str, ...] = ()
    uri: str = "a.md"
    source: str = "data/a.yml"
    template: str = "rows.md.j2"

    def front_matter(self) -> Mapping[str, Any]:
        """Return the title."""
        return {"title": self.title}


def test_page_is_front_matter_then_body_and_one_line_break_at_the_end() -> None:
    page = render_page(Rows("甲"), make_environment())

    assert page.text == '---\ntitle: "甲"\nsource: "data/a.yml"\n---\n\n# 甲\n\n还没有甲。\n'
    assert (page.uri, page.source) == ("a.md", "data/a.yml")


def test_page_is_rendered_again_only_when_its_recipe_changes() -> None:
    made: list[str] = []

    def make(title: str) -> Rows:
        made.append(title)
        return Rows(title)

    renderer = Renderer()
    for title in ("甲", "甲", "乙", "甲"):
        renderer.render([Recipe("a.md", make, (title,))])

    assert made == ["甲", "乙", "甲"]


def test_a_template_is_compiled_once_for_all_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = render_page(Rows("甲"), make_environment(tmp_path)).text
    kept = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    monkeypatch.setattr(Environment, "compile", refuse_to_compile)

    assert render_page(Rows("甲"), make_environment(tmp_path)).text == fresh
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == kept


def refuse_to_compile(*_: object, **__: object) -> None:
    """Stand in for the compiler where nothing is left to compile."""
    raise AssertionError("compiled again")


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 4000])
def test_a_damaged_compiled_template_is_made_again(tmp_path: Path, damage: bytes) -> None:
    fresh = render_page(Rows("甲"), make_environment(tmp_path)).text
    kept = {path: path.read_bytes() for path in tmp_path.iterdir()}
    for path in kept:
        path.write_bytes(damage)

    assert render_page(Rows("甲"), make_environment(tmp_path)).text == fresh
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == kept


def test_a_template_that_another_program_compiled_is_not_used(tmp_path: Path) -> None:
    environment = make_environment(tmp_path)
    assert isinstance(environment.bytecode_cache, CompiledTemplates)
    environment.bytecode_cache.compiler = b"0" * 32
    render_page(Rows("甲"), environment)
    kept = {path: path.read_bytes() for path in tmp_path.iterdir()}

    render_page(Rows("甲"), make_environment(tmp_path))
    assert all(path.read_bytes() != data for path, data in kept.items())


def test_page_whose_recipe_is_gone_is_forgotten() -> None:
    renderer = Renderer()
    renderer.render([Recipe("a.md", Rows, ("甲",)), Recipe("b.md", Rows, ("乙",))])

    assert [page.text for page in renderer.render([Recipe("b.md", Rows, ("乙",))])] == [
        render_page(Rows("乙"), make_environment()).text
    ]
    assert set(renderer.known) == {"b.md"}
