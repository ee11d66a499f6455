"""Made-up data in bulk, for benchmarks: a county of schools, brands, activities, honours and reports."""

from __future__ import annotations

from pathlib import Path

SENTENCE = "围绕岗位职责开展学习研讨，把做法写进台账，逐项落实，定期回看，让每一件事都有人负责、有结果。"


def write_bulk(root: Path, records: int) -> None:
    """Write so many records of about 5 KB each under root/data, a tenth of them schools."""
    schools = max(records // 10, 1)
    write(root / "data/site.yml", "名称: 某县学校党建品牌\n简介: 基准测试用的资料\n")
    write(root / "data/sources.yml", "- 编号: 材料\n  标题: 基准测试用的材料\n")
    for number in range(schools):
        write(root / f"data/schools/school-{number:05}.yml", _school(number))
    for number in range(records - schools):
        school = number % schools
        if number % 2:
            write(root / f"data/brands/brand-{number:05}.yml", _brand(number, school))
        else:
            path = root / f"data/activities/y{2000 + number % 25}/activity-{number:05}.yml"
            write(path, _activity(number, school, records - schools))
    honors = "".join(_honor(number, number % schools) for number in range(records // 3))
    write(root / "data/honors/all.yml", honors)


def write(path: Path, text: str) -> None:
    """Write a file and the folders that it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _school(number: int) -> str:
    lines = "".join(f"  {SENTENCE}\n" for _ in range(28))
    return f"名称: 第{number}示例学校\n学段: 小学\n党组织: 党支部\n来源: 材料\n简介: |\n{lines}"


def _brand(number: int, school: int) -> str:
    pillars = "".join(_pillar(index) for index in range(4))
    head = f"名称: “2345”示例品牌{number}\n代号: 2345\n学校: 第{school}示例学校\n年份: 2020\n来源: 材料\n"
    return f"{head}含义: {SENTENCE}\n板块:\n{pillars}"


def _pillar(index: int) -> str:
    count = index + 2
    items = "".join(
        f"      - 名称: 要点{index}之{item}\n        说明: {SENTENCE[:20]}\n        做法:\n"
        f"          - {SENTENCE}\n          - 内容: {SENTENCE}\n            频次: 每学期\n"
        for item in range(count)
    )
    return f"  - 名称: 板块{index}\n    要点:\n{items}"


def _activity(number: int, school: int, total: int) -> str:
    month, day = number % 12 + 1, number % 28 + 1
    brand = min(number + 1, total - 1 - total % 2)
    support = f"品牌: brand-{brand:05}\n支撑: 要点1之1\n" if brand % 2 and brand < total else ""
    body = "".join(f"  {SENTENCE}\n" for _ in range(26))
    head = f"标题: 示例活动{number}\n日期: {2000 + number % 25}-{month}-{day}\n类型: 主题党日\n"
    return f"{head}学校: 第{school}示例学校\n{support}来源: 材料\n正文: |\n{body}"


def _honor(number: int, school: int) -> str:
    level = ("省级", "市级", "县区级", "校级")[number % 4]
    return (
        f"- 名称: 示例荣誉{number}\n  级别: {level}\n  年份: {2000 + number % 25}\n"
        f"  授予单位: 某单位\n  学校: 第{school}示例学校\n  来源: 材料\n"
    )
