"""Look through all records and pages, and only at those that changed since last time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from weakref import WeakKeyDictionary

from generator.problems import Problem
from generator.schema.kinds import TERM
from generator.schema.parse import Record
from generator.schema.types import PartialDate
from generator.source import Document
from generator.wording.punctuation import may_slip, slip_problems
from generator.wording.terms import Lexicon, build_lexicon, contradictions, term_problems
from generator.wording.texts import page_lines, texts_of

_PAGE_DATE = re.compile(
    r"\A---\n(?:(?!---).*\n)*?date: *[\"']?((?:19|20)\d\d)(?:-(0?[1-9]|1[0-2])(?:-(0?[1-9]|[12]\d|3[01]))?)?[\"']?[ \t]*\n"
)
MOST_PER_FILE = 10
"""So many slips are told of a file; more would only bury the rest of the report, and take long to find."""


@dataclass(slots=True)
class Wordings:
    """Checks the wording again and again; remembers what did not change in between."""

    lists: tuple[Record, ...] = ()
    lexicon: Lexicon = field(default_factory=Lexicon)
    checked: WeakKeyDictionary[Record, tuple[Problem, ...]] = field(default_factory=WeakKeyDictionary)
    pages: dict[Path, tuple[str, tuple[Problem, ...]]] = field(default_factory=dict)

    def check(self, records: Iterable[Record]) -> list[Problem]:
        """Return what could be worded better in the records, and what the lists say against each other."""
        records = tuple(records)
        self._read_lists(records)
        worth: dict[Document, bool] = {}
        found: list[Problem] = []
        for record in records:
            if record not in self.checked:
                document = record.document
                if document not in worth:
                    worth[document] = may_slip(document.text) or any(self.lexicon.hits(document.text))
                slips = islice(self._slips(record), MOST_PER_FILE + 1) if worth[document] else ()
                self.checked[record] = tuple(slips)
            found += self.checked[record]
        return [*contradictions(self.lexicon), *_first_of_each(found)]

    def check_pages(self, texts: Iterable[tuple[Path, str, str]]) -> list[Problem]:
        """Return what could be worded better in pages; each comes as its path, its name and its text."""
        known: dict[Path, tuple[str, tuple[Problem, ...]]] = {}
        for path, file, text in texts:
            before = self.pages.get(path)
            if before is None or before[0] != text:
                before = (text, tuple(islice(self._page_slips(file, text), MOST_PER_FILE + 1)))
            known[path] = before
        self.pages = known
        return _first_of_each(problem for _, problems in known.values() for problem in problems)

    def _read_lists(self, records: Iterable[Record]) -> None:
        lists = tuple(record for record in records if record.kind is TERM)
        if lists != self.lists:
            self.lists, self.lexicon = lists, build_lexicon(lists)
            self.checked.clear()
            self.pages.clear()

    def _slips(self, record: Record) -> Iterator[Problem]:
        """Yield terms first: they weigh more than commas."""
        when, texts = date_of(record), list(texts_of(record))
        for place, text in texts:
            yield from term_problems(self.lexicon, place, text, when)
        for place, text in texts:
            yield from slip_problems(place, text)

    def _page_slips(self, file: str, text: str) -> Iterator[Problem]:
        if may_slip(text) or any(self.lexicon.hits(text)):
            when = date_of_page(text)
            lines = list(page_lines(file, text))
            for place, line in lines:
                yield from term_problems(self.lexicon, place, line, when)
            for place, line in lines:
                yield from slip_problems(place, line)


def date_of(record: Record) -> PartialDate | None:
    """Return of when a record is, as precisely as it says."""
    entity = record.entity
    date: PartialDate | None = getattr(entity, "date", None)
    year: int | None = getattr(entity, "year", None)
    return date or (PartialDate(year) if year else None)


def date_of_page(text: str) -> PartialDate | None:
    """Return the date in a page's front matter, where it has one."""
    found = _PAGE_DATE.match(text)
    return PartialDate(*(int(part or 0) for part in found.groups())) if found else None


def _first_of_each(problems: Iterable[Problem]) -> list[Problem]:
    """Return the first slips of each file, the last of them with word that there are more."""
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(problem.where.file, []).append(problem)
    kept: list[Problem] = []
    for found in groups.values():
        kept += found[:MOST_PER_FILE]
        if len(found) > MOST_PER_FILE:
            kept[-1] = replace(kept[-1], hint=f"{kept[-1].hint}\n这个文件里还有，先改好这些，再检查一次。")
    return kept
