"""Registers as the city's system exports them, made on the spot."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import openpyxl

HEADINGS = [
    "STT",
    "Số đến",
    "Ngày đến",
    "Số ký hiệu",
    "Ngày văn bản",
    "Tác giả",
    "Trích yếu",
    "Đơn vị xử lý",
    "Hạn xử lý",
    "Trạng thái",
    "Số văn bản trả lời",
]
CITY = "UBND thành phố Hải Khê"
ROWS: list[list[Any]] = [
    [1, 101, date(2026, 11, 3), "15/KH-UBND", date(2026, 11, 2), CITY, "Kế hoạch kiểm tra cải cách hành chính", "Phòng VH-XH",
     date(2026, 11, 16), "Đang xử lý", ""],
    [2, 102, "04/11/2026", "77/SNV-CCHC", "03/11/2026", "Sở Nội vụ", "V/v báo cáo chỉ số", "Phòng Kinh tế", "", "", ""],
    [3, 103, "31/11/2026", "78/SNV-CCHC", "03/11/2026", "Sở Nội vụ", "Dòng có ngày sai", "", "", "Xong", ""],
    [4, "", "", "", "", "Sở Tư pháp", "Dòng không có số", "", "", "", ""],
    [5, 104, date(2026, 11, 5), "15/KH-UBND", date(2026, 11, 2), "Ủy ban nhân dân thành phố Hải Khê", "Cùng số với dòng đầu", "",
     "", "", ""],
]  # fmt: skip


def xlsx(rows: Sequence[Sequence[Any]], headings: Sequence[str] = HEADINGS, banner: str = "SỔ VĂN BẢN ĐẾN NĂM 2026") -> bytes:
    """A workbook with a merged banner over the head, as exports have."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([banner])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=max(1, len(headings)))
    sheet.append(list(headings))
    sheet.append([f"({place})" for place in range(1, len(headings) + 1)])
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
