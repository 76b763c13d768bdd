"""Lines to blocks: what was broken by the page comes together, what was set apart stays apart."""

import pytest

from minhchung.reading.layout import blocks, written_lines
from minhchung.reading.marks import find_mark


def _texts(text: str) -> list[str]:
    return [b.text for b in blocks(written_lines(text))]


def test_a_page_number_inside_a_paragraph_is_dropped_and_the_paragraph_goes_on():
    text = "Phòng Kinh tế rà soát toàn bộ\n\n2\n\nhồ sơ còn tồn đọng trên hệ thống."
    assert _texts(text) == ["Phòng Kinh tế rà soát toàn bộ hồ sơ còn tồn đọng trên hệ thống."]


def test_a_page_break_after_a_full_stop_parts_two_paragraphs():
    text = "Phòng Kinh tế rà soát hồ sơ,\nbáo cáo kết quả.\n\n2\n\nTrạm Y tế phun hóa chất diệt\nmuỗi tại khu phố 3."
    assert len(_texts(text)) == 2


def test_a_document_number_broken_after_its_hyphen_is_one_word():
    assert _texts("Căn cứ Quyết định số 12/QĐ-\nUBND ngày 05/01/2026") == ["Căn cứ Quyết định số 12/QĐ-UBND ngày 05/01/2026"]


@pytest.mark.parametrize(
    "text",
    ["giai đoạn 2026\n- 2030, bảo đảm tiến độ", "giao Phòng Văn hóa\n- Xã hội tổng hợp", "theo Kế hoạch số 15/KH\n- UBND ngày 12/01/2026"],
)
def test_a_dash_that_belongs_to_the_words_opens_no_item(text: str):
    assert len(_texts(text)) == 1


def test_a_marker_alone_on_its_line_takes_the_next_line():
    assert _texts("*1.1.\nNghiên cứu, quán triệt*") == ["1.1. Nghiên cứu, quán triệt"]


def test_a_number_that_ends_a_sentence_is_no_marker():
    lines = "trình Quốc hội thông qua tại Kỳ họp thứ 10, Quốc hội khóa\nXVI.\n\n5. Về việc triển khai dự án"
    assert _texts(lines)[-1] == "5. Về việc triển khai dự án"


def test_labels_always_begin_a_block():
    assert len(_texts("1. Biên soạn tờ rơi tuyên\ntruyền.\nThời gian hoàn thành: Quý II/2026.\nĐơn vị chủ trì: Trạm Y tế.")) == 3


def test_every_character_of_a_block_knows_its_place():
    text = "**1.**  Phòng   Kinh tế\n   rà soát *hồ sơ*."
    (block,) = blocks(written_lines(text))
    assert all(text[block.start(i)] == c for i, c in enumerate(block.text) if c != " ")


BROKEN_TWICE = """1. Giao Phòng Kinh tế

- Rà soát biểu mẫu đã niêm yết tại bộ phận một cửa, đối chiếu với nội dung
trên

Cổng dịch vụ công, sửa ngay chỗ còn sai lệch rồi báo cáo lãnh đạo phường
kết

quả vào buổi giao ban; nếu còn vướng mắc thì nêu rõ nguyên nhân của từng
chỗ

để lãnh đạo phường làm việc với cơ quan quản lý hệ thống và chốt cách sửa
cho

thống nhất giữa các đơn vị trước khi niêm yết lại, bảo đảm đến hết kỳ ảnh
hưởng chung.

- Phối hợp với Công an phường mở lớp tập huấn nghiệp vụ theo bộ tiêu chuẩn
TCVN ISO

9001:2015 cho công chức các đơn vị, hoàn thành trước ngày 08/10/2026 và gửi
danh

sách cho Văn phòng.

2. Giao Văn phòng HĐND và UBND
Theo dõi, đôn đốc các đơn vị thực hiện kết luận này và tổng hợp kết quả báo
cáo

Chủ tịch Ủy ban nhân dân phường.
"""


def test_lines_broken_a_second_time_come_together_again():
    marks = ["1. Giao Phòng Kinh tế", "- Rà soát", "- Phối hợp", "2. Giao Văn phòng HĐND và UBND", "Theo dõi, đôn đốc"]
    found = _texts(BROKEN_TWICE)
    assert [text.startswith(mark) for text, mark in zip(found, marks, strict=True)] == [True] * len(marks)
    assert "TCVN ISO 9001:2015 cho công chức các đơn vị, hoàn thành trước ngày 08/10/2026" in found[2]


def test_a_line_of_one_word_ends_no_sentence_where_lines_were_broken_twice():
    text = BROKEN_TWICE.replace("chốt cách sửa\ncho\n\nthống nhất", "chốt cách sửa\nvới\n\nVăn phòng, thống nhất")
    assert text != BROKEN_TWICE
    assert any("sửa với Văn phòng, thống nhất" in found for found in _texts(text))


def test_an_office_given_work_is_a_title_even_where_blank_lines_part_paragraphs():
    text = """1. Phòng Kinh tế rà soát toàn bộ biểu mẫu đã niêm yết tại bộ phận một cửa,
đối chiếu với Cổng dịch vụ công và sửa ngay chỗ còn sai lệch trong tuần này.

2. Trạm Y tế tổ chức phun hóa chất diệt muỗi tại các khu phố có nguy cơ cao,
bảo đảm không để phát sinh ổ dịch mới.

3. Công an phường tăng cường tuần tra ban đêm ở các khu phố giáp ranh, lập
danh sách điểm phức tạp để theo dõi.

4. Giao Văn phòng HĐND và UBND phường
Theo dõi, đôn đốc các đơn vị thực hiện kết luận này và báo cáo Chủ tịch Ủy
ban nhân dân phường.
"""
    assert _texts(text)[3] == "4. Giao Văn phòng HĐND và UBND phường"


@pytest.mark.parametrize(
    ("text", "kind", "sign"),
    [
        ("I. NHIỆM VỤ", "roman", "I."), ("1. Rà soát", "decimal", "1."), ("1.2.3. Rà soát", "decimal", "1.2.3."),
        ("1.2 Phòng A", "decimal", "1.2"),
        ("a) Rà soát", "letter", "a)"), ("đ) Rà soát", "letter", "đ)"), ("(1) Rà soát", "paren", "(1)"), ("- Rà soát", "bullet", "-"),
        ("+ Rà soát", "bullet", "+"), ("• Rà soát", "bullet", "•"), ("Điều 1. Rà soát", "article", "Điều 1."),
        ("## Nội dung", "hash", "##"),
        ("A. KẾT QUẢ", "upper", "A."), ("II- NHIỆM VỤ", "roman", "II-"), ("1/ Rà soát", "decimal", "1/"),
    ],
)  # fmt: skip
def test_list_markers_are_known(text: str, kind: str, sign: str):
    mark = find_mark(text)
    assert mark is not None
    assert (mark.kind, mark.sign) == (kind, sign)


@pytest.mark.parametrize(
    "text",
    [
        "V/v đôn đốc",
        "24/7",
        "100% hồ sơ",
        "1.284 hồ sơ",
        "2025. Phòng",
        "05/10/2026",
        "Mục 1 Kế hoạch nêu",
        "Điều 3 Nghị định",
        "98,5% hồ sơ",
    ],
)
def test_numbers_in_words_are_no_markers(text: str):
    assert find_mark(text) is None


@pytest.mark.parametrize(
    ("text", "sign"), [("100. Giao Phòng Kinh tế", "100."), ("1000. Rà soát hồ sơ", "1000."), ("1204) Lập danh sách", "1204)")]
)
def test_the_hundredth_and_the_thousandth_item_are_items(text: str, sign: str):
    mark = find_mark(text)
    assert mark is not None and mark.sign == sign and mark.kind == "decimal"


@pytest.mark.parametrize("text", ["2026. Phòng Kinh tế", "1.284 hồ sơ", "150. hồ sơ", "1200/UBND-VP", "1975. Giao", "10000. Rà soát"])
def test_a_year_or_an_amount_is_no_item(text: str):
    assert find_mark(text) is None


def test_signs_escaped_by_markdown_are_signs_and_keep_their_places():
    text = "\\- Rà soát hồ sơ.\n\n1\\. Giao Phòng Kinh tế."
    lines = written_lines(text)
    assert [line.mark.kind if line.mark else None for line in lines] == ["bullet", "decimal"]
    first = blocks(lines)[0]
    assert text[first.start(first.text.index("Rà")) : first.end(len(first.text))] == "Rà soát hồ sơ."
