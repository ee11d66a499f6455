"""A Word file is read as its author saw it: words in order, Word's own numbers, nothing that was taken back."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from PIL import Image

from generator.manuscript.paragraphs import Manuscript, Paragraph
from generator.manuscript.reading import read_file, read_pasted
from generator.manuscript.word import read_word
from generator.problems import Problem
from tests.manuscripts import data_of, number, paragraph, run, with_parts, word_of

LEVELS = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def read(data: bytes) -> Manuscript:
    return read_word(io.BytesIO(data))


def texts(data: bytes) -> list[str]:
    return [one.text for one in read(data).paragraphs]


def only(data: bytes) -> Paragraph:
    (one,) = read(data).paragraphs
    return one


def listed(number: int, depth: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def refusal(data: bytes) -> Problem:
    manuscript, problems = read_pasted(io.BytesIO(data))
    assert manuscript is None
    (problem,) = problems
    return problem


def test_headings_have_their_style_s_level_and_the_title_is_known() -> None:
    document = Document()
    document.add_paragraph("经验材料", style="Title")
    document.add_heading("主要做法", level=1)
    document.add_heading("双岗引领", level=2)
    document.add_paragraph("正文。")

    found = [(one.text, one.level, one.title) for one in read(data_of(document)).paragraphs]

    assert found == [
        ("经验材料", 0, True),
        ("主要做法", 1, False),
        ("双岗引领", 2, False),
        ("正文。", 0, False),
    ]


def test_heading_by_outline_level_and_by_a_style_based_on_another() -> None:
    document = Document()
    document.styles.add_style("自定标题", 1).base_style = document.styles["Heading 2"]
    document.add_paragraph("继承来的", style="自定标题")
    data = data_of(document)
    outlined = word_of(paragraph("大纲级别", properties='<w:outlineLvl w:val="2"/>'))

    assert only(data).level == 2
    assert only(outlined).level == 3


@pytest.mark.parametrize(
    ("form", "pattern", "labels"),
    [
        ("chineseCounting", "%1、", ["一、", "二、"]),
        ("japaneseCounting", "（%1）", ["（一）", "（二）"]),
        ("decimal", "%1.", ["1.", "2."]),
        ("decimalEnclosedCircleChinese", "%1", ["①", "②"]),
        ("upperLetter", "%1.", ["A.", "B."]),
        ("lowerRoman", "%1)", ["i)", "ii)"]),
    ],
)
def test_numbers_that_word_counts_are_labels(form: str, pattern: str, labels: list[str]) -> None:
    body = paragraph("甲", properties=listed(3)) + paragraph("乙", properties=listed(3))
    data = word_of(body, numbering=LEVELS.format(form=form, text=pattern))

    assert [one.label for one in read(data).paragraphs] == labels


def test_inner_numbers_begin_again_and_an_override_starts_where_it_says() -> None:
    body = "".join(
        paragraph("项", properties=listed(number, depth))
        for number, depth in ((3, 0), (3, 1), (3, 1), (3, 0), (3, 1), (4, 0))
    )
    data = word_of(body, numbering=LEVELS.format(form="decimal", text="%1."))

    assert [one.label for one in read(data).paragraphs] == ["1.", "1.1", "1.2", "2.", "2.1", "5."]


def test_empty_paragraph_of_a_list_counts_nothing() -> None:
    body = (
        paragraph("甲", properties=listed(3))
        + paragraph("", properties=listed(3))
        + paragraph("乙", properties=listed(3))
    )
    data = word_of(body, numbering=LEVELS.format(form="decimal", text="%1."))

    assert [one.label for one in read(data).paragraphs] == ["1.", "", "2."]


def test_bullets_and_numbers_of_word_s_own_styles() -> None:
    document = Document()
    document.add_paragraph("学习", style="List Bullet")
    document.add_paragraph("技能", style="List Number")
    number(document.add_paragraph("业绩"), 1)
    first, second, _ = read(data_of(document)).paragraphs

    assert (first.bullet, first.label) == (True, "")
    assert (second.bullet, second.label) == (False, "1.")


def test_table_rows_become_lines_with_colons_or_semicolons() -> None:
    document = Document()
    pair = document.add_table(rows=1, cols=2)
    pair.rows[0].cells[0].text, pair.rows[0].cells[1].text = "活动时间", "2024年6月3日"
    wide = document.add_table(rows=1, cols=3)
    for cell, text in zip(wide.rows[0].cells, ("甲", "乙", "丙"), strict=True):
        cell.text = text

    assert [(one.text, one.place) for one in read(data_of(document)).paragraphs] == [
        ("活动时间：2024年6月3日", "表格 1"),
        ("甲；乙；丙", "表格 2"),
    ]


def test_text_box_follows_its_paragraph_once() -> None:
    box = f"<w:txbxContent>{paragraph('框里的话。')}</w:txbxContent>"
    anchored = f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"

    found = read(word_of(paragraph("前。", anchored))).paragraphs

    assert [(one.text, one.aside) for one in found] == [("前。", ""), ("框里的话。", "文本框 1")]


def test_tracked_changes_give_the_accepted_text_and_say_so() -> None:
    deleted = "<w:del><w:r><w:delText>旧话</w:delText></w:r></w:del>"
    inserted = f"<w:ins>{run('新话')}</w:ins>"
    moved = f"<w:moveFrom>{run('搬走的')}</w:moveFrom>"

    manuscript = read(word_of(paragraph("开头，", deleted, inserted, moved, "。")))

    assert [one.text for one in manuscript.paragraphs] == ["开头，新话。"]
    assert "修订痕迹" in manuscript.remarks[0]
    assert "旧话；搬走的" in manuscript.remarks[0]


def test_comments_headers_and_footers_are_left_out_and_listed() -> None:
    document = Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "内部资料"
    section.footer.paragraphs[0].text = "第 1 页"
    document.add_comment(document.add_paragraph("正文。").runs, text="这里要核实", author="甲")

    manuscript = read(data_of(document))

    assert [one.text for one in manuscript.paragraphs] == ["正文。"]
    assert manuscript.remarks == (
        "批注 1 条，没有写进草稿：这里要核实",
        "页眉页脚没有写进草稿：内部资料；第 1 页",
    )


def test_footnotes_stand_beside_the_text() -> None:
    notes = (
        '<w:footnote w:type="separator"><w:p/></w:footnote><w:footnote w:id="2">'
        + paragraph("见年鉴。")
        + "</w:footnote>"
    )
    data = word_of(paragraph("正文", '<w:r><w:footnoteReference w:id="2"/></w:r>', "。"), footnotes=notes)

    assert [(one.text, one.aside) for one in read(data).paragraphs] == [
        ("正文。", ""),
        ("见年鉴。", "脚注 1"),
    ]


def test_fields_show_their_result_and_hidden_words_are_told() -> None:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    field = begin + "<w:r><w:instrText>DATE</w:instrText></w:r>" + separate + run("2024年") + end

    manuscript = read(word_of(paragraph("于", field, "举行", run("暗话", "<w:vanish/>"), "。")))

    assert [one.text for one in manuscript.paragraphs] == ["于2024年举行。"]
    assert manuscript.remarks == ("有隐藏的文字，没有写进草稿：暗话",)


def test_sounds_above_characters_are_left_out() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('dǎng')}</w:rt><w:rubyBase>{run('党')}</w:rubyBase></w:ruby></w:r>"

    manuscript = read(word_of(paragraph(ruby, "建")))

    assert [one.text for one in manuscript.paragraphs] == ["党建"]
    assert manuscript.remarks == ("汉字上面的拼音 1 处，没有写进草稿：dǎng",)


def test_breaks_tabs_symbols_and_soft_hyphens() -> None:
    signs = (
        "<w:r><w:br/></w:r>",
        '<w:r><w:sym w:font="Wingdings" w:char="F06C"/></w:r>',
        "<w:r><w:softHyphen/><w:tab/></w:r>",
    )

    assert texts(word_of(paragraph("甲", *signs, "乙"))) == ["甲\n•\u00ad 乙"]


def test_bold_start_is_measured() -> None:
    one = only(word_of(paragraph(run("抓学习。", "<w:b/>"), "每周一学。")))

    assert (one.lead, one.bold) == (4, False)
    assert only(word_of(paragraph(run("小标题", "<w:b/>")))).bold
    assert not only(word_of(paragraph(run("不粗", '<w:b w:val="0"/>')))).bold


def test_content_controls_and_hyperlinks_keep_their_words() -> None:
    body = f"<w:sdt><w:sdtContent>{paragraph('控件里。')}</w:sdtContent></w:sdt>" + paragraph(
        f"<w:hyperlink>{run('链接')}</w:hyperlink>"
    )

    assert texts(word_of(body)) == ["控件里。", "链接"]


def test_strict_dialect_is_read_too() -> None:
    strict = (
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>'
        "<w:p><w:r><w:t>严格格式。</w:t></w:r></w:p></w:body></w:document>"
    )

    assert texts(with_parts(data_of(Document()), {"word/document.xml": strict.encode()})) == ["严格格式。"]


def test_pictures_are_counted_once_each() -> None:
    document = Document()
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG")
    document.add_picture(io.BytesIO(out.getvalue()))
    document.add_picture(io.BytesIO(out.getvalue()))

    (picture,) = read(data_of(document)).pictures

    assert picture.part.startswith("word/media/")
    assert picture.size == len(out.getvalue())


def test_part_that_a_relation_names_and_that_is_not_there_is_passed_over() -> None:
    document = Document()
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG")
    document.add_picture(io.BytesIO(out.getvalue()))
    data = data_of(document)
    name = read(data).pictures[0].part

    assert read(with_parts(data, {name: None})).pictures == ()


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "manuscript-foreign", ".docx"),
        (b"%PDF-1.7\n", "manuscript-foreign", ".docx"),
        (b"{\\rtf1\\ansi}", "manuscript-foreign", ".docx"),
        (b"\xff\xd8\xff\xe0", "manuscript-foreign", "data/media/"),
        (b"PK\x03\x04broken", "manuscript-broken", "另存"),
        (b"", "manuscript-empty", "选错"),
        (b" \n\t", "manuscript-empty", "选错"),
        (bytes(range(256)) * 4, "manuscript-foreign", "UTF-8"),
    ],
)
def test_what_is_no_manuscript_is_named_with_its_cure(data: bytes, code: str, word: str) -> None:
    problem = refusal(data)

    assert problem.code == code
    assert word in problem.hint


def test_workbook_is_no_word_file() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "_rels/.rels", '<R xmlns="x"><Relationship Type="x/officeDocument" Target="xl/workbook.xml"/></R>'
        )
        archive.writestr("xl/workbook.xml", "<x/>")

    assert refusal(out.getvalue()).message == "这不是 Word 文档。"


def test_archive_without_a_text_is_broken() -> None:
    assert refusal(with_parts(data_of(Document()), {"word/document.xml": None})).code == "manuscript-broken"


def test_locked_archive_is_told_apart(tmp_path: Path) -> None:
    data = bytearray(data_of(Document()))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 8] |= 1

    assert refusal(bytes(data)).code == "manuscript-locked"


def test_file_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    assert read_file(tmp_path / "没有.docx")[1][0].severity.value == "错误"
    assert read_file(tmp_path)[1][0].code in {"manuscript-foreign", "folder-readonly"}
