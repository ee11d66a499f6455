"""`showcase takedown` as staff use it: what it lists, changes, keeps and proves, and that it does all or nothing."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from generator import cli, disk
from generator.build import Generator
from generator.problems import stops_publishing
from generator.project import Project
from generator.takedown import carrying
from generator.takedown.surveying import developed_digest
from tests.case_files import MINIMAL
from tests.example_copy import copy_example
from tests.integration.test_fix import answer
from tests.photographs import phone_photo

ACTIVITY = """\
# 张三的事，别删这一行
标题: 为**张**三捐款
日期: 2024-06-03
学校: 示例学校
网址名: help
来源:
  - 标题: 报道
    网址: https://news.example/%E5%BC%A0%E4%B8%89
正文: |
  全校师生为 张
  三 同学捐款，张　三病愈。
地点: "\\u5f20\\u4e09家"
内容:
  - 张三
  - 名称: 捐款  # 张三记
照片:
  # 第一张
  - 文件: 2024/张三领奖.jpg
    替代文本: 领奖台
  # 第二张
  - 文件: 2024/志愿.jpg
    替代文本: 志愿者
"""
TAKEN = """\
# （已隐去）的事，别删这一行
标题: 为（已隐去）捐款
日期: 2024-06-03
学校: 示例学校
网址名: help
来源:
  - 标题: 报道
正文: |
  全校师生为 （已隐去） 同学捐款，（已隐去）病愈。
地点: "（已隐去）家"
内容:
  - 名称: 捐款  # （已隐去）记
照片:
  # 第一张
  - 文件: 2024/领奖.jpg
    替代文本: 领奖台
  # 第二张
  - 文件: 2024/志愿.jpg
    替代文本: 志愿者
"""
FILE = "activities/张三捐款.yml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a project with one activity that names a person everywhere, and with the current folder in it."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    write(tmp_path / "mkdocs.yml", "site_name: 张三的网站\n")
    write(tmp_path / "data" / FILE, ACTIVITY)
    write(tmp_path / "overrides/foot.html", "<p>张三</p>\n")
    write(tmp_path / "content/about/我们.md", "# 关于\n\n见[张三](../activities/help.md)。\n")
    folder = tmp_path / "data/media/2024"
    folder.mkdir(parents=True)
    for name, seed in (("张三领奖", 1), ("志愿", 2)):
        (folder / f"{name}.jpg").write_bytes(phone_photo(800, 600, seed))
    shutil.copy(folder / "志愿.jpg", folder / "副本.jpg")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    return Project(tmp_path)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def take(*arguments: str) -> int:
    return cli.run(["takedown", *arguments, "--no-build"])


def snapshot(project: Project) -> dict[str, bytes]:
    """Return every file that a person wrote, by path."""
    tops = (project.data, project.content, project.overrides, project.config)
    files = [path for top in tops for path in ([top] if top.is_file() else sorted(top.rglob("*")))]
    return {project.relative(path): path.read_bytes() for path in files if path.is_file()}


def names_in(project: Project) -> list[str]:
    """Return the files of a person that hold the name, in their text or in their own name."""
    return [
        name
        for name, data in snapshot(project).items()
        if "张三" in name or "张三" in data.decode("utf-8", "replace").replace(" ", "").replace("　", "")
    ]


def test_without_a_terminal_everything_is_listed_and_nothing_changed(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(project)

    assert take("张三") == 1

    out = capsys.readouterr()
    assert "data/activities/张三捐款.yml 改名为 data/activities/捐款.yml" in out.out
    assert "     2 - 标题: 为**张**三捐款\n       + 标题: 为（已隐去）捐款\n" in out.out
    assert "有 1 张图片只改文件名。" in out.out
    assert out.err.endswith("没有动：这里没有人可以回答。要撤下就加 --yes 再运行一次。\n")
    assert snapshot(project) == before


def test_a_name_goes_from_values_comments_addresses_and_file_names(project: Project) -> None:
    assert take("张三", "--yes") == 0

    assert names_in(project) == []
    assert (project.data / "activities/捐款.yml").read_text(encoding="utf-8") == TAKEN
    assert (project.data / "media/2024/领奖.jpg").is_file()
    assert project.config.read_text(encoding="utf-8") == "site_name: （已隐去）的网站\n"
    assert not stops_publishing(Generator(project).check()[1])


def test_the_answer_at_a_terminal_decides(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot(project)
    answer(monkeypatch, "否\n")
    assert take("张三") == 1
    assert snapshot(project) == before

    answer(monkeypatch, "是\n")
    assert take("张三") == 0
    assert names_in(project) == []


def test_the_record_tells_when_and_how_much_and_never_what(project: Project) -> None:
    take("张 三", "--yes", "--reason", "张三的家长要求", "--by", "党办主任")

    text = (project.data / "takedowns.yml").read_text(encoding="utf-8")
    (entry,) = yaml.safe_load(text)
    assert "张三" not in text
    assert entry["类型"] == "词"
    assert entry["处数"] == 14
    assert entry["理由"] == "（已隐去）的家长要求"
    assert entry["摘要"].startswith("scrypt:")


def test_the_same_word_is_known_again(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    take("张三", "--yes")
    capsys.readouterr()

    assert take("张三") == 0

    out = capsys.readouterr().out
    assert "撤下过这个词。" in out
    assert "没有找到“张三”：资料、图片、手写的网页和网站里都没有。" in out
    assert "原件还在 .showcase/takedowns/ 里" in out


def test_a_picture_goes_with_its_entries_and_its_copies(project: Project) -> None:
    write(project.content / "about/图.md", "# 图\n\n![合影](../../data/media/2024/志愿.jpg) 后面的字\n")
    data = (project.data / "media/2024/志愿.jpg").read_bytes()

    assert take("志愿.jpg", "--yes") == 0

    assert sorted(path.name for path in (project.data / "media/2024").iterdir()) == ["张三领奖.jpg"]
    text = (project.data / FILE).read_text(encoding="utf-8")
    assert text == ACTIVITY.replace("  - 文件: 2024/志愿.jpg\n    替代文本: 志愿者\n", "")
    assert (project.content / "about/图.md").read_text(encoding="utf-8") == "# 图\n\n 后面的字\n"
    (kept,) = (project.state / "takedowns").rglob("志愿.jpg")
    assert kept.read_bytes() == data


def test_painted_pictures_go_with_a_word_and_not_without_one(project: Project) -> None:
    painted = project.state / "cache/pictures/a"
    write(painted, "")
    assert take("没有这个词") == 0
    assert painted.exists()

    assert take("张三", "--yes") == 0
    assert not painted.exists()


def test_pictures_of_one_name_in_two_folders_are_asked_for(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    other = project.data / "media/2023/志愿.jpg"
    other.parent.mkdir()
    other.write_bytes(phone_photo(800, 600, 7))

    assert take("志愿.jpg") == cli.USAGE

    assert "写清楚是哪一张：data/media/2023/志愿.jpg、data/media/2024/志愿.jpg。" in capsys.readouterr().err


def test_copies_that_the_program_kept_are_deleted(project: Project) -> None:
    state = project.state
    write(state / "originals/20240101-000000/data/brands/a.yml", "名称: 张三\n")
    write(state / "originals/20240101-000000/data/brands/b.yml", "名称: 李四\n")
    write(state / "sites/1/index.html", "<p>首页</p>")
    write(state / "sites/1/a/index.html", "<p>张<b>三</b></p>")
    write(state / "cache/photos/index.json", json.dumps({"files": [["张三.jpg", 1]]}, ensure_ascii=False))

    assert take("张三", "--yes", "--purge") == 0

    assert not (state / "originals/20240101-000000/data/brands/a.yml").exists()
    assert (state / "originals/20240101-000000/data/brands/b.yml").exists()
    assert not (state / "sites/1").exists()
    assert "张三" not in (state / "cache/photos/index.json").read_text(encoding="utf-8")
    assert [path for path in state.rglob("*") if "张三" in path.name] == []


def test_what_would_break_the_data_is_not_done(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(project)
    write(project.data / "schools/甲.yml", "名称: 甲校\n学段: 初中\n")
    before = snapshot(project)

    assert take("初中", "--yes") == 1

    out = capsys.readouterr()
    assert "[choice-wrong]" in out.out
    assert "没有动：这样改以后，资料会通不过检查。" in out.err
    assert snapshot(project) == before


def test_files_that_would_share_an_address_get_numbers(project: Project) -> None:
    (project.data / FILE).unlink()
    for folder in ("甲", "乙"):
        write(project.data / f"activities/{folder}/张三捐款.yml", f"标题: {folder}张三\n学校: 示例学校\n")
    write(project.data / "activities/丙.yml", "标题: 丙\n学校: 示例学校\n网址名: juan-kuan\n")

    assert take("张三", "--yes") == 0

    assert sorted(path.name for path in project.data.rglob("捐款*.yml")) == ["捐款-2.yml", "捐款-3.yml"]


@pytest.mark.parametrize("mask", ["", "张三丰", "某: 人", "甲\n乙", "# 无"])
def test_a_mask_that_would_change_more_than_the_word_is_refused(project: Project, mask: str) -> None:
    assert take("张三", "--yes", "--mask", mask) == cli.USAGE


def test_an_entry_that_is_counted_is_masked_instead_of_removed(project: Project) -> None:
    path = project.data / "brands/五帮.yml"
    write(
        path,
        "名称: 两帮\n代号: 2\n学校: 示例学校\n板块:\n  - 名称: 两帮\n    要点:\n      - 帮学\n      - 张三\n",
    )
    assert not stops_publishing(Generator(project).check()[1])

    assert take("张三", "--yes") == 0

    assert "      - 帮学\n      - （已隐去）\n" in path.read_text(encoding="utf-8")


def test_data_that_is_already_broken_can_be_cleared_all_the_same(project: Project) -> None:
    write(project.data / "brands/坏.yml", "名称：张三\n  代号: 张三\n [")

    assert take("张三", "--yes") == 0

    assert names_in(project) == []


def test_what_only_a_person_can_change_is_named(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    write(project.data / "brands/坏.yml", "名称：甲\n  代号: 张\n三: [")

    assert take("张三", "--yes") == 1

    assert "这些地方程序没能改，要由人改（1 个）：\n  data/brands/坏.yml\n" in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_any_encoding_is_searched(project: Project, encoding: str) -> None:
    path = project.data / "schools/甲.yml"
    path.write_bytes("名称: 甲校\r\n简介: 校长张三说\r\n".encode(encoding))

    take("张三", "--yes")

    assert path.read_bytes().decode() == "名称: 甲校\r\n简介: 校长（已隐去）说\r\n"


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, BaseException], None]:
    """Return what lets the n-th change of a file of the project fail."""

    def fail_at(number: int, error: BaseException) -> None:
        done = [0]

        def counted(step: Callable[..., object]) -> Callable[..., object]:
            def run(*arguments: object, **named: object) -> object:
                done[0] += 1
                if done[0] == number:
                    raise error
                return step(*arguments, **named)

            return run

        monkeypatch.setattr(carrying, "write_whole", counted(disk.write_whole))
        monkeypatch.setattr(carrying, "_move", counted(carrying._move))
        monkeypatch.setattr(carrying, "_commit", counted(carrying._commit))

    return fail_at


@pytest.mark.parametrize("number", range(1, 13))
def test_a_full_disk_at_any_step_leaves_the_old_state(
    project: Project, failing: Callable[[int, BaseException], None], number: int
) -> None:
    before = snapshot(project)
    failing(number, OSError(28, "No space left on device", "data/x.yml"))

    assert take("张三", "--yes") == 1

    assert snapshot(project) == before
    assert not list((project.state / "takedowns").glob("*"))


@pytest.mark.parametrize("number", [6, 9, 11, 12])
def test_what_a_kill_left_half_done_is_undone_by_the_next_run(
    project: Project,
    failing: Callable[[int, BaseException], None],
    monkeypatch: pytest.MonkeyPatch,
    number: int,
) -> None:
    before = snapshot(project)
    with monkeypatch.context() as killed:
        killed.setattr(carrying, "_undo_all", lambda *_: None)
        failing(number, KeyboardInterrupt())
        assert take("张三", "--yes") == cli.INTERRUPTED
    monkeypatch.undo()
    monkeypatch.chdir(project.root)
    # What a process leaves that is killed while it writes.
    if (project.state / "takedowns").is_dir() and number > 6:
        (project.data / "activities/.showcase-1.tmp").write_bytes(b"half")
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    assert cli.run(["check"]) == 0

    assert snapshot(project) == before
    assert not list((project.state / "takedowns").iterdir())


@pytest.mark.parametrize("word", ["张", "……", "", "没有.jpg"])
def test_a_word_that_means_nothing_or_too_much_is_refused(project: Project, word: str) -> None:
    assert take(word, "--yes") == cli.USAGE


def test_a_file_that_may_not_be_written_stops_all(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    (project.data / FILE).chmod(0o444)
    before = snapshot(project)

    assert take("张三", "--yes") == 1

    assert "[folder-readonly]" in capsys.readouterr().out
    assert snapshot(project) == before


def test_what_a_site_still_holds_is_named_file_by_file(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    site = project.site
    write(site / "index.html", "<p>无</p>")
    write(site / "a/index.html", "<p>张<wbr>三</p>")
    write(site / "feed.json", '{"title": "\\u5f20\\u4e09"}')
    write(site / "sitemap.xml", "<loc>https://example.org/%E5%BC%A0%E4%B8%89/</loc>")
    (site / "pagefind").mkdir()
    (site / "pagefind/zh.pf_fragment").write_bytes(gzip.compress('{"content": "张 三 获 奖"}'.encode()))

    assert take("张三", "--yes") == 1

    out = capsys.readouterr()
    listed = out.out.partition("这些生成的文件里还有（4 个）：\n")[2].split()
    assert listed == [
        "site/feed.json",
        "site/sitemap.xml",
        "site/a/index.html",
        "site/pagefind/zh.pf_fragment",
    ]
    assert "网站还没有换新" in out.err


def test_a_picture_that_a_site_still_shows_is_known_by_its_bytes(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    source = project.data / "media/2024/志愿.jpg"
    digest = developed_digest(source.read_bytes())
    (project.site / "photos").mkdir(parents=True)
    shutil.copy(source, project.site / "photos/other.jpg")
    (project.site / "photos" / f"{digest}-480.webp").write_bytes(b"")
    (project.site / "photos/0000000000000000-480.webp").write_bytes(b"")

    assert take("志愿.jpg", "--yes") == 1

    left = capsys.readouterr().out.partition("这些生成的文件里还有（2 个）：\n")[2].split()
    assert left == [f"site/photos/{digest}-480.webp", "site/photos/other.jpg"]


def test_a_rebuilt_site_holds_none_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = Project(tmp_path)
    copy_example(project)
    command = ["--project", str(tmp_path)]
    assert cli.run([*command, "build"]) == 0
    assert "留守儿童" in (project.site / "brands/2345/index.html").read_text(encoding="utf-8")
    capsys.readouterr()

    assert cli.run([*command, "takedown", "留守儿童", "--yes", "--mask", "需要关心的孩子"]) == 0

    assert "一处也没有了" in capsys.readouterr().out
    texts = [path.read_text(encoding="utf-8") for path in project.site.rglob("*.html")]
    assert [text for text in texts if "留守儿童" in text] == []
