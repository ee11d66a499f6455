"""The models of everything under data/, and the way from a Document to a record.

Takes Documents, gives Records or Problems; knows each kind of file, nothing of how kinds relate."""

from generator.schema.kinds import KINDS, Kind, known_keys
from generator.schema.parse import Record, parse_records

__all__ = ["KINDS", "Kind", "Record", "known_keys", "parse_records"]
