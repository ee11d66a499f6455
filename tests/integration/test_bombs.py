"""What is made to take a machine's memory or time is refused in Chinese, within bounds, wherever it comes in.

Each is tried in a process that the system itself would end beyond so much memory and so much work."""

from __future__ import annotations

import io
import os
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.project import Project
from tests.case_files import MINIMAL
from tests.children import unmeasured
from tests.example_copy import ROOT, copy_theme
from tests.manuscripts import brand_document
from tests.photographs import phone_photo
from tests.workbooks import book_of

resource = pytest.importorskip("resource", reason="Windows bounds no process from within")

MEMORY = 1536 << 20
"""Bytes of address space, of which the imaging and typesetting libraries alone map some hundred millions."""
WORK = 30
"""Seconds of a processor."""
GIB = 1 << 30
BRAND = "名称: “甲”品牌\n{}\n"
PHOTO = "照片:\n  - 文件: {}\n    替代文本: 图\n标识: {}"
ROWS = (["荣誉名称", "级别", "时间"], ["文明校园", "省级", "2021"])
LAUGHS = "".join(
    f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' if number else '<!ENTITY l0 "哈">'
    for number in range(12)
)
DOCTYPE = f'<?xml version="1.0"?><!DOCTYPE x [{LAUGHS}]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l11 SYSTEM "file://{}">]>'

Make = Callable[[Project], None]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    project = Project(tmp_path)
    (project.data / "brands").mkdir(exist_ok=True)
    (project.data / "media").mkdir(exist_ok=True)
    copy_theme(project)
    (tmp_path / "secret.txt").write_text("外面的秘密", encoding="utf-8")
    return project


def run(project: Project, *words: str, given: bytes = b"") -> tuple[int, str]:
    """Run a command within the bounds; return its exit code and what it said."""

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (WORK, WORK))
        resource.setrlimit(resource.RLIMIT_FSIZE, (GIB // 4, GIB // 4))

    command = [
        sys.executable,
        "-c",
        "from generator.start import main; main()",
        "--project",
        os.fspath(project.root),
    ]
    done = subprocess.run(
        [*command, *words],
        cwd=project.root,
        env={**unmeasured(), "PYTHONUTF8": "1", "PYTHONPATH": os.fspath(ROOT)},
        input=given,
        capture_output=True,
        check=False,
        timeout=240,
        preexec_fn=bound,
    )
    return done.returncode, (done.stdout + done.stderr).decode("utf-8")


def brand(text: str) -> Make:
    return lambda project: put(project.data / "brands/bomb.yml", BRAND.format(text).encode())


def put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def sparse(path: Path, size: int, start: bytes = b"") -> None:
    """Write a file that says that it is huge and takes no room."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(start)
        file.truncate(size)


def picture(name: str, data: bytes) -> Make:
    def make(project: Project) -> None:
        put(project.data / "media" / name, data)
        put(project.data / "brands/bomb.yml", BRAND.format(PHOTO.format(name, name)).encode())

    return make


def png(width: int, height: int, *chunks: tuple[bytes, bytes], rows: bytes = b"") -> bytes:
    """Return a picture that says so much of its size, with any chunks before its rows."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), *chunks, (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def zeros(size: int) -> bytes:
    """Return so many zeros, packed; packed alone, each mebibyte of them looks the same."""
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    piece = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    end = b"\x03\0" + struct.pack(">HH", size % 65521, 1)
    return b"\x78\xda" + piece * (size >> 20) + end


def huge_webp() -> bytes:
    size = struct.pack("<I", (16383 & 0x3FFF) | ((16383 & 0x3FFF) << 14))
    body = b"WEBPVP8L" + struct.pack("<I", 5) + b"\x2f" + size
    return b"RIFF" + struct.pack("<I", len(body)) + body


def huge_jpeg() -> bytes:
    photo = phone_photo(40, 30)
    at = photo.index(b"\xff\xc0") + 5
    return photo[:at] + struct.pack(">HH", 65000, 65000) + photo[at + 4 :]


def svg(text: str) -> bytes:
    return f"{text}<svg xmlns='http://www.w3.org/2000/svg'>&l11;<script>ran()</script></svg>".encode()


def fifo(project: Project) -> None:
    os.mkfifo(project.data / "media/pipe.jpg")
    put(project.data / "brands/bomb.yml", BRAND.format(PHOTO.format("pipe.jpg", "pipe.jpg")).encode())


def sparse_photo(project: Project) -> None:
    sparse(project.data / "media/big.jpg", 40 * GIB, phone_photo(40, 30))
    put(project.data / "brands/bomb.yml", BRAND.format(PHOTO.format("big.jpg", "big.jpg")).encode())


CHECKED: dict[str, tuple[Make, set[str]]] = {
    "yaml aliases": (brand("".join(f"k{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 12))), set()),
    "yaml alias of itself": (brand("板块: &a [*a, *a]"), set()),
    "yaml merges": (
        brand(
            "x0: &x0 {a: 1}\n"
            + "".join(f"x{n}: &x{n} {{<<: [*x{n - 1}, *x{n - 1}]}}\n" for n in range(1, 40))
        ),
        set(),
    ),
    "yaml depth": (brand("板块: " + "[" * 200_000), set()),
    "yaml tags": (brand("口号: !!python/object/apply:os.system ['echo 甲']"), set()),
    "yaml of a gigabyte": (
        lambda project: sparse(project.data / "brands/bomb.yml", 8 * GIB, b"a: b\n"),
        {"file-too-large"},
    ),
    "yaml of numbers": (brand(f"年份: {'9' * 900_000}"), set()),
    "yaml that is a folder": (
        lambda project: (project.data / "brands/bomb.yml").mkdir(),
        {"file-not-regular"},
    ),
    "yaml that is a pipe": (
        lambda project: os.mkfifo(project.data / "brands/bomb.yml"),
        {"file-not-regular"},
    ),
    "png by its header": (picture("a.png", png(60_000, 60_000)), {"photo-huge"}),
    "png with a text of a gigabyte": (
        picture("a.png", png(8, 8, (b"zTXt", b"a\0\0" + zeros(GIB)), rows=bytes(25 * 8))),
        set(),
    ),
    "png with a profile of a gigabyte": (
        picture("a.png", png(8, 8, (b"iCCP", b"a\0\0" + zeros(GIB)), rows=bytes(25 * 8))),
        set(),
    ),
    "png with rows of a gigabyte": (picture("a.png", png(8, 8) + zeros(GIB)), set()),
    "jpeg by its header": (picture("a.jpg", huge_jpeg()), {"photo-huge"}),
    "webp by its header": (picture("a.webp", huge_webp()), {"photo-huge", "photo-broken"}),
    "photo of forty gigabytes": (sparse_photo, {"photo-huge"}),
    "photo that is a pipe": (fifo, {"photo-unreadable"}),
    "drawing with a script": (picture("a.svg", svg("")), {"photo-foreign"}),
    "drawing of entities": (picture("a.svg", svg(DOCTYPE)), {"photo-foreign"}),
    "drawing called a photo": (picture("a.jpg", svg(DOCTYPE)), {"photo-foreign"}),
    "gif, whose frames may be many": (picture("a.gif", b"GIF89a" + b"\xff" * 60), {"photo-foreign"}),
    "tiff": (picture("a.jpg", b"II*\0\x08\0\0\0" + b"\xff" * 60), {"photo-foreign"}),
    "postscript": (picture("a.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"), {"photo-foreign"}),
}


@pytest.mark.parametrize("name", CHECKED)
def test_a_check_refuses_it(project: Project, name: str) -> None:
    make, codes = CHECKED[name]
    make(project)
    code, said = run(project, "check")

    # What hangs on to a picture that is one is passed over.
    assert code == 1 or (name.startswith("png with") and code == 0), said
    assert "程序出错了" not in said, said
    assert "Traceback" not in said
    assert not codes or any(f"[{wanted}]" in said for wanted in codes), said
    assert len(said) < 60_000


def packed(entries: dict[str, bytes | int], base: bytes) -> bytes:
    """Return an archive with parts of another replaced; a number stands for so many blanks."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(base)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for item in old.infolist():
            if item.filename not in entries:
                new.writestr(item.filename, old.read(item.filename))
        for name, data in entries.items():
            with new.open(name, "w", force_zip64=True) as part:
                if isinstance(data, bytes):
                    part.write(data)
                for _ in range(data >> 20 if isinstance(data, int) else 0):
                    part.write(b" " * (1 << 20))
    return target.getvalue()


def lying(data: bytes, name: str, size: int) -> bytes:
    """Return an archive that says that one part is of another size than it is."""
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(name.encode()))
    return data[: at + 24] + struct.pack("<I", size) + data[at + 28 :]


def document() -> bytes:
    data = io.BytesIO()
    brand_document().save(data)
    return data.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
BODY = "word/document.xml"
CELLS = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&l11;</t></is></c></row></sheetData></worksheet>'
TEXT = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&l11;</w:t></w:r></w:p></w:body></w:document>'


def entities(project: Project, body: str, *, outside: bool) -> bytes:
    return ((OUTSIDE.format(project.root / "secret.txt") if outside else DOCTYPE) + body).encode()


IMPORTED: dict[str, Callable[[Project], tuple[str, bytes]]] = {
    "workbook of two gigabytes": lambda p: ("甲.xlsx", packed({SHEET: 2 * GIB}, book_of(ROWS))),
    "workbook with entities": lambda p: (
        "甲.xlsx",
        packed({SHEET: entities(p, CELLS, outside=False)}, book_of(ROWS)),
    ),
    "workbook with a file from outside": lambda p: (
        "甲.xlsx",
        packed({SHEET: entities(p, CELLS, outside=True)}, book_of(ROWS)),
    ),
    "workbook with entities among its texts": lambda p: (
        "甲.xlsx",
        packed(
            {
                "xl/sharedStrings.xml": (DOCTYPE + "<sst><si><t>&l11;</t></si></sst>").encode(),
                "xl/workbook.xml": (DOCTYPE + "<workbook>&l11;</workbook>").encode(),
            },
            book_of(ROWS),
        ),
    ),
    "workbook that lies": lambda p: ("甲.xlsx", lying(packed({SHEET: GIB // 2}, book_of(ROWS)), SHEET, 100)),
    "workbook of sixty thousand files": lambda p: (
        "甲.xlsx",
        packed({f"xl/a{number}.xml": b"" for number in range(60_000)}, book_of(ROWS)),
    ),
    "workbook inside of a workbook": lambda p: (
        "甲.xlsx",
        packed({SHEET: packed({SHEET: GIB // 4}, book_of(ROWS))}, book_of(ROWS)),
    ),
    "old workbook of rubbish": lambda p: ("甲.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5000),
    "table of one line": lambda p: ("甲.csv", b"a," * (20 << 20)),
    "table of an open quote": lambda p: ("甲.csv", '荣誉名称,级别\n"'.encode() + b"a\n" * (10 << 20)),
    "document of two gigabytes": lambda p: ("甲.docx", packed({BODY: 2 * GIB}, document())),
    "document with entities": lambda p: (
        "甲.docx",
        packed({BODY: entities(p, TEXT, outside=False)}, document()),
    ),
    "document with a file from outside": lambda p: (
        "甲.docx",
        packed({BODY: entities(p, TEXT, outside=True)}, document()),
    ),
    "document that lies": lambda p: ("甲.docx", lying(packed({BODY: GIB // 2}, document()), BODY, 100)),
    "document with styles of a gigabyte": lambda p: ("甲.docx", packed({"word/styles.xml": GIB}, document())),
    "document with numbering of entities": lambda p: (
        "甲.docx",
        packed({"word/numbering.xml": (DOCTYPE + "<a>&l11;</a>").encode()}, document()),
    ),
    "text of one word": lambda p: ("甲.txt", "甲".encode() * (8 << 20)),
    "text of brackets": lambda p: ("甲.md", b"[" * (1 << 20)),
}


@pytest.mark.parametrize("name", IMPORTED)
def test_an_import_refuses_it(project: Project, name: str) -> None:
    file, data = IMPORTED[name](project)
    put(project.root / file, data)
    before = {path: path.read_bytes() for path in project.data.rglob("*.yml")}
    code, said = run(
        project, "import", file, "--学校", "无" if not file.endswith(("docx", "txt", "md")) else "", "--是"
    )

    assert code in {0, 1}, said
    assert "程序出错了" not in said, said
    assert "Traceback" not in said
    made = {path.read_text(encoding="utf-8") for path in project.data.rglob("*.yml") if path not in before}
    assert "外面的秘密" not in "".join(made) + said
    assert "哈哈哈" not in "".join(made) + said
    if name not in {
        "text of brackets",
        "workbook of sixty thousand files",
        "document with styles of a gigabyte",
        "document with numbering of entities",
    }:
        assert code == 1, said
        assert made == set()


def test_pictures_of_a_document_are_taken_out_within_bounds(project: Project) -> None:
    parts: dict[str, bytes | int] = {
        f"word/media/image{number}.png": png(60_000, 60_000) for number in range(3)
    }
    parts["word/media/image9.png"] = GIB
    put(project.root / "甲.docx", packed(parts, document()))
    code, said = run(project, "import", "甲.docx", "--类型", "品牌", "--取图片")

    assert code in {0, 1}
    assert "程序出错了" not in said, said
    assert list((project.data / "media").rglob("*.png")) == []


def test_what_is_pasted_without_end_is_not_read_to_its_end(project: Project) -> None:
    code, said = run(project, "import", "-", given=b"a" * (64 << 20))

    assert code == 1
    assert "[manuscript-long]" in said


def test_front_matter_of_aliases_makes_no_page_of_gigabytes(project: Project) -> None:
    laughs = "".join(f"k{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 10))
    text = f"---\na0: &a0 甲\n{laughs.replace('*a0', '*a0')}title: *a9\ndescription: *a9\n---\n\n# 甲\n"
    put(project.content / "guides/bomb.md", text.encode())
    code, said = run(project, "build")

    assert code == 1, said
    assert "[page-settings]" in said
    assert "content/guides/bomb.md" in said
    assert "程序出错了" not in said, said
