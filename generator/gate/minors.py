"""Find pupils: by name, by class beside what must not be told of them, by what is known of their health.

It errs on the side of asking: who turns out to be an adult is let through by a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.found import Found
from generator.gate.names import (
    COMMON,
    FIRST_PET,
    GIVEN,
    HAN,
    LIKELY,
    MASKED,
    MOST,
    NAME,
    NICK,
    PET,
    is_other,
    is_word,
    looks_like_name,
)
from generator.gate.reading import EDGE, Folded, Reading
from generator.gate.rolls import HELPED, on_rolls, paid, paired
from generator.late import Late

_SENTENCE = Late(rf"[^。！？\n{EDGE}]+")
_BEHIND = (
    rf"(?=[，。、；：:！？（）()“”\s|/{EDGE}—-]|$|同学|小朋友|等|的|在|是|因|患|家|从|被|得|获|荣|夺|和|与|及|每|身|说|今|于|父|母|住|成|学习|一家|已|也|由|常|主动|进步|表现|发言|作|"
    "代表|担任|向|为|带领|参加|朗诵|演讲|讲述|分享|表示|病|生病|上学|入学|辍|没|不|有|经|曾|正|就|确诊|自幼|从小|突发|家庭|捐|受|送|品学|返校|性格|情绪|上台|发来|写来|来自|回校|毕业|主持|获奖|说道|介绍|领奖|入选|当选|今年|去年|刚刚|爱|热情|勤奋|孝|打|早恋|厌|旷|逃|偷|考|对(?:笔者|记者|老师)|告诉|激动|高兴地|收到|拿到|领到|家长)"
)
PUPILS = (
    "学生|同学|学子|孩子|儿童|少年|女孩|男孩|患儿|女童|男童|队员|团员|少先队员|考生|后进生|贫困生|特困生|困难生|学困生|留守生|孤儿|毕业生|女生|男生|班长|特殊生|"
    "受助生|该生|该同学|该学生|小朋友|幼儿|学员|差生|问题生|残疾生|寄宿生|转学生|插班生|学困生"
)
_GRADE = "(?:[小初高][一二三四五六123456]|[一二三四五六七八九1-9]年级|[高初][一二三]年级|[一二三四五六七八九1-9]年?级?|20[0-9]{2}级|[大中小]班?)"
CLASS = (
    rf"(?:(?:{_GRADE})\s?[（(]\s?[0-9一二三四五六七八九十]{{1,3}}\s?[)）]\s?班|[小初高][一二三四五六123]\s?[0-9一二三四五六七八九十]{{1,3}}\s?班|"
    rf"(?:[一二三四五六七八九]|[1-9])年级\s?[0-9一二三四五六七八九十]{{1,3}}\s?班|[1-9][0-9]{{2,3}}\s?班|[一二三四五六七八九]\s?(?:[0-9]{{1,2}}|[⑴-⒇])\s?班|[一二三四五六七八九]年?级?[（(]?(?:[0-9]{{1,2}}|[⑴-⒇])[)）]?中队|[1-9]\s?[.．·-]\s?[0-9]{{1,2}}\s?班|20[0-9]{{2}}级[^，。；\n\x01]{{0,4}}?[0-9一二三四五六七八九十]{{1,3}}班)"
)
_CHAIN = rf"(?:[、，,和与及/／]\s?(?:{NAME})(?=[、，,和与及/／。；）)\s|]|等|$|同学|{EDGE}))"
_NEXT = Late(_CHAIN)
_NAMED = tuple(
    (needs, Late(pattern))
    for needs, pattern in (
        (("同学",), rf"(?P<name>{NICK})(?=同学(?!们))"),
        (("同学", "小朋友"), rf"(?P<name>{NAME})(?=同学(?!们)|小朋友(?!们))"),
        (
            (),
            rf"(?:{PUPILS})(?:代表|名单|姓名)?[（(：:、“\s—-]{{0,2}}(?:[一二三四五六七八九初高]{{1,2}}年级)?(?P<name>{NAME}){_BEHIND}",
        ),
        (
            ("班",),
            rf"(?:{CLASS}|[一二三四五六七八九十初高0-9（）()]{{1,8}}年?级?[（(]?[0-9一二三四五六七八九十]{{0,2}}[)）]?班)的?(?:{PUPILS})?[：:\s—-]{{0,2}}(?P<name>{NAME}){_BEHIND}",
        ),
        # Behind these surnames hardly any word begins, so what follows the name need not be looked at.
        (
            (),
            rf"(?:{PUPILS})(?:代表)?[：:、“\s]{{0,2}}(?P<name>[王李张刘杨赵吴徐郭韩冯董曹袁邓彭蒋蔡魏薛潘姜][{HAN}]{{2}})",
        ),
        (
            ("（", "("),
            rf"(?P<name>{NAME})[（(](?:男|女|{CLASS}|[0-9一二三四五六七八九十]{{1,2}}岁|(?:{PUPILS}))",
        ),
        (
            ("男", "女"),
            rf"(?P<name>{NAME})[，,、]\s?(?:男|女)[，,、]\s?(?:(?:今年)?[0-9一二三四五六七八九十]{{1,2}}岁|{CLASS}|[小初高][一二三四五六])",
        ),
        (
            (),
            rf"(?:帮扶|资助|受助|救助|结对|慰问|关爱|帮教|受资助|捐助|助学|走访|家访|困难|贫困|特困|留守|低保|患病|特殊|后进|获救助)(?:对象|学生|人员|名单|儿童|家庭|者|名册|户|情况|花名册)(?:名单|姓名|有|为|是|包括|如下|分别为|分别是)?[：:为有是]?(?P<name>{NAME}){_BEHIND}",
        ),
        (
            ("—", "→", "-", "～", "~", "⇌", "×"),
            rf"(?:老师|教师|党员|书记|校长|主任)[—→\-～~⇌×]{{1,3}}(?P<name>{NAME})(?=[，。、；\s|]|$)",
        ),
        (("姓名",), rf"(?:考生|学生)?姓名\s*[：:]\s*(?P<name>{NAME}){_BEHIND}"),
        (
            ("姓名",),
            rf"姓名[：:]?(?P<name>{LIKELY})(?=性别|年级|班级|困难|家庭|原因|学号|帮扶|民族|出生|年龄)",
        ),
        (("：", ":"), rf"(?:{PUPILS})(?:代表|姓名)?[：:](?P<name>{LIKELY})"),
        (("】", "]", "〕"), rf"(?:{PUPILS})[】〕\]](?P<name>{LIKELY})"),
        (("叫",), rf"(?:{PUPILS})(?:名字)?(?:名叫|叫做|叫)“?(?P<name>{LIKELY})"),
        (
            ("有", "是", "包括", "分别"),
            rf"(?:{PUPILS})(?:有|是|包括|分别是|分别为)(?P<name>{LIKELY})(?=[、，。和与等]|$)",
        ),
        (
            ("等",),
            rf"(?P<name>{LIKELY})(?:[、和](?:{LIKELY})){{0,20}}等(?:[0-9一二三四五六七八九十]{{1,3}}[名位个])?(?:学生|孩子|儿童|同学)",
        ),
        (
            ("心愿人", "受益人", "受助人", "帮扶人"),
            rf"(?:心愿人|受益人|受助人|被帮扶人)[：:](?P<name>{NAME}){_BEHIND}",
        ),
        (
            ("奥", "信息学", "强基"),
            rf"(?P<name>{NAME})(?:[、，和](?:{NAME}))*(?:等(?:[0-9一二三四五六七八九十]+[名位人])?)?(?:[获荣夺斩摘]|在)[^。；\n\x01]{{0,16}}(?:奥赛|奥林匹克|奥数|信息学|强基计划)",
        ),
        (
            ("女儿", "儿子", "孩子"),
            rf"(?:班主任|任课教师|老师)[^。；\n\x01]{{0,8}}(?:的)?(?:女儿|儿子|孩子)(?P<name>{NAME}){_BEHIND}",
        ),
    )
)
"""Each with words without any of which it cannot match; what begins with a name is slow to search for."""
HARDSHIP = (
    "患病|患有|身患|重病|大病|生病|疾病|白血病|癌|肿瘤|肾|尿毒症|心脏病|先天性|抑郁|自闭|焦虑症|多动症|残疾|智障|智力|脑瘫|癫痫|病情|病重|住院|手术|骨折|贫困|困难|低保|特困|"
    "孤儿|单亲|离异|离婚|留守|父母双亡|去世|病逝|车祸|成绩(?:差|落后|倒数|下降|不好|较差)|考了|倒数|处分|记过|警告处分|违纪|早恋|逃学|旷课|辍学|打架|斗殴|欺凌|厌学|后进|网瘾|偷窃|"
    "治病|治疗费|医药费|医疗费|募捐|筹款|特殊生|帮教|自残|自杀|轻生|建档立卡|资助|受助|助学金|家境|贫寒|父亡|母亡|失去父|失去母|服刑|糖尿病|哮喘|血友病|地中海贫血|乙肝|艾滋|结核|精神(?:病|障碍|分裂)|"
    "病故|早逝|过世|离世|入狱|坐牢|吸毒|改嫁|离家出走|自伤|割腕|逃课|留校察看|通报批评|偷拿|偷东西|沉迷|孤独症|脱贫户|监测户|困境|无人抚养|在外务工|外出务工|在外打工|外出打工|欠债|听障|视障|失聪|失明|劝返|学困|休学|盗窃|行窃|拘留|没了[爸妈父母]|没有爸爸|没有妈妈|双亲|亡故|听力|语言障碍|综合征|瘫痪|遭遇?了?火灾"
)
_HARD = Late(HARDSHIP)
_IN_NEED = Late(
    rf"(?:^|[，、。；：:“（(\s|—]|[为给帮助望访对让叫的])(?P<name>{NAME})(?=患|身患|因|家庭|家里|家境|家中|被查出|被确诊|得了|确诊|不幸|的(?:病|家|父|母|爸|妈|医|成绩|学习|情况)|"
    rf"(?:，|。|、|\s|（|\(|{EDGE}|\|)|捐|筹|成绩|父母|母亲|父亲|爸爸|妈妈|是(?:单亲|孤儿|留守|一?名?(?:贫困|留守|特困|困难|残疾)|我校|我班)|辍学|住院|受(?:到|了)?处分|打架|自幼|从小|突发|$|同学|获得?(?:资助|助学金|救助))"
)
_SURELY = Late(
    rf"(?:{PUPILS}|{CLASS})(?:代表)?的?[：:、“\s—-]{{0,2}}(?P<name>[{COMMON}][{''.join(sorted(GIVEN))}]{{1,2}})"
)
"""Beside hardship, what has a surname and the characters of a given name is one, whatever follows."""
_GRADED = "[一二三四五六七八九初高小](?:年级|[一二三四五六123456])"
_STATE = "困境|留守|单亲|孤儿|贫困|困难|脱贫|低保|特困|残|重病|监测|无人抚养|离异|患|脑瘫|自闭|孤独症|白血|父|母|建档|休学|辍学|学困|后进"
"""What is said of a child in brackets."""
_GIVEN_SIGNS = "".join(sorted(GIVEN))
_HELPING = (
    "帮扶|资助|送教上门|送教|控辍保学|包联|包保|关爱|结对|帮教|辅导|干预|劝返|辍学|慰问|走访|看望|随班就读"
)
_IN_HELP = tuple(
    Late(pattern)
    for pattern in (
        (
            rf"(?:{_HELPING})(?:的)?(?:重点)?(?:(?:对象|学生|儿童|孩子|子女|男孩|女孩)(?:名单)?[：:]?|[：:])"
            rf"(?P<name>[{COMMON}][{_GIVEN_SIGNS}]{{2}})(?![{HAN}]?(?:小学|中学|学校|老师|社区|集团|公司|奖))"
        ),
        # Where nothing says that a person comes, only a usual surname and an end tell a name from a word.
        rf"(?:{_HELPING})(?P<name>[{MOST}][{_GIVEN_SIGNS}]{{2}})(?=[，。、；：（(\s|的等]|$|同学)",
        rf"(?:来到|走进|前往|赶到|走访|看望)(?:了)?(?P<name>{LIKELY})的?家(?:[中里]|，|$)",
        rf"(?:子女|孙子|孙女)[：:为是]?(?P<name>{LIKELY})",
        rf"{_GRADED}班?的(?P<name>{LIKELY})(?=希望|想|许|盼|需要|收到|领到|家|，|患|是|因|$)",
        rf"{_GRADED}班?[：:]?(?P<name>{LIKELY})，?(?=希望|想要|想有|盼望|需要一)",
        rf"(?P<name>{LIKELY})[（(](?:{_GRADED}(?!级?(?:组|语|数|英|物|化|班主|主任|老师|教师|部))|[一二三四五六七八九][（(]?[0-9⑴-⒇]|(?:突发|严重|重度)*(?:{_STATE}))",
        rf"[（(](?:突发|严重)*(?:{_STATE})(?:儿童|学生|家庭|户|生)?[）)](?P<name>{LIKELY}){_BEHIND}",
    )
)
"""Beside help, those who are helped are named without being called pupils."""
_STRICKEN = tuple(
    Late(pattern)
    for pattern in (
        rf"(?P<name>(?![{COMMON}]某[地类位名项校方部年月日]){MASKED})",
        rf"(?:^|[，。、；：（(\s|])(?P<name>{LIKELY})(?={_GRADED}|今年|双亲|父|母|男|女|随|跟|由|和同|与同|多次|屡次|被学校|违|是(?:一?[名个位])?(?:{_STATE})|[：:—→](?:家|爷|奶|身患|从小|自幼|{_STATE})|(?:{_STATE}))",
        rf"(?P<name>{LIKELY})(?=自出生|患有|身患|被查出|被确诊|确诊)",
        rf"(?<![0-9])(?:[3-9]|1[0-8]|[一二三四五六七八九十]{{1,2}})岁的(?P<name>{LIKELY})",
        rf"(?P<name>{LIKELY})(?=[，,、](?:今年)?(?:[3-9]|1[0-8]|[一二三四五六七八九十]{{1,2}})岁)",
        r"(?P<name>小[王李张刘陈赵周吴徐孙杨朱黄])(?=[爸妈父母]|家里|的[父母爸妈家])",
        rf"(?:{PUPILS})(?P<name>{NICK})(?!”?[（(]化名|地)",
        (
            rf"(?:^|[，。、；：“\"（(\s—→]|{PUPILS}|孙子|孙女|儿子|女儿|[叫为给对帮助的和与名位])(?P<name>{NICK})(?!”?[（(]化名)"
            r"(?=[”\"]?(?:同学|小朋友|是(?:一?[个名位]|单亲|孤儿|留守)|今年|患|得了|从小|自幼|被查|被确诊|因|不爱|不幸|家|在[一二三四五六七八九]年级|的?(?:妈妈|爸爸|父|母|爷爷|奶奶|病|家)|[（(，。、]|$))"
        ),
        rf"[“\"‘「『](?P<name>[{HAN}]{{1,4}})[”\"’」』](?=同学(?![们帮为给主扶])|小朋友|的?(?:妈妈|爸爸|父亲|母亲|爷爷|奶奶))",
        rf"(?:孩子|学生|同学|男孩|女孩|男生|女生)(?:外号|绰号|小名)?叫做?[“\"‘「『](?P<name>[{HAN}]{{1,4}})[”\"’」』]",
        rf"叫[做]?[“\"‘「『](?P<name>[{HAN}]{{1,4}})[”\"’」』](?=的(?:孩子|学生|男孩|女孩|同学|小|男生|女生))",
    )
)
"""Beside hardship, a masked name, a pet name or a nickname is enough."""
_GROWN_UP = Late("同事|代课|从教|任教|婆婆|公公|丈夫|妻子|退休|老党员|老人|老兵|讲台|课题|人物：")
"""A sentence with one of these is on a grown-up, where no word calls anybody a pupil."""
_NO_NICK = Late("[生困贫优孩儿星]|四有|最美|老师|先生|标兵|榜样|学霸|雷锋|少年|^小[康米团圆童苗毛牛]$")
_BY_RIGHT = Late(
    rf"(?:大名|全名|原名|本名|真名|学名|真实姓名)(?:叫|是|为)?[：:“]?(?P<name>{LIKELY}|[{HAN}]{{2,3}}(?=[）)，。；”\s]|$))"
)
_NICKNAME = Late(rf"{NICK}|化名")
_CALLED = Late(
    rf"(?:^|[，。、；：“（(\s]|[为给帮助对让和与])(?P<name>{FIRST_PET}|[{MOST}](?=同学(?!们)))(?![{HAN}]?[旗花帽])"
)
"""Beside hardship, a pet name or a surname alone points at one child."""
_ADULT = "书记|校长|主任|老师|教师|党员|同志|干部|组长|部长|局长|科长|园长|所长|院长|医生|大夫|护士|律师|法官|检察官|民警|警官|辅导员|志愿者|教练|委员|会长|董事长|总经理|企业家|作家|教授|专家|模范|劳模|英雄|烈士|先烈|革命家|乡贤|理事长|馆长|站长|村长|镇长|县长|市长|负责人|骨干|宣讲员|讲师|校友|博士|院士|校医|工友|师傅|爷爷|奶奶|阿姨|叔叔|先生|女士|宣传员|班主任|专干|工作者|摄影|通讯员|撰稿|供稿|作者|评委|主讲人|职工|退休人员|人士|徒弟|专员|联系人|责任人|认领人|捐款人|帮扶人|主持人|主讲|主持|执教|授课|领学|记录人|审核|编辑|校对|(?<!家庭)成员"
_ADULT_BEFORE = Late(rf"(?:{_ADULT})(?:代表|们)?[：:、“\s]{{0,2}}$")
_ADULT_AFTER = Late(
    r"^(?:等)?(?:[0-9一二三四五六七八九十]+[名位])?(?:同志|老师|书记|校长|副校长|主任|教师|先生|女士|教授|医生|律师|法官|部长|局长|烈士|党员|夫妇|夫妻|精神|事迹|先进|同款|志愿|院士|故居|纪念|路|街|村|镇|县|市|中学|小学|爷爷|奶奶|阿姨|叔叔|家长|妈妈|爸爸|厂|杯|式)"
    r"|^等?(?:分别)?(?:为|任|担任)?(?:副?组长|成员|组员|队员|副?队长|委员|负责人)|^[（(](?:党员|教师|老师|书记|校长|主任|副|班主任)|^[，,（(](?:[男女][，,])?(?:今年)?[2-9][0-9]岁|^[，,（(][男女][，,](?:19[0-9]{2}年|中共)"
    r"|^[，,（(][一二三四五六七八九初高]{1,2}年?级?[^，。）)]{0,4}(?:班主任|教师|老师|组|主任)"
)
_OFFICE_AFTER = Late(
    r"^[和与及、，][^，。；：、]{2,18}?(?:主任|主席|局长|书记|校长|处长|科长|部长|会长|董事长|所长|站长|理事长|经理)"
)
_CEREMONY = Late("揭牌|剪彩|出席|莅临|陪同|一行|座谈会|签约|挂牌|共建|带队|调研组")
_NAMES_BEFORE = Late(rf"(?:(?:{NAME})(?:同志|老师)?[、，和与及])+$")
_PARENT = Late("的?(?:家长|妈妈|爸爸|爷爷|奶奶)")
_OF_PUPIL = Late(rf"(?:{PUPILS}|{CLASS}|年级)的?$")
"""A pupil's parent is an adult, yet it is the pupil whose name is told."""
_ADULTS_LISTED = Late(
    r"(?:(?:困难|大病|老|患病|退休)(?:党员|教师|教职工|职工|群众)|教师结对|师徒|军人|烈属|职工)[^，。；：:]{0,6}[：:]$"
)
_CLASS = Late(CLASS)
_CLASS_BEFORE = Late(rf"[：:、；](?:{CLASS})\s?$")
_GIVES = Late(
    "为|向|给|与|和|走进|看望|慰问|关爱|帮助|开展|组织|举行|举办|召开|自发|师生|同学们|学生干部|志愿|走访|班会|家长会|主题|讲座|预防|拒绝|包联"
)
_TEACHER = Late("的?(?:党员|全体|优秀|原)?(?:班主任|教师|老师|辅导员|任课)")
_POOR = Late(
    "贫困|困难|低保|特困|孤儿|单亲|留守|后进|建档立卡|资助|受助|助学金|困境|学困|脱贫户|监测户|无人抚养"
)
_HEALTH = Late(
    r"(?:排查|筛查|摸排|统计|建档|登记|上报)[^。；\n\x01]{0,10}(?:异常体质|特异体质|体质异常|特殊体质|心理(?:异常|问题|危机|障碍)|精神(?:异常|障碍)|疾病史|病史|抑郁|自杀|自残|传染病)[^。；\n\x01]{0,8}"
    r"|(?:异常体质|特异体质|体质异常|特殊体质|心理(?:异常|危机)|有(?:自杀|自残|抑郁)(?:倾向|史))(?:的)?(?:学生|同学|孩子|儿童|名单)"
    r"|心理(?:筛查|测评|普查)[^。；\n\x01]{0,8}(?:异常|预警|高危|阳性)[^。；\n\x01]{0,2}(?:学生|同学|名单|[0-9]+[名人])|(?:心理)?(?:高危|预警)学生"
    r"|(?:学生|孩子|同学|儿童)(?:的)?(?:异常体质|特异体质|体质异常|病史|患病名单|心理档案|残疾证|低保证)"
)
_DISEASE = "白血病|癌|肿瘤|尿毒症|肾病|肾衰|肾炎|心脏病|先天性|抑郁症|自闭症|癫痫|脑瘫|血友病|贫血|糖尿病|红斑狼疮|骨髓|艾滋|乙肝|肺结核|精神病|精神分裂|脑炎|淋巴|骨肉瘤|脑瘤|重症肌无力|渐冻"
_ILL = Late(
    rf"(?:患|罹患|身患|确诊|查出|得了|患上|患有)[^，。；\n{EDGE}]{{0,6}}?(?:{_DISEASE})[^，。；\n{EDGE}]{{0,6}}?(?:学生|同学|孩子|女孩|男孩|女生|男生|儿童|少年)"
    rf"|(?:学生|同学|孩子|女孩|男孩|女生|男生|儿童|少年)[^，。；\n{EDGE}]{{0,8}}?(?:患|确诊|查出|得了)[^，。；\n{EDGE}]{{0,6}}?(?:{_DISEASE})"
)
_NOTICE = Late("制度|预案|教育|知识|讲座|培训|机制|课程|宣传|团体辅导")


def pupil_names(text: str) -> tuple[str, ...]:
    """Return the names in a text that may be those of pupils."""
    spans = [*_named(text), *_listed(text)]
    return tuple(dict.fromkeys("".join(text[start:end].split()) for start, end in spans))


def tells_of_hardship(text: str) -> bool:
    """Tell whether a text speaks of illness, hardship, discipline or marks."""
    return bool(_HARD.search(text))


def named_pupils(reading: Reading) -> Iterator[Found]:
    """Yield names of pupils, masked names and pet names beside hardship among them."""
    dense = reading.dense
    found = [(dense, *span) for span in {*_named(dense.text), *_in_tables(dense.text)}]
    # Lines and blanks, which the dense text lacks, are what lists are made of.
    found += [
        (reading.plain, *span) for span in {*_listed(reading.plain.text), *_in_columns(reading.plain.text)}
    ]
    told = sorted((_name(*each) for each in found), key=lambda one: (one.start, -one.end))
    end_of_last = 0
    for one in told:
        if one.start >= end_of_last:
            yield one
            end_of_last = one.end


def _name(folded: Folded, start: int, end: int) -> Found:
    name = "".join(folded.text[start:end].split())
    first, last = folded.place(start, end)
    hard = tells_of_hardship(_sentence_around(folded.text, start))
    what = "学生的姓名，还和病情、困难或处分写在一起" if hard else "学生的姓名"
    secret = (folded.place(start + 1, end)[0], last) if end - start > 1 else None
    return Found(first, last, what, f"{name[0]}{'×' * (len(name) - 1)}", name, secret)


_NEAR = 80


def _sentence_around(text: str, place: int) -> str:
    """Return what stands around a place in its sentence."""
    before = re.split(rf"[。！？\n{EDGE}]", text[max(0, place - _NEAR) : place])[-1]
    return before + re.split(rf"[。！？\n{EDGE}]", text[place : place + _NEAR])[0]


_FULL_WIDTH = str.maketrans(",;:()", "，；：（）")
"""Many write half-width signs between Chinese words; each takes as much room as the other."""


def _named(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of pupils' names, those of the same row of names included."""
    for sentence in _SENTENCE.finditer(text):
        words, base = sentence[0].translate(_FULL_WIDTH), sentence.start()
        patterns = (pattern for needs, pattern in _NAMED if not needs or any(need in words for need in needs))
        found = [match.span("name") for pattern in patterns for match in pattern.finditer(words)]
        found += _beside_hardship(words)
        found += [*paid(words), *paired(words)]
        walked = 0
        for start, end in sorted(_trimmed(words, *span) for span in found):
            if _is_nobody(words[start:end], words[end : end + 2]) or _is_adult(words, start, end):
                continue
            yield base + start, base + end
            if end > walked:
                for first, last in _row(words, end):
                    yield base + first, base + last
                    walked = last


def _listed(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of names on rolls of those who are helped."""
    for start, end in on_rolls(text):
        if not _is_adult(
            text[max(0, start - _NEAR) : end + _NEAR], min(start, _NEAR), min(start, _NEAR) + end - start
        ):
            yield start, end


def _beside_hardship(words: str) -> list[tuple[int, int]]:
    """Return the places of names in a sentence on hardship or on help, where less is enough to know a pupil by."""
    hard = _HARD.search(words)
    if not hard and not HELPED.search(words):
        return []
    if words.count("|") > 1:
        # A row of a table: what its columns are is told by their heading.
        hard = None
    patterns = (
        (*_IN_HELP, _SURELY, _CALLED, *_STRICKEN, *(() if _GROWN_UP.search(words) else (_IN_NEED,)))
        if hard
        else _IN_HELP
    )
    found = [
        match.span("name")
        for each in patterns
        for match in each.finditer(words)
        if not _NO_NICK.search(match["name"]) and (each is not _IN_NEED or _may_be(match["name"]))
    ]
    if nickname := _NICKNAME.search(words):
        found += [match.span("name") for match in _BY_RIGHT.finditer(words, nickname.end())]
    return found


def _may_be(name: str) -> bool:
    """Tell whether two characters may be a name where only a comma follows them; of three nearly all are."""
    return len(name) > 2 or name[0] in MOST or name[1] in GIVEN or not re.fullmatch(f"[{HAN}]+", name)


def _is_nobody(name: str, after: str) -> bool:
    """Tell whether what has the form of a name is a word, a place or one of those whom pupils are told of."""
    doubled = len(name) == 2 and name[0] == name[1] and len(after) == 2 and after[0] == after[1]
    return doubled or is_word(name) or is_other(name)


def _trimmed(words: str, start: int, end: int) -> tuple[int, int]:
    """Return a name's place without a word behind it that the longest match has taken in: 张小因, 李红患."""
    while end - start > 2 and words[end - 1] in "因患家被的和与在是为等说从得获今每":
        end -= 1
    return start, end


def _row(words: str, place: int) -> Iterator[tuple[int, int]]:
    """Yield the names that go on a row of names: 张小明、李红和王强."""
    while found := _NEXT.match(words, place):
        start = found.end() - len(found[0].lstrip("、，,和与及/／ "))
        if is_word(words[start : found.end()]) or _ADULT_AFTER.match(words[found.end() : found.end() + 8]):
            return
        yield start, found.end()
        place = found.end()


def _is_adult(words: str, start: int, end: int) -> bool:
    before, after = words[max(0, start - _NEAR) : start], words[end : end + _NEAR]
    row = _NAMES_BEFORE.search(before[-24:])
    head = before[: len(before) - len(row[0])] if row else before
    rest = re.match(rf"(?:[、，和与及](?:{NAME})(?<![和与及为等任]))+", after)
    tail = after[rest.end() :] if rest else after
    if _PARENT.match(after) and _OF_PUPIL.search(before[-16:]):
        return False
    if in_class := _CLASS_BEFORE.search(head[-16:]):
        # Only a colon tells that it is the teacher of a class who is named.
        head = head[: len(head) - len(in_class[0]) + 1] if in_class[0][0] in "：:" else head
    return bool(
        _ADULT_BEFORE.search(head[-8:])
        or _ADULTS_LISTED.search(head[-20:])
        or _ADULT_AFTER.match(after[:12])
        or _ADULT_AFTER.match(tail[:12])
        or (_OFFICE_AFTER.match(tail[:24]) and _CEREMONY.search(words))
    )


_CELLS = Late(r"[|｜\t,，]")
_PRIVATE_HEADING = Late("班级|年级|学生|困难|资助|受助|监护|家长|病|家庭|帮扶|留守|处分|学号|考号|儿童|心愿")
_PUPIL_COLUMN = Late("姓名|名字|学生|受助人|对象|儿童|孩子|孤儿|心愿人|受益人")
_ADULT_COLUMN = Late(
    "教师|党员|主任|老师|捐|认领人|(?<!被)帮扶人|责任人|联系人|包联人|师傅|徒弟|导师|主讲|干部|领导|负责|家长|监护"
)
_NO_NAMES = Late("数|情况|原因|内容|比例|类别|类型|金额|年级|班级|条件|标准")
_ADULT_TABLE = Late("职务|职称|捐|师傅|徒弟|政治面貌|任教")


def _in_tables(text: str) -> Iterator[tuple[int, int]]:
    """Yield the names in tables of pupils: below a heading 姓名, and beside a class or a hardship."""
    if "|" not in text:
        return
    place = 0
    columns: frozenset[int] = frozenset()
    adults: frozenset[int] = frozenset()
    for line in text.split("\n"):
        cells = _cells(line)
        heads = _heads(cells)
        if heads and (heads[1] or _PRIVATE_HEADING.search(line)):
            columns, adults = heads
        elif len(cells) < 2:
            columns = adults = frozenset()
        else:
            told = bool(_CLASS.search(line) or _HARD.search(line))
            for index, (start, cell) in enumerate(cells):
                form = re.fullmatch(NAME, cell) and not is_word(cell) and index not in adults
                if form and (index in columns or (told and looks_like_name(cell))):
                    yield place + start, place + start + len(cell)
        place += len(line) + 1


_BETWEEN_COLUMNS = Late(r"[\u4e00-\u9fff0-9](?:\t|[ \u3000]{2})")
_COLUMNS = Late(r"(?:[^ \t\u3000]|[ \u3000](?![ \t\u3000]))+")


def _in_columns(text: str) -> Iterator[tuple[int, int]]:
    """Yield the names in columns that blanks set apart, below a heading that promises pupils."""
    if not _BETWEEN_COLUMNS.search(text):
        return
    place = 0
    columns: frozenset[int] = frozenset()
    for line in text.split("\n"):
        apart = _BETWEEN_COLUMNS.search(line)
        cells = [(found.start(), found[0].strip()) for found in _COLUMNS.finditer(line)] if apart else []
        heads = _heads(cells)
        if heads:
            columns = heads[0] if _PRIVATE_HEADING.search(line) else frozenset()
        elif len(cells) < 2:
            columns = frozenset()
        for index, (start, cell) in enumerate(() if heads or not columns else cells):
            if index in columns and looks_like_name("".join(cell.split())):
                yield place + start, place + start + len(cell)
        place += len(line) + 1


def _heads(cells: list[tuple[int, str]]) -> tuple[frozenset[int], frozenset[int]] | None:
    """Return in which columns a table's heading promises pupils, and in which grown-ups; none where it is no heading."""
    short = [(index, cell) for index, (_, cell) in enumerate(cells) if len(cell) < 9]
    named = {index for index, cell in short if _PUPIL_COLUMN.search(cell) and not _NO_NAMES.search(cell)}
    adults = {index for index, cell in short if _ADULT_COLUMN.search(cell)}
    if len(cells) < 2 or not (named | adults):
        return None
    if any(_ADULT_TABLE.search(cell) for _, cell in short):
        adults |= {index for index, cell in short if cell == "姓名"}
    return frozenset(named - adults), frozenset(adults)


def _cells(line: str) -> list[tuple[int, str]]:
    if "|" not in line:
        return []
    cells, place = [], 0
    for part in line.split("|"):
        stripped = part.strip()
        cells.append((place + (part.find(stripped) if stripped else 0), stripped))
        place += len(part) + 1
    return cells


def pointed_out_pupils(reading: Reading) -> Iterator[Found]:
    """Yield classes beside illness, hardship or discipline, and what is known of pupils' health."""
    dense = reading.dense
    for sentence in _SENTENCE.finditer(dense.text):
        words = sentence[0]
        if "化名" in words and (found := _PSEUDONYM.search(words)) and (ill := _HARD.search(words)):
            start, end = dense.place(sentence.start() + found.start(), sentence.start() + found.end())
            yield Found(
                start, end, f"化了名的学生，和年级、“{ill[0]}”写在一起", found[0], f"{found[0]} {ill[0]}"
            )
        for found in _CLASS.finditer(words):
            if hard := _hardship_beside(words, *found.span()):
                start, end = dense.place(sentence.start() + found.start(), sentence.start() + found.end())
                what = f"学生的班级，和“{hard}”写在一起"
                yield Found(start, end, what, found[0], f"{found[0]} {hard}")
        for pattern in (_HEALTH, _ILL):
            for found in pattern.finditer(words):
                if not _NOTICE.search(found[0]) and not _NOTICE.match(words[found.end() :]):
                    start, end = dense.place(sentence.start() + found.start(), sentence.start() + found.end())
                    yield Found(start, end, "学生的健康情况", found[0], found[0])


_PSEUDONYM = Late(
    rf"[{HAN}]{{2,3}}”?[（(]化名[）)](?=[^\n]{{0,40}}?{_GRADED})|{_GRADED}[^\n]{{0,16}}?[（(]化名[）)]"
)
_FAR = 24


def _hardship_beside(words: str, start: int, end: int) -> str:
    """Return the hardship that stands with a class; none where the class is the one that helps."""
    behind = _HARD.search(words[end : end + _FAR])
    if behind:
        between = words[end : end + behind.start()]
        by_teacher = _TEACHER.match(words, end) and _POOR.match(behind[0])
        return "" if by_teacher or _GIVES.search(between) else behind[0]
    before = words[max(0, start - _FAR) : start]
    last = max((found.start() for found in _HARD.finditer(before)), default=-1)
    found = None if last < 0 or re.search("[，；]", before[last:]) else _HARD.match(before, last)
    return found[0] if found else ""


_PIECES = Late(r"[\s_\-—–.,，、（）()\[\]【】+&@#~0-9A-Za-z]+")
_TITLED = Late(rf"(?:{_ADULT})")


def names_in_filename(stem: str) -> list[str]:
    """Return the names that a file's name carries: of a pupil, or any that stand by themselves.

    Who is called 老师 or 书记 in it is an adult."""
    reading = Reading(stem)
    text = reading.plain.text
    found = [*pupil_names(text), *(pupil_names(reading.dense.text) if " " in text else ())]
    if not _TITLED.search(text):
        found += [piece for piece in _PIECES.split(text) if looks_like_name(piece)]
    return list(dict.fromkeys(found))


def is_name_list(text: str) -> list[str]:
    """Return the names where a text is nothing but names: 张小明、李红."""
    pieces = [
        piece
        for piece in re.split(
            r"[、，,；;/\s]+|(?<=..)[和与及](?=..)",
            re.sub(r"等?[0-9一二三四五六七八九十]*[名位人]?(?:同学|学生)?$", "", text),
        )
        if piece
    ]
    return pieces if pieces and all(looks_like_name(piece) for piece in pieces) else []


__all__ = [
    "CLASS", "HARDSHIP", "MASKED", "PET", "PUPILS", "is_name_list", "named_pupils", "names_in_filename",
    "pointed_out_pupils", "pupil_names", "tells_of_hardship",
]  # fmt: skip
