"""Every input that once broke the program is tried again, and what looks for them finds what it looks for."""

from __future__ import annotations

import time
from collections.abc import Hashable
from pathlib import Path

import pytest

from tests.fuzz import trying
from tests.fuzz.__main__ import main
from tests.fuzz.guided import guide
from tests.fuzz.mutations import (
    MOST_BYTES,
    Mutation,
    mutate_archive,
    mutate_bytes,
    mutate_into_runs,
    mutate_lines,
    mutate_value,
    seeded,
)
from tests.fuzz.targets import TARGETS, Target
from tests.fuzz.trying import CORPUS, Slot, complaint_of, keep, name_in_corpus, shortened
from tests.fuzz.watching import watch

KEPT = sorted(path for path in CORPUS.glob("*/*") if path.is_file())
"""Also what is sound again by itself: a target that was mended must not break in the same way once more."""


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}-{path.name[:10]}")
def test_what_once_broke_the_program_does_so_no_more(path: Path) -> None:
    assert complaint_of(TARGETS[path.parent.name], name_in_corpus(path), path.read_bytes())[0] == ""


@pytest.mark.parametrize("target", TARGETS)
def test_every_seed_and_its_first_changes_are_sound(target: str) -> None:
    inputs = trying.inputs_of(TARGETS[target], seeded("7"))
    name, data = next(inputs)
    for _ in range(20):
        complaint, outcome = complaint_of(TARGETS[target], name, data)
        assert complaint == ""
        name, data = inputs.send(outcome)


@pytest.mark.parametrize(
    "mutate", [mutate_archive, mutate_bytes, mutate_into_runs, mutate_lines, mutate_value]
)
def test_the_same_chance_makes_the_same_change_and_none_grows_without_end(
    mutate: Mutation,
) -> None:
    seeds = [data for inputs in TARGETS["table"].seeds().values() for data in inputs]
    for number, seed in enumerate([*seeds, b"", b"\xff", "名称: 甲\n".encode()]):
        once, again = (mutate(seeded(str(number)), seed, seeds) for _ in range(2))
        assert once == again
        assert len(once) <= MOST_BYTES + max(map(len, seeds)) * 60


def fragile(name: str, data: bytes) -> Hashable:
    """Break where a program might: at a word, or by never ending."""
    if b"boom" in data:
        raise ValueError("boom")
    return len(data) % 3


FRAGILE = Target("fragile", lambda: {"a.txt": [b"quiet"]}, mutate_bytes, fragile)


def test_a_fault_is_cut_down_to_what_it_needs(tmp_path: Path) -> None:
    data = b"x" * 500 + b"boom" + b"y" * 300
    complaint, outcome = complaint_of(FRAGILE, "a.txt", data)
    assert (complaint, outcome) == ("ValueError test_corpus.py:fragile: boom", None)
    assert shortened(FRAGILE, "a.txt", data, complaint) == b"boom"
    kept = keep("fragile", "a.txt", b"boom", tmp_path)
    assert (name_in_corpus(kept), kept.read_bytes()) == ("a.txt", b"boom")


def test_the_slot_tells_what_is_being_tried(tmp_path: Path) -> None:
    slot, other = Slot(tmp_path / "slot"), Slot(tmp_path / "slot")
    slot.begin("材料.docx", b"first")
    slot.end()
    slot.begin("材料.docx", b"second")
    assert other.read() == (2, 1, "材料.docx", b"second")


def test_inputs_that_lead_somewhere_new_are_followed() -> None:
    inputs = trying.inputs_of(FRAGILE, seeded("1"))
    next(inputs)
    made = [inputs.send(("new", number))[1] for number in range(200)]
    assert max(map(len, made)) > len(b"quiet") * 3


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("while True: pass", "took over 1 s"),
        ("import os; os._exit(3)", "died of 3"),
        (
            "keep = bytearray(600_000_000); keep[::4096] = b'x' * len(keep[::4096]); import time; time.sleep(9)",
            "MB",
        ),
    ],
)
def test_a_process_that_hangs_or_dies_or_grows_is_ended_and_its_input_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, verdict: str
) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.fuzz.trying import Slot\n"
        f"slot = Slot(Path(sys.argv[1])); slot.begin('a.txt', b'the one')\n{body}"
    )
    monkeypatch.setattr("tests.fuzz.watching.command_of", lambda *words: ["-c", script, str(words[2])])
    monkeypatch.setattr(
        "tests.fuzz.watching.keep", lambda target, name, data: keep(target, name, data, tmp_path)
    )
    began = time.monotonic()
    tried = watch("fragile", "seed", 60, 1, tmp_path)
    assert time.monotonic() - began < 55
    [(complaint, kept)] = tried.found.items()
    assert verdict in complaint
    assert (tmp_path / "fragile" / kept).read_bytes() == b"the one"


def test_without_atheris_nothing_is_guided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.guided.is_there", lambda: False)
    assert guide(1, "1", tmp_path).inputs == 0


def test_the_parts_are_all_told_of_and_a_wrong_one_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(part in shown for part in [*TARGETS, "guided", "kill"])
    assert main(["yml"]) == 2
    assert "没有“yml”这个部分。可以写：yaml、" in capsys.readouterr().err
    assert main(["--seconds", "long"]) == 2
    assert "写得不对" in capsys.readouterr().err


def test_a_few_inputs_of_a_part_are_tried_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["photo", "--inputs", "5", "--seconds", "120", "--seed", "1"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("随机种子 1；")
    assert "photo                5 个输入，发现 0 种问题  照片\n" in shown
