"""A machine without a browser: its tests are left out with a word, never on CI; pictures are not made."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests import shots
from tests.browser.chromium import MISSING, VARIABLE
from tests.example_copy import ROOT

FILE = "tests/browser/test_use.py"


def run_tests(
    *options: str, file: str = FILE, only: str = "skip_link", **more: str
) -> subprocess.CompletedProcess[str]:
    """Run one of the browser's tests where there is none."""
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", file, "-k", only, *options],
        cwd=ROOT,
        env={**environment, VARIABLE: "no-such-browser", "PYTHONUTF8": "1", **more},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_browser_tests_are_left_out_and_named() -> None:
    # By a worker, as in a whole run: the process that says it has not seen the tests.
    done = run_tests("--numprocesses=1")

    assert done.returncode == 0, done.stdout
    assert f"浏览器测试 1 项没有运行：{MISSING}\n  {FILE}\n" in done.stdout


def test_on_ci_they_fail() -> None:
    done = run_tests(CI="1")

    assert done.returncode == 1, done.stdout
    assert MISSING in done.stdout


def test_without_nginx_its_tests_are_left_out_and_fail_on_ci() -> None:
    file, only = "tests/browser/test_web_server.py", "every_header"
    locally = run_tests(file=file, only=only, SHOWCASE_NGINX="no-such-server")
    on_ci = run_tests(file=file, only=only, SHOWCASE_NGINX="no-such-server", CI="1")

    assert locally.returncode == 0, locally.stdout
    assert "没有找到 nginx" in locally.stdout
    assert on_ci.returncode == 1, on_ci.stdout
    assert "没有找到 nginx" in on_ci.stdout


def test_no_picture_is_made_and_the_reason_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, "no-such-browser")

    assert shots.main([]) == 1
    assert capsys.readouterr().err == f"{MISSING}\n"


def test_shots_know_no_other_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert shots.main(["README"]) == 2
    assert "ARGS=readme" in capsys.readouterr().err
