"""Writing inspections: shared by their acts, inside the transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from minhchung.apps.assignments.making import Order, make
from minhchung.apps.assignments.models import Assignment
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit, title_of
from minhchung.apps.assignments.telling import tell_given
from minhchung.apps.documents.models import Document
from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.receiving import Received
from minhchung.apps.files.storing import put
from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import Refused
from minhchung.apps.inspections.models import HalfTaken, InspectedUnit, Inspection, Requirement
from minhchung.apps.inspections.queries.team import by_person
from minhchung.apps.inspections.rules import stages
from minhchung.apps.inspections.rules.independence import may_check
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.text.written import written_day


@dataclass(frozen=True)
class Due:
    """A limit as the notice words it: the words, the day it names, and whether that day is itself the last one."""

    text: str = ""
    on: date | None = None
    inclusive: bool = True


@dataclass(frozen=True)
class Closing:
    """By when remedies are reported, to whom and through whom."""

    due: Due = Due()
    addressee: str = ""
    via: Unit | None = None


def locked(inspection: Inspection, what: str) -> Inspection:
    """The inspection as it is now, held until the act ends. Raises Refused when its stage does not allow it."""
    found = Inspection.objects.select_for_update().select_related("commune").get(pk=inspection.pk)
    if reason := stages.refused(what, found.state):
        raise Refused(reason)
    return found


def unit_locked(inspected: InspectedUnit, what: str) -> InspectedUnit:
    """The same for an inspected unit, with its inspection."""
    inspection = locked(inspected.inspection, what)
    found = InspectedUnit.objects.select_related("unit").get(pk=inspected.pk)
    found.inspection = inspection
    return found


def why_not_checking(inspected: InspectedUnit, person: Person, *, today: date) -> str:
    """Why a person may not check the unit: not of the team, of the unit itself, or another was named; "" when he may."""
    inspection = inspected.inspection
    if not inspection.own_team:
        return ""
    named = list(inspected.checkers.values_list("pk", flat=True))
    return may_check(person.pk, inspected.unit_id, by_person(inspection, on=inspection.starts_on or today), named)


def refuse_own_unit(inspected: InspectedUnit, actor: Person | None, at: datetime) -> None:
    """Raises Refused when the person may not check the unit."""
    if actor is not None and (reason := why_not_checking(inspected, actor, today=timezone.localtime(at).date())):
        raise Refused(reason)


def refuse_belongs(inspected: InspectedUnit, actor: Person | None, at: datetime) -> None:
    """Raises Refused when the person works in the unit: nobody judges how the own unit has mended things."""
    if actor is not None and inspected.unit_id in actor.mandate(timezone.localtime(at).date()).units:
        raise Refused(f"Người của {inspected.unit.name} không tự kiểm tra lại đơn vị mình. Đề nghị người khác.")


def refuse_foreign(commune: Commune, *things: Document | Unit | Person | None) -> None:
    """Raises Refused when a chosen thing is of another commune."""
    if any(thing is not None and thing.commune_id != commune.pk for thing in things):
        raise Refused("Văn bản, đơn vị hoặc người đã chọn không thuộc phường này. Chọn lại.")


def refuse_not_inspected(inspection: Inspection, units: Collection[Unit]) -> None:
    """Raises Refused when a unit is none of those looked into."""
    inspected = set(InspectedUnit.objects.filter(inspection=inspection).values_list("unit", flat=True))
    if other := [unit.name for unit in units if unit.pk not in inspected]:
        raise Refused(f"{', '.join(other)} không được kiểm tra trong cuộc này. Chọn đơn vị khác, hoặc thêm vào đơn vị được kiểm tra.")


def next_number(commune: Commune, year: int) -> int:
    """The next number of the year. The caller holds the commune's lock."""
    return (Inspection.objects.filter(commune=commune, year=year).aggregate(last=Max("number"))["last"] or 0) + 1


def index(inspection: Inspection) -> None:
    """Makes it findable."""
    lookup.put(inspection.ref, commune=inspection.commune_id, title=f"{inspection.label}: {inspection.title}", text=inspection.stage)


def kept(commune: Commune, upload: Received | None, *, actor: Person | None, at: datetime) -> StoredFile | None:
    """The file that came with a report, in the commune's store; None when there came none."""
    return put(commune, upload, actor=actor, at=at)[0] if upload else None


def next_order(inspection: Inspection) -> int:
    """The next place among its requirements."""
    return (Requirement.objects.filter(inspection=inspection).aggregate(last=Max("order"))["last"] or 0) + 1


def give_work(
    inspection: Inspection, requirements: Sequence[Requirement], given: Mapping[int, Assignment], *, actor: Person | None, at: datetime
) -> list[Assignment]:
    """An assignment for each requirement; those the notice gave already (`given`, by requirement) are linked instead of given twice."""
    wanted = [each for each in requirements if each.pk not in given]
    orders = [_order(inspection, each) for each in wanted]
    try:
        made = make(orders, commune=inspection.commune, actor=actor, at=at)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    tell_given(made, at=at)
    for requirement, assignment in [
        *zip(wanted, made, strict=True),
        *((each, given[each.pk]) for each in requirements if each.pk in given),
    ]:
        requirement.assignment = assignment
        requirement.save(update_fields=["assignment"])
    return made


def _order(inspection: Inspection, requirement: Requirement) -> Order:
    units, helping = (
        tuple(DraftUnit(unit.name, unit.pk, 1.0, "name") for unit in rows.all()) for rows in (requirement.units, requirement.cooperating)
    )
    own = requirement.due_on is not None
    text, on, inclusive = (
        (requirement.due_text, requirement.due_on, requirement.due_inclusive)
        if own
        else (inspection.due_text, inspection.due_on, inspection.due_inclusive)
    )
    timed: dict[str, Any] = (
        {"deadline_kind": "date", "deadline_on": on.isoformat()} if on else {"review_every_months": inspection.commune.review_every_months}
    )
    draft = Draft(
        title=title_of(requirement.text),
        lead=units,
        cooperating=helping,
        deadline_text=text,
        deadline_inclusive=inclusive,
        product="Báo cáo khắc phục",
        **timed,
    )
    span = (requirement.start, requirement.end) if requirement.start is not None and requirement.end is not None else None
    return Order(draft, requirement.text, inspection.ref, document=inspection.conclusion, span=span)


def names_of(units: Iterable[Unit]) -> list[int]:
    """Keys of units for the history."""
    return [unit.pk for unit in units]


def told_keys(things: Collection[Any]) -> list[int]:
    """Keys of rows for the history."""
    return [thing.pk for thing in things]


def refuse_overtaken(document: Document, seen: int) -> None:
    """Raises Refused when somebody kept a newer version since the page was opened. The caller holds the document's lock."""
    kept = HalfTaken.objects.filter(document=document).select_related("by").first()
    if kept is None or kept.version == seen:
        return
    who = kept.by.full_name if kept.by else "Người khác"
    at = timezone.localtime(kept.at)
    raise Refused(
        f"{who} đã lưu dở văn bản này lúc {at:%H:%M} ngày {written_day(at.date())}, sau khi trang này mở ra. "
        "Mở lại trang ở thẻ khác để xem bản đó; bấm lần nữa ở đây là thay bản đó bằng nội dung trang này."
    )
