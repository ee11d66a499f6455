"""Find what is for a school's own eyes: lists of its problems, and goals told as results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

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
    "担当(?:意识|精神)|责任(?:意识|心)|忧患意识|廉洁意识|斗争精神|工作作风|师德师风|支部建设|组织生活|党建工作|主体责任|一岗双责|党员管理|先锋模范作用|战斗堡垒作用|理论学习|制度执行|意识形态工作|"
    "组织生活会?|三会一课|会议记录|学习笔记|党费收缴|党费交纳|发展党员|党员发展|发展程序|党员档案|转正手续|主业意识|带头作用|集体决策|民主集中制|批评和自我批评|谈心谈话|党务公开"
)
_WEAK = "薄弱|淡薄|淡漠|不强|不足|不够|松懈|松散|涣散|漂浮|缺失|弱化|虚化|淡化|不严|不实|不力|不到位|不扎实|不深入|滑坡|流于形式|走过场|不明显|不规范|缺位|宽松软|不及时|不严格|不全|不齐|不完整|不积极|不认真|补记|后补|代签|应付|敷衍|拖延|欠缺|两张皮"
_CONFESSED = Late(
    rf"(?:{_OURS})(?:还|仍|存在|较为?|比较|相对|有所|不够|有待)?[^。；，\n{EDGE}]{{0,4}}?(?<!不)(?:{_WEAK})"
    r"|(?<=[^不]存在)(?:好人主义|畏难情绪|应付思想|本位主义|自由主义)|[\u4e00-\u9fff]{2,3}同志批评[\u4e00-\u9fff]{2,3}(?:同志|[：:，])|整改时限[：:]"
    r"|漠视群众(?:利益|诉求)|(?:损害|侵害)(?:群众|师生)利益(?:的)?(?:问题|行为)|(?<!不)(?:存在|表现出|滋生)[^。；，\n\x01]{0,8}(?:形式主义|官僚主义|享乐主义|奢靡之风)"
    r"|(?:存在|有)(?:着)?(?:以下|下列|如下|这些|几方面)(?:[^。；，\n\x01]{0,6})?(?:问题|不足|差距)|(?:共)?查摆(?:出)?[^。；，\n\x01]{0,10}?(?:问题|不足)[^。；，\n\x01]{0,4}?[0-9一二三四五六七八九十]+[个项条类]"
    r"|(?:共)?查摆(?:出)?[^。；，\n\x01]{0,4}[0-9一二三四五六七八九十]+[个项条类][^。；，\n\x01]{0,6}(?:问题|不足)|(?:巡察|巡视|审计|督查)(?:组)?(?:反馈|指出|发现)[^。；，\n\x01]{0,10}问题"
)
_HEADED = Late(
    r"(?=[存不个班自问支党查检巡视督审整主突对相互批民评测差短薄剖])(?:(?P<label>(?P<sure>存在的?(?:着|主要|突出|的|一些|共性)*(?:问题|不足|短板|差距)(?:[与和及、][^。，；：:\n\x01]{1,8})?|不足之处|检视(?:出|的)*问题|(?:巡察|巡视|督导|审计|督查)(?:组)?(?:反馈|指出|发现)?(?:的)?(?:主要)?问题)"
    r"|(?P<list>(?:问题)?整改(?:清单|台账|任务)|问题(?:清单|台账))"
    r"|(?:个人|班子|自我|问题|支部|党员)查摆|查摆(?:出|的)*(?:问题|不足)|(?:主要|突出)(?:问题|不足)|(?:检视|对照)(?:剖析|检查)(?:材料)?|(?:相互|互相)?批评意见|(?:相互|互相)批评|自我批评|自我剖析|自查(?:报告|情况|结果)|(?:民主)?(?:评议|测评)[^，。；：:\n\x01]{0,8}(?:反映|提出|指出|认为|意见)|差距(?:与不足)?|短板(?:弱项)?|薄弱环节"
    r"|(?P<found>(?:自查|检视|查摆|剖析)中?发现))[】）)」*]*(?:如下)?\s?[：:](?P<said>[^\n\x01]{4,160})|(?:自查|检视|查摆|剖析)中?发现[，,](?P<after>[^。\n\x01]{4,80}))"
)
_FAULT = Late(
    r"不(?:够|强|足|深|实|严|细|高|浓|全|齐|多|团结|透明|规范|及时|到位|扎实|主动|敢|愿|进|广|精|平衡|充分|完善|健全|紧密|平等|民主|公开)|缺(?:乏|失|少|位)|欠缺|偏[少低大弱]|[入导通研班习]少|较[少弱差]|薄弱|淡薄|松懈|涣散|拖延|应付|敷衍|迟到|早退|滞后"
    r"|走过场|形式化|流于形式|补记|后补|代签|抄袭|好人主义|两张皮|畏难|脾气|简单|急躁|粗暴|听不|未(?:能|按|整改|落实|完成|及时|严格)|没有?(?:落实|做到|及时|认真)|有待|待(?:加强|提高|改进)|重[^，。]{1,6}轻|单一|老化|混乱|难以"
)
_NUMBERED = Late(r"\s*(?:[0-9一]\s?[.、．)）]|[（(][一1])")
_ELSEWHERE = Late(
    r"(?:学生|课堂|教学|家长|群众|师生|居民|村民|学科|作业|考试|孩子|儿童|安全|消防|卫生|食品|食堂|设备|设施|隐患|建立|建好|制定|解决|针对|围绕|聚焦|破解|坚持|防止|梳理|化解|不)[^。；：:\n\x01]{0,8}$"
)
_NOTHING = Late(r"\s*(?:暂?无|没有|见|详见|略|已|均已|全部)")
_SAID = 40


def _listed(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a label such as 存在问题 is followed by what it promises: faults of our own."""
    for found in _HEADED.finditer(text):
        said = found["said"] or found["after"]
        before = text[max(0, found.start() - 12) : found.start()]
        if _ELSEWHERE.search(before) or _NOTHING.match(said):
            continue
        if found["list"] and not _NUMBERED.match(said):
            continue
        if found["sure"] or _FAULT.search(said):
            end = min(found.end(), found.end() - len(said) + _SAID)
            yield found.start(), end, text[found.start() : end]


_CLOSED = Late(
    r"仅(?:限|供)[^。，；\n\x01]{0,12}(?:传阅|参阅|知悉)|(?:^|(?<=[\n\x01]))内部资料(?=[\s，,：:])|[（(](?:不公开|不对外|不对外公开|保密|内部)[)）]"
    r"|约谈[^。；\n\x01]{0,16}(?:原因|因)(?:是|为)|(?:谈话提醒|提醒谈话|诫勉谈话|函询)记录[：:]|信访(?:举报)?转办单?|反映[^。；\n\x01]{2,24}(?:一事|的问题)[，,]?(?:正在|已在?)(?:核实|调查|初核)"
    r"|师德失范(?:情况|问题|行为)?通报|(?:收受|索要)[^。；\n\x01]{0,16}(?:[0-9一二两三四五六七八九十]+(?:张|元|次|份|条|件))|(?:存在|有)[^。；，\n\x01]{1,10}嫌疑|敢怒不敢言|(?:受到|给予|予以)[^。；，\n\x01]{0,6}(?:党内)?(?:警告|严重警告|记过|记大过|撤职|开除)(?:党籍)?(?:处分)?|已约谈|部分属实|责令限期整改|扣[0-9一二三四五六七八九十]{1,3}分，责令|台账造假|未销号|(?:个别|有的|部分|少数)党员(?:干部)?[^。；，\n\x01]{0,10}(?:不参加|不交|不缴|拖欠|缺席)|不合格党员|基本合格[^。；\n\x01]{0,8}[（(][\u4e00-\u9fff、]{2,20}[)）]|(?:民主生活会|组织生活会)[^。；\n\x01]{0,16}发言提纲[：:]|(?:独断专行|搞一言堂|拉帮结派|搞小圈子)"
)
"""What is told behind closed doors: who was spoken to, who is accused."""
TITLE = "内部查摆问题的标题"
CONFESSED = "内部自查的问题"
_SHOWN = 20
_AVERTED = Late(
    r"(?:严禁|禁止|不得|不准|拒绝|拒收|防止|避免|不让|不使|谨防|杜绝|克服|严防|警惕|反对|整治|力戒|摒弃|抵制|防范|不允许|绝不|解决好?|破解|着力|治理|纠治|消除|根治|改变)[^。；，！？\n\x01]{0,14}$"
)


def internal_problems(reading: Reading) -> Iterator[Found]:
    """Yield headings of lists of problems, and sentences that confess what a self-examination found."""
    plain = reading.plain
    for found in _TITLE.finditer(plain.text):
        start, end = plain.place(*found.span("title"))
        words = found["title"]
        yield Found(start, end, TITLE, words, words)
    dense = reading.dense
    for first, last, words in _listed(dense.text):
        yield Found(*dense.place(first, last), CONFESSED, words[:_SHOWN], words)
    for found in (*_CONFESSED.finditer(dense.text), *_CLOSED.finditer(dense.text)):
        if not _AVERTED.search(dense.text[max(0, found.start() - 18) : found.start()]):
            start, end = dense.place(*found.span())
            yield Found(start, end, CONFESSED, found[0], found[0])


_REACHED = "荣获|获得(?:了)?|获评|获批|喜获|被评为|被评选为|被授予|被认定为|被命名为|已建成|已经建成|建成了|已成为|已创成|成功创建|成功创成|验收通过|通过验收"
_WANTED = "争创|力争(?!上游)|拟建|拟创|筹备中?|筹建|申报中|创建中|培育中|推进中|在建|计划建|计划创建|候选(?!人)|待认定|待批|有望|拟申报|待发文|待命名|待授牌|公示中|评审中"
# What is only wanted, at the start of what a heading promises as a result.
_SOON = (
    r"(?:力争(?!上游|先|一流|第一)|预计|预期|有望|拟(?=[于在申报建创打用培开举获评选新投])|争取(?=[^，。；\n]{0,6}(?:20[0-9]{2}|年内|年底|早日|尽快)|获评|荣获|创建|创成|建成|达到|实现|评为|成为)"
    r"|计划(?=创|建|在|于|到|用|培|申|新|打造|开展|举办|实现|完成(?!率)|投|[0-9年明下])|(?:20[0-9]{2}年|年内|年底前?|半年|学期|明年|届时|未来[一二两三五几十0-9]|今后)[^，。；：:\n]{0,6}(?:将(?=再?(?:实现|达到|建|获评|突破|荣获|创|新增|完成|打造|培养|投入|启动|申报|迎来|成为|开展|举办|组织|继续|力争|覆盖|评))(?![^，。；\n]{0,30}(?:作为|纳入|列入|融入|贯穿|放在|推向|覆盖到|的))|确保|争取)|将(?:实现|达到|建成|获评|突破|荣获)(?![^，。；\n]{0,12}(?:的数|作为|纳入|列入|融入)))"
)
_TOLD = Late(
    rf"(?:{_REACHED})[^。；，、\n{EDGE}]{{0,24}}?[（(]?(?:{_WANTED})(?!工作|活动|方案|办|领导|阶段|组)|(?:{_WANTED})[^。；，、\n{EDGE}]{{0,20}}?(?:已(?:经)?(?:获得|建成|认定)|成果显著)"
    rf"|(?:{_REACHED})[^。；，、\n{EDGE}]{{0,24}}?[（(](?:预计|拟|计划|待|已?申报|目标|20[0-9]{{2}}年(?:目标|计划))[^）)\n]{{0,12}}[)）]"
    rf"|{_SOON}[^，。；\n{EDGE}]{{0,24}}?[^，。；\n{EDGE}]{{0,20}}[，,]\s?(?:成果丰硕|成绩斐然|成绩喜人|成效(?:显著|明显)|硕果累累|实现了)"
)
_DONE = "已(?:经)?(?:全面|圆满|基本|顺利)?(?:建成(?!的)|实现|成为|完成|在全|获|叫响|投入|累计|接待)|圆满完成|硕果累累|成效显著|成果丰硕|又一项(?:重大)?荣誉"
_NOT_YET = Late(
    rf"(?:计划于?|拟|即将|预计|明年|将要|下学期|下半年)[^。；，\n{EDGE}]{{2,20}}的[^。；，\n{EDGE}]{{1,20}}[，,]?[^。；，\n{EDGE}]{{0,12}}?(?:{_DONE}|年来硕果)"
    rf"|未来[一二三四五两几十0-9]{{1,2}}个?(?:年|学期)内?[^。；，\n{EDGE}]{{0,8}}(?:成功|已)(?!经验|有)"
    rf"|(?:荣誉|称号|奖项|[Hh]onou?rs?)[^。；\n{EDGE}]{{0,30}}[（(](?:申报中|争创中|创建中|待批|待验收|待公示|(?:计划|拟|力争)[^）)\n]{{0,12}})[）)]"
)
_DATED = Late(
    rf"(?<!面向)(?P<year>20[0-9]{{2}}|二[〇零○][一二三四五六七八九〇零○]{{2}})年(?!的|远景|规划)[^。；\n{EDGE}]{{0,60}}?(?:{_DONE}|(?:达到|实现)了)"
)
_WANT = Late(
    rf"[^，。；：:\n{EDGE}（(]{{0,14}}?{_SOON}|到20[0-9]{{2}}年底?[，,](?:将|确保|力争|争取|实现|建成)"
)
_CLAIM = Late(
    r"(?:成绩|成效|成果|成就|荣誉|业绩|战果|实绩|硕果|收获|获奖|亮点|achievements?|results?|honou?rs?|awards?|highlights?)(?P<rest>[^。；，：:\n\x01]{0,8})(?:[：:]|(?=\n)|$)",
    re.MULTILINE,
)
_AIM = Late(
    r"目标|预期|期望|期待|下一|计划|预计|拟|未来|规划|愿景|力争|努力|争取|下一步|打算|展望|保障|待|思路|措施|设想|将|(?<![主重])要|安排|方案|申报|考核|考试|学习|指标|任务|预设|可能|今后|如何|怎"
)
_ITEM = Late(
    r"[ \t>]*(?:[-*+•·●▪]\s*|[（(]?[0-9一二三四五六七八九十]{1,2}[)）.、．]\s*|[①-⑳]\s*|[0-9]\s|[一二三四五六]是)?(?:\*\*)?"
)
_LINES = 12
_BEFORE = 30
_AHEAD = "还没有实现的目标，却写成了成果"


def goals_as_results(reading: Reading) -> Iterator[Found]:
    """Yield what is said to be reached and, in the same breath, to be worked for."""
    dense = reading.dense
    for found in _TOLD.finditer(dense.text):
        start, end = dense.place(*found.span())
        yield Found(start, end, _AHEAD, found[0][:24], found[0])
    for found in (*_NOT_YET.finditer(dense.text), *_of_years_to_come(dense.text)):
        start, end = dense.place(*found.span())
        yield Found(start, end, _AHEAD, found[0][:24], found[0])
    plain = reading.plain
    for start, end in _promised(plain.text):
        words = plain.text[start:end]
        yield Found(*plain.place(start, end), _AHEAD, words[:24], words)


_IN_CHINESE = str.maketrans("〇零○一二三四五六七八九", "000123456789")


def _of_years_to_come(text: str) -> Iterator[re.Match[str]]:
    """Yield what is told as done in a year that is not over."""
    this_year = datetime.now().astimezone().year
    return (
        found
        for found in _DATED.finditer(text)
        if int(found["year"].replace("二", "2").translate(_IN_CHINESE)) > this_year
    )


def _promised(text: str) -> Iterator[tuple[int, int]]:
    """Yield what stands below or behind a word such as 成效 and is only wanted."""
    for claim in _CLAIM.finditer(text):
        row = max(text.rfind(sign, 0, claim.start()) for sign in f"\n。；{EDGE}") + 1
        if _AIM.search(text[max(row, claim.start() - _BEFORE) : claim.end()]):
            continue
        if want := _WANT.match(text, _after(text, claim.end())):
            yield want.span()
        elif text[claim.end() - 1] in "：:" and text[claim.end() :].partition("\n")[0].strip():
            continue
        for start in _below(text, claim.end()):
            if want := _WANT.match(text, start):
                yield want.span()


def _after(text: str, place: int) -> int:
    item = _ITEM.match(text, place)
    return item.end() if item else place


def _below(text: str, place: int) -> Iterator[int]:
    """Yield where the words of each item of a list begin that stands right below a place."""
    for _ in range(_LINES):
        place = text.find("\n", place) + 1
        if not place:
            return
        item = _ITEM.match(text, place)
        if item and item.end() > place:
            yield item.end()
        elif text[place : place + 1] not in {"\n", ""}:
            return
