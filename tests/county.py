"""A county that nobody has seen: many schools, every form of code, long and awkward names, and gaps.

All of it is made up and looks it. What the browser tests and the screenshots are tried on, beside the example."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bulk import SENTENCE, write
from tests.case_files import CASES, MINIMAL
from tests.in_memory import yaml_text
from tests.photographs import phone_photo

ADDRESS = "https://county.example/show/"
SCHOOLS = 50
BRANDS = 60
HONORS = 300
ACTIVITIES = 100
LONG_NAME = '“党旗引领‘三色’铸魂·新时代‘四维’协同育人”与<家>&"校"社共育示范品牌'
UNBROKEN_NAME = "Party-Building-in-Every-Classroom-and-Dormitory-2345"
SEVEN_DIGITS = "3142536"
BARE_SCHOOL = "bare"
LONG_SCHOOL = "示例省示例自治州示例自治县第一民族寄宿制九年一贯制实验学校（西校区）"

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_NUMERALS = "一二三四五六七八九十"
_KINDS = ("主题党日", "三会一课", "志愿服务", "师德教育", "结对帮扶")
_LEVELS = ("国家级", "省级", "市级", "县区级", "乡镇级", "校级")
_PLACE = {"省": "示例省", "市": "示例市", "县区": "示例县"}
_SOURCE = "材料"

FORMS = tuple(sorted(path.parts[-4] for path in CASES.glob("valid/*/data/brands/example.yml")))
"""The cases whose brand shows one of the forms that codes and owners have; here, the brands' slugs."""

Record = dict[str, Any]


def write_county(root: Path) -> None:
    """Write the county's data under root/data; it has no problem that stops publishing."""
    data = root / "data"
    for path, record in _files():
        write(data / path, yaml_text(record) + "\n")
    for form in FORMS:
        shutil.copy(CASES / "valid" / form / "data/brands/example.yml", data / "brands" / f"{form}.yml")
    shutil.copy(MINIMAL / "data/schools/example.yml", data / "schools/example.yml")
    write_photos(data / "media")
    second = CASES / "valid/owner-several-schools/data/schools/second.yml"
    shutil.copy(second, data / "schools/second.yml")
    shutil.copy(CASES / "valid/owner-bureau/data/regions/county.yml", data / "regions/bare.yml")


def write_photos(folder: Path) -> None:
    """Write photos as they come: across, upright, very long, small, laid on their side."""
    shapes = {
        "across": (1700, 1200, 1),
        "turned": (1200, 900, 6),
        "long": (500, 2600, 1),
        "small": (300, 200, 1),
    }
    folder.mkdir(parents=True)
    for seed, (name, (width, height, orientation)) in enumerate(shapes.items()):
        photo = phone_photo(width, height, seed, orientation=orientation)
        (folder / f"{name}.jpg").write_bytes(photo)


def photos(*names: str) -> list[Record]:
    """Return photos of a record, every other one with words below it."""
    return [
        {"文件": f"{name}.jpg", "替代文本": f"色块<{number}>&“试验”"}
        | ({"说明": SENTENCE[:30], "拍摄日期": "2024-6-3"} if number % 2 == 0 else {})
        for number, name in enumerate(names)
    ]


def _files() -> Iterator[tuple[str, Any]]:
    yield "site.yml", _site()
    yield "sources.yml", [{"编号": _SOURCE, "标题": "编造的材料"}, {"编号": "校内材料", "标题": "编造的材料"}]
    for number in range(SCHOOLS - 2):
        yield f"schools/{_school_slug(number)}.yml", _school(number)
    for number, brand in enumerate(_brands()):
        yield f"brands/made-{number:02}.yml", brand
    yield "honors/all.yml", [_honor(number) for number in range(HONORS)]
    for number in range(ACTIVITIES):
        yield f"activities/y{2015 + number % 10}/activity-{number:03}.yml", _activity(number)
    yield "regions/county.yml", _region()
    yield "reports/report.yml", _report()
    yield "reports/bare.yml", {"标题": "只有标题的总结", "来源": _SOURCE}


def _site() -> Record:
    return {
        "名称": "示例省示例自治县教育系统党建品牌展示",
        "简介": "五十所学校、六十个品牌，全部是编造的。",
        "主办单位": "中共示例自治县委教育工作领导小组办公室",
        "联系电话": "0000-123 4567",
        "邮箱": "very-long-address-of-the-office@education.county.example",
        "地址": "示例自治县学府路 1 号",
        "备案号": "示ICP备00000001号",
        "公安备案号": "示公网安备 00000000000001号",
        "网址": ADDRESS,
        "编辑地址": "https://code.example/edit/main/",
        "首页": {"标语": "一校一品牌，<校校>有特色 & 人人有行动"},
    }


def _school_slug(number: int) -> str:
    return BARE_SCHOOL if number == 1 else f"school-{number:02}"


def _school_name(number: int) -> str:
    if number == 0:
        return LONG_SCHOOL
    tens, ones = divmod(number, len(_STEMS))
    return f"{_STEMS[ones]}{_NUMERALS[tens]}校"


def _school(number: int) -> Record:
    record: Record = {"名称": _school_name(number), "来源": _SOURCE}
    if number == 1:
        return record
    record |= _PLACE
    record |= {"学段": ["小学", "初中"], "党组织": {"形式": "党总支", "党员数": str(20 + number)}}
    record["简介"] = SENTENCE * (1 + number % 3)
    if number == 0:
        record["照片"] = photos("turned")
        record["成果"] = [_figure("很长的成果名称，说的是党员教师结对帮扶", "123456789.25", "万套（件）")]
    return record


def _brands() -> Iterator[Record]:
    """Yield the brands that no case has: long names and codes, then plain ones up to the number."""
    yield _brand(LONG_NAME, "2345", 0, [2, 3, 4, 5])
    marked = {"标识": "turned.jpg", "标识释义": SENTENCE[:20], "照片": photos("small")}
    yield _brand(UNBROKEN_NAME, "2345", 0, [2, 3, 4, 5]) | marked
    yield _brand(f"“{SEVEN_DIGITS}”品牌", SEVEN_DIGITS, 2, [int(digit) for digit in SEVEN_DIGITS])
    yield {"名称": "只有名字", "学校": _school_name(1), "来源": _SOURCE}
    yield _brand("“一核四驱三带”品牌", "一核四驱三带", 3, [1, 4, 3])
    yield _brand("“五联”品牌", "五联", 4, [1] * 5)
    yield _brand("“123”品牌", "123", 5, [1, 2, 3]) | {
        "机制": [
            {
                "类型": "积分路线",
                "名称": "很多站",
                "起点": "甲地",
                "终点": "癸地",
                "每站分值": "4",
                "总分": "96",
            },
            {
                "类型": "积分路线",
                "名称": "站名很长的路线",
                "起点": "第一站名字很长的地方",
                "终点": "终点站",
                "每站分值": "5",
                "总分": "60",
                "站点": [f"第{number}站名字很长的地方" for number in _NUMERALS] + ["第十一站", "终点站"],
            },
        ]
    }
    for number in range(BRANDS - 7 - len(FORMS)):
        count = 2 + number % 4
        yield _brand(f"第{number}个品牌", None, 6 + number, [count] * 3)


def _brand(name: str, code: str | None, school: int, items: list[int]) -> Record:
    record: Record = {
        "名称": name,
        "学校": _school_name(school),
        "年份": "2020",
        "含义": SENTENCE,
        "来源": _SOURCE,
    }
    record["板块"] = [_pillar(index, count) for index, count in enumerate(items)]
    return record | ({"代号": code} if code else {})


def _pillar(index: int, count: int) -> Record:
    numeral = _NUMERALS[count - 1]
    items = [_item(index, item) for item in range(count)]
    return {"名称": f"{numeral}{_STEMS[index]}", "说明": SENTENCE[:15], "要点": items}


def _item(pillar: int, item: int) -> Record:
    record: Record = {"名称": f"{_STEMS[pillar]}板块要点{_NUMERALS[item]}"}
    if item:
        record |= {"说明": SENTENCE[:20], "做法": [SENTENCE, {"内容": SENTENCE[:12], "频次": "每学期"}]}
    return record


def _figure(name: str, value: str, unit: str) -> Record:
    return {
        "名称": name,
        "数值": value,
        "单位": unit,
        "修饰": "累计",
        "期间": "2018—2022 年",
        "来源": _SOURCE,
    }


def _honor(number: int) -> Record:
    record: Record = {
        "名称": f"第{number}项荣誉"
        + ("（全称特别长的“示例”先进集体&<优秀>案例）" if number % 7 == 0 else ""),
        "级别": _LEVELS[number % len(_LEVELS)],
        "学校": _school_name(number % (SCHOOLS - 2)) if number % (SCHOOLS - 2) != 1 else _school_name(2),
        "来源": _SOURCE,
    }
    if number % 3:
        record["年份"] = str(2010 + number % 15)
    else:
        record["批次"] = "首批"
    if number < 3:
        record["证书"] = "turned.jpg"
    if number % 4:
        record["授予单位"] = ["某省教育厅", "某省精神文明建设指导委员会办公室"][: 1 + number % 2]
    return record


def _activity(number: int) -> Record:
    record: Record = {
        "标题": f"第{number}次活动"
        + ("：“学党史、悟思想、办实事、开新局”主题教育实践活动" if number % 9 == 0 else ""),
        "类型": _KINDS[number % len(_KINDS)],
        "学校": _school_name(2 + number % (SCHOOLS - 4)),
        "来源": _SOURCE,
    }
    if number % 10 == 1:
        record |= {"品牌": "made-06", "支撑": ["甲板块要点一"]}
    if number < 3:
        record["照片"] = photos("across", "turned", "long", "small")[: 4 - number]
    if number % 10:
        record["日期"] = f"{2015 + number % 10}-{number % 12 + 1}-{number % 28 + 1}"
        record["正文"] = SENTENCE * 3
    return record


def _region() -> Record:
    dimensions = [
        {
            "名称": f"{_STEMS[index]}维度",
            "指标数": str(count),
            "指标": [f"指标{_NUMERALS[n]}" for n in range(count)],
        }
        for index, count in enumerate((10, 10, 9, 9, 9))
    ]
    return {
        "名称": "示例自治县",
        **_PLACE,
        "层级": "县教育系统",
        "主题": "五项措施",
        "照片": photos("across", "small"),
        "简介": SENTENCE,
        "来源": _SOURCE,
        "措施": {"代号": "五项措施", "板块": [_pillar(index, 3) for index in range(5)]},
        "指标体系": {"名称": "指标体系", "维度数": "5", "指标数": "47", "维度": dimensions},
        "示范校": [{"级别": level, "数量": "3", "状态": "创建中"} for level in ("省级", "市级", "县区级")],
        "成果": [_figure("资助学生", "12000", "人次")],
    }


def _report() -> Record:
    return {
        "标题": "示例自治县 2024 年中小学党建工作总结：“一校一品”建设与“双创”行动的做法、成效和下一步打算",
        "年度": "2024",
        "区域": "示例自治县",
        "概述": SENTENCE,
        "照片": photos("long"),
        "来源": _SOURCE,
        "框架": {"名称": "三个建设", "板块": [_pillar(index, 3) for index in range(3)]},
        "章节": [{"名称": "主要做法", "正文": SENTENCE * 4, "要点": [_item(0, 1), _item(0, 2)]}],
        "成果": [_figure(f"第{number}个数", str(number * 1000), "人次") for number in range(1, 13)],
    }
