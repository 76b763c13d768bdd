"""Two people, or two jobs, at the same round in the same moment: one is heard, the other is told, nothing is done twice."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.db import connections

from minhchung.apps.ground import history
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.models import Criterion
from minhchung.apps.indexes.rounds.closing import close_due
from minhchung.apps.indexes.rounds.locking import prepare
from minhchung.apps.indexes.rounds.models import Explanation, Mark, Round, RoundLock
from minhchung.apps.organisations.models import Person
from tests.indexes.rounds import DAYS, SCORED, leaf_of, score_all
from tests.personas import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_on_disk")]


def together(*works: Callable[[], object]) -> list[str]:
    """What came of works begun in the same moment, each in a thread of its own: "done", or what was said; sorted."""
    barrier, came = threading.Barrier(len(works)), list[str]()

    def run(work: Callable[[], object]) -> None:
        try:
            barrier.wait(timeout=60)
            work()
            came.append("done")
        except Refused as refused:
            came.append(str(refused))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=180)
    return sorted(came, key=lambda said: said != "done")


def test_two_people_at_one_leaf_leave_one_mark_and_one_is_told(a_round: Round, head: Person, standing: Person) -> None:
    leaf = leaf_of(a_round.index, "1.3")
    score = partial(actions.score_self, round=a_round, criterion=leaf, reason="Theo sổ", seen=None, at=NOW)
    came = together(partial(score, points=Decimal("1.50"), actor=head), partial(score, points=Decimal("1.25"), actor=standing))
    assert came[0] == "done"
    assert "vừa được" in came[1]
    assert Mark.objects.count() == HistoryEvent.objects.filter(act="indexes.score_self").count() == 1
    assert history.verify(a_round.commune_id) is None


def test_a_score_and_the_end_of_self_scoring_at_once_lose_nothing(a_round: Round, head: Person, standing: Person) -> None:
    leaf = leaf_of(a_round.index, "1.3")
    score = partial(actions.score_self, round=a_round, criterion=leaf, points=Decimal("1.50"), seen=None, actor=head, at=NOW)
    together(score, partial(actions.consolidate, round=a_round, actor=standing, at=NOW))
    columns = list(Mark.objects.values_list("column", flat=True))
    assert columns in ([], ["self", "unit_approved"]), "either it came too late, or it was taken over"


def test_a_round_locked_by_two_at_once_is_handed_in_once(a_round: Round, standing: Person, leader: Person) -> None:
    score_all(a_round)
    actions.consolidate(round=a_round, actor=None, at=NOW)
    actions.approve_round(round=a_round, actor=None, at=NOW)
    a_round.refresh_from_db()
    ready = prepare(a_round, at=NOW)
    came = together(*(partial(actions.lock_round, round=a_round, prepared=ready, actor=person, at=NOW) for person in (standing, leader)))
    assert (came[0], "đã ở bước" in came[1]) == ("done", True)
    assert (RoundLock.objects.count(), Round.objects.get().state) == (1, "locked")


def test_three_jobs_at_once_close_every_stage_once(a_round: Round) -> None:
    score_all(a_round)
    after = datetime.combine(DAYS.appraisal1_closes, datetime.min.time(), ZONE) + timedelta(days=1)
    assert together(*(partial(close_due, Round.objects.get(pk=a_round.pk), after) for _ in range(3))) == ["done"] * 3
    moved = HistoryEvent.objects.filter(act="indexes.close_stage").order_by("position")
    assert [event.after["state"] for event in moved] == ["consolidated", "locked", "appraised1", "explaining"]
    assert (RoundLock.objects.count(), Mark.objects.filter(column="unit_approved").count()) == (1, len(SCORED))
    assert history.verify(a_round.commune_id) is None


def test_an_explanation_is_asked_for_once(declared: Round, appraiser: Person) -> None:
    talk: Criterion = leaf_of(declared.index, "1.2")
    ask = partial(actions.ask_explanation, declared=declared, criterion=talk, actor=appraiser, at=NOW)
    came = together(partial(ask, asked="Biên bản nào?"), partial(ask, asked="Ai ký?"))
    assert (came[0], "đã được yêu cầu" in came[1]) == ("done", True)
    assert Explanation.objects.count() == 1
