"""Days as people type them: read, refused in words, said back; the field and its line under it."""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

import minhchung
from minhchung.apps.ground.day_field import DayField
from minhchung.apps.ground.typed_days import UnreadDay, day_words, read_day
from minhchung.apps.organisations.models import Person
from minhchung.worktime import vietnam

TODAY = date(2026, 11, 20)
TABLE = tomllib.loads((Path(__file__).parent / "typed_days.toml").read_text("utf-8"))


def cases(name: str) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in TABLE[name]]


@pytest.mark.parametrize("case", cases("day"))
def test_a_typed_day_is_the_day_meant(case: dict[str, Any]) -> None:
    assert read_day(case["typed"], today=TODAY, looks=case.get("looks", "")) == case["expected"]


@pytest.mark.parametrize("case", cases("unread"))
def test_what_is_no_day_is_refused_with_the_cause_and_the_way_out(case: dict[str, Any]) -> None:
    with pytest.raises(UnreadDay) as refused:
        read_day(case["typed"], today=TODAY)
    assert case["says"] in str(refused.value)


@pytest.mark.parametrize("case", cases("words"))
def test_a_day_is_said_back_in_words(case: dict[str, Any]) -> None:
    assert day_words(case["day"], today=TODAY, calendar=vietnam(), looks=case["looks"]) == case["expected"]


@given(st.dates(date(1945, 9, 2), date(2100, 12, 31)), st.sampled_from(["{0:%d/%m/%Y}", "{0:%Y-%m-%d}", "{0.day}-{0.month}-{0.year}"]))
def test_a_whole_day_is_read_as_it_is_written_whatever_today_is(day: date, shape: str) -> None:
    assert read_day(shape.format(day), today=TODAY) == day
    assert read_day(shape.format(day), today=day, looks="back") == day


@given(st.text(max_size=40))
def test_nothing_typed_breaks_the_reading(text: str) -> None:
    try:
        read_day(text, today=TODAY)
    except UnreadDay as refused:
        assert str(refused)


class _Form(forms.Form):
    on = DayField(label="Hạn trả lời", looks="ahead", today=lambda: TODAY)


def test_the_field_says_in_vietnamese_what_is_wrong_and_keeps_what_was_typed() -> None:
    form = _Form({"on": "31/11"})
    assert form.errors["on"] == ["Ngày 31/11/2026 không có thật: tháng 11/2026 có 30 ngày. Ghi ngày/tháng/năm, ví dụ 20/11/2026."]
    assert 'value="31/11"' in str(form["on"])
    assert _Form({"on": "  "}).errors["on"] == ["Mục này chưa có ngày. Ghi ngày/tháng/năm, ví dụ 20/11/2026."]
    assert "Năm 1899 có lẽ gõ nhầm" in _Form({"on": "1/12/1899"}).errors["on"][0]
    assert "Chưa hiểu ngày" in _Form({"on": "1/12\x002026"}).errors["on"][0]


def test_the_field_shows_a_known_day_as_day_month_year_with_its_words_tied_to_the_control() -> None:
    html = str(_Form(initial={"on": date(2026, 11, 27)})["on"])
    assert 'value="27/11/2026"' in html
    assert "Thứ Sáu, 27/11/2026 · còn 4 ngày làm việc" in html
    assert 'aria-describedby="id_on-echo"' in html
    assert 'type="text"' in html
    assert " required" not in html  # the browser would refuse in its own language


@pytest.mark.django_db
def test_the_line_under_the_field_is_answered_to_people_who_signed_in(client: Client, officer: Person) -> None:
    assert client.get("/ngay/", {"v": "mai"}).status_code == 302
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/ngay/", {"v": "thứ sáu", "looks": "ahead"}).json() == {
        "value": "2026-11-27",
        "typed": "27/11/2026",
        "words": "Thứ Sáu, 27/11/2026 · còn 4 ngày làm việc",
    }
    assert client.get("/ngay/", {"v": " "}).json() == {"value": "", "typed": "", "words": ""}
    assert "không có tháng 13" in client.get("/ngay/", {"v": "1/13", "looks": "x"}).json()["error"]
    assert "gõ nhầm" in client.get("/ngay/", {"v": "1/12/0001"}).json()["error"]


def test_no_form_or_template_asks_for_a_day_by_the_browsers_own_control() -> None:
    """Its text follows the language of the browser: 03/04 is then read as March 4."""
    own = {"ground/day_field.py", "ground/templates/ground/day.html"}
    apps = Path(minhchung.__file__ or "").parent / "apps"
    bare = re.compile(
        r"forms\.(DateField|DateInput|SelectDateWidget|DateTimeField)\(|type=\"(date|month|week|datetime-local)\"|\"type\": \"date\""
    )
    files = [path for kind in ("*.py", "*.html") for path in apps.rglob(kind)]
    assert len(files) > 100
    found = {path.relative_to(apps).as_posix() for path in files if bare.search(path.read_text("utf-8"))}
    assert found - own == set()
    assert "ground/templates/ground/day.html" in found  # the pattern finds what it looks for
