"""Prepare .venv with the locked requirements, then run one of this project's commands in it.

Stands before everything else: Makefile and make.bat call it with whatever Python there is; it imports nothing of ours."""

# An old Python must be able to read this file to the end, or it could not say that it is too old. So: no f-strings,
# no annotated variables, no unpacking inside a list, annotations in quotes, and only imports that Python 3.4 has.

import collections
import collections.abc
import contextlib
import hashlib
import importlib.util
import io
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import traceback
import unicodedata

MINIMUM = (3, 11)
LOG_NAME = ".showcase/setup.log"
SEE_LOG = "；详情见 " + LOG_NAME + "。"
INTERRUPTED = 130


class SetupError(Exception):
    """The one sentence that tells why set-up cannot go on, and what to do about it."""


class Target:
    """A word that can follow `make`: what the list says of it, and what it runs in .venv.

    `whole` ends the last command when nobody says more; `dev` asks for requirements-dev.txt too; a target without
    commands has a function of its own in `run_target`."""

    def __init__(
        self,
        name: "str",
        summary: "str",
        commands: "tuple[str, ...]" = (),
        whole: "str" = "",
        dev: "bool" = False,
    ) -> "None":
        self.name = name
        self.summary = summary
        self.commands = tuple(tuple(command.split()) for command in commands)
        self.whole = whole.split()
        self.dev = dev


# The workers take the files in their order: the browser's, which are slow, stand first, and short ones fill the end.
ALL_TESTS = "--cov --cov-report=term --numprocesses=auto --dist=loadfile --no-loadscope-reorder"
TARGETS = (
    Target("site", "生成网站，放进 site/", ("showcase build",)),
    Target("preview", "在浏览器里预览，改了资料自动刷新", ("showcase preview",)),
    Target("menu", "助手：常做的事列在一起，选一个数字就做", ("showcase menu",)),
    Target("check", "检查资料，列出全部问题和提醒", ("showcase check",)),
    Target("test", "运行全部测试", ("python -m pytest",), whole=ALL_TESTS, dev=True),
    Target("lint", "检查代码的写法和类型", ("ruff check", "ruff format --check", "mypy"), dev=True),
    Target("golden", "重写测试用的标准页面", ("python -m tests.rewrite_golden",), dev=True),
    Target("bench", "测量速度、内存和网页的大小", ("python -m tests.bench",), dev=True),
    Target("fuzz", "用随机改坏的文件找程序的毛病", ("python -m tests.fuzz",), dev=True),
    Target("shots", "给各类页面截图，放进 .showcase/shots/", ("python -m tests.shots",), dev=True),
    Target("clean", "删除生成的页面、site/ 和缓存"),
    Target("lock", "重新锁定软件包的版本（维护者用，需要 uv）"),
    Target("help", "显示这张表"),
)

DISK_FULL = "磁盘空间不够，环境没有装完：请腾出 1 GB 左右，再运行一次"
FULL_BELOW = 50 * 1000 * 1000  # bytes; less than pip and its own files need
# What pip and venv say in English when they fail, and what we say instead. The first match wins.
FAULTS = (
    (r"No space left on device|\[Errno 28\]|WinError 112|[Qq]uota exceeded", DISK_FULL),
    (
        r"DO NOT MATCH THE HASHES|Hashes are required",
        "下载到的软件包与锁定的校验值不符，没有安装：请换一个软件源，再运行一次",
    ),
    (r"PATH separator", "项目所在的路径里有冒号，环境建不起来：请给文件夹改个名字，再运行一次"),
    (r"Long Path", "项目所在的路径太长，装不下软件包：请把整个文件夹移到 C:\\ 或 D:\\ 下，再运行一次"),
    (
        r"Permission denied|Read-only file system|\[Errno (13|30)\]|WinError (5|32)\b",
        "文件写不进去，可能没有权限，或正被别的程序占用：请关掉用着它的程序，再运行一次",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerificationError",
        "与软件源的加密连接没有建立：请检查电脑的日期和代理设置，再运行一次",
    ),
    (
        r"ConnectionError|ConnectTimeout|ReadTimeout|ProxyError|[Tt]imed out|connection broken|Max retries exceeded",
        "连不上软件源，环境没有装完：请检查网络，要用代理或镜像的先在 pip 里设好，再运行一次",
    ),
    (
        r"No matching distribution found|Could not find a version",
        "软件源里没有需要的软件包：请换一个软件源或换一个 Python 版本，再运行一次",
    ),
)
UNKNOWN_FAULT = "环境没有装完：请把日志交给维护者"

# What git ignores, but for .venv and the pages: those are the generator's to judge.
LEFTOVERS = (
    "site",
    "overrides/generated",
    ".showcase/*",
    ".cache",
    ".coverage",
    ".coverage.*",
    ".hypothesis",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    "htmlcov",
    "generator/**/__pycache__",
    "tests/**/__pycache__",
)

# What no command can make again: former sites, and what a person's files held before they were mended.
KEPT = ("originals", "sites")

# Set-up goes on without what this one locks: not every machine can have it.
SEARCH = "requirements-search.txt"
SEARCH_PACKAGE = "pagefind_bin"
NO_SEARCH = "搜索用的 Pagefind 没有装上：网站照样生成，只是没有搜索；过一小时再运行，会再试一次" + SEE_LOG
TRY_AGAIN = 3600  # seconds

PROJECT = ("pyproject.toml", "-")
LOCKS = (
    ("requirements.txt", PROJECT),
    ("requirements-dev.txt", PROJECT + ("--group", "dev", "-c", "requirements.txt")),
    (SEARCH, ("--group", "search", "-c", "requirements.txt")),
)
LOCK_COMMAND = ["pip", "compile", "--quiet", "--universal", "--python-version=3.11", "--generate-hashes"]
LOCK_COMMAND += ["--no-emit-index-url", "--no-header"]
LOCK_HEADER = "# Made by `make lock` from pyproject.toml: change that, never this.\n"


class Layout:
    """The places that set-up reads and writes, all under the project's root."""

    def __init__(self, root: "pathlib.Path") -> "None":
        self.root = root
        self.venv = root / ".venv"
        self.stamp = self.venv / "showcase-setup.json"
        self.search = self.venv / "showcase-search.json"
        self.state = root / ".showcase"
        self.log = root / LOG_NAME
        base = {"base": str(self.venv), "platbase": str(self.venv)}
        self.scripts = pathlib.Path(sysconfig.get_path("scripts", "venv", base))
        self.packages = pathlib.Path(sysconfig.get_path("purelib", "venv", base))

    def program(self, name: "str") -> "pathlib.Path":
        """Return where .venv keeps the command of that name."""
        return self.scripts / (name + ".exe" if sys.platform == "win32" else name)


def say(text: "str", end: "str" = "\n", error: "bool" = True) -> "None":
    """Print Chinese on any terminal: what its encoding lacks becomes ?, and plain ASCII is taken for UTF-8."""
    stream = sys.stderr if error else sys.stdout
    encoding = (stream.encoding or "utf-8").lower()
    if encoding in ("ascii", "us-ascii", "ansi_x3.4-1968"):
        encoding = "utf-8"
    # A closed or full terminal is no reason to fail: whoever closed it does not want to read.
    with contextlib.suppress(OSError, ValueError):
        stream.flush()
        stream.buffer.write((text + end).encode(encoding, "replace"))
        stream.flush()


def display_width(text: "str", wide: "str") -> "int":
    """Return how many columns the text takes when the characters of these East Asian classes take two."""
    return sum(2 if unicodedata.east_asian_width(char) in wide else 1 for char in text)


class Progress:
    """One line that tells how far set-up has come: rewritten in place on a terminal, else one line a stage."""

    def __init__(self, total: "int") -> "None":
        self.live = sys.stderr.isatty()
        self.total = total
        self.count = 0
        self.width = 0

    def stage(self, text: "str") -> "None":
        """Show a stage of the work."""
        if self.live:
            self._rewrite(text)
        else:
            say(text)

    def clear(self) -> "None":
        """Take the line off the terminal, so that what follows starts on a clean one."""
        if self.live and self.width:
            self._rewrite("")
            say("\r", end="")

    def pip_line(self, line: "str") -> "None":
        """Follow what pip prints: a package a line, then the writing, and its retries."""
        found = re.match(r"(?:Collecting|Requirement already satisfied:|Ignoring) ([\w.-]+)", line)
        if found and self.live:
            self.count = min(self.count + 1, self.total)
            self._rewrite("正在下载软件包 {}/{}：{}".format(self.count, self.total, found.group(1)))
        elif line.startswith("Installing collected packages"):
            self.stage("正在把软件包写入 .venv……")
        elif "Retrying (" in line and self.live:
            self._rewrite("网络不通，正在重试……")

    def _rewrite(self, text: "str") -> "None":
        # Spaces rather than an escape code wipe the old text: an old Windows console would print the code.
        # Terminals differ over the width of …, so the old text is taken at its widest, the new at its narrowest.
        say("\r" + text + " " * max(0, self.width - display_width(text, "WF")), end="")
        self.width = display_width(text, "WFA")


def digest(path: "pathlib.Path") -> "str":
    """Return the SHA-256 of a file's text; line ends do not count, since git may change them."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def wanted_locks(layout: "Layout", dev: "bool") -> "dict[str, str]":
    """Return the files that decide what is installed, each with its digest."""
    names = ["pyproject.toml", "requirements.txt"] + (["requirements-dev.txt"] if dev else [])
    try:
        return {name: digest(layout.root / name) for name in names}
    except FileNotFoundError as error:
        missing = pathlib.Path(error.filename).name
        raise SetupError("项目里少了 {}：请重新取得完整的项目，再运行一次。".format(missing)) from error


def this_machine(layout: "Layout") -> "dict[str, str]":
    """Return what a .venv is tied to. The same inside a .venv and outside it, so it may be active."""
    return {"python": sys.version, "home": sys.base_prefix, "root": str(layout.root)}


def installed_packages(layout: "Layout") -> "list[str]":
    """Return the name and version of every installed package, sorted."""
    return sorted(entry.name for entry in layout.packages.iterdir() if entry.name.endswith(".dist-info"))


def read_stamp(layout: "Layout") -> "dict[str, object]":
    """Return what the last complete set-up wrote, or nothing where there was none."""
    try:
        stamp = json.loads(layout.stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def why_unusable(layout: "Layout", stamp: "dict[str, object]") -> "str | None":
    """Return why the .venv cannot be used as it stands, or None."""
    machine = this_machine(layout)
    if not stamp:
        return "上次没有装完"
    if stamp.get("root") != machine["root"]:
        return "文件夹换了位置"
    if stamp.get("python") != machine["python"] or stamp.get("home") != machine["home"]:
        return "Python 换了版本"
    if not layout.program("python").exists():
        return "里面的 Python 不见了"
    if is_incomplete(layout, stamp):
        return "里面缺了软件包"
    return None if starts(layout.program("python")) else "里面的 Python 打不开"


def is_incomplete(layout: "Layout", stamp: "dict[str, object]") -> "bool":
    """Tell whether a package has been removed or replaced since the set-up; more of them do no harm."""
    if not layout.program("showcase").exists():
        return True
    packages = stamp.get("packages")
    try:
        return not isinstance(packages, list) or not set(packages) <= set(installed_packages(layout))
    except OSError:
        return True


def starts(python: "pathlib.Path") -> "bool":
    """Tell whether an interpreter runs at all."""
    try:
        return (
            subprocess.call(
                [str(python), "-I", "-c", ""], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            == 0
        )
    except OSError:
        return False


def is_satisfied(stamp: "dict[str, object]", locks: "dict[str, str]") -> "bool":
    """Tell whether all that is wanted was installed; having the developers' packages too is fine."""
    have = stamp.get("locks")
    return isinstance(have, dict) and all(have.get(name) == value for name, value in locks.items())


def is_ready(layout: "Layout", locks: "dict[str, str]") -> "bool":
    """Tell whether nothing has to be done before a command can run."""
    stamp = read_stamp(layout)
    return is_satisfied(stamp, locks) and why_unusable(layout, stamp) is None


def prepare(layout: "Layout", dev: "bool") -> "None":
    """Make .venv hold what the lock files say; costs no more than a look when it does already."""
    locks = wanted_locks(layout, dev)
    if is_ready(layout, locks) and search_is_settled(layout):
        return
    layout.state.mkdir(exist_ok=True)
    with exclusive(layout.state / "setup.lock"):
        stamp = discard_unusable(layout)
        if not is_satisfied(stamp, locks):
            started = time.monotonic()
            with layout.log.open("w", encoding="utf-8", newline="\n") as log:
                log.write("{}\n{}\n".format(sys.version, sys.platform))
                if not stamp:
                    create(layout, log)
                install(layout, locks, log)
            install_search(layout)
            say("环境已准备好，用时 {:.0f} 秒。".format(time.monotonic() - started))
        else:
            install_search(layout)


def search_is_settled(layout: "Layout") -> "bool":
    """Tell whether the search's maker is there as locked, or was found a short while ago not to be had."""
    if not (layout.root / SEARCH).is_file():
        return True
    try:
        last = json.loads(layout.search.read_text(encoding="utf-8"))
        if last["lock"] != digest(layout.root / SEARCH):
            return False
        if last["installed"]:
            return (layout.packages / SEARCH_PACKAGE).is_dir()
        return bool(0 <= time.time() - last["tried"] < TRY_AGAIN)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def install_search(layout: "Layout") -> "None":
    """Install the search's maker if it can be had soon, and remember how that went; a failure is one line."""
    if search_is_settled(layout):
        return
    command = pip_install(layout) + ["--retries", "1", "--timeout", "10", "--no-deps"]
    with layout.log.open("a", encoding="utf-8", newline="\n") as log, contextlib.suppress(SetupError):
        run_logged(command + ["--require-hashes", "-r", SEARCH], layout, log)
    # Not what pip said: a package whose files somebody deleted is installed as far as pip knows.
    installed = (layout.packages / SEARCH_PACKAGE).is_dir()
    if not installed:
        say(NO_SEARCH)
    result = {"lock": digest(layout.root / SEARCH), "installed": installed, "tried": time.time()}
    write_whole(layout.search, result)


def discard_unusable(layout: "Layout") -> "dict[str, object]":
    """Remove a .venv that cannot be used, and say so; return the stamp of one that can."""
    if not os.path.lexists(str(layout.venv)):
        return {}
    stamp = read_stamp(layout)
    why = why_unusable(layout, stamp)
    if why is None:
        return stamp
    require_venv_module()
    say("现有的 .venv 不能用（{}），正在重新建立。".format(why))
    # The stamp goes first, so that a removal cut short is seen as such.
    for path in (layout.stamp, layout.venv):
        remove(path)
    return {}


def remove(path: "pathlib.Path") -> "None":
    """Delete a file, a link or a whole folder, if it is there."""
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(str(path))
        elif os.path.lexists(str(path)):
            path.unlink()
    except OSError as error:
        raise SetupError(
            "删不掉 {}：请关掉正在用它的程序（包括终端和编辑器），再运行一次。".format(path.name)
        ) from error


@contextlib.contextmanager
def exclusive(path: "pathlib.Path") -> "collections.abc.Iterator[None]":
    """Keep a second set-up in the same folder waiting; the system frees the lock if we are killed."""
    with path.open("a+b") as handle:
        if not try_lock(handle.fileno()):
            say("另一个窗口正在准备环境，等它做完……")
            while not try_lock(handle.fileno()):
                time.sleep(0.2)
        yield


def try_lock(descriptor: "int") -> "bool":
    """Take the lock on an open file unless someone else has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def create(layout: "Layout", log: "io.TextIOWrapper") -> "None":
    """Make an empty .venv with pip in it."""
    require_venv_module()
    # Of this Python itself, even where it is called from inside another .venv.
    base = getattr(sys, "_base_executable", None) or sys.executable
    progress = Progress(0)
    progress.stage("正在建立 .venv（Python {}）……".format(sys.version.split()[0]))
    try:
        run_logged([base, "-I", "-X", "utf8", "-m", "venv", str(layout.venv)], layout, log)
    finally:
        progress.clear()


def require_venv_module() -> "None":
    """Stop where Python lacks the part that Debian and its kin leave out, and tell how to get it."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return
    if shutil.which("apt-get"):
        cure = "请运行 sudo apt install python{}.{}-venv".format(*sys.version_info[:2])
    else:
        cure = "请重新安装完整的 Python（3.11 或更新的版本）"
    raise SetupError("这台电脑的 Python 缺少 venv 组件：{}，再运行一次。".format(cure))


def install(layout: "Layout", locks: "dict[str, str]", log: "io.TextIOWrapper") -> "None":
    """Install the wanted lock file and this project, then write the stamp that says all of it is there.

    Without its stamp a .venv is taken for half made, so a set-up that was killed is noticed. One that failed leaves
    the packages as they were: the old stamp comes back, and what worked before still works without a network."""
    old_stamp = read_stamp(layout)
    remove(layout.stamp)
    requirements = "requirements-dev.txt" if "requirements-dev.txt" in locks else "requirements.txt"
    progress = Progress(count_pins(layout.root / requirements))
    progress.stage("正在下载并安装软件包，第一次要一两分钟……")
    pip = pip_install(layout)
    editable = ["--no-index", "--no-deps", "--no-build-isolation", "-e", "."]
    try:
        run_logged(pip + ["--require-hashes", "-r", requirements], layout, log, progress.pip_line)
        run_logged(pip + editable, layout, log)
    except SetupError:
        if old_stamp:
            write_stamp(layout, old_stamp)
        raise
    finally:
        progress.clear()
    link_by_relative_path(layout)
    write_stamp(layout, dict(this_machine(layout), locks=locks, packages=installed_packages(layout)))


def pip_install(layout: "Layout") -> "list[str]":
    """Return the beginning of every command that installs something."""
    python = [str(layout.program("python")), "-I", "-X", "utf8", "-u"]
    return python + ["-m", "pip", "install", "--progress-bar", "off"]


def count_pins(requirements: "pathlib.Path") -> "int":
    """Return how many packages a lock file names."""
    return len(re.findall(r"^[\w.-]+==", requirements.read_text(encoding="utf-8"), re.MULTILINE))


def link_by_relative_path(layout: "Layout") -> "None":
    """Point .venv at the project by a relative path, which is plain ASCII.

    The absolute one is written in UTF-8, and Python up to 3.12 reads it in the system's own encoding: on Windows,
    a project in a folder with a Chinese name would not be found."""
    for link in layout.packages.glob("*.pth"):
        text = link.read_text(encoding="utf-8", errors="replace").strip()
        if text and pathlib.Path(text) in (layout.root, layout.root.resolve()):
            relative = os.path.relpath(str(layout.root), str(layout.packages))
            link.write_text(relative + "\n", encoding="utf-8")


def write_stamp(layout: "Layout", stamp: "collections.abc.Mapping[str, object]") -> "None":
    """Write the stamp of a complete set-up."""
    write_whole(layout.stamp, stamp)


def write_whole(path: "pathlib.Path", values: "collections.abc.Mapping[str, object]") -> "None":
    """Write values in one step: the file is there whole or not at all."""
    draft = path.with_suffix(".tmp")
    draft.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
    draft.replace(path)


def run_logged(
    command: "list[str]",
    layout: "Layout",
    log: "io.TextIOWrapper",
    on_line: "collections.abc.Callable[[str], None] | None" = None,
    text: "str" = "",
) -> "None":
    """Run a command on `text` with all it prints going to the log; a SetupError says in Chinese why it failed."""
    log.write("\n$ {}\n".format(" ".join(command)))
    log.flush()
    tail = collections.deque([""], 200)
    process = subprocess.Popen(
        command,
        cwd=str(layout.root),
        env=tool_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    with process:
        try:
            feed(process, text)
            for line in process.stdout or ():
                log.write(line)
                tail.append(line)
                if on_line:
                    on_line(line)
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise SetupError(explain("".join(tail), layout.root) + SEE_LOG)


def feed(process: "subprocess.Popen[str]", text: "str") -> "None":
    """Give a command its input; one that has ended already is found out by its exit code."""
    if process.stdin:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(text)
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()


def explain(output: "str", root: "pathlib.Path", otherwise: "str" = UNKNOWN_FAULT) -> "str":
    """Return in Chinese, without a full stop, why a command failed that printed this in English."""
    # venv does not pass on what its pip said, so the disk is asked first.
    if shutil.disk_usage(str(root)).free < FULL_BELOW:
        return DISK_FULL
    return next((sentence for pattern, sentence in FAULTS if re.search(pattern, output)), otherwise)


def tool_environment() -> "dict[str, str]":
    """Return the environment for pip and venv: the user's mirror and proxy count, what would lead astray does not."""
    environment = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1", PIP_USER="0")
    for name in ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_DRY_RUN", "PIP_QUIET", "__PYVENV_LAUNCHER__"):
        environment.pop(name, None)
    return environment


def command_environment(layout: "Layout") -> "dict[str, str]":
    """Return the environment for what runs in .venv, as if it were active."""
    environment = dict(os.environ, PYTHONUTF8="1", NO_MKDOCS_2_WARNING="1", VIRTUAL_ENV=str(layout.venv))
    environment["PATH"] = os.pathsep.join([str(layout.scripts), os.environ.get("PATH", os.defpath)])
    # Set by people for another Python, these would bring its packages in here.
    for name in ("PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__"):
        environment.pop(name, None)
    return environment


def run_command(layout: "Layout", command: "list[str]") -> "int":
    """Run a command of .venv in the project's root and return its exit code, as a shell would give it."""
    program = str(layout.program(command[0]))
    process = subprocess.Popen([program] + command[1:], cwd=str(layout.root), env=command_environment(layout))
    # Else whoever ends us would leave a preview behind that nobody sees and that holds its port.
    before = signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    try:
        code = process.wait()
    except KeyboardInterrupt:
        return after_interrupt(process)
    finally:
        signal.signal(signal.SIGTERM, before)
    return 128 - code if code < 0 else code


def after_interrupt(process: "subprocess.Popen[bytes]") -> "int":
    """Let the command, which had the same Ctrl-C, end in its own way; speak only if it did not."""
    try:
        code = process.wait(timeout=10)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        process.kill()
        code = process.wait()
    if code not in (0, INTERRUPTED):
        say("已停止。")
    return INTERRUPTED if code else 0


def run_all(layout: "Layout", target: "Target", arguments: "list[str]") -> "int":
    """Run a target's commands, all of them though one fails, and return the first failure's exit code.

    The arguments go to the last command, in place of what makes it whole."""
    codes = []
    for number, command in enumerate(target.commands, start=1):
        more = (arguments or target.whole) if number == len(target.commands) else []
        codes.append(run_command(layout, list(command) + more))
        if codes[-1] == INTERRUPTED:
            return INTERRUPTED
    return next((code for code in codes if code), 0)


def clean(layout: "Layout") -> "int":
    """Delete what the commands have made, but .venv; the pages by `showcase clean`, which knows a person's hand."""
    code = 0
    if is_ready(layout, wanted_locks(layout, dev=False)):
        code = run_command(layout, ["showcase", "clean"])
    elif (layout.root / "content" / ".showcase-manifest.json").exists():
        say("没有可用的 .venv，content/ 里生成的页面先留着：运行 make site 之后再运行 make clean。")
    for pattern in LEFTOVERS:
        for path in sorted(layout.root.glob(pattern)):
            if path.parent != layout.state or path.name not in KEPT:
                remove(path)
    if any((layout.state / name).exists() for name in KEPT):
        say("以前的网站和改动前的资料留在 .showcase/ 里，用不着了就自己删掉这个文件夹。")
    else:
        remove(layout.state)
    return code


def lock(layout: "Layout", arguments: "list[str]") -> "int":
    """Compile the lock files from pyproject.toml; `--upgrade` among the arguments takes newer versions."""
    import tomllib

    uv = shutil.which("uv")
    if uv is None:
        raise SetupError("锁定版本要用 uv：请先安装 uv（pip install uv），再运行一次。")
    project = tomllib.loads((layout.root / "pyproject.toml").read_text(encoding="utf-8"))
    # The build backend too: the project itself is installed without fetching anything more.
    build = "\n".join(project["build-system"]["requires"])
    layout.state.mkdir(exist_ok=True)
    with layout.log.open("w", encoding="utf-8", newline="\n") as log:
        for name, more in LOCKS:
            run_logged([uv] + LOCK_COMMAND + list(more) + ["-o", name] + arguments, layout, log, text=build)
            path = layout.root / name
            text = path.read_text(encoding="utf-8")
            path.write_text(LOCK_HEADER + text, encoding="utf-8", newline="\n")
            say("已更新 {}。".format(name))
    return 0


def show_help() -> "None":
    """List the targets."""
    say("make 后面写要做的事：\n", error=False)
    for target in TARGETS:
        say("  make {:9}{}".format(target.name, target.summary), error=False)


def run_target(arguments: "list[str]", root: "pathlib.Path") -> "int":
    """Do what the first argument names with the others, and return the exit code."""
    name = arguments[0] if arguments else "help"
    target = next((target for target in TARGETS if target.name == name), None)
    if target is None:
        say("没有“{}”这个命令：运行 make help 看有哪些。".format(name))
        return 2
    layout = Layout(root)
    if name == "help":
        show_help()
        return 0
    if name == "clean":
        return clean(layout)
    if name == "lock":
        return lock(layout, arguments[1:])
    prepare(layout, target.dev)
    return run_all(layout, target, arguments[1:])


def main(arguments: "list[str]", root: "pathlib.Path") -> "int":
    """Do what is asked; whatever goes wrong becomes one Chinese sentence and an exit code."""
    if sys.version_info < MINIMUM:
        say(
            "Python {} 太旧了：请到 https://www.python.org/downloads/ 安装 3.11 或更新的版本，再运行一次。".format(
                sys.version.split()[0]
            )
        )
        return 1
    try:
        return run_target(arguments, root)
    except KeyboardInterrupt:
        say("已停止。")
        return INTERRUPTED
    except SetupError as error:
        say(str(error))
    except Exception as error:  # noqa: BLE001 - staff never meet a traceback; the log has it
        say(unexpected(error, root))
    return 1


def unexpected(error: "Exception", root: "pathlib.Path") -> "str":
    """Keep a fault of ours or the system's for the maintainer, and return the sentence for everyone else."""
    sentence = explain(str(error), root, "出了意料之外的错误：请把日志交给维护者")
    try:
        (root / LOG_NAME).parent.mkdir(exist_ok=True)
        with (root / LOG_NAME).open("a", encoding="utf-8") as log:
            traceback.print_exc(file=log)
    except OSError:
        return sentence + "。"
    return sentence + SEE_LOG


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], pathlib.Path(__file__).absolute().parent.parent))
