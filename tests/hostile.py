"""Texts of up to a megabyte that would take a careless parser minutes, or its stack."""

from __future__ import annotations

MIB = 1 << 20

HOSTILE: tuple[str, ...] = (
    "[" * MIB,
    "{" * MIB,
    "- " * (MIB // 2),
    "? " * (MIB // 2),
    "".join(" " * i + "甲:\n" for i in range(1400)),
    "名称：甲\n乙: 丙\n" + "[" * MIB,
    "甲: [" + "乙, " * (MIB // 5),
    "甲: " + "乙" * (MIB // 3),
    '甲: "\n' + "乙: 丙\n" * (MIB // 9),
    "".join(f"键{i}: 值\n" for i in range(70_000)),
    "名称：甲\n" * (MIB // 13),
    "\t甲: 乙\n" * (MIB // 10),
    "甲: &x 乙\n" * (MIB // 13),
    ":" * MIB,
    '"' * MIB,
    '"\\' * (MIB // 2),
)
