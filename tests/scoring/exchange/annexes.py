"""Annexes of different make, written in the style of real ones, with what a careful reader finds in each.

None is taken from a document: wording and numbers are our own.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import docx
import openpyxl
from docx.shared import Cm
from openpyxl.styles import Alignment, Font

Leaf = tuple[str, str, str, tuple[str, ...], str | None]
"""Code, title, maximum, evidence, shape (None: the words do not say it)."""
Row = Sequence[object]


@dataclass(frozen=True)
class Annex:
    """A file, the leaves a reader finds in it, and codes and levels of the headings over them."""

    name: str
    data: bytes
    leaves: tuple[Leaf, ...]
    branches: tuple[str, ...]


def excel(rows: Sequence[Row], merges: Sequence[str] = (), dress: Callable[[Any], None] | None = None) -> bytes:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Phụ lục"
    for row in rows:
        page.append(list(row))
    for area in merges:
        page.merge_cells(area)
    if dress:
        dress(page)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def word(*tables: Sequence[Row], dress: Callable[[Any], None] | None = None) -> bytes:
    """A document with a title and tables; None goes on with the cell on its left, "^" with the cell above."""
    document = docx.Document()
    document.add_paragraph("PHỤ LỤC\nBỘ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH")
    for rows in tables:
        table = document.add_table(len(rows), max(map(len, rows)), style="Table Grid")
        cells = [line.cells for line in table.rows]
        for at, row in enumerate(rows):
            for place, text in enumerate(row):
                if text is None:
                    first = max(each for each in range(place) if row[each] is not None)
                    cells[at][first].merge(cells[at][place])
                elif text == "^":
                    cells[at - 1][place].merge(cells[at][place])
                elif text != "":
                    cells[at][place].text = str(text)
        document.add_paragraph("")
    if dress:
        dress(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


HEAD = ("STT", "Lĩnh vực/Tiêu chí/Tiêu chí thành phần", "Điểm tối đa", "Cách chấm", "Tài liệu kiểm chứng", "Đơn vị chủ trì", "Ghi chú")
NUMBERS = ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)")


def numbered_excel() -> Annex:
    """1 / 1.1 / 1.1.1, title rows above, a line of numbers, sums below."""
    rows = [
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ",), ("BỘ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CẤP XÃ NĂM 2026",), (), HEAD, NUMBERS,
        ("1", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", 4.5), ("1.1", "Kế hoạch cải cách hành chính", 3),
        ("1.1.1", "Ban hành kế hoạch năm", 1, "Đúng hạn: 1; chậm dưới 15 ngày: 0,5; chậm từ 15 ngày hoặc không ban hành: 0",
         "Kế hoạch CCHC; báo cáo năm", "Văn phòng", "Hạn 31/01"),
        ("1.1.2", "Mức độ hoàn thành kế hoạch", 2, "100%: 2 điểm; từ 80% đến dưới 100%: 1 điểm; dưới 80%: 0 điểm", "Báo cáo năm",
        "Văn phòng"),
        ("1.2", "Sáng kiến cải cách hành chính", 1.5, "Mỗi sáng kiến được công nhận 0,5 điểm, tối đa 1,5 điểm",
         "- Quyết định công nhận\n- Báo cáo hiệu quả", "Phòng Kinh tế"),
        ("2", "CẢI CÁCH THỂ CHẾ", 2),
        ("2.1", "Rà soát văn bản quy phạm pháp luật", 2, "Chấm theo hướng dẫn của Sở Tư pháp",
        "Danh mục văn bản (còn hiệu lực; hết hiệu lực)"),
        ("", "TỔNG CỘNG", 6.5),
    ]  # fmt: skip
    return Annex("danh-so.xlsx", excel(rows), (
        ("1.1.1", "Ban hành kế hoạch năm", "1", ("Kế hoạch CCHC", "báo cáo năm"), "deadline_graded"),
        ("1.1.2", "Mức độ hoàn thành kế hoạch", "2", ("Báo cáo năm",), "ratio_tiers"),
        ("1.2", "Sáng kiến cải cách hành chính", "1.5", ("Quyết định công nhận", "Báo cáo hiệu quả"), "per_item"),
        ("2.1", "Rà soát văn bản quy phạm pháp luật", "2", ("Danh mục văn bản (còn hiệu lực; hết hiệu lực)",), None),
    ), ("1", "1.1", "2"))  # fmt: skip


def roman_excel() -> Annex:
    """I / 1 / a) with numbers that begin again, points as text."""
    rows = [
        ("TT", "Nội dung tiêu chí", "Điểm chuẩn", "Hướng dẫn chấm điểm", "Minh chứng"),
        ("I", "Chỉ đạo điều hành", "3,50 điểm"), ("1", "Báo cáo định kỳ", "1.50 điểm"),
        ("a)", "Gửi báo cáo đúng quy định", "0,75", "Có: 0,75; không: 0", "Báo cáo quý"),
        ("b)", "Chất lượng báo cáo", "0.75", "Mỗi báo cáo thiếu nội dung trừ 0,25 điểm", "Nhận xét của cấp trên"),
        ("2", "Tuyên truyền", "2,0", "Từ 3 hình thức trở lên: 2; 02 hình thức: 1; 01 hình thức: 0,5; không có: 0",
        "Ảnh chụp; đường dẫn tin bài"),
        ("II", "Thủ tục hành chính", "4"), ("1", "Giải quyết hồ sơ đúng hạn", "3",
         "Tính theo công thức (b/a) × điểm tối đa. Trong đó: a là tổng số hồ sơ phải giải quyết; b là số hồ sơ giải quyết đúng hạn",
         "Thống kê"),
        ("2", "Hồ sơ trả lại", "1", "Không quá 1%: 1 điểm; trên 1% đến 3%: 0,5 điểm; trên 3%: 0 điểm", "Thống kê"),
    ]  # fmt: skip
    return Annex("la-ma.xlsx", excel(rows), (
        ("I.1.a", "Gửi báo cáo đúng quy định", "0.75", ("Báo cáo quý",), "yes_no"),
        ("I.1.b", "Chất lượng báo cáo", "0.75", ("Nhận xét của cấp trên",), "deduction"),
        ("I.2", "Tuyên truyền", "2", ("Ảnh chụp", "đường dẫn tin bài"), "count_tiers"),
        ("II.1", "Giải quyết hồ sơ đúng hạn", "3", ("Thống kê",), "ratio_linear"),
        ("II.2", "Hồ sơ trả lại", "1", ("Thống kê",), "ratio_tiers"),
    ), ("I", "I.1", "II"))  # fmt: skip


def levels_word() -> Annex:
    """Rows under a criterion that give its levels; the header again on the second page; a unit merged down."""
    rows = [
        HEAD[:6], ("1", "Công tác chỉ đạo", "3", "", "", ""),
        ("1.1", "Thực hiện kế hoạch năm", "2", "", "Báo cáo năm", "Văn phòng HĐND và UBND"),
        ("", "- Hoàn thành 100% nhiệm vụ", "2", "", "", "^"), ("", "- Hoàn thành từ 80% đến dưới 100%", "1", "", "", "^"),
        ("", "- Hoàn thành dưới 80%", "0", "", "", "^"), HEAD[:6],
        ("1.2", "Kiểm tra cải cách hành chính", "1", "", "Kế hoạch kiểm tra", "Văn phòng HĐND và UBND"),
        ("", "- Ban hành kế hoạch kiểm tra", "0,5", "", "", ""), ("", "- Xử lý sau kiểm tra", "0,5", "", "Kết luận kiểm tra", ""),
        ("", "Tổng điểm", "3", "", "", ""),
    ]  # fmt: skip
    return Annex("cac-muc.docx", word(rows), (
        ("1.1", "Thực hiện kế hoạch năm", "2", ("Báo cáo năm",), "ratio_tiers"),
        ("1.2", "Kiểm tra cải cách hành chính", "1", ("Kế hoạch kiểm tra", "Kết luận kiểm tra"), "checklist_sum"),
    ), ("1",))  # fmt: skip


def three_columns_excel() -> Annex:
    """Field, criterion and leaf in columns of their own, merged down; no code anywhere."""
    rows = [
        ("Lĩnh vực", "Tiêu chí", "Tiêu chí thành phần", "Điểm tối đa", "Cách tính điểm", "Tài liệu kiểm chứng"),
        ("Thể chế", "Văn bản", "Ban hành đúng thẩm quyền", 1, "Đạt: 1 điểm; không đạt: 0 điểm", "Danh mục văn bản"),
        ("", "", "Tự kiểm tra văn bản", 1, "Thực hiện đủ: 1; thực hiện một phần: 0,5; không thực hiện: 0", "Báo cáo tự kiểm tra"),
        ("", "Thi hành pháp luật", "Theo dõi thi hành", 2, "Ban hành kế hoạch: 0,5; báo cáo kết quả: 1,5", "Kế hoạch\nBáo cáo"),
        ("Tài chính", "Công khai", "Công khai ngân sách", 0.5, "Có công khai: 0,5; không công khai: 0", "Quyết định công khai"),
    ]  # fmt: skip
    return Annex("ba-cot.xlsx", excel(rows, ("A2:A4", "B2:B3")), (
        ("1.1.1", "Ban hành đúng thẩm quyền", "1", ("Danh mục văn bản",), "yes_no"),
        ("1.1.2", "Tự kiểm tra văn bản", "1", ("Báo cáo tự kiểm tra",), "levels"),
        ("1.2.1", "Theo dõi thi hành", "2", ("Kế hoạch", "Báo cáo"), "checklist_sum"),
        ("2.1.1", "Công khai ngân sách", "0.5", ("Quyết định công khai",), "yes_no"),
    ), ("1", "1.1", "1.2", "2", "2.1"))  # fmt: skip


def banners_word() -> Annex:
    """Fields as lines across the table with their points in brackets, codes inside the titles."""
    head = ("Tiêu chí", "Thang điểm", "Phương pháp đánh giá", "Hồ sơ kiểm chứng")
    rows = [
        head, ("LĨNH VỰC 1: CHỈ ĐẠO ĐIỀU HÀNH (3 điểm)", None, None, None),
        ("1.1. Ban hành kế hoạch", "1", "Ban hành trước ngày 31/01/2026: 1 điểm; chậm không quá 10 ngày: 0,5 điểm; chậm hơn: 0 điểm",
        "Kế hoạch"),
        ("1.2. Nhiệm vụ cấp trên giao", "2", "Tỷ lệ hoàn thành đúng hạn × điểm tối đa", "Thống kê nhiệm vụ"),
        ("LĨNH VỰC 2: CHUYỂN ĐỔI SỐ (2,5 điểm)", None, None, None),
        ("2.1. Hồ sơ nộp trực tuyến", "1,5", "(Tỷ lệ đạt được / 80%) × điểm tối đa", "Báo cáo từ hệ thống"),
        ("2.2. Trang thông tin điện tử", "1", "Đầy đủ: điểm tối đa; không đầy đủ: 0 điểm", "Ảnh chụp chuyên mục; đường dẫn"),
    ]  # fmt: skip
    return Annex("bang-ngang.docx", word(rows), (
        ("1.1", "Ban hành kế hoạch", "1", ("Kế hoạch",), "deadline_graded"),
        ("1.2", "Nhiệm vụ cấp trên giao", "2", ("Thống kê nhiệm vụ",), "ratio_linear"),
        ("2.1", "Hồ sơ nộp trực tuyến", "1.5", ("Báo cáo từ hệ thống",), "ratio_to_target"),
        ("2.2", "Trang thông tin điện tử", "1", ("Ảnh chụp chuyên mục", "đường dẫn"), "yes_no"),
    ), ("1", "2"))  # fmt: skip


def indented_excel() -> Annex:
    """No codes: bold fields, indented leaves."""

    def dress(page: Any) -> None:
        for row in (2, 5):
            page.cell(row, 1).font = Font(bold=True)
        for row in (3, 4, 6, 7):
            page.cell(row, 1).alignment = Alignment(indent=2)

    rows = [
        ("Nội dung", "Điểm tối đa", "Cách chấm điểm", "Tài liệu kiểm chứng"), ("Tổ chức bộ máy", 1.5),
        ("Quy chế làm việc", 0.5, "Có: 0,5; không: 0", "Quy chế"), ("Tinh giản biên chế", 1, "Thực hiện theo quy định", "Báo cáo"),
        ("Công vụ", 3), ("Đào tạo", 1, "Đạt từ 95% trở lên: 1 điểm; dưới 95%: 0 điểm", "Danh sách học viên"),
        ("Đánh giá công chức", 2, "Đạt 100%: 2 điểm; từ 70% đến dưới 100%: tính theo tỷ lệ; dưới 70%: 0 điểm", "Quyết định đánh giá"),
    ]  # fmt: skip
    return Annex("thut-le.xlsx", excel(rows, dress=dress), (
        ("1.1", "Quy chế làm việc", "0.5", ("Quy chế",), "yes_no"), ("1.2", "Tinh giản biên chế", "1", ("Báo cáo",), None),
        ("2.1", "Đào tạo", "1", ("Danh sách học viên",), "all_or_nothing"),
        ("2.2", "Đánh giá công chức", "2", ("Quyết định đánh giá",), "ratio_floor_linear"),
    ), ("1", "2"))  # fmt: skip


def indent_in(document: Any) -> None:
    """Every third step of a plain list in Word."""
    for row in document.tables[0].rows[2:4]:
        row.cells[0].paragraphs[0].paragraph_format.left_indent = Cm(1)
