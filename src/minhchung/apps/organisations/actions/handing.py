"""Handover: from a day on, what one unit or person held is another's. Lateness that arose before stays where it arose."""

from datetime import date, datetime
from typing import Any

from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.guarding import locked, put_unit, tidy
from minhchung.apps.organisations.making import end_unit
from minhchung.apps.organisations.models import Commune, Handover, Person, RoleGrant, Unit
from minhchung.apps.organisations.passable import ONE_DAY, require_handover
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
    require_handover(handover, today=at.date())
    moved = _pass_on(handover)
    handover.save()
    subject = Ref("handover", str(handover.pk))
    lookup.put(subject, commune=commune.pk, title=str(handover), text=handover.decision)
    record(commune=commune.pk, subject=subject, after=_told(handover) | moved, note=handover.note)
    return handover


def _pass_on(handover: Handover) -> dict[str, Any]:
    """What passes at once; the rest passes when the apps above read the event."""
    giver, taker = handover.from_unit, handover.to_unit
    if not (giver and taker and handover.closes):
        return {}
    giver, taker = Unit.objects.get(pk=giver.pk), Unit.objects.get(pk=taker.pk)
    return _merge(giver, taker, last_day=handover.on - ONE_DAY, on=handover.on)


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


def _merge(giver: Unit, taker: Unit, *, last_day: date, on: date) -> dict[str, Any]:
    """The giver ends; open roles, groups and standing bodies follow. Posts end: new ones need a decision. Gives back what did."""
    end_unit(giver, last_day=last_day, successor=taker)
    people = _move_roles(giver, taker, last_day=last_day, on=on)
    posts = giver.appointments.filter(valid_to=None, valid_from__lte=last_day)
    ended = list(posts.order_by("pk").values_list("person", flat=True))
    posts.update(valid_to=last_day)
    bodies = giver.standing_bodies.filter(valid_to=None)
    standing = list(bodies.order_by("name").values_list("pk", flat=True))
    bodies.update(standing_unit=taker)
    for group in giver.groups.all():
        group.units.add(taker)
    put_unit(taker)
    told = {"roles_moved": people, "bodies_moved": standing, "posts_ended": ended}
    return {name: len(keys) for name, keys in told.items()} | {f"{name}_keys": keys for name, keys in told.items()}


def _move_roles(giver: Unit, taker: Unit, *, last_day: date, on: date) -> list[int]:
    """The people, once for each role that goes on in the taking unit."""
    moved: list[int] = []
    for grant in giver.grants.filter(valid_to=None):
        person, role = grant.person, grant.role
        if grant.valid_from > last_day:
            grant.delete()
        else:
            grant.valid_to = last_day
            grant.save(update_fields=["valid_to"])
        _, made = RoleGrant.objects.get_or_create(person=person, role=role, unit=taker, valid_to=None, defaults={"valid_from": on})
        moved += [person.pk] * made
    return moved
