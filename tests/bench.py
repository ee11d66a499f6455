"""Measure generation on made-up data: `make bench`, or `python -m tests.bench 1000 10000` for other sizes.
Then what a first visit to the example costs, against the budgets; `make bench ARGS=0` measures that alone.

Figures of one run are comparable with each other only: the last column gives each as a multiple of
parsing the same YAML once with PyYAML's C loader, which moves with the machine's speed."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import yaml

from generator.build import Generator, Outcome
from generator.cli import spare_the_collector
from generator.project import Project
from generator.schema import known_keys
from generator.source import parse_document
from tests.bench_gate import measure_gate
from tests.bench_photos import measure_photos
from tests.bench_preview import measure_previews
from tests.budgets import keeps_budgets
from tests.bulk import write_bulk
from tests.hostile import HOSTILE

RUNS = 5
Row = tuple[str, float, str]


def measure(records: int) -> Iterator[Row]:
    """Yield each figure of one size: what it is, seconds (median), and a remark."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write_bulk(root, records)
        (root / "mkdocs.yml").write_text("site_name: 基准\n", encoding="utf-8")
        size = sum(path.stat().st_size for path in root.rglob("*.yml"))
        yield "解析同样的 YAML（基准线）", _median(lambda: _parse_all(root)), f"{size / 1e6:.1f} MB"
        yield _cold(root)
        yield from _warm(root)
    yield _worst()


def _worst() -> Row:
    """Time the slowest of the hostile files, from text to answer."""
    seconds = max(
        _median(partial(parse_document, text, "data/brands/x.yml", known_keys())) for text in HOSTILE
    )
    return f"最难对付的坏文件（{len(HOSTILE)} 个里最慢的）", seconds, "每个不超过 1 MB"


def _parse_all(root: Path) -> None:
    for path in sorted((root / "data").rglob("*.yml")):
        yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - builds text only


def _cold(root: Path) -> Row:
    """Time `showcase generate` as a whole process into an empty content/, and its peak memory."""
    peaks: list[int] = []
    seconds = []
    for number in range(RUNS):
        # Set aside, not deleted: some file systems are slow to give out what was deleted a moment ago.
        if number:
            (root / "content").rename(root / f"content-{number}")
        if hasattr(os, "sync"):
            # What was written before is not this run's to wait for.
            os.sync()
        started = time.perf_counter()
        peaks.append(_run_process(root))
        seconds.append(time.perf_counter() - started)
    return "第一次生成（新进程）", statistics.median(seconds), f"内存最高 {max(peaks) / 1e6:.0f} MB"


def _run_process(root: Path) -> int:
    """Run `showcase generate` and return the most memory it held, in bytes."""
    start = "from generator.start import main; main()"
    command = [sys.executable, "-c", start, "--project", str(root), "generate"]
    # As with staff, whose Python keeps what it has compiled.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    peak = 0
    while process.poll() is None:
        try:
            peak = max(peak, process.memory_info().rss)
        except psutil.Error:
            break
        time.sleep(0.03)
    if process.wait():
        raise SystemExit(process.stderr.read().decode())
    return peak


def _warm(root: Path) -> Iterator[Row]:
    """Time one running process: nothing changed, then one file changed."""
    generator = Generator(Project(root))
    outcome = generator.generate()
    yield (
        "再生成一次（没有变化）",
        _median(lambda: _expect(generator.generate(), writes=False)),
        f"{outcome.pages} 页",
    )
    brand = next((root / "data/brands").glob("*.yml"))
    original = brand.read_text(encoding="utf-8")
    numbers = iter(range(RUNS + 1))

    def edit() -> None:
        brand.write_text(original.replace("示例品牌", f"改名品牌{next(numbers)}"), encoding="utf-8")
        _expect(generator.generate(), writes=True)

    yield "改一个文件（同一进程）", _median(edit), "名称改了，列表也跟着改"


def _expect(outcome: Outcome, *, writes: bool) -> None:
    if bool(outcome.written) is not writes:
        raise SystemExit(f"写了 {len(outcome.written)} 页，和预期不同。")


def _median(run: Callable[[], object]) -> float:
    seconds = []
    for _ in range(RUNS):
        started = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def main(sizes: list[int]) -> int:
    """Print the figures of each size and of the site, and return 1 where a budget is not kept."""
    fits = True
    # What is measured in this process is measured as the commands run it.
    spare_the_collector()
    for records in filter(None, sizes):
        print(f"{records} 份资料")
        base = 0.0
        for name, seconds, remark in measure(records):
            base = base or seconds
            print(f"  {seconds:7.3f} 秒  {seconds / base:6.2f} 倍  {name}，{remark}")
    for kept, told in chain(measure_gate(), measure_photos(), measure_previews()) if any(sizes) else ():
        print(f"  {told}" if kept else f"  超出 {told}")
        fits &= kept
    return 0 if keeps_budgets() and fits else 1


if __name__ == "__main__":
    sys.exit(main([int(word) for word in sys.argv[1:]] or [1000]))
