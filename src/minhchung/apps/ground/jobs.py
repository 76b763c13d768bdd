"""Work that follows by itself: readers of events, and jobs that `minhchung run-due` runs on a timer.

An app that must react to a lower app reads its events here; nothing imports upward. A reader handles each event once,
position and effect in one transaction; right after the act in the same process, and again by `run-due` should that have failed.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from minhchung.apps.ground.acts import AFTER_COMMIT
from minhchung.apps.ground.models import HistoryChain, HistoryEvent, Position

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reader:
    """`handle` is called with each event of `acts`, in order."""

    name: str
    acts: frozenset[str]
    handle: Callable[[HistoryEvent], None]


@dataclass(frozen=True)
class DueJob:
    """`run(now)` is idempotent: it may run every minute or once a week, and returns how many things it did.

    `soon`: somebody is waiting for it, so the worker beside the pages runs it as soon as it is called (worker.py).
    """

    name: str
    label: str
    run: Callable[[datetime], int]
    soon: bool = False


READERS: dict[str, Reader] = {}
DUE_JOBS: dict[str, DueJob] = {}


def reads(name: str, *, acts: set[str]) -> Callable[[Callable[[HistoryEvent], None]], Callable[[HistoryEvent], None]]:
    """Registers a reader of the events of these acts."""

    def register(handle: Callable[[HistoryEvent], None]) -> Callable[[HistoryEvent], None]:
        if name in READERS:
            raise ValueError(f"event reader {name!r} is registered twice")
        READERS[name] = Reader(name, frozenset(acts), handle)
        return handle

    return register


def due_job(name: str, label: str, *, soon: bool = False) -> Callable[[Callable[[datetime], int]], Callable[[datetime], int]]:
    """Registers a job for `minhchung run-due`, and with `soon` for the worker beside the pages."""

    def register(run: Callable[[datetime], int]) -> Callable[[datetime], int]:
        if name in DUE_JOBS:
            raise ValueError(f"job {name!r} is registered twice")
        DUE_JOBS[name] = DueJob(name, label, run, soon)
        return run

    return register


def run_soon(now: datetime) -> int:
    """Runs the jobs somebody is waiting for; the failing of one does not keep the others. Returns how many things they did."""
    done = 0
    for job in DUE_JOBS.values():
        if job.soon:
            try:
                done += job.run(now)
            except Exception:
                # Nothing is lost: a job finds its work in the database and tries again.
                logger.exception("job %s failed", job.name)
    return done


def catch_up(reader: Reader, commune: str) -> int:
    """Lets a reader handle what it has not yet handled in this commune; returns how many events."""
    done = 0
    while _next(reader, commune):
        done += 1
    return done


def _next(reader: Reader, commune: str) -> bool:
    with transaction.atomic():
        Position.objects.get_or_create(reader=reader.name, commune=commune)
        position = Position.objects.select_for_update().get(reader=reader.name, commune=commune)
        event = (
            HistoryEvent.objects.filter(commune=commune, position__gt=position.position, act__in=reader.acts).order_by("position").first()
        )
        if event is None:
            return False
        reader.handle(event)
        position.position = event.position
        position.save(update_fields=["position"])
    return True


def readers_behind(event: HistoryEvent) -> bool:
    """Whether some reader of this kind of event has not handled it yet."""
    names = [reader.name for reader in READERS.values() if event.act in reader.acts]
    past = Position.objects.filter(reader__in=names, commune=event.commune, position__gte=event.position)
    return past.count() < len(names)


def catch_up_all() -> int:
    """All readers over all communes; part of `run-due`."""
    communes = list(HistoryChain.objects.values_list("commune", flat=True))
    return sum(catch_up(reader, commune) for reader in READERS.values() for commune in communes)


def _after_commit(event: HistoryEvent) -> None:
    for reader in READERS.values():
        if event.act not in reader.acts:
            continue
        try:
            catch_up(reader, event.commune)
        except Exception:
            # The act itself is committed and acknowledged; the reader's position did not move, so run-due tries again.
            logger.exception("event reader %s failed at %s/%s", reader.name, event.commune, event.position)


AFTER_COMMIT.append(_after_commit)
