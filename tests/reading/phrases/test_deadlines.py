"""What a deadline carries besides its words and kind."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.reading.deadlines import Deadline, Offset, find_deadlines, find_recurrence, main_deadline
from minhchung.text import nfc


def only(text: str, **context: object) -> Deadline:
    (deadline,) = [d for d in find_deadlines(text, **context) if d.firm]  # type: ignore[arg-type]
    return deadline


def test_the_span_is_the_words_in_the_document_with_line_ends_and_marks():
    text = "Các đơn vị gửi báo cáo **chậm nhất\ntrước ngày\n 09/7/2026** về Phòng."
    deadline = only(text)
    assert text[deadline.start : deadline.end] == deadline.text == "chậm nhất\ntrước ngày\n 09/7/2026"
    assert (deadline.date, deadline.inclusive, deadline.year_said) == ("2026-07-09", False, True)


def test_a_year_nobody_says_comes_from_the_document_and_is_marked():
    assert (only("trước ngày 15/7", year=2026).date, only("trước ngày 15/7", year=2026).year_said) == ("2026-07-15", False)
    assert only("trước ngày 15/7").date is None


def test_in_december_a_day_of_january_is_one_of_the_coming_year():
    assert only("trước ngày 10/01", document_date=date(2026, 12, 1)).date == "2027-01-10"
    assert only("trước ngày 25/12", document_date=date(2026, 12, 1)).date == "2026-12-25"
    assert only("hoàn thành trong tháng 01", document_date=date(2026, 12, 1)).period == "2027-01"
    assert only("hoàn thành trong quý I", document_date=date(2026, 11, 20)).period == "2027-Q1"
    assert only("trước ngày 29/02", document_date=date(2028, 12, 1)).date is None


def test_the_29th_of_february_stays_without_a_date_in_a_year_that_has_none():
    deadline = only("trước ngày 29/02 gửi báo cáo", document_date=date(2026, 1, 10))
    assert (deadline.text, deadline.date) == ("trước ngày 29/02", None)


def test_an_amount_of_time_and_its_event_are_told_apart():
    deadline = only("trả lời trong vòng 05 ngày làm việc kể từ ngày nhận được đơn.")
    assert (deadline.offset, deadline.anchor) == (Offset(5, "working-days"), "ngày nhận được đơn")


def test_of_two_amounts_the_greater_is_the_limit_and_the_smaller_is_kept():
    assert only("trong 12-36 giờ sau khi bão tan").offset == Offset(36, "hours", 12)


def test_the_first_firm_deadline_counts_for_a_clause_before_any_urging():
    text = "Khẩn trương rà soát, báo cáo trước ngày 20/5/2026; thường xuyên cập nhật."
    main = main_deadline(find_deadlines(text))
    assert main is not None and main.date == "2026-05-20"
    urging = main_deadline(find_deadlines("Khẩn trương rà soát các quy trình."))
    assert urging is not None and (urging.kind, urging.firm) == ("urgent", False)
    assert main_deadline([]) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("báo cáo trước ngày 25 hằng tháng và báo cáo tổng kết trước ngày 15/6/2026", "trước ngày 25 hằng tháng"),
        ("trực vào chiều thứ Sáu hằng tuần đến ngày 30/4/2026", "đến ngày 30/4/2026"),
        ("họp vào sáng thứ Hai hằng tuần; gửi báo cáo trước 16 giờ thứ Sáu hằng tuần", "trước 16 giờ thứ Sáu hằng tuần"),
        ("Sau khi kết thúc hội nghị 03 ngày, gửi báo cáo, chậm nhất là ngày 21/11/2026", "chậm nhất là ngày 21/11/2026"),
        ("gửi trong ngày làm việc tiếp theo sau khi kết thúc khám.", "trong ngày làm việc tiếp theo sau khi kết thúc khám"),
        ("mỗi trường có 02 buổi tuyên truyền trong học kỳ II năm học 2025 - 2026", "trong học kỳ II năm học 2025 - 2026"),
    ],
)
def test_of_several_times_the_limit_of_the_first_report_counts(text: str, words: str):
    main = main_deadline(find_deadlines(text, year=2026))
    assert main is not None and main.text == words


def test_a_rhythm_without_a_day_is_no_firm_deadline_but_keeps_its_words():
    (deadline,) = find_deadlines("Hằng tuần tổng hợp số liệu.")
    assert (deadline.kind, deadline.recurring_days, deadline.firm) == ("recurring", (), False)
    assert [r.value for r in find_recurrence("Hằng tuần tổng hợp số liệu.")] == ["weekly"]


def test_what_stands_in_quotation_marks_is_a_name_and_sets_no_limit():
    assert find_deadlines("Phát động phong trào “Sạch nhà trước ngày 20/5/2026” trong toàn phường") == []


def test_a_date_before_the_document_is_kept_when_a_limit_is_plainly_meant():
    assert only("hoàn thành trước ngày 15/11/2026", document_date=date(2026, 11, 21)).date == "2026-11-15"


def test_text_that_is_not_nfc_is_refused_because_its_offsets_would_lie():
    with pytest.raises(ValueError, match="NFC"):
        find_deadlines("tru\u031bo\u031b\u0301c nga\u0300y 20/5/2026")


PHRASES = ["trước ngày 20/5/2026", "chậm nhất", "đến hết", "quý II/2026", "hằng tháng", "ngày 25", "kể từ ngày ký", "05 ngày làm việc"]
PHRASES += ["khẩn trương", "thường xuyên", "“", "”", "(", ")", ",", ";", ".", "|", "từ ngày 01/5", "đến ngày 15/5", "và"]
PHRASES += ["số liệu", "đã hoàn thành"]


@given(st.lists(st.sampled_from(PHRASES), max_size=14), st.sampled_from([" ", "\n", "  ", " **"]))
def test_deadlines_never_overlap_and_stand_where_they_say(parts: list[str], joint: str):
    text = nfc(joint.join(parts))
    last = 0
    for deadline in find_deadlines(text, document_date=date(2026, 4, 15)):
        assert last <= deadline.start < deadline.end <= len(text)
        assert text[deadline.start : deadline.end] == deadline.text
        last = deadline.end


@given(st.text(max_size=120))
def test_no_text_breaks_the_search(text: str):
    find_deadlines(nfc(text), document_date=date(2026, 4, 15))
    find_recurrence(nfc(text))


@given(st.dates(date(2026, 4, 16), date(2026, 12, 31)))
def test_a_day_without_a_year_lies_in_the_year_of_the_document(day: date):
    deadline = only(f"gửi báo cáo trước ngày {day.day}/{day.month}", document_date=date(2026, 4, 15))
    assert deadline.date == day.isoformat()
