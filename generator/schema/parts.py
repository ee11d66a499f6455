"""The parts that several kinds of record are made of: sources, schemes, phrases, figures, photos."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from generator.schema.base import Entity
from generator.schema.types import (
    GOAL_STATES,
    Count,
    Date,
    Flag,
    MediaPath,
    Number,
    Status,
    Text,
    Texts,
    Url,
    Year,
    one_or_many,
)

CodeReading = Literal["逐位", "板块数", "板块数乘要点数", "不计数"]


class Citation(Entity):
    """Where a fact comes from: a source listed in data/sources.yml, or one described in place."""

    short_form: ClassVar[str | None] = "编号"

    number: Text | None = Field(None, alias="编号", description="data/sources.yml 里登记的编号。")
    title: Text | None = Field(None, alias="标题", description="材料的标题；没有登记时在这里写。")
    publisher: Text | None = Field(None, alias="出处", description="哪里发布的。")
    date: Date | None = Field(None, alias="日期", description="发布日期。")
    url: Url | None = Field(None, alias="网址", description="材料的网址，以 http 或 https 开头。")
    place: Text | None = Field(None, alias="位置", description="在材料的哪一段、哪一页。")

    @model_validator(mode="after")
    def named(self) -> Citation:
        """Ask for at least a number or a title."""
        if self.number is None and self.title is None:
            raise PydanticCustomError("citation-empty", "citation")
        return self


Citations = Annotated[tuple[Citation, ...], BeforeValidator(one_or_many)]


class Measure(Entity):
    """What is done for an item."""

    short_form: ClassVar[str | None] = "内容"

    text: Text = Field(alias="内容", description="做了什么，一句话。")
    audience: Text | None = Field(None, alias="对象", description="面向谁。")
    frequency: Text | None = Field(
        None, alias="频次", description="多久一次，如“每学期”。", examples=["每月至少 1 次", "每学期"]
    )
    owner: Text | None = Field(None, alias="责任", description="负责的部门或岗位（不写学生姓名）。")
    since: Year | None = Field(None, alias="开始年份", description="从哪一年开始做。")
    status: Status | None = Field(None, alias="状态", description="进展。目标、筹备等不算成果。")


class Item(Entity):
    """One point of a pillar; it may count again inside itself, to any depth."""

    short_form: ClassVar[str | None] = "名称"

    name: Text = Field(alias="名称", description="要点的名称，如“教书育人岗”。")
    number: Count | None = Field(None, alias="数", description="名称里的数；写了就要和下一级要点的条数一致。")
    summary: Text | None = Field(None, alias="说明", description="一句话解释。")
    audience: Text | None = Field(None, alias="对象", description="面向谁。")
    frequency: Text | None = Field(
        None, alias="频次", description="多久一次。", examples=["每月至少 1 次", "每学期"]
    )
    owner: Text | None = Field(None, alias="责任", description="负责的部门或岗位。")
    since: Year | None = Field(None, alias="开始年份", description="从哪一年开始。")
    status: Status | None = Field(None, alias="状态", description="进展。目标、筹备等不算成果。")
    measures: tuple[Measure, ...] = Field((), alias="做法", description="具体怎么做，一条一行。")
    items: tuple[Item, ...] = Field((), alias="要点", description="要点下面再分的要点（第三级）。")
    partial: Flag = Field(default=False, alias="未列全", description="原材料只举了几个例子时写“是”。")

    @property
    def is_goal(self) -> bool:
        """Tell whether this is still aimed at, not reached."""
        return self.status in GOAL_STATES


class Pillar(Entity):
    """One part of a brand's scheme, in the order of the code's digits."""

    short_form: ClassVar[str | None] = "名称"

    name: Text = Field(alias="名称", description="板块的名称，如“双岗”。", examples=["双岗", "三比"])
    number: Count | None = Field(None, alias="数", description="板块名称里的数；写了就要和要点条数一致。")
    summary: Text | None = Field(None, alias="说明", description="一句话说明这个板块。")
    audience: Text | None = Field(None, alias="对象", description="只面向某类人时写明。")
    status: Status | None = Field(None, alias="状态", description="进展。目标、筹备等不算成果。")
    items: tuple[Item, ...] = Field((), alias="要点", description="这个板块的要点，条数要和代号里的数一致。")
    partial: Flag = Field(default=False, alias="未列全", description="原材料没有把要点列全时写“是”。")


class Scheme(Entity):
    """An ordered set of pillars under one code, such as 2345 or 三个建设·两个作用·一个意识."""

    name: Text | None = Field(None, alias="名称", description="这套体系叫什么，如“理念”“工作法”。")
    code: Text | None = Field(
        None,
        alias="代号",
        description="如 2345、3+N、一核四驱三带；没有就不写。",
        examples=["2345", "3+N", "一核四驱三带"],
    )
    code_parts: tuple[Text, ...] = Field(
        (), alias="代号分段", description="代号太特别、程序分不开时，自己按顺序写出每一段。"
    )
    reading: CodeReading | None = Field(
        None, alias="代号读法", description="通常不写；程序读错时用它说明代号里的数管什么。"
    )
    summary: Text | None = Field(None, alias="说明", description="一句话说明这套体系。")
    pillars: tuple[Pillar, ...] = Field((), alias="板块", description="按代号的顺序列出板块。")


class Term(Entity):
    """One member of a counted phrase."""

    short_form: ClassVar[str | None] = "名称"

    name: Text = Field(alias="名称", description="条目，如“搭台子”。")
    summary: Text | None = Field(None, alias="说明", description="一句话解释。")
    frequency: Text | None = Field(None, alias="频次", description="多久一次。")


class TermGroup(Entity):
    """Members of a counted phrase that belong together, such as 三必 and 三有."""

    name: Text = Field(alias="名称", description="小组的名称，如“三必”。")
    number: Count | None = Field(None, alias="数", description="这一组的条数。")
    terms: tuple[Term, ...] = Field((), alias="条目", description="这一组的条目。")


class Phrase(Entity):
    """A phrase that counts, such as 六子, 五个一 or 三必三有."""

    name: Text = Field(
        alias="名称", description="概括语，如“五个一”。", examples=["五个一", "六子", "三必三有"]
    )
    number: Count | None = Field(
        None, alias="数", description="一共几条；名称里的数能看出来时可以不写，写了以这里为准。"
    )
    summary: Text | None = Field(None, alias="说明", description="一句话解释。")
    terms: tuple[Term, ...] = Field((), alias="条目", description="逐条列出，条数要和数一致。")
    groups: tuple[TermGroup, ...] = Field((), alias="分组", description="分成几组的概括语，如“三必三有”。")
    partial: Flag = Field(default=False, alias="未列全", description="原材料没有列全时写“是”。")
    supports: Texts = Field((), alias="支撑", description="它支撑哪个要点。")

    @property
    def count(self) -> int:
        """Return how many terms are listed, in groups or not."""
        return len(self.terms) + sum(len(group.terms) for group in self.groups)


Qualifier = Literal[
    "约", "近", "超", "超过", "累计", "不少于", "至少", "达", "余", "多", "以上", "以内", "左右", "以下"
]


class Figure(Entity):
    """A result in numbers. A goal in numbers is written the same way and never counted as a result."""

    name: Text = Field(alias="名称", description="这个数说的是什么，如“党员示范岗”。")
    value: Number = Field(
        alias="数值", description="只写数字，如 560；“余”“约”写在修饰里。", examples=["560", "7.7"]
    )
    unit: Text | None = Field(
        None,
        alias="单位",
        description="如 人次、万元、万套（件）、%。",
        examples=["人次", "万元", "%", "万套（件）"],
    )
    qualifiers: Annotated[tuple[Qualifier, ...], BeforeValidator(one_or_many)] = Field(
        (), alias="修饰", description="约、余、多、近、累计、以上等；可以写几个。"
    )
    sort: Literal["数量", "比例", "排名"] = Field(
        "数量", alias="类别", description="数量（默认）、比例或排名；排名越小越好。"
    )
    basis: Text | None = Field(None, alias="口径", description="怎么统计的，如“人次不等于人数”。")
    period: Text | None = Field(
        None,
        alias="期间",
        description="统计的时间段，如“2018—2022 年”。",
        examples=["2018—2022 年", "2023—2024 学年"],
    )
    until: Date | None = Field(
        None, alias="截止", description="统计截止的日期。", examples=["2024-06-03", "2024-06"]
    )
    status: Status | None = Field(None, alias="状态", description="还是目标时写“目标”，就不会算成成果。")
    supports: Texts = Field((), alias="支撑", description="它证明哪个要点，写要点的名称。")
    citations: Citations = Field((), alias="来源", description="这个数的出处；不写就用整份材料的来源。")

    @property
    def is_goal(self) -> bool:
        """Tell whether this number is aimed at, not reached."""
        return self.status in GOAL_STATES


class Photo(Entity):
    """A picture under data/media and what may be said of it."""

    file: MediaPath = Field(
        alias="文件", description="data/media/ 里的文件名。", examples=["主题党日1.jpg", "2024/送课下乡.jpg"]
    )
    caption: Text | None = Field(None, alias="说明", description="图下的说明。")
    alt: Text | None = Field(None, alias="替代文本", description="看不见图的人听到的话。")
    taken: Date | None = Field(
        None, alias="拍摄日期", description="哪天拍的。", examples=["2024-06-03", "2024-06"]
    )
    shows_minors: Flag = Field(default=False, alias="含未成年人", description="图里有没有学生。")
    recognisable: Flag = Field(default=False, alias="可识别", description="能不能认出是哪个学生。")
    consent: Text | None = Field(None, alias="监护人同意", description="同意书的编号，不写姓名。")


class Place(Entity):
    """Province, city and county, as far as they are known."""

    province: Text | None = Field(None, alias="省", description="省、自治区、直辖市。")
    city: Text | None = Field(None, alias="市", description="地级市。")
    county: Text | None = Field(None, alias="县区", description="县、区、县级市。")
