"""The theme around the generated pages: structure, marks, links, and nothing fetched from elsewhere."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest
from lxml.etree import _Element

from generator.build import Generator
from generator.project import Project
from tests.example_copy import ROOT
from tests.integration.theme_project import build_with_mkdocs, make_project, pages

CSS = ROOT / "overrides" / "assets" / "showcase.css"
NAME = "学校党建品牌展示"
ADDRESS = "https://show.example/site/"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = make_project(tmp_path_factory.mktemp("theme"))
    build_with_mkdocs(project, project.site)
    return project


@pytest.fixture(scope="module")
def site(built: Project) -> dict[str, _Element]:
    return pages(built.site)


def select(page: _Element, path: str) -> list[_Element]:
    """Return the elements that an XPath finds; `{x}` stands for “has the class x”."""
    spelled = re.sub(r"\{([\w-]+)\}", r"contains(concat(' ', @class, ' '), ' \1 ')", path)
    return cast("list[_Element]", page.xpath(spelled))


def one(page: _Element, path: str) -> _Element:
    (element,) = select(page, path)
    return element


def text(element: _Element) -> str:
    return "".join("".join(element.itertext()).split())


def texts(page: _Element, path: str) -> list[str]:
    return [text(element) for element in select(page, path)]


def brand(site: dict[str, _Element], slug: str) -> _Element:
    return site[f"brands/{slug}/index.html"]


# Every page


def test_every_page_has_one_first_heading_and_skips_no_level(site: dict[str, _Element]) -> None:
    for name, page in site.items():
        levels = [int(str(heading.tag)[1]) for heading in select(page, "//h1|//h2|//h3|//h4|//h5|//h6")]
        assert levels[0] == 1, name
        assert levels.count(1) == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels)), name


def test_every_page_has_its_landmarks_and_their_names(site: dict[str, _Element]) -> None:
    for name, page in site.items():
        assert [len(select(page, f"//{tag}")) for tag in ("header", "main", "footer")] == [1, 1, 1], name
        labels = [nav.get("aria-label") for nav in select(page, "//nav")]
        assert None not in labels, name
        assert len(labels) == len(set(labels)), name


def test_every_page_but_404_begins_with_a_skip_link_that_leads_into_it(site: dict[str, _Element]) -> None:
    for name, page in site.items():
        if name == "404.html":
            continue
        target = str(one(page, "//a[{md-skip}]").get("href"))
        assert select(page, f"//main//*[@id='{target.removeprefix('#')}']"), name


def test_every_page_says_its_name_and_that_it_is_chinese(site: dict[str, _Element]) -> None:
    for name, page in site.items():
        assert page.get("lang") == "zh-CN", name
        assert text(one(page, "//head/title")).endswith(NAME), name
        assert len(select(page, "//meta[@name='description'][string-length(@content) > 0]")) == 1, name


def test_no_page_has_style_or_handlers_of_its_own(site: dict[str, _Element]) -> None:
    for name, page in site.items():
        assert not select(page, "//*[@style or @onclick or @onload or @onerror]"), name
        assert not select(page, "//style"), name


def test_no_id_stands_twice(site: dict[str, _Element]) -> None:
    for name, page in site.items():
        ids = [element.get("id") for element in select(page, "//*[@id]")]
        assert len(ids) == len(set(ids)), name


def test_no_page_loads_anything_from_another_host(site: dict[str, _Element]) -> None:
    for name, page in site.items():
        loads = [element.get("href") for element in select(page, "//link[not(@rel='canonical')]")]
        loads += [element.get("src") for element in select(page, "//*[@src]")]
        loads += [element.get("srcset") for element in select(page, "//*[@srcset]")]
        assert not [load for load in loads if load and re.match(r"(?:[a-z]+:)?//", load)], name


def test_no_stylesheet_loads_anything_from_another_host(built: Project) -> None:
    for path in built.site.rglob("*.css"):
        found = re.findall(
            r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\"')]+)", path.read_text(encoding="utf-8")
        )
        assert found == [], path.name


def test_every_link_inside_the_site_leads_to_a_page_and_a_place_on_it(
    built: Project, site: dict[str, _Element]
) -> None:
    places = {
        name: {element.get("id") for element in select(page, "//*[@id]")} for name, page in site.items()
    }
    for name, page in site.items():
        for link in select(page, "//body//a[@href]"):
            href = str(link.get("href"))
            if re.match(r"[a-z]+:", href):
                continue
            path, _, anchor = href.partition("#")
            if path.endswith(".jpg"):
                assert ((built.site / name).parent / path).is_file(), (name, href)
                continue
            target = destination(built, name, path)
            assert target in site, (name, href)
            assert not anchor or anchor in places[target], (name, href)


def destination(built: Project, name: str, path: str) -> str:
    """Return the page that a relative address on a page leads to."""
    if not path:
        return name
    start = built.site if path.startswith("/site/") else (built.site / name).parent
    found = (start / path.removeprefix("/site/")).resolve()
    return (found / "index.html").relative_to(built.site.resolve()).as_posix()


# Masthead, breadcrumbs, footer


def test_masthead_leads_to_the_sections_and_the_site_map(site: dict[str, _Element]) -> None:
    page = brand(site, "2345")
    names = ["首页", "品牌", "学校", "荣誉", "成果", "活动", "大事记", "总结", "区域", "指南", "关于"]

    assert texts(page, "//nav[{masthead__nav}]//a") == names
    assert texts(page, "//details[{menu}]//a") == names
    assert one(page, "//a[{masthead__search}]").get("href") == "../../sitemap/"
    assert text(one(page, "//a[{masthead__name}]")) == NAME


@pytest.mark.parametrize(
    ("name", "section", "mark"),
    [
        ("index.html", "首页", "page"),
        ("brands/index.html", "品牌", "page"),
        ("brands/2345/index.html", "品牌", "true"),
        ("guides/wording/index.html", "指南", "true"),
    ],
)
def test_masthead_marks_the_section_one_is_in(
    site: dict[str, _Element], name: str, section: str, mark: str
) -> None:
    link = one(site[name], "//nav[{masthead__nav}]//a[@aria-current]")

    assert (text(link), link.get("aria-current")) == (section, mark)


def test_the_menu_needs_no_script(site: dict[str, _Element]) -> None:
    (summary,) = texts(site["index.html"], "//details[{menu}]/summary")

    assert summary == "菜单"


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("brands/2345/index.html", [("首页", "../.."), ("品牌", "../")]),
        ("brands/index.html", [("首页", "..")]),
        ("guides/wording/index.html", [("首页", "../.."), ("指南", "../")]),
        ("sitemap/index.html", [("首页", "..")]),
    ],
)
def test_breadcrumbs_lead_up(site: dict[str, _Element], name: str, way: list[tuple[str, str]]) -> None:
    crumbs = one(site[name], "//div[{crumbs}]/nav")

    assert [(text(link), link.get("href")) for link in select(crumbs, ".//a")] == way
    assert len(select(crumbs, ".//li[@aria-current='page']")) == 1


def test_every_page_but_home_and_404_has_breadcrumbs(site: dict[str, _Element]) -> None:
    without = {name for name, page in site.items() if not select(page, "//div[{crumbs}]/nav")}

    assert without == {"index.html", "404.html"}


def test_footer_says_who_runs_the_site_and_its_records(site: dict[str, _Element]) -> None:
    footer = one(brand(site, "2345"), "//footer")
    links = {text(link): link.get("href") for link in select(footer, ".//a")}

    assert "主办单位：示例县教育局" in text(footer)
    assert links == {
        "0000-1234567": "tel:0000-1234567",
        "show@example.org": "mailto:show@example.org",
        "网站地图": "../../sitemap/",
        "关于本站": "../../about/",
        "隐私说明": "../../about/privacy/",
        "示ICP备00000001号": "https://beian.miit.gov.cn/",
        "示公网安备00000000000001号": "https://beian.mps.gov.cn/#/query/webSearch?code=00000000000001",
    }


def test_footer_leaves_out_what_is_not_known(built: Project, tmp_path: Path) -> None:
    facts = built.overrides / "generated" / "site.html"
    known = facts.read_text(encoding="utf-8")
    facts.write_text(
        re.sub(r'("(?!name|summary)\w+"): "[^"]*"', r'\1: ""', known), encoding="utf-8", newline="\n"
    )
    try:
        build_with_mkdocs(built, tmp_path / "site")
    finally:
        facts.write_text(known, encoding="utf-8", newline="\n")
    page = pages(tmp_path / "site")["brands/2345/index.html"]

    assert text(one(page, "//footer//p")) == NAME
    assert texts(page, "//footer//li") == ["网站地图", "关于本站", "隐私说明"]
    assert text(one(page, "//p[{origin}]")) == "数据文件：data/brands/2345.yml"
    assert not select(page, "//p[{origin}]/a")


def test_every_generated_page_leads_to_its_data_file(site: dict[str, _Element]) -> None:
    link = one(brand(site, "2345"), "//p[{origin}]/a")

    assert link.get("href") == "https://code.example/edit/main/data/brands/2345.yml"
    assert not select(site["about/index.html"], "//p[{origin}]")


def test_404_leads_home_and_to_the_site_map_from_anywhere(site: dict[str, _Element]) -> None:
    page = site["404.html"]

    assert text(one(page, "//h1")) == "找不到这一页"
    ways = [link.get("href") for link in select(page, "//article//ul[1]//a[not(@data-search)]")]
    assert ways == ["/site/.", "/site/sitemap/"]
    assert "/site/brands/" in [link.get("href") for link in select(page, "//article//ul[2]//a")]
    assert text(one(page, "//head/title")) == f"找不到这一页-{NAME}"


# The mark


def test_digits_lead_to_their_pillars(site: dict[str, _Element]) -> None:
    page = brand(site, "2345")
    parts = select(page, "//nav[{mark--signs}]//a[{mark__way}]")

    assert [(text(one(part, "span[{mark__sign}]")), part.get("href")) for part in parts] == [
        ("2", "#pillar-1"),
        ("3", "#pillar-2"),
        ("4", "#pillar-3"),
        ("5", "#pillar-4"),
    ]
    assert [len(select(part, ".//span[{mark__dots}]/i")) for part in parts] == [2, 3, 4, 5]
    assert [text(one(part, "span[{unseen}]")) for part in parts] == ["2项", "3项", "4项", "5项"]


def test_items_stand_under_their_digit_and_lead_to_their_place(site: dict[str, _Element]) -> None:
    page = brand(site, "2345")
    items = select(page, "//ul[{mark__items}]//a")
    headings = select(page, "//section[{part--pillar}]//h3")

    assert len(items) == 14
    assert [(text(a), a.get("href")) for a in items] == [(text(h), f"#{h.get('id')}") for h in headings]


def test_each_kind_of_mechanism_has_a_look_of_its_own(site: dict[str, _Element]) -> None:
    page = brand(site, "2345")

    assert texts(page, "//div[{item--posts}]//strong[{num}]") == ["18"]
    assert texts(page, "//div[{item--posts}]//li[{rest}]") == ["其余13个：待补"]
    assert select(page, "//div[{item--route}]/figure")
    assert len(select(page, "//div[{item--pairing}]")) == 5


def test_evidence_leads_to_the_place_that_shows_its_source(site: dict[str, _Element]) -> None:
    ways = {text(a): a.get("href") for a in select(brand(site, "2345"), "//section[{part--pillar}]//p/a")}

    assert ways["党员示范岗18个"] == "#figure-1"
    assert ways["党员新长征"] == "#mechanism-4"
    assert ways["三亮"] == "#phrase-1"


def test_a_pillar_carries_the_sign_that_the_code_gives_it(site: dict[str, _Element]) -> None:
    signs = {
        h.get("id"): h.get("data-sign") for h in select(brand(site, "2345"), "//section[{part--pillar}]//h2")
    }

    assert signs == {"pillar-1": "2", "pillar-2": "3", "pillar-3": "4", "pillar-4": "5"}


@pytest.mark.parametrize(
    ("slug", "signs"),
    [
        ("code-nouns", ["一核", "四驱", "三带"]),
        ("code-1-2-n", ["1", "2", "N"]),
    ],
)
def test_signs_keep_their_nouns_and_their_open_part(
    site: dict[str, _Element], slug: str, signs: list[str]
) -> None:
    assert texts(brand(site, slug), "//nav[{mark--signs}]//span[{mark__sign}]") == signs


def test_an_open_part_says_that_there_may_be_more(site: dict[str, _Element]) -> None:
    page = brand(site, "code-1-2-n")

    assert len(select(page, "//nav[{mark--plus}]//li[{mark__part--open}]")) == 1
    assert text(one(page, "//li[{mark__part--open}]//span[{mark__dots}]")) == "…"


@pytest.mark.parametrize("slug", ["code-one-number", "code-product", "code-hidden", "no-number"])
def test_pillars_without_a_sign_hang_as_plaques(site: dict[str, _Element], slug: str) -> None:
    page = brand(site, slug)
    names = texts(page, "//nav[{mark--plaques}]//span[{mark__name}]")

    assert names == texts(page, "//*[starts-with(@id, 'pillar-')]")
    assert not select(page, "//nav[{mark--plaques}]//span[{mark__sign}]")


def test_two_schemes_stand_side_by_side_each_under_its_name(site: dict[str, _Element]) -> None:
    page = brand(site, "two-schemes")
    titles = [str(nav.get("aria-label")) for nav in select(page, "//nav[{mark}]")]

    assert titles == ["红色领航理念", "四步工作法"]
    assert texts(page, "//div[{item--pillar}]/h3[@data-sign]") == ["双查", "双改"]
    assert texts(page, "//div[{item--pillar}]/h3[not(@data-sign)]") == ["初心", "恒心", "匠心"]


def test_a_code_with_no_fixed_part_is_not_cut_up(site: dict[str, _Element]) -> None:
    page = brand(site, "code-plus")

    assert select(page, "//nav[{mark}]")
    assert select(page, "//section[{part--pillar}]")


def test_a_long_name_is_set_smaller_and_stays_whole(site: dict[str, _Element]) -> None:
    page = brand(site, "long-name")

    assert select(page, "//div[{page--long}]")
    assert len(text(one(page, "//h1"))) > 30


# What stands in the text


def test_gaps_are_marked_as_gaps_and_kinds_are_not(site: dict[str, _Element]) -> None:
    page = brand(site, "2345")

    assert set(texts(page, "//em[{gap}]")) == {"待补"}
    assert "积分路线" in texts(page, "//em[not(@class)]")


def test_every_table_can_be_laid_out_for_a_phone(site: dict[str, _Element]) -> None:
    for name, page in site.items():
        assert not select(page, "//table[not({sheet})]"), name
    assert select(site["honors/index.html"], "//table[{sheet--honors}]//span[{level--1}]")
    assert select(site["achievements/index.html"], "//table[{sheet--figures}]//strong[{num}]/small")


def test_every_figure_has_its_number_apart_from_its_unit(site: dict[str, _Element]) -> None:
    numbers = select(site["achievements/index.html"], "//table[{sheet--figures}]//tr/td[2]")

    assert numbers
    assert all(select(cell, "strong[{num}]") for cell in numbers)


def test_a_route_is_drawn_twice_and_told_once_to_each_reader(site: dict[str, _Element]) -> None:
    item = one(brand(site, "2345"), "//div[{item--route}]")
    drawings = select(item, "figure/svg")

    assert text(one(item, "h3")) == "党员新长征"
    assert [len(select(drawing, "circle")) for drawing in drawings] == [12, 12]
    assert {drawing.get("aria-label") for drawing in drawings} == {
        "从瑞金到延安，共 12 站，每站 8 分，满分 96 分"
    }
    assert texts(drawings[0], "text[{route__place}]") == ["瑞金", "延安"]
    assert texts(drawings[1], "text[{route__place}]") == ["瑞金", "延安"]


def test_named_stations_are_named_and_a_name_cannot_become_markup(site: dict[str, _Element]) -> None:
    item = one(brand(site, "no-number"), "//div[{item--route}]")
    wide, narrow = select(item, "figure/svg")

    assert texts(narrow, "text[{route__place}]") == ["甲地", "乙地", "丙地", "丁地"]
    assert sorted(texts(wide, "text[{route__place}]")) == sorted(["甲地", "乙地", "丙地", "丁地"])
    assert text(one(item, "h3")) == "有名字的路线<b>&“1”"
    assert not select(item, ".//b")


def test_cards_carry_the_marks_and_say_nothing_twice(site: dict[str, _Element]) -> None:
    card = one(site["index.html"], "//li[{card}][.//a[contains(., '2345')]]")

    assert one(card, "span[{stamp}]").get("aria-hidden") == "true"
    assert texts(card, ".//span[{stamp__sign}]") == ["2", "3", "4", "5"]
    assert (
        len(select(site["brands/index.html"], "//li[{card}]"))
        == len(list((ROOT / "data/brands").glob("*.yml"))) + 10
    )
    assert select(site["schools/dongxiang-er-zhong/index.html"], "//li[{card}]")


def test_home_says_its_headline_large_and_once(site: dict[str, _Element]) -> None:
    page = site["index.html"]

    assert texts(page, "//p[{headline}]") == ["党建看得见，育人在日常"]
    assert text(one(page, "//h1")) == NAME


def test_the_way_to_the_parts_leads_to_each_part_that_is_no_pillar(site: dict[str, _Element]) -> None:
    page = brand(site, "2345")
    ways = texts(page, "//nav[{jumps}]//a")

    assert ways == texts(page, "//main//h2[not(starts-with(@id, 'pillar-'))]")
    assert "机制" in ways


def test_neighbours_are_told_apart_from_the_text(site: dict[str, _Element]) -> None:
    page = brand(site, "2345")

    assert {text(one(turn, "span[1]")) for turn in select(page, "//p[{turn}]")} <= {
        "上一个品牌",
        "下一个品牌",
    }
    assert select(page, "//p[{turn}]")


@pytest.mark.parametrize(
    ("name", "look"),
    [
        ("index.html", "home"),
        ("brands/index.html", "brands"),
        ("brands/2345/index.html", "brand"),
        ("schools/dongxiang-er-zhong/index.html", "school"),
        ("honors/index.html", "honors"),
        ("achievements/index.html", "achievements"),
        ("activities/index.html", "section"),
        ("timeline/index.html", "timeline"),
        ("activities/dongxiang-community/index.html", "activity"),
        ("reports/mou-shi-yi-zhong-2021/index.html", "report"),
        ("regions/shiquan/index.html", "region"),
        ("sitemap/index.html", "section"),
        ("about/index.html", "prose"),
    ],
)
def test_every_kind_of_page_has_its_look(site: dict[str, _Element], name: str, look: str) -> None:
    assert len(select(site[name], f"//article/div[{{page}}][{{page--{look}}}]")) == 1


# The stylesheet


def contrast(one_colour: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it."""
    darker, lighter = sorted(luminance(colour) for colour in (one_colour, other))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def tokens(dark: bool) -> dict[str, str]:
    """Return the colour tokens of the stylesheet; dark ones lie over light ones."""
    blocks = re.findall(r":root \{(.*?)\}", CSS.read_text(encoding="utf-8"), re.DOTALL)
    light, over = (dict(re.findall(r"--([\w-]+): (#\w{6});", block)) for block in blocks[:2])
    return light | over if dark else light


@pytest.mark.parametrize("dark", [False, True])
def test_text_stands_out_from_its_ground_by_4_5_to_1(dark: bool) -> None:
    colour = tokens(dark)
    pairs = [
        (text, ground)
        for text in ("ink", "body", "muted", "cinnabar", "gold")
        for ground in ("paper", "card")
    ]
    pairs += [("panel-ink", "panel"), ("gilt", "panel"), ("ground-ink", "ground")]

    weak = {(a, b): contrast(colour[a], colour[b]) for a, b in pairs if contrast(colour[a], colour[b]) < 4.5}
    assert weak == {}


def test_stylesheet_stays_within_25_kilobytes() -> None:
    assert CSS.stat().st_size <= 25 * 1024


def test_stylesheet_draws_no_gradient_and_no_glow() -> None:
    assert not re.search(r"gradient|text-shadow|blur\(", CSS.read_text(encoding="utf-8"))


def test_templates_use_only_jinja_that_the_successor_knows_too() -> None:
    for path in sorted((ROOT / "overrides").rglob("*.html")):
        for expression in re.findall(r"\{[{%](.*?)[%}]\}", path.read_text(encoding="utf-8"), re.DOTALL):
            bare = re.sub(r"'[^']*'|\"[^\"]*\"", "", expression)
            assert not re.search(r"\.(?:items|get|format|split|startswith|join|strip|keys|values)\(", bare), (
                path.name
            )


def test_signs_that_every_name_begins_with_stand_before_none(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    path = project.data / "brands" / "code-nouns.yml"
    path.write_text(
        "名称: 一核四驱\n代号: 一核四驱\n学校: 示例学校\n来源: 校内材料\n"
        "板块:\n  - {名称: 一核, 要点: [甲]}\n  - {名称: 四驱, 要点: [甲, 乙, 丙, 丁]}\n",
        encoding="utf-8",
    )
    assert not Generator(project).generate().unfit
    build_with_mkdocs(project, project.site)
    page = brand(pages(project.site), "code-nouns")

    assert [h.get("data-sign") for h in select(page, "//section[{part--pillar}]//h2")] == ["", ""]
    assert texts(page, "//span[{mark__sign}]") == ["一", "四"]
