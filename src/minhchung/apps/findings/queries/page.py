"""The page of one finding: its life as a line of steps, what is missing now, its works, waivers and history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from minhchung.apps.assignments.queries import assignments_for
from minhchung.apps.assignments.queries.rows import Line, lines_of, with_related
from minhchung.apps.assignments.queries.scope import occurrences_for
from minhchung.apps.findings.causes import Cause, cause_tree
from minhchung.apps.findings.models import Finding, FindingWork, Waiver
from minhchung.apps.findings.queries.lines import LEVELS
from minhchung.apps.findings.queries.points import worth_of_one
from minhchung.apps.findings.queries.works import works_of
from minhchung.apps.findings.rules.life import LIVE, NEXT, Work, refused_evaluation
from minhchung.apps.findings.writing import ref_of
from minhchung.apps.ground import history
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.ground.problems import CHECKS, Check, Recorded, Remedy, Severity
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import Described, describe
from minhchung.apps.ground.words import Change, told
from minhchung.apps.ground.worth import Worth
from minhchung.apps.organisations.models import Person
from minhchung.text.written import written_day

EVENTS = 30
NAMES = ("Nguyên nhân", "Kế hoạch", "Giao việc", "Đánh giá hiệu lực", "Đóng")
"""The steps of a life, in the order of its states."""


@dataclass(frozen=True)
class Step:
    """A step of the line: done, the one that is due (now), or still to come (next)."""

    name: str
    state: str
    said: str = ""


@dataclass(frozen=True)
class Mending:
    """A work behind the finding with the lines of its shares; without lines the reader may not open it."""

    row: FindingWork
    gate: Work
    lines: tuple[Line, ...]
    readable: bool


@dataclass(frozen=True)
class Page:
    """Everything the page shows. `act`: the step that is due; `who`: who may take it; `missing`: what keeps it from being taken.

    `worth`: the criteria it holds up, None where it leads to none."""

    finding: Finding
    check: Check | None
    about: Described | None
    origin: Described | None
    steps: tuple[Step, ...]
    act: str
    who: str
    missing: str
    cause: Cause | None
    works: tuple[Mending, ...]
    waiver: Waiver | None
    level: str
    worth: Worth | None
    log: tuple[tuple[HistoryEvent, Sequence[Change]], ...]
    place: str = ""
    """Where it is dealt with, where its check names such a page."""
    recorded: Sequence[Recorded] = ()
    """What people wrote of it there."""
    remedy: Remedy | None = None
    """The press that begins its mending, where its check has one and the person may."""

    @property
    def is_recorded(self) -> bool:
        """Whether people write where it is dealt with what came of it."""
        return self.check is not None and self.check.recorded is not None


def page_of(person: Person, finding: Finding, *, now: datetime) -> Page:
    """The page as the person may read it."""
    today = timezone.localtime(now).date()
    gates = {work.number: work for work in works_of([finding])[finding.pk]}
    act, who = NEXT[finding.state]
    origin = Ref(finding.origin_kind, finding.origin_key) if finding.origin_kind else None
    named = describe(person, {ref for ref in (finding.subject, origin) if ref})
    events = list(history.of(ref_of(finding))[:EVENTS])
    changes = told(person, events)
    return Page(
        finding,
        CHECKS.get(finding.code),
        named.get(finding.subject) if finding.subject else None,
        named.get(origin) if origin else None,
        _steps(finding),
        act,
        who,
        _missing(finding, act, list(gates.values())),
        cause_tree().named(finding.cause),
        _works(person, finding, gates, today),
        living_waiver(finding, today),
        LEVELS[Severity(finding.severity)],
        worth_of_one(person, finding),
        tuple((event, changes[event.pk]) for event in events),
        *_dealt_with(finding),
        _remedy(person, finding),
    )


def _dealt_with(finding: Finding) -> tuple[str, Sequence[Recorded]]:
    """Where the check lets it be dealt with, and what people wrote there."""
    check, subject = CHECKS.get(finding.code), finding.subject
    if check is None or subject is None:
        return "", ()
    place = check.place(subject, finding.part) if check.place else ""
    return place, check.recorded(subject, finding.part) if check.recorded else ()


def _remedy(person: Person, finding: Finding) -> Remedy | None:
    """For as long as the check finds it."""
    check, subject = CHECKS.get(finding.code), finding.subject
    if check is None or subject is None or check.remedy is None or finding.closed_at or finding.passed_at:
        return None
    remedy = check.remedy(subject, finding.part)
    return remedy if remedy and person.has_perm(remedy.act, finding.commune) else None


def living_waiver(finding: Finding, today: date) -> Waiver | None:
    """The waiver in force or waiting for a word."""
    for waiver in finding.waivers.all():
        if waiver.state == Waiver.State.ASKED or (waiver.state == Waiver.State.GRANTED and waiver.until >= today):
            return waiver
    return None


def _missing(finding: Finding, act: str, works: list[Work]) -> str:
    """What keeps the due step from being taken by anybody; "" when nothing does."""
    if act == "evaluate":
        return refused_evaluation(works, evaluator=None)
    if act == "close" and finding.source == Finding.Source.CHECK and finding.passed_at is None:
        return f"Quy tắc {finding.code} vẫn phát hiện. Rà soát lại sau khi sửa: đạt thì tự đóng."
    return ""


def _steps(finding: Finding) -> tuple[Step, ...]:
    """Found, then the five steps; a check's finding may close before all of them are taken."""
    closed = finding.state == Finding.State.CLOSED
    at = len(LIVE) if closed else LIVE.index(finding.state)
    taken = (finding.cause, finding.plan, finding.state in ("working", "evaluated") or finding.works.all(), finding.evaluated_at, closed)
    steps = [Step("Phát hiện", "done", written_day(finding.found_on))]
    for place, (name, done) in enumerate(zip(NAMES, taken, strict=True)):
        if closed:
            state, said = ("done", "") if done else ("next", "không cần, quy tắc không còn phát hiện")
        else:
            state, said = ("done", "") if place < at else ("now", "đang chờ") if place == at else ("next", "")
        steps.append(Step(name, state, _said(finding, place, state) or said))
    return tuple(steps)


def _said(finding: Finding, place: int, state: str) -> str:
    if state != "done":
        return ""
    match place:
        case 0:
            return str(finding.get_side_display()).lower()
        case 1:
            return finding.planned_by.full_name if finding.planned_by else ""
        case 2:
            return f"{len(finding.works.all())} việc"
        case 3:
            return finding.evaluated_by.full_name if finding.evaluated_by else ""
    return written_day(timezone.localtime(finding.closed_at).date()) if finding.closed_at else ""


def _works(person: Person, finding: Finding, gates: dict[int, Work], today: date) -> tuple[Mending, ...]:
    rows = list(finding.works.all())
    keys = [row.assignment_id for row in rows]
    readable: set[Any] = set(assignments_for(person, archived=True).filter(pk__in=keys).values_list("pk", flat=True))
    found = with_related(occurrences_for(person).filter(duty__assignment__in=keys, duty__part="lead")) if rows else []
    lines = lines_of(found, commune=finding.commune, today=today) if rows else []
    return tuple(
        Mending(
            row,
            gates[row.assignment.number],
            tuple(line for line in lines if line.assignment.pk == row.assignment_id),
            row.assignment_id in readable,
        )
        for row in rows
    )
