"""Handover: from a day on, what one unit or person held is another's. Lateness that arose before stays where it arose."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.guarding import locked, put_unit, require_colleague, require_unit, tidy
from minhchung.apps.organisations.making import end_unit, require_open
from minhchung.apps.organisations.models import Commune, Handover, Person, RoleGrant, Unit
from minhchung.apps.organisations.rights import arranges


@act("organisations.hand_over", "Bàn giao", on="commune", allowed=arranges)
def hand_over(
    *,
    commune: Commune,
    from_unit: Unit | None = None,
    to_unit: Unit | None = None,
    from_person: Person | None = None,
    to_person: Person | None = None,
    on: date,
    decision: str = "",
    note: str = "",
    closes: bool = False,
    actor: Person | None,
    at: datetime,
) -> Handover:
    """Unit to unit, or person to person. `on` is the first day of the new holder, today or before.

    The event's `after` holds the ids (from_unit, to_unit, from_person, to_person), `on` (ISO), `closes` and `handover`: the
    apps above read it and pass on duties, documents and leaves. `closes` ends the handing unit the day before, names the
    other its successor, and moves there the roles and standing bodies still held in it.
    """
    commune = locked(commune.pk)
    handover = Handover(commune=commune, on=on, decision=tidy(decision), note=note.strip(), closes=closes)
    handover.from_unit, handover.to_unit, handover.from_person, handover.to_person = from_unit, to_unit, from_person, to_person
    moved = _pass_on(handover, today=at.date())
    handover.save()
    subject = Ref("handover", str(handover.pk))
    lookup.put(subject, commune=commune.pk, title=str(handover), text=handover.decision)
    record(commune=commune.pk, subject=subject, after=_told(handover) | moved, note=handover.note)
    return handover


def _pass_on(handover: Handover, *, today: date) -> dict[str, Any]:
    if handover.on > today:
        raise ValidationError({"on": "Ngày bàn giao chưa tới. Ghi vào đúng ngày ấy, hoặc chọn ngày hôm nay trở về trước."})
    units, people = (handover.from_unit, handover.to_unit), (handover.from_person, handover.to_person)
    if units[0] and units[1] and not any(people):
        return _between_units(handover.commune, units[0], units[1], on=handover.on, closes=handover.closes)
    if people[0] and people[1] and not any(units):
        return _between_people(handover.commune, people[0], people[1], closes=handover.closes)
    raise ValidationError("Chọn bên giao và bên nhận cùng là đơn vị, hoặc cùng là người.")


def _told(handover: Handover) -> dict[str, Any]:
    return {
        "handover": handover.pk,
        "from_unit": handover.from_unit_id,
        "to_unit": handover.to_unit_id,
        "from_person": handover.from_person_id,
        "to_person": handover.to_person_id,
        "on": handover.on,
        "decision": handover.decision,
        "closes": handover.closes,
    }


def _between_units(commune: Commune, giver: Unit, taker: Unit, *, on: date, closes: bool) -> dict[str, Any]:
    giver, taker = Unit.objects.get(pk=giver.pk), Unit.objects.get(pk=taker.pk)
    if giver == taker:
        raise ValidationError({"to_unit": "Bên nhận trùng bên giao. Chọn đơn vị khác."})
    last_day = on - timedelta(days=1)
    require_unit(giver, commune, last_day)
    require_unit(taker, commune, on)
    if not closes:
        return {}
    require_open(giver)
    if taker.valid_to is not None:
        raise ValidationError({"to_unit": f"{taker.name} cũng sắp thôi hoạt động. Chọn đơn vị còn hoạt động lâu dài."})
    return {"roles_moved": _merge(giver, taker, last_day=last_day, on=on)}


def _merge(giver: Unit, taker: Unit, *, last_day: date, on: date) -> int:
    """The giver ends; open roles, posts, groups and standing bodies follow. Posts end: new ones need a decision."""
    end_unit(giver, last_day=last_day, successor=taker)
    moved = 0
    for grant in giver.grants.filter(valid_to=None):
        person, role = grant.person, grant.role
        if grant.valid_from > last_day:
            grant.delete()
        else:
            grant.valid_to = last_day
            grant.save(update_fields=["valid_to"])
        _, made = RoleGrant.objects.get_or_create(person=person, role=role, unit=taker, valid_to=None, defaults={"valid_from": on})
        moved += made
    giver.appointments.filter(valid_to=None, valid_from__lte=last_day).update(valid_to=last_day)
    giver.standing_bodies.filter(valid_to=None).update(standing_unit=taker)
    for group in giver.groups.all():
        group.units.add(taker)
    put_unit(taker)
    return moved


def _between_people(commune: Commune, giver: Person, taker: Person, *, closes: bool) -> dict[str, Any]:
    if giver == taker:
        raise ValidationError({"to_person": "Bên nhận trùng bên giao. Chọn người khác."})
    if closes:
        raise ValidationError({"closes": "Chỉ đơn vị mới thôi hoạt động khi bàn giao. Với người, dùng “Cho nghỉ” ở trang của người đó."})
    if giver.commune_id != commune.pk:
        raise ValidationError({"from_person": f"{giver.full_name} không thuộc {commune.name}."})
    require_colleague(Person.objects.get(pk=taker.pk), commune)
    return {}
