"""Guarded changes of an occurrence's state: one row of the old state, or a refusal in words (DESIGN 6.7)."""

from collections.abc import Collection, Mapping
from typing import Any

from minhchung.apps.assignments.models import Assignment, Duty, Holding, Occurrence
from minhchung.apps.assignments.rules.periods import period_words
from minhchung.apps.assignments.rules.states import STATE_WORDS
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Person

State = Occurrence.State


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


def people_of(holding: Holding | None) -> list[Person]:
    """Who is to be told about a holding: the person named, else the heads of the unit, else everybody of the unit."""
    if holding is None:
        return []
    if holding.person_id:
        return list(Person.objects.filter(pk=holding.person_id, is_active=True))
    staff = Person.objects.filter(grants__unit=holding.unit_id, is_active=True).distinct()
    heads = list(staff.filter(grants__unit=holding.unit_id, grants__role="unit_head"))
    return heads or list(staff)


def judges_of(occurrence: Occurrence) -> list[Person]:
    """Who is told that a decision waits: the one who assigned, or the leadership where that one may not decide (or is gone)."""
    assignment = occurrence.duty.assignment
    if assignment.assigner and assignment.assigner.has_perm("assignments.accept", occurrence):
        return [assignment.assigner]
    leaders = Person.objects.filter(commune=assignment.commune_id, is_active=True, grants__role=Role.LEADER, grants__valid_to=None)
    return list(leaders.distinct())
