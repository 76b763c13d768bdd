"""Heads and feet in the layouts that really come: one column, two columns on a line, drafts, party papers, stamps."""

from typing import Any

import pytest

from minhchung.reading import read_text
from minhchung.reading.spelling import name_case

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
WIRE = """ỦY BAN NHÂN DÂN TỈNH ĐÔNG KINH
Số: 07/CĐ-UBND
Đông Kinh, hồi 9 giờ 15 phút ngày 04 tháng 10 năm 2026

CÔNG ĐIỆN
Về việc ứng phó lũ trên sông Vân

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐÔNG KINH điện:
- Giám đốc các Sở;
- Chủ tịch UBND các xã, phường.
Yêu cầu các địa phương trực ban 24/24 giờ.
"""
INSPECTION = """UBND TỈNH ĐÔNG KINH
THANH TRA TỈNH
Số: 31/KL-TTT
Đông Kinh, ngày 12 tháng 5 năm 2026

KẾT LUẬN THANH TRA
Về việc quản lý đất công tại xã Đá Bạc

Thực hiện Quyết định số 12/QĐ-TTT ngày 02/3/2026.
"""
TASK_FORM = """UBND PHƯỜNG VÂN KHÊ
PHÒNG VĂN HÓA - XÃ HỘI

PHIẾU GIAO VIỆC
Số: 15/PGV-VHXH

Người giao việc: Ông Vũ Gia Hân - Trưởng phòng
Người nhận việc: Bà Lê Mỹ Duyên - Chuyên viên
Ngày giao: 05/02/2026

Nội dung công việc:
1. Rà soát danh sách người có công.

Người nhận việc                 Người giao việc
(Ký, ghi rõ họ tên)             (Ký, ghi rõ họ tên)
Lê Mỹ Duyên                     Vũ Gia Hân
"""
SCHEDULE = """UBND XÃ ĐÁ BẠC
VĂN PHÒNG HĐND VÀ UBND

LỊCH CÔNG TÁC
Tuần 12 (từ ngày 16/3/2026 đến ngày 20/3/2026)

1. Thứ Hai: giao ban.

TL. CHỦ TỊCH
CHÁNH VĂN PHÒNG
Đào Minh Thư
"""
OFFICE_OF_A_DEPARTMENT = """SỞ XÂY DỰNG TỈNH ĐÔNG KINH
VĂN PHÒNG SỞ
Số: 4/TB-VP
THÔNG BÁO
Lịch bảo trì hệ thống

Ngày 03/4/2026 hệ thống tạm dừng.
"""
CELLS = """| ỦY BAN NHÂN DÂN<br>THÀNH PHỐ HẢI VÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc |
|---|---|
| Số: 9/TB-UBND | Hải Vân, ngày 04 tháng 3 năm 2026 |

THÔNG BÁO
Kết luận cuộc họp

Ngày 03/3/2026, Chủ tịch chủ trì cuộc họp.
"""
MINUTES = """UBND PHƯỜNG VÂN KHÊ
BIÊN BẢN HỌP
Đánh giá tiến độ số hóa hồ sơ

Hôm nay, ngày 04/5/2026, tại trụ sở.
"""
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
        "a wire with its hour",
        WIRE,
        {
            "type": "khac",
            "place": "Đông Kinh",
            "date": "2026-10-04",
            "issuer": "Chủ tịch Ủy ban nhân dân tỉnh Đông Kinh",
            "addressees": ("Giám đốc các Sở", "Chủ tịch UBND các xã, phường"),
        },
    ),
    (
        "the kind of a conclusion is no part of its subject",
        INSPECTION,
        {
            "type": "ket-luan",
            "type_text": "Kết luận thanh tra",
            "subject": "Về việc quản lý đất công tại xã Đá Bạc",
            "issuer": "Thanh tra tỉnh",
        },
    ),
    (
        "a form that hands out work",
        TASK_FORM,
        {
            "type": "khac",
            "type_text": "Phiếu giao việc",
            "date": "2026-02-05",
            "issuer": "Phòng Văn hóa - Xã hội phường Vân Khê",
            "signer": "Vũ Gia Hân",
        },
    ),
    (
        "a schedule",
        SCHEDULE,
        {"type": "khac", "type_text": "Lịch công tác", "issuer": "Văn phòng HĐND và UBND xã Đá Bạc", "signer": "Đào Minh Thư"},
    ),
    ("an office that leaves its department unnamed", OFFICE_OF_A_DEPARTMENT, {"issuer": "Văn phòng Sở Xây dựng tỉnh Đông Kinh"}),
    ("a head in cells with breaks", CELLS, {"issuer": "Ủy ban nhân dân thành phố Hải Vân", "date": "2026-03-04", "number": "9"}),
    ("minutes", MINUTES, {"type": "bien-ban", "type_text": "Biên bản họp", "subject": "Đánh giá tiến độ số hóa hồ sơ"}),
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
        ("Nơi nhận:\n- Lưu: VT.\nKT. CỤC TRƯỞNG\nPHÓ CỤC TRƯỞNG\n\nTạ Hải Yến", "Tạ Hải Yến"),
        ("Nơi nhận:\n- Lưu: VT.\nCHỈ HUY TRƯỞNG\n\nThiếu tá Cao Bá Lộc", "Cao Bá Lộc"),
        ("Nơi nhận:\tHIỆU TRƯỞNG\n- Các tổ;\tMai Thúy Quỳnh\n- Lưu: VT.", "Mai Thúy Quỳnh"),
        ("Nơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\n(đã ký)\nBSCKII. Hồ Quốc Thái", "Hồ Quốc Thái"),
        ("Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Như Điều 3; CHỦ TỊCH\n- UBND tỉnh (b/c);\n- Lưu: VT.\nTrần Hải Sơn", "Trần Hải Sơn"),
        ("Nơi nhận: KT. GIÁM ĐỐC\n- Như trên; PHÓ GIÁM ĐỐC\n- Các PGĐ;\n- Lưu: VT, KT (T05).\n\nMai Thị Khánh Vy", "Mai Thị Khánh Vy"),
        ("Nơi nhận: CHỈ HUY TRƯỞNG\n- Ban CHQS;\n- Lưu: BCH. Trung tá Cao Bá Lộc", "Cao Bá Lộc"),
        ("Nơi nhận: T/M ĐẢNG ỦY\n- Tỉnh ủy (b/c), PHÓ BÍ THƯ\n- Các chi bộ,\n- Lưu Văn phòng. Đỗ Xuân Hòa", "Đỗ Xuân Hòa"),
        ("| **Nơi nhận:** - UBND xã; - Lưu: VT. | **HIỆU TRƯỞNG** *(Đã ký)* **Lê Thị Lan Phương** |", "Lê Thị Lan Phương"),
        ("Nơi nhận:\n- Phòng Kinh tế;\n- Lưu: VT, Đội Quản Lý.\nGIÁM ĐỐC\n\nVũ Hà Linh", "Vũ Hà Linh"),
        ("Nơi nhận:\n- Lưu: VT.\nNgười ký: CỔNG THÔNG TIN ĐIỆN TỬ", None),
    ],
)
def test_the_signer_is_the_name_under_the_post(foot: str, signer: str | None):
    assert (
        read_text(f"Kính gửi: Các phòng\n\nYêu cầu các phòng báo cáo kết quả trước ngày 05/6/2026./.\n\n{foot}\n").document.signer == signer
    )


@pytest.mark.parametrize(
    ("capitals", "name"),
    [
        ("BAN CHỈ HUY QUÂN SỰ XÃ ĐÁ BẠC", "Ban Chỉ huy Quân sự xã Đá Bạc"),
        ("BỆNH VIỆN ĐA KHOA KHU VỰC SÔNG VÂN", "Bệnh viện Đa khoa khu vực Sông Vân"),
        ("BAN THƯỜNG VỤ HỘI LHPN", "Ban Thường vụ Hội LHPN"),
        ("ĐOÀN KIỂM TRA", "Đoàn kiểm tra"),
        ("ĐOÀN THANH NIÊN PHƯỜNG VÂN KHÊ", "Đoàn Thanh niên phường Vân Khê"),
        ("TỔ CÔNG TÁC", "Tổ công tác"),
        ("PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ", "Phòng Kinh tế, Hạ tầng và Đô thị"),
        ("TRƯỜNG THCS LÊ QUÝ ĐÔN", "Trường THCS Lê Quý Đôn"),
        ("BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG KHU VỰC ĐÔNG KINH", "Ban Quản lý dự án đầu tư xây dựng khu vực Đông Kinh"),
        ("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM XÃ ĐÁ BẠC", "Ủy ban Mặt trận Tổ quốc Việt Nam xã Đá Bạc"),
        ("VĂN PHÒNG HỘI ĐỒNG NHÂN DÂN VÀ ỦY BAN NHÂN DÂN", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"),
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH TỈNH ĐÔNG KINH", "Sở Văn hóa, Thể thao và Du lịch tỉnh Đông Kinh"),
    ],
)
def test_capitals_are_set_back_to_the_usual_spelling(capitals: str, name: str):
    assert name_case(capitals) == name


def test_the_documents_own_number_is_no_reference():
    text = "Số: 05/KH-UBND\nKẾ HOẠCH\nKiểm tra\n\nTheo Kế hoạch số 5/KH-UBND này và Công văn số 7/UBND-VP.\n"
    assert read_text(text).references == ("7/UBND-VP",)


def test_a_party_letter_says_its_subject_under_the_number_with_a_bare_about() -> None:
    about = "Về tổ chức sinh hoạt chuyên đề và phân công đảng viên phụ trách hộ gia đình trong năm 2027"
    head = read_text(PARTY.replace("V/v góp ý dự thảo nghị quyết", about)).document
    assert (head.subject, head.place, head.date) == (about, "Vân Khê", "2026-08-03")


def test_addressees_bear_no_signs_of_their_list() -> None:
    head = read_text(PARTY.replace("Kính gửi: Các chi bộ trực thuộc", "Kính gửi:\n- Các chi bộ trực thuộc,\n- Ban Xây dựng Đảng.")).document
    assert head.addressees == ("Các chi bộ trực thuộc", "Ban Xây dựng Đảng")


@pytest.mark.parametrize(("said", "date"), [("năm 2026", "2026-09-15"), ("năm 2026 và năm 2027", None)])
def test_without_a_date_of_its_own_only_the_one_year_a_document_speaks_of_completes_a_day(said: str, date: str | None) -> None:
    item = "- Lập danh mục chợ dân sinh, gửi báo cáo trước ngày 15/9."
    found = read_text(f"THÔNG BÁO\nKết luận cuộc họp về kế hoạch {said}\n\n1. Giao Phòng Kinh tế\n\n{item}\n").assignments
    assert [assignment.deadline for assignment in found] == [date]
