"""A project of two data files, the plugin made known to MkDocs, and a way to wait for something."""

from __future__ import annotations

import gzip
import json
import os
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig

from generator.project import Project

ROOT = Path(__file__).parents[2]

CONFIG = """\
site_name: 配置里的名字
site_url: https://config.example/
docs_dir: content
theme:
  name: material
  language: zh
  font: false
  custom_dir: overrides
plugins:
  - showcase
nav:
  - 首页: index.md
not_in_nav: |
  *
  !/index.md
"""
# The real overrides are the theme's business; here each template that a page asks for is Material's own.
TEMPLATE = re.compile(r'"template": "(\w+\.html)"')
BRAND = "名称: “2345”党建品牌\n含义: {meaning}\n"


def make_project(root: Path) -> Project:
    """Write a project whose only brand means “原来的含义”."""
    project = Project(root)
    project.content.mkdir()
    (project.data / "brands").mkdir(parents=True)
    project.overrides.mkdir()
    for module in (ROOT / "generator" / "pages").glob("*.py"):
        for name in TEMPLATE.findall(module.read_text(encoding="utf-8")):
            put(project.overrides / name, "{% extends 'main.html' %}\n")
    put(project.config, CONFIG)
    put(project.data / "site.yml", "名称: 测试学校\n网址: https://data.example/show/\n")
    edit(project, "原来的含义")
    return project


def put(path: Path, text: str) -> None:
    """Write a file as an editor does."""
    path.write_text(text, encoding="utf-8", newline="\n")


def brand_file(project: Project) -> Path:
    """Return the file of the only brand."""
    return project.data / "brands" / "2345.yml"


def edit(project: Project, meaning: str) -> None:
    """Change what the brand's page says."""
    put(brand_file(project), BRAND.format(meaning=meaning))


def break_data(project: Project) -> None:
    """Make the brand's file one that cannot be read."""
    put(brand_file(project), "名称: “2345”党建品牌\n含义: [没有写完\n")


def overstate(project: Project) -> None:
    """Give the brand a result that is only a goal: it may be previewed, not published."""
    result = "成果:\n  - 名称: 争创示范校\n    数值: 1\n    来源: {标题: 校内材料}\n"
    put(brand_file(project), BRAND.format(meaning="说了大话") + result)


def announce_plugin(folder: Path) -> Path:
    """Make a folder that, on sys.path, tells MkDocs of the plugin as an installed package would."""
    info = folder / "party_showcase-0.dist-info"
    info.mkdir(parents=True)
    put(info / "METADATA", "Metadata-Version: 2.1\nName: party-showcase\nVersion: 0\n")
    put(info / "entry_points.txt", "[mkdocs.plugins]\nshowcase = generator.plugin:ShowcasePlugin\n")
    return folder


def announce_plugin_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the plugin known to MkDocs in this process, which looks for plugins once, when it is imported."""
    option: Any = MkDocsConfig.plugins
    entry = EntryPoint("showcase", "generator.plugin:ShowcasePlugin", "mkdocs.plugins")
    monkeypatch.setitem(option.installed_plugins, "showcase", entry)
    monkeypatch.setattr(option, "plugin_cache", {})


def environment(plugins: Path, base: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the environment of a process that runs MkDocs with our plugin, in UTF-8 wherever it runs."""
    path = os.pathsep.join([os.fspath(plugins), os.fspath(ROOT)])
    settings = {"PYTHONPATH": path, "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
    # A killed server leaves its folder behind; the tests' own is the place for it.
    return {**base, **settings, "TMPDIR": os.fspath(plugins), "TEMP": os.fspath(plugins)}


def indexed(site: Path) -> dict[str, dict[str, str]]:
    """Return what the index of a site holds: by address, what the list of results shows, and the text.

    It may be brought up to date meanwhile, so that a file of the last one is gone when it is asked for."""
    found = {}
    for path in (site / "pagefind" / "fragment").glob("*.pf_fragment"):
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            continue
        fragment = json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))
        found[fragment["meta"]["url"]] = {**fragment["meta"], "text": fragment["content"].replace(" ", "")}
    return found


def wait_until(ready: Callable[[], object], what: str, alive: Callable[[], object] = lambda: True) -> None:
    """Return as soon as `ready` holds; fail when nothing is `alive` any more, or after a minute."""
    deadline = time.monotonic() + 60
    while not ready():
        assert alive(), f"ended before {what}"
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.02)


def fetch(url: str) -> str:
    """Return the page at a URL, empty while nobody answers or the answer is not 200."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - our own server
            return str(answer.read().decode("utf-8"))
    except (urllib.error.URLError, ConnectionError):
        return ""
