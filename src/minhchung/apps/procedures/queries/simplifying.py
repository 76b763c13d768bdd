"""Proposals and initiatives of a year by unit, beside what each unit owes; papers that could be dropped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from minhchung.apps.organisations.models import Unit
from minhchung.apps.organisations.queries import in_force
from minhchung.apps.procedures.law import held_of, norms_of
from minhchung.apps.procedures.models import Initiative, Procedure, Proposal
from minhchung.apps.procedures.queries.standing import standing
from minhchung.apps.procedures.rules.held import Match, matches

COUNTING = ("idea", "proposed", "approved", "done")
"""States in which a proposal counts for its unit; refused and dropped ones do not."""


@dataclass(frozen=True)
class UnitCount:
    """A unit's year: how many procedures it has proposals for, how many were sent up and approved, its initiatives, and what it owes."""

    unit: Unit
    proposed: int
    sent: int
    approved: int
    initiatives: int
    owes: int
    owes_initiatives: int

    @property
    def lacks(self) -> int:
        """Procedures still missing; 0 when the number is reached."""
        return max(0, self.owes - self.proposed)

    @property
    def lacks_initiatives(self) -> int:
        """Initiatives still missing."""
        return max(0, self.owes_initiatives - self.initiatives)


def by_unit(commune: str, year: int, today: date) -> list[UnitCount]:
    """Every unit of the ward. Several proposals for one procedure count once: the quota is of procedures."""
    norms = norms_of(commune)
    proposals = list(Proposal.objects.filter(commune=commune, year=year, state__in=COUNTING).values_list("unit", "procedure", "state"))
    live = Initiative.objects.filter(commune=commune, year=year, state__in=["registered", "recognised"])
    initiatives = list(live.values_list("unit", flat=True))

    def count(unit: Unit, *states: str) -> int:
        return len({procedure for owner, procedure, state in proposals if owner == unit.pk and state in states})

    return [
        UnitCount(
            unit,
            count(unit, *COUNTING),
            count(unit, "proposed", "approved", "done"),
            count(unit, "approved", "done"),
            initiatives.count(unit.pk),
            norms["proposals_per_unit"].number,
            norms["initiatives_per_unit"].number,
        )
        for unit in Unit.objects.filter(in_force(today), commune=commune).order_by("order", "name")
    ]


@dataclass(frozen=True)
class HeldComponent:
    """A paper of a procedure that the State already holds. `proposed`: a live proposal asks to drop it."""

    procedure: Procedure
    match: Match
    proposed: bool


def held_components(commune: str, day: date) -> list[HeldComponent]:
    """All such papers of the procedures in force."""
    live = Proposal.objects.filter(commune=commune, kind=Proposal.Kind.PAPER).exclude(state__in=["dropped", "refused"])
    proposed = set(live.values_list("procedure", "component"))
    held = held_of(commune)
    return [
        HeldComponent(known.procedure, match, (known.procedure.pk, match.component.name[:500]) in proposed)
        for known in standing(commune, day)
        if known.standing.in_force
        for match in matches(known.standing.content.components or (), held, day)
    ]


def droppable(commune: str, day: date) -> Sequence[HeldComponent]:
    """Those that nobody has proposed to drop."""
    return [each for each in held_components(commune, day) if not each.proposed]
