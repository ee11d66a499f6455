"""What the check would make of some rows, in the order in which it looks: do they parse, have they the shape, do they fit.

Text to a Look; changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.problems import ERROR, Problem
from generator.schema.kinds import Kind
from generator.schema.parse import Path, find_refusals
from generator.source import Document, Value, parse_document
from generator.source.diagnosis import Diagnosis, find_way
from generator.source.lines import Lines
from generator.source.parsing import first_stumble, read_value

UNPARSED, MISSHAPEN, READ = range(3)


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """One reading of some rows. `level` tells how far it got: not parsed, of the wrong shape, read.

    `faults` are the 错误 that were found there; each has its path when the models found it."""

    rows: tuple[str, ...]
    level: int
    document: Document | None = None
    faults: tuple[tuple[Problem, Path | None], ...] = ()
    stumble: tuple[int, int] = (0, 0)

    @property
    def value(self) -> Value | None:
        """Return what was read, None where nothing could be."""
        return self.document.value if self.document else None

    @property
    def score(self) -> tuple[int, int, int, int]:
        """Return a number of several digits that is smaller the better the rows read."""
        return -self.level, -self.stumble[0], -self.stumble[1], len(self.faults)

    def fault_rows(self) -> set[tuple[int, str]]:
        """Return the row and the code of each fault."""
        return {(problem.where.line - 1, problem.code) for problem, _ in self.faults}


@dataclass(slots=True)
class Reader:
    """Looks at versions of one file, as long as its allowance of characters lasts."""

    file: str
    kind: Kind
    keys: frozenset[str]
    left: int = field(default=1_500_000)

    def can_afford(self, rows: Sequence[str], times: int = 1) -> bool:
        """Tell whether so many more looks at these rows are within the allowance."""
        return self.left >= times * sum(map(len, rows))

    def look(self, rows: tuple[str, ...]) -> Look:
        """Return how rows read; an entry of them may hold several lines."""
        text = "\n".join(rows)
        self.left -= len(text) + 200
        if not text.strip():
            return Look(rows, UNPARSED)
        if stumble := first_stumble(text):
            return Look(rows, UNPARSED, stumble=stumble.anchor)
        document, problems = parse_document(text, self.file, self.keys)
        grave: list[tuple[Problem, Path | None]] = [(p, None) for p in problems if p.severity is ERROR]
        level = READ if document else MISSHAPEN
        if document is None:
            # Not what was meant, but it tells one reading from another.
            reading = read_value(text)
            if not reading.refusals and reading.value is not None:
                document = Document(self.file, text, reading.value)
        refused = [*find_refusals(document, self.kind)] if document else []
        return Look(rows, level, document, (*grave, *refused))

    def diagnose(self, rows: tuple[str, ...]) -> Diagnosis:
        """Return the slips of rows that do not parse."""
        return find_way(Lines(self.file, rows), self.keys)

    def marks(self, rows: tuple[str, ...]) -> list[tuple[str, str, int, int]]:
        """Return the anchors, aliases and tags of rows that parse: what, name, row and column of each."""
        return [
            (found.what, found.name, found.row, found.column)
            for found in read_value("\n".join(rows)).refusals
        ]
