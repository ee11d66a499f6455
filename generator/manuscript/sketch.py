"""A draft in the making: its values by Chinese keys, and the remarks that go above them or to its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.manuscript.enumerations import enumerated
from generator.manuscript.facts import exam_boasts_in, figures_in, honours_in
from generator.manuscript.outline import Line, Outline, Section
from generator.manuscript.phrases import phrases_in
from generator.manuscript.sentences import sentences
from generator.schema.kinds import Kind

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """Words above a key, or at the end of the file where `path` is empty; `asks` tells that a person must decide."""

    path: Path
    text: str
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the manuscript: the owner, the brand, and where the material comes from."""

    school: str = ""
    brand: str = ""
    source: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Sketch:
    """What becomes a record; `left` are the parts of the manuscript that fit nowhere."""

    kind: Kind
    values: dict[str, Any] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    left: list[Section] = field(default_factory=list)

    def ask(self, text: str, *path: str | int) -> None:
        """Put a question above a key, or at the end where no key is named."""
        self.remarks.append(Remark(path, text, asks=True))

    def set(self, key: str, value: Any) -> None:
        """Set a value that there is."""
        if value:
            self.values[key] = value


def prose(lines: Sequence[Line]) -> str:
    """Return lines as paragraphs, those of a list behind dashes."""
    return "\n".join(f"- {line.text}" if line.item else line.text for line in lines)


def whole_prose(section: Section) -> str:
    """Return all that stands below a heading, inner headings as bold lines of their own."""
    parts = [prose(section.lines)] if section.lines else []
    for inner in section.sections:
        parts += [f"**{inner.label}{inner.title}**", whole_prose(inner)]
    return "\n".join(part for part in parts if part)


def points(section: Section) -> list[str]:
    """Return what stands below a heading as single points: its inner headings, its list, or its sentences."""
    if section.sections:
        return [inner.title for inner in section.sections]
    return [part for line in section.lines for part in _parts(line)]


def _parts(line: Line) -> list[str]:
    counted = None if line.item else enumerated(line.text)
    if counted is not None:
        return [part for part in (counted.lead, *counted.points, counted.tail) if part]
    return [line.text] if line.item else sentences(line.text)


def add_facts(sketch: Sketch, whole: Outline, context: Context, known: Sequence[str] = ()) -> None:
    """Add the figures and phrases that are certain; ask about the others, and about what goes elsewhere."""
    texts = list(whole.root.texts())
    _add_figures(sketch, texts, context)
    _add_phrases(sketch, texts, known)
    if honours := honours_in(texts):
        sketch.ask(
            f"材料里提到荣誉 {len(honours)} 处。核对证书以后登记到 data/honors/：\n" + _listed(honours)
        )
    if boasts := exam_boasts_in(texts):
        sketch.ask(f"有 {len(boasts)} 句像是宣传考试成绩或升学，不能发布，删掉或改写：\n" + _listed(boasts))


def _add_figures(sketch: Sketch, texts: Sequence[str], context: Context) -> None:
    figures: list[dict[str, Any]] = []
    doubtful: list[str] = []
    for text in texts:
        certain, unsure = figures_in(text)
        doubtful += unsure
        for found in certain:
            figure: dict[str, Any] = {"名称": found.name, "数值": found.value, "单位": found.unit}
            if found.qualifiers:
                figure["修饰"] = list(found.qualifiers)
            if found.period:
                figure["期间"] = found.period
            if context.source:
                figure["来源"] = [dict(context.source)]
            if not any(same["名称"] == found.name and same["数值"] == found.value for same in figures):
                sketch.remarks.append(Remark(("成果", len(figures)), f"原文：{found.text}"))
                figures.append(figure)
    if figures:
        sketch.ask("下面的数是从材料里抄出来的，逐个核对名称、数值和单位；不该写的就删掉。", "成果")
        sketch.values["成果"] = figures
    if doubtful:
        what = "这些句子里有数，程序拿不准是什么数。该写进成果的照上面的样子写："
        sketch.ask(f"{what}\n{_listed(doubtful)}", "成果")


def _add_phrases(sketch: Sketch, texts: Sequence[str], known: Sequence[str]) -> None:
    found = phrases_in(texts, known)
    listed = [{"名称": phrase.name, "条目": list(phrase.terms)} for phrase in found if phrase.terms]
    if listed:
        sketch.values["概括语"] = listed
    for phrase in found:
        if not phrase.terms:
            text = f"“{phrase.name}”应有 {phrase.number} 条，材料里没有找到。知道就在“概括语”里列出来；不知道就不写。"
            sketch.ask(text, "概括语")


def _listed(texts: Sequence[str]) -> str:
    return "\n".join(f"  · {text}" for text in texts)
