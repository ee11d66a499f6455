"""Imports point one way: each module may import only what stands on a lower rank."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import generator

PACKAGE = Path(generator.__file__).parent

RANKS = (
    {"late", "problems", "quotes"},
    {
        "catalogue",
        "codes",
        "disk",
        "fonts",
        "halves",
        "inside",
        "markdown",
        "pagefind",
        "progress",
        "project",
        "report",
        "source",
    },
    {"cache", "schema", "sums", "undo"},
    {"editions", "photos", "writing"},
    {"gate", "model"},
    {"checks", "facts", "load", "pictures", "render", "validate", "wording"},
    {
        "engine",
        "health",
        "manuscript",
        "output",
        "pages",
        "repair",
        "scaffold",
        "search",
        "shield",
        "staging",
        "typeface",
        "weight",
        "workbook",
    },
    {"build", "finish", "takedown"},
    {"publish"},
    {"commands"},
    {"cli", "plugin"},
    {"start"},
)
ALONE = {"bootstrap"}
"""Runs before anything is installed, so it imports nothing of ours."""


def module_files() -> Iterator[tuple[str, Path]]:
    """Yield every source file with the module of the package that it belongs to."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if name != "__init__":
            yield name, path


def imported(path: Path) -> Iterator[str]:
    """Yield the dotted names that a file imports, wherever the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == "generator")


def ours(names: Iterator[str]) -> set[str]:
    """Return the modules of our package among the imported names."""
    return {name.split(".")[1] for name in names if name.startswith("generator.")}


def rank_of(module: str) -> int:
    """Return a module's rank; a module without one fails the test that asks."""
    return next(rank for rank, modules in enumerate(RANKS) if module in modules)


def test_every_module_has_a_rank() -> None:
    assert {name for name, _ in module_files()} == set().union(*RANKS) | ALONE


def test_imports_point_to_lower_ranks_only() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {other}"
        for name, path in module_files()
        if name not in ALONE
        for other in ours(imported(path)) - {name}
        if rank_of(other) >= rank_of(name)
    ]

    assert wrong == []


def test_bootstrap_imports_nothing_of_ours() -> None:
    assert ours(imported(PACKAGE / "bootstrap.py")) == set()


def test_only_plugin_and_engine_import_mkdocs() -> None:
    users = {
        name
        for name, path in module_files()
        if any(word.split(".")[0] == "mkdocs" for word in imported(path))
    }

    assert users == {"plugin", "engine"}


def test_packages_import_no_cycle_inside() -> None:
    for package in (
        "catalogue",
        "engine",
        "fonts",
        "gate",
        "health",
        "manuscript",
        "pages",
        "pictures",
        "scaffold",
        "schema",
        "shield",
        "source",
        "takedown",
        "typeface",
        "validate",
        "weight",
        "wording",
        "workbook",
    ):
        edges = {
            path.stem: {
                name.split(".")[2]
                for name in imported(path)
                if name.startswith(f"generator.{package}.") and name.split(".")[2] != path.stem
            }
            for path in (PACKAGE / package).glob("*.py")
            if path.stem != "__init__"
        }
        while leaves := {module for module, targets in edges.items() if not targets & edges.keys()}:
            edges = {module: targets for module, targets in edges.items() if module not in leaves}
        assert edges == {}, f"cycle inside {package}: {sorted(edges)}"
