"""What the clock does to a round: a stage whose last day is over is closed by an act of the system. The job and the pages ask for it."""

from datetime import datetime

from django.utils import timezone

from minhchung.apps.ground.acts import Refused
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.facts import end_of
from minhchung.apps.indexes.rounds.locking import prepare
from minhchung.apps.indexes.rounds.models import Round
from minhchung.apps.indexes.rules import rounds

TRIES = 20
"""Steps and lost races together: a round has five steps that the clock takes."""


def close_due(round: Round, now: datetime) -> int:
    """Closes every stage whose last day is over, one act each; returns how many. Safe to call at any time and by several at once: a stage
    that somebody else has just closed is left alone."""
    done, today = 0, timezone.localdate(now)
    for _ in range(TRIES):
        step = rounds.due_step(round.state, round.dates, today)
        if step is None:
            break
        ready = prepare(round, at=end_of(step.last_day)) if step.to == rounds.LOCKED else None
        try:
            actions.close_stage(round=round, step=step, prepared=ready, actor=None, at=now)
            done += 1
        except Refused:
            pass  # somebody closed it, or wrote points, in this very moment: what is there now is looked at again
        round.refresh_from_db()
    return done
