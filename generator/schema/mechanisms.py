"""机制: the rules, posts, studios, pairings and routes behind a brand, each kind with its own keys."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from generator.schema.base import Entity
from generator.schema.parts import Figure, Term
from generator.schema.types import GOAL_STATES, Count, Flag, PositiveCount, Status, Text, Texts, Year


class Mechanism(Entity):
    """What every mechanism can say of itself."""

    name: Text = Field(alias="名称", description="机制的名称，如“三会一课”。")
    summary: Text | None = Field(None, alias="说明", description="一句话说明。")
    frequency: Text | None = Field(
        None, alias="频次", description="多久一次，如“每月至少 1 次”。", examples=["每月至少 1 次", "每学期"]
    )
    rules: Texts = Field((), alias="规则", description="怎么做、有什么要求，一条或几条。")
    contents: tuple[Term, ...] = Field((), alias="内容", description="包括哪些内容，一条一行。")
    outcome: Text | None = Field(None, alias="输出", description="做完得到什么。")
    since: Year | None = Field(None, alias="开始年份", description="从哪一年开始。")
    status: Status | None = Field(None, alias="状态", description="进展。目标、筹备等不算成果。")
    supports: Texts = Field((), alias="支撑", description="它支撑哪个要点，写要点的名称。")
    figures: tuple[Figure, ...] = Field((), alias="成果", description="和它有关的数字。")

    @property
    def is_goal(self) -> bool:
        """Tell whether it is still aimed at or being prepared."""
        return self.status in GOAL_STATES


class Post(Entity):
    """One post that Party members take."""

    short_form: ClassVar[str | None] = "名称"

    name: Text = Field(alias="名称", description="岗位的名称。")
    sort: Text | None = Field(None, alias="类别", description="岗位的类别。")
    holder: Text | None = Field(
        None,
        alias="承担者",
        description="由哪类人承担，如“班主任”；不写姓名。",
        examples=["班主任", "年级组长"],
    )
    duty: Text | None = Field(None, alias="职责", description="这个岗做什么。")
    number: PositiveCount = Field(1, alias="数量", description="这样的岗有几个；不写就是 1。")


class Posts(Mechanism):
    """设岗定责: posts with duties."""

    kind: Literal["设岗定责"] = Field(alias="类型", description="机制的类型。")
    total: Count | None = Field(None, alias="总数", description="一共设了多少个岗。")
    posts: tuple[Post, ...] = Field((), alias="岗位", description="列出岗位；没有列全时写“未列全: 是”。")
    partial: Flag = Field(default=False, alias="未列全", description="岗位没有列全时写“是”。")

    @property
    def listed(self) -> int:
        """Return how many posts are listed, counting each by its number."""
        return sum(post.number for post in self.posts)


class Studio(Mechanism):
    """工作室: a studio or workshop led by teachers."""

    kind: Literal["工作室"] = Field(alias="类型", description="机制的类型。")
    nature: Text | None = Field(
        None, alias="性质", description="如“理论阵地”“实践阵地”。", examples=["理论阵地", "实践阵地"]
    )
    members: Count | None = Field(None, alias="成员数", description="有多少名成员。")
    member_kind: Text | None = Field(None, alias="成员身份", description="成员是哪类人，如“党员教师”。")
    fields: Texts = Field((), alias="领域", description="做哪些方面的工作。")
    lead: Text | None = Field(None, alias="领衔人职务", description="谁来领衔，写职务不写姓名。")


class Pairing(Mechanism):
    """结对帮扶: help from one side to another, told in totals only."""

    kind: Literal["结对帮扶"] = Field(alias="类型", description="机制的类型。")
    giver: Text | None = Field(None, alias="帮扶方", description="谁来帮。")
    receiver: Text | None = Field(None, alias="受助方", description="帮谁；未成年人只写群体，不写姓名班级。")
    people: Count | None = Field(None, alias="人数", description="帮了多少人。")
    times: Count | None = Field(None, alias="人次", description="帮了多少人次。")
    pairs: Count | None = Field(None, alias="对子数", description="结了多少对。")


class Route(Mechanism):
    """积分路线: a points route; it shows rule and stages, never a person's points."""

    kind: Literal["积分路线"] = Field(alias="类型", description="机制的类型。")
    start: Text = Field(alias="起点", description="第一站从哪里出发。")
    end: Text = Field(alias="终点", description="最后到哪里。")
    points: PositiveCount = Field(alias="每站分值", description="过一站要多少分。")
    total: PositiveCount = Field(alias="总分", description="全程多少分；要能被每站分值除尽。")
    stages: tuple[Term, ...] = Field((), alias="站点", description="各站的名称；不知道就不写，绝不编造。")
    use: Text | None = Field(None, alias="用途", description="积分用来做什么。")


class Award(Mechanism):
    """评选: a regular selection."""

    kind: Literal["评选"] = Field(alias="类型", description="机制的类型。")
    session: Text | None = Field(None, alias="届次", description="办到第几届。")
    criteria: Texts = Field((), alias="依据", description="看哪几方面。")
    standard: Text | None = Field(None, alias="标准", description="用哪份标准。")
    linked: Text | None = Field(None, alias="挂钩", description="结果和什么挂钩。")


class Meeting(Mechanism):
    """会议制度: meetings and the life of the Party organisation."""

    kind: Literal["会议制度"] = Field(alias="类型", description="机制的类型。")


class Training(Mechanism):
    """培养: mentoring and the growing of Party members."""

    kind: Literal["培养"] = Field(alias="类型", description="机制的类型。")
    method: Text | None = Field(None, alias="方式", description="怎么带，如“党员一拖二”。")
    directions: Texts = Field((), alias="方向", description="培养的方向，如“骨干教师到党员”。")


class Base(Mechanism):
    """阵地: a place, a publication or a base."""

    kind: Literal["阵地"] = Field(alias="类型", description="机制的类型。")
    level: Text | None = Field(None, alias="级别", description="哪一级的阵地。")
    nature: Text | None = Field(
        None,
        alias="性质",
        description="如“理论阵地”“实践阵地”“课程基地”。",
        examples=["理论阵地", "实践阵地", "课程基地"],
    )


class Contest(Mechanism):
    """竞赛: a contest or campaign."""

    kind: Literal["竞赛"] = Field(alias="类型", description="机制的类型。")


class Rule(Mechanism):
    """制度: any other rule or way of working."""

    kind: Literal["制度"] = Field(alias="类型", description="机制的类型。")


AnyMechanism = Annotated[
    Posts | Studio | Pairing | Route | Award | Meeting | Training | Base | Contest | Rule,
    Field(discriminator="kind"),
]
