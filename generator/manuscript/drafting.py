"""From a manuscript to the text of a draft: clean, find the shape, sift, place, account for every sentence, check.

Pure: takes what was read and the records that there are, gives the file's text and what a person must decide."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from generator.manuscript.accounting import Leftover, leftover
from generator.manuscript.activity import looks_like_activity, sketch_activity
from generator.manuscript.brand import code_of, looks_like_brand, sketch_brand
from generator.manuscript.cleaned import Cleaned
from generator.manuscript.cleaning import Clean, clean
from generator.manuscript.facts import dates_in
from generator.manuscript.outline import Outline, outline
from generator.manuscript.paragraphs import Manuscript
from generator.manuscript.privacy import masked
from generator.manuscript.report import sketch_report
from generator.manuscript.residue import shown
from generator.manuscript.school import looks_like_school, sketch_school
from generator.manuscript.sieve import MISSING, Sieve
from generator.manuscript.sketch import Context, Remark, Sketch
from generator.problems import ERROR, Problem, Where
from generator.schema import Kind, Record, known_keys, parse_records
from generator.schema.kinds import ACTIVITY, BRAND, KINDS, REPORT, SCHOOL
from generator.schema.types import bare_name, slug_fault
from generator.source import parse_document
from generator.source.reading import MAX_BYTES
from generator.validate import validate
from generator.validate.slugs import slug_of
from generator.writing import file_text

SKETCHES: Mapping[Kind, Callable[[Outline, Context], Sketch]] = {
    BRAND: sketch_brand,
    ACTIVITY: sketch_activity,
    REPORT: sketch_report,
    SCHOOL: sketch_school,
}
_UNNUMBERED = "待定 ⟦⟧："
_LONGEST_SLUG = 48
_EXAMPLES = 3
_RULE = "─" * 30


@dataclass(frozen=True, slots=True)
class Request:
    """What a person said beside the material: `stem` is the file's name without its ending, the rest may be empty."""

    stem: str = ""
    kind: Kind | None = None
    school: str = ""
    brand: str = ""
    slug: str = ""
    photos: tuple[str, ...] = ()
    """Pictures that were taken out of the document, by their names in data/media."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that a person must decide, and the line of the draft that says so."""

    number: int
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A file ready to be written, and what to say about it."""

    kind: Kind
    file: str
    text: str
    title: str
    decisions: tuple[Decision, ...]
    cleaned: tuple[str, ...]
    remarks: tuple[str, ...]
    guessed: bool


def make_draft(
    manuscript: Manuscript, request: Request, records: Sequence[Record]
) -> tuple[Draft | None, tuple[Problem, ...]]:
    """Return the draft that a manuscript becomes, or why there can be none."""
    cleaned = clean(manuscript.paragraphs)
    shape = outline(cleaned.paragraphs)
    sieve = Sieve()
    whole = sieve.sift(shape)
    kind = request.kind or guess_kind(whole)
    work = _Work(manuscript, request, tuple(records), cleaned, whole, sieve, kind)
    file, problem = work.place()
    if problem:
        return None, (problem,)
    draft, problems = _checked(work, file)
    return draft, problems


def guess_kind(whole: Outline) -> Kind:
    """Return what kind of record a manuscript most likely is."""
    named = re.search("品牌|工作法|经验材料|典型案例", whole.title)
    if looks_like_school(whole):
        return SCHOOL
    if re.search("总结|汇报|述职|工作报告", whole.title):
        return REPORT
    if not named and looks_like_activity(whole):
        return ACTIVITY
    return BRAND if looks_like_brand(whole) else REPORT


@dataclass(frozen=True, slots=True)
class _Work:
    """All that one draft is made from."""

    manuscript: Manuscript
    request: Request
    records: tuple[Record, ...]
    cleaned: Clean
    whole: Outline
    sieve: Sieve
    kind: Kind

    def place(self) -> tuple[str, Problem | None]:
        """Return the file that the draft goes to; one that is asked for by name must be free."""
        taken = {_slug(record) for record in self.records if record.kind is self.kind}
        folder = f"data/{self.kind.place}"
        if self.kind is ACTIVITY and (school := self.owner()):
            folder += f"/{PurePosixPath(school.file).stem}"
        if wish := self.request.slug:
            fault = slug_fault(wish) or ("已经有这个名字的资料" if wish in taken else "")
            if fault:
                hint = "换一个名字：小写英文字母、数字和连字符，例如 dangjian-2345。"
                where = Where(f"{folder}/{wish}.yml")
                return "", Problem("draft-name", ERROR, where, f"文件名“{wish}”不能用：{fault}。", hint)
            return f"{folder}/{wish}.yml", None
        slug = self.slug()
        number = 1
        while (name := slug if number == 1 else f"{slug}-{number}") in taken:
            number += 1
        return f"{folder}/{name}.yml", None

    def slug(self) -> str:
        """Return a short name for the file, from the title; never from words that were set aside."""
        title = self.whole.title if self.whole.title != MISSING else ""
        stem = self.request.stem if masked(self.request.stem, self.sieve.names) == self.request.stem else ""
        code = code_of(self.whole) if self.kind is BRAND else ""
        slug = slug_of(code if code.isascii() else "") or slug_of(title or stem)
        if len(slug) > _LONGEST_SLUG:
            slug = slug[: _LONGEST_SLUG + 1].rpartition("-")[0] or slug[:_LONGEST_SLUG]
        return slug if slug and not slug_fault(slug) else f"draft-{self.kind.place}"

    def owner(self) -> Record | None:
        """Return the school that the material belongs to: the one that was named, or the only one it speaks of."""
        schools = [record for record in self.records if record.kind is SCHOOL]
        if self.request.school:
            wish = bare_name(self.request.school)
            return next((record for record in schools if wish in _called(record)), None)
        texts = bare_name("\n".join((self.whole.title, *self.whole.subtitles, *self.whole.root.texts())))
        named = [record for record in schools if any(name in texts for name in _called(record))]
        return named[0] if len(named) == 1 else None

    def context(self) -> Context:
        owner = self.owner()
        school = self.request.school if self.kind is SCHOOL else str(owner.entity.name) if owner else ""
        return Context(school, self.request.brand, self.source())

    def source(self) -> dict[str, str]:
        """Return where the material comes from, as the record cites it."""
        title = self.whole.title if self.whole.title != MISSING else ""
        source = {"标题": title or self.request.stem or "导入的材料"}
        source["标题"] = masked(source["标题"], self.sieve.names)
        if self.cleaned.publisher and not self.sieve.personal(self.cleaned.publisher):
            source["出处"] = self.cleaned.publisher
        if day := next(dates_in(self.cleaned.date or self.whole.dateline), ""):
            source["日期"] = day
        return source

    def sketch(self, *, plain: bool = False) -> Sketch:
        """Return the record's values; `plain` leaves everything but its name to the remarks."""
        context = self.context()
        sketch = Sketch(self.kind) if plain else SKETCHES[self.kind](self.whole, context)
        if plain:
            key = "标题" if self.kind in {ACTIVITY, REPORT} else "名称"
            sketch.values[key] = self.whole.title or MISSING
        sketch.values["来源"] = [dict(context.source)]
        sketch.values["草稿"] = True
        sketch.remarks.insert(0, Remark(("草稿",), "看过、改好以后删掉下面这一行，它才会上网。"))
        if self.request.photos:
            sketch.values["照片"] = [{"文件": name} for name in self.request.photos]
            sketch.ask("给每张照片写一行“替代文本: ……”；能认出学生的照片要有监护人同意。", "照片")
        if not context.school and self.kind is not SCHOOL:
            sketch.ask(
                "是哪所学校的材料？写一行“学校: 学校的名称”，名称要和 data/schools/ 里的一致。", "学校"
            )
        return sketch


def _slug(record: Record) -> str:
    return record.entity.slug or slug_of(PurePosixPath(record.file).stem)


def _called(record: Record) -> set[str]:
    """Return what a school may be called, blanks and quotation marks aside."""
    names = {
        record.entity.name,
        record.entity.short_name,
        record.entity.slug,
        PurePosixPath(record.file).stem,
    }
    return {bare_name(str(name)) for name in names if name}


def _checked(work: _Work, file: str) -> tuple[Draft | None, tuple[Problem, ...]]:
    """Return the draft in the best form that stands the check; what cannot be mended is told."""
    sketch = work.sketch()
    for _ in range(3):
        draft = _written(work, sketch, file)
        errors = check_text(draft.text, work.kind, file, work.records)
        if not errors and len(draft.text.encode()) <= MAX_BYTES:
            return draft, ()
        if any(error.code == "name-duplicate" for error in errors):
            return None, errors
        if not _mend(sketch, {error.code for error in errors}):
            break
    draft = _written(work, work.sketch(plain=True), file)
    errors = check_text(draft.text, work.kind, file, work.records)
    if len(draft.text.encode()) > MAX_BYTES:
        hint = "分成几份文件，一份一份导入；没有分段的文字先分一分段。"
        errors = (Problem("manuscript-long", ERROR, Where(file), "这份材料太长，写不进一个资料文件。", hint),)
    return (None, errors) if errors else (draft, ())


def _mend(sketch: Sketch, codes: Collection[str]) -> bool:
    """Change what the check refuses where that is certain to help; tell whether anything was changed."""
    changed = False
    if {"pillar-count", "code-length"} & set(codes) and "代号读法" not in sketch.values:
        sketch.values["代号读法"] = "不计数"
        sketch.ask(
            "代号里的数和下面列出的条数对不上，先写了“不计数”。改好要点以后删掉这一行，程序会重新核对。",
            "代号读法",
        )
        changed = True
    if {"phrase-count"} & set(codes) and sketch.values.pop("概括语", None):
        sketch.ask("材料里的概括语和列出的条数对不上，请自己写。", "概括语")
        changed = True
    return changed


def check_text(text: str, kind: Kind, file: str, records: Sequence[Record]) -> tuple[Problem, ...]:
    """Return the 错误 that a file would bring into the data."""
    document, problems = parse_document(text, file, known_keys())
    if document is None:
        return tuple(problem for problem in problems if problem.severity is ERROR)
    found, faults = parse_records(document, kind)
    # The pictures are looked at when they are written; here only that the record stands by itself and among others.
    _, between = validate([*records, *found], None, KINDS)
    told = (*problems, *faults, *between)
    return tuple(
        p for p in told if p.severity is ERROR and p.where.file == file and p.code != "image-missing"
    )


def _written(work: _Work, sketch: Sketch, file: str) -> Draft:
    """Return the file's text with its remarks, every decision numbered in the order of the lines."""
    names = work.sieve.names
    remarks: dict[tuple[str | int, ...], list[str]] = {}
    for remark in sketch.remarks:
        text = _told(remark.text, names)
        remarks.setdefault(remark.path, []).append(f"{_UNNUMBERED}{text}" if remark.asks else text)
    at_end = remarks.pop((), [])
    comments = {path: "\n".join(texts) for path, texts in remarks.items()}
    values = {key: value for key, value in sketch.values.items() if value is not None}
    body = file_text(work.kind, file, values, comments)
    end = "\n".join(_told(line, names) for line in _end(work, leftover(work.whole, sketch), at_end))
    text = body + "".join(f"# {row}".rstrip() + "\n" for row in end.split("\n"))
    text, decisions = _numbered(text)
    title = str(values.get("标题") or values.get("名称") or "")
    cleaned = tuple(_told(line, names) for line in cleaned_lines(work.cleaned.cleaned))
    said = tuple(_told(remark, names) for remark in work.manuscript.remarks)
    return Draft(work.kind, file, text, title, decisions, cleaned, said, work.request.kind is None)


def _told(text: str, names: Collection[str]) -> str:
    """Return words of a manuscript as they may be shown: nothing personal, nothing unseen."""
    return "\n".join(shown(masked(line, names)) for line in text.split("\n"))


def _numbered(text: str) -> tuple[str, tuple[Decision, ...]]:
    """Return the text with its decisions numbered, and each with its line."""
    rows = text.split("\n")
    decisions: list[Decision] = []
    for index, row in enumerate(rows):
        if _UNNUMBERED in row:
            number = len(decisions) + 1
            rows[index] = row.replace(_UNNUMBERED, f"待定 {number}：", 1)
            what = [rows[index].partition(f"待定 {number}：")[2]]
            for below in rows[index + 1 :]:
                if not below.lstrip().startswith("#   · "):
                    break
                what.append(below.lstrip()[1:].rstrip())
            decisions.append(Decision(number, index + 1, "\n".join(what)))
    return "\n".join(rows), tuple(decisions)


def _end(work: _Work, left: Leftover, asked: Sequence[str]) -> Iterator[str]:
    """Yield the remarks at the end of the draft: what a person must decide, what was left, what was cleaned."""
    yield ""
    yield _RULE
    yield "以下是导入时留下的备注，网站不会读它；处理完可以整段删掉。"
    yield from asked
    for doubt in work.cleaned.doubts:
        yield f"{_UNNUMBERED}{doubt.place}：{doubt.text}"
    for aside in work.sieve.aside:
        if aside.personal:
            yield f"{_UNNUMBERED}{aside.place}有{'、'.join(aside.why)}，没有写进草稿；改写成不含个人信息的话（如汇总人数）再用："
        else:
            yield f"{_UNNUMBERED}{aside.place}有没填的内容（{'、'.join(aside.why)}），查到了再写进上面，查不到就不写："
        yield f"  · {aside.text}"
    if count := len(work.manuscript.pictures) - len(work.request.photos):
        yield f"{_UNNUMBERED}材料里有 {count} 张图片没有取出来：另存到 data/media/ 再写进“照片”，或者导入时加 --取图片。"
    yield from _block("未归类：这些话没有放进上面任何一项，需要就自己挪上去。", left.unplaced)
    yield from _block("核对用：这些话拆进了上面的条目，原文是这样的。", left.split)
    if left.headings:
        yield from _block("只用来分类、没有写进来的小标题：", ["、".join(left.headings)])
    yield from _block("文档里还有：", work.manuscript.remarks)
    yield from _block("清理掉的网页和识别残留：", _all_cleaned(work.cleaned.cleaned))


def _block(title: str, texts: Sequence[str]) -> Iterator[str]:
    if texts:
        yield ""
        yield title
        yield from (f"  {line}" for text in texts for line in text.split("\n"))


def _all_cleaned(cleaned: Sequence[Cleaned]) -> list[str]:
    """Return each kind with its count and examples, and whole all the words that were taken away."""
    lines = list(cleaned_lines(cleaned))
    gone = Counter((change.kind, change.before) for change in cleaned if change.whole and change.before)
    lines += [
        f"删去（{kind}）：{text}" + (f"（{count} 次）" if count > 1 else "")
        for (kind, text), count in gone.items()
    ]
    return lines


def cleaned_lines(cleaned: Sequence[Cleaned]) -> Iterator[str]:
    """Yield a line for each kind of residue: how often, and a few examples."""
    for kind, count in Counter(change.kind for change in cleaned).items():
        examples = dict.fromkeys(_example(change) for change in cleaned if change.kind == kind)
        yield f"{kind} {count} 处，如 " + "；".join(list(examples)[:_EXAMPLES])


def _example(change: Cleaned) -> str:
    before, after = (text.replace("\n", "⏎")[:40] for text in (change.before, change.after))
    return f"“{before}”→“{after}”" if after else f"“{before}”"


def with_photos(request: Request, photos: Sequence[str]) -> Request:
    """Return the request with the pictures that were taken out of the document."""
    return replace(request, photos=tuple(photos))
