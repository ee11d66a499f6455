"""The records: one model for each kind of file under data/."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from generator.schema.base import Entity
from generator.schema.mechanisms import AnyMechanism
from generator.schema.parts import (
    Citations,
    CodeReading,
    Figure,
    Item,
    Photo,
    Phrase,
    Pillar,
    Place,
    Scheme,
    Term,
)
from generator.schema.types import (
    GOAL_STATES,
    Count,
    Date,
    Flag,
    MediaPath,
    Prose,
    Slug,
    Status,
    Text,
    Texts,
    Url,
    Year,
    bare_name,
    one_or_many,
)

ItemPath = tuple[int, ...]
"""Scheme, pillar, item (and items inside it), each by its position from 0."""

Stage = Literal[
    "幼儿园",
    "小学",
    "初中",
    "高中",
    "九年一贯制",
    "十二年一贯制",
    "完全中学",
    "中职",
    "特殊教育",
    "高校",
    "其他",
]
Level = Literal["国家级", "省级", "市级", "县区级", "乡镇级", "校级"]
LEVELS: tuple[Level, ...] = ("国家级", "省级", "市级", "县区级", "乡镇级", "校级")


class Home(Entity):
    """What the home page features; everything where nothing is named."""

    brands: Texts = Field((), alias="品牌", description="首页突出的品牌，写名称；不写就全部展示。")
    headline: Text | None = Field(None, alias="标语", description="首页的一句话。")


class Site(Entity):
    """站点: who runs the site and what its first page says."""

    name: Text = Field(alias="名称", description="网站的名称，显示在每一页的上方。")
    summary: Text | None = Field(None, alias="简介", description="一两句话介绍网站，也给搜索引擎看。")
    organiser: Text | None = Field(None, alias="主办单位", description="主办单位的全称。")
    phone: Text | None = Field(None, alias="联系电话", description="单位的公开电话。")
    email: Text | None = Field(None, alias="邮箱", description="单位的公开邮箱。")
    address: Text | None = Field(None, alias="地址", description="单位的地址。")
    icp: Text | None = Field(None, alias="备案号", description="ICP 备案号，如“×ICP备××号”。")
    police: Text | None = Field(None, alias="公安备案号", description="公安联网备案号。")
    url: Url | None = Field(
        None,
        alias="网址",
        description="网站发布以后的网址，以 / 结尾。",
        examples=["https://example.org/", "https://example.org/dangjian/"],
    )
    edit_url: Url | None = Field(
        None, alias="编辑地址", description="代码仓库里文件的编辑地址的开头；没有仓库就不写。"
    )
    home: Home = Field(Home.model_construct(), alias="首页", description="首页突出展示什么。")


class SourceRecord(Entity):
    """来源: one material that facts are taken from."""

    number: Text = Field(
        alias="编号", description="给材料起的短名，别处用它来注明来源。", examples=["一号材料", "2021 年总结"]
    )
    title: Text = Field(alias="标题", description="材料的标题。")
    publisher: Text | None = Field(None, alias="出处", description="哪里发布的。")
    date: Date | None = Field(
        None, alias="日期", description="发布日期。", examples=["2024-06-03", "2024-06", "2024"]
    )
    url: Url | None = Field(None, alias="网址", description="材料的网址。")
    reliability: Literal["高", "中", "低"] | None = Field(None, alias="可靠性", description="可信的程度。")
    note: Text | None = Field(None, alias="说明", description="使用时要注意什么。")


class Organisation(Entity):
    """The Party organisation of a school."""

    short_form: ClassVar[str | None] = "形式"

    form: Literal["党委", "党总支", "党支部", "联合党支部", "党小组"] = Field(
        alias="形式", description="党组织的形式。"
    )
    name: Text | None = Field(None, alias="名称", description="全称。")
    members: Count | None = Field(None, alias="党员数", description="党员人数。")
    branches: Count | None = Field(None, alias="支部数", description="下设多少个支部。")
    committee: Count | None = Field(None, alias="委员数", description="委员人数。")


Draft = Annotated[
    Flag, Field(alias="草稿", description="写“是”就只检查、不上网；看过以后删掉这一行，它才会发布。")
]
"""Whether a record waits for a person to see it: it is checked, and stands nowhere on the site."""


class Owned(Place):
    """A record with words about itself and a source."""

    slug: Slug | None = Field(None, alias="网址名", description="网页地址里的名字；不写就用文件名。")
    citations: Citations = Field((), alias="来源", description="事实的出处，写来源的编号。")
    draft: Draft = False


class School(Owned):
    """学校: a school or another unit that owns brands."""

    name: Text = Field(alias="名称", description="学校的全称。")
    short_name: Text | None = Field(None, alias="简称", description="简称。")
    stages: Annotated[tuple[Stage, ...], BeforeValidator(one_or_many)] = Field(
        (), alias="学段", description="小学、初中、高中等；可以写几个。"
    )
    sort: Text = Field(
        "学校",
        alias="类别",
        description="学校（默认）、教育局、园区等。",
        examples=["学校", "教育局", "园区"],
    )
    organisation: Organisation | None = Field(None, alias="党组织", description="党组织的形式，如“党总支”。")
    summary: Prose | None = Field(None, alias="简介", description="学校介绍，可以分段。")
    traditions: tuple[Term, ...] = Field((), alias="精神来源", description="学校或当地的精神传统。")
    phrases: tuple[Phrase, ...] = Field((), alias="概括语", description="不属于某个品牌的概括语。")
    mechanisms: tuple[AnyMechanism, ...] = Field((), alias="机制", description="不属于某个品牌的机制。")
    figures: tuple[Figure, ...] = Field((), alias="成果", description="学校的数字。")
    photos: tuple[Photo, ...] = Field((), alias="照片", description="学校的照片。")


class Brand(Owned):
    """品牌: a Party-building brand; either one set of pillars or several schemes."""

    name: Text = Field(alias="名称", description="品牌的名称，如“2345”党建品牌。")
    code: Text | None = Field(
        None,
        alias="代号",
        description="如 2345、343、3+N、一核四驱三带；每一段按顺序对应一个板块。",
        examples=["2345", "343", "3+N", "一核四驱三带", "四个三", "五联"],
    )
    code_parts: tuple[Text, ...] = Field(
        (), alias="代号分段", description="代号太特别、程序分不开时，自己按顺序写出每一段。"
    )
    reading: CodeReading | None = Field(
        None, alias="代号读法", description="通常不写；程序读错时用它说明代号里的数管什么。"
    )
    short_name: Text | None = Field(None, alias="简称", description="简称。")
    slogan: Text | None = Field(None, alias="口号", description="品牌的口号。")
    schools: Texts = Field((), alias="学校", description="品牌属于哪所学校；几所学校共有时写几行。")
    region: Text | None = Field(None, alias="区域", description="品牌属于哪个区域（县、市）时写。")
    owner: Text | None = Field(None, alias="主体", description="支部、园区、教育局等做主体时写它的名称。")
    year: Year | None = Field(None, alias="年份", description="哪一年创建的。", examples=[2018, 2024])
    meaning: Prose | None = Field(None, alias="含义", description="品牌说的是什么，一两句话。")
    background: Prose | None = Field(None, alias="背景", description="为什么创建。")
    traditions: tuple[Term, ...] = Field((), alias="精神来源", description="品牌承接的精神传统。")
    mark: Text | None = Field(None, alias="标识释义", description="品牌标识的含义。")
    mark_image: MediaPath | None = Field(None, alias="标识", description="data/media/ 里的标识图片。")
    lead: Text | None = Field(
        None,
        alias="负责人职务",
        description="谁负责，写职务不写姓名。",
        examples=["党总支书记", "党支部书记"],
    )
    pillars: tuple[Pillar, ...] = Field((), alias="板块", description="按代号的顺序列出板块。")
    schemes: tuple[Scheme, ...] = Field(
        (), alias="体系", description="一个品牌有几套并列的说法（如理念和工作法）时，用它代替板块。"
    )
    phrases: tuple[Phrase, ...] = Field((), alias="概括语", description="六子、五个一这样会数数的说法。")
    mechanisms: tuple[AnyMechanism, ...] = Field((), alias="机制", description="支撑品牌的机制。")
    figures: tuple[Figure, ...] = Field((), alias="成果", description="用数字说话的成果，每个数都要有出处。")
    experience: tuple[Term, ...] = Field((), alias="启示", description="经验和启示，一条一行。")
    photos: tuple[Photo, ...] = Field((), alias="照片", description="品牌的照片。")

    @model_validator(mode="after")
    def one_form(self) -> Brand:
        """Refuse pillars beside schemes, where it would be unclear which the code belongs to."""
        if self.schemes and (self.pillars or self.code_parts or self.reading):
            raise PydanticCustomError("scheme-twice", "scheme")
        return self

    @cached_property
    def all_schemes(self) -> tuple[Scheme, ...]:
        """Return the brand's schemes; pillars written without one form the only scheme."""
        if self.schemes or not (self.pillars or self.code):
            return self.schemes
        only = Scheme.model_construct(
            code=self.code, code_parts=self.code_parts, reading=self.reading, pillars=self.pillars
        )
        return (only,)

    @cached_property
    def all_items(self) -> tuple[tuple[ItemPath, Item], ...]:
        """Return every item with its path, items inside items after their parent."""
        return tuple(
            found
            for s, scheme in enumerate(self.all_schemes)
            for p, pillar in enumerate(scheme.pillars)
            for found in _walk((s, p), pillar.items)
        )

    @cached_property
    def item_names(self) -> dict[str, list[ItemPath]]:
        """Return each item's paths by its bare name and by 板块/名称; a pillar answers to its own name."""
        names: dict[str, list[ItemPath]] = {}
        for s, scheme in enumerate(self.all_schemes):
            for p, pillar in enumerate(scheme.pillars):
                names.setdefault(bare_name(pillar.name), []).append((s, p))
        for path, item in self.all_items:
            pillar = self.all_schemes[path[0]].pillars[path[1]]
            names.setdefault(bare_name(item.name), []).append(path)
            names.setdefault(bare_name(f"{pillar.name}/{item.name}"), []).append(path)
        return names


def _walk(path: ItemPath, items: tuple[Item, ...]) -> Iterator[tuple[ItemPath, Item]]:
    for index, item in enumerate(items):
        here = (*path, index)
        yield here, item
        yield from _walk(here, item.items)


class Honor(Entity):
    """荣誉: one honour; most of what is known of it may be missing."""

    name: Text = Field(alias="名称", description="荣誉的名称，照证书写。")
    level: Level | None = Field(None, alias="级别", description="国家级、省级、市级、县区级、乡镇级或校级。")
    sort: Text | None = Field(
        None, alias="类别", description="如“表彰”“媒体征集”“课程”。", examples=["表彰", "媒体征集", "课程"]
    )
    issuers: Texts = Field((), alias="授予单位", description="谁授予的，可以写几家。")
    year: Year | None = Field(None, alias="年份", description="哪一年。", examples=[2021, 2024])
    date: Date | None = Field(
        None, alias="日期", description="证书上的日期。", examples=["2024-06-03", "2024-06"]
    )
    session: Text | None = Field(
        None, alias="届次", description="如“第一、二届”“连续 5 届”。", examples=["第一、二届", "连续 5 届"]
    )
    batch: Text | None = Field(
        None, alias="批次", description="如“首批”“第三批”。", examples=["首批", "第三批"]
    )
    school_year: Text | None = Field(
        None, alias="学年", description="如“2022—2024 学年”。", examples=["2022—2024 学年", "2023—2024 学年"]
    )
    grade: Text | None = Field(
        None, alias="等级", description="如“一等奖”。", examples=["一等奖", "二等奖", "三等奖"]
    )
    status: Literal["申报中", "争创", "创建中", "培育创建", "验收通过", "已认定"] | None = Field(
        None, alias="阶段", description="还在创建的不会算成荣誉。"
    )
    winner: Text | None = Field(
        None,
        alias="获奖主体",
        description="得奖的不是品牌时写：学校、党总支、课程等。",
        examples=["学校", "党总支", "课程"],
    )
    schools: Texts = Field((), alias="学校", description="属于哪所学校。")
    region: Text | None = Field(None, alias="区域", description="属于哪个区域。")
    brand: Text | None = Field(None, alias="品牌", description="属于哪个品牌。")
    supports: Texts = Field((), alias="支撑", description="它证明品牌的哪个要点。")
    certificate: MediaPath | None = Field(None, alias="证书", description="data/media/ 里的证书图片。")
    note: Text | None = Field(None, alias="说明", description="补充说明。")
    citations: Citations = Field((), alias="来源", description="出处，写来源的编号。")
    draft: Draft = False

    @property
    def is_goal(self) -> bool:
        """Tell whether it is still being worked for, so that it counts nowhere."""
        return self.status in GOAL_STATES

    @property
    def when(self) -> int | None:
        """Return the year it counts for, from the year or the certificate's date."""
        return self.year or (self.date.year if self.date else None)


class SignOff(Entity):
    """Who read it before it was published, by post."""

    short_form: ClassVar[str | None] = "职务"

    post: Text = Field(
        alias="职务", description="审核人的职务，不写姓名。", examples=["党总支书记", "党办主任"]
    )
    date: Date | None = Field(None, alias="日期", description="审核日期。")


class Activity(Owned):
    """活动: something that took place, as evidence for an item."""

    name: Text = Field(alias="标题", description="活动的标题。")
    date: Date | None = Field(
        None,
        alias="日期",
        description="哪天；只知道年月就写到月。",
        examples=["2024-06-03", "2024-06", "2024"],
    )
    end: Date | None = Field(None, alias="结束日期", description="不止一天时写。")
    time: Text | None = Field(
        None, alias="时间", description="几点，如 9:30。", examples=["9:30", "14:00—16:00"]
    )
    place: Text | None = Field(None, alias="地点", description="在哪里。")
    kind: Text | None = Field(
        None,
        alias="类型",
        description="如 三会一课、主题党日、志愿服务。",
        examples=["三会一课", "主题党日", "志愿服务", "主题教育", "送课下乡", "结对帮扶"],
    )
    schools: Texts = Field((), alias="学校", description="哪所学校的活动。")
    region: Text | None = Field(None, alias="区域", description="哪个区域的活动。")
    brand: Text | None = Field(None, alias="品牌", description="属于哪个品牌。")
    supports: Texts = Field((), alias="支撑", description="它支撑品牌的哪个要点，写要点的名称。")
    organisation: Text | None = Field(None, alias="党组织", description="哪个党组织办的。")
    theme: Text | None = Field(None, alias="主题", description="活动的主题。")
    attendance: Count | None = Field(None, alias="参加人数", description="多少人参加。")
    frequency: Text | None = Field(
        None, alias="频次", description="经常办的活动写多久一次。", examples=["每月", "每学期"]
    )
    contents: tuple[Term, ...] = Field((), alias="内容", description="做了哪些事，一条一行。")
    body: Prose | None = Field(None, alias="正文", description="活动的经过，可以分段。")
    status: Status | None = Field(None, alias="状态", description="还没有办的写“筹备”。")
    figures: tuple[Figure, ...] = Field((), alias="成果", description="活动的数字。")
    photos: tuple[Photo, ...] = Field((), alias="照片", description="活动的照片。")
    sign_off: SignOff | None = Field(None, alias="审核", description="谁审核过，写职务。")

    @property
    def is_goal(self) -> bool:
        """Tell whether it is still being prepared, so that it proves nothing yet."""
        return self.status in GOAL_STATES

    @model_validator(mode="after")
    def in_order(self) -> Activity:
        """Refuse an end before the start."""
        if self.date and self.end and self.end < self.date:
            raise PydanticCustomError("date-order", "order")
        return self


class Section(Entity):
    """One chapter of a report."""

    name: Text = Field(alias="名称", description="小标题。")
    summary: Prose | None = Field(None, alias="正文", description="内容，可以分段。")
    items: tuple[Item, ...] = Field((), alias="要点", description="一条一行。")


class Remedy(Entity):
    """问题整改: internal unless it is marked public."""

    problem: Text | None = Field(None, alias="问题", description="发现的问题。")
    sign: Text | None = Field(None, alias="表现", description="具体表现。")
    measure: Text | None = Field(None, alias="措施", description="怎么整改。")
    owner: Text | None = Field(None, alias="责任人职务", description="谁负责，写职务不写姓名。")
    due: Date | None = Field(None, alias="时限", description="什么时候完成。")
    state: Literal["在改", "销号"] | None = Field(None, alias="状态", description="在改或销号。")
    public: Flag = Field(default=False, alias="公开", description="写“是”才会上网；默认只在内部。")


class Report(Owned):
    """总结: a year's report."""

    name: Text = Field(alias="标题", description="总结的标题。")
    year: Year | None = Field(None, alias="年度", description="哪一年的总结。", examples=[2021, 2024])
    school_year: Text | None = Field(
        None,
        alias="学年",
        description="按学年写的总结填这里。",
        examples=["2022—2024 学年", "2023—2024 学年"],
    )
    schools: Texts = Field((), alias="学校", description="哪所学校的总结。")
    region: Text | None = Field(None, alias="区域", description="哪个区域的总结。")
    summary: Prose | None = Field(None, alias="概述", description="一两句话概括。")
    framework: Scheme | None = Field(None, alias="框架", description="总结的框架，如“三个建设·两个作用”。")
    sections: tuple[Section, ...] = Field((), alias="章节", description="框架以外的章节。")
    phrases: tuple[Phrase, ...] = Field((), alias="概括语", description="五个一、三必三有这样的说法。")
    mechanisms: tuple[AnyMechanism, ...] = Field((), alias="机制", description="总结里提到的机制。")
    figures: tuple[Figure, ...] = Field((), alias="成果", description="用数字说话的成果。")
    deeds: tuple[Item, ...] = Field((), alias="实事", description="办的实事；筹备中的写明状态。")
    goals: tuple[Item, ...] = Field((), alias="目标", description="下一步的目标，不算成果。")
    remedies: tuple[Remedy, ...] = Field((), alias="问题整改", description="内部自查，标明公开的才上网。")
    photos: tuple[Photo, ...] = Field((), alias="照片", description="总结的照片。")


class Dimension(Entity):
    """One dimension of an indicator framework."""

    short_form: ClassVar[str | None] = "名称"

    name: Text = Field(alias="名称", description="维度的名称。")
    summary: Text | None = Field(None, alias="说明", description="一句话说明。")
    number: Count | None = Field(None, alias="指标数", description="这个维度有多少项指标。")
    indicators: tuple[Term, ...] = Field((), alias="指标", description="逐项列出指标。")


class Indicators(Entity):
    """指标体系: dimensions and their indicators."""

    name: Text = Field(alias="名称", description="指标体系的名称。")
    summary: Text | None = Field(None, alias="说明", description="一句话说明。")
    guide: Text | None = Field(None, alias="指南", description="依据的文件。")
    principles: Texts = Field((), alias="原则", description="遵循的原则。")
    dimension_count: Count | None = Field(None, alias="维度数", description="一共几个维度。")
    indicator_count: Count | None = Field(None, alias="指标数", description="一共多少项指标。")
    dimensions: tuple[Dimension, ...] = Field((), alias="维度", description="逐个列出维度。")


class ModelSchools(Entity):
    """示范校: how many model schools of one level, and how far they are."""

    level: Level = Field(alias="级别", description="哪一级的示范校。")
    number: Count = Field(alias="数量", description="几所。")
    status: Status = Field(alias="状态", description="创建中的不算成果；认定了才写“已认定”。")
    names: Texts = Field((), alias="名单", description="学校的名称；没有公布就不写。")

    @property
    def is_goal(self) -> bool:
        """Tell whether these schools are still being created."""
        return self.status in GOAL_STATES


class Region(Owned):
    """区域: a county's or city's programme."""

    name: Text = Field(alias="名称", description="区域的名称，如“石泉县”。")
    short_name: Text | None = Field(None, alias="简称", description="简称。")
    tier: Text | None = Field(
        None, alias="层级", description="如“县教育系统”。", examples=["县教育系统", "市教育系统"]
    )
    headline: Text | None = Field(None, alias="主题", description="工作的主题或题目。")
    summary: Prose | None = Field(None, alias="简介", description="一两句话介绍。")
    programme: Scheme | None = Field(None, alias="措施", description="几项措施，写法和品牌的板块一样。")
    indicators: Indicators | None = Field(None, alias="指标体系", description="评价的维度和指标。")
    model_schools: tuple[ModelSchools, ...] = Field((), alias="示范校", description="各级示范校。")
    phrases: tuple[Phrase, ...] = Field((), alias="概括语", description="会数数的说法。")
    mechanisms: tuple[AnyMechanism, ...] = Field((), alias="机制", description="区域的机制。")
    figures: tuple[Figure, ...] = Field((), alias="成果", description="用数字说话的成果。")
    photos: tuple[Photo, ...] = Field((), alias="照片", description="照片。")


class Waiver(Entity):
    """放行: a person answers for publishing what a rule stops."""

    code: Text = Field(alias="代码", description="被放行的问题的代码，方括号里的英文。")
    file: Text = Field(alias="文件", description="哪个文件，如 data/brands/2345.yml。")
    content: Text | None = Field(None, alias="内容", description="只放行含有这段文字的那一处。")
    reason: Text = Field(alias="理由", description="为什么可以发布。")
    approver: Text = Field(alias="批准人", description="谁批准的。")
    date: Date = Field(alias="日期", description="哪天批准的。", examples=["2024-06-03", "2024-6-3"])


class Takedown(Entity):
    """撤下: that a word or a picture was taken off the site; never what it was."""

    date: Date = Field(alias="日期", description="哪天撤下的。", examples=["2024-06-03", "2024-6-3"])
    sort: Literal["词", "图片"] = Field(alias="类型", description="撤下的是词（姓名、说法）还是图片。")
    places: Count = Field(alias="处数", description="改动了多少处。")
    digest: Text = Field(alias="摘要", description="由程序填写；认得出是不是同一个词，看不出是什么词。")
    reason: Text | None = Field(None, alias="理由", description="为什么撤下；不写姓名。")
    person: Text | None = Field(None, alias="经办人", description="谁办的，写职务。")


class TermRule(Entity):
    """One rule of a list of terms: the right form, and the wrong ones."""

    right: Text = Field(alias="规范", description="规范的写法。", examples=["法治教育", "下一步"])
    wrong: Texts = Field(
        alias="误写", description="不规范的写法，可以写几个。", examples=["法制教育", "下一布"]
    )
    sort: Literal["错别字", "用词", "提法", "名称"] = Field(
        "用词", alias="类型", description="错别字、用词、提法或名称。"
    )
    degree: Literal["必改", "建议"] = Field("必改", alias="级别", description="必改（默认）或建议。")
    since: Date | None = Field(
        None,
        alias="起",
        description="从哪天起不规范；更早的资料照当时的写法，不提醒。",
        examples=["2014-10", "2022-05-01"],
    )
    until: Date | None = Field(
        None, alias="止", description="到哪天为止；以后的资料不提醒。", examples=["2012-11", "2020-12-31"]
    )
    basis: Text | None = Field(None, alias="依据", description="出自哪份文件或词典；不写就用整份词表的依据。")
    contexts: Texts = Field(
        (),
        alias="例外语境",
        description="含有误写、其实没有错的说法，如“下一布局”。",
        examples=["下一布局", "下一布置"],
    )

    @model_validator(mode="after")
    def in_order(self) -> TermRule:
        """Refuse a rule that ends before it begins."""
        if self.since and self.until and self.until < self.since:
            raise PydanticCustomError("date-order", "order")
        return self


class TermList(Entity):
    """用语: a list of terms with its date and what it rests on."""

    name: Text = Field(alias="名称", description="词表的名称。")
    date: Date = Field(alias="日期", description="词表是哪天核对的。", examples=["2024-06-03", "2024-06"])
    basis: Text | None = Field(None, alias="依据", description="整份词表的依据。")
    note: Text | None = Field(None, alias="说明", description="怎么用、谁维护。")
    rules: tuple[TermRule, ...] = Field((), alias="词条", description="一条一条列出。")
    draft: Draft = False
