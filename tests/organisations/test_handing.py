"""Handover: between units, between people, a merger."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations import actions, passing
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Commune, Handover, Person, Unit
from tests.organisations.test_units import read_as
from tests.personas import NOW, make_person

pytestmark = pytest.mark.django_db
TODAY, YESTERDAY = NOW.date(), NOW.date() - timedelta(days=1)


def hand(ward: Commune, actor: Person | None, **more: Any) -> Handover:
    return actions.hand_over(commune=ward, actor=actor, at=NOW, **{"on": TODAY, **more})


def test_the_event_of_a_handover_says_all_that_readers_need(ward: Commune, leader: Person, units: dict[str, Unit]) -> None:
    done = hand(ward, leader, from_unit=units["KT"], to_unit=units["VP"], on=date(2026, 11, 2), decision="QĐ 77")
    event = HistoryEvent.objects.get(act="organisations.hand_over")
    assert (event.kind, event.key) == ("handover", str(done.pk))
    assert event.after == {
        "handover": done.pk,
        "from_unit": units["KT"].pk,
        "to_unit": units["VP"].pk,
        "from_person": None,
        "to_person": None,
        "on": "2026-11-02",
        "decision": "QĐ 77",
        "closes": False,
    }
    assert Unit.objects.get(pk=units["KT"].pk).valid_to is None


def test_people_hand_over_without_their_rights(ward: Commune, admin: Person, officer: Person, clerk: Person) -> None:
    hand(ward, admin, from_person=officer, to_person=clerk)
    assert Person.objects.get(pk=clerk.pk).mandate(TODAY).roles == {Role.CLERK}
    assert Person.objects.get(pk=officer.pk).mandate(TODAY).roles == {Role.OFFICER}


def test_who_left_can_still_hand_over_but_not_take(ward: Commune, admin: Person, officer: Person, clerk: Person) -> None:
    actions.deactivate_person(person=officer, reason="nghỉ", actor=admin, at=NOW)
    hand(ward, admin, from_person=officer, to_person=clerk)
    with pytest.raises(Refused, match="đã nghỉ"):
        hand(ward, admin, from_person=clerk, to_person=officer)


def test_a_merger_ends_the_unit_and_moves_roles_groups_and_standing_bodies(
    ward: Commune, admin: Person, officer: Person, units: dict[str, Unit]
) -> None:
    kt, xd = units["KT"], units["XD-NN-MT"]
    group = actions.add_group(commune=ward, name="Phòng", wordings=["các phòng"], every=False, units=[kt], actor=admin, at=NOW)
    body = actions.add_body(commune=ward, name="Tổ công tác giá", standing_unit=kt, valid_from=date(2026, 1, 1), actor=admin, at=NOW)
    done = hand(ward, admin, from_unit=kt, to_unit=xd, closes=True, decision="NQ 05/NQ-HĐND")
    kt.refresh_from_db()
    body.refresh_from_db()
    assert (kt.valid_to, kt.successor, body.standing_unit) == (YESTERDAY, xd, xd)
    assert xd in group.units.all()
    moved = Person.objects.get(pk=officer.pk)
    assert moved.mandate(YESTERDAY).units == {kt.pk}
    assert moved.mandate(TODAY).units == {xd.pk}
    assert officer.appointments.get().valid_to == YESTERDAY
    assert read_as(ward, "Phòng Kinh tế") == "XD-NN-MT"
    event = HistoryEvent.objects.get(act="organisations.hand_over")
    assert event.after is not None
    assert (event.after["closes"], event.after["roles_moved"], event.after["handover"]) == (True, 1, done.pk)


def test_a_person_with_the_same_role_in_both_units_keeps_one(ward: Commune, admin: Person, units: dict[str, Unit]) -> None:
    both = make_person("haiben", "Kiều Anh Thư", Role.OFFICER, commune=ward, unit=units["KT"])
    actions.grant_role(person=both, role=Role.OFFICER, unit=units["VP"], valid_from=date(2026, 1, 1), valid_to=None, actor=admin, at=NOW)
    hand(ward, admin, from_unit=units["KT"], to_unit=units["VP"], closes=True)
    assert both.grants.filter(unit=units["VP"], valid_to=None).count() == 1


@pytest.mark.parametrize(
    ("giver", "taker", "more", "said"),
    [
        ("KT", "KT", {}, "Bên nhận trùng bên giao"),
        ("KT", None, {}, "cùng là đơn vị, hoặc cùng là người"),
        ("KT", "VP", {"on": date(2026, 11, 21)}, "Ngày bàn giao chưa tới"),
    ],
)
def test_a_handover_that_makes_no_sense_is_refused(
    ward: Commune, admin: Person, units: dict[str, Unit], giver: str, taker: str | None, more: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        hand(ward, admin, from_unit=units[giver], to_unit=units[taker] if taker else None, **more)
    assert not Handover.objects.exists()


def test_a_handover_stays_inside_the_ward_and_its_days(
    ward: Commune, admin: Person, units: dict[str, Unit], other_units: dict[str, Unit], other_clerk: Person, clerk: Person
) -> None:
    with pytest.raises(Refused, match="không thuộc"):
        hand(ward, admin, from_unit=units["KT"], to_unit=other_units["VP"])
    with pytest.raises(Refused, match="không thuộc"):
        hand(ward, admin, from_person=clerk, to_person=other_clerk)
    with pytest.raises(ValidationError, match="không thuộc"):
        hand(ward, admin, from_person=other_clerk, to_person=clerk)
    with pytest.raises(Refused, match="không hoạt động vào ngày 30/6/2025"):
        hand(ward, admin, from_unit=units["KT"], to_unit=units["VP"], on=date(2025, 7, 1))


def test_a_closed_unit_is_not_merged_again(ward: Commune, admin: Person, units: dict[str, Unit]) -> None:
    hand(ward, admin, from_unit=units["KT"], to_unit=units["VP"], on=date(2026, 11, 10), closes=True)
    with pytest.raises(Refused):
        hand(ward, admin, from_unit=units["KT"], to_unit=units["VH-XH"], closes=True)


def test_only_leader_and_administrator_hand_over(ward: Commune, head: Person, standing: Person, units: dict[str, Unit]) -> None:
    for person in (head, standing):
        with pytest.raises(PermissionDenied):
            hand(ward, person, from_unit=units["VH-XH"], to_unit=units["VP"])


def test_the_preview_counts_what_apps_have_registered(
    ward: Commune, officer: Person, units: dict[str, Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passing, "PASSING", {})
    passing.register(passing.Passing("test.unit", "việc của đơn vị", "unit", lambda unit, on: ["1"] * 7, None))
    passing.register(passing.Passing("test.person", "việc của người", "unit", None, lambda person, on: ["1"] * 3))
    with pytest.raises(ValueError, match="registered twice"):
        passing.register(passing.Passing("test.unit", "lại", "unit", None, None))
    unit_lines = passing.preview(units["KT"], on=TODAY, closes=False)
    assert [(line.label, line.count) for line in unit_lines] == [("việc của đơn vị", 7)]
    assert [line.count for line in passing.preview(officer, on=TODAY, closes=False)] == [3]
    assert [line.count for line in passing.preview(units["KT"], on=TODAY, closes=True)] == [7, 1, 0, 1]


def test_a_person_hands_over_nothing_before_having_a_role_here(ward: Commune, admin: Person, officer: Person, clerk: Person) -> None:
    with pytest.raises(ValidationError, match="giữ vai trò ở đây từ ngày 01/7/2025"):
        hand(ward, admin, from_person=officer, to_person=clerk, on=date(1950, 1, 1))
    hand(ward, admin, from_person=officer, to_person=clerk, on=date(2025, 7, 1))
