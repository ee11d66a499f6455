"""Give every record that has a page its address, and see that no two share one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from generator.problems import ERROR, Problem
from generator.schema.parse import Record
from generator.schema.types import slug_fault


def assign_slugs(records: Sequence[Record]) -> tuple[dict[Record, str], list[Problem]]:
    """Return each page's slug by its record, and the problems of addresses that cannot be or collide."""
    slugs: dict[Record, str] = {}
    taken: dict[tuple[str, str], Record] = {}
    problems: list[Problem] = []
    for record in records:
        if not record.kind.section:
            continue
        slug = record.entity.slug or _slug_of_file(record.file)
        if fault := slug_fault(slug):
            message = f"文件名“{PurePosixPath(record.file).name}”不能做网址：{fault}。"
            hint = "给文件换个名字，或在文件里加一行“网址名: dangjian-2345”这样的，用小写英文字母、数字和连字符。"
            problems.append(Problem("slug-wrong", ERROR, record.document.at(), message, hint))
        elif first := taken.get((record.kind.section, slug)):
            problems.append(_collision(record, first, slug))
        else:
            taken[record.kind.section, slug] = record
            slugs[record] = slug
    return slugs, problems


@lru_cache(maxsize=65536)
def _slug_of_file(file: str) -> str:
    """Return the slug that a data file's name gives; finding the pinyin of a thousand names takes a while."""
    return slug_of(PurePosixPath(file).stem)


def slug_of(name: str) -> str:
    """Return the slug of a file name: ASCII kept in lower case, Chinese as pinyin, the rest a hyphen."""
    plain = unicodedata.normalize("NFKC", name).lower()
    if not plain.isascii():
        plain = _pinyin(plain)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _pinyin(text: str) -> str:
    # Imported here: its tables take a third of a second, and most file names need none of them.
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - only where a name needs it

    return "-".join(lazy_pinyin(text))


def _collision(record: Record, first: Record, slug: str) -> Problem:
    where = record.at("网址名") if record.entity.slug else record.document.at()
    message = f"这份{record.kind.title}和 {first.file} 的网址都是 {record.kind.section}/{slug}/。"
    other = f"改成“网址名: {slug}-2”" if record.entity.slug else f"加一行“网址名: {slug}-2”"
    hint = f"两份都要的，就在这一份里{other}；是同一份，就删掉一份。"
    return Problem("slug-duplicate", ERROR, where, message, hint)
