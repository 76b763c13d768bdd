"""The two-pane reader: the document as paragraphs with its clauses lit, and the clauses as proposals."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from minhchung.apps.assignments.making import due_of_draft
from minhchung.apps.assignments.models import Proposal
from minhchung.apps.assignments.rules.deadlines import Due
from minhchung.apps.assignments.rules.drafts import PLAIN, Draft, DraftUnit, split_points
from minhchung.apps.assignments.rules.periods import RHYTHM_WORDS, review_words
from minhchung.apps.assignments.units import WardUnits, ward_units
from minhchung.apps.documents.models import Document
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Person, Unit
from minhchung.text import nfc

State = Proposal.State
_HEADING = re.compile(r"^(?:[IVX]{1,5}|\d{1,2}|[A-Z])[.)]\s\S.{0,120}$")
_LISTED = re.compile(r"[-+•*–|]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]\s")
"""A line that begins an item of a list or a row of a table."""
DECIDED = ("assignments.take", "assignments.drop", "assignments.merge", "assignments.edit")


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph: plain, or part of a clause; `first` where the clause begins, `when` where it says its deadline."""

    text: str
    clause: "Clause | None" = None
    first: bool = False
    when: bool = False


@dataclass(frozen=True)
class Paragraph:
    """One line of the document. `kind`: text, heading or title."""

    kind: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class ShownUnit:
    """A unit of a draft as the page shows it: abbreviation, full name, the name as written, score and rule where it is not plain."""

    short: str
    name: str
    written: str
    score: float | None
    how: str

    @property
    def plain(self) -> bool:
        """Whether the written name is the ward's own name, so that nothing needs checking."""
        return self.how in PLAIN


@dataclass(frozen=True)
class Clause:
    """One proposal with its draft as the page shows it."""

    proposal: Proposal
    draft: Draft
    lead: tuple[ShownUnit, ...]
    cooperating: tuple[ShownUnit, ...]
    unknown: tuple[str, ...]
    unknown_beside: tuple[str, ...]
    """Names no unit of the ward is known by: of those that lead, and of those that help."""
    due: Due
    current: bool
    confirmed: int | None

    @property
    def mark(self) -> str:
        """The mark of the clause in the document and of its tick: now, in, out, or found."""
        if self.current:
            return "now"
        return {State.IN: "in", State.OUT: "out", State.MERGED: "in"}.get(State(self.proposal.state), "found")

    @property
    def rhythm(self) -> str:
        """ "hằng tháng", "rà lại hằng quý"; empty for a one-off."""
        if self.draft.recurrence:
            return RHYTHM_WORDS.get(self.draft.recurrence, "")
        return review_words(self.draft.review_every_months) if self.draft.review_every_months else ""

    @property
    def count(self) -> str:
        """ "3 thủ tục mỗi đơn vị"."""
        if not self.draft.count_target:
            return ""
        each = " mỗi đơn vị" if self.draft.count_per_duty and len(self.draft.lead) > 1 else ""
        return f"{self.draft.count_target} {self.draft.count_unit}{each}"

    @property
    def cuts(self) -> list[tuple[int, str]]:
        """Where it may be split: the offset and the words before it."""
        text = self.proposal.text
        return [(point, "…" + text[max(0, point - 42) : point].strip()) for point in split_points(text)]

    def guessed(self, field: str) -> bool:
        """Whether the field is inferred."""
        return field in self.draft.inferred

    @property
    def guessed_day(self) -> bool:
        """Whether the shown day is not literally in the text."""
        return self.due.inferred or "deadline" in self.draft.inferred


@dataclass(frozen=True)
class Coverage:
    """ "22 ý chỉ đạo: 20 nhận, 1 bỏ, 1 chưa xem"."""

    taken: int
    dropped: int
    unseen: int
    merged: int

    @property
    def total(self) -> int:
        """All clauses; a merged one counts as taken with the one above it."""
        return self.taken + self.dropped + self.unseen + self.merged

    @property
    def words(self) -> str:
        """The sentence at the end of reading."""
        parts = [f"{self.taken} nhận"] + ([f"{self.merged} gộp"] if self.merged else []) + [f"{self.dropped} bỏ", f"{self.unseen} chưa xem"]
        return f"{self.total} ý chỉ đạo: {', '.join(parts)}"


@dataclass(frozen=True)
class Reading:
    """Everything the reader page shows."""

    document: Document
    clauses: tuple[Clause, ...]
    paper: tuple[Paragraph, ...]
    coverage: Coverage
    undo: Proposal | None
    waiting: int

    @property
    def current(self) -> Clause | None:
        """The clause in hand."""
        return next((clause for clause in self.clauses if clause.current), None)

    @property
    def ticks(self) -> list[str]:
        """One tick per clause, for the coverage."""
        return ["" if clause.mark == "found" else clause.mark for clause in self.clauses]

    def beside(self, step: int) -> int | None:
        """The order of the clause before (-1) or after (1) the one in hand."""
        shown = [clause.proposal.order for clause in self.clauses if clause.proposal.state != State.MERGED]
        if self.current is None or self.current.proposal.order not in shown:
            return shown[0] if shown else None
        at = shown.index(self.current.proposal.order) + step
        return shown[at] if 0 <= at < len(shown) else None

    @property
    def previous(self) -> int | None:
        """The clause before the one in hand."""
        return self.beside(-1)

    @property
    def following(self) -> int | None:
        """The clause after the one in hand."""
        return self.beside(1)

    @property
    def above(self) -> int | None:
        """The order of the clause into which the one in hand would be merged."""
        here = self.current.proposal.order if self.current else 0
        fit = [c.proposal.order for c in self.clauses if c.proposal.order < here and c.proposal.state in (State.NEW, State.IN)]
        return fit[-1] if fit else None


def reading_of(document: Document, *, order: int | None, today: date) -> Reading:
    """The reader page of a document the caller made sure the person may read. `order`: the clause in hand, else the next unseen."""
    proposals = list(Proposal.objects.filter(document=document).select_related("assignment"))
    names = {unit.pk: unit for unit in Unit.objects.filter(commune=document.commune_id)}
    now = _in_hand(proposals, order)
    clauses = tuple(_clause(item, document, names, current=item.order == now, today=today) for item in proposals)
    states = [item.state for item in proposals]
    coverage = Coverage(states.count(State.IN), states.count(State.OUT), states.count(State.NEW), states.count(State.MERGED))
    waiting = sum(clause.proposal.state == State.IN and clause.confirmed is None for clause in clauses)
    return Reading(document, clauses, tuple(_paper(document, clauses)), coverage, _last_decided(document, proposals), waiting)


def next_unseen(document: Document, *, after: int) -> int:
    """The order of the next clause nobody has seen, going round; `after` when all are seen."""
    unseen = Proposal.objects.filter(document=document, state=State.NEW).values_list("order", flat=True)
    later = [order for order in unseen if order > after]
    return min(later) if later else min(unseen, default=after)


def _in_hand(proposals: Sequence[Proposal], order: int | None) -> int:
    known = [item.order for item in proposals]
    if order in known:
        return order or 0
    return next((item.order for item in proposals if item.state == State.NEW), known[-1] if known else 0)


def _clause(proposal: Proposal, document: Document, names: dict[int, Unit], *, current: bool, today: date) -> Clause:
    draft = Draft.from_json(proposal.draft)
    return Clause(
        proposal=proposal,
        draft=draft,
        lead=tuple(_shown(item, names) for item in draft.lead if item.unit in names),
        cooperating=tuple(_shown(item, names) for item in draft.cooperating if item.unit in names),
        unknown=tuple(dict.fromkeys(item.name for item in draft.lead if item.unit not in names)),
        unknown_beside=tuple(dict.fromkeys(item.name for item in draft.cooperating if item.unit not in names)),
        due=due_of_draft(draft, commune=document.commune, since=document.issued_on or today),
        current=current,
        confirmed=proposal.assignment.pk if hasattr(proposal, "assignment") else None,
    )


def _shown(item: DraftUnit, names: dict[int, Unit]) -> ShownUnit:
    unit = names[item.unit or 0]
    return ShownUnit(unit.short, unit.name, item.name, item.score, item.how)


def _paper(document: Document, clauses: Sequence[Clause]) -> Iterator[Paragraph]:
    # A page break is no letter; a blank in its place keeps every offset.
    text = nfc(document.text).replace("\f", " ")
    for start, end in _paragraphs(text, clauses):
        pieces = tuple(_pieces(text, start, end, clauses))
        yield Paragraph(_kind(" ".join(text[start:end].split()), pieces), pieces)


def _paragraphs(text: str, clauses: Sequence[Clause]) -> Iterator[tuple[int, int]]:
    """Where each paragraph begins and ends. The lines of a PDF end where its page does, with or without a blank line between them: a
    line goes on from the one before it when that one ends no sentence and it begins in small letters or inside the same clause."""
    held: tuple[int, int] | None = None
    at = 0
    for line in text.split("\n"):
        start, at = at, at + len(line) + 1
        if not line.strip():
            continue
        if held and _goes_on(text[held[0] : held[1]].rstrip(), line.strip(), start, clauses):
            held = held[0], start + len(line)
            continue
        if held:
            yield held
        held = start, start + len(line)
    if held:
        yield held


def _goes_on(above: str, line: str, start: int, clauses: Sequence[Clause]) -> bool:
    if above.endswith((".", ";", ":", "!", "?", "…", "|")) or _LISTED.match(line):
        return False
    return line[0].islower() or any(clause.proposal.start < start < clause.proposal.end for clause in clauses)


def _kind(line: str, pieces: Sequence[Piece]) -> str:
    if any(piece.clause for piece in pieces):
        return "text"
    if line.isupper() and len(line) < 120:
        return "title"
    return "heading" if _HEADING.match(line) and not line.endswith((";", ",")) else "text"


def _pieces(text: str, start: int, end: int, clauses: Sequence[Clause]) -> Iterator[Piece]:
    at = start
    for clause in clauses:
        first, last = max(clause.proposal.start, start), min(clause.proposal.end, end)
        if first >= last or last <= at:
            continue
        first = max(first, at)
        if at < first:
            yield Piece(text[at:first])
        yield from _lit(text, first, last, clause)
        at = last
    if at < end:
        yield Piece(text[at:end])


def _lit(text: str, first: int, last: int, clause: Clause) -> Iterator[Piece]:
    begins = first == clause.proposal.start
    when = clause.proposal.read.get("deadline_span") or [0, 0]
    begin, stop = max(first, when[0]), min(last, when[1])
    if begin >= stop:
        yield Piece(text[first:last], clause, first=begins)
        return
    if first < begin:
        yield Piece(text[first:begin], clause, first=begins)
    yield Piece(text[begin:stop], clause, first=begins and first == begin, when=True)
    if stop < last:
        yield Piece(text[stop:last], clause)


def _last_decided(document: Document, proposals: Sequence[Proposal]) -> Proposal | None:
    """The clause decided last and still undecidable again: what Ctrl+Z puts back."""
    known = {item.pk: item for item in proposals if item.state != State.NEW and not hasattr(item, "assignment")}
    if not known:
        return None
    events = HistoryEvent.objects.filter(kind="document", key=str(document.pk), act__in=DECIDED).order_by("-position")
    for after in events.values_list("after", flat=True)[: 4 * len(proposals)]:
        if after and after.get("proposal") in known:
            return known[after["proposal"]]
    return None


def unit_choices(document: Document, draft: Draft, *, today: date) -> list[tuple[Unit, float | None, str]]:
    """The ward's present units for the edit form, those most like the written names first, with score and reason."""
    finder: WardUnits = ward_units(document.commune, on=today)
    best: dict[int, tuple[float, str]] = {}
    for name in dict.fromkeys(item.name for item in (*draft.lead, *draft.cooperating)):
        for match in finder.matches(name):
            if match.unit_id not in best or match.score > best[match.unit_id][0]:
                best[match.unit_id] = (match.score, match.reason)
    units = [unit for unit in Unit.objects.filter(commune=document.commune_id) if unit.is_valid(today)]
    units.sort(key=lambda unit: (-best.get(unit.pk, (0.0, ""))[0], unit.order))
    return [(unit, *best.get(unit.pk, (None, ""))) for unit in units]


def people_may_confirm(person: Person, document: Document) -> bool:
    """Whether the person may assign what was taken."""
    return person.has_perm("assignments.confirm", document)
