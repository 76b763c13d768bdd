"""Rounds for tests: taken through their stages by the acts themselves."""

from datetime import datetime
from decimal import Decimal

from minhchung.apps.indexes import actions
from minhchung.apps.indexes.locking import prepare
from minhchung.apps.indexes.models import Criterion, Index
from minhchung.apps.indexes.round_models import Round
from minhchung.apps.indexes.rules.rounds import Dates
from tests.personas import NOW

SCORED = {"1.1": "1.75", "1.2": "0.75", "1.3": "1.25", "2.1": "2.75"}
"""Quarter points of the leaves of the small set that a ward scores itself."""


def leaf_of(index: Index, code: str) -> Criterion:
    """A leaf of the index."""
    return Criterion.objects.select_related("index__pack").get(index=index, code=code)


def score_all(round: Round, *, at: datetime = NOW) -> None:
    """Every leaf that the ward scores has quarter points, explained."""
    for code, points in SCORED.items():
        leaf = leaf_of(round.index, code)
        actions.score_self(round=round, criterion=leaf, points=Decimal(points), reason="Có hồ sơ", actor=None, at=at)


def declare_round(index: Index, title: str, dates: Dates, *, at: datetime = NOW) -> Round:
    """A round that was scored, consolidated, approved and locked."""
    made = actions.open_round(index=index, title=title, dates=dates, actor=None, at=at)
    score_all(made, at=at)
    actions.consolidate(round=made, actor=None, at=at)
    actions.approve_round(round=made, actor=None, at=at)
    made.refresh_from_db()
    actions.lock_round(round=made, prepared=prepare(made, at=at), actor=None, at=at)
    made.refresh_from_db()
    return made


def appraise_all(round: Round, *, at: datetime = NOW) -> None:
    """The city gives every leaf a quarter less than the ward, with an opinion."""
    for code, points in SCORED.items():
        given = Decimal(points) - Decimal("0.25")
        actions.appraise(declared=round, criterion=leaf_of(round.index, code), points=given, reason="Thiếu chữ ký", actor=None, at=at)
