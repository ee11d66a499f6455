"""Keep a dated record of each takedown in data/takedowns.yml, without saying again what was taken down.

It stands in data/ because it is the school's answer to whoever asks, and moves with the data; what it holds of the
word is a salted digest that takes a while to make, so that nobody can run a list of names through it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import scrypt, sha256
from hmac import compare_digest
from secrets import token_bytes

from generator.problems import quoted
from generator.schema.kinds import TAKEDOWN
from generator.schema.parse import parse_records
from generator.schema.records import Takedown
from generator.source import parse_document
from generator.writing import Writable, file_text, record_text

FILE = "data/takedowns.yml"
_COST = {"n": 1 << 14, "r": 8, "p": 1, "dklen": 16}
_HEAD = "每次撤下一个名字、一个词或一张图片，程序在这里记一笔。词不写在这里，只有摘要：认得出是不是同一个，看不出是什么。"


def digest_of(word: str, salt: bytes | None = None) -> str:
    """Return a word's digest with its salt."""
    salt = salt or token_bytes(16)
    return f"scrypt:{salt.hex()}:{scrypt(word.encode(), salt=salt, **_COST).hex()}"


def picture_digest(data: bytes) -> str:
    """Return a picture's digest; nobody can guess a picture."""
    return f"sha256:{sha256(data).hexdigest()}"


def is_same(word: str, digest: str) -> bool:
    """Tell whether a digest is this word's."""
    try:
        sort, salt, _ = digest.split(":")
        return sort == "scrypt" and compare_digest(digest_of(word, bytes.fromhex(salt)), digest)
    except ValueError:
        return False


def entry(
    sort: str, digest: str, places: int, today: date, words: Mapping[str, str | None]
) -> dict[str, Writable]:
    """Return what is written of one takedown; `words` are the reason and whoever answers for it."""
    fixed: dict[str, Writable] = {"日期": today.isoformat(), "类型": sort, "处数": places, "摘要": digest}
    return fixed | {key: text for key, text in words.items() if text}


def with_entry(text: str, values: Mapping[str, Writable]) -> str:
    """Return the record's text with one more entry at its end."""
    if not text.strip():
        return file_text(TAKEDOWN, FILE, [values], {(): _HEAD})
    return f"{text.rstrip()}\n\n{record_text(TAKEDOWN, [values])}"


def earlier(text: str, word: str) -> Iterator[str]:
    """Yield, in words, when this word was taken down before."""
    document, _ = parse_document(text, FILE)
    records = parse_records(document, TAKEDOWN)[0] if document else ()
    for record in records:
        taken: Takedown = record.entity
        if is_same(word, taken.digest):
            reason = f"，理由是{quoted(taken.reason)}" if taken.reason else ""
            yield f"{taken.date} 撤下过这个词{reason}。"
