"""What should exist but does not: the documents expected of the year as the page shows them, with who holds the work."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from minhchung.apps.assignments.models import Assignment, Duty
from minhchung.apps.assignments.queries.scope import HELD, assignments_for
from minhchung.apps.documents import queries as documents
from minhchung.apps.documents.expecting import Row, own_issued, rows_of
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.rules.expecting import LACKING, STATES, fit
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import describe
from minhchung.apps.organisations.models import Commune, Person, Unit

UNASSIGNED = "chua-giao"
SLUGS = {
    "overdue": "qua-han",
    "old": "ban-cu",
    "some": "thieu-ky",
    "missing": "con-han",
    "late": "muon",
    "found": "da-co",
    "unneeded": "khong-can",
}
"""The states as they stand in addresses."""
OFFERED = 60
OF_THE_TYPE = 0.25
"""To be of the wanted type weighs as much as a quarter of all the words: a chance word or two does not outrank it."""
"""So many documents are offered to be tied, the likeliest first."""


@dataclass(frozen=True)
class Shown:
    """A row with what it names as far as the reader may see it: documents, the work and who holds it, the page of what asks for it."""

    row: Row
    url: str
    papers: Sequence[Document]
    before: Sequence[Document]
    hidden: int
    units: Sequence[Unit]
    works: Sequence[tuple[Assignment, Sequence[Unit]]]


@dataclass(frozen=True)
class Listed:
    """The page: `picks` are filters with their label and count."""

    rows: Sequence[Shown]
    picks: Sequence[tuple[str, str, int]]
    total: int
    lacking: int
    unassigned: int


def listed(person: Person, commune: Commune, year: int, *, today: date, pick: str = "", unit: int | None = None) -> Listed:
    """What the year asks for, narrowed to a state or unit."""
    every = [row for row in rows_of(commune, year, today=today) if unit is None or unit in row.expected.units]
    states: Counter[str] = Counter(row.stands.state for row in every)
    bare = sum(row.unassigned for row in every)
    picks = [(SLUGS[state], label, states[state]) for state, label in STATES.items() if states[state]]
    if bare:
        picks.insert(0, (UNASSIGNED, "Chưa giao ai", bare))
    chosen = [row for row in every if not pick or (row.unassigned if pick == UNASSIGNED else SLUGS[row.stands.state] == pick)]
    lacking = sum(states[state] for state in LACKING)
    return Listed(_shown(person, commune, chosen, today), picks, len(every), lacking, bare)


def row_for(commune: Commune, year: int, ref: Ref, *, today: date) -> Row | None:
    """The row of one expectation."""
    return next((row for row in rows_of(commune, year, today=today) if row.expected.ref == ref), None)


def offered(person: Person, commune: Commune, row: Row, year: int) -> list[Document]:
    """Documents that may be tied, the likeliest first; each of the year, the ward's own, one the person may read."""
    own = documents.readable(person).filter(own_issued(commune), archived_at=None, issued_on__year=year)
    found = list(own.defer("text"))
    likely = {each.pk: max(fit(words, each.subject) for words in row.expected.wanted.wordings) for each in found}
    typed = row.expected.wanted.series
    worth = {each.pk: likely[each.pk] + (OF_THE_TYPE if each.series in typed else 0) for each in found}
    return sorted(found, key=lambda each: (-worth[each.pk], each.issued_on or date.max))[:OFFERED]


def _shown(person: Person, commune: Commune, rows: Sequence[Row], today: date) -> list[Shown]:
    keys = {key for row in rows for key in (*row.stands.papers, *row.stands.before)}
    papers = {each.pk: each for each in documents.readable(person).filter(pk__in=keys).defer("text")}
    units = {unit.pk: unit for unit in Unit.objects.filter(commune=commune)}
    works = _works(person, {key for row in rows for key in row.expected.works}, today)
    pages = describe(person, [row.expected.ref for row in rows])
    return [
        Shown(
            row,
            pages[row.expected.ref].url if row.expected.ref in pages else "",
            [papers[key] for key in row.stands.papers if key in papers],
            [papers[key] for key in row.stands.before if key in papers],
            sum(key not in papers for key in (*row.stands.papers, *row.stands.before)),
            [units[key] for key in row.expected.units if key in units],
            [works[key] for key in row.expected.works if key in works],
        )
        for row in rows
    ]


def _works(person: Person, keys: set[int], today: date) -> Mapping[int, tuple[Assignment, Sequence[Unit]]]:
    """The work with the units that lead it today."""
    leading = Prefetch("duties", Duty.objects.filter(removed_at=None, part=Duty.Part.LEAD).prefetch_related(HELD))
    found = {}
    for each in assignments_for(person).filter(pk__in=keys).prefetch_related(leading):
        held = [duty.holding_on(today) for duty in each.duties.all()]
        found[each.pk] = (each, [holding.unit for holding in held if holding])
    return found
