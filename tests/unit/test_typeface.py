"""The display face: what the source holds, which places are set in it, and what is cut from it within the budget."""

from __future__ import annotations

import builtins
import errno
import tarfile
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from generator.finish import carry_over
from generator.fonts import SOURCE, make_source, source_characters
from generator.project import Project
from generator.typeface import FAMILY, SEEN, STYLE, cutting, set_type
from generator.typeface.cutting import ALWAYS, cut, cut_to_budget
from generator.typeface.reading import Characters, Reader, gathered, reader_of
from generator.typeface.style import DISPLAY, SERIF, SIGNS, is_heading, read_style, split_list
from generator.weight import lighten

CSS = """\
:root { --serif: SimSun; --display: var(--serif) }
.md-typeset h1, .md-typeset h2 { font-family: var(--serif) }
.mark__sign { font: 700 2rem/1 var(--display) }
.part--pillar h2 { font-family: var(--display) }
@media (min-width: 9em) { .card > a { font: 700 1rem var(--display) } }
[data-sign]::before { content: attr(data-sign); font: 700 4rem var(--display) }
"""
HEADINGS, CARDS = "serif .md-typeset h1, .md-typeset h2", "serif .card b"
PAGE = """\
<!doctype html><html><body class="md-typeset"><p>正文</p><h1>标题<em>下</em></h1>
<div class="part--pillar"><h2 data-sign="9">双岗</h2></div><span class="mark__sign">四</span>
<ul><li class="card"><a href="#">红烛</a>简介</li></ul></body></html>
"""


def shown(css: str, page: str) -> Characters:
    """Return what a page shows in each token."""
    read = reader_of(read_style(css)).read(page.encode())
    return gathered({token.partition(" ")[0]: characters} for token, characters in read.items())


def built(root: Path, page: str = PAGE, css: str = CSS) -> tuple[Project, Path]:
    """Return a project and the folder of its built site, of one page."""
    folder = root / "staging"
    (folder / "assets").mkdir(parents=True)
    (folder / STYLE).write_text(css, encoding="utf-8", newline="\n")
    (folder / "index.html").write_text(page, encoding="utf-8", newline="\n")
    return Project(root), folder


def fonts_in(folder: Path) -> list[Path]:
    """Return the display fonts of a built site."""
    return sorted(folder.glob("assets/fonts/*"))


def drawn_by(font: bytes) -> set[str]:
    """Return the characters of a font."""
    with TTFont(BytesIO(font)) as opened:
        return set(map(chr, opened.getBestCmap()))


def test_source_holds_gb2312_the_standard_list_and_what_people_type_and_is_small_enough_to_carry() -> None:
    hanzi = {sign for sign in make_source.gb2312() if "\u4e00" <= sign <= "\u9fff"}

    assert (len(make_source.gb2312()), len(hanzi)) == (7445, 6763)
    assert make_source.wanted_characters() <= source_characters()
    assert set("䶮堃喆①②×·—…“”‘’《》〇N+") <= source_characters()
    assert SOURCE.stat().st_size <= 2_500_000


def test_source_keeps_upright_and_narrow_forms_and_no_hinting() -> None:
    with TTFont(SOURCE, lazy=True) as font:
        features = {
            record.FeatureTag
            for tag in ("GSUB", "GPOS")
            for record in font[tag].table.FeatureList.FeatureRecord
        }
        assert {"vert", "halt", "palt", "chws"} <= features
        assert not {"fpgm", "prep", "cvt "} & set(font.keys())
        assert font["OS/2"].usWeightClass == 700
        assert "Open Font License" in font["name"].getDebugName(13)
    assert "SIL OPEN FONT LICENSE" in SOURCE.with_name("OFL.txt").read_text(encoding="utf-8")


def test_source_is_made_again_from_a_package_with_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, made = tmp_path / "package.tgz", tmp_path / "Made.woff2"
    font = cut("党建2345“”—")
    with tarfile.open(package, "w:gz") as archive:
        for name, data in ((make_source.MEMBER, font), (make_source.LICENCE, b"licence")):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, BytesIO(data))
    monkeypatch.setattr(make_source, "SOURCE", made)

    make_source.main(str(package))
    first = made.read_bytes()
    make_source.main(str(package))

    assert made.read_bytes() == first
    assert drawn_by(first) == set("党建2345“”—")
    assert made.with_name("OFL.txt").read_bytes() == b"licence"


def test_places_are_found_by_token_tag_class_and_what_they_stand_in() -> None:
    assert shown(CSS, PAGE) == {DISPLAY: "9双四岗烛红", SERIF: "下双岗标题", SIGNS: "9四"}


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        (".a b", "甲"),
        (".a > b", "甲"),
        (":is(.a, .c) b", "丙甲"),
        (".a:not(.x, .y) b:hover", "甲"),
        ("i + b", "乙"),
        ("i ~ b.d", "乙"),
        ("p > b", "丙甲"),
        ("i > b", ""),
        (".c b::after", ""),
        ("b.d", "乙"),
        ("[title] b", ""),
        ("[class=a] b", "丙甲"),
        ("body", "丁丙乙甲"),
        (".none b", ""),
    ],
)
def test_selector_finds_its_elements_or_more_but_never_fewer(selector: str, found: str) -> None:
    page = '<body><p class="a"><b>甲</b></p><i>丁</i><b class="d">乙</b><p class="c"><b>丙</b></p>'

    assert shown(f"{selector} {{ font-family: var(--serif) }}", page).get(SERIF, "") == "".join(sorted(found))


def test_sheet_counts_only_on_pages_that_link_it(tmp_path: Path) -> None:
    project, folder = built(tmp_path)
    (folder / "assets/wall.css").write_text("p { font-family: var(--serif) }", encoding="utf-8", newline="\n")
    link = '<link rel="stylesheet" href="assets/wall.css"><p>墙'
    (folder / "wall.html").write_text(link, encoding="utf-8", newline="\n")

    set_type(project, folder)

    drawn = drawn_by(fonts_in(folder)[0].read_bytes())
    assert "墙" in drawn
    assert "正" not in drawn


def test_words_that_the_style_itself_writes_count() -> None:
    style = read_style(
        '.x::before { content: "共" / ""; font: 700 1rem var(--serif) } /* .y{font:var(--serif)} */'
    )

    assert style.words == (("serif .x::before", "共"),)


def test_the_first_token_that_a_rule_names_is_its_own() -> None:
    assert set(shown(".x { font: 700 1rem var(--display, var(--serif)) }", "<p class=x>五")) == {DISPLAY}


def test_selector_list_is_not_divided_inside_brackets() -> None:
    assert list(split_list("a:is(b, c), [title='x,y'] d ,e")) == ["a:is(b, c)", "[title='x,y'] d", "e"]


@pytest.mark.parametrize("page", ["", "  ", "<", "<!-- only -->", "\x00\x00", "<h1>", "纯文字"])
def test_what_is_no_page_shows_nothing_and_stops_nothing(page: str) -> None:
    assert set(shown(CSS, page)) <= {DISPLAY, SERIF, SIGNS}


def test_site_gets_one_font_and_the_rule_that_leads_to_it(tmp_path: Path) -> None:
    project, folder = built(tmp_path)

    assert set_type(project, folder) == []

    (font,) = fonts_in(folder)
    css = (folder / STYLE).read_text(encoding="utf-8")
    assert css.startswith(CSS)
    assert f'src:url("fonts/{font.name}") format("woff2")' in css
    assert "font-display:swap" in css
    assert f'--serif:"{FAMILY}"' in css
    assert "--display:var(--serif)" in css
    assert drawn_by(font.read_bytes()) == set("下双四岗标烛红题") | set(ALWAYS)


def test_minified_site_can_be_set_again(tmp_path: Path) -> None:
    project, folder = built(tmp_path)
    set_type(project, folder)
    lighten(project, folder)
    light = (folder / STYLE).read_bytes()

    set_type(project, folder)
    lighten(project, folder)

    assert (folder / STYLE).read_bytes() == light
    assert light.count(b"@font-face") == 1


def test_second_run_changes_nothing_and_another_page_takes_the_old_font_away(tmp_path: Path) -> None:
    project, folder = built(tmp_path)
    set_type(project, folder)
    (first,), css = fonts_in(folder), (folder / STYLE).read_bytes()

    set_type(project, folder)
    assert (fonts_in(folder), (folder / STYLE).read_bytes()) == ([first], css)

    (folder / "more.html").write_text("<body class=md-typeset><h1>新</h1>", encoding="utf-8", newline="\n")
    set_type(project, folder)
    (second,) = fonts_in(folder)
    assert second != first
    assert (folder / STYLE).read_text(encoding="utf-8").count("@font-face") == 1


def test_same_characters_are_cut_once_and_a_damaged_cache_is_cut_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cuts: list[str] = []

    def counted(characters: str) -> bytes:
        cuts.append(characters)
        return cut(characters)

    monkeypatch.setattr(cutting, "cut", counted)

    made = [cut_to_budget({DISPLAY: "红"}, tmp_path).font for _ in range(2)]
    (entry,) = tmp_path.iterdir()
    entry.write_bytes(entry.read_bytes()[:-9])
    made.append(cut_to_budget({DISPLAY: "红"}, tmp_path).font)

    assert len(cuts) == 2
    assert len(set(made)) == 1
    assert [path.name for path in tmp_path.iterdir()] == [entry.name]


def test_only_pages_that_are_new_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []
    plain = Reader.read

    def counted(self: Reader, html: bytes) -> Characters:
        read.append(html)
        return plain(self, html)

    monkeypatch.setattr(Reader, "read", counted)
    project, folder = built(tmp_path)
    set_type(project, folder)
    (folder / "b.html").write_bytes(b"<body class=md-typeset><h1>\xe6\x96\xb0</h1>")
    set_type(project, folder)
    assert read == [PAGE.encode(), (folder / "b.html").read_bytes()]

    (entry,) = (project.state / SEEN).iterdir()
    entry.write_bytes(entry.read_bytes().replace(b"\xe6\x96\xb0", b"\xe6\x97\xa7"))
    set_type(project, folder)
    assert len(read) == 4
    assert "新" in drawn_by(fonts_in(folder)[0].read_bytes())


def test_tokens_are_left_out_whole_until_the_font_is_within_the_budget(tmp_path: Path) -> None:
    hanzi = sorted(sign for sign in source_characters() if "\u4e00" <= sign <= "\u9fff")
    characters = {
        SIGNS: "".join(hanzi[:30]),
        DISPLAY: "".join(hanzi[:90]),
        HEADINGS: "".join(hanzi[60:200]),
        CARDS: "".join(hanzi[90:700]),
    }
    tokens = {
        budget: cut_to_budget(characters, tmp_path, budget).tokens
        for budget in (190_000, 60_000, 24_000, 13_000, 5_000)
    }

    assert tokens == {
        190_000: (DISPLAY, HEADINGS, CARDS),
        60_000: (DISPLAY, HEADINGS),
        24_000: (DISPLAY,),
        13_000: (SIGNS,),
        5_000: (),
    }


@pytest.mark.parametrize(
    ("budget", "roots", "own"),
    [
        (20_000, (True, False), "--display"),
        (8_000, (False, False), ".mark__sign,"),
        (10, (False, False), ".mark__sign:not(.mark__sign--han),"),
    ],
)
def test_headings_or_names_fall_back_as_a_whole(
    budget: int, roots: tuple[bool, bool], own: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanzi = sorted(sign for sign in source_characters() if "\u4e00" <= sign <= "\u9fff")
    page = (
        f"<body class=md-typeset><h1>{''.join(hanzi[:300])}</h1><li class=card><a>{''.join(hanzi[:60])}</a>"
    )
    project, folder = built(tmp_path, f"{page}<b class=mark__sign>5</b>")
    monkeypatch.setattr(cutting.cut_to_budget, "__defaults__", (budget,))

    set_type(project, folder)

    rules = (folder / STYLE).read_text(encoding="utf-8").partition("@font-face")[2]
    assert (
        tuple(
            f'--{token}:"{FAMILY}"' in rules.partition("}\n")[2].partition("}")[0]
            for token in (DISPLAY, SERIF)
        )
        == roots
    )
    assert own in rules
    assert rules.count(f'--display:"{FAMILY}"') == 1


def test_one_rule_of_headings_that_asks_for_too_much_falls_back_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanzi = sorted(sign for sign in source_characters() if "\u4e00" <= sign <= "\u9fff")
    page = PAGE.replace("简介", f"<b>{''.join(hanzi[:200])}</b>")
    project, folder = built(tmp_path, page, f"{CSS}.card b,\n .card i {{ font-family: var(--serif) }}\n")
    monkeypatch.setattr(cutting.cut_to_budget, "__defaults__", (15_000,))

    set_type(project, folder)

    rules = (folder / STYLE).read_text(encoding="utf-8").partition("@font-face")[2]
    assert f'--serif:"{FAMILY}"' in rules
    assert rules.splitlines()[-1] == ".card b, .card i{--serif:var(--plain)}"
    assert drawn_by(fonts_in(folder)[0].read_bytes()) == set("下双四岗标烛红题") | set(ALWAYS)


def test_characters_that_the_source_has_not_are_left_to_the_system(tmp_path: Path) -> None:
    made = cut_to_budget({HEADINGS: "红𠮷🎉\ue000"}, tmp_path)

    assert set(made.characters) == {"红", *ALWAYS}
    assert made.tokens == (DISPLAY, HEADINGS)


def test_the_largest_sets_are_not_even_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def counted(characters: str) -> bytes:
        tried.append(len(characters))
        return b"font"

    monkeypatch.setattr(cutting, "cut", counted)

    cut_to_budget({HEADINGS: "".join(source_characters()), DISPLAY: "红"}, tmp_path)

    assert tried == [len(ALWAYS) + 1]


def test_site_without_our_style_is_left_alone(tmp_path: Path) -> None:
    project, folder = built(tmp_path)
    (folder / STYLE).unlink()

    assert set_type(project, folder) == []
    assert fonts_in(folder) == []


def test_full_disk_is_told_and_leaves_the_style_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, folder = built(tmp_path)
    plain = builtins.open

    def full(file: object, mode: str = "r", *rest: object, **options: object) -> object:
        if "w" in mode:
            raise OSError(errno.ENOSPC, "full")
        return plain(file, mode, *rest, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(builtins, "open", full)

    assert [problem.code for problem in set_type(project, folder)] == ["disk-full"]
    assert (folder / STYLE).read_text(encoding="utf-8") == CSS


def test_our_own_style_sets_marks_names_and_headings_in_the_face() -> None:
    assets = Path(__file__).parents[2] / "overrides/assets"
    style = read_style("\n".join(path.read_text(encoding="utf-8") for path in sorted(assets.glob("*.css"))))

    classes = {name for place in style.places if place.token == DISPLAY for name in place.asked.classes}
    assert {"mark__sign", "mark__name", "stamp__sign", "stamp__name", "num"} <= classes
    assert {"h1", "h2"} <= {place.asked.tag for place in style.places if is_heading(place.token)}


def test_new_build_keeps_the_face_of_the_last_one_until_its_own_is_cut(tmp_path: Path) -> None:
    project, old = built(tmp_path / "old")
    assert set_type(project, old) == []
    (name,) = (font.name for font in fonts_in(old))
    _, new = built(tmp_path / "new", css=f"{CSS}.more {{ color: red }}\n")

    carry_over(old, new)

    css = (new / STYLE).read_text(encoding="utf-8")
    assert ".more" in css
    assert f"fonts/{name}" in css
    assert [font.name for font in fonts_in(new)] == [name]


def test_build_without_a_face_hands_nothing_on(tmp_path: Path) -> None:
    _, old = built(tmp_path / "old")
    _, new = built(tmp_path / "new")

    carry_over(old, new)

    assert (new / STYLE).read_text(encoding="utf-8") == CSS
