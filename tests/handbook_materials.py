"""What a school has at hand when it follows the handbook: the office's workbook, a document, a phone's photos.

All invented; as untidy as such files are."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
from docx import Document

from tests.example_copy import ROOT
from tests.manuscripts import data_of
from tests.photographs import phone_photo, photograph
from tests.workbooks import fill, saved

WORKBOOK, DOCUMENT = "荣誉2026.xlsx", "材料.docx"
PHONE_PHOTO = ROOT / "tests" / "photos" / "phone.heic"

HONORS = (
    ("文明校园", "省", "2026.3", "省文明办"),
    ("平安校园", "全省", "2026年3月", None),
    ("书香校园", "省级", datetime(2026, 4, 23), "省教育厅"),  # noqa: DTZ001 - a workbook's dates have no zone
    ("绿色学校", "市", "2026.4", "市教育局"),
    ("先进基层党组织", "市级", 46204, "市委组织部"),
    ("党建工作示范点", "全市", "2026-06-30", "市教育局党委"),
    ("五四红旗团支部", "市", "2026/5/4", "团市委"),
    ("教研工作先进单位", "市级 ", "2026.6", "市教育局"),
    ("语言文字规范化示范校", "市", "2026年", "市语委"),
    ("节水型单位", "市", "2026.05", "市水务局"),
    ("档案工作先进集体", "县区级", "2026.1", "区档案馆"),
    ("工会工作先进单位", "区", "2026.1", "区总工会"),
    ("巾帼文明岗", "区级", "2026.3", "区妇联"),
    ("法治宣传先进单位", "县", "2026.4", "区司法局"),
    ("消防工作先进单位", "县级", "2026.4", "区消防救援大队"),
    ("禁毒宣传先进单位", "区", "2026.6", "区禁毒办"),
    ("健康学校", "区", "2026.6", "区卫健局"),
    ("劳动教育实践基地", "区", "2026.7", "区教育局"),
    ("家长学校示范校", "区", "2026.7", "区教育局"),
    ("信息宣传先进单位", "区", "2026.8", "区教育局"),
    ("志愿服务先进集体", "区", "2026.8", "区文明办"),
    ("垃圾分类示范校", "区", "2026.8", "区城管局"),
    ("教学常规管理先进单位", "区", "2026.9", "区教育局"),
    ("师德师风建设先进单位", "区", "2026.9", "区教育局"),
    ("先进党支部", "区", "2026.7", "区教育局党委"),
    ("心理健康教育特色校", "市", "2026.9", "市教育局"),
    ("综合治理先进单位", "区", "2026.9", "区政法委"),
    ("体育传统特色校", "市", "2026.10", "市体育局"),
    ("艺术教育先进单位", "市", "2026.10", "市教育局"),
    ("安全工作先进单位", "区", "2026.10", "区教育局"),
)
"""Thirty, each with its level, date and issuer as somebody typed them."""

FIRST_SHEET = 18
TITLE_ROWS = (
    ["示例学校2026年度荣誉统计表"],
    ["填表：办公室", None, None, None, f"{date(2026, 10, 30):%Y.%m.%d}"],
)
HEADER = ["序号", "荣誉名称", "级别", "获奖时间", "颁奖单位", "备注"]


def honors_workbook() -> bytes:
    """Return the year's honours on two sheets: titles above the header, merged levels, dates of every kind, blanks."""
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first.title = "上半年"
    rows = [[number, *row, None] for number, row in enumerate(HONORS, 1)]
    # The region's level is typed once, in a cell that reaches over all that follow.
    for row in rows[11:FIRST_SHEET]:
        row[2] = None
    top = len(TITLE_ROWS) + 2
    merged = f"C{top + 10}:C{top + FIRST_SHEET - 1}"
    fill(first, [*TITLE_ROWS, HEADER, *rows[:FIRST_SHEET], [], []], ["A1:F1", merged])
    first.cell(top + 4, 4).number_format = "yyyy/m"
    # Some were handed in twice.
    fill(book.create_sheet("下半年"), [HEADER, *rows[FIRST_SHEET:], rows[0], rows[24]])
    fill(book.create_sheet("说明"), [["级别按证书填写"], ["没有证书的先空着"]])
    return saved(book)


def document() -> bytes:
    """Return a piece of news as the office wrote it."""
    text = Document()
    text.add_paragraph("示例学校开展“我为群众办实事”志愿服务活动", style="Title")
    for paragraph in (
        "2026年9月10日,示例学校党支部组织党员教师走进社区，开展志愿服务。",
        "活动中，党员教师分成三组:一组打扫楼道，一组陪老人聊天，一组给孩子讲故事。",
        "第 1 页",
        "社区居民說，希望這樣的活動能常來。",
        "此次活动共有XX名党员教师参加。",
    ):
        text.add_paragraph(paragraph)
    return data_of(text)


def _screenshot() -> bytes:
    data = BytesIO()
    photograph(1600, 1200, 3).save(data, "PNG")
    return data.getvalue()


def lay_out(root: Path) -> None:
    """Put everything where the handbook says it is."""
    (root / WORKBOOK).write_bytes(honors_workbook())
    (root / DOCUMENT).write_bytes(document())
    folder = root / "data" / "media" / "2026"
    folder.mkdir(parents=True)
    (folder / "IMG_0701.jpg").write_bytes(phone_photo(2400, 1800, 1, orientation=6))
    shutil.copy(PHONE_PHOTO, folder / "IMG_0702.HEIC")
    (folder / "IMG_0703.png").write_bytes(_screenshot())
    (folder / "IMG_0704.jpg").write_bytes(phone_photo(2400, 1800, 4))
