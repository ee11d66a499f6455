"""What may run on a page: policies, digests, hand-written HTML, and what no template wrote."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from generator.problems import BLOCK, Problem
from generator.project import Project
from generator.shield.cleaning import clean_html, is_endless
from generator.shield.inspecting import Findings, inspect_drawing, inspect_page, is_foreign, is_safe_link
from generator.shield.policy import digest_of, header_policy, page_policy, script_patterns
from generator.shield.protecting import protect
from generator.shield.rules import FILE, server_rules, write_server_rules
from tests.payloads import LINKS, PAYLOADS

HEAD = '<!doctype html><html><head><meta charset="utf-8"><title>页</title></head><body>'
INLINE = 'document.title = "x < y"'


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    write(project.overrides / "main.html", f"<script>{INLINE}</script>")
    return project


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def protected(project: Project, body: str, head: str = HEAD) -> tuple[list[Problem], str]:
    """Return the problems of a site of one page, and the page as it is published."""
    folder = project.root / "out"
    write(folder / "index.html", f"{head}{body}</body></html>")
    return protect(project, folder), (folder / "index.html").read_text(encoding="utf-8")


def found(body: str, *templates: str) -> Findings:
    known = [pattern for template in templates for pattern in script_patterns(template)]
    return inspect_page(f"{HEAD}{body}", known)


def test_a_policy_lets_through_what_stands_in_the_site_and_scripts_by_their_digest() -> None:
    digest = b64encode(sha256(b"go()").digest()).decode()

    assert f"script-src 'self' 'wasm-unsafe-eval' 'sha256-{digest}';" in page_policy(["go()", "go()"])
    assert page_policy().startswith("default-src 'self'; ")
    assert "frame-ancestors" not in page_policy()
    assert header_policy(page_policy()).endswith("; frame-ancestors 'self'")


def test_a_digest_is_that_of_what_browsers_read() -> None:
    assert digest_of("a\r\nb\rc") == digest_of("a\nb\nc") != digest_of("a b c")


def test_a_template_script_is_known_with_an_address_printed_into_it() -> None:
    template = '<script>scope = new URL("{{ base_url }}", location)</script>'

    assert found('<script>scope = new URL("../..", location)</script>', template).active == ()
    assert found('<script>scope = new URL("../..", location)</script>', template).scripts
    assert found('<script>scope = new URL(""); ran(); ("", location)</script>', template).active
    assert found('<script>scope = new URL("../..", location); ran()</script>', template).active


def test_a_script_made_by_conditions_is_not_known() -> None:
    assert script_patterns("<script>{% if a %}ran(){% endif %}</script>") == []


def test_a_page_gets_its_policy_after_its_encoding_and_before_any_script(project: Project) -> None:
    problems, page = protected(project, f"<script>{INLINE}</script><p>甲</p>")

    assert problems == []
    assert page.index("charset") < page.index("Content-Security-Policy") < page.index("<script>")
    assert digest_of(INLINE) in page
    assert len(page.partition("Content-Security-Policy")[0].encode()) < 1024


def test_a_page_that_is_protected_twice_has_one_policy(project: Project) -> None:
    _, once = protected(project, f"<script>{INLINE}</script>")

    assert protect(project, project.root / "out") == []
    assert (project.root / "out/index.html").read_text(encoding="utf-8") == once


def test_every_page_has_the_same_policy(project: Project) -> None:
    write(project.root / "out/a/index.html", f"{HEAD}<p>甲</p>")
    _, page = protected(project, f"<script>{INLINE}</script>")

    other = (project.root / "out/a/index.html").read_text(encoding="utf-8")
    assert digest_of(INLINE) in other
    assert (
        page.partition('content="')[2].partition('"')[0] == other.partition('content="')[2].partition('"')[0]
    )


def test_bytes_that_are_no_text_stay_as_they_are(project: Project) -> None:
    path = project.root / "out/old.html"
    write(path, "")
    path.write_bytes(b"<html><head></head><body>\xd6\xd0\xce\xc4</body>")
    protect(project, project.root / "out")

    assert b"\xd6\xd0\xce\xc4" in path.read_bytes()
    assert b"<head><meta http-equiv" in path.read_bytes()


@pytest.mark.parametrize(
    "body",
    [
        "<script>ran()</script>",
        f"<script>{INLINE};ran()</script>",
        '<script src="">ran()</script>',
        '<script type="module">ran()</script>',
        '<script type="application/ld+json">{}</script><img src="a.png" onerror="ran()">',
        "<a title='<script type=\"application/ld+json\">' onclick=ran() x='</script>'>甲</a>",
        "<p onclick=ran()>甲</p>",
        "<p\nonclick\n=\n'ran()'>甲</p>",
        '<a href="javascript:ran()">甲</a>',
        '<a href="java&#10;script:ran()">甲</a>',
        '<a href="&#106;avascript:ran()">甲</a>',
        "<a href=' javascript:ran()'>甲</a>",
        '<a href="//evil.example/">甲</a>',
        '<a href="vbscript:ran()">甲</a>',
        '<form action="javascript:ran()"></form>',
        '<svg><a xlink:href="javascript:ran()">甲</a></svg>',
        '<iframe src="a.html"></iframe>',
        '<object data="a.swf"></object>',
        '<base href="/x/">',
        '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    ],
)
def test_what_no_template_wrote_stops_publishing(project: Project, body: str) -> None:
    problems, _ = protected(project, body)

    assert [(problem.code, problem.severity) for problem in problems] == [("page-active", BLOCK)]
    assert problems[0].where.file == "site/index.html"


@pytest.mark.parametrize(
    "body",
    [
        '<img src="https://evil.example/x.png">',
        '<img src="//evil.example/x.png">',
        '<img srcset="a.png 1x, https://evil.example/x.png 2x">',
        '<script src="https://evil.example/x.js"></script>',
        '<link rel="stylesheet" href="https://evil.example/x.css">',
        '<video poster="https://evil.example/x.png"></video>',
        '<svg><use href="https://evil.example/x.svg#a"/></svg>',
    ],
)
def test_what_would_be_fetched_from_another_host_stops_publishing(project: Project, body: str) -> None:
    problems, _ = protected(project, body)

    assert [problem.code for problem in problems] == ["page-foreign"]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="https://a.example/x:y">甲</a><a href="mailto:a@b.cn">乙</a><a href="tel:010 123">丙</a>',
        '<a href="../a/?x=1:2#b:c">甲</a><a href="./a:b/">乙</a><a href="#a:b">丙</a><a name="x">丁</a>',
        "<p>onclick=ran() javascript:ran() src=https://evil.example/</p>",
        '<p title="&lt;script&gt;ran()&lt;/script&gt;">甲</p>',
        '<img src="a.png" alt="onerror=ran()">',
        '<link rel="canonical" href="https://a.example/"><link rel="alternate" href="https://a.example/feed.xml">',
        '<img src="data:image/png;base64,iVBOR">',
        '<script src="../assets/showcase.js" defer></script>',
        '<script id="__config" type="application/json">{"a": "</p>"}</script>',
        "",
    ],
)
def test_what_a_page_needs_is_let_be(project: Project, body: str) -> None:
    assert protected(project, body)[0] == []


@pytest.mark.parametrize(
    ("drawing", "active"),
    [
        ("<svg xmlns='http://www.w3.org/2000/svg'><rect/></svg>", False),
        ("<svg xmlns='http://www.w3.org/2000/svg' onload='ran()'/>", True),
        ("<svg xmlns='http://www.w3.org/2000/svg'><script>ran()</script></svg>", True),
        ("<x:svg xmlns:x='http://www.w3.org/2000/svg'><x:script>ran()</x:script></x:svg>", True),
        ("<svg xmlns='http://www.w3.org/2000/svg'><foreignObject/></svg>", True),
        ("<!DOCTYPE x [<!ENTITY y 'z'>]><svg xmlns='http://www.w3.org/2000/svg'>&y;</svg>", True),
        ("<?xml-stylesheet type='text/xsl' href='a.xsl'?><svg xmlns='http://www.w3.org/2000/svg'/>", True),
        ("no drawing", False),
    ],
)
def test_a_drawing_is_a_page_too(project: Project, drawing: str, active: bool) -> None:
    assert bool(inspect_drawing(drawing.encode()).active) is active
    for name in ("a.svg", "b.SVG", "c.xml", "d.xhtml"):
        write(project.root / "out" / name, drawing)
    codes = [problem.code for problem in protected(project, "")[0]]
    assert codes == (["page-active"] * 4 if active else [])


def test_a_page_of_another_ending_is_a_page(project: Project) -> None:
    write(project.root / "out/a.HTM", f"{HEAD}<p onclick=ran()>甲</p>")
    problems, _ = protected(project, "")

    assert [problem.where.file for problem in problems] == ["site/a.HTM"]
    assert "Content-Security-Policy" in (project.root / "out/a.HTM").read_text(encoding="utf-8")


def test_hand_written_html_keeps_what_it_is_for() -> None:
    html = (
        '<h2 id="a">甲</h2>\n<p class="b">一 &amp; <strong>二</strong> <a href="../c/" title="d">三</a></p>\n'
        '<details open=""><summary>四</summary><img src="e.jpg" alt="五" width="3"></details>\n'
        '<table><tbody><tr><td align="right" colspan="2">六</td></tr></tbody></table>'
    )

    assert clean_html(html) == (cleaned := clean_html(html))
    assert cleaned.removed == ()
    assert cleaned.html == html


def test_a_table_column_stays_aligned_without_a_style() -> None:
    cleaned = clean_html('<table><thead><tr><th style="text-align: center;">甲</th></tr></thead></table>')

    assert '<th align="center">' in cleaned.html
    assert cleaned.removed == ()


def test_the_looks_of_what_was_pasted_go_without_a_word() -> None:
    cleaned = clean_html(
        '<p style="color:red" class="MsoNormal"><font color="red">甲</font><o:p>乙</o:p></p>'
    )

    assert cleaned.html == '<p class="MsoNormal">甲乙</p>'
    assert cleaned.removed == ()


@pytest.mark.parametrize(
    ("html", "removed"),
    [
        ("<p>甲<script>ran()</script></p>", "<script"),
        ("<p onclick='ran()'>甲</p>", "onclick"),
        ("<a href='javascript:ran()'>甲</a>", "javascript:ran()"),
        ("<a href='//evil.example/'>甲</a>", "//evil.example/"),
        ("<a href='ftp://a.example/'>甲</a>", "ftp://a.example/"),
        ("<img src='https://evil.example/x.png' alt='甲'>", "https://evil.example/x.png"),
        ("<iframe src='x'>甲</iframe>", "<iframe"),
        ("<form><input type='text'></form>", "<form"),
        ("<svg><script>ran()</script></svg>", "<svg"),
    ],
)
def test_what_a_reader_would_miss_is_told(html: str, removed: str) -> None:
    assert removed in clean_html(html).removed


@pytest.mark.parametrize("text", PAYLOADS)
def test_no_attack_is_left_after_cleaning(text: str) -> None:
    findings = inspect_page(f"{HEAD}<p>{clean_html(text).html}</p>", ())

    assert (findings.active, findings.foreign) == ((), ())


@pytest.mark.parametrize(
    "address",
    ["https://a.example/", "HTTP://a.example", "mailto:a@b.cn", "tel:1", "a/b.md", "#a:b", "?a:b", ""],
)
def test_a_link_may_lead_to_the_web_a_mailbox_a_telephone_or_this_site(address: str) -> None:
    assert is_safe_link(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:x",
        "java\nscript:x",
        "\x01javascript:x",
        "JavaScript:x",
        "data:text/html,x",
        "//a.example",
        "/\\a",
        "\\\\a.example",
        "vbscript:x",
        "file:///etc/passwd",
        "http://[x",
        "blob:x",
        "\u200bjavascript:x",
        "x:y",
    ],
)
def test_a_link_may_lead_nowhere_else(address: str) -> None:
    assert not is_safe_link(address)


def test_attacks_on_links_are_many() -> None:
    assert len(LINKS) > 25
    assert is_foreign("https:\\\\a.example/x.png")
    assert is_foreign("\n//a.example/x.png")
    assert not is_foreign("a/b.png")


def test_rules_for_a_server_hold_the_policy_of_the_site(project: Project) -> None:
    protected(project, f"<script>{INLINE}</script>")
    folder = project.root / "out"

    assert write_server_rules(project, folder, site_url="https://show.example/a b/") == []
    rules = (project.root / FILE).read_text(encoding="utf-8")
    assert f"'{digest_of(INLINE)}'" in rules
    assert "server_name show.example;" in rules
    assert "location /a%20b/ {" in rules


@pytest.mark.parametrize("url", [None, "", "http://a;b{}.example/", 'http://x"y/', "http://.../"])
def test_rules_name_no_host_that_is_none(url: str | None) -> None:
    rules = server_rules(page_policy(), url)

    assert "server_name _;" in rules or "server_name ...;" in rules
    assert "location / {" in rules


def test_rules_that_cannot_be_written_are_a_problem(project: Project) -> None:
    protected(project, "")
    write(project.root / "deploy", "在这里占着位置")

    assert [problem.severity for problem in write_server_rules(project, project.root / "out")]


def test_front_matter_is_endless_when_it_names_itself_again_and_again() -> None:
    loop: list[object] = []
    loop.append(loop)
    laughs: object = "甲"
    for _ in range(9):
        laughs = [laughs] * 9

    assert is_endless(loop)
    assert is_endless({"title": laughs})
    assert is_endless({"title": "甲" * 3_000_000})
    assert is_endless({str(number): number for number in range(30_000)})
    assert not is_endless({"title": "甲", "hero": [{"parts": ["乙"] * 900, "name": None}]})
    assert not is_endless({})
