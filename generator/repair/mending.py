"""Mend one file: clean it, then mend what is sure, look again, and go on as long as it reads better.

Bytes to a Repair; a repair that has not made the file read better is not made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.problems import Problem, sort_problems
from generator.repair.cleaning import TRAILING, Cleaned, clean, strip_ends
from generator.repair.comparing import only_faults_changed, swallows_keys
from generator.repair.look import MISSHAPEN, READ, UNPARSED, Look, Reader
from generator.repair.proving import choose
from generator.repair.sheet import Change, Edit, Sheet
from generator.repair.suspecting import suspects
from generator.schema.kinds import Kind
from generator.schema.parse import parse_records
from generator.source import parse_document
from generator.source.decoding import decode
from generator.source.diagnosis import literal_rows

_ROUNDS = 12
_BLANKS = (" ", "\t")
_MOST = 8_000
_MOST_ROWS = 60_000
"""More faults, or more lines, than this are no slips of a pen: 1 MB of a person's data has half as many lines."""


@dataclass(frozen=True, slots=True)
class Repair:
    """What a file holds and what it would hold when mended; equal where nothing is sure."""

    file: str
    before: bytes
    after: bytes
    changes: tuple[Change, ...]

    @property
    def mended(self) -> int:
        """Return how many of the changes mend what the check complains of."""
        return sum(change.mends for change in self.changes)


def repair(data: bytes, file: str, kind: Kind, keys: frozenset[str]) -> Repair:
    """Return a data file's bytes mended as far as that is sure, with every change."""
    cleaned = clean(data, file)
    if cleaned is None:
        return Repair(file, data, data, ())
    reader = Reader(file, kind, keys)
    sheet = _mend(cleaned.sheet, reader)
    sheet = _tidy(sheet, reader)
    text = sheet.text
    after = text.encode("utf-8", "surrogatepass")
    changes = tuple(_changes(cleaned, sheet))
    # Bytes that are no text read as a sign that stands for ruins: no change that anybody could be shown.
    if after == data or not changes:
        return Repair(file, data, data, ())
    return Repair(file, data, after, changes)


def remaining(data: bytes, file: str, kind: Kind, keys: frozenset[str]) -> tuple[Problem, ...]:
    """Return what the check says of a file's bytes by themselves."""
    text, saved = decode(data, file)
    if text is None:
        return saved
    document, problems = parse_document(text, file, keys)
    found = parse_records(document, kind)[1] if document else ()
    return sort_problems([*saved, *problems, *found])


def _mend(sheet: Sheet, reader: Reader) -> Sheet:
    if len(sheet.rows) > _MOST_ROWS:
        return sheet
    look = reader.look(sheet.rows)
    for _ in range(_ROUNDS):
        if reader.spent or len(look.refused) > _MOST or (look.level == READ and not look.count):
            break
        better = _next(sheet, look, reader)
        if better is None:
            break
        sheet, look = better
    return sheet


def _next(sheet: Sheet, look: Look, reader: Reader) -> tuple[Sheet, Look] | None:
    """Return the sheet with what is sure now; in rows that parse, what has only one cure goes first."""
    rows, proposals = suspects(look, reader)
    plain = [proposal for proposal in proposals if proposal.plain]
    tries = [plain, proposals] if look.level > UNPARSED and 0 < len(plain) < len(proposals) else [proposals]
    for some in tries:
        chosen = choose(rows, some, reader, look) if some else []
        if better := _improved(sheet, look, chosen, reader):
            return better
    return None


def _improved(
    sheet: Sheet, look: Look, chosen: list[tuple[Edit, str]], reader: Reader
) -> tuple[Sheet, Look] | None:
    """Return the sheet with the edits that make it read better: all together, else one after the other."""
    if not chosen:
        return None
    together = sheet.edited(chosen)
    found = reader.look(together.rows)
    if _reads_better(look, found, reader):
        return together, found
    if len(chosen) > 1:
        for edit in chosen:
            if reader.spent:
                break
            alone = sheet.edited([edit])
            found = reader.look(alone.rows)
            if _reads_better(look, found, reader):
                return alone, found
    return None


def _reads_better(before: Look, after: Look, reader: Reader) -> bool:
    """Tell whether fewer faults are left, and all that could be read before is unchanged."""
    if after.level != before.level:
        return after.level > before.level and not swallows_keys(after, reader.keys)
    if before.level == UNPARSED:
        return len(reader.diagnose(after.rows).problems) < len(reader.diagnose(before.rows).problems)
    if after.count >= before.count:
        return False
    if before.level == MISSHAPEN or before.document is None or after.value is None:
        return True
    return only_faults_changed(before.document, after.value, {row for row, _ in before.fault_rows})


def _tidy(sheet: Sheet, reader: Reader) -> Sheet:
    """Return the sheet without blanks at line ends, unless a value would lose some."""
    if len(sheet.rows) > _MOST_ROWS or not any(text[-1:] in _BLANKS for text in sheet.rows):
        return sheet
    tidy = strip_ends(sheet, literal_rows(sheet.rows))
    if tidy is sheet:
        return sheet
    before, after = reader.look(sheet.rows), reader.look(tidy.rows)
    same = before.level == after.level and before.value == after.value and before.count == after.count
    return tidy if same else sheet


def _changes(cleaned: Cleaned, sheet: Sheet) -> Iterator[Change]:
    for note, mends in cleaned.notes:
        yield Change(0, "", "", (note,), mends)
    became = sheet.by_origin()
    for origin, reasons in sorted(sheet.reasons.items()):
        before, after = cleaned.shown[origin], became.get(origin, "")
        if before != after:
            yield Change(origin + 1, before, after, reasons, mends=reasons != (TRAILING,))
