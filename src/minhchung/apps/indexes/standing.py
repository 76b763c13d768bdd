"""An index on a day: the pack, what was known, the proof of every leaf, and where the points stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from minhchung.apps.indexes.facts import end_of, facts_and_projected
from minhchung.apps.indexes.holders import lead_as_of
from minhchung.apps.indexes.models import Criterion, Index
from minhchung.apps.indexes.packs import pack_of_index
from minhchung.apps.indexes.proving import RequirementRow, requirement_rows
from minhchung.apps.indexes.rules import CriterionStanding, Proof, leaf_standing, proof
from minhchung.scoring.facts import Facts
from minhchung.scoring.forecast import Forecast, LeafForecast, Parts, forecast
from minhchung.scoring.packs import Pack
from minhchung.scoring.score import Score, score


@dataclass(frozen=True)
class LeafRow:
    """A leaf with all that is shown of it."""

    criterion: Criterion
    forecast: LeafForecast
    standing: CriterionStanding
    requirements: Sequence[RequirementRow]

    @property
    def asks_for_evidence(self) -> bool:
        """Whether anything is to be shown for it: a penalty of which nothing was taken is nothing to prove."""
        return self.forecast.outside != "penalty" or bool(self.forecast.today.points)


@dataclass(frozen=True)
class IndexStanding:
    """Where the index stands. `leaves`: code → row, those of bonus and penalty last; `score` is by the rules alone, `forecast` weighs the
    proof too."""

    index: Index
    pack: Pack
    facts: Facts
    score: Score
    forecast: Forecast
    leaves: Mapping[str, LeafRow]


def standing_of(index: Index, *, day: date) -> IndexStanding:
    """The index as it was known at the end of a day: figures, declared values, rulings, evidence, work, and who answered for each leaf.

    Told as of today for every day: the criteria set and what it asks to see, what a file says (evidence/then.py), names of units.
    A fixed number of queries whatever the leaves.
    """
    pack = pack_of_index(index)
    facts, expected = facts_and_projected(index, end_of(day))
    live = Criterion.objects.filter(index=index, archived_at=None).select_related("unit", "commune")
    criteria = {each.code: each for each in live.prefetch_related("supporting")}
    lead_as_of(criteria.values(), end_of(day))
    required = requirement_rows(criteria.values(), day=day)
    proofs = {code: _proof(required.get(each.pk, ())) for code, each in criteria.items()}
    scored = score(pack, facts)
    found = forecast(pack, facts, {code: each.suffices for code, each in proofs.items()}, expected, scored=scored)
    leaves = {
        each.leaf.code: LeafRow(
            criteria[each.leaf.code],
            each,
            leaf_standing(each.today, each.parts, proofs[each.leaf.code]),
            required.get(criteria[each.leaf.code].pk, ()),
        )
        for each in (*found.leaves, *found.bonus.leaves, *found.penalty.leaves)
        if each.leaf.code in criteria
    }
    return IndexStanding(index, pack, facts, scored, found, leaves)


def units_of(standing: IndexStanding) -> dict[int | None, Parts]:
    """Key of each unit that leads a leaf of the scale (None: no unit of the ward) → where its points stand."""
    found: dict[int | None, Parts] = {}
    for row in standing.leaves.values():
        if row.forecast.outside:
            continue
        unit = row.criterion.unit_id
        found[unit] = found.get(unit, Parts()) + row.forecast.parts
    return found


def _proof(rows: Sequence[RequirementRow]) -> Proof:
    return proof([row.standing for row in rows])
