"""What a person may read at all, and single things by key (404 for another commune's)."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from minhchung.apps.assignments.queries.scope import commune_of
from minhchung.apps.organisations.models import Person
from minhchung.apps.plans.models import Objective, Plan, PlanItem

M = TypeVar("M", bound=Model)


def plans_for(person: Person, *, archived: bool = False) -> QuerySet[Plan]:
    """The plans of the person's commune, without archived ones unless asked for."""
    found = Plan.objects.filter(commune=commune_of(person))
    return found if archived else found.filter(archived_at=None)


def items_for(person: Person, *, archived: bool = False) -> QuerySet[PlanItem]:
    """The items of the plans the person may read."""
    found = PlanItem.objects.filter(plan__in=plans_for(person, archived=archived))
    return found if archived else found.filter(archived_at=None)


def objectives_for(person: Person, *, archived: bool = False) -> QuerySet[Objective]:
    """The objectives of the person's commune."""
    found = Objective.objects.filter(commune=commune_of(person))
    return found if archived else found.filter(archived_at=None)


def _one(found: QuerySet[M], pk: int) -> M:
    first = found.filter(pk=pk).first()
    if first is None:
        raise Http404
    return first


def plan_for(person: Person, pk: int) -> Plan:
    """One plan, archived or not. Raises Http404."""
    return _one(plans_for(person, archived=True).select_related("commune", "document", "source", "copied_from", "added_by"), pk)


def item_for(person: Person, pk: int) -> PlanItem:
    """One item with its plan, units and criteria, archived or not. Raises Http404."""
    found = items_for(person, archived=True).select_related("plan__commune", "plan__document", "came_from__plan")
    return _one(found.prefetch_related("units__unit", "leaves"), pk)


def objective_for(person: Person, pk: int) -> Objective:
    """One objective with its values, archived or not. Raises Http404."""
    found = objectives_for(person, archived=True).select_related("commune", "unit", "item__plan")
    return _one(found.prefetch_related("values__document", "values__entered_by"), pk)
