"""`showcase explain`: what a problem code means, why it matters, and an example with its cure."""

from __future__ import annotations

from collections.abc import Iterator

import click

from generator import report
from generator.catalogue import (
    FAMILIES,
    Entry,
    entry_of,
    first_of_each,
    nearest_codes,
    read_examples,
)
from generator.report import Line, problem_lines, wrapped

_CODE_WIDTH = 24


@click.argument("code", required=False, metavar="[代码]")
def explain_code(code: str | None) -> int:
    """解释一条问题：是什么、为什么要紧、怎么改。

    代码是报告里方括号里的词，如 pillar-count；不写代码就列出全部。
    """
    if code is None:
        report.show_lines(_all_lines)
        return 0
    entry = entry_of(code.strip().strip("[]【】［］").lower())
    if entry is None:
        raise click.UsageError(_unknown(code))
    report.show_lines(lambda width: _entry_lines(entry, width))
    return 0


def _all_lines(width: int | None) -> Iterator[Line]:
    for family in FAMILIES:
        yield [(family.title, "bold")]
        yield from wrapped([(family.about, "")], width, indent=2, hanging=2)
        for entry in family.entries:
            yield [(f"  {entry.code:<{_CODE_WIDTH}}", "cyan"), (entry.title, "")]
        yield []
    yield [("看其中一条：showcase explain 代码，例如 showcase explain pillar-count", "")]


def _entry_lines(entry: Entry, width: int | None) -> Iterator[Line]:
    severities = "、".join(severity.value for severity in entry.severities)
    yield from wrapped(
        [(entry.title, "bold"), (f"（{severities}，{entry.code}）", "dim")], width, indent=0, hanging=2
    )
    yield from wrapped([("为什么要紧：", "bold"), (entry.why, "")], width, indent=0, hanging=2)
    if examples := first_of_each(read_examples().get(entry.code, ())):
        yield []
        yield [("例如：", "bold")]
        yield from problem_lines(examples, width)
    elif entry.cure:
        yield from wrapped([("怎么办：", "bold"), (entry.cure, "")], width, indent=0, hanging=2)


def _unknown(code: str) -> str:
    likely = nearest_codes(code)
    if not likely:
        return f"没有“{code}”这个代码。运行 showcase explain 看全部代码。"
    listed = "、".join(f"{entry.code}（{entry.title}）" for entry in likely)
    return f"没有“{code}”这个代码。是不是：{listed}？"
