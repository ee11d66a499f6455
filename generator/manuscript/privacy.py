"""Find what must not be published of a person: a pupil's name, an identity number, a mobile number.

It errs on the side of asking: a sentence that may name a pupil is taken out and put before a person."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

_ID_NUMBER = re.compile(
    r"(?<![0-9])[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<![0-9])(?:\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9])")
_CARD = re.compile(r"(?<![0-9])(?:62|4[0-9]|5[1-5])[0-9]{14,17}(?![0-9])")
_SINGLE = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严金魏陶姜戚谢邹喻章苏潘葛奚范彭郎鲁韦马苗凤花俞袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬"
    "顾孟黄穆萧尹姚邵汪毛狄贝臧伏戴宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季贾路江童颜郭梅盛林刁钟徐邱骆蔡田樊胡凌霍虞万柯管卢莫房裘解应丁邓郁单洪包石崔龚"
    "程邢裴陆荣翁荀羊甄封芮储靳段焦巴牧山谷车侯全秋仲伊宫宁仇栾甘厉武符刘景龙叶司黎薄印白卞邵牟蒙阎连习温庄晏柴瞿闫充慕茹艾鱼向古易廖高方文时常任关成安平明曾游欧饶冉岳楚"
)
_DOUBLE = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|夏侯|端木|南宫"
_NAME = rf"(?:(?:{_DOUBLE})[\u4e00-\u9fff]{{1,2}}|[{_SINGLE}][\u4e00-\u9fff]{{1,2}})"
# Words that begin with a surname; none of them begins a name.
_WORDS = re.compile(
    "张[贴开罗扬挂望]|李[子树]|杨[柳树]|高[度中考年质效标尚兴位级校等]|方[面法式向案便针位]|文[明化艺学字体件章科教]|时[间代刻常期候光]|常[规态常委年]|任[务课何教职]|关[爱心注于系键怀工]|"
    "成[长绩功果为立就员都才效]|安[全排心静置徽康]|平[时等安均台凡衡]|明[确白星显天年亮]|全[面体部校国员县区市省程力年方]|项[目]|万[元人名册余多]|白[天色血]|温[暖馨度情]|"
    "向[上往心导党社]|古[诗典代]|易[于]|路[上线]|花[费]|金[额色]|应[该当急对用届]|包[括含]|单[亲位元独纯]|解[决放释读困]|管[理]|房[间]|段[时]|连[续]|"
    "程[度序]|山[区村里]|石[泉头]|武[术]|车[祸]|和[谐睦]|计[划]|阳光|江[西苏]|云南|宁[化夏波]|项目|盛[大]|童[年心话]|游[戏学]|毛[泽笔]|马[上]|林[业]|田[径间野]|广[大泛]|曾[经获在]|"
    "许[多]|何[时种]|雷[锋]|毕[业]|季[度节]|席[位]|祝[福]|严[格重肃]|施[行]|喻|史[料]|费[用]|景[区]|龙[头]|印[发]|司[法]|荣[获誉]|封[闭面]|储[备存]|焦[点虑]|牧[区]|符[合]|连|宫|秋[季游]|武|温"
)
_BEHIND = r"(?=[，。、；：！？（）“”\s]|$|同学|小朋友|等|的|在|是|因|患|家|从|被|得|获|和|与|每|身|说|今|于|父|母|住|成|学习|一家|已|也|由|常|主动|进步|表现|发言|作|代表|担任|向|为|带领|参加|朗诵|演讲|讲述|分享|表示)"
_PUPIL = "学生|同学|学子|孩子|儿童|少年|女孩|男孩|患儿|女童|男童|队员|团员|少先队员|考生|后进生|贫困生|特困生|困难生|留守生|孤儿|毕业生|女生|男生|班长"
_NAMED = (
    re.compile(rf"({_NAME}){{1}}(?=同学|小朋友)"),
    re.compile(rf"(?:{_PUPIL})(?:代表)?[：:、“\s]{{0,2}}({_NAME}){_BEHIND}"),
    re.compile(
        rf"(?:[一二三四五六七八九十初高0-9（）()]{{1,8}}年?级?[（(]?[0-9一二三四五六七八九十]{{0,2}}[)）]?班)的?(?:{_PUPIL})?[：:]?({_NAME}){_BEHIND}"
    ),
    # Behind these surnames hardly any word begins, so what follows the name need not be looked at.
    re.compile(
        rf"(?:{_PUPIL})(?:代表)?[：:、“\s]{{0,2}}([王李张刘杨赵吴徐郭韩冯董曹袁邓彭蒋蔡魏薛潘姜][\u4e00-\u9fff]{{2}})"
    ),
    re.compile(rf"姓名\s*[：:]\s*({_NAME}){_BEHIND}"),
)
_HARDSHIP = (
    "患病|患有|身患|重病|大病|白血病|癌|肿瘤|肾|心脏病|抑郁|自闭|残疾|智障|脑瘫|癫痫|病情|住院|手术|贫困|困难|低保|孤儿|单亲|离异|留守|父母双亡|去世|车祸|"
    "成绩|考了|倒数|处分|违纪|早恋|逃学|辍学|打架|厌学|后进|网瘾|特殊生|帮教"
)
_HARD = re.compile(_HARDSHIP)
_NAMED_IN_NEED = re.compile(
    rf"(?:^|[，、。；：“（\s]|[为给帮助望访对让的])({_NAME})(?=患|身患|因|家庭|家里|家境|被查出|被确诊|得了|确诊|的(?:病|家|父|母|爸|妈|医|成绩|学习)|(?:，|。|、)|捐|筹|成绩|父母|母亲|父亲|是(?:单亲|孤儿|留守)|辍学|住院)"
)


def personal_data(text: str) -> tuple[str, ...]:
    """Return what kinds of personal data a sentence holds, in Chinese; empty where it holds none."""
    kinds = []
    if _ID_NUMBER.search(text):
        kinds.append("身份证号")
    if _MOBILE.search(text):
        kinds.append("手机号")
    if _CARD.search(_ID_NUMBER.sub("", text)):
        kinds.append("银行卡号")
    if pupil_names(text):
        kinds.append("像是学生的姓名和家庭、健康或成绩" if _HARD.search(text) else "像是学生的姓名")
    return tuple(kinds)


def pupil_names(text: str) -> tuple[str, ...]:
    """Return the names in a sentence that may be those of pupils."""
    found = [match[1] for pattern in _NAMED for match in pattern.finditer(text)]
    if _HARD.search(text):
        found += [match[1] for match in _NAMED_IN_NEED.finditer(text)]
    return tuple(dict.fromkeys(name for name in found if not _WORDS.match(name)))


_LENGTHS = (4, 3, 2)


def mentions(text: str, names: Collection[str]) -> bool:
    """Tell whether one of the names stands in a text."""
    return next(_places(text, names), None) is not None


def masked(text: str, names: Collection[str] = ()) -> str:
    """Return a text in which no number can be read, and of the names only the family's."""
    text = _ID_NUMBER.sub("［身份证号］", text)
    text = _MOBILE.sub("［手机号］", text)
    text = _CARD.sub("［银行卡号］", text)
    pieces = []
    end = 0
    found = sorted(
        {*_places(text, names), *_places(text, pupil_names(text))}, key=lambda one: (one[0], -len(one[1]))
    )
    for place, name in found:
        if place >= end:
            pieces += [text[end : place + 1], "×" * (len(name) - 1)]
            end = place + len(name)
    return "".join((*pieces, text[end:]))


def _places(text: str, names: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield where names stand in a text, the longest first at each place; its time does not grow with the names."""
    for place in range(len(text) - 1 if names else 0):
        yield from ((place, name) for n in _LENGTHS if (name := text[place : place + n]) in names)
