"""MkDocs run by us: what it builds, and what becomes of what it says."""

from __future__ import annotations

import errno
import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import jinja2
import pytest

from generator import engine
from generator.engine import build_site, building, explain
from generator.output import MANIFEST
from generator.problems import BLOCK, ERROR, Problem
from generator.project import Project
from tests.integration.small_project import announce_plugin_here

CONFIG = """\
site_name: 测试
docs_dir: content
theme:
  name: material
  language: zh
  font: false
  custom_dir: overrides
plugins: []
nav:
  - 首页: index.md
not_in_nav: |
  /brands/**
validation:
  omitted_files: warn
  anchors: warn
  unrecognized_links: warn
  absolute_links: warn
"""
GENERATED = "---\ntemplate: main.html\nsource: data/brands/2345.yml\n---\n\n# 2345\n\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    (project.content / "brands").mkdir(parents=True)
    project.overrides.mkdir()
    put(project.config, CONFIG)
    put(project.content / "index.md", "# 首页\n\n[品牌](brands/2345.md)\n")
    put(project.content / "brands" / "2345.md", GENERATED)
    return project


def put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def build(project: Project) -> list[Problem]:
    return build_site(project, project.root / "out")


def only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1
    assert problems[0].severity is ERROR
    return problems[0]


def place(problem: Problem) -> tuple[str, str, int, int]:
    return problem.code, problem.where.file, problem.where.line, problem.where.column


def test_a_sound_project_is_built_without_a_word(project: Project, capfd: pytest.CaptureFixture[str]) -> None:
    assert build(project) == []
    assert "首页" in (project.root / "out" / "index.html").read_text(encoding="utf-8")
    assert (project.root / "out" / "brands" / "2345" / "index.html").is_file()
    assert capfd.readouterr() == ("", "")


def test_name_and_address_may_be_given(project: Project) -> None:
    assert (
        build_site(project, project.root / "out", site_name="示范学校", site_url="https://a.example/x") == []
    )
    html = (project.root / "out" / "index.html").read_text(encoding="utf-8")
    assert "<title>示范学校</title>" in html
    assert '<link rel="canonical" href="https://a.example/x/">' in html


def test_the_loggers_of_mkdocs_are_left_as_they_were(project: Project) -> None:
    logger = logging.getLogger("mkdocs")
    before = logger.propagate, logger.handlers[:]
    build(project)
    assert (logger.propagate, logger.handlers) == before


def test_a_broken_link_in_a_handwritten_page_is_found_at_its_line(project: Project) -> None:
    put(project.content / "index.md", "# 首页\n\n不是 xbrands/none.md\n\n看[这里](brands/none.md)吧\n")
    problem = only(build(project))
    assert place(problem) == ("mkdocs-warning", "content/index.md", 5, 7)
    assert problem.where.length == len("brands/none.md")
    assert problem.where.excerpt == "看[这里](brands/none.md)吧"
    assert problem.message == "链接 brands/none.md 指向的文件不存在。"


def test_a_link_with_a_likely_target_is_answered_with_it(project: Project) -> None:
    put(project.content / "index.md", "# 首页\n\n[这里](brands/2345.html)\n")
    assert "是不是想写 brands/2345.md？" in only(build(project)).hint


def test_a_broken_link_in_a_generated_page_is_traced_to_its_data(project: Project) -> None:
    put(project.content / "brands" / "2345.md", f"{GENERATED}[x](../gone.md)\n")
    problem = only(build(project))
    assert place(problem) == ("mkdocs-warning", "data/brands/2345.yml", 0, 0)
    assert "由这份资料生成的网页 brands/2345.md 里，链接 ../gone.md" in problem.message


@pytest.mark.parametrize("link", ["/brands/2345.md", "brands/2345/", "elsewhere"])
def test_a_link_that_mkdocs_leaves_as_it_is_is_named(project: Project, link: str) -> None:
    put(project.content / "index.md", f"# 首页\n\n[这里]({link})\n")
    problem = only(build(project))
    assert place(problem) == ("mkdocs-warning", "content/index.md", 3, 6)
    assert link in problem.message


@pytest.mark.parametrize("link", ["brands/2345.md#nope", "#nope"])
def test_a_missing_anchor_is_named(project: Project, link: str) -> None:
    put(project.content / "index.md", f"# 首页\n\n[这里]({link})\n")
    problem = only(build(project))
    assert place(problem) == ("mkdocs-warning", "content/index.md", 3, 6)
    assert "小标题" in problem.message


def test_a_nav_entry_without_a_file_is_found_in_mkdocs_yml(project: Project) -> None:
    put(project.config, CONFIG.replace("index.md\n", "index.md\n  - 没有: gone.md\n"))
    problem = only(build(project))
    assert place(problem) == ("mkdocs-warning", "mkdocs.yml", 11, 9)
    assert problem.message == "导航里的 gone.md 不存在。"


def test_pages_outside_the_nav_are_named_one_by_one(project: Project) -> None:
    (project.content / "more").mkdir()
    put(project.content / "lost.md", "# 散页\n")
    put(project.content / "more" / "page.md", "# 散页\n")
    problems = build(project)
    assert [problem.where.file for problem in problems] == ["content/lost.md", "content/more/page.md"]
    assert {problem.message for problem in problems} == {"这一页没有列进导航。"}


def test_two_files_for_one_page_are_named(project: Project) -> None:
    put(project.content / "README.md", "# 另一个首页\n")
    problem = only(build(project))
    assert problem.where.file == "content/README.md"
    assert "index.md" in problem.message


def test_a_page_in_another_encoding_is_answered_with_the_cure(project: Project) -> None:
    (project.content / "index.md").write_bytes("# 首页".encode("gbk"))
    problem = only(build(project))
    assert place(problem) == ("page-encoding", "content/index.md", 0, 0)
    assert "UTF-8" in problem.hint


def test_broken_yaml_in_mkdocs_yml_is_found_at_its_line(project: Project) -> None:
    put(project.config, CONFIG.replace("  language: zh", "  language: [zh"))
    problem = only(build(project))
    assert problem.code == "mkdocs-config"
    assert (problem.where.file, problem.where.line) == ("mkdocs.yml", 6)
    assert problem.where.excerpt == "  font: false"


def test_broken_yaml_at_the_end_of_mkdocs_yml_is_found_too(project: Project) -> None:
    put(project.config, "site_name: “x\nnav: [")
    assert only(build(project)).code == "mkdocs-config"


def test_a_missing_mkdocs_yml_is_a_problem(project: Project) -> None:
    project.config.unlink()
    problem = only(build(project))
    assert place(problem) == ("mkdocs-config", "mkdocs.yml", 0, 0)


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("plugins: []", "plugins: []\nsite_nmae: x", 9, "没有 site_nmae 这个设置，多半是打错了字。"),
        ("site_name: 测试\n", "", 0, "缺少 site_name 这一项。"),
        ("plugins: []", "plugins: [nope]", 8, "没有安装插件 nope。"),
        ("name: material", "name: nope", 3, "没有安装主题 nope。"),
        ("docs_dir: content", "docs_dir: nowhere", 2, "docs_dir 指向的"),
        ("custom_dir: overrides", "custom_dir: nowhere", 3, "custom_dir 指向的"),
        ("plugins: []", "plugins: []\nstrict: perhaps\ndev_addr: 7", 10, "dev_addr 的值 MkDocs 不接受"),
    ],
)
def test_a_setting_that_mkdocs_refuses_is_found_at_its_line(
    project: Project, old: str, new: str, line: int, message: str
) -> None:
    put(project.config, CONFIG.replace(old, new))
    problem = only(build(project))
    assert (problem.code, problem.where.file, problem.where.line) == ("mkdocs-config", "mkdocs.yml", line)
    assert problem.message.startswith(message)


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{% extends 'base.html' %}\n{% block content %}\n{{ page.nope.deeper }}\n{% endblock %}\n", 3),
        ("{% extends 'base.html' %}\n{% block content %}\n{{ oops( }}\n{% endblock %}\n", 3),
        ("{% extends 'base.html' %}\n{% block content %}\n{{ 1 + 'a' }}\n{% endblock %}\n", 3),
        ("<p>\n{% for x in page.meta['nope'] %}{% endfor %}{{ undefined_thing.x }}\n", 2),
    ],
)
def test_a_fault_in_a_template_is_found_at_its_line(project: Project, template: str, line: int) -> None:
    put(project.overrides / "main.html", template)
    problem = only(build(project))
    assert (problem.code, problem.where.file, problem.where.line) == (
        "template-error",
        "overrides/main.html",
        line,
    )
    assert problem.where.excerpt == template.splitlines()[line - 1]


def test_a_page_that_asks_for_a_missing_template_is_named(project: Project) -> None:
    put(project.content / "index.md", "---\ntemplate: nope.html\n---\n\n# 首页\n")
    problem = only(build(project))
    assert place(problem) == ("template-error", "content/index.md", 0, 0)
    assert "nope.html" in problem.message


def test_a_template_that_includes_a_missing_one_is_named(project: Project) -> None:
    put(project.overrides / "main.html", "{% extends 'nope.html' %}\n")
    assert only(build(project)).message == "要用的模板 nope.html 不存在。"


def test_a_template_error_outside_our_templates_is_still_no_traceback(project: Project) -> None:
    problem = only(explain(project, [], jinja2.UndefinedError("no\nmore")))
    assert (problem.where.file, problem.message) == ("mkdocs.yml", "网页模板有错（no）。")


def test_a_fault_in_the_themes_own_template_keeps_its_path(project: Project) -> None:
    error = jinja2.TemplateSyntaxError("bad", 7, None, "/theme/base.html")
    problem = only(explain(project, [], error))
    assert (problem.where.file, problem.where.line) == ("/theme/base.html", 7)


def test_a_bug_of_ours_is_raised_and_not_explained_away(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(config: object) -> None:
        raise KeyError("bug")

    monkeypatch.setattr(building, "build", broken)
    with pytest.raises(KeyError, match="bug"):
        build(project)


def test_a_full_disk_is_a_problem(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(config: object) -> None:
        raise OSError(errno.ENOSPC, "full", os.fspath(project.root / "out" / "index.html"))

    monkeypatch.setattr(building, "build", full)
    problem = only(build(project))
    assert (problem.code, problem.where.file) == ("disk-full", "out/index.html")


def test_what_mkdocs_says_in_words_we_do_not_know_is_quoted(project: Project) -> None:
    record = logging.LogRecord("mkdocs", logging.WARNING, "", 0, "A new %s", ("warning",), None)
    problem = only(explain(project, [record], None))
    assert problem.message == "MkDocs 有一条提示：A new warning"


def test_a_page_that_is_no_file_is_named_without_a_line(project: Project) -> None:
    text = "Doc file 'made.md' contains a link 'x.md', but the target is not found among documentation files."
    record = logging.LogRecord("mkdocs", logging.WARNING, "", 0, text, (), None)
    assert place(only(explain(project, [record], None))) == ("mkdocs-warning", "content/made.md", 0, 0)


def test_remarks_below_a_warning_are_no_problems(project: Project) -> None:
    record = logging.LogRecord("mkdocs", logging.INFO, "", 0, "fine", (), None)
    assert explain(project, [record], None) == []


def test_the_first_build_of_a_process_prints_nothing(project: Project) -> None:
    script = (
        "import sys; from pathlib import Path; from generator.engine import build_site\n"
        "from generator.project import Project\n"
        "assert build_site(Project(Path(sys.argv[1])), Path(sys.argv[1], 'out')) == []"
    )
    environment = {name: value for name, value in os.environ.items() if name != "NO_MKDOCS_2_WARNING"}
    environment["PYTHONPATH"] = os.fspath(Path(engine.__file__).parents[2])
    command = [sys.executable, "-c", script, os.fspath(project.root)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_hand_written_html_that_cannot_stay_stops_publishing_at_its_line(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    announce_plugin_here(monkeypatch)
    put(project.config, CONFIG.replace("plugins: []", "plugins: [showcase]"))
    put(
        project.content / "index.md",
        "# 首页\n\n甲\n\n<b>乙</b><script>ran()</script>\n\n[丙](javascript:ran%28%29)\n",
    )

    problems = [problem for problem in build(project) if problem.code == "page-html"]

    assert [(problem.where.file, problem.where.line, problem.severity) for problem in problems] == [
        ("content/index.md", 5, BLOCK),
        ("content/index.md", 7, BLOCK),
    ]
    assert "<script" in problems[0].message
    assert "https" in problems[1].hint
    html = (project.root / "out/index.html").read_text(encoding="utf-8")
    assert "<b>乙</b>" in html
    assert "ran" not in html.partition("<article")[2].partition("</article>")[0]


def test_a_generated_page_is_not_cleaned(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    announce_plugin_here(monkeypatch)
    put(project.config, CONFIG.replace("plugins: []", "plugins: [showcase]"))
    put(project.content / MANIFEST, json.dumps({"version": 1, "pages": {"index.md": "0"}}))
    put(project.content / "index.md", "# 首页\n\n<script>ran()</script>\n")

    assert build(project) == []
    assert "<script>ran()</script>" in (project.root / "out/index.html").read_text(encoding="utf-8")


def test_front_matter_that_is_endless_is_not_used(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    announce_plugin_here(monkeypatch)
    put(project.config, CONFIG.replace("plugins: []", "plugins: [showcase]"))
    laughs = "".join(f"k{number}: &a{number} [{f'*a{number - 1}, ' * 9}]\n" for number in range(1, 7))
    put(project.content / "index.md", f"---\na0: &a0 甲\n{laughs}title: *a6\n---\n\n# 首页\n")

    problems = build(project)

    assert [(problem.code, problem.where.file, problem.severity) for problem in problems] == [
        ("page-settings", "content/index.md", BLOCK)
    ]
    assert "甲" not in (project.root / "out/index.html").read_text(encoding="utf-8")
