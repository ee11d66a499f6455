"""Find what is for a school's own eyes: lists of its problems, and goals told as results."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.found import Found
from generator.gate.reading import EDGE, Reading
from generator.late import Late

_NUMBER = r"(?:#{1,6}[ \t]*+)?(?:\*\*)?(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十0-9]{1,3}[)）]|[0-9]{1,2}[、.．]|第[一二三四五六七八九十]{1,2}[章节部分]{1,2})?[ \t]*+"
_TITLE = Late(
    rf"(?:^|(?<={EDGE}))[ \t>]*+{_NUMBER}(?P<title>"
    r"(?:当前|目前|工作中?|党建工作|学校|班子|个人)?(?:的)?(?:还|仍|依然)?存在的?(?:的)?(?:主要|突出|一些|差距|薄弱)?(?:的)?(?:问题|不足|困难|短板|差距)[^。，；：:\n\x01]{0,14}"
    r"|(?:主要|突出|现存)(?:的)?(?:问题|不足|短板)(?:[与和及、][^。，；：:\n\x01]{1,12})?"
    r"|问题(?:[与和及、](?:不足|差距|整改|建议|困难|反思|原因|对策|短板|挑战)[^。，；：:\n\x01]{0,8})"
    r"|不足(?:之处)?(?:[与和及、][^。，；：:\n\x01]{1,12})?|差距(?:[与和及、]不足)?|短板(?:[与和及、]弱项|[与和及、]不足)?|薄弱环节"
    r"|(?:问题|整改)(?:整改)?(?:清单|台账|任务清单)|查摆(?:出)?(?:的)?问题[^。，；：:\n\x01]{0,8}|(?:自查|巡察|巡视|督导)(?:发现的?)?(?:问题|反馈问题)[^。，；：:\n\x01]{0,8}|问题查摆|自查自纠"
    r"|(?:问题)?整改(?:落实)?(?:措施|情况|方案|任务|方向|报告)|(?:对照检查|检视剖析|剖析检查)(?:材料)?|(?:问题)?原因(?:分析|剖析)|(?:反思与)?(?:存在)?不足(?:与|和)(?:改进|展望|打算)|检视(?:出的)?问题"
    r")[ \t]*+(?:\*\*)?[：:]?[ \t]*+(?=$|\x01)",
    re.MULTILINE,
)  # fmt: skip
_OURS = (
    "思想政治工作|政治(?:意识|敏锐性|站位|学习)|宗旨意识|服务意识|党性(?:意识|修养|锻炼)?|党员意识|(?:纪律|规矩|规矩纪律|纪律规矩|法纪|法规)(?:意识|观念)|群众(?:观念|意识)|大局(?:意识|观念)|"
    "担当(?:意识|精神)|责任(?:意识|心)|忧患意识|廉洁意识|斗争精神|工作作风|师德师风|支部建设|组织生活|党建工作|主体责任|一岗双责|党员管理|先锋模范作用|战斗堡垒作用|理论学习|制度执行|意识形态工作"
)
_WEAK = "薄弱|淡薄|淡漠|不强|不足|不够|松懈|松散|涣散|漂浮|缺失|弱化|虚化|淡化|不严|不实|不力|不到位|不扎实|不深入|滑坡|流于形式|走过场|不明显|不规范|缺位|宽松软"
_CONFESSED = Late(
    rf"(?:{_OURS})(?:还|仍|存在|较为?|比较|相对|有所|不够|有待)?[^。；，\n{EDGE}]{{0,4}}?(?:{_WEAK})"
    r"|漠视群众(?:利益|诉求)|(?:损害|侵害)(?:群众|师生)利益(?:的)?(?:问题|行为)|(?:存在|表现出|滋生)[^。；，\n\x01]{0,8}(?:形式主义|官僚主义|享乐主义|奢靡之风)"
    r"|(?:存在|有)(?:着)?(?:以下|下列|如下|这些|几方面)(?:[^。；，\n\x01]{0,6})?(?:问题|不足|差距)|(?:共)?查摆(?:出)?[^。；，\n\x01]{0,10}?(?:问题|不足)[^。；，\n\x01]{0,4}?[0-9一二三四五六七八九十]+[个项条类]"
    r"|(?:共)?查摆(?:出)?[^。；，\n\x01]{0,4}[0-9一二三四五六七八九十]+[个项条类][^。；，\n\x01]{0,6}(?:问题|不足)|(?:巡察|巡视|审计|督查)(?:组)?(?:反馈|指出|发现)[^。；，\n\x01]{0,10}问题"
)
TITLE = "内部查摆问题的标题"
_AVERTED = Late(
    r"(?:防止|避免|杜绝|克服|严防|警惕|反对|整治|力戒|摒弃|抵制|防范|不允许|绝不|解决好?|破解|着力|治理|纠治|消除|根治|改变)[^。；，！？\n\x01]{0,14}$"
)


def internal_problems(reading: Reading) -> Iterator[Found]:
    """Yield headings of lists of problems, and sentences that confess what a self-examination found."""
    plain = reading.plain
    for found in _TITLE.finditer(plain.text):
        start, end = plain.place(*found.span("title"))
        words = found["title"]
        yield Found(start, end, TITLE, words, words)
    dense = reading.dense
    for found in _CONFESSED.finditer(dense.text):
        if not _AVERTED.search(dense.text[max(0, found.start() - 18) : found.start()]):
            start, end = dense.place(*found.span())
            yield Found(start, end, "内部自查的问题", found[0], found[0])


_REACHED = "荣获|获得(?:了)?|获评|获批|喜获|被评为|被评选为|被授予|被认定为|被命名为|已建成|已经建成|建成了|已成为|已创成|成功创建|成功创成|验收通过|通过验收"
_WANTED = "争创|力争|拟建|拟创|筹备中?|筹建|申报中|创建中|培育中|推进中|在建|计划建|计划创建|候选|待认定|待批"
_TOLD = Late(
    rf"(?:{_REACHED})[^。；，、\n{EDGE}]{{0,24}}?[（(]?(?:{_WANTED})(?!工作|活动|方案|办|领导|阶段|组)|(?:{_WANTED})[^。；，、\n{EDGE}]{{0,20}}?(?:已(?:经)?(?:获得|建成|认定)|成果显著)"
)


def goals_as_results(reading: Reading) -> Iterator[Found]:
    """Yield what is said to be reached and, in the same breath, to be worked for."""
    dense = reading.dense
    for found in _TOLD.finditer(dense.text):
        start, end = dense.place(*found.span())
        yield Found(start, end, "还没有实现的目标，却写成了成果", found[0][:24], found[0])
