"""The handbook's list of problems, made from the catalogue and its examples; `make golden` rewrites both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.catalogue import FAMILIES, Entry, Family, change_in
from generator.problems import Problem
from generator.report import problem_lines, visible
from tests.problem_examples import Examples

PAGE = Path(__file__).parents[1] / "content" / "handbook" / "problems.md"
WIDTH = 64
"""Terminal cells: a report of this width needs no scrolling beside a page's contents."""

HEAD = """\
---
title: 每条问题是什么意思
description: 程序会提出的每一条问题：是什么，为什么要紧，怎么改，附上它出现时的样子。
template: handbook.html
---

# 每条问题是什么意思

程序发现问题时，会说在哪个文件的哪一行、出了什么事、怎么改，像这样：

{sample}

- `data/activities/a.yml:2:5` 是位置：文件、第几行、第几个字。下面照抄了那一行，`^` 指着出问题的地方。
- **错误**要改好才能生成网页；**拦截**可以预览，不能发布；**提醒**什么都不耽误。
- 方括号里是代码。在这一页按 Ctrl+F 搜它，或者运行 `showcase explain date-impossible`，都能看到解释。
- `→` 后面是改法。下面列出“改之前、改之后”的，照着改这一处就行。

一下子冒出好几条时，先改最上面的一条，再检查一次：后面的往往跟着就没有了。

按类别找：{families}。
"""


def problem_page(examples: Examples) -> str:
    """Return the page's Markdown."""
    sample = "\n".join(_fenced(examples["date-impossible"]))
    families = "、".join(f"[{family.title}](#{family.anchor})" for family in FAMILIES)
    head = HEAD.format(sample=sample, families=families)
    return head + "".join(f"\n{line}" for line in _families(examples)).rstrip() + "\n"


def _families(examples: Examples) -> Iterator[str]:
    for family in FAMILIES:
        yield from _family(family)
        for entry in family.entries:
            yield from _entry(entry, examples.get(entry.code, ()))


def _family(family: Family) -> Iterator[str]:
    yield f"## {family.title} {{#{family.anchor}}}"
    yield ""
    yield _with_code(family.about)
    yield ""


def _with_code(text: str) -> str:
    """Return the text as Markdown: commands and paths set off, what Markdown would read as a mark of its own kept."""
    return re.sub(
        r"(showcase \w+|data/[\w./]+|mkdocs\.yml)", r"`\1`", re.sub(r"([\\*\[\]<_])", r"\\\1", text)
    )


def _entry(entry: Entry, examples: tuple[Problem, ...]) -> Iterator[str]:
    severities = "、".join(f"**{severity.value}**" for severity in entry.severities)
    yield f"### {_with_code(entry.title)} {{#{entry.code}}}"
    yield ""
    yield f"{severities} `{entry.code}`　{_with_code(entry.why + entry.cure)}"
    yield ""
    if examples:
        yield from _fenced(examples)
        yield ""
        yield from _changes(examples)


def _fenced(examples: tuple[Problem, ...]) -> Iterator[str]:
    yield "```text"
    text = ["".join(words for words, _ in line).rstrip() for line in problem_lines(examples, WIDTH)]
    yield from text[:-1]
    yield "```"


def _changes(examples: tuple[Problem, ...]) -> Iterator[str]:
    changes = [change for problem in examples if (change := change_in(problem))]
    for before, after in changes[:1]:
        yield "```text"
        yield f"改之前 │ {visible(before.rstrip())}"
        first, *more = after.split("\n")
        yield f"改之后 │ {visible(first.rstrip())}"
        yield from (f"       │ {visible(line.rstrip())}" for line in more)
        yield "```"
        yield ""
