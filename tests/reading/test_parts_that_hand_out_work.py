"""Documents that mostly tell and yet hand out work: reports, invitations, calendars, scanned lists."""

from minhchung.reading import read_text

HEAD = "ỦY BAN NHÂN DÂN\nPHƯỜNG HỒ SEN\nSố: 12/{}-UBND\n\nHồ Sen, ngày 05 tháng 3 năm 2026\n\n{}\n\n"
REPORT = HEAD.format("BC", "BÁO CÁO\nTình hình tháng 3, nhiệm vụ tháng 4 năm 2026")
INVITATION = HEAD.format("GM", "GIẤY MỜI\nHọp giao ban")
PLAN = HEAD.format("KH", "KẾ HOẠCH\nCông tác quý II")


def _told(text: str) -> list[tuple[str, ...]]:
    return [a.units for a in read_text(text).assignments]


def test_a_report_gives_work_to_the_units_named_under_the_work_ahead():
    text = (
        "A. KẾT QUẢ\n\n- Phòng Kinh tế hướng dẫn 12 hộ.\n\n"
        "B. NHIỆM VỤ TRỌNG TÂM THÁNG 4\n\n1. Phòng Kinh tế\n\n- Hướng dẫn gieo cấy, đạt 430 ha."
    )
    assert _told(REPORT + text) == [("Phòng Kinh tế",)]


def test_what_a_report_says_of_its_issuer_is_no_assignment():
    text = (
        "A. KẾT QUẢ\n\n- Đạt 98%.\n\nB. NHIỆM VỤ TRỌNG TÂM THÁNG 4\n\n"
        "- Ủy ban nhân dân phường Hồ Sen chỉ đạo thu ngân sách.\n\n- Tiếp tục rà soát."
    )
    assert _told(REPORT + text) == []


def test_an_invitation_hands_out_what_is_to_be_prepared():
    text = (
        "1. Thời gian: 14 giờ 00, ngày 12/3/2026.\n\n"
        "2. Phân công chuẩn bị:\n\n- Phòng Kinh tế chuẩn bị báo cáo, gửi trước ngày 10/3/2026.\n"
    )
    assert _told(INVITATION + text) == [("Phòng Kinh tế",)]


def test_an_invitation_that_only_bids_come_assigns_nothing():
    assert _told(INVITATION + "Đề nghị các đại biểu sắp xếp công việc, tham dự đúng thành phần, thời gian./.") == []


def test_a_calendar_with_the_one_in_charge_hands_out_its_rows():
    text = (
        "I. "
        "Lịch công tác trọng tâm\n\n| Thời gian | Nội dung công việc | Người phụ trách |\n"
        "|---|---|---|\n| 05/9/2026 | Lễ khai giảng | Hiệu trưởng |\n"
    )
    assert _told(PLAN + text) == [("Hiệu trưởng",)]


def test_a_table_of_persons_with_the_duty_of_each_hands_out_its_rows():
    text = (
        "1. "
        "Phân công\n\n| STT | Họ và tên, chức vụ | Nhiệm vụ được giao |\n"
        "|---|---|---|\n| 1 | Bà Lê Hà - Chủ tịch UBND phường | Chỉ đạo chung |\n"
    )
    assert _told(PLAN + text) == [("Bà Lê Hà - Chủ tịch UBND phường",)]


def test_a_blank_before_the_stop_of_a_number_and_a_lost_mark_change_nothing():
    text = (
        "UBND phường giao nhiệm vụ như sau :\n\n1 . Phòng Kinh tế\n\n"
        "- Lập danh sách trươc ngày 30/4/2026.\n\n2 . Công an phường tuần tra.\n"
    )
    found = read_text(PLAN + text).assignments
    assert [(a.units, a.deadline) for a in found] == [(("Phòng Kinh tế",), "2026-04-30"), (("Công an phường",), None)]
