"""About to be due: by the end of the next working day of a calendar."""

from datetime import datetime
from typing import Any

import pytest
from tests.flow.indicators.lakes import lake

from minhchung.flow.indicators import Options, compute, counts_soon, indicator, indicators, parse_window, soon
from minhchung.worktime import vietnam

moment = datetime.fromisoformat
CASES = {
    "Friday afternoon: all of Monday": ("2026-11-27T16:00", "2026-11-30T23:59:59"),
    "Friday morning": ("2026-11-27T07:45", "2026-11-30T23:59:59"),
    "Saturday": ("2026-11-28T10:00", "2026-11-30T23:59:59"),
    "Tuesday": ("2026-11-24T10:00", "2026-11-25T23:59:59"),
    "the eve of 30 April, a long week-end": ("2026-04-29T16:00", "2026-05-04T23:59:59"),
    "the Friday before the Hùng kings' day made up on Monday": ("2026-04-24T16:00", "2026-04-28T23:59:59"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_working_day_ahead_passes_over_days_off(case: str) -> None:
    at, until = map(moment, CASES[case])
    found = soon(at, vietnam())
    assert found.until == until
    assert f"chậm nhất trong ngày {until:%d/%m/%Y}, ngày làm việc kế tiếp" in found.said


def test_without_a_calendar_of_the_next_year_a_working_day_is_24_hours_and_that_is_said() -> None:
    last = vietnam().years[-1]
    found = soon(datetime(last, 12, 31, 16), vietnam())
    assert found.until == datetime(last + 1, 1, 1, 16)
    assert "24 giờ: chưa có lịch làm việc" in found.said


def _due(code: str, due: str) -> dict[str, Any]:
    return {"code": code, "status": "processing", "received_at": moment("2026-11-20T08:00"), "due_at": moment(due)}


@pytest.mark.parametrize("day_only", [(), ("due_at",)])
def test_on_friday_afternoon_what_is_due_on_monday_is_about_to_be_due(day_only: tuple[str, ...]) -> None:
    rows = [_due("Friday", "2026-11-27T17:00"), _due("Monday", "2026-11-30T17:00"), _due("Tuesday", "2026-12-01T08:00")]
    window, at, item = parse_window("2026-11"), moment("2026-11-27T16:00"), indicator("soon", moment("2026-11-30T00:00").date())
    options = Options(soon_until=soon(at, vietnam()).until)
    [by_calendar] = compute(lake(rows, day_only=day_only), [item], window, at, options=options).to_pylist()
    [by_hours] = compute(lake(rows, day_only=day_only), [item], window, at).to_pylist()
    assert (by_calendar["numerator"], by_calendar["denominator"]) == (2, 3)
    assert by_hours["numerator"] == 1


def test_figures_that_depend_on_it_are_known() -> None:
    day = moment("2026-11-30T00:00").date()
    assert {item.name for item in indicators("dossiers", day) if counts_soon(item)} == {"soon", "apology-owed", "apology-sent"}
