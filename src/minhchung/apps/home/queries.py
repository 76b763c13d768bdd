"""What the first screen shows a person: what is late, what is owed, what costs points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from minhchung.apps.assignments.models import Extension, Occurrence
from minhchung.apps.assignments.queries import due_soon_for, looks_over_the_ward, occurrences_for, overdue_for, waiting_for
from minhchung.apps.assignments.queries.rows import Line, lines_of, with_related
from minhchung.apps.assignments.queries.scope import IN_FORCE, Dated
from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import Described, describe
from minhchung.apps.ground.worth import held_by, worth_of
from minhchung.apps.indexes import queries as indexes
from minhchung.apps.indexes.queries import CriterionRow
from minhchung.apps.indexes.rules import totals
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.scoring.forecast import Parts

SHOWN = 30
"""A band of the first screen shows at most so many rows; the register shows them all."""
ZERO = Decimal(0)


@dataclass(frozen=True)
class Work:
    """One work in one period: the lines of the units that still owe it, and how many of all have handed theirs in."""

    lines: tuple[Line, ...]
    done: int
    total: int

    @property
    def line(self) -> Line:
        """The line that says what the work is; the one longest late."""
        return self.lines[0]

    @property
    def units(self) -> list[Unit]:
        """The units that still owe it, each once: after a handover one unit may hold several shares."""
        return list({line.holder.unit.pk: line.holder.unit for line in self.lines if line.holder}.values())

    @property
    def zalo(self) -> str:
        """One line of plain text for a chat: who owes what, since when; no name of any person."""
        owed = ", ".join(unit.short for unit in self.units)
        told = self.line.zalo.removeprefix(f"{self.units[0].short}: ") if self.units else self.line.zalo
        return f"{owed}: {told}" if owed else told


@dataclass(frozen=True)
class Change:
    """A recent event as the side column tells it."""

    event: HistoryEvent
    subject: Described


@dataclass(frozen=True)
class Waiting:
    """What waits for the person's word."""

    submissions: int
    extensions: int
    claims: int


@dataclass(frozen=True)
class Today:
    """The first screen. `late_count` and `soon_count` count all, the rows may be cut at `SHOWN`."""

    who: str
    late: Sequence[Work]
    late_count: int
    late_held: Decimal
    freed_by_three: Decimal
    soon: Sequence[Work]
    soon_count: int
    unproven: Sequence[CriterionRow]
    points: Parts
    waiting: Waiting
    changes: Sequence[Change]

    @property
    def unproven_held(self) -> Decimal:
        """Points held up by missing proof."""
        return sum((row.standing.held for row in self.unproven), ZERO)

    @property
    def whole(self) -> Decimal:
        """All points of the person's criteria."""
        return self.points.maximum


def today_for(person: Person, *, today: date) -> Today | None:
    """The first screen of a person who works in a commune; None for somebody of no commune (the city appraiser)."""
    commune = person.commune
    if commune is None or not person.mandate(today).works_here:
        return None
    late, soon = Owed.of(overdue_for(person, today=today)), Owed.of(due_soon_for(person, today=today))
    criteria = _criteria(person, today)
    return Today(
        who=_who(person, today),
        late=late.shown(commune, today),
        late_count=len(late.shares),
        late_held=late.held(commune),
        freed_by_three=late.held(commune, first=3),
        soon=soon.shown(commune, today),
        soon_count=len(soon.shares),
        unproven=[row for row in criteria if row.standing.held],
        points=totals([row.standing for row in criteria]),
        waiting=_waiting(person, today),
        changes=_changes(person),
    )


@dataclass(frozen=True)
class Owed:
    """Works in the order of their first late or due share: the assignment and period of each, with the keys of its open shares."""

    shares: Mapping[tuple[int, str], Sequence[int]]

    @classmethod
    def of(cls, found: QuerySet[Dated]) -> "Owed":
        """Groups the shares of one work in one period; reads keys only, so that thousands cost little."""
        shares: dict[tuple[int, str], list[int]] = {}
        for assignment, period, pk in found.values_list("duty__assignment", "period", "pk"):
            shares.setdefault((assignment, period), []).append(pk)
        return cls(shares)

    def held(self, commune: Commune, first: int | None = None) -> Decimal:
        """Points held up by the works, or by the first few of them; a criterion that several of them serve counts once."""
        works = {Ref("assignment", str(assignment)) for assignment, _ in list(self.shares)[:first]}
        return held_by(worth_of(commune.code, works).values())

    def shown(self, commune: Commune, today: date) -> list[Work]:
        """The first works with all a row says of them."""
        keys = list(self.shares)[:SHOWN]
        open_shares = (
            Occurrence.objects.filter(pk__in=[pk for key in keys for pk in self.shares[key]])
            .annotate(in_force=IN_FORCE)
            .order_by("in_force", "pk")
        )
        lines: dict[tuple[int, str], list[Line]] = {}
        for line in lines_of(with_related(open_shares), commune=commune, today=today):
            lines.setdefault((line.assignment.pk, line.occurrence.period), []).append(line)
        shares = Occurrence.objects.filter(duty__assignment__in={key[0] for key in keys}, duty__part="lead", duty__removed_at=None)
        done = Count("pk", filter=Q(state__in=["submitted", "accepted"]))
        counted = shares.order_by().values_list("duty__assignment", "period").annotate(total=Count("pk"), done=done)
        of_all = {(assignment, period): (done, total) for assignment, period, total, done in counted}
        return [Work(tuple(lines[key]), *of_all[key]) for key in keys if key in lines]


def _who(person: Person, today: date) -> str:
    if looks_over_the_ward(person, today=today):
        return "Cả phường"
    names = Unit.objects.filter(pk__in=person.mandate(today).units).values_list("name", flat=True)
    return ", ".join(names) or person.full_name


def _criteria(person: Person, today: date) -> list[CriterionRow]:
    found = indexes.criteria(person, on=today).filter(year=today.year)
    if not looks_over_the_ward(person, today=today):
        found = found.filter(unit__in=person.mandate(today).units)
    return [row for row in indexes.rows(found, today=today) if not row.outside]


def _waiting(person: Person, today: date) -> Waiting:
    judges = person.mandate(today).has(Role.LEADER, Role.STANDING)
    asked = Extension.objects.filter(state=Extension.State.ASKED, occurrence__in=occurrences_for(person).values("pk"))
    if not judges:
        asked = asked.filter(occurrence__duty__assignment__assigner=person)
    checks = judges or person.mandate(today).has(Role.INSPECTOR)
    claims = Claim.objects.filter(commune=person.commune_id, state=Claim.State.WAITING, withdrawn_at=None)
    return Waiting(waiting_for(person, today=today).count(), asked.count(), claims.count() if checks else 0)


def _changes(person: Person, limit: int = 6) -> list[Change]:
    """The newest events of work, documents, evidence and criteria whose subject the person may read."""
    told = HistoryEvent.objects.filter(commune=person.commune_id).exclude(act__startswith="organisations.")
    events = list(told.order_by("-position")[: limit * 5])
    subjects = describe(person, {Ref(event.kind, event.key) for event in events})
    seen = [Change(event, subjects[Ref(event.kind, event.key)]) for event in events if Ref(event.kind, event.key) in subjects]
    return seen[:limit]


def nothing_assigned(person: Person) -> bool:
    """Whether the commune has no work yet: the first screen then says how to begin."""
    return not Occurrence.objects.filter(duty__assignment__commune_id=person.commune_id).exists()


def has_units(person: Person) -> bool:
    """Whether work can be given at all: the commune has named its units."""
    return Unit.objects.filter(commune=person.commune_id, valid_to=None).exists()
