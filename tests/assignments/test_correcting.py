"""Mending given work: its name, a slip of typing in its deadline, the part of a unit; the wording and the history stay."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from minhchung.apps.assignments import actions
from minhchung.apps.assignments.models import Assignment, Duty, Occurrence
from minhchung.apps.ground import history, lookup
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.models import HistoryEvent, Notice
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person
from tests.assignments.conftest import Assigning, only
from tests.personas import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = date(2026, 12, 11)


def last_event(assignment: Assignment) -> HistoryEvent:
    found = history.of(Ref("assignment", str(assignment.pk))).first()
    assert found is not None
    return found


def test_a_new_name_keeps_the_wording_is_found_and_told(assign: Assigning, standing: Person, officer: Person, ward: Commune) -> None:
    made = assign("KT", title="Báo cáo kết qủa khắc phục")
    actions.reword(assignment=made, title=" Báo cáo kết quả  khắc phục ", actor=standing, at=NOW + HOUR)
    made.refresh_from_db()
    assert (made.title, made.wording) == ("Báo cáo kết quả khắc phục", "Báo cáo kết qủa khắc phục")
    event = last_event(made)
    assert (event.act, event.before, event.after) == (
        "assignments.reword",
        {"title": "Báo cáo kết qủa khắc phục"},
        {"title": "Báo cáo kết quả khắc phục"},
    )
    assert Notice.objects.filter(person_id=officer.pk, text__contains="đổi tên thành").exists()
    assert history.verify(ward.code) is None


def test_once_a_unit_has_begun_a_new_name_needs_a_reason(assign: Assigning, standing: Person, officer: Person) -> None:
    made = assign("KT")
    actions.start(occurrence=only(made), actor=officer, at=NOW)
    with pytest.raises(Refused, match="cần ghi lý do"):
        actions.reword(assignment=made, title="Tên khác", actor=standing, at=NOW)
    actions.reword(assignment=made, title="Tên khác", reason="Gọi đúng tên báo cáo", actor=standing, at=NOW)
    assert last_event(made).note == "Gọi đúng tên báo cáo"


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"title": "  "}, "chưa có tên mới"),
        ({"title": "x" * 501}, "dài 501 chữ cái"),
        ({"title": "Báo cáo kết quả khắc phục tồn tại"}, "không khác tên cũ"),
        ({"title": "Tên mới", "expected": "Tên đã cũ"}, "vừa được người khác đổi tên"),
    ],
)
def test_a_name_that_is_none_or_comes_too_late_is_refused(assign: Assigning, standing: Person, values: dict[str, Any], says: str) -> None:
    with pytest.raises(Refused, match=says):
        actions.reword(assignment=assign("KT"), actor=standing, at=NOW, **values)


def test_archived_work_keeps_its_name(assign: Assigning, standing: Person) -> None:
    made = assign("KT")
    actions.archive(assignment=made, reason="Giao nhầm", actor=standing, at=NOW)
    with pytest.raises(Refused, match="đã đưa vào lưu"):
        actions.reword(assignment=made, title="Tên khác", actor=standing, at=NOW)


def test_the_unit_that_does_the_work_may_not_rename_it(assign: Assigning, officer: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.reword(assignment=assign("KT"), title="Nhẹ hơn", actor=officer, at=NOW)


def test_a_slip_in_the_day_is_mended_for_every_unit_on_the_day_it_was_given(
    assign: Assigning, standing: Person, officer: Person, ward: Commune
) -> None:
    made = assign("KT", "VP")
    actions.correct_deadline(assignment=made, deadline_on=LATER, actor=standing, at=NOW + HOUR)
    assert set(Occurrence.objects.filter(duty__assignment=made).values_list("due_on", flat=True)) == {LATER}
    event = last_event(made)
    assert event.before == {"deadline_on": "2026-11-27", "due_on": "2026-11-27"}
    assert event.after == {"deadline_on": "2026-12-11", "due_on": "2026-12-11"}
    assert Notice.objects.filter(person_id=officer.pk, text__contains="27/11/2026 thành 11/12/2026").exists()
    assert history.verify(ward.code) is None


def test_a_day_said_as_before_is_mended_to_the_day_before_it(assign: Assigning, standing: Person) -> None:
    made = assign("KT")
    actions.correct_deadline(assignment=made, deadline_on=date(2026, 11, 27), before=True, actor=standing, at=NOW)
    assert only(made).due_on == date(2026, 11, 26)


def test_a_slip_in_the_period_is_mended(assign: Assigning, standing: Person) -> None:
    made = assign("KT", deadline_kind="period", deadline_period="2026-11")
    actions.correct_deadline(assignment=made, deadline_period="2026-Q4", actor=standing, at=NOW)
    made.refresh_from_db()
    assert (made.deadline_period, only(made).due_on) == ("2026-Q4", date(2026, 12, 31))


def test_after_the_day_it_was_given_only_an_extension_moves_the_deadline(assign: Assigning, standing: Person) -> None:
    made = assign("KT")
    with pytest.raises(Refused, match="chỉ sửa lỗi gõ được trong ngày giao"):
        actions.correct_deadline(assignment=made, deadline_on=LATER, actor=standing, at=NOW + DAY)
    assert only(made).due_on == date(2026, 11, 27)


def test_another_coordinator_does_not_mend_what_somebody_else_gave(assign: Assigning, leader: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.correct_deadline(assignment=assign("KT"), deadline_on=LATER, actor=leader, at=NOW)


def test_begun_work_needs_a_reason_and_reported_work_keeps_its_deadline(assign: Assigning, standing: Person, officer: Person) -> None:
    made = assign("KT")
    actions.start(occurrence=only(made), actor=officer, at=NOW)
    with pytest.raises(Refused, match="muốn sửa thời hạn cần ghi lý do"):
        actions.correct_deadline(assignment=made, deadline_on=LATER, actor=standing, at=NOW)
    actions.correct_deadline(assignment=made, deadline_on=LATER, reason="Gõ nhầm tháng", actor=standing, at=NOW)
    actions.ask_extension(occurrence=only(made), due_on=date(2026, 12, 18), reason="Chờ số liệu", actor=officer, at=NOW)
    with pytest.raises(Refused, match="đã có đề nghị gia hạn"):
        actions.correct_deadline(assignment=made, deadline_on=date(2026, 12, 25), reason="x", actor=standing, at=NOW)


@pytest.mark.parametrize(
    ("given", "values", "says"),
    [
        ({}, {"deadline_on": date(2026, 11, 27)}, "không khác thời hạn cũ"),
        ({}, {}, "chưa có ngày"),
        ({}, {"deadline_on": date(2031, 1, 2)}, "Chưa có lịch năm 2031"),
        ({"deadline_kind": "recurring", "recurrence": "monthly"}, {"deadline_on": LATER}, "làm theo từng kỳ"),
        ({"deadline_kind": "relative"}, {"deadline_on": LATER}, "giao không kèm ngày"),
    ],
)
def test_what_cannot_be_a_slip_of_typing_is_refused(
    assign: Assigning, standing: Person, given: dict[str, Any], values: dict[str, Any], says: str
) -> None:
    made = assign("KT", **given)
    with pytest.raises(Refused, match=says):
        actions.correct_deadline(assignment=made, actor=standing, at=NOW, **values)


def test_a_cooperating_unit_may_lead_and_the_last_leading_one_stays(assign: Assigning, standing: Person, officer: Person) -> None:
    made = assign("KT", cooperating=("VP",))
    lead, helping = (Duty.objects.get(assignment=made, part=part) for part in ("lead", "with"))
    with pytest.raises(Refused, match="chủ trì duy nhất"):
        actions.change_part(duty=lead, part="with", actor=standing, at=NOW)
    actions.change_part(duty=helping, part="lead", actor=standing, at=NOW)
    assert helping.part == "lead"
    assert last_event(made).before == {"duty": helping.pk, "part": "with"}
    actions.start(occurrence=lead.occurrences.get(), actor=officer, at=NOW)
    with pytest.raises(Refused, match="cần ghi lý do"):
        actions.change_part(duty=lead, part="with", actor=standing, at=NOW)
    actions.change_part(duty=lead, part="with", reason="Văn phòng đầu mối", actor=standing, at=NOW)
    lead.refresh_from_db()
    assert lead.part == "with"


def test_a_part_stays_while_a_report_waits_and_cannot_be_changed_to_itself(assign: Assigning, standing: Person, officer: Person) -> None:
    made = assign("KT", "VP")
    duty = Duty.objects.filter(assignment=made, holdings__unit__short="KT").get()
    with pytest.raises(Refused, match="không có gì để đổi"):
        actions.change_part(duty=duty, part="lead", actor=standing, at=NOW)
    Occurrence.objects.filter(duty=duty).update(state="submitted", submitted_at=NOW)
    with pytest.raises(Refused, match="đang chờ nghiệm thu"):
        actions.change_part(duty=duty, part="with", reason="x", actor=standing, at=NOW)


def test_who_set_a_day_by_hand_mends_a_slip_in_it_the_same_day_and_nobody_later(
    assign: Assigning, standing: Person, leader: Person, officer: Person
) -> None:
    occurrence = only(assign("KT", deadline_kind="relative"))
    detail = reverse("assignments:detail", args=[occurrence.duty.assignment_id])
    actions.set_day(occurrence=occurrence, due_on=date(2026, 11, 27), actor=leader, at=NOW)
    assert "Sửa lỗi gõ" in signed_in(leader).get(detail).content.decode()
    assert "Sửa lỗi gõ" not in signed_in(standing).get(detail).content.decode()
    actions.set_day(occurrence=occurrence, due_on=LATER, actor=leader, at=NOW + HOUR)
    event = history.of(Ref("occurrence", str(occurrence.pk))).first()
    assert event is not None
    assert (event.before, event.after) == ({"due_on": "2026-11-27"}, {"due_on": "2026-12-11"})
    for person, at in ((standing, NOW), (leader, NOW + DAY)):
        with pytest.raises(Refused, match="đã có ngày hạn"):
            actions.set_day(occurrence=occurrence, due_on=date(2026, 12, 18), actor=person, at=at)
    actions.ask_extension(occurrence=occurrence, due_on=date(2026, 12, 18), reason="Chờ số liệu", actor=officer, at=NOW)
    with pytest.raises(Refused, match="đã có ngày hạn"):
        actions.set_day(occurrence=occurrence, due_on=date(2026, 12, 18), actor=leader, at=NOW)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_page_offers_the_mending_to_those_who_may_and_shows_old_and_new(assign: Assigning, standing: Person, officer: Person) -> None:
    made = assign("KT", title="Báo cáo kết qủa")
    address = reverse("assignments:detail", args=[made.pk])
    html = signed_in(standing).get(address).content.decode()
    assert "Sửa tên" in html
    assert "Sửa lỗi gõ" in html
    seen = signed_in(officer).get(address).content.decode()
    assert "Sửa tên" not in seen
    assert "Sửa lỗi gõ" not in seen
    form = signed_in(standing).get(reverse("assignments:act_assignment", args=[made.pk, "ten"])).content.decode()
    assert "Nguyên văn giao việc, luôn giữ nguyên" in form
    sent = {"title": "Báo cáo kết quả", "expected": "Báo cáo kết qủa"}
    done = signed_in(standing).post(reverse("assignments:act_assignment", args=[made.pk, "ten"]), sent, follow=True).content.decode()
    assert "sửa tên nhiệm vụ: Báo cáo kết quả" in done
    assert "“Báo cáo kết qủa”" in done
    day = signed_in(standing).post(reverse("assignments:act_assignment", args=[made.pk, "han"]), {"deadline_on": "11/12"}, follow=True)
    assert "sửa lỗi gõ thời hạn: 27/11/2026 thành 11/12/2026" in day.content.decode()
    Assignment.objects.filter(pk=made.pk).update(assigned_at=NOW - DAY)
    assert "Sửa lỗi gõ" not in signed_in(standing).get(address).content.decode()


def test_a_renamed_work_is_found_by_its_new_name(assign: Assigning, standing: Person) -> None:
    made = assign("KT", title="Báo cáo ngân sách")
    actions.reword(assignment=made, title="Quyết toán ngân sách quý III", actor=standing, at=NOW)
    assert "Quyết toán" in str([row.title for row in lookup.search(standing, "quyet toan")])
