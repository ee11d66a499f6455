"""Find what calls itself a draft, and what people who wrote it said to each other on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.found import Found
from generator.gate.reading import EDGE, Reading
from generator.late import Late

_MARK = (
    "审议稿|报批稿|样稿|校对稿|草稿|初稿|讨论稿|征求意见稿|送审稿|送审|未定稿|修改稿|待审稿?|审核中|待审核|试行稿|草案|第[一二三四]稿|内部资料|内部文件|内部材料|内部使用|"
    "仅供内部|不得外传|未经审核|待修改|待定稿|内部掌握|内部参考|先别发|先不发|勿发|过程稿|供审阅|供讨论"
)
_CALLED = "初稿|讨论稿|征求意见稿|送审稿|审议稿|报批稿|未定稿|草稿"
_ASKED = "建议|删|改|换|核|补|太[长短多少]|重写|不一致|不对|有误|漏|再看|调整|压缩|合并|第[一二三四五六七八九十0-9]{1,2}段|语句|错"
_ROLE = "老师|主任|书记|校长|园长|领导|办公室|教务处|德育处|总务处|政教处|党办|科室"
_AGAIN = rf"再核|待核|核一下|核对一下|核实一下|再确认|确认一下|再看一?[遍下眼](?!《)|看一下|再改|改一下|再补|补一下|(?:{_ROLE})(?:再|来|帮忙)?(?:核对|核实|确认)|请[^）)】\]\n]{{0,6}}(?:审阅|把关|过目|审定|定夺)"
_UNFINISHED = Late(
    rf"(?:^|(?<={EDGE}))(?:[^。，；：\n{EDGE}]{{2,40}}?(?:{_CALLED})[0-9vV.]*(?=$|{EDGE})|[ \t]*(?:草稿|draft)[ \t]*[:：][ \t]*(?:是|true|yes)[ \t]*$|[ \t#>*]*(?:{_CALLED})(?=[ \t]*(?:$|[，,{EDGE}])))"
    # Most signs begin none of these.
    r"|(?=[（(【\[〔严请不禁内本此该仅批红标黄高划蓝这终定最修成@原上下名审校领书方我备 \t])(?:"
    rf"(?<!法)(?<!条例)[（(【\[〔]\s*(?:{_MARK})[^）)】\]〕\n]{{0,12}}[）)】\]〕]"
    r"|(?:严禁|请勿|不得|禁止)(?:外传|外泄|转发(?!谣|不实|虚假|不良|他人)|上网(?!吧|课|游戏|聊)|对外公开)|(?:内部资料|内部文件|内部材料)[，,]?\s?(?:注意保[存密]|请勿|严禁|不得)"
    rf"|(?:本|此|该)(?:文|稿|件|材料|方案|总结|报告|文件)(?:为|是|系|属)(?:内部|初步)?(?:{_CALLED}|过程稿)"
    r"|仅供(?:校?领导|内部|支部|委员|班子|党员)?[^，。；\n]{0,4}?(?:审阅|审核|审议|讨论|校对|修改|传阅|内部[使学传交参])"
    r"|批注\s?(?:\[[A-Za-z]{0,4}[0-9]{1,3}\]|[A-Za-z]{1,4}[0-9]{1,3}\b)"
    r"|[（(【\[]备注[：:][^）)】\]\n]{0,40}?(?:[这该此][段句张个]|要改|再改|删|重复|核)"
    rf"|[（(【\[]\s*[?？]{{1,3}}(?=[\u4e00-\u9fff])[^）)】\]\n]{{0,24}}(?:确认|核|改|查|问|对|补|是否|待|漏|哪|多少|准)[^）)】\]\n]{{0,16}}[）)】\]]"
    rf"|[（(【\[][^）)】\]\n]{{0,16}}(?:{_AGAIN})[^）)】\]\n]{{0,10}}[）)】\]]"
    r"|(?:终稿|定稿|最终[稿版]|修改[稿版]|成稿)\s?[-_－–]?\s?(?:再?(?:修改|改|修)[0-9一二三四五]{0,2}|[vV][0-9.]{1,4}|[-_－][0-9]{1,2}(?![0-9年月日]))(?![\u4e00-\u9fff])"
    rf"|(?:红字|标红|红色字体|红色部分|标黄|黄色部分|高亮部分|划线部分|蓝字)(?:部分|之?处|的|内容|字)?[^。\n{EDGE}]{{0,12}}?(?:请|需|待|要|由|须)[^。\n{EDGE}]{{0,10}}?(?:补充|完善|核[实对]|确认|修改|填写|删|替换)"
    r"|(?:这里|此处|这个数|该数|这组数)[^。；\n]{0,12}?(?:再核|待核|核一下|核实一下|核对一下|再确认)"
    rf"|(?<![\u4e00-\u9fff])@[\u4e00-\u9fff]{{1,4}}(?:{_ROLE})"
    r"|请[^，。；\n]{0,4}(?:书记|校长|主任|领导)[^，。；\n]{0,2}(?:审阅|过目|定夺|批阅)|原(?:文|句|稿)[：:][^\n]{1,80}?(?:改为|改成|修改为)[：:]"
    r"|(?:^|(?<=[。，；：（(【！\s]))[这此本该上下]一?(?:段|句话?|小节|部分|张图)(?:话|文字)?(?:可以?|建议|要|先|都)?(?:删掉|删除|删了|不要了|去掉|重写|再改))"
    rf"|(?:^|(?<=[【（(\[；。>#*{EDGE}]))[ \t]*(?!学生|名著|阅读|读书|课文|古诗|文本)[\u4e00-\u9fff]{{0,4}}(?:批注|修改意见|修改建议|审稿意见|校对意见|审核意见|领导意见|书记意见)[0-9一二三]?[：:][^\n{EDGE}】）]{{0,60}}?(?:{_ASKED})",
    re.MULTILINE,
)  # fmt: skip
_ASIDE = Late(
    r"[（(【\[][^）)】\]\n]{0,20}(?:先别发|先不发|别发出去|暂不发布|还没看|没看过|还没审|没审过|问一下|太啰嗦|删掉|删去|语气)[^）)】\]\n]{0,16}[）)】\]]"
    r"|(?:^|(?<=[：:\x01]))[ \t]*待[^，。；：\n]{0,8}(?:审定|审核|审阅|审批|确认|过目|定稿)后再?(?:发布|上网|发出|公开|上传|推送)(?=[。\s]*(?:$|\x01))"
    r"|(?<!课文)(?<!作文)(?<!文章)第[一二三四五六七八九十0-9]{1,2}段(?:和|与|、|到)?(?:第[一二三四五六七八九十0-9]{1,2}段)?(?:要|请|可以?|建议)?(?:合并|删[掉除去]|挪|重写)|语气再[\u4e00-\u9fff]"
    r"|(?:先这样写|先空着|先放着|先写着)(?=[，。；\s）)]|$|等)|(?:请勿|不要|暂不)对外(?:发布|公开|传播)|修改稿第[一二三四五六0-9]{1,2}稿|第[一二三四五六]稿[0-9]{0,6}最终|最终版[0-9]"
    r"|由\s?(?:AI|人工智能)\s?(?:自动)?生成[，,][^。\n]{0,10}(?:参考|修改|核对)|作为(?:一个|一名)?\s?(?:AI|人工智能)(?:语言)?(?:模型|助手)"
    r"|^(?:当然可以|当然|好的|没问题)[！!，,。][^\n]{0,6}(?:下面|以下|这是)|^(?:下面|以下)是(?:一篇|一份|为[您你]|根据[您你])|希望(?:以上|这篇|这份)(?:内容|文章|材料|稿子)?[^。\n]{0,6}(?:对[您你]|有所帮助|满意)|根据[您你](?:的|所)(?:要求|需求|实际|提供)",
    re.MULTILINE,
)
"""What is said to a colleague in passing, and what a program that writes texts says around them."""
_STRUCK = Late(
    r"~~(?=[^\s~])[^~\n]{1,200}?(?<=[^\s~])~~(?=[ \t]?(?:[（(]?(?:改|应|现|换|更正|删|已删)|→|—|->|=>))|~~[0-9][0-9.,%％]{0,12}~~[ \t]?(?=[0-9])"
    r"|(?:^|(?<=[。，；：、（|\s]))~~(?=[\u4e00-\u9fff0-9“])[^~\n]{4,200}?(?<=[^\s~])~~"
    r"|<(?:del|s|strike)>[^<\n]{1,200}</(?:del|s|strike)>\s?(?:<ins>|[（(]?(?:改|应|现|换|更正|删))"
    r"|\{(?:--|\+\+|>>|~~)[^{}\n]{1,200}(?:--|\+\+|<<|~~)\}",
    re.MULTILINE,
)
_TALK = Late(
    r"不要|别|删|改|核[实对一]|确认|待|先|暂|补|问|请|[说讲]|要求|同意|老师|主任|书记|校长|领导|[?？，。；！]|旧|原|重复|数据|不对|不准|TODO|[\u4e00-\u9fff]{12}"
)
_OPENED, _CLOSED = "<!--", "-->"
_SHOWN = 20


def unfinished_texts(reading: Reading) -> Iterator[Found]:
    """Yield what calls itself a draft or internal, and remarks of those who worked on it."""
    told: set[int] = set()
    for folded in dict.fromkeys((reading.plain, reading.dense)):
        for found in (*_UNFINISHED.finditer(folded.text), *_ASIDE.finditer(folded.text)):
            start, end = folded.place(*found.span())
            if told.isdisjoint(range(start, end)):
                told.update(range(start, end))
                words = found[0].strip()
                yield Found(start, end, "草稿或内部材料的字样", words[-_SHOWN:], words)
    yield from _struck(reading.raw)
    yield from _remarks(reading.raw)


def _struck(text: str) -> Iterator[Found]:
    for found in _STRUCK.finditer(text) if "~~" in text or "{" in text or "</" in text else ():
        yield Found(*found.span(), "修改的痕迹", found[0][:_SHOWN], found[0])


def _remarks(text: str) -> Iterator[Found]:
    """Yield comments in which somebody says something: no page shows them, and every browser can."""
    end = 0
    while (start := text.find(_OPENED, end)) >= 0 and (close := text.find(_CLOSED, start)) >= 0:
        said, end = text[start + len(_OPENED) : close], close + len(_CLOSED)
        if re.search("[\u4e00-\u9fff]", said) and _TALK.search(said):
            words = " ".join(said.split())
            yield Found(start, end, "写在注释里、打开网页源代码就能看到的话", words[:_SHOWN], words)
