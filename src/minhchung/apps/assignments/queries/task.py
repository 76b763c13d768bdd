"""Everything the page of one assignment shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import Truncator

from minhchung.apps.assignments.models import Assignment, Comment, Duty, Extension, Occurrence, Product, Reminder
from minhchung.apps.assignments.opening import more_to_come
from minhchung.apps.assignments.proof import count_of, unproven
from minhchung.apps.assignments.queries.rows import Line, facts_of, lines_of, with_related
from minhchung.apps.assignments.queries.scope import IN_FORCE, Dated
from minhchung.apps.assignments.rules.standing import Why, explain
from minhchung.apps.assignments.rules.states import STATE_WORDS, assignment_state, progress_words
from minhchung.apps.evidence import queries as evidence
from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground.acts import label_of
from minhchung.apps.ground.history import SYSTEM
from minhchung.apps.ground.history import of as history_of
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import Described, describe
from minhchung.apps.organisations.models import Person
from minhchung.apps.organisations.working_time import calendar_of
from minhchung.text.written import written_day

CONFIRMED, TYPED = "assignments.confirm", "assignments.add"
MENDED = "assignments.correct_deadline"
LOG = 12
SAID = 100
"""Characters of what an act said; the rest is on its own page or in the field itself."""


@dataclass(frozen=True)
class Step:
    """One mark on the line of deadlines."""

    on: date
    text: str
    state: str = ""


@dataclass(frozen=True)
class LogLine:
    """One event of the history as a sentence."""

    event: HistoryEvent
    who: str
    words: str


@dataclass(frozen=True)
class ShownProduct:
    """A product with those of its claims the person may read; `bare` while it has no evidence that holds."""

    product: Product
    claims: Sequence[Claim]
    bare: bool


@dataclass(frozen=True)
class Origin:
    """The beginning of the history: who gave the work and when. From a document the event stands with the document.

    `source`: what else gave rise to it (a meeting, a finding, an item of a plan), where the reader may see it.
    """

    who: str
    at: datetime
    source: Described | None = None


@dataclass(frozen=True)
class Task:
    """The assignment, the line in hand, all lines, and what hangs on them."""

    assignment: Assignment
    line: Line | None
    lines: tuple[Line, ...]
    why: Why | None
    state: str
    steps: tuple[Step, ...]
    asked: Extension | None
    products: Sequence[ShownProduct]
    reminders: Sequence[Reminder]
    comments: Sequence[Comment]
    origin: Origin
    log: tuple[LogLine, ...]
    log_total: int
    lacking: tuple[str, ...]

    @property
    def leads(self) -> list[Line]:
        """The leading shares."""
        return [line for line in self.lines if line.occurrence.duty.part == Duty.Part.LEAD]

    @property
    def shared(self) -> str:
        """ "2/6 đơn vị xong" over the period in hand."""
        period = self.line.occurrence.period if self.line else ""
        return progress_words([line.occurrence.state for line in self.leads if line.occurrence.period == period])

    @property
    def state_words(self) -> str:
        """The derived state in words."""
        return STATE_WORDS[self.state]


def task_of(person: Person, assignment: Assignment, *, occurrence: int | None, today: date) -> Task:
    """The page of an assignment the caller took from `assignment_for`. `occurrence`: the one in hand, else the person's own open one."""
    rows = _with_the_leads_day(with_related(_occurrences(assignment)))
    lines = tuple(lines_of(rows, commune=assignment.commune, today=today))
    line = _in_hand(lines, occurrence, person, today)
    current = line.occurrence if line else None
    extensions = list(current.extensions.select_related("decided_by", "asked_by")) if current else []
    events = _events(assignment, lines)
    return Task(
        assignment=assignment,
        line=line,
        lines=lines,
        why=explain(facts_of(current), today=today, calendar=calendar_of(assignment.commune)) if current else None,
        state=_state(assignment, lines),
        steps=tuple(_steps(line, extensions, today)) if line else (),
        asked=next((item for item in extensions if item.state == Extension.State.ASKED), None),
        products=_products(person, current) if current else [],
        reminders=list(current.reminders.select_related("by", "document")) if current else [],
        comments=list(assignment.comments.select_related("by")),
        origin=replace(_origin(assignment), source=_source(person, assignment)),
        log=tuple(LogLine(event, event.actor_name, _words(event)) for event in events[:LOG]),
        log_total=events.count() + 1,
        lacking=tuple(_lacking(line)) if line else (),
    )


def _products(person: Person, occurrence: Occurrence) -> list[ShownProduct]:
    rows = list(occurrence.products.select_related("handed_in_by", "judged_by").prefetch_related("claims"))
    ref = Ref("occurrence", str(occurrence.pk))
    readable = {claim.pk: claim for claim in evidence.claims_for(person, [ref]).get(ref, [])} if rows else {}
    bare = set(unproven(occurrence.products.all()).values_list("pk", flat=True))
    return [ShownProduct(row, [readable[claim.pk] for claim in row.claims.all() if claim.pk in readable], row.pk in bare) for row in rows]


def still_short(occurrence: Occurrence) -> list[str]:
    """What whoever reports an occurrence as done should know: how far a counted target is met, and which products show nothing."""
    found = []
    count, handed_in = count_of(occurrence), count_of(occurrence, also_waiting=True)
    if count is not None and handed_in is not None and not count.met:
        unit, waiting = occurrence.duty.assignment.count_unit, handed_in.done - count.done
        more = f"; {waiting} {unit} đã nộp đang chờ đánh giá" if waiting else ""
        found.append(f"Mới đạt {count.done}/{count.need} {unit}{more}.")
    if bare := unproven(occurrence.products.exclude(state=Product.State.RETURNED)).count():
        found.append(f"{bare} sản phẩm chưa có minh chứng nên chưa nghiệm thu được; nộp minh chứng cho sản phẩm ở trang nhiệm vụ.")
    return found


def _occurrences(assignment: Assignment) -> QuerySet[Dated]:
    found = Occurrence.objects.filter(duty__assignment=assignment, duty__removed_at=None).annotate(in_force=IN_FORCE)
    return found.order_by("duty__part", "duty", "opens_on")


def _with_the_leads_day(found: Iterable[Dated]) -> list[Dated]:
    """A cooperating share follows the leading one: an extension granted to the lead holds for those who help."""
    rows = list(found)
    leading: dict[str, date] = {}
    for row in rows:
        day = row.in_force
        if row.duty.part == Duty.Part.LEAD and day is not None:
            leading[row.period] = max(day, leading.get(row.period, day))
    for row in rows:
        if row.duty.part == Duty.Part.WITH and row.period in leading:
            row.in_force = leading[row.period]
    return rows


def _in_hand(lines: Sequence[Line], wanted: int | None, person: Person, today: date) -> Line | None:
    """The one asked for; else the person's own open one; else the first open leading one; else the last one."""
    units = person.mandate(today).units
    open_ones = [line for line in lines if line.occurrence.closed_at is None]
    own = [line for line in open_ones if line.holder and line.holder.unit_id in units]
    for found in ([line for line in lines if line.occurrence.pk == wanted], own, open_ones):
        if found:
            return found[0]
    leading = [line for line in lines if line.occurrence.duty.part == Duty.Part.LEAD]
    return leading[-1] if leading else (lines[-1] if lines else None)


def _state(assignment: Assignment, lines: Sequence[Line]) -> str:
    leading = [line.occurrence for line in lines if line.occurrence.duty.part == Duty.Part.LEAD]
    more = more_to_come(assignment, {item.period for item in leading})
    return assignment_state([item.state for item in leading], more_to_come=more)


def _steps(line: Line, extensions: Sequence[Extension], today: date) -> list[Step]:
    """The document, assigned, original day, each extension, today or the end, and a request that waits."""
    occurrence = line.occurrence
    steps = _beginning(line.assignment)
    if occurrence.due_on:
        steps.append(Step(occurrence.due_on, "hạn ban đầu"))
    granted = [item for item in extensions if item.state == Extension.State.GRANTED]
    for number, item in enumerate(granted, start=1):
        steps.append(
            Step(item.due_on, f"gia hạn lần {number}, đồng ý {item.decided_at:%d/%m}" if item.decided_at else f"gia hạn lần {number}")
        )
    done = occurrence.left_hands_on if occurrence.state in ("submitted", "accepted") else None
    words = f"{line.standing.words[:1].lower()}{line.standing.words[1:]}"
    if done:
        steps.append(Step(done, words, "late" if line.standing.state == "donelate" else ""))
    elif occurrence.closed_at is None:
        steps.append(Step(today, f"hôm nay, {words}", "late" if line.standing.overdue else ""))
    asked = [item for item in extensions if item.state == Extension.State.ASKED]
    steps += [Step(item.due_on, f"đề nghị gia hạn, chờ duyệt từ {item.asked_at:%d/%m}", "wait") for item in asked]
    return sorted(steps, key=lambda step: step.on)


def _beginning(assignment: Assignment) -> list[Step]:
    """The day the document bears, from which it counts, and the day the work was given, which is often a later one."""
    given = timezone.localtime(assignment.assigned_at).date()
    written = assignment.document.issued_on if assignment.document else None
    if written is None:
        return [Step(given, "giao việc")]
    return [Step(given, "ngày văn bản và giao việc")] if written == given else [Step(written, "ngày văn bản"), Step(given, "giao việc")]


def _lacking(line: Line) -> list[str]:
    """What still keeps the work in hand from being accepted."""
    occurrence, assignment = line.occurrence, line.assignment
    if occurrence.closed_at is not None:
        return []
    found = []
    if assignment.count_target and line.counted is not None and line.counted < assignment.count_target:
        found.append(f"{assignment.count_target - line.counted} {assignment.count_unit} chưa được nghiệm thu")
    if line.proof.bad:
        found.append(f"{line.proof.bad} minh chứng chưa đạt")
    if not line.proof.need and occurrence.answer is None and not assignment.count_target:
        found.append("Minh chứng hoặc văn bản trả lời")
    from_above = assignment.document is not None and assignment.document.direction == "in" and assignment.document.needs_answer
    if from_above and (occurrence.answer is None or occurrence.answer.state != "issued"):
        found.append("Văn bản trả lời đã ban hành")
    if occurrence.state in ("assigned", "in_progress", "returned"):
        found.append("Báo cáo hoàn thành của đơn vị")
    return found


def _events(assignment: Assignment, lines: Sequence[Line]) -> QuerySet[HistoryEvent]:
    own = history_of(Ref("assignment", str(assignment.pk)))
    keys = [str(line.occurrence.pk) for line in lines]
    own = own.exclude(act=TYPED)  # told by the origin
    return (own | HistoryEvent.objects.filter(kind="occurrence", key__in=keys)).order_by("-position")


def _origin(assignment: Assignment) -> Origin:
    """Out of the event that gave the work; where its person was blanked, out of the assignment itself."""
    typed = history_of(Ref("assignment", str(assignment.pk))).filter(act=TYPED)
    read = history_of(Ref("document", str(assignment.document_id))).filter(act=CONFIRMED) if assignment.proposal_id else ()
    for event in (*typed, *read):
        if event.blanked_by is None and (event.act == TYPED or assignment.pk in (event.after or {}).get("assignments", ())):
            return Origin(event.actor_name, event.at)
    return Origin(assignment.assigner.full_name if assignment.assigner else SYSTEM, assignment.assigned_at)


def _source(person: Person, assignment: Assignment) -> Described | None:
    if assignment.origin_kind in ("document", "commune"):
        return None
    ref = Ref(assignment.origin_kind, assignment.origin_key)
    return describe(person, [ref]).get(ref)


def _words(event: HistoryEvent) -> str:
    """The act, with what it said."""
    if event.blanked_by is not None:
        return f"{label_of(event.act)}: nội dung đã xóa theo quy định"
    after, label = event.after or {}, label_of(event.act)
    said = f"{label[:1].lower()}{label[1:]}"
    if after.get("due_on") and after.get("state"):
        granted = "đồng ý" if after["state"] == Extension.State.GRANTED else "không đồng ý"
        return f"{said}: {granted} đến {written_day(date.fromisoformat(after['due_on']))}"
    if event.act == MENDED and event.before:
        return f"{said}: {written_day(date.fromisoformat(event.before['due_on']))} thành {written_day(date.fromisoformat(after['due_on']))}"
    for key in ("progress", "reason", "text", "title"):
        if after.get(key):
            return f"{said}: {Truncator(after[key]).chars(SAID)}"
    return f"{said}: {Truncator(event.note).chars(SAID)}" if event.note else said
