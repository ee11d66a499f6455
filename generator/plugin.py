"""Let plain `mkdocs build` and `mkdocs serve` write the pages from data/ first.

Only adapts: MkDocs' events in, `build.Generator` and `engine` called; no page needs an event to be right."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Hashable, Sequence
from functools import partial
from pathlib import Path
from typing import Literal

import click
from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator import staging
from generator.build import Generator, Outcome
from generator.engine import Background, Held, Rebuild, Snapshot, snapshot
from generator.finish import carry_over, finish, finish_preview
from generator.output import load_manifest
from generator.problems import NOTE, Problem, stops_building, stops_publishing
from generator.progress import track_photos
from generator.project import Project
from generator.report import show
from generator.shield import clean_html, is_endless

STOPPED = "资料里有上面这些问题，没有生成网站。改好后再运行一次。"
UNFINISHED = "网站没有做完。解决上面的问题，再运行一次。"
OLD_PAGES = "资料里有错误，先显示上一次生成的网页；改好后会自动更新。"
MENDED = "资料里的错误都改好了。"
REMINDERS = "资料里还有 {} 条提醒，运行 make check 查看。"
KEPT = "资料里有错误，网页先保持原样；改好后会自动更新。"

REMOVED = "文章 %s 里有不能放上网的 HTML，已经去掉：%s"

ENDLESS = "文章 %s 开头的设置太大，没有用它。"

NAME = "showcase"

TEMPLATES = Path(__file__).parent / "templates"

log = logging.getLogger("mkdocs.plugins.showcase")


class ShowcaseConfig(Config):  # type: ignore[no-untyped-call] # MkDocs leaves it untyped
    """The plugin's options in mkdocs.yml."""

    generate = Type(bool, default=True)
    """Write the pages before building; `showcase build` turns it off, having written them itself."""


class ShowcasePlugin(BasePlugin[ShowcaseConfig]):  # type: ignore[no-untyped-call] # MkDocs leaves it untyped
    """One instance lives through all rebuilds of a serving process: MkDocs keeps a plugin with `on_startup`."""

    def __init__(self) -> None:
        super().__init__()
        self.on_startup(command="build", dirty=False)

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Begin anew; a second build in one process must know nothing of the first."""
        self.serving = command == "serve"
        self.in_place = dirty
        self.generator: Generator | None = None
        self.templates: Snapshot = {}
        self.outcome: Outcome | None = None
        self.rebuild: Rebuild | None = None
        self.nav: Navigation | None = None
        self.held: Held | None = None
        self.shown: tuple[Problem, ...] = ()
        self.ours: frozenset[str] | None = None

    @event_priority(100)
    def on_config(self, config: MkDocsConfig, /) -> MkDocsConfig:
        """Write the pages before MkDocs collects files; a rebuild has written them already."""
        if not self.config.generate:
            return config
        if self.rebuild is None:
            staging.recover_if_idle(project_of(config))
            self._stop_or_go_on(self._generate(project_of(config)))
        else:
            config.site_dir = self.rebuild.spare
        self._name_site(config)
        return config

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, **_: object) -> LiveReloadServer:
        """Watch what the pages are made of, and rebuild once per edit."""
        if not self.config.generate:
            return server
        project = project_of(config)
        for path in (project.data, project.overrides, TEMPLATES, *map(Path, config.watch)):
            if path.exists():
                server.watch(os.fspath(path))
        self.rebuild = Rebuild(
            project,
            server,
            lambda: self._prepare(project),
            lambda: None if self.in_place else self.held,
            _print,
            Background(project, partial(finish_preview, project), carry_over, _print),
            in_place=self.in_place,
        )
        self.rebuild.panel.show("data", self.outcome.problems if self.outcome else ())
        self.rebuild.accept(self._name_and_address())
        return self.rebuild.server

    def on_nav(self, nav: Navigation, /, **_: object) -> Navigation:
        """Remember the navigation that a served site was built with."""
        self.nav = nav
        return nav

    def on_page_markdown(self, markdown: str, /, *, page: Page, **_: object) -> str:
        """Drop front matter that would fill the memory as soon as a template prints it."""
        if is_endless(page.meta):
            page.meta = {}
            log.warning(ENDLESS, page.file.src_uri)
        return markdown

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, **_: object) -> str:
        """Clean the HTML of a page that a person wrote, and say what of it is not shown.

        Here, because only what Markdown has made of a page is certain; each page that is built comes by, the
        single ones of a preview too. A warning stops a strict build, so that nothing gets lost unseen."""
        uri = page.file.src_uri
        if self.ours is None:
            self.ours = frozenset(load_manifest(project_of(config)).pages)
        if uri in self.ours:
            return html
        cleaned = clean_html(html)
        for removed in cleaned.removed:
            log.warning(REMOVED, uri, removed)
        return cleaned.html

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Remember what MkDocs holds, so that a preview can build single pages.

        Another plugin or a hook may have its own part in every page, which only MkDocs' whole build gives it."""
        alone = set(config.plugins) == {NAME} and not config.hooks and not config.extra_templates
        self.held = Held(config, files, self.nav, env) if self.serving and alone and self.nav else None
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Drop a list of no addresses; finish what `mkdocs build` publishes and mark site/ as made by us.

        A preview is finished in the background, and `showcase build` finishes what it builds by itself."""
        if not config.site_url:
            for name in ("sitemap.xml", "sitemap.xml.gz"):
                (Path(config.site_dir) / name).unlink(missing_ok=True)
        folder, project = Path(config.site_dir), project_of(config)
        if self.config.generate and not self.serving:
            problems = finish(project, folder, self.outcome.pictures if self.outcome else ())
            if problems:
                _print(problems)
            if stops_publishing(problems):
                raise Abort(UNFINISHED)
        if not self.serving and folder == project.site:
            staging.mark(folder)

    def on_shutdown(self) -> None:
        """Leave nothing behind."""
        if self.rebuild:
            self.rebuild.close()

    def _generate(self, project: Project) -> Outcome:
        templates = snapshot([TEMPLATES])
        if self.generator is None or templates != self.templates:
            # It keeps each page until the page's data change; a changed template changes them all.
            self.generator, self.templates = Generator(project, track_photos), templates
        self.outcome, self.ours = self.generator.generate(), None
        if self.rebuild:
            self.rebuild.panel.show("data", self.outcome.problems)
        self._report(self.outcome.problems)
        return self.outcome

    def _report(self, problems: tuple[Problem, ...]) -> None:
        """Show the Problems once, and the reminders as a number: they are many and stop nothing."""
        shown = tuple(problem for problem in problems if problem.severity is not NOTE)
        if shown and shown != self.shown:
            _print(shown)
        if self.rebuild is None and len(shown) < len(problems):
            click.echo(REMINDERS.format(len(problems) - len(shown)), err=True)
        if stops_building(self.shown) and not stops_building(shown):
            click.echo(MENDED, err=True)
        self.shown = shown

    def _stop_or_go_on(self, outcome: Outcome) -> None:
        """Stop a build, which publishes; a preview goes on with the pages that stand in content/."""
        if self.serving and outcome.stopped:
            click.echo(OLD_PAGES, err=True)
        elif not self.serving and outcome.unfit:
            raise Abort(STOPPED)

    def _prepare(self, project: Project) -> Hashable | None:
        """Write the pages for a rebuild; None when a fault in the data keeps the last site."""
        if self._generate(project).stopped:
            click.echo(KEPT, err=True)
            return None
        return self._name_and_address()

    def _name_and_address(self) -> tuple[str | None, str | None]:
        return (self.outcome.site_name, self.outcome.site_url) if self.outcome else (None, None)

    def _name_site(self, config: MkDocsConfig) -> None:
        """Give the site the name and address of data/site.yml; a preview keeps the address it is served at."""
        name, address = self._name_and_address()
        if name:
            config.site_name = name
        if address and not self.serving:
            config.site_url = address.rstrip("/") + "/"


def _print(problems: Sequence[Problem]) -> None:
    show(problems, stream=sys.stderr)


def project_of(config: MkDocsConfig) -> Project:
    """Return the project that a loaded mkdocs.yml belongs to."""
    return Project(Path(os.path.abspath(config.config_file_path)).parent)  # noqa: PTH100 - keeps links as MkDocs does
