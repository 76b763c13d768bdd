"""Making assignments: the rows of one assignment with its duties, holdings and first occurrences, inside an act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from minhchung.apps.assignments.models import Assignment, Duty, Holding, Occurrence, Proposal
from minhchung.apps.assignments.opening import first_occurrences, ward_reading
from minhchung.apps.assignments.rules.deadlines import Due, due_of
from minhchung.apps.assignments.rules.drafts import Draft, missing_for_taking
from minhchung.apps.assignments.rules.periods import recurrence_end
from minhchung.apps.documents.citing import cite, own_of
from minhchung.apps.documents.models import Document
from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.organisations.working_time import calendar_of
from minhchung.text.written import written_day
from minhchung.worktime import MissingYear, vietnam


@dataclass(frozen=True)
class Order:
    """One assignment to make: what was said and where it was said."""

    draft: Draft
    wording: str
    origin: Ref
    document: Document | None = None
    proposal: Proposal | None = None
    span: tuple[int, int] | None = None
    heading: Sequence[str] = ()
    recurs_until: date | None = None


def due_of_draft(draft: Draft, *, commune: Commune, since: date) -> Due:
    """The last permitted day of a draft by the ward's reading, with its reason. Raises ValidationError on an impossible date."""
    try:
        on = date.fromisoformat(draft.deadline_on) if draft.deadline_on else None
        return due_of(
            kind=draft.deadline_kind,
            on=on,
            period=draft.deadline_period,
            inclusive=draft.deadline_inclusive,
            text=draft.deadline_text,
            since=since,
            ward=ward_reading(commune),
            calendar=calendar_of(commune),
        )
    except (ValueError, MissingYear) as error:
        raise ValidationError(str(error)) from error


def refuse_unknown_year(day: date | None) -> None:
    """A due day must lie in a year with a calendar: working days could not be counted otherwise."""
    if day is None:
        return
    try:
        vietnam().is_working(day)
    except MissingYear as missing:
        raise Refused(str(missing)) from missing


def make(orders: Sequence[Order], *, commune: Commune, actor: Person | None, at: datetime) -> list[Assignment]:
    """Writes the assignments in order, numbered on from the year's last. The caller holds the commune's lock."""
    number = next_number(commune, timezone.localtime(at).year)
    made = []
    for offset, order in enumerate(orders):
        if problem := missing_for_taking(order.draft):
            raise Refused(f"“{order.draft.title[:80]}”: {problem}")
        made.append(_make_one(order, commune=commune, number=number + offset, actor=actor, at=at))
    return made


def next_number(commune: Commune, year: int) -> int:
    """The next number of the register of the year."""
    last = Assignment.objects.filter(commune=commune, year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _make_one(order: Order, *, commune: Commune, number: int, actor: Person | None, at: datetime) -> Assignment:
    today, draft = timezone.localtime(at).date(), order.draft
    said_on = order.document.issued_on if order.document else None
    assigned_on = min(said_on, today) if said_on else today
    due = due_of_draft(draft, commune=commune, since=assigned_on)
    refuse_unknown_year(due.on)
    assignment = Assignment(
        commune=commune,
        number=number,
        year=today.year,
        wording=order.wording,
        document=order.document,
        proposal=order.proposal,
        origin_kind=order.origin.kind,
        origin_key=order.origin.key,
        start=order.span[0] if order.span else None,
        end=order.span[1] if order.span else None,
        heading=list(order.heading),
        assigner=actor,
        assigned_at=at,
        assigned_on=assigned_on,
        **_from_draft(draft),
    )
    if draft.deadline_kind in ("recurring", "standing"):
        assignment.recurs_until = order.recurs_until or recurrence_end(said_on, today)
        refuse_unknown_year(assignment.recurs_until)
    assignment.save()
    duties = add_duties(assignment, lead=draft.lead_units, cooperating=draft.cooperating_units, since=today)
    Occurrence.objects.bulk_create(first_occurrences(assignment, duties, due_on=due.on, today=today))
    cite(
        Ref("assignment", str(assignment.pk)),
        order.wording,
        commune=commune.code,
        own=own_of(order.document) if order.document else None,
    )
    index(assignment)
    return assignment


def _from_draft(draft: Draft) -> dict[str, object]:
    return {
        "title": draft.title[:500],
        "deadline_kind": draft.deadline_kind,
        "deadline_text": draft.deadline_text,
        "deadline_on": date.fromisoformat(draft.deadline_on) if draft.deadline_on else None,
        "deadline_period": draft.deadline_period,
        "deadline_inclusive": draft.deadline_inclusive,
        "recurrence": draft.recurrence,
        "recurring_day": draft.recurring_day,
        "review_every_months": draft.review_every_months,
        "targets": [dict(target) for target in draft.targets],
        "plan_items": list(draft.plan_items),
        "product": draft.product,
        "count_target": draft.count_target,
        "count_unit": draft.count_unit,
        "count_per_duty": draft.count_per_duty,
        "inferred": list(draft.inferred),
    }


def add_duties(assignment: Assignment, *, lead: Sequence[int], cooperating: Sequence[int], since: date) -> list[Duty]:
    """One duty per unit, held by it from a day on. Refuses a unit of another commune or one that no longer exists."""
    wanted = [(unit, Duty.Part.LEAD) for unit in lead] + [(unit, Duty.Part.WITH) for unit in cooperating]
    known = {unit.pk: unit for unit in Unit.objects.filter(commune=assignment.commune, pk__in=[unit for unit, _ in wanted])}
    for unit, _ in wanted:
        if unit not in known:
            raise Refused("Có đơn vị không thuộc phường này. Tải lại trang rồi chọn lại đơn vị.")
        if not known[unit].is_valid(since):
            raise Refused(f"{known[unit].name} không hoạt động vào ngày {written_day(since)}. Chọn đơn vị kế tiếp của đơn vị này.")
    duties = []
    for unit, part in wanted:
        duty = Duty.objects.create(assignment=assignment, part=part)
        Holding.objects.create(duty=duty, unit_id=unit, since=since)
        duties.append(duty)
    return duties


def index(assignment: Assignment) -> None:
    """Makes the assignment findable by title, wording, document number and number of the register."""
    document = assignment.document
    text = "\n".join([assignment.wording, document.code if document else "", f"việc {assignment.number}", assignment.product])
    lookup.put(
        Ref("assignment", str(assignment.pk)),
        commune=assignment.commune_id,
        title=f"Việc {assignment.number}: {assignment.title}",
        text=text,
    )
