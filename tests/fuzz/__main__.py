"""`make fuzz`: try changed inputs until the time is over, and keep what breaks the program in tests/fuzz/corpus/.

The kept ones are tried by every `make test`."""

from __future__ import annotations

import argparse
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.targets import TARGETS
from tests.fuzz.watching import Tried, watch

MEANINGS = {
    "yaml": "资料文件的读取和填写规则",
    "repair": "showcase fix 的修改",
    "site": "记录之间的核对和网页",
    "table": "荣誉表（xlsx、xls、csv）",
    "manuscript": "文字材料（docx、txt）",
    "photo": "照片",
}


def main(arguments: list[str] | None = None) -> int:
    """Fuzz, print the figures, and return 1 where something was found."""
    wishes = _parser().parse_args(arguments)
    targets = wishes.targets or list(TARGETS)
    seed = str(time.time_ns() if wishes.seed is None else wishes.seed)
    print(f"随机种子 {seed}；每个输入最多 1 秒（处理器时间）、500 MB 内存。", flush=True)
    each = wishes.seconds * wishes.jobs / len(targets)
    with (
        TemporaryDirectory(prefix="showcase_fuzz_", ignore_cleanup_errors=True) as folder,
        ThreadPoolExecutor(wishes.jobs) as pool,
    ):
        waiting = {
            name: pool.submit(watch, name, f"{seed}-{name}", each, wishes.inputs, Path(folder))
            for name in targets
        }
        return max([_told(name, future.result()) for name, future in waiting.items()])


def _told(name: str, tried: Tried) -> int:
    print(
        f"{name:12}{tried.inputs:>10,} 个输入，发现 {len(tried.found)} 种问题  {MEANINGS[name]}", flush=True
    )
    for complaint, kept in tried.found.items():
        print(f"    tests/fuzz/corpus/{name}/{kept}  {complaint}", flush=True)
    return 1 if tried.found else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="make fuzz", description="用随机改坏的输入找程序的毛病。", add_help=False
    )
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], metavar="部分", help="、".join(TARGETS))
    parser.add_argument("--seconds", type=float, default=180, metavar="秒", help="一共试多久，默认 180")
    parser.add_argument("--inputs", type=int, default=10**9, metavar="个数", help="每个部分最多试多少个")
    parser.add_argument("--jobs", type=int, default=2, metavar="个数", help="同时用几个处理器，默认 2")
    parser.add_argument("--seed", metavar="数", help="随机种子；写上次的，就再试同样的输入")
    parser.add_argument("-h", "--help", action="help", help="显示这段说明")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
