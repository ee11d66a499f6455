"""The site's own facts for the theme."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment

from generator.facts import FACTS, facts_template, site_thing, write_facts
from generator.project import Project
from generator.schema.records import Site


def site(**texts: str) -> Site:
    """Return a site with these facts."""
    return Site.model_validate({"名称": "示例站", **texts})


def test_unknown_facts_are_empty_and_the_number_is_taken_from_the_police_record() -> None:
    template = Environment(autoescape=True).from_string(facts_template(site(公安备案号="示公网安备 12 号")))
    facts = template.make_module().__dict__["site"]

    assert (facts["name"], facts["icp"], facts["police_number"]) == ("示例站", "", "12")


def test_the_theme_is_told_whether_the_site_can_be_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(tmp_path)
    told = {}
    for program in (None, tmp_path / "pagefind"):
        monkeypatch.setattr("generator.facts.find_program", lambda found=program: found)
        write_facts(project, site())
        template = Environment(autoescape=True).from_string(
            (project.overrides / FACTS).read_text(encoding="utf-8")
        )
        told[program is not None] = bool(template.make_module().__dict__["site"]["search"])

    assert told == {False: False, True: True}


def test_no_sign_of_jinja_or_html_stands_in_the_template_but_ours() -> None:
    text = facts_template(site(主办单位="{{ x }}{% y %}{# z #}<a&b>"))

    assert text.count("{{") == text.count("}}") == 0
    assert text.count("{%") == text.count("%}") == 1
    assert "<" not in text
    assert "&" not in text


def test_facts_are_written_only_where_they_differ(tmp_path: Path) -> None:
    project = Project(tmp_path)

    assert write_facts(project, site()) == []
    before = (project.overrides / FACTS).stat().st_mtime_ns
    assert write_facts(project, site()) == []
    assert (project.overrides / FACTS).stat().st_mtime_ns == before
    write_facts(project, site(地址="甲路"))
    assert "甲路" in (project.overrides / FACTS).read_text(encoding="utf-8")


def test_place_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.overrides.write_text("一个文件", encoding="utf-8")
    (problem,) = write_facts(project, site())

    assert problem.where.file == f"overrides/{FACTS}"


def test_the_site_in_schema_words_holds_only_what_is_known() -> None:
    assert site_thing(site()) == {"@type": "WebSite", "name": "示例站", "inLanguage": "zh-CN"}
    assert "publisher" not in site_thing(site(联系电话="1"))
    assert site_thing(site(主办单位="甲", 网址="https://a.example/b"))["publisher"] == {
        "@type": "Organization",
        "name": "甲",
    }
    assert site_thing(site(网址="https://a.example/b"))["url"] == "https://a.example/b/"
