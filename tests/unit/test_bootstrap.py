"""What set-up decides, says and leaves behind; pip itself runs in tests/integration/test_makefile.py."""

from __future__ import annotations

import ast
import importlib.util
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import tokenize
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator import bootstrap
from generator.bootstrap import Layout

ROOT = Path(__file__).parent.parent.parent
PYTHON = Path(sys.executable)


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """A project with lock files and no .venv."""
    root = tmp_path / "党建 展示"
    root.mkdir()
    for name in ("pyproject.toml", "requirements.txt", "requirements-dev.txt"):
        (root / name).write_text(f"# {name}\npaper==1.0 \\\n    --hash=sha256:00\n", encoding="utf-8")
    return Layout(root)


@pytest.fixture
def ready(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> Layout:
    """A project whose .venv has been prepared for `make site`."""
    monkeypatch.setattr(bootstrap, "starts", lambda *_: True)
    make_venv(layout)
    finish(layout, dev=False)
    return layout


def make_venv(layout: Layout) -> None:
    """Lay out what `python -m venv` and pip leave, as empty files."""
    layout.scripts.mkdir(parents=True)
    (layout.packages / "paper-1.0.dist-info").mkdir(parents=True)
    for name in ("python", "showcase"):
        layout.program(name).touch()


def finish(layout: Layout, *, dev: bool) -> None:
    """Stamp the .venv as complete."""
    locks = bootstrap.wanted_locks(layout, dev)
    packages = bootstrap.installed_packages(layout)
    bootstrap.write_stamp(layout, {**bootstrap.this_machine(layout), "locks": locks, "packages": packages})


def change_stamp(layout: Layout, **values: object) -> None:
    """Make the stamp say something else."""
    bootstrap.write_stamp(layout, {**bootstrap.read_stamp(layout), **values})


def stub_steps(monkeypatch: pytest.MonkeyPatch, layout: Layout | None = None, fail: str = "") -> list[str]:
    """Put pip and venv out of work: return the list that names each step as it is run; `fail` breaks one.

    A .venv is made in `layout` when that is asked for."""
    steps: list[str] = []

    def run(command: list[str], *_: object, **__: object) -> None:
        step = next(
            word
            for word in ("venv", "requirements-dev.txt", "requirements.txt", bootstrap.SEARCH, "-e")
            if word in command
        )
        steps.append(step)
        if step == fail:
            raise bootstrap.SetupError("没有装成")
        if step == "venv":
            assert layout
            make_venv(layout)

    monkeypatch.setattr(bootstrap, "run_logged", run)
    return steps


class Terminal(io.TextIOWrapper):
    """A stream that keeps what is printed and may be a terminal."""

    def __init__(self, *, encoding: str = "utf-8", tty: bool = False) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)
        self.tty = tty

    def isatty(self) -> bool:
        return self.tty

    def printed(self) -> bytes:
        raw = self.buffer
        assert isinstance(raw, io.BytesIO)
        return raw.getvalue()


NEWER_FORMS = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Match, ast.AsyncFunctionDef, ast.TryStar)


def newer_syntax(source: str) -> list[str]:
    """Return each form in the code that Python 3.4 cannot read, by its name."""
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    in_calls = {id(argument) for node in nodes if isinstance(node, ast.Call) for argument in node.args}
    found = [type(node).__name__ for node in nodes if isinstance(node, NEWER_FORMS)]
    found += ["unpacking" for node in nodes if isinstance(node, ast.Starred) and id(node) not in in_calls]
    found += ["unpacking" for node in nodes if isinstance(node, ast.Dict) and None in node.keys]
    found += ["/" for node in nodes if isinstance(node, ast.arguments) and node.posonlyargs]
    found += [
        "__future__" for node in nodes if isinstance(node, ast.ImportFrom) and node.module == "__future__"
    ]
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    found += [token.string for token in tokens if token.type == tokenize.NUMBER and "_" in token.string]
    return found


def evaluated_annotations(source: str) -> list[str]:
    """Return the annotations that an old Python would evaluate, and stumble over, because they stand unquoted."""
    annotations: list[ast.expr | None] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            annotations.append(node.returns)
        if isinstance(node, ast.arg):
            annotations.append(node.annotation)
    return [ast.unparse(found) for found in annotations if found and not isinstance(found, ast.Constant)]


def test_old_pythons_can_read_the_script() -> None:
    source = (ROOT / "generator" / "bootstrap.py").read_text(encoding="utf-8")
    assert newer_syntax(source) == []
    assert evaluated_annotations(source) == []


def test_old_pythons_have_all_that_the_script_imports() -> None:
    in_python_3_4 = {
        "collections",
        "contextlib",
        "hashlib",
        "importlib",
        "io",
        "json",
        "os",
        "pathlib",
        "re",
        "shutil",
    }
    in_python_3_4 |= {"signal", "subprocess", "sys", "sysconfig", "time", "traceback", "unicodedata"}
    tree = ast.parse((ROOT / "generator" / "bootstrap.py").read_text(encoding="utf-8"))
    imported = {
        alias.name.split(".")[0] for node in tree.body if isinstance(node, ast.Import) for alias in node.names
    }
    assert imported <= in_python_3_4
    assert not [node for node in tree.body if isinstance(node, ast.ImportFrom)]


@pytest.mark.parametrize(
    "source",
    [
        "f'{1}'",
        "a: int",
        "(a := 1)",
        "[*a]",
        "{**a}",
        "a = *b, c",
        "def f(a, /): pass",
        "1_000",
        "async def f(): pass",
    ],
)
def test_a_newer_form_would_be_noticed(source: str) -> None:
    assert newer_syntax(source)


def test_old_python_is_told_so_in_one_sentence(
    layout: Layout, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 18))
    monkeypatch.setattr(sys, "version", "3.8.18 (default)")
    assert bootstrap.main(["site"], layout.root) == 1
    assert (
        capsys.readouterr().err
        == "Python 3.8.18 太旧了：请到 https://www.python.org/downloads/ 安装 3.11 或更新的版本，再运行一次。\n"
    )
    assert not layout.state.exists()


def test_help_lists_every_target_and_is_the_default(
    layout: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bootstrap.main([], layout.root) == 0
    listed = [line.split()[1] for line in capsys.readouterr().out.splitlines() if line.startswith("  make ")]
    assert listed == [target.name for target in bootstrap.TARGETS]


def test_unknown_target_is_named(layout: Layout, capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["网站"], layout.root) == 2
    assert capsys.readouterr().err == "没有“网站”这个命令：运行 make help 看有哪些。\n"


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", "磁盘 → é\n".encode()),
        ("ascii", "磁盘 → é\n".encode()),
        ("cp936", "磁盘 → é\n".encode("cp936")),
        ("cp1252", b"?? ? \xe9\n"),
    ],
)
def test_chinese_is_printed_whatever_the_terminal(
    encoding: str, expected: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal(encoding=encoding)
    monkeypatch.setattr(sys, "stderr", terminal)
    bootstrap.say("磁盘 → é")
    assert terminal.printed() == expected


def test_a_closed_terminal_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    terminal.close()
    monkeypatch.setattr(sys, "stderr", terminal)
    bootstrap.say("没有人看见")


def test_progress_on_a_terminal_leaves_no_trace_of_longer_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(tty=True)
    monkeypatch.setattr(sys, "stderr", terminal)
    progress = bootstrap.Progress(1)
    progress.pip_line("Collecting paper==1.0 (from -r requirements.txt (line 2))\n")
    progress.pip_line("  WARNING: Retrying (Retry(total=4)) after connection broken\n")
    progress.pip_line("Installing collected packages: paper\n")
    progress.clear()
    longest, *others, cleared, end = terminal.printed().decode().split("\r")[1:]
    assert longest == "正在下载软件包 1/1：paper"
    assert [line.rstrip() for line in others] == ["网络不通，正在重试……", "正在把软件包写入 .venv……"]
    # Where … takes one column, each line still reaches as far as the one before.
    assert bootstrap.display_width(others[0], "WF") >= bootstrap.display_width(longest, "WFA")
    assert cleared.strip() == end == ""
    assert len(cleared) >= bootstrap.display_width("正在把软件包写入 .venv……", "WFA")


def test_progress_elsewhere_tells_the_stages_only(capsys: pytest.CaptureFixture[str]) -> None:
    progress = bootstrap.Progress(1)
    progress.stage("正在下载")
    progress.pip_line("Collecting paper==1.0\n")
    progress.pip_line("Installing collected packages: paper\n")
    progress.clear()
    assert capsys.readouterr().err == "正在下载\n正在把软件包写入 .venv……\n"


# What pip 23 to 25 and venv really print.
PIP_SAYS = {
    "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device": "磁盘空间不够",
    "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.": "校验值不符",
    "Error: Refusing to create a venv in /a:b/.venv because it contains the PATH separator :.": "有冒号",
    "HINT: This error might have occurred since this system does not have Windows Long Path support": "路径太长",
    "PermissionError: [Errno 13] Permission denied: '.venv/bin/python'": "没有权限",
    "[WinError 32] 另一个程序正在使用此文件，进程无法访问。": "没有权限",
    "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))": "加密连接",
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...)'\n"
    "ERROR: No matching distribution found for paper==1.0": "连不上软件源",
    "ERROR: No matching distribution found for paper==1.0": "软件源里没有",
    "ERROR: something new": "环境没有装完：请把日志",
}


@pytest.mark.parametrize("output", PIP_SAYS)
def test_what_pip_says_is_explained(output: str, tmp_path: Path) -> None:
    assert PIP_SAYS[output] in bootstrap.explain(output, tmp_path)


def test_a_full_disk_is_found_though_venv_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda *_: SimpleNamespace(free=1000))
    assert bootstrap.explain("ensurepip returned non-zero exit status 1.", tmp_path) == bootstrap.DISK_FULL


def test_prepared_environment_is_taken_as_it_is(
    ready: Layout, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = stub_steps(monkeypatch)
    bootstrap.prepare(ready, dev=False)
    assert steps == []
    assert not ready.log.exists()
    assert capsys.readouterr().err == ""


def test_developers_environment_serves_the_site_too(ready: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    finish(ready, dev=True)
    steps = stub_steps(monkeypatch)
    bootstrap.prepare(ready, dev=False)
    assert steps == []


def test_developers_packages_are_added_without_starting_anew(
    ready: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = stub_steps(monkeypatch)
    bootstrap.prepare(ready, dev=True)
    assert steps == ["requirements-dev.txt", "-e"]
    assert bootstrap.is_ready(ready, bootstrap.wanted_locks(ready, dev=True))


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_changed_lock_is_installed(name: str, ready: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    (ready.root / name).write_text("# changed\n", encoding="utf-8")
    steps = stub_steps(monkeypatch)
    bootstrap.prepare(ready, dev=False)
    assert steps == ["requirements.txt", "-e"]


def test_line_ends_do_not_count_as_a_change(ready: Layout) -> None:
    path = ready.root / "requirements.txt"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert bootstrap.is_ready(ready, bootstrap.wanted_locks(ready, dev=False))


def break_by(name: str) -> Callable[[Layout], object]:
    """Return one way to break a .venv."""
    ways: dict[str, Callable[[Layout], object]] = {
        "killed": lambda at: at.stamp.unlink(),
        "stamp cut short": lambda at: at.stamp.write_text('{"root":', encoding="utf-8"),
        "stamp of another kind": lambda at: at.stamp.write_text("[]", encoding="utf-8"),
        "moved": lambda at: change_stamp(at, root="/elsewhere"),
        "new Python": lambda at: change_stamp(at, python="3.11.0"),
        "another Python": lambda at: change_stamp(at, home="/another/python"),
        "python gone": lambda at: at.program("python").unlink(),
        "command gone": lambda at: at.program("showcase").unlink(),
        "package gone": lambda at: (at.packages / "paper-1.0.dist-info").rmdir(),
        "packages gone": lambda at: shutil.rmtree(at.packages),
    }
    return ways[name]


@pytest.mark.parametrize(
    ("way", "reason"),
    [
        ("killed", "上次没有装完"),
        ("stamp cut short", "上次没有装完"),
        ("stamp of another kind", "上次没有装完"),
        ("moved", "文件夹换了位置"),
        ("new Python", "Python 换了版本"),
        ("another Python", "Python 换了版本"),
        ("python gone", "里面的 Python 不见了"),
        ("command gone", "里面缺了软件包"),
        ("package gone", "里面缺了软件包"),
        ("packages gone", "里面缺了软件包"),
    ],
)
def test_broken_environment_is_rebuilt_after_saying_why(
    way: str, reason: str, ready: Layout, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    break_by(way)(ready)
    leftover = ready.venv / "leftover"
    leftover.touch()
    steps = stub_steps(monkeypatch, ready)
    bootstrap.prepare(ready, dev=False)
    assert steps == ["venv", "requirements.txt", "-e"]
    assert not leftover.exists()
    assert capsys.readouterr().err.splitlines()[0] == f"现有的 .venv 不能用（{reason}），正在重新建立。"


def test_interpreter_that_does_not_run_is_noticed(
    ready: Layout, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.undo()
    assert bootstrap.why_unusable(ready, bootstrap.read_stamp(ready)) == "里面的 Python 打不开"
    assert bootstrap.starts(PYTHON)
    assert not bootstrap.starts(tmp_path / "none")


def test_a_file_in_the_place_of_the_environment_gives_way(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout.venv.write_text("not a folder", encoding="utf-8")
    steps = stub_steps(monkeypatch, layout)
    bootstrap.prepare(layout, dev=False)
    assert steps == ["venv", "requirements.txt", "-e"]


def test_environment_that_another_window_prepared_is_not_prepared_again(
    ready: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [False, True]
    monkeypatch.setattr(bootstrap, "is_ready", lambda *_: answers.pop(0))
    steps = stub_steps(monkeypatch)
    bootstrap.prepare(ready, dev=False)
    assert steps == []


def test_failed_update_keeps_what_worked_before(ready: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    stub_steps(monkeypatch, fail="requirements-dev.txt")
    with pytest.raises(bootstrap.SetupError):
        bootstrap.prepare(ready, dev=True)
    assert bootstrap.is_ready(ready, bootstrap.wanted_locks(ready, dev=False))
    assert not bootstrap.is_ready(ready, bootstrap.wanted_locks(ready, dev=True))


@pytest.mark.parametrize("step", ["requirements.txt", "-e"])
def test_first_set_up_that_failed_counts_as_unfinished(
    step: str, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub_steps(monkeypatch, layout, fail=step)
    with pytest.raises(bootstrap.SetupError):
        bootstrap.prepare(layout, dev=False)
    assert layout.venv.exists()
    assert bootstrap.why_unusable(layout, bootstrap.read_stamp(layout)) == "上次没有装完"


def test_update_that_was_killed_counts_as_unfinished(ready: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "run_logged", killed)
    with pytest.raises(KeyboardInterrupt):
        bootstrap.prepare(ready, dev=True)
    assert bootstrap.read_stamp(ready) == {}


@pytest.fixture
def searching(ready: Layout) -> Layout:
    """A prepared project that wants the search's maker as well."""
    (ready.root / bootstrap.SEARCH).write_text("pagefind-bin==1.0 --hash=sha256:00\n", encoding="utf-8")
    return ready


def fake_pip(monkeypatch: pytest.MonkeyPatch, layout: Layout, *, fails: bool) -> list[list[str]]:
    """Let pip install the search's maker as an empty folder, or fail; return its commands."""
    commands: list[list[str]] = []

    def run(command: list[str], *_: object, **__: object) -> None:
        commands.append(command)
        if fails:
            raise bootstrap.SetupError("连不上")
        (layout.packages / bootstrap.SEARCH_PACKAGE).mkdir()

    monkeypatch.setattr(bootstrap, "run_logged", run)
    return commands


def test_the_searchs_maker_is_installed_once_and_by_its_hash(
    searching: Layout, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commands = fake_pip(monkeypatch, searching, fails=False)
    bootstrap.prepare(searching, dev=False)
    bootstrap.prepare(searching, dev=False)
    assert len(commands) == 1
    assert commands[0][-3:] == ["--require-hashes", "-r", "requirements-search.txt"]
    assert capsys.readouterr().err == ""


def test_without_the_searchs_maker_set_up_goes_on_and_rests_for_an_hour(
    searching: Layout, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commands = fake_pip(monkeypatch, searching, fails=True)
    clock = iter([1000.0, 1000.0 + bootstrap.TRY_AGAIN - 1, *[1000.0 + bootstrap.TRY_AGAIN] * 9])
    monkeypatch.setattr(
        bootstrap, "time", SimpleNamespace(time=lambda: next(clock), monotonic=time.monotonic)
    )
    bootstrap.prepare(searching, dev=False)
    assert capsys.readouterr().err == f"{bootstrap.NO_SEARCH}\n"
    assert len(commands) == 1
    bootstrap.prepare(searching, dev=False)
    assert len(commands) == 1
    bootstrap.prepare(searching, dev=False)
    assert len(commands) == 2


def test_a_clock_that_was_set_back_does_not_put_off_the_search_for_ever(searching: Layout) -> None:
    lock = bootstrap.digest(searching.root / bootstrap.SEARCH)
    bootstrap.write_whole(searching.search, {"lock": lock, "installed": False, "tried": time.time() + 9999})
    assert not bootstrap.search_is_settled(searching)


def test_the_searchs_maker_is_installed_again_when_it_is_gone_or_its_lock_has_changed(
    searching: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_pip(monkeypatch, searching, fails=False)
    bootstrap.prepare(searching, dev=False)
    assert bootstrap.search_is_settled(searching)
    with (searching.root / bootstrap.SEARCH).open("a", encoding="utf-8") as file:
        file.write("# newer\n")
    assert not bootstrap.search_is_settled(searching)
    bootstrap.write_whole(
        searching.search,
        {"lock": bootstrap.digest(searching.root / bootstrap.SEARCH), "installed": True, "tried": 0},
    )
    assert bootstrap.search_is_settled(searching)
    (searching.packages / bootstrap.SEARCH_PACKAGE).rmdir()
    assert not bootstrap.search_is_settled(searching)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"lock": 1}', "not JSON"])
def test_a_broken_note_about_the_search_is_none(text: str, searching: Layout) -> None:
    searching.search.write_text(text, encoding="utf-8")
    assert not bootstrap.search_is_settled(searching)


def test_a_first_set_up_brings_the_searchs_maker_too(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    (layout.root / bootstrap.SEARCH).write_text("pagefind-bin==1.0 --hash=sha256:00\n", encoding="utf-8")
    steps = stub_steps(monkeypatch, layout)
    bootstrap.prepare(layout, dev=False)
    assert steps == ["venv", "requirements.txt", "-e", "requirements-search.txt"]


@pytest.mark.parametrize(
    ("apt", "cure"), [("/usr/bin/apt-get", "sudo apt install python3."), (None, "重新安装完整的 Python")]
)
def test_missing_venv_module_is_answered_before_anything_is_deleted(
    apt: str | None, cure: str, ready: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready.stamp.unlink()
    monkeypatch.setattr(shutil, "which", lambda *_: apt)
    monkeypatch.setattr(importlib.util, "find_spec", lambda *_: None)
    with pytest.raises(bootstrap.SetupError, match=cure):
        bootstrap.prepare(ready, dev=False)
    assert ready.program("python").exists()


def test_missing_project_file_is_named(ready: Layout, capsys: pytest.CaptureFixture[str]) -> None:
    (ready.root / "requirements.txt").unlink()
    assert bootstrap.main(["site"], ready.root) == 1
    assert capsys.readouterr().err == "项目里少了 requirements.txt：请重新取得完整的项目，再运行一次。\n"


def test_folder_that_cannot_be_deleted_is_named(
    ready: Layout, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    ready.stamp.unlink()
    monkeypatch.setattr(shutil, "rmtree", refuse)
    assert bootstrap.main(["site"], ready.root) == 1
    assert capsys.readouterr().err.splitlines()[-1].startswith("删不掉 .venv：请关掉正在用它的程序")


def test_project_is_linked_by_a_path_without_chinese(layout: Layout) -> None:
    layout.packages.mkdir(parents=True)
    ours, other = layout.packages / "generator.pth", layout.packages / "other.pth"
    ours.write_text(str(layout.root), encoding="utf-8")
    other.write_text("import sys; exec('')", encoding="utf-8")
    bootstrap.link_by_relative_path(layout)
    text = ours.read_text(encoding="utf-8").strip()
    assert text.isascii()
    assert (layout.packages / text).resolve() == layout.root.resolve()
    assert other.read_text(encoding="utf-8") == "import sys; exec('')"


def test_waiting_for_another_window_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = [False, False, True]
    monkeypatch.setattr(bootstrap, "try_lock", lambda *_: answers.pop(0))
    monkeypatch.setattr(time, "sleep", lambda *_: None)
    with bootstrap.exclusive(tmp_path / "setup.lock"):
        assert answers == []
    assert capsys.readouterr().err == "另一个窗口正在准备环境，等它做完……\n"


def test_the_lock_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "setup.lock"
    with bootstrap.exclusive(path), path.open("a+b") as other:
        assert not bootstrap.try_lock(other.fileno())
    with path.open("a+b") as other:
        assert bootstrap.try_lock(other.fileno())


def run_code(layout: Layout, code: str, text: str = "") -> None:
    """Run a piece of Python the way pip is run."""
    layout.state.mkdir(exist_ok=True)
    with layout.log.open("w", encoding="utf-8", newline="\n") as log:
        bootstrap.run_logged([str(PYTHON), "-X", "utf8", "-c", code], layout, log, text=text)


def test_what_a_step_prints_goes_to_the_log_only(layout: Layout, capfd: pytest.CaptureFixture[str]) -> None:
    run_code(
        layout,
        "import sys; print(input(), flush=True); print('错误', file=sys.stderr)",
        text="flit_core>=3.12\n",
    )
    assert layout.log.read_text(encoding="utf-8").splitlines()[-2:] == ["flit_core>=3.12", "错误"]
    assert capfd.readouterr() == ("", "")


def test_a_step_that_fails_is_explained_in_chinese(layout: Layout) -> None:
    with pytest.raises(bootstrap.SetupError) as caught:
        run_code(
            layout,
            "import sys; sys.exit('ERROR: No matching distribution found for paper')",
            text="x" * 10**6,
        )
    assert str(caught.value) == (
        "软件源里没有需要的软件包：请换一个软件源或换一个 Python 版本，再运行一次；详情见 .showcase/setup.log。"
    )


def test_a_step_does_not_outlive_an_interruption(layout: Layout) -> None:
    started: list[subprocess.Popen[str]] = []

    def interrupt(line: str) -> None:
        raise KeyboardInterrupt

    class Recorded(subprocess.Popen[str]):
        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, **kwargs)  # type: ignore[call-overload] # passed on as they come
            started.append(self)

    layout.state.mkdir()
    with pytest.MonkeyPatch.context() as patch, layout.log.open("w", encoding="utf-8") as log:
        patch.setattr(subprocess, "Popen", Recorded)
        code = "import time; print('ready', flush=True); time.sleep(600)"
        with pytest.raises(KeyboardInterrupt):
            bootstrap.run_logged([str(PYTHON), "-c", code], layout, log, interrupt)
    assert started[0].returncode is not None


def test_mirror_and_proxy_reach_pip_but_targets_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    monkeypatch.setenv("PIP_TARGET", "/elsewhere")
    environment = bootstrap.tool_environment()
    assert environment["PIP_INDEX_URL"] == "https://mirror.example/simple"
    assert "PIP_TARGET" not in environment
    assert environment["PIP_NO_INPUT"] == "1"


@pytest.fixture
def with_this_python(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> Layout:
    """A project whose commands are all the Python that runs the tests."""
    monkeypatch.setattr(Layout, "program", lambda *_: PYTHON)
    return layout


def test_commands_run_as_if_the_environment_were_active(
    with_this_python: Layout, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/another/python")
    names = ["PATH", "VIRTUAL_ENV", "PYTHONUTF8", "NO_MKDOCS_2_WARNING", "PYTHONPATH"]
    code = f"import os, json; print(json.dumps([os.getcwd(), *map(os.environ.get, {names})]))"
    assert bootstrap.run_command(with_this_python, ["python", "-c", code]) == 0
    folder, path, *values = json.loads(capfd.readouterr().out)
    assert folder == str(with_this_python.root)
    assert path.split(os.pathsep)[0] == str(with_this_python.scripts)
    assert values == [str(with_this_python.venv), "1", "1", None]


def test_exit_codes_are_passed_on(with_this_python: Layout) -> None:
    assert bootstrap.run_command(with_this_python, ["python", "-c", "raise SystemExit(7)"]) == 7


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to be ended by")
def test_a_command_ended_by_a_signal_gives_the_shells_exit_code(with_this_python: Layout) -> None:
    code = "import os; os.kill(os.getpid(), 9)"
    assert bootstrap.run_command(with_this_python, ["python", "-c", code]) == 128 + 9


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM to pass on")
def test_ending_set_up_ends_the_command_too(with_this_python: Layout) -> None:
    before = signal.getsignal(signal.SIGTERM)
    started = with_this_python.root / "started"
    code = f"import pathlib, time; pathlib.Path({str(started)!r}).touch(); time.sleep(600)"

    def end() -> None:
        while not started.exists():
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGTERM)

    thread = threading.Thread(target=end)
    thread.start()
    assert bootstrap.run_command(with_this_python, ["python", "-c", code]) == 128 + signal.SIGTERM
    thread.join()
    assert signal.getsignal(signal.SIGTERM) is before


class Interrupted:
    """A command at the moment of Ctrl-C: what its `wait` gives, one call after the other."""

    def __init__(self, *waits: int | BaseException) -> None:
        self.waits = [KeyboardInterrupt(), *waits]
        self.killed = False

    def __call__(self, *_: object, **__: object) -> Interrupted:
        return self

    def wait(self, **_: float) -> int:
        result = self.waits.pop(0)
        if isinstance(result, BaseException):
            raise result
        return result

    def kill(self) -> None:
        self.killed = True


@pytest.mark.parametrize(
    ("waits", "code", "spoken", "killed"),
    [
        ((0,), 0, "", False),
        ((130,), 130, "", False),
        ((2,), 130, "已停止。\n", False),
        ((KeyboardInterrupt(), -9), 130, "已停止。\n", True),
        ((subprocess.TimeoutExpired("showcase", 10), -9), 130, "已停止。\n", True),
    ],
    ids=["ends well", "has spoken", "dies", "second Ctrl-C", "hangs"],
)
def test_ctrl_c_during_a_command(
    *,
    waits: tuple[int | BaseException, ...],
    code: int,
    spoken: str,
    killed: bool,
    layout: Layout,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    process = Interrupted(*waits)
    monkeypatch.setattr(subprocess, "Popen", process)
    assert bootstrap.run_command(layout, ["showcase"]) == code
    assert capsys.readouterr().err == spoken
    assert process.killed is killed


def run_recorded(monkeypatch: pytest.MonkeyPatch, codes: dict[str, int]) -> list[list[str]]:
    """Let commands only be recorded; each gives its exit code from `codes`, else 0."""
    commands: list[list[str]] = []

    def run(_: Layout, command: list[str]) -> int:
        commands.append(command)
        return codes.get(" ".join(command[:2]), 0)

    monkeypatch.setattr(bootstrap, "run_command", run)
    return commands


@pytest.mark.parametrize(
    ("arguments", "dev", "commands"),
    [
        (["site"], False, [["showcase", "build"]]),
        (["preview", "--port", "80"], False, [["showcase", "preview", "--port", "80"]]),
        (["test"], True, [["python", "-m", "pytest", *bootstrap.ALL_TESTS.split()]]),
        (["test", "-k", "x"], True, [["python", "-m", "pytest", "-k", "x"]]),
        (["lint"], True, [["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]]),
        (["golden"], True, [["python", "-m", "tests.rewrite_golden"]]),
        (["bench"], True, [["python", "-m", "tests.bench"]]),
        (["shots", "readme"], True, [["python", "-m", "tests.shots", "readme"]]),
    ],
)
def test_target_prepares_and_runs(
    arguments: list[str],
    dev: bool,
    commands: list[list[str]],
    layout: Layout,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    prepared: list[bool] = []
    monkeypatch.setattr(bootstrap, "prepare", lambda _, dev: prepared.append(dev))
    ran = run_recorded(monkeypatch, {})
    assert bootstrap.main(arguments, layout.root) == 0
    assert prepared == [dev]
    assert ran == commands


def test_lint_runs_to_the_end_and_fails_with_the_first_fault(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "prepare", lambda *_: None)
    ran = run_recorded(monkeypatch, {"ruff check": 3, "ruff format": 4})
    assert bootstrap.main(["lint"], layout.root) == 3
    assert len(ran) == 3


def test_ctrl_c_ends_lint_at_once(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "prepare", lambda *_: None)
    ran = run_recorded(monkeypatch, {"ruff check": 130})
    assert bootstrap.main(["lint"], layout.root) == 130
    assert len(ran) == 1


def make_leftovers(layout: Layout) -> None:
    """Lay out what the commands and the tools leave, and a copy of the site that a person kept."""
    for name in (
        "site",
        "site.old",
        ".showcase",
        ".ruff_cache",
        "generator/__pycache__",
        "tests/unit/__pycache__",
    ):
        (layout.root / name).mkdir(parents=True)
    (layout.root / ".coverage.1").touch()
    (layout.root / "data").mkdir()


def left(layout: Layout) -> set[str]:
    """Return what stands in the project, without the lock files."""
    names = {
        path.relative_to(layout.root).as_posix()
        for path in layout.root.rglob("*")
        if ".venv" not in path.parts
    }
    return {name for name in names if not name.endswith((".txt", ".toml"))}


def test_clean_without_an_environment_sweeps_by_itself(
    layout: Layout, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make_leftovers(layout)
    ran = run_recorded(monkeypatch, {})
    assert bootstrap.main(["clean"], layout.root) == 0
    assert ran == []
    assert left(layout) == {"data", "generator", "site.old", "tests", "tests/unit"}
    assert capsys.readouterr().err == ""


def test_clean_keeps_former_sites_and_what_was_before_a_repair(
    layout: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    for place in (
        "sites/0001-a/index.html",
        "originals/20260101/data/a.yml",
        "cache/photos/x.jpg",
        "build.lock",
    ):
        path = layout.state / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert bootstrap.main(["clean"], layout.root) == 0
    assert sorted(path.name for path in layout.state.iterdir()) == ["originals", "sites"]
    assert (layout.state / "sites/0001-a/index.html").exists()
    assert "留在 .showcase/ 里" in capsys.readouterr().err


def test_clean_says_which_pages_it_cannot_judge_without_an_environment(
    layout: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = layout.root / "content" / ".showcase-manifest.json"
    manifest.parent.mkdir()
    manifest.touch()
    assert bootstrap.main(["clean"], layout.root) == 0
    assert manifest.exists()
    assert capsys.readouterr().err.startswith("没有可用的 .venv，content/ 里生成的页面先留着")


def test_clean_leaves_the_pages_to_the_generator_and_sweeps_the_rest(
    ready: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_leftovers(ready)
    ran = run_recorded(monkeypatch, {"showcase clean": 1})
    assert bootstrap.main(["clean"], ready.root) == 1
    assert ran == [["showcase", "clean"]]
    assert left(ready) == {"data", "generator", "site.old", "tests", "tests/unit"}
    assert ready.stamp.exists()


def test_lock_compiles_every_file_with_the_build_backend(
    layout: Layout, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = '[build-system]\nrequires = ["flit_core>=3.12,<4"]\n'
    (layout.root / "pyproject.toml").write_text(project, encoding="utf-8")
    monkeypatch.setattr(shutil, "which", lambda *_: "/bin/uv")
    given: list[str] = []

    def compiled(command: list[str], *_: object, text: str) -> None:
        given.append(text)
        assert command[-1] == "--upgrade"
        name = command[command.index("-o") + 1]
        (layout.root / name).write_text("paper==2.0\n", encoding="utf-8")

    monkeypatch.setattr(bootstrap, "run_logged", compiled)
    assert bootstrap.main(["lock", "--upgrade"], layout.root) == 0
    names = ["requirements.txt", "requirements-dev.txt", "requirements-search.txt"]
    assert given == ["flit_core>=3.12,<4"] * 3
    for name in names:
        assert (layout.root / name).read_text(encoding="utf-8") == bootstrap.LOCK_HEADER + "paper==2.0\n"
    assert capsys.readouterr().err == "".join(f"已更新 {name}。\n" for name in names)


def test_lock_without_uv_says_so(
    layout: Layout, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_: None)
    assert bootstrap.main(["lock"], layout.root) == 1
    assert capsys.readouterr().err.startswith("锁定版本要用 uv")


def fail_with(error: BaseException) -> Callable[..., None]:
    """Return a function that does nothing but fail."""

    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def test_ctrl_c_during_set_up_is_one_line(
    layout: Layout, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "prepare", fail_with(KeyboardInterrupt()))
    assert bootstrap.main(["site"], layout.root) == 130
    assert capsys.readouterr().err == "已停止。\n"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(28, "No space left on device"), bootstrap.DISK_FULL),
        (ZeroDivisionError("ours"), "出了意料之外的错误：请把日志交给维护者"),
    ],
)
def test_unexpected_fault_is_one_line_and_its_traceback_is_kept(
    error: Exception,
    sentence: str,
    layout: Layout,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(bootstrap, "prepare", fail_with(error))
    assert bootstrap.main(["site"], layout.root) == 1
    assert capsys.readouterr().err == f"{sentence}；详情见 .showcase/setup.log。\n"
    assert "Traceback" in layout.log.read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_is_not_pointed_to(
    layout: Layout, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    layout.state.write_text("a file where the folder belongs", encoding="utf-8")
    monkeypatch.setattr(bootstrap, "prepare", fail_with(PermissionError(13, "Permission denied")))
    assert bootstrap.main(["site"], layout.root) == 1
    sentence = capsys.readouterr().err
    assert sentence.startswith("文件写不进去")
    assert "详情" not in sentence


def pins(name: str) -> set[str]:
    """Return a lock file's pins, with their markers."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {line.removesuffix(" \\") for line in text.splitlines() if re.match(r"[\w.-]+==", line)}


def test_developers_lock_holds_the_runtime_lock() -> None:
    assert pins("requirements.txt")
    assert pins("requirements.txt") < pins("requirements-dev.txt")


def test_lock_files_hold_the_build_backend_and_hashes_and_no_address() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-search.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert name == bootstrap.SEARCH or any(pin.startswith("flit-core==") for pin in pins(name))
        assert pins(name)
        assert text.count("--hash=sha256:") >= len(pins(name))
        assert not re.search(r"://|--(extra-)?index-url|--find-links|@ ", text)
