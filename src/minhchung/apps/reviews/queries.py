"""Runs a person may read."""

from collections.abc import Iterable, Mapping
from typing import Any

from minhchung.apps.assignments.queries.scope import commune_of
from minhchung.apps.organisations.models import Person
from minhchung.apps.reviews.models import Run


def last_run(person: Person) -> Run | None:
    """The newest run over the person's commune."""
    return Run.objects.filter(commune=commune_of(person)).select_related("by").first()


def visible(person: Any, keys: Iterable[str]) -> set[str]:
    """Of these keys, the runs over the person's commune."""
    wanted = [int(key) for key in keys if key.isdigit()]
    return {str(pk) for pk in Run.objects.filter(commune=commune_of(person), pk__in=wanted).values_list("pk", flat=True)}


def titles(keys: Iterable[str]) -> Mapping[str, str]:
    """When each run was."""
    found = Run.objects.filter(pk__in=[int(key) for key in keys if key.isdigit()])
    return {str(run.pk): f"Rà soát lúc {run.at:%H:%M %d/%m/%Y}" for run in found}
