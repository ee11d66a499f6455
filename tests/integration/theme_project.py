"""A project that shows every look of the theme: the example data, with brands of every form beside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import lxml.html
from lxml.etree import _Element

from generator.build import Generator
from generator.problems import NOTE
from generator.project import Project
from tests.case_files import CASES, MINIMAL
from tests.children import unmeasured
from tests.example_copy import ROOT, copy_example
from tests.photographs import phone_photo

FORMS = (
    "code-1-2-n",
    "code-hidden",
    "code-nouns",
    "code-one-number",
    "code-plus",
    "code-product",
    "long-name",
    "no-number",
    "three-levels",
    "two-schemes",
)
SITE_FACTS = """
主办单位: 示例县教育局
联系电话: 0000-123 4567
邮箱: show@example.org
地址: 示例县学府路 1 号
备案号: 示ICP备00000001号
公安备案号: 示公网安备 00000000000001号
网址: https://show.example/site/
编辑地址: https://code.example/edit/main/
"""
ROUTE = """
机制:
  - 类型: 积分路线
    名称: 有名字的路线 <b>&“1”
    起点: 甲地
    终点: 丁地
    每站分值: 5
    总分: 20
    站点: [甲地, 乙地, 丙地, 丁地]
"""


PHOTOS = """
标识: photo.jpg
照片:
  - 文件: photo.jpg
    替代文本: <b>&“图”
    说明: 说明 <i>&“文”
    拍摄日期: 2024-6-3
"""


def make_project(root: Path) -> Project:
    """Write the project at `root` and generate its pages; nothing in it knows our plugin."""
    project = Project(root)
    copy_example(project)
    shutil.copy(MINIMAL / "data" / "schools" / "example.yml", project.data / "schools" / "example.yml")
    append(project.data / "sources.yml", (MINIMAL / "data" / "sources.yml").read_text(encoding="utf-8"))
    append(project.data / "site.yml", SITE_FACTS)
    for form in FORMS:
        brand = CASES / "valid" / form / "data" / "brands" / "example.yml"
        shutil.copy(brand, project.data / "brands" / f"{form}.yml")
    append(project.data / "brands" / "no-number.yml", ROUTE)
    append(project.data / "brands" / "two-schemes.yml", PHOTOS)
    (project.data / "media").mkdir(exist_ok=True)
    (project.data / "media" / "photo.jpg").write_bytes(phone_photo(700, 500))
    write_config(project)
    outcome = Generator(project).generate()
    assert not outcome.unfit, [problem for problem in outcome.problems if problem.severity is not NOTE]
    return project


def append(path: Path, text: str) -> None:
    """Add text to the end of a file."""
    old = path.read_text(encoding="utf-8")
    path.write_text(f"{old.rstrip()}\n{text.lstrip()}", encoding="utf-8", newline="\n")


def write_config(project: Project) -> None:
    """Write the repository's own mkdocs.yml without our plugin, and with the address of the site."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    plain = text.replace("plugins:\n  - showcase\n", "plugins: []\nsite_url: https://show.example/site/\n")
    assert plain != text
    project.config.write_text(plain, encoding="utf-8", newline="\n")


def build_with_mkdocs(project: Project, site: Path) -> None:
    """Build the project with MkDocs, strictly."""
    run(project, "mkdocs", "build", "--quiet", "--strict", "--site-dir", os.fspath(site))


def build_with_zensical(project: Project) -> None:
    """Build the project with Zensical, strictly, into its site folder."""
    run(project, "zensical", "build", "--strict", "--config-file", os.fspath(project.config))


def run(project: Project, module: str, *arguments: str) -> None:
    """Run a module in the project's folder; what it said becomes the failure's text."""
    environment = {**unmeasured(), "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(
        command,
        cwd=project.root,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def pages(site: Path) -> dict[str, _Element]:
    """Return every page of a built site by its address."""
    return {path.relative_to(site).as_posix(): read(path) for path in sorted(site.rglob("*.html"))}


def read(path: Path) -> _Element:
    """Return one page as a tree."""
    return lxml.html.document_fromstring(path.read_text(encoding="utf-8"))


def build_with_both(project: Project, copy: Project) -> None:
    """Generate the project's pages again, and build it with MkDocs and, from a copy, with Zensical."""
    outcome = Generator(project).generate()
    # Hostile words are what the gate is for; here they are to be shown as words.
    assert not outcome.stopped
    shutil.copytree(project.root, copy.root)
    build_with_mkdocs(project, project.site)
    build_with_zensical(copy)
