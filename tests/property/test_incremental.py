"""After any series of edits, what a running process finds and renders is what a new one would."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.build import Generator
from generator.project import Project
from generator.render import Renderer
from tests.in_memory import read_texts, templates

BRAND = """\
名称: “23”党建品牌
代号: 23
学校: 示例学校
年份: 2020
含义: 双带三联。
来源: 校内材料
板块:
  - 名称: 双带
    要点: [带班级, 带教研]
  - 名称: 三联
    要点: [联家长, 联社区, 联村校]
成果:
  - 名称: 筹款
    数值: 7.7
    单位: 万元
    支撑: 带班级
"""
OTHER = "名称: 红烛\n学校: 示例学校\n"
HONOR = "- 名称: 先进基层党组织\n  级别: 省级\n  年份: 2020\n  学校: 示例学校\n  来源: 校内材料\n"
ACTIVITY = "标题: 走进社区\n日期: 2024-6-3\n学校: 示例学校\n品牌: “23”党建品牌\n支撑: 带教研\n"
REPORT = "标题: 年度总结\n年度: 2023\n学校: 示例学校\n"
SCHOOL = "名称: 示例学校\n简称: 示校\n"
SITE = "名称: 示例党建品牌展示\n首页:\n  品牌: [红烛, “23”党建品牌]\n"
SOURCES = "- 编号: 校内材料\n  标题: 示例学校党支部工作材料\n"

VERSIONS: dict[str, tuple[str | None, ...]] = {
    "brands/example.yml": (
        BRAND,
        BRAND.replace("7.7", "7.70"),
        BRAND.replace("年份: 2020", "年份: 2021"),
        BRAND.replace("成果:\n", "成果:\n  - 名称: 结对\n    数值: 20\n    状态: 目标\n"),
        BRAND.replace("含义: 双带三联。", "含义: 另一种说法。"),
        BRAND.replace("带班级", "带年级"),
        None,
    ),
    "brands/other.yml": (OTHER, OTHER + "简称: 烛\n", OTHER.replace("学校: 示例学校\n", ""), None),
    "honors/all.yml": (
        HONOR,
        HONOR.replace("省级", "市级"),
        HONOR + "  阶段: 创建中\n",
        HONOR + HONOR.replace("先进基层党组织", "文明校园").replace("2020", "2019"),
        None,
    ),
    "activities/a.yml": (
        ACTIVITY,
        ACTIVITY.replace("6-3", "7-1"),
        ACTIVITY.replace("支撑: 带教研\n", ""),
        None,
    ),
    "reports/r.yml": (REPORT, REPORT + "问题整改:\n  - 问题: 记录不全\n    公开: 是\n", None),
    "schools/example.yml": (SCHOOL, SCHOOL + "党组织: 党总支\n", SCHOOL + "来源: 校内材料\n"),
    "site.yml": (SITE, SITE.replace("红烛, ", ""), SITE.replace("示例党建", "某校党建")),
    "sources.yml": (
        SOURCES,
        SOURCES + "  网址: https://example.org/a\n",
        SOURCES.replace("党支部", "党总支"),
    ),
}
edits = st.sampled_from(sorted(VERSIONS)).flatmap(
    lambda path: st.tuples(st.just(path), st.sampled_from(VERSIONS[path]))
)


@settings(max_examples=40)
@given(st.lists(edits, min_size=1, max_size=5))
@example([("brands/example.yml", VERSIONS["brands/example.yml"][1])])
@example([("brands/example.yml", None)])
def test_pages_after_edits_are_those_of_a_fresh_start(series: list[tuple[str, str | None]]) -> None:
    texts = {path: versions[0] for path, versions in VERSIONS.items()}
    running = Renderer(templates())
    running.render(read_texts(texts).recipes)

    for path, text in series:
        texts[path] = text
        read = read_texts(texts)

        assert running.render(read.recipes) == Renderer(templates()).render(read.recipes)


@settings(max_examples=20)
@given(st.lists(edits, min_size=1, max_size=4))
@example([("activities/a.yml", VERSIONS["activities/a.yml"][2])])
@example([("brands/example.yml", VERSIONS["brands/example.yml"][5])])
def test_problems_after_edits_are_those_of_a_fresh_start(series: list[tuple[str, str | None]]) -> None:
    with TemporaryDirectory() as folder:
        project = Project(Path(folder))
        for path, versions in VERSIONS.items():
            put(project.data / path, versions[0], 0)
        running = Generator(project)
        running.check()

        for number, (path, text) in enumerate(series, start=1):
            put(project.data / path, text, number)

            assert running.check()[1] == Generator(project).check()[1]


def put(path: Path, text: str | None, moment: int) -> None:
    """Write or delete a file, with a time of its own: two edits may come faster than a disk's clock counts."""
    if text is None:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    os.utime(path, (moment, moment))
