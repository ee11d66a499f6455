"""`make fuzz`: try changed inputs until the time is over, and keep what breaks the program in tests/fuzz/corpus/.

The kept ones are tried by every `make test`. The part `kill` kills commands instead, at moments chosen by chance."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from generator.cli import ChineseCommand
from tests.fuzz.guided import guide
from tests.fuzz.killing import MOMENTS, kill_at_random
from tests.fuzz.watching import Tried, watch

KILLING = "kill"
GUIDED = "guided"
MEANINGS = {
    "yaml": "资料文件的读取和填写规则",
    "repair": "showcase fix 的修改",
    "site": "记录之间的核对和网页",
    "table": "荣誉表（xlsx、xls、csv）",
    "manuscript": "文字材料（docx、txt）",
    "gate": "发布前的检查：每条规则都读得完，提示里不带出号码",
    "photo": "照片",
    GUIDED: "由 atheris 引导着试资料、荣誉表和材料；没有装 atheris 就跳过",
    KILLING: f"命令在任意时刻被杀掉（{MOMENTS} 次），资料和网站完整",
}
ABOUT = "用随机改坏的文件找程序的毛病，找到的放进 tests/fuzz/corpus/。\n\n\b\n部分：\n" + "\n".join(
    f"  {name:12}{meaning}" for name, meaning in MEANINGS.items()
)


@click.command(cls=ChineseCommand, help=ABOUT)
@click.argument("parts", nargs=-1, metavar="[部分…]")
@click.option("--seconds", type=float, default=180, metavar="秒", help="一共试多久，默认 180。")
@click.option("--inputs", type=int, default=10**9, metavar="个数", help="每个部分最多试多少个。")
@click.option("--jobs", type=int, default=2, metavar="个数", help="同时用几个处理器，默认 2。")
@click.option("--seed", metavar="数", help="随机种子：写上次的，就再试同样的输入。")
def fuzz(parts: Sequence[str], seconds: float, inputs: int, jobs: int, seed: str | None) -> int:
    """Fuzz, print the figures, and return 1 where something was found."""
    if unknown := [part for part in parts if part not in MEANINGS]:
        raise click.UsageError(f"没有“{unknown[0]}”这个部分。可以写：{'、'.join(MEANINGS)}。")
    names = tuple(parts) or tuple(MEANINGS)
    seed = str(time.time_ns()) if seed is None else seed
    click.echo(f"随机种子 {seed}；每个输入最多 1 秒（处理器时间）、500 MB 内存。")
    each = seconds * jobs / len(names)
    with (
        TemporaryDirectory(prefix="showcase_fuzz_", ignore_cleanup_errors=True) as folder,
        ThreadPoolExecutor(jobs) as pool,
    ):
        waiting: dict[Future[Tried], str] = {}
        for name in names:
            if name == KILLING:
                future = pool.submit(kill_at_random, f"{seed}-{name}", min(inputs, MOMENTS))
            elif name == GUIDED:
                future = pool.submit(guide, each, seed, Path(folder))
            else:
                future = pool.submit(watch, name, f"{seed}-{name}", each, inputs, Path(folder))
            waiting[future] = name
        return max([_told(waiting[future], future.result()) for future in as_completed(waiting)])


def _told(name: str, tried: Tried) -> int:
    what = "次" if name == KILLING else "个输入"
    where = (
        "" if name == KILLING else "tests/fuzz/corpus/" if name == GUIDED else f"tests/fuzz/corpus/{name}/"
    )
    click.echo(f"{name:12}{tried.inputs:>10,} {what}，发现 {len(tried.found)} 种问题  {MEANINGS[name]}")
    for complaint, kept in tried.found.items():
        click.echo(f"    {where}{kept}  {complaint}")
    return 1 if tried.found else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; what is wrong with its words is told in Chinese."""
    try:
        return int(fuzz.main(arguments, prog_name="make fuzz", standalone_mode=False) or 0)
    except click.UsageError as error:
        chinese = any("\u4e00" <= char <= "\u9fff" for char in error.message)
        click.echo(error.message if chinese else "写得不对：make fuzz ARGS=--help 看怎么写。", err=True)
        return 2
    except (KeyboardInterrupt, click.Abort):
        click.echo("\n已停止；找到的都已经放进 tests/fuzz/corpus/。", err=True)
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
