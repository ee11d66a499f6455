"""Make of the answers what the file says: values, gaps marked 待补, and a remark for every field that waits.

Pure. A remark such as `# 年份:  # 哪一年创建的。` says nothing when its first sign is taken away, so that nobody
publishes our words as theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.problems import ERROR
from generator.scaffold.layout import Slot, pillar_slots
from generator.schema import Kind, parse_records
from generator.schema.base import Entity
from generator.schema.kinds import ACTIVITY, BRAND, HONOR, REGION, REPORT, SCHOOL, SITE
from generator.schema.types import TO_FILL
from generator.source import parse_document
from generator.validate.counting import check_counts
from generator.writing import Path, Writable, record_text

WAITING: Mapping[Kind, tuple[str, ...]] = {
    SITE: ("简介", "主办单位", "联系电话", "邮箱", "地址", "备案号", "公安备案号", "网址"),
    SCHOOL: ("简称", "省", "市", "县区", "学段", "党组织", "简介", "来源"),
    BRAND: ("代号", "口号", "学校", "年份", "含义", "背景", "负责人职务", "来源"),
    HONOR: ("级别", "年份", "届次", "授予单位", "学校", "品牌", "来源"),
    ACTIVITY: ("日期", "地点", "类型", "学校", "品牌", "支撑", "参加人数", "正文", "来源"),
    REPORT: ("年度", "学校", "概述", "来源"),
    REGION: ("层级", "省", "市", "主题", "简介", "来源"),
}
"""The fields that readers look for first: each gets a line, to be filled or left."""

PHOTOS = """照片:
  - 文件:  # 放进 data/media/ 的照片的文件名
    说明:  # 图下的一句话
    替代文本:  # 看不见图的人听到的话"""

Values = dict[str, Writable]
Remarks = dict[Path, str]


def draft_text(kind: Kind, answers: Mapping[str, str]) -> str:
    """Return what a new record says, as `record_text` writes it; of a kind with many, as a list of one."""
    values: Values = {key: text for key, text in answers.items() if text}
    if kind is HONOR:
        return record_text(kind, [values], _waiting(kind.model, WAITING[kind], values, (0,)))
    remarks = _waiting(kind.model, WAITING[kind], values) | {(): _head(kind, values)}
    if kind is ACTIVITY:
        remarks[("照片",)] = PHOTOS
    if kind is not BRAND:
        return record_text(kind, values, remarks)
    texts = (
        record_text(kind, values | more, remarks | told) for more, told in _layouts(answers.get("代号", ""))
    )
    return next(text for text in texts if _agrees(text))


def _head(kind: Kind, values: Mapping[str, Writable]) -> str:
    name = " ".join(str(values.get("名称") or values.get("标题") or "").split())
    gaps = f"写着“{TO_FILL}”的地方换成真实内容；" if kind is BRAND else ""
    return (
        f"{kind.title}：{name}\n{gaps}前面有“# ”的几行还没有填：知道了就删掉“# ”，写在冒号后面。\n"
        f"不知道的先留着，网站上显示“{TO_FILL}”，不要猜。"
    )


def _waiting(
    model: type[Entity], keys: Iterable[str], values: Mapping[str, Writable], base: Path = ()
) -> Remarks:
    """Return a remark for each field without a value: the key, ready to be filled, and what belongs there."""
    fields = {key: model.model_fields[attribute] for key, attribute in model.keys().items()}
    return {(*base, key): f"{key}:  # {fields[key].description}" for key in keys if key not in values}


def _layouts(code: str) -> Iterable[tuple[Values, Remarks]]:
    """Yield the ways to lay out a brand's pillars, the one that the code promises first, nothing at all last."""
    if slots := pillar_slots(code):
        yield _laid_out(code, slots)
    yield _laid_out("", (Slot("", None),))
    yield {}, {("板块",): "板块:  # 按代号的顺序列出板块，每个板块下面写要点。"}


def _laid_out(code: str, slots: tuple[Slot, ...]) -> tuple[Values, Remarks]:
    pillars: list[Writable] = [
        {"名称": slot.name or TO_FILL, "要点": [TO_FILL] * (1 if slot.items is None else slot.items)}
        for slot in slots
    ]
    remarks: Remarks = {("板块", index): _told(index, slot) for index, slot in enumerate(slots)}
    if code:
        remarks[("板块",)] = f"按代号“{code}”排好了 {len(slots)} 个板块，顺序不要动。"
    return {"板块": pillars}, remarks


def _told(index: int, slot: Slot) -> str:
    items = "要点有几条就写几条" if slot.items is None else f"这里写 {slot.items} 条要点"
    part = f"，对应代号里的“{slot.name or slot.part}”" if slot.part else ""
    return f"第 {index + 1} 个板块{part}：{items}。"


def _agrees(text: str) -> bool:
    """Tell whether what is laid out agrees with the code."""
    document, _ = parse_document(text, "")
    records = parse_records(document, BRAND)[0] if document else ()
    return not any(problem.severity is ERROR for record in records for problem in check_counts(record))
