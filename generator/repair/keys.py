"""Which known key a wrong one was meant as: an English word, a character that sounds alike, two that changed places.

Never by mere likeness: 团员数 is no slip of 党员数, though only one character differs."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.repair.sounds import sound_alike
from generator.schema.kinds import known_keys
from generator.schema.parse import english_key

_OTHER_WORDS = frozenset({"实施", "时事", "形势"})
"""Words that sound like a key but say something else; so does each key that merely stands in the wrong place."""

_MARKS = re.compile(r"[\s\u3000\"'“”‘’「」『』《》【】\[\]〔〕*＊:：。.，,、]+")


def meant_key(written: str, keys: Mapping[str, str]) -> str | None:
    """Return the one key of these that was meant, None when none is or several may be."""
    if english := english_key(written, keys):
        return english
    bare = _MARKS.sub("", written)
    if bare in keys:
        return bare
    if bare in _OTHER_WORDS or bare in known_keys():
        return None
    meant = [key for key in keys if _is_slip(bare, key)]
    return meant[0] if len(meant) == 1 else None


def _is_slip(written: str, key: str) -> bool:
    if sorted(written) == sorted(key):
        return _is_swap(written, key)
    if len(written) == len(key):
        pairs = [(one, other) for one, other in zip(written, key, strict=True) if one != other]
        return len(pairs) == 1 and len(key) > 1 and sound_alike(*pairs[0])
    return len(written) == len(key) + 1 and any(
        written[i] == written[i + 1] and written[:i] + written[i + 1 :] == key for i in range(len(key))
    )


def _is_swap(written: str, key: str) -> bool:
    """Tell whether two neighbours changed places."""
    wrong = [i for i, (one, other) in enumerate(zip(written, key, strict=True)) if one != other]
    return len(key) > 1 and len(wrong) == 2 and wrong[1] == wrong[0] + 1
