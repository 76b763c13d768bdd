"""Reviews that nobody has to ask for: every night, and after every import."""

from datetime import datetime

from django.utils import timezone

from minhchung.apps.ground.jobs import due_job
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Commune
from minhchung.apps.reviews.models import Run
from minhchung.apps.reviews.running import review

IMPORTS = frozenset(
    {"dossiers.bring_in", "documents.import_register", "plans.import_plan", "assignments.finish_return", "indexes.take_published"}
)
"""Acts after which many records are new at once."""


def _last(commune: Commune) -> datetime | None:
    return Run.objects.filter(commune=commune).values_list("at", flat=True).first()


@due_job("reviews.nightly", "Rà soát hằng đêm")
def nightly(now: datetime) -> int:
    """Once a day for every commune in use."""
    done = 0
    for commune in Commune.objects.filter(in_use=True):
        last = _last(commune)
        if last is None or timezone.localtime(last).date() < timezone.localtime(now).date():
            review(commune, actor=None, at=now)
            done += 1
    return done


@due_job("reviews.after_import", "Rà soát sau khi nhập số liệu", soon=True)
def after_import(now: datetime) -> int:
    """For every commune with an import since its last run, or with any when it was never reviewed."""
    done = 0
    for commune in Commune.objects.filter(in_use=True):
        last = _last(commune)
        imports = HistoryEvent.objects.filter(commune=commune.pk, act__in=IMPORTS, at__lte=now)
        if (imports if last is None else imports.filter(at__gt=last)).exists():
            review(commune, actor=None, at=now)
            done += 1
    return done
