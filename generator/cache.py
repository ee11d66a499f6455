"""Keep what is dear to make between runs, by the digest of all that it was made from.

A cache can only save time: an entry that is damaged is made again, one that cannot be kept is used all the same."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from generator import disk

_CHECK = 32


def key_of(*parts: str) -> str:
    """Return a short key for what is made from these parts."""
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def kept(folder: Path, key: str, make: Callable[[], bytes]) -> bytes:
    """Return what `folder` keeps under a key; make and keep it where that is missing or damaged."""
    found = recall(folder, key)
    if found is None:
        found = make()
        keep(folder, key, found)
    return found


def recall(folder: Path, key: str) -> bytes | None:
    """Return an entry's data, None where it is not there, not readable or not what was written."""
    try:
        stored = (folder / key).read_bytes()
    except OSError:
        return None
    check, data = stored[:_CHECK], stored[_CHECK:]
    return data if sha256(data).digest() == check else None


def keep(folder: Path, key: str, data: bytes) -> None:
    """Keep data under a key, if the disk lets us."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        disk.write_whole(folder / key, sha256(data).digest() + data)


def forget_others(folder: Path, keys: Collection[str]) -> None:
    """Delete all that `folder` keeps but for these keys, with what a killed run left there."""
    with suppress(OSError):
        for path in folder.iterdir():
            if path.name not in keys:
                with suppress(OSError):
                    path.unlink()
