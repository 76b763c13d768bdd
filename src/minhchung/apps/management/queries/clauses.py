"""The clauses of the standard against the records of a ward: what proves each, and what is missing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground.refs import Ref
from minhchung.apps.management.models import CLAUSE, Exclusion, clause_ref
from minhchung.apps.management.proofs import Asked, Row, Source
from minhchung.apps.management.providers import source
from minhchung.apps.management.standards import Clause, Standard, standard_of
from minhchung.apps.management.writing import interval_of
from minhchung.apps.organisations.models import Commune
from minhchung.worktime import months_later

STATES = {"proven": "Có bằng chứng", "partly": "Còn thiếu", "bare": "Chưa có bằng chứng", "excluded": "Không áp dụng"}


@dataclass(frozen=True)
class Proven:
    """A clause with what proves it. `brought`: what people brought as evidence of the clause itself; `excluded`: why it does not apply."""

    clause: Clause
    sources: Sequence[Source]
    brought: Source
    excluded: str

    @property
    def missing(self) -> list[Source]:
        """The kinds of record of which there is nothing."""
        return [each for each in self.sources if not each.rows]

    @property
    def found(self) -> list[Source]:
        """The kinds of record of which there is something, what people brought among them."""
        return [each for each in (*self.sources, self.brought) if each.rows]

    @property
    def state(self) -> str:
        """proven, partly, bare or excluded; a clause that names no kind of record is proven by what people bring."""
        if self.excluded:
            return "excluded"
        if not self.found:
            return "bare"
        return "partly" if self.missing else "proven"

    @property
    def words(self) -> str:
        """The state in words."""
        return STATES[self.state]

    @property
    def chapter(self) -> str:
        """The first number."""
        return self.clause.number.partition(".")[0]


@dataclass(frozen=True)
class Matrix:
    """Every clause of the standard on a day."""

    standard: Standard
    asked: Asked
    rows: Sequence[Proven]

    @property
    def counts(self) -> dict[str, int]:
        """How many clauses are in each state."""
        found = Counter(each.state for each in self.rows)
        return {state: found[state] for state in STATES}


def asked_now(commune: Commune, now: datetime) -> Asked:
    """The days the matrix looks at: one interval of the management review, up to today."""
    today = timezone.localtime(now).date()
    return Asked(commune, since=months_later(today, -interval_of(commune.pk, today).months), until=today, now=now)


def matrix(commune: Commune, *, now: datetime, only: str = "") -> Matrix:
    """The matrix of a ward, or of one clause of it."""
    asked = asked_now(commune, now)
    standard = standard_of(asked.until)
    excluded = dict(Exclusion.objects.filter(commune=commune).values_list("number", "reason"))
    brought = _brought(commune)
    clauses = [each for each in standard.clauses if only in ("", each.number)]
    return Matrix(standard, asked, [_proven(each, asked, brought, excluded.get(each.number, "")) for each in clauses])


def _proven(clause: Clause, asked: Asked, brought: dict[str, list[Row]], excluded: str) -> Proven:
    sources = [] if excluded else [source(name, asked) for name in clause.wants]
    rows = brought.get(clause_ref(asked.commune.pk, clause.number).key, [])
    return Proven(clause, sources, Source("Minh chứng nộp cho điều khoản", rows, "Nộp minh chứng", ""), excluded)


def _brought(commune: Commune) -> dict[str, list[Row]]:
    """What was brought for the clauses themselves and was not found bad, by the key of the clause."""
    claims = Claim.objects.filter(commune=commune, kind=CLAUSE, withdrawn_at=None).exclude(state=Claim.State.BAD)
    found: dict[str, list[Row]] = {}
    for each in claims.order_by("pk"):
        found.setdefault(each.key, []).append(Row(each.title, each.get_state_display(), Ref("claim", str(each.pk))))
    return found
