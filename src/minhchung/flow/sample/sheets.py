"""A view of the sample written as the list that a system exports: a workbook with all that makes such lists hard to read, or a CSV."""

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from minhchung.flow.sample.catalogue import ward
from minhchung.flow.sample.words import applicant, written
from minhchung.flow.sample.world import View

# (group, heading, lake column or "@" and a part of the applicant); "" is a heading that spans both rows. In this order.
LAYOUT: tuple[tuple[str, str, str], ...] = (
    ("", "STT", "#"),
    ("Thủ tục", "Mã TTHC", "procedure_code"),
    ("Thủ tục", "Tên thủ tục hành chính", "procedure"),
    ("Thủ tục", "Lĩnh vực", "field"),
    ("Thủ tục", "Mức độ trực tuyến", "level"),
    ("Thủ tục", "Thời hạn giải quyết", "limit_amount"),
    ("Thủ tục", "Đơn vị tính", "limit_unit"),
    ("", "Mã hồ sơ", "code"),
    ("", "Trạng thái hồ sơ", "status"),
    ("", "Kênh nộp", "channel"),
    ("Người nộp", "Chủ hồ sơ", "@name"),
    ("Người nộp", "Số CCCD", "@identity"),
    ("Người nộp", "Số điện thoại", "@phone"),
    ("Người nộp", "Email", "@email"),
    ("Người nộp", "Địa chỉ", "@address"),
    ("", "Trích yếu hồ sơ", "@summary"),
    ("Xử lý", "Đơn vị giải quyết", "unit"),
    ("Xử lý", "Đơn vị tiếp nhận", "receiving_unit"),
    ("Xử lý", "Cán bộ đang xử lý", "officer"),
    ("Xử lý", "Người tiếp nhận", "receiver"),
    ("Thời gian", "Ngày nộp hồ sơ", "submitted_at"),
    ("Thời gian", "Ngày tiếp nhận", "received_at"),
    ("Thời gian", "Ngày hẹn trả", "due_at"),
    ("Thời gian", "Ngày kết thúc xử lý", "finished_at"),
    ("Thời gian", "Ngày trả kết quả", "delivered_at"),
    ("Thời gian", "Ngày từ chối", "refused_at"),
    ("Bổ sung hồ sơ", "Số lần yêu cầu bổ sung", "supplement_count"),
    ("Bổ sung hồ sơ", "Ngày yêu cầu bổ sung", "supplement_asked_at"),
    ("Bổ sung hồ sơ", "Ngày bổ sung xong", "supplement_given_at"),
    ("Số hóa, dữ liệu", "Kết quả là giấy tờ", "paper_result"),
    ("Số hóa, dữ liệu", "Có tệp kết quả điện tử", "result_file"),
    ("Số hóa, dữ liệu", "Thành phần hồ sơ đã số hóa", "digitised"),
    ("Số hóa, dữ liệu", "Có thành phần tái sử dụng", "reused"),
    ("Số hóa, dữ liệu", "Lấy từ kho dữ liệu cá nhân", "personal_store"),
    ("Số hóa, dữ liệu", "Tài khoản xác thực VNeID", "verified_account"),
    ("Số hóa, dữ liệu", "Dùng dữ liệu dân cư", "population_data"),
    ("Số hóa, dữ liệu", "Đã đồng bộ lên Cổng quốc gia", "synced"),
    ("Phí, lệ phí", "Có nghĩa vụ tài chính", "has_fee"),
    ("Phí, lệ phí", "Thanh toán trực tuyến", "paid_online"),
    ("Khác", "Tiếp nhận phi địa giới", "outside_territory"),
    ("Khác", "Thủ tục ngành dọc", "vertical_sector"),
    ("Khác", "Thủ tục liên thông", "interlinked"),
    ("Khác", "Đã có văn bản xin lỗi", "apology_sent"),
)
AS_DATE_CELLS = ("received_at", "due_at")
"""Systems write most moments as text and some as dates; both stand in the sample."""
SAME_DAY = {"limit_amount": "Trong ngày", "limit_unit": None}
"""How a limit of no days is written."""


def write_xlsx(shown: View, path: Path) -> None:
    """A banner, the time of the export, a merged header of two rows, a row of (1)(2)(3), one row per dossier, a row of totals."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy hh:mm:ss"}) as book:
        book.set_properties({"created": shown.as_of, "author": "Minh Chứng (dữ liệu hư cấu)"})
        bold = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1, "text_wrap": True})
        sheet = book.add_worksheet("Danh sách hồ sơ")
        sheet.merge_range(0, 0, 0, 9, ward().ward.upper(), bold)
        sheet.merge_range(1, 0, 1, len(LAYOUT) - 1, "DANH SÁCH HỒ SƠ THỦ TỤC HÀNH CHÍNH (DỮ LIỆU HƯ CẤU)", bold)
        sheet.write(2, 0, f"Thời điểm kết xuất: {shown.as_of:%d/%m/%Y %H:%M:%S}")
        _header(sheet, 4, bold)
        sheet.write_row(6, 0, [f"({number})" for number in range(1, len(LAYOUT) + 1)], bold)
        row = 7
        for cells in _rows(shown):
            sheet.write_row(row, 0, [cell for _, cell in cells])
            row += 1
        sheet.write(row, 0, "Tổng cộng")
        sheet.write(row, 2, f"{row - 7:,} hồ sơ".replace(",", "."))
        sheet.freeze_panes(7, 8)
        sheet.set_column(0, len(LAYOUT) - 1, 18)


def write_csv(shown: View, path: Path) -> None:
    """One header row, a comma between cells, UTF-8 with mark as Excel saves it; the time of the export is not in the file."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([heading for _, heading, _ in LAYOUT])
        for cells in _rows(shown):
            writer.writerow([_moment(cell) if isinstance(cell, datetime) else cell for _, cell in cells])


def _header(sheet: Any, row: int, bold: Any) -> None:
    first = 0
    for place in range(1, len(LAYOUT) + 1):
        if place < len(LAYOUT) and LAYOUT[place][0] and LAYOUT[place][0] == LAYOUT[first][0]:
            continue
        group, heading, _ = LAYOUT[first]
        if not group:
            sheet.merge_range(row, first, row + 1, first, heading, bold)
        elif place - first > 1:
            sheet.merge_range(row, first, row, place - 1, group, bold)
        for column in range(first, place) if group else ():
            sheet.write(row + 1, column, LAYOUT[column][1], bold)
        first = place


def _rows(shown: View) -> Iterator[list[tuple[str, Any]]]:
    """Per dossier the cells of LAYOUT with their lake columns."""
    for number, (dossier, who) in enumerate(zip(shown.tables["dossiers"].to_pylist(), shown.applicant, strict=True), start=1):
        person = applicant(who)
        cells: list[tuple[str, Any]] = []
        for _, _, name in LAYOUT:
            if name == "#":
                value: Any = number
            elif name.startswith("@"):
                value = person[name[1:]]
            elif name == "status":
                value = shown.status_words.get(dossier["code"]) or written(name, dossier[name])
            elif name in SAME_DAY and dossier["limit_amount"] == 0:
                value = SAME_DAY[name]
            else:
                value = written(name, dossier[name])
            cells.append((name, _moment(value) if isinstance(value, datetime) and name not in AS_DATE_CELLS else value))
        yield cells


def _moment(value: datetime) -> str:
    return f"{value:%d/%m/%Y %H:%M:%S}"
