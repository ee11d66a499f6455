"""A preview answers whoever asked for this machine, and nobody who was led to it by another name."""

from __future__ import annotations

import socket

import pytest

from generator.engine.hosts import is_ours

HERE = frozenset({"127.0.0.1"})
EVERYWHERE = "0.0.0.0"  # noqa: S104 - spoken of only


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST", "[::1]:8000", "127.0.0.1", "localhost.:8000"]
)
def test_this_machine_is_answered(host: str) -> None:
    assert is_ours(host, HERE)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "evil.example:8000",
        "127.0.0.1.evil.example:8000",
        "localhost.evil.example",
        "evil.example/localhost",
        "user@127.0.0.1",
        "127.0.0.1, evil.example",
        "192.168.1.5:8000",
        "[::2]:8000",
        "127.0.0.1:evil",
        f"{socket.gethostname()}x",
    ],
)
def test_another_name_is_not(host: str) -> None:
    assert not is_ours(host, HERE)


@pytest.mark.parametrize(
    ("host", "bound", "answered"),
    [
        ("192.168.1.5:8000", {"192.168.1.5"}, True),
        ("192.168.1.6:8000", {"192.168.1.5"}, False),
        ("office-pc:8000", {"192.168.1.5", "office-pc"}, True),
        ("localhost:8000", {"192.168.1.5"}, True),
        (f"{socket.gethostname()}:8000", {"192.168.1.5"}, True),
        (f"{socket.gethostname()}.local:8000", {"192.168.1.5"}, True),
        ("192.168.1.6:8000", {EVERYWHERE}, True),
        ("[fe80::1]:8000", {"::"}, True),
        ("evil.example:8000", {EVERYWHERE}, False),
    ],
)
def test_what_a_person_lets_it_listen_at_is_honoured(host: str, bound: set[str], answered: bool) -> None:
    assert is_ours(host, frozenset(bound)) is answered
