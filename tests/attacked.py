"""Projects that somebody attacks: every field, and every page that a person writes, full of what would run if it could."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Collection, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl
from docx import Document
from lxml.etree import _Element

from generator.build import Generator
from generator.gate.reading import Reading
from generator.gate.rules import inspect
from generator.markdown import escape
from generator.problems import BLOCK
from generator.project import Project
from generator.schema.base import Entity
from generator.schema.types import _CONTROL
from tests.bulk import write
from tests.children import unmeasured
from tests.example_copy import ROOT, copy_theme, publish
from tests.in_memory import yaml_text
from tests.payloads import PAYLOADS
from tests.photographs import phone_photo
from tests.specimens import SOURCE, specimen_records

WORDS = tuple(text.strip() for text in PAYLOADS if not _CONTROL.search(text.strip()))
"""What a field takes; the rest is refused when it is read."""
ADDRESS = "https://attacked.example/show/"
LISTING = 'content/guides/a"><img src=x onerror=ran()>.md'
"""A name that Windows does not allow."""

_TEMPLATES = (
    "home",
    "brand",
    "brands",
    "school",
    "region",
    "report",
    "activity",
    "activities",
    "honors",
    "achievements",
)


def attack(number: int, *, every: int = 16, shift: int = 0) -> str:
    """Return what stands in one field: one attack at its beginning, with others behind it.

    A field gets one in `every` of them, with each `shift` below that other ones."""
    mine = [WORDS[(number + shift + step * every) % len(WORDS)] for step in range(len(WORDS) // every + 1)]
    return f"{' '.join(' '.join(mine).split())} 甲{number}乙"


def attacked_data(project: Project) -> None:
    """Write records of every kind with attacks in every field that takes words, and photos that carry some."""

    def words(model: type[Entity], key: str, number: int) -> str:
        # Paragraphs are lines: each attack stands at the beginning of one.
        return "\n".join(WORDS) if key in {"含义", "正文"} else attack(number)

    files, leaves = specimen_records(words)
    files["site.yml"] = {**_mapping(files["site.yml"]), "网址": ADDRESS, "编辑地址": f"{ADDRESS}edit/"}
    for path, value in files.items():
        write(project.data / path, f"{yaml_text(value)}\n")
    media = project.data / "media"
    media.mkdir(parents=True)
    photo = phone_photo(700, 500).replace(b"TRACE-OF-AN-OWNER", b"<script>ran()</s>")
    for leaf in leaves:
        if leaf.sort == "picture":
            (media / leaf.text).write_bytes(photo)


def _mapping(value: Any) -> dict[str, Any]:
    return dict(value)


def imported_attacks(project: Project) -> None:
    """Bring in a workbook of honours and a document full of attacks, and let the drafts be seen."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["荣誉名称", "级别", "授予单位", "年份"])
    # What looks like a gap somebody left, or like broken text, is not imported at all.
    blank = [text for text in WORDS if "**" in text or "__" in text or any(inspect(Reading(text)))]
    for number, text in enumerate(text for text in WORDS if text not in blank):
        # A formula would be one to Excel.
        sheet.append([f"导入{number} {text}", "省级", f"某厅 {text}", 2000 + number % 20])
    book.save(project.root / "荣誉.xlsx")
    document = Document()
    document.add_paragraph("关于开展“导入”主题党日活动的材料", style="Title")
    for text in WORDS:
        document.add_paragraph(f"{text} 党员教师开展了主题党日活动。")
    document.core_properties.title = WORDS[0]
    document.save(os.fspath(project.root / "材料.docx"))
    run(project, "import", "荣誉.xlsx", "--学校", "无", "--来源", SOURCE, "--是", "--含个人")
    run(project, "import", "材料.docx", "--类型", "活动", "--文件名", "imported")
    for path in project.data.rglob("imported*.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("草稿: 是", "草稿: 否"), encoding="utf-8", newline="\n")


def attacked_pages(project: Project) -> None:
    """Write pages as a person would who means harm: in their text, their front matter, their names."""
    guides = project.content / "guides"
    for number, texts in enumerate(page_texts()):
        body = "".join(f"甲乙 {text}\n\n{text}\n\n- {text}\n\n" for text in texts)
        write(guides / f"attack-{number}.md", f"# 第 {number} 篇\n\n{body}")
    titles = {"title": " ".join(PAYLOADS[::2]), "description": " ".join(PAYLOADS[1::2])}
    for start, name in enumerate(_TEMPLATES):
        views = dict(_views())
        front = json.dumps({**titles, **views, "template": f"{name}.html"}, ensure_ascii=False)
        figure = escape("".join(views["figures"][0].values()))
        headings = "\n\n".join(
            f"## {text.splitlines()[0]}\n\n### 乙 {text.splitlines()[-1]}"
            for text in PAYLOADS[start :: len(_TEMPLATES)]
        )
        write(
            guides / f"template-{name}.md",
            f"---\n{front}\n---\n\n# 甲\n\n**{figure}**\n\n{_DRAWN}\n\n"
            f"## 甲 {{: id='\"><img src=x onerror=ran()>' }}\n\n{headings}\n",
        )
    if os.name == "posix":
        write(project.root / LISTING, "没有标题的文章。\n")


_DRAWN = """
| 级别 | 项数 |
| --- | --- |
| [省级](#level-1) | 9 |

## 省级 {#level-1}

| 甲 | 乙 | 丙 |
| --- | --- | --- |
| 丁 | 戊 | 己 |

## 单位 {#unit-1}

| 甲 | 乙 | 丙 |
| --- | --- | --- |
| 丁 | 戊 | 己 |

### 数字 {#figure-1}

## 照片 {#photos}

## 机制 {#mechanisms}

### 路线 {#mechanism-1}
"""
"""The headings and tables at which templates set in what the front matter says."""

_SWALLOWING = re.compile(
    r"<(?:/?(?:script|style|title|textarea|noscript|template|select|iframe|object)|!|\?|<|math)|```",
    re.IGNORECASE,
)
"""How that begins which may take all that follows for its own."""


def page_texts() -> list[tuple[str, ...]]:
    """Return the attacks by pages: several on one, unless one would hide the next."""
    alone = [text for text in PAYLOADS if _SWALLOWING.search(text)]
    others = [text for text in PAYLOADS if text not in alone]
    return [*((text,) for text in alone), *(tuple(others[at : at + 8]) for at in range(0, len(others), 8))]


def _views() -> Iterator[tuple[str, Any]]:
    """Yield what templates read from front matter, hostile wherever a template only prints it."""
    number = count()

    def words() -> str:
        return PAYLOADS[next(number) * 7 % len(PAYLOADS)] + '"><img src=x onerror=ran()>'

    part = {
        "sign": words(),
        "noun": "甲",
        "open": False,
        "name": words(),
        "count": 2,
        "anchor": words(),
        "contents": [words()],
    }
    hero = [{"name": words(), "code": words(), "parts": [part, part]}]
    levels = [{"name": words(), "anchor": "level-1", "count": 9}]
    yield "hero", hero
    yield "brands", [{"url": words(), "hero": hero}]
    yield "figures", [{"before": words(), "value": words(), "after": words()}]
    yield (
        "routes",
        [
            {
                "anchor": words(),
                "start": words(),
                "end": words(),
                "points": words(),
                "total": words(),
                "stages": 3,
                "names": [words(), words(), words()],
            }
        ],
    )
    yield (
        "photos",
        [
            {
                "src": words(),
                "widths": [words()],
                "width": 3,
                "height": 2,
                "colour": words(),
                "alt": words(),
                "caption": words(),
                "date": words(),
            }
        ],
    )
    yield "crumbs", [{"title": words(), "url": words()}]
    yield "levels", levels
    yield (
        "years",
        [
            {"name": words(), "count": 5, "levels": [5], "number": 1, "label": 1},
            {"name": words(), "count": 5, "levels": [5], "number": 1, "label": 1},
        ],
    )
    yield (
        "series",
        [
            {
                "anchor": words(),
                "slots": 3,
                "points": [{"at": 0, "value": 3, "label": 1, "text": words(), "name": words()}],
            }
        ],
    )
    yield "kinds", [words()]
    yield "owners", [words()]
    yield "thing", {"@type": "Thing", "name": words()}
    for key in ("kind", "owner", "sort", "date", "content_source", "source"):
        yield key, words()
    yield "units", [words()]


def run(project: Project, *words: str) -> None:
    """Run one of our commands as a person does."""
    command = [
        sys.executable,
        "-c",
        "from generator.start import main; main()",
        "--project",
        os.fspath(project.root),
    ]
    done = subprocess.run(
        [*command, *words],
        cwd=project.root,
        env={**unmeasured(), "PYTHONUTF8": "1", "PYTHONPATH": os.fspath(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr


_STOPPED = re.compile(r"^(site/\S+?)(?::\d+)* 拦截 \[([a-z-]+)\]", re.MULTILINE)


def publish_all_the_same(project: Project) -> None:
    """Publish with a waiver for all that the gate finds."""
    places = let_pass(project)
    try:
        publish(project)
    except RuntimeError as error:
        # Feeds cut long texts, and half a text is another one.
        _waive(project, places | set(_STOPPED.findall(str(error))))
        publish(project)


def let_pass(project: Project) -> set[tuple[str, str]]:
    """Waive what the gate finds and return the files and codes: whether words stay words is tried, not whether they are fit."""
    stopped = [problem for problem in Generator(project).check()[1] if problem.severity is BLOCK]
    places = {(problem.where.file, problem.code) for problem in stopped}
    assert places
    _waive(project, places)
    return places


def _waive(project: Project, places: Collection[tuple[str, str]]) -> None:
    reason = {"理由": "试验", "批准人": "试验", "日期": "2026-01-01"}
    entries = [{"代码": code, "文件": file, **reason} for file, code in sorted(places)]
    write(project.data / "waivers.yml", f"{yaml_text(entries)}\n")


def make_attacked(root: Path) -> Project:
    """Write a project whose data are attacks, with the theme but without hand-written pages."""
    project = Project(root)
    attacked_data(project)
    copy_theme(project)
    for page in project.content.rglob("*.md"):
        page.unlink()
    write(project.content / "guides/index.md", "# 指南\n")
    write(project.content / "about/index.md", "---\ntemplate: about.html\n---\n\n# 关于\n")
    write(project.content / "about/privacy.md", "# 隐私\n")
    return project


OURS = (
    "document.documentElement.classList.replace",
    "var target=document.getElementById(location.hash.slice(1))",
)
"""How the two scripts begin that templates write into pages."""
ADDRESSES = frozenset(
    {"href", "src", "action", "formaction", "data", "poster", "srcset", "background", "cite"}
)
SCHEMES = ("http://", "https://", "mailto:", "tel:")
PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789"


def active_parts(page: _Element) -> list[str]:
    """Return what could run in a page and that none of our templates wrote; told apart from `generator.shield` on purpose."""
    found = []
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.rpartition("}")[2].lower()
        if tag == "script" and not _is_ours(element):
            found.append(f"script {element.text}")
        if tag in {"iframe", "object", "embed", "base", "applet", "form", "style", "foreignobject", "math"}:
            found += [tag] if element.get("class") != "sift" and element.get("method") != "dialog" else []
        for name, value in element.attrib.items():
            if str(name).lower().startswith("on") or name in {"style", "srcdoc"}:
                found.append(f"{tag} {name}={value}")
            if str(name).rpartition("}")[2] in ADDRESSES and not _is_harmless(str(value)):
                found.append(f"{tag} {name}={value}")
    return found


def _is_ours(script: _Element) -> bool:
    if script.get("type") == "application/ld+json":
        json.loads(script.text or "")
        return True
    if source := script.get("src"):
        return source.lstrip("./").startswith("assets/") or source.startswith("/show/assets/")
    return (script.text or "").startswith(OURS)


def _is_harmless(address: str) -> bool:
    if address.startswith(SCHEMES):
        return True
    before, colon, _ = "".join(sign for sign in address.lower() if sign > " ").partition(":")
    # Without a scheme: nothing but letters stands before the colon of one.
    return (not colon or before.strip(PLAIN + "+-.") != "") and not address.strip().startswith("//")
