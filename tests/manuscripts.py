"""Word documents and texts as schools write them, all invented, for the tests of `showcase import`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, cast

from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph

BRAND_TITLE = "“2345”引领聚合力 示例学校党建品牌经验材料"
BRAND_BODY: Sequence[tuple[str, str]] = (
    ("", "示例学校党总支围绕立德树人，探索形成“2345”党建品牌，即双岗、三比、四创、五帮。"),
    ("h1", "一、创建背景"),
    ("", "学校地处城乡结合部，教师年龄结构偏大。党总支决定用品牌把党员的作用发挥出来。"),
    ("h1", "二、主要做法"),
    ("", "学校把品牌落到日常工作里。"),
    ("h2", "（一）双岗引领，建强队伍"),
    ("", "一是教书育人岗，引导党员教师站稳讲台，每学期上一堂示范课；二是党员示范岗，在服务师生中亮身份。"),
    ("", "学校设立党员示范岗18个。"),
    ("h2", "（二）三比争先，提升本领"),
    ("", "党员之间开展“三比”：学习、技能、业绩。"),
    ("h2", "（三）四创并举，涵养校风"),
    ("h3", "1.书香校园"),
    ("", "建好书香走廊和阅览室，坚持早读和晚阅。"),
    ("h3", "2.青少年法治教育基地"),
    ("", "建设法治文化长廊，邀请法治副校长进校园。"),
    ("h3", "3.青少年禁毒教育基地"),
    ("", "用好电子显示屏和主题班会。"),
    ("h3", "4.消防教育基地"),
    ("h2", "（四）五帮行动，传递温暖"),
    ("", "帮教后进生、关爱留守儿童、帮助困难户、帮扶挂点村、帮扶农村薄弱学校，件件有人抓。"),
    ("", "党总支发起爱心捐款，筹集善款7.7万元。学生张小明因患白血病住院，党员教师上门看望。"),
    ("h1", "三、取得成效"),
    ("", "党总支被评为XX市先进基层党组织。名师工作室现有成员21名。到2026年力争建成市级基地1个。"),
    ("h1", "四、经验启示"),
    ("", "一要抓实支部建设；二要抓住教师主体；三要抓好制度落实。"),
)


def brand_document() -> Word:
    """Return a school's brand as a Word file with styles of headings."""
    document = Document()
    document.add_paragraph(BRAND_TITLE, style="Title")
    for style, text in BRAND_BODY:
        if style:
            document.add_heading(text, level=int(style[1]))
        else:
            document.add_paragraph(text)
    return document


def brand_text() -> str:
    """Return the same as plain text, without any style."""
    return "\n".join([BRAND_TITLE, "", *(text for _, text in BRAND_BODY)]) + "\n"


def data_of(document: Word) -> bytes:
    """Return a document as the bytes of its file."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_parts(data: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """Return a Word file with parts replaced, added, or taken away where None."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename not in parts:
                new.writestr(info, old.read(info))
        for name, text in parts.items():
            if text is not None:
                new.writestr(name, text)
    return out.getvalue()


def word_of(body: str, **parts: str) -> bytes:
    """Return a Word file whose body is this XML; keywords name other parts: numbering, footnotes, comments."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    main = (
        f"<?xml version='1.0' encoding='UTF-8'?><w:document {space} {mc}><w:body>{body}</w:body></w:document>"
    )
    others = {
        f"word/{name}.xml": f"<?xml version='1.0' encoding='UTF-8'?><w:{name} {space}>{text}</w:{name}>".encode()
        for name, text in parts.items()
    }
    return with_parts(data_of(Document()), {"word/document.xml": main.encode(), **others})


def number(paragraph: Paragraph, list_number: int, depth: int = 0) -> None:
    """Let Word number a paragraph by itself."""
    properties = paragraph._p.get_or_add_pPr()
    listed = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", depth), ("w:numId", list_number)):
        element = OxmlElement(name)
        element.set(qn("w:val"), str(value))
        listed.append(element)
    properties.append(cast("Any", listed))


def run(text: str, properties: str = "") -> str:
    """Return a run of words as XML."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """Return a paragraph as XML; what is no XML yet becomes a run."""
    inner = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"
