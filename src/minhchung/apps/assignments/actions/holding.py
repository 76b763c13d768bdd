"""What happens by itself: periods open, and duties pass on when a unit or a person hands over."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from minhchung.apps.assignments import rights
from minhchung.apps.assignments.models import Holding, Occurrence
from minhchung.apps.assignments.opening import missing_occurrences, repeating
from minhchung.apps.ground.acts import act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Handover, Person
from minhchung.apps.organisations.passing import PASSED

ONE_DAY = timedelta(days=1)


@act("assignments.open_occurrences", "Mở kỳ thực hiện", on="commune", allowed=rights.assigns)
def open_occurrences(*, commune: Commune, actor: Person | None, at: datetime) -> int:
    """Opens every period that should be open by today; gives back how many. Twice at once opens nothing twice."""
    Commune.objects.select_for_update().get(pk=commune.pk)
    missing = missing_occurrences(repeating(commune.code), today=timezone.localtime(at).date())
    Occurrence.objects.bulk_create(missing, ignore_conflicts=True)
    record(commune=commune.code, subject=Ref("commune", commune.code), after={"opened": len(missing)})
    return len(missing)


@act("assignments.pass_on", "Chuyển phần việc theo bàn giao", on="handover", allowed=rights.assigns)
def pass_on(*, handover: Handover, actor: Person | None, at: datetime) -> int:
    """Ends what the one held on the day before the handover and begins it for the other; gives back how many duties passed.

    Lateness that arose before stays with the former holder: it belongs to whoever held the duty on the due day.
    """
    open_ones = (
        Holding.objects.select_for_update(of=("self",))
        .select_related("duty")
        .filter(duty__assignment__commune=handover.commune_id, until=None, duty__removed_at=None)
        .order_by("duty__assignment__number", "pk")
    )
    if handover.from_unit_id is not None:
        held = list(open_ones.filter(unit=handover.from_unit_id))
        for holding in held:
            _hand_on(holding, unit=handover.to_unit_id or holding.unit_id, person=None, on=handover.on)
    else:
        held = list(open_ones.filter(person=handover.from_person_id))
        for holding in held:
            # A person's duties stay in their unit; the successor answers for them there.
            _hand_on(holding, unit=holding.unit_id, person=handover.to_person_id, on=handover.on)
    works = [holding.duty.assignment_id for holding in held]
    record(commune=handover.commune_id, subject=Ref("handover", str(handover.pk)), after={"duties": len(held), PASSED: works})
    return len(held)


def _hand_on(holding: Holding, *, unit: int, person: int | None, on: date) -> None:
    if holding.since >= on:
        # It was not yet held on the day of the handover: it begins with the other one.
        Holding.objects.filter(pk=holding.pk).update(unit_id=unit, person_id=person)
        return
    Holding.objects.filter(pk=holding.pk).update(until=on - ONE_DAY)
    Holding.objects.create(duty_id=holding.duty_id, unit_id=unit, person_id=person, since=on)
