"""Change bytes, lines, YAML values and the parts of an archive by chance; whatever comes in, something comes out."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import yaml

from generator.schema import known_keys

MOST_BYTES = 40_000
"""An input grows no longer than this: what counts is the shape, and a megabyte has tests of its own."""

Mutation = Callable[[Random, bytes, Sequence[bytes]], bytes]

KEYS = sorted(known_keys())
SIGNS: tuple[str, ...] = (
    *"\n\t\r\x00\x07\x85\x1b:#-?*&!|>%@`\"'{}[],，：；“”‘’（）、。～—…·　 ",
    *("\ufeff", "\u2028", "\u200b", "\u202e", "\u0301", "\ufffd", "\ud7ff", "\U0001f600", "\U000e0041"),
    *(
        "\n  ",
        "\n- ",
        "\n  - ",
        ": ",
        "：",
        " #",
        "---\n",
        "...\n",
        "<<: ",
        "!!python/object:os.system ",
        "&a ",
        "*a",
    ),
    *(
        "|+9\n",
        ">-\n",
        "\\u0000",
        "\\U00110000",
        "\\x",
        "%YAML 9.9\n",
        "? ",
        "\r\n",
        "~",
        "null",
        "[[[[",
        "{{{{",
    ),
    *("0x1F", "1e999", "-0", "９９", "十二", "2024-02-30", "24:00", "2024年13月", "1,2,3", ".inf", "10" * 30),
    *(
        "../../a.jpg",
        "C:\\a.jpg",
        "\\\\host\\a",
        "javascript:alert(1)",
        "http://[::1",
        "http://a:99999/",
        "//",
    ),
    *(
        "2345",
        "3+N",
        "1+2+N",
        "党建+",
        "一核四驱三带",
        "三驱动·四融合",
        "五联",
        "四个三",
        "七彩",
        "2" * 400,
        "零",
        "亿万",
    ),
    *(
        "待补",
        "草稿: 是",
        "未列全",
        "争创",
        "XX市",
        "<b>",
        "&nbsp;",
        "{{ site }}",
        "{% raw %}",
        "](",
        "![",
        "```",
        "$$",
    ),
)
SCALARS: tuple[str, ...] = (
    *SIGNS,
    "",
    " ",
    "是",
    "甲" * 3000,
    "-",
    "- - - -",
    "甲\n乙",
    "甲\n\n# 乙\n",
    "1",
    "0",
    "-1",
    "2021",
    "省级",
    "市",
)
BYTES: tuple[bytes, ...] = (
    b"\x00",
    b"\xff",
    b"\xfe\xff",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x80",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xb5\xb3",
)


LONGEST_RUN = 12_000
"""Characters. What costs the square of its length takes seconds from here."""


def seeded(seed: str) -> Random:
    """Return a chance that falls the same way each time for one seed."""
    return Random(seed)  # noqa: S311 - nothing secret is made of it


def mutate_bytes(chance: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Change a few bytes, wherever they stand."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        here = chance.randrange(len(data) + 1)
        there = min(len(data), here + chance.choice((0, 1, 1, 2, 4, 8, 64, 1000)))
        part = chance.choice(
            (
                b"",
                chance.choice(BYTES),
                chance.choice(SIGNS).encode(),
                bytes((chance.randrange(256),)),
                data[here:there] * chance.choice((2, 3, 40)),
                _slice(chance, chance.choice(others) if others else data),
            )
        )
        data = (data[:here] + part + data[there:])[:MOST_BYTES]
    return data


def _slice(chance: Random, data: bytes) -> bytes:
    here = chance.randrange(len(data) + 1)
    return data[here : here + chance.choice((1, 4, 30, 300))]


def mutate_lines(chance: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Change a text as a person at a keyboard does by mistake: lines, indents, keys and signs."""
    text = data.decode("utf-8", "replace")
    for _ in range(chance.choice((1, 1, 2, 4))):
        rows = text.split("\n")
        here = chance.randrange(len(rows))
        there = chance.randrange(len(rows))
        match chance.randrange(9):
            case 0:
                rows[here : here + chance.choice((1, 1, 5))] = []
            case 1:
                rows[there:there] = rows[here : here + chance.choice((1, 3, 20))] * chance.choice(
                    (1, 1, 2, 30)
                )
            case 2:
                rows[here], rows[there] = rows[there], rows[here]
            case 3:
                rows[here] = chance.choice(("", " ", "  ", "\t", "　", "- ")) + rows[here]
            case 4:
                rows[here] = rows[here][chance.randrange(4) :]
            case 5:
                rows[here] = _other_key(chance, rows[here])
            case 6:
                rows[here] = _with_sign(chance, rows[here])
            case 7:
                rows[here] = rows[here].translate(
                    str.maketrans(chance.choice((":：", "-－", "  ", '"”', "'’", ",，"))[0], "：")
                )
            case _:
                other = (chance.choice(others) if others else data).decode("utf-8", "replace").split("\n")
                start = chance.randrange(len(other))
                rows[here:here] = other[start : start + chance.choice((1, 4, 12))]
        text = "\n".join(rows)
    return text.encode("utf-8", "surrogatepass")[:MOST_BYTES]


def _other_key(chance: Random, row: str) -> str:
    indent = row[: len(row) - len(row.lstrip(" -"))]
    value = row.partition(":")[2]
    return f"{indent}{chance.choice(KEYS)}:{value}"


def _with_sign(chance: Random, row: str) -> str:
    here = chance.randrange(len(row) + 1)
    return row[:here] + chance.choice(SIGNS) + row[here + chance.choice((0, 0, 1, 3)) :]


def mutate_value(chance: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Change what a YAML text says, and write it anew; a text that is no YAML is changed as lines."""
    try:
        tree = yaml.load(data.decode("utf-8-sig"), yaml.CBaseLoader)  # noqa: S506 - builds text only
        for _ in range(chance.choice((1, 1, 2, 5))):
            tree = _changed(chance, tree)
        if chance.random() < 0.3:
            return json.dumps(tree, ensure_ascii=False, indent=chance.choice((None, 1))).encode(
                "utf-8", "replace"
            )[:MOST_BYTES]
        dumped = yaml.dump(
            tree,
            Dumper=yaml.CSafeDumper,
            allow_unicode=chance.random() < 0.9,
            width=chance.choice((20, 10**9)),
            sort_keys=False,
        )
        return dumped.encode("utf-8", "replace")[:MOST_BYTES]
    except (yaml.YAMLError, UnicodeError, RecursionError, ValueError, TypeError):
        return mutate_lines(chance, data, others)


def _changed(chance: Random, tree: Any) -> Any:
    """Return a value with one change somewhere inside it."""
    if isinstance(tree, dict) and tree and chance.random() < 0.85:
        return _changed_mapping(chance, tree)
    if isinstance(tree, list) and tree and chance.random() < 0.85:
        return _changed_list(chance, tree)
    return _remade(chance, tree)


def _changed_mapping(chance: Random, tree: dict[str, Any]) -> dict[str, Any]:
    key = chance.choice(list(tree))
    match chance.randrange(10):
        case 0:
            return {name: value for name, value in tree.items() if name != key}
        case 1:
            return {chance.choice(KEYS) if name == key else name: value for name, value in tree.items()}
        case 2:
            return {**tree, chance.choice(KEYS): _made(chance)}
        case _:
            return {**tree, key: _changed(chance, tree[key])}


def _changed_list(chance: Random, tree: list[Any]) -> list[Any]:
    here = chance.randrange(len(tree))
    match chance.randrange(8):
        case 0:
            return tree[:here] + tree[here + 1 :]
        case 1:
            return tree + [tree[here]] * chance.choice((1, 2, 40))
        case 2:
            return [*tree[:here], _made(chance), *tree[here:]]
        case _:
            return [*tree[:here], _changed(chance, tree[here]), *tree[here + 1 :]]


def _remade(chance: Random, tree: Any) -> Any:
    match chance.randrange(6):
        case 0:
            return [tree]
        case 1:
            return {chance.choice(KEYS): tree}
        case 2:
            return _nested(chance, tree)
        case 3 if isinstance(tree, str):
            here = chance.randrange(len(tree) + 1)
            return tree[:here] + chance.choice(SIGNS) + tree[here:]
        case _:
            return _made(chance)


def _nested(chance: Random, tree: Any) -> Any:
    for _ in range(chance.choice((2, 10, 60))):
        tree = [tree] if chance.random() < 0.5 else {chance.choice(KEYS): tree}
    return tree


def _made(chance: Random) -> Any:
    match chance.randrange(5):
        case 0:
            return {chance.choice(KEYS): chance.choice(SCALARS) for _ in range(chance.randrange(4))}
        case 1:
            return [chance.choice(SCALARS) for _ in range(chance.randrange(4))]
        case _:
            return chance.choice(SCALARS)


def mutate_archive(chance: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Change one part of a zip archive and pack it again; what is no archive is changed as bytes."""
    if chance.random() < 0.15:
        return mutate_bytes(chance, data, others)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {info.filename: archive.read(info) for info in archive.infolist()[:60]}
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        KeyError,
        NotImplementedError,
        RuntimeError,
        EOFError,
    ):
        return mutate_bytes(chance, data, others)
    for _ in range(chance.choice((1, 1, 2, 3))):
        if not parts:
            break
        name = chance.choice(sorted(parts))
        match chance.randrange(12):
            case 0:
                del parts[name]
            case 1:
                parts[name + chance.choice(("x", "/", "/../a", "\\a"))] = parts.pop(name)
            case 2:
                parts[name] = parts[chance.choice(sorted(parts))]
            case 3 | 4 | 5 | 6:
                parts[name] = mutate_xml(chance, parts[name])
            case _:
                parts[name] = mutate_bytes(chance, parts[name], ())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("\x00", "0") or "x", part)
    return out.getvalue()


XML: tuple[bytes, ...] = (
    *(b'<c r="A1"/>', b'<c r="XFE1048577"><v>1</v></c>', b"<v>99999999999999</v>", b"<v>-1</v>", b't="s"', b't="d"'),
    *(b's="999999"', b'<row r="0">', b'<row r="99999999">', b'<mergeCell ref="A1:XFD1048576"/>', b"&amp;", b"&#0;"),
    *(b"&lol;", b"<!DOCTYPE a [<!ENTITY lol SYSTEM 'file:///etc/passwd'>]>", b"<w:tbl/>", b"<w:tc><w:p/></w:tc>"),
    *(b"<w:p>", b"</w:p>", b'<w:numPr><w:ilvl w:val="99"/></w:numPr>', b'w:val="-5"', b"<w:br/>", b"<w:del>", b"x" * 3000),
)  # fmt: skip


def mutate_xml(chance: Random, data: bytes) -> bytes:
    """Change XML where it means something: at tags, attributes and their values."""
    marks = [place for place, sign in enumerate(data[:MOST_BYTES]) if sign in b'<>"=']
    if not marks:
        return mutate_bytes(chance, data, ())
    here = chance.choice(marks)
    there = min(len(data), chance.choice(marks) + 1)
    match chance.randrange(5):
        case 0:
            return data[:here] + chance.choice(XML) + data[here:]
        case 1:
            first, last = sorted((here, there))
            return data[:first] + data[last:]
        case 2:
            first, last = sorted((here, there))
            return (data[:last] + data[first:last] * chance.choice((1, 2, 50)) + data[last:])[:MOST_BYTES]
        case 3:
            return data[: here + 1] + chance.choice(SIGNS).encode("utf-8", "replace") + data[here + 1 :]
        case _:
            return (
                data[: here + 1]
                + str(chance.choice((0, -1, 1, 7, 255, 70_000, 2**31, 10**20))).encode()
                + data[here + 2 :]
            )


def mutate_into_runs(chance: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Repeat a small piece of a text until it is long: what looks at each place again and again takes for ever."""
    text = data.decode("utf-8", "replace")
    pieces = []
    for _ in range(chance.choice((1, 1, 2, 3))):
        here = chance.randrange(len(text) + 1)
        pieces.append(
            chance.choice(
                (text[here : here + chance.choice((1, 1, 2, 4, 12))], chance.choice(SIGNS), " ", "\n")
            )
        )
    piece = "".join(pieces) or " "
    run = piece * (chance.choice((300, LONGEST_RUN)) // len(piece))
    here = chance.randrange(len(text) + 1)
    return (text[:here] + run + text[here:]).encode("utf-8", "replace")


def one_of(*mutations: Mutation) -> Mutation:
    """Return the mutation that is, each time, one of these."""

    def mutate(chance: Random, data: bytes, others: Sequence[bytes]) -> bytes:
        return chance.choice(mutations)(chance, data, others)

    return mutate
