"""Show on the terminal how far a long piece of work is."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

Step = TypeVar("Step")


def track_photos(steps: Iterable[Step], total: int, stream: TextIO | None = None) -> Iterator[Step]:
    """Hand on each photo that is done, with a bar on a terminal and a line of words anywhere else."""
    from rich.console import Console  # noqa: PLC0415 - only the first run with new photos needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    console = Console(file=stream or sys.stderr)
    if not console.is_terminal:
        console.print(f"正在处理 {total} 张新照片，以后不用再等……", highlight=False)
        yield from steps
        return
    columns = (TextColumn("处理新照片"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        yield from progress.track(steps, total=total)
