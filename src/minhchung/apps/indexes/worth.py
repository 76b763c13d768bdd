"""Tells the assignments what they are worth: the criteria they prove something for, and the points they hold up."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from django.urls import reverse

from minhchung.apps.assignments import worth
from minhchung.apps.assignments.worth import Proves, Worth
from minhchung.apps.ground import clock
from minhchung.apps.indexes.models import Criterion, CriterionAssignment
from minhchung.apps.indexes.queries import rows


def of_assignments(commune: str, assignments: Collection[int]) -> Mapping[int, Worth]:
    """The worth of those assignments that a live criterion is linked to."""
    links = CriterionAssignment.objects.filter(assignment__in=assignments, unlinked_at=None)
    linked = Criterion.objects.filter(commune=commune, archived_at=None, requirements__links__in=links).distinct()
    proves: dict[int, list[Proves]] = {}
    held: dict[int, Decimal] = {}
    for row in rows(linked.select_related("commune"), today=clock.today()):
        criterion = row.criterion
        told = Proves(criterion.code, criterion.title, reverse("indexes:criterion", args=[criterion.pk]), criterion.points)
        for assignment in row.assignments:
            proves.setdefault(assignment.pk, []).append(told)
            held[assignment.pk] = held.get(assignment.pk, Decimal(0)) + row.standing.held
    return {pk: Worth(held[pk], tuple(told)) for pk, told in proves.items() if pk in assignments}


worth.register(of_assignments)
