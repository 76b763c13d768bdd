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
