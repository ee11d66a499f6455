"""Turn what MkDocs and Jinja say in English into Problems at the place a person can mend.

Takes log records and exceptions, gives Problems; a generated page is traced back to its data file."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

import yaml
from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from mkdocs.exceptions import ConfigurationError

from generator import disk
from generator.problems import BLOCK, ERROR, Problem, Where, quoted
from generator.project import Project

SOURCE = re.compile(r"\A---\n(?:.+\n)*?source:[ \t]*[\"']?(?P<file>data/[^\"'\n]+)")

Translator = Callable[[Project, re.Match[str]], list[Problem]]


def explain(project: Project, records: Iterable[logging.LogRecord], error: Exception | None) -> list[Problem]:
    """Return the Problems in what MkDocs logged and raised; empty for an exception that is a bug of ours."""
    messages = [_plain(record) for record in records if record.levelno >= logging.WARNING]
    problems = [problem for message in messages for problem in translate(project, message)]
    if error is not None:
        problems += _explain_error(project, messages, error)
    return list(dict.fromkeys(problems))


def translate(project: Project, message: str) -> list[Problem]:
    """Return what one warning of MkDocs means; one that we do not know is quoted."""
    for pattern, translator in TRANSLATORS:
        if match := pattern.fullmatch(message):
            return translator(project, match)
    hint = "看不懂的话，把这一行发给技术人员。"
    return [_warning(Where("mkdocs.yml"), f"MkDocs 有一条提示：{message}", hint)]


def _plain(record: logging.LogRecord) -> str:
    """Return a record's text without the clock that MkDocs' server puts before it."""
    return re.sub(r"\A\[\d\d:\d\d:\d\d\] ", "", record.getMessage())


def _explain_error(project: Project, messages: list[str], error: Exception) -> list[Problem]:
    if isinstance(error, ConfigurationError):
        return [_broken_config(project, error)]
    if isinstance(error, OSError) and (error.errno in disk.ENVIRONMENT or disk.held_by_another(error)):
        return [disk.refusal(error, _name(project, str(error.filename or project.root)))]
    if problem := _broken_template(project, messages, error):
        return [problem]
    return []


def _broken_config(project: Project, error: ConfigurationError) -> Problem:
    fault = error.__cause__ or error.__context__
    mark = fault.problem_mark if isinstance(fault, yaml.MarkedYAMLError) else None
    if mark is None:
        return _config_problem(Where("mkdocs.yml"), f"读不了 mkdocs.yml：{error.message}")
    lines = _lines(project.config)
    excerpt = lines[mark.line] if mark.line < len(lines) else ""
    where = Where("mkdocs.yml", mark.line + 1, mark.column + 1, 1, excerpt)
    return _config_problem(
        where, "这一行附近的写法不对，读不下去：看看冒号后面有没有空一格，行首的空格对不对齐。"
    )


def _broken_template(project: Project, messages: list[str], error: Exception) -> Problem | None:
    """Return the Problem of a fault in a template: any Jinja error, or whatever broke on a line of overrides/."""
    file, line = _template_place(project, error)
    if not isinstance(error, TemplateError) and not file.startswith("overrides/"):
        return None
    if isinstance(error, TemplateNotFound):
        place = _page_of(project, messages) or Where(file or "mkdocs.yml", line)
        return _template_problem(place, f"要用的模板 {error.name} 不存在。")
    detail = str(error).partition("\n")[0]
    excerpt = _lines(project.root / file)[line - 1 : line] if file.startswith("overrides/") else []
    return _template_problem(Where(file or "mkdocs.yml", line, 0, 1, *excerpt), f"网页模板有错（{detail}）。")


def _template_place(project: Project, error: Exception) -> tuple[str, int]:
    if isinstance(error, TemplateSyntaxError):
        return _name(project, error.filename or ""), error.lineno
    frames = [
        (_name(project, frame.filename), frame.lineno or 0)
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.endswith((".html", ".xml", ".j2"))
    ]
    ours = [frame for frame in frames if frame[0].startswith("overrides/")]
    return (ours or frames or [("", 0)])[-1]


def _page_of(project: Project, messages: list[str]) -> Where | None:
    """Return the place of the page that MkDocs was building when it stopped."""
    for message in messages:
        if match := BROKEN_PAGE.fullmatch(message):
            return _on_page(project, match["page"])
    return None


def _name(project: Project, path: str) -> str:
    """Return a path as people read it: from the project's root where it lies inside."""
    try:
        return Path(path).relative_to(project.root).as_posix() if path else ""
    except ValueError:
        return path


def _on_page(project: Project, uri: str, needle: str = "") -> Where:
    """Return the data file of a generated page; in a hand-written one, the line that holds `needle`."""
    uri = uri.replace("\\", "/")
    lines = _lines(project.content / uri)
    if match := SOURCE.match("\n".join(lines)):
        return Where(match["file"].strip())
    return _find(lines, f"content/{uri}", needle)


def _find(lines: list[str], file: str, needle: str) -> Where:
    # Not in the middle of a longer path: a.md also ends data.md.
    wanted = re.compile(rf"(?<![\w./-]){re.escape(needle)}")
    for number, line in enumerate(lines, 1):
        if needle and (match := wanted.search(line)):
            return Where(file, number, match.start() + 1, len(needle), line)
    return Where(file)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return []


def _warning(where: Where, message: str, hint: str) -> Problem:
    return Problem("mkdocs-warning", ERROR, where, message, hint)


def _config_problem(where: Where, message: str) -> Problem:
    return Problem(
        "mkdocs-config",
        ERROR,
        where,
        message,
        "改好 mkdocs.yml；不记得改过什么，就从备份恢复它，或请技术人员看一看。",
    )


def _template_problem(where: Where, message: str) -> Problem:
    return Problem("template-error", ERROR, where, message, "改好 overrides/ 里的模板，或请技术人员看一看。")


def _link(project: Project, match: re.Match[str], fault: str, cure: str) -> list[Problem]:
    where = _on_page(project, match["page"], match["link"])
    if where.file.startswith("data/"):
        fault = f"由这份资料生成的网页 {match['page']} 里，{fault}"
        cure = f"{cure}资料里没有写这个链接的话，把这一行发给技术人员。"
    return [_warning(where, fault, cure)]


def _missing_target(project: Project, match: re.Match[str]) -> list[Problem]:
    guess = f"是不是想写 {match['guess']}？" if match["guess"] else ""
    cure = f"{guess}检查文件名和路径：链接从本文件所在的文件夹算起，网页要带 .md。"
    return _link(project, match, f"链接 {match['link']} 指向的文件不存在。", cure)


def _odd_link(project: Project, match: re.Match[str]) -> list[Problem]:
    cure = f"改成 {match['guess']}。" if match["guess"] else "链接要从本文件所在的文件夹写起，网页要带 .md。"
    return _link(project, match, f"链接 {match['link']} 的写法不能确定指向哪个文件。", cure)


def _missing_anchor(project: Project, match: re.Match[str]) -> list[Problem]:
    cure = "打开那一页，看看标题是不是改过名字，再改 # 后面的部分。"
    return _link(project, match, f"链接 {match['link']} 里 # 后面的小标题不存在。", cure)


def _missing_in_nav(project: Project, match: re.Match[str]) -> list[Problem]:
    where = _find(_lines(project.config), "mkdocs.yml", match["link"])
    return [
        _warning(
            where, f"导航里的 {match['link']} 不存在。", "检查 nav 里的文件名；网页文件在 content 文件夹里。"
        )
    ]


def _not_in_nav(_: Project, match: re.Match[str]) -> list[Problem]:
    uris = [line.strip(" -").replace("\\", "/") for line in match["pages"].splitlines() if line.strip(" -")]
    return [_warning(Where(f"content/{uri}"), "这一页没有列进导航。", _into_nav(uri)) for uri in uris]


def _into_nav(uri: str) -> str:
    """Return the two ways to say in mkdocs.yml where a page belongs."""
    return (
        f"要在导航里看到它，就在 mkdocs.yml 的“nav:”下面加一行“  - 网页的标题: {uri}”；"
        f"不要，就在“not_in_nav: |”下面加一行“  /{uri}”。"
    )


def _conflict(_: Project, match: re.Match[str]) -> list[Problem]:
    fault = f"它和 {match['other']} 会变成同一个网页，MkDocs 只留下后者。"
    return [_warning(Where(f"content/{match['page']}"), fault, "两个文件只留一个，或给其中一个改名。")]


def _bad_encoding(_: Project, match: re.Match[str]) -> list[Problem]:
    file = "content/" + match["page"].replace("\\", "/")
    cure = "用记事本打开，“另存为”时把编码选成 UTF-8，再运行一次。"
    return [Problem("page-encoding", ERROR, Where(file), "这个文件不是 UTF-8 编码，读出来是乱码。", cure)]


def _config_value(project: Project, match: re.Match[str]) -> list[Problem]:
    key, detail = match["key"], match["detail"]
    where = _find(_lines(project.config), "mkdocs.yml", f"{key}:")
    for pattern, message in CONFIG_FAULTS:
        if found := re.match(pattern, detail):
            return [_config_problem(where, message.format(*found.groups(), key=key))]
    return [_config_problem(where, f"{key} 的值 MkDocs 不接受（{detail}）。")]


def _removed_html(project: Project, match: re.Match[str]) -> list[Problem]:
    where = _on_page(project, match["page"], match["part"])
    message = f"这里的{quoted(match['part'])}不能放上网：文章里不放脚本、内嵌框、别的网站的图片和特殊的链接。"
    hint = (
        "删掉这一段。图片放进 content/ 再写站内的路径；"
        "链接只用 http、https、mailto、tel 或站内的路径；视频写成指向视频网页的链接。"
    )
    return [Problem("page-html", BLOCK, where, message, hint)]


def _endless_settings(project: Project, match: re.Match[str]) -> list[Problem]:
    message = "这篇文章开头的设置（两行 --- 中间的部分）太大，没有用它。"
    hint = "那里只写 title、description 这样的几行；文字写到第二个 --- 下面。"
    return [Problem("page-settings", BLOCK, _on_page(project, match["page"]), message, hint)]


def _said_elsewhere(_: Project, __: re.Match[str]) -> list[Problem]:
    """The exception that follows says it better, or a visitor's browser asked for something of its own."""
    return []


CONFIG_FAULTS = (
    (r"Unrecognised configuration name: (.+)", "没有 {0} 这个设置，多半是打错了字。"),
    (r"Required configuration not provided", "缺少 {key} 这一项。"),
    (r'The "(.+)" plugin is not installed', "没有安装插件 {0}。"),
    (r"Unrecognised theme name: '(.+?)'", "没有安装主题 {0}。"),
    (r"The path '(.+)' isn't an existing", "{key} 指向的 {0} 不存在。"),
    (r"The path set in custom_dir \('(.+?)'\) does not exist", "custom_dir 指向的 {0} 不存在。"),
)

BROKEN_PAGE = re.compile(r"Error (?:reading|building) page '(?P<page>.+?)':.*", re.DOTALL)
_PAGE_LINK = r"Doc file '(?P<page>.+?)' contains a"
_GUESS = r"(?: Did you mean '(?P<guess>.+)'\?)?"

TRANSLATORS: tuple[tuple[re.Pattern[str], Translator], ...] = tuple(
    (re.compile(pattern, re.DOTALL), translator)
    for pattern, translator in (
        (
            _PAGE_LINK
            + r" link '(?P<link>.+?)', but the target.* is not found among documentation files\."
            + _GUESS,
            _missing_target,
        ),
        (
            _PAGE_LINK
            + r"n (?:unrecognized relative|absolute) link '(?P<link>.+?)', it was left as is\."
            + _GUESS,
            _odd_link,
        ),
        (_PAGE_LINK + r" link '(?P<link>.+?)', but (?:the doc|there is no such anchor).*", _missing_anchor),
        (
            r"A reference to '(?P<link>.+)' is included in the 'nav' configuration, which is not found.*",
            _missing_in_nav,
        ),
        (
            r"The following pages exist in the docs directory, but are not included.*?:\n(?P<pages>.+)",
            _not_in_nav,
        ),
        (r"Excluding '(?P<page>.+)' from the site because it conflicts with '(?P<other>.+)'\.", _conflict),
        (r"文章 (?P<page>.+?) 里有不能放上网的 HTML，已经去掉：(?P<part>.+)", _removed_html),
        (r"文章 (?P<page>.+) 开头的设置太大，没有用它。", _endless_settings),
        (r"Encoding error reading file: (?P<page>.+)", _bad_encoding),
        (r"Config value '(?P<key>.+?)': (?P<detail>.+)", _config_value),
        (BROKEN_PAGE.pattern, _said_elsewhere),
        (r'"[A-Z]+ .* HTTP/[\d.]+" code \d+', _said_elsewhere),
    )
)
