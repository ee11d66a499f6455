"""What a published site is relieved of: comments, spaces, and what the base theme ships for other sites."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from generator.project import Project
from generator.weight import lighten, minify_script, minify_style
from tests.example_copy import ROOT

OURS = sorted((ROOT / "overrides/assets").glob("*.[cj]s*"))


@pytest.mark.parametrize(
    ("css", "minified"),
    [
        ("a { color : red ; }", "a{color :red}"),
        ("/* out */ a /* out */ { b: c }\n", "a{b:c}"),
        ("/*! kept */\na { b: c }", "/*! kept */a{b:c}"),
        ("a { color: light-dark( #fff , #000 ) }", "a{color:light-dark(#fff,#000)}"),
        ("a { width: calc( 1px + 2px * ( 3 - 1 ) ) }", "a{width:calc(1px + 2px * (3 - 1))}"),
        ("a { --empty: ; --none:; --last: }", "a{--empty: ;--none:;--last: }"),
        ("a { b: var( --x , 1px ) ; c: d !important }", "a{b:var(--x,1px);c:d!important}"),
        ("@container (min-width: 1rem) and (width > 2rem) { a { b: c } }", None),
        ("@layer base , x ;\n@layer base { a { b: c } }", "@layer base,x;@layer base{a{b:c}}"),
        ("a > b :is( .c , .d ) ~ e + f :hover { g: h }", "a>b :is(.c,.d) ~ e + f :hover{g:h}"),
        ("a :has( > b + c ):not( .d ) [ e ] { f: g }", "a :has(>b + c):not(.d) [e]{f:g}"),
        (".n { & .m { c: d } &:hover { e: f } }", ".n{& .m{c:d}&:hover{e:f}}"),
        ('a::before { content: "中  文 /* ; */ { }" / "" }', 'a::before{content:"中  文 /* ; */ { }" / ""}'),
        (
            "a { b: url( data:image/svg+xml;utf8,%3Csvg/%3E ) }",
            "a{b:url(data:image/svg+xml;utf8,%3Csvg/%3E)}",
        ),
        (
            "a { b: url(\"data:image/svg+xml,<svg  x='1'>\") }",
            "a{b:url(\"data:image/svg+xml,<svg  x='1'>\")}",
        ),
        ("@font-face { unicode-range: U+4E00-9FFF , U+30 }", "@font-face{unicode-range:U+4E00-9FFF,U+30}"),
    ],
)
def test_css_loses_only_what_says_nothing(css: str, minified: str | None) -> None:
    if minified is None:
        minified = "@container (min-width:1rem) and (width>2rem){a{b:c}}"

    assert minify_style(css) == minified


@pytest.mark.parametrize("css", ["a { b: c } }  x", "a { content: 'open\n }  /* x */"])
def test_css_with_a_mistake_stays_as_it_is(css: str) -> None:
    assert minify_style(css) == css


@pytest.mark.parametrize(
    ("script", "minified"),
    [
        ("// out\nconst a = 1 ; /* out */\n", "const a=1;\n"),
        ("/*! kept */ let a\n", "/*! kept */\nlet a\n"),
        ("let a = b\n++c\n", "let a=b\n++c\n"),
        ("a = b + ++c; d = e - -f; g = h++ + i\n", "a=b+ ++c;d=e- -f;g=h++ +i\n"),
        ("a = b\n(c)()\n[d]\n", "a=b\n(c)()\n[d]\n"),
        ("a = {\n  b,\n  c: 1,\n}\n", "a={b,c:1,}\n"),
        ('f = (x) => /a  "b/.test(x)\n', 'f=(x)=>/a  "b/.test(x)\n'),
        ("a = b / c / d; e = /f  g/ in h\n", "a=b/c/d;e=/f  g/ in h\n"),
        ("if (a) {}\n/b  c/.test(d)\n", "if(a){}\n/b  c/.test(d)\n"),
        ("a = `b  ${ c + `d  // ${ '}' }  e` }\n  f`\n", "a=`b  ${ c + `d  // ${ '}' }  e` }\n  f`\n"),
        (
            "import a from './a.js'\nconst b = import.meta.url\n",
            "import a from'./a.js'\nconst b=import.meta.url\n",
        ),
        ("import( './a.js' ).then( ({ b }) => b() )\n", "import('./a.js').then(({b})=>b())\n"),
        (
            "export async function open () { await a ?? b?.[ c ] }\n",
            "export async function open(){await a??b?.[c]}\n",
        ),
        (
            "class A {\n  static #b = 1;\n  #c () { return this.#b }\n  d\n  e () {}\n}\n",
            "class A{static #b=1;#c(){return this.#b}\nd\ne(){}}\n",
        ),
        ("const { 词语: 词, b } = 'no // comment  。'\n", "const{词语:词,b}='no // comment  。'\n"),
        ("a = 1 .toFixed(); b = c < !--d\n", "a=1 .toFixed();b=c< !--d\n"),
        ("for (;;)\n  if (a) break\n  else\n    continue\n", "for(;;)\nif(a)break\nelse\ncontinue\n"),
    ],
)
def test_script_loses_only_what_says_nothing(script: str, minified: str) -> None:
    assert minify_script(script) == minified


def test_script_with_a_mistake_stays_as_it_is() -> None:
    script = "const a  =  ;  // what\n"

    assert minify_script(script) == script


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.name))
def test_our_own_files_become_smaller_once(path: Path) -> None:
    minify = minify_style if path.suffix == ".css" else minify_script
    text = path.read_text(encoding="utf-8")

    minified = minify(text)

    assert len(minified) < len(text)
    assert minify(minified) == minified


@pytest.mark.skipif(not shutil.which("node"), reason="no node to ask")
@pytest.mark.parametrize(
    "path", [path for path in OURS if path.suffix == ".js"], ids=lambda path: str(path.name)
)
def test_minified_script_is_one_to_another_reader_too(path: Path) -> None:
    script = minify_script(path.read_text(encoding="utf-8"))

    done = subprocess.run(
        ["node", "--check", "--input-type=module", "-"],
        input=script.encode(),
        capture_output=True,
        check=False,
    )

    assert done.stderr == b""


def site(tmp_path: Path, html: str, **more: str) -> tuple[Project, Path]:
    """Return a project and its built site: one page, what Material ships, and more files by name."""
    folder = tmp_path / "site"
    shipped = {
        "assets/javascripts/bundle.js": "let a  =  1\n//# sourceMappingURL=bundle.js.map",
        "assets/javascripts/bundle.js.map": "{}",
        "assets/javascripts/lunr/lunr.zh.js": "let b",
        "assets/stylesheets/main.css": "a {}\n/*# sourceMappingURL=main.css.map*/\n",
        "assets/stylesheets/main.css.map": "{}",
        "assets/stylesheets/palette.css": "b {}",
    }
    for name, text in {**shipped, "index.html": html, **more}.items():
        write(folder / name, text)
    return Project(tmp_path), folder


def write(path: Path, text: str) -> None:
    """Write a file and the folders that it stands in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def files(folder: Path) -> set[str]:
    """Return the names of all files below `assets`."""
    return {
        path.relative_to(folder / "assets").as_posix()
        for path in folder.glob("assets/**/*")
        if path.is_file()
    }


STYLED = '<link rel="stylesheet" href="../assets/stylesheets/main.css?v=1">'


def test_what_no_page_loads_is_deleted(tmp_path: Path) -> None:
    project, folder = site(tmp_path, STYLED)

    assert lighten(project, folder) == []

    assert files(folder) == {"stylesheets/main.css"}
    assert not (folder / "assets/javascripts").exists()


def test_nothing_leads_to_a_map_that_is_gone(tmp_path: Path) -> None:
    project, folder = site(tmp_path, STYLED)

    lighten(project, folder)

    assert (folder / "assets/stylesheets/main.css").read_text(encoding="utf-8") == "a {}\n"


def test_one_script_that_is_loaded_keeps_all(tmp_path: Path) -> None:
    project, folder = site(tmp_path, "<script src='assets/javascripts/bundle.js'></script>")

    lighten(project, folder)

    assert files(folder) == {"javascripts/bundle.js", "javascripts/lunr/lunr.zh.js"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("extra.css", '@import url("assets/stylesheets/palette.css");'),
        ("assets/more.js", 'import("../assets/stylesheets/palette.css")'),
        ("about/index.html", "<link href=../assets/stylesheets/palette.css>"),
    ],
)
def test_any_file_of_the_site_may_refer_to_another(tmp_path: Path, name: str, text: str) -> None:
    project, folder = site(tmp_path, STYLED, **{name: text})

    lighten(project, folder)

    assert "stylesheets/palette.css" in files(folder)


@pytest.mark.parametrize("base", ["content", "overrides"])
def test_a_persons_own_file_stays_unasked(tmp_path: Path, base: str) -> None:
    project, folder = site(tmp_path, STYLED, **{"assets/javascripts/own.js": "let  own"})
    write(tmp_path / base / "assets/javascripts/own.js", "let  own")

    lighten(project, folder)

    assert files(folder) == {"stylesheets/main.css", "javascripts/own.js"}
    assert (folder / "assets/javascripts/own.js").read_text(encoding="utf-8") == "let  own"


def test_what_comes_from_others_is_not_rewritten(tmp_path: Path) -> None:
    names = ("assets/vendor/library.js", "javascripts/extra.js", "stylesheets/extra.css")
    project, folder = site(tmp_path, STYLED, **dict.fromkeys(names, "let  a\n"))

    lighten(project, folder)

    assert {(folder / name).read_text(encoding="utf-8") for name in names} == {"let  a\n"}


def test_what_is_not_utf8_stays(tmp_path: Path) -> None:
    project, folder = site(tmp_path, STYLED)
    old = folder / "assets/old.css"
    old.write_bytes("/* 旧 */  a { b: c }".encode("gbk"))

    assert lighten(project, folder) == []

    assert old.read_bytes() == "/* 旧 */  a { b: c }".encode("gbk")


def test_light_site_is_light_already(tmp_path: Path) -> None:
    project, folder = site(tmp_path, STYLED, **{"assets/own.css": "a { b: c }", "assets/own.js": "let a = 1"})
    lighten(project, folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    lighten(project, folder)

    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_what_the_system_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project, folder = site(tmp_path, STYLED, **{"assets/own.css": "a { b: c }"})

    def refuse(path: Path, data: bytes) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr("generator.disk.write_whole", refuse)

    assert [problem.code for problem in lighten(project, folder)] == ["folder-readonly"]
