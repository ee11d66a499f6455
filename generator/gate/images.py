"""What a picture's own name and words give away: the Party's emblem as a mark, a map, a person's name."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from generator.late import Late

SUFFIXES = frozenset(
    {
        ".jpg",
        ".jpeg",
        ".jfif",
        ".png",
        ".webp",
        ".gif",
        ".heic",
        ".heif",
        ".avif",
        ".bmp",
        ".tif",
        ".tiff",
        ".svg",
        ".ico",
    }
)
_EMBLEM = "党徽|党旗|共产党徽|共产党旗"
_EMBLEM_LATIN = Late(
    r"(?<![a-z])(?:dang[-_ ]?hui|dang[-_ ]?qi|party[-_ ]?(?:emblem|flag|badge)|cpc[-_ ]?(?:emblem|flag|badge|logo)|hammer[-_ ]?(?:and[-_ ]?)?sickle)(?![a-z])"
)
_DECORATION = Late(
    r"[\s_\-—.0-9()（）]|中国共产党|中共|logo|icon|图标|标志|标识|图案|图片|高清|素材|矢量图?|红色|金色|黄色|透明|背景|底图|大图|小图|新版|规范|标准|装饰|免抠|的|图$|png|bg|banner|vector|red|gold|big|small|copy|副本|下载|水印|横幅|页眉|头图|封面"
)


def is_emblem(name: str) -> bool:
    """Tell whether a picture is by its name the Party's emblem or flag and nothing else: 党徽.png, danghui-logo.svg.

    党员佩戴党徽.jpg is a photo of people."""
    stem = PurePosixPath(name).stem.lower()
    bare = _DECORATION.sub("", stem)
    return bool(re.fullmatch(f"(?:{_EMBLEM}|[与和及、])+", bare) or _EMBLEM_LATIN.search(stem))


def holds_emblem(text: str) -> bool:
    """Tell whether words on a mark say that the Party's emblem or flag is part of it."""
    return bool(re.search(rf"(?:{_EMBLEM})", text)) and not re.search(
        rf"(?:不|没有|未|无)[^。，；]{{0,6}}(?:{_EMBLEM})", text
    )


def mark_has_emblem(name: str) -> bool:
    """Tell whether the file of a mark has the emblem in its name, whatever stands around it."""
    stem = PurePosixPath(name).stem.lower()
    return bool(re.search(_EMBLEM, stem) or _EMBLEM_LATIN.search(stem))


_MAP = r"(?:行政区划图|区划图|行政图|版图|疆域图|政区图|地形图|卫星图|地图)"
_HARMLESS = r"(?:校园|思维|学习|成长|知识|课程|心灵|能力|认知|概念|学科|手绘校园|平面|楼层|家乡味道|阅读|情感|职业|生涯|工作|任务|服务|责任|心理|教学|作战)"
_NAMED_MAP = Late(rf"{_MAP}(?!册|集|课|社|组|馆|店|绘制比赛|前|上|讨论|学习)")
_METAPHOR = Late(rf"{_HARMLESS}(?:的)?{_MAP}")
_CAPTIONED = Late(
    rf"(?:中国|全国|世界|全?[省市县区镇乡州盟旗]|行政|红色|党建|分布|点位|资源|示意|区域|辖区|片区|长征|路线|革命|导览)(?:的)?{_MAP}|{_MAP}\s*[。）)]?$"
)
_MAP_LATIN = Late(
    r"(?<![a-z])(?:di[-_ ]?tu|qu[-_ ]?hua[-_ ]?tu|(?:china|province|county|city|world|district)[-_ ]?map|map[-_ ]?of[-_ ]?\w+|map)(?![a-z])"
)
_APPROVED = Late(
    r"审图号\s*[:：]?\s*[^\s，。；)）]{3,}|(?:GS|[\u4e00-\u9fff]S)\s?[京津沪渝A-Z]*\s?[（(〔\[]?\s?20[0-9]{2}\s?[）)〕\]]?\s?[0-9]+\s?号"
)


def is_map(name: str) -> bool:
    """Tell whether a picture is by its name a map of a territory."""
    stem = PurePosixPath(name).stem.lower()
    return bool(_MAP_LATIN.search(stem) or (_NAMED_MAP.search(stem) and not _METAPHOR.search(stem)))


def speaks_of_map(text: str) -> bool:
    """Tell whether the words beside a picture call it a map of a territory."""
    return bool(_CAPTIONED.search(text)) and not _METAPHOR.search(text)


def is_approved(text: str) -> bool:
    """Tell whether words give a map's approval number."""
    return bool(_APPROVED.search(text))
