"""The register "Sổ theo dõi": one line per leading share and period, filtered, counted and grouped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import BooleanField, Case, OuterRef, Q, QuerySet, Subquery, Value, When

from minhchung.apps.assignments.models import Assignment, Duty, Extension, Holding, Occurrence
from minhchung.apps.assignments.queries.rows import Line, told_once, with_related
from minhchung.apps.assignments.queries.scope import Dated, occurrences_for
from minhchung.apps.assignments.queries.work import held_by, soon_until
from minhchung.apps.assignments.rules.standing import OPEN
from minhchung.apps.ground import lookup
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Person, RoleGrant
from minhchung.apps.organisations.queries import in_force
from minhchung.apps.organisations.rules import by_given_name

PAGE = 25
"""Lines of a page, on the screen as on paper."""
FOUND_AT_MOST = 20_000
"""Assignments a search of the register looks at: more than a ward has, so that no line that fits is left out."""
SCOPES = {"": "Cả phường", "don-vi": "Đơn vị tôi", "toi": "Tôi theo dõi"}
PICKS = {
    "qua-han": "Quá hạn",
    "sap-den": "Sắp đến hạn",
    "dang-lam": "Đang làm",
    "gia-han": "Xin gia hạn",
    "cho": "Chờ nghiệm thu",
    "xong": "Đã xong",
}
GROUPS = {"": "Tháng giao", "don-vi": "Đơn vị", "van-ban": "Văn bản"}
REPEATING = [Assignment.DeadlineKind.RECURRING, Assignment.DeadlineKind.STANDING]


@dataclass(frozen=True)
class Asked:
    """What the reader of the register asked for; empty values ask for nothing."""

    year: int
    scope: str = ""
    pick: str = ""
    unit: int | None = None
    document: int | None = None
    words: str = ""
    group: str = ""


def register_of(person: Person, asked: Asked, *, today: date) -> QuerySet[Dated]:
    """The lines asked for, in the order of the grouping, ready for `lines_of`."""
    found = _picked(_narrowed(person, asked, today), asked.pick, person, today)
    return with_related(_ordered(found, asked.group, today))


def pick_counts(person: Person, asked: Asked, *, today: date) -> dict[str, int]:
    """How many lines each pick would show, all else kept."""
    base = _narrowed(person, asked, today)
    return {pick: _picked(base, pick, person, today).count() for pick in PICKS}


def total(person: Person, asked: Asked) -> tuple[int, int]:
    """How many assignments, and how many shares of them, the year's register holds."""
    shares = occurrences_for(person).filter(_of_year(asked.year), duty__part=Duty.Part.LEAD).exclude(state=Occurrence.State.CANCELLED)
    return shares.values("duty__assignment").distinct().count(), shares.values("duty").distinct().count()


def _of_year(year: int) -> Q:
    """Assigned in that year, or carried over into it because it is still open."""
    return Q(duty__assignment__year=year) | Q(duty__assignment__year__lt=year, state__in=[*OPEN, "submitted"])


def _narrowed(person: Person, asked: Asked, today: date) -> QuerySet[Dated]:
    found = occurrences_for(person).filter(_of_year(asked.year), duty__part=Duty.Part.LEAD).exclude(state=Occurrence.State.CANCELLED)
    if asked.scope == "don-vi":
        found = found.filter(_my_share(person, today))
    elif asked.scope == "toi":
        assigned = Q(duty__assignment__assigner=person)
        named = Q(duty__in=Holding.objects.filter(person=person, until=None).values("duty"))
        found = found.filter(assigned | named)
    if asked.unit is not None:
        found = found.filter(held_by(frozenset({asked.unit}), on=today))
    if asked.document is not None:
        found = found.filter(duty__assignment__document=asked.document)
    if asked.words.strip():
        refs = lookup.keys_matching(asked.words, commune=person.commune_id or "", kind="assignment", limit=FOUND_AT_MOST)
        found = found.filter(duty__assignment__in=[int(ref.key) for ref in refs])
    return found


def _my_share(person: Person, today: date) -> Q:
    """Work the person's units lead or cooperate in."""
    units = person.mandate(today).units
    helping = Holding.objects.filter(duty__part=Duty.Part.WITH, duty__removed_at=None, unit__in=units, since__lte=today)
    present = helping.filter(Q(until=None) | Q(until__gte=today))
    return held_by(units, on=today) | Q(duty__assignment__in=present.values("duty__assignment"))


def _picked(found: QuerySet[Dated], pick: str, person: Person, today: date) -> QuerySet[Dated]:
    if pick == "qua-han":
        return found.filter(state__in=OPEN, in_force__lt=today)
    if pick == "sap-den" and person.commune is not None:
        return found.filter(state__in=OPEN, in_force__gte=today, in_force__lte=soon_until(person.commune, today))
    if pick == "dang-lam":
        return found.filter(state__in=OPEN)
    if pick == "gia-han":
        return found.filter(state__in=OPEN, pk__in=Extension.objects.filter(state=Extension.State.ASKED).values("occurrence"))
    if pick == "cho":
        return found.filter(state=Occurrence.State.SUBMITTED)
    return found.filter(state=Occurrence.State.ACCEPTED) if pick == "xong" else found


def _ordered(found: QuerySet[Dated], group: str, today: date) -> QuerySet[Dated]:
    repeats = Case(When(duty__assignment__deadline_kind__in=REPEATING, then=Value(True)), default=Value(False), output_field=BooleanField())
    within = ("-duty__assignment__year", "-duty__assignment__number", "duty", "in_force", "pk")
    if group == "don-vi":
        held = (
            Holding.objects.filter(duty=OuterRef("duty"), since__lte=today).filter(Q(until=None) | Q(until__gte=today)).order_by("-since")
        )
        order, key = Subquery(held.values("unit__order")[:1]), Subquery(held.values("unit")[:1])
        return found.annotate(unit_order=order, unit_key=key).order_by("unit_order", "unit_key", *within)
    if group == "van-ban":
        return found.order_by("-duty__assignment__document__issued_on", "-duty__assignment__document", *within)
    month = ("duty__assignment__assigned_on__year", "duty__assignment__assigned_on__month")
    return found.annotate(repeats=repeats).order_by("repeats", *(f"-{part}" for part in month), *within)


@dataclass(frozen=True)
class Group:
    """A heading of the register and the lines under it."""

    title: str
    lines: tuple[Line, ...]


def grouped(lines: Iterable[Line], group: str) -> list[Group]:
    """The lines of a page under their headings; the lines are in the order of the grouping already.

    Under each heading, and so on each page, the first line of an assignment has its title; the lines that follow it are `again`.
    """
    return [Group(title, tuple(told_once(found))) for title, found in groupby(lines, key=lambda line: heading_of(line, group))]


def heading_of(line: Line, group: str) -> str:
    """The heading a line stands under."""
    assignment = line.assignment
    if group == "don-vi":
        return line.holder.unit.name if line.holder else "Chưa xác định đơn vị"
    if group == "van-ban":
        return assignment.document.title[:160] if assignment.document else "Việc không theo văn bản"
    if assignment.deadline_kind in REPEATING:
        return "Thường xuyên, định kỳ"
    return f"Tháng {assignment.assigned_on.month}/{assignment.assigned_on.year}"


def people_to_name(person: Person, *, today: date) -> list[Person]:
    """The people this person may make responsible: of every unit for the leadership, of the own unit for its head."""
    held = person.mandate(today)
    grants = RoleGrant.objects.filter(in_force(today), unit__isnull=False)
    if not held.has(Role.LEADER, Role.STANDING):
        grants = grants.filter(unit__in=held.headed)
    staff = Person.objects.filter(commune=person.commune_id, is_active=True, pk__in=grants.values("person"))
    return sorted(staff, key=lambda one: by_given_name(one.full_name))
