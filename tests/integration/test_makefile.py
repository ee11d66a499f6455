"""`make` from nothing to a running command: real make, venv and pip, with a folder of wheels for a network."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator import bootstrap

ROOT = Path(__file__).parent.parent.parent
MAKE = shutil.which("make") or ""
NOT_FOUND = (
    "没有找到可用的 Python：请到 https://www.python.org/downloads/ 安装 3.11 或更新的版本，再运行一次。"
)
OFFLINE = "连不上软件源，环境没有装完：请检查网络，要用代理或镜像的先在 pip 里设好，再运行一次；详情见 .showcase/setup.log。"

pytestmark = pytest.mark.skipif(os.name == "nt" or not MAKE, reason="Windows has make.bat instead")


@dataclass(frozen=True)
class Machine:
    """A computer with these programs on its PATH, these wheels within reach, and nothing else."""

    programs: Path
    wheels: Path

    def environment(self, **more: str) -> dict[str, str]:
        """Return the whole environment of what runs on it."""
        return {
            "PATH": str(self.programs),
            "HOME": str(self.programs),
            "LANG": "C.UTF-8",
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": self.wheels.as_uri(),
            **more,
        }

    def make(self, root: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run make in a project."""
        return subprocess.run(
            [MAKE, *words],
            cwd=root,
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    def double_click(self, name: str) -> subprocess.CompletedProcess[str]:
        """Run what a double click runs, from somewhere else."""
        self.install("make", f'exec "{MAKE}" "$@"')
        return subprocess.run(
            ["/bin/sh", os.fspath(ROOT / name)],
            cwd=self.programs,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    def install(self, name: str, script: str) -> None:
        """Put a shell script on the PATH."""
        path = self.programs / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)


def new_python() -> str:
    """Return a script that is the Python that runs the tests."""
    return f'exec "{sys.executable}" "$@"'


def old_python(version: str) -> str:
    """Return a script that is a Python of that version, as far as set-up can tell."""
    info = ", ".join(version.split("."))
    pretend = (
        f"import runpy, sys; sys.version_info = ({info}); sys.version = '{version} (old)'; code = sys.argv.pop(1);"
        " sys.argv = sys.argv[1:] if code == 'run' else sys.argv;"
        " exec(code) if code != 'run' else runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    return (
        f'if [ "$2" = -c ]; then exec "{sys.executable}" -I -c "{pretend}" "$3"; fi\n'
        f'shift; exec "{sys.executable}" -I -c "{pretend}" run "$@"'
    )


def complaint(result: subprocess.CompletedProcess[str]) -> list[str]:
    """Return the lines that a person reads, without make's own closing one."""
    return [line for line in result.stderr.splitlines() if not line.startswith("make: ***")]


def pack_flit_core(folder: Path) -> Path:
    """Make the build backend's wheel again from the installed one: what a network would have given."""
    distribution = importlib.metadata.distribution("flit_core")
    path = folder / f"flit_core-{distribution.version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for entry in distribution.files or []:
            if ".." not in entry.parts and "__pycache__" not in entry.parts:
                wheel.write(str(entry.locate()), entry.as_posix())
    return path


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the one wheel that set-up cannot do without."""
    folder = tmp_path_factory.mktemp("wheels")
    pack_flit_core(folder)
    return folder


@pytest.fixture
def machine(tmp_path: Path, wheels: Path) -> Machine:
    """A machine without any Python."""
    programs = tmp_path / "programs"
    programs.mkdir()
    return Machine(programs, wheels)


def make_project(root: Path, wheels: Path) -> Path:
    """Lay out this project with a command that only tells how it was called."""
    (root / "generator").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", "LICENSE", "generator/bootstrap.py", "generator/__init__.py"):
        shutil.copy(ROOT / name, root / name)
    (root / "README.md").write_text("# 展示\n", encoding="utf-8")
    command = "import sys\n\n\ndef main() -> None:\n    print('showcase', *sys.argv[1:])\n"
    (root / "generator" / "start.py").write_text(command, encoding="utf-8")
    wheel = next(wheels.glob("*.whl"))
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    pin = f"flit-core=={wheel.name.split('-')[1]} --hash=sha256:{digest}\n"
    (root / "requirements.txt").write_text(pin, encoding="utf-8")
    (root / "requirements-dev.txt").write_text(f"{pin}paper==1.0 --hash=sha256:{digest}\n", encoding="utf-8")
    return root


@dataclass(frozen=True)
class Prepared:
    """A project that has been set up once, on a machine with Python."""

    machine: Machine
    root: Path
    first: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, wheels: Path) -> Prepared:
    """The first `make site` in a folder whose name has Chinese and a space."""
    folder = tmp_path_factory.mktemp("machine")
    machine = Machine(folder / "programs", wheels)
    machine.programs.mkdir()
    machine.install("python3", new_python())
    root = make_project(folder / "党建 展示", wheels)
    return Prepared(machine, root, machine.make(root, "site"))


def test_first_run_prepares_in_chinese_and_runs_the_command(prepared: Prepared) -> None:
    first = prepared.first
    assert (first.returncode, first.stdout) == (0, "showcase build\n"), first.stderr
    lines = [re.sub(r"\d+(\.\d+)*", "N", line) for line in first.stderr.splitlines()]
    assert lines == [
        "正在建立 .venv（Python N）……",
        "正在下载并安装软件包，第一次要一两分钟……",
        "正在把软件包写入 .venv……",
        "环境已准备好，用时 N 秒。",
    ]


def test_environment_finds_the_project_by_a_path_without_chinese(prepared: Prepared) -> None:
    (link,) = prepared.root.glob(".venv/lib/*/site-packages/generator.pth")
    assert link.read_bytes().isascii()


def test_second_run_goes_straight_to_the_command(prepared: Prepared) -> None:
    log = prepared.root / ".showcase" / "setup.log"
    log.write_text("untouched", encoding="utf-8")
    second = prepared.machine.make(prepared.root, "site", "ARGS=--verbose")
    assert (second.returncode, second.stdout, second.stderr) == (0, "showcase build --verbose\n", "")
    assert log.read_text(encoding="utf-8") == "untouched"


def test_second_run_from_inside_the_environment_keeps_it(prepared: Prepared) -> None:
    python = prepared.root / ".venv" / "bin" / "python"
    second = prepared.machine.make(prepared.root, "site", PYTHON=str(python))
    assert (second.returncode, second.stdout, second.stderr) == (0, "showcase build\n", "")


def test_no_network_is_one_sentence_and_leaves_the_site_working(prepared: Prepared) -> None:
    away = {"PIP_NO_INDEX": "0", "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "1"}
    offline = prepared.machine.make(prepared.root, "test", **away)
    assert offline.returncode != 0
    assert complaint(offline)[1:] == [OFFLINE]
    log = (prepared.root / ".showcase" / "setup.log").read_text(encoding="utf-8")
    assert "No matching distribution found for paper==1.0" in log
    site = prepared.machine.make(prepared.root, "site", **away)
    assert (site.returncode, site.stderr) == (0, "")


def test_moved_folder_is_noticed_and_its_environment_rebuilt(prepared: Prepared, tmp_path: Path) -> None:
    moved = tmp_path / "moved"
    shutil.copytree(prepared.root, moved, symlinks=True)
    result = prepared.machine.make(moved, "site")
    assert (result.returncode, result.stdout) == (0, "showcase build\n"), result.stderr
    assert result.stderr.splitlines()[0] == "现有的 .venv 不能用（文件夹换了位置），正在重新建立。"
    assert str(moved) in (moved / ".venv" / "showcase-setup.json").read_text(encoding="utf-8")


@pytest.fixture
def silent_server() -> Iterator[socket.socket]:
    """A package index that takes the call and never answers: set-up stands still in the middle."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(120)
        yield server


def start_and_stall(prepared: Prepared, root: Path, server: socket.socket) -> subprocess.Popen[str]:
    """Start a first set-up and return while its pip waits for an answer that will not come."""
    index = f"http://127.0.0.1:{server.getsockname()[1]}/"
    process = subprocess.Popen(
        [sys.executable, "-I", "generator/bootstrap.py", "site"],
        cwd=root,
        env=prepared.machine.environment(PIP_NO_INDEX="0", PIP_INDEX_URL=index, PIP_RETRIES="0"),
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    connection, _ = server.accept()
    connection.detach()
    return process


@pytest.mark.parametrize(
    ("number", "code", "said"), [(signal.SIGINT, 130, ["已停止。"]), (signal.SIGKILL, -signal.SIGKILL, [])]
)
def test_set_up_stopped_in_the_middle_is_done_again(
    *,
    number: signal.Signals,
    code: int,
    said: list[str],
    prepared: Prepared,
    tmp_path: Path,
    silent_server: socket.socket,
) -> None:
    root = make_project(tmp_path / "project", prepared.machine.wheels)
    process = start_and_stall(prepared, root, silent_server)
    process.send_signal(number)
    _, stderr = process.communicate(timeout=60)
    assert (process.returncode, stderr.splitlines()[2:]) == (code, said)
    again = prepared.machine.make(root, "site")
    assert (again.returncode, again.stdout) == (0, "showcase build\n"), again.stderr
    assert again.stderr.splitlines()[0] == "现有的 .venv 不能用（上次没有装完），正在重新建立。"


def test_without_any_python_one_sentence_is_all(machine: Machine) -> None:
    result = machine.make(ROOT, "help")
    assert result.returncode != 0
    assert complaint(result) == [NOT_FOUND]


def test_old_python_says_so_itself(machine: Machine) -> None:
    machine.install("python3", old_python("3.8.18"))
    result = machine.make(ROOT, "site")
    assert result.returncode != 0
    assert complaint(result) == [
        "Python 3.8.18 太旧了：请到 https://www.python.org/downloads/ 安装 3.11 或更新的版本，再运行一次。"
    ]


@pytest.mark.parametrize(
    "before",
    [
        {"python3": old_python("3.8.18")},
        {"python3.13": "exit 127"},
        {"python3": "echo 'Unknown option: -I'; exit 2"},
    ],
    ids=["too old", "does not start", "a Python 2"],
)
def test_python_that_will_not_do_is_passed_over(before: dict[str, str], machine: Machine) -> None:
    for name, script in before.items():
        machine.install(name, script)
    machine.install("python", new_python())
    result = machine.make(ROOT)
    assert (result.returncode, result.stderr) == (0, "")
    assert "make site" in result.stdout


def test_newest_python_is_preferred(machine: Machine) -> None:
    machine.install("python3", new_python())
    machine.install("python3.13", f'echo "$0" >> "{machine.programs}/asked"; {new_python()}')
    assert machine.make(ROOT, "help").returncode == 0
    assert "python3.13" in (machine.programs / "asked").read_text(encoding="utf-8")


def test_python_chosen_by_the_user_is_the_only_one_asked(machine: Machine) -> None:
    machine.install("python3", new_python())
    machine.install("my python", old_python("3.9.1"))
    chosen = machine.make(ROOT, "help", PYTHON=str(machine.programs / "my python"))
    assert complaint(chosen) == [
        "Python 3.9.1 太旧了：请到 https://www.python.org/downloads/ 安装 3.11 或更新的版本，再运行一次。"
    ]
    wrong = machine.make(ROOT, "help", PYTHON="/no/python")
    assert complaint(wrong) == [NOT_FOUND.replace("：", "（PYTHON=/no/python）：", 1)]


def test_every_target_can_be_made_and_no_other(machine: Machine) -> None:
    machine.install("python3", 'if [ "$2" != -c ]; then echo "$@"; fi')
    for target in bootstrap.TARGETS:
        assert machine.make(ROOT, target.name).stdout == f"-I generator/bootstrap.py {target.name}\n"
    machine.install("python3", new_python())
    unknown = machine.make(ROOT, "网站")
    assert unknown.returncode != 0
    assert complaint(unknown) == ["没有“网站”这个命令：运行 make help 看有哪些。"]


def test_windows_script_hands_everything_to_the_same_place() -> None:
    script = (ROOT / "make.bat").read_text(encoding="utf-8")
    calls = [line for line in script.splitlines() if "bootstrap.py" in line and not line.startswith("rem ")]
    assert [call.split(" -I ")[0] for call in calls] == ['"%PYTHON%"', "py -3", "python"]
    assert {call.split(" -I ")[1] for call in calls} == {r"generator\bootstrap.py %*"}
    assert f"echo {NOT_FOUND} 1>&2" in script


@pytest.mark.parametrize(("name", "target"), [("预览", "preview"), ("助手", "menu"), ("发布", "site")])
def test_a_double_click_does_what_the_command_does(machine: Machine, name: str, target: str) -> None:
    machine.install("python3", 'if [ "$2" != -c ]; then echo "$@"; exit 7; fi')
    script = f"{name}.command"
    done = machine.double_click(script)

    assert done.stdout == f"-I generator/bootstrap.py {target}\n"
    assert done.returncode != 0
    assert os.access(ROOT / script, os.X_OK)
    windows = (ROOT / f"{name}.bat").read_text(encoding="utf-8").splitlines()
    assert windows[0] == "@echo off"
    assert f'call "%~dp0make.bat" {target} %*' in windows
    assert windows[-1] == "exit /b %CODE%"
    # A console of another code page reads the lines before make.bat has set its own.
    assert all(line.isascii() for line in windows)


def test_a_double_click_without_python_says_where_to_get_it(machine: Machine) -> None:
    done = machine.double_click("预览.command")

    assert done.returncode != 0
    assert complaint(done) == [NOT_FOUND]
