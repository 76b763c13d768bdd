"""A meeting as its page shows it: the agenda with links, who came, the conclusions with the work they became."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from minhchung.apps.assignments.making import due_of_draft
from minhchung.apps.assignments.queries.rows import Line, lines_of, rhythm_words, with_related
from minhchung.apps.assignments.queries.scope import assignments_for, occurrences_for
from minhchung.apps.assignments.rules.deadlines import Due
from minhchung.apps.assignments.rules.drafts import PLAIN, Draft, DraftUnit, missing_for_taking
from minhchung.apps.assignments.rules.periods import RHYTHM_WORDS, review_words
from minhchung.apps.ground.subjects import Described, describe
from minhchung.apps.meetings.models import AgendaItem, Conclusion, Invitation, Meeting
from minhchung.apps.organisations.models import Person, Unit


@dataclass(frozen=True)
class ShownItem:
    """An item with the record it is about, as far as the reader may see it."""

    item: AgendaItem
    subject: Described | None


@dataclass(frozen=True)
class ShownUnit:
    """A unit the reader of the line found; `guessed` when the written name is not the ward's own."""

    unit: Unit
    guessed: bool


@dataclass(frozen=True)
class ShownConclusion:
    """A line of the conclusions. Before it is work: the draft; after: the work and its shares."""

    conclusion: Conclusion
    draft: Draft | None = None
    lead: Sequence[ShownUnit] = ()
    cooperating: Sequence[ShownUnit] = ()
    due: Due | None = None
    missing: str = ""
    lines: Sequence[Line] = ()
    readable: bool = True

    @property
    def guessed_day(self) -> bool:
        """Whether the day is not literally in the line."""
        return bool(self.due and self.due.inferred) or bool(self.draft and "deadline" in self.draft.inferred)

    @property
    def rhythm(self) -> str:
        """ "hằng tháng", "rà lại hằng quý"; "" for a single time."""
        if self.conclusion.assignment is not None:
            return rhythm_words(self.conclusion.assignment)
        if self.draft is None:
            return ""
        if self.draft.recurrence:
            return RHYTHM_WORDS.get(self.draft.recurrence, "")
        return review_words(self.draft.review_every_months) if self.draft.review_every_months else ""


@dataclass(frozen=True)
class Attendance:
    """Who is invited, and how many came."""

    rows: Sequence[Invitation]

    @property
    def sentence(self) -> str:
        """ "5/7 có mặt, 1 cử người thay, 1 vắng có lý do"."""
        if not self.rows:
            return "Chưa mời ai."
        counted = Counter(each.state for each in self.rows)
        if counted[Invitation.State.UNKNOWN] == len(self.rows):
            return f"Mời {len(self.rows)}, chưa điểm danh."
        others = [(counted[state], str(state.label).lower()) for state in Invitation.State if state != Invitation.State.PRESENT]
        said = [f"{counted[Invitation.State.PRESENT]}/{len(self.rows)} có mặt", *(f"{count} {word}" for count, word in others if count)]
        return ", ".join(said)

    @property
    def unasked(self) -> int:
        """Of how many nobody said yet whether they came."""
        return sum(each.state == Invitation.State.UNKNOWN for each in self.rows)


@dataclass(frozen=True)
class Page:
    """Everything the page of a meeting shows."""

    meeting: Meeting
    items: Sequence[ShownItem]
    attendance: Attendance
    conclusions: Sequence[ShownConclusion]

    @property
    def to_give(self) -> int:
        """How many lines ask for work and are not given yet."""
        return sum(each.conclusion.kind == Conclusion.Kind.WORK and each.conclusion.assignment is None for each in self.conclusions)


def page_of(person: Person, meeting: Meeting, *, today: date) -> Page:
    """The page of a meeting the caller made sure the person may read."""
    items = list(meeting.items.filter(removed_at=None).select_related("unit", "minutes_by"))
    seen = describe(person, [item.subject for item in items if item.subject])
    shown = [ShownItem(item, seen.get(item.subject) if item.subject else None) for item in items]
    invited = list(meeting.invitations.select_related("unit", "person"))
    return Page(meeting, shown, Attendance(invited), conclusions_of(person, meeting, today=today))


def conclusions_of(person: Person, meeting: Meeting, *, today: date) -> list[ShownConclusion]:
    """The conclusions in order; the queries do not grow with them."""
    rows = list(meeting.conclusions.filter(removed_at=None).select_related("assignment"))
    given = [row.assignment_id for row in rows if row.assignment_id]
    readable = set(assignments_for(person, archived=True).filter(pk__in=given).values_list("pk", flat=True))
    works: dict[int, list[Line]] = {}
    shares = occurrences_for(person).filter(duty__assignment__in=given, duty__part="lead")
    for line in lines_of(with_related(shares).order_by("duty", "in_force"), commune=meeting.commune, today=today):
        works.setdefault(line.assignment.pk, []).append(line)
    units = {unit.pk: unit for unit in Unit.objects.filter(commune=meeting.commune)}
    return [_shown(row, meeting, units, works, readable) for row in rows]


def _shown(
    row: Conclusion, meeting: Meeting, units: Mapping[int, Unit], works: Mapping[int, list[Line]], readable: set[int]
) -> ShownConclusion:
    if row.assignment_id is not None:
        return ShownConclusion(row, lines=works.get(row.assignment_id, []), readable=row.assignment_id in readable)
    if row.kind != Conclusion.Kind.WORK:
        return ShownConclusion(row)
    draft = row.draft
    lead, beside = (_units(named, units) for named in (draft.lead, draft.cooperating))
    due = due_of_draft(draft, commune=meeting.commune, since=meeting.starts_at.date())
    return ShownConclusion(row, draft, lead, beside, due, _missing(draft))


def _units(named: Sequence[DraftUnit], units: Mapping[int, Unit]) -> list[ShownUnit]:
    return [ShownUnit(units[each.unit], each.how not in PLAIN) for each in named if each.unit is not None and each.unit in units]


def _missing(draft: Draft) -> str:
    """What keeps a line from being given as it stands, short; "" when nothing does."""
    if not missing_for_taking(draft):
        return ""
    return "chưa rõ ngày hạn" if draft.lead_units and all(item.unit for item in draft.lead) else "chưa rõ đơn vị"
