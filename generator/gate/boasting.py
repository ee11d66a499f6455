"""Find the boasting that school rules forbid: results of examinations, and rankings of persons by points."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.found import Found
from generator.gate.names import NAME, is_word
from generator.gate.reading import EDGE, Reading
from generator.late import Late

_EXAM = "高考|中考|会考|统考|联考|模考|[一二三]模|期末(?:考试|统考|检测|测试|考)|期中(?:考试|统考)|升学考试?|小升初|学业水平(?:考试|测试)|学考|质检考?试?|抽测|调研考试|毕业考试?|艺考|对口高考|春季高考|职教高考"
_FIRST = (
    "第[一二三四五六123456](?!届|次|批|期|轮|季|场|堂|阶段|志愿|时间|线|学期)|前[列茅十百三五]|名列|位居|位列|跻身|跃居|稳居|高居|居(?:全|于)|领先|榜首|首位|夺冠|冠军|突破|创(?:历史)?新高|再创(?:新高|佳绩|辉煌)|"
    "喜报|捷报|喜获|大捷|佳绩|硕果|满分|最高分|高分|平均分|人均分|均分|优异成绩|大丰收|丰收|飘红|完胜|包揽|上线|达线|过线|录取|清华|北大|清北|985|211|双一流|本科|[一二]本|重点(?:大学|高中)|超(?:过)?(?:重点|一本|本科|特控)线"
)
_GAP = rf"[^。！？；\n{EDGE}]"
_RATE = "(?:升学|上线|达线|过线|[一二]本|重本|本科|专科|特控|重点(?:高中|大学)?|重高|普高|示范高中|双一流|985|211|C9|清北|录取|进线|高考|中考|巩固升学|升重)(?:上线|录取|达线|升学|过线|进线)?(?:率(?!先|领|性|真|直|众)|人数)|(?:[一二]本|重本|本科|专科|特控|清北)(?:上线|达线)"
_SCHOOL = "大学|学院|清华|北大|复旦|交大|名校|重点高中|重点中学|重点大学|省重点|[一二三]中|示范性?高中|实验中学|附中|尖子班|实验班|火箭班|双一流|985|211|师范|重高|普高"
_PATTERNS = tuple(
    (Late(pattern), what)
    for pattern, what in (
        (_RATE, "升学率、上线率一类的数"),
        (rf"(?:{_EXAM}){_GAP}{{0,24}}?(?:{_FIRST})", "考试的成绩或名次"),
        (rf"(?:{_EXAM}|学科|科目|语文|数学|英语|物理|化学|成绩|班级?|年级|教学){_GAP}{{0,10}}?(?:优秀率|及格率|合格率|低分率|优良率|平均分|人均分|均分|一分三率|综合率)|(?:优秀率|及格率|平均分){_GAP}{{0,14}}?(?:第[一二三]|前[列茅三]|全[省市县区镇]第)", "考试的分数或比率"),
        (rf"(?:高考|中考|文科|理科|文理科|历史类|物理类|[省市县区校]|单科|双)(?:{_GAP}{{0,4}}?)状元(?![桥坊楼镇村路街阁故巷府])|状元(?:及第|郎|学子|榜)", "考试状元"),
        (rf"(?:考入|考取|考上|考进|录取到|保送(?:到|至|进|入)?|升入|被){_GAP}{{0,14}}?(?:{_SCHOOL})", "学生考入哪所学校"),
        (rf"(?:{_SCHOOL}|清北|一本|二本|本科){_GAP}{{0,8}}?(?:录取|上线|达线){_GAP}{{0,8}}?(?:[0-9]{1,7}|[一二三四五六七八九十百]{1,9})余?(?:多)?[名人位]|(?<![0-9一二三四五六七八九十百])(?:[0-9]{1,7}|[一二三四五六七八九十百]{1,9})余?多?[名人位]{_GAP}{{0,8}}?(?:考入|考取|考上|升入|录取|上线|达线|过线)", "录取、上线的人数"),
        (rf"(?:教学|学业|考试|学科|文化课|统考|文化|学习|教育教学)(?:教学)?(?:评估|成绩|质量|水平|检测|监测|考核|评价|效果|实绩|成果|测评|综合评价|质量监测|质量考核|质量评估){_GAP}{{0,14}}?(?:{_FIRST}|列全|全[省市县区镇]第)", "教学成绩的名次"),
        (rf"(?:成绩|考试|学业|教学质量|学科|总分|各科){_GAP}{{0,10}}?(?:名列前茅|名列第|全[省市县区镇校](?:同类(?:学校)?)?(?:第[一二三0-9]|前[列茅十三五]|领先|名列|首位|之首)|年级第[一二三0-9])", "考试成绩的名次"),
        (rf"[3-7][0-9]0分以上{_GAP}{{0,6}}[0-9]+人|全[省市县区镇]前(?:[0-9]+|[十百]|[一二三五]十)名{_GAP}{{0,6}}(?:占|有)[0-9一二三四五六七八九十]+[人名]|(?:总分|检测|成绩){_GAP}{{0,8}}(?:排名|位次|名次){_GAP}{{0,4}}由第", "考试的分数和名次"),
        (r"(?:清华|北大|清北|复旦|名校|双一流|985|211|重点大学|重点高中)[^。；，\n\x01]{0,6}录取|金榜题名|(?:高考|中考|录取|升学|考试)(?:喜报|捷报|光荣榜|龙虎榜|红榜)|清北(?:班|人数|录取)|(?:尖子生|清北)培养(?:成果|人数)|连续[0-9一二三四五六七八九十]+年(?:中考|高考)", "考试的喜报"),
    )
)  # fmt: skip
_DENIED = Late(
    r"(?:不(?![断仅但少愧负光管止懈])|不得|禁止|严禁|杜绝|破除|反对|淡化|避免|不再|不以|唯|片面追求|勿|拒绝|摒弃|扭转|纠正|克服|超越|而非|并非|告别|防止|不能|莫|无关|抛弃|取消)[^。；，！？\n\x01]{0,10}$"
)
_DENIED_AFTER = Late(
    r"^[^。；，\n\x01]{0,6}(?:不(?:公布|公开|宣传|炒作|排名|作为|上网|得|再|是唯一)|一律不|为唯一|论英雄|至上|的(?:倾向|做法|错误))"
)
_SPORT = Late("体质|体测|体育|健康|安全|满意|卫生|视力|近视|运动会|普通话|党课|党章|理论|党建|党史")
_GROWN = Late("教师|老师|职工|党员|干部|辅导员|校友")
_ADULT_STUDY = Late(
    r"(?:老师|教师|校长|书记|同志|先生|烈士|他|她|生于|出生|18[0-9]{2}年|19[0-9]{2}年)[^。；\n\x01]{0,20}$"
)


def exam_boasting(reading: Reading) -> Iterator[Found]:
    """Yield what boasts of examinations; a sentence that forbids it does not."""
    text = reading.dense.text
    taken = 0
    matches = sorted(
        (
            (found.start(), found.end(), what)
            for pattern, what in _PATTERNS
            for found in pattern.finditer(text)
        ),
        key=lambda one: (one[0], -one[1]),
    )
    for start, end, what in matches:
        if start < taken or _is_denied(text, start, end):
            continue
        words = text[start:end]
        if "率" in words and _SPORT.search(text[max(0, start - 4) : end]):
            continue
        if "考取" in words and _GROWN.search(words):
            continue
        if what == "学生考入哪所学校" and _ADULT_STUDY.search(text[max(0, start - 30) : start]):
            continue
        first, last = reading.dense.place(start, end)
        taken = end
        yield Found(first, last, what, _short(words), words)


def _is_denied(text: str, start: int, end: int) -> bool:
    return bool(_DENIED.search(text[max(0, start - 14) : start]) or _DENIED_AFTER.match(text[end : end + 14]))


_RANKS = Late(
    r"(?:个人|党员|教师|学生|老师|干部|人员|每名党员)(?:的)?(?:学习|量化|考核|先锋|服务|星级|月度|年度)?积分(?:的)?(?:排行|排名|榜单|榜|名次|公示|明细|一览|统计表|前[三五十]|龙虎榜|红黑榜)"
    r"|积分前[二三五六八十百0-9]{1,3}(?:名|位|强)|积分(?:排行榜|排名榜|龙虎榜|红黑榜|英雄榜|光荣榜|状元|冠军|垫底|末位|倒数)"
)
_REWARDED = Late(
    r"(?:党内|积分)[^。；！？，\n\x01]{0,16}评(?:优|先|奖|选)[^。；！？，\n\x01]{0,10}(?:依据|参考|挂钩|条件|凭证)"
    r"|积分(?:前|排名|排位|第|高低|达到?)[^。；，\n\x01]{0,14}(?:评为|当选|产生|评定|推荐为|入选)|积分[^。；，\n\x01]{0,6}折算|评(?:优|先|奖)[:：]积分"
    r"|评(?:优|先|奖)[^。；！？，\n\x01]{0,10}(?:依据|参考|挂钩|看|按照?)[^。；！？，\n\x01]{0,10}积分"
)
"""What decides about persons: whoever reads it asks for the ranking next."""
_GROUPS = Late(r"(?:支部|党小组|班级|团队|小组|年级|科室|学校|单位|集体)(?:的)?[^，。；\n\x01]{0,4}$")
_SCORED = Late(
    rf"(?:第[一二三四五六七八九十0-9]+名\s?[：:、]?\s?)?(?P<name>{NAME})(?:同志|老师|同学)?[\s：:，,、|（(—-]{{0,3}}(?:积|得|获|累计|总)?(?:积分|分数|得分|总分)?[\s：:为是达|]{{0,3}}[0-9]{{1,6}}(?:\.[0-9]{{1,2}})?\s?分(?!钟|之|别|析|管|工|为|校|部|会|享|类|组|段|局|队)"
)

_NUMBERED = Late(
    rf"(?P<name>{NAME})(?:同志|老师|同学)?[\s：:|（(—-]{{0,3}}[0-9]{{1,6}}(?:\.[0-9]{{1,2}})?(?![0-9.年月日时天个名次人项位岁号届期条篇节万元%％])"
)
_RANKING = Late(
    "积分榜|(?:积分|得分|量化|考核)[^。\n\x01]{0,12}(?:由高到低|从高到低|排名|排行|名次|榜|通报|公布|公示|一览|明细|结果|预警)|(?:名次|排名)[^。\n\x01]{0,12}(?:积分|得分)"
)
"""What makes a list of names and numbers one of points."""
_NTH = "(?:第[一二三四五六七八九十百0-9]{1,4}|首位|榜首)"
_PLACED = (
    Late(
        rf"(?P<name>{NAME})(?:同志|老师)?(?=[^。；\n{EDGE}]{{0,30}}(?:积分|得分|考核分))[^。；\n{EDGE}]{{2,60}}?(?:排名?|位居|位列|名列|居)[^。；，\n{EDGE}]{{0,8}}?{_NTH}"
    ),
    Late(rf"(?:积分|得分)[^。；\n{EDGE}]{{0,8}}{_NTH}名?[是为：:][^。；，\n{EDGE}]{{0,12}}?(?P<name>{NAME})"),
)


def points_rankings(reading: Reading) -> Iterator[Found]:
    """Yield rankings of persons by points, and names with the points beside them."""
    text = reading.dense.text
    for found in _RANKS.finditer(text):
        if not _is_denied(text, *found.span()) and not _GROUPS.search(
            text[max(0, found.start() - 10) : found.start()]
        ):
            start, end = reading.dense.place(*found.span())
            yield Found(start, end, "个人积分的排名", _short(found[0]), found[0])
    for found in _REWARDED.finditer(text):
        if "不" not in found[0] and not _is_denied(text, *found.span()):
            start, end = reading.dense.place(*found.span())
            yield Found(start, end, "拿积分评个人", _short(found[0]), found[0])
    if "分" in text or "名" in text:
        for found in _scored(text):
            start, end = reading.dense.place(*found.span())
            name = found["name"]
            secret = (
                reading.dense.place(found.start("name") + 1, found.end("name"))[0],
                reading.dense.place(*found.span("name"))[1],
            )
            yield Found(start, end, "个人的积分", f"{name[0]}{'×' * (len(name) - 1)} … 分", found[0], secret)


def _scored(text: str) -> list[re.Match[str]]:
    """Return the names with points beside them: two in a row, or one where points are spoken of."""
    scored = [found for found in _SCORED.finditer(text) if not is_word(found["name"])]
    if len(scored) > 1 or (scored and "积分" in text):
        return scored
    if "积分" in text or "得分" in text or "量化" in text:
        listed = [found for found in _NUMBERED.finditer(text) if not is_word(found["name"])]
        if len(listed) > 2 or (len(listed) == 2 and _RANKING.search(text)):
            return listed
        return [found for place in _PLACED for found in place.finditer(text) if not is_word(found["name"])]
    return []


def _short(words: str) -> str:
    return words if len(words) <= 20 else f"{words[:19]}…"
