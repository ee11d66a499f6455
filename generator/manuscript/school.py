"""Make a school of a manuscript: its name, its stage where the name says it, and its introduction."""

from __future__ import annotations

import re

from generator.manuscript.outline import Outline
from generator.manuscript.sieve import MISSING
from generator.manuscript.sketch import Context, Sketch, add_facts, whole_prose
from generator.schema.kinds import SCHOOL

_NAME = re.compile(
    r"([\u4e00-\u9fff]{2,16}?(?:幼儿园|小学|中学|学校|学院|高中|初中|职教中心))(?=简介|概况|基本情况|是|位于|创办|始建|坐落|$|[（，])"
)
_SUFFIX = re.compile("(?:学校)?(?:简介|概况|基本情况|情况介绍|介绍)$")
_STAGES = (
    ("幼儿园", "幼儿园"),
    ("小学", "小学"),
    ("九年一贯", "九年一贯制"),
    ("十二年一贯", "十二年一贯制"),
    ("完全中学|完中", "完全中学"),
    ("初级中学|初中", "初中"),
    ("高级中学|高中", "高中"),
    ("职教|职业|中专|技工", "中职"),
    ("特殊教育|特教|聋|盲", "特殊教育"),
)
_FORMS = re.compile("(?:学校|我校|现)?(?:设有?|成立|建有)(党委|党总支|党支部)")


def looks_like_school(whole: Outline) -> bool:
    """Tell whether a manuscript introduces a school."""
    return bool(re.search("(?:学校|中学|小学|幼儿园|学院).{0,4}(?:简介|概况|基本情况|情况介绍)", whole.title))


def sketch_school(whole: Outline, context: Context) -> Sketch:
    """Return the school that a manuscript introduces."""
    sketch = Sketch(SCHOOL)
    texts = list(whole.root.texts())
    sketch.values["名称"] = (
        context.school or name_of(whole.title) or next(filter(None, map(name_of, texts[:2])), MISSING)
    )
    sketch.ask("名称要和公章一致，核对一遍。", "名称")
    name = str(sketch.values["名称"])
    stage = next((stage for pattern, stage in _STAGES if re.search(pattern, name)), "")
    sketch.set("学段", [stage] if stage else None)
    if not stage:
        sketch.ask("名称里看不出学段，写一行“学段: 初中”；可以写 小学、初中、高中、完全中学等。", "学段")
    forms = {found[1] for text in texts for found in _FORMS.finditer(text)}
    if len(forms) == 1:
        sketch.values["党组织"] = {"形式": forms.pop()}
    else:
        sketch.ask("党组织是哪种形式？写一行“党组织: 党总支”。", "党组织")
    sketch.ask("学校在哪里？写“省”“市”“县区”三行；不要猜。", "省")
    sketch.set("简介", whole_prose(whole.root))
    add_facts(sketch, whole, context)
    return sketch


def name_of(text: str) -> str:
    """Return the name of the school that a text begins with, empty where it begins otherwise."""
    found = _NAME.match(text)
    return found[1] if found else _SUFFIX.sub("", text) if _SUFFIX.search(text) else ""
