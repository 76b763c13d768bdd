"""Acts on people: accounts, roles, posts, bodies."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations import actions, queries
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Appointment, Commune, Person, RoleGrant, Unit
from tests.personas import NOW, make_person

pytestmark = pytest.mark.django_db
TODAY, YESTERDAY = NOW.date(), NOW.date() - timedelta(days=1)


def grant(person: Person, role: Role, actor: Person, unit: Unit | None = None, **more: Any) -> RoleGrant:
    values: dict[str, Any] = {"valid_from": TODAY, "valid_to": None, **more}
    return actions.grant_role(person=person, role=role, unit=unit, actor=actor, at=NOW, **values)


def fresh(person: Person) -> Person:
    """The person as another request would read it."""
    return Person.objects.get(pk=person.pk)


def test_a_new_person_has_neither_password_nor_role(ward: Commune, admin: Person) -> None:
    person = actions.add_person(commune=ward, username=" Lan.TT ", full_name="Trần Thị  Lan", actor=admin, at=NOW)
    assert (person.username, person.full_name, person.has_usable_password()) == ("lan.tt", "Trần Thị Lan", False)
    assert person.mandate(TODAY).roles == frozenset()
    with pytest.raises(ValidationError, match="đã có người dùng"):
        actions.add_person(commune=ward, username="lan.tt", full_name="Người khác", actor=admin, at=NOW)
    with pytest.raises(ValidationError, match="chỉ gồm chữ"):
        actions.add_person(commune=ward, username="lan tt", full_name="Người khác", actor=admin, at=NOW)


def test_a_one_time_password_opens_the_account_is_recorded_without_its_words_and_must_be_changed(
    ward: Commune, admin: Person, officer: Person
) -> None:
    password = actions.issue_password(person=officer, actor=admin, at=NOW)
    officer = fresh(officer)
    assert officer.check_password(password)
    assert officer.must_change_password
    assert password not in str(list(HistoryEvent.objects.values("before", "after", "note")))
    assert actions.issue_password(person=officer, actor=admin, at=NOW) != password


def test_one_s_own_password_takes_the_one_time_mark_off(admin: Person, officer: Person) -> None:
    password = actions.issue_password(person=officer, actor=admin, at=NOW)
    officer = fresh(officer)
    with pytest.raises(ValidationError, match="giống mật khẩu cũ"):
        actions.choose_password(person=officer, password=password, actor=officer, at=NOW)
    with pytest.raises(ValidationError):
        actions.choose_password(person=officer, password="ngan", actor=officer, at=NOW)
    with pytest.raises(PermissionDenied):
        actions.choose_password(person=officer, password="mot-cau-that-dai-40", actor=admin, at=NOW)
    actions.choose_password(person=officer, password="mot-cau-that-dai-40", actor=officer, at=NOW)
    assert not fresh(officer).must_change_password


def test_the_page_of_a_new_password_says_why_it_opened_and_shows_the_way_out(admin: Person, officer: Person, client: Client) -> None:
    actions.issue_password(person=officer, actor=admin, at=NOW)
    client.force_login(fresh(officer), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/so/", follow=True).content.decode()
    assert "Đang dùng mật khẩu dùng một lần." in page
    assert f'href="{reverse("account_logout")}">Đăng xuất</a>' in page
    client.force_login(fresh(admin), backend="django.contrib.auth.backends.ModelBackend")
    assert "mật khẩu dùng một lần" not in client.get(reverse("account_change_password")).content.decode()


def test_a_role_holds_between_its_days_only(admin: Person, reader: Person, units: dict[str, Unit]) -> None:
    grant(reader, Role.OFFICER, admin, units["KT"], valid_from=TODAY, valid_to=date(2026, 11, 30))
    person = fresh(reader)
    assert person.mandate(YESTERDAY).units == frozenset()
    assert person.mandate(date(2026, 11, 30)).units == {units["KT"].pk}
    assert person.mandate(date(2026, 12, 1)).units == frozenset()


def test_a_role_must_fit_its_unit(admin: Person, reader: Person, units: dict[str, Unit], other_units: dict[str, Unit]) -> None:
    for role, unit, field in ((Role.OFFICER, None, "unit"), (Role.ADMIN, units["KT"], "unit"), (Role.APPRAISER, None, "role")):
        with pytest.raises(ValidationError) as refusal:
            grant(reader, role, admin, unit)
        assert list(refusal.value.message_dict) == [field]
    with pytest.raises(Refused, match="không thuộc Phường Vân Khê"):
        grant(reader, Role.OFFICER, admin, other_units["KT"])


def test_the_same_role_is_not_held_twice_on_one_day(admin: Person, officer: Person, units: dict[str, Unit]) -> None:
    with pytest.raises(Refused, match="đã giữ vai trò Công chức, viên chức từ ngày 01/7/2025"):
        grant(officer, Role.OFFICER, admin, units["KT"])
    grant(officer, Role.OFFICER, admin, units["VP"])


def test_the_leader_grants_no_role_and_issues_no_password(leader: Person, officer: Person, units: dict[str, Unit]) -> None:
    with pytest.raises(PermissionDenied):
        grant(officer, Role.ADMIN, leader)
    with pytest.raises(PermissionDenied):
        actions.issue_password(person=officer, actor=leader, at=NOW)


def test_another_ward_s_administrator_does_nothing_here(other_ward: Commune, officer: Person) -> None:
    stranger = make_person("quantrib", "Lương Nhật Tân", Role.ADMIN, commune=other_ward)
    with pytest.raises(PermissionDenied):
        actions.deactivate_person(person=officer, reason="thử", actor=stranger, at=NOW)
    with pytest.raises(PermissionDenied):
        grant(officer, Role.READER, stranger)


def test_the_last_administrator_stays(admin: Person, officer: Person) -> None:
    own = admin.grants.get()
    with pytest.raises(Refused, match="quản trị cuối cùng"):
        actions.end_role(grant=own, last_day=TODAY, actor=admin, at=NOW)
    with pytest.raises(Refused, match="quản trị cuối cùng"):
        actions.deactivate_person(person=admin, reason="nghỉ", actor=admin, at=NOW)
    second = grant(officer, Role.ADMIN, admin, valid_to=date(2026, 12, 31))
    with pytest.raises(Refused, match="quản trị cuối cùng"):
        actions.end_role(grant=own, last_day=TODAY, actor=admin, at=NOW)
    actions.end_role(grant=second, last_day=YESTERDAY, actor=admin, at=NOW)
    grant(officer, Role.ADMIN, admin)
    actions.end_role(grant=own, last_day=YESTERDAY, actor=admin, at=NOW)
    assert not fresh(admin).mandate(TODAY).has(Role.ADMIN)
    with pytest.raises(Refused, match="quản trị cuối cùng"):
        actions.deactivate_person(person=officer, reason="nghỉ", actor=None, at=NOW)


def test_an_inactive_second_administrator_does_not_count(admin: Person, officer: Person) -> None:
    grant(officer, Role.ADMIN, admin)
    actions.deactivate_person(person=officer, reason="chuyển công tác", actor=admin, at=NOW)
    with pytest.raises(Refused, match="quản trị cuối cùng"):
        actions.end_role(grant=admin.grants.get(), last_day=TODAY, actor=admin, at=NOW)


def test_a_role_that_never_took_effect_is_taken_back(admin: Person, reader: Person, units: dict[str, Unit]) -> None:
    given = grant(reader, Role.OFFICER, admin, units["KT"])
    actions.end_role(grant=given, last_day=YESTERDAY, actor=admin, at=NOW)
    assert not RoleGrant.objects.filter(pk=given.pk).exists()
    assert HistoryEvent.objects.latest("position").note == "Thu hồi vai trò chưa có hiệu lực."


def test_who_left_has_no_right_until_the_account_is_opened_again(admin: Person, head: Person, units: dict[str, Unit]) -> None:
    actions.deactivate_person(person=head, reason="nghỉ hưu", actor=admin, at=NOW)
    assert not fresh(head).has_perm("organisations.choose_password", fresh(head))
    with pytest.raises(Refused, match="đã được cho nghỉ"):
        actions.deactivate_person(person=head, reason="lần hai", actor=admin, at=NOW)
    with pytest.raises(Refused, match="đã nghỉ"):
        grant(head, Role.OFFICER, admin, units["VP"])
    actions.reactivate_person(person=head, actor=admin, at=NOW)
    assert fresh(head).mandate(TODAY).headed == {units["VH-XH"].pk}


def appoint(person: Person, unit: Unit, actor: Person, **more: Any) -> Appointment:
    values: dict[str, Any] = {"post": "Phó Trưởng phòng", "kind": "regular", "valid_from": TODAY, **more}
    return actions.appoint(person=person, unit=unit, actor=actor, at=NOW, **values)


def test_an_appointment_gives_no_right_by_itself(leader: Person, reader: Person, units: dict[str, Unit]) -> None:
    appoint(reader, units["KT"], leader, post="Trưởng phòng", kind="acting", decision="15/QĐ-UBND")
    assert fresh(reader).mandate(TODAY).headed == frozenset()


def test_a_secondment_says_until_when(leader: Person, officer: Person, units: dict[str, Unit]) -> None:
    with pytest.raises(ValidationError, match="Biệt phái có thời hạn"):
        appoint(officer, units["PVHCC"], leader, kind="seconded")
    with pytest.raises(ValidationError, match="Ngày kết thúc trước ngày bắt đầu"):
        appoint(officer, units["PVHCC"], leader, kind="seconded", valid_to=YESTERDAY)
    assert appoint(officer, units["PVHCC"], leader, kind="seconded", valid_to=date(2027, 5, 20)).kind == "seconded"


def test_a_post_ends_on_its_last_day_once(leader: Person, officer: Person, units: dict[str, Unit]) -> None:
    post = appoint(officer, units["KT"], leader, valid_from=date(2026, 1, 1))
    with pytest.raises(Refused, match="đã là Phó Trưởng phòng"):
        appoint(officer, units["KT"], leader)
    with pytest.raises(ValidationError):
        actions.end_appointment(appointment=post, last_day=date(2025, 12, 31), actor=leader, at=NOW)
    actions.end_appointment(appointment=post, last_day=YESTERDAY, actor=leader, at=NOW)
    with pytest.raises(Refused, match="đã thôi từ ngày 19/11/2026"):
        actions.end_appointment(appointment=post, last_day=TODAY, actor=leader, at=NOW)


def test_a_unit_head_appoints_nobody(head: Person, officer: Person, units: dict[str, Unit]) -> None:
    with pytest.raises(PermissionDenied):
        appoint(officer, units["VH-XH"], head)


def test_a_body_has_members_and_ends_with_them(ward: Commune, leader: Person, head: Person, units: dict[str, Unit]) -> None:
    body = actions.add_body(
        commune=ward, name="Ban Chỉ đạo CCHC", standing_unit=units["VH-XH"], valid_from=date(2026, 1, 14), actor=leader, at=NOW
    )
    member = actions.add_member(body=body, person=head, place="Thư ký", actor=leader, at=NOW)
    with pytest.raises(Refused, match="đang là thành viên"):
        actions.add_member(body=body, person=head, place="Thành viên", actor=leader, at=NOW)
    actions.end_member(member=member, last_day=YESTERDAY, actor=leader, at=NOW)
    with pytest.raises(Refused, match="đã thôi"):
        actions.end_member(member=member, last_day=TODAY, actor=leader, at=NOW)
    again = actions.add_member(body=body, person=head, place="Thành viên", actor=leader, at=NOW)
    actions.close_body(body=body, last_day=TODAY, reason="QĐ 90", actor=leader, at=NOW)
    again.refresh_from_db()
    assert again.until == TODAY
    with pytest.raises(Refused, match="đã kết thúc"):
        actions.add_member(body=body, person=leader, place="Trưởng ban", actor=leader, at=NOW)


@pytest.mark.parametrize(("name", "said"), [("Phòng Kinh tế", "đã dùng cho"), ("Đoàn  kiểm tra", "Đang có “Đoàn kiểm tra”")])
def test_a_body_takes_neither_a_unit_s_name_nor_a_living_body_s(
    ward: Commune, leader: Person, units: dict[str, Unit], name: str, said: str
) -> None:
    actions.add_body(commune=ward, name="Đoàn kiểm tra", valid_from=TODAY, actor=leader, at=NOW)
    with pytest.raises(ValidationError) as refusal:
        actions.add_body(commune=ward, name=name, valid_from=TODAY, actor=leader, at=NOW)
    assert said in refusal.value.message_dict["name"][0]


def test_the_appraiser_s_own_password_is_recorded_outside_every_commune(appraiser: Person) -> None:
    actions.choose_password(person=appraiser, password="mot-cau-that-dai-40", actor=appraiser, at=NOW)
    assert HistoryEvent.objects.get().commune == "VN"


def test_a_post_is_the_same_however_it_is_written(leader: Person, officer: Person, units: dict[str, Unit]) -> None:
    held = {"unit": units["KT"], "kind": "regular", "actor": leader, "at": NOW}
    actions.appoint(person=officer, post="Phó Trưởng phòng", valid_from=TODAY, **held)
    with pytest.raises(Refused, match="Kết thúc trước rồi ghi lại"):
        actions.appoint(person=officer, post="phó trưởng phòng", valid_from=TODAY, **held)


def test_a_body_that_ends_later_keeps_its_members_until_then(
    ward: Commune, leader: Person, head: Person, officer: Person, clerk: Person, units: dict[str, Unit]
) -> None:
    body = actions.add_body(commune=ward, name="Tổ công tác 06", valid_from=TODAY, actor=leader, at=NOW)
    actions.add_member(body=body, person=head, place="Thư ký", actor=leader, at=NOW)
    last_day = TODAY + timedelta(days=30)
    actions.close_body(body=body, last_day=last_day, reason="QĐ 91", actor=leader, at=NOW)
    late = actions.add_member(body=body, person=officer, place="Thành viên", actor=leader, at=NOW)
    assert late.until == last_day
    with pytest.raises(Refused, match="đang là thành viên"):
        actions.add_member(body=body, person=head, place="Thành viên", actor=leader, at=NOW)
    assert queries.body(leader, body.pk, on=TODAY).present == 2
    actions.end_member(member=late, last_day=TODAY, actor=leader, at=NOW)
    assert queries.body(leader, body.pk, on=TODAY).present == 1


def test_a_body_is_not_made_twice_nor_by_a_decision_of_tomorrow(ward: Commune, leader: Person) -> None:
    actions.add_body(commune=ward, name="Ban Chỉ đạo chuyển đổi số", valid_from=TODAY, actor=leader, at=NOW)
    with pytest.raises(ValidationError, match="Đang có “Ban Chỉ đạo chuyển đổi số”"):
        actions.add_body(commune=ward, name="Ban chỉ đạo chuyển đổi số", valid_from=TODAY, actor=leader, at=NOW)
    with pytest.raises(ValidationError, match="chưa tới"):
        tomorrow = TODAY + timedelta(days=1)
        actions.add_body(commune=ward, name="Tổ rà soát", decided_on=tomorrow, valid_from=TODAY, actor=leader, at=NOW)
