"""Sync messages of the national portal: dossiers, steps, supplements, fees."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from minhchung.flow.exports import ExportError, open_export

CODE = "H24.100-261120-0001"


def _dossier(code: str = CODE, **more: Any) -> dict[str, Any]:
    return {
        "MaHoSo": code,
        "MaTTHC": "2.000815",
        "TenTTHC": "Chứng thực bản sao",
        "TenLinhVuc": "Chứng thực",
        "KenhThucHien": 2,
        "NgayNopHoSo": "20261120070000",
        "NgayTiepNhan": "2026-11-20T00:45:30.123Z",
        "NgayHenTra": "20261123170000",
        "TrangThaiHoSo": "5",
        "NgayTra": "",
        "HoSoCoThanhPhanSoHoa": "1",
        "DuocThanhToanTrucTuyen": 2,
        "DSKetNoiCSDL": [],
        "TaiLieuNop": [{"DuocSoHoa": 1, "DuocTaiSuDung": 0, "DuocLayTuKhoDMQG": 1}],
        "DanhSachLePhi": [{"Gia": "8.000"}],
        "DanhSachGiayToKetQua": [{"DuongDanTepTinKetQua": ""}],
        "DanhSachHoSoBoSung": [
            {
                "NgayBoSung": "20261120080000",
                "NgayTiepNhanBoSung": "20261120090000",
                "NgayHenTraTruoc": "20261121170000",
                "NgayHenTraMoi": "20261122170000",
            },
            {
                "NgayBoSung": "20261121080000",
                "NgayTiepNhanBoSung": None,
                "NgayHenTraTruoc": "20261122170000",
                "NgayHenTraMoi": "20261123170000",
            },
        ],
    } | more


def _progress(when: str, status: int = 4) -> dict[str, Any]:
    return {
        "MaHoSo": CODE,
        "NguoiXuLy": "Cán bộ A",
        "ThoiDiemXuLy": when,
        "PhongBanXuLy": "Phòng Văn hóa",
        "TrangThai": status,
        "NgayBatDau": when,
    }


@pytest.fixture
def message_file(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "thong-diep.txt"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_dossier_message_becomes_columns_flags_and_supplements(message_file, read):
    got = read(message_file(json.dumps({"header": {"MaDinhDanhDV": "H24.100"}, "isUpdating": False, "HoSo": _dossier()})))
    [row] = got.tables["dossiers"].to_pylist()
    assert row == {
        "code": CODE,
        "procedure_code": "2.000815",
        "procedure": "Chứng thực bản sao",
        "field": "Chứng thực",
        "channel": "online",
        "status": "supplement",
        "submitted_at": dt.datetime(2026, 11, 20, 7),
        "received_at": dt.datetime(2026, 11, 20, 7, 45, 30),
        "due_at": dt.datetime(2026, 11, 23, 17),
        "delivered_at": None,
        "supplement_count": 2,
        "supplement_asked_at": dt.datetime(2026, 11, 21, 8),
        "supplement_given_at": None,
        "result_file": False,
        "digitised": True,
        "reused": False,
        "personal_store": True,
        "population_data": False,
        "has_fee": True,
        "paid_online": "gateway",
    }
    assert [(item["seq"], item["due_after"]) for item in got.tables["supplements"].to_pylist()] == [
        (1, dt.datetime(2026, 11, 22, 17)),
        (2, dt.datetime(2026, 11, 23, 17)),
    ]


def test_progress_becomes_steps_in_the_order_of_the_file(message_file, read):
    lines = [
        json.dumps(item)
        for item in (_dossier(), _progress("20261120080000", 2), _progress("20261120080000"), _progress("20261120080000", 9))
    ]
    got = read(message_file("\n".join(lines)))
    assert [(item["seq"], item["step"], item["unit"]) for item in got.tables["steps"].to_pylist()] == [
        (1, "Được tiếp nhận", "Phòng Văn hóa"),
        (2, "Đang xử lý", "Phòng Văn hóa"),
        (3, "Đã xử lý xong", "Phòng Văn hóa"),
    ]


def test_the_last_message_about_a_dossier_counts(message_file, read):
    got = read(message_file(json.dumps([_dossier(), _dossier(TrangThaiHoSo="10")])))
    assert got.column("status") == ["delivered"]
    assert got.tables["supplements"].num_rows == 2


def test_bad_messages_are_rejected_by_their_place(message_file, read):
    got = read(message_file(json.dumps([_dossier(), _dossier("H24.100-261120-0002", NgayTiepNhan="20261332"), _dossier("031085001234")])))
    assert [(reject.row, reject.column) for reject in got.rejects if reject.column in ("NgayTiepNhan", "MaHoSo")][:2] == [
        (2, "NgayTiepNhan"),
        (3, "MaHoSo"),
    ]
    assert got.column("code") == [CODE]


@pytest.mark.parametrize(
    ("text", "said"), [('[{"a": 1}]', "MaHoSo"), ('[{"MaHoSo": 1},', "dòng 1"), ("[" * 5000, "sâu|hỏng"), ('{"a":1}\n{"b"', "dòng 2")]
)
def test_broken_or_foreign_json_is_refused(message_file, text: str, said: str):
    with pytest.raises(ExportError, match=said):
        open_export(message_file(text))
