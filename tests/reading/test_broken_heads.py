"""Heads and feet that came through a converter: table cells, wrapped cells, portals' reprints, signatures on one line."""

import pytest

from minhchung.reading import read_text

BODY = """

1. Giao Phòng Kinh tế rà soát danh mục, báo cáo trước ngày 05/12.
2. Giao Văn phòng theo dõi việc thực hiện.
"""
ONE_ROW = (
    "|**ỦY BAN NHÂN DÂN**<br>**PHƯỜNG VÂN KHÊ**<br>Số: 45/KH-UBND"
    "|**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**<br>**Độc lập - Tự do - Hạnh phúc**<br>*Vân Khê, ngày 02 tháng 11 năm 2026*|\n|---|---|\n"
    "\n**KẾ HOẠCH**\n**Kiểm tra công vụ**" + BODY
)
DASHED_ROW = (
    "| ỦY BAN NHÂN DÂN PHƯỜNG VÂN KHÊ ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ---------- |\n|---|---|\n"
    "| Số: 45/KH-UBND | Vân Khê, ngày 02 tháng 11 năm 2026 |\n\nKẾ HOẠCH\n\nKiểm tra công vụ" + BODY
)
WRAPPED = (
    "|\n**ỦY BAN NHÂN\nDÂN **\nPHƯỜNG VÂN KHÊ\n--------\n|\n"
    "**CỘNG HÒA XÃ\nHỘI CHỦ NGHĨA VIỆT NAM**\nĐộc lập - Tự do - Hạnh phúc\n----------\n|\n|\n"
    "Số: 45/KH-UBND\n|\n*Vân Khê, ngày\n02 tháng 11 năm 2026*\n|\n\n**KẾ HOẠCH**\n\nKiểm tra công vụ\n" + BODY
)
LETTER = """ỦY BAN NHÂN DÂN
PHƯỜNG VÂN KHÊ
Số: {number}/UBND-VP
Vân Khê, ngày 02 tháng 11 năm 2026

Kính gửi: Các phòng chuyên môn.
{body}
{foot}
"""


@pytest.mark.parametrize("text", [ONE_ROW, DASHED_ROW, WRAPPED], ids=["one row", "dashes", "wrapped cells"])
def test_a_head_laid_out_as_a_table_is_read_like_any_other(text: str):
    reading = read_text(text)
    head = reading.document
    assert (head.type, head.number, head.symbol, head.place, head.date) == ("ke-hoach", "45", "KH-UBND", "Vân Khê", "2026-11-02")
    assert head.issuer == "Ủy ban nhân dân phường Vân Khê"
    assert head.subject == "Kiểm tra công vụ"
    assert [a.deadline for a in reading.assignments] == ["2026-12-05", None]


@pytest.mark.parametrize(
    "foot",
    [
        "KT. CHỦ TỊCH - PHÓ CHỦ TỊCH Trần Văn Mẫu (đã ký)",
        "| Nơi nhận: - Như trên; - Lưu: VT. | KT. CHỦ TỊCH PHÓ CHỦ TỊCH Trần Văn Mẫu |\n|---|---|",
        "|***Nơi nhận:***<br>- Như trên;<br>- Lưu: VT.|**KT. CHỦ TỊCH**<br>**PHÓ CHỦ TỊCH**<br><br>**Trần Văn Mẫu**|",
        "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Văn Mẫu\nNơi nhận:\n- Như trên; Lưu: VT",
        "GIÁM ĐỐC\nBSCKII. Trần Văn Mẫu\n\nNơi nhận:\n- Như trên;",
        "Nơi nhân:\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\n\nTrần Văn Mẫu",
    ],
)
def test_the_signer_is_found_wherever_a_converter_put_the_name(foot: str):
    assert read_text(LETTER.format(number="12", body=BODY, foot=foot)).document.signer == "Trần Văn Mẫu"


def test_a_name_that_ends_like_a_post_is_a_name():
    assert (
        read_text(LETTER.format(number="12", body=BODY, foot="TM. BAN CHẤP HÀNH\nBÍ THƯ\n\nPhan Lan Viên")).document.signer
        == "Phan Lan Viên"
    )


@pytest.mark.parametrize(("written", "number"), [("02", "2"), ("12", "12"), ("012", "012"), ("l36", "136")])
def test_only_the_zero_before_a_single_digit_is_padding(written: str, number: str):
    assert read_text(LETTER.format(number=written, body=BODY, foot="")).document.number == number


def test_a_wire_reprinted_without_its_head_is_still_a_wire_of_whoever_asks():
    text = (
        "Công điện nêu: Mưa lớn đã gây ngập nhiều tuyến đường.\n\nĐể kịp thời ứng phó, Chủ tịch Ủy ban nhân dân tỉnh Vân Hải yêu cầu:\n"
        + BODY
    )
    head = read_text(text).document
    assert (head.type, head.type_text, head.issuer) == ("khac", "Công điện", "Chủ tịch Ủy ban nhân dân tỉnh Vân Hải")


def test_a_party_plan_without_its_organs_is_that_of_the_committee_that_speaks():
    text = "Số     -KH/ĐU\n\nVân Khê, ngày    tháng 6 năm 2026\n\nKẾ HOẠCH\nphòng, chống lãng phí\n\n"
    text += "Ban Thường vụ Đảng uỷ phường ban hành Kế hoạch:\n"
    head = read_text(text + BODY + "\nT/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nTrần Thị Mẫu\n").document
    assert (head.issuer, head.signer) == ("Đảng ủy phường Vân Khê", "Trần Thị Mẫu")


def test_the_board_of_an_association_takes_its_name_from_the_line_above():
    text = (
        "ĐOÀN TNCS HỒ CHÍ MINH\nBCH PHƯỜNG VÂN KHÊ\n***\nSố: 16-HD/ĐTN\n\n"
        "Vân Khê, ngày 02 tháng 6 năm 2026\n\nHƯỚNG DẪN\nTháng Thanh niên\n" + BODY
    )
    assert read_text(text).document.issuer == "BCH Đoàn TNCS Hồ Chí Minh phường Vân Khê"


def test_the_motto_of_a_plan_is_no_part_of_its_subject():
    text = ONE_ROW.replace("**Kiểm tra công vụ**", '**Tháng hành động**\n*Chủ đề: "Vân Khê xanh"*')
    assert read_text(text).document.subject == "Tháng hành động"
