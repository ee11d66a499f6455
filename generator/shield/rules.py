"""Write what a web server must be told to serve the site safely: headers, caching, compression, its own 404 page.

Takes a built site, gives deploy/nginx.conf beside it; whoever puts the site on a server takes both."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import quote, urlsplit

from generator import disk
from generator.inside import refused_outside
from generator.problems import Problem
from generator.project import Project
from generator.shield.policy import header_policy, page_policy

FILE = "deploy/nginx.conf"
_META = re.compile('<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def write_server_rules(project: Project, folder: Path, *, site_url: str | None = None) -> list[Problem]:
    """Write the rules for the site that stands in `folder`, if they differ from those that are there."""
    path = project.root / FILE
    if problem := refused_outside(path, project.root):
        return [problem]
    try:
        found = _META.search((folder / "index.html").read_text(encoding="utf-8"))
        data = server_rules(unescape(found[1]) if found else page_policy(), site_url).encode()
        if not (path.is_file() and path.read_bytes() == data):
            path.parent.mkdir(parents=True, exist_ok=True)
            disk.write_whole(path, data)
    except OSError as error:
        return [disk.refusal(error, project.relative(path))]
    return []


def server_rules(policy: str, site_url: str | None) -> str:
    """Return nginx' rules for a site with this policy; `site_url` gives its name and its place on the server."""
    parts = urlsplit(site_url or "")
    values = {
        "policy": header_policy(policy),
        "domain": _ascii(parts.hostname or "") or "_",
        "base": f"{quote(parts.path.rstrip('/'), safe='/%')}/",
    }
    text = Path(__file__).with_name("nginx.conf").read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


def _ascii(host: str) -> str:
    """Return a host's name as servers know it; nothing for what is no name, which would be read as a rule."""
    try:
        name = host.encode("idna").decode()
    except UnicodeError:
        return ""
    return name if re.fullmatch(r"[\w.-]+", name, re.ASCII) else ""
