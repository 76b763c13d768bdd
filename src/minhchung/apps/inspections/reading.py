"""A notice of conclusion as the reader found it, matched to the ward: what is proposed to be taken, and the text it stands in."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.assignments.rules.deadlines import due_of_period
from minhchung.apps.assignments.units import WardUnits, ward_units
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.rules import numbered
from minhchung.apps.findings.models import Finding
from minhchung.apps.inspections.models import Inspection
from minhchung.apps.inspections.writing import Due
from minhchung.apps.organisations.models import Unit
from minhchung.reading import read_text
from minhchung.reading.conclusions import heads
from minhchung.reading.conclusions import model as read
from minhchung.reading.model import DocumentHeader
from minhchung.text import nfc
from minhchung.text.normal import fold

_CONCLUDING = re.compile(r"^(?:thông báo )?kết luận (?:của (?:đoàn|cuộc) )?(?=kiểm tra|thanh tra|đánh giá|giám sát)", re.IGNORECASE)
SERIES = ("TB", "KL", "BB", "BC", "")
"""Documents that conclude: notice, conclusion, minutes, report; "" while the kind is not known."""
KINDS = {
    "shortcoming": Finding.Kind.SHORTCOMING,
    "nonconformity": Finding.Kind.MINOR,
    "nonconformity-major": Finding.Kind.MAJOR,
    "nonconformity-minor": Finding.Kind.MINOR,
    "recommendation": Finding.Kind.RECOMMENDATION,
}
"""The reader's kinds; a nonconformity of no said weight is proposed as a minor one, for the person to change."""


@dataclass(frozen=True)
class Named:
    """The units a passage speaks of: those known, names the ward does not know, and whether the circle of units was inferred."""

    units: tuple[int, ...]
    unknown: tuple[str, ...] = ()
    inferred: bool = False


@dataclass(frozen=True)
class ProposedFinding:
    """A shortcoming, or a cluster of the same one under several units. `fault`: what is wrong, cut out of the text."""

    key: str
    text: str
    fault: str
    kind: str
    named: Named
    spans: tuple[tuple[int, int], ...]
    vague: tuple[str, ...]
    theme: str = ""
    words: Mapping[int, str] = field(default_factory=dict)
    """Unit → its own words, where a cluster says it in other words there."""

    @property
    def is_cluster(self) -> bool:
        """Whether it stands in several places of the notice."""
        return len(self.spans) > 1


@dataclass(frozen=True)
class ProposedRequirement:
    """A requirement; `answers`: keys of the findings it seems to answer; `given`: the assignment the notice gave for it already. Where the
    notice names several days for one, each day is a requirement."""

    key: str
    text: str
    named: Named
    span: tuple[int, int]
    answers: tuple[str, ...]
    due: Due | None
    given: Assignment | None = None
    cooperating: Named = Named(())


@dataclass(frozen=True)
class ProposedStrength:
    """Something good, under its theme."""

    key: str
    theme: str
    text: str
    span: tuple[int, int]


@dataclass(frozen=True)
class OwnDay:
    """By when some units report, where the notice names another day for them."""

    key: str
    named: Named
    due: Due


@dataclass(frozen=True)
class ProposedClosing:
    """By when to report, to whom, through whom; `via`: the unit where the ward knows it; `own`: other days for some units."""

    due: Due
    addressee: str
    via: int | None
    via_said: str
    span: tuple[int, int] | None
    own: tuple[OwnDay, ...] = ()


@dataclass(frozen=True)
class Proposed:
    """Everything that is proposed of a notice. `digest` tells whether it is still the reading a page was made of."""

    kind: str
    title: str
    findings: tuple[ProposedFinding, ...]
    requirements: tuple[ProposedRequirement, ...]
    strengths: tuple[ProposedStrength, ...]
    closing: ProposedClosing
    plans: tuple[int, ...]
    digest: str
    held: tuple[date | None, date | None] = (None, None)
    period: tuple[date | None, date | None] = (None, None)
    """When the team worked, and the time looked at; None where the notice does not say both days."""

    @property
    def uncovered(self) -> dict[str, tuple[int, ...]]:
        """Finding → those of its units that no requirement seems to tell what to do about it; () when they are all told."""
        return {
            each.key: tuple(
                unit
                for unit in each.named.units
                if not any(each.key in other.answers and unit in other.named.units for other in self.requirements)
            )
            for each in self.findings
        }


@dataclass(frozen=True)
class _Circle:
    """Finds the units of passages. `named`: those the notice names one by one, which "các đơn vị" means where the ward has set nothing."""

    finder: WardUnits
    named: tuple[int, ...]

    @classmethod
    def of(cls, found: read.Conclusion, finder: WardUnits) -> "_Circle":
        spoken = [*(each.whom for each in found.shortcomings), *(each.whom for each in found.requirements)]
        written = dict.fromkeys(name for whom in spoken for name in whom.units if name != "ALL")
        units = [unit.unit for name in written for unit in finder.group(name) or (finder.one(name),)]
        return cls(finder, tuple(dict.fromkeys(unit for unit in units if unit is not None)))

    def units(self, whom: read.Addressed) -> Named:
        """The units a passage speaks of."""
        if whom.units == ("ALL",):
            known = self.finder.group(whom.said.text) if whom.said else None
            units = tuple(each.unit for each in known or () if each.unit is not None)
            return Named(units) if units and whom.origin != "nowhere" else Named(units or self.named, inferred=True)
        found = [each for name in whom.units for each in self.finder.group(name) or (self.finder.one(name),)]
        unknown = tuple(dict.fromkeys(each.name for each in found if each.unit is None))
        return Named(tuple(dict.fromkeys(each.unit for each in found if each.unit is not None)), unknown)


def proposed(document: Document, *, today: date) -> Proposed | None:
    """What a document proposes; None when it does not read as a conclusion."""
    text = nfc(document.text)
    found = read_text(text).conclusion if text.strip() else None
    if found is None:
        return None
    finder = ward_units(document.commune, on=today)
    circle = _Circle.of(found, finder)
    findings, place = _findings(found, circle)
    given = list(Assignment.objects.filter(document=document, archived_at=None, start__isnull=False))
    requirements = _requirements(found, circle, place, given)
    return Proposed(
        kind=_kind(document, found),
        title=_title(document),
        findings=findings,
        requirements=requirements,
        strengths=tuple(
            ProposedStrength(f"u{n}", each.theme.text if each.theme else "", each.said.text, each.said.span)
            for n, each in enumerate(found.strengths)
        ),
        closing=_closing(found.closing, circle),
        plans=_plans(document, found.bases.refs),
        digest=digest_of(text, [*(each.spans for each in findings), *(each.span for each in requirements)]),
        held=_days(found.bases.held),
        period=_days(found.bases.period),
    )


def _days(said: read.Period | None) -> tuple[date | None, date | None]:
    if said is None or not said.first or not said.last or said.last < said.first:
        return None, None
    return date.fromisoformat(said.first), date.fromisoformat(said.last)


def may_conclude(document: Document) -> bool:
    """Whether type and subject are those of a conclusion; costs next to nothing."""
    return document.series in SERIES and heads.may_conclude(DocumentHeader(type_text=document.type, subject=document.subject))


def digest_of(text: str, places: Sequence[object]) -> str:
    """SHA-256 of a text and where its findings and demands were read: a newer reader may find others under the same keys."""
    return hashlib.sha256(f"{text}\n{places!r}".encode()).hexdigest()


def _findings(found: read.Conclusion, circle: _Circle) -> tuple[tuple[ProposedFinding, ...], dict[int, str]]:
    """The findings in the order of the notice, a cluster at its first place; and place of a shortcoming → key of its finding."""
    cluster = {place: group for group in found.clusters for place in group}
    made: list[ProposedFinding] = []
    place_of: dict[int, str] = {}
    for place, each in enumerate(found.shortcomings):
        if place in place_of:
            continue
        group = cluster.get(place, (place,))
        parts = [found.shortcomings[other] for other in group]
        key = f"t{len(made)}"
        place_of.update(dict.fromkeys(group, key))
        named = _together([circle.units(part.whom) for part in parts])
        vague = tuple(dict.fromkeys(word.text for word in each.vague))
        theme = each.theme.text if each.theme else ""
        spans = tuple(part.said.span for part in parts)
        said = {unit: part.said.text for part in parts for unit in circle.units(part.whom).units if part.said.text != each.said.text}
        made.append(ProposedFinding(key, each.said.text, each.fault.text, KINDS[each.kind], named, spans, vague, theme, said))
    return tuple(made), place_of


def _requirements(
    found: read.Conclusion, circle: _Circle, place_of: dict[int, str], given: Sequence[Assignment]
) -> tuple[ProposedRequirement, ...]:
    answers: dict[int, list[str]] = {}
    for match in found.coverage.matches if found.coverage else ():
        answers.setdefault(match.requirement, []).append(place_of[match.shortcoming])
    wanted = [
        (each, due, place, turn) for place, each in enumerate(found.requirements) for turn, due in enumerate((each.due, *each.more_due))
    ]
    read_of = [
        ProposedRequirement(
            key=f"y{number}",
            text=each.said.text,
            named=circle.units(each.whom),
            span=each.said.span,
            answers=tuple(dict.fromkeys(answers.get(place, ()))),
            due=_due(due) if due else None,
            given=None if turn else next((other for other in given if _overlap(other, each.said.span)), None),
            cooperating=circle.units(read.Addressed(each.cooperating, None, "item")) if each.cooperating else Named(()),
        )
        for number, (each, due, place, turn) in enumerate(wanted)
    ]
    return (*read_of, *_later_reports(found, circle, len(read_of)))


def _later_reports(found: read.Conclusion, circle: _Circle, first: int) -> Iterator[ProposedRequirement]:
    """The second and further reports the closing sentence asks for, unless it is one of the demands itself."""
    closing = found.closing
    if closing is None or any(_meets(each.said.span, closing.report.span) for each in found.requirements):
        return
    for number, due in enumerate(closing.more_due, first):
        yield ProposedRequirement(f"y{number}", closing.report.text, circle.units(closing.whom), closing.report.span, (), _due(due))


def _meets(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _overlap(assignment: Assignment, span: tuple[int, int]) -> bool:
    return _meets((assignment.start or 0, assignment.end or 0), span)


def _together(named: Sequence[Named]) -> Named:
    units = tuple(dict.fromkeys(unit for each in named for unit in each.units))
    unknown = tuple(dict.fromkeys(name for each in named for name in each.unknown))
    return Named(units, unknown, any(each.inferred for each in named))


def _due(due: read.Due) -> Due:
    inclusive = due.inclusive is not False
    if due.date:
        return Due(due.said.text, date.fromisoformat(due.date), inclusive)
    if due.period:
        return Due(due.said.text, due_of_period(due.period, inclusive=inclusive), True)
    return Due(due.said.text, None, inclusive)


def _closing(closing: read.Closing | None, circle: _Circle) -> ProposedClosing:
    if closing is None:
        return ProposedClosing(Due(), "", None, "", None)
    via = circle.finder.one(closing.via.text).unit if closing.via else None
    addressee = closing.addressee.text if closing.addressee else ""
    due = _due(closing.due) if closing.due else Due()
    own = tuple(OwnDay(f"h{n}", circle.units(each.whom), _due(each.due)) for n, each in enumerate(closing.own))
    return ProposedClosing(due, addressee, via, closing.via.text if closing.via else "", closing.report.span, own)


def _kind(document: Document, found: read.Conclusion) -> str:
    """By its title: an audit of the ISO system, a check of procedures, else the reform inspection."""
    title = fold(document.subject)
    if "danh gia noi bo" in title or any(each.kind.startswith("nonconformity") for each in found.shortcomings):
        return Inspection.Kind.AUDIT
    if document.direction == Document.Direction.INCOMING and fold(document.issuer).startswith("so "):
        return Inspection.Kind.DEPARTMENT
    if "thu tuc hanh chinh" in title and "cai cach hanh chinh" not in title:
        return Inspection.Kind.PROCEDURES
    return Inspection.Kind.REFORM


def _title(document: Document) -> str:
    """The subject without "Kết luận": what was done, not the paper about it."""
    subject = _CONCLUDING.sub("", " ".join((document.subject or document.title).split()))
    return f"{subject[:1].upper()}{subject[1:]}"[:300]


def _plans(document: Document, refs: Sequence[str]) -> tuple[int, ...]:
    """The documents of the register that the notice rests on, by number and symbol of the same year or the year before."""
    year = (document.issued_on or timezone.localtime(document.added_at).date()).year
    found = []
    for ref in refs:
        said = numbered(ref)
        rows = Document.objects.filter(commune=document.commune_id, series=said.series, number=said.number, archived_at=None)
        found += list(rows.filter(issued_on__year__in=(year - 1, year)).values_list("pk", flat=True)[:2])
    return tuple(dict.fromkeys(found))


def inspected_units(taken: Sequence[Sequence[Unit]]) -> list[Unit]:
    """Every unit named anywhere, once, in the ward's order."""
    return sorted({unit.pk: unit for units in taken for unit in units}.values(), key=lambda unit: (unit.order, unit.name))


@dataclass(frozen=True)
class Piece:
    """A stretch of a line; `key` names the proposal it belongs to, `mark` its colour, `first` where that begins."""

    text: str
    key: str = ""
    mark: str = ""
    first: bool = False


def paper_of(document: Document, found: Proposed) -> list[list[Piece]]:
    """The text line by line with every proposal's stretch marked."""
    marks = sorted(_marks(found))
    text, lines, at = nfc(document.text).replace("\f", " "), [], 0
    for line in text.split("\n"):
        start, at = at, at + len(line) + 1
        if line.strip():
            lines.append(list(_pieces(text, start, start + len(line), marks)))
    return lines


def _marks(found: Proposed) -> Iterator[tuple[int, int, str, str]]:
    for finding in found.findings:
        yield from ((*span, finding.key, "found") for span in finding.spans)
    for requirement in found.requirements:
        yield (*requirement.span, requirement.key, "in")
    for strength in found.strengths:
        yield (*strength.span, strength.key, "good")
    if found.closing.span:
        yield (*found.closing.span, "han", "now")


def _pieces(text: str, start: int, end: int, marks: Sequence[tuple[int, int, str, str]]) -> Iterator[Piece]:
    at = start
    for first, last, key, mark in marks:
        begin, stop = max(first, at), min(last, end)
        if begin >= stop:
            continue
        if at < begin:
            yield Piece(text[at:begin])
        yield Piece(text[begin:stop], key, mark, first=begin == first)
        at = stop
    if at < end:
        yield Piece(text[at:end])
