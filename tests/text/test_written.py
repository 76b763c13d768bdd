"""Days as an official document writes them (Nghị định 30/2020/NĐ-CP)."""

from datetime import date

import pytest

from minhchung.text.written import written_day


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 11, 20), "20/11/2026"),
        (date(2026, 4, 3), "03/4/2026"),
        (date(2026, 2, 9), "09/02/2026"),
        (date(2026, 1, 31), "31/01/2026"),
    ],
)
def test_a_nought_stands_before_days_under_ten_and_before_january_and_february_only(day: date, written: str) -> None:
    assert written_day(day) == written
