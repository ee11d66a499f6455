"""The first moments of a command: loading may be interrupted too."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from generator import start


class Interrupted(ModuleType):
    """A module whose loading is cut short by Ctrl-C."""

    def __getattr__(self, name: str) -> object:
        raise KeyboardInterrupt


def test_ctrl_c_while_loading_is_answered_in_chinese(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "generator.cli", Interrupted("generator.cli"))

    with pytest.raises(SystemExit) as stopped:
        start.main()
    assert stopped.value.code == start.INTERRUPTED
    assert capsys.readouterr().err == "\n已停止，什么都没有改动。\n"


def test_the_command_line_is_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["showcase", "--help"])

    with pytest.raises(SystemExit) as stopped:
        start.main()
    assert stopped.value.code == 0
    assert "用法：showcase" in capsys.readouterr().out
