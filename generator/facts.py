"""Hand the site's own facts to the theme, as a template that any engine's Jinja can import.

The theme cannot ask the generator: Zensical runs no plugin, and front matter belongs to a page."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

from generator import disk
from generator.pagefind import find_program
from generator.problems import Problem
from generator.project import Project
from generator.schema.records import Site

FACTS = "generated/site.html"

_ACTIVE = re.compile("[{}%#<>&\u2028\u2029]")


def facts_template(site: Site, *, search: bool = False) -> str:
    """Return a template that sets `site`; every sign with a meaning to Jinja or HTML is escaped.

    `search` says whether the site can be searched."""
    facts = {
        "name": site.name,
        "summary": site.summary,
        "organiser": site.organiser,
        "phone": site.phone,
        "email": site.email,
        "address": site.address,
        "icp": site.icp,
        "police": site.police,
        "police_number": re.sub(r"\D", "", site.police or ""),
        "edit_url": site.edit_url,
        "url": _home(site),
        "domain": urlsplit(site.url).hostname if site.url else "",
        "search": "yes" if search else "",
        "thing": site_thing(site),
    }
    return f"{{# Made from data/site.yml; change it there. #}}\n{{% set site = {_literal(facts)} %}}\n"


def site_thing(site: Site) -> dict[str, Any]:
    """Return the site, and whoever runs it, in the words of https://schema.org/WebSite; only what is known."""
    organiser = {
        "@type": "Organization",
        "name": site.organiser,
        "address": site.address,
        "telephone": site.phone,
        "email": site.email,
    }
    thing = {
        "@type": "WebSite",
        "name": site.name,
        "url": _home(site),
        "description": site.summary,
        "inLanguage": "zh-CN",
        "publisher": {key: value for key, value in organiser.items() if value} if site.organiser else None,
    }
    return {key: value for key, value in thing.items() if value}


def _home(site: Site) -> str:
    return f"{site.url.rstrip('/')}/" if site.url else ""


def _literal(value: Any) -> str:
    """Return a text, or texts by their names, as Jinja writes them; blanks keep the braces apart."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{json.dumps(key)}: {_literal(inner)}' for key, inner in value.items())} }}"
    quoted = json.dumps(value or "", ensure_ascii=False)
    return _ACTIVE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def write_facts(project: Project, site: Site) -> list[Problem]:
    """Write the template into overrides/generated/ if it differs from what is there."""
    path = project.overrides / FACTS
    data = facts_template(site, search=find_program() is not None).encode()
    try:
        if path.is_file() and path.read_bytes() == data:
            return []
        path.parent.mkdir(parents=True, exist_ok=True)
        disk.clear_temps(path.parent)
        disk.write_whole(path, data)
    except OSError as error:
        return [disk.refusal(error, project.relative(path))]
    return []
