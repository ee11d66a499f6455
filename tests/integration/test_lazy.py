"""A site that is brought up to date is, byte for byte, the one that a whole build gives."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator.build import Generator
from generator.engine.building import quiet_material
from generator.engine.lazy import Held, LazySite, changes_between
from generator.engine.live import snapshot
from generator.plugin import ShowcasePlugin
from generator.project import Project
from tests.example_copy import copy_example
from tests.integration.small_project import announce_plugin_here
from tests.photographs import phone_photo

ADDRESS = "http://127.0.0.1:8000/"
STEPS = 8


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a copy of the example, whose plugin MkDocs knows."""
    quiet_material()
    announce_plugin_here(monkeypatch)
    project = Project(tmp_path / "project")
    project.root.mkdir()
    copy_example(project)
    return project


def whole(project: Project, folder: Path) -> Held:
    """Build everything into a folder, as a preview does at its start, and return what MkDocs held."""
    config = load_config(str(project.config), site_dir=str(folder), site_url=ADDRESS)
    plugin = config.plugins["showcase"]
    assert isinstance(plugin, ShowcasePlugin)
    plugin.on_startup(command="serve", dirty=False)
    plugin.config["generate"] = False
    # As MkDocs does when it serves: the address is that of the preview.
    build(config, serve_url=ADDRESS)
    assert plugin.held is not None
    return plugin.held


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a site; the compressed map of it holds the time of its making."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".gz")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


class Desk:
    """Somebody who edits the example, and the site that follows."""

    def __init__(self, project: Project, folder: Path) -> None:
        self.project, self.folder = project, folder
        self.generator = Generator(project)
        self.wholes = 0
        self._generate()
        self.site = LazySite(whole(project, folder), folder)
        self.known = self._inputs()

    def follow(self) -> list[str]:
        """Bring the site up to date, and return the pages that were built again."""
        self._generate()
        now = self._inputs()
        changes = changes_between(self.known, now, self.project.content, self.project.overrides)
        self.known, built = now, []
        if not self.site.take(changes):
            self.wholes += 1
            self.site = LazySite(whole(self.project, self.folder), self.folder)
        while target := self.site.next_stale():
            self.site.build(target)
            built.append(target)
        return built

    def _generate(self) -> None:
        outcome = self.generator.generate()
        assert not outcome.stopped, outcome.problems

    def _inputs(self) -> dict[str, tuple[int, int, int]]:
        return snapshot([self.project.content, self.project.overrides, self.project.config])


@pytest.fixture
def desk(project: Project, tmp_path: Path) -> Desk:
    """Return the example with its site."""
    return Desk(project, tmp_path / "site")


def put(path: Path, text: str) -> None:
    """Write a file, and whatever folder it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def replace(path: Path, old: str, new: str) -> None:
    """Change some words of a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    put(path, text.replace(old, new, 1))


def is_whole(desk: Desk, tmp_path: Path) -> None:
    """See that nothing is stale: compare with a whole build into a fresh folder."""
    fresh = tmp_path / "fresh"
    whole(desk.project, fresh)
    there, expected = files(desk.folder), files(fresh)

    assert there.keys() == expected.keys()
    assert [name for name, data in expected.items() if there[name] != data] == []


def test_an_edit_builds_only_what_it_changes(desk: Desk, tmp_path: Path) -> None:
    replace(desk.project.data / "brands/2345.yml", "含义: ", "含义: 新的意思。")
    built = desk.follow()

    assert "brands/2345/index.html" in built
    assert "brands/343/index.html" not in built
    assert len(built) < 6
    assert desk.wholes == 0
    is_whole(desk, tmp_path)


def test_nothing_is_built_where_nothing_changed(desk: Desk) -> None:
    assert desk.follow() == []


def test_a_new_record_is_on_every_list(desk: Desk, tmp_path: Path) -> None:
    put(
        desk.project.data / "activities/new.yml",
        "标题: 新的活动\n日期: 2025-1-2\n品牌: 2345\n来源: 一号材料\n",
    )
    built = desk.follow()

    assert {"activities/new/index.html", "activities/index.html", "brands/2345/index.html", "index.html"} <= {
        *built
    }
    assert desk.wholes == 0
    is_whole(desk, tmp_path)


def test_a_record_that_is_gone_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    path = desk.project.data / "activities/new.yml"
    put(path, "标题: 新的活动\n日期: 2025-1-2\n品牌: 2345\n来源: 一号材料\n")
    desk.follow()
    path.unlink()
    desk.follow()

    assert not (desk.folder / "activities/new").exists()
    is_whole(desk, tmp_path)


def test_a_template_changes_every_page(desk: Desk, tmp_path: Path) -> None:
    replace(desk.project.overrides / "showcase/footer.html", "</footer>", "<p>新的页脚</p></footer>")
    built = desk.follow()

    assert len(built) == len(list(desk.folder.rglob("index.html")))
    assert "新的页脚" in (desk.folder / "404.html").read_text(encoding="utf-8")
    assert desk.wholes == 0
    is_whole(desk, tmp_path)


def test_a_link_to_a_page_that_is_gone_is_made_again(desk: Desk, tmp_path: Path) -> None:
    put(desk.project.content / "guides/mine.md", "# 我的\n\n[那一页](other.md)\n")
    desk.follow()
    put(desk.project.content / "guides/other.md", "# 另一页\n")
    desk.follow()
    text = (desk.folder / "guides/mine/index.html").read_text(encoding="utf-8")
    assert 'href="../other/"' in text
    is_whole(desk, tmp_path)

    (desk.project.content / "guides/other.md").unlink()
    desk.follow()
    is_whole(desk, tmp_path / "again")


@pytest.mark.parametrize(
    "name",
    ["mkdocs.yml", "overrides/assets/new.css", "content/about/index.md"],
    ids=["settings", "style", "nav"],
)
def test_what_only_mkdocs_can_sort_out_is_a_whole_build(desk: Desk, tmp_path: Path, name: str) -> None:
    path = desk.project.root / name
    if name.startswith("content"):
        path.unlink()
    else:
        put(path, (path.read_text(encoding="utf-8") if path.exists() else "") + "\n")
    desk.follow()

    assert desk.wholes == 1
    is_whole(desk, tmp_path)


def edits(project: Project, chance: random.Random) -> Iterator[Callable[[], object]]:
    """Yield what people do at a desk, in any order; each can be done again and again."""
    mine = project.content / "guides" / f"mine-{chance.randrange(3)}.md"
    activity = project.data / "activities" / f"made-{chance.randrange(3)}.yml"
    number = chance.randrange(1000)
    brands = sorted((project.data / "brands").glob("*.yml"))
    brand = chance.choice(brands)
    photo = project.data / "media" / "照片.jpg"

    def with_photo() -> None:
        photo.parent.mkdir(exist_ok=True)
        photo.write_bytes(phone_photo(300 + number % 7, 200, seed=number % 3))
        shown = "照片:\n  - 文件: 照片.jpg\n    替代文本: 色块\n"
        put(activity, f"标题: 活动{number}\n日期: 2024-{1 + number % 12}\n来源: 一号材料\n{shown}")

    yield lambda: put(mine, f"# 我的第{number}篇\n\n[活动](../activities/{activity.stem}.md)\n")
    yield lambda: mine.unlink(missing_ok=True)
    yield lambda: put(
        activity, f"标题: 活动{number}\n日期: 2024-{1 + number % 12}\n品牌: 2345\n来源: 一号材料\n"
    )
    yield with_photo
    yield lambda: activity.unlink(missing_ok=True)
    yield lambda: replace(brand, "含义: ", f"含义: {number}。")
    yield lambda: replace(project.data / "site.yml", "名称: ", "名称: 新")
    yield lambda: replace(project.overrides / "showcase/crumbs.html", "首页", f"首页{number}")
    yield lambda: put(project.overrides / "assets/timeline.css", f"/* {number} */\n")
    yield lambda: put(project.content / "note.txt", str(number))


@pytest.mark.untraced
@pytest.mark.parametrize("seed", range(4))
def test_any_series_of_edits_ends_as_a_whole_build_does(desk: Desk, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same series each time
    for _ in range(STEPS):
        for _ in range(chance.randrange(1, 3)):
            chance.choice(list(edits(desk.project, chance)))()
        desk.follow()

    assert desk.wholes < STEPS
    is_whole(desk, tmp_path)
