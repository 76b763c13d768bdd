"""Which documents the ward must issue in a year: apps above (the plan, the criteria) say so here, so that no import goes upward.

What they say is held against the register of documents, with what a person settled by hand.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from minhchung.apps.documents.models import Document, ExpectedDocument
from minhchung.apps.documents.rules.expecting import LACKING, STATES, Paper, Settled, Stands, Wanted, standing
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune
from minhchung.text import fold


@dataclass(frozen=True)
class Expected:
    """A document that must exist, and why: `said_by` names the leaf or item that asks for it, `ref` is it. `works`: keys of the
    assignments that produce it; `units` answer for it."""

    ref: Ref
    title: str
    said_by: str
    wanted: Wanted
    units: tuple[int, ...] = ()
    works: tuple[int, ...] = ()


@dataclass(frozen=True)
class Row:
    """An expectation with how it stands, and what a person said of it."""

    expected: Expected
    stands: Stands
    settled: ExpectedDocument | None

    @property
    def lacks(self) -> bool:
        """Whether something is still to be issued."""
        return self.stands.state in LACKING

    @property
    def unassigned(self) -> bool:
        """Whether it is still to be issued and nobody was given the work."""
        return self.lacks and not self.expected.works


Source = Callable[[str, int, date], Iterable[Expected]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """`source(commune, year, today)` gives what its app expects of the year."""
    _sources.append(source)


def rows_of(commune: Commune, year: int, *, today: date) -> list[Row]:
    """Everything expected of a year, what is to be done first on top. The queries do not grow with what is expected."""
    expected = [each for source in _sources for each in source(commune.code, year, today)]
    settled = {Ref(row.kind, row.key): row for row in ExpectedDocument.objects.filter(commune=commune, year=year)}
    papers = _papers(commune, year)
    own = frozenset(fold(commune.name).split())
    stood: dict[str, Stands] = {}
    # A document may answer a leaf and an item alike: each source is held against the register for itself.
    for kind in dict.fromkeys(each.ref.kind for each in expected):
        wanted = [each.wanted for each in expected if each.ref.kind == kind]
        said = {str(ref): Settled(row.document_id, row.reason) for ref, row in settled.items()}
        stood |= standing(wanted, papers, settled=said, year=year, today=today, own=own)
    order = list(STATES)
    rows = [Row(each, stood[each.wanted.key], settled.get(each.ref)) for each in expected]
    return sorted(rows, key=lambda row: (order.index(row.stands.state), row.expected.wanted.due_on, row.expected.title))


def own_issued(commune: Commune) -> Q:
    """The condition on documents: issued by the ward itself, whether it stands among what was sent or what arrived."""
    sent = Q(direction=Document.Direction.OUTGOING, state=Document.State.ISSUED)
    return sent | Q(direction=Document.Direction.INCOMING, issuer_folded__endswith=fold(commune.name))


def _papers(commune: Commune, year: int) -> Sequence[Paper]:
    """The ward's own issued documents of the year and the one before, also where one entered the register of what arrived."""
    found = (
        Document.objects.filter(own_issued(commune), commune=commune, archived_at=None)
        .filter(issued_on__year__in=(year - 1, year))
        .order_by("issued_on", "pk")
    )
    values = found.values_list("pk", "series", "subject", "issued_on")
    return [Paper(pk, series, subject, day) for pk, series, subject, day in values if day is not None]
