"""Say in a Content-Security-Policy what a page of the site may load and run: what stands in the site, nothing else.

Pure. A script that stands in a page is let through by its digest, and only where a template wrote it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

SCRIPTS = "script-src 'self' 'wasm-unsafe-eval'"
"""Pagefind looks through its index in WebAssembly, which is no `eval`."""

DIRECTIVES = (
    "default-src 'self'",
    SCRIPTS,
    "style-src 'self'",
    # The base theme draws some of its signs from its style sheet; a picture runs no script.
    "img-src 'self' data:",
    "object-src 'none'",
    "frame-src 'none'",
    "worker-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
)

IN_HEADERS = "frame-ancestors 'self'"
"""What browsers take from a header only."""


def page_policy(scripts: Iterable[str] = ()) -> str:
    """Return the policy of pages that hold these scripts."""
    digests = "".join(f" '{digest}'" for digest in sorted({digest_of(script) for script in scripts}))
    return "; ".join(f"{rule}{digests}" if rule is SCRIPTS else rule for rule in DIRECTIVES)


def header_policy(policy: str) -> str:
    """Return a page's policy as a server sends it."""
    return f"{policy}; {IN_HEADERS}"


def digest_of(script: str) -> str:
    """Return a script's digest as the policy names it; browsers read every line break as one sign."""
    plain = script.replace("\r\n", "\n").replace("\r", "\n")
    return f"sha256-{b64encode(sha256(plain.encode()).digest()).decode()}"


_SCRIPT = re.compile(r"<script>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_PRINTED = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_PRINTS = r"[\w./:-]*"
"""What a template may print into a script: an address in this site, with no sign that ends a text."""


def script_patterns(template: str) -> list[re.Pattern[str]]:
    """Return what the scripts that stand in a template look like in a page.

    One that is put together by conditions has too many looks: it belongs into a file of its own."""
    return [
        re.compile(_PRINTS.join(map(re.escape, _PRINTED.split(script))))
        for script in _SCRIPT.findall(template)
        if "{%" not in script and "{#" not in script
    ]
