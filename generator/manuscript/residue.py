"""Take away what a web page, a reader of scans or a word processor left in a text: each kind by itself.

Every function takes one paragraph's text and gives it back with the list of what it changed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from generator.manuscript.cleaned import HANZI, Cleaned, changed

_Result = tuple[str, list[Cleaned]]

_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]{0,50}>", re.IGNORECASE)
_TAG = re.compile(
    r"</?[A-Za-z][A-Za-z0-9]{0,15}(?:[\s/][^<>]{0,1000})?>|<!--.{0,1000}?-->|<!DOCTYPE[^<>]{0,200}>"
)


def clean_html(text: str) -> _Result:
    """Resolve entities and take tags away; what ends a block ends a line."""
    found: list[Cleaned] = []
    if "<" in text:
        text, breaks = changed("网页代码", _BREAK, text, "\n")
        text, tags = changed("网页代码", _TAG, text, "", whole=True)
        found += [*breaks, *tags]
    if "&" in text:
        text, entities = changed("网页代码", _ENTITY, text, _character)
        found += entities
    return text, found


def _character(found: re.Match[str]) -> str:
    sign = html.unescape(found[0])
    return " " if sign == "\xa0" else sign if sign.isprintable() else ""


_BLANKS = re.compile("[\t\xa0\u2000-\u200a\u202f\u205f]+")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ud800-\udfff\ue000-\uf8ff\ufff0-\ufffc\ufffe\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)


def clean_unseen(text: str) -> _Result:
    """Take away what cannot be seen: soft hyphens, zero-width signs, control codes, signs of a font's own."""
    if text.isascii() and text.isprintable():
        return text, []
    text = _BLANKS.sub(" ", text)
    return changed("看不见的字符", _UNSEEN, text, "")


def shown(text: str) -> str:
    """Return a text in which what cannot be seen is named, so that it can be told of: 〔U+200B〕."""
    return _UNSEEN.sub(lambda found: f"〔U+{ord(found[0]):04X}〕", text).replace("\ufffd", "□")


_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ％＋－＝＿／＠＃＆＊]+")
_TO_HALF = {0xFEE0 + code: code for code in range(0x21, 0x7F)}


def clean_wide(text: str) -> _Result:
    """Make full-width digits and Latin letters half-width."""
    return changed("全角的数字和字母", _WIDE, text, lambda found: found[0].translate(_TO_HALF))


_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_SYLLABLE = r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|er|in|un|ia|ie|iu|ua|uo|ui|ue|ve|üe|üan|ün|[aoeiuvün])r?"
_PINYIN = re.compile(rf"(?<=[{HANZI}])[ ]?[(（]\s?([A-Za-zü{_TONED}' ]{{1,40}}[1-5]?)\s?[)）]")
_SYLLABLES = re.compile(rf"(?:{_SYLLABLE}){{1,8}}", re.IGNORECASE)
_PLAIN = str.maketrans(_TONED, "aaaaeeeeiiiioooouuuuüüüünnnm")
SEVERAL = 5
"""So often is bare pinyin no accident: the rule of the facts for residue of this kind."""


def clean_pinyin(text: str, *, bare: bool) -> _Result:
    """Take away the pinyin in brackets behind characters; that without tones only where it is all over a text."""

    def replaced(found: re.Match[str]) -> str:
        toned = any(sign in _TONED for sign in found[1].lower()) or found[1][-1].isdigit()
        return "" if (toned or bare) and _is_pinyin(found[1]) else found[0]

    return changed("拼音注音", _PINYIN, text, replaced)


def count_pinyin(text: str) -> int:
    """Return how many brackets hold what may be pinyin."""
    return sum(_is_pinyin(found[1]) for found in _PINYIN.finditer(text))


def _is_pinyin(text: str) -> bool:
    letters = re.sub(r"[1-5' ]", "", text.lower().translate(_PLAIN))
    return bool(letters) and bool(_SYLLABLES.fullmatch(letters))


_PAGE_LINE = re.compile(
    r"\s*(?:[-–—·~]{1,3}\s*[0-9]{1,4}\s*[-–—·~]{1,3}|[0-9]{1,4}\s*/\s*[0-9]{1,4}|(?:Page|P\.?)\s*[0-9]{1,4}(?:\s*of\s*[0-9]{1,4})?"
    r"|第\s*[0-9]{1,4}\s*页)\s*",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\s*[0-9]{1,3}\s*")
_PAGE_OF = re.compile(
    r"[（(]?第\s*[0-9]{1,4}\s*页\s*[，,/／]?\s*(?:共|总)\s*[0-9]{1,4}\s*页[)）]?|共\s*[0-9]{1,4}\s*页\s*第\s*[0-9]{1,4}\s*页"
)
PAGES = "页码"


def is_page_line(text: str) -> bool:
    """Tell whether a paragraph is nothing but the number of a page."""
    return bool(_PAGE_LINE.fullmatch(text))


def is_bare_number(text: str) -> bool:
    """Tell whether a paragraph is a small number alone: a page's, where others beside it are too."""
    return bool(_BARE_NUMBER.fullmatch(text))


def clean_page_of(text: str) -> _Result:
    """Take away 第3页共8页, wherever it stands."""
    return changed(PAGES, _PAGE_OF, text, "", whole=True)


# Behind these a number counts something; before those it is one.
_UNITS = (
    "个名人次项条所家件份场期届年月日号时分秒元万亿千百十余多位间台套本册篇门科节课堂周天岁班级组支岗站关步大类种批轮起倍成角块张幅片栋楼室处户口头只匹亩里米公平吨斤克升度点"
    "遍回世代强方维化星特会学重为双单五四三二一六七八九小中高初"
)
_NUMBERED = "第近约共达超满逾于至到为有是零过每前后中上下了各等型号年月级班组"
_RUN_IN = re.compile(rf"(?<=[{HANZI}])(?<![{_NUMBERED}])([0-9]{{1,3}})(?=[{HANZI}])(?![{_UNITS}])")


def run_in_numbers(text: str) -> Iterator[re.Match[str]]:
    """Yield the numbers between two characters that count nothing: 党建工作12机制."""
    yield from _RUN_IN.finditer(text)


_LABELS = r"(?:阅读(?:量|数|次数)?|浏览(?:量|数|次数)?|点击(?:量|数|率|次数)?|访问(?:量|次数)?|点赞|在看|转发|评论|收藏|分享)"
_COUNTER = (
    rf"[（(\[【]?\s*(?:已有)?{_LABELS}\s*[:：]?\s*[0-9][0-9,]*\+?\s*(?:万)?\+?\s*(?:次|人|个)?\s*[)）\]】]?"
)
_COUNTERS = re.compile(_COUNTER)
_BUTTON = (
    r"(?:[\[【（(]?\s*(?:打印(?:本页)?|关闭(?:窗口)?|收藏本页|我要纠错|返回(?:顶部|首页|列表)?|加入收藏|复制链接)\s*[\]】）)]?"
    r"|[\[【（(]?\s*字(?:号|体)\s*[:：]?\s*(?:[\[【（(]?\s*[大中小]\s*[\]】）)]?\s*)+|(?:分享|收藏|点赞|在看|转发|评论)(?![\u4e00-\u9fff：:0-9])|分享(?:到|至)\s*[:：]?(?:\s*(?:微信|微博|QQ|朋友圈|空间))*)"
)
_FIELD = (
    r"(?:(?:(?:信息|文章|稿件|新闻)?来源|(?:责任|本期|图文)?编辑|责编|审核|校对|供稿|撰稿|通讯员|作者|文[/／]图|图[/／]文|发布(?:者|人|时间|日期)|"
    r"更新时间|录入|点击|日期|时间)\s*[:：丨|/／]\s*[^\s:：，。；|丨]{1,40}(?:\s+[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?)?)"
)
_STAMP = r"[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?(?:\s+[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?)?"
# Atomic, so that what does not fit is given up at once and not tried in every way of parting its blanks.
_FURNITURE_LINE = re.compile(rf"\s*+(?:(?>{_COUNTER}|{_BUTTON}|{_FIELD}|{_STAMP})[\s|丨/／]*+)++")
_PHRASE_LINE = re.compile(
    r"\s*(?:上一篇|下一篇|上一条|下一条|相关(?:阅读|链接|文章)|猜你喜欢|推荐阅读|延伸阅读|热门(?:文章|推荐))\s*[:：]?.{0,80}"
    r"|\s*(?:点击(?:上方|下方|蓝字|此处)|长按(?:识别|关注|下方)?|扫(?:一扫|描|码)|关注(?:我们|公众号)|识别二维码).{0,60}"
    r"|.{0,40}(?:转载请注明|版权归|仅供(?:参考|学习)|如有侵权|未经授权|本文由.{1,20}(?:整理|收集|发布)|搜集整理|更多.{0,12}(?:范文|文章|内容)).{0,60}"
    r"|\s*(?:声明|免责声明)\s*[:：].{0,120}"
    r"|\s*(?:阅读原文|展开全文|查看更多|返回搜狐.{0,20}|举报/反馈|END|The End|-{2,}\s*END\s*-{2,})\s*"
)
_CREDIT = re.compile(rf"\s*{_FIELD}")
_SOURCE = re.compile(r"来源\s*[:：丨|/／]\s*([^\s:：，。；|丨]{2,40})")
_DATED = re.compile(rf"(?:发布|更新|日期|时间)[^0-9]{{0,6}}({_STAMP})|^\s*({_STAMP})")
FURNITURE = "网页上的附属文字"


def is_furniture(text: str) -> bool:
    """Tell whether a paragraph is nothing but what a web page puts around an article."""
    if len(text) > 200 or not text.strip():
        return False
    if _FURNITURE_LINE.fullmatch(text):
        # A date alone is the document's own.
        return not re.fullmatch(rf"\s*{_STAMP}\s*", text) and not re.fullmatch(
            r"\s*(?:日期|时间)\s*[:：].*", text
        )
    return bool(_PHRASE_LINE.fullmatch(text)) and not re.search("。.*。", text)


def source_of(text: str) -> tuple[str, str]:
    """Return the publisher and the date that a line of a web page's furniture tells; empty where it does not."""
    source, date = _SOURCE.search(text), _DATED.search(text)
    day = (date[1] or date[2]) if date else ""
    return (source[1].strip("）)】]") if source else "", re.split(r"\s", day)[0] if day else "")


def clean_counters(text: str) -> _Result:
    """Take away 阅读 1234 次 in the middle of a text."""
    return changed(FURNITURE, _COUNTERS, text, _without_counter, whole=True)


def _without_counter(found: re.Match[str]) -> str:
    # 开展阅读 20 次 is a fact: only a count with a colon, brackets or thousands is a web page's.
    text = found[0].strip()
    mechanical = re.search(r"[:：]|^[（(\[【]|[0-9]{3}", text)
    return "" if mechanical else found[0]


_URL = re.compile(r"https?://[^\s<>\"“”，。；、）)]{4,2000}")
_TRACKERS = re.compile(
    r"utm_.*|spm|from|isappinstalled|share_.*|scene|chksm|sessionid|clicktime|enterid|ascene|devicetype|nettype|wx_.*|tt_from|"
    r"gclid|fbclid|mpshare|srcid|sharer_.*|exportkey|pass_ticket|_refluxos|vd_source",
    re.IGNORECASE,
)


def clean_trackers(text: str) -> _Result:
    """Take from addresses what only tells who passed them on."""
    return changed("网址里的跟踪参数", _URL, text, _untracked) if "://" in text else (text, [])


def _untracked(found: re.Match[str]) -> str:
    try:
        parts = urlsplit(found[0])
        pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return found[0]
    kept = [(key, value) for key, value in pairs if not _TRACKERS.fullmatch(key)]
    return urlunsplit(parts._replace(query=urlencode(kept))) if len(kept) < len(pairs) else found[0]
