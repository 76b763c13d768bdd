"""One slip per measure of the layout (Nghị định 30/2020/NĐ-CP, Phụ lục I): the issue it must raise, the letter, the change."""

from collections.abc import Callable
from typing import NamedTuple

from lxml import etree
from tests.letters.drafts import MAIN, STYLES, Change, W, line, placed, removed, reworded, rule_below, set_paragraph, sheet, text_of, typed

NATION, MOTTO = "CỘNG HÒA", "Độc lập"
ISSUER, WARD = "ỦY BAN", "PHƯỜNG VÂN KHÊ"
HEADER = "word/header1.xml"


class Slip(NamedTuple):
    """What is done to which letter, and the code of the only issue that may follow."""

    code: str
    kind: str
    change: Change
    part: str = MAIN


def no_rule(start: str) -> Change:
    """Takes the rule under a line away."""
    find = rule_below(start)

    def change(root: etree._Element) -> None:
        node = find(root)
        holder = node.getparent()
        assert holder is not None
        if holder.tag == W + "tc" and node.getnext() is None:
            border = node.find(f"{W}pPr/{W}pBdr")
            border.getparent().remove(border)
        else:
            holder.remove(node)

    return change


def drawn_in(start: str, millimetres: float) -> Change:
    """Draws the ends of the rule under a line in (or out)."""
    find = rule_below(start)

    def change(root: etree._Element) -> None:
        inset = str(round(millimetres * 1440 / 25.4))
        set_paragraph(find(root), "ind", left=inset, right=inset)

    return change


def underscores(start: str) -> Change:
    """Types the rule instead of drawing it."""
    find = rule_below(start)

    def change(root: etree._Element) -> None:
        node = find(root)
        border = node.find(f"{W}pPr/{W}pBdr")
        border.getparent().remove(border)
        run = etree.SubElement(node, W + "r")
        etree.SubElement(run, W + "t").text = "_" * 20

    return change


def broken(root: etree._Element) -> None:
    """Breaks the line of the national name."""
    run = next(line(root, NATION).iter(W + "r"))
    run.append(etree.Element(W + "br"))
    etree.SubElement(run, W + "t").text = "VIỆT NAM"


def blank_between(root: etree._Element) -> None:
    """Puts an empty paragraph between national name and motto."""
    line(root, NATION).addnext(etree.Element(W + "p"))


def emptied(start: str) -> Change:
    """Takes away the last paragraph of these very words."""

    def change(root: etree._Element) -> None:
        node = [each for each in root.iter(W + "p") if text_of(each) == start][-1]
        node.getparent().remove(node)

    return change


def no_title_page(root: etree._Element) -> None:
    """The first page shows its number."""
    section = next(root.iter(W + "sectPr"))
    section.remove(section.find(W + "titlePg"))


def in_footer(root: etree._Element) -> None:
    """The header's parts become footers."""
    for reference in list(root.iter(W + "headerReference")):
        reference.tag = W + "footerReference"


def no_headers(root: etree._Element) -> None:
    """No page is numbered."""
    for reference in list(root.iter(W + "headerReference")):
        reference.getparent().remove(reference)


def across(root: etree._Element) -> None:
    """The main text lies across though it holds no table."""
    size = next(root.iter(W + "sectPr")).find(W + "pgSz")
    size.set(W + "w", "16838")
    size.set(W + "h", "11906")


def continued(root: etree._Element) -> None:
    """The second annex counts on."""
    section = list(root.iter(W + "sectPr"))[-1]
    section.remove(section.find(W + "pgNumType"))


def box_size(root: etree._Element) -> None:
    """The frame of the stamp of urgency is too high."""
    next(root.iter(W + "trHeight")).set(W + "val", "850")


def style(key: str, tag: str, value: str) -> Change:
    """Changes a style instead of a paragraph."""

    def change(root: etree._Element) -> None:
        found = next(node for node in root.iter(W + "style") if node.get(W + "styleId") == key)
        props = found.find(W + "rPr")
        node = props.find(W + tag)
        if node is None:
            node = etree.SubElement(props, W + tag)
        node.set(W + "val", value)

    return change


def whole(*changes: Change) -> Change:
    """Several changes at once."""

    def change(root: etree._Element) -> None:
        for each in changes:
            each(root)

    return change


def decomposed(start: str) -> Change:
    """Writes the letters of a line with loose marks."""
    import unicodedata

    def change(root: etree._Element) -> None:
        for node in line(root, start).iter(W + "t"):
            node.text = unicodedata.normalize("NFD", node.text or "")

    return change


def numbers(change: Callable[[etree._Element], None]) -> Change:
    """Changes the paragraph of the page number."""

    def found(root: etree._Element) -> None:
        change(next(root.iter(W + "p")))

    return found


def _typed_number(**props: str) -> Change:
    return numbers(lambda node: typed("", **props)(node.getroottree().getroot()))


SLIPS = (
    Slip("page_size", "thong-bao", sheet("pgSz", w="12240", h="15840")),
    Slip("page_margin_top", "thong-bao", sheet("pgMar", top="851")),
    Slip("page_margin_bottom", "thong-bao", sheet("pgMar", bottom="1701")),
    Slip("page_margin_left", "thong-bao", sheet("pgMar", left="1418")),
    Slip("page_margin_right", "to-trinh", sheet("pgMar", right="1361")),
    Slip("page_upright", "cong-van", across),
    Slip("font_name", "thong-bao", typed("Sau khi nghe", font="Arial")),
    Slip("font_color", "thong-bao", typed("Sau khi nghe", color="FF0000")),
    Slip("font_code", "thong-bao", decomposed("Sau khi nghe")),
    Slip("font_code", "thong-bao", typed("Sau khi nghe", font=".VnTime")),
    Slip("page_number_missing", "cong-van", no_headers),
    Slip("page_number_place", "cong-van", in_footer),
    Slip("page_number_first", "cong-van", no_title_page),
    Slip("page_number_form", "cong-van", sheet("pgNumType", fmt="upperRoman")),
    Slip("page_number.size", "cong-van", _typed_number(sz="20"), HEADER),
    Slip("page_number.italic", "cong-van", _typed_number(i="1"), HEADER),
    Slip("page_number.align", "cong-van", numbers(lambda node: set_paragraph(node, "jc", val="right")), HEADER),
    Slip("nation_missing", "to-trinh", removed(NATION)),
    Slip("nation_line", "thong-bao", typed(NATION, sz="26")),
    Slip("nation_line", "thong-bao", broken),
    Slip("nation.size", "thong-bao", typed(NATION, sz="22")),
    Slip("nation.bold", "thong-bao", typed(NATION, b="0")),
    Slip("nation.italic", "thong-bao", typed(NATION, i="1")),
    Slip("nation.letters", "thong-bao", reworded(NATION, "CỘNG HÒA", "Cộng hòa")),
    Slip("nation.align", "thong-bao", placed(NATION, "jc", val="right")),
    Slip("motto_missing", "thong-bao", whole(no_rule(MOTTO), removed(MOTTO))),
    Slip("motto_text", "thong-bao", reworded(MOTTO, "lập - Tự do", "lập-Tự do")),
    Slip("motto_spacing", "thong-bao", blank_between),
    Slip("motto.size", "thong-bao", typed(MOTTO, sz="25")),
    Slip("motto.bold", "thong-bao", typed(MOTTO, b="0")),
    Slip("motto.italic", "thong-bao", typed(MOTTO, i="1")),
    Slip("motto_rule", "thong-bao", no_rule(MOTTO)),
    Slip("motto_rule_length", "thong-bao", drawn_in(MOTTO, 30)),
    Slip("rule_typed", "thong-bao", underscores(MOTTO)),
    Slip("parent.size", "to-trinh", typed(ISSUER, sz="20")),
    Slip("parent.bold", "to-trinh", typed(ISSUER, b="1")),
    Slip("parent.italic", "to-trinh", typed(ISSUER, i="1")),
    Slip("parent.letters", "to-trinh", reworded(ISSUER, "NHÂN DÂN", "nhân dân")),
    Slip("issuer_missing", "thong-bao", whole(removed(ISSUER), removed(WARD))),
    Slip("issuer.size", "thong-bao", typed(WARD, sz="28")),
    Slip("issuer.bold", "thong-bao", typed(WARD, b="0")),
    Slip("issuer.italic", "thong-bao", typed(WARD, i="1")),
    Slip("issuer.letters", "thong-bao", reworded(WARD, "VÂN KHÊ", "Vân Khê")),
    Slip("issuer.align", "thong-bao", placed(WARD, "jc", val="left")),
    Slip("issuer_rule", "thong-bao", no_rule(WARD)),
    Slip("issuer_rule_length", "thong-bao", drawn_in(WARD, 10)),
    Slip("number_missing", "thong-bao", removed("Số:")),
    Slip("number.size", "thong-bao", typed("Số:", sz="24")),
    Slip("number.italic", "thong-bao", typed("Số:", i="1")),
    Slip("number.align", "thong-bao", placed("Số:", "jc", val="left")),
    Slip("number_word", "thong-bao", reworded("Số:", "Số:", "Số")),
    Slip("number_padding", "thong-bao", reworded("Số:", "05", "5")),
    Slip("number_dashes", "thong-bao", reworded("Số:", "TB-UBND", "TB - UBND")),
    Slip("number_letters", "thong-bao", reworded("Số:", "TB-UBND", "TB-ubnd")),
    Slip("number_kind", "thong-bao", reworded("Số:", "TB", "BC")),
    Slip("date_missing", "thong-bao", reworded("Vân Khê, ", ".*", "Vân Khê")),
    Slip("date_padding", "thong-bao", reworded("Vân Khê, ", "ngày 02", "ngày 2")),
    Slip("date_padding", "thong-bao", reworded("Vân Khê, ", "tháng 7", "tháng 07")),
    Slip("date_comma", "thong-bao", reworded("Vân Khê, ", "Khê,", "Khê")),
    Slip("place_date.size", "thong-bao", typed("Vân Khê, ", sz="24")),
    Slip("place_date.italic", "thong-bao", typed("Vân Khê, ", i="0")),
    Slip("place_date.align", "thong-bao", placed("Vân Khê, ", "jc", val="right")),
    Slip("kind.size", "thong-bao", typed("THÔNG BÁO", sz="32")),
    Slip("kind.bold", "thong-bao", typed("THÔNG BÁO", b="0")),
    Slip("kind.italic", "thong-bao", typed("THÔNG BÁO", i="1")),
    Slip("kind.letters", "thong-bao", reworded("THÔNG BÁO", "THÔNG BÁO", "Thông báo")),
    Slip("kind.align", "thong-bao", placed("THÔNG BÁO", "jc", val="left")),
    Slip("subject.size", "thong-bao", typed("Kết luận", sz="24")),
    Slip("subject.bold", "thong-bao", typed("Kết luận", b="0")),
    Slip("subject.italic", "thong-bao", typed("Kết luận", i="1")),
    Slip("subject.letters", "to-trinh", reworded("Về việc", ".*", "PHÊ DUYỆT MỤC TIÊU CHẤT LƯỢNG")),
    Slip("subject.align", "thong-bao", placed("Kết luận", "jc", val="both")),
    Slip("subject_rule", "thong-bao", no_rule("Kết luận")),
    Slip("subject_rule_length", "thong-bao", drawn_in("Kết luận", 10)),
    Slip("subject_missing", "to-trinh", whole(no_rule("Về việc"), removed("Về việc"))),
    Slip("kind_missing", "cong-van", removed("V/v")),
    Slip("about_word", "cong-van", reworded("V/v", "V/v", "Về việc")),
    Slip("about.size", "cong-van", typed("V/v", sz="28")),
    Slip("about.bold", "cong-van", typed("V/v", b="1")),
    Slip("about.italic", "cong-van", typed("V/v", i="1")),
    Slip("about.align", "cong-van", placed("V/v", "jc", val="both")),
    Slip("about.gap", "cong-van", placed("V/v", "spacing", before="0")),
    Slip("competence.bold", "quyet-dinh", typed("CHỦ TỊCH ỦY BAN", b="0")),
    Slip("competence.letters", "quyet-dinh", reworded("CHỦ TỊCH ỦY BAN", "CHỦ TỊCH", "Chủ tịch")),
    Slip("ground.italic", "quyet-dinh", typed("Căn cứ Luật", i="0")),
    Slip("ground.size", "quyet-dinh", typed("Căn cứ Luật", sz="30")),
    Slip("ground_mark", "quyet-dinh", reworded("Theo đề nghị", r"\.$", ",")),
    Slip("addressee_missing", "cong-van", removed("Kính gửi")),
    Slip("addressee.size", "cong-van", typed("Kính gửi", sz="24")),
    Slip("addressee.italic", "cong-van", typed("Kính gửi", i="1")),
    Slip("addressee_mark", "bao-cao", reworded("- Ủy ban nhân dân phường Vân Khê", ";", ",")),
    Slip("body.size", "thong-bao", typed("Sau khi nghe", sz="24")),
    Slip("body.italic", "thong-bao", typed("Ngày 25/6/2026", i="1")),
    Slip("body.align", "thong-bao", placed("Ngày 25/6/2026", "jc", val="left")),
    Slip("body.first_line", "thong-bao", placed("Ngày 25/6/2026", "ind", firstLine="0")),
    Slip("body.gap", "thong-bao", placed("Ngày 25/6/2026", "spacing", after="40")),
    Slip("body.line", "thong-bao", placed("Ngày 25/6/2026", "spacing", line="480", lineRule="auto")),
    Slip("body.line", "thong-bao", placed("Ngày 25/6/2026", "spacing", line="200", lineRule="exact")),
    Slip("section.letters", "bao-cao", reworded("II. TỒN TẠI", "HẠN CHẾ", "hạn chế")),
    Slip("section.bold", "bao-cao", typed("II. TỒN TẠI", b="0")),
    Slip("section.size", "bao-cao", typed("II. TỒN TẠI", sz="32")),
    Slip("clause.bold", "thong-bao", typed("1. Đánh giá chung", b="0")),
    Slip("part_number", "parts", reworded("Phần I", "Phần I", "Phần 1")),
    Slip("part_number", "parts", reworded("Mục 1", "Mục 1", "Mục I")),
    Slip("part.align", "parts", placed("Phần I", "jc", val="both")),
    Slip("part.bold", "parts", typed("Phần I", b="0")),
    Slip("part_title.letters", "parts", reworded("TÌNH HÌNH", "TÌNH HÌNH", "Tình hình")),
    Slip("part_title.size", "parts", typed("TÌNH HÌNH", sz="36")),
    Slip("article.bold", "quyet-dinh", typed("Điều 2.", b="0")),
    Slip("article_number", "quyet-dinh", reworded("Điều 2.", r"2\.", "2:")),
    Slip("article.first_line", "quyet-dinh", placed("Điều 2.", "ind", firstLine="0")),
    Slip("point_letters", "ke-hoach", reworded("đ) Khen", r"đ\)", "e)")),
    Slip("ending_mark", "thong-bao", reworded("Ủy ban nhân dân phường thông báo", r"\./\.", ".")),
    Slip("authority_missing", "quyet-dinh", emptied("CHỦ TỊCH")),
    Slip("authority_form", "cong-van", reworded("TM. ", r"TM\.", "T/M")),
    Slip("authority_form", "cong-van", removed("PHÓ CHỦ TỊCH")),
    Slip("authority.size", "cong-van", typed("PHÓ CHỦ TỊCH", sz="24")),
    Slip("authority.bold", "cong-van", typed("PHÓ CHỦ TỊCH", b="0")),
    Slip("authority.italic", "cong-van", typed("PHÓ CHỦ TỊCH", i="1")),
    Slip("authority.letters", "cong-van", reworded("PHÓ CHỦ TỊCH", "CHỦ TỊCH", "chủ tịch")),
    Slip("authority.align", "cong-van", placed("PHÓ CHỦ TỊCH", "jc", val="left")),
    Slip("signer.size", "cong-van", typed("Trần Thị Thu Hà", sz="24")),
    Slip("signer.bold", "cong-van", typed("Trần Thị Thu Hà", b="0")),
    Slip("signer.italic", "cong-van", typed("Trần Thị Thu Hà", i="1")),
    Slip("signer.letters", "cong-van", reworded("Trần Thị Thu Hà", ".*", "TRẦN THỊ THU HÀ")),
    Slip("signer.align", "cong-van", placed("Trần Thị Thu Hà", "jc", val="left")),
    Slip("signer_title", "cong-van", reworded("Trần Thị Thu Hà", "Trần", "ThS. Trần")),
    Slip("recipients_missing", "thong-bao", removed("Nơi nhận")),
    Slip("recipients.size", "thong-bao", typed("Nơi nhận", sz="28")),
    Slip("recipients.bold", "thong-bao", typed("Nơi nhận", b="0")),
    Slip("recipients.italic", "thong-bao", typed("Nơi nhận", i="0")),
    Slip("recipient.size", "thong-bao", typed("- CT, các PCT", sz="26")),
    Slip("recipient.italic", "thong-bao", typed("- CT, các PCT", i="1")),
    Slip("recipient_mark", "thong-bao", reworded("- CT, các PCT", ";", "")),
    Slip("recipient_kept", "thong-bao", reworded("- Lưu", "Lưu: VT, VP", "Văn phòng")),
    Slip("annex.size", "ke-hoach", typed("Phụ lục I", sz="26")),
    Slip("annex.bold", "ke-hoach", typed("Phụ lục I", b="0")),
    Slip("annex.letters", "ke-hoach", reworded("Phụ lục I", "Phụ lục", "PHỤ LỤC")),
    Slip("annex.align", "ke-hoach", placed("Phụ lục I", "jc", val="left")),
    Slip("annex_number", "ke-hoach", reworded("Phụ lục II", "II", "2")),
    Slip("annex_title.letters", "ke-hoach", reworded("DANH MỤC", "DANH MỤC", "Danh mục")),
    Slip("annex_title.bold", "ke-hoach", typed("DANH MỤC", b="0")),
    Slip("annex_title.size", "ke-hoach", typed("DANH MỤC", sz="24")),
    Slip("annex_reference.italic", "ke-hoach", typed("(Kèm theo", i="0")),
    Slip("annex_reference.size", "ke-hoach", typed("(Kèm theo", sz="24")),
    Slip("annex_reference_missing", "ke-hoach", removed("(Kèm theo")),
    Slip("annex_pages", "ke-hoach", continued),
    Slip("urgency.size", "giay-moi", typed("THƯỢNG KHẨN", sz="24")),
    Slip("urgency.bold", "giay-moi", typed("THƯỢNG KHẨN", b="0")),
    Slip("urgency.color", "giay-moi", typed("THƯỢNG KHẨN", color="000000")),
    Slip("urgency_box", "giay-moi", box_size),
    Slip("issuer.size", "thong-bao", style("issuer", "sz", "28"), STYLES),
    Slip("signer.bold", "thong-bao", style("signer", "b", "0"), STYLES),
    Slip("body.size", "to-trinh", style("body", "sz", "30"), STYLES),
)
