"""The finished site is read once more, wherever its words came from; what is answered for is not told again."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.gate.site import Known, check_site, known_of, read_page
from generator.problems import Problem
from tests.in_memory import read_texts
from tests.unit.test_gate_pages import photo

PAGE = '<!doctype html><html lang="zh"><head><title>标题</title>{head}</head><body><main>{body}</main></body></html>'


def put(folder: Path, name: str, body: str = "", head: str = "") -> None:
    """Write a page of a built site, or another file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PAGE.format(head=head, body=body) if name.endswith(".html") else body, encoding="utf-8")


def found(folder: Path, known: Known | None = None) -> list[Problem]:
    return [finding.problem for finding in check_site(folder, known or Known())]


@pytest.mark.parametrize(
    "body",
    [
        "<p>请打 13812345678</p>",
        "<p>请打 <b>138</b>1234<i>5678</i></p>",
        "<p>请打 138&nbsp;1234&nbsp;5678</p>",
        '<img src="a.png" alt="电话13812345678">',
        '<p title="13812345678">联系</p>',
        '<a href="tel:13812345678">打电话</a>',
        "<!-- 13812345678 -->",
        "<p hidden>13812345678</p>",
        '<button aria-label="13812345678"></button>',
        '<script type="application/ld+json">{"telephone": "138-1234-5678"}</script>',
        "<table><tr><td>王老师</td><td>13812345678</td></tr></table>",
        "<svg><text>13812345678</text></svg>",
    ],
)
def test_number_is_found_wherever_a_page_holds_it(tmp_path: Path, body: str) -> None:
    put(tmp_path, "index.html", body)
    (problem,) = found(tmp_path)

    assert (problem.code, problem.where.file) == ("private-phone", "site/index.html")
    assert "12345678" not in problem.message + problem.hint


@pytest.mark.parametrize(
    "head", ['<meta name="description" content="学生张小明患病">', "<title>学生张小明患病</title>"]
)
def test_metadata_are_read(tmp_path: Path, head: str) -> None:
    put(tmp_path, "index.html", head=head)

    assert [problem.code for problem in found(tmp_path)] == ["minor-named"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "feed.xml",
            "<?xml version='1.0' encoding='utf-8'?><rss><item><title>请打13812345678</title></item></rss>",
        ),
        ("a.json", '{"a": [{"b": "\\u8bf7\\u6253 13812345678"}]}'),
        ("a.txt", "13812345678"),
        ("a.svg", "<svg xmlns='http://www.w3.org/2000/svg'><title>13812345678</title></svg>"),
    ],
)
def test_other_files_are_read(tmp_path: Path, name: str, text: str) -> None:
    put(tmp_path, name, text)

    assert [problem.code for problem in found(tmp_path)] == ["private-phone"]


def test_thing_on_many_pages_is_told_once(tmp_path: Path) -> None:
    for number in range(3):
        put(tmp_path, f"{number}.html", "<footer>13812345678</footer>")
    (problem,) = found(tmp_path)

    assert problem.where.file == "site/0.html"
    assert "另外 2 页" in problem.message


def test_blocks_are_not_read_together(tmp_path: Path) -> None:
    put(tmp_path, "index.html", "<p>学生</p><p>张小明老师</p><ul><li>138</li><li>1234</li><li>5678</li></ul>")

    assert found(tmp_path) == []


def test_heading_of_problems_is_found_and_a_cell_is_not(tmp_path: Path) -> None:
    put(tmp_path, "a.html", "<h2>存在的问题</h2>")
    put(tmp_path, "b.html", "<table><tr><td>整改措施</td></tr></table>")

    assert [(p.code, p.where.file) for p in found(tmp_path)] == [("report-internal", "site/a.html")]


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ('<img src="../images/%E5%85%9A%E5%BE%BD.png" alt="">', ["emblem-as-mark"]),
        ('<figure><img src="a.png" alt="全县地图"></figure>', ["map-unapproved"]),
        (
            '<figure><img src="a.png" alt="全县地图"><figcaption>审图号：GS（2024）0650 号</figcaption></figure>',
            [],
        ),
    ],
)
def test_pictures_are_judged(tmp_path: Path, body: str, codes: list[str]) -> None:
    put(tmp_path, "index.html", body)

    assert [problem.code for problem in found(tmp_path)] == codes


def test_icon_of_the_site_is_no_emblem(tmp_path: Path) -> None:
    put(tmp_path, "index.html", head='<link rel="icon" href="assets/danghui.svg">')

    assert [problem.code for problem in found(tmp_path)] == ["emblem-as-mark"]


def test_developed_photos_are_ours_and_others_are_asked(tmp_path: Path) -> None:
    photo(tmp_path / "photos/0123456789abcdef-640.jpg", located=True)
    photo(tmp_path / "images/a.jpg", located=True)

    assert [(p.code, p.where.file) for p in found(tmp_path)] == [("photo-location", "site/images/a.jpg")]


def test_contact_of_the_site_is_no_finding(tmp_path: Path) -> None:
    put(tmp_path, "index.html", "<footer>电话 0731-81234567</footer>")

    assert found(tmp_path, Known(allowed=frozenset({"073181234567"}))) == []


def test_what_is_known_from_the_data_is_not_told_again(tmp_path: Path) -> None:
    put(tmp_path, "index.html", "<p>请打 <b>138</b> 1234 5678，或 13987654321</p>")
    other = tmp_path / "other"
    put(other, "index.html", "<p>13812345678</p>")
    known = known_of(check_site(other, Known()), ())

    assert [problem.message.count("139****4321") for problem in found(tmp_path, known)] == [1]


def test_cell_that_was_innocent_where_it_was_written_is_let_through(tmp_path: Path) -> None:
    put(
        tmp_path,
        "index.html",
        "<table><tr><td>本科上线率</td><td>不公布</td></tr></table><p>本科上线率居全县第一</p>",
    )
    known = Known(read=lambda: ["| 本科上线率 | 不公布 |"])

    assert [problem.message.count("居全县第一") for problem in found(tmp_path, known)] == [1]


def test_search_index_is_not_read(tmp_path: Path) -> None:
    put(tmp_path, "pagefind/a.json", '"13812345678"')

    assert found(tmp_path) == []


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"<" * 50_000, b"<p>" * 20_000, b"<!--" * 1000])
def test_broken_page_is_read_as_far_as_it_goes(data: bytes) -> None:
    read_page(data)
    read_page(data, xml=True)


def test_waiver_for_a_built_page_is_not_idle_before_the_build() -> None:
    waiver = (
        "- 代码: private-phone\n  文件: site/index.html\n  理由: 已公开\n  批准人: 书记\n  日期: 2024-6-3\n"
    )

    assert read_texts({"waivers.yml": waiver}).problems == ()


def test_digests_of_the_policy_are_no_account(tmp_path: Path) -> None:
    policy = "script-src 'self' 'sha256-ImCrTE8a70vxyYabcdefgytLf/dbY='"
    put(tmp_path, "index.html", head=f'<meta http-equiv="Content-Security-Policy" content="{policy}">')
    assert found(tmp_path) == []
    put(tmp_path, "index.html", head=f'<meta name="description" content="{policy}">')
    assert [problem.code for problem in found(tmp_path)] == ["private-phone"]
