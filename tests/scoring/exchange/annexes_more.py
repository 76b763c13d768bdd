"""More annexes of different make; see `annexes`."""

from typing import Any

from tests.scoring.exchange.annexes import HEAD, Annex, excel, indent_in, word


def sums_excel() -> Annex:
    """No codes and no styles: only the points say what stands under what."""
    rows = [
        ("Tiêu chí", "Điểm tối đa", "Cách chấm", "Minh chứng"), ("Cải cách tài chính công", 3),
        ("Giải ngân vốn đầu tư", 2, "Tính theo tỷ lệ giải ngân × điểm tối đa", "Báo cáo giải ngân"),
        ("Công khai tài chính", 1, "Có: 1; không: 0", "Quyết định công khai"), ("Chuyển đổi số", 2),
        ("Văn bản điện tử", 1.25, "Mỗi văn bản không ký số trừ 0,05 điểm", "Thống kê"), ("Chữ ký số", 0.75, "", "Danh sách chữ ký số"),
    ]  # fmt: skip
    return Annex("tong-diem.xlsx", excel(rows), (
        ("1.1", "Giải ngân vốn đầu tư", "2", ("Báo cáo giải ngân",), "ratio_linear"),
        ("1.2", "Công khai tài chính", "1", ("Quyết định công khai",), "yes_no"),
        ("2.1", "Văn bản điện tử", "1.25", ("Thống kê",), "deduction"), ("2.2", "Chữ ký số", "0.75", ("Danh sách chữ ký số",), None),
    ), ("1", "2"))  # fmt: skip


def bonus_word() -> Annex:
    """Bonus and penalty outside the scale, a survey leaf, ranks and an average."""
    rows = [
        HEAD[:5], ("A", "TÁC ĐỘNG", "12", "", ""),
        ("1", "Chỉ số hài lòng (SIPAS)", "8", "Chỉ số hài lòng × điểm tối đa / 100", "Quyết định công bố"),
        ("2", "Kết quả xếp hạng QĐ 766", "2", "Xếp hạng từ 1 đến 10: 2 điểm; từ 11 đến 20: 1 điểm; còn lại: 0 điểm", "Công bố của Cổng"),
        ("3", "Chỉ số của phường", "2", "Bằng hoặc cao hơn mức bình quân: điểm tối đa; thấp hơn: 0 điểm", "Quyết định công bố"),
        ("B", "ĐIỂM THƯỞNG", "3", "", ""), ("1", "Sáng kiến được nhân rộng", "2", "Có: 2; không: 0", "Văn bản nhân rộng"),
        ("C", "ĐIỂM PHẠT", "5", "", ""), ("1", "Bị phê bình", "5", "Mỗi lần bị phê bình bằng văn bản trừ 0,5 điểm", "Văn bản phê bình"),
    ]  # fmt: skip
    return Annex("thuong-phat.docx", word(rows), (
        ("A.1", "Chỉ số hài lòng (SIPAS)", "8", ("Quyết định công bố",), "index_linear"),
        ("A.2", "Kết quả xếp hạng QĐ 766", "2", ("Công bố của Cổng",), "rank_tiers"),
        ("A.3", "Chỉ số của phường", "2", ("Quyết định công bố",), "relative_to_average"),
        ("B.1", "Sáng kiến được nhân rộng", "2", ("Văn bản nhân rộng",), "yes_no"),
        ("C.1", "Bị phê bình", "5", ("Văn bản phê bình",), "deduction"),
    ), ("A",))  # fmt: skip


def cut_word() -> Annex:
    """One annex as two tables, the header on each, with columns for scores that are not read."""
    head = ("STT", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm", "Điểm thẩm định", "Hướng dẫn", "Tài liệu kiểm chứng")
    first = [
        head, ("I", "Chỉ đạo", "1", "", "", "", ""), ("1.1", "Đối thoại với người dân", "1", "", "", "Đã tổ chức: 1; chưa tổ chức: 0",
        "Biên bản"),
    ]  # fmt: skip
    second = [
        head, ("II", "Thủ tục", "3", "", "", "", ""), ("2.1", "Niêm yết thủ tục", "1", "", "", "Đầy đủ, kịp thời: 1; không đầy đủ: 0",
        "Ảnh niêm yết"),
        ("2.2", "Phản ánh, kiến nghị", "2", "", "", "Trên 90%: 2; từ 80% đến 90%: 1; dưới 80%: 0", "Sổ theo dõi"),
    ]  # fmt: skip
    return Annex("hai-bang.docx", word(first, second), (
        ("1.1", "Đối thoại với người dân", "1", ("Biên bản",), "yes_no"), ("2.1", "Niêm yết thủ tục", "1", ("Ảnh niêm yết",), "yes_no"),
        ("2.2", "Phản ánh, kiến nghị", "2", ("Sổ theo dõi",), None),
    ), ("I", "II"))  # fmt: skip


def two_heads_excel() -> Annex:
    """A header of two rows with merged titles, sub-rows for evidence, a note row, points in the second row of the header."""
    rows = [
        ("Mã", "Nội dung tiêu chí", "Chấm điểm", "", "Kiểm chứng", "Đơn vị"), ("", "", "Điểm tối đa", "Cách chấm",
        "Tài liệu kiểm chứng", "Chủ trì"),
        ("TC1", "Công tác cán bộ", 2), ("1.1", "Vị trí việc làm", 1, "Phê duyệt đủ: 1 điểm; chưa phê duyệt: 0 điểm", "Quyết định",
        "Văn phòng"),
        ("", "", "", "", "Bảng tổng hợp vị trí"), ("1.2", "Kỷ luật, kỷ cương", 1, "Mỗi công chức bị kỷ luật trừ 0,5 điểm", "Báo cáo",
        "Văn phòng"),
    ]  # fmt: skip
    return Annex("hai-dong-dau.xlsx", excel(rows, ("A1:A2", "B1:B2", "C1:D1")), (
        ("1.1", "Vị trí việc làm", "1", ("Quyết định", "Bảng tổng hợp vị trí"), "yes_no"),
        ("1.2", "Kỷ luật, kỷ cương", "1", ("Báo cáo",), "deduction"),
    ), ("1",))  # fmt: skip


def decimals_excel() -> Annex:
    """Codes that Excel took for numbers: 1.1 … 1.9, and 1.10 of which only 1.1 is left."""

    def dress(page: Any) -> None:
        for row in range(3, 13):
            page.cell(row, 1).number_format = "0.0" if row < 12 else "General"

    leaves = [(f"1.{at}", f"Nội dung thứ {at}") for at in range(1, 11)]
    rows: list[tuple[object, ...]] = [("STT", "Tiêu chí", "Số điểm", "Cách chấm", "Minh chứng"), (1, "Một lĩnh vực", 5)]
    rows += [(float(code), title, 0.5, "Đạt yêu cầu: 0,5; không đạt: 0", "Báo cáo") for code, title in leaves]
    return Annex(
        "ma-la-so.xlsx", excel(rows, dress=dress), tuple((code, title, "0.5", ("Báo cáo",), "yes_no") for code, title in leaves), ("1",)
    )


def plain_word() -> Annex:
    """Upper-case fields without codes, indented leaves, rules over several lines, points in words."""
    rows = [
        ("Tên tiêu chí", "Điểm", "Cách đánh giá", "Tài liệu chứng minh"), ("HIỆN ĐẠI HÓA HÀNH CHÍNH", "3", "", ""),
        ("Hệ thống quản lý chất lượng", "1", "1 điểm nếu đã công bố; 0 điểm nếu chưa công bố", "Bản công bố"),
        ("Lập hồ sơ công việc", "2", "- Từ 90% trở lên: 2 điểm\n- Từ 70% đến dưới 90%: 1 điểm\n- Dưới 70%: không có điểm",
        "1. Danh mục hồ sơ\n2. Báo cáo"),
    ]  # fmt: skip
    return Annex("chu-hoa.docx", word(rows, dress=indent_in), (
        ("1.1", "Hệ thống quản lý chất lượng", "1", ("Bản công bố",), "yes_no"),
        ("1.2", "Lập hồ sơ công việc", "2", ("Danh mục hồ sơ", "Báo cáo"), "ratio_tiers"),
    ), ("1",))  # fmt: skip


def lines_word() -> Annex:
    """Levels and their points as lines inside one cell, and as rows that only say "hoàn thành"."""
    rows = [
        HEAD[:5], ("I", "Chỉ đạo", "3", "", ""),
        ("1", "Ban hành kế hoạch\n- Ban hành đúng hạn\n- Ban hành chậm dưới 15 ngày\n- Không ban hành", "1\n0,5\n0", "", "Kế hoạch"),
        ("2", "Thực hiện kế hoạch", "2", "", ""),
        ("", "Hoàn thành 100% kế hoạch", "2", "", ""),
        ("", "Hoàn thành từ 90% đến dưới 100% kế hoạch", "1,5", "", ""), ("", "Dưới 90%", "0", "", ""),
        ("", "Cộng", "3", "", ""),
    ]  # fmt: skip
    return Annex("dong-trong-o.docx", word(rows), (
        ("I.1", "Ban hành kế hoạch", "1", ("Kế hoạch",), "deadline_graded"), ("I.2", "Thực hiện kế hoạch", "2", (), "ratio_tiers"),
    ), ("I",))  # fmt: skip


def dashes_excel() -> Annex:
    """Leaves marked with dashes, each with a rule of its own; a note across the table under them."""
    rows = [
        ("TT", "Tiêu chí, tiêu chí thành phần", "Điểm", "Cách chấm", "Tài liệu kiểm chứng", "Đơn vị chủ trì tham mưu", "Đơn vị phối hợp"),
        ("I", "CHỈ ĐẠO", 3), ("1", "Kế hoạch", 2),
        ("-", "Ban hành", 1, "Có: 1; không: 0", "Kế hoạch", "Văn phòng HĐND và UBND", "Phòng Kinh tế; Phòng Văn hóa, Xã hội"),
        ("-", "Triển khai", 1, "Đạt 100%: 1; dưới 100%: 0", "Báo cáo", "Các phòng, đơn vị"),
        ("2", "Khác", 1, "Có: 1; không có: 0", "Văn bản"),
        ("Ghi chú: điểm tự chấm không vượt quá điểm tối đa",),
    ]  # fmt: skip
    return Annex("gach-dau-dong.xlsx", excel(rows, ("A7:G7",)), (
        ("I.1.1", "Ban hành", "1", ("Kế hoạch",), "yes_no"), ("I.1.2", "Triển khai", "1", ("Báo cáo",), "all_or_nothing"),
        ("I.2", "Khác", "1", ("Văn bản",), "yes_no"),
    ), ("I", "I.1"))  # fmt: skip


def named_excel() -> Annex:
    """Marks in words ("Lĩnh vực I", "Tiêu chí 1"), rules and formulas over several lines of a cell."""
    formula = "Tính theo công thức: (b/a) x 1,0\nTrong đó:\na: Tổng số nhiệm vụ\nb: Số nhiệm vụ hoàn thành"
    rows = [
        ("STT", "Nội dung", "Thang điểm", "Hướng dẫn chấm", "Tài liệu kiểm chứng"), ("Lĩnh vực I", "Công tác chỉ đạo, điều hành", 2),
        ("Tiêu chí 1", "Kế hoạch", 2), ("1.1", "Ban hành", 1, "Kịp thời: 1 điểm\nKhông kịp thời: 0,5 điểm\nKhông ban hành: 0 điểm", "KH"),
        ("1.2", "Kết quả", 1, formula, "BC"), ("Lĩnh vực II", "Thể chế", 1), ("Tiêu chí 2", "Rà soát", 1),
        ("2.1", "Xử lý", 1, "Điểm = Tỷ lệ văn bản đã xử lý x điểm tối đa", "BC"),
    ]  # fmt: skip
    return Annex("goi-ten.xlsx", excel(rows), (
        ("1.1", "Ban hành", "1", ("KH",), "levels"), ("1.2", "Kết quả", "1", ("BC",), "ratio_linear"),
        ("2.1", "Xử lý", "1", ("BC",), "ratio_linear"),
    ), ("I", "I.1", "II", "II.2"))  # fmt: skip


def headless_marks_word() -> Annex:
    """The column of codes has no heading, the points stand last, the bonus has no code."""
    rows = [
        ("", "Lĩnh vực, tiêu chí", "Phương pháp chấm", "Tài liệu kiểm chứng", "Điểm tối đa"), ("1", "Chỉ đạo", "", "", "1"),
        ("1.1", "Kiểm tra", "Kiểm tra từ 30% số đơn vị trở lên: 1 điểm; dưới 30%: 0", "Kế hoạch kiểm tra", "1"),
        ("", "Điểm thưởng (tối đa 2 điểm)", "", "", ""), ("", "Sáng kiến", "Mỗi sáng kiến 1 điểm", "Quyết định", "2"),
    ]  # fmt: skip
    return Annex("khong-tieu-de.docx", word(rows), (
        ("1.1", "Kiểm tra", "1", ("Kế hoạch kiểm tra",), "all_or_nothing"), ("2.1", "Sáng kiến", "2", ("Quyết định",), "per_item"),
    ), ("1",))  # fmt: skip
