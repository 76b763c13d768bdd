"""Rounds for tests: taken through their stages by the acts themselves."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from minhchung.apps.ground.clock import ZONE
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.models import Criterion, Index
from minhchung.apps.indexes.rounds.locking import prepare
from minhchung.apps.indexes.rounds.models import Round
from minhchung.apps.indexes.rules.rounds import LOCKED, SELF, Dates
from minhchung.apps.organisations.models import Person
from tests.personas import NOW

DAYS = Dates(date(2026, 11, 16), date(2026, 11, 25), date(2026, 11, 30), date(2026, 12, 10), date(2026, 12, 15), date(2026, 12, 20))
"""The days of the rounds of the tests."""
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


def late(day: date) -> datetime:
    """Nine in the morning of a day."""
    return datetime.combine(day, datetime.min.time(), ZONE) + timedelta(hours=9)


def steps(found: Round, person: Person | None, at: datetime = NOW) -> dict[str, Callable[[], Any]]:
    """Every step of a round by a person."""
    ward, city = {"round": found, "actor": person, "at": at}, {"declared": found, "actor": person, "at": at}
    return {
        "consolidate": partial(actions.consolidate, **ward),
        "approve": partial(actions.approve_round, **ward),
        "lock": lambda: actions.lock_round(prepared=prepare(found, at=at), **ward),
        "reopen": partial(actions.reopen_round, until=DAYS.self_closes, reason="Sót tiêu chí", **ward),
        "end_first": partial(actions.end_first_appraisal, **city),
        "open_explaining": partial(actions.open_explaining, **city),
        "end_second": partial(actions.end_second_appraisal, **city),
        "publish": partial(actions.publish_round, total=None, rank=None, decision=None, decision_number="12/QĐ-SNV", **ward),
    }


def walked(found: Round) -> Iterator[str]:
    """Takes the round through every stage; yields each while it is there."""
    score_all(found)
    yield SELF
    for move in ("consolidate", "approve", "lock", "end_first", "open_explaining", "end_second", "publish"):
        steps(found, None)[move]()
        found.refresh_from_db()
        if found.state == LOCKED:
            appraise_all(found)
        yield found.state
