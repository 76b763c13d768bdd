"""A view of the sample written as sync messages: `DongBoHoSoMC` with the dossiers, `CapNhatTienDoHoSoMC` with their steps."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from minhchung.flow.sample.catalogue import ward
from minhchung.flow.sample.words import CHANNELS, PAYMENTS, STATUSES, applicant
from minhchung.flow.sample.world import View

UNKNOWN_STATUS = 99
"""The number that stands for a status whose word no profile knows."""


def write_messages(shown: View, path: Path) -> None:
    """One JSON array, a message to a line: all dossiers, then all steps in their order. Moments as yyyyMMddHHmmss."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("[\n")
        for number, message in enumerate(_messages(shown)):
            file.write((",\n" if number else "") + json.dumps(message, ensure_ascii=False))
        file.write("\n]\n")


def _messages(shown: View) -> Iterator[dict[str, Any]]:
    asked: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in shown.tables["supplements"].to_pylist():
        asked[row["code"]].append(row)
    header = {"madonvi": ward().code_prefix, "isUpdating": False}
    for row, who in zip(shown.tables["dossiers"].to_pylist(), shown.applicant, strict=True):
        yield {"service": "DongBoHoSoMC", **header, "data": _dossier(row, who, asked[row["code"]])}
    for step in shown.tables["steps"].to_pylist():
        yield {"service": "CapNhatTienDoHoSoMC", **header, "data": _progress(step)}


def _dossier(row: dict[str, Any], who: int, asked: list[dict[str, Any]]) -> dict[str, Any]:
    person = applicant(who)
    return {
        "MaHoSo": row["code"],
        "MaTTHC": row["procedure_code"],
        "TenTTHC": row["procedure"],
        "TenLinhVuc": row["field"],
        "KenhThucHien": CHANNELS[row["channel"]],
        "ChuHoSo": person["name"],
        "SoGiayToChuHoSo": person["identity"],
        "Email": person["email"],
        "SoDienThoai": person["phone"],
        "TrichYeuHoSo": person["summary"],
        "NgayNopHoSo": _moment(row["submitted_at"]),
        "NgayTiepNhan": _moment(row["received_at"]),
        "NgayHenTra": _moment(row["due_at"]),
        "TrangThaiHoSo": UNKNOWN_STATUS if row["status"] is None else STATUSES[row["status"]][0],
        "NgayTra": _moment(row["delivered_at"]),
        "NgayKetThucXuLy": _moment(row["finished_at"]),
        "NgayTuChoi": _moment(row["refused_at"]),
        "DonViXuLy": row["unit"],
        "NoiNopHoSo": row["receiving_unit"],
        "HoSoCoThanhPhanSoHoa": int(row["digitised"]),
        "TaiKhoanDuocXacThucVoiVNeID": int(row["verified_account"]),
        "DuocThanhToanTrucTuyen": PAYMENTS[row["paid_online"]],
        "TaiLieuNop": [_paper(row, person["name"])],
        "DanhSachLePhi": [{"TenPhiLePhi": "Lệ phí (mẫu)", "HinhThucThu": 1, "Gia": 10_000 if row["has_fee"] else 0}],
        "DanhSachGiayToKetQua": [{"TenGiayTo": "Kết quả", "DuongDanTepTinKetQua": "ket-qua.pdf"}] if row["result_file"] else [],
        "DanhSachHoSoBoSung": [_supplement(item, person["name"]) for item in asked],
    }


def _paper(row: dict[str, Any], name: str) -> dict[str, Any]:
    return {
        "TenTepDinhKem": f"{name}.pdf",
        "DuocSoHoa": int(row["digitised"]),
        "DuocTaiSuDung": int(row["reused"]),
        "DuocLayTuKhoDMQG": int(row["personal_store"]),
    }


def _supplement(item: dict[str, Any], name: str) -> dict[str, Any]:
    return {
        "HoSoBoSungId": item["seq"],
        "NoiDungBoSung": f"Đề nghị {name} bổ sung giấy tờ",
        "NgayBoSung": _moment(item["asked_at"]),
        "NgayTiepNhanBoSung": _moment(item["given_at"]),
        "NgayHenTraTruoc": _moment(item["due_before"]),
        "NgayHenTraMoi": _moment(item["due_after"]),
    }


def _progress(step: dict[str, Any]) -> dict[str, Any]:
    return {
        "MaHoSo": step["code"],
        "NguoiXuLy": step["officer"],
        "PhongBanXuLy": step["unit"],
        "TrangThai": step["step"],
        "NgayBatDau": _moment(step["started_at"]),
        "ThoiDiemXuLy": _moment(step["ended_at"]),
        "NgayKetThucTheoQuyDinh": _moment(step["allowed_until"]),
    }


def _moment(value: datetime | None) -> str | None:
    return None if value is None else f"{value:%Y%m%d%H%M%S}"
