"""Make an activity of a manuscript: when, where, what kind, how many took part, and what happened."""

from __future__ import annotations

import re

from generator.manuscript.facts import attendance_in, dates_in, place_in, theme_in, time_in
from generator.manuscript.outline import Outline
from generator.manuscript.sieve import MISSING
from generator.manuscript.sketch import Context, Sketch, add_facts, whole_prose
from generator.schema.kinds import ACTIVITY

_KINDS = (
    ("主题党日", "主题党日"),
    ("党员大会|支委会|党小组会|党课|三会一课", "三会一课"),
    ("志愿|义务劳动|清扫|走进社区", "志愿服务"),
    ("送课|送教", "送课下乡"),
    ("参观|研学|基地", "基地参观"),
    ("比赛|竞赛|演讲|大赛", "竞赛"),
    ("慰问|走访|家访", "走访慰问"),
    ("培训|讲座|研修|论坛", "学习培训"),
)
_TOOK_PLACE = re.compile("开展|举行|举办|召开|组织|参观|走进|慰问")
_REPORTED = re.compile("总结|汇报|报告|计划|方案|述职")
_SHORT = 2_500


def looks_like_activity(whole: Outline) -> bool:
    """Tell whether a manuscript is news of one event: short, dated, something took place."""
    texts = list(whole.root.texts())
    opening = whole.title + " ".join(texts[:2])
    short = sum(map(len, texts)) <= _SHORT
    return (
        short
        and bool(_TOOK_PLACE.search(opening))
        and not _REPORTED.search(whole.title)
        and any(dates_in(opening))
    )


def sketch_activity(whole: Outline, context: Context) -> Sketch:
    """Return the activity that a manuscript tells of."""
    sketch = Sketch(ACTIVITY)
    texts = list(whole.root.texts())
    text = "\n".join(texts)
    sketch.values["标题"] = whole.title or MISSING
    dates = list(dict.fromkeys(dates_in(whole.title + "\n" + "\n".join(texts[:3]))))
    if len(dates) == 1:
        sketch.set("日期", dates[0])
    elif dates:
        sketch.ask(f"材料里有几个日期（{'、'.join(dates)}），活动是哪一天？写成“日期: {dates[0]}”。", "日期")
    else:
        sketch.ask("材料里没有找到活动的日期，写成“日期: 2024-06-03”；只知道年月就写到月。", "日期")
    sketch.set("时间", time_in("\n".join(texts[:3])))
    sketch.set("地点", place_in(text))
    sketch.set("主题", theme_in(text))
    sketch.set("参加人数", attendance_in(text))
    kind = next((kind for pattern, kind in _KINDS if re.search(pattern, whole.title)), "")
    sketch.set("类型", kind or next((kind for pattern, kind in _KINDS if re.search(pattern, text)), ""))
    if not kind:
        sketch.ask("类型是从正文猜的，核对一遍；常用的有 三会一课、主题党日、志愿服务。", "类型")
    sketch.set("学校", [context.school] if context.school else None)
    sketch.set("品牌", context.brand)
    sketch.set("正文", whole_prose(whole.root))
    if context.brand:
        sketch.ask("这次活动证明品牌的哪个要点？写一行“支撑: 要点的名称”。", "支撑")
    add_facts(sketch, whole, context)
    # An activity knows no phrases; they stand in its text.
    sketch.values.pop("概括语", None)
    sketch.remarks = [remark for remark in sketch.remarks if remark.path[:1] != ("概括语",)]
    return sketch
