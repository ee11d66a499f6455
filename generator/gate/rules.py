"""The list of what must not be published: each rule's code, why it stands, and what to do instead.

Takes a text, gives what each rule finds in it; where the text stands is told by those who read it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from generator.gate.boasting import exam_boasting, points_rankings
from generator.gate.drafts import unfinished_texts
from generator.gate.found import Found, Rule
from generator.gate.internal import goals_as_results, internal_problems
from generator.gate.leftovers import garbled_texts, placeholders, traditional_texts
from generator.gate.minors import named_pupils, names_in_filename, pointed_out_pupils
from generator.gate.personal import (
    bank_cards,
    email_addresses,
    home_addresses,
    identity_numbers,
    telephone_numbers,
    vehicle_plates,
)
from generator.gate.reading import Reading
from generator.gate.triggers import (
    ACCOUNTS,
    BLANKS,
    CLASSES,
    CODE,
    DRAFTS,
    EMAILS,
    EXAMS,
    GAPS,
    GOALS,
    HOMES,
    NUMBERS,
    PEOPLE,
    PLATE,
    POINTS,
    PROBLEMS,
    may_hold,
    odd_or,
    one_of,
    spoken,
)
from generator.late import Late

PHONES = Late(f"{NUMBERS.pattern}|{one_of(ACCOUNTS).pattern}")
FORMS = spoken(BLANKS)
_PERSONAL_WHY = "上了网谁都能看到、能转走，撤下来也收不回。"
_MINOR_WHY = "未成年人的信息不上网，写了就可能让人认出是哪个孩子。"

PERSONAL: tuple[Rule, ...] = (
    Rule(
        "private-id", _PERSONAL_WHY, "删掉号码；要说明是谁，写职务就够了。", identity_numbers, NUMBERS.search
    ),
    Rule(
        "private-phone",
        _PERSONAL_WHY,
        "删掉号码；单位的公开电话写进 data/site.yml 的“联系电话”，每页页脚都会有；举报、热线这样对外公布的号码，可以放行。",
        telephone_numbers,
        PHONES.search,
    ),
    Rule(
        "private-card",
        "卡号和账号会被人冒用。",
        "删掉号码；收到多少捐款写总数就够了。",
        bank_cards,
        NUMBERS.search,
    ),
    Rule(
        "private-email",
        _PERSONAL_WHY,
        "删掉邮箱；单位的公开邮箱写进 data/site.yml 的“邮箱”。",
        email_addresses,
        spoken(EMAILS),
    ),
    Rule(
        "private-address",
        "住址能让人找上门。",
        "只写到乡镇或社区，不写村组、小区和门牌；单位的地址写进 data/site.yml 的“地址”。",
        home_addresses,
        spoken(HOMES),
    ),
    Rule(
        "private-plate",
        _PERSONAL_WHY,
        "删掉车牌号；照片里有车牌的，打上马赛克再用。",
        vehicle_plates,
        PLATE.search,
    ),
)
"""What belongs to one person, whoever it is."""

RULES: tuple[Rule, ...] = (
    *PERSONAL,
    Rule(
        "minor-named",
        _MINOR_WHY,
        "去掉姓名，写成总数，如“帮扶学生 12 名”。是成年人的，在姓名前写明身份，如“教师”“书记”。",
        named_pupils,
        spoken(PEOPLE),
    ),
    Rule(
        "minor-hardship",
        _MINOR_WHY,
        "去掉班级和病情，写成总数，如“帮扶患病学生 3 名”。",
        pointed_out_pupils,
        spoken(CLASSES),
    ),
    Rule(
        "exam-boast",
        "教育部门规定学校不得宣传升学情况和考试名次。",
        "去掉这一句，改写育人的做法；确有必要的，由负责人批准放行。",
        exam_boasting,
        spoken(EXAMS),
    ),
    Rule(
        "points-ranking",
        "积分只公布规则和路线，不公布个人的分数和名次。",
        "去掉姓名、分数和评优的用处，写成“设 12 站，每站 8 分”这样的规则，或只写参加的总人数。",
        points_rankings,
        spoken(POINTS),
    ),
    Rule(
        "placeholder-text",
        "没有填完的空上了网，别人会以为材料是抄来的。",
        "填上真实的内容；查不到就删掉这一句，或写“待补”，不要猜。",
        placeholders,
        lambda text: GAPS.search(text) or FORMS(text),
    ),
    Rule(
        "text-unfinished",
        "草稿和内部材料不是给访客看的。",
        "定稿以后删掉这几个字；还没定稿就先写“草稿: 是”，手写的网页先移出 content/。",
        unfinished_texts,
        spoken(DRAFTS),
    ),
    Rule(
        "goal-as-result",
        "还在争取的事写成已经做到，会被查实。",
        "还是目标就只写“正在创建”；确已做到就去掉“争创”“创建中”这样的字。",
        goals_as_results,
        spoken(GOALS),
    ),
    Rule(
        "report-internal",
        "内部查摆的问题不上网。",
        "删掉这一段；可以公开的整改写进总结的“问题整改”，加一行“公开: 是”。",
        internal_problems,
        spoken(PROBLEMS),
    ),
    Rule(
        "text-garbled",
        "这里的字已经损坏，谁也读不懂。",
        "对照原稿重新打这几个字；从网页复制的，先粘贴到记事本再用。",
        garbled_texts,
        odd_or(CODE),
    ),
    Rule(
        "text-traditional",
        "简体的网站里混进了繁体字，多半是从别处复制来的。",
        "改成简体；人名、店名里的字和整句的引文可以放行。",
        traditional_texts,
        odd_or(()),
    ),
)
"""What is looked for in a text, whatever stands around it."""

ABOUT_PEOPLE = tuple(rule for rule in RULES if rule in PERSONAL or rule.code.startswith("minor-"))
"""What is looked for even in the handbook, which names placeholders and broken text to warn of them."""

MINOR_NAMED = next(rule for rule in RULES if rule.code == "minor-named")


def _never(_: str) -> None:
    """Let no text alone break such a rule."""


def _nothing(_: Reading) -> Iterator[Found]:
    """Yield nothing: what such a rule asks for is no matter of one text."""
    yield from ()


MINOR_PHOTO_NAME = Rule(
    "minor-photo-name",
    "文件名会出现在网址里，也会留在别人下载的文件上。",
    "给图片换一个不带姓名的文件名，如“结对帮扶1.jpg”，写到它的地方跟着改。",
    _nothing,
    _never,
)
FIGURE_UNSOURCED = Rule(
    "figure-unsourced",
    "没有出处的数，别人问起来说不清。",
    "在这个数下面加一行“来源: 编号”，或给整份资料写“来源”；编号在 data/sources.yml 里登记。查不到出处就删掉这个数。",
    _nothing,
    _never,
)
EMBLEM_AS_MARK = Rule(
    "emblem-as-mark",
    "党徽和党旗有专门的使用规定，不能作品牌标识、图标和装饰。",
    "去掉这张图；品牌标识可以不写，网页会用品牌代号的数字作标识。",
    _nothing,
    _never,
)
MAP_UNAPPROVED = Rule(
    "map-unapproved",
    "公开地图要有审图号，画错一条边界就是大事。",
    "在图的说明里写上审图号，如“审图号：GS（2024）0650 号”；没有审图号就不用这张图，路线用“积分路线”画成示意。",
    _nothing,
    _never,
)


def in_filename(name: str) -> Iterator[tuple[Rule, str, str, str]]:
    """Yield what a picture's file name gives away: the rule, what it is, how it may be shown, and its key."""
    stem = PurePosixPath(name).stem
    for rule in PERSONAL:
        for found in rule.find(Reading(stem)):
            yield rule, f"写在文件名里的{found.what}", found.shown, found.key
    for person in names_in_filename(stem):
        masked = f"{person[0]}{'×' * (len(person) - 1)}"
        yield MINOR_PHOTO_NAME, "写在文件名里的姓名", masked, f"{name}:{person}"


def inspect(reading: Reading) -> list[tuple[Rule, Found]]:
    """Return what must not be published in a text, by place."""
    if not may_hold(reading.words):
        return []
    concerned = [rule for rule in RULES if rule.trigger(reading.words)]
    found = [(rule, one) for rule in concerned for one in rule.find(reading)]
    spans: dict[str, list[tuple[int, int]]] = {}
    for rule, one in found:
        spans.setdefault(rule.code, []).append((one.start, one.end))
    kept = (each for each in found if not _told_better(each, spans))
    return sorted(kept, key=lambda each: (each[1].start, each[1].end, each[0].code))


_BETTER = {"placeholder-text": {"minor-named", "points-ranking"}, "text-traditional": {"text-garbled"}}
"""张×× is a name first, and no blank to be filled in; what is garbled looks traditional as well."""


def _told_better(each: tuple[Rule, Found], spans: Mapping[str, Sequence[tuple[int, int]]]) -> bool:
    return any(_overlaps(each[1], spans.get(code, ())) for code in _BETTER.get(each[0].code, ()))


def _overlaps(found: Found, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether something overlaps one of the spans, which stand in the order of their starts."""
    at = bisect_left(spans, (found.end, 0))
    return any(found.start < end for _, end in spans[max(0, at - 2) : at])
