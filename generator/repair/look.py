"""What the check would make of some rows, in the order in which it looks: do they parse, have they the shape, do they fit.

Text to a Look; changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from generator.problems import ERROR, Problem
from generator.schema.kinds import Kind
from generator.schema.parse import Path, Refusal, find_refusals
from generator.source import Document, Value, parse_document
from generator.source.diagnosis import Diagnosis, find_way
from generator.source.lines import Lines
from generator.source.parsing import first_stumble, read_value

UNPARSED, MISSHAPEN, READ = range(3)
MOST = 60_000
"""So many slips in a file that parses are looked at; no one has made more by hand."""


@dataclass(frozen=True, eq=False)
class Look:
    """One reading of some rows. `level` tells how far it got: not parsed, of the wrong shape, read.

    `found` are the 错误 of the first two levels, `refused` what the models refuse."""

    rows: tuple[str, ...]
    level: int
    document: Document | None = None
    found: tuple[Problem, ...] = ()
    refused: tuple[Refusal, ...] = ()
    stumble: tuple[int, int] = (0, 0)

    @property
    def value(self) -> Value | None:
        """Return what was read, None where nothing could be."""
        return self.document.value if self.document else None

    @property
    def count(self) -> int:
        """Return how many faults there are."""
        return len(self.found) + len(self.refused)

    @property
    def score(self) -> tuple[int, int, int, int]:
        """Return a number of several digits that is smaller the better the rows read."""
        return -self.level, -self.stumble[0], -self.stumble[1], self.count

    @cached_property
    def told(self) -> tuple[tuple[Problem, Path], ...]:
        """Return what the models refuse as Problems, with the path of each."""
        return tuple((refusal.tell(), refusal.path) for refusal in self.refused)

    @cached_property
    def fault_rows(self) -> frozenset[tuple[int, str]]:
        """Return the row and the code of each fault."""
        problems = (*self.found, *(problem for problem, _ in self.told))
        return frozenset((problem.where.line - 1, problem.code) for problem in problems)


@dataclass(slots=True)
class Reader:
    """Looks at versions of one file, as long as its allowance of characters lasts."""

    file: str
    kind: Kind
    keys: frozenset[str]
    left: int = field(default=2_500_000)
    _latest: list[tuple[str, Look]] = field(default_factory=list)

    @property
    def spent(self) -> bool:
        """Tell whether the allowance is used up: then what is not sure yet stays as it is."""
        return self.left <= 0

    def look(self, rows: tuple[str, ...]) -> Look:
        """Return how rows read; an entry of them may hold several lines."""
        text = "\n".join(rows)
        for known, look in self._latest:
            if known == text and look.rows == rows:
                return look
        look = self._look(rows, text)
        self._latest = [*self._latest[-2:], (text, look)]
        return look

    def _look(self, rows: tuple[str, ...], text: str) -> Look:
        self.left -= 200 + len(text) // 20
        if not text.strip():
            return Look(rows, UNPARSED)
        if stumble := first_stumble(text):
            return Look(rows, UNPARSED, stumble=stumble.anchor)
        self.left -= len(text)
        document, problems = parse_document(text, self.file, self.keys, most=MOST)
        level = READ if document else MISSHAPEN
        if document is None:
            # Not what was meant, but it tells one reading from another.
            reading = read_value(text)
            if not reading.refusals and reading.value is not None:
                document = Document(self.file, text, reading.value)
        grave = tuple(problem for problem in problems if problem.severity is ERROR)
        refused = find_refusals(document, self.kind) if document else ()
        return Look(rows, level, document, grave, tuple(refused))

    def diagnose(self, rows: tuple[str, ...]) -> Diagnosis:
        """Return the slips of rows that do not parse."""
        self.left -= sum(map(len, rows))
        return find_way(Lines(self.file, rows), self.keys)

    def marks(self, rows: tuple[str, ...]) -> list[tuple[str, str, int, int]]:
        """Return the anchors, aliases and tags of rows that parse: what, name, row and column of each."""
        refusals = read_value("\n".join(rows)).refusals
        return [(found.what, found.name, found.row, found.column) for found in refusals]
