"""Form II.06a as it is printed: thirteen columns, a total, four balance checks."""

from datetime import datetime
from typing import Any

from tests.flow.indicators.lakes import lake

from minhchung.flow.indicators import Options, form_06a, indicator, parse_window, rows

JUNE = parse_window("2026-06")
AS_OF = datetime(2026, 7, 3, 9)


def day(number: int, month: int = 6) -> datetime:
    return datetime(2026, month, number, 9)


def balanced() -> list[dict[str, Any]]:
    birth = {"field": "Hộ tịch", "channel": "online", "due_at": day(10), "received_at": day(1)}
    land = {"field": "Đất đai", "channel": "direct", "due_at": day(20), "received_at": day(25, 5)}
    return [
        birth | {"code": "a", "status": "finished", "finished_at": day(8)},
        birth | {"code": "b", "status": "delivered", "finished_at": day(10)},
        birth | {"code": "c", "status": "finished", "finished_at": day(11)},
        birth | {"code": "d", "status": "processing", "channel": "postal"},
        land | {"code": "e", "status": "processing"},
        land | {"code": "f", "status": "withdrawn", "finished_at": day(2)},
        land | {"code": "g", "status": "finished", "finished_at": day(28, 5)},
    ]


def test_each_field_has_its_line_and_the_total_is_their_sum() -> None:
    form = form_06a(lake(balanced()), JUNE, AS_OF)
    assert [(row.title, list(row.cells.values())) for row in form.rows] == [
        ("Đất đai", [2, 0, 0, 2, 1, 0, 1, 0, 1, 0, 1]),
        ("Hộ tịch", [4, 3, 1, 0, 3, 1, 1, 1, 1, 0, 1]),
    ]
    assert list(form.total.cells.values()) == [6, 3, 1, 2, 4, 1, 2, 1, 2, 0, 2]
    assert form.problems == ()
    assert form.definition == "So theo ngày; thủ tục tính giờ so theo thời điểm"


def test_the_same_form_by_another_definition_says_which() -> None:
    form = form_06a(lake(balanced()), JUNE, AS_OF, options=Options("form-06"))
    assert "Biểu 06" in form.definition
    assert form.total.cells[7] == 1  # only the withdrawn one has an end: nothing was handed over


def test_a_channel_that_nobody_wrote_down_breaks_the_first_check_and_the_dossiers_are_named() -> None:
    source = lake([*balanced(), {"code": "x", "field": "Hộ tịch", "status": "processing", "received_at": day(2), "due_at": day(29)}])
    form = form_06a(source, JUNE, AS_OF)
    total = next(problem for problem in form.problems if problem.where == "Tổng cộng")
    assert total.message == "Tổng cộng: cột 3 = 4 + 5 + 6 không cân (7 ≠ 3 + 1 + 2): 1 hồ sơ không rõ kênh nộp."
    assert [problem.where for problem in form.problems] == ["Hộ tịch", "Tổng cộng"]
    assert rows(source, indicator(total.figure, JUNE.last), JUNE, AS_OF)["code"].to_pylist() == ["x"]


def test_a_done_dossier_without_an_end_breaks_the_last_check() -> None:
    source = lake([{"code": "x", "channel": "online", "status": "finished", "received_at": day(2), "due_at": day(9)}])
    form = form_06a(source, JUNE, AS_OF)
    assert [problem.check for problem in form.problems] == ["3 = 7 + 11", "3 = 7 + 11"]
    assert rows(source, indicator(form.problems[0].figure, JUNE.last), JUNE, AS_OF)["code"].to_pylist() == ["x"]


def test_what_the_portal_cannot_tell_breaks_the_checks_of_the_solved_and_the_open() -> None:
    made = [
        {"code": "x", "channel": "online", "status": "finished", "received_at": day(2), "finished_at": day(9)},
        {"code": "y", "channel": "online", "status": "processing", "received_at": day(2)},
    ]
    form = form_06a(lake(made), JUNE, AS_OF, by=(), options=Options("portal-766"))
    assert {problem.check for problem in form.problems} == {"7 = 8 + 9 + 10", "11 = 12 + 13"}


def test_a_dossier_without_a_day_of_reception_is_counted_nowhere_and_reported() -> None:
    form = form_06a(lake([{"code": "x", "status": "processing"}]), JUNE, AS_OF)
    assert form.total.cells[3] == 0
    assert [problem.message for problem in form.problems] == [
        "1 hồ sơ trong kho không có ngày tiếp nhận nên không thuộc kỳ nào: bổ sung ngày tiếp nhận trên hệ thống rồi nhập lại."
    ]


def test_a_dossier_refused_before_reception_is_no_fault_whatever_the_definition() -> None:
    for name in ("by-day", "portal-766"):
        assert form_06a(lake([{"status": "refused", "refused_at": day(3)}]), JUNE, AS_OF, options=Options(name)).problems == ()


def test_a_column_that_the_lake_lacks_is_unknown_and_its_check_cannot_be_made() -> None:
    form = form_06a(lake(balanced(), absent=["channel"]), JUNE, AS_OF)
    assert (form.total.cells[4], form.total.cells[5], form.total.cells[3]) == (None, None, 6)
    assert "Kênh nộp" in form.reasons[4]
    assert "Tổng cộng: chưa kiểm được cột 3 = 4 + 5 + 6 vì chưa biết cột 4, 5." in {problem.message for problem in form.problems}


def test_an_empty_lake_gives_an_empty_form() -> None:
    form = form_06a(lake([]), JUNE, AS_OF, by=("unit", "procedure"))
    assert form.rows == ()
    assert set(form.total.cells.values()) == {0}
    assert form.problems == ()


def test_a_form_may_be_divided_by_unit_and_procedure() -> None:
    made = [row | {"unit": "Văn phòng", "procedure_code": "1.1", "procedure": "Khai sinh"} for row in balanced()[:2]]
    form = form_06a(lake(made), JUNE, AS_OF, by=("unit", "procedure"))
    assert [(row.group, row.title) for row in form.rows] == [(("Văn phòng", "1.1"), "Văn phòng · Khai sinh")]
