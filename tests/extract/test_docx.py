"""DOCX → text: what Word shows, in the order in which it is read."""

import io
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pytest

from minhchung.text.extract import extract

Package = Callable[..., bytes]
CASES = tomllib.loads((Path(__file__).parent / "numbering.toml").read_text(encoding="utf-8"))["case"]


def p(text: str, properties: str = "") -> str:
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f'<w:p>{inner}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def listed(text: str, level: int = 0, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(p, text.split('¶')))}</w:tc>"


def table(*rows: list[str]) -> str:
    borders = '<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'
    return "<w:tbl>" + borders + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def level(index: int, form: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


def numbering(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def test_paragraphs_and_tables_come_in_the_order_of_the_page(package: Package) -> None:
    body = p("Mở đầu") + table([cell("TT"), cell("Việc")], [cell("1"), cell("Rà soát")]) + p("Kết thúc")
    assert extract(package(body)).text == "Mở đầu\n\n| TT | Việc |\n| 1 | Rà soát |\n\nKết thúc"


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_automatic_numbers_are_shown_as_word_shows_them(case: dict[str, object], package: Package) -> None:
    definitions = numbering(
        *(level(index, one["form"], one["text"], one.get("more", "")) for index, one in enumerate(case["levels"])),  # type: ignore[attr-defined]
        nums=str(case.get("nums", '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')),
    )
    body = "".join(listed(f"mục {place}", *at) for place, at in enumerate(case["items"]))  # type: ignore[attr-defined, misc]
    shown = extract(package(body, numbering=definitions)).text.split("\n\n")
    assert [line.partition("mục")[0].strip() for line in shown] == case["shown"]


def test_a_style_brings_its_list_and_a_paragraph_can_refuse_it(package: Package) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Muc"><w:basedOn w:val="Goc"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Goc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = (
        p("một", '<w:pStyle w:val="Muc"/>')
        + p("không số", '<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + p("hai", '<w:pStyle w:val="Muc"/>')
    )
    text = extract(package(body, numbering=numbering(level(0, "decimal", "%1.")), styles=styles)).text
    assert text == "1. một\n\nkhông số\n\n2. hai"


def test_the_level_of_a_style_may_stand_in_the_list_only(package: Package) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    definitions = numbering(level(0, "upperRoman", "%1.", '<w:pStyle w:val="H1"/>'), level(1, "decimal", "%2.", '<w:pStyle w:val="H2"/>'))
    body = p("Mục đích", '<w:pStyle w:val="H1"/>') + p("Nhiệm vụ", '<w:pStyle w:val="H2"/>')
    assert extract(package(body, numbering=definitions, styles=styles)).text == "I. Mục đích\n\n1. Nhiệm vụ"


def test_a_style_part_with_another_prefix_is_read_as_well(package: Package) -> None:
    styles = (
        b'<x:styles xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:style x:styleId="Muc"><x:pPr>'
        b'<x:numPr><x:numId x:val="1"/></x:numPr></x:pPr></x:style></x:styles>'
    )
    body = p("một", '<w:pStyle w:val="Muc"/>')
    data = package(body, numbering=numbering(level(0, "decimal", "%1.")), extra={"word/styles.xml": styles})
    assert extract(data).text == "1. một"


def test_tracked_deletions_are_gone_and_insertions_stay(package: Package) -> None:
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>Giao </w:t></w:r><w:del><w:r><w:delText>Phòng Tư pháp</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>Phòng Nội vụ</w:t></w:r></w:ins><w:moveFrom><w:r><w:t> bỏ</w:t></w:r></w:moveFrom></w:p>"
    )
    assert extract(package(body)).text == "Giao Phòng Nội vụ"


def test_a_deleted_paragraph_mark_joins_two_paragraphs(package: Package) -> None:
    body = p("Phòng Kinh tế ", '<w:rPr><w:del w:id="1"/></w:rPr>') + p("rà soát hồ sơ.")
    assert extract(package(body)).text == "Phòng Kinh tế rà soát hồ sơ."


def test_a_deleted_table_row_is_gone(package: Package) -> None:
    body = table([cell("TT"), cell("Việc")], [cell("1"), cell("Còn")], [cell("2"), cell("Bỏ")]).replace(
        "<w:tr>" + cell("2"), "<w:tr><w:trPr><w:del w:id='1'/></w:trPr>" + cell("2")
    )
    assert "Bỏ" not in extract(package(body)).text


def test_a_text_box_is_read_once_though_word_writes_it_twice(package: Package) -> None:
    box = f"<w:txbxContent>{p('HỎA TỐC')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>" + box + "</wps:txbx></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:textbox>" + box + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>" + p("CÔNG ĐIỆN")
    )
    assert extract(package(body)).text == "HỎA TỐC\n\nCÔNG ĐIỆN"


def test_an_old_text_box_is_read_too(package: Package) -> None:
    box = f"<w:pict><v:textbox><w:txbxContent>{p('KHẨN')}</w:txbxContent></v:textbox></w:pict>"
    body = f"<w:p><w:r><w:t>Số:</w:t></w:r><w:r>{box}</w:r></w:p>"
    assert extract(package(body)).text == "Số:\n\nKHẨN"


def test_hidden_text_and_field_codes_stay_out(package: Package) -> None:
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>05/6/2026</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert extract(package(body)).text == "05/6/2026"


def test_capitals_by_format_are_capitals_as_on_paper(package: Package) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="Hoa"><w:rPr><w:caps/></w:rPr></w:style>'
    body = "<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>Kế hoạch</w:t></w:r></w:p>" + p("thông báo", '<w:pStyle w:val="Hoa"/>')
    assert extract(package(body, styles=styles)).text == "KẾ HOẠCH\n\nTHÔNG BÁO"


def test_breaks_tabs_and_fixed_hyphens_are_kept(package: Package) -> None:
    body = "<w:p><w:r><w:t>Số: 15/QĐ</w:t><w:noBreakHyphen/><w:t>UBND</w:t><w:tab/><w:t>ngày</w:t><w:br/><w:t>dòng hai</w:t></w:r></w:p>"
    assert extract(package(body)).text == "Số: 15/QĐ-UBND\tngày\ndòng hai"


def test_content_controls_links_and_inserted_rows_are_looked_into(package: Package) -> None:
    body = (
        f"<w:sdt><w:sdtContent>{p('Trong khung')}</w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>cổng dịch vụ công</w:t></w:r></w:hyperlink></w:p>"
    )
    assert extract(package(body)).text == "Trong khung\n\ncổng dịch vụ công"


def test_the_head_of_a_document_is_no_table_of_data(package: Package) -> None:
    head = table(
        [cell("ỦY BAN NHÂN DÂN¶PHƯỜNG VÂN KHÊ"), cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM¶Độc lập - Tự do - Hạnh phúc")],
        [cell("Số: 12/TB-UBND"), cell("Vân Khê, ngày 05 tháng 6 năm 2026")],
    )
    lines = extract(package(head)).text.split("\n\n")
    assert lines == [
        "ỦY BAN NHÂN DÂN", "PHƯỜNG VÂN KHÊ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Số: 12/TB-UBND", "Vân Khê, ngày 05 tháng 6 năm 2026",
    ]  # fmt: skip


def test_columns_keep_their_places_over_merged_cells(package: Package) -> None:
    body = table(
        [cell("TT"), cell("Việc"), cell("Chủ trì"), cell("Hạn")],
        [cell("I. Công khai", '<w:gridSpan w:val="4"/>')],
        [cell("1"), cell("Rà soát"), cell("Phòng Kinh tế", '<w:vMerge w:val="restart"/>'), cell("Quý II")],
        [cell("2"), cell("Niêm yết"), cell("", "<w:vMerge/>"), cell("Quý III")],
    )
    assert extract(package(body)).text.split("\n") == [
        "| TT | Việc | Chủ trì | Hạn |",
        "| I. Công khai |  |  |  |",
        "| 1 | Rà soát | Phòng Kinh tế | Quý II |",
        "| 2 | Niêm yết | Phòng Kinh tế | Quý III |",
    ]


def test_a_long_merged_text_is_not_said_twice(package: Package) -> None:
    task = "Rà soát toàn bộ thủ tục hành chính thuộc thẩm quyền giải quyết của phường và công khai kết quả trên trang thông tin"
    body = table(
        [cell("Việc"), cell("Sản phẩm")],
        [cell(task, '<w:vMerge w:val="restart"/>'), cell("Báo cáo")],
        [cell("", "<w:vMerge/>"), cell("Danh mục")],
    )
    assert extract(package(body)).text.count("Rà soát") == 1


def test_a_pipe_inside_a_cell_does_not_shift_the_columns(package: Package) -> None:
    body = table([cell("A|B"), cell("C")], [cell("1"), cell("2")])
    assert extract(package(body)).text.split("\n")[0] == "| A¦B | C |"


def test_a_strict_open_xml_file_reads_the_same(package: Package) -> None:
    import zipfile

    source, target = package(p("Kính gửi:")), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"
            )
            new.writestr(name, content)
    assert extract(target.getvalue()).text == "Kính gửi:"


def test_decomposed_letters_come_back_composed(package: Package) -> None:
    assert extract(package(p("Phu\u031bo\u031b\u0300ng"))).text == "Phường"


def test_what_python_docx_wrote_is_read_with_its_lists() -> None:
    document = docx.Document()
    document.add_paragraph("Rà soát", style="List Number")
    document.add_paragraph("Báo cáo", style="List Number")
    document.add_paragraph("Ý nhỏ", style="List Bullet")
    buffer = io.BytesIO()
    document.save(buffer)
    assert extract(buffer.getvalue()).text == "1. Rà soát\n\n2. Báo cáo\n\n• Ý nhỏ"


def test_a_table_in_a_cell_says_its_rows_one_after_the_other(package: Callable[..., bytes]) -> None:
    def table(*rows: Sequence[str]) -> str:
        cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
        return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"

    def said(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    inner = table([said("Cư trú"), said("Tổ 1")], [said("Căn cước"), said("Tổ 2")]) + "<w:p/>"
    data = package(table([said("Nội dung"), said("Chủ trì")], [inner, said("Công an phường")]))
    assert extract(data, name="long.docx").text == "| Nội dung | Chủ trì |\n| Cư trú – Tổ 1; Căn cước – Tổ 2 | Công an phường |"
