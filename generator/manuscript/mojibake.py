"""Mend a wrong encoding, and note what was mended."""

from __future__ import annotations

from generator.gate.mojibake import LOST, mended_encoding
from generator.manuscript.cleaned import Cleaned

KIND = "乱码"

__all__ = ["KIND", "LOST", "mend_encoding"]


def mend_encoding(text: str) -> tuple[str, list[Cleaned]]:
    """Return the text with its letters brought back, lost ones as □, and what was mended."""
    mended = mended_encoding(text)
    return (mended, [Cleaned(KIND, text.strip(), mended.strip())]) if mended != text else (text, [])
