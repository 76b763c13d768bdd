"""Runs as subjects of the history, and what is lent to the page of findings."""

from django.urls import reverse

from minhchung.apps.findings.reviewed import Reviewed, Reviews
from minhchung.apps.findings.reviewed import register as lend
from minhchung.apps.ground.subjects import SubjectKind, register
from minhchung.apps.reviews.models import Run
from minhchung.apps.reviews.queries import titles, visible


def _last(commune: str) -> Reviewed | None:
    run = Run.objects.filter(commune=commune).first()
    return Reviewed(run.at, run.checks, run.records, tuple(run.failed)) if run else None


register(SubjectKind("review", "Lần rà soát", visible, titles, lambda key: reverse("findings:findings")))
lend(
    Reviews(_last, act="reviews.run", run="reviews:run", progress="reviews:progress", checks="reviews:checks", expected="reviews:expected")
)
