"""One line of a register: an occurrence with everything a list shows of it, derived for a whole page at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from textwrap import shorten

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from minhchung.apps.assignments.models import Assignment, Duty, Holding, Occurrence, Product
from minhchung.apps.assignments.proof import claims_of, proven
from minhchung.apps.assignments.queries.scope import HELD, LIVE_DUTIES, Dated
from minhchung.apps.assignments.rules.periods import RHYTHM_WORDS, period_words, review_words
from minhchung.apps.assignments.rules.standing import Facts, Standing, standing
from minhchung.apps.documents.models import Document, Relation
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.worth import Worth, worth_of
from minhchung.apps.organisations.models import Commune, Unit
from minhchung.apps.organisations.working_time import calendar_of
from minhchung.text.written import written_day

FOUR_LINES = 120
"""Letters that surely fit on four lines of the title's column at 1366 px."""
CHAT_TITLE = 200
"""Letters of a title in a chat; the whole one is on the page of the work."""
ANSWERS = (
    Relation.objects.filter(
        kind=Relation.Kind.ANSWERS,
        source__direction=Document.Direction.OUTGOING,
        source__state=Document.State.ISSUED,
        source__archived_at=None,
        source__restricted=False,
    )
    .select_related("source")
    .order_by("source__issued_on", "source")
)
"""The issued answers to a document that everybody who reads the register may read."""


@dataclass(frozen=True)
class Proof:
    """The evidence of one line: good of all live claims."""

    good: int
    bad: int
    waiting: int

    @property
    def have(self) -> int:
        """How many are found good."""
        return self.good

    @property
    def need(self) -> int:
        """How many were claimed."""
        return self.good + self.bad + self.waiting

    @property
    def state(self) -> str:
        """The state of the evidence component: full, part, wrong, wait or none."""
        if not self.need:
            return "none"
        if self.good == self.need:
            return "full"
        if self.good:
            return "part"
        return "wait" if self.waiting else "wrong"


@dataclass(frozen=True)
class Line:
    """What a list shows of an occurrence. `counted` is accepted products of a counted target, None without one."""

    occurrence: Occurrence
    standing: Standing
    holder: Holding | None
    cooperating: tuple[Unit, ...]
    proof: Proof
    worth: Worth | None
    counted: int | None
    again: bool = False
    """Whether the line above it in its list is of the same assignment: the title is then not written again (`told_once`)."""

    @property
    def assignment(self) -> Assignment:
        """The assignment it belongs to."""
        return self.occurrence.duty.assignment

    @property
    def url(self) -> str:
        """The page of the assignment at this occurrence."""
        return f"{reverse('assignments:detail', args=[self.assignment.pk])}?ky={self.occurrence.pk}"

    @property
    def long_title(self) -> bool:
        """Whether the title may need more than four lines of the register's column."""
        return len(self.assignment.title) > FOUR_LINES

    @property
    def finished_on(self) -> date | None:
        """The day a register gives as "Ngày hoàn thành": what the unit said; once the work is accepted, the day its lateness was judged by.

        That day is the issued answer's, else the one the unit said, else the one on which it reported the work as done.
        """
        accepted = self.occurrence.state == Occurrence.State.ACCEPTED
        return self.occurrence.left_hands_on if accepted else self.occurrence.done_on

    @property
    def reply(self) -> str:
        """Number and symbol of the answer: the one attached; for accepted work without one, the issued answers to its directive."""
        own, directive = self.occurrence.answer, self.assignment.document
        if own is not None or directive is None or self.occurrence.state != Occurrence.State.ACCEPTED:
            return own.code if own else ""
        return "; ".join(dict.fromkeys(relation.source.code for relation in directive.relations_in.all() if relation.source.code))

    @property
    def extended(self) -> bool:
        """Whether the day in force is not the original one."""
        return bool(self.occurrence.due_on and self.in_force != self.occurrence.due_on)

    @property
    def in_force(self) -> date | None:
        """The day in force."""
        day: date | None = getattr(self.occurrence, "in_force", self.occurrence.due_on)
        return day

    @property
    def period(self) -> str:
        """ "kỳ tháng 11/2026"; empty for a one-off."""
        words = period_words(self.occurrence.period)
        return f"kỳ {words}" if words else ""

    @property
    def inferred_day(self) -> bool:
        """Whether the day was not said by the text but inferred and accepted."""
        return bool({"deadline", "review"} & set(self.assignment.inferred))

    @property
    def rhythm(self) -> str:
        """ "hằng tháng", "rà lại hằng quý"; empty for a one-off."""
        return rhythm_words(self.assignment)

    @property
    def chat(self) -> str:
        """One line of plain text for a chat: number, title, period, day, standing; no name of any person."""
        day = f", hạn {written_day(self.in_force)}" if self.in_force else ""
        period = f", {self.period}" if self.period else ""
        standing_words = f"{self.standing.words[:1].lower()}{self.standing.words[1:]}"
        title = shorten(self.assignment.title, CHAT_TITLE, placeholder="…")
        return f"Việc {self.assignment.number}: {title}{period}{day} ({standing_words})"

    @property
    def zalo(self) -> str:
        """The same with the unit before it, for a message to several units."""
        return f"{self.holder.unit.short}: {self.chat[:1].lower()}{self.chat[1:]}" if self.holder else self.chat


def rhythm_words(assignment: Assignment) -> str:
    """How an assignment repeats, in words; empty for a one-off."""
    if assignment.deadline_kind == Assignment.DeadlineKind.RECURRING:
        return RHYTHM_WORDS.get(assignment.recurrence, "")
    if assignment.deadline_kind == Assignment.DeadlineKind.STANDING and assignment.review_every_months:
        return review_words(assignment.review_every_months)
    return ""


def told_once(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines in their order, those that follow a line of the same assignment marked `again`."""
    above: int | None = None
    for line in lines:
        yield replace(line, again=line.assignment.pk == above)
        above = line.assignment.pk


def with_related(found: QuerySet[Dated]) -> QuerySet[Dated]:
    """Fetches what `lines_of` reads, in a number of queries that does not grow with the rows."""
    related = found.select_related("duty__assignment__document", "duty__assignment__assigner", "answer")
    return related.prefetch_related(
        Prefetch("duty__holdings", HELD.queryset),
        Prefetch("duty__assignment__duties", LIVE_DUTIES.queryset),
    )


def with_answers(found: QuerySet[Dated]) -> QuerySet[Dated]:
    """Fetches besides what `Line.reply` reads: for paper and spreadsheets, which have a column of answers."""
    return found.prefetch_related(Prefetch("duty__assignment__document__relations_in", ANSWERS))


def facts_of(occurrence: Occurrence) -> Facts:
    """What the standing of an occurrence is derived from; `in_force` must be annotated."""
    return Facts(
        state=occurrence.state,
        due_on=occurrence.due_on,
        in_force=getattr(occurrence, "in_force", occurrence.due_on),
        done_on=occurrence.left_hands_on if occurrence.state in ("submitted", "accepted") else None,
        standing_work=occurrence.duty.assignment.deadline_kind == Assignment.DeadlineKind.STANDING,
    )


def lines_of(occurrences: Iterable[Occurrence], *, commune: Commune, today: date) -> list[Line]:
    """The lines of occurrences fetched by `with_related`, in their order."""
    rows = list(occurrences)
    keys = [row.pk for row in rows]
    proofs, counted = _proofs(keys), _counted(rows)
    worth = worth_of(commune.code, {Ref("assignment", str(row.duty.assignment_id)) for row in rows})
    soon, calendar = commune.due_soon_working_days, calendar_of(commune)
    return [
        Line(
            occurrence=row,
            standing=standing(facts_of(row), today=today, calendar=calendar, soon_days=soon),
            holder=row.duty.holding_on(today),
            cooperating=_cooperating(row.duty.assignment.duties.all(), today),
            proof=proofs.get(row.pk, Proof(0, 0, 0)),
            worth=worth.get(Ref("assignment", str(row.duty.assignment_id))),
            counted=counted.get(row.pk, 0) if row.duty.assignment.count_target else None,
        )
        for row in rows
    ]


def _cooperating(duties: Iterable[Duty], today: date) -> tuple[Unit, ...]:
    held = [duty.holding_on(today) for duty in duties if duty.part == Duty.Part.WITH]
    return tuple(item.unit for item in held if item is not None)


def _proofs(keys: Sequence[int]) -> Mapping[int, Proof]:
    counted: dict[int, dict[str, int]] = {}
    for key, state in claims_of(keys).values_list("key", "state"):
        states = counted.setdefault(int(key), {})
        states[state] = states.get(state, 0) + 1
    return {key: Proof(states.get("good", 0), states.get("bad", 0), states.get("wait", 0)) for key, states in counted.items()}


def _counted(rows: Sequence[Occurrence]) -> Mapping[int, int]:
    wanted = [row.pk for row in rows if row.duty.assignment.count_target]
    accepted = proven(Product.objects.filter(occurrence__in=wanted, state=Product.State.ACCEPTED))
    totals: dict[int, int] = {}
    for occurrence, quantity in accepted.values_list("occurrence_id", "quantity"):
        totals[occurrence] = totals.get(occurrence, 0) + quantity
    return totals
