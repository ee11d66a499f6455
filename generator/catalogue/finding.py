"""Find a code's entry, and the codes that somebody may have meant."""

from __future__ import annotations

from difflib import get_close_matches

from generator.catalogue.entries import FAMILIES, Entry


def entry_of(code: str) -> Entry | None:
    """Return what the catalogue says of a code, None where there is no such code."""
    return next((entry for family in FAMILIES for entry in family.entries if entry.code == code), None)


def nearest_codes(text: str, most: int = 3) -> tuple[Entry, ...]:
    """Return the entries that a person may have meant by a code, a part of one, or words of a title; the likeliest first."""
    wanted = text.strip().strip("[]【】［］").casefold()
    entries = {entry.code: entry for family in FAMILIES for entry in family.entries}
    by_words = [
        entry for entry in entries.values() if wanted and wanted in f"{entry.code}\n{entry.title}".casefold()
    ]
    close = [entries[code] for code in get_close_matches(wanted, entries, n=most, cutoff=0.5)]
    return tuple(dict.fromkeys((*close, *by_words)))[:most]
