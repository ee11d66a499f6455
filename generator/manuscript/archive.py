"""Open a Word file as the archive that it is, and read its parts within bounds.

Nothing is read that was not asked for, and nothing longer than its bound: an archive may lie about both."""

from __future__ import annotations

from typing import IO
from zipfile import ZipFile

from lxml import etree

from generator.gate.attachments import BROKEN

MOST_ENTRIES = 5_000
MOST_BYTES = 16 << 20
"""So long may one part of XML be, unpacked."""
MOST_PICTURE_BYTES = 64 << 20
_BROKEN = (*BROKEN, KeyError)


class Unreadable(Exception):  # noqa: N818 - it says what the document is, and never leaves this package
    """The document cannot be read; `reason` and `cure` are for the person who gave it."""

    def __init__(self, code: str, reason: str, cure: str) -> None:
        super().__init__(reason)
        self.code, self.reason, self.cure = code, reason, cure


def broken(what: str) -> Unreadable:
    """Return the refusal of a file that is damaged."""
    cure = "在 Word 或 WPS 里打开它，另存为新的 .docx，再导入一次；打不开就重新要一份。"
    return Unreadable("manuscript-broken", f"这份文档是坏的，{what}", cure)


def too_long(what: str) -> Unreadable:
    """Return the refusal of a file that holds more than a manuscript does."""
    cure = "只留要上网的部分，或者分成几份文件，一份一份导入。"
    return Unreadable("manuscript-long", f"这份材料太大：{what}。", cure)


def open_archive(file: IO[bytes]) -> ZipFile:
    """Return the archive; one that is broken, locked or overfull is Unreadable."""
    try:
        archive = ZipFile(file)
    except _BROKEN as error:
        raise broken("压缩包读不出来。") from error
    if len(archive.infolist()) > MOST_ENTRIES:
        raise too_long(f"里面有 {len(archive.infolist())} 个文件")
    if any(info.flag_bits & 1 for info in archive.infolist()):
        cure = "在 Word 里打开，去掉密码（文件 → 信息 → 保护文档），另存一份再导入。"
        raise Unreadable("manuscript-locked", "这份文档加了密码，读不了。", cure)
    return archive


def read_part(archive: ZipFile, name: str, most: int = MOST_BYTES) -> bytes | None:
    """Return the bytes of a part, None where there is no such part."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if info.file_size > most:
        raise too_long(f"{name} 展开后有 {info.file_size >> 20} MB")
    try:
        with archive.open(info) as part:
            return part.read(most)
    except (*_BROKEN, RuntimeError) as error:
        raise broken(f"里面的 {name} 读不出来。") from error


def read_xml(archive: ZipFile, name: str) -> etree._Element | None:
    """Return the root of a part, None where there is none; no entity of it is resolved, no address called."""
    data = read_part(archive, name)
    if data is None:
        return None
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken(f"里面的 {name} 读不出来。") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise broken(f"里面的 {name} 带着 Word 不会写的外部引用。")
    return root
