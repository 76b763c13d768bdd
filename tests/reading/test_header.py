"""Heads and feet in the layouts that really come: one column, two columns on a line, drafts, party papers, stamps."""

from typing import Any

import pytest

from minhchung.reading import read_text

TWO_COLUMNS = """ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
PHƯỜNG VÂN KHÊ                  Độc lập - Tự do - Hạnh phúc
Số: 58/TB-UBND                Vân Khê, ngày 09 tháng 3 năm 2026
THÔNG BÁO
Kết luận của Chủ tịch Ủy ban nhân dân phường

Ngày 06/3/2026, Chủ tịch Ủy ban nhân dân phường chủ trì cuộc họp.
"""
DRAFT = """ỦY BAN NHÂN DÂN
PHƯỜNG VÂN KHÊ
Số:      /KH-UBND
Vân Khê, ngày     tháng 4 năm 2026
KẾ HOẠCH
Tuyên truyền cải cách hành chính

I. MỤC ĐÍCH
"""
PARTY = """ĐẢNG BỘ THÀNH PHỐ HẢI VÂN
ĐẢNG ỦY PHƯỜNG VÂN KHÊ
*
Số 127-CV/ĐU
V/v góp ý dự thảo nghị quyết
ĐẢNG CỘNG SẢN VIỆT NAM
Vân Khê, ngày 03 tháng 8 năm 2026
Kính gửi: Các chi bộ trực thuộc
Nội dung.
"""
STAMPED = """Người ký: CỔNG THÔNG TIN ĐIỆN TỬ
Thời gian ký: 05.03.2026 14:22:10 +07:00
UBND PHƯỜNG VÂN KHÊ
VĂN PHÒNG
Số: 12/BC-VP
Vân Khê, ngày 05 tháng 3 năm 2026
BÁO CÁO
Kết quả tiếp công dân tháng 02

Trong tháng đã tiếp 12 lượt.
"""
SCANNED = "Số: 9/QĐ-UBND\nVân Khê, ngày 01 tháng 02 năm 2026\nQUYÉT ĐỊNH\nVề việc phê duyệt danh mục\n\nCăn cứ Luật;\n"
BARE = "Phòng Kinh tế rà soát hồ sơ trước ngày 20/5/2026.\n"
CASES: list[tuple[str, str, dict[str, Any]]] = [
    (
        "two columns on a line",
        TWO_COLUMNS,
        {
            "type": "thong-bao",
            "number": "58",
            "symbol": "TB-UBND",
            "place": "Vân Khê",
            "date": "2026-03-09",
            "issuer": "Ủy ban nhân dân phường Vân Khê",
            "subject": "Kết luận của Chủ tịch Ủy ban nhân dân phường",
        },
    ),
    ("a draft without number and day", DRAFT, {"type": "ke-hoach", "number": None, "symbol": "KH-UBND", "date": "2026-04"}),
    (
        "a party paper",
        PARTY,
        {
            "type": "cong-van",
            "number": "127",
            "symbol": "CV/ĐU",
            "issuer": "Đảng ủy phường Vân Khê",
            "addressees": ("Các chi bộ trực thuộc",),
        },
    ),
    ("stamps of the portal", STAMPED, {"type": "bao-cao", "number": "12", "symbol": "BC-VP", "signer": None, "date": "2026-03-05"}),
    ("a type spoilt by scanning", SCANNED, {"type": "quyet-dinh", "subject": "Về việc phê duyệt danh mục"}),
    (
        "no head at all",
        BARE,
        {"type": None, "number": None, "symbol": None, "place": None, "date": None, "issuer": None, "signer": None, "subject": None},
    ),
]


@pytest.mark.parametrize(("name", "text", "wanted"), CASES, ids=[c[0] for c in CASES])
def test_heads(name: str, text: str, wanted: dict[str, Any]):
    document = read_text(text).document
    assert {field: getattr(document, field) for field in wanted} == wanted


@pytest.mark.parametrize(
    ("foot", "signer"),
    [
        ("Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n\nLê Thu An", "Lê Thu An"),
        ("Nơi nhận:            TL. CHỦ TỊCH\n- Như trên;          CHÁNH VĂN PHÒNG\n- Lưu: VT.           Đỗ Gia Huy", "Đỗ Gia Huy"),
        ("Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\n(Đã ký)\nPHẠM MINH QUÂN", "Phạm Minh Quân"),
        ("Nơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\n\nTS. Vũ Hà Linh", "Vũ Hà Linh"),
        ("Nơi nhận:\n- Lưu: VT.\nNgười ký: CỔNG THÔNG TIN ĐIỆN TỬ", None),
    ],
)
def test_the_signer_is_the_name_under_the_post(foot: str, signer: str | None):
    assert (
        read_text(f"Kính gửi: Các phòng\n\nYêu cầu các phòng báo cáo kết quả trước ngày 05/6/2026./.\n\n{foot}\n").document.signer == signer
    )


def test_the_documents_own_number_is_no_reference():
    text = "Số: 05/KH-UBND\nKẾ HOẠCH\nKiểm tra\n\nTheo Kế hoạch số 5/KH-UBND này và Công văn số 7/UBND-VP.\n"
    assert read_text(text).references == ("7/UBND-VP",)
