"""Lists of dossiers as wards get them: where the header stands, what is skipped, what is rejected, what is refused."""

import csv
import datetime as dt
import io
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from minhchung.flow.exports import ExportError, open_export, write_rejects
from minhchung.flow.exports.as_of import said_as_of

AS_OF = tomllib.loads(Path(__file__).with_name("as_of.toml").read_text(encoding="utf-8"))["case"]
CODES = ["H24.100-261120-0001", "H24.100-261120-0002"]


def test_a_plain_list_gives_its_columns(workbook, read, header, line):
    got = read(workbook([header, line(1), line(2, due=dt.datetime(2026, 11, 24, 17)), line(3, received=dt.date(2026, 11, 20))]))
    assert got.export.columns == ("code", "procedure", "status", "received_at", "due_at")
    assert got.column("code") == [*CODES, "H24.100-261120-0003"]
    assert got.column("due_at") == [dt.datetime(2026, 11, 23, 17), dt.datetime(2026, 11, 24, 17), dt.datetime(2026, 11, 23, 17)]
    assert got.column("received_at")[2] == dt.datetime(2026, 11, 20)
    assert (got.rejects, got.read) == ([], 3)
    assert got.export.precision == {"received_at": "minute", "due_at": "minute"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_csv_is_read_whatever_its_encoding_and_delimiter(table_file, read, header, line, encoding: str, delimiter: str):
    got = read(table_file([["Danh sách; a, b | c"], [], header, line(1), line(2)], encoding=encoding, delimiter=delimiter))
    assert got.column("code") == CODES
    assert got.column("procedure") == ["Chứng thực bản sao từ bản chính"] * 2
    assert got.column("status") == ["processing"] * 2


def test_windows_1258_is_read(tmp_path: Path, read, header, line):
    import unicodedata

    def old(text: str) -> bytes:
        out = b""
        for letter in unicodedata.normalize("NFC", text):
            try:
                out += letter.encode("cp1258")
            except UnicodeEncodeError:
                base, *marks = unicodedata.normalize("NFD", letter)
                kept = unicodedata.normalize("NFC", base + "".join(m for m in marks if m in "\u0302\u0306\u031b"))
                out += kept.encode("cp1258") + "".join(m for m in marks if m not in "\u0302\u0306\u031b").encode("cp1258")
        return out

    path = tmp_path / "cu.csv"
    path.write_bytes(b"".join(old(",".join(map(str, row)) + "\r\n") for row in [header, line(1), line(2)]))
    got = read(path)
    assert got.column("procedure") == ["Chứng thực bản sao từ bản chính"] * 2
    assert got.column("status") == ["processing"] * 2


def _banner(header: list[str]) -> list[list[Any]]:
    return [["UBND PHƯỜNG VÂN KHÊ"], ["DANH SÁCH HỒ SƠ"], ["(Số liệu tính đến 07:45 ngày 20/11/2026)"], [], header]


def test_banner_numbering_total_and_signature_are_no_rows(workbook, table_file, read, header, line):
    rows = [
        *_banner(header),
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["", "", "I. Lĩnh vực chứng thực"],
        line(1),
        ["", "", ""],
        header,
        line(2),
        ["Tổng cộng", "", "2 hồ sơ"],
        ["", "", "", "", "Vân Khê, ngày mẫu"],
        ["", "NGƯỜI LẬP BIỂU", "", "", "", "CHỦ TỊCH"],
    ]
    for path in (workbook(rows), table_file(rows)):
        got = read(path)
        assert got.column("code") == CODES
        assert got.rejects == []
        assert got.export.as_of == dt.datetime(2026, 11, 20, 7, 45)


def test_an_empty_first_column_changes_nothing(workbook, read, header, line):
    assert read(workbook([[], ["", *header], ["", *line(1)], ["", *line(2)]])).column("code") == CODES


def test_headers_of_two_and_three_rows_are_joined(workbook, read):
    rows = [
        ["STT", "Hồ sơ", "", "Tiếp nhận", "", "Thời hạn", ""],
        ["", "Mã hồ sơ", "Tên thủ tục", "Ngày", "Đơn vị tiếp nhận", "Ngày hẹn trả", "Ngày trả"],
        [1, CODES[0], "Khai sinh", "20/11/2026", "Một cửa", "23/11/2026", ""],
    ]
    got = read(workbook(rows))
    assert got.export.columns == ("code", "procedure", "receiving_unit", "received_at", "due_at", "delivered_at")
    deeper = [["BẢNG KÊ", "", "", "", "", "", ""], *rows]
    assert read(workbook(deeper)).column("received_at") == [dt.datetime(2026, 11, 20)]
    three = [["STT", "Hồ sơ", "", "Tiến độ", ""], ["", "Mã hồ sơ", "Thủ tục", "Tiếp nhận", ""], ["", "", "", "Ngày", "Người tiếp nhận"]]
    got = read(workbook([*three, [1, CODES[0], "Khai sinh", "20/11/2026", "Cán bộ A"]]))
    assert got.column("receiver") == ["Cán bộ A"]
    assert got.column("received_at") == [dt.datetime(2026, 11, 20)]


def test_the_sheet_that_is_the_list_is_taken(workbook, read, header, line):
    summary = [["Đơn vị", "Tổng số", "Đúng hạn", "Quá hạn"], ["Vân Khê", 10, 9, 1]]
    assert read(workbook([["Hướng dẫn"]], summary, [header, line(1)])).column("code") == CODES[:1]


def test_texts_written_in_the_cells_themselves_are_read(tmp_path: Path, read, header, line):
    import xlsxwriter

    path = tmp_path / "inline.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for n, row in enumerate([["DANH SÁCH"], header, line(1), line(2)]):
            sheet.write_row(n, 0, row)
    assert read(path).column("code") == CODES


PROFILES = {
    "danh-sach-qua-han": "STT · Đơn vị tiếp nhận · Lĩnh vực · Tên thủ tục hành chính · Mã hồ sơ · Trạng thái · Địa chỉ · Chủ hồ sơ · "
    "Ngày nhận · Ngày hẹn trả · Ngày kết thúc xử lý",
    "phu-luc-1-cham-tre": "STT · Mã hồ sơ · Ngày tiếp nhận · Ngày hẹn trả · Ngày có kết quả · Đơn vị giải quyết · Ghi chú",
    "phu-luc-2-dang-cham": "STT · Mã hồ sơ · Ngày tiếp nhận · Ngày hẹn trả · Đơn vị giải quyết · Cán bộ đang xử lý · Ghi chú",
    "tiep-nhan-qua-han": "STT · Đơn vị tiếp nhận · Người tiếp nhận · Tên TTHC · Mã hồ sơ · Trạng thái · Địa chỉ · Chủ hồ sơ · "
    "Ngày nộp hồ sơ · Ngày nhận",
    "opencps-danh-sach": "Chủ hồ sơ · Địa chỉ · Số điện thoại · Thư điện tử · Người nộp hồ sơ · Ngày gửi · Ngày tiếp nhận · Ngày hẹn trả · "
    "Ngày gia hạn · Ngày hoàn thành · Ngày trả · Trạng thái · Trực tuyến · Mã hồ sơ gốc · Ghi chú xử lý",
    "mau-07-so-theo-doi": "MaHoSo · TrichYeuHoSo · SoBoHoSo · ChuHoSo · DiaChiChuHoSo · SoDienThoaiChuHoSo · NgayTiepNhan · NgayHenTra · "
    "NgayTra · TenNguoiNhanHoSo",
    "chung": "Mã hồ sơ · Ngày tiếp nhận · Thời hạn giải quyết · Kênh nộp",
}


@pytest.mark.parametrize("name", PROFILES)
def test_the_real_headings_of_an_export_choose_its_profile(table_file, name: str):
    headings = PROFILES[name].split(" · ")
    export = open_export(table_file([headings, ["x"] * len(headings)]))
    assert export.profile == name
    assert len(export.headings) == len(headings)


def test_a_sheet_that_fits_two_profiles_alike_is_read_by_the_general_one(table_file):
    headings = ["Mã hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả", "Đơn vị giải quyết"]
    assert open_export(table_file([headings, ["x"] * 4])).profile == "chung"


def test_two_profiles_that_read_a_sheet_differently_are_an_error(table_file, monkeypatch):
    from minhchung.flow.exports import choosing, packaged_profiles

    known = dict(packaged_profiles())
    one = known["phu-luc-1-cham-tre"]
    known["hai"] = one.model_copy(update={"name": "hai", "columns": one.columns | {"delivered_at": one.columns["finished_at"]}})
    del known["hai"].columns["finished_at"]
    monkeypatch.setattr(choosing, "packaged_profiles", lambda: known)
    with pytest.raises(ExportError, match="hai, phu-luc-1-cham-tre"):
        open_export(table_file([PROFILES["phu-luc-1-cham-tre"].split(" · "), ["x"] * 7]))


def test_the_opencps_list_has_its_channel_as_yes_or_no(table_file, read):
    headings = PROFILES["opencps-danh-sach"].split(" · ")
    row = dict.fromkeys(headings, "") | {
        "Mã hồ sơ gốc": "H24.1-261120-0001",
        "Ngày tiếp nhận": "20/11/2026",
        "Trực tuyến": "Có",
        "Trạng thái": "releasing",
    }
    got = read(table_file([headings, list(row.values())]))
    assert (got.column("channel"), got.column("status")) == (["online"], ["finished"])


REFUSED = {
    "báo cáo tổng hợp": [
        ["Đơn vị", "Tiếp nhận", "", "", "Đã xử lý", "", ""],
        ["", "Tổng số", "Kỳ trước", "Trong kỳ", "Trước hạn", "Đúng hạn", "Quá hạn"],
        ["Vân Khê", 10, 1, 9, 3, 4, 3],
    ],
    "danh mục thủ tục hành chính": [
        ["STT", "Mã TTHC", "Tên TTHC", "Lĩnh vực", "Cấp thực hiện"],
        [1, "1.000894", "Kết hôn", "Hộ tịch", "Xã"],
    ],
    "Không thấy danh sách hồ sơ": [["Tên", "Số"], ["a", 1]],
}


@pytest.mark.parametrize("said", REFUSED)
def test_what_is_no_dossier_list_is_refused_by_what_it_is(workbook, said: str):
    with pytest.raises(ExportError, match=said) as refusal:
        open_export(workbook(REFUSED[said]))
    assert "Mã hồ sơ" in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"", "rỗng"),
        ("a.xlsx", b"PK\x03\x04 broken", "hỏng"),
        ("a.xls", b"<html><table><tr><td>M\xc3\xa3</td></tr></table></html>", "trang web"),
        ("a.xlsx", b"%PDF-1.7", "PDF"),
        ("a.csv", b"\x01", "Không thấy danh sách|không phải chữ"),
        ("a.csv", bytes(range(256)) * 4, "không phải chữ"),
        ("a.xml", b"<?xml version='1.0'?><a/>", "XES"),
        ("a.json", b"{", "JSON"),
        ("a.json", b'{"a": 1}', "MaHoSo"),
        ("a.xes.gz", b"\x1f\x8b\x08junk", "GZIP"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_its_content(tmp_path: Path, name: str, content: bytes, said: str):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ExportError, match=said):
        open_export(path)


def test_an_absent_file_is_said(tmp_path: Path):
    with pytest.raises(ExportError, match="Không thấy tệp"):
        open_export(tmp_path / "khong-co.xlsx")


def test_the_official_lists_of_procedures_are_refused(shared: Path):
    for path in sorted((shared / "data" / "tthc").glob("*.xlsx")):
        with pytest.raises(ExportError, match="danh mục thủ tục hành chính"):
            open_export(path)


REJECTED: list[tuple[dict[str, Any], str, str]] = [
    ({"code": ""}, "Mã hồ sơ", "Thiếu mã hồ sơ"),
    ({"code": "031085001234"}, "Mã hồ sơ", "Không phải mã hồ sơ"),
    ({"received": "31/11/2026"}, "Ngày tiếp nhận", "Không phải ngày giờ"),
    ({"due": "sớm"}, "Ngày hẹn trả", "Không phải ngày giờ"),
    ({"received": ""}, "Ngày tiếp nhận", "Không có ngày tiếp nhận"),
]


@pytest.mark.parametrize(("change", "column", "reason"), REJECTED)
def test_a_bad_row_is_rejected_with_row_column_and_reason(workbook, table_file, read, header, line, change, column: str, reason: str):
    rows = [*_banner(header), line(1), line(9, **change), line(2)]
    for path in (workbook(rows), table_file(rows)):
        got = read(path)
        assert got.column("code") == CODES
        [reject] = got.rejects
        assert (reject.row, reject.column) == (7, column)
        assert reject.reason.startswith(reason)


def test_a_last_row_with_a_day_and_no_code_is_a_reject_and_no_signature(table_file, read):
    got = read(table_file([["Mã hồ sơ", "Ngày tiếp nhận"], [CODES[0], "20/11/2026"], ["", "20/11/2026"]]))
    assert [reject.row for reject in got.rejects] == [3]


def test_an_end_before_the_reception_is_kept(table_file, read, header, line):
    rows = [[*header, "Ngày kết thúc xử lý"], [*line(1), "19/11/2026 08:00"]]
    assert read(table_file(rows)).column("finished_at") == [dt.datetime(2026, 11, 19, 8)]


def test_an_identical_line_goes_silently_and_a_differing_one_names_the_first(table_file, read, header, line):
    got = read(table_file([header, line(1), line(2), line(1), line(1, status="Đã trả kết quả")]))
    assert got.column("code") == CODES
    [reject] = got.rejects
    assert (reject.row, got.read) == (5, 4)
    assert "dòng 2" in reject.reason


def test_a_csv_line_with_too_few_cells_is_rejected_and_the_numbers_still_hold(table_file, read, header, line):
    got = read(table_file([header, line(1), ["3", "H24.100-261120-0003", "x", "20/11/2026"], [], line(4, due="mai"), line(2)]))
    assert got.column("code") == CODES
    assert [(reject.row, reject.reason.split(":")[0]) for reject in got.rejects] == [
        (3, "Dòng có 4 ô, tiêu đề có 6 ô."),
        (5, "Không phải ngày giờ có thật"),
    ]


def test_a_delimiter_at_the_end_of_each_line_is_no_cell(tmp_path: Path, read, header, line):
    path = tmp_path / "a.csv"
    path.write_text("\n".join([",".join(header), ",".join(map(str, line(1))) + ",", ",".join(map(str, line(2))) + ","]) + "\n", "utf-8")
    got = read(path)
    assert (got.column("code"), got.rejects) == (CODES, [])


def test_a_surplus_cell_with_something_in_it_is_still_rejected(tmp_path: Path, read, header, line):
    path = tmp_path / "a.csv"
    path.write_text(
        "\n".join([",".join(header), ",".join(map(str, line(1))) + ",x", ",".join(map(str, line(2))) + ",y", ",".join(map(str, line(2)))])
        + "\n",
        "utf-8",
    )
    got = read(path)
    assert got.column("code") == CODES[1:]
    assert [reject.row for reject in got.rejects] == [2, 3]


def test_a_quoted_cell_may_hold_line_ends(table_file, read, header, line):
    assert read(table_file([header, line(1, procedure="Chứng thực\nbản sao"), line(2)])).column("procedure")[0] == "Chứng thực bản sao"


def test_one_bad_row_in_a_hundred_loses_only_itself_and_comes_back_with_its_error(table_file, read, header, line):
    rows = [line(n) if n % 100 else line(n, received="32/01/2026") for n in range(1, 100_001)]
    source = table_file([header, *rows])
    got = read(source)
    assert (got.tables["dossiers"].num_rows, len(got.rejects), got.read) == (99_000, 1_000, 100_000)
    assert [reject.row for reject in got.rejects] == [n + 1 for n in range(100, 100_001, 100)]
    out = io.BytesIO()
    write_rejects(source, got.rejects, out)
    head, *back = csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig")))
    assert head == [*header, "Lỗi"]
    assert [line[0] for line in back] == [str(n) for n in range(100, 100_001, 100)]
    assert {line[-1].split(":")[0] for line in back} == {"Cột “Ngày tiếp nhận”"}


def test_unknown_headings_and_words_are_counted(table_file, read, header, line):
    got = read(table_file([[*header, "Cột lạ"], [*line(1, status="Lơ lửng"), "z"], [*line(2, status="Lơ lửng"), ""]]))
    assert got.export.unknown == {"headings": {"Cột lạ": 1}, "statuses": {"Lơ lửng": 2}}
    assert got.column("status") == [None, None]


@pytest.mark.parametrize("case", AS_OF, ids=[case["line"] for case in AS_OF])
def test_the_moment_of_export_is_read_where_the_file_says_it(case: dict[str, str]):
    found = said_as_of([["CỘNG HÒA XÃ HỘI"], ["", case["line"], ""]])
    assert (found.isoformat() if found else "") == case["value"]


def test_an_export_is_read_once(table_file, header, line):
    export = open_export(table_file([header, line(1)]))
    assert sum(batch.read for batch in export) == 1
    with pytest.raises(RuntimeError):
        list(export)


def test_a_list_without_rows_gives_nothing(workbook, table_file, read, header):
    for path in (workbook([header]), table_file([header])):
        assert read(path).tables == {}


def test_batches_have_at_most_65536_rows(table_file, header, line: Callable[..., list[Any]]):
    path = table_file([header, *(line(n) for n in range(70_000))])
    assert [batch.read for batch in open_export(path)] == [65_536, 4_464]
