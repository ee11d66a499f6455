"""What the panel of a preview is told, and how the server hears of changes."""

from __future__ import annotations

import errno
import json
import threading
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.polling import PollingObserver

from generator.engine.lazy import changes_between
from generator.engine.panel import Panel
from generator.engine.watcher import Watcher
from generator.problems import BLOCK, ERROR, NOTE, Problem, Severity, Where
from generator.project import Project


def problem(severity: Severity, file: str = "data/a.yml", message: str = "说明") -> Problem:
    """Return a problem at a file's second line."""
    return Problem("some-code", severity, Where(file, 2, 3, 2, "名称: <b>"), message, "办法")


def told(panel: Panel) -> list[dict[str, Any]]:
    """Return the problems that a page is told of."""
    found: list[dict[str, Any]] = json.loads(panel.state())["problems"]
    return found


def test_gravest_come_first_from_whoever_found_them(tmp_path: Path) -> None:
    panel = Panel(Project(tmp_path))
    panel.show("data", [problem(NOTE), problem(ERROR)])
    panel.show("pages", [problem(BLOCK, "content/a.md")])

    assert [found["severity"] for found in told(panel)] == ["错误", "拦截", "提醒"]
    panel.show("data", [])
    assert [found["severity"] for found in told(panel)] == ["拦截"]


def test_nothing_in_a_problem_can_end_the_script(tmp_path: Path) -> None:
    panel = Panel(Project(tmp_path))
    panel.show("data", [problem(ERROR, message="</script><script>alert(1)</script>")])
    page = panel.over(b"<html><body><p>x</p></body></html>")

    assert page.count(b"</script>") == 1
    assert page.endswith(b"</body></html>")
    assert told(panel)[0]["message"] == "</script><script>alert(1)</script>"


def test_place_leads_to_the_editor_where_the_file_is_there(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/品牌 一.yml").write_text("", encoding="utf-8")
    panel = Panel(Project(tmp_path))
    panel.show("data", [problem(ERROR, "data/品牌 一.yml"), problem(ERROR, "data/gone.yml")])
    links = {found["file"]: found["link"] for found in told(panel)}

    assert links["data/gone.yml"] == ""
    folder = tmp_path.as_posix().lstrip("/")
    assert links["data/品牌 一.yml"] == f"vscode://file/{folder}/data/%E5%93%81%E7%89%8C%20%E4%B8%80.yml:2:3"


def test_news_comes_at_once_and_the_same_again_is_no_news(tmp_path: Path) -> None:
    panel = Panel(Project(tmp_path))
    first = panel.number
    panel.show("data", [])
    assert panel.number == first
    waiting = threading.Thread(target=panel.state_after, args=(first,))
    waiting.start()
    panel.show("data", [problem(NOTE)])
    waiting.join(10)

    assert not waiting.is_alive()
    assert panel.number == first + 1


def test_where_the_system_cannot_watch_files_are_looked_at(tmp_path: Path) -> None:
    class Refused(PollingObserver):
        def start(self) -> None:
            raise OSError(errno.ENOSPC, "no more watches")

    heard = threading.Event()
    handler = FileSystemEventHandler()

    def hear(_: FileSystemEvent) -> None:
        heard.set()

    handler.on_any_event = hear  # type: ignore[assignment, method-assign] # as MkDocs does
    watcher = Watcher(Refused)
    reference = watcher.schedule(handler, str(tmp_path))
    watcher.start()
    try:
        (tmp_path / "new.yml").write_text("", encoding="utf-8")
        assert heard.wait(30)
    finally:
        watcher.unschedule(reference)
        watcher.stop()
        watcher.join()


def test_each_change_is_of_its_kind(tmp_path: Path) -> None:
    content, overrides = tmp_path / "content", tmp_path / "overrides"
    page, picture = f"{content / 'a.md'}", f"{content / 'photos' / 'a.webp'}"
    template, style = f"{overrides / 'main.html'}", f"{overrides / 'assets' / 'a.css'}"
    before = dict.fromkeys([page, picture, template, style], 1)

    def changes(**after: int) -> tuple[bool, ...]:
        named = {
            "page": page,
            "picture": picture,
            "template": template,
            "style": style,
            "settings": "mkdocs.yml",
        }
        now = before | {named[name]: stamp for name, stamp in after.items()}
        found = changes_between(before, now, content, overrides)
        return bool(found.pages), bool(found.statics), found.listed, found.look, found.beyond

    assert changes() == (False, False, False, False, False)
    assert changes(page=2) == (True, False, False, False, False)
    assert changes(picture=2) == (False, True, False, False, False)
    assert changes(template=2) == (False, False, False, True, False)
    assert changes(style=2) == (False, True, False, False, False)
    assert changes(settings=2) == (False, False, False, False, True)
    gone = changes_between(before, {page: 1, picture: 1, template: 1}, content, overrides)
    assert gone.beyond
    assert changes_between(before, {picture: 1, template: 1, style: 1}, content, overrides).listed
