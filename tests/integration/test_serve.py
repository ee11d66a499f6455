"""A served site: one build per edit, and the last good site whatever is broken meanwhile."""

from __future__ import annotations

import http.client
import logging
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import psutil
import pytest
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.livereload import LiveReloadServer

from generator import plugin, render, search
from generator.build import Generator
from generator.engine import live, serve_site, serving
from generator.engine.server import PreviewServer
from generator.problems import Problem
from generator.project import Project
from tests.integration.small_project import (
    CONFIG,
    announce_plugin,
    announce_plugin_here,
    brand_file,
    break_data,
    edit,
    environment,
    fetch,
    indexed,
    make_project,
    overstate,
    put,
    wait_until,
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "project").mkdir()
    return make_project(tmp_path / "project")


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Command:
    """`mkdocs serve` as a person runs it, with all that it has printed."""

    def __init__(self, project: Project, plugins: Path, *options: str) -> None:
        self.url = f"http://127.0.0.1:{unused_port()}/"
        self.said = ""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "-a", self.url.split("/")[2], *options],
            cwd=project.root,
            env=environment(plugins),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said += line.decode("utf-8")

    def page(self) -> str:
        return fetch(f"{self.url}brands/2345/")

    def builds(self) -> int:
        # Not "Documentation built in 0.30 seconds": the command prints no line of its builds twice.
        return self.said.count("Building documentation...")

    def shows(self, words: str) -> None:
        self.waits(lambda: words in self.page(), f"{words} in the page")

    def says(self, words: str) -> None:
        self.waits(lambda: words in self.said, f"{words} in the terminal")

    def settles(self, builds: int) -> None:
        """Wait for so many builds."""
        self.waits(lambda: self.builds() >= builds, f"{builds} builds")

    def waits(self, ready: Callable[[], object], what: str) -> None:
        try:
            wait_until(ready, what, lambda: self.process.poll() is None)
        except AssertionError as error:
            raise AssertionError(self.said) from error


@pytest.fixture
def command(project: Project, tmp_path: Path) -> Iterator[Callable[..., Command]]:
    started: list[Command] = []
    plugins = announce_plugin(tmp_path / "plugins")

    def start(*options: str) -> Command:
        started.append(Command(project, plugins, *options))
        return started[-1]

    yield start
    for each in started:
        each.process.kill()
        each.process.wait()
        each.reader.join()
        assert each.process.stdout
        each.process.stdout.close()


def test_mkdocs_serve_builds_once_per_edit(project: Project, command: Callable[..., Command]) -> None:
    server = command()
    server.shows("原来的含义")
    for number in range(1, 4):
        edit(project, f"第{number}次修改")
        server.shows(f"第{number}次修改")
        server.settles(builds=number + 1)
    assert server.builds() == 4
    assert "Traceback" not in server.said


def test_mkdocs_serve_survives_broken_data_and_recovers(
    project: Project, command: Callable[..., Command]
) -> None:
    server = command()
    server.shows("原来的含义")
    break_data(project)
    server.says(plugin.KEPT)
    assert "data/brands/2345.yml" in server.said
    assert "原来的含义" in server.page()
    edit(project, "改好以后的含义")
    server.shows("改好以后的含义")
    server.says(plugin.MENDED)
    server.settles(builds=2)
    assert server.builds() == 2
    assert "Traceback" not in server.said


def test_mkdocs_serve_starts_on_broken_data_with_the_last_pages(
    project: Project, command: Callable[..., Command]
) -> None:
    first = command()
    first.shows("原来的含义")
    first.process.kill()
    break_data(project)
    second = command()
    second.shows("原来的含义")
    second.says(plugin.OLD_PAGES)
    edit(project, "改好以后的含义")
    second.shows("改好以后的含义")


def test_mkdocs_serve_dirty_keeps_to_one_folder(project: Project, command: Callable[..., Command]) -> None:
    server = command("--dirty")
    server.shows("原来的含义")
    edit(project, "新的含义")
    server.shows("新的含义")
    assert "配置里的名字" not in fetch(server.url)
    assert "测试学校" in fetch(server.url)


class Preview:
    """`serve_site` in a thread of this process, with what it said and showed."""

    def __init__(self, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
        announce_plugin_here(monkeypatch)
        monkeypatch.setattr(mkdocs_serve, "LiveReloadServer", self._plain_server)
        monkeypatch.setattr(live, "PreviewServer", self._server)
        monkeypatch.setattr(plugin, "_print", self.show)
        self.server: LiveReloadServer | None = None
        self.said: list[str] = []
        self.shown: list[Problem] = []
        self.missing: list[Problem] = []
        self.left: list[Problem] | None = None
        self.port = unused_port()
        self.thread = threading.Thread(target=self._run, args=(project,))
        self.thread.start()

    def _plain_server(self, **options: Any) -> LiveReloadServer:
        self.server = LiveReloadServer(**options)
        return self.server

    def _server(self, other: LiveReloadServer, *parts: Any) -> PreviewServer:
        self.server = server = PreviewServer(other, *parts)
        server.shutdown_delay = 0.05
        return server

    def _run(self, project: Project) -> None:
        self.left = serve_site(
            project, say=self.said.append, show=self.show, address=f"127.0.0.1:{self.port}"
        )

    def show(self, problems: Sequence[Problem]) -> None:
        # Whether this machine has Pagefind is for one test to ask.
        self.missing += [problem for problem in problems if problem.code == "search-missing"]
        self.shown += [problem for problem in problems if problem.code != "search-missing"]

    def page(self, uri: str = "brands/2345/") -> str:
        return fetch(f"http://127.0.0.1:{self.port}/{uri}")

    def shows(self, words: str, uri: str = "brands/2345/") -> None:
        self.waits(lambda: words in self.page(uri), f"{words} in the page")

    def waits(self, ready: Callable[[], object], what: str) -> None:
        wait_until(ready, what, self.thread.is_alive)

    def builds(self) -> int:
        return len([line for line in self.said if line.startswith("网页已更新")])

    def epoch(self) -> int:
        assert self.server
        return int(self.server._visible_epoch)

    def runs(self) -> bool:
        return self.server is not None and self.server.serve_thread.is_alive()

    def stop(self) -> None:
        wait_until(lambda: self.left is not None or self.runs(), "a start or an end")
        if self.server:
            self.server.shutdown()
        self.thread.join(60)
        assert not self.thread.is_alive()


@pytest.fixture
def preview(project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Preview]]:
    started: list[Preview] = []

    def start() -> Preview:
        started.append(Preview(project, monkeypatch))
        return started[-1]

    yield start
    for each in started:
        each.stop()


@pytest.fixture
def wakes(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return a list that grows by one whenever the server has dealt with changed files: True if it built."""
    dealt: list[bool] = []
    whole = live.Rebuild.__call__

    def counted(rebuild: live.Rebuild) -> bool:
        dealt.append(fresh := whole(rebuild))
        return fresh

    differs = live.Rebuild.differs

    def looked(rebuild: live.Rebuild, touched: Collection[str]) -> bool:
        if not (result := differs(rebuild, touched)):
            dealt.append(False)
        return result

    monkeypatch.setattr(live.Rebuild, "__call__", counted)
    monkeypatch.setattr(live.Rebuild, "differs", looked)
    return dealt


def test_a_preview_speaks_chinese_and_little(project: Project, preview: Callable[[], Preview]) -> None:
    server = preview()
    server.shows("原来的含义")
    edit(project, "新的含义")
    server.shows("新的含义")
    server.stop()
    assert [re.sub(r"\d+\.\d\d 秒", "S", line) for line in server.said] == [
        "正在生成网页……",
        "网页已更新（S）。",
        f"预览地址：http://127.0.0.1:{server.port}/\n改了资料会自动更新；按 Ctrl+C 结束。",
        "正在生成网页……",
        "网页已更新（S）。",
    ]
    assert server.left == []


def test_our_own_writes_neither_build_nor_reload(
    project: Project, preview: Callable[[], Preview], wakes: list[bool]
) -> None:
    server = preview()
    server.shows("原来的含义")
    edit(project, "新的含义")
    server.waits(lambda: True in wakes, "a build")
    epoch = server.epoch()
    server.waits(
        lambda: wakes[wakes.index(True) :].count(False), "a second wake by the pages that were written"
    )
    assert server.builds() == 2
    assert server.epoch() == epoch
    assert "新的含义" in server.page()


def test_an_edit_that_changes_no_page_builds_nothing(
    project: Project, preview: Callable[[], Preview], wakes: list[bool]
) -> None:
    server = preview()
    server.shows("原来的含义")
    epoch = server.epoch()
    put(brand_file(project), brand_file(project).read_text(encoding="utf-8") + "# 一条说明\n")
    server.waits(lambda: wakes, "a wake")
    assert wakes == [False]
    assert server.epoch() == epoch


def test_broken_data_keeps_the_page_and_mended_shows_the_new_one(
    project: Project, preview: Callable[[], Preview], capsys: pytest.CaptureFixture[str]
) -> None:
    server = preview()
    server.shows("原来的含义")
    epoch = server.epoch()
    break_data(project)
    said = ""

    def says(words: str) -> bool:
        nonlocal said
        said += capsys.readouterr().err
        return words in said

    server.waits(lambda: says(plugin.KEPT), "a line about the last site")
    assert {p.where.file for p in server.shown} == {"data/brands/2345.yml"}
    assert "原来的含义" in server.page()
    assert server.epoch() == epoch
    edit(project, "改好以后的含义")
    server.shows("改好以后的含义")
    assert says(plugin.MENDED)
    assert server.builds() == 2


def test_a_preview_that_starts_on_broken_data_shows_the_last_pages(
    project: Project, preview: Callable[[], Preview], capsys: pytest.CaptureFixture[str]
) -> None:
    assert not Generator(project).generate().stopped
    break_data(project)
    server = preview()
    server.shows("原来的含义")
    assert plugin.OLD_PAGES in capsys.readouterr().err
    edit(project, "改好以后的含义")
    server.shows("改好以后的含义")


def test_a_handwritten_page_is_built_once_per_edit(
    project: Project, preview: Callable[[], Preview], wakes: list[bool]
) -> None:
    put(project.content / "about.md", "# 关于\n")
    server = preview()
    server.shows("关于", "about/")
    put(project.content / "about.md", "# 关于我们\n")
    server.shows("关于我们", "about/")
    assert wakes.count(True) == 1


def test_the_last_good_site_is_served_while_a_page_cannot_be_built(
    project: Project, preview: Callable[[], Preview], wakes: list[bool]
) -> None:
    put(project.content / "about.md", "# 关于\n")
    server = preview()
    server.shows("原来的含义")
    (project.content / "about.md").write_bytes("# 关于我们".encode("gbk"))
    server.waits(lambda: server.shown, "a problem")
    assert [(p.code, p.where.file) for p in server.shown] == [("page-encoding", "content/about.md")]
    assert "原来的含义" in server.page()
    assert "关于" in server.page("about/")
    put(project.content / "about.md", "# 关于我们\n")
    server.shows("关于我们", "about/")


def test_a_broken_mkdocs_yml_is_a_problem_and_mended_it_goes_on(
    project: Project, preview: Callable[[], Preview], wakes: list[bool]
) -> None:
    server = preview()
    server.shows("原来的含义")
    put(project.config, "nav: [\n" + CONFIG)
    server.waits(lambda: server.shown, "a problem")
    assert {p.code for p in server.shown} == {"mkdocs-config"}
    assert "原来的含义" in server.page()
    put(project.config, CONFIG)
    server.waits(lambda: True in wakes, "a build")
    edit(project, "改好以后")
    server.shows("改好以后")


def test_links_that_lead_nowhere_are_shown_after_the_build(
    project: Project, preview: Callable[[], Preview]
) -> None:
    put(project.content / "about.md", "# 关于\n\n[坏](gone.md)\n")
    server = preview()
    server.shows("关于", "about/")
    assert [(p.code, p.where.file, p.where.line) for p in server.shown] == [
        ("mkdocs-warning", "content/about.md", 3)
    ]


def test_what_may_not_be_published_is_shown_and_previewed(
    project: Project, preview: Callable[[], Preview]
) -> None:
    overstate(project)
    server = preview()
    server.shows("说了大话")
    assert {p.severity.value for p in server.shown} == {"拦截"}


def test_reminders_are_only_counted(
    project: Project, preview: Callable[[], Preview], capsys: pytest.CaptureFixture[str]
) -> None:
    server = preview()
    server.shows("原来的含义")
    assert server.shown == []
    assert re.search(r"还有 \d+ 条提醒", capsys.readouterr().err)


def test_a_missing_page_is_answered_with_our_own(project: Project, preview: Callable[[], Preview]) -> None:
    server = preview()
    server.shows("原来的含义")
    edit(project, "新的含义")
    server.shows("新的含义")
    assert server.server
    for code, found in ((404, True), (500, False)):
        assert bool(server.server.error_handler(code)) is found


def test_a_bug_while_rebuilding_goes_to_a_log_and_the_preview_goes_on(
    project: Project,
    preview: Callable[[], Preview],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    server = preview()
    server.shows("原来的含义")
    with monkeypatch.context() as patch:
        patch.setattr("generator.build.Generator.generate", lambda _: 1 // 0)
        edit(project, "新的含义")
        server.waits(lambda: server.shown, "a problem")
    assert [(p.code, p.where.file) for p in server.shown] == [("preview-bug", ".showcase/error-preview.log")]
    assert "ZeroDivisionError" in (project.state / "error-preview.log").read_text(encoding="utf-8")
    assert "原来的含义" in server.page()
    edit(project, "接着更新")
    server.shows("接着更新")
    assert "Traceback" not in capfd.readouterr().err


def test_a_name_changed_in_the_data_reaches_the_preview(
    project: Project, preview: Callable[[], Preview]
) -> None:
    server = preview()
    server.shows("测试学校")
    put(project.data / "site.yml", "名称: 改名学校\n")
    server.shows("改名学校")


def test_without_generation_a_preview_is_plain_mkdocs(
    project: Project, preview: Callable[[], Preview]
) -> None:
    put(project.config, CONFIG.replace("- showcase", "- showcase:\n      generate: false"))
    put(project.content / "index.md", "# 手写的首页\n")
    server = preview()
    server.shows("手写的首页", "")
    assert server.server
    assert not isinstance(server.server.builder, live.Rebuild)


def test_a_preview_that_cannot_start_says_why(project: Project, preview: Callable[[], Preview]) -> None:
    put(project.config, "nav: [\n" + CONFIG)
    server = preview()
    wait_until(lambda: server.left is not None, "an end")
    assert [(p.code, p.where.file) for p in server.left or []] == [("mkdocs-config", "mkdocs.yml")]


@pytest.mark.usefixtures("pagefind")
def test_what_was_edited_is_found_after_a_while_and_until_then_the_last_index_serves(
    project: Project, preview: Callable[[], Preview], monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()
    go.set()
    whole = search.index_site

    def held(project: Project, folder: Path, cancelled: Callable[[], bool]) -> list[Problem]:
        wait_until(lambda: go.is_set() or cancelled(), "a word")
        return whole(project, folder, cancelled)

    monkeypatch.setattr(search, "index_site", held)
    server = preview()
    server.shows("原来的含义")
    server.waits(lambda: server.page("pagefind/pagefind-entry.json"), "an index")
    assert server.server is not None
    go.clear()
    for number in (1, 2):
        edit(project, f"第{number}次修改")
        server.shows(f"第{number}次修改")
        assert "原来的含义" in indexed(Path(server.server.root))["brands/2345/"]["text"]
        server.waits(lambda: server.page("pagefind/pagefind-entry.json"), "the last index")
    go.set()
    root = Path(server.server.root)
    server.waits(
        lambda: "第2次修改" in indexed(root).get("brands/2345/", {}).get("text", ""), "the new index"
    )
    assert server.shown == []


def test_a_preview_without_pagefind_says_so_once(
    project: Project, preview: Callable[[], Preview], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "find_program", lambda: None)
    server = preview()
    server.shows("原来的含义")
    server.waits(lambda: server.missing, "a word about the missing program")
    edit(project, "新的含义")
    server.shows("新的含义")
    server.waits(lambda: "finish" not in {thread.name for thread in threading.enumerate()}, "the finish")
    server.stop()
    assert len(server.missing) == 1
    assert server.shown == []


def test_nothing_is_left_behind(
    project: Project, preview: Callable[[], Preview], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", os.fspath(tmp_path / "temporary"))
    logger = logging.getLogger("mkdocs")
    before = logger.level, logger.propagate, logger.handlers[:]
    server = preview()
    server.shows("原来的含义")
    edit(project, "新的含义")
    server.shows("新的含义")
    server.stop()
    assert list((tmp_path / "temporary").iterdir()) == []
    assert (logger.level, logger.propagate, logger.handlers) == before
    assert logging.getLogger("mkdocs.livereload").filters == []


def test_ctrl_c_while_building_ends_in_chinese(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(serving, "serve", interrupted)
    said: list[str] = []
    assert serve_site(project, say=said.append, show=print, address=f"127.0.0.1:{unused_port()}") == []
    assert said == ["预览已结束。"]


def test_ctrl_c_while_serving_ends_in_chinese(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    announce_plugin_here(monkeypatch)

    def interrupted(server: LiveReloadServer) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(PreviewServer, "_build_loop", interrupted)
    said: list[str] = []
    assert serve_site(project, say=said.append, show=print, address=f"127.0.0.1:{unused_port()}") == []
    assert said[-1] == "预览已结束。"


def test_a_bug_at_the_start_is_raised(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "serve", lambda *_, **__: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        serve_site(project, say=print, show=print, address=f"127.0.0.1:{unused_port()}")


def test_a_port_in_use_gives_way_to_the_next(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(serving, "serve", lambda *_, dev_addr, **__: asked.append(dev_addr))
    said: list[str] = []
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        serve_site(project, say=said.append, show=print, address=f"127.0.0.1:{port}")
    host, _, chosen = asked[0].rpartition(":")
    assert host == "127.0.0.1"
    assert port < int(chosen) < port + serving.PORTS_TO_TRY
    assert said == [f"端口 {port} 已被占用，改用 {chosen}。"]


def test_where_no_port_is_free_the_cure_is_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "PORTS_TO_TRY", 1)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        [problem] = serve_site(project, say=print, show=print, address=address)
    assert (problem.code, problem.where.file) == ("preview-address", address)
    assert "--address" in problem.hint


def test_a_template_of_pages_may_be_edited_while_serving(
    project: Project, preview: Callable[[], Preview], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = shutil.copytree(plugin.TEMPLATES, tmp_path / "templates")
    monkeypatch.setattr(plugin, "TEMPLATES", templates)
    monkeypatch.setattr(render, "TEMPLATES", templates)
    server = preview()
    server.shows("原来的含义")
    put(
        templates / "brand.md.j2",
        (templates / "brand.md.j2").read_text(encoding="utf-8") + "\n模板里新加的话\n",
    )
    server.shows("模板里新加的话")
    assert server.builds() == 2


def test_a_snapshot_sees_changes_but_no_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "folder" / "deeper").mkdir(parents=True)
    for name in ("folder/a.md", "folder/deeper/b.md", "folder/.hidden", "file.yml"):
        put(tmp_path / name, "x")
    paths = [tmp_path / "folder", tmp_path / "file.yml", tmp_path / "gone"]
    before = live.snapshot(paths)
    assert sorted(Path(path).name for path in before) == ["a.md", "b.md", "file.yml"]
    assert live.snapshot(paths) == before
    put(tmp_path / "folder" / "deeper" / "b.md", "xx")
    assert live.snapshot(paths) != before


def test_a_preview_answers_this_machine_only(project: Project, command: Callable[..., Command]) -> None:
    server = command()
    server.shows("原来的含义")
    host = server.url.split("/")[2]
    listening = [
        found.laddr
        for found in psutil.Process(server.process.pid).net_connections()
        if found.status == "LISTEN"
    ]
    assert [f"{address.ip}:{address.port}" for address in listening] == [host]
    for path in ("/", "/brands/2345/", "/showcase-panel/0", "/livereload/0/0", "/nowhere"):
        for stranger in ("evil.example", f"evil.example:{host.partition(':')[2]}", ""):
            status, said = asked(host, path, stranger)
            assert (status, "预览只回答这台电脑" in said, "原来的含义" in said) == (403, True, False), path
    assert asked(host, "/brands/2345/", host.replace("127.0.0.1", "localhost"))[0] == 200


def asked(address: str, path: str, host: str) -> tuple[int, str]:
    """Ask a server for a path as a browser does that knows it by the name `host`."""
    connection = http.client.HTTPConnection(address, timeout=30)
    connection.putrequest("GET", path, skip_host=True)
    if host:
        connection.putheader("Host", host)
    connection.endheaders()
    answer = connection.getresponse()
    said = answer.read().decode("utf-8")
    connection.close()
    return answer.status, said


def test_a_preview_cleans_what_a_person_writes_and_says_where(
    project: Project, command: Callable[..., Command]
) -> None:
    page = project.content / "article.md"
    put(page, "# 文章\n\n好的 <b>字</b><script>ran(1)</script>\n")
    server = command()

    def article() -> str:
        return fetch(f"{server.url}article/").partition("<article")[2].partition("</article>")[0]

    server.waits(lambda: "好的 <b>字</b>" in article(), "the article")
    assert "ran(1)" not in article()
    put(page, "# 文章\n\n改过 <b>字</b><img src=x onerror=ran(2)>\n")
    server.waits(lambda: "改过 <b>字</b>" in article(), "the edited article")
    assert "ran(2)" not in article()
    server.waits(
        lambda: "content/article.md" in fetch(f"{server.url}showcase-panel/0"), "the problem in the panel"
    )
    assert "onerror" in fetch(f"{server.url}showcase-panel/0")
