"""What every problem code means: its title, how grave it is, why it matters to the school or to a reader.

A new code is one line in `entries`; the handbook's list of problems and `showcase explain` are made from it."""

from generator.catalogue.entries import FAMILIES, Entry, Family
from generator.catalogue.examples import (
    EXAMPLES_FILE,
    as_text,
    change_in,
    first_of_each,
    read_examples,
)
from generator.catalogue.finding import entry_of, nearest_codes

__all__ = [
    "EXAMPLES_FILE",
    "FAMILIES",
    "Entry",
    "Family",
    "as_text",
    "change_in",
    "entry_of",
    "first_of_each",
    "nearest_codes",
    "read_examples",
]
