"""The ward's own working time: closing days and office hours, who sets them, and that deadlines are counted by them."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations import actions
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.organisations.working_time import calendar_for, calendar_of, hours_on
from minhchung.worktime import vietnam
from tests.personas import NOW

pytestmark = pytest.mark.django_db
FLOOD = date(2026, 11, 25)
PAGE = "organisations:working_time"


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def close(ward: Commune, admin: Person, **changes: Any) -> Commune:
    values: dict[str, Any] = {"day": FLOOD, "reason": "ngập lụt, Công văn 12/UBND"}
    return actions.close_day(commune=ward, **{**values, **changes}, actor=admin, at=NOW)


def set_hours(ward: Commune, admin: Person, **changes: Any) -> Commune:
    values = {"valid_from": date(2026, 5, 1), "sessions": "07:00-11:30, 13:30-17:00", "friday": "", "source": "QĐ 12/QĐ-UBND"}
    return actions.set_hours(commune=ward, **{**values, **changes}, actor=admin, at=NOW)


def test_a_closed_day_is_no_working_day_of_this_ward_and_stays_one_elsewhere(ward: Commune, other_ward: Commune, admin: Person) -> None:
    closed = calendar_of(close(ward, admin))
    assert closed.why(FLOOD).reason == "ngập lụt, Công văn 12/UBND"
    assert not closed.is_working(FLOOD)
    assert calendar_of(other_ward).is_working(FLOOD)
    assert vietnam().is_working(FLOOD)


def test_what_is_set_is_one_event_that_a_person_can_read(ward: Commune, admin: Person) -> None:
    close(ward, admin)
    set_hours(ward, admin)
    actions.open_day(commune=ward, day=FLOOD, actor=admin, at=NOW)
    actions.drop_hours(commune=ward, valid_from=date(2026, 5, 1), actor=admin, at=NOW)
    acts = list(HistoryEvent.objects.filter(commune=ward.pk).order_by("position").values_list("act", flat=True))
    assert acts == ["organisations.close_day", "organisations.set_hours", "organisations.open_day", "organisations.drop_hours"]
    ward.refresh_from_db()
    assert (ward.closed_days, ward.office_hours) == ({}, [])


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"reason": "  "}, "reason", "Chưa ghi lý do"),
        ({"day": date(2026, 11, 24)}, "day", "vốn đã nghỉ"),
        ({"day": date(2026, 11, 28)}, "day", "vốn đã nghỉ"),
        ({"day": date(2031, 1, 6)}, "day", "thêm law/calendars/vn/2031.toml"),
    ],
)
def test_a_day_that_cannot_be_closed_is_refused_at_its_field(
    ward: Commune, admin: Person, changes: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(ValidationError) as error:
        close(ward, admin, **changes)
    assert words in error.value.message_dict[field][0]


def test_a_day_is_closed_once_and_opened_once(ward: Commune, admin: Person) -> None:
    close(ward, admin)
    with pytest.raises(ValidationError, match="đã ghi nghỉ"):
        close(ward, admin)
    actions.open_day(commune=ward, day=FLOOD, actor=admin, at=NOW)
    with pytest.raises(Refused, match="không còn trong danh sách"):
        actions.open_day(commune=ward, day=FLOOD, actor=admin, at=NOW)


def test_hours_hold_from_their_day_and_a_friday_may_differ(ward: Commune, admin: Person) -> None:
    set_hours(ward, admin, friday="07:00-11:30, 13:30-16:30")
    ward.refresh_from_db()
    calendar = calendar_of(ward)
    assert [str(item) for item in calendar.sessions(date(2026, 5, 7))] == ["07:00-11:30", "13:30-17:00"]
    assert [str(item) for item in calendar.sessions(date(2026, 5, 8))] == ["07:00-11:30", "13:30-16:30"]
    assert hours_on(ward, NOW.date()).confirmed


def test_hours_of_the_same_day_are_replaced_and_later_ones_follow(ward: Commune, admin: Person) -> None:
    set_hours(ward, admin)
    set_hours(ward, admin, sessions="07:15-11:45, 13:00-16:30")
    set_hours(ward, admin, valid_from=date(2026, 10, 15), sessions="07:30-12:00, 13:00-16:30")
    ward.refresh_from_db()
    assert [item["valid_from"] for item in ward.office_hours] == ["2026-05-01", "2026-10-15"]
    assert str(hours_on(ward, date(2026, 6, 1)).sessions[0]) == "07:15-11:45"
    assert str(hours_on(ward, date(2026, 11, 1)).sessions[1]) == "13:00-16:30"


@pytest.mark.parametrize("written", ["", "bảy giờ", "12:00-07:30", "07:00-12:00, 11:00-17:00", "07:60-12:00", "07:00-25:00"])
def test_hours_that_cannot_be_are_refused_at_their_field(ward: Commune, admin: Person, written: str) -> None:
    with pytest.raises(ValidationError) as error:
        set_hours(ward, admin, sessions=written)
    assert error.value.message_dict["sessions"]


def test_only_the_administrator_of_the_ward_sets_them(ward: Commune, leader: Person, clerk: Person, other_leader: Person) -> None:
    for person in (leader, clerk, other_leader):
        with pytest.raises(PermissionDenied):
            close(ward, person)
        with pytest.raises(PermissionDenied):
            set_hours(ward, person)


def test_the_page_shows_the_default_as_unconfirmed_and_the_days_with_their_documents(ward: Commune, clerk: Person) -> None:
    html = signed_in(clerk).get(reverse(PAGE)).content.decode()
    assert "Đang dùng giờ mặc định" in html
    assert "07:30-12:00, 13:30-17:00" in html
    assert "Nghị quyết số 28/2026/QH16" in html
    assert "tạm tính" in html
    assert "Lưu giờ làm việc" not in html


def test_the_administrator_closes_a_day_and_sets_hours_on_the_page(ward: Commune, admin: Person) -> None:
    client = signed_in(admin)
    shut = client.post(reverse("organisations:close_day"), {"day": "25/11/2026", "reason": "mất điện"})
    hours = {"valid_from": "01/05/2026", "sessions": "07:00-11:30, 13:30-17:00", "friday": "", "source": "QĐ 12/QĐ-UBND"}
    kept = client.post(reverse("organisations:set_hours"), hours)
    assert (shut.status_code, kept.status_code) == (302, 302)
    html = client.get(reverse(PAGE)).content.decode()
    assert "mất điện" in html
    assert "đang áp dụng" in html
    assert "Đang dùng giờ mặc định" not in html
    assert client.post(reverse("organisations:open_day", args=[FLOOD])).status_code == 302
    assert client.post(reverse("organisations:drop_hours", args=[date(2026, 5, 1)])).status_code == 302
    ward.refresh_from_db()
    assert (ward.closed_days, ward.office_hours) == ({}, [])


def test_what_the_page_refuses_is_said_at_its_field_and_keeps_what_was_typed(ward: Commune, admin: Person) -> None:
    refused = signed_in(admin).post(reverse("organisations:set_hours"), {"valid_from": "01/05/2026", "sessions": "sáng", "source": "QĐ"})
    assert refused.status_code == 422
    assert "Không hiểu giờ “sáng”" in refused.content.decode()
    day = signed_in(admin).post(reverse("organisations:close_day"), {"day": "24/11/2026", "reason": "nghỉ"})
    assert day.status_code == 422
    assert "vốn đã nghỉ" in day.content.decode()


def test_a_typed_day_is_said_back_by_the_calendar_of_the_ward(ward: Commune, admin: Person, other_leader: Person) -> None:
    """25/11 is shut here: from Friday 20/11 to 27/11 three working days are left in this ward (24/11 is a holiday), four in the next."""
    close(ward, admin)
    ask = {"v": "27/11/2026", "looks": "ahead"}
    here = signed_in(admin).get(reverse("ground:day"), ask).json()["words"]
    there = signed_in(other_leader).get(reverse("ground:day"), ask).json()["words"]
    assert "3 ngày làm việc" in here
    assert "4 ngày làm việc" in there


def test_somebody_of_no_commune_counts_by_the_law_alone(ward: Commune, admin: Person, appraiser: Person) -> None:
    close(ward, admin)
    assert calendar_for(appraiser).is_working(FLOOD)
