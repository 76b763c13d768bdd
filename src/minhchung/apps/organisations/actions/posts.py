"""Appointments: the post a person holds in a unit, regular, acting, in charge or seconded. A post gives no right by itself."""

from datetime import date, datetime

from django.core.exceptions import ValidationError

from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.guarding import (
    locked,
    needed,
    put_person,
    ref,
    require_colleague,
    require_period,
    require_unit,
    tidy,
)
from minhchung.apps.organisations.models import Appointment, Person, Unit
from minhchung.apps.organisations.rights import arranges
from minhchung.apps.organisations.rules import day_words, overlap
from minhchung.apps.organisations.told import told
from minhchung.text.normal import fold

TOLD = ("unit", "post", "kind", "decision", "valid_from", "valid_to")


@act("organisations.appoint", "Bổ nhiệm, phân công", on="person", allowed=arranges)
def appoint(
    *,
    person: Person,
    unit: Unit,
    post: str,
    kind: Appointment.Kind,
    decision: str = "",
    valid_from: date,
    valid_to: date | None = None,
    actor: Person | None,
    at: datetime,
) -> Appointment:
    """The person holds the post between two days. A secondment says until when."""
    commune = locked(person.commune_id)
    require_colleague(Person.objects.get(pk=person.pk), commune)
    require_unit(unit, commune, valid_from)
    require_period("valid_to", valid_from, valid_to)
    kind = Appointment.Kind(kind)
    if kind == Appointment.Kind.SECONDED and valid_to is None:
        raise ValidationError({"valid_to": "Biệt phái có thời hạn: ghi ngày kết thúc theo quyết định."})
    post = needed("post", post, "Ghi chức danh, ví dụ “Phó Trưởng phòng”.")
    for held in person.appointments.filter(unit=unit):
        if fold(held.post) == fold(post) and overlap((held.valid_from, held.valid_to), (valid_from, valid_to)):
            raise Refused(
                f"{person.full_name} đã là {post} của {unit.name} từ ngày {day_words(held.valid_from)}. Kết thúc trước rồi ghi lại."
            )
    appointment = Appointment.objects.create(
        person=person, unit=unit, post=post, kind=kind, decision=tidy(decision), valid_from=valid_from, valid_to=valid_to
    )
    put_person(person)
    record(commune=commune.pk, subject=ref(person), after=told(appointment, *TOLD))
    return appointment


@act("organisations.end_appointment", "Thôi giữ chức danh", on="appointment", allowed=arranges)
def end_appointment(*, appointment: Appointment, last_day: date, actor: Person | None, at: datetime) -> Appointment:
    """The post is held through `last_day`."""
    commune = locked(appointment.commune_id)
    appointment = Appointment.objects.select_related("person", "unit").get(pk=appointment.pk)
    if appointment.valid_to is not None and appointment.valid_to <= last_day:
        raise Refused(f"Chức danh này đã thôi từ ngày {day_words(appointment.valid_to)}. Không cần làm lại.")
    require_period("last_day", appointment.valid_from, last_day)
    before = told(appointment, *TOLD)
    appointment.valid_to = last_day
    appointment.save(update_fields=["valid_to"])
    record(commune=commune.pk, subject=ref(appointment.person), before=before, after={**before, "valid_to": last_day})
    return appointment
