"""Give a build a fresh folder, and put it in the place of site/ in one step when it is complete.

Takes a Project, gives a folder to build in; the names below `.showcase/` are the journal of the swap."""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from generator import disk, editions, sums
from generator.editions import Edition
from generator.problems import ERROR, Problem, Where
from generator.project import Project

BUILD_LOCK = "build.lock"

# What a folder below .showcase/ is worth when a run was killed: STAGING and TRASH nothing,
# READY is a whole new site, OLD the whole old one. Both carry a number in their names: of READY its own, so that it can
# be told whether the new site is still in it or the old one already; of OLD the one that it is to be kept under.
STAGING, READY, OLD, TRASH = "staging-", "ready-", "old-", "trash-"

AT_FDCWD = -100
RENAME_EXCHANGE = 2
RENAME_SWAP = 2
NO_EXCHANGE = frozenset(
    {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EXDEV, errno.EPERM}
)


@contextmanager
def staged(project: Project) -> Iterator[Path]:
    """Give a fresh, empty folder on the disk of site/; what `swap` has not taken is deleted at the end."""
    folder = _fresh(project, STAGING)
    folder.mkdir(parents=True)
    try:
        mark(folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def mark(folder: Path) -> None:
    """Mark a folder as made by us, so that a later build may replace it."""
    editions.mark(folder)


def check_site(project: Project) -> list[Problem]:
    """Return a Problem where site/ is something that a build must not replace; ask before the long work."""
    site = project.site
    try:
        if site.is_symlink() or (site.exists() and not site.is_dir()):
            return [_not_ours(project, "这里要放生成的网站，但 site 是一个文件或快捷方式，不是文件夹")]
        if site.is_dir() and not (site / editions.MARKER).is_file() and any(site.iterdir()):
            return [_not_ours(project, "site 文件夹里有不是本程序生成的东西，换掉它们就找不回来了")]
    except OSError as error:
        return [_refusal(error, project)]
    return []


def swap(project: Project, folder: Path) -> list[Problem]:
    """Make the finished `folder` the site: at every moment a visitor finds the old site whole, or the new one.

    The caller holds the build lock. On a Problem the old site stands as it was; else it is kept among the former ones."""
    try:
        if problems := check_site(project):
            return problems
        sums.write_sums(folder, {editions.MARKER})
        number = editions.next_number(project)
        editions.mark(folder, number, datetime.now(UTC))
        # All of it must be on the disk before its name is: a power cut may keep the one and lose the other.
        disk.settle(folder)
        ready = _fresh(project, f"{READY}{number}-")
        disk.patiently(os.rename, folder, ready)
        _put_in_place(project, ready, number - 1)
    except OSError as error:
        return [_refusal(error, project), *recover(project)]
    _tidy(project)
    return []


def bring_back(project: Project, edition: Edition) -> list[Problem]:
    """Make a former site the site, by the same swap; the one that stood is kept in its place.

    The caller holds the build lock. On a Problem all stands as it was."""
    try:
        if problems := check_site(project):
            return problems
        standing = editions.current(project)
        _put_in_place(project, edition.folder, standing.number if standing else 0)
    except OSError as error:
        return [_refusal(error, project), *recover(project)]
    _tidy(project)
    return []


def recover(project: Project) -> list[Problem]:
    """Complete or undo a swap that was cut short and delete what killed builds left.

    The caller holds the build lock, so every folder found here is a dead one's."""
    whole = [*_leftovers(project, READY), *_leftovers(project, OLD)]
    try:
        if whole and not project.site.exists():
            whole[0].rename(project.site)
    except OSError as error:
        return [_refusal(error, project)]
    _tidy(project)
    return []


def recover_if_idle(project: Project) -> list[Problem]:
    """Recover before any other command, unless a build is at work just now."""
    if not any(project.state.glob("*-*")):
        return []
    with disk.held_lock(project.state / BUILD_LOCK) as held:
        return recover(project) if held else []


def busy(project: Project) -> Problem:
    """Return the Problem of a command that finds another at work on the site."""
    return Problem(
        "build-running",
        ERROR,
        Where(project.relative(project.site)),
        "另一个窗口里正在生成网站。",
        "等它完成，或关掉那个窗口，再运行一次。",
    )


def _put_in_place(project: Project, new: Path, number: int) -> None:
    """Put a whole site in the place of site/; `number` is what the one that stands there is to be kept under."""
    if not project.site.exists():
        disk.patiently(os.rename, new, project.site)
    elif not exchange(new, project.site):
        old = _fresh(project, f"{OLD}{number}-")
        disk.patiently(os.rename, project.site, old)
        try:
            disk.patiently(os.rename, new, project.site)
        except OSError:
            disk.patiently(os.rename, old, project.site)
            raise
    # Before anything of the old site is deleted, the disk itself must know the new one by its name.
    disk.settle_names(project.root, project.state, new.parent)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change names in one step; return False where the system or the disk cannot."""
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "win32":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "renameat2"):
        failed = libc.renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE)
    elif hasattr(libc, "renamex_np"):
        failed = libc.renamex_np(*names, RENAME_SWAP)
    else:
        return False
    if failed and ctypes.get_errno() not in NO_EXCHANGE:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), os.fspath(other))
    return not failed


def _fresh(project: Project, kind: str) -> Path:
    return project.state / f"{kind}{secrets.token_hex(4)}"


def _leftovers(project: Project, kind: str) -> list[Path]:
    return sorted(project.state.glob(f"{kind}*"))


def _tidy(project: Project) -> None:
    """Keep the site that was replaced and delete dead folders; what Windows holds open stays for the next command."""
    for folder in [*_leftovers(project, READY), *_leftovers(project, OLD)]:
        with suppress(OSError):
            if not _keep(project, folder):
                # Out of the journal first, so that a half-deleted site is never taken for a whole one.
                folder.rename(_fresh(project, TRASH))
    for folder in editions.surplus(project):
        with suppress(OSError):
            folder.rename(_fresh(project, TRASH))
    for folder in [*_leftovers(project, STAGING), *_leftovers(project, TRASH)]:
        shutil.rmtree(folder, ignore_errors=True)


def _keep(project: Project, folder: Path) -> bool:
    """Keep a folder that a swap left, where it is a site that stood in site/; return whether it is kept."""
    if not (folder / editions.MARKER).is_file():
        return False
    number = _number_in(folder.name)
    if not folder.name.startswith(READY):
        return editions.shelve(project, folder, number)
    if editions.edition_at(folder).number == number:
        # The new site itself: the run was killed before anybody saw it.
        return False
    return editions.shelve(project, folder, number - 1)


def _number_in(name: str) -> int:
    number = name.split("-")[1]
    return int(number) if number.isdecimal() else 0


def _not_ours(project: Project, reason: str) -> Problem:
    return Problem(
        "site-not-ours",
        ERROR,
        Where(project.relative(project.site)),
        f"{reason}，所以没有动它。",
        "把它移到别处或改个名字，再运行一次。",
    )


def _refusal(error: OSError, project: Project) -> Problem:
    if not disk.held_by_another(error):
        return disk.refusal(error, project.relative(project.site))
    return Problem(
        "site-in-use",
        ERROR,
        Where(project.relative(project.site)),
        "新网站已经做好，但 site 里有文件正被别的程序打开着，换不上去；原来的网站没有动。",
        "关掉打开着 site 的窗口和程序（文件夹、浏览器、预览服务器），再运行一次。",
    )
