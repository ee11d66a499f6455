"""What a file is, by what stands in it; its name may say anything."""

from __future__ import annotations

import re
from enum import Enum
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from generator.workbook.grid import Unreadable, damaged, too_large


class Form(Enum):
    """What a file turned out to be; the value is what staff call it."""

    XLSX = "Excel 工作簿"
    XLS = "Excel 97—2003 工作簿"
    TEXT = "文字文件"
    DOCX = "Word 文档"
    DOC = "Word 97—2003 文档"
    ENCRYPTED = "加密的 Office 文件"
    XLSB = "Excel 二进制工作簿（.xlsb）"
    ODS = "OpenDocument 表格（.ods）"
    NUMBERS = "苹果 Numbers 表格"
    HTML = "网页（很多系统导出的“.xls”其实是网页）"
    XML = "XML 表格"
    PDF = "PDF 文件"
    PICTURE = "图片"
    SLIDES = "PowerPoint 文稿"
    ARCHIVE = "压缩包"
    OLE = "老格式的 Office 文件"
    EMPTY = "空文件"


ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS = (
    (b"%PDF", Form.PDF),
    (b"\x89PNG", Form.PICTURE),
    (b"\xff\xd8\xff", Form.PICTURE),
    (b"GIF8", Form.PICTURE),
    (b"BM", Form.PICTURE),
    (b"Rar!", Form.ARCHIVE),
    (b"7z\xbc\xaf", Form.ARCHIVE),
    (b"\x1f\x8b", Form.ARCHIVE),
    (b"\x09\x08", Form.XLS),
    (b"\x09\x04", Form.XLS),
)
_IN_ZIP = (
    ("xl/workbook.xml", Form.XLSX),
    ("xl/workbook.bin", Form.XLSB),
    ("word/document.xml", Form.DOCX),
    ("ppt/presentation.xml", Form.SLIDES),
    ("index/document.iwa", Form.NUMBERS),
    ("index.zip", Form.NUMBERS),
)
_CENTRAL_DIRECTORY = 4 << 20
"""Bytes: some 50,000 files, far more than any document has."""


def form_of(data: bytes) -> Form:
    """Return what the bytes of a file are. A zip file that is not whole is Unreadable."""
    if not data.strip():
        return Form.EMPTY
    if data.startswith(ZIP):
        return _form_in_zip(data)
    if data.startswith(_OLE):
        return _form_in_ole(data)
    for start, form in _STARTS:
        # Text that begins with BM is no picture: a picture's header has zero bytes.
        if data.startswith(start) and (form is not Form.PICTURE or start != b"BM" or b"\0" in data[:16]):
            return form
    head = data[:4096].lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return Form.XML
    if re.search(rb"<html|<!doctype html|<table", head):
        return Form.HTML
    return Form.TEXT


def open_zip(data: bytes) -> ZipFile:
    """Return the archive, its list of files not yet larger than is safe to read."""
    end = data.rfind(b"PK\x05\x06")
    if end >= 0 and int.from_bytes(data[end + 12 : end + 16], "little") > _CENTRAL_DIRECTORY:
        raise too_large("压缩包里的文件多得不正常")
    try:
        return ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise damaged("文件不完整，可能没有下载完、没有复制完") from error


def part_names(archive: ZipFile) -> dict[str, str]:
    """Return the names in an archive by how they ought to be written: "/" and small letters."""
    return {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}


def _form_in_zip(data: bytes) -> Form:
    with open_zip(data) as archive:
        names = part_names(archive)
        for name, form in _IN_ZIP:
            if name in names:
                return form
        if "content.xml" in names and "mimetype" in names:
            return Form.ODS
        return Form.XLSX if any(name.startswith("xl/") for name in names) else Form.ARCHIVE


def _form_in_ole(data: bytes) -> Form:
    streams = {
        "EncryptedPackage": Form.ENCRYPTED,
        "WordDocument": Form.DOC,
        "Workbook": Form.XLS,
        "Book": Form.XLS,
    }
    for name, form in streams.items():
        if name.encode("utf-16-le") in data:
            return form
    return Form.OLE


def refuse(form: Form) -> Unreadable:
    """Return why a file that is no workbook cannot be read as one."""
    if form is Form.ENCRYPTED:
        hint = "用 Excel 或 WPS 打开，在“文件 → 信息 → 保护工作簿 → 用密码进行加密”里清空密码，保存后再导入。"
        return Unreadable("workbook-encrypted", "文件设了打开密码", hint)
    if form is Form.EMPTY:
        return Unreadable("workbook-format", "文件是空的", "看看是不是没有保存，或者没有复制完。")
    hint = "用能打开它的程序（Excel、WPS）打开，另存为“Excel 工作簿（.xlsx）”，再导入那一份。"
    if form in {Form.PDF, Form.PICTURE}:
        hint = "请找原来的 Excel 表；只有扫描件时，把内容录入模板：showcase export --模板 荣誉模板.xlsx。"
    space = " " if form.value[0].isascii() else ""
    return Unreadable("workbook-format", f"这是{space}{form.value}，不是能读的表格", hint)
