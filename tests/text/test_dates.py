"""Dates and periods, case by case."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhchung.text import find_dates, nfc, squeeze

CASES = tomllib.loads((Path(__file__).parent / "dates.toml").read_text("utf-8"))["cases"]


@pytest.mark.parametrize(("text", "wanted"), [(row[0], row[1:]) for row in CASES])
def test_the_dates_of_a_text_are_those_of_the_table(text: str, wanted: list[str]):
    found = find_dates(nfc(text), year=2026)
    assert [f"{m.kind}|{m.iso}{'' if m.year_said else '*'}|{m.iso_from or ''}|{squeeze(m.text)}" for m in found] == wanted


def test_a_year_that_nobody_says_is_not_guessed():
    (mention,) = find_dates("ngày 24/8")
    assert (mention.iso, mention.year_said) == (None, False)


FORMS = ["ngày {d} tháng {m} năm {y}", "ngày {d:02}/{m:02}/{y}", "{d}/{m}/{y}", "ngày {d}-{m}-{y}", "ngày\n{d} tháng {m}\nnăm {y}"]


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.sampled_from(FORMS))
def test_every_way_to_write_a_date_gives_the_date(day: date, form: str):
    text = f"Báo cáo {form.format(d=day.day, m=day.month, y=day.year)}, gửi Văn phòng"
    (mention,) = find_dates(text)
    assert mention.iso == day.isoformat()
    assert text[mention.start : mention.end] == mention.text


@given(st.text(alphabet="0123456789/-. ngàythquýIV,năm", max_size=60))
def test_no_text_breaks_the_search_and_mentions_never_overlap(text: str):
    last = 0
    for mention in find_dates(nfc(text), year=2026):
        assert last <= mention.start < mention.end
        last = mention.end


def test_a_leap_day_stays_without_a_date_in_a_year_that_has_none():
    assert [m.iso for m in find_dates("ngày 29/02", year=2026)] == [None]
    assert [m.iso for m in find_dates("ngày 29/02", year=2028)] == ["2028-02-29"]
