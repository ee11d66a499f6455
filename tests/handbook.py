"""The staff's handbook as something that can be done: its commands run, its changes made, its screens compared.

A page is read from top to bottom. A fenced `sh` block is typed, a `text` block after it is what the screen then
shows (a line “……” stands for any others), and a `yaml` block is what its caption says: the lines of a file before
or after a change, or lines that stand in it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.children import unmeasured
from tests.example_copy import ROOT

PAGES = ROOT / "content" / "handbook"
ORDER = (
    "first-look",
    "school",
    "brand",
    "items",
    "honors",
    "activity",
    "manuscript",
    "figures",
    "mistakes",
    "publish",
)
"""The ten tasks as they are done one after the other."""

BEFORE, AFTER, STANDS = "改之前", "改之后", "写成"
ANY = "……"

_CAPTION = re.compile(r"\*\*(?P<when>改之前|改之后|写成)\*\*，`(?P<file>[^`]+)`")
_FENCE = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_PROGRESS = re.compile("^正在处理 .*\n", re.MULTILINE)
_CHANGING = re.compile(
    r"\d+\.\d(?= 秒)|\d{8}-\d{6}|\d+(?= 条提醒)|(?<=共 )\d+(?= 处：提醒)|(?<=处：提醒 )\d+"
)
"""How long something took, when it was, how many reminders there are."""

Kind = Literal["type", "screen", "before", "after", "stands"]
KINDS: Mapping[str, Kind] = {BEFORE: "before", AFTER: "after", STANDS: "stands"}


@dataclass(frozen=True, slots=True)
class Step:
    """One block of a page: what is to be done with it, the file it is about, its text, and where that text stands."""

    kind: Kind
    text: str
    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Result:
    """How a typed command ended."""

    command: str
    code: int
    screen: str


def read_page(name: str) -> str:
    """Return the Markdown of a page of the handbook."""
    return (PAGES / f"{name}.md").read_text(encoding="utf-8")


def steps_of(page: str) -> Iterator[Step]:
    """Yield what a page asks for, in its order; a YAML sample without a caption is a mistake in the page."""
    for block in _FENCE.finditer(page):
        kind: Kind
        file = ""
        if block["kind"] == "sh":
            kind = "type"
        elif block["kind"] == "text":
            kind = "screen"
        elif block["kind"] == "yaml":
            caption = _CAPTION.match(page[: block.start()].rstrip().rpartition("\n")[2])
            assert caption, f"no caption above the sample: {block['text']}"
            kind, file = KINDS[caption["when"]], caption["file"]
        else:
            raise AssertionError(f"a block of another kind: {block['kind']}")
        yield Step(kind, block["text"], file, *block.span("text"))


def change(root: Path, file: str, before: str, after: str) -> None:
    """Put whole lines of a file in the place of others, which must stand there once."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    found = [at.start() for at in re.finditer(f"(?m)^{re.escape(before)}", text)]
    assert len(found) == 1, f"{file} holds {len(found)} times:\n{before}"
    path.write_text(text[: found[0]] + after + text[found[0] + len(before) :], encoding="utf-8", newline="\n")


def type_command(root: Path, line: str) -> Result:
    """Run a line that a person typed in the project's folder, and return what the screen showed at 80 columns."""
    program, *words = shlex.split(line)
    assert program == "showcase", line
    environment = {**unmeasured(), "PYTHONUTF8": "1", "COLUMNS": "80", "PYTHONPATH": os.fspath(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", "from generator.start import main; main()", *words],
        cwd=root,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    return Result(line, done.returncode, done.stdout)


def shows(screen: str, expected: str) -> bool:
    """Tell whether a screen is what a page says, but for what differs from run to run."""
    pattern = "".join(
        ".*" if line == f"{ANY}\n" else re.escape(steady(line)) for line in expected.splitlines(keepends=True)
    )
    return re.fullmatch(pattern, steady(screen), re.DOTALL) is not None


def steady(text: str) -> str:
    """Return text without what differs from run to run."""
    return _CHANGING.sub("…", _PROGRESS.sub("", text))


def walk(root: Path, name: str) -> Iterator[tuple[Step, Result | None]]:
    """Do in `root` what a page says; yield each screen that it shows with how its command really ended."""
    before: Step | None = None
    result: Result | None = None
    for step in steps_of(read_page(name)):
        if step.kind == "type":
            result = type_command(root, step.text.strip())
            yield step, result
        elif step.kind == "screen":
            yield step, result
        elif step.kind == "before":
            before = step
        elif step.kind == "after":
            assert before is not None, step.text
            assert before.file == step.file, step.text
            change(root, step.file, before.text, step.text)
            before = None
        else:
            assert step.text in (root / step.file).read_text(encoding="utf-8"), step.text
    assert before is None, f"nothing follows:\n{before.text if before else ''}"


def copy_checkout(root: Path) -> None:
    """Copy what a fresh clone holds and a command reads, as it is now; nothing that a build has left behind."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    ).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if name.split("/")[0] not in {"tests", "generator", ".ci", ".github"} and (ROOT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, root / name)


def with_screens(name: str, results: list[Result]) -> str:
    """Return a page with what the screen really showed in the place of each screen that it gives in full and wrong."""
    page = read_page(name)
    screens = [step for step in steps_of(page) if step.kind == "screen"]
    for step, result in reversed(list(zip(screens, results, strict=True))):
        if not shows(result.screen, step.text) and f"{ANY}\n" not in step.text.splitlines(keepends=True):
            page = page[: step.start] + _PROGRESS.sub("", result.screen) + page[step.end :]
    return page
