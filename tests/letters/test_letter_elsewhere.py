"""`inspect` on files as other programs write them: formats in styles, themes and character styles, rules that are shapes, heads made with
tabs or text boxes, lists that number themselves. The files are written here, in the ways those programs are known for."""

import re

import pytest
from tests.letters.drafts import packed

from minhchung.letters.inspecting import inspect
from minhchung.text.extract import ExtractError

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# As Word's own template: the defaults name a theme font, the body style is based on another, bold comes from a character style.
STYLES = f"""<w:styles {NS}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>
<w:sz w:val="22"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>
<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>
</w:pPr><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="BodyText"><w:name w:val="Body Text"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="120"/>
<w:ind w:firstLine="720"/><w:jc w:val="both"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr>
<w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar>
<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>"""
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
    '<a:majorFont><a:latin typeface="Calibri Light"/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/></a:minorFont>'
    "</a:fontScheme></a:themeElements></a:theme>"
)
HEADER = f"""<w:hdr {NS}><w:p><w:pPr><w:framePr w:xAlign="center"/></w:pPr><w:r><w:rPr><w:sz w:val="26"/></w:rPr>
<w:fldChar w:fldCharType="begin"/></w:r>
<w:r><w:instrText> PAGE \\* MERGEFORMAT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>
<w:r><w:rPr><w:sz w:val="26"/></w:rPr>
<w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>"""
SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="h"/><w:pgSz w:w="11907" w:h="16840"/><w:pgMar w:top="1134" w:right="1134" '
    'w:bottom="1134" w:left="1701" w:header="567" w:footer="567"/><w:titlePg/></w:sectPr>'
)


def p(text: str, *, style: str = "Normal", props: str = "", look: str = "") -> str:
    """A paragraph; `look` are run properties, `props` paragraph properties."""
    run = f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' if text and not text.startswith("<") else text
    run = run.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{props}</w:pPr>{run}</w:p>'


def size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/>'


def shape(millimetres: float) -> str:
    """A straight line as Word writes it: the new form, and the old one for older readers."""
    emu = round(millimetres * 36000)
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:extent cx="{emu}" cy="0"/>'
        '<a:graphic><a:graphicData><wps:wsp><wps:spPr><a:prstGeom prst="line"/></wps:spPr></wps:wsp></a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></mc:Choice>"
        '<mc:Fallback><w:pict><v:line from="0,0" to="20pt,0"/></w:pict></mc:Fallback></mc:AlternateContent></w:r>'
    )


def old_shape(millimetres: float) -> str:
    """A straight line as Word 2003 writes it."""
    return f'<w:r><w:pict><v:line from="10pt,1pt" to="{10 + millimetres / 25.4 * 72:.1f}pt,1pt"/></w:pict></w:r>'


CENTRE = '<w:jc w:val="center"/>'
BOLD, SLANTED = "<w:b/>", "<w:i/>"
LONG = "Các phòng, đơn vị rà soát kết quả thực hiện các nhiệm vụ được giao tại Kế hoạch và gửi báo cáo hằng tháng về Phòng Văn hóa - Xã hội"
BODY = (
    p("Kính gửi: Các phòng, đơn vị thuộc Ủy ban nhân dân phường", props=CENTRE)
    + p(LONG + " để tổng hợp.", style="BodyText")
    + p(LONG + " trước ngày 20 hằng tháng./.", style="BodyText")
)


def row(*cells: str, widths: tuple[int, ...] = (3855, 5217)) -> str:
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>' for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{made}</w:tr>"


def table(*rows: str) -> str:
    return f'<w:tbl><w:tblPr><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid/>{"".join(rows)}</w:tbl>'


def head(under_motto: str = shape(56), under_issuer: str = shape(15)) -> str:
    """The head as a table; bold by a character style, capitals by a format."""
    strong = '<w:rStyle w:val="Strong"/>'
    left = p("Ủy ban nhân dân", props=CENTRE, look=f"{strong}<w:caps/>{size(12)}") + p(
        "phường Vân Khê", props=CENTRE, look=f"{strong}<w:caps/>{size(12)}"
    )
    right = p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", style="Title", look=size(12)) + p(
        "Độc lập - Tự do - Hạnh phúc", style="Title", look=size(13)
    )
    number = p("Số: 15/UBND-VHXH", props=CENTRE, look=size(13))
    about = p("V/v cải cách hành chính", props='<w:spacing w:before="120"/>' + CENTRE, look=size(12))
    dated = p("Vân Khê, ngày 05 tháng 01 năm 2026", props=CENTRE, look=SLANTED + size(13))
    return table(row(left + p(under_issuer), right + p(under_motto)), row(number + about, dated))


def foot() -> str:
    left = p("Nơi nhận:", look=BOLD + SLANTED + size(12)) + p("- Như trên;", look=size(11)) + p("- Lưu: VT, VHXH.", look=size(11))
    right = p("TM. ỦY BAN NHÂN DÂN", style="Title") + p("CHỦ TỊCH", style="Title") + p("") * 4 + p("Nguyễn Minh Đức", style="Title")
    return table(row(left, right))


def docx(body: str, *, numbering: str = "", section: str = SECTION) -> bytes:
    main = f"<w:document {NS}><w:body>{body}{section}</w:body></w:document>"
    members = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="m" '
        f'Type="{REL}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="h" Type="{REL}/header" Target="header1.xml"/></Relationships>',
        "word/document.xml": main, "word/styles.xml": STYLES, "word/theme/theme1.xml": THEME, "word/header1.xml": HEADER,
    }  # fmt: skip
    if numbering:
        members["word/numbering.xml"] = numbering
    return packed({name: content.encode() for name, content in members.items()})


def codes(data: bytes) -> list[str]:
    return [issue.code for issue in inspect(data)]


def test_a_letter_of_words_making_is_read_through_its_styles() -> None:
    assert codes(docx(head() + BODY + foot())) == []


def test_rules_of_the_old_form_count_as_rules() -> None:
    assert codes(docx(head(old_shape(56), old_shape(15)) + BODY + foot())) == []
    assert codes(docx(head(old_shape(30), old_shape(15)) + BODY + foot())) == ["motto_rule_length"]


def test_bold_set_in_two_styles_at_once_cancels_out() -> None:
    twice = head().replace(
        '<w:pStyle w:val="Title"/></w:pPr><w:r><w:rPr>', '<w:pStyle w:val="Title"/></w:pPr><w:r><w:rPr><w:rStyle w:val="Strong"/>'
    )
    assert codes(docx(twice + BODY + foot())) == ["nation.bold", "motto.bold"]


def test_a_theme_font_is_the_font_it_stands_for() -> None:
    themed = p(LONG + " nữa.", style="BodyText", look='<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>')
    [issue] = inspect(docx(head() + BODY.replace("</w:p>", "</w:p>" + themed, 1) + foot()))
    assert (issue.code, issue.found) == ("font_name", "phông Calibri")


def test_a_head_and_foot_made_with_tabs_are_taken_apart() -> None:
    tabs = (
        p("ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", look=BOLD + size(12))
        + p("PHƯỜNG VÂN KHÊ\tĐộc lập - Tự do - Hạnh phúc", look=BOLD + size(13))
        + p(shape(56) + shape(15))
        + p("Số: 5/UBND-VHXH\tVân Khê, ngày 5 tháng 01 năm 2026", look=size(13))
        + p("V/v cải cách hành chính", look=size(12))
    )
    found = codes(docx(tabs + BODY + foot()))
    assert {"number_padding", "date_padding", "place_date.italic"} <= set(found)
    assert not {"nation_missing", "motto_missing", "issuer_missing", "number_missing", "date_missing", "kind_missing"} & set(found)


def test_a_head_in_text_boxes_is_found() -> None:
    def box(inside: str, width: int) -> str:
        shape_of = f'<v:shape style="width:{width}pt;height:60pt"><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape>'
        return f"<w:r><w:pict>{shape_of}</w:pict></w:r>"

    plain = head()
    left, right = re.findall(r"<w:tc><w:tcPr>.*?</w:tcPr>(.*?)</w:tc>", plain)[:2]
    number, dated = re.findall(r"<w:tc><w:tcPr>.*?</w:tcPr>(.*?)</w:tc>", plain)[2:]
    boxed = p(box(left + number, 190) + box(right + dated, 290))
    assert codes(docx(boxed + BODY + foot())) == []


def test_points_that_word_numbers_by_itself_follow_the_latin_order_and_are_named() -> None:
    numbering = (
        f'<w:numbering {NS}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
        '<w:lvlText w:val="%1)"/><w:pPr><w:ind w:left="1080" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    points = "".join(p(f"Việc thứ {number};", style="BodyText", props=listed) for number in range(1, 6))
    assert codes(docx(head() + BODY.replace("</w:p>", "</w:p>" + points, 1) + foot(), numbering=numbering)) == ["point_letters"]


def test_a_document_that_is_nothing_of_the_kind_gets_issues_and_no_error() -> None:
    found = codes(docx(p("Danh sách mua sắm")))
    assert {"nation_missing", "issuer_missing", "kind_missing", "authority_missing"} <= set(found)
    assert "page_size" in codes(docx(p("x"), section=""))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut off", b"%PDF-1.7", packed({"a.txt": b"x"})])
def test_what_is_no_docx_is_refused_in_vietnamese(data: bytes) -> None:
    with pytest.raises(ExtractError, match=r"“nháp\.docx”"):
        inspect(data, "nháp.docx")
