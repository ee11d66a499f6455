"""The wall of honours and the figures as they are published: chart, filter and rows agree, in both engines."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml.etree import _Element

from generator.build import Generator
from generator.project import Project
from tests.bulk import write
from tests.integration.test_theme import one, select, text, texts
from tests.integration.test_zensical import links, marks, words
from tests.integration.theme_project import (
    build_with_both,
    build_with_mkdocs,
    make_project,
    pages,
)

HOSTILE = "“<b>示例</b>”  学校 &amp; \"'|*x*"
LEVELS = ("国家级", "省级", "市级", "县区级", "乡镇级", "校级")
WALL, FIGURES = "honors/index.html", "achievements/index.html"
ACTIVITIES = "activities/index.html"


def quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def extend(project: Project) -> None:
    """Add honours of every level over many years, a school with a hostile name, and numbers of several years."""
    rows = "".join(
        f"- 名称: {quoted(f'<i>荣誉</i>{n}')}\n  级别: {LEVELS[n % 6]}\n  年份: {2001 + n % 7 + n % 2 * 10}\n"
        f"  学校: {quoted(HOSTILE)}\n  来源: 一号材料\n"
        for n in range(40)
    )
    write(project.data / "honors" / "more.yml", rows)
    series = "".join(
        f"  - {{名称: 服务, 数值: {n - 2000}, 单位: 人次, 期间: {n}年}}\n" for n in (2020, 2021, 2023)
    )
    school = f"名称: {quoted(HOSTILE)}\n学段: 小学\n党组织: 党支部\n来源: 一号材料\n成果:\n{series}"
    many = "".join(f"  - {{名称: 数{n}, 数值: {n}, 类别: 排名}}\n" for n in range(1, 9))
    write(project.data / "schools" / "hostile.yml", school + many)


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Project]:
    project = make_project(tmp_path_factory.mktemp("wall"))
    extend(project)
    copy = Project(tmp_path_factory.mktemp("zensical") / "project")
    build_with_both(project, copy)
    return project, copy


@pytest.fixture(scope="module")
def site(projects: tuple[Project, Project]) -> dict[str, _Element]:
    return pages(projects[0].site)


def table(page: _Element, anchor: str) -> list[list[str]]:
    found = one(page, f"//h2[@id='{anchor}']/following-sibling::div[1]/table")
    return [[text(cell) for cell in row] for row in found.iter("tr")]


def test_bars_are_as_high_as_the_table_says(site: dict[str, _Element]) -> None:
    head, *rows = table(site[WALL], "years")
    bars = select(site[WALL], "//figure[{chart}]/svg/g")
    drawn = [bar for bar in bars if select(bar, "rect")]
    most = max(int(row[1]) for row in rows[:-1])
    names = texts(site[WALL], "//section[{part--lead}]//table//td[1]")

    assert head[2:] == names
    for bar, row in zip(drawn, [*reversed(rows[:-2]), rows[-2]], strict=True):
        assert text(one(bar, "title")) == f"{row[0]}：{row[1]}项"
        heights = [float(str(part.get("height"))) for part in select(bar, "rect")]
        shares = [int(count) * 160 / most for count in row[2:] if count != "0"]
        assert heights == pytest.approx(shares, abs=0.1)


def test_every_level_of_the_chart_has_its_key_beside_its_name(site: dict[str, _Element]) -> None:
    rows = select(site[WALL], "//section[{part--lead}]//table//tbody/tr")
    keys = [str(one(row, "td/svg[{key}]").get("class")).split()[-1] for row in rows]
    used = {str(part.get("class")).split()[-1] for part in select(site[WALL], "//figure[{chart}]//rect")}

    assert len(rows) == 6
    assert set(keys) == used


def test_patterns_that_bars_are_filled_with_are_there(site: dict[str, _Element]) -> None:
    fills = {str(part.get("fill")) for part in select(site[WALL], "//svg//rect")}
    patterns = {f"url(#{pattern.get('id')})" for pattern in select(site[WALL], "//pattern")}

    assert {fill for fill in fills if fill.startswith("url")} <= patterns
    assert len(fills) > 4


def test_a_chart_names_the_table_that_stands_for_it(site: dict[str, _Element]) -> None:
    chart = one(site[WALL], "//figure[{chart}]")

    assert one(chart, "svg").get("role") == "img"
    assert "各年项数" in str(one(chart, "svg").get("aria-label"))
    assert one(chart, "figcaption/a").get("href") == "#years"


def test_choices_of_the_filter_are_the_words_of_the_rows(site: dict[str, _Element]) -> None:
    def values(name: str) -> set[str]:
        return {
            str(o.get("value")) for o in select(site[WALL], f"//select[@name='{name}']/option[@value!='']")
        }

    rows = select(site[WALL], "//h2[starts-with(@id, 'level-')]/following-sibling::div[1]/table/tbody/tr")
    units = {
        str(way.text)
        for row in rows
        for way in select(row, ".//a[contains(@href, 'schools/') or contains(@href, 'regions/')]")
    }
    years = {cell.get("data-year") for row in rows for cell in select(row, "td[2]")}

    assert len(rows) == 50
    assert values("级别") == set(texts(site[WALL], "//h2[starts-with(@id, 'level-')]"))
    assert values("年份") == {f"{year}年" if year else "年份待补" for year in years}
    assert values("单位") == units
    assert " ".join(HOSTILE.split()) in units


def test_filter_is_hidden_until_its_script_runs(site: dict[str, _Element]) -> None:
    for name in (WALL, FIGURES):
        form = one(site[name], "//form[{sift}]")
        fields = select(form, ".//select|.//input")

        assert form.get("hidden") is not None
        assert {field.get("id") for field in fields} == {
            label.get("for") for label in select(form, ".//label")
        }


def test_only_what_is_filtered_loads_their_style_and_script(site: dict[str, _Element]) -> None:
    loading = {
        name
        for name, page in site.items()
        if select(page, "//link[contains(@href, 'honors.css')]|//script[contains(@src, 'honors.js')][@defer]")
    }

    assert loading == {WALL, FIGURES, ACTIVITIES}


def test_figures_of_several_years_are_drawn_above_their_table(site: dict[str, _Element]) -> None:
    item = one(site[FIGURES], "//div[{item--series}]")

    assert [part.get("height") for part in select(item, "svg/rect")] == ["87.0", "91.3", "100.0"]
    assert one(item, "svg").get("aria-hidden") == "true"
    assert texts(item, ".//td") == ["2020年", "20人次", "2021年", "21人次", "2023年", "23人次"]
    assert texts(item, "svg/text[{chart__label}]") == ["2020", "2021", "2023"]


def test_a_rank_has_its_word_apart_from_its_number(site: dict[str, _Element]) -> None:
    ranks = select(site[FIGURES], "//strong[{num}][small='第']")

    assert [text(rank) for rank in ranks] == [f"第{n}名" for n in range(1, 9)]


def test_both_engines_publish_the_same_wall(projects: tuple[Project, Project]) -> None:
    ours, theirs = (pages(Path(project.site)) for project in projects)

    for name in (WALL, FIGURES):
        assert words(ours[name]) == words(theirs[name])
        assert marks(ours[name]) == marks(theirs[name])
        for path in (".//article//a[@href]", ".//head/link[@href='../assets/honors.css']"):
            assert links(name, ours[name], path) == links(name, theirs[name], path)
        for kind in ("rect", "option"):
            drawn = [[dict(e.attrib) for e in site[name].iter(kind)] for site in (ours, theirs)]
            assert drawn[0] == drawn[1]


def test_few_honours_have_no_filter(tmp_path: Path) -> None:
    project = make_project(tmp_path / "few")
    for path in sorted((project.data / "honors").glob("*.yml")):
        path.unlink()
    rows = "- {名称: 甲, 级别: 市级, 年份: 2020, 学校: 示例学校, 来源: 校内材料}\n"
    write(project.data / "honors" / "one.yml", rows)
    assert not Generator(project).generate().unfit
    build_with_mkdocs(project, project.site)
    page = pages(project.site)[WALL]

    assert not select(page, "//form[{sift}]|//figure[{chart}]")
    assert texts(page, "//section[{part--lead}]//td") == ["市级", "1"]
