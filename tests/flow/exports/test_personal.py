"""Nothing about an applicant leaves the file: planted names, numbers and addresses are looked for in all that comes out."""

import json
from typing import Any

import pytest

from minhchung.flow.exports import ExportError, open_export
from minhchung.flow.exports.personal import is_personal, looks_like_name, shown

NAME, PHONE, CARD, MAIL, HOME = "Nguyễn Thị Mẫu Đơn", "0912 345 678", "031085001234", "mau.don@thu.example", "Số 7 ngõ 8 phố Mẫu"
PLANTED = (NAME, PHONE, "0912345678", CARD, MAIL, HOME, "Mẫu Đơn", "mau.don", "345 678")
HEADER = [
    "STT",
    "Mã hồ sơ",
    "Chủ hồ sơ",
    "Địa chỉ",
    "Số điện thoại",
    "Email",
    "CCCD",
    "Tên thủ tục",
    "Đơn vị giải quyết",
    "Cán bộ xử lý",
    "Ngày tiếp nhận",
    "Trạng thái",
    "Ghi chú",
]


def _rows() -> list[list[Any]]:
    code = "H24.1-261120-{:04d}".format
    plain = [1, code(1), NAME, HOME, PHONE, MAIL, CARD, "Khai sinh", "UBND phường", "Cán bộ A", "20/11/2026", "Đang xử lý", HOME]
    return [
        plain,
        [2, code(2), NAME, HOME, PHONE, MAIL, CARD, f"Khai sinh cho {CARD}", f"Liên hệ {PHONE}", MAIL, "20/11/2026", NAME, NAME],
        [3, CARD, NAME, HOME, PHONE, MAIL, CARD, "Khai sinh", "UBND", "A", "20/11/2026", PHONE, ""],
        [4, NAME, NAME, HOME, PHONE, MAIL, CARD, "Khai sinh", "UBND", "A", "20/11/2026", CARD, ""],
        [5, MAIL, NAME, HOME, PHONE, MAIL, CARD, "Khai sinh", "UBND", "A", "20/11/2026", MAIL, ""],
        [6, code(6), NAME, HOME, PHONE, MAIL, CARD, "Khai sinh", "UBND", "A", NAME, "Đang xử lý", ""],
        [7, code(7), NAME, HOME, PHONE, MAIL, CARD, "Khai sinh", "UBND", "A", CARD, "Đang xử lý", ""],
        [8, code(8), NAME, HOME, PHONE, MAIL, CARD, "Khai sinh", "UBND", "A", "0912345678", "Đang xử lý", ""],
    ]


def _said(got: Any) -> str:
    tables = json.dumps({name: table.to_pylist() for name, table in got.tables.items()}, ensure_ascii=False, default=str)
    export = got.export
    known = [export.profile, export.columns, export.headings, export.unknown, export.dropped, export.precision]
    return " ".join([tables, repr(got.rejects), repr(known)])


@pytest.mark.parametrize("banner", [[], [[NAME, PHONE, CARD], [f"Người xuất: {NAME}"]]], ids=["plain", "banner"])
def test_no_planted_value_reaches_a_batch_a_reject_or_what_is_counted(workbook, table_file, read, banner: list[list[str]]):
    rows = [*banner, HEADER, *_rows()]
    for path in (workbook(rows), table_file(rows), table_file(rows, name="a.tsv", delimiter="\t")):
        got = read(path)
        said = _said(got)
        assert [planted for planted in PLANTED if planted in said] == []
        assert got.column("code") == ["H24.1-261120-0001", "H24.1-261120-0002"]
        assert [reject.row - len(banner) for reject in got.rejects] == [4, 5, 6, 7, 8, 9]
        assert got.export.dropped == {"procedure": 1, "unit": 1, "officer": 1}


def test_a_dropped_value_is_unknown_and_its_row_stays(table_file, read):
    got = read(table_file([HEADER, *_rows()[:2]]))
    assert got.column("procedure") == ["Khai sinh", None]
    assert got.column("officer") == ["Cán bộ A", None]


def test_a_heading_that_is_a_persons_value_is_hidden(table_file, read):
    got = read(table_file([[*HEADER, NAME, PHONE, CARD], [*_rows()[0], "", "", ""]]))
    assert [planted for planted in PLANTED if planted in _said(got)] == []


def test_an_error_never_holds_a_value_of_the_file(workbook, table_file):
    for path in (workbook([[NAME, PHONE], [CARD, MAIL]]), table_file([[NAME, PHONE], [CARD, MAIL]])):
        with pytest.raises(ExportError) as refusal:
            open_export(path)
        assert [planted for planted in PLANTED if planted in str(refusal.value)] == []


def test_personal_fields_of_messages_stay_in_the_message(tmp_path, read):
    path = tmp_path / "dong-bo.json"
    message = {
        "MaHoSo": "H24.1-261120-0001", "ChuHoSo": NAME, "SoGiayToChuHoSo": CARD, "Email": MAIL, "SoDienThoai": PHONE, "TrichYeuHoSo": HOME,
        "NgayTiepNhan": "20261120074500", "DinhDanhCHS": [{"LoaiDinhDanh": 1, "SoDinhDanh": CARD}], "ThongTinTra": NAME, "GhiChu": HOME,
        "DanhSachHoSoBoSung": [{"NguoiYeuCauBoSung": NAME, "NoiDungBoSung": HOME, "NgayBoSung": "20261121080000"}],
        "TaiLieuNop": [{"TenTepDinhKem": f"{NAME}.pdf", "DuocTaiSuDung": 1}],
    }  # fmt: skip
    path.write_text(json.dumps(message, ensure_ascii=False), encoding="utf-8")
    assert [planted for planted in PLANTED if planted in _said(read(path))] == []


def test_a_profile_cannot_take_a_personal_column(tmp_path, table_file):
    own = tmp_path / "cua-toi.toml"
    own.write_text(
        'name = "cua-toi"\ntitle = "T"\nsource = "S"\nvalid_from = 2026-01-01\n[columns]\ncode = ["Mã hồ sơ"]\nofficer = ["Chủ hồ sơ"]\n',
        encoding="utf-8",
    )
    with pytest.raises(ExportError, match="dữ liệu cá nhân"):
        open_export(table_file([HEADER, *_rows()]), profile=str(own))


@pytest.mark.parametrize(
    "text", [PHONE, "+84 912 345 678", "0225.3825.123", CARD, "123456789", "CCCD: 031 085 001 234", f"gửi {MAIL}", "(0912345678)"]
)
def test_numbers_and_addresses_of_persons_are_seen(text: str):
    assert is_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "1.004873.000.00.00.H24",
        "000.00.16.H24",
        "2.000908",
        "H24.100-261120-0001",
        "NĐ 118/2025/NĐ-CP",
        "Tổ 12, 2026",
        "20/11/2026 07:45:30",
        "1.234.567",
    ],
)
def test_codes_and_days_are_not_taken_for_persons(text: str):
    assert not is_personal(text)


def test_names_are_told_from_words_of_office():
    assert looks_like_name(NAME)
    assert not looks_like_name("Đang xử lý")
    assert not looks_like_name("Văn phòng HĐND")


@pytest.mark.parametrize(("value", "said"), [("31/11/2026", "31/11/2026"), (NAME, "(chữ, 18 ký tự)"), (CARD, "(số, 12 ký tự)"), ("", "")])
def test_a_rejected_value_is_shown_only_when_it_is_a_day(value: str, said: str):
    assert shown(value) == said
