"""Write whole files or none, hold locks between processes, and say in Chinese what the system refused.

The edge below `output`, `staging` and `publish`; knows nothing of pages or sites."""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.problems import ERROR, Problem, Where

TEMP_PREFIX, TEMP_SUFFIX = ".showcase-", ".tmp"

# On Windows a virus scanner or an indexer holds a fresh file for a moment; together two seconds.
PAUSES = (0.02, 0.05, 0.1, 0.2, 0.5, 1.13)
HELD_ON_WINDOWS = frozenset({5, 32, 33})

# What a machine refuses, whoever asks; any other OSError far from a file of ours is a bug.
ENVIRONMENT = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO})


def write_whole(path: Path, data: bytes, *, durable: bool = False) -> None:
    """Put `data` at `path` so that a reader, or the next run after a kill, finds the old bytes or the new.

    `durable` waits until the disk itself has them, so that what is written later cannot survive alone."""
    temp = temp_beside(path)
    try:
        with open(temp, "wb") as file:  # noqa: PTH123 - one name for tests to break
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        patiently(os.replace, temp, path)
        if durable:
            settle_names(path.parent)
    except BaseException:
        with suppress(OSError):
            temp.unlink()
        raise


def temp_beside(path: Path) -> Path:
    """Return a name beside a file that nothing has.

    Never one that was used before: what a kill left under it may be a second name of a file that counts."""
    return path.with_name(f"{TEMP_PREFIX}{secrets.token_hex(6)}{TEMP_SUFFIX}")


def write_new(path: Path, data: bytes) -> None:
    """Put a whole file where there is none, and wait until the disk has it; raises FileExistsError where there is."""
    temp = temp_beside(path)
    try:
        with open(temp, "wb") as file:  # noqa: PTH123 - one name for tests to break
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _claim(temp, path)
        settle_names(path.parent)
    finally:
        with suppress(OSError):
            temp.unlink()


def _claim(temp: Path, path: Path) -> None:
    """Give a finished file its name, if nobody has it."""
    if sys.platform == "win32":
        # It never replaces anything there.
        patiently(os.rename, temp, path)
        return
    try:
        os.link(temp, path)
    except FileExistsError:
        raise
    except OSError:
        # A disk without second names: taken empty, so that two runs at once do not both find the name free.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644))
        try:
            patiently(os.replace, temp, path)
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise


def settle(folder: Path) -> None:
    """Wait until the disk itself has every file below a folder; where the system cannot say, go on."""
    with suppress(OSError):
        if _sync_all(folder):
            return
        for place, _, names in os.walk(folder):
            for name in names:
                _sync(Path(place) / name)
            settle_names(Path(place))


def settle_names(*folders: Path) -> None:
    """Wait until the disk itself has the names in these folders; Windows has no such call and needs none."""
    for folder in dict.fromkeys(folders):
        with suppress(OSError):
            _sync(folder)


def _sync(path: Path) -> None:
    # Windows wants a file that may be written, and opens no folder.
    descriptor = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_all(folder: Path) -> bool:
    """Write out the whole disk that a folder lies on, where the system has a call for that: one wait, not thousands."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "syncfs"):
        return False
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        return bool(libc.syncfs(descriptor) == 0)
    finally:
        os.close(descriptor)


def clear_temps(folder: Path) -> None:
    """Delete what a killed `write_whole` left in `folder` itself; a folder that is not there has nothing."""
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        for name in [entry.name for entry in entries]:
            if name.startswith(TEMP_PREFIX) and name.endswith(TEMP_SUFFIX):
                (folder / name).unlink(missing_ok=True)


def patiently(move: Callable[[Path, Path], object], source: Path, target: Path) -> None:
    """Move a file or folder, trying again for two seconds while Windows says that another program has it."""
    for pause in PAUSES:
        try:
            move(source, target)
        except PermissionError as error:
            if not held_by_another(error):
                raise
            time.sleep(pause)
        else:
            return
    move(source, target)


def held_by_another(error: OSError) -> bool:
    """Tell whether Windows refused because another program has the file or folder open."""
    return getattr(error, "winerror", None) in HELD_ON_WINDOWS


@contextmanager
def held_lock(path: Path, *, patience: float = 0) -> Iterator[bool]:
    """Hold a lock between processes while the block runs; yield False if another has it for `patience` seconds.

    The system frees it when its process ends, however it ends, so none outlives its owner and the file may stay.
    Where no lock can be had (a read-only folder, some network drives) it counts as held: the work itself
    will say what is wrong, and every write is atomic anyway."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:
        yield True
        return
    try:
        yield _wait_for_lock(descriptor, time.monotonic() + patience)
    finally:
        os.close(descriptor)


def _wait_for_lock(descriptor: int, deadline: float) -> bool:
    while not _try_lock(descriptor):
        if time.monotonic() >= deadline:
            return False
        time.sleep(0.02)
    return True


if sys.platform == "win32":  # pragma: no cover - the tests' coverage is measured on Linux
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _try_lock(descriptor: int) -> bool:
    try:
        _lock(descriptor)
    except OSError as error:
        return error.errno not in {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
    return True


def refusal(error: OSError, file: str) -> Problem:
    """Return the Problem that says why the system did not let us write or read `file`, and what helps."""
    code, reason, hint = _diagnosis(error)
    return Problem(code, ERROR, Where(file), f"{file} 处理不了：{reason}。", hint)


def _diagnosis(error: OSError) -> tuple[str, str, str]:
    if held_by_another(error):
        return (
            "file-locked",
            "它正被别的程序打开着",
            "关掉打开它的程序（记事本、浏览器、杀毒软件等），再运行一次。",
        )
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "disk-full", "磁盘已满", "清理出一些空间，再运行一次。"
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return (
            "folder-readonly",
            "没有读写它的权限",
            "在文件夹上点右键，在“属性”里去掉“只读”；还不行，就把整个项目移到“文档”里。",
        )
    reason, hint = REASONS.get(
        error.errno or 0, (f"系统错误 {error.errno}", "再运行一次；还不行，就请技术人员看看磁盘。")
    )
    return "write-failed", reason, hint


REASONS = {
    errno.ENAMETOOLONG: ("名字或路径太长", "把文件名或网址名改短，或把项目放到更浅的文件夹里。"),
    errno.ENOENT: (
        "它所在的文件夹不见了，或者路径太长",
        "不要在运行时移动文件夹；路径太长就把项目放到更浅的地方。",
    ),
    errno.ENOTDIR: ("它的上一级不是文件夹", "把占了位置的那个文件移走，再运行一次。"),
    errno.EISDIR: ("这里是一个文件夹，不是文件", "把这个文件夹移走或改名，再运行一次。"),
    errno.EIO: ("磁盘读写出错", "换一个磁盘或 U 盘，再运行一次。"),
    errno.EXDEV: ("它和项目不在同一个磁盘上", "把 site 放在项目文件夹里，不要单独挂到别的磁盘。"),
    errno.EBUSY: ("它正在使用中", "关掉正在用它的程序，再运行一次。"),
}
