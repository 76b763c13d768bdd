"""Heads that leave something out: the place, the mark of the subject, the name of the office above; and lines that break in the middle."""

from typing import Any

import pytest

from minhchung.reading import read_text

LETTER = "\n\nKính gửi: Các thôn\n\nĐề nghị các thôn báo cáo trước ngày 10/6.\n"
ORDERS = "\n\n1. Các thôn lập danh sách.\n"
UNION = "ĐOÀN TNCS HỒ CHÍ MINH PHƯỜNG VÂN KHÊ\nBAN CHẤP HÀNH\n***\nSố:     -CV/ĐTN\nV/v ra quân\nVân Khê, ngày 02 tháng 3 năm 2026"
WOMEN = "HỘI LIÊN HIỆP PHỤ NỮ PHƯỜNG VÂN KHÊ\nBAN THƯỜNG VỤ\nSố: 7/KH-BTV\nVân Khê, ngày 02 tháng 3 năm 2026\n\nKẾ HOẠCH\nTuần lễ áo dài"
ARMY = "BỘ CHỈ HUY QUÂN SỰ TỈNH LẠC HỒNG\nBCH QUÂN SỰ XÃ ĐÁ BẠC\nSố: 21/HD-BCH\nĐá Bạc, ngày 03 tháng 11 năm 2025\n\nHƯỚNG DẪN\nSơ tuyển"
PARTY = "ĐẢNG BỘ PHƯỜNG VÂN KHÊ\nĐẢNG ỦY\nSố 45-KL/ĐU\nVân Khê, ngày 14 tháng 4 năm 2026\n\nKẾT LUẬN\ncủa Ban Thường vụ về nhiệm vụ quý II"
PARTY_LETTER = "BAN XÂY DỰNG ĐẢNG\nSố 12-CV/BXDĐ\nRà soát hồ sơ đảng viên và\nbổ sung lý lịch\n\nAn Lạc, ngày 4 tháng 6 năm 2026"
OFFICE = "UBND XÃ ĐÁ BẠC\nVĂN PHÒNG\nSố: 9/TB-VP\nĐá Bạc, ngày 7 tháng 7 năm 2026\n\nTHÔNG BÁO\nLịch trực"
HOSPITAL = "SỞ Y TẾ\nBỆNH VIỆN ĐA KHOA HỒNG PHÁT\nSố: 210/TB-BV\nHồng Phát, ngày 09 tháng 3 năm 2026\n\nTHÔNG BÁO\nKết luận giao ban"
YEARS = (
    "BỘ NỘI VỤ\nSố: 228/BNV-CC\nV/v báo cáo giữa kỳ chương trình giai đoạn 2026\n- 2030\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Độc lập - Tự do - Hạnh phúc\nHà Nội, ngày 09 tháng 4 năm 2026"
)
COUNCIL = (
    "UBND TỈNH LẠC HỒNG\nVĂN PHÒNG\nSố: 29/TB-VP\nLạc Hồng, ngày 08 tháng 12 năm 2025\n\nTHÔNG BÁO\n"
    "Kết luận của Chủ tịch UBND tỉnh tại buổi làm việc giữa các Phó Chủ tịch\nUBND tỉnh với lãnh đạo các sở về giải ngân\n\n"
    "Ngày 04/12/2025, Chủ tịch UBND tỉnh chủ trì cuộc họp và kết luận như sau:"
)
WIRE = (
    "Công điện gửi: Chủ tịch UBND các tỉnh.\n\n"
    "Để ứng phó mưa lớn, Thủ tướng Chính phủ yêu cầu Chủ tịch UBND các tỉnh rà soát khu vực xung yếu."
)
CASES: list[tuple[str, str, dict[str, Any]]] = [
    (
        "a draft without place and day",
        "Số:      /UBND-NC\n\nV/v trực Tết\n\n*ngày      tháng 3 năm 2026*" + LETTER,
        {"date": "2026-03", "place": None},
    ),
    ("no place", "UBND XÃ AN LẠC\nSố: 4/UBND-KT\nNgày 05 tháng 3 năm 2026" + LETTER, {"date": "2026-03-05", "place": None}),
    (
        "a span of years broken before its dash",
        YEARS + LETTER,
        {"subject": "V/v báo cáo giữa kỳ chương trình giai đoạn 2026 - 2030", "type": "cong-van", "place": "Hà Nội", "date": "2026-04-09"},
    ),
    (
        "a subject broken before the name of an office",
        COUNCIL + ORDERS,
        {
            "subject": "Kết luận của Chủ tịch UBND tỉnh tại buổi làm việc giữa các Phó Chủ tịch UBND tỉnh với lãnh đạo các sở về giải ngân",
            "issuer": "Văn phòng UBND tỉnh Lạc Hồng",
        },
    ),
    ("the board of a union", UNION + LETTER, {"issuer": "Ban Chấp hành Đoàn TNCS Hồ Chí Minh phường Vân Khê", "subject": "V/v ra quân"}),
    ("the board of an association", WOMEN + ORDERS, {"issuer": "Ban Thường vụ Hội Liên hiệp Phụ nữ phường Vân Khê"}),
    ("a command in initials", ARMY + ORDERS, {"issuer": "Ban Chỉ huy Quân sự xã Đá Bạc"}),
    ("the committee of a party chapter", PARTY + ORDERS, {"issuer": "Đảng ủy phường Vân Khê"}),
    (
        "a party letter whose subject bears no mark",
        PARTY_LETTER + LETTER,
        {"subject": "Rà soát hồ sơ đảng viên và bổ sung lý lịch", "place": "An Lạc", "date": "2026-06-04"},
    ),
    ("an office of the committee above", OFFICE + ORDERS, {"issuer": "Văn phòng UBND xã Đá Bạc"}),
    ("a name no list knows takes its capitals from the place", HOSPITAL + ORDERS, {"issuer": "Bệnh viện Đa khoa Hồng Phát"}),
    ("a wire reprinted without its head", WIRE, {"type": "khac", "issuer": "Thủ tướng Chính phủ"}),
]


@pytest.mark.parametrize(("name", "text", "wanted"), CASES, ids=[c[0] for c in CASES])
def test_what_a_sparse_head_does_say_is_read(name: str, text: str, wanted: dict[str, Any]):
    document = read_text(text).document
    assert {field: getattr(document, field) for field in wanted} == wanted
