"""Which of several findings a person may lead a step on, and which wait for somebody else."""

from collections.abc import Sequence

from django.db.models import prefetch_related_objects

from minhchung.apps.findings.models import Finding
from minhchung.apps.findings.queries.works import works_of
from minhchung.apps.findings.rules.life import refused_evaluation
from minhchung.apps.organisations.models import Person


def may_together(person: Person, findings: Sequence[Finding], acts: Sequence[str]) -> tuple[list[Finding], int]:
    """Those whose step is the person's, and how many others there are: of another unit, planned by the person or done by the person."""
    prefetch_related_objects(findings, "units")
    own = [each for each in findings if all(person.has_perm(act, each) for act in acts)]
    if "findings.evaluate" in acts:
        works = works_of(own)
        own = [each for each in own if each.planned_by_id != person.pk and not refused_evaluation(works[each.pk], evaluator=person.pk)]
    return own, len(findings) - len(own)
