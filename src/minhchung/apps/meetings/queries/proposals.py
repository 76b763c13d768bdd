"""What a meeting may want to talk about: from what is late, findings, the index and the plan. A person picks and orders."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from minhchung.apps.assignments.queries.rows import Line, lines_of, with_related
from minhchung.apps.assignments.queries.scope import occurrences_for
from minhchung.apps.assignments.queries.work import open_lead
from minhchung.apps.assignments.rules.standing import OPEN
from minhchung.apps.findings.models import Finding
from minhchung.apps.findings.queries import findings_for, waived
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import describe
from minhchung.apps.meetings.models import Meeting
from minhchung.apps.meetings.points import Proposed, told
from minhchung.apps.organisations.models import Person
from minhchung.apps.plans.models import Plan
from minhchung.apps.plans.queries.progress import stood
from minhchung.apps.plans.queries.scope import items_for

SHOWN = 8
"""So many of each source: an agenda, not a register."""
SEVERITIES = ("error", "warning", "hint")


@dataclass(frozen=True)
class Choice:
    """One proposal as the page shows it; `value` is what is sent when it is picked."""

    proposed: Proposed
    url: str

    @property
    def value(self) -> str:
        """The record it is about."""
        return str(self.proposed.subject)


@dataclass(frozen=True)
class Source:
    """Proposals of one source."""

    title: str
    empty: str
    choices: Sequence[Choice]


def sources(person: Person, meeting: Meeting, *, now: datetime) -> list[Source]:
    """The proposals by source, without what stands on the agenda already."""
    standing = {item.subject for item in meeting.items.filter(removed_at=None)}
    found = [(title, empty, [each for each in make(person, meeting, now) if each.subject not in standing]) for title, empty, make in MAKERS]
    seen = describe(person, [each.subject for _, _, proposed in found for each in proposed])
    return [
        Source(title, empty, [Choice(each, seen[each.subject].url) for each in proposed if each.subject in seen][:SHOWN])
        for title, empty, proposed in found
    ]


def _today(now: datetime) -> date:
    return timezone.localtime(now).date()


def _of_lines(lines: Sequence[Line]) -> list[Proposed]:
    """Each work once: with several shares late, the one that is late longest speaks for it."""
    found: dict[int, Proposed] = {}
    for line in lines:
        worth = line.worth.held if line.worth else None
        why = f"{line.standing.words}{f', {line.period}' if line.period else ''}"
        unit = line.holder.unit_id if line.holder else None
        title = f"Việc {line.assignment.number}: {line.assignment.title}"
        found.setdefault(line.assignment.pk, Proposed(title, why, Ref("assignment", str(line.assignment.pk)), unit, worth))
    return list(found.values())


def _from_last(person: Person, meeting: Meeting, now: datetime) -> list[Proposed]:
    """Work of the last held meeting of the kind that is still open."""
    earlier = Meeting.objects.filter(commune=meeting.commune_id, kind=meeting.kind, opened_at__isnull=False).exclude(pk=meeting.pk)
    last = earlier.filter(starts_at__lt=meeting.starts_at).first()
    if last is None:
        return []
    works = occurrences_for(person).filter(state__in=OPEN, duty__part="lead", duty__assignment__conclusion__meeting=last)
    return _of_lines(lines_of(with_related(works.order_by("in_force", "pk")), commune=meeting.commune, today=_today(now)))


def _late(person: Person, meeting: Meeting, now: datetime) -> list[Proposed]:
    works = open_lead(person).filter(in_force__lt=_today(now)).order_by("in_force", "pk")
    return _of_lines(lines_of(with_related(works), commune=meeting.commune, today=_today(now)))


def _findings(person: Person, meeting: Meeting, now: datetime) -> list[Proposed]:
    live = findings_for(person).exclude(state=Finding.State.CLOSED).exclude(waived(_today(now))).prefetch_related("units")
    rows = [each for severity in SEVERITIES for each in live.filter(severity=severity).order_by("found_on", "pk")[: 3 * SHOWN]]
    return [
        Proposed(each.message, f"{each.label}, {each.get_state_display().lower()}", Ref("finding", str(each.pk)), _first_unit(each))
        for each in rows
    ]


def _first_unit(finding: Finding) -> int | None:
    return next((each.unit_id for each in finding.units.all()), None)


def _plan(person: Person, meeting: Meeting, now: datetime) -> list[Proposed]:
    items = items_for(person).filter(plan__state=Plan.State.IN_FORCE, plan__year=_today(now).year)
    rows = stood(list(items.select_related("plan__commune").prefetch_related("units")), as_of=now)
    return [
        Proposed(
            f"Mục {row.item.number}: {row.item.task}" if row.item.number else row.item.task,
            row.progress.why.rstrip("."),
            Ref("plan_item", str(row.item.pk)),
            next((each.unit_id for each in row.item.units.all() if each.part == "lead"), None),
        )
        for row in sorted((row for row in rows if row.progress.state == "late"), key=lambda row: row.due_on)
    ]


def _index(person: Person, meeting: Meeting, now: datetime) -> Sequence[Proposed]:
    index = told(meeting.commune, _today(now))
    return index.agenda if index else []


MAKERS: Sequence[tuple[str, str, Callable[[Person, Meeting, datetime], Sequence[Proposed]]]] = (
    ("Kết luận lần trước chưa xong", "Không còn kết luận nào của lần trước chưa xong.", _from_last),
    ("Việc quá hạn", "Không có việc quá hạn nào ngoài chương trình.", _late),
    ("Điểm chỉ số còn giành được", "Không còn việc nào mang thêm điểm, hoặc phường chưa chọn bộ tiêu chí.", _index),
    ("Tồn tại đang mở", "Không có tồn tại nào đang mở ngoài chương trình.", _findings),
    ("Mục kế hoạch quá hạn", "Không có mục kế hoạch nào quá hạn ngoài chương trình.", _plan),
)
