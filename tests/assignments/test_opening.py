"""Periods open by themselves; handovers move duties and leave lateness where it arose."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from minhchung.apps.assignments import actions, jobs
from minhchung.apps.assignments.models import Assignment, Duty, Holding, Occurrence
from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground import figures
from minhchung.apps.ground.figures import Scope, Window
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.ground.problems import CHECKS, problems
from minhchung.apps.organisations.models import Commune, Handover, Person, Unit
from tests.assignments.conftest import Assigning, only
from tests.personas import NOW


def after(days: int) -> datetime:
    return NOW + timedelta(days=days)


def periods_of(assignment: Assignment) -> list[str]:
    return list(Occurrence.objects.filter(duty__assignment=assignment).order_by("opens_on").values_list("period", flat=True))


def test_a_recurrence_opens_its_periods_as_their_days_come(assign: Assigning, ward: Commune) -> None:
    assignment = assign("KT", deadline_kind="recurring", recurrence="monthly")
    assert periods_of(assignment) == ["2026-11"]
    assert jobs.open_due_occurrences(after(5)) == 0
    assert jobs.open_due_occurrences(after(11)) == 1
    assert periods_of(assignment) == ["2026-11", "2026-12"]


def test_opening_again_opens_nothing_and_writes_no_history(assign: Assigning, ward: Commune) -> None:
    assign("KT", deadline_kind="recurring", recurrence="weekly")
    jobs.open_due_occurrences(after(14))
    events = HistoryEvent.objects.count()
    assert jobs.open_due_occurrences(after(14)) == 0
    assert HistoryEvent.objects.count() == events


def test_periods_missed_while_nothing_ran_are_opened_late(assign: Assigning, ward: Commune) -> None:
    assignment = assign("KT", deadline_kind="recurring", recurrence="weekly")
    jobs.open_due_occurrences(after(21))
    assert periods_of(assignment) == ["2026-W47", "2026-W48", "2026-W49", "2026-W50"]


def test_a_recurrence_ends_with_its_year(assign: Assigning, ward: Commune) -> None:
    assignment = assign("KT", deadline_kind="recurring", recurrence="monthly")
    jobs.open_due_occurrences(after(120))
    assert periods_of(assignment) == ["2026-11", "2026-12"]


def test_a_unit_added_later_owes_only_what_is_open(assign: Assigning, standing: Person, units: dict[str, Unit]) -> None:
    assignment = assign("KT", deadline_kind="recurring", recurrence="monthly")
    jobs.open_due_occurrences(after(11))
    actions.add_duty(assignment=assignment, unit=units["VP"].pk, part=Duty.Part.LEAD, actor=standing, at=after(12))
    owed = Occurrence.objects.filter(duty__assignment=assignment, duty__holdings__unit=units["VP"])
    assert list(owed.values_list("period", flat=True)) == ["2026-12"]


def test_an_archived_assignment_opens_no_more(assign: Assigning, standing: Person) -> None:
    assignment = assign("KT", deadline_kind="recurring", recurrence="monthly")
    actions.archive(assignment=assignment, reason="Thay bằng kế hoạch mới", actor=standing, at=NOW)
    jobs.open_due_occurrences(after(11))
    assert periods_of(assignment) == ["2026-11"]


@pytest.mark.parametrize("days", [[0, 3, 9, 30], [30], [30, 3, 0], [9, 9, 30]])
def test_in_whatever_order_it_runs_the_same_periods_are_open(assign: Assigning, ward: Commune, days: list[int]) -> None:
    assignment = assign("KT", deadline_kind="recurring", recurrence="weekly")
    for day in days:
        jobs.open_due_occurrences(after(day))
    assert periods_of(assignment) == ["2026-W47", "2026-W48", "2026-W49", "2026-W50", "2026-W51"]


def hand_over(ward: Commune, old: Unit, new: Unit, on: date) -> Handover:
    return Handover.objects.create(commune=ward, from_unit=old, to_unit=new, on=on)


def test_a_handover_ends_one_holding_the_day_before_and_begins_the_other(assign: Assigning, ward: Commune, units: dict[str, Unit]) -> None:
    assignment = assign("KT", at=NOW - timedelta(days=30), deadline_on="2026-10-30")
    actions.pass_on(handover=hand_over(ward, units["KT"], units["VP"], NOW.date()), actor=None, at=NOW)
    held = list(Holding.objects.filter(duty__assignment=assignment).values_list("unit__short", "since", "until"))
    assert held == [("KT", date(2026, 10, 21), date(2026, 11, 19)), ("VP", date(2026, 11, 20), None)]


def test_passing_on_twice_changes_nothing_more(assign: Assigning, ward: Commune, units: dict[str, Unit]) -> None:
    assign("KT", at=NOW - timedelta(days=30))
    handover = hand_over(ward, units["KT"], units["VP"], NOW.date())
    assert actions.pass_on(handover=handover, actor=None, at=NOW) == 1
    assert actions.pass_on(handover=handover, actor=None, at=NOW) == 0


def test_work_assigned_on_the_day_of_the_handover_begins_with_the_new_holder(
    assign: Assigning, ward: Commune, units: dict[str, Unit]
) -> None:
    assignment = assign("KT")
    actions.pass_on(handover=hand_over(ward, units["KT"], units["VP"], NOW.date()), actor=None, at=NOW)
    held = Holding.objects.get(duty__assignment=assignment)
    assert (held.unit, held.since, held.until) == (units["VP"], NOW.date(), None)


def test_earlier_lateness_stays_with_the_former_unit(assign: Assigning, ward: Commune, units: dict[str, Unit]) -> None:
    assign("KT", at=NOW - timedelta(days=30), deadline_on="2026-10-30")
    actions.pass_on(handover=hand_over(ward, units["KT"], units["VP"], NOW.date()), actor=None, at=NOW)
    window = Window(date(2026, 10, 1), date(2026, 12, 31))
    late = {short: figures.compute("assignments.late", Scope(ward.code, units[short].pk), window, NOW).value for short in ("KT", "VP")}
    assert late == {"KT": 1, "VP": 0}


def test_a_persons_duties_pass_to_the_successor_in_the_same_unit(
    assign: Assigning, ward: Commune, standing: Person, officer: Person, clerk: Person
) -> None:
    assignment = assign("KT", at=NOW - timedelta(days=30))
    actions.name_person(duty=assignment.duties.get(), person=officer, actor=standing, at=NOW)
    handover = Handover.objects.create(commune=ward, from_person=officer, to_person=clerk, on=NOW.date())
    actions.pass_on(handover=handover, actor=None, at=NOW)
    now_held = Holding.objects.get(duty__assignment=assignment, until=None)
    assert (now_held.unit.short, now_held.person) == ("KT", clerk)


def test_the_event_of_a_handover_moves_the_duties(
    assign: Assigning, ward: Commune, units: dict[str, Unit], admin: Person, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    from minhchung.apps.organisations.actions import hand_over as act

    assignment = assign("KT", at=NOW - timedelta(days=30))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        act(
            commune=ward,
            from_unit=units["KT"],
            to_unit=units["VP"],
            from_person=None,
            to_person=None,
            on=NOW.date(),
            decision="",
            note="",
            actor=admin,
            at=NOW,
        )
    assert Holding.objects.get(duty__assignment=assignment, until=None).unit == units["VP"]


def test_the_share_on_time_goes_by_the_original_day(
    assign: Assigning, ward: Commune, officer: Person, standing: Person, prove: Callable[..., Claim]
) -> None:
    earlier = NOW - timedelta(days=20)
    occurrence = only(assign("KT", at=earlier, deadline_on="2026-11-10"))
    asked = actions.ask_extension(occurrence=occurrence, due_on=date(2026, 11, 19), reason="Chờ", actor=officer, at=earlier)
    actions.decide_extension(extension=asked, granted=True, actor=standing, at=earlier)
    prove(occurrence)
    actions.submit(occurrence=occurrence, done_on=date(2026, 11, 18), actor=officer, at=NOW)
    actions.accept(occurrence=occurrence, actor=standing, at=NOW)
    window = Window(date(2026, 11, 1), date(2026, 11, 30))
    original = figures.compute("assignments.on_time_share", Scope(ward.code), window, NOW)
    forced = figures.compute("assignments.in_force_share", Scope(ward.code), window, NOW)
    assert (original.value, original.numerator, original.denominator) == (Decimal(0), 0, 1)
    assert forced.value == Decimal(100)
    assert [ref.key for ref in original.rows] == [str(occurrence.pk)]


def test_a_share_of_nothing_is_unknown_not_zero(ward: Commune) -> None:
    found = figures.compute("assignments.on_time_share", Scope(ward.code), Window(date(2026, 1, 1), date(2026, 1, 31)), NOW)
    assert found.value is None
    assert found.reason


def codes(ward: Commune) -> set[str]:
    return {code for code in CHECKS if code.startswith("NV") and problems(code, Scope(ward.code), NOW)}


def test_checks_find_late_silence_lost_holders_and_undecided_extensions(
    assign: Assigning, ward: Commune, units: dict[str, Unit], officer: Person, clerk: Person
) -> None:
    earlier = NOW - timedelta(days=30)
    late = only(assign("KT", at=earlier, deadline_on="2026-11-10"))
    assert codes(ward) == {"NV-07", "NV-08", "NV-09"}
    actions.set_progress(occurrence=late, progress="Đang tổng hợp", actor=officer, at=NOW)
    assert codes(ward) == {"NV-07", "NV-08", "NV-09"}
    actions.ask_extension(occurrence=late, due_on=date(2026, 12, 4), reason="Chờ", actor=officer, at=NOW)
    assert codes(ward) == {"NV-05", "NV-07", "NV-08"}
    assign("PVHCC", deadline_kind="relative", deadline_text="trong 24 giờ sau khi nước rút")
    assert codes(ward) == {"NV-03", "NV-05", "NV-07", "NV-08"}
    Unit.objects.filter(pk=units["PVHCC"].pk).update(valid_to=date(2026, 11, 19))
    assert codes(ward) == {"NV-02", "NV-03", "NV-05", "NV-07", "NV-08"}
