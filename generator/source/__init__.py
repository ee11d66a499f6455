"""Read one YAML file into a Document: its values as text, and where each one stands.

Takes bytes, gives a Document or Problems; knows nothing of brands or schools."""

from generator.source.document import Document, Spread
from generator.source.parsing import Value
from generator.source.reading import find_slips, parse_document, read_document

__all__ = ["Document", "Spread", "Value", "find_slips", "parse_document", "read_document"]
