"""What a text must hold before a rule looks at it: words, digits, odd signs.

Three searches tell for nearly every text that there is nothing in it; they are all that most texts cost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from generator.gate.leftovers import everyday
from generator.gate.minors import HARDSHIP, PUPILS
from generator.gate.personal import DIGITS, NUMERALS
from generator.gate.rolls import HELP

# Beyond the first plane a class of signs is slow; what stands there is odd anyway.
_D = "".join(sorted(sign for sign in DIGITS if sign < "\U00010000"))
_N = "".join(sorted(NUMERALS))

NUMBERS = re.compile(
    rf"[{_D}{_N}](?<![{_D}{_N}].)(?!(?<=[12])[09][0-9]{{2}}\s?[-./年][0-9]{{1,2}}[-./月][0-9]{{1,2}}(?![0-9]))"
    rf"(?:[^\u4e00-\u9fff{_D}\x01]{{0,4}}[{_D}{_N}]){{6}}"
)
"""Seven digits with little between them, and no date: any number of a person's is longer."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ACCOUNTS = _words("QQ qq Qq 扣扣 企鹅 微信 WeChat wechat Wechat weChat V信 v信 薇信 VX vx")
EMAILS = (
    *_words(
        r"@ ＠ 艾特 \(at （at \[at 【at \(AT （AT \(@ #qq\. #163\. #126\. #sina #gmail #foxmail #139 #189"
    ),
    " at ",
    " AT ",
)
HOMES = _words(
    "家庭住址 家庭地址 家庭详细 住址 住所 户籍 户口 现居 居住 通讯地址 现住 收件 家住 小区 花园 家园 公寓 苑 新村 社区 居委会 华庭 名城 豪庭 安置房 号楼 #楼 栋 幢 座 村 住 弄"
)
PLATE = re.compile(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\s?[A-HJ-NP-Ya-z]")
PEOPLE = (
    *PUPILS.split("|"),
    *re.sub(r"[(][^)]*[)]", "", HARDSHIP).split("|"),
    *HELP.split("|"),
    *_words(
        "班 中队 姓名 对象 名单 受助 奥赛 奥林匹克 奥数 信息学 强基计划 家访 走访 慰问 — → ⇌ × ~ ➜ ➡ ⟶ 男 女 \\|"
    ),
)
CLASSES = _words(
    "班 中队 化名 患 确诊 查出 得了 异常 特异 特殊体质 病史 抑郁 自杀 自残 传染病 患病 心理 残疾证 低保证 精神"
)
EXAMS = _words(
    "升学 升重 上线 达线 过线 一本 二本 重本 本科 专科 特控 重点 重高 普高 示范高中 双一流 清北 清华 北大 录取 进线 高考 中考 会考 统考 联考 模考 一模 二模 三模 期末 期中 小升初 "
    "学业 学考 质检 抽测 调研考 毕业考 艺考 率 平均分 人均分 均分 状元 考入 考取 考上 考进 保送 升入 "
    "教学评 教学成 教学质 教学水 教学检 教学监 教学考 教学效 教学实 教学测 教育教学 教学教 文化课 学科 学习成 学习质 文化成 文化质 考试 成绩 总分 各科 金榜 喜报 捷报 光荣榜 龙虎榜 尖子"
)
POINTS = _words("积分 得分 量化考核 排名 名次 第一名 第二名 评优 评先 评奖 评选")
BLANKS = (
    *_words(
        "X x × __ \\*\\* ＊ 某某 ○ 〇〇 □ 此处 填写 插入 补充 待补 待定 待填 略 年月 Lorem lorem dolor 示例文 示例标 示例段 占位 测试文 测试标 测试段 测试测"
    ),
    *_words(
        "【 \\[姓 \\[人 \\[数 \\[时 \\[日 \\[地 \\[主 \\[名 \\[标 \\[单 \\[学 \\[书 \\[校 NN 说明文字 年_"
    ),
    *_words(
        "＿＿ △△ ◯◯ YYYY M月 m月 \\{\\{ \\$\\{ \\{ < ＜ 请替换 请更换 请改成 请改为 请自行 请及时 请尽快 待上传 待插入 待替换 待添加 待核 待确认 待查 未填 暂空 TBA"
    ),
    *_words(
        "zxcv sdfg hjkl text Text TEXT itle ITLE sample Sample SAMPLE nsert INSERT lick LICK Tap tap （示 （例 （样 （举 （占 （虚 \\(示 \\(例 \\(样 \\(举 \\(占 \\(虚 更换 修改 这里 填入 粘贴 输入 替换 添加 敬请期待"
    ),
    *_words(
        "请输 请填 请添 请插 请编 请点 请双 请在 点击 双击 标题标题 文字文字 内容内容 asdf qwer TODO ToDo FIXME TBD placeholder"
    ),
)
GAPS = re.compile(
    r"[（( \u3000?？…—.\-](?:(?<=[（(])[ \t\u3000\xa0_＿]*(?:[)）]|空|暂空|留空|未填|无内容)|(?<=[ \u3000])[ \u3000（(]"
    r"|(?<=[?？…])[?？…]{0,2}(?:[名人次场项元篇户节]|万元)|(?<=[—.\-])[—.\-]{1,8}(?:[名人次场项元篇户节]|万元))"
)
"""Blanks between words: no word of their own tells of them."""
DRAFTS = _words(
    "稿 内部 外传 外泄 未经审核 待修改 审核中 待审 草案 draft 严禁 请勿 禁止 不得转 不得上 不得对外 仅供 供审阅 供讨论 别发 先不发 勿发 批注 备注 修改意见 修改建议 审核意见 领导意见 书记意见 "
    "再核 待核 核一下 核对 核实 确认 再看 看一下 再改 改一下 再补 补一下 审阅 把关 过目 审定 定夺 批阅 （？ （\\? \\(？ \\(\\? 【？ 【\\? \\[？ \\[\\? 最终版 修改版 红字 标红 红色 标黄 黄色 高亮 划线 蓝字 "
    "下面 以下 希望以上 希望这 您 还没 没审 没看 问一下 啰嗦 先空 斟酌 段 后发布 后上网 后发出 后公开 后再发 删去 删掉 "
    "@ 改为 改成 不要 删掉 删除 删了 去掉 重写 ~~ <!-- <del <s> <strike \\{-- \\{\\+ \\{> \\{~"
)
GOALS = _words(
    "争创 力争 拟 筹备 筹建 申报 创建中 培育中 推进中 在建 计划 候选 待 有望 预计 预期 争取 将 确保 公示中 评审中 目标 实现 建成 下学期 下半年 未来 硕果 圆满 已完成 叫响 待批 待验收 待公示"
)
PROBLEMS = _words(
    "批评 好人主义 畏难 应付 本位主义 自由主义 评议 测评 补记 后补 代签 敷衍 拖延 欠缺 两张皮 不及时 不积极 不认真 不全 不齐 不完整 存在 问题 不足 差距 短板 薄弱 查摆 自查 整改 对照检查 检视 剖析 原因 淡薄 淡漠 淡化 漠视 损害 侵害 不强 不够 松懈 松散 涣散 漂浮 缺失 弱化 虚化 不严 不实 不力 不到位 不扎实 不深入 "
    "传阅 参阅 知悉 内部 不公开 不对外 保密 警告 处分 约谈 谈话 函询 转办 核实 调查 初核 失范 收受 嫌疑 敢怒 独断 小圈子 "
    "滑坡 流于形式 走过场 不明显 不规范 缺位 宽松软 巡察 巡视 审计 督查"
)
CODE = _words(r"锟 烫烫 屯屯 \? \\u \\x %E %e %u & =8 =9 =A =B =C =D =E =F")


def one_of(*groups: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of the words, those with the same first sign tried together."""
    heads: dict[str, list[str]] = {}
    for word in sorted({word for group in groups for word in group}):
        head = word[:2] if word.startswith("\\") else word[:1]
        heads.setdefault(head, []).append(word[len(head) :])
    return re.compile("|".join(f"{head}(?:{'|'.join(rests)})" for head, rests in heads.items()))


SIGNS = re.compile(
    r"[弄斟警N您啰未硕圆叫阅悉谈函嫌敢断#%&(*?@FLQTVWX\[\\_flqtwx|~×—→⇌⟶➜➡□○〇【不专世业严中乙争亡亲企住保信修倒候偷儿元充入内凌击分刑划创剖力助募北区医升华占卡厌友同名后告员哮喜因团园困在场址均坡城培填境外够天失奥女姓婚子存孤孩守审害宿寒寓少尖尿居屯巡差幢幼座异弱强录待得恋患慰成户"
    r"房扎打扣批抑折拟捷排控推插收效教散整文斗旷显普月末本术杀村松染查标栋核检楼榜模止此殊残段毕水泄流测浮淡烫率班理生申男略疗疾病症痫瘤瘫瘾癌监短神祸科稿筹籍线绩缺考肾脏艾花苑范草薇虚血视认讯访评诊该详请象豪质贫足转轻辍达过违逃逝重锟闭问队障牢毒嫁离伤腕察迷抚债劝休扶结联愿爱餐窃拘没综"
    r"＊＠\u3000（…贴换添加＿△◯Y{$<＜空这供别勿注意再下关夺？终红黄亮蓝删掉改望预将现义畏付记签敷拖皮=](?<!结(?!对))"
)
"""In every word above stands one of these; a class of signs is found ten times as fast as words are.

总结 stands everywhere, so that 结 counts only in 结对."""


def may_hold(words: str) -> bool:
    """Tell whether a text may hold anything at all that must not be published."""
    return bool(
        SIGNS.search(words)
        or "某某" in words
        or any(blank in words for blank in ("  ", "...", "--"))
        or NUMBERS.search(words)
        or PLATE.search(words)
        or is_odd(words)
    )


def spoken(words: Iterable[str]) -> Callable[[str], object]:
    """Return what tells whether a text holds any of the words; the pattern is made when it is first asked for."""
    listed = tuple(words)
    return lambda text: _pattern(listed).search(text)


def odd_or(words: Iterable[str]) -> Callable[[str], object]:
    """Return what tells whether a text holds an odd sign or any of the words."""
    listed = tuple(words)
    return lambda text: is_odd(text) or (listed and _pattern(listed).search(text))


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return one_of(words)


def is_odd(text: str) -> bool:
    """Tell whether a text holds a sign that no simplified Chinese text needs: traditional, garbled, or with a tone."""
    if _TONED.search(text):
        return True
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return not _usual().issuperset(text)
    return False


_TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")


@cache
def _usual() -> frozenset[str]:
    return everyday() | frozenset(map(chr, range(0x80))) | frozenset("·—–•⸺㎡℃")
