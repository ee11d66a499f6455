"""Serve a built site by a real nginx with the rules that the build writes, as an ordinary process in a folder of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VARIABLE = "SHOWCASE_NGINX"
"""Names nginx' program where it is not in its place."""
MISSING = (
    "没有找到 nginx。请安装它（Debian：sudo apt install nginx-light），"
    f"或者用环境变量 {VARIABLE} 写明它在哪里，再运行一次。"
)
MAIN = """\
{user}
daemon off;
worker_processes 1;
pid nginx.pid;
error_log error.log;
events {{ worker_connections 256; }}
http {{
    include {types};
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include site.conf;
}}
"""
TYPES = ("/etc/nginx/mime.types", "/usr/local/etc/nginx/mime.types", "/opt/homebrew/etc/nginx/mime.types")


def find_nginx() -> str | None:
    """Return nginx' program; Debian keeps it where only administrators look."""
    named = os.environ.get(VARIABLE)
    places = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
    return shutil.which(named or "nginx", path=places)


@contextmanager
def nginx_serving(program: str, rules: Path, site: Path, folder: Path) -> Iterator[str]:
    """Start nginx with these rules, changed only where they say that one must; yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    text = rules.read_text(encoding="utf-8")
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("alias /srv/showcase/site/;", f"alias {site}/;"),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / "site.conf").write_text(text, encoding="utf-8")
    types = next(path for path in TYPES if Path(path).is_file())
    (folder / "nginx.conf").write_text(MAIN.format(types=types, user=_user()), encoding="utf-8")
    command = [program, "-p", f"{folder}/", "-c", "nginx.conf", "-e", "error.log"]
    checked = subprocess.run([*command, "-t"], capture_output=True, encoding="utf-8", check=False)
    assert checked.returncode == 0, checked.stderr
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def _user() -> str:
    """Return the rule by which nginx, started by root as in a container, may read the tests' own folders."""
    return "user root;" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert process.poll() is None
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("nginx does not answer")


def answer(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Return the status, the headers and the body of an answer."""
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request, timeout=10) as found:  # noqa: S310
            return found.status, dict(found.headers), found.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()
