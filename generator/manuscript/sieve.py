"""Keep out of a draft's values what must not be published as it is: placeholders, and what is personal.

What is taken out is kept as a remark, whole where it is a placeholder, masked where it is personal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from generator.gate.minors import pupil_names
from generator.manuscript.outline import Line, Outline, Section
from generator.manuscript.placeholders import placeholders
from generator.manuscript.privacy import masked, mentions, personal_data
from generator.manuscript.sentences import clauses

MISSING = "待补"


@dataclass(frozen=True, slots=True)
class SetAside:
    """A sentence that was left out of the values: where it stood, its words as they may be shown, and why."""

    place: str
    text: str
    why: tuple[str, ...]
    personal: bool = False


@dataclass(slots=True)
class Sieve:
    """Sifts one manuscript; `names` are those of pupils, wherever in it they were recognised."""

    names: frozenset[str] = frozenset()
    aside: list[SetAside] = field(default_factory=list)

    def sift(self, whole: Outline) -> Outline:
        """Return the outline without what was set aside."""
        texts = (whole.title, *whole.subtitles, *whole.root.texts(), *(line.text for line in whole.notes))
        self.names = frozenset(name for text in texts for part in clauses(text) for name in pupil_names(part))
        return replace(
            whole,
            title=self.heading(whole.title, "标题"),
            subtitles=tuple(kept for text in whole.subtitles if (kept := self.text(text, "副标题"))),
            root=self.section(whole.root),
            notes=tuple(self.lines(whole.notes)),
        )

    def section(self, section: Section) -> Section:
        return replace(
            section,
            title=self.heading(section.title, section.place),
            lines=list(self.lines(section.lines)),
            sections=[self.section(other) for other in section.sections],
        )

    def lines(self, lines: Iterable[Line]) -> Iterator[Line]:
        for line in lines:
            if kept := self.text(line.text, line.place):
                yield replace(line, text=kept)

    def heading(self, text: str, place: str) -> str:
        """Return a heading, which is either fit to be shown or still to be written."""
        return MISSING if text and not self.text(text, place, whole=True) else text

    def text(self, text: str, place: str, *, whole: bool = False) -> str:
        """Return what of a text may be shown; `whole` asks for all of it or nothing."""
        parts = [text] if whole else clauses(text)
        kept = []
        for part in parts:
            why = self.personal(part)
            if why:
                self.aside.append(SetAside(place, masked(part.strip(), self.names), why, personal=True))
            elif missing := placeholders(part):
                self.aside.append(SetAside(place, part.strip(), missing))
            else:
                kept.append(part)
        if len(kept) == len(parts):
            return text.strip()
        joined = "".join(kept).strip()
        return joined.removesuffix("；") + "。" if joined.endswith("；") else joined

    def personal(self, text: str) -> tuple[str, ...]:
        named = () if not mentions(text, self.names) else ("像是学生的姓名",)
        return personal_data(text) or named
