"""Develop the photos that records name, each once; remember by its bytes what became of it.

The edge to data/media and to the folder under .showcase where developed photos are kept."""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator import cache, disk
from generator.photos.results import MOST_BYTES, RECIPE, Developed, Fault
from generator.problems import ERROR, Problem, Where
from generator.project import Project

KEPT = "cache/photos"
INDEX = "index.json"
MOST_AT_ONCE = 4
"""Each holds a whole photo in memory."""

Stamp = tuple[int, int]
"""When a file was last changed, in nanoseconds, and how long it is, in bytes."""

_Work = tuple[str, Developed | Fault, dict[str, bytes]]
"""A photo's digest, what became of it, and its files by name."""

Track = Callable[[Iterable["Future[_Work]"], int], Iterable["Future[_Work]"]]
"""Hands on what is done, one by one, and shows how far of how many it is."""


@dataclass(frozen=True, slots=True)
class Album:
    """The files in data/media, by NFC names with "/", and what became of those that a record names."""

    names: frozenset[str] = frozenset()
    developed: Mapping[str, Developed] = field(default_factory=dict)
    faults: Mapping[str, Fault] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Memory:
    """What is known of photos from before: each file's digest by stamp, and by digest what it became.

    `sizes` are the bytes of each file that was developed, to see that it is still whole."""

    digests: dict[str, tuple[Stamp, str]] = field(default_factory=dict)
    results: dict[str, Developed | Fault] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Camera:
    """Develops a project's photos again and again; `track` is told how far it is."""

    project: Project
    track: Track | None = None
    memory: Memory | None = None

    @property
    def folder(self) -> Path:
        """Return where developed photos are kept."""
        return self.project.state / KEPT

    def album(self, media: Mapping[str, Path], wanted: Iterable[str]) -> Album:
        """Return what became of the `wanted` photos; `media` are all files of data/media by name.

        Only what is new or changed is read. A photo that the disk does not let us read is a Problem."""
        names = [name for name in dict.fromkeys(wanted) if name in media]
        if not names:
            return Album(frozenset(media))
        memory = self.memory = self.memory or _recall(self.folder)
        problems: list[Problem] = []
        digests = dict(_digests(self.project, memory, media, names, problems))
        _forget(memory, media)
        stale = {digest: media[name] for name, digest in digests.items() if not _whole(self, memory, digest)}
        if stale:
            self._develop(memory, stale, problems)
        results = {name: memory.results.get(digest) for name, digest in digests.items()}
        return Album(
            frozenset(media),
            {name: result for name, result in results.items() if isinstance(result, Developed)},
            {name: result for name, result in results.items() if isinstance(result, Fault)},
            tuple(problems),
        )

    def _develop(self, memory: Memory, stale: Mapping[str, Path], problems: list[Problem]) -> None:
        folder = self.folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            disk.clear_temps(folder)
            for digest, result, files in self._all_work(stale):
                # One after the other and here: what the threads hand over is written when it is whole.
                for name, data in files.items():
                    disk.write_whole(folder / name, data)
                memory.results[digest] = result
                memory.sizes |= {name: len(data) for name, data in files.items()}
        except OSError as error:
            problems.append(disk.refusal(error, self.project.relative(folder)))
        finally:
            # Also after Ctrl-C: what is done need not be done again.
            _remember(folder, memory)

    def _all_work(self, stale: Mapping[str, Path]) -> Iterator[_Work]:
        from generator.photos.developing import develop, prepare_decoders  # noqa: PLC0415 - loads the imaging library

        def work(digest: str, path: Path) -> _Work:
            size = path.stat().st_size
            if size > MOST_BYTES:
                return digest, Fault("huge", f"{size / 1e6:.0f} MB"), {}
            result, files = develop(path.read_bytes(), digest)
            return digest, result, files

        prepare_decoders()
        # Threads: the imaging library lets go of the interpreter while it works.
        pool = ThreadPoolExecutor(max_workers=min(os.cpu_count() or 1, MOST_AT_ONCE))
        try:
            futures = [pool.submit(work, digest, path) for digest, path in stale.items()]
            done: Iterable[Future[_Work]] = as_completed(futures)
            for future in self.track(done, len(futures)) if self.track else done:
                yield future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _digests(
    project: Project,
    memory: Memory,
    media: Mapping[str, Path],
    names: Iterable[str],
    problems: list[Problem],
) -> Iterator[tuple[str, str]]:
    """Yield each photo's name and digest, reading only those whose stamp has changed."""
    for name in names:
        path = media[name]
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                raise OSError(errno.EINVAL, "no file", str(path))  # noqa: TRY301 - told as any other below
            stamp = (status.st_mtime_ns, status.st_size)
            known = memory.digests.get(name)
            if known is None or known[0] != stamp:
                known = memory.digests[name] = (stamp, _digest(path))
        except OSError:
            problems.append(_unreadable(project.relative(path)))
        else:
            yield name, known[1]


def _digest(path: Path) -> str:
    digest = sha256(RECIPE.encode())
    with path.open("rb") as file:
        if (size := file.seek(0, os.SEEK_END)) > MOST_BYTES:
            return sha256(f"{path}: {size}".encode(errors="replace")).hexdigest()[:16]
        file.seek(0)
        while part := file.read(1 << 20):
            digest.update(part)
    return digest.hexdigest()[:16]


def _whole(camera: Camera, memory: Memory, digest: str) -> bool:
    """Tell whether a photo was developed, or found wanting, and all its files are still what was written."""
    result = memory.results.get(digest)
    if not isinstance(result, Developed):
        return result is not None
    return all(_size(camera.folder / name) == memory.sizes.get(name, -2) for name in result.names)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _recall(folder: Path) -> Memory:
    """Return what the index remembers; of one that is missing, damaged or of another version, nothing."""
    try:
        raw = json.loads((folder / INDEX).read_text(encoding="utf-8"))
        if raw["version"] != RECIPE:
            return Memory()
        return Memory(
            {name: ((int(mtime), int(size)), str(digest)) for name, mtime, size, digest in raw["files"]},
            {digest: _developed(shape) for digest, shape in raw["photos"].items()},
            {str(name): int(size) for name, size in raw["sizes"].items()},
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Memory()


def _forget(memory: Memory, media: Collection[str]) -> None:
    """Drop what is known of files that are gone from data/media or were changed since."""
    memory.digests = {name: known for name, known in memory.digests.items() if name in media}
    used = {digest for _, digest in memory.digests.values()}
    memory.results = {digest: result for digest, result in memory.results.items() if digest in used}
    names = {name for result in memory.results.values() for name in _names(result)}
    memory.sizes = {name: size for name, size in memory.sizes.items() if name in names}


def _names(result: Developed | Fault | None) -> tuple[str, ...]:
    return result.names if isinstance(result, Developed) else ()


def _developed(shape: Mapping[str, Any]) -> Developed:
    width, height = shape["size"]
    return Developed(
        str(shape["stem"]),
        tuple(map(int, shape["widths"])),
        (int(width), int(height)),
        str(shape["colour"]),
        str(shape["form"]),
    )


def _remember(folder: Path, memory: Memory) -> None:
    """Keep what is known for the next run, if the disk lets us; nothing but time is lost without it.

    A photo found wanting is looked at again: a newer decoder may read it."""
    photos = {digest: asdict(made) for digest, made in memory.results.items() if isinstance(made, Developed)}
    shape = {
        "version": RECIPE,
        "files": [[name, *stamp, digest] for name, (stamp, digest) in sorted(memory.digests.items())],
        "photos": dict(sorted(photos.items())),
        "sizes": dict(sorted(memory.sizes.items())),
    }
    cache.forget_others(folder, {INDEX, *memory.sizes})
    with suppress(OSError):
        disk.write_whole(folder / INDEX, json.dumps(shape, ensure_ascii=False, indent=1).encode("utf-8"))


def _unreadable(file: str) -> Problem:
    hint = "看看它是不是正被别的程序占用，或者检查文件的权限。"
    return Problem("photo-unreadable", ERROR, Where(file), "这张图片打不开，没有读到。", hint)
