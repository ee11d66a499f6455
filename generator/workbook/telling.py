"""Say in Chinese what an import understood, in lines of at most 80 cells. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.problems import quoted
from generator.report import cell_width
from generator.workbook.honors import Found
from generator.workbook.importing import Plan, SheetReport
from generator.workbook.tables import Table

WIDTH = 80
MOST = 12
"""So many rows of one sort are listed; more would only bury the rest."""

MOST_TABLES = 5
"""So many tables of one sheet are told of column by column."""

_NOT_FIRST = "，。、；：？！”’）》〉】…—·%,.;:?!)]}"


def lines_of(plan: Plan) -> Iterator[str]:
    """Yield what was understood, what is new and what was left out, and why."""
    yield from _wrapped(f"{plan.file}：{len(plan.sheets)} 张工作表。" if len(plan.sheets) > 1 else plan.file)
    for report in plan.sheets:
        yield from _sheet(report)
    if not any(report.tables for report in plan.sheets):
        return
    yield ""
    yield from _wrapped(_counted(plan))
    yield from _details(plan)


def _counted(plan: Plan) -> str:
    parts = [f"新荣誉 {len(plan.new)} 条"]
    counts = (
        ("重复", len(plan.known)),
        ("个人", len(plan.people)),
        ("学校不认识", sum(len(rows) for rows in plan.unknown.values())),
        ("不知道是哪所学校", len(plan.homeless)),
    )
    parts += [f"{name} {count} 条" for name, count in counts if count]
    return "，".join(parts) + "。"


def _sheet(report: SheetReport) -> Iterator[str]:
    name = f"工作表{quoted(report.name)}" if report.name else "表格"
    if report.reason:
        yield from _wrapped(f"  {name}{report.reason}。")
        return
    for table in report.tables[:MOST_TABLES]:
        yield from _table(name, table)
    if len(report.tables) > MOST_TABLES:
        yield from _wrapped(f"  {name}里还有 {len(report.tables) - MOST_TABLES} 张表，也读了。")
    if report.hidden_rows:
        yield from _wrapped(f"    其中 {report.hidden_rows} 行在表里是隐藏的，也读了。")
    if report.cut_columns:
        yield from _wrapped(f"    第 256 列往右还有 {report.cut_columns} 格有字，太靠右了，没有读。")


def _table(name: str, table: Table) -> Iterator[str]:
    rows = f"第 {table.first} 行" if table.first == table.last else f"第 {table.first}—{table.last} 行"
    yield from _wrapped(f"  {name}：表头在{rows}，下面有 {len(table.lines)} 行荣誉。")
    if table.literal:
        yield "    这是程序导出的表，每一格照原样导入。"
        return
    width = min(28, max((cell_width(column.heading) for column in table.columns), default=0))
    for column in table.columns:
        heading = _cut(column.heading, width)
        meaning = column.role.value
        arrow = "　" if meaning.startswith("不用") else "→"
        yield f"    {column.name:<2} {heading}{' ' * (width - cell_width(heading))} {arrow} {meaning}"
    reasons: dict[str, list[str]] = {}
    for skipped in table.skipped:
        reasons.setdefault(skipped.reason, []).append(str(skipped.row))
    if table.repeats:
        reasons["重复的表头"] = [str(row) for row in table.repeats]
    for reason, numbers in reasons.items():
        shown = "、".join(numbers[:MOST]) + ("等" if len(numbers) > MOST else "")
        yield from _wrapped(f"    不是荣誉的行：第 {shown} 行（{reason}）。", hanging=6)


def _details(plan: Plan) -> Iterator[str]:
    if plan.school and any(row.by_default for row in plan.new):
        reason = f"（{plan.school_reason}）" if plan.school_reason else ""
        yield from _wrapped(f"  没有写学校的行，都算{quoted(plan.school)}{reason}。")
    if by_title := [row for row in plan.new if row.by_title]:
        years = "、".join(
            dict.fromkeys(str(row.values.get("年份", row.values.get("学年"))) for row in by_title)
        )
        yield from _wrapped(f"  {len(by_title)} 条没有写时间，按表题、小标题或工作表的名称记作 {years}。")
    differing = [known for known in plan.known if known.differs]
    yield from _listed(
        "  重复，没有再写：",
        [f"{known.found.place} {quoted(known.found.name)}，和 {known.first}相同" for known in plan.known],
    )
    yield from _listed(
        "  其中内容不完全一样的（以已有的为准，要改就直接改那一行）：",
        [f"{known.found.place}：{'、'.join(known.differs)}不同" for known in differing],
    )
    yield from _listed(
        "  像是个人的荣誉，没有导入（要导入请确认本人同意、不是学生，再加 --含个人）：",
        [f"{row.place} {quoted(row.name)}，{row.personal}" for row in plan.people],
    )
    for name, rows in list(plan.unknown.items())[:MOST]:
        near = plan.nearest.get(name)
        cure = f"是{quoted(near)}就加 --对应 {name}={near}" if near else "先用 showcase new 学校 建好这所学校"
        yield from _listed(
            f"  资料里没有{quoted(name)}这所学校（{cure}）：",
            [f"{row.place} {quoted(row.name)}" for row in rows],
        )
    if len(plan.unknown) > MOST:
        yield f"  ……还有 {len(plan.unknown) - MOST} 个资料里没有的校名"
    yield from _listed(
        "  看不出是哪所学校的荣誉（加 --学校 校名，或 --学校 无）：",
        [f"{row.place} {quoted(row.name)}" for row in plan.homeless],
    )
    yield from _listed(
        "  没有写级别，可能是（只是建议，没有替您填；都对就加 --采纳级别）：",
        [f"{row.place} {quoted(row.name)}：{row.level}，依据是{row.level_reason}" for row in plan.levels],
    )
    if plan.pictures:
        yield from _wrapped(f"  表里嵌了 {plan.pictures} 张图片，没有导入；要用就把图片放进 data/media/。")


def preview(rows: Sequence[Found]) -> Iterator[str]:
    """Yield the first of the new honours as a table: level, time, name."""
    for row in rows[:MOST]:
        when = next(
            (str(row.values[key]) for key in ("日期", "年份", "学年", "届次", "批次") if key in row.values),
            "—",
        )
        level = str(row.values.get("级别", "—"))
        grade = str(row.values.get("等级", ""))
        name = _cut(f"{row.name} {grade}".strip(), WIDTH - 26)
        yield f"  {_padded(level, 8)}{_padded(_cut(when, 14), 16)}{name}"
    if len(rows) > MOST:
        yield f"  ……还有 {len(rows) - MOST} 条"


def _padded(text: str, width: int) -> str:
    return text + " " * max(1, width - cell_width(text))


def _listed(title: str, items: Sequence[str]) -> Iterator[str]:
    if not items:
        return
    yield from _wrapped(title)
    for item in items[:MOST]:
        yield from _wrapped(f"    · {item}", hanging=6)
    if len(items) > MOST:
        yield f"    ……还有 {len(items) - MOST} 行"


def _cut(text: str, width: int) -> str:
    if cell_width(text) <= width:
        return text
    while text and cell_width(text) > width - 1:
        text = text[:-1]
    return f"{text}…"


def _wrapped(text: str, hanging: int = 4) -> Iterator[str]:
    """Yield a text in lines that fit; a line begins with no closing mark."""
    line = ""
    for sign in _clean(text):
        if cell_width(line + sign) > WIDTH - 1 and sign not in _NOT_FIRST and line.strip():
            yield line.rstrip()
            line = " " * hanging
            if sign == " ":
                continue
        line += sign
    if line.strip():
        yield line.rstrip()


def _clean(text: str) -> Iterable[str]:
    return (sign if sign.isprintable() else "\ufffd" for sign in text)
