"""Ask a person a question that is answered with yes or no."""

from __future__ import annotations

import click

_YES = frozenset({"是", "y", "yes", "好", "对", "要", "1", "是的"})
_NO = frozenset({"否", "n", "no", "不", "不是", "不要", "0", ""})


def ask(question: str) -> bool:
    """Return the answer to a question; the end of the input, and a bare Enter, are a no."""
    while True:
        click.echo(f"{question}（是/否，直接回车是“否”）", nl=False)
        try:
            answer = input().strip().lower()
        except EOFError:
            click.echo()
            return False
        if answer in _YES | _NO:
            return answer in _YES
        click.echo("请写“是”或“否”。")
