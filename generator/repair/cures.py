"""What each kind of slip may have been meant as: every reading worth trying, as edits of the rows.

Suspects only; `proving` decides which reading is the one, or that there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.repair.indents import indent_readings
from generator.repair.quoting import quote_value
from generator.repair.sheet import Edit, difference
from generator.source.diagnosis import last_below, mended_rows
from generator.source.lines import quoted
from generator.source.slips import DOUBLE, Slip, flow_end, parts_of, slips_in, without_remark

Rows = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Readings of one fault, the likeliest first. When `ranked`, the first that reads well is believed.

    An `assumed` proposal stands already in the rows that readings are tried in; what a `plain` one uncovers in the
    value is no fault of the cure."""

    options: tuple[Edit, ...]
    reason: str
    otherwise: str = ""
    """The reason of all readings but the likeliest, where it is another."""
    plain: bool = False
    ranked: bool = False
    assumed: bool = False

    def why(self, edit: Edit) -> str:
        """Return the reason of one of the readings."""
        return self.reason if edit == self.options[0] else self.otherwise or self.reason

    @property
    def rows(self) -> frozenset[int]:
        """Return all rows that some reading touches."""
        return frozenset(row for option in self.options for row in option)


REASONS = {
    "colon-fullwidth": "名称后面的冒号改成半角，后面空一格。",
    "colon-no-space": "冒号后面空一个半角空格。",
    "colon-missing": "名称后面补上冒号。",
    "dash-fullwidth": "列表项开头改成半角减号“-”。",
    "dash-no-space": "列表项的减号后面空一格。",
    "indent-tab": "行首的制表符改成半角空格。",
    "indent-fullwidth": "行首的全角空格改成半角空格。",
    "indent-uneven": "行首的空格和同级的行对齐。",
    "colon-in-value": "内容里有半角冒号，整段加上引号。",
    "value-cut": "内容里有“#”，整段加上引号，不再被当成备注。",
    "quote-start": "文字里的引号改成全角。",
    "quote-unclosed": "补上缺的后一半引号。",
    "bracket-unclosed": "补上缺的后括号。",
    "special-start": "以特殊记号开头的内容加上引号。",
    "list-inline": "列表另起一行。",
    "escape-unknown": "“\\”是文字，改用半角单引号。",
    "control-character": "“\\”是文字，改用半角单引号。",
    "line-loose": "备注开头的“＃”改成半角。",
}

_OTHERWISE = {
    "value-cut": "备注的“#”前面空两格，后面空一格。",
    "bracket-unclosed": REASONS["special-start"],
    "list-inline": REASONS["special-start"],
}

PLAIN = frozenset(
    {
        "colon-fullwidth",
        "colon-no-space",
        "colon-missing",
        "dash-fullwidth",
        "dash-no-space",
        "indent-fullwidth",
    }
)
"""What has one cure and needs no choice."""


def readings(rows: Rows, row: int, slip: Slip) -> Proposal | None:
    """Return what a slip may be meant as, None for one that only a person can decide."""
    find = _READINGS.get(slip.code)
    # To get on, the diagnosis may put any letter in a mark's place; here only what the slip itself suggests will do.
    if slip.mended == f"{rows[row][: slip.column]}字{rows[row][slip.column + 1 :]}":
        slip = next((other for other in slips_in(rows[row], frozenset()) if other.code == slip.code), slip)
    options: list[Edit] = []
    for option in find(rows, row, slip) if find else ():
        if option and option not in options:
            options.append(option)
    if not options:
        return None
    otherwise = _OTHERWISE.get(slip.code, "")
    return Proposal(tuple(options), REASONS[slip.code], otherwise, ranked=slip.code in _RANKED)


def assumed(edit: Edit, codes: Iterable[str]) -> Proposal:
    """Return slips that have one cure each, already mended in the rows that readings are tried in."""
    reason = "".join(dict.fromkeys(REASONS[code] for code in codes))
    return Proposal((edit,), reason, plain=True, assumed=True)


def plain_reading(rows: Rows, row: int, code: str, keys: frozenset[str]) -> Edit | None:
    """Return how a slip that has one cure only is mended in this row, with what hangs on it."""
    slip = next((slip for slip in slips_in(rows[row], keys) if slip.code == code), None)
    return slip_edit(rows, row, slip) if slip else None


def slip_edit(rows: Rows, row: int, slip: Slip) -> Edit:
    """Return the edit that mends a slip as it suggests, and moves what stands under its item's text."""
    if not slip.shift:
        return {row: slip.mended}
    below = rows[row : last_below(rows, row, slip.column) + 2]
    return {row + i: text for i, text in difference(below, mended_rows(below, 0, slip)).items()}


def _mended(rows: Rows, row: int, slip: Slip) -> list[Edit | None]:
    return [slip_edit(rows, row, slip)]


def _quoted(rows: Rows, row: int, _slip: Slip) -> list[Edit | None]:
    return [quote_value(rows, row)]


def _cut(rows: Rows, row: int, slip: Slip) -> list[Edit | None]:
    text, at = rows[row], slip.column
    whole = quote_value(rows, row, whole=True)
    return [whole, {row: f"{text[:at].rstrip()}  # {text[at + 1 :].strip()}"}] if whole else []


def _quote_start(rows: Rows, row: int, slip: Slip) -> list[Edit | None]:
    text, at = rows[row], parts_of(rows[row]).value
    if text[at:].count(text[at]) % 2 == 0:
        return _mended(rows, row, slip)
    return [quote_value(rows, row)]


def _quote_unclosed(rows: Rows, row: int, slip: Slip) -> list[Edit | None]:
    text, at = rows[row], parts_of(rows[row]).value
    value, remark = without_remark(text[at:])
    mark = value[0]
    closer = {'"': "”", "'": "’"}[mark]
    if _goes_on(rows, row) or mark in value[1:] or (mark == '"' and "\\" in value):
        return []
    if value.endswith(closer) and closer not in value[1:-1]:
        return [{row: f"{text[:at]}{value[:-1]}{mark}{remark}"}, {row: slip.mended}]
    return [{row: slip.mended}]


def _goes_on(rows: Rows, row: int) -> bool:
    """Tell whether the next line lies deeper than this one's key or dash and so may belong to its value."""
    below = next((text for text in rows[row + 1 :] if text.strip()), "")
    parts = parts_of(rows[row])
    return bool(below) and parts_of(below).indent > (parts.body if parts.has_key else parts.indent)


def _bracket(rows: Rows, row: int, slip: Slip) -> list[Edit | None]:
    text, at = rows[row], parts_of(rows[row]).value
    if at != slip.column or flow_end(text[at:]) > 0:
        return []
    value, remark = without_remark(text[at:])
    closed = slip.mended
    split = closed[:at] + closed[at : len(closed) - len(remark)].replace("，", ", ") + remark
    # Between words a comma of the other width may part two entries, or belong to one of them.
    return [{row: closed}, {row: split}, {row: f"{text[:at]}{quoted(value)}{remark}"}]


def _inline(rows: Rows, row: int, slip: Slip) -> list[Edit | None]:
    text, at = rows[row], slip.column
    if re.search(r"[^\s]\s+-\s", text[at:]):
        return []
    parts = parts_of(text)
    below = next((line for line in rows[row + 1 :] if line.strip()), "")
    beside = parts_of(below).indent if below.lstrip(" ").startswith("- ") else 0
    width = beside if beside > parts.body else parts.body + 2
    split = f"{text[:at].rstrip()}\n{' ' * width}- {text[at + 1 :].strip()}"
    return [{row: split}, quote_value(rows, row)]


def _escape(rows: Rows, row: int, slip: Slip) -> list[Edit | None]:
    """Take every backslash as a letter; where one hides a quotation mark or another, only the odd ones are doubled."""
    text, start = rows[row], parts_of(rows[row]).value
    found = DOUBLE.match(text, start)
    if not found or not start <= slip.column < found.end():
        return []
    inside = found[0][1:-1]
    meant = re.findall(r"\\(.)", inside)
    if not set(meant) & {'"', "\\"}:
        # With one that cannot be an escape, the others of the same text are none either, unless they break lines.
        if set(meant) & set("nt") and slip.code == "escape-unknown":
            return []
        return [{row: text[:start] + "'" + inside.replace("'", "''") + "'" + text[found.end() :]}]
    if slip.code != "escape-unknown" or not set(meant) <= {'"', "\\"} | set(_no_escapes(meant)):
        return []
    doubled = re.sub(r"\\(.)", lambda pair: pair[0] if pair[1] in '"\\' else "\\" + pair[0], inside)
    return [{row: f'{text[:start]}"{doubled}"{text[found.end() :]}'}]


def _no_escapes(letters: list[str]) -> list[str]:
    return [letter for letter in letters if letter not in '0abtnvfre "/\\N_LPxuU\t']


def _loose(rows: Rows, row: int, _slip: Slip) -> list[Edit | None]:
    text = rows[row]
    return [{row: text.replace("＃", "#", 1)}] if text.lstrip().startswith("＃") else []


_READINGS: dict[str, Callable[[Rows, int, Slip], list[Edit | None]]] = {
    **dict.fromkeys(PLAIN, _mended),
    "indent-uneven": indent_readings,
    "colon-in-value": _quoted,
    "value-cut": _cut,
    "quote-start": _quote_start,
    "quote-unclosed": _quote_unclosed,
    "bracket-unclosed": _bracket,
    "special-start": lambda rows, row, slip: [*_quoted(rows, row, slip), *_mended(rows, row, slip)],
    "list-inline": _inline,
    "escape-unknown": _escape,
    "control-character": _escape,
    "line-loose": _loose,
}
# A “#” that is stuck to words is taken as one of them, as the check does; only where that cannot be is it a remark.
_RANKED = frozenset({"value-cut"})
