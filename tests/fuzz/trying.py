"""Try inputs one after the other in a process of its own; `watching` looks after it from outside.

What is being tried stands in a file that both have in memory: a process that dies or hangs leaves its input there."""

from __future__ import annotations

import mmap
import struct
import sys
import traceback
from collections.abc import Generator, Hashable
from hashlib import sha256
from pathlib import Path
from random import Random

from tests.fuzz.mutations import seeded
from tests.fuzz.targets import TARGETS, Target

CORPUS = Path(__file__).parent / "corpus"
SLOT = 1 << 20
HEAD = struct.Struct("<QQII")
"""How many inputs were begun and how many were completed, then the lengths of the name and of the input."""
MOST_FOLLOWED = 3000
"""So many inputs that led somewhere new are changed further; then the oldest give way."""
LONGEST_FOLLOWED = 3000
DRAWN = 3
MOST_BYTES_OF_MEMORY = 500_000_000
TRIES_TO_SHORTEN = 400


class Slot:
    """The file in memory: what is being tried, for whoever watches."""

    def __init__(self, path: Path) -> None:
        if not path.exists() or path.stat().st_size != SLOT:
            path.write_bytes(bytes(SLOT))
        with path.open("r+b") as file:
            self.memory = mmap.mmap(file.fileno(), SLOT)
        self.begun = self.done = 0

    def begin(self, name: str, data: bytes) -> None:
        """Note an input before it is tried; the count comes last, when all of it is there."""
        raw = name.encode()
        room = SLOT - HEAD.size - len(raw)
        self.memory[HEAD.size : HEAD.size + len(raw) + len(data[:room])] = raw + data[:room]
        self.begun += 1
        self.memory[: HEAD.size] = HEAD.pack(self.begun, self.done, len(raw), len(data[:room]))

    def end(self) -> None:
        """Note that it is done."""
        self.done += 1
        self.memory[8:16] = struct.pack("<Q", self.done)

    def read(self) -> tuple[int, int, str, bytes]:
        """Return both counts, and the input that was begun last."""
        begun, done, name, size = HEAD.unpack(self.memory[: HEAD.size])
        whole = bytes(self.memory[HEAD.size : HEAD.size + name + size])
        return begun, done, whole[:name].decode("utf-8", "replace"), whole[name:]


def inputs_of(target: Target, chance: Random) -> Generator[tuple[str, bytes], Hashable, None]:
    """Yield inputs for ever; send an input's outcome in to have it followed where that is new."""
    seeds = target.seeds()
    for path in sorted((CORPUS / target.name).glob("*")):
        seeds.setdefault(name_in_corpus(path), []).append(path.read_bytes())
    pool = [(name, data) for name, inputs in sorted(seeds.items()) for data in inputs]
    fixed = len(pool)
    seen: set[Hashable] = set()
    for name, data in list(pool):
        seen.add((yield name, data))
    while True:
        # Short ones more often: they cost less, and what breaks in a long one mostly breaks in them too.
        name, data = min((chance.choice(pool) for _ in range(DRAWN)), key=lambda drawn: len(drawn[1]))
        made = target.mutate(chance, data, seeds[name])
        outcome = yield name, made
        if outcome is not None and outcome not in seen:
            seen.add(outcome)
            # What is long is slow to try, and seldom shows more than something short.
            if len(made) <= LONGEST_FOLLOWED:
                pool.append((name, made))
            if len(pool) > fixed + MOST_FOLLOWED:
                del pool[fixed]


def complaint_of(target: Target, name: str, data: bytes) -> tuple[str, Hashable]:
    """Return what broke, as a short line that is the same for the same fault, and what a sound input led to."""
    try:
        return "", target.run(name, data)
    except MemoryError:
        return "MemoryError", None
    except Exception as error:  # noqa: BLE001 - any at all is what we look for
        frames = traceback.extract_tb(error.__traceback__)
        ours = [frame for frame in frames if "generator" in Path(frame.filename).parts] or frames
        return (
            f"{type(error).__name__} {Path(ours[-1].filename).name}:{ours[-1].name}: {_first_words(error)}",
            None,
        )


def _first_words(error: Exception) -> str:
    found = error.args[0] if error.args else ""
    code = getattr(found[0], "code", "") if isinstance(found, (tuple, list)) and found else ""
    return code or str(error).split("\n")[0][:40].rstrip("0123456789- ")


def shortened(target: Target, name: str, data: bytes, complaint: str) -> bytes:
    """Return an input with the same fault from which no larger piece can be taken."""
    size, tries = max(1, len(data) // 2), 0
    while size and tries < TRIES_TO_SHORTEN:
        here = 0
        while here < len(data) and tries < TRIES_TO_SHORTEN:
            less = data[:here] + data[here + size :]
            tries += 1
            if complaint_of(target, name, less)[0] == complaint:
                data = less
            else:
                here += size
        size //= 2
    return data


def keep(target: str, name: str, data: bytes, folder: Path = CORPUS) -> Path:
    """Put an input among those that every test run tries."""
    path = folder / target / f"{sha256(data).hexdigest()[:10]}-{name}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def name_in_corpus(path: Path) -> str:
    """Return the name that a kept input has for its target."""
    return path.name.partition("-")[2]


def memory_used() -> int:
    """Return the most bytes of memory this process ever had; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def try_inputs(name: str, seed: str, slot: Slot, limit: int) -> None:
    """Try so many inputs of a target; print each kind of fault once, on a line of its own."""
    target, chance = TARGETS[name], seeded(seed)
    told: set[str] = set()
    inputs = inputs_of(target, chance)
    file, data = next(inputs)
    while slot.done < limit:
        slot.begin(file, data)
        complaint, outcome = complaint_of(target, file, data)
        if complaint and complaint not in told:
            told.add(complaint)
            print(
                keep(name, file, shortened(target, file, data, complaint)).name,
                complaint,
                sep="\t",
                flush=True,
            )
        slot.end()
        if memory_used() > MOST_BYTES_OF_MEMORY:
            print(keep(name, file, data).name, "memory", sep="\t", flush=True)
            return
        file, data = inputs.send(outcome)


if __name__ == "__main__":
    try_inputs(sys.argv[1], sys.argv[2], Slot(Path(sys.argv[3])), int(sys.argv[4]))
