"""Guarded changes of an occurrence's state: one row of the old state, or a refusal in words (DESIGN 6.7)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from minhchung.apps.assignments.models import Assignment, Duty, Occurrence
from minhchung.apps.assignments.rules.periods import period_words
from minhchung.apps.assignments.rules.states import STATE_WORDS
from minhchung.apps.ground import notices
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Person, RoleGrant
from minhchung.apps.organisations.queries import in_force

State = Occurrence.State
NAMED = 5
"""So many works are named in one sentence."""


def ref_of(thing: Assignment | Occurrence) -> Ref:
    """The subject under which an act is recorded."""
    return Ref("assignment" if isinstance(thing, Assignment) else "occurrence", str(thing.pk))


def name_of(occurrence: Occurrence) -> str:
    """How a sentence calls it: “Việc 133”, with the period where there is one."""
    number = f"Việc {occurrence.duty.assignment.number}"
    words = period_words(occurrence.period)
    return f"{number}, kỳ {words}" if words else number


def name_inside(occurrence: Occurrence) -> str:
    """The same inside a sentence: “việc 8, kỳ quý IV/2026”."""
    name = name_of(occurrence)
    return f"{name[:1].lower()}{name[1:]}"


def move(occurrence: Occurrence, *, come_from: Collection[str], to: str, way_out: str, **values: Any) -> Mapping[str, Any]:
    """Moves the occurrence from one of the states to another, with further fields; gives back the state before.

    Raises Refused when somebody else moved it first, or it is archived or its duty was taken away.
    """
    refuse_when_over(occurrence)
    before = Occurrence.objects.filter(pk=occurrence.pk).values_list("state", flat=True).first()
    touched = Occurrence.objects.filter(pk=occurrence.pk, state__in=come_from).update(state=to, **values)
    if touched != 1:
        now = STATE_WORDS.get(before or "", "đã bị xóa")
        if before == to:
            raise Refused(f"{name_of(occurrence)} đã ở trạng thái “{now}” từ trước: có người vừa làm việc này. {way_out}")
        raise Refused(f"{name_of(occurrence)} đang ở trạng thái “{now}” nên không chuyển được sang “{STATE_WORDS[to]}”. {way_out}")
    occurrence.refresh_from_db()
    return {"state": before}


def refuse_when_over(occurrence: Occurrence) -> None:
    """Refuses to touch what is archived or no longer asked of the unit."""
    duty = Duty.objects.select_related("assignment").get(pk=occurrence.duty_id)
    if duty.assignment.archived_at is not None:
        raise Refused(f"{name_of(occurrence)} đã đưa vào lưu nên không sửa được. Mở lại từ trang nhiệm vụ trước.")
    if duty.removed_at is not None:
        raise Refused(f"{name_of(occurrence)}: phần việc này đã bỏ ({duty.removed_reason}). Làm tiếp ở phần việc của đơn vị khác.")


def people_of(duty: Duty, *, at: datetime) -> list[Person]:
    """Who is told about a duty: the person named, else who heads the holding unit that day, else everybody who has a role in it then."""
    on = timezone.localtime(at).date()
    holding = duty.holding_on(on)
    if holding is None:
        return []
    if holding.person_id:
        return list(Person.objects.filter(pk=holding.person_id, is_active=True))
    return people_of_unit(holding.unit_id, on=on)


def people_of_unit(unit: int, *, on: date) -> list[Person]:
    """Who is told what a unit has to do: who heads it that day, else everybody who has a role in it then."""
    grants = RoleGrant.objects.filter(in_force(on), unit=unit)
    heads = _holders(grants.filter(role=Role.UNIT_HEAD))
    return heads or _holders(grants)


def _holders(grants: QuerySet[RoleGrant]) -> list[Person]:
    return list(Person.objects.filter(pk__in=grants.values("person"), is_active=True))


def tell_judges(reported: Sequence[Occurrence], *, about: Ref, topic: str, at: datetime) -> None:
    """Tells who decides that work waits for it, each person once: the work by name where it is one, else how much there is."""
    waiting: dict[int, tuple[Person, list[Occurrence]]] = {}
    for occurrence in reported:
        for judge in judges_of(occurrence, at=at):
            waiting.setdefault(judge.pk, (judge, []))[1].append(occurrence)
    for judge, found in waiting.values():
        first = found[0].duty.assignment
        text = f"{name_of(found[0])} chờ nghiệm thu: {first.title}" if len(found) == 1 else _waiting_words(found)
        notices.notify([judge], commune=first.commune_id, subject=about, text=text, topic=topic, at=at)


def _waiting_words(found: Sequence[Occurrence]) -> str:
    named = ", ".join(name_inside(occurrence).removeprefix("việc ") for occurrence in found[:NAMED])
    more = f" và {len(found) - NAMED} việc nữa" if len(found) > NAMED else ""
    return f"{len(found)} việc chờ nghiệm thu, báo cáo từ sổ Excel: việc {named}{more}"


def judges_of(occurrence: Occurrence, *, at: datetime) -> list[Person]:
    """Who is told that a decision waits: the one who assigned, or that day's leadership where that one may not decide (or is gone)."""
    assignment = occurrence.duty.assignment
    if assignment.assigner and assignment.assigner.has_perm("assignments.accept", occurrence):
        return [assignment.assigner]
    grants = RoleGrant.objects.filter(person__commune=assignment.commune_id, role=Role.LEADER)
    return _holders(grants.filter(in_force(timezone.localtime(at).date())))
