"""Single things by key, for a person: another commune's answer 404."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from minhchung.apps.assignments.queries.scope import commune_of
from minhchung.apps.organisations.models import Person
from minhchung.apps.procedures.models import Initiative, Procedure, Proposal, Source
from minhchung.apps.procedures.queries.standing import procedures_for


def procedure_for(person: Person, pk: int) -> Procedure:
    """One procedure with its unit. Raises Http404."""
    return get_object_or_404(procedures_for(person).select_related("commune", "unit"), pk=pk)


def sources_for(person: Person) -> QuerySet[Source]:
    """What the catalogue of the person's ward is made of, the newest first; what people wrote by hand is told by each procedure."""
    return Source.objects.filter(commune=commune_of(person)).select_related("document", "file", "added_by", "undone_by")


def source_for(person: Person, pk: int) -> Source:
    """One source. Raises Http404."""
    return get_object_or_404(sources_for(person).select_related("commune"), pk=pk)


def proposals_for(person: Person) -> QuerySet[Proposal]:
    """The proposals of the person's ward."""
    return Proposal.objects.filter(commune=commune_of(person)).select_related("procedure", "unit", "document")


def proposal_for(person: Person, pk: int) -> Proposal:
    """One proposal. Raises Http404."""
    return get_object_or_404(proposals_for(person).select_related("commune", "added_by"), pk=pk)


def initiatives_for(person: Person) -> QuerySet[Initiative]:
    """The initiatives of the person's ward."""
    return Initiative.objects.filter(commune=commune_of(person)).select_related("unit", "document")


def initiative_for(person: Person, pk: int) -> Initiative:
    """One initiative. Raises Http404."""
    return get_object_or_404(initiatives_for(person).select_related("commune"), pk=pk)
