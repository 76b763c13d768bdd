"""The weekly briefing: for each unit the work that is late, points held up, findings open, work done early; what the rules propose."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count
from django.utils import timezone

from minhchung.apps.assignments.models import Duty, Occurrence, Reminder
from minhchung.apps.assignments.queries.rows import Line, lines_of, with_related
from minhchung.apps.assignments.queries.scope import occurrences_for
from minhchung.apps.assignments.queries.work import open_lead
from minhchung.apps.findings.models import Finding, FindingUnit
from minhchung.apps.findings.queries import findings_for, waived
from minhchung.apps.meetings.models import Meeting
from minhchung.apps.meetings.points import told
from minhchung.apps.meetings.rules.briefing import LateWork, Proposal, UnitWeek, proposal_for
from minhchung.apps.meetings.rules.lines import KINDS
from minhchung.apps.organisations.models import Person, Unit
from minhchung.apps.organisations.queries import in_force

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class UnitRow:
    """A unit's week with the lines behind its numbers."""

    unit: Unit
    week: UnitWeek
    late: Sequence[Line]
    early: Sequence[Line]
    findings: int
    proposal: Proposal | None

    @property
    def longest(self) -> Line | None:
        """The work that is late longest."""
        return max(self.late, key=lambda line: line.standing.days or 0, default=None)


@dataclass(frozen=True)
class Briefing:
    """The page: the units, those with most late work first; `since` the day from which progress counts."""

    since: date
    rows: Sequence[UnitRow]
    knows_points: bool

    @property
    def late(self) -> int:
        """How many works are late; shares of several units count for each of them."""
        return sum(len(row.late) for row in self.rows)

    @property
    def held(self) -> Decimal:
        """All points held up."""
        return sum((row.week.held or Decimal(0) for row in self.rows), Decimal(0))

    @property
    def proposals(self) -> list[Proposal]:
        """What the rules propose, in the order of the units."""
        return [row.proposal for row in self.rows if row.proposal]

    @property
    def told(self) -> str:
        """ "1 biểu dương, 3 nhắc nhở, 1 phê bình"."""
        counted = Counter(each.kind for each in self.proposals)
        return ", ".join(f"{counted[kind]} {label.lower()}" for kind, label in KINDS.items() if counted[kind])


def since_last(meeting: Meeting) -> date:
    """The day of the last meeting of the kind that was held before this one, at most a month ago; else a week ago."""
    day = timezone.localtime(meeting.starts_at).date()
    earlier = Meeting.objects.filter(commune=meeting.commune_id, kind=meeting.kind, opened_at__isnull=False).exclude(pk=meeting.pk)
    last = earlier.filter(starts_at__lt=meeting.starts_at).values_list("starts_at", flat=True).first()
    before = timezone.localtime(last).date() if last else None
    return before if before and day - before <= 4 * WEEK else day - WEEK


def briefing_of(person: Person, meeting: Meeting, *, today: date) -> Briefing:
    """What the meeting looks at, as it stands today."""
    since = since_last(meeting)
    commune = meeting.commune
    late = lines_of(with_related(open_lead(person).filter(in_force__lt=today).order_by("in_force", "pk")), commune=commune, today=today)
    early = _done_early(person, meeting, since, today)
    index = told(commune, today)
    reminders = _reminders([line.occurrence.pk for line in late])
    found = _findings(person, today)
    rows = []
    for unit in Unit.objects.filter(in_force(today), commune=commune).order_by("order", "pk"):
        own_late, own_early = _of(unit, late), _of(unit, early)
        points = index.units.get(unit.pk) if index else None
        # A unit that leads no leaf holds no points; without an index nobody knows.
        held, unproven = (points.held, points.unproven) if points else (Decimal(0), Decimal(0)) if index else (None, None)
        works = [_late_work(line, reminders) for line in own_late]
        week = UnitWeek(unit.name, works, [line.assignment.number for line in own_early], held, unproven)
        rows.append(UnitRow(unit, week, own_late, own_early, found.get(unit.pk, 0), proposal_for(week, since=since)))
    ordered = sorted(rows, key=lambda row: (-len(row.late), -(row.week.held or Decimal(0)), row.unit.order))
    return Briefing(since, ordered, index is not None)


def _of(unit: Unit, lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.holder and line.holder.unit_id == unit.pk]


def _late_work(line: Line, reminders: Mapping[int, int]) -> LateWork:
    told_at = line.occurrence.progress_at
    progress = timezone.localtime(told_at).date() if told_at else None
    return LateWork(line.assignment.number, progress, reminders.get(line.occurrence.pk, 0))


def _done_early(person: Person, meeting: Meeting, since: date, today: date) -> list[Line]:
    """Work accepted that left the unit's hands before its day, since the last meeting."""
    accepted = occurrences_for(person).filter(state=Occurrence.State.ACCEPTED, duty__part=Duty.Part.LEAD, in_force__gte=since)
    lines = lines_of(with_related(accepted.order_by("in_force", "pk")), commune=meeting.commune, today=today)
    return [line for line in lines if line.in_force and line.finished_on and since <= line.finished_on < line.in_force]


def _reminders(occurrences: Sequence[int]) -> dict[int, int]:
    counted = Reminder.objects.filter(occurrence__in=occurrences).order_by().values_list("occurrence")
    return dict(counted.annotate(total=Count("pk")))


def _findings(person: Person, today: date) -> dict[int, int]:
    """Unit → findings that stand open under it, without those one has agreed to live with for now."""
    live = findings_for(person).exclude(state=Finding.State.CLOSED).exclude(waived(today))
    found: dict[int, int] = defaultdict(int)
    for unit in FindingUnit.objects.filter(finding__in=live.values("pk")).values_list("unit", flat=True):
        found[unit] += 1
    return found
