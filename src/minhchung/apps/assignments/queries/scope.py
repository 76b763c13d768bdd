"""What a person may read at all, and single things by key (404 for another commune's)."""

from datetime import date
from typing import TYPE_CHECKING, TypedDict, TypeVar

from django.db.models import DateField, F, Model, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from minhchung.apps.assignments.models import Assignment, Duty, Extension, Holding, Occurrence, Product, Proposal
from minhchung.apps.documents import queries as documents
from minhchung.apps.organisations.models import Person
from minhchung.apps.organisations.rights import mandate_of

M = TypeVar("M", bound=Model)


class InForce(TypedDict):
    """What every occurrence fetched here carries beside its columns."""

    in_force: date | None


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    Dated = WithAnnotations[Occurrence, InForce]
else:
    Dated = Occurrence
"""An occurrence with its day in force."""
HELD = Prefetch("holdings", Holding.objects.select_related("unit", "person").order_by("since"))
LIVE_DUTIES = Prefetch("duties", Duty.objects.filter(removed_at=None).prefetch_related(HELD))
GRANTED = Extension.objects.filter(occurrence=OuterRef("pk"), state=Extension.State.GRANTED).order_by("-decided_at", "-pk")
IN_FORCE = Coalesce(Subquery(GRANTED.values("due_on")[:1]), F("due_on"), output_field=DateField())
"""The day in force of an occurrence: that of the extension granted last, else the original one."""


def commune_of(person: Person) -> str:
    """The commune whose assignments the person reads; "" (nothing) for the appraiser and for who holds no role here."""
    held = mandate_of(person)
    return held.commune or "" if held.works_here else ""


def may_read(person: Person) -> Q:
    """The condition on assignments: own commune; a clause of a restricted document only for those who may read the document."""
    return Q(commune=commune_of(person)) & (
        Q(document=None) | Q(document__restricted=False) | Q(document__in=documents.readable(person).filter(restricted=True).values("pk"))
    )


def assignments_for(person: Person, *, archived: bool = False) -> QuerySet[Assignment]:
    """The assignments the person may read, without archived ones unless asked for."""
    found = Assignment.objects.filter(may_read(person))
    return found if archived else found.filter(archived_at=None)


def occurrences_for(person: Person) -> QuerySet[Dated]:
    """The occurrences of live duties of live assignments the person may read, each with its day `in_force`."""
    return Occurrence.objects.filter(duty__assignment__in=assignments_for(person).values("pk"), duty__removed_at=None).annotate(
        in_force=IN_FORCE
    )


def _one(found: QuerySet[M]) -> M:
    first = found.first()
    if first is None:
        raise Http404
    return first


def assignment_for(person: Person, pk: int) -> Assignment:
    """One assignment with its duties and holders, archived or not. Raises Http404."""
    wanted = assignments_for(person, archived=True).filter(pk=pk)
    return _one(wanted.select_related("commune", "document", "assigner", "proposal").prefetch_related(LIVE_DUTIES))


def occurrence_for(person: Person, pk: int) -> Dated:
    """One occurrence with its duty, holders and assignment. Raises Http404."""
    wanted = Occurrence.objects.filter(pk=pk, duty__assignment__in=assignments_for(person, archived=True).values("pk"))
    related = ("duty__assignment__commune", "duty__assignment__document", "duty__assignment__assigner", "answer")
    return _one(wanted.annotate(in_force=IN_FORCE).select_related(*related).prefetch_related(Prefetch("duty__holdings", HELD.queryset)))


def duty_for(person: Person, pk: int) -> Duty:
    """One duty. Raises Http404."""
    wanted = Duty.objects.filter(pk=pk, assignment__in=assignments_for(person, archived=True).values("pk"))
    return _one(wanted.select_related("assignment__commune").prefetch_related(HELD))


def extension_for(person: Person, pk: int) -> Extension:
    """One extension. Raises Http404."""
    wanted = Extension.objects.filter(pk=pk, occurrence__duty__assignment__in=assignments_for(person, archived=True).values("pk"))
    return _one(wanted.select_related("occurrence__duty__assignment__assigner"))


def product_for(person: Person, pk: int) -> Product:
    """One product. Raises Http404."""
    wanted = Product.objects.filter(pk=pk, occurrence__duty__assignment__in=assignments_for(person, archived=True).values("pk"))
    return _one(wanted.select_related("occurrence__duty__assignment"))


def proposal_for(person: Person, pk: int) -> Proposal:
    """One clause of a document the person may read. Raises Http404."""
    wanted = Proposal.objects.filter(pk=pk, document__in=documents.readable(person).values("pk"))
    return _one(wanted.select_related("document__commune"))
