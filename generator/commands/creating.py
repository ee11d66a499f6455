"""`showcase new`: ask what a new record cannot be without, write it, say what to do next.

Answers come from options, then from a person where there is one; where there is none, what is missing is an error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import click

from generator import report
from generator.commands.asking import ask
from generator.project import Project
from generator.scaffold import (
    QUESTIONS,
    Draft,
    Known,
    NewFile,
    Plan,
    Question,
    plan_files,
    read_known,
    write_plan,
)
from generator.scaffold.answers import answer_fault
from generator.scaffold.known import REFERENCES
from generator.scaffold.questions import Hints, is_owned
from generator.schema import Kind
from generator.schema.kinds import SCHOOL
from generator.schema.types import slug_fault
from generator.validate.slugs import slug_of

KINDS = {kind.title: kind for kind in QUESTIONS}
KINDS_SPOKEN = "|".join(KINDS)
LATIN_KINDS = {kind.model.__name__.lower(): kind.title for kind in QUESTIONS}

NOTHING = frozenset({"", "无", "没有", "不知道"})
"""Answers that say that there is nothing to say."""

MOST_NAMED = 8
MOST_RANGES = 4

OPTIONS: Mapping[str, tuple[str, str]] = {
    "名称": ("name", "名称；活动和总结的标题也可以写在这里"),
    "标题": ("title", "活动、总结的标题"),
    "简称": ("short", "学校的简称"),
    "代号": ("code", "品牌的代号，如 2345、3+N、一核四驱三带；按它排好板块和要点"),
    "学校": ("school", "属于哪所学校，写名称、简称或文件名"),
    "品牌": ("brand", "属于哪个品牌"),
    "区域": ("region", "属于哪个区域"),
    "主体": ("owner", "品牌的主体不是学校时写：支部、园区、教育局等"),
    "年份": ("year", "品牌创建、荣誉获得的年份"),
    "年度": ("annual", "哪一年的总结"),
    "日期": ("date", "活动的日期，如 2024-06-03"),
    "类型": ("type", "活动的类型，如 主题党日"),
    "级别": ("level", "荣誉的级别，如 省级"),
    "授予单位": ("issuer", "荣誉由谁授予"),
    "省": ("province", "学校、区域所在的省"),
    "市": ("city", "学校、区域所在的市"),
    "县区": ("county", "学校所在的县区"),
    "学段": ("stage", "学校的学段，如 初中"),
    "党组织": ("party", "学校党组织的形式，如 党总支"),
    "层级": ("tier", "区域的层级，如 县教育系统"),
    "来源": ("source", "出自哪份材料，写 data/sources.yml 里的编号"),
}
"""Every answer as an option: its key, the same in Latin letters, what it is."""


def _kind_of(word: str) -> Kind:
    """Return the kind that a word names: its Chinese title, or the model's English name."""
    title = LATIN_KINDS.get(word.lower(), word)
    if title not in KINDS:
        raise click.UsageError(f"不能新建“{word}”。可以新建：{'、'.join(KINDS)}。")
    return KINDS[title]


def _with_options(command: Callable[..., int]) -> Callable[..., int]:
    for key, (latin, words) in reversed(list(OPTIONS.items())):
        command = click.option(f"--{key}", f"--{latin}", key, metavar="内容", help=f"{words}。")(command)
    return command


@click.argument("word", metavar=KINDS_SPOKEN, required=False)
@click.argument("place", metavar="[文件名]", required=False)
@_with_options
@click.option("--文件名", "--slug", "wish", metavar="名字", help="文件名，也是网址；不写就按名称的拼音取。")
@click.option("--不问", "--no-ask", "silent", is_flag=True, help="不提问：没有写成选项的都留着待补。")
@click.pass_obj
def new_record(
    project: Project,
    /,
    word: str | None,
    place: str | None,
    wish: str | None,
    silent: bool,
    **options: str | None,
) -> int:
    """新建一份资料：问几句话，写好一个带说明的文件。"""
    if not word:
        raise click.UsageError(f"要写清楚新建什么：showcase new {KINDS_SPOKEN}，例如 showcase new 品牌。")
    kind = _kind_of(word)
    answers = {key: text.strip() for key, text in options.items() if text is not None}
    _refuse_foreign(kind, answers)
    known = read_known(project)
    asks = sys.stdin.isatty() and not silent
    interview = _Interview(known, asks)
    try:
        interview.record(kind, answers, _sound_wish(wish or place or ""))
    except (KeyboardInterrupt, click.Abort):
        click.echo("\n已取消，没有写任何文件。", err=True)
        return 130
    return _write(project, plan_files(known, interview.made))


def _refuse_foreign(kind: Kind, answers: dict[str, str]) -> None:
    """Refuse options that this kind has no key for; a 名称 is the 标题 of what has one."""
    keys = kind.model.keys()
    for key, other in (("名称", "标题"), ("标题", "名称"), ("年份", "年度"), ("年度", "年份")):
        if key in answers and key not in keys and other in keys:
            answers.setdefault(other, answers.pop(key))
    for key in answers:
        if key not in keys:
            usable = "、".join(f"--{each}" for each in OPTIONS if each in keys)
            raise click.UsageError(f"{kind.title}没有“--{key}”这一项。可以写：{usable}。")


@dataclass(slots=True)
class _Interview:
    """Gathers the answers. `made` are the drafts so far: a school that was not there stands before what names it."""

    known: Known
    asks: bool
    made: list[Draft] = field(default_factory=list)

    def record(self, kind: Kind, answers: dict[str, str], wish: str = "") -> None:
        """Ask for what a record of this kind still needs, and note it as a draft."""
        for key, text in answers.items():
            if text and (fault := answer_fault(kind, key, text)):
                raise click.UsageError(f"“--{key}”不行：{fault}")
            answers[key] = "" if text in NOTHING else text
        for question in QUESTIONS[kind]:
            if answers.get(question.key) or (question.key in answers and not question.must):
                continue
            answers[question.key] = self._answer(question, kind, answers)
        self._check_references(answers)
        self.made.append(Draft(kind, {key: text for key, text in answers.items() if text}, wish))

    def _answer(self, question: Question, kind: Kind, answers: dict[str, str]) -> str:
        hints = Hints(self.known, answers, date.today())  # noqa: DTZ011 - the day where the person is
        if not self.asks:
            return _unasked(question, hints)
        if question.key != "学校" or self.known.names("学校") or is_owned(answers):
            return _asked(question, hints, kind)
        return self._new_school("") if ask("资料里还没有学校，先建一所吗？") else ""

    def _new_school(self, name: str) -> str:
        """Ask about a school that is not there yet, and return its name."""
        click.echo("先写学校：")
        self.record(SCHOOL, {"名称": name} if name else {})
        click.echo("学校写好了，接着写：")
        return self.made[-1].answers["名称"]

    def _check_references(self, answers: dict[str, str]) -> None:
        for key, kind in REFERENCES.items():
            name = answers.get(key, "")
            just_made = any(draft.kind is kind and draft.answers["名称"] == name for draft in self.made)
            if not name or just_made or kind in self.known.loaded.unread or self.known.find(key, name):
                continue
            if key == "学校" and self.asks and ask(f"资料里还没有“{name}”这所学校，现在新建吗？"):
                answers[key] = self._new_school(name)
                continue
            names = self.known.names(key)
            there = f"已有的是：{_some(names)}。" if names else f"资料里还没有{key}。"
            raise click.UsageError(
                f"找不到{key}“{name}”。{there}要是还没有建，先运行 showcase new {key} --名称 {name}"
            )


def _unasked(question: Question, hints: Hints) -> str:
    """Return the answer where there is nobody to ask: a sure one, a gap, or the error that names the option."""
    if sure := question.default(hints, asked=False):
        return sure
    if question.must:
        raise click.UsageError(f"没有写{question.words}：加上 --{question.key} 内容。")
    choices = question.choices(hints)
    if question.choose and len(choices) > 1 and not is_owned(hints.answers):
        raise click.UsageError(
            f"没有写{question.words}：加上 --{question.key} 名称，如 {_some(choices)}；都不是就写 --{question.key} 无。"
        )
    return ""


def _asked(question: Question, hints: Hints, kind: Kind) -> str:
    """Return what the person answers, asked again until it can be used."""
    choices = question.choices(hints)
    default = question.default(hints, asked=True)
    for number, choice in enumerate(choices, start=1):
        click.echo(f"  {number}  {choice}")
    told = _ways(default, choices=bool(choices), must=question.must)
    prompt = f"{question.words}（{told}）：" if told else f"{question.words}："
    while True:
        text = str(click.prompt(prompt, default="", show_default=False, prompt_suffix="")).strip() or default
        if text in NOTHING and not question.must:
            return ""
        if text.isdecimal() and 1 <= int(text[:9]) <= len(choices):
            text = choices[int(text) - 1]
        fault = answer_fault(kind, question.key, text) if text else "这一项必须写。"
        if not fault:
            return text
        click.echo(f"  {fault}")


def _ways(default: str, *, choices: bool, must: bool) -> str:
    ways = ["写序号或名称"] if choices else []
    if default:
        ways.append(f"直接回车就是 {default}")
    elif not must:
        ways.append("不知道就直接回车")
    return "，".join(ways)


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:MOST_NAMED]) + (" 等" if len(names) > MOST_NAMED else "")


def _sound_wish(wish: str) -> str:
    """Return the wished name as an address; Chinese becomes pinyin."""
    slug = slug_of(wish.strip().removesuffix(".yml").removesuffix(".yaml"))
    if wish and (fault := slug_fault(slug)):
        raise click.UsageError(f"文件名不能用“{wish}”：{fault}。")
    return slug


def _write(project: Project, plan: Plan) -> int:
    problems = plan.problems or write_plan(project, plan)
    if problems:
        report.show(problems)
        click.echo("没有写任何文件。", err=True)
        return 1
    for note in plan.notes:
        click.echo(note)
    for made in plan.files:
        click.echo(_told(made))
    click.echo(_next(plan.files))
    return 0


def _told(made: NewFile) -> str:
    if made.old is not None:
        return f"已在 {made.file} 的末尾（第 {made.first} 行起）加了一条{made.kind.title}，原来的内容没有动。"
    return f"已新建 {made.file}"


def _next(files: Sequence[NewFile]) -> str:
    """Return what to do now, step by step."""
    fills = [
        f"用 VS Code 或记事本打开 {made.file}，第 {_lines(made.gaps)} 行等着填；不知道的先留着。"
        for made in files
        if made.gaps
    ]
    steps = [*fills, "运行 make preview，在浏览器里看效果；以后每次保存，网页会跟着变。"]
    return "接下来：\n" + "\n".join(f"  {number}. {step}" for number, step in enumerate(steps, start=1))


def _lines(numbers: Sequence[int]) -> str:
    """Return line numbers with neighbours joined, 3—5、9; of many scattered ones the first and the last."""
    groups: list[list[int]] = []
    for number in numbers:
        if groups and number == groups[-1][-1] + 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    if len(groups) > MOST_RANGES:
        groups = [[numbers[0], numbers[-1]]]
    return "、".join(f"{group[0]}—{group[-1]}" if len(group) > 1 else str(group[0]) for group in groups)
