r"""The corpus of the gate: tests/gate/must_find and must_pass, a line each, and what the rules make of it.

`\\n` in a line stands for a line break. All that looks like a person's data is made up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.gate.reading import Reading
from generator.gate.rules import in_filename, inspect

CORPUS = Path(__file__).parent / "gate"
IN_NAMES = frozenset({"minor-photo-name"})
"""Rules that read the names of files."""


def rules_with_lines() -> list[str]:
    """Return the codes that have lines, by name."""
    return sorted(path.stem for path in (CORPUS / "must_find").glob("*.txt"))


def kinds_of_innocence() -> list[str]:
    """Return the names of the files of innocent lines: each rule's look-alikes, and what is ordinary."""
    return sorted(path.stem for path in (CORPUS / "must_pass").glob("*.txt"))


def must_find(code: str) -> list[str]:
    """Return the lines that break a rule."""
    return _lines(CORPUS / "must_find" / f"{code}.txt")


def must_pass(code: str) -> list[str]:
    """Return the innocent lines that look like what a rule is after."""
    return _lines(CORPUS / "must_pass" / f"{code}.txt")


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").split("\n")
    return [line.replace("\\n", "\n") for line in lines if line and not line.startswith("# ")]


def found_codes(text: str, code: str) -> set[str]:
    """Return the codes of all that is found in a text, or in the name of a file for a rule that reads those."""
    if code in IN_NAMES:
        return {rule.code for rule, *_ in in_filename(text)}
    return {rule.code for rule, _ in inspect(Reading(text))}


@dataclass(frozen=True, slots=True)
class Score:
    """How a rule does on its own lines: `found` of `wanted`, and how often it stops what is innocent."""

    code: str
    wanted: int
    found: int
    innocent: int
    stopped: int

    @property
    def recall(self) -> float:
        """Return the share of what must be found that is."""
        return self.found / self.wanted

    @property
    def precision(self) -> float:
        """Return the share of what is found that had to be."""
        return self.found / (self.found + self.stopped) if self.found else 0.0


def scores() -> Iterator[Score]:
    """Yield how each rule does; its precision counts every innocent line, those of the other rules too."""
    innocent = [(line, other) for other in kinds_of_innocence() for line in must_pass(other)]
    for code in rules_with_lines():
        wanted = must_find(code)
        found = sum(code in found_codes(line, code) for line in wanted)
        lines = [line for line, other in innocent if (other in IN_NAMES) == (code in IN_NAMES)]
        stopped = sum(code in found_codes(line, code) for line in lines)
        yield Score(code, len(wanted), found, len(lines), stopped)
