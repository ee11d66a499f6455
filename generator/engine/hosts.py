"""Answer a browser only where it asked for this preview by an address of this machine.

A page on the web may give a name of its own this machine's address (DNS rebinding) and read a preview with it:
what its browser then sends as Host is that name."""

from __future__ import annotations

import re
import socket
from collections.abc import Collection
from ipaddress import ip_address

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - known here, listened at only where a person says so

_HOST = re.compile(r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<name>[^:\[\]]+))(?::[0-9]*)?", re.IGNORECASE)


def is_ours(host: str, bound: Collection[str]) -> bool:
    """Tell whether a request's Host names a server that listens at `bound`: its address, and the name asked for.

    Where a person lets it listen at every address, any address of numbers is one, since only names are rebound."""
    found = _HOST.fullmatch(host.strip())
    if not found:
        return False
    name = (found["six"] or found["name"]).lower().rstrip(".")
    if name in LOCAL or name in bound:
        return True
    if LOCAL.issuperset(bound):
        return False
    return name.removesuffix(".local") == socket.gethostname().lower() or (
        _is_address(name) and not EVERYWHERE.isdisjoint(bound)
    )


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
