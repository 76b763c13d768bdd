"""Who is told about an inspection: units that a report is asked of, the team when a unit says it has mended."""

from datetime import datetime

from django.utils import timezone

from minhchung.apps.assignments.moving import people_of_unit
from minhchung.apps.ground import notices
from minhchung.apps.inspections.models import InspectedUnit, Inspection
from minhchung.apps.organisations.models import Person

TITLE = 160


def tell_units(inspection: Inspection, *, at: datetime) -> None:
    """Each inspected unit that has not sent its own report yet is asked for it."""
    on = timezone.localtime(at).date()
    waiting = InspectedUnit.objects.filter(inspection=inspection, reported_at=None)
    people = [person for unit in waiting.values_list("unit", flat=True) for person in people_of_unit(unit, on=on)]
    text = f"{inspection.label} cần báo cáo tự kiểm tra của đơn vị: {inspection.title[:TITLE]}"
    notices.notify(people, commune=inspection.commune_id, subject=inspection.ref, text=text, topic="inspections.report_wanted", at=at)


def tell_team(inspected: InspectedUnit, *, at: datetime) -> None:
    """Those named to check the unit, else the whole team, as far as they are people of the ward."""
    inspection = inspected.inspection
    named = inspected.checkers.all() if inspected.checkers.exists() else inspection.members.all()
    people = Person.objects.filter(pk__in=named.exclude(person=None).values("person"), is_active=True)
    text = f"{inspected.unit.name} đã báo cáo khắc phục, chờ kiểm tra lại: {inspection.label} {inspection.title[:TITLE]}"
    notices.notify(people, commune=inspection.commune_id, subject=inspection.ref, text=text, topic="inspections.remedy_sent", at=at)
