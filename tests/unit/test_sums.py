"""The list of a site's files, and what of a copy differs from it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from generator import sums
from generator.sums import DamagedError, Differences, compare, parse_sums, read_sums, write_sums


def put(folder: Path, files: dict[str, bytes]) -> Path:
    for uri, data in files.items():
        path = folder / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


FILES = {"index.html": b"<p>\n", "品牌/a b.html": b"x\n", "assets/a.css": b"", "z.jpg": b"\r\n\r\n"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = put(tmp_path / "site", FILES)
    write_sums(folder, {"marker"})
    return folder


def test_the_list_is_sorted_and_names_every_file_but_itself_and_the_marker(tmp_path: Path) -> None:
    folder = put(tmp_path, {**FILES, "marker": b"m", "sub/marker": b"n"})
    write_sums(folder, {"marker"})
    assert list(read_sums(folder)) == ["assets/a.css", "index.html", "sub/marker", "z.jpg", "品牌/a b.html"]
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert (folder / sums.NAME).read_text(encoding="utf-8").startswith(f"{empty}  assets/a.css\n")


def test_the_same_files_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    other = put(tmp_path / "other", dict(reversed(FILES.items())))
    write_sums(other)
    write_sums(other)
    assert (other / sums.NAME).read_bytes() == (site / sums.NAME).read_bytes()


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="there is no sha256sum here")
def test_sha256sum_reads_the_list(site: Path) -> None:
    if os.name != "nt":
        put(site, {"odd\nna\\me.txt": b"odd"})
        write_sums(site)
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", sums.NAME], cwd=site, check=True)
    assert compare(site, read_sums(site)) == Differences()
    (site / "index.html").write_bytes(b"other")
    done = subprocess.run(["sha256sum", "--check", sums.NAME], cwd=site, check=False, capture_output=True)
    assert done.returncode == 1


def test_what_was_changed_lost_and_added_is_told_apart(site: Path) -> None:
    (site / "index.html").write_bytes(b"<p>hacked\n")
    (site / "z.jpg").unlink()
    put(
        site,
        {"shell.php": b"?", "品牌/new.html": b"", ".htaccess": b"x", "品牌/Thumbs.db": b"x", "marker": b"x"},
    )
    assert compare(site, read_sums(site), {"marker"}) == Differences(
        changed=("index.html",), lost=("z.jpg",), added=(".htaccess", "shell.php", "品牌/new.html")
    )


def test_a_text_whose_line_ends_were_changed_on_the_way_is_told_apart(site: Path) -> None:
    (site / "index.html").write_bytes(b"<p>\r\n")
    (site / "z.jpg").write_bytes(b"\r\r\n")
    found = compare(site, read_sums(site))
    assert (found.rewrapped, found.changed) == (("index.html",), ("z.jpg",))


def test_a_list_whose_own_line_ends_were_changed_is_read_all_the_same(site: Path) -> None:
    before = read_sums(site)
    (site / sums.NAME).write_bytes((site / sums.NAME).read_bytes().replace(b"\n", b"\r\n"))
    assert read_sums(site) == before


def test_names_are_the_same_whole_or_taken_apart(tmp_path: Path) -> None:
    whole, apart = put(tmp_path / "a", {"é.html": b""}), put(tmp_path / "b", {"e\u0301.html": b""})
    write_sums(whole)
    assert compare(apart, read_sums(whole)) == Differences()


@pytest.mark.skipif(os.name == "nt", reason="makes links and a pipe")
def test_links_and_devices_are_never_opened(site: Path) -> None:
    known = read_sums(site)
    (site / "index.html").unlink()
    os.mkfifo(site / "index.html")
    (site / "out").symlink_to("/")
    (site / "z.jpg").unlink()
    (site / "z.jpg").symlink_to("/dev/zero")
    assert compare(site, known) == Differences(changed=("index.html", "z.jpg"), added=("out",))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_what_cannot_be_read_is_told(site: Path) -> None:
    (site / "index.html").chmod(0)
    assert compare(site, read_sums(site)).unread == ("index.html",)


def test_a_file_that_the_system_does_not_give_is_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = read_sums(site)

    def refuse(path: Path) -> str:
        raise PermissionError(path)

    monkeypatch.setattr(sums, "_digest", refuse)
    found = compare(site, known)
    assert (found.unread, found.count) == (tuple(sorted(FILES)), len(FILES))


DIGEST = "0" * 64


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello\n",
        b"\xff",
        f"{DIGEST} index.html\n".encode(),
        f"{DIGEST}  ../../etc/passwd\n".encode(),
        f"{DIGEST}  /etc/passwd\n".encode(),
        f"{DIGEST}  a//b\n".encode(),
        f"{DIGEST}  a\n\n".encode(),
        f"\\{DIGEST}  ..\\n\\n/../x\x00\n".encode(),
        f"{DIGEST}  a\n{DIGEST[:-1]}g  b\n".encode(),
    ],
)
def test_a_list_that_is_not_ours_is_worth_nothing(data: bytes) -> None:
    with pytest.raises(DamagedError):
        parse_sums(data)


def test_a_list_of_any_size_is_not_read(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sums, "LARGEST", 10)
    with pytest.raises(DamagedError):
        read_sums(site)


def test_a_site_without_a_list_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_sums(tmp_path)
