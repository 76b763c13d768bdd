"""What a target carries besides its value, unit and operator."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.reading.targets import Target, find_targets
from minhchung.text import nfc


def only(text: str) -> Target:
    (target,) = find_targets(text)
    return target


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("mỗi phòng đề xuất cắt giảm 02 thủ tục", "mỗi phòng"),
        ("Mỗi cơ quan, đơn vị đăng ký ít nhất 01 mô hình", "Mỗi cơ quan, đơn vị"),
        ("từng tổ dân phố vận động 20 hộ tham gia", "từng tổ dân phố"),
        ("tổ chức 02 hội nghị", None),
        ("mỗi tháng đăng 05 tin bài", None),
        ("mỗi quý có ít nhất 01 sáng kiến", None),
    ],
)
def test_the_circle_that_owes_a_number_each_is_named(text: str, per: str | None):
    assert only(text).per == per


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("bảo đảm 100% hồ sơ được số hóa, lưu trữ", "hồ sơ được số hóa"),
        ("tối thiểu 50% dữ liệu được tái sử dụng để giảm giấy tờ", "dữ liệu được tái sử dụng"),
        ("đạt 95%.", None),
        ("cắt giảm 03 thủ tục hành chính trong lĩnh vực đất đai", "trong lĩnh vực đất đai"),
    ],
)
def test_what_is_counted_is_kept_as_written(text: str, of: str | None):
    assert only(text).of == of


def test_the_span_is_the_number_and_its_unit_in_the_document():
    text = "phấn đấu **100\n%** văn bản"
    target = only(text)
    assert text[target.start : target.end] == "100\n%"


def test_the_multiplier_of_a_formula_is_no_target():
    assert find_targets("Tỷ lệ tiết kiệm ((1) - (2))/(1) * 100%") == []


def test_text_that_is_not_nfc_is_refused_because_its_offsets_would_lie():
    with pytest.raises(ValueError, match="NFC"):
        find_targets("phấn đấu 100% ho\u0302\u0300 sơ")


@given(st.integers(1, 9999), st.sampled_from(["ít nhất", "tối thiểu", "không dưới"]))
def test_a_lower_bound_keeps_its_number_and_is_an_at_least(number: int, word: str):
    target = only(f"xây dựng {word} {number:02} mô hình")
    assert (target.value, target.op) == (str(number), ">=")


@given(st.text(alphabet="0123456789%.,-/ mỗiphấnđấuđạt", max_size=80))
def test_no_text_breaks_the_search_and_targets_never_overlap(text: str):
    last = 0
    for target in find_targets(nfc(text)):
        assert last <= target.start < target.end
        last = target.end
